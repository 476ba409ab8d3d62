#include "mail/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/compose_header.h"

enum { ARENA_CAP = 64 * 1024, CONNECT_TIMEOUT = 30, TIMEOUT = 300, LINE_MOST = 1000 };

/* Which command the next answer is for. */
enum phase { BEFORE, SENDER, RECIPIENT, DATA, CONTENT, AFTER };

struct smtp {
	CURL *curl;
	struct arena *arena; /* lives as long as this: the server's texts */
	unsigned connections;
	char problem[CURL_ERROR_SIZE];

	/* Of the message in hand: */
	const char *message;
	size_t length, given;
	enum phase phase;
	struct smtp_recipient *recipients;
	size_t count, asked; /* recipients told to the server so far */
	int sender_code, content_code;
	char reply[SMTP_REPLY_MOST]; /* the last one to anything but a recipient */
	char line[LINE_MOST];	     /* of an answer, as far as it has come */
	size_t line_length;
};

/* --- What the server says. */

static void keep_reply(char reply[static SMTP_REPLY_MOST], const char *line)
{
	size_t length = 0;

	/* Servers speak ASCII; what is not becomes "?". */
	for (; *line && length + 1 < SMTP_REPLY_MOST; line++)
		reply[length++] = *line < ' ' || *line >= 0x7f ? '?' : *line;
	reply[length] = '\0';
}

/* An answer is complete (its last line: "250 text", not "250-text"). */
static void take_answer(struct smtp *smtp, const char *line)
{
	int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');

	if (smtp->phase == RECIPIENT && smtp->asked > 0) {
		struct smtp_recipient *recipient = &smtp->recipients[smtp->asked - 1];

		recipient->code = code;
		keep_reply(recipient->reply, line);
		return;
	}
	if (smtp->phase == AFTER)
		return;
	keep_reply(smtp->reply, line);
	if (smtp->phase == SENDER)
		smtp->sender_code = code;
	else if (smtp->phase == DATA && code == 354)
		smtp->phase = CONTENT;
	else if (smtp->phase == CONTENT || smtp->phase == DATA) {
		smtp->content_code = code;
		smtp->phase = AFTER;
	}
}

static void take_line(struct smtp *smtp)
{
	const char *line = smtp->line;

	smtp->line[smtp->line_length] = '\0';
	smtp->line[strcspn(smtp->line, "\r\n")] = '\0';
	smtp->line_length = 0;
	if (strspn(line, "0123456789") == 3 && (line[3] == ' ' || !line[3]))
		take_answer(smtp, line);
}

static void take_input(struct smtp *smtp, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (smtp->line_length < LINE_MOST - 1)
			smtp->line[smtp->line_length++] = data[i];
		if (data[i] == '\n')
			take_line(smtp);
	}
}

static void take_command(struct smtp *smtp, const char *data, size_t size)
{
	if (size >= 5 && !strncasecmp(data, "MAIL ", 5)) {
		smtp->phase = SENDER;
	} else if (size >= 5 && !strncasecmp(data, "RCPT ", 5)) {
		smtp->phase = RECIPIENT;
		if (smtp->asked < smtp->count)
			smtp->asked++;
	} else if (size >= 4 && !strncasecmp(data, "DATA", 4)) {
		smtp->phase = DATA;
	} else if (size >= 4 && !strncasecmp(data, "QUIT", 4)) {
		smtp->phase = AFTER;
	}
}

/* curl's log is the one place where it tells each answer. What passes here is not written
 * anywhere: it has the password in it. */
static int watch(CURL *curl, curl_infotype type, char *data, size_t size, void *context)
{
	(void)curl;
	if (type == CURLINFO_HEADER_IN)
		take_input(context, data, size);
	else if (type == CURLINFO_HEADER_OUT)
		take_command(context, data, size);
	return 0;
}

static size_t give(char *to, size_t size, size_t count, void *context)
{
	struct smtp *smtp = context;
	size_t room = size * count, left = smtp->length - smtp->given;

	if (left > room)
		left = room;
	memcpy(to, smtp->message + smtp->given, left);
	smtp->given += left;
	return left;
}

/* --- The connection. */

static CURLcode set_server(struct smtp *smtp, const struct smtp_server *server)
{
	CURL *curl = smtp->curl;
	const char *hello = server->hello && *server->hello ? server->hello : "localhost";
	const char *scheme = server->security == SMTP_TLS ? "smtps" : "smtp";
	char *url =
	    arena_format(smtp->arena, "%s://%s:%d/%s", scheme, server->host, server->port, hello);
	long ssl = server->security == SMTP_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL;
	CURLcode code = url ? CURLE_OK : CURLE_OUT_OF_MEMORY;

	/* clang-format off */
#define SET(option, value) if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
	SET(CURLOPT_URL, url);
	SET(CURLOPT_USE_SSL, ssl);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_CONNECTTIMEOUT, (long)(server->connect_timeout ? server->connect_timeout : CONNECT_TIMEOUT));
	SET(CURLOPT_TIMEOUT, (long)(server->timeout ? server->timeout : TIMEOUT));
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)(server->timeout ? server->timeout : TIMEOUT));
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROXY, ""); /* whatever the environment says */
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	SET(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_READFUNCTION, give);
	SET(CURLOPT_READDATA, smtp);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_DEBUGFUNCTION, watch);
	SET(CURLOPT_DEBUGDATA, smtp);
	SET(CURLOPT_ERRORBUFFER, smtp->problem);
	if (server->ca_file)
		SET(CURLOPT_CAINFO, server->ca_file);
	if (server->user) {
		SET(CURLOPT_USERNAME, server->user);
		SET(CURLOPT_PASSWORD, server->password ? server->password : "");
	}
#undef SET
	/* clang-format on */
	return code;
}

enum err smtp_open(const struct smtp_server *server, struct smtp **out)
{
	static bool prepared;
	struct smtp *smtp;
	CURLcode code;

	*out = NULL;
	if (!server->host || !*server->host || strpbrk(server->host, "/@:? \r\n") ||
	    (server->hello && strpbrk(server->hello, " \r\n/?#")) || server->port < 1 ||
	    server->port > 65535)
		return ERROR(ERR_INPUT, "the mail server's name or port is none");
	if (!prepared && curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
		return ERROR(ERR_INTERNAL, "libcurl can't be used");
	prepared = true;
	smtp = calloc(1, sizeof *smtp);
	if (!smtp)
		return ERROR(ERR_MEMORY, "no memory for a mail server");
	smtp->arena = arena_new(ARENA_CAP);
	smtp->curl = curl_easy_init();
	code = smtp->arena && smtp->curl ? set_server(smtp, server) : CURLE_OUT_OF_MEMORY;
	if (code != CURLE_OK) {
		smtp_close(smtp);
		return code == CURLE_OUT_OF_MEMORY
			   ? ERROR(ERR_MEMORY, "no memory for a mail server")
			   : ERROR(ERR_INPUT, "mail server: %s", curl_easy_strerror(code));
	}
	*out = smtp;
	return OK;
}

enum err smtp_set_token(struct smtp *smtp, const char *token)
{
	return curl_easy_setopt(smtp->curl, CURLOPT_XOAUTH2_BEARER, token) == CURLE_OK
		   ? OK
		   : ERROR(ERR_MEMORY, "no memory for a token");
}

void smtp_close(struct smtp *smtp)
{
	if (!smtp)
		return;
	if (smtp->curl)
		curl_easy_cleanup(smtp->curl);
	if (smtp->arena)
		arena_free(smtp->arena);
	free(smtp);
}

unsigned smtp_connections(const struct smtp *smtp)
{
	return smtp->connections;
}

/* --- What it means. */

static void judge(struct smtp_recipient *recipient, enum smtp_outcome outcome,
    enum smtp_stage stage, int code, const char *reply)
{
	recipient->outcome = outcome;
	/* "421: I shall close this connection", whatever it was said to (RFC 5321, 4.2.1). */
	recipient->stage = code == 421 ? SMTP_AT_SERVER : stage;
	recipient->code = code;
	if (reply != recipient->reply)
		keep_reply(recipient->reply, reply);
}

/* A refused sender is a matter of how the two are set up, but for a message that is too large
 * (RFC 1870, section 6). */
static enum smtp_outcome sender_outcome(int code)
{
	return code == 552 ? SMTP_PERMANENT : SMTP_TEMPORARY;
}

static enum smtp_outcome outcome_of(int code)
{
	return code >= 500 ? SMTP_PERMANENT : SMTP_TEMPORARY;
}

static void judge_one(const struct smtp *smtp, struct smtp_recipient *recipient, CURLcode code)
{
	int own = recipient->code;

	recipient->perhaps_sent = false;
	if (own >= 400)
		judge(recipient, outcome_of(own), SMTP_AT_RECIPIENT, own, recipient->reply);
	else if (smtp->sender_code >= 400)
		judge(recipient, sender_outcome(smtp->sender_code),
		    smtp->sender_code == 552 ? SMTP_AT_CONTENT : SMTP_AT_SENDER, smtp->sender_code,
		    smtp->reply);
	else if (own >= 200 && smtp->content_code >= 200 && smtp->content_code < 300)
		judge(recipient, SMTP_SENT, SMTP_AT_CONTENT, smtp->content_code, smtp->reply);
	else if (smtp->content_code >= 400)
		judge(recipient, outcome_of(smtp->content_code), SMTP_AT_CONTENT,
		    smtp->content_code, smtp->reply);
	else {
		/* No connection, no sign-in, no certificate that holds, no answer. */
		char words[SMTP_REPLY_MOST * 2];
		const char *problem = *smtp->problem ? smtp->problem : curl_easy_strerror(code);

		/* "Login denied" says less than the server did. */
		(void)snprintf(words, sizeof words, "%s%s%s", problem,
		    smtp->reply[0] >= '4' ? ": " : "", smtp->reply[0] >= '4' ? smtp->reply : "");
		judge(recipient, SMTP_TEMPORARY, SMTP_AT_SERVER, 0, words);
		recipient->perhaps_sent = smtp->phase == CONTENT && smtp->given == smtp->length;
	}
}

/* --- Sending. */

static void begin(struct smtp *smtp)
{
	smtp->given = smtp->asked = smtp->line_length = 0;
	smtp->phase = BEFORE;
	smtp->sender_code = smtp->content_code = 0;
	smtp->reply[0] = smtp->problem[0] = '\0';
	for (size_t i = 0; i < smtp->count; i++) {
		smtp->recipients[i].code = 0;
		smtp->recipients[i].reply[0] = '\0';
	}
}

static CURLcode perform(struct smtp *smtp)
{
	long connections = 0;
	CURLcode code;

	begin(smtp);
	code = curl_easy_perform(smtp->curl);
	(void)curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &connections);
	smtp->connections += (unsigned)connections;
	/* A kept connection that the server has given up: nothing was said over it. */
	if (code != CURLE_OK && connections == 0 && smtp->sender_code == 0 &&
	    smtp->phase <= SENDER) {
		(void)curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT, 1L);
		begin(smtp);
		code = curl_easy_perform(smtp->curl);
		(void)curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT, 0L);
		(void)curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &connections);
		smtp->connections += (unsigned)connections;
	}
	return code;
}

static enum err add_recipients(const struct smtp *smtp, struct curl_slist **list)
{
	for (size_t i = 0; i < smtp->count; i++) {
		struct curl_slist *longer;

		if (!header_is_address(smtp->recipients[i].address))
			return ERROR(ERR_INPUT, "a recipient's address can't be written to");
		longer = curl_slist_append(*list, smtp->recipients[i].address);
		if (!longer)
			return ERROR(ERR_MEMORY, "no memory for recipients");
		*list = longer;
	}
	return *list ? OK : ERROR(ERR_INPUT, "a message without recipients");
}

enum err smtp_send(struct smtp *smtp, const char *sender, struct smtp_recipient *recipients,
    size_t count, const char *message, size_t length)
{
	struct curl_slist *list = NULL;
	CURLcode code;
	enum err err;

	if (*sender && !header_is_address(sender))
		return ERROR(ERR_INPUT, "the sender's address can't be used");
	smtp->message = message;
	smtp->length = length;
	smtp->recipients = recipients;
	smtp->count = count;
	err = add_recipients(smtp, &list);
	if (err == OK &&
	    (curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, *sender ? sender : "<>") != CURLE_OK ||
		curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, list) != CURLE_OK ||
		curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length) !=
		    CURLE_OK))
		err = ERROR(ERR_MEMORY, "no memory for a message");
	if (err == OK) {
		code = perform(smtp);
		for (size_t i = 0; i < count; i++)
			judge_one(smtp, &recipients[i], code);
	}
	(void)curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(list);
	smtp->message = NULL;
	smtp->recipients = NULL;
	smtp->count = 0;
	return err;
}

enum err smtp_try(struct smtp *smtp, char reply[static SMTP_REPLY_MOST])
{
	struct smtp_recipient recipient = {.address = ""};
	CURL *curl = smtp->curl;
	CURLcode code = curl_easy_setopt(curl, CURLOPT_UPLOAD, 0L);

	smtp->recipients = &recipient;
	smtp->count = 1;
	/* Without a message curl sends this one command, once it is signed in. */
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	if (code == CURLE_OK)
		code = perform(smtp);
	judge_one(smtp, &recipient, code);
	keep_reply(reply, recipient.reply);
	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
	(void)curl_easy_setopt(curl, CURLOPT_NOBODY, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	smtp->recipients = NULL;
	smtp->count = 0;
	return code == CURLE_OK ? OK : ERROR(ERR_UNAVAILABLE, "mail server: %s", reply);
}
