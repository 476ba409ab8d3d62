/*
 * file.h: the handlers of the program "file".
 */
#ifndef DOCKET_FILE_FILE_H
#define DOCKET_FILE_FILE_H

#include "web/context.h"

/* Answers with X-Accel-Redirect into the local cache: so HEAD, ranges and conditional requests are
 * nginx's, and no worker is held up by a slow reader. */
enum err file_send(struct context *context);

/* The same for a picture or file of an article, for its readers. */
enum err file_send_article(struct context *context);

#endif
