#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "model/catalogue.h"
#include "model/import.h"

enum {
	REF_MOST = 100,
	CATEGORY_MOST = 80,
	TAG_MOST = 80,
	TAGS_MOST = 50,
	SUBJECT_MOST = 250,
	NAME_MOST = 120,
	ORGANISATION_MOST = 200,
	LANGUAGE_MOST = 16,
	MESSAGES_MOST = 10000,
	BODY_MOST = 1024 * 1024,
};

/* A text of the object in the arena; *text is NULL where it is missing or null. */
static enum err read_text(
    struct arena *arena, const json_t *object, const char *name, const char **text)
{
	const json_t *value = json_object_get(object, name);

	*text = NULL;
	if (!value || json_is_null(value))
		return OK;
	if (!json_is_string(value))
		return ERROR(ERR_INPUT, "\"%s\" is no text", name);
	*text = arena_text_n(arena, json_string_value(value), json_string_length(value));
	return *text ? OK : ERROR(ERR_MEMORY, "no memory for \"%s\"", name);
}

/* A text of one line: controls and runs of white space become single blanks, both ends are taken
 * off. NULL where nothing is left. */
static enum err read_line(
    struct arena *arena, const json_t *object, const char *name, const char **text)
{
	const char *raw;
	char *line, *to;

	TRY(read_text(arena, object, name, &raw));
	*text = NULL;
	if (!raw)
		return OK;
	line = arena_text(arena, raw);
	if (!line)
		return ERROR(ERR_MEMORY, "no memory for \"%s\"", name);
	to = line;
	for (const char *c = raw; *c; c++) {
		if ((unsigned char)*c > ' ' && *c != 0x7f)
			*to++ = *c;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	line = text_trim(line);
	if (!text_is_blank(line))
		*text = line;
	return OK;
}

/* One line of at most so many characters, refused when it is longer: for names that must stay what
 * they are. */
static enum err read_name(
    struct arena *arena, const json_t *object, const char *name, size_t most, const char **text)
{
	TRY(read_line(arena, object, name, text));
	if (*text && text_characters(*text) > most)
		return ERROR(ERR_INPUT, "\"%s\" is longer than %zu characters", name, most);
	return OK;
}

static enum err read_time(
    struct arena *arena, const json_t *object, const char *name, timestamp *at)
{
	const char *text;
	int year;

	TRY(read_text(arena, object, name, &text));
	if (!text)
		return ERROR(ERR_INPUT, "\"%s\" is missing", name);
	if (!timestamp_parse(text, at))
		return ERROR(ERR_INPUT, "\"%s\" is no date: %.40s", name, text);
	year = timestamp_civil(*at).year;
	if (year < 1970 || year > 2999)
		return ERROR(ERR_INPUT, "\"%s\" is in the year %d", name, year);
	return OK;
}

/* The place of a word in a list ended by NULL, from 1; 0 where it is missing. */
static int place(const char *word, const char *const *words)
{
	for (int i = 0; word && words[i]; i++)
		if (!strcmp(word, words[i]))
			return i + 1;
	return 0;
}

static enum err read_body(
    struct arena *arena, const json_t *object, enum markup_format *format, const char **body)
{
	static const char *const FORMATS[] = {"text", "markdown", "html", NULL};
	static const enum markup_format MEANING[] = {
	    MARKUP_TEXT, MARKUP_TEXT, MARKUP_MARKDOWN, MARKUP_HTML};
	const char *word;
	int at;

	TRY(read_text(arena, object, "body_format", &word));
	at = place(word, FORMATS);
	if (word && !at)
		return ERROR(
		    ERR_INPUT, "\"body_format\" is none of text, html, markdown: %.40s", word);
	*format = MEANING[at];
	TRY(read_text(arena, object, "body", body));
	if (!*body)
		return ERROR(ERR_INPUT, "\"body\" is missing");
	if (strlen(*body) > BODY_MOST)
		return ERROR(ERR_INPUT, "\"body\" is longer than %d bytes", BODY_MOST);
	return OK;
}

/* A word in lower case, cut to fit; NULL for a blank one. */
static enum err fold_tag(struct arena *arena, const char *raw, const char **tag)
{
	char *folded = text_fold(arena, raw);

	*tag = NULL;
	if (!folded)
		return ERROR(ERR_MEMORY, "no memory for a tag");
	folded = text_trim(folded);
	if (text_is_blank(folded))
		return OK;
	*tag = text_cut(arena, folded, TAG_MOST - 1);
	return *tag ? OK : ERROR(ERR_MEMORY, "no memory for a tag");
}

static enum err read_tags(struct arena *arena, const json_t *object, struct import_ticket *ticket)
{
	const json_t *list = json_object_get(object, "tags");
	size_t count = json_array_size(list);

	if (!list || json_is_null(list))
		return OK;
	if (!json_is_array(list))
		return ERROR(ERR_INPUT, "\"tags\" is no list");
	if (count > TAGS_MOST)
		return ERROR(ERR_INPUT, "more than %d tags", TAGS_MOST);
	ticket->tags = ARENA_ARRAY(arena, const char *, count);
	if (!ticket->tags)
		return ERROR(ERR_MEMORY, "no memory for tags");
	for (size_t i = 0; i < count; i++) {
		const json_t *value = json_array_get(list, i);
		const char *tag;

		if (!json_is_string(value))
			return ERROR(ERR_INPUT, "a tag is no text");
		TRY(fold_tag(arena, json_string_value(value), &tag));
		if (tag)
			ticket->tags[ticket->tag_count++] = tag;
	}
	return OK;
}

/* A message without a ref is known by its place, which stays the same while the other system only
 * adds to the end. */
static enum err read_message(struct arena *arena, const json_t *object, const char *ticket_ref,
    size_t number, struct import_message *message)
{
	static const char *const SIDES[] = {"client", "staff", NULL};
	const json_t *solution = json_object_get(object, "solution");
	const char *by;

	if (!json_is_object(object))
		return ERROR(ERR_INPUT, "is no object");
	TRY(read_name(arena, object, "ref", REF_MOST, &message->ref));
	if (!message->ref)
		message->ref = arena_format(arena, "%s#%zu", ticket_ref, number);
	if (!message->ref)
		return ERROR(ERR_MEMORY, "no memory for a ref");
	if (text_characters(message->ref) > REF_MOST)
		return ERROR(ERR_INPUT, "\"ref\" is missing");
	TRY(read_text(arena, object, "by", &by));
	message->side = (enum message_side)place(by, SIDES);
	if (!message->side)
		return ERROR(ERR_INPUT, "\"by\" is neither client nor staff");
	TRY(read_time(arena, object, "created", &message->at));
	if (solution && !json_is_boolean(solution) && !json_is_null(solution))
		return ERROR(ERR_INPUT, "\"solution\" is neither true nor false");
	message->is_solution = json_is_true(solution);
	return read_body(arena, object, &message->format, &message->body);
}

/* Says which message an error is of. */
static enum err of_message(size_t number, enum err err)
{
	const char *text = strstr(err_message(), ": ");

	if (err != ERR_INPUT)
		return err;
	return ERROR(ERR_INPUT, "message %zu: %s", number, text ? text + 2 : err_message());
}

static enum err read_messages(
    struct arena *arena, const json_t *object, struct import_ticket *ticket)
{
	const json_t *list = json_object_get(object, "messages");
	size_t count = json_array_size(list);

	if (!list || json_is_null(list))
		return OK;
	if (!json_is_array(list))
		return ERROR(ERR_INPUT, "\"messages\" is no list");
	if (count > MESSAGES_MOST)
		return ERROR(ERR_INPUT, "more than %d messages", MESSAGES_MOST);
	ticket->messages = ARENA_ARRAY(arena, struct import_message, count);
	if (!ticket->messages)
		return ERROR(ERR_MEMORY, "no memory for messages");
	for (size_t i = 0; i < count; i++) {
		enum err err = read_message(
		    arena, json_array_get(list, i), ticket->ref, i + 1, &ticket->messages[i]);

		if (err != OK)
			return of_message(i + 1, err);
		ticket->message_count++;
	}
	return OK;
}

static enum err read_contact(
    struct arena *arena, const json_t *object, struct import_ticket *ticket)
{
	const json_t *contact = json_object_get(object, "contact");
	char *email;

	TRY(read_name(arena, object, "organisation", ORGANISATION_MOST, &ticket->organisation));
	if (!contact || json_is_null(contact))
		return OK;
	if (!json_is_object(contact))
		return ERROR(ERR_INPUT, "\"contact\" is no object");
	TRY(read_line(arena, contact, "name", &ticket->contact_name));
	if (ticket->contact_name)
		ticket->contact_name = text_cut(arena, ticket->contact_name, NAME_MOST - 1);
	TRY(read_line(arena, contact, "email", &ticket->contact_email));
	if (!ticket->contact_email)
		return OK;
	email = arena_text(arena, ticket->contact_email);
	if (!email)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(email);
	if (!text_is_email(email))
		return ERROR(
		    ERR_INPUT, "the contact's \"email\" is no e-mail address: %.60s", email);
	ticket->contact_email = email;
	return OK;
}

/* "en-US" stays; what can't be a language tag (BCP 47) is English. */
static enum err read_language(struct arena *arena, const json_t *object, const char **language)
{
	const char *locale;
	char *tag;

	TRY(read_line(arena, object, "locale", &locale));
	*language = "en";
	if (!locale)
		return OK;
	tag = arena_text(arena, locale);
	if (!tag)
		return ERROR(ERR_MEMORY, "no memory for a language");
	for (char *c = tag; *c; c++)
		if (*c == '_')
			*c = '-';
	tag[strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] = '\0';
	/* Cut between its parts. */
	while (strlen(tag) > LANGUAGE_MOST) {
		char *hyphen = strrchr(tag, '-');

		*(hyphen ? hyphen : tag) = '\0';
	}
	if (*tag)
		*language = tag;
	return OK;
}

static enum err read_kind(struct arena *arena, const json_t *object, struct import_ticket *ticket)
{
	static const char *const STATES[] = {"open", "solved", "closed", NULL};
	const struct ticket_type *type;
	const char *word;

	TRY(read_text(arena, object, "status", &word));
	ticket->state = (enum import_state)place(word, STATES);
	if (!ticket->state)
		return ERROR(ERR_INPUT, "\"status\" is none of open, solved, closed");
	TRY(read_line(arena, object, "type", &word));
	type = ticket_type_by_code(word);
	if (!type)
		type = ticket_type_by_code("question");
	if (!type)
		return ERROR(ERR_INTERNAL, "there is no type \"question\"");
	ticket->type_id = type->id;
	TRY(read_name(arena, object, "category", CATEGORY_MOST, &ticket->category));
	return read_language(arena, object, &ticket->language);
}

static enum err read_ticket(struct arena *arena, const json_t *object, struct import_ticket *ticket)
{
	*ticket = (struct import_ticket){.ref = NULL};
	if (!json_is_object(object))
		return ERROR(ERR_INPUT, "is no JSON object");
	TRY(read_name(arena, object, "ref", REF_MOST, &ticket->ref));
	if (!ticket->ref)
		return ERROR(ERR_INPUT, "\"ref\" is missing");
	TRY(read_kind(arena, object, ticket));
	TRY(read_time(arena, object, "created", &ticket->at));
	TRY(read_line(arena, object, "subject", &ticket->subject));
	ticket->subject =
	    text_cut(arena, ticket->subject ? ticket->subject : "(no subject)", SUBJECT_MOST - 1);
	if (!ticket->subject)
		return ERROR(ERR_MEMORY, "no memory for a subject");
	TRY(read_body(arena, object, &ticket->format, &ticket->body));
	TRY(read_contact(arena, object, ticket));
	TRY(read_tags(arena, object, ticket));
	return read_messages(arena, object, ticket);
}

enum err import_read(
    struct arena *arena, const char *line, size_t length, struct import_ticket *ticket)
{
	json_error_t wrong;
	json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &wrong);
	enum err err;

	if (!object)
		return ERROR(ERR_INPUT, "is no JSON: %s (byte %d)", wrong.text, wrong.position);
	err = read_ticket(arena, object, ticket);
	json_decref(object);
	return err;
}
