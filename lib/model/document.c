#include "model/document.h"

#include <string.h>

#include "model/article.h"
#include "model/ticket.h"
#include "xml/markup.h"

/* Of longer texts the index reads only the beginning (lib/search): so much is enough of each body,
 * of all answers together, and of one ticket's messages, links and votes. */
#define BODY_MOST     "131072"
#define MESSAGES_MOST "300"
#define LINKS_MOST    "300"
enum { ANSWERS_MOST = 65536, ANSWERS = 300 };

static const struct db_statement DOCUMENT_TICKET_HEAD = {
    .name = "document_ticket",
    .sql =
	"SELECT t.version, t.subject, t.language, k.code, y.code, s.code, t.created_at,"
	" t.archived_at, t.solution_id, t.audience + 0, t.contact_id, t.organisation_id,"
	" (SELECT COUNT(*) FROM ticket_helped h WHERE h.ticket_id = t.id)"
	" FROM ticket t JOIN ticket_type y ON y.id = t.type_id JOIN status s ON s.id = t.status_id"
	" LEFT JOIN category k ON k.id = t.category_id"
	" WHERE t.id = ? AND t.audience IS NOT NULL",
    .in = "i",
    .out = "isssssttiiiii",
};

static const struct db_statement DOCUMENT_MESSAGES = {
    .name = "document_messages",
    .sql = "SELECT id, format + 0, LEFT(body, " BODY_MOST ") FROM message"
	   " WHERE ticket_id = ? AND kind <> 'note'"
	   " ORDER BY created_at, id LIMIT " MESSAGES_MOST,
    .in = "i",
    .out = "iis",
};

/* Tags, followers and links in one go. */
static const struct db_statement DOCUMENT_TICKET_LISTS = {
    .name = "document_ticket_lists",
    .sql = "SELECT 1, tag, 0, NULL FROM ticket_tag WHERE ticket_id = ?"
	   " UNION ALL SELECT 2, '', account_id, NULL FROM follower WHERE ticket_id = ?"
	   " UNION ALL (SELECT 3, '', 0, created_at FROM ticket_link WHERE to_id = ?"
	   " ORDER BY created_at DESC LIMIT " LINKS_MOST ")",
    .in = "iii",
    .out = "isit",
};

static const struct db_statement DOCUMENT_ARTICLE_HEAD = {
    .name = "document_article",
    .sql = "SELECT a.version, a.title, a.summary, LEFT(a.body, " BODY_MOST "), a.language, k.code,"
	   " a.published_at, a.updated_at, a.audience + 0, a.organisation_id,"
	   " CAST((SELECT COALESCE(SUM(helped), 0) FROM article_stat v WHERE v.article_id = a.id)"
	   " AS SIGNED),"
	   " CAST((SELECT COALESCE(SUM(failed), 0) FROM article_stat v WHERE v.article_id = a.id)"
	   " AS SIGNED)"
	   " FROM article a LEFT JOIN category k ON k.id = a.category_id"
	   " WHERE a.id = ? AND a.state = 'published'",
    .in = "i",
    .out = "isssssttiiii",
};

static const struct db_statement DOCUMENT_ARTICLE_LISTS = {
    .name = "document_article_lists",
    .sql = "SELECT 1, tag, 0, NULL FROM article_tag WHERE article_id = ?"
	   " UNION ALL (SELECT 3, '', 0, created_at FROM article_ticket"
	   " WHERE article_id = ? AND kind <> 'source'"
	   " ORDER BY created_at DESC LIMIT " LINKS_MOST ")",
    .in = "ii",
    .out = "isit",
};

static const struct db_statement DOCUMENT_TICKET_IDS = {
    .name = "document_ticket_ids",
    .sql = "SELECT id FROM ticket WHERE id > ? AND audience IS NOT NULL ORDER BY id LIMIT ?",
    .in = "ii",
    .out = "i",
};

static const struct db_statement DOCUMENT_ARTICLE_IDS = {
    .name = "document_article_ids",
    .sql = "SELECT id FROM article WHERE id > ? AND state = 'published' ORDER BY id LIMIT ?",
    .in = "ii",
    .out = "i",
};

static const struct db_statement DOCUMENT_COUNT = {
    .name = "document_count",
    .sql = "SELECT (SELECT COUNT(*) FROM ticket WHERE audience IS NOT NULL)"
	   " + (SELECT COUNT(*) FROM article WHERE state = 'published')",
    .out = "i",
};

static const struct db_statement DOCUMENT_EACH = {
    .name = "document_each",
    .sql = "(SELECT 1 AS kind, id, version FROM ticket WHERE audience IS NOT NULL)"
	   " UNION ALL (SELECT 2, id, version FROM article WHERE state = 'published')"
	   " ORDER BY kind, id",
    .out = "iii",
};

DB_STATEMENTS(document, &DOCUMENT_TICKET_HEAD, &DOCUMENT_MESSAGES, &DOCUMENT_TICKET_LISTS,
    &DOCUMENT_ARTICLE_HEAD, &DOCUMENT_ARTICLE_LISTS, &DOCUMENT_TICKET_IDS, &DOCUMENT_ARTICLE_IDS,
    &DOCUMENT_COUNT, &DOCUMENT_EACH);

enum search_kind document_search_kind(enum document_kind kind)
{
	return kind == DOCUMENT_ARTICLE ? SEARCH_ARTICLE : SEARCH_TICKET;
}

enum document_kind document_kind_of(enum search_kind kind)
{
	return kind == SEARCH_ARTICLE ? DOCUMENT_ARTICLE : DOCUMENT_TICKET;
}

static enum search_audience audience_of_ticket(int64_t audience)
{
	static const enum search_audience AUDIENCES[] = {
	    [AUDIENCE_PARTICIPANTS] = SEARCH_FOR_PARTICIPANTS,
	    [AUDIENCE_STAFF] = SEARCH_FOR_STAFF,
	    [AUDIENCE_CLIENTS] = SEARCH_FOR_CLIENTS,
	    [AUDIENCE_PUBLIC] = SEARCH_FOR_PUBLIC,
	};

	return audience >= AUDIENCE_PARTICIPANTS && audience <= AUDIENCE_PUBLIC
		   ? AUDIENCES[audience]
		   : SEARCH_FOR_STAFF;
}

static enum search_audience audience_of_article(int64_t audience)
{
	static const enum search_audience AUDIENCES[] = {
	    [READERS_STAFF] = SEARCH_FOR_STAFF,
	    [READERS_ORGANISATION] = SEARCH_FOR_ORGANISATION,
	    [READERS_CLIENTS] = SEARCH_FOR_CLIENTS,
	    [READERS_PUBLIC] = SEARCH_FOR_PUBLIC,
	};

	return audience >= READERS_STAFF && audience <= READERS_PUBLIC ? AUDIENCES[audience]
								       : SEARCH_FOR_STAFF;
}

/* The order is that of the ENUM message.format. */
static enum markup_format format_of(int64_t format)
{
	static const enum markup_format FORMATS[] = {
	    MARKUP_TEXT, MARKUP_TEXT, MARKUP_MARKDOWN, MARKUP_HTML};

	return format >= 1 && format <= 3 ? FORMATS[format] : MARKUP_TEXT;
}

static enum err plain(
    struct arena *arena, int64_t format, const struct db_value *body, const char **text)
{
	return markup_plain(arena, format_of(format), body->p ? body->p : "", body->length, text);
}

/* Texts one below the other, up to the most that is indexed. NULL: no memory. */
static const char *join(struct arena *arena, const char *const *texts, size_t count)
{
	size_t length = 0;
	char *all, *to;

	for (size_t i = 0; i < count; i++)
		length += strlen(texts[i]) + 2;
	all = to = arena_alloc(arena, length + 1);
	for (size_t i = 0; all && i < count; i++) {
		size_t part = strlen(texts[i]);

		memcpy(to, texts[i], part);
		to += part;
		memcpy(to, "\n\n", 2);
		to += 2;
	}
	return all;
}

static enum err read_messages(
    struct db *db, struct arena *arena, int64_t id, int64_t solution, struct search_document *d)
{
	const char *answers[ANSWERS];
	size_t count = 0, length = 0;
	struct db_rows rows;

	TRY(db_query(db, arena, &DOCUMENT_MESSAGES, DB_VALUES(db_int(id)), &rows));
	for (size_t i = 0; i < rows.count && i < ANSWERS; i++) {
		bool solves = solution && db_int_at(&rows, i, 0) == solution;
		const char *text;

		if (!solves && i > 0 && length >= ANSWERS_MOST)
			continue;
		TRY(plain(arena, db_int_at(&rows, i, 1), db_cell(&rows, i, 2), &text));
		if (solves) {
			d->solution = text;
		} else if (i == 0) {
			d->question = text;
		} else {
			answers[count++] = text;
			length += strlen(text);
		}
	}
	d->answers = join(arena, answers, count);
	return d->answers ? OK : ERROR(ERR_MEMORY, "no memory for %zu answers", count);
}

/* What DOCUMENT_…_LISTS gave. */
static enum err read_lists(
    struct arena *arena, const struct db_rows *rows, struct search_document *d)
{
	const char **tags = ARENA_ARRAY(arena, const char *, rows->count);
	int64_t *followers = ARENA_ARRAY(arena, int64_t, rows->count);
	int64_t *links = ARENA_ARRAY(arena, int64_t, rows->count);

	if (!tags || !followers || !links)
		return ERROR(ERR_MEMORY, "no memory for %zu rows", rows->count);
	for (size_t i = 0; i < rows->count; i++) {
		switch (db_int_at(rows, i, 0)) {
		case 1:
			tags[d->tag_count++] = db_text_at(rows, i, 1);
			break;
		case 2:
			followers[d->follower_count++] = db_int_at(rows, i, 2);
			break;
		default:
			links[d->link_count++] = db_time_at(rows, i, 3);
		}
	}
	d->tags = tags;
	d->followers = followers;
	d->links = links;
	return OK;
}

enum err document_ticket(
    struct db *db, struct arena *arena, int64_t id, struct search_document *document)
{
	struct db_rows rows, lists;

	TRY(db_query(db, arena, &DOCUMENT_TICKET_HEAD, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "ticket %lld is not in the archive", (long long)id);
	*document = (struct search_document){
	    .kind = SEARCH_TICKET,
	    .id = id,
	    .stamp = db_int_at(&rows, 0, 0),
	    .title = db_text_at(&rows, 0, 1),
	    .language = db_text_at(&rows, 0, 2),
	    .category = db_text_at(&rows, 0, 3),
	    .type = db_text_at(&rows, 0, 4),
	    .status = db_text_at(&rows, 0, 5),
	    .created = db_time_at(&rows, 0, 6),
	    .updated = db_time_at(&rows, 0, 7),
	    .solved = !db_null_at(&rows, 0, 8),
	    .audience = audience_of_ticket(db_int_at(&rows, 0, 9)),
	    .contact_id = db_int_at(&rows, 0, 10),
	    .organisation_id = db_int_at(&rows, 0, 11),
	    .helped = (uint32_t)db_int_at(&rows, 0, 12),
	};
	TRY(read_messages(db, arena, id, db_int_at(&rows, 0, 8), document));
	TRY(db_query(db, arena, &DOCUMENT_TICKET_LISTS,
	    DB_VALUES(db_int(id), db_int(id), db_int(id)), &lists));
	return read_lists(arena, &lists, document);
}

enum err document_article(
    struct db *db, struct arena *arena, int64_t id, struct search_document *document)
{
	struct db_rows rows, lists;

	TRY(db_query(db, arena, &DOCUMENT_ARTICLE_HEAD, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "article %lld is not published", (long long)id);
	*document = (struct search_document){
	    .kind = SEARCH_ARTICLE,
	    .id = id,
	    .stamp = db_int_at(&rows, 0, 0),
	    .title = db_text_at(&rows, 0, 1),
	    .question = db_text_at(&rows, 0, 2),
	    .language = db_text_at(&rows, 0, 4),
	    .category = db_text_at(&rows, 0, 5),
	    .status = "published",
	    .created = db_time_at(&rows, 0, 6),
	    .updated = db_time_at(&rows, 0, 7),
	    .solved = true,
	    .audience = audience_of_article(db_int_at(&rows, 0, 8)),
	    .organisation_id = db_int_at(&rows, 0, 9),
	    .helped = (uint32_t)db_int_at(&rows, 0, 10),
	    .failed = (uint32_t)db_int_at(&rows, 0, 11),
	};
	TRY(markup_plain(arena, MARKUP_MARKDOWN, db_text_at(&rows, 0, 3),
	    strlen(db_text_at(&rows, 0, 3)), &document->solution));
	TRY(db_query(
	    db, arena, &DOCUMENT_ARTICLE_LISTS, DB_VALUES(db_int(id), db_int(id)), &lists));
	return read_lists(arena, &lists, document);
}

enum err document_read(struct db *db, struct arena *arena, enum document_kind kind, int64_t id,
    struct search_document *document)
{
	return kind == DOCUMENT_ARTICLE ? document_article(db, arena, id, document)
					: document_ticket(db, arena, id, document);
}

enum err document_ids(struct db *db, struct arena *arena, enum document_kind kind, int64_t after,
    int64_t ids[static DOCUMENT_IDS], size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena,
	    kind == DOCUMENT_ARTICLE ? &DOCUMENT_ARTICLE_IDS : &DOCUMENT_TICKET_IDS,
	    DB_VALUES(db_int(after), db_int(DOCUMENT_IDS)), &rows));
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = db_int_at(&rows, i, 0);
	*count = rows.count;
	return OK;
}

enum err document_count(struct db *db, struct arena *arena, int64_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &DOCUMENT_COUNT, DB_NONE, &rows));
	*count = db_int_at(&rows, 0, 0);
	return OK;
}

struct each {
	enum err (*call)(void *context, enum search_kind kind, int64_t id, int64_t version);
	void *context;
};

static enum err each_row(void *context, const struct db_value *row)
{
	const struct each *each = context;

	return each->call(
	    each->context, row[0].i == 2 ? SEARCH_ARTICLE : SEARCH_TICKET, row[1].i, row[2].i);
}

enum err document_each(struct db *db,
    enum err (*each)(void *context, enum search_kind kind, int64_t id, int64_t version),
    void *context)
{
	return db_each(db, &DOCUMENT_EACH, DB_NONE, each_row, &(struct each){each, context});
}
