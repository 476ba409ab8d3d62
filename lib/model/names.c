#include "model/names.h"

#include <string.h>

/* Of each kind so many are kept, in a table of open addressing that is never more than half full.
 */
enum { BITS = 11, SLOTS = 1 << BITS, KINDS = 4, KEPT = SLOTS / 2 / KINDS };
/* Clients are too many to keep; the last ones are asked for again by the next message. */
enum { CLIENTS = 32, NAME_ROOM = 256, EMAIL_ROOM = 256 };

static const struct db_statement ACCOUNT_NAME = {
    .name = "name_account",
    .sql = "SELECT name, COALESCE(email, ''), organisation_id, role <> 'client' FROM account"
	   " WHERE id = ?",
    .in = "i",
    .out = "ssii",
};

static const struct db_statement TEAM_NAME = {
    .name = "name_team",
    .sql = "SELECT name, '', NULL, TRUE FROM team WHERE id = ?",
    .in = "i",
    .out = "ssii",
};

static const struct db_statement CATEGORY_NAME = {
    .name = "name_category",
    .sql = "SELECT name, '', NULL, TRUE FROM category WHERE id = ?",
    .in = "i",
    .out = "ssii",
};

static const struct db_statement ORGANISATION_NAME = {
    .name = "name_organisation",
    .sql = "SELECT name, '', NULL, TRUE FROM organisation WHERE id = ?",
    .in = "i",
    .out = "ssii",
};

DB_STATEMENTS(names, &ACCOUNT_NAME, &TEAM_NAME, &CATEGORY_NAME, &ORGANISATION_NAME);

static const struct db_statement *const STATEMENTS[KINDS] = {
    [NAMED_ACCOUNT] = &ACCOUNT_NAME,
    [NAMED_TEAM] = &TEAM_NAME,
    [NAMED_CATEGORY] = &CATEGORY_NAME,
    [NAMED_ORGANISATION] = &ORGANISATION_NAME,
};

struct name {
	enum named kind;
	int64_t id; /* 0: an empty slot */
	struct person_name what;
};

struct client {
	int64_t id, organisation_id; /* id 0: none */
	char name[NAME_ROOM], email[EMAIL_ROOM];
};

static struct {
	struct arena *arena;
	struct name slots[SLOTS];
	size_t counts[KINDS];
	struct client clients[CLIENTS];
	size_t oldest; /* client */
} now;

static const struct viewer *present; /* whose request it is, or NULL */

void names_keep(struct arena *arena)
{
	memset(&now, 0, sizeof now);
	now.arena = arena;
}

void names_forget(void)
{
	names_keep(NULL);
}

void names_of_viewer(const struct viewer *viewer)
{
	present = viewer && viewer_is_known(viewer) ? viewer : NULL;
}

/* What the session's row has told already. */
static bool is_viewers(enum named kind, int64_t id, struct person_name *what)
{
	if (!present)
		return false;
	if (kind == NAMED_ACCOUNT && id == present->account_id)
		*what =
		    (struct person_name){present->name, present->email, present->organisation_id};
	else if (kind == NAMED_ORGANISATION && id == present->organisation_id)
		*what = (struct person_name){present->organisation, "", 0};
	else
		return false;
	return true;
}

/* The slot where it stands, or the empty one where it would. */
static struct name *slot_of(enum named kind, int64_t id)
{
	size_t at = ((uint64_t)id * KINDS + kind) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - BITS);

	while (now.slots[at].id && (now.slots[at].id != id || now.slots[at].kind != kind))
		at = (at + 1) % SLOTS;
	return &now.slots[at];
}

static const struct client *client_of(int64_t id)
{
	for (size_t i = 0; i < CLIENTS; i++)
		if (now.clients[i].id == id)
			return &now.clients[i];
	return NULL;
}

static void keep_client(int64_t id, const struct person_name *what)
{
	struct client *client = &now.clients[now.oldest];

	if (strlen(what->name) >= NAME_ROOM || strlen(what->email) >= EMAIL_ROOM)
		return;
	client->id = id;
	client->organisation_id = what->organisation_id;
	memcpy(client->name, what->name, strlen(what->name) + 1);
	memcpy(client->email, what->email, strlen(what->email) + 1);
	now.oldest = (now.oldest + 1) % CLIENTS;
}

static void keep(enum named kind, int64_t id, const struct person_name *what)
{
	struct name *slot = slot_of(kind, id);
	struct person_name copy = {arena_text(now.arena, what->name),
	    arena_text(now.arena, what->email), what->organisation_id};

	if (!copy.name || !copy.email || now.counts[kind] == KEPT)
		return; /* asked for again */
	*slot = (struct name){kind, id, copy};
	now.counts[kind]++;
}

static enum err ask(
    struct db *db, struct arena *arena, enum named kind, int64_t id, struct person_name *what)
{
	struct db_rows rows;

	TRY(db_query(db, arena, STATEMENTS[kind], DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return OK;
	*what = (struct person_name){
	    db_text_at(&rows, 0, 0), db_text_at(&rows, 0, 1), db_int_at(&rows, 0, 2)};
	if (now.arena && db_int_at(&rows, 0, 3))
		keep(kind, id, what);
	else if (now.arena)
		keep_client(id, what);
	return OK;
}

static enum err find(
    struct db *db, struct arena *arena, enum named kind, int64_t id, struct person_name *what)
{
	const struct client *client;
	const struct name *slot;

	*what = (struct person_name){"", "", 0};
	if (!id || is_viewers(kind, id, what))
		return OK;
	slot = slot_of(kind, id);
	if (slot->id) {
		*what = slot->what;
		return OK;
	}
	client = kind == NAMED_ACCOUNT ? client_of(id) : NULL;
	if (!client)
		return ask(db, arena, kind, id, what);
	*what = (struct person_name){arena_text(arena, client->name),
	    arena_text(arena, client->email), client->organisation_id};
	return what->name && what->email ? OK : ERROR(ERR_MEMORY, "no memory for a name");
}

enum err name_of(struct db *db, struct arena *arena, enum named kind, int64_t id, const char **name)
{
	struct person_name what;

	TRY(find(db, arena, kind, id, &what));
	*name = what.name;
	return OK;
}

enum err name_of_person(
    struct db *db, struct arena *arena, int64_t account_id, struct person_name *person)
{
	return find(db, arena, NAMED_ACCOUNT, account_id, person);
}
