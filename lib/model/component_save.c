/*
 * component_save.c: what administrators change about components and their groups.
 */
#include <string.h>

#include "base/text.h"
#include "model/component.h"
#include "model/event.h"

static const struct db_statement ADD = {
    .name = "component_add",
    .sql = "INSERT INTO component (group_id, category_id, name, description, audience,"
	   " organisation_id, sort, check_kind, check_target, counts_checks, created_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "iissiiiisit",
};

static const struct db_statement WRITE = {
    .name = "component_write",
    .sql = "UPDATE component SET group_id = ?, category_id = ?, name = ?, description = ?,"
	   " audience = ?, organisation_id = ?, sort = ?, check_kind = ?, check_target = ?,"
	   " counts_checks = ? WHERE id = ?",
    .in = "iissiiiisii",
};

static const struct db_statement LOCK = {
    .name = "component_lock",
    .sql = "SELECT c.name, c.check_target, c.audience + 0, c.check_kind + 0, c.description,"
	   " COALESCE((SELECT g.name FROM component_group g WHERE g.id = c.group_id), ''), c.sort,"
	   " c.counts_checks, COALESCE(c.category_id, 0), COALESCE(c.organisation_id, 0)"
	   " FROM component c WHERE c.id = ? AND c.is_active FOR UPDATE",
    .in = "i",
    .out = "ssiissiiii",
};

static const struct db_statement FORGET_CHECK = {
    .name = "component_check_forget",
    .sql = "DELETE FROM component_check WHERE component_id = ?",
    .in = "i",
};

static const struct db_statement IN_USE = {
    .name = "component_in_use",
    .sql = "SELECT 1 FROM incident_component x JOIN incident i ON i.id = x.incident_id"
	   " WHERE x.component_id = ? AND (i.is_open OR i.state = 'scheduled') LIMIT 1",
    .in = "i",
    .out = "i",
};

static const struct db_statement HIDE = {
    .name = "component_hide",
    .sql = "UPDATE component SET is_active = FALSE WHERE id = ?",
    .in = "i",
};

static const struct db_statement GROUP_FIND = {
    .name = "component_group_find",
    .sql = "SELECT id FROM component_group WHERE name = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement GROUP_ADD = {
    .name = "component_group_add",
    .sql = "INSERT INTO component_group (name, sort) VALUES (?, ?)",
    .in = "si",
};

static const struct db_statement GROUP_WRITE = {
    .name = "component_group_write",
    .sql = "UPDATE component_group SET name = ?, sort = ? WHERE id = ?",
    .in = "sii",
};

DB_STATEMENTS(component_save, &ADD, &WRITE, &LOCK, &FORGET_CHECK, &IN_USE, &HIDE, &GROUP_FIND,
    &GROUP_ADD, &GROUP_WRITE);

struct saving {
	struct arena *arena;
	const struct viewer *viewer;
	const struct component_text *text;
	int64_t id, given;
};

static enum err note(
    struct db *db, const struct saving *s, const char *kind, const char *before, const char *after)
{
	if (!strcmp(before, after))
		return OK;
	return event_add(db, &(struct event){.about = ABOUT_COMPONENT,
				 .about_id = s->id,
				 .kind = kind,
				 .actor_id = s->viewer->account_id,
				 .before = *before ? before : NULL,
				 .after = *after ? after : NULL,
				 .at = timestamp_now()});
}

static enum err note_number(
    struct db *db, const struct saving *s, const char *kind, int64_t before, int64_t after)
{
	const char *was = arena_format(s->arena, "%lld", (long long)before);
	const char *is = arena_format(s->arena, "%lld", (long long)after);

	return was && is ? note(db, s, kind, was, is) : ERROR(ERR_MEMORY, "no memory for a number");
}

static enum err note_others(struct db *db, const struct saving *s, const struct db_rows *rows)
{
	const struct component_text *t = s->text;

	TRY(note(db, s, "description", db_text_at(rows, 0, 4), t->description));
	TRY(note(db, s, "group", db_text_at(rows, 0, 5), t->group));
	TRY(note_number(db, s, "sort", db_int_at(rows, 0, 6), t->sort));
	TRY(note_number(db, s, "counts checks", db_int_at(rows, 0, 7), t->counts_checks));
	TRY(note_number(db, s, "category", db_int_at(rows, 0, 8), t->category_id));
	return note_number(db, s, "organisation", db_int_at(rows, 0, 9), t->organisation_id);
}

static enum err find_group(struct db *db, const struct saving *s, int64_t *id)
{
	struct db_result result;
	struct db_rows rows;

	*id = 0;
	if (text_is_blank(s->text->group))
		return OK;
	TRY(db_query(db, s->arena, &GROUP_FIND, DB_VALUES(db_text(s->text->group)), &rows));
	if (rows.count) {
		*id = db_int_at(&rows, 0, 0);
		return OK;
	}
	TRY(db_execute(db, &GROUP_ADD, DB_VALUES(db_text(s->text->group), db_int(0)), &result));
	*id = result.inserted_id;
	return OK;
}

static enum err add(struct db *db, struct saving *s, int64_t group)
{
	const struct component_text *t = s->text;
	struct db_result result;

	TRY(db_execute(db, &ADD,
	    DB_VALUES(db_id(group), db_id(t->category_id), db_text(t->name),
		db_text(t->description), db_int(t->audience), db_id(t->organisation_id),
		db_int(t->sort), db_int(t->check_kind), db_text(t->check_target),
		db_int(t->counts_checks), db_time(timestamp_now())),
	    &result));
	s->id = result.inserted_id;
	return note(db, s, "created", "", t->name);
}

static enum err change(struct db *db, struct saving *s, int64_t group)
{
	const struct component_text *t = s->text;
	struct db_rows rows;

	TRY(db_query(db, s->arena, &LOCK, DB_VALUES(db_int(s->id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no component %lld", (long long)s->id);
	TRY(note(db, s, "name", db_text_at(&rows, 0, 0), t->name));
	TRY(note(db, s, "check", db_text_at(&rows, 0, 1), t->check_target));
	TRY(note(db, s, "audience",
	    article_audience_code((enum article_audience)db_int_at(&rows, 0, 2)),
	    article_audience_code(t->audience)));
	TRY(note_others(db, s, &rows));
	/* What was found of another target says nothing of this one. */
	if (strcmp(db_text_at(&rows, 0, 1), t->check_target) != 0 ||
	    db_int_at(&rows, 0, 3) != (int64_t)t->check_kind)
		TRY(db_execute(db, &FORGET_CHECK, DB_VALUES(db_int(s->id)), NULL));
	return db_execute(db, &WRITE,
	    DB_VALUES(db_id(group), db_id(t->category_id), db_text(t->name),
		db_text(t->description), db_int(t->audience), db_id(t->organisation_id),
		db_int(t->sort), db_int(t->check_kind), db_text(t->check_target),
		db_int(t->counts_checks), db_int(s->id)),
	    NULL);
}

static enum err save(struct db *db, void *context)
{
	struct saving *s = context;
	int64_t group;

	s->id = s->given;
	TRY(find_group(db, s, &group));
	return s->id ? change(db, s, group) : add(db, s, group);
}

static enum err check(const struct viewer *viewer, const struct component_text *t)
{
	if (viewer->role != ROLE_ADMIN)
		return ERROR(ERR_DENIED, "only administrators change components");
	if (text_is_blank(t->name) || text_characters(t->name) > COMPONENT_NAME ||
	    text_characters(t->description) > COMPONENT_DESCRIPTION ||
	    text_characters(t->check_target) > COMPONENT_TARGET || !t->audience || !t->check_kind)
		return ERROR(ERR_INPUT, "a component without a name, or too long");
	if (t->check_kind != CHECK_NONE && text_is_blank(t->check_target))
		return ERROR(ERR_INPUT, "a check without a target");
	if (t->audience == READERS_ORGANISATION && !t->organisation_id)
		return ERROR(ERR_INPUT, "for one organisation, but which?");
	return OK;
}

enum err component_save(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct component_text *text, int64_t *id)
{
	struct component_text t = *text;
	struct saving s = {.arena = arena, .viewer = viewer, .text = &t, .given = *id};

	TRY(check(viewer, text));
	if (t.audience != READERS_ORGANISATION)
		t.organisation_id = 0;
	if (t.check_kind == CHECK_NONE) {
		t.check_target = "";
		t.counts_checks = false;
	}
	TRY(db_transaction(db, save, &s));
	*id = s.id;
	return OK;
}

static enum err take_away(struct db *db, void *context)
{
	struct saving *s = context;
	struct db_rows rows;
	const char *name;

	TRY(db_query(db, s->arena, &LOCK, DB_VALUES(db_int(s->id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no component %lld", (long long)s->id);
	name = db_text_at(&rows, 0, 0);
	TRY(db_query(db, s->arena, &IN_USE, DB_VALUES(db_int(s->id)), &rows));
	if (rows.count)
		return ERROR(ERR_CONFLICT, "an incident has component %lld", (long long)s->id);
	TRY(db_execute(db, &HIDE, DB_VALUES(db_int(s->id)), NULL));
	return note(db, s, "removed", name, "");
}

enum err component_remove(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id)
{
	struct saving s = {.arena = arena, .viewer = viewer, .id = id};

	if (viewer->role != ROLE_ADMIN)
		return ERROR(ERR_DENIED, "only administrators change components");
	return db_transaction(db, take_away, &s);
}

enum err component_group_save(
    struct db *db, const struct viewer *viewer, int64_t id, const char *name, int64_t sort)
{
	struct db_result result;

	if (viewer->role != ROLE_ADMIN)
		return ERROR(ERR_DENIED, "only administrators change components");
	if (text_is_blank(name) || text_characters(name) > COMPONENT_NAME)
		return ERROR(ERR_INPUT, "a group without a name, or too long");
	TRY(db_execute(
	    db, &GROUP_WRITE, DB_VALUES(db_text(name), db_int(sort), db_int(id)), &result));
	return result.affected ? OK : ERROR(ERR_NOT_FOUND, "no group %lld", (long long)id);
}
