/*
 * article_draft.c: GET and POST /desk/t/:number/article: a solved ticket becomes the draft of an
 * article, after a look at all that should not be published with it.
 */
#include "model/article_draft.h"

#include <string.h>

#include "article.h"
#include "base/crypto.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "web/page.h"

enum { GROUPS = 300 };

/* Findings that say the same are decided on together. */
struct review {
	struct ticket ticket;
	const struct language *language; /* of the article */
	struct article_draft draft;
	size_t *group_of; /* by finding */
	struct group {
		const char *text;
		enum redact_kind kind;
		size_t times;
	} groups[GROUPS];
	size_t group_count;
	char digest[2 * SHA256_SIZE + 1]; /* of the text that was looked through */
};

static enum err load_ticket(struct context *context, struct review *review)
{
	int64_t id = signature_parse(context_parameter(context, 0), context_prefix(context));

	if (!id)
		return ERROR(ERR_NOT_FOUND, "no signature");
	TRY(ticket_load(context->db, context->arena, &context->viewer, id, &review->ticket));
	review->language = language_named(review->ticket.language);
	if (!review->language)
		review->language = language_at(0);
	return OK;
}

/* What comes after so many different findings is taken out unasked. */
static size_t group_at(struct review *review, const char *text, enum redact_kind kind)
{
	size_t i = 0;

	while (i < review->group_count &&
	       (review->groups[i].kind != kind || strcmp(review->groups[i].text, text) != 0))
		i++;
	if (i == review->group_count && i < GROUPS) {
		review->groups[i] = (struct group){.text = text, .kind = kind};
		review->group_count++;
	}
	return i;
}

static enum err make_groups(struct context *context, struct review *review)
{
	const struct article_draft *draft = &review->draft;

	review->group_of = ARENA_ARRAY(context->arena, size_t, draft->count);
	if (!review->group_of)
		return ERROR(ERR_MEMORY, "no memory for findings");
	for (size_t i = 0; i < draft->count; i++) {
		const struct redact_finding *f = &draft->findings[i];
		const char *text = arena_text_n(context->arena, draft->text + f->start, f->length);

		if (!text)
			return ERROR(ERR_MEMORY, "no memory for a finding");
		review->group_of[i] = group_at(review, text, f->kind);
		if (review->group_of[i] < GROUPS)
			review->groups[review->group_of[i]].times++;
	}
	return OK;
}

static enum err make_review(struct context *context, struct review *review)
{
	unsigned char hash[SHA256_SIZE];
	struct article_headings headings;

	TRY(load_ticket(context, review));
	headings = (struct article_headings){
	    .problem = language_text(review->language, NULL, TR("Problem")),
	    .cause = language_text(review->language, NULL, TR("Cause")),
	    .solution = language_text(review->language, NULL, TR("Solution")),
	};
	TRY(article_draft_make(
	    context->db, context->arena, &review->ticket, &headings, &review->draft));
	TRY(make_groups(context, review));
	TRY(sha256(review->draft.text, strlen(review->draft.text), hash));
	text_hex(hash, sizeof hash, review->digest);
	return OK;
}

/* --- The page. */

static const char *kind_name(enum redact_kind kind)
{
	static const char *const NAMES[REDACT_KINDS] = {
	    [REDACT_NAME] = TR("Name"),
	    [REDACT_ORGANISATION] = TR("Company"),
	    [REDACT_EMAIL] = TR("E-mail address"),
	    [REDACT_PHONE] = TR("Telephone number"),
	    [REDACT_ADDRESS] = TR("Network address"),
	    [REDACT_LINK] = TR("Link with a secret"),
	    [REDACT_SECRET] = TR("Key or token"),
	    [REDACT_PASSWORD] = TR("Password"),
	    [REDACT_ACCOUNT] = TR("Account number"),
	    [REDACT_CARD] = TR("Card number"),
	};

	return NAMES[kind];
}

static const char *placeholder(const void *language, enum redact_kind kind)
{
	return language_text(language, NULL, redact_word(kind));
}

static void fill_groups(struct context *context, const struct review *review)
{
	for (size_t i = 0; i < review->group_count; i++) {
		const struct group *group = &review->groups[i];
		struct data *item = data_item(page_data(context), "Groups");

		data_int(item, "Index", (int64_t)i);
		data_text(item, "Text", group->text);
		data_int(item, "Times", (int64_t)group->times);
		data_tr(item, "Kind", kind_name(group->kind));
		data_text(item, "Becomes", placeholder(review->language, group->kind));
	}
}

static enum err fill_part(struct context *context, const char *text, size_t length, size_t group)
{
	struct data *item;
	const char *copy = arena_text_n(context->arena, text, length);

	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a text");
	if (!length)
		return OK;
	item = data_item(page_data(context), "Parts");
	data_text(item, "Text", copy);
	if (group < SIZE_MAX)
		data_int(item, "Group", (int64_t)group);
	return OK;
}

static enum err fill_text(struct context *context, const struct review *review)
{
	const struct article_draft *draft = &review->draft;
	size_t done = 0;

	for (size_t i = 0; i < draft->count; i++) {
		const struct redact_finding *f = &draft->findings[i];

		TRY(fill_part(context, draft->text + done, f->start - done, SIZE_MAX));
		TRY(fill_part(context, draft->text + f->start, f->length, review->group_of[i]));
		done = f->start + f->length;
	}
	return fill_part(context, draft->text + done, strlen(draft->text + done), SIZE_MAX);
}

/* Articles that the ticket has made already. */
static enum err fill_made(struct context *context, int64_t ticket_id)
{
	struct tied_article *tied;
	size_t count;

	TRY(article_of_ticket(
	    context->db, context->arena, &context->viewer, ticket_id, &tied, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item;

		if (tied[i].tie != TIE_SOURCE)
			continue;
		item = data_item(page_data(context), "Made");
		data_text(item, "Title", tied[i].title);
		data_text(item, "Path", article_desk_path(context, tied[i].article_id));
		article_state_fill(item, tied[i].state);
	}
	return OK;
}

static enum err show(struct context *context, const struct review *review, int status)
{
	struct data *page = page_data(context);

	data_text(page, "Ticket.Number", context_signature(context, review->ticket.id));
	data_text(page, "Ticket.Path", ticket_path(context, review->ticket.id));
	data_text(page, "Ticket.Language", language_code(review->language));
	data_text(page, "Digest", review->digest);
	fill_groups(context, review);
	TRY(fill_text(context, review));
	TRY(fill_made(context, review->ticket.id));
	data_text(page, "Page.Section", "articles");
	return page_send(context, "desk/article_draft.cs", status,
	    language_fill(context->arena, context->language, TR("An article from %1"),
		context_signature(context, review->ticket.id), NULL));
}

enum err draft_show(struct context *context)
{
	struct review review = {.group_count = 0};

	TRY(make_review(context, &review));
	return show(context, &review, 200);
}

/* --- Making it. */

/* A group whose box is not checked is kept. */
static void read_choices(const struct context *context, bool keep[static GROUPS])
{
	const struct params *form = &context->request->form;

	for (size_t i = 0; i < GROUPS; i++)
		keep[i] = true;
	for (size_t i = 0; i < form->count; i++) {
		int64_t index;

		if (!strcmp(form->at[i].name, "remove") &&
		    text_to_int(form->at[i].value, 0, GROUPS - 1, &index))
			keep[index] = false;
	}
}

static enum err create(struct context *context, const struct review *review, const char *text)
{
	const char *newline = strchr(text, '\n');
	const char *title = arena_text_n(context->arena, text, strcspn(text, "\n"));
	struct article_text article = {.language = language_code(review->language),
	    .title = title ? text_cut(context->arena, title, ARTICLE_TITLE - 1) : NULL,
	    .body = newline ? newline + strspn(newline, "\n") : "",
	    .audience = READERS_STAFF,
	    .category_id = review->ticket.category_id,
	    .publish_at = TIMESTAMP_NONE,
	    .expire_at = TIMESTAMP_NONE};
	int64_t id;

	if (!article.title)
		return ERROR(ERR_MEMORY, "no memory for a title");
	TRY(article_create(
	    context->db, context->arena, &context->viewer, &article, 0, review->ticket.id, &id));
	return page_redirect(context, article_desk_path(context, id),
	    TR("The draft is made. Read it through, say who may read it, and publish it."));
}

enum err draft_post(struct context *context)
{
	struct review review = {.group_count = 0};
	const char *digest = params_get(&context->request->form, "digest");
	bool keep_group[GROUPS], *keep;
	const char *text;

	TRY(make_review(context, &review));
	if (!digest || strcmp(digest, review.digest) != 0) {
		data_flag(page_data(context), "Changed", true);
		return show(context, &review, 409);
	}
	read_choices(context, keep_group);
	keep = ARENA_ARRAY(context->arena, bool, review.draft.count);
	if (!keep)
		return ERROR(ERR_MEMORY, "no memory for choices");
	for (size_t i = 0; i < review.draft.count; i++)
		keep[i] = review.group_of[i] < GROUPS && keep_group[review.group_of[i]];
	text = redact_replace(context->arena, review.draft.text, review.draft.findings,
	    review.draft.count, keep, placeholder, review.language);
	return text ? create(context, &review, text) : ERROR(ERR_MEMORY, "no memory for a draft");
}
