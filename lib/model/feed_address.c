#include "model/feed_address.h"

#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/event.h"

enum { SEED_SIZE = 16, SECRET_CHARACTERS = 43 };

/* Which statement finds it: the first letter of a secret, by its kind. */
static const char LETTERS[] = {[FEED_OWN] = 'o', [FEED_ORGANISATION] = 'g', [FEED_QUEUE] = 'q'};

static const struct db_statement ADDRESS_ADD = {
    .name = "feed_address_add",
    .sql = "INSERT INTO feed_address (account_id, kind, queue, token_hash, seed, created_at)"
	   " VALUES (?, ?, ?, ?, ?, ?)",
    .in = "iisbbt",
};

static const struct db_statement ADDRESS_LIST = {
    .name = "feed_address_list",
    .sql = "SELECT id, kind + 0, queue, token_hash, seed, created_at, used_at FROM feed_address"
	   " WHERE account_id = ? ORDER BY id LIMIT 200",
    .in = "i",
    .out = "iisbbtt",
};

static const struct db_statement ADDRESS_REVOKE = {
    .name = "feed_address_revoke",
    .sql = "DELETE FROM feed_address WHERE id = ? AND account_id = ?",
    .in = "ii",
};

static const struct db_statement ADDRESS_USED = {
    .name = "feed_address_used",
    .sql = "UPDATE feed_address SET used_at = ? WHERE id = ?",
    .in = "ti",
};

/* The owner as far as a feed needs to know, and the last change of what the feed is about. The
 * account is in the address beside the secret: so the last change is looked up by a constant, which
 * takes a third of the time. */
#define FIND(changed, change)                                                                      \
	"SELECT f.id, f.queue, f.created_at, f.used_at, a.role + 0,"                               \
	" COALESCE(a.language, o.language), o.id, o.name, o.client_scope + 0, " changed            \
	", " change " FROM feed_address f JOIN account a ON a.id = f.account_id"                   \
	" LEFT JOIN organisation o ON o.id = a.organisation_id"
#define FIND_WHERE(kind)                                                                           \
	" WHERE f.token_hash = ? AND f.account_id = ? AND f.kind = '" kind "'"                     \
	" AND a.is_active AND COALESCE(o.is_active, TRUE)"
#define FIND_IN	 "bi"
#define FIND_OUT "isttisisiti"

static const struct db_statement FIND_OWN = {
    .name = "feed_address_own",
    .sql = FIND("(SELECT MAX(t.updated_at) FROM ticket t WHERE t.contact_id = ?)", "0")
	FIND_WHERE("own"),
    .in = "i" FIND_IN,
    .out = FIND_OUT,
};

static const struct db_statement FIND_ORGANISATION = {
    .name = "feed_address_organisation",
    .sql =
	FIND("IF(o.client_scope = 'all', (SELECT MAX(t.updated_at) FROM ticket t),"
	     " (SELECT t.updated_at FROM ticket t FORCE INDEX (ticket_organisation_all)"
	     "  WHERE t.organisation_id = a.organisation_id ORDER BY t.updated_at DESC LIMIT 1))",
	    "0") FIND_WHERE("organisation"),
    .in = FIND_IN,
    .out = FIND_OUT,
};

/* Whatever comes into a queue or leaves it, or changes in it, is an event. */
static const struct db_statement FIND_QUEUE = {
    .name = "feed_address_queue",
    .sql =
	FIND("e.created_at", "e.id") " LEFT JOIN event e"
				     " ON e.id = (SELECT MAX(id) FROM event)" FIND_WHERE("queue"),
    .in = FIND_IN,
    .out = FIND_OUT,
};

DB_STATEMENTS(feed_address, &ADDRESS_ADD, &ADDRESS_LIST, &ADDRESS_REVOKE, &ADDRESS_USED, &FIND_OWN,
    &FIND_ORGANISATION, &FIND_QUEUE);

bool feed_kind_allowed(const struct viewer *viewer, enum feed_kind kind)
{
	switch (kind) {
	case FEED_OWN:
		return viewer_is_known(viewer);
	case FEED_ORGANISATION:
		return viewer_is_known(viewer) && viewer->scope >= SCOPE_ORGANISATION;
	case FEED_QUEUE:
		return viewer_is_staff(viewer);
	}
	return false;
}

static enum err make_token(struct arena *arena, const struct settings *settings,
    enum feed_kind kind, int64_t account_id, const unsigned char seed[static SEED_SIZE],
    const char **token)
{
	unsigned char mac[SHA256_SIZE];
	const char *secret;

	TRY(hmac_sha256(
	    settings_secret(settings), SECRET_SIZE, "feed address", seed, SEED_SIZE, mac));
	secret = text_base64url(arena, mac, sizeof mac);
	*token =
	    secret ? arena_format(arena, "%c%lld-%s", LETTERS[kind], (long long)account_id, secret)
		   : NULL;
	return *token ? OK : ERROR(ERR_MEMORY, "no memory for an address");
}

struct making {
	const struct viewer *viewer;
	enum feed_kind kind;
	const char *queue;
	unsigned char seed[SEED_SIZE], hash[SHA256_SIZE];
};

static enum err make(struct db *db, void *context)
{
	const struct making *m = context;
	timestamp now = timestamp_now();

	TRY(db_execute(db, &ADDRESS_ADD,
	    DB_VALUES(db_int(m->viewer->account_id), db_int(m->kind), db_text(m->queue),
		db_bytes(m->hash, sizeof m->hash), db_bytes(m->seed, sizeof m->seed), db_time(now)),
	    NULL));
	return event_add(db, &(struct event){.about = ABOUT_ACCOUNT,
				 .about_id = m->viewer->account_id,
				 .kind = "feed_made",
				 .actor_id = m->viewer->account_id,
				 .after = *m->queue ? m->queue : NULL,
				 .at = now});
}

enum err feed_address_make(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, enum feed_kind kind, const char *queue)
{
	struct making m = {.viewer = viewer, .kind = kind, .queue = queue};
	const char *token;
	enum err err;

	if (!feed_kind_allowed(viewer, kind))
		return ERROR(ERR_DENIED, "no feed of that kind for this account");
	TRY(random_bytes(m.seed, sizeof m.seed));
	TRY(make_token(arena, settings, kind, viewer->account_id, m.seed, &token));
	TRY(sha256(token, strlen(token), m.hash));
	err = db_transaction(db, make, &m);
	return err == ERR_CONFLICT ? OK : err;
}

enum err feed_address_list(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, struct feed_address **addresses, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &ADDRESS_LIST, DB_VALUES(db_int(viewer->account_id)), &rows));
	*addresses = ARENA_ARRAY(arena, struct feed_address, rows.count);
	if (!*addresses)
		return ERROR(ERR_MEMORY, "no memory for %zu addresses", rows.count);
	*count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct db_value *hash = db_cell(&rows, i, 3), *seed = db_cell(&rows, i, 4);
		struct feed_address *address = &(*addresses)[i];
		unsigned char again[SHA256_SIZE];

		*address = (struct feed_address){
		    .id = db_int_at(&rows, i, 0),
		    .kind = (enum feed_kind)db_int_at(&rows, i, 1),
		    .queue = db_text_at(&rows, i, 2),
		    .created_at = db_time_at(&rows, i, 5),
		    .used_at = db_time_at(&rows, i, 6),
		};
		TRY(make_token(arena, settings, address->kind, viewer->account_id,
		    (const unsigned char *)seed->p, &address->token));
		TRY(sha256(address->token, strlen(address->token), again));
		if (hash->length != sizeof again || memcmp(hash->p, again, sizeof again) != 0)
			address->token = "";
	}
	return OK;
}

struct revocation {
	const struct viewer *viewer;
	int64_t id;
};

static enum err revoke(struct db *db, void *context)
{
	const struct revocation *r = context;
	const int64_t account_id = r->viewer->account_id;
	struct db_result result;

	TRY(db_execute(db, &ADDRESS_REVOKE, DB_VALUES(db_int(r->id), db_int(account_id)), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "no such feed address of this account");
	return event_add(db, &(struct event){.about = ABOUT_ACCOUNT,
				 .about_id = account_id,
				 .kind = "feed_revoked",
				 .actor_id = account_id,
				 .at = timestamp_now()});
}

enum err feed_address_revoke(struct db *db, const struct viewer *viewer, int64_t id)
{
	return db_transaction(db, revoke, &(struct revocation){viewer, id});
}

/* "o17-…": the kind and the account of a secret. */
static bool parse_token(
    struct arena *arena, const char *token, enum feed_kind *kind, int64_t *account_id)
{
	const char *dash = strchr(token, '-');
	const char *number =
	    *token && dash ? arena_text_n(arena, token + 1, (size_t)(dash - token) - 1) : NULL;

	if (!number || *number == '0' || !text_to_int(number, 1, INT64_MAX, account_id) ||
	    strlen(dash + 1) != SECRET_CHARACTERS)
		return false;
	for (*kind = FEED_OWN; *kind <= FEED_QUEUE; (*kind)++)
		if (LETTERS[*kind] == *token)
			return true;
	return false;
}

static struct feed_use use_from_row(
    const struct db_rows *rows, enum feed_kind kind, int64_t account_id)
{
	return (struct feed_use){
	    .address =
		{
		    .id = db_int_at(rows, 0, 0),
		    .kind = kind,
		    .queue = db_text_at(rows, 0, 1),
		    .created_at = db_time_at(rows, 0, 2),
		    .used_at = db_time_at(rows, 0, 3),
		},
	    .viewer =
		{
		    .account_id = account_id,
		    .role = (enum role)db_int_at(rows, 0, 4),
		    .name = "",
		    .email = "",
		    .language = db_text_at(rows, 0, 5),
		    .organisation_id = db_int_at(rows, 0, 6),
		    .organisation = db_text_at(rows, 0, 7),
		    .scope = (enum client_scope)db_int_at(rows, 0, 8),
		},
	    .changed_at = db_time_at(rows, 0, 9),
	    .change = db_int_at(rows, 0, 10),
	};
}

enum err feed_address_find(
    struct db *db, struct arena *arena, const char *token, struct feed_use *use)
{
	static const struct db_statement *const STATEMENTS[] = {[FEED_OWN] = &FIND_OWN,
	    [FEED_ORGANISATION] = &FIND_ORGANISATION,
	    [FEED_QUEUE] = &FIND_QUEUE};
	unsigned char hash[SHA256_SIZE];
	struct db_rows rows;
	enum feed_kind kind;
	int64_t account_id;

	if (!parse_token(arena, token, &kind, &account_id))
		return ERROR(ERR_NOT_FOUND, "no feed address");
	TRY(sha256(token, strlen(token), hash));
	if (kind == FEED_OWN)
		TRY(db_query(db, arena, STATEMENTS[kind],
		    DB_VALUES(db_int(account_id), db_bytes(hash, sizeof hash), db_int(account_id)),
		    &rows));
	else
		TRY(db_query(db, arena, STATEMENTS[kind],
		    DB_VALUES(db_bytes(hash, sizeof hash), db_int(account_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no feed has such an address");
	*use = use_from_row(&rows, kind, account_id);
	use->address.token = token;
	if (!feed_kind_allowed(&use->viewer, kind))
		return ERROR(ERR_NOT_FOUND, "its owner may no longer have such a feed");
	return OK;
}

enum err feed_address_used(struct db *db, const struct feed_use *use)
{
	timestamp now = timestamp_now();

	if (use->address.used_at != TIMESTAMP_NONE && now - use->address.used_at < TIMESTAMP_HOUR)
		return OK;
	return db_execute(
	    db, &ADDRESS_USED, DB_VALUES(db_time(now), db_int(use->address.id)), NULL);
}
