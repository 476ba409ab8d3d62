/*
 * uploads.h: files of a form, kept from the moment they arrive.
 *
 * uploads_take stores the files that came with this request (inputs named "file") and adds their
 * tokens to those that the form carried (inputs named "upload"), without those whose box "drop" is
 * checked. A page that shows the form again lists them: Uploads.N.Token, .Name, .Size, and
 * UploadProblem, a translated sentence, where a file could not be taken.
 */
#ifndef DOCKET_WEB_UPLOADS_H
#define DOCKET_WEB_UPLOADS_H

#include <stddef.h>

#include "model/ticket_change.h"
#include "web/context.h"

struct uploads {
	const char *tokens[UPLOADS_MOST];
	size_t count;
	const char *problem; /* translated; NULL when all files were taken */
	int status; /* of a page that shows the form again: 413 or 503 after a problem, else
		     * 422: what was typed is wrong */
};

/* ERR_LIMIT: a file was too large or found no room, or there were more than UPLOADS_MOST; the
 * others are kept and `problem` says so to the reader: the form is to be shown again. */
enum err uploads_take(struct context *context, struct uploads *uploads);

/* Lists them for the template. */
enum err uploads_fill(struct context *context, const struct uploads *uploads);

#endif
