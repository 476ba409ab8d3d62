/* Transactions, what undoes them, and connections that die. The server is a private one: it is
 * hurt. */
#include "unit.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "database.h"
#include "db/db.h"

static struct db *db;
static struct arena *arena;

static const struct db_statement MAKE_TABLE = {.name = "make_table",
    .sql = "CREATE TABLE account (id BIGINT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL)"};
static const struct db_statement FILL = {
    .name = "fill", .sql = "REPLACE INTO account (id, amount) VALUES (1, 100), (2, 100)"};
static const struct db_statement EMPTY = {.name = "empty", .sql = "DELETE FROM account"};
static const struct db_statement ADD = {
    .name = "add", .sql = "INSERT INTO account (id, amount) VALUES (?, ?)", .in = "ii"};
static const struct db_statement CHANGE = {
    .name = "change", .sql = "UPDATE account SET amount = amount + ? WHERE id = ?", .in = "ii"};
static const struct db_statement AMOUNT = {
    .name = "amount", .sql = "SELECT amount FROM account WHERE id = ?", .in = "i", .out = "i"};
static const struct db_statement CONNECTION = {
    .name = "connection", .sql = "SELECT CONNECTION_ID()", .out = "i"};
static const struct db_statement KILL = {.name = "kill", .sql = "KILL ?", .in = "i"};
static const struct db_statement SLEEP = {
    .name = "sleep", .sql = "SELECT SLEEP(?)", .in = "d", .out = "i"};

static int start(void **state)
{
	(void)state;
	arena = arena_new(1024 * 1024);
	test_database_be_private();
	test_database_empty(&db);
	assert_int_equal(db_execute(db, &MAKE_TABLE, DB_NONE, NULL), OK);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	db_close(db);
	arena_free(arena);
	test_database_stop();
	return 0;
}

static int fill(void **state)
{
	(void)state;
	arena_reset(arena);
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(db_execute(db, &EMPTY, DB_NONE, NULL), OK);
	assert_int_equal(db_execute(db, &FILL, DB_NONE, NULL), OK);
	return 0;
}

static int64_t ask(struct db *where, const struct db_statement *statement, struct db_values values)
{
	struct db_rows rows;

	if (db_query(where, arena, statement, values, &rows) != OK)
		fail_msg("%s", err_message());
	return rows.count ? db_int_at(&rows, 0, 0) : -1;
}

static int64_t amount(struct db *where, int64_t id)
{
	return ask(where, &AMOUNT, DB_VALUES(db_int(id)));
}

static enum err change(struct db *where, int64_t id, int64_t by)
{
	return db_execute(where, &CHANGE, DB_VALUES(db_int(by), db_int(id)), NULL);
}

static enum err move_and_return(struct db *where, void *context)
{
	TRY(change(where, 1, -10));
	TRY(change(where, 2, 10));
	return *(enum err *)context;
}

static void work_that_succeeds_is_kept_and_work_that_fails_is_undone(void **state)
{
	enum err answer = OK;

	(void)state;
	assert_int_equal(db_transaction(db, move_and_return, &answer), OK);
	assert_int_equal(amount(db, 1), 90);
	answer = ERR_DENIED;
	assert_int_equal(db_transaction(db, move_and_return, &answer), ERR_DENIED);
	assert_int_equal(amount(db, 1), 90);
	assert_int_equal(amount(db, 2), 110);
}

static enum err join(struct db *where, void *context)
{
	enum err answer = OK;

	TRY(db_transaction(where, move_and_return, &answer));
	return *(enum err *)context;
}

static void inner_work_joins_the_outer_transaction(void **state)
{
	enum err answer = ERR_LIMIT;

	(void)state;
	assert_int_equal(db_transaction(db, join, &answer), ERR_LIMIT);
	assert_int_equal(amount(db, 1), 100);
	answer = OK;
	assert_int_equal(db_transaction(db, join, &answer), OK);
	assert_int_equal(amount(db, 1), 90);
}

static enum err ignore_inner(struct db *where, void *context)
{
	enum err answer = ERR_CONFLICT;

	(void)context;
	assert_int_equal(db_transaction(where, move_and_return, &answer), ERR_CONFLICT);
	return OK;
}

static void half_of_an_inner_work_is_never_committed(void **state)
{
	(void)state;
	assert_int_equal(db_transaction(db, ignore_inner, NULL), ERR_INTERNAL);
	assert_int_equal(amount(db, 1), 100);
}

static enum err always_retry(struct db *where, void *context)
{
	int *tries = context;

	++*tries;
	TRY(change(where, 1, 1));
	return ERR_RETRY;
}

static void retrying_ends_after_five_times(void **state)
{
	int tries = 0;

	(void)state;
	assert_int_equal(db_transaction(db, always_retry, &tries), ERR_RETRY);
	assert_int_equal(tries, 5);
	assert_int_equal(amount(db, 1), 100);
}

/* Two connections that lock two rows in opposite order; `meet` makes the first attempts collide. */
struct rival {
	struct db *db;
	int64_t first, second;
	int tries;
	enum err err;
	bool swallow;
	pthread_barrier_t *meet;
};

static enum err lock_both(struct db *where, void *context)
{
	struct rival *rival = context;
	enum err err;

	rival->tries++;
	TRY(change(where, rival->first, 1));
	if (rival->tries == 1)
		(void)pthread_barrier_wait(rival->meet);
	err = change(where, rival->second, 1);
	return rival->swallow ? OK : err;
}

static void *run_rival(void *context)
{
	struct rival *rival = context;

	rival->err = db_transaction(rival->db, lock_both, rival);
	return NULL;
}

static void collide(bool swallow)
{
	pthread_barrier_t meet;
	struct rival a = {.db = db, .first = 1, .second = 2, .meet = &meet, .swallow = swallow};
	struct rival b = {.first = 2, .second = 1, .meet = &meet, .swallow = swallow};
	pthread_t thread;

	b.db = test_database_open();
	assert_int_equal(pthread_barrier_init(&meet, NULL, 2), 0);
	assert_int_equal(pthread_create(&thread, NULL, run_rival, &b), 0);
	(void)run_rival(&a);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(a.err, OK);
	assert_int_equal(b.err, OK);
	assert_int_equal(a.tries + b.tries, 3);
	assert_int_equal(amount(db, 1), 102);
	assert_int_equal(amount(db, 2), 102);
	db_close(b.db);
	assert_int_equal(pthread_barrier_destroy(&meet), 0);
}

static void the_victim_of_a_deadlock_tries_again(void **state)
{
	(void)state;
	collide(false);
}

/* The server has undone all of it: what came after must not be committed as if it were whole. */
static void a_deadlock_that_work_ignores_is_tried_again_all_the_same(void **state)
{
	(void)state;
	collide(true);
}

struct reader {
	struct db *other;
	int64_t before, after;
};

static enum err read_twice(struct db *where, void *context)
{
	struct reader *reader = context;

	reader->before = amount(where, 1);
	assert_int_equal(change(reader->other, 1, 1), OK);
	reader->after = amount(where, 1);
	return OK;
}

static enum err write_something(struct db *where, void *context)
{
	(void)context;
	return change(where, 1, 1);
}

static enum err snapshot_inside(struct db *where, void *context)
{
	return db_snapshot(where, read_twice, context);
}

static void a_snapshot_sees_one_moment_and_writes_nothing(void **state)
{
	struct reader reader = {.other = test_database_open()};

	(void)state;
	assert_int_equal(db_snapshot(db, read_twice, &reader), OK);
	assert_int_equal(reader.before, reader.after);
	assert_int_equal(db_transaction(db, read_twice, &reader), OK);
	assert_int_equal(reader.before + 1, reader.after);
	assert_int_not_equal(db_snapshot(db, write_something, NULL), OK);
	assert_int_equal(db_transaction(db, snapshot_inside, &reader), ERR_INTERNAL);
	db_close(reader.other);
}

static void kill_connection(int64_t id)
{
	struct db *other = test_database_open();
	struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};

	assert_int_equal(db_execute(other, &KILL, DB_VALUES(db_int(id)), NULL), OK);
	db_close(other);
	(void)nanosleep(&pause, NULL);
}

static void a_killed_connection_is_unavailable_until_made_ready(void **state)
{
	int64_t id = ask(db, &CONNECTION, DB_NONE);

	(void)state;
	kill_connection(id);
	assert_int_equal(change(db, 1, 1), ERR_UNAVAILABLE);
	assert_int_equal(change(db, 1, 1), ERR_UNAVAILABLE);
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(change(db, 1, 1), OK);
	assert_int_equal(amount(db, 1), 101);
}

static void a_connection_killed_between_requests_is_renewed_unnoticed(void **state)
{
	int64_t id = ask(db, &CONNECTION, DB_NONE);

	(void)state;
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(ask(db, &CONNECTION, DB_NONE), id);
	kill_connection(id);
	assert_int_equal(db_ready(db), OK);
	assert_int_not_equal(ask(db, &CONNECTION, DB_NONE), id);
	assert_int_equal(amount(db, 1), 100);
}

static enum err lose_inside(struct db *where, void *context)
{
	TRY(change(where, 1, 1));
	kill_connection(ask(where, &CONNECTION, DB_NONE));
	(void)change(where, 2, 1);
	return *(enum err *)context;
}

static void a_connection_lost_inside_a_transaction_fails_it(void **state)
{
	enum err answer = OK;

	(void)state;
	assert_int_equal(db_transaction(db, lose_inside, &answer), ERR_UNAVAILABLE);
	assert_int_equal(db_transaction(db, lose_inside, &answer), ERR_UNAVAILABLE);
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(amount(db, 1), 100);
	assert_int_equal(amount(db, 2), 100);
}

static enum err power_cut_inside(struct db *where, void *context)
{
	(void)context;
	TRY(change(where, 1, 1));
	test_database_kill();
	return OK;
}

static void a_server_that_dies_before_commit_has_not_committed(void **state)
{
	(void)state;
	assert_int_equal(db_transaction(db, power_cut_inside, NULL), ERR_UNAVAILABLE);
	assert_int_equal(db_ready(db), ERR_UNAVAILABLE);
	assert_int_equal(db_ready(db), ERR_UNAVAILABLE);
	assert_int_equal(change(db, 1, 1), ERR_UNAVAILABLE);
	test_database_revive();
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(change(db, 1, 1), OK);
}

static void *kill_soon(void *context)
{
	struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};

	(void)context;
	(void)nanosleep(&pause, NULL);
	test_database_kill();
	return NULL;
}

static void a_server_that_dies_in_the_middle_of_a_query_is_unavailable(void **state)
{
	struct db_rows rows;
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, kill_soon, NULL), 0);
	assert_int_equal(
	    db_query(db, arena, &SLEEP, DB_VALUES(db_double(10)), &rows), ERR_UNAVAILABLE);
	assert_int_equal(pthread_join(thread, NULL), 0);
	test_database_revive();
	assert_int_equal(db_ready(db), OK);
	assert_int_equal(db_query(db, arena, &CONNECTION, DB_NONE, &rows), OK);
}

static volatile sig_atomic_t alarms;

static void count_alarm(int signal)
{
	(void)signal;
	alarms++;
}

/* SIGTERM lets a worker finish the request in hand. */
static void signals_do_not_disturb_a_query(void **state)
{
	struct sigaction action = {.sa_handler = count_alarm};
	struct itimerval often = {{0, 1000}, {0, 1000}}, never = {{0, 0}, {0, 0}};
	struct db_rows rows;

	(void)state;
	/* The handler stays: an alarm may still be on its way when the timer stops. */
	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	assert_int_equal(db_query(db, arena, &SLEEP, DB_VALUES(db_double(0.3)), &rows), OK);
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
	assert_true(alarms > 10);
	assert_int_equal(db_int_at(&rows, 0, 0), 0);
}

static enum err insert_same(struct db *where, void *context)
{
	(void)context;
	assert_int_equal(
	    db_execute(where, &ADD, DB_VALUES(db_int(1), db_int(1)), NULL), ERR_CONFLICT);
	return change(where, 1, 5);
}

static void a_duplicate_may_be_met_inside_a_transaction(void **state)
{
	(void)state;
	assert_int_equal(db_transaction(db, insert_same, NULL), OK);
	assert_int_equal(amount(db, 1), 105);
}

static void the_session_is_as_statements_rely_on(void **state)
{
	static const struct db_statement SESSION = {.name = "session",
	    .sql = "SELECT @@time_zone, @@tx_isolation, @@sql_mode LIKE '%STRICT_ALL_TABLES%',"
		   " @@innodb_lock_wait_timeout, @@character_set_client, @@autocommit",
	    .out = "ssiisi"};
	struct db_rows rows;

	(void)state;
	assert_int_equal(db_query(db, arena, &SESSION, DB_NONE, &rows), OK);
	assert_string_equal(db_text_at(&rows, 0, 0), "+00:00");
	assert_string_equal(db_text_at(&rows, 0, 1), "READ-COMMITTED");
	assert_int_equal(db_int_at(&rows, 0, 2), 1);
	assert_int_equal(db_int_at(&rows, 0, 3), 5);
	assert_string_equal(db_text_at(&rows, 0, 4), "utf8mb4");
	assert_int_equal(db_int_at(&rows, 0, 5), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(work_that_succeeds_is_kept_and_work_that_fails_is_undone, fill),
	    cmocka_unit_test_setup(inner_work_joins_the_outer_transaction, fill),
	    cmocka_unit_test_setup(half_of_an_inner_work_is_never_committed, fill),
	    cmocka_unit_test_setup(retrying_ends_after_five_times, fill),
	    cmocka_unit_test_setup(the_victim_of_a_deadlock_tries_again, fill),
	    cmocka_unit_test_setup(a_deadlock_that_work_ignores_is_tried_again_all_the_same, fill),
	    cmocka_unit_test_setup(a_snapshot_sees_one_moment_and_writes_nothing, fill),
	    cmocka_unit_test_setup(a_duplicate_may_be_met_inside_a_transaction, fill),
	    cmocka_unit_test_setup(signals_do_not_disturb_a_query, fill),
	    cmocka_unit_test_setup(the_session_is_as_statements_rely_on, fill),
	    cmocka_unit_test_setup(a_killed_connection_is_unavailable_until_made_ready, fill),
	    cmocka_unit_test_setup(a_connection_killed_between_requests_is_renewed_unnoticed, fill),
	    cmocka_unit_test_setup(a_connection_lost_inside_a_transaction_fails_it, fill),
	    cmocka_unit_test_setup(a_server_that_dies_before_commit_has_not_committed, fill),
	    cmocka_unit_test_setup(
		a_server_that_dies_in_the_middle_of_a_query_is_unavailable, fill),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
