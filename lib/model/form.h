/*
 * form.h: structured forms are data: questions in a table, not code.
 */
#ifndef DOCKET_MODEL_FORM_H
#define DOCKET_MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

/* The order is that of the ENUM in the table. */
enum field_kind {
	FIELD_SUBJECT = 1,
	FIELD_BODY,
	FIELD_LINE,
	FIELD_TEXT,
	FIELD_CHOICE,
	FIELD_PRIORITY,
	FIELD_FILES,
};

struct form_choice {
	const char *code, *label;
};

struct form_field {
	int64_t id;
	const char *code, *label, *help; /* label and help in English, to be translated */
	enum field_kind kind;
	bool is_required;
	int64_t max_length; /* characters */
	struct form_choice *choices;
	size_t choice_count;
};

struct form {
	int64_t id, type_id;
	const char *code, *name, *summary;
	struct form_field *fields; /* read by form_load alone */
	size_t field_count;
};

/* The forms that are offered, in their order, without fields. */
enum err form_list(struct db *db, struct arena *arena, struct form **forms, size_t *count);

/* One offered form with its fields. ERR_NOT_FOUND where there is none. */
enum err form_load(struct db *db, struct arena *arena, const char *code, struct form *form);

#endif
