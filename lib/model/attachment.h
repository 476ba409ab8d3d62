/*
 * attachment.h: files of messages, and uploads that wait for their form to be sent.
 *
 * An upload is content that is stored already, under a token that the form carries in a hidden
 * input: so a form that comes back with an error has its files still. When the form is taken, its
 * uploads become attachments. What is never sent is cleaned away by the clock after a day.
 */
#ifndef DOCKET_MODEL_ATTACHMENT_H
#define DOCKET_MODEL_ATTACHMENT_H

#include <stddef.h>

#include "base/crypto.h"
#include "db/db.h"
#include "model/viewer.h"

struct attachment {
	int64_t id, message_id, file_id, size;
	const char *name, *type;
	const char *held; /* what a virus scanner found: nobody gets it; "" for nothing */
	unsigned char sha256[SHA256_SIZE];
};

struct upload_entry {
	const char *token, *name, *type;
	int64_t size;
};

/* Keeps a stored file for a form; hands out its token. */
enum err upload_add(struct db *db, const struct viewer *viewer, int64_t file_id, const char *name,
    char token[static TOKEN_SIZE]);

/* The viewer's uploads among these tokens; unknown ones are left out. */
enum err upload_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    const char *const *tokens, size_t count, struct upload_entry *entries, size_t *found);

/* Takes an upload out of the list, inside the transaction that uses its content: *file_id is 0 when
 * it is not there, or not the account's. */
enum err upload_take(struct db *db, struct arena *arena, int64_t account_id, const char *token,
    int64_t *file_id, const char **name);

/* Deletes a content that nothing uses any more. */
enum err file_forget(struct db *db, int64_t file_id);

/* Turns uploads into attachments, inside the transaction of the message. *attached counts those
 * that were still there. */
enum err upload_attach(struct db *db, struct arena *arena, int64_t account_id,
    const char *const *tokens, size_t count, int64_t ticket_id, int64_t message_id,
    int64_t *attached);

/* All attachments of a ticket that the viewer may see: those of notes for staff alone. The caller
 * has checked that the ticket is visible. */
enum err attachment_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct attachment **attachments, size_t *count);

/* One attachment, if the viewer may take part in its ticket. ERR_NOT_FOUND else. */
enum err attachment_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct attachment *attachment);

/* For the clock: forgets uploads older than a day and their content where nothing else uses it, at
 * most 100; *deleted tells how many. */
enum err upload_sweep(struct db *db, struct arena *arena, int64_t *deleted);

#endif
