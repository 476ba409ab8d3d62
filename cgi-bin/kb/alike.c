#include "alike.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 1024, KEPT_SECONDS = 60 };

/* One block of memory: the entry, and behind it the texts that its lines point to. */
struct entry {
	int64_t id, version; /* of the article */
	timestamp found_at;
	size_t count;
	struct article_neighbour lines[];
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

/* Without memory it is found anew the next time, too. */
static void keep(const struct article *article, const struct article_neighbour *lines, size_t count)
{
	struct entry **place = &entries[(size_t)article->id % ENTRIES];
	size_t size = sizeof(struct entry) + count * sizeof lines[0];
	struct entry *entry;
	char *room;

	for (size_t i = 0; i < count; i++)
		size += strlen(lines[i].title) + strlen(lines[i].language) + 2;
	entry = malloc(size);
	if (!entry)
		return;
	*entry = (struct entry){.id = article->id,
	    .version = article->version,
	    .found_at = timestamp_now(),
	    .count = count};
	room = (char *)&entry->lines[count];
	for (size_t i = 0; i < count; i++) {
		entry->lines[i] = lines[i];
		room = put_text(&entry->lines[i].title, room, lines[i].title);
		room = put_text(&entry->lines[i].language, room, lines[i].language);
	}
	free(*place);
	*place = entry;
}

enum err alike_find(struct context *context, const struct article *article,
    struct article_neighbour **neighbours, size_t *count)
{
	struct entry *entry = entries[(size_t)article->id % ENTRIES];
	bool shared = !viewer_is_known(&context->viewer);

	if (shared && is_fresh(entry, article)) {
		*neighbours = entry->lines;
		*count = entry->count;
		return OK;
	}
	TRY(article_alike(
	    context->db, context->arena, &context->viewer, article, neighbours, count));
	if (shared)
		keep(article, *neighbours, *count);
	return OK;
}
