#include "model/demo_articles.h"

#include <string.h>

#include "model/article_list.h"
#include "model/organisation.h"

enum { FAMILIES = 20 };

static const struct db_statement DEMO_FIND = {
    .name = "demo_article_find",
    .sql = "SELECT id FROM article WHERE title = ? AND language = ?",
    .in = "ss",
    .out = "i",
};

/* As if it had been written some time ago. */
static const struct db_statement DEMO_AGE = {
    .name = "demo_article_age",
    .sql = "UPDATE article SET created_at = created_at - INTERVAL ? DAY,"
	   " updated_at = updated_at - INTERVAL ? DAY,"
	   " published_at = published_at - INTERVAL ? DAY WHERE id = ?",
    .in = "iiii",
};

static const struct db_statement DEMO_STAT = {
    .name = "demo_article_stat",
    .sql = "INSERT INTO article_stat (article_id, slot, views, helped, failed)"
	   " VALUES (?, 0, ?, ?, ?)",
    .in = "iiii",
};

DB_STATEMENTS(demo_articles, &DEMO_FIND, &DEMO_AGE, &DEMO_STAT);

struct writing_up {
	struct arena *arena;
	const struct viewer *author;
	const struct demo_article *article;
	int64_t family_id, category_id, id;
};

static enum err split_tags(struct arena *arena, const char *text, struct article_text *out)
{
	const char **tags = ARENA_ARRAY(arena, const char *, ARTICLE_TAGS);

	if (!tags)
		return ERROR(ERR_MEMORY, "no memory for tags");
	out->tags = tags;
	while (*text && out->tag_count < ARTICLE_TAGS) {
		size_t length = strcspn(text, " ");

		tags[out->tag_count] = arena_text_n(arena, text, length);
		if (!tags[out->tag_count++])
			return ERROR(ERR_MEMORY, "no memory for tags");
		text += length + (text[length] == ' ');
	}
	return OK;
}

static enum err write_up(struct db *db, void *context)
{
	struct writing_up *w = context;
	const struct demo_article *a = w->article;
	struct article_text text = {.language = a->language,
	    .title = a->title,
	    .summary = a->summary,
	    .body = a->body,
	    .audience = a->audience,
	    .category_id = w->category_id,
	    .publish_at = TIMESTAMP_NONE,
	    .expire_at = TIMESTAMP_NONE};
	const struct db_value days = db_int(a->days);

	TRY(split_tags(w->arena, a->tags, &text));
	TRY(article_create(db, w->arena, w->author, &text, w->family_id, 0, &w->id));
	if (a->state != ARTICLE_DRAFT)
		TRY(article_set_state(db, w->arena, w->author, w->id, 1, a->state));
	if (a->views) {
		TRY(db_execute(db, &DEMO_STAT,
		    DB_VALUES(
			db_int(w->id), db_int(a->views), db_int(a->helped), db_int(a->failed)),
		    NULL));
		TRY(article_score_renew(db, w->id));
	}
	return db_execute(db, &DEMO_AGE, DB_VALUES(days, days, days, db_int(w->id)), NULL);
}

enum err demo_articles(
    struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE], int *added)
{
	int64_t families[FAMILIES] = {0};

	for (const struct demo_article *a = DEMO_ARTICLES; a->title; a++) {
		struct writing_up w = {.arena = arena,
		    .author = &people[a->family % 2 ? ANNA : MAJA],
		    .article = a,
		    .family_id = families[a->family % FAMILIES]};
		struct db_rows rows;

		TRY(db_query(db, arena, &DEMO_FIND,
		    DB_VALUES(db_text(a->title), db_text(a->language)), &rows));
		w.id = db_int_at(&rows, 0, 0);
		if (!rows.count) {
			TRY(category_ensure(db, arena, a->category, &w.category_id));
			TRY(db_transaction(db, write_up, &w));
			++*added;
		}
		if (!families[a->family % FAMILIES])
			families[a->family % FAMILIES] = w.id;
	}
	return OK;
}
