/*
 * format.h: dates, numbers and sizes as each language writes them (after the CLDR), for lib/view.
 *
 * language.h has the functions that everybody uses; here are their inner halves.
 */
#ifndef DOCKET_VIEW_FORMAT_H
#define DOCKET_VIEW_FORMAT_H

#include "view/language.h"

struct customs; /* how one language writes things */

/* NULL for a language that has none. */
const struct customs *customs_of(const char *code);

/* language_date for moments already taken apart. */
const char *format_date(struct arena *arena, const struct language *language,
    const struct civil_time *at, const struct civil_time *now, enum date_style style);

const struct customs *language_customs(const struct language *language);

#endif
