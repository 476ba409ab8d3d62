#include "view/prepare.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <ClearSilver.h>

#include "base/buffer.h"
#include "view/macro.h"

enum { PREPARED_MOST = 4 * 1024 * 1024, COMMAND_MOST = 4096, MESSAGE_MOST = 2048, DEPTH = 8 };

struct preparation {
	const struct language *language;
	template_reader *read;
	void *context;
	struct macros *macros;
	int depth;
};

static const char OPEN[] = "<?cs", CLOSE[] = "?>", CALL[] = "tr(\"";

static bool expand(struct preparation *p, const char *text, struct buffer *out);

/* The next command: white space of any kind follows its opening. */
static const char *next_command(const char *text)
{
	const char *at = strstr(text, OPEN);

	while (at && !isspace((unsigned char)at[strlen(OPEN)]))
		at = strstr(at + 1, OPEN);
	return at;
}

/* Whether the command is PREFIX…, and what stands behind that. */
static const char *after(const char *command, const char *prefix)
{
	return strncmp(command, prefix, strlen(prefix)) == 0 ? command + strlen(prefix) : NULL;
}

/* The message of a tr("…") that stands at `at`; sets *behind to what follows its parenthesis. */
static bool read_message(const char *at, char message[static MESSAGE_MOST], const char **behind)
{
	const char *text = after(at, CALL), *quote = text ? strchr(text, '"') : NULL;
	size_t length;

	if (!quote || quote[1] != ')')
		return false;
	length = (size_t)(quote - text);
	if (length >= MESSAGE_MOST)
		return false;
	memcpy(message, text, length);
	message[length] = '\0';
	*behind = quote + 2;
	return true;
}

static bool put_escaped(struct buffer *out, const char *text)
{
	char *escaped = NULL;
	NEOERR *error = neos_html_escape(text, (int)strlen(text), &escaped);

	if (error != STATUS_OK) {
		nerr_ignore(&error);
		return false;
	}
	buffer_text(out, escaped);
	free(escaped);
	return true;
}

/* A command that is nothing but var:tr("…"): its text. */
static bool put_message(const struct preparation *p, const char *command, struct buffer *out)
{
	char message[MESSAGE_MOST];
	const char *tr = after(command, "var:"), *behind;

	return tr && read_message(tr, message, &behind) && !*behind &&
	       put_escaped(out, language_text(p->language, NULL, message));
}

/* Any other command, with strings for the messages in it. A translation with a quotation mark or
 * the end of a command in it can be no string of a template. */
static void translate(const struct preparation *p, const char *command, struct buffer *out)
{
	char quote = '\0';

	for (const char *at = command; *at;) {
		char message[MESSAGE_MOST];
		const char *behind, *text;
		bool begins = !quote && (at == command || !(isalnum((unsigned char)at[-1]) ||
							      at[-1] == '_' || at[-1] == '.'));

		if (begins && read_message(at, message, &behind)) {
			text = language_text(p->language, NULL, message);
			if (!strchr(text, '"') && !strstr(text, CLOSE)) {
				buffer_text(out, "\"");
				buffer_text(out, text);
				buffer_text(out, "\"");
				at = behind;
				continue;
			}
		}
		if (*at == quote)
			quote = '\0';
		else if (!quote && (*at == '"' || *at == '\''))
			quote = *at;
		buffer_append(out, at++, 1);
	}
}

static void put_command(const char *command, struct buffer *out)
{
	buffer_text(out, OPEN);
	buffer_text(out, " ");
	buffer_text(out, command);
	buffer_text(out, CLOSE);
}

static bool put_other(const struct preparation *p, const char *command, struct buffer *out)
{
	struct buffer translated = BUFFER(PREPARED_MOST);
	const char *call;
	bool done;

	translate(p, command, &translated);
	done = buffer_err(&translated) == OK && translated.data;
	if (done) {
		call = after(translated.data, "call:");
		if (!call || !macro_expand(p->macros, call, out))
			put_command(translated.data, out);
	}
	buffer_free(&translated);
	return done;
}

/* include:"common/parts.cs" */
static bool put_file(struct preparation *p, const char *quoted, struct buffer *out)
{
	size_t length = strlen(quoted);
	char name[MESSAGE_MOST], *text;
	bool done;

	if (length < 2 || length >= sizeof name || quoted[0] != '"' || quoted[length - 1] != '"' ||
	    ++p->depth > DEPTH)
		return false;
	memcpy(name, quoted + 1, length - 2);
	name[length - 2] = '\0';
	text = p->read(p->context, name);
	done = text && expand(p, text, out);
	free(text);
	p->depth--;
	return done;
}

/* The macro whose head is `head` and whose body begins at `text`; *text moves behind its end. */
static bool put_macro(
    struct preparation *p, const char *head, const char **text, struct buffer *out)
{
	const char *end = strstr(*text, "<?cs /def ?>");
	struct buffer body = BUFFER(PREPARED_MOST);
	char *raw = end ? strndup(*text, (size_t)(end - *text)) : NULL;
	bool done = raw && expand(p, raw, &body) && buffer_err(&body) == OK;

	free(raw);
	if (done) {
		const char *prepared = body.data ? body.data : "";

		macro_define(p->macros, head, prepared);
		buffer_text(out, OPEN);
		buffer_text(out, " def:");
		buffer_text(out, head);
		buffer_text(out, CLOSE);
		buffer_text(out, prepared);
		*text = end; /* its command follows as any other */
	}
	buffer_free(&body);
	return done;
}

static const char *skip_space(const char *at)
{
	while (isspace((unsigned char)*at))
		at++;
	return at;
}

/* The command between `from` and `to`, without white space at its end. */
static bool copy_command(const char *from, const char *to, char command[static COMMAND_MOST])
{
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	if (to - from >= COMMAND_MOST)
		return false;
	memcpy(command, from, (size_t)(to - from));
	command[to - from] = '\0';
	return true;
}

static bool expand(struct preparation *p, const char *text, struct buffer *out)
{
	const char *open, *end;
	bool good = true;

	while (good && (open = next_command(text)) && (end = strstr(open, CLOSE))) {
		char command[COMMAND_MOST];
		const char *rest;

		buffer_append(out, text, (size_t)(open - text));
		text = end + strlen(CLOSE);
		open = skip_space(open + strlen(OPEN));
		if (*open == '#')
			continue;
		good = copy_command(open, end, command);
		if (!good || put_message(p, command, out))
			continue;
		if ((rest = after(command, "include:")))
			good = put_file(p, rest, out);
		else if ((rest = after(command, "def:")))
			good = put_macro(p, rest, &text, out);
		else
			good = put_other(p, command, out);
	}
	buffer_text(out, text);
	return good;
}

char *template_prepare(
    const char *name, const struct language *language, template_reader *read, void *context)
{
	struct preparation p = {language, read, context, macros_new(), 0};
	struct buffer out = BUFFER(PREPARED_MOST);
	char *text = read(context, name), *prepared = NULL;

	if (text && p.macros && expand(&p, text, &out) && buffer_err(&out) == OK)
		prepared = strdup(out.data ? out.data : "");
	free(text);
	macros_free(p.macros);
	buffer_free(&out);
	return prepared;
}
