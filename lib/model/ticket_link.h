/*
 * ticket_link.h: who pointed to whom: a ticket that is given as the answer to others is worth more
 * in search.
 *
 * A link is an address in a message: one of this site (…/t/H1010, …/desk/t/H1010, …/kb/H1010-slug),
 * or, in an imported ticket, one of the system that it came from: the last part of its path is the
 * number at the end of a ref that otherwise begins like the ticket's own
 * (https://forum.example/questions/1401059 in "forum-1402002" means "forum-1401059"). Whoever
 * notes one does so inside the transaction of the message; the target is indexed anew.
 */
#ifndef DOCKET_MODEL_TICKET_LINK_H
#define DOCKET_MODEL_TICKET_LINK_H

#include "db/db.h"

/* At the start of a program: under which address this site is reached, and the prefix of its
 * signatures. Until then, and with no address, none is recognised. */
void ticket_link_site(const char *url, const char *prefix);

/* Notes the links in what somebody wrote. */
enum err ticket_link_note(struct db *db, int64_t from_id, const char *text, timestamp at);

/* Notes those of an imported text; a target that isn't there yet is remembered. */
enum err ticket_link_import(struct db *db, struct arena *arena, int64_t from_id, const char *ref,
    const char *text, timestamp at);

/* A ticket of that name has just been imported: what pointed to it finds it now. */
enum err ticket_link_arrived(struct db *db, struct arena *arena, int64_t id, const char *ref);

/* The viewer used that ticket's solution for another. */
enum err ticket_link_add(struct db *db, int64_t from_id, int64_t to_id, timestamp at);

/* A solved ticket made a request of this person needless; said twice counts once. */
enum err ticket_helped(struct db *db, int64_t ticket_id, int64_t account_id);

#endif
