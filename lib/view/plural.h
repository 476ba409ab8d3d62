/*
 * plural.h: gettext's Plural-Forms ("nplurals=2; plural=(n != 1);"), for lib/view.
 *
 * The expression is C's, over one unsigned variable n, with ?: || && == != < <= > >= + - * / % !
 * ().
 */
#ifndef DOCKET_VIEW_PLURAL_H
#define DOCKET_VIEW_PLURAL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct plural;

/* Reads the value of a Plural-Forms header. ERR_INPUT when it isn't one. */
enum err plural_parse(struct arena *arena, const char *rule, struct plural **out);

/* The number of forms, and the form for n: always below that number. */
unsigned plural_forms(const struct plural *plural);
unsigned plural_form(const struct plural *plural, uint64_t n);

#endif
