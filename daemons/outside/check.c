#include "base/log.h"
#include "model/component.h"
#include "net/call.h"
#include "outside.h"

enum { EVERY_SECONDS = 60, TIMEOUT = 5 };

/* The one that waits for the longest; NULL when none is due. */
static const struct component *due(const struct component *list, size_t count)
{
	timestamp before = timestamp_now() - EVERY_SECONDS * TIMESTAMP_SECOND;
	const struct component *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (list[i].checked_at <= before && /* TIMESTAMP_NONE is before all */
		    (!found || list[i].checked_at < found->checked_at))
			found = &list[i];
	return found;
}

static const char *problem_of(
    struct outside *outside, const struct component *c, const struct net_answer *answer)
{
	if (*answer->problem)
		return answer->problem;
	if (c->check_kind == CHECK_URL && (answer->status < 200 || answer->status >= 400))
		return arena_format(outside->arena, "it answered %d", answer->status);
	return "";
}

enum err outside_check(struct outside *outside, bool *checked)
{
	struct net_answer answer;
	struct component *list;
	const struct component *c;
	const char *problem;
	size_t count;

	*checked = false;
	TRY(component_checks(outside->db, outside->arena, &list, &count));
	c = due(list, count);
	if (!c)
		return OK;
	TRY(net_call(
	    &(struct net_call){.method = c->check_kind == CHECK_TCP ? NET_CONNECT : NET_GET,
		.url = c->check_target,
		.timeout = TIMEOUT,
		.listed = settings_text(outside->settings, "status.check_hosts", ""),
		.listed_only = true},
	    &answer));
	problem = problem_of(outside, c, &answer);
	if (!problem)
		return ERROR(ERR_MEMORY, "no memory for a reason");
	if (*problem && !c->check_failures)
		log_info("component %lld: %s", (long long)c->id, problem);
	*checked = true;
	return component_checked(outside->db, c->id, answer.took_ms, problem, timestamp_now());
}
