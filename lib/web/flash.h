/*
 * flash.h: a sentence that one request leaves for the next page ("We have your request."), in a
 * signed cookie. It holds the English message, translated when shown.
 */
#ifndef DOCKET_WEB_FLASH_H
#define DOCKET_WEB_FLASH_H

#include "web/context.h"

/* `message` is English, marked with TR. */
enum err flash_keep(struct context *context, const char *message);

/* Puts what was kept into Flash.Text and Flash.Kind and forgets it. */
enum err flash_show(struct context *context, struct data *page);

#endif
