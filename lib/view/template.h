/*
 * template.h: ClearSilver templates, parsed once a process and rendered many times.
 *
 * In html escape mode throughout, but for those named *.text.cs, which make plain text and escape
 * nothing: their output must never be part of a page. In a source tree (a template newer than its
 * parse) a changed file shows at once: modification times of the file and all it includes are
 * compared, at most once a second.
 *
 * Functions for templates, beside ClearSilver's own:
 *   tr(text)               the translation
 *   tr1(text, a)           with %1 replaced      tr2(text, a, b)   with %1 and %2
 *   trn(one, many, n)      the plural form, %d replaced
 *   icon is a macro in templates/common/parts.cs
 */
#ifndef DOCKET_VIEW_TEMPLATE_H
#define DOCKET_VIEW_TEMPLATE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/err.h"

struct data;

/* `folder` is the templates folder; lives as long as the process. */
enum err templates_open(const char *folder);
void templates_close(void);

/* Renders FOLDER/NAME ("portal/ticket.cs") from the set onto `out`. On an error `out` may hold a
 * part of the page: the caller throws it away. */
enum err template_render(const char *name, struct data *data, struct buffer *out);

/* Whether templates are prepared before they are parsed (view/prepare.h), as they are unless this
 * says no: for the test that it changes no page. Holds for templates parsed afterwards. */
void templates_prepare(bool prepare);

/* Parses a template without rendering, for tests and for a warm start. */
enum err template_check(const char *name);

#endif
