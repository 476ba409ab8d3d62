/*
 * request.h: one HTTP request as the programs see it. All of it lives in the request's arena.
 *
 * The body is read by request_read_body, after routing and the guards that need no body, so that
 * nobody can make a worker swallow an upload that will be refused.
 */
#ifndef DOCKET_HTTP_REQUEST_H
#define DOCKET_HTTP_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/params.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

enum { REQUEST_ID_SIZE = 17 }; /* 16 hexadecimal digits and a NUL */

/* A file of a multipart body, already in a temporary file of the spool folder. The file is removed
 * when the arena is reset, unless `kept` was set by who took it over. */
struct upload {
	const char *field;
	const char *name; /* made safe: see upload_name.h */
	const char *path; /* in the spool */
	int64_t size;
	unsigned char sha256[32];
	bool kept;
	struct upload *next;
};

struct request_limits {
	int64_t body;	     /* bytes of a urlencoded body */
	int64_t upload_body; /* bytes of a multipart body */
	int64_t upload_file; /* bytes of one file in it */
	struct param_limits form;
	const char *spool; /* folder for uploads */
};

struct http_source; /* fcgi.h, or a test */

struct request {
	struct arena *arena;
	struct http_source *source;
	char id[REQUEST_ID_SIZE];
	enum http_method method;
	const char *path; /* percent-decoded, UTF-8, begins with '/', no "." or ".." segments */
	/* Path and query as sent, for links back: begins with one '/', holds only characters that a
	 * URL may hold (others were percent-encoded). */
	const char *target;
	struct params query, form, cookies;
	struct upload *uploads; /* in the order sent */
	/* The first file that could not be taken (too large, or no room for it), made safe like an
	 * upload's name; NULL when all were. */
	const char *refused_file;
	enum err refused_because; /* ERR_LIMIT: too large; ERR_IO: no room; OK when all were */
	const char *host;	  /* the Host header as nginx passed it, or "" */
	bool https;
	const char *address; /* of the client, as text */
	const char *accept_language, *user_agent, *origin, *if_none_match,
	    *if_modified_since;	  /* or "" */
	const char *content_type; /* or "" */
	int64_t content_length;	  /* -1 where not stated */
};

/* Reads head, query and cookies from the source. ERR_INPUT when they are malformed, ERR_LIMIT when
 * they are too long or too many: then `request` is still good enough to answer with an error page.
 * A header that is no well-formed UTF-8 or holds control characters counts as not sent. */
enum err request_read_head(
    struct request *request, struct arena *arena, struct http_source *source);

/* Reads a urlencoded or multipart body into form and uploads. ERR_LIMIT: too large (413) or too
 * many fields; ERR_INPUT: malformed, cut short or of another type; ERR_IO: the spool is not
 * writable, or the client is gone. What was read until then stays in form and uploads: a page may
 * keep what was typed. A file that is too large, or finds no room, is dropped and the rest is still
 * read, so that nothing typed is lost; the error comes at the end, and refused_file names the file.
 * The text of a multipart body may take as much as a urlencoded body, `limits->body`. */
enum err request_read_body(struct request *request, const struct request_limits *limits);

#endif
