/*
 * incident_tell.c: who waits to hear of an update is told, through queues that are filled in the
 * transaction of the update.
 */
#include "model/incident_change.h"
#include "model/subscription.h"
#include "model/webhook.h"

enum err incident_change_tell(const struct incident_change *change, int64_t update_id)
{
	TRY(subscription_tell(change->db, update_id));
	return webhook_tell(change->db, update_id);
}
