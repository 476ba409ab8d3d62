#include "model/form.h"

static const struct db_statement FORM_LIST = {
    .name = "form_list",
    .sql = "SELECT id, type_id, code, name, summary FROM form WHERE is_active ORDER BY sort, id",
    .out = "iisss",
};

static const struct db_statement FORM_BY_CODE = {
    .name = "form_by_code",
    .sql = "SELECT id, type_id, code, name, summary FROM form WHERE code = ? AND is_active",
    .in = "s",
    .out = "iisss",
};

static const struct db_statement FORM_FIELDS = {
    .name = "form_fields",
    .sql = "SELECT id, code, label, help, kind + 0, is_required, max_length FROM form_field"
	   " WHERE form_id = ? ORDER BY sort, id",
    .in = "i",
    .out = "isssiii",
};

static const struct db_statement FORM_CHOICES = {
    .name = "form_choices",
    .sql = "SELECT c.field_id, c.code, c.label FROM form_choice c"
	   " JOIN form_field f ON f.id = c.field_id WHERE f.form_id = ?"
	   " ORDER BY f.sort, f.id, c.sort, c.code",
    .in = "i",
    .out = "iss",
};

DB_STATEMENTS(form, &FORM_LIST, &FORM_BY_CODE, &FORM_FIELDS, &FORM_CHOICES);

static struct form form_from_row(const struct db_rows *rows, size_t row)
{
	return (struct form){
	    .id = db_int_at(rows, row, 0),
	    .type_id = db_int_at(rows, row, 1),
	    .code = db_text_at(rows, row, 2),
	    .name = db_text_at(rows, row, 3),
	    .summary = db_text_at(rows, row, 4),
	};
}

enum err form_list(struct db *db, struct arena *arena, struct form **forms, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FORM_LIST, DB_NONE, &rows));
	*forms = ARENA_ARRAY(arena, struct form, rows.count);
	if (!*forms)
		return ERROR(ERR_MEMORY, "no memory for %zu forms", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*forms)[i] = form_from_row(&rows, i);
	*count = rows.count;
	return OK;
}

/* Gives each choice to its field; both come in the fields' order. */
static enum err load_choices(struct db *db, struct arena *arena, struct form *form)
{
	struct db_rows rows;
	struct form_choice *choices;
	size_t next = 0;

	TRY(db_query(db, arena, &FORM_CHOICES, DB_VALUES(db_int(form->id)), &rows));
	choices = ARENA_ARRAY(arena, struct form_choice, rows.count);
	if (!choices)
		return ERROR(ERR_MEMORY, "no memory for %zu choices", rows.count);
	for (size_t i = 0; i < form->field_count; i++) {
		struct form_field *field = &form->fields[i];

		field->choices = choices + next;
		while (next < rows.count && db_int_at(&rows, next, 0) == field->id) {
			choices[next] = (struct form_choice){
			    db_text_at(&rows, next, 1), db_text_at(&rows, next, 2)};
			field->choice_count++;
			next++;
		}
	}
	return OK;
}

enum err form_load(struct db *db, struct arena *arena, const char *code, struct form *form)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FORM_BY_CODE, DB_VALUES(db_text(code)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no form %s", code);
	*form = form_from_row(&rows, 0);
	TRY(db_query(db, arena, &FORM_FIELDS, DB_VALUES(db_int(form->id)), &rows));
	form->fields = ARENA_ARRAY(arena, struct form_field, rows.count);
	if (!form->fields)
		return ERROR(ERR_MEMORY, "no memory for %zu fields", rows.count);
	form->field_count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		form->fields[i] = (struct form_field){
		    .id = db_int_at(&rows, i, 0),
		    .code = db_text_at(&rows, i, 1),
		    .label = db_text_at(&rows, i, 2),
		    .help = db_text_at(&rows, i, 3),
		    .kind = (enum field_kind)db_int_at(&rows, i, 4),
		    .is_required = db_int_at(&rows, i, 5) != 0,
		    .max_length = db_int_at(&rows, i, 6),
		};
	return load_choices(db, arena, form);
}
