#include "web/finding.h"

#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "model/archive.h"
#include "model/reindex.h"
#include "model/ticket.h"
#include "web/page.h"

enum { VOTES_LEAST = 3 }; /* from so many on a share of them says something */

/* The worker's. It follows the indexer by itself, so it stays open until the process ends. */
static struct search *index_of(const struct context *context)
{
	static struct search *search;
	const char *folder = search ? NULL : search_folder(context->settings);

	if (folder && search_open(folder, &search) != OK) {
		log_error("search: %s", err_message());
		search = NULL;
	}
	return search;
}

enum err finding_ask(
    struct context *context, const struct search_query *query, struct find_result *result)
{
	struct search_reader reader =
	    find_reader(&context->viewer, language_code(context->language));

	TRY(find(context->db, context->arena, index_of(context), &context->viewer, &reader, query,
	    result));
	if (result->plain)
		log_warn("search: %s", err_message());
	return OK;
}

enum err finding_similar(struct context *context, const char *title, const char *text,
    int64_t except, size_t limit, struct find_result *result)
{
	return finding_ask(context,
	    &(struct search_query){
		.mode = SEARCH_SIMILAR,
		.title = title,
		.text = text,
		.except_kind = except ? SEARCH_TICKET : SEARCH_ANY,
		.except_id = except,
		.limit = limit,
		.snippets = true,
	    },
	    result);
}

const char *finding_path(const struct context *context, const struct found *found)
{
	const char *slug = text_slug(context->arena, found->title);
	const char *dash = slug && *slug ? "-" : "";

	if (!slug)
		slug = "";
	if (found->kind == SEARCH_ARTICLE)
		return arena_format(
		    context->arena, "/kb/%lld%s%s", (long long)found->id, dash, slug);
	return arena_format(
	    context->arena, "/kb/%s%s%s", context_signature(context, found->id), dash, slug);
}

static const char *kind_code(enum search_kind kind)
{
	return kind == SEARCH_ARTICLE ? "article" : "ticket";
}

const char *finding_key(const struct context *context, const struct found *found)
{
	return arena_format(
	    context->arena, "%s-%lld", kind_code(found->kind), (long long)found->id);
}

bool finding_key_parse(const char *key, enum search_kind *kind, int64_t *id)
{
	if (!key)
		return false;
	*kind = text_starts(key, "article-") ? SEARCH_ARTICLE : SEARCH_TICKET;
	if (*kind == SEARCH_TICKET && !text_starts(key, "ticket-"))
		return false;
	return text_to_int(strchr(key, '-') + 1, 1, INT64_MAX, id);
}

const char *finding_note(const struct context *context, const struct found *found)
{
	const char *what =
	    found->kind == SEARCH_ARTICLE
		? page_text(context, TR("Article"))
		: language_fill(context->arena, context->language,
		      found->solved ? TR("Solved request %1") : TR("Closed request %1"),
		      context_signature(context, found->id), NULL);

	if (!what || !*found->category)
		return what;
	return arena_format(context->arena, "%s · %s", what, found->category);
}

static char *append(char *to, const char *text)
{
	size_t length = strlen(text);

	memcpy(to, text, length);
	return to + length;
}

static char *append_escaped(char *to, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		switch (text[i]) {
		case '&':
			to = append(to, "&amp;");
			break;
		case '<':
			to = append(to, "&lt;");
			break;
		case '>':
			to = append(to, "&gt;");
			break;
		default:
			*to++ = text[i];
		}
	}
	return to;
}

/* Text with <mark> around its marks, as HTML for an element's content. NULL: no memory. */
static const char *marked(
    struct arena *arena, const char *text, const struct search_mark *marks, size_t count)
{
	size_t length = strlen(text), at = 0;
	char *html = arena_alloc(arena, 5 * length + 13 * count + 1), *to = html;

	if (!html)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (marks[i].start < at || marks[i].end > length || marks[i].end < marks[i].start)
			break;
		to = append_escaped(to, text + at, marks[i].start - at);
		to = append(to, "<mark>");
		to = append_escaped(to, text + marks[i].start, marks[i].end - marks[i].start);
		to = append(to, "</mark>");
		at = marks[i].end;
	}
	(void)append_escaped(to, text + at, length - at);
	return html;
}

static void fill_marked(const struct context *context, struct data *item, const struct found *found)
{
	const struct search_hit *hit = found->hit;
	bool same = hit && !strcmp(hit->title, found->title);

	data_trusted_html(data_node(item, "Heading"), "Html",
	    marked(context->arena, found->title, same ? hit->title_marks : NULL,
		same ? hit->title_mark_count : 0));
	if (!hit || !*hit->snippet)
		return;
	data_text(item, "SnippetText", hit->snippet);
	data_trusted_html(data_node(item, "Snippet"), "Html",
	    marked(context->arena, hit->snippet, hit->marks, hit->mark_count));
}

void finding_fill(struct context *context, struct data *item, const struct found *found)
{
	int64_t votes = found->helped + found->failed;

	data_text(item, "Path", finding_path(context, found));
	data_text(item, "Key", finding_key(context, found));
	data_text(item, "Kind", kind_code(found->kind));
	data_text(item, "Note", finding_note(context, found));
	data_text(item, "Title", found->title);
	data_text(item, "Language", found->language);
	data_text(item, "Category", found->category);
	data_flag(item, "Solved", found->solved);
	data_time(item, "At", found->at);
	if (votes >= VOTES_LEAST)
		data_int(item, "Helped", (found->helped * 100 + votes / 2) / votes);
	if (found->answered)
		data_int(item, "Answered", found->answered);
	fill_marked(context, item, found);
}

enum err finding_signature(struct context *context, const char *text, const char **path)
{
	const char *prefix = context_prefix(context), *signature;
	char *copy = arena_text(context->arena, text);
	struct archive_ticket archived;
	struct ticket ticket;
	enum err err = ERR_NOT_FOUND;
	int64_t id;

	*path = NULL;
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a signature");
	/* A number alone may be anything. */
	copy = text_trim(copy);
	id = *copy > '9' ? signature_parse(copy, prefix) : 0;
	if (!id)
		return OK;
	signature = context_signature(context, id);
	if (viewer_is_known(&context->viewer))
		err = ticket_load(context->db, context->arena, &context->viewer, id, &ticket);
	if (err == OK) {
		*path = arena_format(context->arena, "%s/t/%s",
		    viewer_is_staff(&context->viewer) ? "/desk" : "", signature);
		return *path ? OK : ERROR(ERR_MEMORY, "no memory for an address");
	}
	if (err != ERR_NOT_FOUND)
		return err;
	err = archive_load(context->db, context->arena, &context->viewer, id, &archived);
	if (err == OK)
		*path = arena_format(context->arena, "/kb/%s", signature);
	return err == ERR_NOT_FOUND ? OK : err;
}
