/*
 * ticket.h: a ticket as pages show it. All texts live in the arena they were read into.
 */
#ifndef DOCKET_MODEL_TICKET_H
#define DOCKET_MODEL_TICKET_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/catalogue.h"
#include "model/viewer.h"

/* The order is that of the ENUM in the table. */
enum audience {
	AUDIENCE_NONE,
	AUDIENCE_PARTICIPANTS,
	AUDIENCE_STAFF,
	AUDIENCE_CLIENTS,
	AUDIENCE_PUBLIC
};
enum ticket_source {
	SOURCE_FORM = 1,
	SOURCE_EMAIL,
	SOURCE_PHONE,
	SOURCE_API,
	SOURCE_PERSON,
	SOURCE_IMPORT,
};

enum { PRIORITY_LOW = 1, PRIORITY_NORMAL, PRIORITY_HIGH, PRIORITY_URGENT };

struct ticket {
	int64_t id, version;
	int64_t type_id, status_id, priority, form_id;
	int64_t organisation_id, contact_id, team_id, responsible_id, category_id;
	const char *subject, *language;
	const char *organisation, *contact, *team, *responsible, *category; /* names, or "" */
	const char *contact_email;
	enum ticket_source source;
	timestamp created_at, updated_at, accepted_at, started_at, answered_at, due_at;
	timestamp solved_at, closed_at, archived_at, rated_at;
	int64_t solution_id;
	enum audience audience;
	int64_t rating; /* 0: none */
	const char *rating_comment;
	int64_t file_count;
};

/* One answer of the ticket's form beside subject and body. */
struct ticket_field {
	const struct form_field *field;
	const char *label; /* English, to be translated */
	const char *value; /* as typed, or a choice's label in English when is_choice */
	bool is_choice;
};

/* "participants", "staff", "clients", "public"; AUDIENCE_NONE for any other word. */
const char *audience_code(enum audience audience);
enum audience audience_named(const char *code);

/* "low", "normal", "high", "urgent" and back; 0 for any other word. */
const char *priority_code(int64_t priority);
int64_t priority_named(const char *code);

/* Reads "H1010" or "1010" (the prefix in any case). 0 when it is no signature. */
int64_t signature_parse(const char *text, const char *prefix);

/* A ticket that the viewer may take part in. ERR_NOT_FOUND else. */
enum err ticket_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct ticket *ticket);

/* Without asking who looks: only for the status link, which proves itself by its token. */
enum err ticket_load_status(struct db *db, struct arena *arena, int64_t id, struct ticket *ticket);

/* The answers of its form, in the form's order. */
enum err ticket_fields(
    struct db *db, struct arena *arena, int64_t id, struct ticket_field **fields, size_t *count);

/* The token of a ticket's status link, and whether a token is right. */
enum { STATUS_TOKEN_SIZE = 33 };
enum err status_token(
    const unsigned char *secret, int64_t id, char token[static STATUS_TOKEN_SIZE]);
bool status_token_fits(const unsigned char *secret, int64_t id, const char *token);

#endif
