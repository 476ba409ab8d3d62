#include "mailout.h"

#include <string.h>

#include "base/log.h"

/* The recorded error without its place in the source. */
static const char *reason(void)
{
	const char *text = strstr(err_message(), ": ");

	return text ? text + 2 : err_message();
}

/* Its outcome is recorded; what isn't ours any more is none of our business. */
static enum err ended(struct mailout *mailout, struct parcel *parcel, enum err err)
{
	if (err != OK && err != ERR_CONFLICT)
		return err;
	mailout_forget(mailout, &parcel->job);
	parcel->raw = NULL;
	return OK;
}

/* --- Addresses that take nothing, or have had enough. */

static enum err look_for_mark(struct mailout *mailout, struct parcel *parcel, bool *marked)
{
	struct mail_mark mark;
	const char *why;

	TRY(mail_mark_get(mailout->db, mailout->arena, parcel->mail.address, marked, &mark));
	if (!*marked)
		return OK;
	why = arena_format(mailout->arena, "the address takes no mail: %s", mark.reason);
	return ended(mailout, parcel,
	    job_dropped(mailout->db, &mailout->queue, &parcel->job,
		why ? why : "the address takes no mail"));
}

/* Of those that were made ready before it and are not recorded yet. */
static int64_t count_before(const struct parcel *before, size_t count, const char *address)
{
	int64_t found = 0;

	for (size_t i = 0; i < count; i++)
		found +=
		    before[i].raw && before[i].counts && !strcmp(before[i].mail.address, address);
	return found;
}

static enum err look_for_room(struct mailout *mailout, enum letter_limit limit,
    const struct parcel *before, size_t before_count, struct parcel *parcel, bool *has_room)
{
	static const char WHY[] = "this address has had its share of messages for this hour";
	timestamp first;
	int64_t count;

	*has_room = true;
	if (!mailout->hourly || limit == LETTER_FREE)
		return OK;
	TRY(mail_out_recent(mailout->db, mailout->arena, parcel->mail.address,
	    timestamp_now() - TIMESTAMP_HOUR, &count, &first));
	count += count_before(before, before_count, parcel->mail.address);
	if (count < mailout->hourly)
		return OK;
	*has_room = false;
	if (limit == LETTER_DROP)
		return ended(
		    mailout, parcel, job_dropped(mailout->db, &mailout->queue, &parcel->job, WHY));
	if (first == TIMESTAMP_NONE)
		first = timestamp_now();
	return ended(mailout, parcel,
	    job_release(mailout->db, &mailout->queue, &parcel->job, first + TIMESTAMP_HOUR, WHY));
}

/* --- Composing. */

/* What can't be composed now and what never can. */
static enum err give_up(struct mailout *mailout, struct parcel *parcel, enum err err)
{
	if (err == ERR_UNAVAILABLE || err == ERR_RETRY)
		return err;
	log_error(
	    "mail %lld (%s): %s", (long long)parcel->job.id, parcel->mail.kind, err_message());
	return ended(mailout, parcel,
	    err == ERR_MEMORY
		? job_later(mailout->db, &mailout->queue, &parcel->job, reason(), NULL)
		: job_failed(mailout->db, &mailout->queue, &parcel->job, reason()));
}

static enum err compose(struct mailout *mailout, struct parcel *parcel)
{
	struct mail_composed *composed = ARENA_NEW(mailout->arena, struct mail_composed);
	struct letter_context context;
	struct letter letter;
	enum err err;

	if (!composed)
		return give_up(mailout, parcel, ERROR(ERR_MEMORY, "no memory for a message"));
	letter_context_for(&mailout->sender, mailout->db, mailout->arena, &parcel->mail, &context);
	err = letter_compose(&context, &parcel->mail, &letter);
	if (err == OK && letter.nothing)
		return ended(mailout, parcel,
		    job_dropped(mailout->db, &mailout->queue, &parcel->job, letter.nothing));
	if (err == OK)
		err = letter_assemble(&context, &parcel->mail, &letter, composed);
	if (err != OK)
		return give_up(mailout, parcel, err);
	composed->is_automatic = composed->is_automatic && parcel->counts;
	parcel->composed = composed;
	parcel->raw = composed->raw;
	parcel->raw_length = composed->raw_length;
	return OK;
}

enum err mailout_prepare(struct mailout *mailout, const struct job *job,
    const struct parcel *before, size_t count, struct parcel *parcel)
{
	const struct letter_kind *kind;
	enum letter_limit limit;
	bool marked, has_room;
	enum err err;

	*parcel = (struct parcel){.job = *job};
	err = mail_out_get(mailout->db, mailout->arena, job->id, &parcel->mail);
	if (err == ERR_MEMORY) /* a message larger than the arena */
		return give_up(mailout, parcel, err);
	if (err == ERR_NOT_FOUND) /* swept away */
		return ended(mailout, parcel, OK);
	TRY(err);
	TRY(look_for_mark(mailout, parcel, &marked));
	if (marked)
		return OK;
	kind = letter_kind_named(parcel->mail.kind);
	limit = kind ? kind->limit : LETTER_FREE;
	parcel->counts = limit != LETTER_FREE;
	TRY(look_for_room(mailout, limit, before, count, parcel, &has_room));
	if (!has_room)
		return OK;
	if (!parcel->mail.raw)
		return compose(mailout, parcel);
	parcel->raw = parcel->mail.raw;
	parcel->raw_length = parcel->mail.raw_length;
	return OK;
}
