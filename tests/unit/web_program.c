#include "unit.h"

#include "web_program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/log.h"
#include "database.h"
#include "memory_source.h"
#include "model/account.h"
#include "model/session.h"
#include "web/serve.h"

static struct server *server;
static struct db *db;
static struct arena *arena; /* for what tests keep */
static struct memory_source memory;

void web_program_start(const struct route *routes, size_t count, bool private_server)
{
	char spool[100];

	if (private_server)
		test_database_be_private();
	test_database_start(&db);
	(void)snprintf(spool, sizeof spool, "%s/spool", test_database_folder());
	assert_int_equal(mkdir(spool, 0700), 0);
	assert_int_equal(setenv("DOCKET_HOME", test_database_folder(), 1), 0);
	assert_int_equal(serve_open("test", routes, count, &server), OK);
	arena = arena_new(4 << 20);
	assert_non_null(arena);
}

void web_program_stop(void)
{
	memory_source_free(&memory);
	serve_close(server);
	db_close(db);
	arena_free(arena);
	test_database_stop();
}

const char *signed_in(enum role role, const char *language)
{
	static int people;
	char token[TOKEN_SIZE], email[40];
	int64_t id;

	(void)snprintf(email, sizeof email, "person%d@example.org", ++people);
	assert_int_equal(account_add(db, arena,
			     &(struct account){.email = email,
				 .name = "Ann \"<b>\" Example",
				 .role = role,
				 .language = language},
			     NULL, 0, &id),
	    OK);
	assert_int_equal(session_open(db, id, "127.0.0.1", "a test", token), OK);
	return arena_format(arena, "docket=%s", token);
}

void ask(const struct ask *request)
{
	const char *variables[40], *body = request->body ? request->body : "";
	size_t length = request->length ? request->length : strlen(body), count = 0;
	char digits[24];
	const struct {
		const char *name, *value;
	} all[] = {
	    {"REQUEST_METHOD", request->method ? request->method
			       : request->body ? "POST"
					       : "GET"},
	    {"REQUEST_URI", request->target},
	    {"HTTP_HOST", "docket.example"},
	    {"REMOTE_ADDR", "192.0.2.7"},
	    {"HTTPS", request->https ? "on" : NULL},
	    {"HTTP_COOKIE", request->cookie},
	    {"HTTP_ORIGIN", request->origin},
	    {"HTTP_ACCEPT_LANGUAGE", request->languages},
	    {"CONTENT_LENGTH", request->body ? digits : NULL},
	    {"CONTENT_TYPE", !request->body  ? NULL
			     : request->type ? request->type
					     : "application/x-www-form-urlencoded"},
	};

	(void)snprintf(digits, sizeof digits, "%zu", length);
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (!all[i].value)
			continue;
		variables[count++] = all[i].name;
		variables[count++] = all[i].value;
	}
	variables[count] = NULL;
	memory_source_free(&memory);
	memory_source_start(&memory, variables, body, length);
	serve_request(server, &memory.source);
	memory.variables = NULL;
	assert_non_null(memory.answer.data);
}

int answer_status(void)
{
	assert_memory_equal(memory.answer.data, "Status: ", 8);
	return atoi(memory.answer.data + 8);
}

const char *answer_text(void)
{
	return memory.answer.data;
}

const char *answer_body(void)
{
	const char *end = strstr(memory.answer.data, "\r\n\r\n");

	assert_non_null(end);
	return end + 4;
}

/* What stands from there to one of the ends. */
static const char *keep(const char *from, const char *ends)
{
	static char kept[8][4096];
	static unsigned next;
	char *to = kept[next++ % 8];
	size_t length = strcspn(from, ends);

	assert_true(length < sizeof kept[0]);
	memcpy(to, from, length);
	to[length] = '\0';
	return to;
}

static const char *find_header(const char *from, const char *name)
{
	char line[80];
	const char *end = strstr(memory.answer.data, "\r\n\r\n"), *at;

	(void)snprintf(line, sizeof line, "\r\n%s: ", name);
	at = strstr(from, line);
	return at && at < end ? at + strlen(line) : NULL;
}

const char *answer_header(const char *name)
{
	const char *at = find_header(memory.answer.data, name);

	return at ? keep(at, "\r") : NULL;
}

const char *answer_cookie(const char *name)
{
	size_t length = strlen(name);
	const char *at = memory.answer.data;

	while ((at = find_header(at, "Set-Cookie")))
		if (!strncmp(at, name, length) && at[length] == '=')
			return keep(at + length + 1, "\r");
	return NULL;
}

const char *answer_input(const char *name)
{
	char start[120];
	const char *found = NULL;

	(void)snprintf(start, sizeof start, "name=\"%s\" value=\"", name);
	for (const char *at = answer_body(); (at = strstr(at, start)); at++)
		found = at;
	return found ? keep(found + strlen(start), "\"") : NULL;
}

char *joined(const char *first, const char *second, const char *third)
{
	size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
	char *text = malloc(size);

	assert_non_null(text);
	(void)snprintf(text, size, "%s%s%s", first, second, third);
	return text;
}

const char *token_of(const char *cookie)
{
	ASK(.target = "/", .cookie = cookie);
	return answer_input("csrf");
}
