#include "model/names.h"

#include <string.h>

/* A table of open addressing: a few pages of memory; at half its size it takes no more. */
enum { SLOTS = 1024, KEPT = SLOTS / 2 };

static const struct db_statement ACCOUNT_NAME = {
    .name = "name_account",
    .sql = "SELECT name, email, organisation_id FROM account WHERE id = ?",
    .in = "i",
    .out = "ssi",
};

static const struct db_statement TEAM_NAME = {
    .name = "name_team",
    .sql = "SELECT name, NULL, NULL FROM team WHERE id = ?",
    .in = "i",
    .out = "ssi",
};

static const struct db_statement CATEGORY_NAME = {
    .name = "name_category",
    .sql = "SELECT name, NULL, NULL FROM category WHERE id = ?",
    .in = "i",
    .out = "ssi",
};

static const struct db_statement ORGANISATION_NAME = {
    .name = "name_organisation",
    .sql = "SELECT name, NULL, NULL FROM organisation WHERE id = ?",
    .in = "i",
    .out = "ssi",
};

DB_STATEMENTS(names, &ACCOUNT_NAME, &TEAM_NAME, &CATEGORY_NAME, &ORGANISATION_NAME);

static const struct db_statement *const STATEMENTS[] = {
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

static struct {
	struct arena *arena;
	struct name slots[SLOTS];
	size_t count;
} now;

void names_keep(struct arena *arena)
{
	memset(&now, 0, sizeof now);
	now.arena = arena;
}

void names_forget(void)
{
	names_keep(NULL);
}

/* The slot where it stands, or the empty one where it would. */
static struct name *slot_of(enum named kind, int64_t id)
{
	size_t at = ((uint64_t)id * 4 + kind) * UINT64_C(0x9E3779B97F4A7C15) >> 54;

	while (now.slots[at].id && (now.slots[at].id != id || now.slots[at].kind != kind))
		at = (at + 1) % SLOTS;
	return &now.slots[at];
}

static enum err find(
    struct db *db, struct arena *arena, enum named kind, int64_t id, struct name *name)
{
	bool keep = now.arena && now.count < KEPT;
	struct name *slot = slot_of(kind, id);
	struct db_rows rows;

	*name = (struct name){.kind = kind, .what = {"", "", 0}};
	if (!id)
		return OK;
	if (slot->id) {
		*name = *slot;
		return OK;
	}
	TRY(db_query(db, keep ? now.arena : arena, STATEMENTS[kind], DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return OK;
	*name = (struct name){
	    kind, id, {db_text_at(&rows, 0, 0), db_text_at(&rows, 0, 1), db_int_at(&rows, 0, 2)}};
	if (keep) {
		*slot = *name;
		now.count++;
	}
	return OK;
}

enum err name_of(struct db *db, struct arena *arena, enum named kind, int64_t id, const char **name)
{
	struct name found;

	TRY(find(db, arena, kind, id, &found));
	*name = found.what.name;
	return OK;
}

enum err name_of_person(
    struct db *db, struct arena *arena, int64_t account_id, struct person_name *person)
{
	struct name found;

	TRY(find(db, arena, NAMED_ACCOUNT, account_id, &found));
	*person = found.what;
	return OK;
}
