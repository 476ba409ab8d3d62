/*
 * mail_message.h: what came by mail, as a message of a ticket.
 */
#ifndef DOCKET_MODEL_MAIL_MESSAGE_H
#define DOCKET_MODEL_MAIL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/message.h"

/* A file that is stored already. */
struct mail_file {
	int64_t file_id;
	const char *name;
	const char *content_id; /* of a picture within the text; "" for none */
	bool is_picture;	/* of a kind that browsers show */
};

struct mail_writing {
	int64_t mail_in_id;
	int64_t author_id; /* 0: a person without an account */
	enum message_side side;
	const char *html; /* what is shown, safe, with places of pictures; NULL: the body as text */
	const char *whole; /* all of it, likewise, where quotes were left out; NULL */
	bool is_automatic; /* no person wrote it: nobody is told, nothing goes on */
	const struct mail_file *files;
	size_t file_count;
};

/* Adds the message of a ticket with its files. Inside the transaction of the change. *attached
 * counts the files. */
enum err mail_message_add(struct db *db, struct arena *arena, const struct message_new *message,
    const struct mail_writing *mail, int64_t *id, int64_t *attached);

/* What a page shows beside a message that came by mail. */
struct mail_note {
	int64_t message_id, mail_in_id;
	const char *whole; /* safe HTML, or "" */
	const char *why, *why_data, *sender;
	int64_t trust; /* enum mail_trust of mail/authentication.h; 0: not kept any more */
	const char *authentication, *automatic;
};

/* Those of a ticket, by message. The caller has checked that the viewer may see it. */
enum err mail_notes(
    struct db *db, struct arena *arena, int64_t ticket_id, struct mail_note **notes, size_t *count);

#endif
