#include "model/article_alike.h"

#include "model/article.h"
#include "model/document.h"

/* Kept are twice as many as are read at most, as not everybody may read all of them. */
enum { AT_ONCE = 5, KEPT = 24 };

/* What scores less than this share of what the article itself does is like it by chance. */
static const double ALIKE_SHARE = 0.12;

static const struct db_statement ALIKE_ADD = {
    .name = "article_alike_add",
    .sql = "INSERT INTO article_alike_due (article_id, is_changed) VALUES (?, TRUE)"
	   " ON DUPLICATE KEY UPDATE version = version + 1, is_changed = TRUE",
    .in = "i",
};

static const struct db_statement ALIKE_ADD_ALL = {
    .name = "article_alike_add_all",
    .sql = "INSERT INTO article_alike_due (article_id, is_changed)"
	   " SELECT id, FALSE FROM article WHERE state = 'published'"
	   " ON DUPLICATE KEY UPDATE article_alike_due.version = article_alike_due.version + 1",
};

static const struct db_statement ALIKE_DUE = {
    .name = "article_alike_due",
    .sql = "SELECT article_id, version, is_changed FROM article_alike_due"
	   " ORDER BY article_id LIMIT ?",
    .in = "i",
    .out = "iii",
};

static const struct db_statement ALIKE_DONE = {
    .name = "article_alike_done",
    .sql = "DELETE FROM article_alike_due WHERE article_id = ? AND version = ?",
    .in = "ii",
};

/* Those that have it among theirs, or that it has among its own. */
static const struct db_statement ALIKE_FOLLOW = {
    .name = "article_alike_follow",
    .sql = "INSERT INTO article_alike_due (article_id, is_changed)"
	   " SELECT article_id, FALSE FROM article_alike WHERE other_id = ?"
	   " UNION SELECT other_id, FALSE FROM article_alike WHERE article_id = ?"
	   " ON DUPLICATE KEY UPDATE article_alike_due.version = article_alike_due.version + 1",
    .in = "ii",
};

static const struct db_statement ALIKE_CLEAR = {
    .name = "article_alike_clear",
    .sql = "DELETE FROM article_alike WHERE article_id = ?",
    .in = "i",
};

static const struct db_statement ALIKE_KEEP = {
    .name = "article_alike_keep",
    .sql = "INSERT IGNORE INTO article_alike (article_id, other_id, sort) VALUES (?, ?, ?)",
    .in = "iii",
};

DB_STATEMENTS(article_alike, &ALIKE_ADD, &ALIKE_ADD_ALL, &ALIKE_DUE, &ALIKE_DONE, &ALIKE_FOLLOW,
    &ALIKE_CLEAR, &ALIKE_KEEP);

enum err article_alike_add(struct db *db, int64_t id)
{
	return db_execute(db, &ALIKE_ADD, DB_VALUES(db_int(id)), NULL);
}

enum err article_alike_add_all(struct db *db)
{
	return db_execute(db, &ALIKE_ADD_ALL, DB_NONE, NULL);
}

struct renewing {
	int64_t id, version, others[2 * KEPT];
	size_t count;
	bool is_changed;
};

/* The best for such a reader, behind those that are there already. */
static enum err look(struct arena *arena, struct search *search, const struct search_reader *reader,
    const struct search_query *query, struct renewing *r)
{
	struct search_result result;
	double own = 0;

	TRY(search_find(search, arena, reader, query, &result));
	for (size_t i = 0; i < result.count; i++)
		if (result.hits[i].id == r->id)
			own = result.hits[i].score;
	for (size_t i = 0; i < result.count; i++) {
		const struct search_hit *hit = &result.hits[i];
		bool again = hit->id == r->id || hit->score < ALIKE_SHARE * own;

		for (size_t j = 0; j < r->count && !again; j++)
			again = r->others[j] == hit->id;
		if (!again)
			r->others[r->count++] = hit->id;
	}
	return OK;
}

/* First those that all of its readers may read, then others: staff reads all. */
static enum err find_alike(
    struct arena *arena, struct search *search, const struct search_document *d, struct renewing *r)
{
	const struct search_reader readers = {
	    .known = d->audience != SEARCH_FOR_PUBLIC,
	    .organisation_id = d->audience == SEARCH_FOR_ORGANISATION ? d->organisation_id : 0,
	};
	struct search_query query = {.mode = SEARCH_SIMILAR,
	    .title = d->title,
	    .text = arena_format(arena, "%s\n\n%s", d->question, d->solution),
	    .text_language = d->language,
	    .kind = SEARCH_ARTICLE,
	    .language = d->language,
	    .limit = KEPT};

	if (!query.text)
		return ERROR(ERR_MEMORY, "no memory for an article's text");
	if (d->audience != SEARCH_FOR_STAFF)
		TRY(look(arena, search, &readers, &query, r));
	return look(arena, search, &(struct search_reader){.staff = true}, &query, r);
}

static enum err keep(struct db *db, void *context)
{
	const struct renewing *r = context;
	const struct db_value id = db_int(r->id);

	if (r->is_changed)
		TRY(db_execute(db, &ALIKE_FOLLOW, DB_VALUES(id, id), NULL));
	TRY(db_execute(db, &ALIKE_CLEAR, DB_VALUES(id), NULL));
	for (size_t i = 0; i < r->count && i < KEPT; i++)
		TRY(db_execute(db, &ALIKE_KEEP,
		    DB_VALUES(id, db_int(r->others[i]), db_int((int64_t)i)), NULL));
	if (r->is_changed && r->count)
		TRY(db_execute(db, &ALIKE_FOLLOW, DB_VALUES(id, id), NULL));
	return db_execute(db, &ALIKE_DONE, DB_VALUES(id, db_int(r->version)), NULL);
}

static enum err renew(struct db *db, struct arena *arena, struct search *search, struct renewing *r)
{
	struct search_document document;
	enum err err = document_article(db, arena, r->id, &document);

	if (err == OK)
		err = find_alike(arena, search, &document, r);
	/* Nobody reads it now; or it is beyond what can be read, which index_queue tells staff. */
	if (err != OK && err != ERR_NOT_FOUND && err != ERR_MEMORY && err != ERR_INPUT)
		return err;
	return db_transaction(db, keep, r);
}

enum err article_alike_renew(
    struct db *db, struct arena *arena, struct search *search, size_t *done)
{
	struct renewing due[AT_ONCE];
	struct db_rows rows;

	*done = 0;
	TRY(db_query(db, arena, &ALIKE_DUE, DB_VALUES(db_int(AT_ONCE)), &rows));
	for (size_t i = 0; i < rows.count && i < AT_ONCE; i++)
		due[i] = (struct renewing){.id = db_int_at(&rows, i, 0),
		    .version = db_int_at(&rows, i, 1),
		    .is_changed = db_int_at(&rows, i, 2) != 0};
	for (size_t i = 0; i < rows.count && i < AT_ONCE; i++) {
		TRY(renew(db, arena, search, &due[i]));
		++*done;
	}
	return OK;
}
