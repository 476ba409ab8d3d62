#include <string.h>

#include "article.h"
#include "base/message.h"
#include "base/text.h"
#include "model/organisation.h"
#include "web/page.h"

static const char *const LANGUAGES[] = {"en", "pl", "nb", "ru", NULL};
static const char *const AUDIENCES[] = {"staff", "organisation", "clients", "public", NULL};
static const char *const STATES[] = {"", "draft", "review", "published", "retired", NULL};

#define REFERENCE(name_)                                                                           \
	{                                                                                          \
		.name = (name_), .kind = INPUT_NUMBER, .least = 0, .most = INT64_MAX               \
	}
static const struct input INPUTS[ARTICLE_INPUTS] = {
    [ARTICLE_VERSION] =
	{.name = "version", .kind = INPUT_NUMBER, .least = 0, .most = INT32_MAX, .required = true},
    [ARTICLE_TITLE_INPUT] = {.name = "title",
	.kind = INPUT_LINE,
	.most_characters = ARTICLE_TITLE,
	.required = true,
	.label = TR("Title")},
    [ARTICLE_SUMMARY_INPUT] = {.name = "summary",
	.kind = INPUT_LINE,
	.most_characters = ARTICLE_SUMMARY,
	.label = TR("Summary")},
    [ARTICLE_BODY_INPUT] = {.name = "body",
	.kind = INPUT_TEXT,
	.most_characters = ARTICLE_BODY,
	.label = TR("Text")},
    [ARTICLE_REASON_INPUT] = {.name = "reason",
	.kind = INPUT_LINE,
	.most_characters = ARTICLE_REASON,
	.label = TR("Why?")},
    [ARTICLE_LANGUAGE] = {.name = "language",
	.kind = INPUT_CHOICE,
	.choices = LANGUAGES,
	.required = true},
    [ARTICLE_AUDIENCE] = {.name = "audience",
	.kind = INPUT_CHOICE,
	.choices = AUDIENCES,
	.required = true},
    [ARTICLE_ORGANISATION] = REFERENCE("organisation"),
    [ARTICLE_CATEGORY] = REFERENCE("category"),
    [ARTICLE_TAGS_INPUT] = {.name = "tags",
	.kind = INPUT_LINE,
	.most_characters = 1000,
	.label = TR("Tags")},
    [ARTICLE_RELATED_INPUT] = {.name = "related",
	.kind = INPUT_TEXT,
	.most_characters = 4000,
	.label = TR("Related articles")},
    [ARTICLE_PUBLISH_AT] = {.name = "publish_at", .kind = INPUT_DATE},
    [ARTICLE_EXPIRE_AT] = {.name = "expire_at", .kind = INPUT_DATE},
    [ARTICLE_THEN] = {.name = "then", .kind = INPUT_CHOICE, .choices = STATES + 1},
    [ARTICLE_FAMILY] = REFERENCE("family"),
};

void article_form_read(struct context *context, int64_t id, struct article_form *form)
{
	*form = (struct article_form){.id = id};
	form->good = input_read(context, INPUTS, ARTICLE_INPUTS, form->values);
	if (form->values[ARTICLE_VERSION].error || form->values[ARTICLE_LANGUAGE].error ||
	    form->values[ARTICLE_AUDIENCE].error)
		form->problem = page_text(context,
		    TR("The form did not arrive whole. Please look through it and send it again."));
}

/* --- What it asks for. */

static void refuse(struct article_form *form, enum article_input input, const char *say)
{
	form->values[input].error = say;
	form->good = false;
}

static enum err read_tags(
    struct context *context, struct article_form *form, struct article_text *text)
{
	const char *at = form->values[ARTICLE_TAGS_INPUT].text;
	const char **tags = ARENA_ARRAY(context->arena, const char *, ARTICLE_TAGS + 1);

	if (!tags)
		return ERROR(ERR_MEMORY, "no memory for tags");
	text->tags = tags;
	while (*at) {
		size_t length = strcspn(at, ",;");
		char *tag = arena_text_n(context->arena, at, length);

		if (!tag)
			return ERROR(ERR_MEMORY, "no memory for a tag");
		tag = text_trim(tag);
		if (*tag &&
		    (text->tag_count == ARTICLE_TAGS || text_characters(tag) > ARTICLE_TAG)) {
			refuse(form, ARTICLE_TAGS_INPUT,
			    page_text(context, TR("At most 20 tags of up to 40 characters, with "
						  "commas between.")));
			return OK;
		}
		if (*tag)
			tags[text->tag_count++] = tag;
		at += length + (at[length] != '\0');
	}
	return OK;
}

enum err article_form_text(
    struct context *context, struct article_form *form, struct article_text *text)
{
	const struct input_value *v = form->values;

	*text = (struct article_text){
	    .language = v[ARTICLE_LANGUAGE].text,
	    .title = v[ARTICLE_TITLE_INPUT].text,
	    .summary = v[ARTICLE_SUMMARY_INPUT].text,
	    .body = v[ARTICLE_BODY_INPUT].text,
	    .reason = v[ARTICLE_REASON_INPUT].text,
	    .audience = article_audience_named(v[ARTICLE_AUDIENCE].text),
	    .organisation_id = v[ARTICLE_ORGANISATION].number,
	    .category_id = v[ARTICLE_CATEGORY].number,
	    .publish_at = v[ARTICLE_PUBLISH_AT].at,
	    .expire_at = v[ARTICLE_EXPIRE_AT].at,
	};
	if (text->audience == READERS_ORGANISATION && !text->organisation_id)
		refuse(form, ARTICLE_ORGANISATION,
		    page_text(context, TR("Which organisation may read it?")));
	return read_tags(context, form, text);
}

/* The number of "12", "/kb/12-words" or a whole address; 0 for anything else. */
static int64_t related_id(struct context *context, const char *word)
{
	const char *kb = strstr(word, "/kb/"), *at = kb ? kb + strlen("/kb/") : word;
	size_t digits = strspn(at, "0123456789");
	const char *number = arena_text_n(context->arena, at, digits);
	int64_t id = 0;

	if (!number || (at[digits] && !(kb && at[digits] == '-')))
		return 0;
	return text_to_int(number, 1, INT64_MAX, &id) ? id : 0;
}

/* With blanks, commas or lines between. */
enum err article_form_related(
    struct context *context, struct article_form *form, const int64_t **ids, size_t *count)
{
	int64_t *list = ARENA_ARRAY(context->arena, int64_t, ARTICLE_RELATED);
	const char *at = form->values[ARTICLE_RELATED_INPUT].text;

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for related articles");
	*ids = list;
	*count = 0;
	while (*(at += strspn(at, " \t\n,;"))) {
		size_t length = strcspn(at, " \t\n,;");
		const char *word = arena_text_n(context->arena, at, length);
		int64_t id = word ? related_id(context, word) : 0;

		at += length;
		if (!id || *count == ARTICLE_RELATED) {
			refuse(form, ARTICLE_RELATED_INPUT,
			    page_text(
				context, TR("Give numbers or addresses of at most 20 articles.")));
			return OK;
		}
		list[(*count)++] = id;
	}
	return OK;
}

/* --- What may be chosen. */

static struct data *choice(struct context *context, const char *list)
{
	return data_item(data_node(page_data(context), "Choices"), list);
}

typedef enum err lister(struct db *db, struct arena *arena, struct choice **choices, size_t *count);

static enum err fill_list(struct context *context, const char *name, const char *none, lister *list)
{
	struct choice *choices;
	struct data *item = choice(context, name);
	size_t count;

	data_text(item, "Code", "0");
	data_tr(item, "Label", none);
	TRY(list(context->db, context->arena, &choices, &count));
	for (size_t i = 0; i < count; i++) {
		item = choice(context, name);
		data_int(item, "Code", choices[i].id);
		data_text(item, "Label", choices[i].name);
	}
	return OK;
}

static enum err fill_choices(struct context *context)
{
	static const char *const READERS[] = {"", TR("Staff alone"), TR("One organisation"),
	    TR("All clients who are signed in"), TR("Everybody, search engines too")};

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		struct data *item = choice(context, "Languages");

		data_text(item, "Code", language_code(language_at(i)));
		data_text(item, "Label", language_name(language_at(i)));
	}
	for (enum article_audience a = READERS_STAFF; a <= READERS_PUBLIC; a++) {
		struct data *item = choice(context, "Audiences");

		data_text(item, "Code", article_audience_code(a));
		data_tr(item, "Label", READERS[a]);
	}
	TRY(fill_list(context, "Organisations", TR("choose one"), organisation_list));
	return fill_list(context, "Categories", TR("no category"), category_list);
}

/* --- Filling it. */

static void fill(struct context *context, enum article_input input, const char *value)
{
	struct data *form = data_node(page_data(context), "Form");

	data_text(data_node(form, INPUTS[input].name), "Value", value);
}

static void fill_number(struct context *context, enum article_input input, int64_t value)
{
	fill(context, input, arena_format(context->arena, "%lld", (long long)value));
}

/* As <input type="datetime-local"> writes it, in the site's zone. */
static void fill_time(struct context *context, enum article_input input, timestamp at)
{
	struct civil_time t;

	if (at == TIMESTAMP_NONE)
		return;
	t = timestamp_local(at);
	fill(context, input,
	    arena_format(context->arena, "%04d-%02d-%02dT%02d:%02d", t.year, t.month, t.day, t.hour,
		t.minute));
}

static enum err fill_tags(struct context *context, int64_t id)
{
	const char *const *tags;
	const char *joined = "";
	size_t count;

	TRY(article_tags(context->db, context->arena, id, &tags, &count));
	for (size_t i = 0; i < count && joined; i++)
		joined = arena_format(context->arena, "%s%s%s", joined, i ? ", " : "", tags[i]);
	fill(context, ARTICLE_TAGS_INPUT, joined);
	return OK;
}

/* Chosen ones as addresses, a line each: so one sees which they are. */
static enum err fill_related(struct context *context, const struct article *article)
{
	struct article_neighbour *list;
	const char *joined = "";
	size_t count;

	TRY(article_neighbours(
	    context->db, context->arena, &context->viewer, article, true, &list, &count));
	for (size_t i = 0; i < count && joined; i++)
		if (list[i].kind == NEIGHBOUR_CHOSEN)
			joined = arena_format(context->arena, "%s%s\n", joined,
			    article_kb_path(context, list[i].id, list[i].title));
	fill(context, ARTICLE_RELATED_INPUT, joined);
	return OK;
}

static enum err fill_article(struct context *context, const struct article *a)
{
	fill(context, ARTICLE_TITLE_INPUT, a->title);
	fill(context, ARTICLE_SUMMARY_INPUT, a->summary);
	fill(context, ARTICLE_BODY_INPUT, a->body);
	fill(context, ARTICLE_LANGUAGE, a->language);
	fill(context, ARTICLE_AUDIENCE, article_audience_code(a->audience));
	fill_number(context, ARTICLE_ORGANISATION, a->organisation_id);
	fill_number(context, ARTICLE_CATEGORY, a->category_id);
	fill_time(context, ARTICLE_PUBLISH_AT, a->publish_at);
	fill_time(context, ARTICLE_EXPIRE_AT, a->expire_at);
	TRY(fill_tags(context, a->id));
	return fill_related(context, a);
}

enum err article_form_fill(
    struct context *context, const struct article *article, const struct article_form *form)
{
	TRY(fill_choices(context));
	if (form)
		input_fill(context, INPUTS, ARTICLE_INPUTS, form->values);
	else if (article)
		TRY(fill_article(context, article));
	/* The version shown is the present one, whatever was typed upon. */
	data_int(page_data(context), "Version", article ? article->version : 0);
	return OK;
}
