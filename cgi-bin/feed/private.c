/*
 * private.c: GET /feed/p/SECRET.atom, .rss and .ics: what the owner of that address may see now.
 *
 * A reader asks often and mostly nothing is new. So the ETag is made of two parts, "STATE-CONTENT":
 * STATE of what one look-up tells (whose it is, their rights, the last change), CONTENT of the
 * bytes that were sent. A reader that brings the right STATE is answered without anything being
 * read; one that brings the right CONTENT has the bytes already. STATE is trusted a minute after
 * the last change only, when no transaction that began before it can still be open.
 */
#include <inttypes.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "feed.h"
#include "http/date.h"
#include "web/feeds.h"
#include "web/page.h"

enum { TAG_BYTES = 16, TAG_TEXT = 2 * TAG_BYTES + 1 };
#define SETTLED (60 * TIMESTAMP_SECOND)

/* What of a feed is asked for. */
enum shape { SHAPE_ATOM = FEED_ATOM, SHAPE_RSS = FEED_RSS, SHAPE_CALENDAR };

static bool shape_of(
    struct context *context, const char *name, enum shape *shape, const char **token)
{
	const char *dot = strrchr(name, '.');
	enum feed_format format = FEED_ATOM;

	if (dot && !strcmp(dot, ".ics")) {
		*shape = SHAPE_CALENDAR;
		*token = arena_text_n(context->arena, name, (size_t)(dot - name));
		return *token != NULL;
	}
	if (!feed_format_of(context, name, &format, token))
		return false;
	*shape = (enum shape)format;
	return true;
}

/* All that the answer depends on, but names of people and things: for these the day is there. */
static enum err state_of(
    struct context *context, const struct feed_use *use, enum shape shape, char *state)
{
	const struct viewer *viewer = &use->viewer;
	unsigned char hash[SHA256_SIZE];
	const char *text = arena_format(context->arena,
	    "%d %s %s %d %d %" PRId64 " %s %" PRId64 " %" PRId64 " %" PRId64 " %s %s", (int)shape,
	    feed_asked(context, "after"), use->address.queue, (int)viewer->role, (int)viewer->scope,
	    viewer->organisation_id, language_code(context->language), use->changed_at, use->change,
	    timestamp_now() / TIMESTAMP_DAY, site_address(context),
	    settings_text(context->settings, "site.name", ""));

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a tag");
	TRY(sha256(text, strlen(text), hash));
	text_hex(hash, TAG_BYTES, state);
	return OK;
}

static enum err not_modified(struct context *context, const char *tag)
{
	TRY(response_header(context->response, "ETag", tag));
	context->response->status = 304;
	buffer_reset(&context->response->body, context->response->body.size);
	return OK;
}

/* The whole tag of If-None-Match that begins with that state, or NULL. */
static const char *tag_with_state(const struct context *context, const char *state)
{
	const char *list = context->request->if_none_match;
	const char *start = arena_format(context->arena, "\"%s-", state);
	const char *at = start ? strstr(list, start) : NULL;
	const char *end = at ? strchr(at + 1, '"') : NULL;

	return end ? arena_text_n(context->arena, at, (size_t)(end - at) + 1) : NULL;
}

static enum err finish(struct context *context, const char *state, timestamp modified)
{
	struct response *response = context->response;
	unsigned char hash[SHA256_SIZE];
	char content[TAG_TEXT], date[HTTP_DATE_SIZE];
	const char *tag, *end;

	TRY(buffer_err(&response->body));
	TRY(sha256(response->body.data, response->body.length, hash));
	text_hex(hash, TAG_BYTES, content);
	tag = arena_format(context->arena, "\"%s-%s\"", state, content);
	end = arena_format(context->arena, "-%s\"", content);
	if (!tag || !end)
		return ERROR(ERR_MEMORY, "no memory for a tag");
	if (strstr(context->request->if_none_match, end))
		return not_modified(context, tag);
	if (modified != TIMESTAMP_NONE) {
		http_date(modified, date);
		TRY(response_header(response, "Last-Modified", date));
	}
	return response_header(response, "ETag", tag);
}

static enum err answer(struct context *context, const struct feed_use *use, enum shape shape)
{
	timestamp now = timestamp_now();
	bool settled = use->changed_at == TIMESTAMP_NONE || now - use->changed_at > SETTLED;
	const char *known;
	char state[TAG_TEXT] = "new";

	if (settled) {
		TRY(state_of(context, use, shape, state));
		known = tag_with_state(context, state);
		if (known)
			return not_modified(context, known);
	}
	if (shape == SHAPE_CALENDAR)
		TRY(due_write(context, use));
	else
		TRY(tickets_write(context, use, (enum feed_format)shape));
	return finish(context, state, settled ? use->changed_at : TIMESTAMP_NONE);
}

enum err private_feed(struct context *context)
{
	const char *token;
	enum shape shape;
	struct feed_use use;

	if (!shape_of(context, context_parameter(context, 0), &shape, &token))
		return ERROR(ERR_NOT_FOUND, "no feed");
	TRY(feed_address_find(context->db, context->arena, token, &use));
	feed_for_everybody(context, use.viewer.language);
	context->viewer = use.viewer;
	if (feed_address_used(context->db, &use) != OK)
		log_warn("feed: last use: %s", err_message());
	TRY(response_header(context->response, "Cache-Control", "private, no-store"));
	return answer(context, &use, shape);
}
