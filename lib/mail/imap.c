#include "mail/imap.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/imap_line.h"

enum {
	TIMEOUT = 60, /* seconds */
	NAME_ROOM = 2048,
	COMMAND_MOST = 64 * 1024,
	MESSAGE_MOST = 64 * 1024 * 1024,
};

/* --- Connecting. */

static CURLcode set_server(struct imap *imap, const struct imap_server *server)
{
	CURL *curl = imap->curl;
	char url[300];
	long ssl = server->security == IMAP_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL;
	long seconds = server->timeout ? server->timeout : TIMEOUT;
	CURLcode code = CURLE_OK;

	(void)snprintf(url, sizeof url, "%s://%s:%d/",
	    server->security == IMAP_TLS ? "imaps" : "imap", server->host, server->port);
	/* clang-format off */
#define SET(option, value) if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
	SET(CURLOPT_URL, url);
	SET(CURLOPT_CONNECT_ONLY, 1L);
	SET(CURLOPT_USE_SSL, ssl);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_CONNECTTIMEOUT, seconds);
	SET(CURLOPT_TIMEOUT, 2 * seconds);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROXY, ""); /* whatever the environment says */
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	SET(CURLOPT_ERRORBUFFER, imap->problem);
	if (server->ca_file)
		SET(CURLOPT_CAINFO, server->ca_file);
	SET(CURLOPT_USERNAME, server->user);
	if (server->token) {
		SET(CURLOPT_XOAUTH2_BEARER, server->token);
	} else {
		SET(CURLOPT_PASSWORD, server->password ? server->password : "");
	}
#undef SET
	/* clang-format on */
	return code;
}

static enum err connect_problem(const struct imap *imap, CURLcode code)
{
	const char *why = *imap->problem ? imap->problem : curl_easy_strerror(code);

	switch (code) {
	case CURLE_LOGIN_DENIED:
		return ERROR(ERR_DENIED, "the mail server refuses name or password");
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return ERROR(ERR_DENIED, "the mail server's certificate is not good: %s", why);
	case CURLE_USE_SSL_FAILED:
		return ERROR(ERR_DENIED, "the mail server offers no encryption: %s", why);
	case CURLE_COULDNT_RESOLVE_HOST:
		return ERROR(ERR_UNAVAILABLE, "there is no server of that name: %s", why);
	case CURLE_OUT_OF_MEMORY:
		return ERROR(ERR_MEMORY, "no memory for a connection");
	default:
		return ERROR(ERR_UNAVAILABLE, "the mail server can't be reached: %s", why);
	}
}

static enum err connect_to(struct imap *imap, const struct imap_server *server)
{
	CURLcode code = set_server(imap, server);

	if (code == CURLE_OK)
		code = curl_easy_perform(imap->curl);
	if (code == CURLE_OK)
		code = curl_easy_getinfo(imap->curl, CURLINFO_ACTIVESOCKET, &imap->socket);
	if (code == CURLE_OK && imap->socket == CURL_SOCKET_BAD)
		code = CURLE_COULDNT_CONNECT;
	return code == CURLE_OK ? OK : connect_problem(imap, code);
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (!strncasecmp(at, word, length) && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

static enum err take_capabilities(struct imap *imap, const char *text, void *context)
{
	(void)context;
	if (strncasecmp(text, "CAPABILITY ", 11) != 0)
		return OK;
	imap->can_idle = has_word(text, "IDLE");
	imap->can_move = has_word(text, "MOVE");
	return OK;
}

enum err imap_open(const struct imap_server *server, struct imap **out)
{
	static bool prepared;
	const char *said;
	struct imap *imap;
	enum err err;

	*out = NULL;
	if (!server->host || !*server->host ||
	    strlen(server->host) != strspn(server->host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"
							 "OPQRSTUVWXYZ0123456789.-_[:]") ||
	    server->port < 1 || server->port > 65535 || strlen(server->host) > 253)
		return ERROR(ERR_INPUT, "this is no name or port of a mail server");
	if (!prepared && curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
		return ERROR(ERR_INTERNAL, "libcurl can't be used");
	prepared = true;
	imap = calloc(1, sizeof *imap);
	if (!imap)
		return ERROR(ERR_MEMORY, "no memory for a mail server");
	imap->timeout = 1000 * (server->timeout ? server->timeout : TIMEOUT);
	imap->text = BUFFER(IMAP_LINE_MOST);
	imap->literal = BUFFER(MESSAGE_MOST);
	imap->curl = curl_easy_init();
	err = imap->curl ? connect_to(imap, server) : ERROR(ERR_MEMORY, "no memory for curl");
	if (err == OK)
		err = imap_command(imap, "CAPABILITY", take_capabilities, NULL, &said);
	if (err != OK) {
		imap_close(imap);
		return err;
	}
	*out = imap;
	return OK;
}

void imap_close(struct imap *imap)
{
	if (!imap)
		return;
	if (imap->curl)
		curl_easy_cleanup(imap->curl);
	buffer_free(&imap->text);
	buffer_free(&imap->literal);
	free(imap);
}

/* --- Folders. */

static bool is_ok(const char *said)
{
	return !strncasecmp(said, "OK", 2);
}

/* "NO [CODE] words" as a sentence: just the words. */
static const char *words_of(const char *said)
{
	said += strcspn(said, " ");
	said += strspn(said, " ");
	if (*said == '[' && strchr(said, ']'))
		said = strchr(said, ']') + 1;
	return said + strspn(said, " ");
}

static enum err take_folder(struct imap *imap, const char *text, void *context)
{
	struct imap_folder *folder = context;
	const char *at = strcasestr(text, "[UIDVALIDITY ");
	char *end;

	(void)imap;
	if (at)
		folder->uid_validity = strtoll(at + 13, NULL, 10);
	if (strcasestr(text, "[PERMANENTFLAGS "))
		folder->keeps_keywords = strstr(text, "\\*") || strcasestr(text, "$Docket");
	if (*text >= '0' && *text <= '9') {
		int64_t number = strtoll(text, &end, 10);

		if (!strncasecmp(end, " EXISTS", 7))
			folder->messages = number;
	}
	return OK;
}

enum err imap_select(struct imap *imap, const char *folder, struct imap_folder *state)
{
	char name[NAME_ROOM], command[NAME_ROOM + 16];
	const char *said;

	*state = (struct imap_folder){.uid_validity = 0};
	TRY(imap_name(folder, name, sizeof name));
	/* lint: allow sql: a command of IMAP */
	(void)snprintf(command, sizeof command, "SELECT %s", name);
	TRY(imap_command(imap, command, take_folder, state, &said));
	if (!is_ok(said))
		return ERROR(
		    ERR_NOT_FOUND, "the folder %s can't be opened: %.200s", folder, words_of(said));
	if (!state->uid_validity)
		return ERROR(
		    ERR_INPUT, "the mail server does not number messages for good (UIDVALIDITY)");
	return OK;
}

/* --- Searching. */

struct found {
	struct arena *arena;
	int64_t first, *uids;
	size_t count, room;
	bool out_of_memory;
};

static void keep_uid(struct found *found, int64_t uid)
{
	if (uid < found->first) /* "9:*" names the last message in any case */
		return;
	if (found->count == found->room) {
		size_t room = found->room ? 2 * found->room : 256;
		int64_t *larger = ARENA_ARRAY(found->arena, int64_t, room);

		if (!larger) {
			found->out_of_memory = true;
			return;
		}
		if (found->count)
			memcpy(larger, found->uids, found->count * sizeof *larger);
		found->uids = larger;
		found->room = room;
	}
	found->uids[found->count++] = uid;
}

static enum err take_found(struct imap *imap, const char *text, void *context)
{
	struct found *found = context;
	char *end;

	(void)imap;
	if (strncasecmp(text, "SEARCH", 6) != 0)
		return OK;
	for (text += 6; *text; text = end) {
		long long uid = strtoll(text, &end, 10);

		if (end == text)
			break;
		keep_uid(found, uid);
	}
	return found->out_of_memory ? ERROR(ERR_MEMORY, "no memory for so many messages") : OK;
}

static int by_number(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

enum err imap_search(
    struct imap *imap, struct arena *arena, int64_t first, int64_t **uids, size_t *count)
{
	struct found found = {.arena = arena, .first = first};
	char command[64];
	const char *said;

	(void)snprintf(command, sizeof command, "UID SEARCH UID %" PRId64 ":*", first);
	TRY(imap_command(imap, command, take_found, &found, &said));
	if (!is_ok(said))
		return ERROR(
		    ERR_INPUT, "the mail server does not list messages: %.200s", words_of(said));
	if (found.count)
		qsort(found.uids, found.count, sizeof *found.uids, by_number);
	*uids = found.uids;
	*count = found.count;
	return OK;
}

/* --- Fetching. */

/* "12,13,14" behind `before`, with `after` behind it. False when it does not fit. */
static bool write_set(char *command, size_t room, const char *before, const int64_t *uids,
    size_t count, const char *after)
{
	size_t length = (size_t)snprintf(command, room, "%s", before);

	for (size_t i = 0; i < count && length < room; i++)
		length += (size_t)snprintf(
		    command + length, room - length, i ? ",%" PRId64 : "%" PRId64, uids[i]);
	if (length < room)
		length += (size_t)snprintf(command + length, room - length, "%s", after);
	return length < room;
}

struct fetching {
	size_t most;
	enum err (*each)(void *context, int64_t uid, const void *bytes, size_t length);
	void *context;
};

/* The message came as a quoted string: BODY[] "a \"b\"". Into the literal. */
static bool take_quoted(struct imap *imap, const char *text, size_t most)
{
	const char *at = strcasestr(text, "BODY[] \"");

	if (!at)
		return false;
	buffer_reset(&imap->literal, IMAP_ROOM);
	for (at += 8; *at && *at != '"' && imap->literal.length < most; at++) {
		if (*at == '\\' && at[1])
			at++;
		buffer_append(&imap->literal, at, 1);
	}
	return true;
}

static enum err take_message(struct imap *imap, const char *text, void *context)
{
	const struct fetching *fetching = context;
	const char *data, *uid;
	char *end;

	(void)strtoll(text, &end, 10);
	if (end == text || strncasecmp(end, " FETCH (", 8) != 0)
		return OK;
	data = end + 7;
	uid = strcasestr(data, "UID ");
	if (!uid || (!imap->has_literal && !take_quoted(imap, data, fetching->most)))
		return OK; /* flags, say */
	return fetching->each(fetching->context, strtoll(uid + 4, NULL, 10),
	    imap->literal.data ? imap->literal.data : "", imap->literal.length);
}

enum err imap_fetch(struct imap *imap, const int64_t *uids, size_t count, size_t most,
    enum err (*each)(void *context, int64_t uid, const void *bytes, size_t length), void *context)
{
	static char command[COMMAND_MOST];
	struct fetching fetching = {most, each, context};
	const char *said;

	imap->literal_most = most;
	if (!write_set(command, sizeof command, "UID FETCH ", uids, count, " (UID BODY.PEEK[])"))
		return ERROR(ERR_INTERNAL, "too many messages at once");
	TRY(imap_command(imap, command, take_message, &fetching, &said));
	if (!is_ok(said))
		return ERROR(ERR_INPUT, "the mail server does not hand out a message: %.200s",
		    words_of(said));
	return OK;
}

/* --- Marks. */

static enum err store(struct imap *imap, const int64_t *uids, size_t count, const char *flags)
{
	static char command[COMMAND_MOST];
	const char *said;

	if (!write_set(command, sizeof command, "UID STORE ", uids, count, flags))
		return ERROR(ERR_INTERNAL, "too many messages at once");
	TRY(imap_command(imap, command, NULL, NULL, &said));
	if (!is_ok(said))
		return ERROR(
		    ERR_INPUT, "the mail server marks no messages: %.200s", words_of(said));
	return OK;
}

enum err imap_mark(struct imap *imap, const int64_t *uids, size_t count, bool keyword)
{
	return store(imap, uids, count,
	    keyword ? " +FLAGS.SILENT (\\Seen $Docket)" : " +FLAGS.SILENT (\\Seen)");
}

static enum err transfer(
    struct imap *imap, const char *verb, const int64_t *uids, size_t count, const char *folder)
{
	static char command[COMMAND_MOST];
	char name[NAME_ROOM + 1];
	const char *said;

	name[0] = ' ';
	TRY(imap_name(folder, name + 1, sizeof name - 1));
	if (!write_set(command, sizeof command, verb, uids, count, name))
		return ERROR(ERR_INTERNAL, "too many messages at once");
	TRY(imap_command(imap, command, NULL, NULL, &said));
	if (!is_ok(said))
		return ERROR(ERR_INPUT, "the mail server moves nothing into the folder %s: %.200s",
		    folder, words_of(said));
	return OK;
}

enum err imap_move(struct imap *imap, const int64_t *uids, size_t count, const char *folder)
{
	const char *said;

	if (imap->can_move)
		return transfer(imap, "UID MOVE ", uids, count, folder);
	TRY(transfer(imap, "UID COPY ", uids, count, folder));
	TRY(store(imap, uids, count, " +FLAGS.SILENT (\\Deleted)"));
	return imap_command(imap, "EXPUNGE", NULL, NULL, &said);
}

/* --- Waiting. */

static bool is_news(const char *text)
{
	char *end;

	(void)strtoll(text, &end, 10);
	return end > text && (!strncasecmp(end, " EXISTS", 7) || !strncasecmp(end, " RECENT", 7));
}

/* Responses that came without being asked for. */
static enum err take_news(struct imap *imap, bool *news)
{
	while (imap->begin < imap->end) {
		TRY(imap_response(imap, imap->timeout));
		if (!strncasecmp(imap->text.data, "* BYE", 5))
			return ERROR(ERR_UNAVAILABLE, "the mail server ended the connection");
		if (!strncmp(imap->text.data, "* ", 2))
			*news = *news || is_news(imap->text.data + 2);
	}
	return OK;
}

static enum err note_news(struct imap *imap, const char *text, void *context)
{
	bool *news = context;

	(void)imap;
	*news = *news || is_news(text);
	return OK;
}

static enum err end_idle(struct imap *imap, bool *news)
{
	TRY(imap_send_raw(imap, "DONE\r\n", 6));
	for (;;) {
		TRY(imap_response(imap, imap->timeout));
		if (imap->text.length && imap->text.data[0] == 'D')
			return OK;
		if (imap->text.length > 2 && imap->text.data[0] == '*')
			*news = *news || is_news(imap->text.data + 2);
	}
}

static enum err idle(struct imap *imap, int milliseconds, bool *news)
{
	bool readable;

	TRY(imap_send(imap, "IDLE"));
	do {
		TRY(imap_response(imap, imap->timeout));
		*news = *news || (imap->text.length > 2 && imap->text.data[0] == '*' &&
				     is_news(imap->text.data + 2));
	} while (!imap->text.length || imap->text.data[0] == '*');
	if (imap->text.data[0] != '+') { /* it can't, after all */
		imap->can_idle = false;
		return OK;
	}
	while (!*news) {
		TRY(imap_readable(imap, milliseconds, &readable));
		if (!readable)
			break;
		TRY(take_news(imap, news));
	}
	return end_idle(imap, news);
}

enum err imap_wait(struct imap *imap, int milliseconds, int poll, bool *news)
{
	const char *said;
	bool readable;

	*news = false;
	if (imap->can_idle)
		return idle(imap, milliseconds, news);
	/* (A server that hangs up is heard at once.) */
	TRY(imap_readable(imap, poll, &readable));
	TRY(imap_command(imap, "NOOP", note_news, news, &said));
	*news = true;
	return OK;
}
