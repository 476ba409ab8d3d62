/*
 * article.c: GET /kb/12-words-of-its-title: an article, to read. Any other words lead to the right
 * address. And POST /kb/12/vote: did it help?
 */
#include "model/article_list.h"

#include <string.h>

#include "alike.h"
#include "base/crypto.h"
#include "base/message.h"
#include "base/text.h"
#include "model/throttle.h"
#include "pages.h"
#include "views.h"
#include "web/guard.h"
#include "web/input.h"
#include "web/page.h"
#include "web/validated.h"

const char *article_path(const struct context *context, int64_t id, const char *title)
{
	const char *slug = text_slug(context->arena, title);

	return arena_format(context->arena, "/kb/%lld%s%s", (long long)id, slug && *slug ? "-" : "",
	    slug ? slug : "");
}

/* "12" of "12-two-people". */
static enum err read_id(const struct context *context, int64_t *id)
{
	const char *given = context_parameter(context, 0);
	const char *number = arena_text_n(context->arena, given, strcspn(given, "-"));

	*id = 0;
	if (!number || *number == '0' || !text_to_int(number, 1, INT64_MAX, id))
		return ERROR(ERR_NOT_FOUND, "no article's number: %s", given);
	return OK;
}

/* The words have changed since somebody wrote the address down. */
static enum err redirect(struct context *context, const char *path)
{
	const char *query = strchr(context->request->target, '?');
	const char *whole = arena_format(context->arena, "%s%s", path, query ? query : "");

	if (!whole)
		return ERROR(ERR_MEMORY, "no memory for an address");
	TRY(response_redirect(context->response, whole));
	context->response->status = 301;
	return OK;
}

static const char *site_address(const struct context *context, const char *path)
{
	return arena_format(context->arena, "%s%s",
	    settings_text(context->settings, "site.url", ""), path ? path : "/kb");
}

static void fill_alternate(struct context *context, const char *language, const char *path)
{
	struct data *item = data_item(page_data(context), "Page.Alternates");

	data_text(item, "Language", language);
	data_text(item, "Url", site_address(context, path));
}

static void fill_neighbour(
    struct context *context, const char *list, const struct article_neighbour *n, const char *path)
{
	const struct language *language = language_named(n->language);
	struct data *item = data_item(page_data(context), list);

	data_text(item, "Path", path);
	data_text(item, "Title", n->title);
	data_text(item, "Language", n->language);
	data_text(item, "Name", language ? language_name(language) : n->language);
}

static bool is_chosen(const struct article_neighbour *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].id == id)
			return true;
	return false;
}

/* Related ones: what the editors chose, then what is alike, until there are enough. */
static void fill_related(struct context *context, const struct around *around)
{
	enum { RELATED_MOST = 5 };
	size_t shown = 0;

	for (size_t i = 0; i < around->near_count && shown < RELATED_MOST; i++) {
		const struct article_neighbour *n = &around->near[i];

		if (n->kind != NEIGHBOUR_CHOSEN)
			continue;
		fill_neighbour(context, "Related", n, article_path(context, n->id, n->title));
		shown++;
	}
	for (size_t i = 0; i < around->alike_count && shown < RELATED_MOST; i++) {
		const struct article_neighbour *n = &around->alike[i];

		if (is_chosen(around->near, around->near_count, n->id))
			continue;
		fill_neighbour(context, "Related", n, article_path(context, n->id, n->title));
		shown++;
	}
}

/* Search engines are told of translations, itself among them, only when there are any. */
static enum err fill_neighbours(struct context *context, const struct article *article)
{
	struct around around;
	bool translated = false;

	TRY(alike_find(context, article, &around));
	for (size_t i = 0; i < around.near_count; i++) {
		const struct article_neighbour *list = around.near;
		const char *path;

		if (list[i].kind != NEIGHBOUR_TRANSLATION)
			continue;
		path = article_path(context, list[i].id, list[i].title);
		fill_neighbour(context, "Translations", &list[i], path);
		fill_alternate(context, list[i].language, path);
		translated = true;
	}
	if (translated)
		fill_alternate(
		    context, article->language, article_path(context, article->id, article->title));
	fill_related(context, &around);
	return OK;
}

static void fill_category(
    struct context *context, const char *list, const char *code, const char *name)
{
	const char *encoded = text_url_encode(context->arena, code);
	struct data *item;

	if (!*code)
		return;
	item = data_item(page_data(context), list);
	data_text(
	    item, "Path", arena_format(context->arena, "/kb/category/%s", encoded ? encoded : ""));
	data_text(item, "Name", name);
}

static enum err fill_article(struct context *context, const struct article *article)
{
	struct data *page = page_data(context), *node = data_node(page, "Article");
	const char *vote = arena_format(context->arena, "/kb/%lld/vote", (long long)article->id);
	const char *token = NULL;

	data_text(node, "Title", article->title);
	data_text(node, "Summary", article->summary);
	data_text(node, "Language", article->language);
	data_time(node, "Updated", article->updated_at);
	data_trusted_html(node, "Html", article->html);
	fill_category(context, "Trail", article->wider_code, article->wider);
	fill_category(context, "Trail", article->category_code, article->category);
	if (viewer_is_staff(&context->viewer))
		data_text(node, "Edit",
		    arena_format(context->arena, "/desk/articles/%lld", (long long)article->id));
	if (!vote)
		return ERROR(ERR_MEMORY, "no memory for an address");
	data_text(node, "Vote", vote);
	if (viewer_is_known(&context->viewer)) {
		TRY(guard_make_csrf(context, false));
		token = context->csrf;
	} else {
		TRY(guard_open_token(context, vote, &token));
	}
	data_text(node, "VoteToken", token);
	return fill_neighbours(context, article);
}

enum err article_show(struct context *context)
{
	struct article article;
	const char *path;
	int64_t id;

	TRY(read_id(context, &id));
	TRY(article_read(context->db, context->arena, &context->viewer, id, &article));
	path = article_path(context, id, article.title);
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	if (strcmp(context_parameter(context, 0), path + strlen("/kb/")) != 0)
		return redirect(context, path);
	data_text(page_data(context), "Page.Section", "kb");
	data_text(page_data(context), "Page.Canonical", site_address(context, path));
	data_text(page_data(context), "Page.Description", article.summary);
	TRY(fill_article(context, &article));
	views_note(context, id);
	return validated_send(context, "kb/article.cs", article.title, article.updated_at);
}

static enum err keyed_hash(
    struct context *context, const char *text, unsigned char hash[static SHA256_SIZE])
{
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a reader");
	return hmac_sha256(
	    settings_secret(context->settings), SECRET_SIZE, "reader", text, strlen(text), hash);
}

/* What tells readers apart: the account; of others network address, browser and month, so that the
 * same reader can't vote twice, and nobody can tell later who it was. `network`: address and day
 * alone, as whoever wants to vote often only has to name another browser. */
static enum err reader_hashes(struct context *context, unsigned char reader[static SHA256_SIZE],
    unsigned char network[static SHA256_SIZE])
{
	const struct request *request = context->request;
	struct civil_time now = timestamp_civil(timestamp_now());
	const char *net = throttle_network(context->arena, request->address);

	TRY(keyed_hash(context,
	    arena_format(context->arena, "%04d-%02d-%02d %s", now.year, now.month, now.day,
		net ? net : request->address),
	    network));
	return keyed_hash(context,
	    viewer_is_known(&context->viewer)
		? arena_format(
		      context->arena, "account %lld", (long long)context->viewer.account_id)
		: arena_format(context->arena, "%04d-%02d %s %s", now.year, now.month,
		      request->address, request->user_agent),
	    reader);
}

/* One answer for all that can become of a vote. */
static enum err thank(struct context *context, const char *path, enum err err, bool helped)
{
	if (err == ERR_LIMIT)
		return page_redirect(context, path,
		    TR("Thank you. Your network has said enough about this article for today, so "
		       "this answer was not counted."));
	TRY(err);
	return page_redirect(context, path,
	    helped ? TR("Thank you. It is good to know that this helps.")
		   : TR("Thank you. We will look at how to make this better."));
}

enum err vote_post(struct context *context)
{
	enum { REASON_CHARACTERS = 1000 };
	static const char *const ANSWERS[] = {"yes", "no", NULL};
	static const struct input INPUTS[] = {
	    {.name = "helped", .kind = INPUT_CHOICE, .choices = ANSWERS, .required = true},
	    {.name = "reason", .kind = INPUT_TEXT, .most_characters = 20000},
	};
	struct input_value values[2];
	unsigned char hash[SHA256_SIZE], network[SHA256_SIZE];
	struct article article;
	const char *path, *reason;
	bool helped;
	int64_t id;

	TRY(read_id(context, &id));
	TRY(article_read(context->db, context->arena, &context->viewer, id, &article));
	if (!input_read(context, INPUTS, 2, values))
		return ERROR(ERR_INPUT, "a vote is yes or no");
	helped = values[0].number == 0;
	/* What is too long for us is still worth its beginning. */
	reason = text_cut(context->arena, values[1].text, REASON_CHARACTERS - 1);
	path = article_path(context, id, article.title);
	if (!reason || !path)
		return ERROR(ERR_MEMORY, "no memory for a vote");
	TRY(reader_hashes(context, hash, network));
	return thank(context, path,
	    article_vote(
		context->db, context->arena, &context->viewer, id, hash, network, helped, reason),
	    helped);
}
