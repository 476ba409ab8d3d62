/*
 * call.h: calls to other systems over HTTP, and looking whether a port answers. It uses libcurl.
 *
 * The address is checked when the connection is made, on what the name meant at that moment: a name
 * that means something else a second later gains nothing. Redirects are not followed, proxies of
 * the environment not used.
 */
#ifndef DOCKET_NET_CALL_H
#define DOCKET_NET_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum net_method { NET_GET, NET_POST, NET_CONNECT };

struct net_call {
	enum net_method method;
	const char *url;	    /* http or https; NET_CONNECT: "host:port" or "[::1]:25" */
	const char *body;	    /* of NET_POST, JSON */
	const char *const *headers; /* "Name: value", ended by NULL; may be NULL */
	int timeout;		    /* seconds for all of it */
	const char *listed;	    /* hosts, addresses and networks: see address.h */
	bool listed_only;	    /* nothing but these; else public ones, too */
};

enum { NET_PROBLEM = 240 };
struct net_answer {
	int status; /* of HTTP; 0: no answer */
	int64_t took_ms;
	char problem[NET_PROBLEM]; /* why there is none, in English; "" where there is one */
	bool is_refused;	   /* it may not be called: trying again is of no use */
};

/* ERR_INTERNAL or ERR_MEMORY where libcurl can't be used; all else is in the answer. */
enum err net_call(const struct net_call *call, struct net_answer *answer);

/* May that be called at all, before any name is asked for: http or https, a host, no user and
 * password? */
bool net_url_is_good(const char *url);

#endif
