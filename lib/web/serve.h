/*
 * serve.h: the loop of every FastCGI program: read, route, guard, handle, render, send, reset.
 */
#ifndef DOCKET_WEB_SERVE_H
#define DOCKET_WEB_SERVE_H

#include <stddef.h>

#include "web/route.h"

/* Serves descriptor 0 until told to end. Returns the exit status of main. `name` is the program's,
 * for the log and its templates. */
int serve(const char *name, const struct route *routes, size_t count);

/* The same for one request from any source, for tests; the caller has set up what serve sets up. */
struct server;
enum err serve_open(
    const char *name, const struct route *routes, size_t count, struct server **out);
void serve_request(struct server *server, struct http_source *source);
void serve_close(struct server *server);

#endif
