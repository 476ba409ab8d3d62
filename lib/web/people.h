/*
 * people.h: under which name a person appears to whom.
 *
 * Staff see everyone's name. Clients see staff under their names, or under the setting
 * ticket.staff_name where it is set; people of other organisations as "Another client". Readers of
 * the archive see no client's name at all. All names come back translated, as plain text.
 */
#ifndef DOCKET_WEB_PEOPLE_H
#define DOCKET_WEB_PEOPLE_H

#include "model/message.h"
#include "model/ticket.h"
#include "web/context.h"

/* A member of staff by that name; "" stays "", so that "nobody yet" can be told. */
const char *person_staff(const struct context *context, const char *name);

/* A client by that name, account and organisation; 0 and "" where unknown. */
const char *person_client(
    const struct context *context, const char *name, int64_t account_id, int64_t organisation_id);

/* Who said it, for those who take part in the ticket. */
const char *person_author(const struct context *context, const struct message *message);

/* Who said it, for readers of the archive: staff alone learn names of clients. */
const char *person_archived(const struct context *context, const struct message *message);

#endif
