/*
 * fcgi.h: the only place that knows libfcgi. One request at a time on the listening descriptor 0.
 */
#ifndef DOCKET_HTTP_FCGI_H
#define DOCKET_HTTP_FCGI_H

#include <stdbool.h>

#include "base/err.h"
#include "http/source.h"

/* Prepares to serve descriptor 0, and SIGTERM, SIGINT and SIGUSR1: each lets the request in hand
 * finish and makes fcgi_accept return false. They stay blocked in the process, so that they cut no
 * system call short; a child that is given a program of its own must unblock them. SIGPIPE is
 * ignored. ERR_INPUT when descriptor 0 is no listening socket. */
enum err fcgi_open(void);

/* Waits for the next request. False: time to end (signal, or the socket is gone). */
bool fcgi_accept(struct http_source **source);

/* The same, but *source is NULL when nobody asked for so many milliseconds. */
bool fcgi_accept_within(int milliseconds, struct http_source **source);

/* Ends the request in hand: flushes and closes. ERR_IO when the client was gone. */
enum err fcgi_finish(void);

#endif
