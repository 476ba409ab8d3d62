/*
 * language.h: the four languages: catalogues (gettext .po, read by ourselves: a fresh system has
 * only the C locale), plural forms, dates, numbers.
 *
 * Loaded once at start; read-only afterwards.
 */
#ifndef DOCKET_VIEW_LANGUAGE_H
#define DOCKET_VIEW_LANGUAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/timestamp.h"

enum { LANGUAGE_COUNT = 4 };

struct language;

/* Reads po/LANG.po for each language. English is the source: its messages are the texts themselves.
 * ERR_INPUT names file and line of what can't be read. */
enum err languages_load(const char *po_folder);
void languages_free(void);

/* "en", "pl", "nb", "ru" ("no" and "nn" give nb; "pl-PL" gives pl). NULL for any other. */
const struct language *language_named(const char *code);
const struct language *language_at(size_t index); /* 0 … LANGUAGE_COUNT - 1, English first */

/* The best of the four for an Accept-Language header (RFC 9110, section 12.5.4), else `otherwise`.
 */
const struct language *language_accepted(const char *header, const struct language *otherwise);

const char *language_code(const struct language *language); /* "nb" */
const char *language_name(const struct language *language); /* "Norsk", in itself */

/* The translation, or the message itself where there is none. `context` (gettext's msgctxt) may be
 * NULL. Valid as long as the catalogue. */
const char *language_text(
    const struct language *language, const char *context, const char *message);

/* The plural form for n: language_plural(l, "%d request", "%d requests", 5). The catalogue's
 * Plural-Forms are evaluated for pl and ru, n != 1 elsewhere. %d is left for the caller. */
const char *language_plural(
    const struct language *language, const char *one, const char *many, int64_t n);

/* `message` translated with %1 and %2 replaced by the arguments (which may be NULL). In the arena.
 */
const char *language_fill(struct arena *arena, const struct language *language, const char *message,
    const char *one, const char *two);

/* The plural form with %d replaced by n as the language writes numbers. In the arena. */
const char *language_count(struct arena *arena, const struct language *language, const char *one,
    const char *many, int64_t n);

/* Numbers and dates as the language writes them. In the arena; NULL: no memory. */
const char *language_number(struct arena *arena, const struct language *language, int64_t value);
const char *language_size(struct arena *arena, const struct language *language, int64_t bytes);
/* A number of tenths, not below 0: "4.3", "4,3". */
const char *language_decimal(struct arena *arena, const struct language *language, int64_t tenths);

enum date_style { DATE_FULL, DATE_SHORT, DATE_DAY, DATE_MONTH };
/* `now` decides on "today" and "yesterday" of DATE_SHORT. DATE_MONTH: "November 2026". */
const char *language_date(struct arena *arena, const struct language *language, timestamp at,
    timestamp now, enum date_style style);

/* A span in the largest fitting unit: "5 minutes", "3 hours", "2 days". */
const char *language_span(
    struct arena *arena, const struct language *language, int64_t microseconds);

#endif
