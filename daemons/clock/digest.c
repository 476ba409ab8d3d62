#include "clock.h"

#include "base/log.h"
#include "model/account_link.h"
#include "model/digest.h"

enum { HOUR_DEFAULT = 7 };

/* The last time at which it was that hour here. */
static timestamp last_hour(int hour)
{
	timestamp now = timestamp_now(), at;
	struct civil_time civil = timestamp_local(now);

	civil.hour = hour;
	civil.minute = 0;
	civil.second = 0;
	civil.microsecond = 0;
	at = timestamp_from_local(&civil);
	return at <= now ? at : at - TIMESTAMP_DAY;
}

enum err clock_digests(struct clock *clock)
{
	int hour = (int)settings_int(clock->settings, "mail.digest_hour", 0, 23, HOUR_DEFAULT);
	int64_t made = 0;

	TRY(digest_run(clock->db, clock->arena, last_hour(hour), &made));
	if (made)
		log_info("%lld daily mails were written", (long long)made);
	return OK;
}

enum err clock_account_links(struct clock *clock)
{
	return account_link_sweep(clock->db);
}
