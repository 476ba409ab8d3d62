/*
 * article.h: articles on the desk: what their pages share.
 */
#ifndef DOCKET_DESK_ARTICLE_H
#define DOCKET_DESK_ARTICLE_H

#include "model/article_list.h"
#include "model/event.h"
#include "model/ticket.h"
#include "web/input.h"
#include "web/uploads.h"

/* --- Pages. */

enum err articles_show(struct context *context);
enum err articles_useful(struct context *context);
enum err article_new(struct context *context);
enum err article_new_post(struct context *context);
enum err article_edit(struct context *context);
enum err article_save_post(struct context *context);
enum err article_new_preview_post(struct context *context);
enum err article_preview_post(struct context *context);
enum err article_pictures_post(struct context *context);
enum err article_history(struct context *context);
enum err article_version(struct context *context);
enum err article_pick_show(struct context *context);
enum err preview_post(struct context *context);
enum err draft_show(struct context *context);
enum err draft_post(struct context *context);
enum err insert_post(struct context *context);

/* --- Words: English, marked for translation. */

const char *article_state_name(enum article_state state);
const char *article_audience_name(enum article_audience audience);

/* "Readers: Staff → Everybody", in the page's language. */
const char *article_event_words(const struct context *context, const struct event *event);

/* State.Code, .Name and .Class below `node`. */
void article_state_fill(struct data *node, enum article_state state);

/* "/desk/articles/12"; "/kb/12-words". NULL: no memory. */
const char *article_desk_path(const struct context *context, int64_t id);
const char *article_kb_path(const struct context *context, int64_t id, const char *title);

/* The number in the address. ERR_NOT_FOUND. */
enum err article_read_id(const struct context *context, int64_t *id);

/* A line of a list: Id, Path, Title, Language, State.*, Audience, Category, Author, Updated.*,
 * Views, Helped, Failed, Reopened. */
void article_line_fill(struct context *context, struct data *item, const struct article_line *line);

/* Differences of two texts below `list`: N.Kind ("same", "removed", "added", "skipped"), .Count,
 * .Parts.M.Text, .Marked. */
enum err article_diff_fill(
    struct context *context, const char *list, const char *before, const char *after);

/* The ticket's page: Articles.N (tied), CanWriteArticle, Pick.N (offered for its answer). */
enum err article_ticket_fill(struct context *context, const struct ticket *ticket);

/* --- The editor's form. */

enum article_input {
	ARTICLE_VERSION,
	ARTICLE_TITLE_INPUT,
	ARTICLE_SUMMARY_INPUT,
	ARTICLE_BODY_INPUT,
	ARTICLE_REASON_INPUT,
	ARTICLE_LANGUAGE,
	ARTICLE_AUDIENCE,
	ARTICLE_ORGANISATION,
	ARTICLE_CATEGORY,
	ARTICLE_TAGS_INPUT,
	ARTICLE_RELATED_INPUT,
	ARTICLE_PUBLISH_AT,
	ARTICLE_EXPIRE_AT,
	ARTICLE_THEN,
	ARTICLE_FAMILY,
	ARTICLE_INPUTS
};

struct article_form {
	int64_t id; /* 0: a new one */
	struct input_value values[ARTICLE_INPUTS];
	bool good;
	const char *problem; /* what is wrong as a whole, translated; NULL for nothing */
	const char *base;    /* the text that others have changed meanwhile; NULL for none */
	bool preview;	     /* asked for by its button */
};

/* Reads the form. */
void article_form_read(struct context *context, int64_t id, struct article_form *form);

/* What it asks for; false when tags or related ones can't be read: then the form says so. */
enum err article_form_text(
    struct context *context, struct article_form *form, struct article_text *text);
enum err article_form_related(
    struct context *context, struct article_form *form, const int64_t **ids, size_t *count);

/* Fills the inputs and what may be chosen: from the article (NULL: a new one), and over it what was
 * typed (NULL: nothing). */
enum err article_form_fill(
    struct context *context, const struct article *article, const struct article_form *form);

/* The editor; `article` NULL: a new one. */
enum err article_page(
    struct context *context, const struct article *article, struct article_form *form, int status);

#endif
