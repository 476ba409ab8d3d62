/*
 * web_program.h: a small FastCGI program on a real database, asked from memory.
 *
 *     static const struct route ROUTES[] = { … };
 *     web_program_start(ROUTES, COUNT);
 *     ask(&(struct ask){.target = "/things"});
 *     assert_int_equal(answer_status(), 303);
 */
#ifndef DOCKET_TESTS_WEB_PROGRAM_H
#define DOCKET_TESTS_WEB_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "model/viewer.h"
#include "web/route.h"

struct ask {
	const char *method; /* NULL: GET, or POST where there is a body */
	const char *target;
	const char *body;
	size_t length;	  /* of the body; 0: up to its NUL */
	const char *type; /* NULL: urlencoded */
	const char *cookie, *origin, *languages;
	bool https;
};

/* A home folder, the database with all its tables, and the program. `private_server`: its server
 * can be killed. */
void web_program_start(const struct route *routes, size_t count, bool private_server);
void web_program_stop(void);

/* "docket=…": the cookie of a new session of a new account of that role and language. */
const char *signed_in(enum role role, const char *language);

/* Sends it; the answer stays until the next one. */
void ask(const struct ask *request);

int answer_status(void);
const char *answer_text(void); /* head and body */
const char *answer_body(void);

/* The value of a header, or of the cookie of that name that is set; NULL where it isn't. The last
 * eight results stay. */
const char *answer_header(const char *name);
const char *answer_cookie(const char *name);

/* The value of the last hidden input of that name, as it stands in the page; NULL: none. */
const char *answer_input(const char *name);

/* The three in one text, which the test frees. */
char *joined(const char *first, const char *second, const char *third);

/* The token of that session's forms; the program has a page at "/". */
const char *token_of(const char *cookie);

#define ASK(...)	ask(&(struct ask){__VA_ARGS__})
#define STATUS(status)	assert_int_equal(answer_status(), (status))
#define SHOWS(text)	assert_non_null(strstr(answer_text(), (text)))
#define SHOWS_NOT(text) assert_null(strstr(answer_text(), (text)))

#endif
