/*
 * notification.h: the nine notifications as administrators set them: three moments of a ticket for
 * three parties, each switched, addressed and worded by itself.
 *
 * A text is plain, with placeholders in braces from a fixed list; it never becomes a template. What
 * ships with the program stands in lib/view; here are only the texts that replace it.
 */
#ifndef DOCKET_MODEL_NOTIFICATION_H
#define DOCKET_MODEL_NOTIFICATION_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

/* The order is that of the ENUMs in the table. */
enum notify_moment { MOMENT_CREATED = 1, MOMENT_CHANGED, MOMENT_CLOSED };
enum notify_party { PARTY_ORGANISATION = 1, PARTY_CONTACT, PARTY_STAFF };

/* Whom of a party, and so why somebody is told; the order is that of the SET. */
enum notify_why {
	TOLD_CONTACT = 1,
	TOLD_FOLLOWER,
	TOLD_RESPONSIBLE,
	TOLD_LEAD,
	TOLD_TEAM,
	TOLD_EVERYONE, /* all staff, while nobody and no team has the ticket */
	TOLD_COLLEAGUE,
	TOLD_ADDRESS, /* the one that the organisation gave */
	TOLD_END
};
#define TOLD_BIT(why) (1u << ((why)-1))

enum { NOTIFICATIONS = 9, NOTIFICATION_SUBJECT = 200, NOTIFICATION_BODY = 10000 }; /* characters */

struct notification {
	int64_t id; /* 1 … NOTIFICATIONS */
	enum notify_moment moment;
	enum notify_party party;
	bool is_on;
	unsigned addressed; /* WHY_BITs */
};

/* The bits that make sense for a party. */
unsigned notification_choices(enum notify_party party);
/* "contact", "follower"… as in the table; "" for none. */
const char *notify_why_code(enum notify_why why);
int64_t notification_id(enum notify_moment moment, enum notify_party party);

/* All nine in the order of their keys. */
enum err notification_list(
    struct db *db, struct arena *arena, struct notification list[static NOTIFICATIONS]);

/* ERR_INPUT where the bits are not those of its party, ERR_NOT_FOUND. */
enum err notification_set(
    struct db *db, int64_t id, bool is_on, unsigned addressed, int64_t actor_id);

/* The text of an administrator, or *subject and *body NULL where there is none. */
enum err notification_text(struct db *db, struct arena *arena, int64_t id, const char *language,
    const char **subject, const char **body);

/* ERR_INPUT for a text that notification_unknown finds fault with, or that is blank or too long. */
enum err notification_set_text(struct db *db, struct arena *arena, int64_t id, const char *language,
    const char *subject, const char *body, int64_t actor_id);
/* Back to what ships. */
enum err notification_forget_text(
    struct db *db, int64_t id, const char *language, int64_t actor_id);

/* A ticket to show a text by: the last one, for closed the last that has a solution. *id is 0 where
 * there is none. */
enum err notification_example(
    struct db *db, struct arena *arena, enum notify_moment moment, int64_t *id);

/* A text that is tried before it is kept: what a mail of the kind "sample" carries. */
#define SAMPLE_KIND "sample"
struct notification_sample {
	int64_t id; /* of the notification */
	int64_t account_id, organisation_id;
	const char *subject, *body;
};
/* NULL: no memory. */
const char *notification_sample_write(
    struct arena *arena, const struct notification_sample *sample);
bool notification_sample_read(
    struct arena *arena, const char *parameters, struct notification_sample *sample);

/* --- Placeholders. */

enum placeholder {
	PLACE_NONE,
	PLACE_SIGNATURE,
	PLACE_TITLE,
	PLACE_RECIPIENT,
	PLACE_ACTOR,
	PLACE_CHANGES,
	PLACE_STATUS,
	PLACE_PRIORITY,
	PLACE_TYPE,
	PLACE_RESPONSIBLE,
	PLACE_TEAM,
	PLACE_ORGANISATION,
	PLACE_CONTACT,
	PLACE_RECEIVED,
	PLACE_DUE,
	PLACE_FACTS,
	PLACE_DESCRIPTION,
	PLACE_REMARKS,
	PLACE_SOLUTION,
	PLACE_LINK,
	PLACE_RATE_LINK,
	PLACE_STOP_LINK,
	PLACE_SITE,
	PLACES
};

/* "signature", "title"…; what it stands for, in English to be translated. */
const char *placeholder_name(enum placeholder place);
const char *placeholder_help(enum placeholder place);
/* Those of one line, which a subject may hold. */
bool placeholder_is_line(enum placeholder place);

/* Reads a placeholder at `text` ("{title}…"): its length, or 0 where none begins. *place is
 * PLACE_NONE for one that is unknown. "{" followed by anything but a–z and "}" is text. */
size_t placeholder_read(const char *text, enum placeholder *place);

/* The first placeholder that the text may not hold ("{pasword}"), in the arena; NULL: none. */
const char *notification_unknown(struct arena *arena, const char *text, bool is_subject);

#endif
