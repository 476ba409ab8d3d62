#include "mailin.h"

#include <string.h>

#include "base/log.h"
#include "model/catalogue.h"
#include "model/mail_intake.h"

/* So long nobody else takes up what was claimed: after that whoever claimed it is gone. */
#define LEASE (10 * TIMESTAMP_MINUTE)

/* The recorded error without its place in the source. */
static const char *reason(void)
{
	const char *text = strstr(err_message(), ": ");

	return text ? text + 2 : err_message();
}

/* One message. What is wrong with it alone is noted, and it comes again later; what is wrong with
 * all of this is returned. */
static enum err take(struct mailin *mailin, int64_t id)
{
	struct mail_intake intake = {mailin->db, mailin->arena, mailin->settings, mailin->reader};
	enum err err = mail_intake_deliver(&intake, id);

	if (err == ERR_UNAVAILABLE || err == ERR_IO)
		return err;
	if (err != OK) {
		const char *why = arena_text(mailin->arena, reason());

		log_warn("message %lld: %s", (long long)id, err_message());
		err = mail_in_failed(
		    mailin->db, mailin->arena, id, why ? why : "no memory for a message");
	}
	return err;
}

enum err deliver_round(struct mailin *mailin, bool (*stop)(void), size_t *count)
{
	int64_t ids[MAIL_IN_BATCH];

	*count = 0;
	TRY(catalogue_ready(mailin->db));
	TRY(mail_in_claim(mailin->db, mailin->arena, LEASE, ids, count));
	arena_reset(mailin->arena);
	for (size_t i = 0; i < *count && !stop(); i++) {
		enum err err = take(mailin, ids[i]);

		arena_reset(mailin->arena);
		TRY(err);
	}
	return OK;
}
