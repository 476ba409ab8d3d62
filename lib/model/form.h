/*
 * form.h: structured forms are data: questions in a table, not code.
 *
 * They are kept in the process with the types and statuses (model/catalogue.h), which reads them
 * anew once a minute. What the functions hand out is valid until then, that is, for one request.
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
	struct form_field *fields; /* in their order */
	size_t field_count;
};

/* The forms that are offered, in their order. */
size_t form_list(const struct form **forms);

/* A copy of one offered form, whose fields the caller may complete. ERR_NOT_FOUND where there is
 * none. */
enum err form_load(struct arena *arena, const char *code, struct form *form);

/* A field of any form, offered or not. Those of one form are neighbours in their order. NULL where
 * there is none. */
const struct form_field *form_field_by_id(int64_t id);

/* For the catalogue: reads all forms into its arena, and lets go of them. */
enum err forms_read(struct db *db, struct arena *arena);
void forms_forget(void);

#endif
