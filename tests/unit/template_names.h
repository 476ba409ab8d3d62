/*
 * template_names.h: which names of the data set a template reads, found in its text.
 *
 * Names that `each` and macro arguments stand for are followed to what they mean: "row.Subject" in
 * `each:row = Rows` is "Rows.0.Subject" and "Rows.1.Subject". A macro's argument means whatever any
 * call gives it, so that there may be names too many, but none too few.
 */
#ifndef DOCKET_TESTS_TEMPLATE_NAMES_H
#define DOCKET_TESTS_TEMPLATE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { NAMES_MOST = 4000, LITERALS_MOST = 12, PRINTS_MOST = 2000 };

struct template_name {
	char *path;
	char *literals[LITERALS_MOST]; /* texts that the template compares it with */
	size_t literal_count;
	bool is_number; /* read as "#Name" or compared with a number */
};

/* One `var:` or argument as it stands in a file; which of the names it may mean. */
struct template_print {
	char *file, *text;
	bool seen; /* for the test */
};

struct template_names {
	struct template_name at[NAMES_MOST];
	size_t count;
	struct template_print prints[PRINTS_MOST];
	size_t print_count;
	struct template_alias *aliases;
	struct template_macro *macros;
	struct template_use *uses;
	struct template_file *files, *locals;
};

/* Reads FOLDER/FILE and all that it includes. Fails the test when the text can't be understood. */
struct template_names *template_names_read(const char *folder, const char *file);
void template_names_free(struct template_names *names);

/* Does the template itself, by `set` or by what it gives a macro, say what stands under the path?
 */
bool template_names_is_local(const struct template_names *names, const char *path);

/* Is the file among those that were read? */
bool template_names_reads(const struct template_names *names, const char *file);

/* Calls `meaning` with each path that a name as it stands in a template may mean. */
void template_names_expand(const struct template_names *names, const char *text,
    void (*meaning)(void *context, const char *path), void *context);

#endif
