#include "model/article_change.h"

#include <string.h>

#include "model/event.h"
#include "model/index_queue.h"

static const struct db_statement ARTICLE_LOCK = {
    .name = "article_lock",
    .sql = "SELECT a.version, a.state + 0, a.audience + 0, a.organisation_id, a.category_id,"
	   " COALESCE(a.family_id, a.id), a.author_id, a.language, a.title, a.summary, a.body,"
	   " a.publish_at, a.published_at, a.expire_at FROM article a WHERE a.id = ? FOR UPDATE",
    .in = "i",
    .out = "iiiiiiissssttt",
};

static const struct db_statement VERSION_RAISE = {
    .name = "article_version_raise",
    .sql = "UPDATE article SET version = version + 1 WHERE id = ?",
    .in = "i",
};

DB_STATEMENTS(article_change, &ARTICLE_LOCK, &VERSION_RAISE);

enum err article_change_begin(struct article_change *change, struct db *db, struct arena *arena,
    int64_t actor_id, int64_t id, int64_t version)
{
	struct db_rows rows;
	struct article *a = &change->before;

	*change = (struct article_change){
	    .db = db, .arena = arena, .actor_id = actor_id, .now = timestamp_now()};
	TRY(db_query(db, arena, &ARTICLE_LOCK, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no article %lld", (long long)id);
	*a = (struct article){
	    .id = id,
	    .version = db_int_at(&rows, 0, 0),
	    .state = (enum article_state)db_int_at(&rows, 0, 1),
	    .audience = (enum article_audience)db_int_at(&rows, 0, 2),
	    .organisation_id = db_int_at(&rows, 0, 3),
	    .category_id = db_int_at(&rows, 0, 4),
	    .family_id = db_int_at(&rows, 0, 5),
	    .author_id = db_int_at(&rows, 0, 6),
	    .language = db_text_at(&rows, 0, 7),
	    .title = db_text_at(&rows, 0, 8),
	    .summary = db_text_at(&rows, 0, 9),
	    .body = db_text_at(&rows, 0, 10),
	    .publish_at = db_time_at(&rows, 0, 11),
	    .published_at = db_time_at(&rows, 0, 12),
	    .expire_at = db_time_at(&rows, 0, 13),
	};
	change->version = a->version + 1;
	if (version && version != a->version)
		return ERROR(ERR_CONFLICT, "article %lld is at version %lld, not %lld",
		    (long long)id, (long long)a->version, (long long)version);
	return OK;
}

enum err article_change_note(
    struct article_change *change, const char *kind, const char *before, const char *after)
{
	if (!strcmp(before ? before : "", after ? after : ""))
		return OK;
	change->notes++;
	return event_add(change->db, &(struct event){.about = ABOUT_ARTICLE,
					 .about_id = change->before.id,
					 .version = change->version,
					 .kind = kind,
					 .actor_id = change->actor_id,
					 .before = before && *before ? before : NULL,
					 .after = after && *after ? after : NULL,
					 .at = change->now});
}

void article_change_beside(struct article_change *change)
{
	change->version = change->before.version;
}

enum err article_change_finish(const struct article_change *change, bool shown)
{
	TRY(db_execute(change->db, &VERSION_RAISE, DB_VALUES(db_int(change->before.id)), NULL));
	if (shown || change->before.state == ARTICLE_PUBLISHED)
		TRY(index_queue_add(change->db, DOCUMENT_ARTICLE, change->before.id));
	return OK;
}
