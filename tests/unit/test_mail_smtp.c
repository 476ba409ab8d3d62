/* Sending, against a server that does what servers do on bad days. */
#include "unit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/smtp.h"

/* What the server answers; NULL: 250, or what is usual there. */
struct script {
	const char *greeting, *hello, *auth, *sender, *recipients[3], *data, *content;
	bool drop_after_content; /* closes without an answer */
	bool hang;		 /* says nothing at all */
	bool close_when_idle;	 /* after each message */
};

/* What it was sent; shared with the test. */
struct record {
	int connections, messages;
	char content[8192];
	char commands[8192];
};

extern char **environ;

static struct record *record;

struct connection {
	FILE *in;
	int out;
	const struct script *script;
	int recipients;
};

static void say(const struct connection *connection, const char *text, const char *otherwise)
{
	(void)dprintf(connection->out, "%s\r\n", text ? text : otherwise);
}

static void note(char *to, size_t size, const char *line)
{
	size_t used = strlen(to);

	(void)snprintf(to + used, size - used, "%s", line);
}

/* False: the connection ends. */
static bool take_content(struct connection *connection)
{
	char line[2048];

	record->content[0] = '\0';
	while (fgets(line, sizeof line, connection->in) && strcmp(line, ".\r\n") != 0)
		note(record->content, sizeof record->content, line);
	record->messages++;
	connection->recipients = 0;
	if (connection->script->drop_after_content)
		return false;
	say(connection, connection->script->content, "250 2.0.0 taken");
	return !connection->script->close_when_idle;
}

static bool answer(struct connection *connection, const char *line)
{
	const struct script *script = connection->script;

	note(record->commands, sizeof record->commands, line);
	if (!strncasecmp(line, "EHLO", 4)) {
		say(connection, script->hello, "250-test\r\n250 AUTH PLAIN");
	} else if (!strncasecmp(line, "AUTH", 4)) {
		say(connection, script->auth, "235 ok");
	} else if (!strncasecmp(line, "MAIL", 4)) {
		say(connection, script->sender, "250 ok");
	} else if (!strncasecmp(line, "RCPT", 4)) {
		say(connection, script->recipients[connection->recipients % 3], "250 ok");
		connection->recipients++;
	} else if (!strncasecmp(line, "DATA", 4)) {
		say(connection, script->data, "354 go on");
		return script->data || take_content(connection);
	} else if (!strncasecmp(line, "QUIT", 4)) {
		say(connection, NULL, "221 bye");
		return false;
	} else {
		say(connection, NULL, "250 ok");
	}
	return true;
}

static void serve(int listening, const struct script *script)
{
	(void)alarm(60);
	for (;;) {
		struct connection connection = {.script = script};
		char line[2048];

		connection.out = accept(listening, NULL, NULL);
		if (connection.out < 0)
			_exit(1);
		record->connections++;
		if (script->hang) {
			(void)pause();
			continue;
		}
		connection.in = fdopen(dup(connection.out), "r");
		say(&connection, script->greeting, "220 test");
		while (fgets(line, sizeof line, connection.in))
			if (!answer(&connection, line))
				break;
		(void)fclose(connection.in);
		(void)close(connection.out);
	}
}

static pid_t start_server(const struct script *script, int *port)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int listening = socket(AF_INET, SOCK_STREAM, 0);
	pid_t child;

	assert_int_equal(bind(listening, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(listening, 4), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&address, &size), 0);
	*port = ntohs(address.sin_port);
	memset(record, 0, sizeof *record);
	child = fork();
	if (child == 0)
		serve(listening, script);
	(void)close(listening);
	return child;
}

static const char MESSAGE[] = "Subject: x\r\n\r\nOne\r\n.\r\n.two\r\n";

struct play {
	pid_t server;
	struct smtp *smtp;
};

static struct play begin(const struct script *script, const struct smtp_server *how)
{
	struct smtp_server server = how ? *how : (struct smtp_server){.security = SMTP_PLAIN};
	struct play play;

	play.server = start_server(script, &server.port);
	server.host = "127.0.0.1";
	if (!server.timeout)
		server.timeout = 10;
	assert_int_equal(smtp_open(&server, &play.smtp), OK);
	return play;
}

static void end(struct play *play)
{
	smtp_close(play->smtp);
	(void)kill(play->server, SIGKILL);
	(void)waitpid(play->server, NULL, 0);
}

static struct smtp_recipient send_one(struct play *play)
{
	struct smtp_recipient recipient = {.address = "a@example.org"};

	assert_int_equal(
	    smtp_send(play->smtp, "us@example.org", &recipient, 1, MESSAGE, sizeof MESSAGE - 1),
	    OK);
	return recipient;
}

static void one_connection_carries_many_messages(void **state)
{
	struct script script = {.greeting = NULL};
	struct play play = begin(&script, NULL);

	(void)state;
	for (int i = 0; i < 50; i++)
		assert_int_equal(send_one(&play).outcome, SMTP_SENT);
	assert_int_equal(record->messages, 50);
	assert_int_equal(record->connections, 1);
	assert_int_equal(smtp_connections(play.smtp), 1);
	/* Lines that begin with a dot arrive with one more (RFC 5321, section 4.5.2). */
	assert_string_equal(record->content, "Subject: x\r\n\r\nOne\r\n..\r\n..two\r\n");
	end(&play);
}

static void recipients_are_told_apart(void **state)
{
	struct script script = {.recipients = {NULL, "450 4.2.1 busy", "550 5.1.1 unknown"}};
	struct play play = begin(&script, NULL);
	struct smtp_recipient recipients[] = {{.address = "a@example.org"},
	    {.address = "b@example.org"}, {.address = "c@example.org"}};

	(void)state;
	assert_int_equal(smtp_send(play.smtp, "", recipients, 3, MESSAGE, sizeof MESSAGE - 1), OK);
	assert_int_equal(recipients[0].outcome, SMTP_SENT);
	assert_int_equal(recipients[1].outcome, SMTP_TEMPORARY);
	assert_int_equal(recipients[1].code, 450);
	assert_int_equal(recipients[2].outcome, SMTP_PERMANENT);
	assert_string_equal(recipients[2].reply, "550 5.1.1 unknown");
	assert_int_equal(record->messages, 1);
	assert_non_null(strstr(record->commands, "MAIL FROM:<>"));
	/* The next message of the same connection is not touched by that. */
	assert_int_equal(send_one(&play).outcome, SMTP_SENT);
	end(&play);
}

static void answers_mean_what_they_mean(void **state)
{
	static const struct {
		struct script script;
		enum smtp_outcome outcome;
		int code;
	} CASES[] = {
	    {{.content = "250 ok"}, SMTP_SENT, 250},
	    {{.content = "451 4.3.0 later"}, SMTP_TEMPORARY, 451},
	    {{.content = "554 5.7.1 spam"}, SMTP_PERMANENT, 554},
	    {{.data = "554 no valid recipients"}, SMTP_PERMANENT, 554},
	    {{.recipients = {"550-first\r\n550 no such user"}}, SMTP_PERMANENT, 550},
	    {{.recipients = {"452 too many"}}, SMTP_TEMPORARY, 452},
	    {{.sender = "550 we don't like you"}, SMTP_TEMPORARY, 550},
	    {{.sender = "552 5.3.4 too large"}, SMTP_PERMANENT, 552},
	    {{.greeting = "554 go away"}, SMTP_TEMPORARY, 0},
	    {{.greeting = "421 busy"}, SMTP_TEMPORARY, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		struct play play = begin(&CASES[i].script, NULL);
		struct smtp_recipient recipient = send_one(&play);

		assert_int_equal(recipient.outcome, CASES[i].outcome);
		assert_int_equal(recipient.code, CASES[i].code);
		assert_true(*recipient.reply);
		assert_false(recipient.perhaps_sent);
		end(&play);
	}
}

static void a_lost_answer_is_told_apart_from_a_refusal(void **state)
{
	struct script script = {.drop_after_content = true};
	struct play play = begin(&script, NULL);
	struct smtp_recipient recipient = send_one(&play);

	(void)state;
	assert_int_equal(recipient.outcome, SMTP_TEMPORARY);
	assert_true(recipient.perhaps_sent);
	assert_int_equal(record->messages, 1); /* not sent a second time by itself */
	end(&play);
}

static void a_server_that_hangs_costs_its_time_out(void **state)
{
	struct script script = {.hang = true};
	struct smtp_server server = {.security = SMTP_PLAIN, .timeout = 1};
	struct play play = begin(&script, &server);
	struct smtp_recipient recipient = send_one(&play);

	(void)state;
	assert_int_equal(recipient.outcome, SMTP_TEMPORARY);
	assert_false(recipient.perhaps_sent);
	end(&play);
}

static void a_connection_that_was_closed_meanwhile_is_made_anew(void **state)
{
	struct script script = {.close_when_idle = true};
	struct play play = begin(&script, NULL);

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(send_one(&play).outcome, SMTP_SENT);
		(void)usleep(20 * 1000);
	}
	assert_int_equal(record->messages, 3);
	end(&play);
}

static void a_refused_sign_in_loses_no_mail(void **state)
{
	struct script script = {.auth = "535 5.7.8 wrong password"};
	struct smtp_server server = {.security = SMTP_PLAIN, .user = "us", .password = "secret"};
	struct play play = begin(&script, &server);
	struct smtp_recipient recipient = send_one(&play);

	(void)state;
	assert_int_equal(recipient.outcome, SMTP_TEMPORARY);
	assert_null(strstr(recipient.reply, "secret"));
	assert_int_equal(record->messages, 0);
	end(&play);
}

static void nothing_is_sent_unencrypted_where_it_should_not_be(void **state)
{
	struct script script = {.hello = "250 no STARTTLS here"};
	struct smtp_server server = {.security = SMTP_STARTTLS, .user = "us", .password = "secret"};
	struct play play = begin(&script, &server);

	(void)state;
	assert_int_equal(send_one(&play).outcome, SMTP_TEMPORARY);
	assert_int_equal(record->messages, 0);
	assert_null(strstr(record->commands, "AUTH"));
	end(&play);
}

static pid_t run(char *const arguments[])
{
	posix_spawn_file_actions_t actions;
	pid_t child = -1;

	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	for (int i = 0; i < 3; i++)
		(void)posix_spawn_file_actions_addopen(&actions, i, "/dev/null", O_RDWR, 0);
	if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0)
		child = -1;
	(void)posix_spawn_file_actions_destroy(&actions);
	return child;
}

static int free_port(void)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int probe = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(probe, (struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(probe, (struct sockaddr *)&address, &size), 0);
	(void)close(probe);
	return ntohs(address.sin_port);
}

/* A server whose certificate nobody we trust has signed. */
static void a_strangers_certificate_is_refused(void **state)
{
	char folder[] = "/tmp/docket-smtp-XXXXXX", key[64], certificate[64], port[8];
	char *const make[] = {"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
	    key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", NULL};
	char *const serve_it[] = {"openssl", "s_server", "-accept", port, "-cert", certificate,
	    "-key", key, "-quiet", NULL};
	struct smtp_server server = {.host = "localhost", .security = SMTP_TLS, .timeout = 5};
	struct smtp_recipient recipient = {.address = "a@example.org"};
	struct smtp *smtp;
	pid_t child;
	int status = -1;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(key, sizeof key, "%s/key", folder);
	(void)snprintf(certificate, sizeof certificate, "%s/certificate", folder);
	server.port = free_port();
	(void)snprintf(port, sizeof port, "%d", server.port);
	child = run(make);
	if (child > 0)
		(void)waitpid(child, &status, 0);
	if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		print_message("         no openssl command here\n");
		skip();
	}
	child = run(serve_it);
	(void)usleep(500 * 1000);
	assert_int_equal(smtp_open(&server, &smtp), OK);
	assert_int_equal(
	    smtp_send(smtp, "us@example.org", &recipient, 1, MESSAGE, sizeof MESSAGE - 1), OK);
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	(void)unlink(key);
	(void)unlink(certificate);
	(void)rmdir(folder);
	smtp_close(smtp);
	assert_int_equal(recipient.outcome, SMTP_TEMPORARY);
	assert_non_null(strstr(recipient.reply, "certificate"));
}

static void addresses_that_are_none_are_refused(void **state)
{
	struct script script = {.greeting = NULL};
	struct play play = begin(&script, NULL);
	struct smtp_recipient recipient = {.address = "a@example.org>\r\nRCPT TO:<b@example.org"};

	(void)state;
	assert_int_equal(
	    smtp_send(play.smtp, "us@example.org", &recipient, 1, MESSAGE, sizeof MESSAGE - 1),
	    ERR_INPUT);
	recipient.address = "a@example.org";
	assert_int_equal(smtp_send(play.smtp, "us@x.example>\r\nRSET", &recipient, 1, MESSAGE,
			     sizeof MESSAGE - 1),
	    ERR_INPUT);
	assert_int_equal(record->connections, 0);
	end(&play);
}

static int set_up(void **state)
{
	(void)state;
	(void)signal(SIGPIPE, SIG_IGN); /* lint: allow signal: as the daemons do */
	record =
	    mmap(NULL, sizeof *record, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return record == MAP_FAILED ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_connection_carries_many_messages),
	    cmocka_unit_test(recipients_are_told_apart),
	    cmocka_unit_test(answers_mean_what_they_mean),
	    cmocka_unit_test(a_lost_answer_is_told_apart_from_a_refusal),
	    cmocka_unit_test(a_server_that_hangs_costs_its_time_out),
	    cmocka_unit_test(a_connection_that_was_closed_meanwhile_is_made_anew),
	    cmocka_unit_test(a_refused_sign_in_loses_no_mail),
	    cmocka_unit_test(nothing_is_sent_unencrypted_where_it_should_not_be),
	    cmocka_unit_test(a_strangers_certificate_is_refused),
	    cmocka_unit_test(addresses_that_are_none_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
