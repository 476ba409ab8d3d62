/*
 * data.h: the data set that a template is rendered from (ClearSilver's HDF).
 *
 * Names are CamelCase paths ("Ticket.Subject"). Values are plain text: the template engine escapes
 * them for HTML. A failed set (no memory) marks the set and data_err tells at rendering, so that
 * filling needs no check at each line.
 */
#ifndef DOCKET_VIEW_DATA_H
#define DOCKET_VIEW_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/timestamp.h"

struct data; /* one node of the set */
struct language;

/* A new empty set, freed with the arena. NULL: no memory. */
struct data *data_new(struct arena *arena, const struct language *language);

/* The node at `path` below `parent`, made where it is missing. Never NULL: after a failure a node
 * that swallows what is set on it. */
struct data *data_node(struct data *parent, const char *path);

/* Appends a numbered child to the list at `path` ("Tickets" gives Tickets.0, Tickets.1 …), in
 * constant time. */
struct data *data_item(struct data *parent, const char *path);

void data_text(struct data *node, const char *name, const char *value); /* NULL sets nothing */
void data_int(struct data *node, const char *name, int64_t value);	/* as decimal text */
void data_flag(struct data *node, const char *name, bool value);	/* "1", or nothing */

/* A translated text: data_tr(n, "Title", "My requests"). */
void data_tr(struct data *node, const char *name, const char *message);

/* A moment as the page's language writes it: sets NAME.Iso (RFC 3339, for <time datetime>),
 * NAME.Full ("Thu 19 Nov 2026, 09:12"), NAME.Short ("today 09:12", "yesterday 09:12", "19 Nov",
 * "19 Nov 2025" as far away as it is), NAME.Date ("19 November 2026"). TIMESTAMP_NONE sets nothing.
 */
void data_time(struct data *node, const char *name, timestamp at);

/* A size such as "412 KB", "1.3 MB" in the page's language. */
void data_size(struct data *node, const char *name, int64_t bytes);

/* A number with the language's thousands separator. */
void data_number(struct data *node, const char *name, int64_t value);

/* Marks a value as HTML that this program made itself and that is safe as it stands (rendered
 * Markdown, cleaned mail): stored below "Trusted", which only templates/common/trusted.cs prints.
 */
void data_trusted_html(struct data *node, const char *name, const char *html);

const struct language *data_language(const struct data *node);
enum err data_err(const struct data *node);

#endif
