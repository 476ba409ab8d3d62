#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "model/article_change.h"

enum { SCHEDULED = 100 };

static const struct db_statement STATE_WRITE = {
    .name = "article_state_write",
    .sql = "UPDATE article SET state = ?, publish_at = ?, published_at = ?, expire_at = ?"
	   " WHERE id = ?",
    .in = "ittti",
};

static const struct db_statement PUBLISH_DUE = {
    .name = "article_publish_due",
    .sql = "SELECT id FROM article WHERE publish_at <= ? AND state IN ('draft', 'review')"
	   " ORDER BY publish_at LIMIT ?",
    .in = "ti",
    .out = "i",
};

static const struct db_statement EXPIRE_DUE = {
    .name = "article_expire_due",
    .sql = "SELECT id FROM article WHERE expire_at <= ? AND state = 'published'"
	   " ORDER BY expire_at LIMIT ?",
    .in = "ti",
    .out = "i",
};

DB_STATEMENTS(article_state, &STATE_WRITE, &PUBLISH_DUE, &EXPIRE_DUE);

bool article_state_allowed(enum article_state from, enum article_state to)
{
	switch (to) {
	case ARTICLE_DRAFT:
		return from != ARTICLE_DRAFT;
	case ARTICLE_REVIEW:
		return from == ARTICLE_DRAFT;
	case ARTICLE_PUBLISHED:
		return from == ARTICLE_DRAFT || from == ARTICLE_REVIEW;
	case ARTICLE_RETIRED:
		return from == ARTICLE_PUBLISHED;
	}
	return false;
}

struct transition {
	struct arena *arena;
	int64_t actor_id, id, version;
	enum article_state to;
	bool due; /* by the clock: only when its time has come still */
};

static enum err change_state(struct db *db, void *context)
{
	const struct transition *t = context;
	struct article_change change;
	const struct article *b = &change.before;
	timestamp publish_at, published_at, expire_at;

	TRY(article_change_begin(&change, db, t->arena, t->actor_id, t->id, t->version));
	publish_at = b->publish_at;
	published_at = b->published_at;
	expire_at = b->expire_at;
	if (!article_state_allowed(b->state, t->to))
		return ERROR(ERR_INPUT, "no way from %s to %s", article_state_code(b->state),
		    article_state_code(t->to));
	if (t->to == ARTICLE_PUBLISHED) {
		if (text_is_blank(b->body))
			return ERROR(ERR_INPUT, "an empty article is not published");
		if (t->due && (publish_at == TIMESTAMP_NONE || publish_at > change.now))
			return ERROR(ERR_CONFLICT, "not due any more");
		if (published_at == TIMESTAMP_NONE)
			published_at = change.now;
		/* Done by that; and what lay behind would retire it within the minute. */
		publish_at = TIMESTAMP_NONE;
		if (expire_at != TIMESTAMP_NONE && expire_at <= change.now)
			expire_at = TIMESTAMP_NONE;
	} else if (t->to == ARTICLE_RETIRED) {
		if (t->due && (expire_at == TIMESTAMP_NONE || expire_at > change.now))
			return ERROR(ERR_CONFLICT, "not due any more");
		expire_at = TIMESTAMP_NONE;
	}
	TRY(article_change_note(
	    &change, "state", article_state_code(b->state), article_state_code(t->to)));
	TRY(db_execute(db, &STATE_WRITE,
	    DB_VALUES(db_int(t->to), db_time(publish_at), db_time(published_at), db_time(expire_at),
		db_int(t->id)),
	    NULL));
	return article_change_finish(&change, t->to == ARTICLE_PUBLISHED);
}

enum err article_set_state(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, enum article_state state)
{
	struct transition t = {.arena = arena,
	    .actor_id = viewer->account_id,
	    .id = id,
	    .version = version,
	    .to = state};

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "only staff publishes articles");
	return db_transaction(db, change_state, &t);
}

static enum err run_due(struct db *db, struct arena *arena, const struct db_statement *due,
    enum article_state to, int64_t *changed)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, due, DB_VALUES(db_time(timestamp_now()), db_int(SCHEDULED)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct transition t = {
		    .arena = arena, .id = db_int_at(&rows, i, 0), .to = to, .due = true};
		enum err err = db_transaction(db, change_state, &t);

		/* One that can't be published must not keep back the others. */
		if (err == ERR_INPUT)
			log_warn("article %lld: %s", (long long)t.id, err_message());
		else if (err != OK && err != ERR_CONFLICT && err != ERR_NOT_FOUND)
			return err;
		*changed += err == OK;
	}
	return OK;
}

enum err article_run_schedule(struct db *db, struct arena *arena, int64_t *changed)
{
	*changed = 0;
	TRY(run_due(db, arena, &PUBLISH_DUE, ARTICLE_PUBLISHED, changed));
	return run_due(db, arena, &EXPIRE_DUE, ARTICLE_RETIRED, changed);
}
