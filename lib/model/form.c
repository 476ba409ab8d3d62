#include "model/form.h"

#include <string.h>

static const struct db_statement FORMS = {
    .name = "forms",
    .sql = "SELECT id, type_id, code, name, summary, is_active FROM form"
	   " ORDER BY is_active DESC, sort, id",
    .out = "iisssi",
};

static const struct db_statement FORM_FIELDS = {
    .name = "form_fields",
    .sql = "SELECT form_id, id, code, label, help, kind + 0, is_required, max_length"
	   " FROM form_field ORDER BY form_id, sort, id",
    .out = "iisssiii",
};

static const struct db_statement FORM_CHOICES = {
    .name = "form_choices",
    .sql = "SELECT field_id, code, label FROM form_choice ORDER BY field_id, sort, code",
    .out = "iss",
};

DB_STATEMENTS(form, &FORMS, &FORM_FIELDS, &FORM_CHOICES);

/* All there are; those that are offered come first. */
static struct {
	struct form *forms;
	struct form_field *fields;
	size_t form_count, offered, field_count;
} now;

static enum err read_choices(struct db *db, struct arena *arena)
{
	struct db_rows rows;
	struct form_choice *choices;

	TRY(db_query(db, arena, &FORM_CHOICES, DB_NONE, &rows));
	choices = ARENA_ARRAY(arena, struct form_choice, rows.count);
	if (!choices)
		return ERROR(ERR_MEMORY, "no memory for %zu choices", rows.count);
	for (size_t i = 0; i < rows.count; i++) {
		struct form_field *field = NULL;

		for (size_t k = 0; k < now.field_count; k++)
			if (now.fields[k].id == db_int_at(&rows, i, 0))
				field = &now.fields[k];
		choices[i] = (struct form_choice){db_text_at(&rows, i, 1), db_text_at(&rows, i, 2)};
		if (field && !field->choice_count++)
			field->choices = &choices[i];
	}
	return OK;
}

static enum err read_fields(struct db *db, struct arena *arena)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FORM_FIELDS, DB_NONE, &rows));
	now.fields = ARENA_ARRAY(arena, struct form_field, rows.count);
	if (!now.fields)
		return ERROR(ERR_MEMORY, "no memory for %zu fields", rows.count);
	now.field_count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		now.fields[i] = (struct form_field){
		    .id = db_int_at(&rows, i, 1),
		    .code = db_text_at(&rows, i, 2),
		    .label = db_text_at(&rows, i, 3),
		    .help = db_text_at(&rows, i, 4),
		    .kind = (enum field_kind)db_int_at(&rows, i, 5),
		    .is_required = db_int_at(&rows, i, 6) != 0,
		    .max_length = db_int_at(&rows, i, 7),
		};
		for (size_t k = 0; k < now.form_count; k++)
			if (now.forms[k].id == db_int_at(&rows, i, 0) &&
			    !now.forms[k].field_count++)
				now.forms[k].fields = &now.fields[i];
	}
	return OK;
}

enum err forms_read(struct db *db, struct arena *arena)
{
	struct db_rows rows;

	forms_forget();
	TRY(db_query(db, arena, &FORMS, DB_NONE, &rows));
	now.forms = ARENA_ARRAY(arena, struct form, rows.count);
	if (!now.forms)
		return ERROR(ERR_MEMORY, "no memory for %zu forms", rows.count);
	now.form_count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		now.forms[i] = (struct form){
		    .id = db_int_at(&rows, i, 0),
		    .type_id = db_int_at(&rows, i, 1),
		    .code = db_text_at(&rows, i, 2),
		    .name = db_text_at(&rows, i, 3),
		    .summary = db_text_at(&rows, i, 4),
		};
		now.offered += db_int_at(&rows, i, 5) != 0;
	}
	TRY(read_fields(db, arena));
	return read_choices(db, arena);
}

void forms_forget(void)
{
	memset(&now, 0, sizeof now);
}

size_t form_list(const struct form **forms)
{
	*forms = now.forms;
	return now.offered;
}

enum err form_load(struct arena *arena, const char *code, struct form *form)
{
	for (size_t i = 0; i < now.offered; i++) {
		struct form_field *copy;

		if (strcmp(now.forms[i].code, code) != 0)
			continue;
		*form = now.forms[i];
		copy = ARENA_ARRAY(arena, struct form_field, form->field_count);
		if (!copy)
			return ERROR(ERR_MEMORY, "no memory for %zu fields", form->field_count);
		if (form->field_count)
			memcpy(copy, form->fields, form->field_count * sizeof *copy);
		form->fields = copy;
		return OK;
	}
	return ERROR(ERR_NOT_FOUND, "no form %s", code);
}

const struct form_field *form_field_by_id(int64_t id)
{
	for (size_t i = 0; i < now.field_count; i++)
		if (now.fields[i].id == id)
			return &now.fields[i];
	return NULL;
}
