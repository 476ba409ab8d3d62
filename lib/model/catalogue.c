#include "model/catalogue.h"

#include <string.h>

#include "model/form.h"
#include "model/names.h"

enum { IDS = 256, ARENA_CAP = 1024 * 1024 }; /* ids are TINYINT UNSIGNED */

static const struct db_statement TYPES = {
    .name = "catalogue_types",
    .sql = "SELECT id, code, name, icon FROM ticket_type ORDER BY sort, id",
    .out = "isss",
};

static const struct db_statement STATUSES = {
    .name = "catalogue_statuses",
    .sql = "SELECT id, code, name, class + 0 FROM status ORDER BY sort, id",
    .out = "issi",
};

static const struct db_statement TRANSITIONS = {
    .name = "catalogue_transitions",
    .sql = "SELECT type_id, from_id, to_id FROM status_transition",
    .out = "iii",
};

DB_STATEMENTS(catalogue, &TYPES, &STATUSES, &TRANSITIONS);

struct transition {
	int64_t type_id, from_id, to_id;
};

static struct {
	struct arena *arena;
	timestamp read_at;
	struct ticket_type *types;
	struct status *statuses;
	struct transition *transitions;
	size_t type_count, status_count, transition_count;
	const struct ticket_type *type_by_id[IDS];
	const struct status *status_by_id[IDS];
} now;

static enum err read_types(struct db *db, struct arena *arena)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &TYPES, DB_NONE, &rows));
	now.types = ARENA_ARRAY(arena, struct ticket_type, rows.count);
	if (!now.types)
		return ERROR(ERR_MEMORY, "no memory for %zu types", rows.count);
	for (size_t i = 0; i < rows.count; i++) {
		struct ticket_type *type = &now.types[i];

		*type = (struct ticket_type){db_int_at(&rows, i, 0), db_text_at(&rows, i, 1),
		    db_text_at(&rows, i, 2), db_text_at(&rows, i, 3)};
		now.type_by_id[type->id & (IDS - 1)] = type;
	}
	now.type_count = rows.count;
	return OK;
}

static enum err read_statuses(struct db *db, struct arena *arena)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &STATUSES, DB_NONE, &rows));
	now.statuses = ARENA_ARRAY(arena, struct status, rows.count);
	if (!now.statuses)
		return ERROR(ERR_MEMORY, "no memory for %zu statuses", rows.count);
	for (size_t i = 0; i < rows.count; i++) {
		struct status *status = &now.statuses[i];

		*status = (struct status){db_int_at(&rows, i, 0), db_text_at(&rows, i, 1),
		    db_text_at(&rows, i, 2), (enum status_class)db_int_at(&rows, i, 3)};
		now.status_by_id[status->id & (IDS - 1)] = status;
	}
	now.status_count = rows.count;
	return OK;
}

static enum err read_transitions(struct db *db, struct arena *arena)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &TRANSITIONS, DB_NONE, &rows));
	now.transitions = ARENA_ARRAY(arena, struct transition, rows.count);
	if (!now.transitions)
		return ERROR(ERR_MEMORY, "no memory for %zu transitions", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		now.transitions[i] = (struct transition){
		    db_int_at(&rows, i, 0), db_int_at(&rows, i, 1), db_int_at(&rows, i, 2)};
	now.transition_count = rows.count;
	return OK;
}

void catalogue_free(void)
{
	forms_forget();
	names_forget();
	arena_free(now.arena);
	memset(&now, 0, sizeof now);
}

enum err catalogue_ready(struct db *db)
{
	timestamp at = timestamp_now();
	struct arena *arena;
	enum err err;

	if (now.arena && at - now.read_at < TIMESTAMP_MINUTE)
		return OK;
	catalogue_free();
	arena = arena_new(ARENA_CAP);
	if (!arena)
		return ERROR(ERR_MEMORY, "no memory for the catalogue");
	now.arena = arena;
	err = read_types(db, arena);
	if (err == OK)
		err = read_statuses(db, arena);
	if (err == OK)
		err = read_transitions(db, arena);
	if (err == OK)
		err = forms_read(db, arena);
	if (err != OK) {
		catalogue_free();
		return err;
	}
	now.read_at = at;
	names_keep(arena);
	return OK;
}

size_t catalogue_types(const struct ticket_type **types)
{
	*types = now.types;
	return now.type_count;
}

size_t catalogue_statuses(const struct status **statuses)
{
	*statuses = now.statuses;
	return now.status_count;
}

const struct ticket_type *ticket_type_by_id(int64_t id)
{
	return id >= 0 && id < IDS ? now.type_by_id[id] : NULL;
}

const struct ticket_type *ticket_type_by_code(const char *code)
{
	for (size_t i = 0; code && i < now.type_count; i++)
		if (!strcmp(now.types[i].code, code))
			return &now.types[i];
	return NULL;
}

const struct status *status_by_id(int64_t id)
{
	return id >= 0 && id < IDS ? now.status_by_id[id] : NULL;
}

const struct status *status_by_code(const char *code)
{
	for (size_t i = 0; code && i < now.status_count; i++)
		if (!strcmp(now.statuses[i].code, code))
			return &now.statuses[i];
	return NULL;
}

const struct status *status_of_class(enum status_class class)
{
	for (size_t i = 0; i < now.status_count; i++)
		if (now.statuses[i].class == class)
			return &now.statuses[i];
	return NULL;
}

bool status_allowed(int64_t type_id, int64_t from_id, int64_t to_id)
{
	if (from_id == to_id)
		return true;
	for (size_t i = 0; i < now.transition_count; i++) {
		const struct transition *t = &now.transitions[i];

		if (t->type_id == type_id && t->from_id == from_id && t->to_id == to_id)
			return true;
	}
	return false;
}
