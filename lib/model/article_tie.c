#include <string.h>

#include "base/text.h"
#include "model/article_line.h"
#include "model/visibility.h"

enum { LINKS_MOST = 20 };

/* Nothing for an article that isn't there. The table's key knows no ticket that was never opened as
 * the same one: there the account tells. */
static const struct db_statement TIE_ADD = {
    .name = "article_tie_add",
    .sql = "INSERT INTO article_ticket (article_id, ticket_id, kind, account_id, created_at)"
	   " SELECT a.id, ?, ?, ?, ? FROM article a WHERE a.id = ?"
	   " AND NOT EXISTS (SELECT 1 FROM article_ticket x WHERE x.article_id = a.id"
	   " AND x.ticket_id IS NULL AND x.kind = ? AND x.account_id = ?)"
	   " ON DUPLICATE KEY UPDATE article_ticket.id = article_ticket.id",
    .in = "iiitiii",
};

static const struct db_statement OF_TICKET = {
    .name = "article_of_ticket",
    .sql = "SELECT a.id, x.kind + 0, a.state + 0, a.title FROM article_ticket x"
	   " JOIN article a ON a.id = x.article_id JOIN ticket t ON t.id = x.ticket_id"
	   " WHERE x.ticket_id = ? AND (? OR " ARTICLE_READABLE ") AND (" TICKET_VISIBLE
	   " OR " ARCHIVE_VISIBLE ") ORDER BY x.kind, x.id LIMIT 100",
    .in = "ii" ARTICLE_READABLE_IN TICKET_VISIBLE_IN ARCHIVE_VISIBLE_IN,
    .out = "iiis",
};

static const struct db_statement TICKETS = {
    .name = "article_tickets",
    .sql = "SELECT t.id, x.kind + 0, t.subject FROM article_ticket x"
	   " JOIN ticket t ON t.id = x.ticket_id WHERE x.article_id = ?"
	   " ORDER BY x.id DESC LIMIT 100",
    .in = "i",
    .out = "iis",
};

static const struct db_statement TIE_COUNTS = {
    .name = "article_tie_counts",
    .sql = "SELECT CAST(COALESCE(SUM(kind <> 'source'), 0) AS SIGNED),"
	   " CAST(COALESCE(SUM(kind = 'source'), 0) AS SIGNED)"
	   " FROM article_ticket WHERE article_id = ?",
    .in = "i",
    .out = "ii",
};

DB_STATEMENTS(article_tie, &TIE_ADD, &OF_TICKET, &TICKETS, &TIE_COUNTS);

enum err article_tie(
    struct db *db, int64_t article_id, int64_t ticket_id, enum article_tie tie, int64_t account_id)
{
	if (!ticket_id && tie != TIE_DEFLECTED)
		return ERROR(ERR_INPUT, "which ticket?");
	return db_execute(db, &TIE_ADD,
	    DB_VALUES(db_id(ticket_id), db_int(tie), db_id(account_id), db_time(timestamp_now()),
		db_int(article_id), db_int(tie), db_id(account_id)),
	    NULL);
}

/* Whether what stands before "/kb/" is this site, or nothing that makes another site's address. */
static bool is_ours(const char *body, const char *at, const char *site)
{
	size_t length = site ? strlen(site) : 0;

	while (length && site[length - 1] == '/')
		length--;
	if (at == body || strchr(" \t\n([<\"'", at[-1]))
		return true;
	if (!length || (size_t)(at - body) < length || strncmp(at - length, site, length) != 0)
		return false;
	at -= length;
	return at == body || strchr(" \t\n([<\"'", at[-1]);
}

/* "12-words" and "12", but not "12th" or "H12". */
static int64_t number_at(const char *at)
{
	size_t digits = strspn(at, "0123456789");
	char copy[20];
	int64_t id = 0;

	if (!digits || digits >= sizeof copy || *at == '0' ||
	    (at[digits] >= 'a' && at[digits] <= 'z') || (at[digits] >= 'A' && at[digits] <= 'Z'))
		return 0;
	memcpy(copy, at, digits);
	copy[digits] = '\0';
	return text_to_int(copy, 1, INT64_MAX, &id) ? id : 0;
}

enum err article_tie_links(
    struct db *db, int64_t ticket_id, int64_t account_id, const char *site, const char *body)
{
	static const char KB[] = "/kb/";
	int links = 0;

	if (!body)
		return OK;
	for (const char *at = strstr(body, KB); at && links < LINKS_MOST; at = strstr(at + 1, KB)) {
		int64_t id = is_ours(body, at, site) ? number_at(at + strlen(KB)) : 0;

		if (!id)
			continue;
		links++;
		TRY(article_tie(db, id, ticket_id, TIE_ANSWER, account_id));
	}
	return OK;
}

enum err article_of_ticket(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct tied_article **articles, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &OF_TICKET,
	    DB_VALUES(db_int(ticket_id), db_int(viewer_is_staff(viewer)), ARTICLE_VALUES(viewer),
		VISIBILITY_VALUES(viewer), ARCHIVE_VALUES(viewer)),
	    &rows));
	*articles = ARENA_ARRAY(arena, struct tied_article, rows.count);
	if (!*articles)
		return ERROR(ERR_MEMORY, "no memory for %zu articles", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*articles)[i] = (struct tied_article){
		    .article_id = db_int_at(&rows, i, 0),
		    .tie = (enum article_tie)db_int_at(&rows, i, 1),
		    .state = (enum article_state)db_int_at(&rows, i, 2),
		    .title = db_text_at(&rows, i, 3),
		};
	*count = rows.count;
	return OK;
}

enum err article_tickets(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct tied_ticket **tickets, size_t *count, int64_t *answered, int64_t *sources)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "an article's tickets are for staff");
	TRY(db_query(db, arena, &TIE_COUNTS, DB_VALUES(db_int(id)), &rows));
	*answered = db_int_at(&rows, 0, 0);
	*sources = db_int_at(&rows, 0, 1);
	TRY(db_query(db, arena, &TICKETS, DB_VALUES(db_int(id)), &rows));
	*tickets = ARENA_ARRAY(arena, struct tied_ticket, rows.count);
	if (!*tickets)
		return ERROR(ERR_MEMORY, "no memory for %zu tickets", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*tickets)[i] = (struct tied_ticket){
		    .ticket_id = db_int_at(&rows, i, 0),
		    .tie = (enum article_tie)db_int_at(&rows, i, 1),
		    .subject = db_text_at(&rows, i, 2),
		};
	*count = rows.count;
	return OK;
}
