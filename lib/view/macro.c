#include "view/macro.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <ClearSilver.h>

enum { NAME = 48, PARAMETERS = 8, BODY_MOST = 2000, EXPANDED_MOST = 64 * 1024 };

struct macro {
	struct macro *next;
	char name[NAME];
	char parameters[PARAMETERS][NAME];
	size_t count;
	char body[];
};

struct macros {
	struct macro *first;
};

/* A piece of text that is not terminated. */
struct piece {
	const char *at;
	size_t length;
};

static const char OPEN[] = "<?cs ", CLOSE[] = "?>";

struct macros *macros_new(void)
{
	return calloc(1, sizeof(struct macros));
}

void macros_free(struct macros *macros)
{
	while (macros && macros->first) {
		struct macro *first = macros->first;

		macros->first = first->next;
		free(first);
	}
	free(macros);
}

/* --- Reading. */

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct piece trimmed(const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return (struct piece){from, (size_t)(to - from)};
}

/* "name(a, b)": the name and what stands between the commas. False: it is not of this form. */
static bool read_call(
    const char *text, struct piece *name, struct piece arguments[PARAMETERS], size_t *count)
{
	const char *at = text, *from;
	int depth = 0;
	char quote = '\0';

	while (in_name(*at))
		at++;
	*name = (struct piece){text, (size_t)(at - text)};
	*count = 0;
	if (!name->length || *at != '(')
		return false;
	for (from = ++at; *at; at++) {
		if (quote) {
			quote = *at == quote ? '\0' : quote;
		} else if (*at == '"' || *at == '\'') {
			quote = *at;
		} else if (*at == '(' || *at == '[') {
			depth++;
		} else if (depth && (*at == ')' || *at == ']')) {
			depth--;
		} else if (!depth && (*at == ',' || *at == ')')) {
			struct piece argument = trimmed(from, at);

			if (*at == ')' && !argument.length && !*count)
				break;
			if (*count == PARAMETERS || !argument.length)
				return false;
			arguments[(*count)++] = argument;
			from = at + 1;
			if (*at == ')')
				break;
		}
	}
	return *at == ')' && !trimmed(at + 1, at + strlen(at)).length;
}

static bool copy_name(struct piece piece, char out[static NAME])
{
	for (size_t i = 0; i < piece.length; i++)
		if (!in_name(piece.at[i]))
			return false;
	if (!piece.length || piece.length >= NAME)
		return false;
	memcpy(out, piece.at, piece.length);
	out[piece.length] = '\0';
	return true;
}

/* Shows values and asks conditions, nothing else. */
static bool is_plain(const char *body)
{
	static const char *const COMMANDS[] = {"var:", "if:", "elif:", "else", "/if"};

	if (strlen(body) > BODY_MOST)
		return false;
	for (const char *at = strstr(body, OPEN); at; at = strstr(at, OPEN)) {
		bool known = false;

		at += strlen(OPEN);
		while (isspace((unsigned char)*at))
			at++;
		for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
			known = known || !strncmp(at, COMMANDS[i], strlen(COMMANDS[i]));
		if (!known)
			return false;
	}
	return true;
}

void macro_define(struct macros *macros, const char *head, const char *body)
{
	struct piece name, parameters[PARAMETERS];
	size_t count, length = strlen(body);
	struct macro *macro;
	bool good;

	if (!is_plain(body) || !read_call(head, &name, parameters, &count))
		return;
	macro = calloc(1, sizeof *macro + length + 1);
	if (!macro)
		return;
	good = copy_name(name, macro->name);
	for (size_t i = 0; i < count; i++)
		good = good && copy_name(parameters[i], macro->parameters[i]);
	if (!good) {
		free(macro);
		return;
	}
	macro->count = count;
	memcpy(macro->body, body, length + 1);
	macro->next = macros->first;
	macros->first = macro;
}

/* --- Writing out. */

/* "…" without the other kind of quotation mark. */
static bool is_string(struct piece p)
{
	return p.length >= 2 && p.at[0] == '"' &&
	       memchr(p.at + 1, '"', p.length - 1) == p.at + p.length - 1;
}

/* Form.subject */
static bool is_path(struct piece p)
{
	for (size_t i = 0; i < p.length; i++)
		if (!in_name(p.at[i]) && (p.at[i] != '.' || !i))
			return false;
	return p.length && !isdigit((unsigned char)*p.at);
}

static ptrdiff_t parameter_of(const struct macro *macro, struct piece name)
{
	for (size_t i = 0; i < macro->count; i++)
		if (strlen(macro->parameters[i]) == name.length &&
		    !memcmp(macro->parameters[i], name.at, name.length))
			return (ptrdiff_t)i;
	return -1;
}

/* One name of a command that begins at `at`, with its path: what stands in its place. False: it
 * can't. */
static bool put_name(const struct macro *macro, const struct piece *arguments, const char *command,
    struct piece path, struct buffer *out)
{
	struct piece name = path;
	const char *dot = memchr(path.at, '.', path.length);
	char before = path.at > command ? path.at[-1] : ' ';
	ptrdiff_t i;

	if (dot)
		name.length = (size_t)(dot - path.at);
	i = parameter_of(macro, name);
	if (i < 0) {
		buffer_append(out, path.at, path.length);
		return true;
	}
	if (is_path(arguments[i])) {
		buffer_append(out, arguments[i].at, arguments[i].length);
		buffer_append(out, path.at + name.length, path.length - name.length);
		return true;
	}
	if (dot || before == '?' || before == '#')
		return false;
	if (!is_string(arguments[i]))
		buffer_text(out, "(");
	buffer_append(out, arguments[i].at, arguments[i].length);
	if (!is_string(arguments[i]))
		buffer_text(out, ")");
	return true;
}

static bool put_command(const struct macro *macro, const struct piece *arguments,
    struct piece command, struct buffer *out)
{
	const char *at = command.at, *end = command.at + command.length;
	const char *colon = memchr(at, ':', command.length);
	char quote = '\0';

	buffer_text(out, OPEN);
	if (colon) {
		buffer_append(out, at, (size_t)(colon + 1 - at));
		at = colon + 1;
	} else {
		buffer_append(out, at, command.length);
		at = end;
	}
	while (at < end) {
		struct piece path = {at, 0};

		while (!quote && at + path.length < end &&
		       (in_name(at[path.length]) || (path.length && at[path.length] == '.')))
			path.length++;
		if (path.length && !isdigit((unsigned char)*at) &&
		    !(at + path.length < end && at[path.length] == '(')) {
			if (!put_name(macro, arguments, command.at, path, out))
				return false;
		} else {
			path.length = path.length ? path.length : 1;
			if (*at == quote)
				quote = '\0';
			else if (!quote && (*at == '"' || *at == '\''))
				quote = *at;
			buffer_append(out, at, path.length);
		}
		at += path.length;
	}
	buffer_text(out, CLOSE);
	return true;
}

/* A command that shows a parameter whose argument is a string: the text itself. */
static bool put_text(const struct macro *macro, const struct piece *arguments, struct piece command,
    struct buffer *out)
{
	static const char VAR[] = "var:";
	struct piece name;
	char text[BODY_MOST], *escaped = NULL;
	NEOERR *error;
	ptrdiff_t i;

	if (command.length < strlen(VAR) || strncmp(command.at, VAR, strlen(VAR)) != 0)
		return false;
	name = trimmed(command.at + strlen(VAR), command.at + command.length);
	i = parameter_of(macro, name);
	if (i < 0 || !is_string(arguments[i]) || arguments[i].length >= sizeof text)
		return false;
	memcpy(text, arguments[i].at + 1, arguments[i].length - 2);
	text[arguments[i].length - 2] = '\0';
	error = neos_html_escape(text, (int)strlen(text), &escaped);
	if (error != STATUS_OK) {
		nerr_ignore(&error);
		return false;
	}
	buffer_text(out, escaped);
	free(escaped);
	return true;
}

static bool put_body(const struct macro *macro, const struct piece *arguments, struct buffer *out)
{
	const char *text = macro->body, *open, *end;

	while ((open = strstr(text, OPEN)) && (end = strstr(open, CLOSE))) {
		struct piece command = trimmed(open + strlen(OPEN), end);

		buffer_append(out, text, (size_t)(open - text));
		if (!put_text(macro, arguments, command, out) &&
		    !put_command(macro, arguments, command, out))
			return false;
		text = end + strlen(CLOSE);
	}
	buffer_text(out, text);
	return true;
}

bool macro_expand(const struct macros *macros, const char *call, struct buffer *out)
{
	struct piece name, arguments[PARAMETERS];
	struct buffer body = BUFFER(EXPANDED_MOST);
	const struct macro *macro = macros->first;
	size_t count;
	bool done;

	if (!read_call(call, &name, arguments, &count))
		return false;
	while (macro && (strlen(macro->name) != name.length ||
			    memcmp(macro->name, name.at, name.length) != 0))
		macro = macro->next;
	if (!macro || macro->count != count)
		return false;
	done = put_body(macro, arguments, &body) && buffer_err(&body) == OK;
	if (done)
		buffer_append(out, body.data ? body.data : "", body.length);
	buffer_free(&body);
	return done;
}
