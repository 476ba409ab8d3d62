/*
 * context.h: what a handler gets: one request, who sends it, where the answer goes.
 */
#ifndef DOCKET_WEB_CONTEXT_H
#define DOCKET_WEB_CONTEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"
#include "db/db.h"
#include "http/request.h"
#include "http/response.h"
#include "model/viewer.h"
#include "view/data.h"
#include "view/language.h"

struct route;

enum { ROUTE_PARAMETERS = 4 };

/* Work for when the answer is out, so that no reader waits for it: called once the answer is sent,
 * again after a second in which nobody asked while it returns true (something is left), and with
 * `last` when the program ends. It logs its own failures. */
typedef bool afterwards(struct db *db, struct arena *arena, bool last);

struct context {
	struct arena *arena; /* the request's */
	const struct settings *settings;
	struct db *db;
	struct request *request;
	struct response *response;
	const struct route *route;
	const char *parameters[ROUTE_PARAMETERS]; /* of the path, in the order of the pattern */
	struct viewer viewer;
	const struct language *language;
	struct data *page; /* the page's data set, with the frame filled in as the page is sent */
	const char *csrf;  /* token for the forms of this page, or NULL before it is needed */
	afterwards *afterwards; /* set by the handler; one for a program */
};

/* The parameter at that place of the route's pattern ("/t/:number" has one, at 0). */
static inline const char *context_parameter(const struct context *context, unsigned at)
{
	return context->parameters[at];
}

/* A setting that pages need often: the prefix of signatures, "H". */
const char *context_prefix(const struct context *context);

/* "H1010", in the request's arena. */
const char *context_signature(const struct context *context, int64_t ticket_id);

#endif
