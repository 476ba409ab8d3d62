/*
 * draft.c: what all feeds have alike: names, addresses, pages, and sending them.
 */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/message.h"
#include "base/text.h"
#include "feed.h"
#include "web/feeds.h"
#include "web/page.h"
#include "web/validated.h"

void feed_for_everybody(struct context *context, const char *code)
{
	const struct language *language = language_named(code);

	context->viewer = (struct viewer){
	    .role = ROLE_NOBODY, .name = "", .email = "", .organisation = "", .language = ""};
	if (!language)
		language = language_named(settings_text(context->settings, "site.language", "en"));
	context->language = language ? language : language_at(0);
}

bool feed_format_of(
    struct context *context, const char *name, enum feed_format *format, const char **stem)
{
	const char *dot = strrchr(name, '.');

	if (!dot)
		return false;
	if (!strcmp(dot, ".atom"))
		*format = FEED_ATOM;
	else if (!strcmp(dot, ".rss"))
		*format = FEED_RSS;
	else
		return false;
	*stem = arena_text_n(context->arena, name, (size_t)(dot - name));
	return *stem != NULL;
}

const char *feed_asked(const struct context *context, const char *name)
{
	const char *value = params_get(&context->request->query, name);

	return value ? value : "";
}

const char *feed_absolute(const struct context *context, const char *path)
{
	const char *site = site_address(context);

	return site && path ? arena_format(context->arena, "%s%s", site, path) : NULL;
}

/* A UUID of our own making (RFC 9562, section 5.8): from a keyed hash, so that it stays when the
 * site moves to another address. */
const char *feed_urn_named(const struct context *context, const char *name)
{
	unsigned char hash[SHA256_SIZE];
	char hex[2 * 16 + 1];

	if (hmac_sha256(settings_secret(context->settings), SECRET_SIZE, "feed id", name,
		strlen(name), hash) != OK)
		return NULL;
	hash[6] = (unsigned char)((hash[6] & 0x0f) | 0x80);
	hash[8] = (unsigned char)((hash[8] & 0x3f) | 0x80);
	text_hex(hash, 16, hex);
	return arena_format(context->arena, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

const char *feed_urn(const struct context *context, const char *kind, int64_t id)
{
	char name[64];

	(void)snprintf(name, sizeof name, "%s:%lld", kind, (long long)id);
	return feed_urn_named(context, name);
}

enum err draft_begin(struct context *context, struct feed_draft *draft, const char *name,
    const char *title, const char *page)
{
	const char *site = settings_text(context->settings, "site.name", "Docket");

	*draft = (struct feed_draft){.feed = {.updated = TIMESTAMP_NONE}};
	draft->feed.id = feed_urn_named(context, name);
	draft->feed.title = title ? arena_format(context->arena, "%s – %s", site, title) : NULL;
	draft->feed.author = site;
	draft->feed.language = language_code(context->language);
	draft->feed.site = site_address(context);
	draft->feed.alternate = feed_absolute(context, page);
	draft->feed.nothing =
	    page_text(context, TR("Nothing here yet: what is new will stand here."));
	draft->feed.entries = draft->entries;
	return draft->feed.id && draft->feed.title && draft->feed.site && draft->feed.alternate
		   ? OK
		   : ERROR(ERR_MEMORY, "no memory for a feed");
}

struct feed_entry *draft_entry(struct feed_draft *draft)
{
	return draft->feed.count < FEED_ENTRIES ? &draft->entries[draft->feed.count++] : NULL;
}

enum err draft_pages(
    struct context *context, struct feed_draft *draft, const char *path, const char *next)
{
	const char *asked = feed_asked(context, "after");
	const char *first = feed_absolute(context, path), *after = NULL;
	const char *mark = path && strchr(path, '?') ? "&" : "?";

	if (*asked)
		after = text_url_encode(context->arena, asked);
	if (!first || (*asked && !after))
		return ERROR(ERR_MEMORY, "no memory for an address");
	draft->feed.first = first;
	draft->feed.self =
	    after ? arena_format(context->arena, "%s%safter=%s", first, mark, after) : first;
	draft->feed.next =
	    next ? arena_format(context->arena, "%s%safter=%s", first, mark, next) : NULL;
	for (size_t i = 0; i < draft->feed.count; i++) {
		const struct feed_entry *entry = &draft->entries[i];

		if (!entry->id || !entry->url || !entry->title || !entry->html)
			return ERROR(ERR_MEMORY, "no memory for an entry");
		if (entry->updated > draft->feed.updated)
			draft->feed.updated = entry->updated;
	}
	return draft->feed.self ? OK : ERROR(ERR_MEMORY, "no memory for an address");
}

enum err feed_send(struct context *context, const struct feed *feed, enum feed_format format)
{
	/* Of what changed in this second, its time can't tell whether more did (RFC 9110, section
	 * 8.8.2.2). */
	const bool is_past = feed->updated < timestamp_now() - 2 * TIMESTAMP_SECOND;

	TRY(feed_write(context->arena, feed, format, &context->response->body));
	TRY(response_header(context->response, "Content-Type", feed_media_type(format)));
	return validated_answer(
	    context, feed->updated != TIMESTAMP_NONE && is_past ? feed->updated : TIMESTAMP_NONE);
}
