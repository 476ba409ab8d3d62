/* The texts of the nine notifications as they ship. */
#include "base/message.h"
#include "letter/notice.h"

static const char *const CREATED[] = {
    [PARTY_ORGANISATION] =
	TR("Hello,\n\n"
	   "a new request of {organisation} has reached us. It is registered as {signature}: "
	   "{title}\n\n"
	   "{facts}\n\n"
	   "{description}\n\n"
	   "{link}"),
    [PARTY_CONTACT] = TR("Hello {recipient},\n\n"
			 "your request has reached us. It is registered as {signature}: {title}\n\n"
			 "What happens next: somebody of ours reads it and takes it up, and we "
			 "write to you as soon as there is news. To add something, simply answer "
			 "this message.\n\n"
			 "{link}\n\n"
			 "{facts}\n\n"
			 "{description}"),
    [PARTY_STAFF] = TR("{signature} is new: {title}\n\n"
		       "{facts}\n\n"
		       "{description}\n\n"
		       "{link}"),
};

static const char *const CHANGED[] = {
    [PARTY_ORGANISATION] = TR("Hello,\n\n"
			      "there is news on the request {signature}: {title}\n\n"
			      "{remarks}\n\n"
			      "{changes}\n\n"
			      "{facts}\n\n"
			      "{link}"),
    [PARTY_CONTACT] = TR("Hello {recipient},\n\n"
			 "there is news on the request {signature}: {title}\n\n"
			 "{remarks}\n\n"
			 "{changes}\n\n"
			 "To answer, simply reply to this message.\n\n"
			 "{link}\n\n"
			 "{facts}"),
    [PARTY_STAFF] = TR("{actor} has changed {signature}: {title}\n\n"
		       "{remarks}\n\n"
		       "{changes}\n\n"
		       "{link}\n\n"
		       "{facts}"),
};

static const char *const CLOSED[] = {
    [PARTY_ORGANISATION] = TR("Hello,\n\n"
			      "the request {signature} is finished: {title}\n\n"
			      "{solution}\n\n"
			      "{remarks}\n\n"
			      "{changes}\n\n"
			      "{facts}\n\n"
			      "{description}\n\n"
			      "{link}"),
    [PARTY_CONTACT] =
	TR("Hello {recipient},\n\n"
	   "the request {signature} is finished: {title}\n\n"
	   "{solution}\n\n"
	   "{remarks}\n\n"
	   "{changes}\n\n"
	   "Something is still wrong? Simply reply to this message, and the work goes on.\n\n"
	   "{rate_link}\n\n"
	   "{link}\n\n"
	   "{facts}\n\n"
	   "{description}"),
    [PARTY_STAFF] = TR("{actor} has finished {signature}: {title}\n\n"
		       "{solution}\n\n"
		       "{remarks}\n\n"
		       "{changes}\n\n"
		       "{link}\n\n"
		       "{facts}"),
};

struct notice_text notice_default(enum notify_moment moment, enum notify_party party)
{
	const char *const *texts = moment == MOMENT_CREATED  ? CREATED
				   : moment == MOMENT_CLOSED ? CLOSED
							     : CHANGED;

	return (struct notice_text){"[{signature}] {title}", texts[party]};
}
