/*
 * visibility.h: the one predicate that says who may see which ticket.
 *
 * It is a piece of SQL over the table alias `t`, joined to a statement's text when it is compiled,
 * and the values that go with it. Lists, pages, files and the archive all use it; nothing else may
 * decide.
 *
 *   - staff see every ticket;
 *   - a client sees tickets they are the contact of or follow; with the scope "organisation" those
 *     of their organisation too, with "all" every ticket (then the names of other organisations'
 *     people are kept from them: see visibility_hides_contact);
 *   - the archive adds what was released to clients or to the public.
 */
#ifndef DOCKET_MODEL_VISIBILITY_H
#define DOCKET_MODEL_VISIBILITY_H

#include "db/db.h"
#include "model/viewer.h"

/* May take part in the ticket: VISIBILITY_VALUES(viewer) fill its parameters. The follower is
 * looked up as a value, since an EXISTS costs a rewriting at each execution. */
#define TICKET_VISIBLE                                                                             \
	"(? OR t.contact_id = ? OR (? AND t.organisation_id = ?) OR ?"                             \
	" OR (SELECT 1 FROM follower v WHERE v.ticket_id = t.id AND v.account_id = ?))"
#define TICKET_VISIBLE_IN "iiiiii"
#define VISIBILITY_VALUES(viewer)                                                                  \
	db_int(viewer_is_staff(viewer)), db_int((viewer)->account_id),                             \
	    db_int((viewer)->scope == SCOPE_ORGANISATION && (viewer)->organisation_id != 0),       \
	    db_int((viewer)->organisation_id),                                                     \
	    db_int((viewer)->scope == SCOPE_ALL && viewer_is_known(viewer)),                       \
	    db_int((viewer)->account_id)

/* The same for many people at once, as a statement that finds out whom to tell needs it: over the
 * aliases `t`, `a` (account) and `o` (its organisation, perhaps none). */
#define TICKET_VISIBLE_TO_ACCOUNT                                                                  \
	"(a.role IN ('agent', 'admin') OR t.contact_id = a.id"                                     \
	" OR ((o.client_scope = 'organisation' OR a.is_manager)"                                   \
	" AND t.organisation_id = a.organisation_id)"                                              \
	" OR o.client_scope = 'all'"                                                               \
	" OR EXISTS (SELECT 1 FROM follower v WHERE v.ticket_id = t.id AND v.account_id = a.id))"

/* May read it in the archive: ARCHIVE_VALUES(viewer). */
#define ARCHIVE_VISIBLE                                                                            \
	"(t.audience = 'public' OR (? AND t.audience = 'clients') OR (? AND t.audience IS NOT "    \
	"NULL)"                                                                                    \
	" OR (t.audience = 'participants' AND " TICKET_VISIBLE "))"
/* The same where nobody is signed in, who takes part in nothing and is nobody's colleague. */
#define ARCHIVE_VISIBLE_TO_NOBODY "t.audience = 'public'"
#define ARCHIVE_VISIBLE_IN	  "ii" TICKET_VISIBLE_IN
#define ARCHIVE_VALUES(viewer)                                                                     \
	db_int(viewer_is_known(viewer)), db_int(viewer_is_staff(viewer)), VISIBILITY_VALUES(viewer)

/* True when the viewer may see a ticket but not who its client is: a client who looks at a ticket
 * of another organisation. */
static inline bool visibility_hides_contact(
    const struct viewer *viewer, int64_t organisation_id, int64_t contact_id)
{
	if (viewer_is_staff(viewer) || (viewer->account_id && viewer->account_id == contact_id))
		return false;
	return !organisation_id || organisation_id != viewer->organisation_id;
}

#endif
