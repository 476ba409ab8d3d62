#include "alike.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 1024, KEPT_SECONDS = 5 };

/* One block of memory: the entry, and behind it the texts that its lines point to. */
struct entry {
	int64_t id, version; /* of the article */
	timestamp found_at;
	struct around around;
	struct article_neighbour lines[]; /* near ones, then those that are alike */
};

static struct entry *entries[ENTRIES]; /* by the article's key: a later one takes the place */

static bool is_fresh(const struct entry *entry, const struct article *article)
{
	timestamp age = entry ? timestamp_now() - entry->found_at : -1;

	return entry && entry->id == article->id && entry->version == article->version &&
	       age >= 0 && age < KEPT_SECONDS * TIMESTAMP_SECOND;
}

static char *put_text(const char **to, char *room, const char *text)
{
	size_t size = strlen(text) + 1;

	memcpy(room, text, size);
	*to = room;
	return room + size;
}

static size_t size_of(const struct article_neighbour *lines, size_t count)
{
	size_t size = count * sizeof lines[0];

	for (size_t i = 0; i < count; i++)
		size += strlen(lines[i].title) + strlen(lines[i].language) + 2;
	return size;
}

static char *put_lines(
    struct article_neighbour *to, const struct article_neighbour *lines, size_t count, char *room)
{
	for (size_t i = 0; i < count; i++) {
		to[i] = lines[i];
		room = put_text(&to[i].title, room, lines[i].title);
		room = put_text(&to[i].language, room, lines[i].language);
	}
	return room;
}

/* Without memory it is found anew the next time, too. */
static void keep(const struct article *article, const struct around *a)
{
	struct entry **place = &entries[(size_t)article->id % ENTRIES];
	struct entry *entry = malloc(
	    sizeof *entry + size_of(a->near, a->near_count) + size_of(a->alike, a->alike_count));
	struct article_neighbour *alike;
	char *room;

	if (!entry)
		return;
	alike = entry->lines + a->near_count;
	room = (char *)(alike + a->alike_count);
	room = put_lines(entry->lines, a->near, a->near_count, room);
	(void)put_lines(alike, a->alike, a->alike_count, room);
	entry->id = article->id;
	entry->version = article->version;
	entry->found_at = timestamp_now();
	entry->around = (struct around){entry->lines, alike, a->near_count, a->alike_count};
	free(*place);
	*place = entry;
}

enum err alike_find(struct context *context, const struct article *article, struct around *around)
{
	struct entry *entry = entries[(size_t)article->id % ENTRIES];
	bool shared = !viewer_is_known(&context->viewer);

	if (shared && is_fresh(entry, article)) {
		*around = entry->around;
		return OK;
	}
	TRY(article_neighbours(context->db, context->arena, &context->viewer, article, false,
	    &around->near, &around->near_count));
	TRY(article_alike(context->db, context->arena, &context->viewer, article, &around->alike,
	    &around->alike_count));
	if (shared)
		keep(article, around);
	return OK;
}
