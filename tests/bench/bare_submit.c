/*
 * bare_submit.c: what submitting a form is measured against: the same statements with values of the
 * same size, prepared once and sent straight through Connector/C.
 *
 *     bare_submit HOME CONNECTIONS SECONDS TOKEN FORM SUBJECT BODY ANSWER…
 *
 * Each connection is a process that does, as often as it can, what POST /new/FORM makes the model
 * do for the session TOKEN; an ANSWER goes to each field of the form that has no column of its own,
 * in their order. Prints how many tickets all of them opened and in how many seconds. The texts of
 * the statements are the model's own.
 */
#include <mysql.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/settings.h"
#include "db/db.h"
#include "model/catalogue.h"
#include "model/form.h"
#include "model/ticket.h"

enum { VALUES = 24, COLUMN = 2048, CONNECTIONS_MOST = 64, SLOTS = 8 };

#define GROUP(name) extern const struct db_statement *const STATEMENTS_##name[]
GROUP(session);
GROUP(submission);
GROUP(ticket_open);
GROUP(message);
GROUP(event);
GROUP(counter);
GROUP(notify);

/* A prepared statement with room for what it takes and gives. */
struct line {
	MYSQL_STMT *stmt;
	const struct db_statement *statement;
	MYSQL_BIND in[VALUES], out[VALUES];
	long long numbers[VALUES];
	MYSQL_TIME times[VALUES];
	unsigned long in_lengths[VALUES], out_lengths[VALUES];
	char columns[VALUES][COLUMN];
	my_bool nulls[VALUES];
};

struct lines {
	struct line session, find, ticket, answer, submission, message, event, notify, counter;
};

struct job {
	const char *token, *subject, *body, **answers;
	int answer_count;
	long long form, type, fields[VALUES]; /* keys; the fields that take the answers */
};

static void die(const char *what, const char *why)
{
	(void)fprintf(stderr, "bare_submit: %s: %s\n", what, why);
	exit(1);
}

static MYSQL *connect_to(const struct settings *settings)
{
	MYSQL *mysql = mysql_init(NULL);

	(void)mysql_optionsv(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	(void)mysql_optionsv(mysql, MYSQL_INIT_COMMAND, "SET tx_isolation = 'READ-COMMITTED'");
	if (!mysql || !mysql_real_connect(mysql, NULL, settings_text(settings, "database.user", ""),
			  settings_text(settings, "database.password", ""),
			  settings_text(settings, "database.name", ""), 0,
			  settings_text(settings, "database.socket", ""), CLIENT_FOUND_ROWS))
		die("connect", mysql ? mysql_error(mysql) : "no memory");
	return mysql;
}

/* Room for each column as text: what comes is read and thrown away. */
static void prepare(
    MYSQL *mysql, struct line *line, const struct db_statement *const *group, const char *name)
{
	while (*group && strcmp((*group)->name, name) != 0)
		group++;
	if (!*group)
		die(name, "the model has no such statement");
	memset(line, 0, sizeof *line);
	line->statement = *group;
	line->stmt = mysql_stmt_init(mysql);
	if (!line->stmt ||
	    mysql_stmt_prepare(line->stmt, line->statement->sql, strlen(line->statement->sql)))
		die(name, mysql_error(mysql));
	for (unsigned i = 0; i < mysql_stmt_field_count(line->stmt) && i < VALUES; i++)
		line->out[i] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING,
		    .buffer = line->columns[i],
		    .buffer_length = COLUMN,
		    .length = &line->out_lengths[i],
		    .is_null = &line->nulls[i]};
	if (mysql_stmt_field_count(line->stmt) && mysql_stmt_bind_result(line->stmt, line->out))
		die(name, mysql_stmt_error(line->stmt));
}

static void prepare_all(MYSQL *mysql, struct lines *l)
{
	prepare(mysql, &l->session, STATEMENTS_session, "session_viewer");
	prepare(mysql, &l->find, STATEMENTS_submission, "submission_find");
	prepare(mysql, &l->ticket, STATEMENTS_ticket_open, "ticket_open");
	prepare(mysql, &l->answer, STATEMENTS_ticket_open, "ticket_field_add");
	prepare(mysql, &l->submission, STATEMENTS_submission, "submission_add");
	prepare(mysql, &l->message, STATEMENTS_message, "message_add");
	prepare(mysql, &l->event, STATEMENTS_event, "event_add");
	prepare(mysql, &l->notify, STATEMENTS_notify, "notify");
	prepare(mysql, &l->counter, STATEMENTS_counter, "counter_add");
}

/* --- Values, in the order of the statement's parameters. */

static void put_number(struct line *line, unsigned at, long long value)
{
	line->numbers[at] = value;
	line->in[at] =
	    (MYSQL_BIND){.buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &line->numbers[at]};
}

static void put_null(struct line *line, unsigned at)
{
	line->in[at] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_NULL};
}

static void put_bytes(struct line *line, unsigned at, const void *bytes, unsigned long length)
{
	line->in_lengths[at] = length;
	line->in[at] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING,
	    .buffer = (void *)(uintptr_t)bytes,
	    .buffer_length = length,
	    .length = &line->in_lengths[at]};
}

static void put_text(struct line *line, unsigned at, const char *text)
{
	put_bytes(line, at, text, strlen(text));
}

/* So many seconds from now. */
static void put_time(struct line *line, unsigned at, long seconds)
{
	struct civil_time then = timestamp_civil(timestamp_now() + seconds * TIMESTAMP_SECOND);

	line->times[at] = (MYSQL_TIME){.year = (unsigned)then.year,
	    .month = (unsigned)then.month,
	    .day = (unsigned)then.day,
	    .hour = (unsigned)then.hour,
	    .minute = (unsigned)then.minute,
	    .second = (unsigned)then.second,
	    .second_part = (unsigned)then.microsecond,
	    .time_type = MYSQL_TIMESTAMP_DATETIME};
	line->in[at] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_DATETIME, .buffer = &line->times[at]};
}

/* Sends it and reads all rows; returns how many. `columns` hold the last one. */
static unsigned run(struct line *line)
{
	unsigned rows = 0;
	int status = 0;

	if (mysql_stmt_bind_param(line->stmt, line->in) || mysql_stmt_execute(line->stmt))
		die(line->statement->name, mysql_stmt_error(line->stmt));
	if (!mysql_stmt_field_count(line->stmt))
		return 0;
	while ((status = mysql_stmt_fetch(line->stmt)) == 0 || status == MYSQL_DATA_TRUNCATED)
		rows++;
	if (status != MYSQL_NO_DATA)
		die(line->statement->name, mysql_stmt_error(line->stmt));
	(void)mysql_stmt_free_result(line->stmt);
	return rows;
}

static void command(MYSQL *mysql, const char *sql)
{
	/* lint: allow mysql_query: begins and ends a transaction */
	if (mysql_query(mysql, sql))
		die(sql, mysql_error(mysql));
}

/* --- One submission. */

struct submitter {
	long long account, organisation;
};

static void read_session(struct lines *l, const struct job *job, struct submitter *who)
{
	unsigned char hash[SHA256_SIZE];

	(void)sha256(job->token, strlen(job->token), hash);
	put_bytes(&l->session, 0, hash, sizeof hash);
	put_time(&l->session, 1, -12L * 60 * 60);
	put_time(&l->session, 2, -30L * 24 * 60 * 60);
	if (run(&l->session) != 1)
		die("session_viewer", "no such session");
	who->account = strtoll(l->session.columns[2], NULL, 10);
	who->organisation = l->session.nulls[7] ? 0 : strtoll(l->session.columns[7], NULL, 10);
}

static void add_ticket(struct lines *l, const struct job *job, const struct submitter *who)
{
	struct line *t = &l->ticket;

	put_number(t, 0, job->type);
	put_number(t, 1, job->form);
	put_number(t, 2, SOURCE_FORM);
	put_text(t, 3, "en");
	if (who->organisation)
		put_number(t, 4, who->organisation);
	else
		put_null(t, 4);
	put_number(t, 5, who->account);
	put_null(t, 6);
	put_number(t, 7, 1);
	put_number(t, 8, PRIORITY_NORMAL);
	put_text(t, 9, job->subject);
	put_number(t, 10, 0);
	put_time(t, 11, 0);
	put_time(t, 12, 0);
	(void)run(t);
}

static void add_answers(struct lines *l, const struct job *job, long long ticket)
{
	for (int i = 0; i < job->answer_count; i++) {
		put_number(&l->answer, 0, ticket);
		put_number(&l->answer, 1, job->fields[i]);
		put_text(&l->answer, 2, job->answers[i]);
		(void)run(&l->answer);
	}
}

static long long add_message(
    struct lines *l, const struct job *job, const struct submitter *who, long long ticket)
{
	struct line *m = &l->message;
	char html[COLUMN];

	(void)snprintf(html, sizeof html, "<p>%s</p>\n", job->body);
	put_null(m, 0);
	put_number(m, 1, ticket);
	put_number(m, 2, 1);
	put_number(m, 3, 1);
	put_number(m, 4, who->account);
	put_number(m, 5, SOURCE_FORM);
	put_number(m, 6, 1);
	put_text(m, 7, job->body);
	put_text(m, 8, html);
	put_time(m, 9, 0);
	(void)run(m);
	return (long long)mysql_stmt_insert_id(m->stmt);
}

static void add_event(struct lines *l, const struct job *job, const struct submitter *who,
    long long ticket, long long message)
{
	struct line *e = &l->event;

	put_number(e, 0, 1);
	put_number(e, 1, ticket);
	put_number(e, 2, 1);
	put_text(e, 3, "created");
	put_number(e, 4, who->account);
	put_number(e, 5, message);
	put_null(e, 6);
	put_text(e, 7, job->subject);
	put_time(e, 8, 0);
	(void)run(e);
}

/* Its client is told at once, staff in a minute: notify_change of a new ticket that nobody has. */
static void tell(struct lines *l, const struct submitter *who, long long ticket)
{
	const long long organisation = who->organisation;
	/* In the statement's order from its fifth parameter on; -1 stands for NULL. */
	const long long values[] = {1, who->account, ticket, 1, -1, -1, -1, 1,
	    organisation ? organisation : -1, who->account, ticket, 1, 1, who->account, 1, 1,
	    organisation ? organisation : -1, 1};
	struct line *n = &l->notify;

	put_number(n, 0, ticket);
	put_number(n, 1, 1);
	put_time(n, 2, 0);
	put_time(n, 3, 60);
	for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++) {
		if (values[i] < 0)
			put_null(n, 4 + i);
		else
			put_number(n, 4 + i, values[i]);
	}
	(void)run(n);
}

/* One transaction after the other takes the next of the counters' rows. */
static void add_counters(struct lines *l, unsigned round)
{
	static const char *const NAMES[] = {"open", "status:1", "unassigned"};
	int slot = (int)(((unsigned)getpid() + round) % SLOTS);

	for (unsigned i = 0; i < 3; i++) {
		put_text(&l->counter, 0, NAMES[i]);
		put_number(&l->counter, 1, slot);
		put_number(&l->counter, 2, 1);
		(void)run(&l->counter);
	}
}

static void submit(MYSQL *mysql, struct lines *l, const struct job *job, unsigned round)
{
	unsigned char key[SHA256_SIZE];
	struct submitter who;
	char once[64];
	long long ticket;
	int length;

	length = snprintf(once, sizeof once, "%ld-%ld-%u", (long)getpid(), (long)time(NULL), round);
	(void)sha256(once, (size_t)length, key);
	read_session(l, job, &who);
	put_bytes(&l->find, 0, key, sizeof key);
	if (run(&l->find))
		die("submission_find", "the key is not new");
	command(mysql, "START TRANSACTION");
	add_ticket(l, job, &who);
	ticket = (long long)mysql_stmt_insert_id(l->ticket.stmt);
	add_answers(l, job, ticket);
	put_bytes(&l->submission, 0, key, sizeof key);
	put_number(&l->submission, 1, ticket);
	put_time(&l->submission, 2, 0);
	(void)run(&l->submission);
	add_event(l, job, &who, ticket, add_message(l, job, &who, ticket));
	tell(l, &who, ticket);
	add_counters(l, round);
	command(mysql, "COMMIT");
}

/* --- The processes. */

static double now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* The form's keys, as the model reads them. */
static void find_form(const struct settings *settings, const char *code, struct job *job)
{
	struct arena *arena = arena_new(1024 * 1024);
	struct db *db;
	struct form form;
	int found = 0;

	if (!arena || db_open(settings, &db) != OK || catalogue_ready(db) != OK ||
	    form_load(arena, code, &form) != OK)
		die(code, err_message());
	job->form = form.id;
	job->type = form.type_id;
	for (size_t i = 0; i < form.field_count && found < job->answer_count; i++)
		if (form.fields[i].kind >= FIELD_LINE && form.fields[i].kind <= FIELD_CHOICE)
			job->fields[found++] = form.fields[i].id;
	if (found < job->answer_count)
		die(code, "more answers than fields");
	catalogue_free();
	db_close(db);
	arena_free(arena);
}

/* A child: says how many it did through the pipe. */
static void work(const struct settings *settings, const struct job *job, double seconds, int out)
{
	static struct lines lines;
	MYSQL *mysql = connect_to(settings);
	unsigned done = 0;
	double end;

	prepare_all(mysql, &lines);
	for (end = now() + seconds; now() < end; done++)
		submit(mysql, &lines, job, done);
	if (write(out, &done, sizeof done) != sizeof done)
		exit(1);
	exit(0);
}

int main(int argc, char **argv)
{
	struct settings *settings;
	struct job job;
	int connections, pipes[2], failed = 0, status;
	unsigned done, total = 0;
	double begin;

	if (argc < 8 || argc > 8 + VALUES)
		die("usage", "HOME CONNECTIONS SECONDS TOKEN FORM SUBJECT BODY ANSWER...");
	if (settings_load(argv[1], &settings) != OK)
		die(argv[1], err_message());
	connections = (int)strtol(argv[2], NULL, 10);
	if (connections < 1 || connections > CONNECTIONS_MOST || pipe(pipes) != 0)
		die(argv[2], "connections from 1 to 64");
	job = (struct job){.token = argv[4],
	    .subject = argv[6],
	    .body = argv[7],
	    .answers = (const char **)argv + 8,
	    .answer_count = argc - 8};
	if (strlen(job.body) > COLUMN - 10)
		die("body", "too long");
	find_form(settings, argv[5], &job);
	begin = now();
	for (int i = 0; i < connections; i++)
		if (fork() == 0)
			work(settings, &job, strtod(argv[3], NULL), pipes[1]);
	(void)close(pipes[1]);
	while (read(pipes[0], &done, sizeof done) == sizeof done)
		total += done;
	while (wait(&status) > 0)
		failed += status != 0;
	(void)printf("%u %.3f\n", total, now() - begin);
	settings_free(settings);
	return failed != 0;
}
