#include "view/template.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/text.h"
#include "view/functions.h"
#include "view/language.h"
#include "view/prepare.h"
#include "view/set.h"

enum { MAX_FILES = 32, MAX_NAME = 200, MAX_SIZE = 1024 * 1024 };

/* A file that went into a parse, as it was then. */
struct part {
	char name[MAX_NAME];
	struct timespec modified;
	off_t size;
};

struct template
{
	struct template *next;
	char name[MAX_NAME];
	const struct language *language; /* that it was prepared for */
	CSPARSE *parse;
	struct part parts[MAX_FILES];
	size_t count;
	time_t checked;
};

static struct {
	char *folder;
	HDF *hdf;   /* of parsing; lives as long as any parse */
	HDF *plain; /* the same for plain text, where nothing is escaped */
	struct template *templates;
	bool as_is; /* nothing is prepared */
} library;

/* Records a NEOERR as one of ours and frees it. */
static enum err failure(enum err code, const char *name, NEOERR *error)
{
	STRING text;

	string_init(&text);
	nerr_error_string(error, &text);
	for (int i = 0; i < text.len; i++)
		if (text.buf[i] == '\n')
			text.buf[i] = ' ';
	if (nerr_match(error, NERR_NOMEM))
		code = ERR_MEMORY;
	(void)ERROR(code, "%s: %s", name, text.buf ? text.buf : "ClearSilver failed");
	string_clear(&text);
	nerr_ignore(&error);
	return code;
}

enum err templates_open(const char *folder)
{
	NEOERR *error;

	templates_close();
	library.folder = strdup(folder);
	if (!library.folder)
		return ERROR(ERR_MEMORY, "no memory for the templates");
	error = hdf_init(&library.hdf);
	if (error == STATUS_OK)
		error = hdf_set_value(library.hdf, "Config.VarEscapeMode", "html");
	if (error == STATUS_OK)
		error = hdf_init(&library.plain);
	if (error == STATUS_OK)
		error = hdf_set_value(library.plain, "Config.VarEscapeMode", "none");
	return error == STATUS_OK ? OK : failure(ERR_INTERNAL, folder, error);
}

static void template_free(struct template *template)
{
	cs_destroy(&template->parse);
	free(template);
}

void templates_close(void)
{
	while (library.templates) {
		struct template *first = library.templates;

		library.templates = first->next;
		template_free(first);
	}
	hdf_destroy(&library.hdf);
	hdf_destroy(&library.plain);
	free(library.folder);
	library.folder = NULL;
}

/* --- Files. */

static NEOERR *read_whole(FILE *file, const char *name, off_t size, char **contents)
{
	char *text = malloc((size_t)size + 1);
	size_t length;

	if (!text)
		return nerr_raise(NERR_NOMEM, "no memory for %s", name);
	length = fread(text, 1, (size_t)size, file);
	text[length] = '\0';
	if (length != (size_t)size || strlen(text) != length) {
		free(text);
		return nerr_raise(NERR_IO, "%s could not be read whole, or holds a NUL", name);
	}
	*contents = text;
	return STATUS_OK;
}

/* ClearSilver's CSFILELOAD: called for the template itself and for each include. A missing include
 * is not NERR_NOT_FOUND, which the engine would pass over in silence. */
static NEOERR *load(void *context, HDF *hdf, const char *name, char **contents)
{
	struct template *template = context;
	struct part *part = &template->parts[template->count];
	char path[4096];
	struct stat status;
	NEOERR *error;
	FILE *file;

	(void)hdf;
	if (text_starts(name, library.folder) && name[strlen(library.folder)] == '/')
		name += strlen(library.folder) + 1; /* the template itself, see parse() */
	if (template->count == MAX_FILES || strlen(name) >= MAX_NAME || *name == '/' ||
	    strstr(name, ".."))
		return nerr_raise(NERR_PARSE, "may not include %.200s", name);
	if (snprintf(path, sizeof path, "%s/%s", library.folder, name) >= (int)sizeof path)
		return nerr_raise(NERR_PARSE, "path too long: %.200s", name);
	file = fopen(path, "rbe");
	if (!file)
		return nerr_raise(NERR_IO, "%s: %s", path, strerror(errno));
	if (fstat(fileno(file), &status) < 0 || !S_ISREG(status.st_mode) ||
	    status.st_size > MAX_SIZE)
		error = nerr_raise(NERR_IO, "%s: not a template", path);
	else
		error = read_whole(file, path, status.st_size, contents);
	(void)fclose(file);
	if (error == STATUS_OK) {
		memcpy(part->name, name, strlen(name) + 1);
		part->modified = status.st_mtim;
		part->size = status.st_size;
		template->count++;
	}
	return error;
}

/* A template_reader. */
static char *read_part(void *context, const char *name)
{
	char *contents = NULL;
	NEOERR *error = load(context, NULL, name, &contents);

	nerr_ignore(&error);
	return contents;
}

/* Whether a file of the parse has changed; looks at most once a second. */
static bool is_stale(struct template *template)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	if (now.tv_sec == template->checked)
		return false;
	template->checked = now.tv_sec;
	for (size_t i = 0; i < template->count; i++) {
		const struct part *part = &template->parts[i];
		char path[4096];
		struct stat status;

		(void)snprintf(path, sizeof path, "%s/%s", library.folder, part->name);
		if (stat(path, &status) < 0 || status.st_size != part->size ||
		    status.st_mtim.tv_sec != part->modified.tv_sec ||
		    status.st_mtim.tv_nsec != part->modified.tv_nsec)
			return true;
	}
	return false;
}

/* --- Parsing. */

/* "mail/created.text.cs": plain text, in which & is no more than &. */
static bool is_plain(const char *name)
{
	static const char END[] = ".text.cs";
	size_t length = strlen(name);

	return length >= sizeof END && !strcmp(name + length - (sizeof END - 1), END);
}

static HDF *settings_for(const struct template *template)
{
	return is_plain(template->name) ? library.plain : library.hdf;
}

static NEOERR *parse_files(struct template *template)
{
	char path[4096];

	/* The engine opens this path again to name the line of an error. */
	if (snprintf(path, sizeof path, "%s/%s", library.folder, template->name) >=
	    (int)sizeof path)
		return nerr_raise(NERR_PARSE, "path too long: %s", template->name);
	return nerr_pass(cs_parse_file(template->parse, path));
}

/* As it was prepared, or, without a `language`, as the files are. */
static NEOERR *parse(struct template *template, const struct language *language)
{
	char *prepared;
	NEOERR *error = cs_init(&template->parse, settings_for(template));

	if (error == STATUS_OK)
		error = cgi_register_strfuncs(template->parse);
	if (error == STATUS_OK)
		error = functions_register(template->parse);
	if (error != STATUS_OK)
		return nerr_pass(error);
	cs_register_fileload(template->parse, template, load);
	if (!language)
		return nerr_pass(parse_files(template));
	prepared = template_prepare(template->name, language, read_part, template);
	if (!prepared)
		return nerr_raise(NERR_PARSE, "%s can't be prepared", template->name);
	return nerr_pass(cs_parse_string(template->parse, prepared, strlen(prepared)));
}

static enum err template_new(
    const char *name, const struct language *language, struct template **out)
{
	struct template *template = calloc(1, sizeof *template);
	bool prepared = !library.as_is && !is_plain(name);
	struct timespec now;
	NEOERR *error;

	if (!template)
		return ERROR(ERR_MEMORY, "no memory for %s", name);
	(void)snprintf(template->name, sizeof template->name, "%s", name);
	(void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	template->checked = now.tv_sec;
	template->language = language;
	error = parse(template, prepared ? language : NULL);
	if (error != STATUS_OK && prepared) {
		/* Once more as the files are, for an error that names the right line. */
		nerr_ignore(&error);
		cs_destroy(&template->parse);
		template->count = 0;
		error = parse(template, NULL);
	}
	if (error != STATUS_OK) {
		template_free(template);
		return failure(ERR_INTERNAL, name, error);
	}
	*out = template;
	return OK;
}

/* The parsed template, or NULL and *err. */
static struct template *find(const char *name, const struct language *language, enum err *err)
{
	struct template **link = &library.templates, *template;

	if (!library.folder) {
		*err = ERROR(ERR_INTERNAL, "templates_open comes first");
		return NULL;
	}
	while (*link && ((*link)->language != language || strcmp((*link)->name, name) != 0))
		link = &(*link)->next;
	template = *link;
	if (template && is_stale(template)) {
		*link = template->next;
		template_free(template);
		template = NULL;
	}
	if (!template) {
		*err = template_new(name, language, &template);
		if (!template)
			return NULL;
		template->next = library.templates;
		library.templates = template;
	}
	return template;
}

void templates_prepare(bool prepare)
{
	library.as_is = !prepare;
}

enum err template_check(const char *name)
{
	enum err err = OK;

	return find(name, language_at(0), &err) ? OK : err;
}

/* --- Rendering. */

/* ClearSilver's CSOUTFUNC. */
static NEOERR *append(void *context, char *text)
{
	struct buffer *out = context;

	buffer_text(out, text);
	return buffer_err(out) == OK ? STATUS_OK : nerr_raise(NERR_NOMEM, "the page is too large");
}

enum err template_render(const char *name, struct data *data, struct buffer *out)
{
	struct template *template;
	enum err err = OK;
	NEOERR *error;

	TRY(data_err(data));
	template = find(name, data->set->language, &err);
	if (!template)
		return err;
	template->parse->hdf = &data->set->top.hdf;
	functions_begin(data->set);
	error = cs_render(template->parse, out, append);
	functions_end();
	template->parse->hdf = settings_for(template);
	if (error == STATUS_OK)
		return data_err(data);
	if (buffer_err(out) != OK) {
		nerr_ignore(&error);
		return ERROR(buffer_err(out), "%s: the page is larger than its buffer", name);
	}
	return failure(ERR_INTERNAL, name, error);
}
