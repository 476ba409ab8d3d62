#include "unit.h"

#include "template_names.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 8, ARGUMENTS = 12, TOKENS = 400 };

struct template_alias {
	char *name, *means;
	struct template_alias *next;
};

struct template_macro {
	char *name, *parameters[ARGUMENTS];
	size_t count;
	struct template_macro *next;
};

/* A name as it is read somewhere: kept until all aliases are known. */
struct template_use {
	char *text, *literal; /* literal: compared with that, or NULL */
	bool is_number;
	struct template_use *next;
};

struct template_file {
	char *name;
	struct template_file *next;
};

/* The file in hand. */
struct reader {
	struct template_names *names;
	const char *folder, *file;
};

struct token {
	enum { NAME, FUNCTION, TEXT, NUMBER, SIGN } kind;
	char text[200];
};

static char *copy(const char *text, size_t length)
{
	char *made = malloc(length + 1);

	assert_non_null(made);
	memcpy(made, text, length);
	made[length] = '\0';
	return made;
}

#define COPY(text) copy((text), strlen(text))

#define PUSH(list, type, ...)                                                                      \
	do {                                                                                       \
		struct type *made_ = malloc(sizeof *made_);                                        \
		assert_non_null(made_);                                                            \
		*made_ = (struct type){__VA_ARGS__};                                               \
		made_->next = (list);                                                              \
		(list) = made_;                                                                    \
	} while (0)

static bool is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static void take(struct token *token, int kind, const char *from, size_t length)
{
	if (length >= sizeof token->text) {
		assert_int_equal(kind, TEXT); /* a sentence: nothing is compared with that */
		length = sizeof token->text - 1;
	}
	token->kind = kind;
	memcpy(token->text, from, length);
	token->text[length] = '\0';
}

/* One token at `at`; returns the byte behind it. */
static const char *next_token(const char *at, const char *end, struct token *token)
{
	const char *from = at;

	if (*at == '"' || *at == '\'') {
		for (at++; at < end && *at != *from; at++)
			;
		assert_true(at < end);
		take(token, TEXT, from + 1, (size_t)(at - from - 1));
		return at + 1;
	}
	if (isdigit((unsigned char)*at)) {
		while (at < end && isdigit((unsigned char)*at))
			at++;
		take(token, NUMBER, from, (size_t)(at - from));
		return at;
	}
	if (isalpha((unsigned char)*at) || *at == '_') {
		while (at < end && is_name_byte(*at))
			at++;
		take(token, at < end && *at == '(' ? FUNCTION : NAME, from, (size_t)(at - from));
		return at;
	}
	at += at + 1 < end && strchr("=!<>&|", *at) && strchr("=&|", at[1]) ? 2 : 1;
	take(token, SIGN, from, (size_t)(at - from));
	return at;
}

static size_t tokens_of(const char *at, const char *end, struct token tokens[static TOKENS])
{
	size_t count = 0;

	while (at < end) {
		if (isspace((unsigned char)*at)) {
			at++;
			continue;
		}
		assert_true(count < TOKENS);
		at = next_token(at, end, &tokens[count++]);
	}
	return count;
}

static bool is_sign(const struct token *token, const char *text)
{
	return token->kind == SIGN && !strcmp(token->text, text);
}

static bool compares(const struct token *token)
{
	return token->kind == SIGN && (strspn(token->text, "=!<>") == strlen(token->text)) &&
	       strcmp(token->text, "!") != 0;
}

/* Notes what an expression reads, and what it compares that with. */
static void read_expression(
    struct reader *reader, const struct token *tokens, size_t count, bool is_printed)
{
	struct template_names *names = reader->names;

	for (size_t i = 0; i < count; i++) {
		const struct token *other =
		    i + 2 < count && compares(&tokens[i + 1]) ? &tokens[i + 2] : NULL;
		bool number =
		    (i && is_sign(&tokens[i - 1], "#")) || (other && other->kind == NUMBER);

		if (tokens[i].kind != NAME)
			continue;
		PUSH(names->uses, template_use, COPY(tokens[i].text),
		    other && other->kind == TEXT ? COPY(other->text) : NULL, number, NULL);
		if (!is_printed)
			continue;
		assert_true(names->print_count < PRINTS_MOST);
		names->prints[names->print_count++] =
		    (struct template_print){COPY(reader->file), COPY(tokens[i].text), false};
	}
}

static void add_alias(
    struct template_names *names, const char *name, const char *means, const char *tail)
{
	char text[300];

	assert_true(snprintf(text, sizeof text, "%s%s", means, tail) < (int)sizeof text);
	for (const struct template_alias *a = names->aliases; a; a = a->next)
		if (!strcmp(a->name, name) && !strcmp(a->means, text))
			return;
	PUSH(names->aliases, template_alias, COPY(name), COPY(text), NULL);
}

/* each:row = Rows, and set:Name = expression. */
static void read_binding(struct reader *reader, const struct token *tokens, size_t count, bool each)
{
	assert_true(count >= 3 && tokens[0].kind == NAME && is_sign(&tokens[1], "="));
	read_expression(reader, tokens + 2, count - 2, false);
	if (!each) {
		if (count == 3 && tokens[2].kind == NAME)
			add_alias(reader->names, tokens[0].text, tokens[2].text, "");
		PUSH(reader->names->locals, template_file, COPY(tokens[0].text), NULL);
		return;
	}
	assert_int_equal(tokens[2].kind, NAME);
	add_alias(reader->names, tokens[0].text, tokens[2].text, ".0");
	add_alias(reader->names, tokens[0].text, tokens[2].text, ".1");
}

static void read_macro(struct reader *reader, const struct token *tokens, size_t count)
{
	struct template_names *names = reader->names;

	assert_true(count >= 3 && tokens[0].kind == FUNCTION);
	PUSH(names->macros, template_macro, .name = COPY(tokens[0].text));
	for (size_t i = 2; i + 1 < count; i++) {
		if (tokens[i].kind != NAME)
			continue;
		assert_true(names->macros->count < ARGUMENTS);
		names->macros->parameters[names->macros->count++] = COPY(tokens[i].text);
	}
}

static const struct template_macro *macro_named(
    const struct template_names *names, const char *name)
{
	for (const struct template_macro *m = names->macros; m; m = m->next)
		if (!strcmp(m->name, name))
			return m;
	fail_msg("no macro %s", name);
	return NULL;
}

/* An argument that is a plain name stands for what it names; others are read here. */
static void read_call(struct reader *reader, const struct token *tokens, size_t count)
{
	const struct template_macro *macro = macro_named(reader->names, tokens[0].text);
	size_t from = 2, argument = 0;
	int depth = 0;

	for (size_t i = 2; i < count; i++) {
		bool last = depth == 0 && is_sign(&tokens[i], ")");

		depth += is_sign(&tokens[i], "(") ? 1 : is_sign(&tokens[i], ")") ? -1 : 0;
		if (!last && !(depth == 0 && is_sign(&tokens[i], ",")))
			continue;
		if (i > from) {
			assert_true(argument < macro->count);
			read_expression(reader, tokens + from, i - from, false);
			if (i == from + 1 && tokens[from].kind == NAME)
				add_alias(reader->names, macro->parameters[argument],
				    tokens[from].text, "");
			argument++;
		}
		from = i + 1;
	}
}

static void read_file(struct template_names *names, const char *folder, const char *file);

/* What stands between "<?cs" and "?>". */
static void read_tag(struct reader *reader, const char *at, const char *end)
{
	static struct token tokens[TOKENS];
	char command[20] = "";
	size_t length, count;

	while (at < end && isspace((unsigned char)*at))
		at++;
	if (at == end || *at == '#' || *at == '/')
		return;
	for (length = 0; at + length < end && islower((unsigned char)at[length]); length++)
		;
	assert_true(length < sizeof command);
	memcpy(command, at, length);
	if (!strcmp(command, "else"))
		return;
	assert_true(at[length] == ':');
	count = tokens_of(at + length + 1, end, tokens);
	if (!strcmp(command, "include") || !strcmp(command, "linclude")) {
		char name[200];

		assert_int_equal(tokens[0].kind, TEXT);
		memcpy(name, tokens[0].text, sizeof name); /* `tokens` is used again */
		read_file(reader->names, reader->folder, name);
	} else if (!strcmp(command, "each")) {
		read_binding(reader, tokens, count, true);
	} else if (!strcmp(command, "set")) {
		read_binding(reader, tokens, count, false);
	} else if (!strcmp(command, "def")) {
		read_macro(reader, tokens, count);
	} else if (!strcmp(command, "call")) {
		read_call(reader, tokens, count);
	} else if (!strcmp(command, "var") || !strcmp(command, "uvar") || !strcmp(command, "if") ||
		   !strcmp(command, "elif")) {
		read_expression(reader, tokens, count, strstr(command, "var") != NULL);
	} else {
		fail_msg("%s: the command %s is not known here", reader->file, command);
	}
}

static char *whole_file(const char *folder, const char *file)
{
	char path[512];
	char *text;
	FILE *stream;
	long size;

	assert_true(snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path);
	stream = fopen(path, "r");
	if (!stream)
		fail_msg("%s: can't be opened", path);
	assert_int_equal(fseek(stream, 0, SEEK_END), 0);
	size = ftell(stream);
	assert_true(size >= 0);
	rewind(stream);
	text = malloc((size_t)size + 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, (size_t)size, stream), (size_t)size);
	text[size] = '\0';
	assert_int_equal(fclose(stream), 0);
	return text;
}

static void read_file(struct template_names *names, const char *folder, const char *file)
{
	struct reader reader = {names, folder, NULL};
	char *text;

	for (const struct template_file *f = names->files; f; f = f->next)
		if (!strcmp(f->name, file))
			return;
	PUSH(names->files, template_file, .name = COPY(file));
	reader.file = names->files->name;
	text = whole_file(folder, file);
	for (const char *at = text; (at = strstr(at, "<?cs"));) {
		const char *end = strstr(at, "?>");

		assert_non_null(end);
		read_tag(&reader, at + 4, end);
		at = end;
	}
	free(text);
}

static bool same_head(const char *alias, const char *text)
{
	size_t length = strcspn(text, ".");

	return strlen(alias) == length && !strncmp(alias, text, length);
}

struct expansion {
	const struct template_names *names;
	void (*meaning)(void *context, const char *path);
	void *context;
};

static void expand(const struct expansion *e, const char *text, int depth)
{
	const char *tail = text + strcspn(text, ".");
	bool is_alias = false;

	if (depth == DEPTH)
		return;
	for (const struct template_alias *a = e->names->aliases; a; a = a->next) {
		char whole[400];

		if (!same_head(a->name, text))
			continue;
		is_alias = true;
		if (same_head(a->name, a->means)) /* call:row(row): the other meanings stay */
			continue;
		assert_true(
		    snprintf(whole, sizeof whole, "%s%s", a->means, tail) < (int)sizeof whole);
		expand(e, whole, depth + 1);
	}
	/* A name that a template sets may be set by the handler too. */
	if (!is_alias || isupper((unsigned char)*text))
		e->meaning(e->context, text);
}

void template_names_expand(const struct template_names *names, const char *text,
    void (*meaning)(void *context, const char *path), void *context)
{
	expand(&(struct expansion){names, meaning, context}, text, 0);
}

bool template_names_is_local(const struct template_names *names, const char *path)
{
	for (const struct template_file *local = names->locals; local; local = local->next)
		if (!strcmp(local->name, path))
			return true;
	for (const struct template_macro *macro = names->macros; macro; macro = macro->next)
		for (size_t i = 0; i < macro->count; i++)
			if (same_head(macro->parameters[i], path))
				return true;
	return false;
}

bool template_names_reads(const struct template_names *names, const char *file)
{
	for (const struct template_file *f = names->files; f; f = f->next)
		if (!strcmp(f->name, file))
			return true;
	return false;
}

struct addition {
	struct template_names *names;
	const struct template_use *use;
};

static struct template_name *name_of(struct template_names *names, const char *path)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->at[i].path, path))
			return &names->at[i];
	assert_true(names->count < NAMES_MOST);
	names->at[names->count] = (struct template_name){.path = COPY(path)};
	return &names->at[names->count++];
}

static void add_meaning(void *context, const char *path)
{
	const struct addition *addition = context;
	struct template_name *name = name_of(addition->names, path);

	name->is_number = name->is_number || addition->use->is_number;
	if (!addition->use->literal)
		return;
	for (size_t i = 0; i < name->literal_count; i++)
		if (!strcmp(name->literals[i], addition->use->literal))
			return;
	assert_true(name->literal_count < LITERALS_MOST);
	name->literals[name->literal_count++] = addition->use->literal;
}

struct template_names *template_names_read(const char *folder, const char *file)
{
	struct template_names *names = calloc(1, sizeof *names);

	assert_non_null(names);
	read_file(names, folder, file);
	for (const struct template_use *use = names->uses; use; use = use->next) {
		struct addition addition = {names, use};

		template_names_expand(names, use->text, add_meaning, &addition);
	}
	return names;
}

#define FREE_ALL(list, type, ...)                                                                  \
	for (struct type *at_ = (list), *after_; at_; at_ = after_) {                              \
		after_ = at_->next;                                                                \
		__VA_ARGS__;                                                                       \
		free(at_);                                                                         \
	}

void template_names_free(struct template_names *names)
{
	FREE_ALL(names->aliases, template_alias, free(at_->name); free(at_->means));
	FREE_ALL(names->uses, template_use, free(at_->text); free(at_->literal));
	FREE_ALL(names->files, template_file, free(at_->name));
	FREE_ALL(names->locals, template_file, free(at_->name));
	FREE_ALL(names->macros, template_macro, free(at_->name);
		 for (size_t i = 0; i < at_->count; i++) free(at_->parameters[i]));
	for (size_t i = 0; i < names->count; i++)
		free(names->at[i].path);
	for (size_t i = 0; i < names->print_count; i++) {
		free(names->prints[i].file);
		free(names->prints[i].text);
	}
	free(names);
}
