#include "model/ticket_link.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/index_queue.h"

/* Of one text; who writes more than that points to nothing. */
enum { LINKS_MOST = 50, DIGITS_MOST = 15, SITE_MOST = 300, PREFIX_MOST = 20 };

static const struct db_statement LINK_ADD = {
    .name = "ticket_link_add",
    .sql =
	"INSERT INTO ticket_link (from_id, to_id, created_at)"
	" SELECT ?, id, ? FROM ticket WHERE id = ? AND id <> ?"
	" ON DUPLICATE KEY UPDATE created_at = LEAST(ticket_link.created_at, VALUES(created_at))",
    .in = "itii",
};

static const struct db_statement LINK_TARGET = {
    .name = "ticket_link_target",
    .sql = "SELECT id FROM ticket WHERE ref = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement LINK_WAIT = {
    .name = "ticket_link_wait",
    .sql = "INSERT INTO ticket_link_waiting (from_id, to_ref, created_at) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE created_at = LEAST(created_at, VALUES(created_at))",
    .in = "ist",
};

static const struct db_statement LINK_WAITING = {
    .name = "ticket_link_waiting",
    .sql = "SELECT from_id, created_at FROM ticket_link_waiting WHERE to_ref = ?",
    .in = "s",
    .out = "it",
};

static const struct db_statement LINK_FOUND = {
    .name = "ticket_link_found",
    .sql = "DELETE FROM ticket_link_waiting WHERE to_ref = ?",
    .in = "s",
};

static const struct db_statement HELPED = {
    .name = "ticket_helped",
    .sql = "INSERT IGNORE INTO ticket_helped (ticket_id, account_id, created_at) VALUES (?, ?, ?)",
    .in = "iit",
};

DB_STATEMENTS(
    ticket_link, &LINK_ADD, &LINK_TARGET, &LINK_WAIT, &LINK_WAITING, &LINK_FOUND, &HELPED);

static struct {
	char host[SITE_MOST]; /* "support.example.com/help": without scheme and last slash */
	char prefix[PREFIX_MOST];
} site;

/* An address in a text, without its scheme; `path` is where its path begins. */
struct address {
	const char *text, *path;
	size_t length, path_length; /* up to the query, and of the path alone */
};

/* The next address at or behind *at, which moves behind it. */
static bool next_address(const char **at, struct address *address)
{
	for (const char *c = strchr(*at, ':'); c; c = strchr(c + 1, ':')) {
		size_t length, host;

		if (strncmp(c, "://", 3) != 0 || c == *at || !isalpha((unsigned char)c[-1]))
			continue;
		length = strcspn(c + 3, " \t\r\n\"'<>()[]{}`\\^|*,;?#&");
		host = strcspn(c + 3, "/");
		*at = c + 3 + length;
		*address = (struct address){.text = c + 3, .length = length};
		if (host < length) {
			address->path = c + 3 + host;
			address->path_length = length - host;
		}
		/* What ends a sentence is not of it. */
		while (
		    address->path_length && strchr("./:!", address->path[address->path_length - 1]))
			address->path_length--;
		return true;
	}
	return false;
}

/* The number that the digits at `text` make; 0 when there are none or too many. */
static int64_t number_at(const char *text, size_t length)
{
	size_t digits = 0;
	int64_t number = 0;

	while (digits < length && digits <= DIGITS_MOST && isdigit((unsigned char)text[digits]))
		number = number * 10 + text[digits++] - '0';
	if (digits > DIGITS_MOST || (digits < length && isalnum((unsigned char)text[digits])))
		return 0;
	return number;
}

void ticket_link_site(const char *url, const char *prefix)
{
	const char *host = url ? strstr(url, "://") : NULL;
	size_t length;

	site.host[0] = '\0';
	if (!host || strlen(host + 3) >= sizeof site.host || strlen(prefix) >= sizeof site.prefix)
		return;
	length = strlen(host + 3);
	memcpy(site.host, host + 3, length + 1);
	while (length && site.host[length - 1] == '/')
		site.host[--length] = '\0';
	memcpy(site.prefix, prefix, strlen(prefix) + 1);
}

/* Which ticket of this site an address names; 0 for none. */
static int64_t own_number(const struct address *address)
{
	static const char *const PAGES[] = {"/t/", "/desk/t/", "/kb/"};
	size_t host = strlen(site.host), prefix = strlen(site.prefix);

	if (!host || address->length <= host || strncasecmp(address->text, site.host, host) != 0)
		return 0;
	for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++) {
		const char *rest = address->text + host;
		size_t left = address->length - host, page = strlen(PAGES[i]);

		if (left <= page + prefix || strncmp(rest, PAGES[i], page) != 0 ||
		    strncasecmp(rest + page, site.prefix, prefix) != 0)
			continue;
		return number_at(rest + page + prefix, left - page - prefix);
	}
	return 0;
}

enum err ticket_link_add(struct db *db, int64_t from_id, int64_t to_id, timestamp at)
{
	struct db_result result;

	TRY(db_execute(db, &LINK_ADD,
	    DB_VALUES(db_int(from_id), db_time(at), db_int(to_id), db_int(from_id)), &result));
	return result.affected ? index_queue_add(db, DOCUMENT_TICKET, to_id) : OK;
}

enum err ticket_link_note(struct db *db, int64_t from_id, const char *text, timestamp at)
{
	struct address address;

	for (int i = 0; i < LINKS_MOST && text && next_address(&text, &address); i++) {
		int64_t to_id = own_number(&address);

		if (to_id && to_id != from_id)
			TRY(ticket_link_add(db, from_id, to_id, at));
	}
	return OK;
}

/* How long the ref is without the number at its end. */
static size_t stem_of(const char *ref)
{
	size_t length = strlen(ref);

	while (length && isdigit((unsigned char)ref[length - 1]))
		length--;
	return length;
}

/* The last part of the path when it is nothing but a number. */
static bool last_number(const struct address *address, const char **digits, size_t *count)
{
	const char *end = address->path + address->path_length;

	*digits = end;
	while (*digits > address->path && isdigit((unsigned char)(*digits)[-1]))
		--*digits;
	*count = (size_t)(end - *digits);
	return *count > 0 && *count <= DIGITS_MOST && *digits > address->path + 1 &&
	       (*digits)[-1] == '/';
}

static enum err note_ref(
    struct db *db, struct arena *arena, int64_t from_id, const char *ref, timestamp at)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &LINK_TARGET, DB_VALUES(db_text(ref)), &rows));
	if (rows.count)
		return ticket_link_add(db, from_id, db_int_at(&rows, 0, 0), at);
	return db_execute(
	    db, &LINK_WAIT, DB_VALUES(db_int(from_id), db_text(ref), db_time(at)), NULL);
}

enum err ticket_link_import(struct db *db, struct arena *arena, int64_t from_id, const char *ref,
    const char *text, timestamp at)
{
	size_t stem = stem_of(ref);
	struct address address;

	/* A ref that is a number alone, or has none, tells nothing of the others. */
	if (!stem || !ref[stem])
		return OK;
	for (int i = 0; i < LINKS_MOST && text && next_address(&text, &address); i++) {
		const char *digits, *other;
		size_t count;

		if (!address.path || !last_number(&address, &digits, &count))
			continue;
		other = arena_format(arena, "%.*s%.*s", (int)stem, ref, (int)count, digits);
		if (!other)
			return ERROR(ERR_MEMORY, "no memory for a ref");
		if (strcmp(other, ref) != 0)
			TRY(note_ref(db, arena, from_id, other, at));
	}
	return OK;
}

enum err ticket_link_arrived(struct db *db, struct arena *arena, int64_t id, const char *ref)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &LINK_WAITING, DB_VALUES(db_text(ref)), &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(ticket_link_add(db, db_int_at(&rows, i, 0), id, db_time_at(&rows, i, 1)));
	return rows.count ? db_execute(db, &LINK_FOUND, DB_VALUES(db_text(ref)), NULL) : OK;
}

enum err ticket_helped(struct db *db, int64_t ticket_id, int64_t account_id)
{
	TRY(db_execute(db, &HELPED,
	    DB_VALUES(db_int(ticket_id), db_int(account_id), db_time(timestamp_now())), NULL));
	return index_queue_add(db, DOCUMENT_TICKET, ticket_id);
}
