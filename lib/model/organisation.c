#include "model/organisation.h"

#include <string.h>

#include "base/text.h"
#include "model/event.h"

static const struct db_statement ORGANISATION_ADD = {
    .name = "organisation_add",
    .sql = "INSERT INTO organisation (name, client_scope, language, created_at)"
	   " VALUES (?, ?, ?, ?)",
    .in = "sist",
};

static const struct db_statement DOMAIN_ADD = {
    .name = "organisation_domain_add",
    .sql = "INSERT INTO organisation_domain (domain, organisation_id) VALUES (?, ?)",
    .in = "si",
};

static const struct db_statement ORGANISATION_BY_NAME = {
    .name = "organisation_by_name",
    .sql = "SELECT id FROM organisation WHERE name = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement TEAM_LIST = {
    .name = "team_list",
    .sql = "SELECT id, name FROM team ORDER BY name LIMIT 500",
    .out = "is",
};

static const struct db_statement CATEGORY_LIST = {
    .name = "category_list",
    .sql = "SELECT id, name FROM category ORDER BY name LIMIT 500",
    .out = "is",
};

static const struct db_statement ORGANISATION_LIST = {
    .name = "organisation_list",
    .sql = "SELECT id, name FROM organisation ORDER BY name LIMIT 500",
    .out = "is",
};

static const struct db_statement TEAM_BY_NAME = {
    .name = "team_by_name",
    .sql = "SELECT id FROM team WHERE name = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement TEAM_ADD = {
    .name = "team_add",
    .sql = "INSERT IGNORE INTO team (name) VALUES (?)",
    .in = "s",
};

static const struct db_statement TEAM_JOIN = {
    .name = "team_join",
    .sql = "INSERT INTO team_member (team_id, account_id, is_lead) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE is_lead = VALUES(is_lead)",
    .in = "iii",
};

static const struct db_statement CATEGORY_BY_CODE = {
    .name = "category_by_code",
    .sql = "SELECT id FROM category WHERE code = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement CATEGORY_ADD = {
    .name = "category_add",
    .sql = "INSERT IGNORE INTO category (code, name) VALUES (?, ?)",
    .in = "ss",
};

DB_STATEMENTS(organisation, &ORGANISATION_ADD, &DOMAIN_ADD, &ORGANISATION_BY_NAME,
    &ORGANISATION_LIST, &TEAM_LIST, &CATEGORY_LIST, &TEAM_BY_NAME, &TEAM_ADD, &TEAM_JOIN,
    &CATEGORY_BY_CODE, &CATEGORY_ADD);

struct addition {
	struct arena *arena;
	const struct organisation_new *new;
	int64_t actor_id, id;
};

static enum err add(struct db *db, void *context)
{
	struct addition *a = context;
	struct db_result result;
	timestamp now = timestamp_now();

	TRY(db_execute(db, &ORGANISATION_ADD,
	    DB_VALUES(db_text(a->new->name), db_int(a->new->scope), db_text(a->new->language),
		db_time(now)),
	    &result));
	a->id = result.inserted_id;
	for (size_t i = 0; i < a->new->domain_count; i++) {
		char *domain = arena_text(a->arena, a->new->domains[i]);

		if (!domain)
			return ERROR(ERR_MEMORY, "no memory for a domain");
		text_lower(domain);
		TRY(db_execute(db, &DOMAIN_ADD, DB_VALUES(db_text(domain), db_int(a->id)), NULL));
	}
	return event_add(db, &(struct event){.about = ABOUT_ORGANISATION,
				 .about_id = a->id,
				 .kind = "created",
				 .actor_id = a->actor_id,
				 .after = a->new->name,
				 .at = now});
}

enum err organisation_add(struct db *db, struct arena *arena, const struct organisation_new *new,
    int64_t actor_id, int64_t *id)
{
	struct addition a = {.arena = arena, .new = new, .actor_id = actor_id};

	if (text_is_blank(new->name))
		return ERROR(ERR_INPUT, "an organisation needs a name");
	TRY(db_transaction(db, add, &a));
	*id = a.id;
	return OK;
}

static enum err find(struct db *db, struct arena *arena, const struct db_statement *statement,
    const char *name, int64_t *id)
{
	struct db_rows rows;

	TRY(db_query(db, arena, statement, DB_VALUES(db_text(name)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "%s: nothing called %s", statement->name, name);
	*id = db_int_at(&rows, 0, 0);
	return OK;
}

enum err organisation_by_name(struct db *db, struct arena *arena, const char *name, int64_t *id)
{
	return find(db, arena, &ORGANISATION_BY_NAME, name, id);
}

static enum err list(struct db *db, struct arena *arena, const struct db_statement *statement,
    struct choice **choices, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, statement, DB_NONE, &rows));
	*choices = ARENA_ARRAY(arena, struct choice, rows.count);
	if (!*choices)
		return ERROR(ERR_MEMORY, "no memory for %zu choices", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*choices)[i] = (struct choice){db_int_at(&rows, i, 0), db_text_at(&rows, i, 1)};
	*count = rows.count;
	return OK;
}

enum err team_list(struct db *db, struct arena *arena, struct choice **teams, size_t *count)
{
	return list(db, arena, &TEAM_LIST, teams, count);
}

enum err organisation_list(
    struct db *db, struct arena *arena, struct choice **organisations, size_t *count)
{
	return list(db, arena, &ORGANISATION_LIST, organisations, count);
}

enum err category_list(
    struct db *db, struct arena *arena, struct choice **categories, size_t *count)
{
	return list(db, arena, &CATEGORY_LIST, categories, count);
}

enum err team_ensure(struct db *db, struct arena *arena, const char *name, int64_t *id)
{
	enum err err = find(db, arena, &TEAM_BY_NAME, name, id);

	if (err != ERR_NOT_FOUND)
		return err;
	TRY(db_execute(db, &TEAM_ADD, DB_VALUES(db_text(name)), NULL));
	return find(db, arena, &TEAM_BY_NAME, name, id);
}

enum err team_join(struct db *db, int64_t team_id, int64_t account_id, bool is_lead)
{
	return db_execute(
	    db, &TEAM_JOIN, DB_VALUES(db_int(team_id), db_int(account_id), db_int(is_lead)), NULL);
}

/* "fix-problems" reads as "Fix problems". */
static char *name_from_code(struct arena *arena, const char *code)
{
	char *name = arena_text(arena, code);

	if (!name)
		return NULL;
	for (char *c = name; *c; c++)
		if (*c == '-' || *c == '_')
			*c = ' ';
	if (*name >= 'a' && *name <= 'z')
		*name = (char)(*name - 'a' + 'A');
	return name;
}

enum err category_ensure(struct db *db, struct arena *arena, const char *code, int64_t *id)
{
	enum err err = find(db, arena, &CATEGORY_BY_CODE, code, id);
	char *name;

	if (err != ERR_NOT_FOUND)
		return err;
	name = name_from_code(arena, code);
	if (!name)
		return ERROR(ERR_MEMORY, "no memory for a category");
	TRY(db_execute(db, &CATEGORY_ADD, DB_VALUES(db_text(code), db_text(name)), NULL));
	return find(db, arena, &CATEGORY_BY_CODE, code, id);
}
