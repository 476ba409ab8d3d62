/*
 * route.h: a program's pages as a table, with their guards as data.
 *
 *     static const struct route ROUTES[] = {
 *         {HTTP_GET, "/t/:number", GUARD_KNOWN, ticket_show},
 *         {HTTP_POST, "/t/:number/reply", GUARD_KNOWN, ticket_reply_post, .uploads = true},
 *     };
 *
 * A pattern's segment that begins with ':' takes one whole segment of the path as a parameter. GET
 * answers HEAD too. A path that fits with another method gives 405; "/tickets/" redirects to
 * "/tickets".
 */
#ifndef DOCKET_WEB_ROUTE_H
#define DOCKET_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "http/request.h"
#include "web/context.h"

enum guard {
	GUARD_ANYONE, /* no sign-in needed */
	GUARD_KNOWN,  /* any account; nobody is asked to sign in first */
	GUARD_STAFF,  /* agents and administrators; clients get 404 */
	GUARD_ADMIN,  /* administrators; others get 404 */
};

/* Fills context->response (mostly by page_send or response_redirect). An error it returns becomes
 * the error page of web/error.h: ERR_NOT_FOUND and ERR_DENIED 404, ERR_INPUT 400, ERR_LIMIT 413,
 * ERR_CONFLICT 409, ERR_RETRY and ERR_UNAVAILABLE 503, others 500. */
typedef enum err (*handler)(struct context *context);

struct route {
	enum http_method method;
	const char *pattern;
	enum guard guard;
	handler handle;
	bool uploads;	  /* takes multipart bodies with files */
	bool pre_session; /* a POST by nobody is allowed, with the visitor's CSRF cookie: sign-in */
	bool for_programs; /* answers programs, not people: no cookie, no language to keep */
	bool by_token;	   /* its address proves itself: a POST needs neither Origin nor token (RFC
			      8058) */
	bool open_form;	   /* a POST by nobody is allowed, with guard_open_token of its address */
};

/* What the path asks for. ROUTE_OK sets *route and parameters (in the request's arena). */
enum route_match { ROUTE_OK, ROUTE_NONE, ROUTE_WRONG_METHOD, ROUTE_SLASH };
enum route_match route_find(const struct route *routes, size_t count, const struct request *request,
    const struct route **route, const char *parameters[static ROUTE_PARAMETERS]);

/* "GET, HEAD, POST": the methods that the path answers to, as a 405 must say (RFC 9110, section
 * 15.5.6). NULL: no memory. */
const char *route_methods(const struct route *routes, size_t count, const struct request *request);

#endif
