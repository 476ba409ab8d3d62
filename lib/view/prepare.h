/*
 * prepare.h: what can be said of a template before it is parsed is said then, once a process
 * instead of once a page.
 *
 * Included files are put in their places. Texts that are translated as they stand become the
 * translation: <?cs var:tr("Send") ?> the escaped text itself, tr("Send") among a macro's arguments
 * a string. Simple macros are written out where they are called (view/macro.h). Comments fall away.
 * A page rendered from what comes out is, byte for byte, the page rendered from what goes in.
 */
#ifndef DOCKET_VIEW_PREPARE_H
#define DOCKET_VIEW_PREPARE_H

#include "view/language.h"

/* Reads a file of templates whole into memory from malloc; NULL where it can't. */
typedef char *template_reader(void *context, const char *name);

/* The text of the template `name`, prepared for one language, from malloc. NULL: something could
 * not be read, or there is no memory; to parse the template as it is tells what is wrong. */
char *template_prepare(
    const char *name, const struct language *language, template_reader *read, void *context);

#endif
