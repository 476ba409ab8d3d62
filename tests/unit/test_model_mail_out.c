/* Work that waits in a table, and mail as the one such table: leases, fences, pauses, gathering. */
#include "unit.h"

#include <string.h>

#include "database.h"
#include "model/mail_out.h"

enum { HOUR = 3600 };

static struct db *db, *other; /* two workers */
static struct arena *arena;
static struct job_queue queue; /* MAIL_OUT, with short pauses */

#define OKAY(call) assert_int_equal((call), OK)

static int start(void **state)
{
	(void)state;
	test_database_start(&db);
	other = test_database_open();
	arena = arena_new(16 << 20);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	arena_free(arena);
	db_close(other);
	db_close(db);
	test_database_stop();
	return 0;
}

/* Each test begins with an empty queue. */
static int empty(void **state)
{
	struct mail_out_page page;
	int64_t deleted;

	(void)state;
	arena_reset(arena);
	queue = MAIL_OUT;
	queue.pause_first = TIMESTAMP_MINUTE;
	OKAY(mail_out_list(db, arena, 0, 0, 100, &page));
	for (size_t i = 0; i < page.count; i++) {
		const struct job job = {.id = page.rows[i].id, .fence = page.rows[i].fence};

		(void)job_failed(db, &queue, &job, "swept");
		(void)mail_out_discard(db, job.id, 0);
	}
	OKAY(mail_out_sweep(db, timestamp_now() + 100 * TIMESTAMP_DAY, &deleted));
	OKAY(mail_out_list(db, arena, 0, 0, 100, &page));
	assert_int_equal(page.count, 0);
	return 0;
}

static int64_t add(const char *address)
{
	int64_t id;

	OKAY(mail_out_add(db, &(struct mail_new){.kind = "test", .address = address}, &id));
	return id;
}

static size_t claim(struct db *worker, timestamp lease, struct job **jobs)
{
	size_t count;

	OKAY(job_claim(worker, arena, &queue, 10, lease, jobs, &count));
	return count;
}

static struct mail_out get(int64_t id)
{
	struct mail_out mail;

	OKAY(mail_out_get(db, arena, id, &mail));
	return mail;
}

static void a_row_is_claimed_by_one_worker_alone(void **state)
{
	int64_t id = add("kari@example.org");
	struct job *mine, *theirs;

	(void)state;
	assert_int_equal(claim(db, HOUR * TIMESTAMP_SECOND, &mine), 1);
	assert_int_equal(claim(other, HOUR * TIMESTAMP_SECOND, &theirs), 0);
	assert_int_equal(mine[0].id, id);
	assert_int_equal(mine[0].attempts, 1);
	OKAY(job_done(db, &queue, &mine[0]));
	assert_int_equal(get(id).state, JOB_SENT);
	assert_true(get(id).sent_at != TIMESTAMP_NONE);
	assert_int_equal(job_done(db, &queue, &mine[0]), ERR_CONFLICT);
}

static void who_was_too_slow_records_nothing(void **state)
{
	int64_t id = add("kari@example.org");
	struct job *slow, *quick;
	bool failed;

	(void)state;
	assert_int_equal(claim(db, -TIMESTAMP_SECOND, &slow), 1);
	assert_int_equal(claim(other, HOUR * TIMESTAMP_SECOND, &quick), 1);
	assert_int_equal(quick[0].id, id);
	assert_int_equal(quick[0].attempts, 2);
	assert_int_equal(job_renew(db, &queue, &slow[0], TIMESTAMP_HOUR), ERR_CONFLICT);
	assert_int_equal(job_done(db, &queue, &slow[0]), ERR_CONFLICT);
	assert_int_equal(job_later(db, &queue, &slow[0], "late", &failed), ERR_CONFLICT);
	assert_int_equal(job_failed(db, &queue, &slow[0], "late"), ERR_CONFLICT);
	OKAY(job_release(db, &queue, &slow[0], 0, "late"));
	OKAY(job_return(db, &queue, &slow[0], "late"));
	assert_int_equal(get(id).state, JOB_SENDING);
	assert_string_equal(get(id).error, "");
	OKAY(job_renew(other, &queue, &quick[0], TIMESTAMP_HOUR));
	OKAY(job_done(other, &queue, &quick[0]));
}

static void pauses_grow_to_a_cap_and_end(void **state)
{
	int64_t id = add("kari@example.org");
	timestamp least = 0, longest = 0;
	struct job *jobs;
	bool failed = false;

	(void)state;
	queue.attempts_most = 12;
	queue.pause_most = TIMESTAMP_HOUR;
	for (int i = 1; i <= 12; i++) {
		timestamp before = timestamp_now(), pause;

		assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
		jobs[0].attempts = i;
		OKAY(job_later(db, &queue, &jobs[0], "busy", &failed));
		assert_int_equal(failed, i == 12);
		if (i == 12)
			break;
		pause = get(id).due_at - before;
		if (i == 1)
			least = pause;
		if (pause > longest)
			longest = pause;
		OKAY(job_again(db, &queue, id));
	}
	assert_in_range(least, TIMESTAMP_MINUTE / 2, 2 * TIMESTAMP_MINUTE);
	assert_true(longest > 8 * least);
	assert_true(longest <= TIMESTAMP_HOUR * 5 / 4 + TIMESTAMP_MINUTE);
	assert_int_equal(get(id).state, JOB_FAILED);
	assert_string_equal(get(id).error, "busy");
}

static void what_ends_its_worker_each_time_is_given_up(void **state)
{
	int64_t id = add("kari@example.org");
	struct job *jobs;

	(void)state;
	queue.attempts_most = 3;
	for (int i = 0; i < 3; i++)
		assert_int_equal(claim(db, -TIMESTAMP_SECOND, &jobs), 1);
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 0);
	assert_int_equal(get(id).state, JOB_FAILED);
	assert_true(*get(id).error);
	/* Staff try it once more. */
	OKAY(mail_out_again(db, id, 0));
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	assert_int_equal(jobs[0].attempts, 1);
}

static void what_is_given_back_untried_loses_no_attempt(void **state)
{
	int64_t id = add("kari@example.org");
	struct job *jobs;

	(void)state;
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	OKAY(job_release(db, &queue, &jobs[0], timestamp_now() + TIMESTAMP_HOUR, "server away"));
	assert_int_equal(get(id).attempts, 0);
	assert_int_equal(get(id).state, JOB_WAITING);
	assert_string_equal(get(id).error, "server away");
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 0);
}

static void staff_touch_nothing_that_is_being_sent(void **state)
{
	int64_t id = add("kari@example.org");
	struct job *jobs;

	(void)state;
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	assert_int_equal(mail_out_again(db, id, 0), ERR_CONFLICT);
	assert_int_equal(mail_out_discard(db, id, 0), ERR_CONFLICT);
	OKAY(job_failed(db, &queue, &jobs[0], "no"));
	OKAY(mail_out_discard(db, id, 0));
	assert_int_equal(get(id).state, JOB_DROPPED);
	assert_int_equal(mail_out_discard(db, id, 0), ERR_CONFLICT);
	assert_int_equal(mail_out_again(db, 999999999, 0), ERR_CONFLICT);
}

static int64_t only_row(void)
{
	struct mail_out_page page;

	OKAY(mail_out_list(db, arena, JOB_WAITING, 0, 10, &page));
	assert_int_equal(page.count, 1);
	return page.rows[0].id;
}

static void gather(const char *address, const char *parameters, timestamp window)
{
	const struct mail_new mail = {.kind = "test", .address = address, .parameters = parameters};

	OKAY(mail_out_gather(db, &mail, window));
}

static void changes_within_a_while_are_one_message(void **state)
{
	timestamp due;
	int64_t first;
	struct job *jobs;

	(void)state;
	gather("kari@example.org", "{\"n\":1}", TIMESTAMP_MINUTE);
	first = only_row();
	due = get(first).due_at;
	assert_true(due > timestamp_now() + TIMESTAMP_MINUTE / 2);
	gather("KARI@example.org", "{\"n\":2,\"text\":\"a \\\"quoted\\\" ł\"}", TIMESTAMP_HOUR);
	gather("kari@example.org", "{\"n\":[3]}", TIMESTAMP_HOUR);
	assert_int_equal(only_row(), first);
	assert_true(get(first).due_at == due); /* later changes don't make it wait longer */
	assert_string_equal(get(first).parameters,
	    "[{\"n\": 1}, {\"n\": 2, \"text\": \"a \\\"quoted\\\" ł\"}, {\"n\": [3]}]");
	/* Once it is claimed nothing joins it any more. */
	OKAY(job_again(db, &queue, first));
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	gather("kari@example.org", "{\"n\":4}", TIMESTAMP_MINUTE);
	assert_true(only_row() != first);
	/* Nor does it join again when it waits for a next try. */
	OKAY(job_release(db, &queue, &jobs[0], timestamp_now(), NULL));
	gather("kari@example.org", "{\"n\":5}", TIMESTAMP_MINUTE);
	assert_true(strstr(get(first).parameters, "5") == NULL);
}

static void others_and_other_kinds_are_messages_of_their_own(void **state)
{
	struct mail_out_page page;

	(void)state;
	gather("kari@example.org", "{}", TIMESTAMP_MINUTE);
	gather("ola@example.org", "{}", TIMESTAMP_MINUTE);
	OKAY(mail_out_gather(db,
	    &(struct mail_new){.kind = "digest", .address = "kari@example.org"}, TIMESTAMP_HOUR));
	OKAY(mail_out_list(db, arena, JOB_WAITING, 0, 10, &page));
	assert_int_equal(page.count, 3);
}

static void what_was_composed_stays_and_a_secret_goes(void **state)
{
	const struct mail_composed composed = {"t.1@example.org", "Subject", "raw\0bytes", 9, true};
	const struct mail_composed *one = &composed;
	const struct mail_new mail = {.kind = "test",
	    .address = "kari@example.org",
	    .parameters = "{\"link\":\"x\"}",
	    .is_secret = true};
	struct mail_out found;
	struct job *jobs;
	size_t lost;
	int64_t id;
	bool ours;

	(void)state;
	OKAY(mail_out_add(db, &mail, &id));
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	OKAY(mail_out_composed(db, jobs, &one, &ours, 1));
	assert_true(ours);
	assert_string_equal(get(id).parameters, "{}");
	OKAY(mail_out_by_message_id(db, arena, "t.1@example.org", &found));
	assert_int_equal(found.id, id);
	assert_int_equal(found.raw_length, 9);
	assert_memory_equal(found.raw, "raw\0bytes", 9);
	OKAY(mail_out_sent(db, jobs, 1, &lost));
	assert_int_equal(lost, 0);
	assert_null(get(id).raw);
	assert_int_equal(mail_out_again(db, id, 0), ERR_CONFLICT);
	OKAY(mail_out_sent(db, jobs, 1, &lost));
	assert_int_equal(lost, 1);
	assert_int_equal(mail_out_by_message_id(db, arena, "none", &found), ERR_NOT_FOUND);
}

static void nothing_is_added_for_an_address_that_is_none(void **state)
{
	(void)state;
	assert_int_equal(
	    mail_out_add(db, &(struct mail_new){.kind = "test", .address = "x"}, NULL), ERR_INPUT);
	assert_int_equal(mail_out_gather(db,
			     &(struct mail_new){.kind = "test", .address = "a@b.c\r\nBcc: d@e.f"},
			     TIMESTAMP_MINUTE),
	    ERR_INPUT);
}

static void a_mark_is_kept_renewed_and_cleared(void **state)
{
	struct mail_mark mark, *marks;
	size_t count;
	bool marked;

	(void)state;
	OKAY(mail_mark_get(db, arena, "kari@example.org", &marked, &mark));
	assert_false(marked);
	OKAY(mail_mark(db, "Kari@example.org", MAIL_MARK_REFUSED, "550 no", 0));
	OKAY(mail_mark(db, "kari@example.org", MAIL_MARK_BOUNCED, "551 gone", 0));
	OKAY(mail_mark_get(db, arena, "kari@EXAMPLE.org", &marked, &mark));
	assert_true(marked);
	assert_int_equal(mark.kind, MAIL_MARK_BOUNCED);
	assert_string_equal(mark.reason, "551 gone");
	OKAY(mail_mark_list(db, arena, 10, &marks, &count));
	assert_int_equal(count, 1);
	OKAY(mail_mark_clear(db, "kari@example.org", 0));
	assert_int_equal(mail_mark_clear(db, "kari@example.org", 0), ERR_NOT_FOUND);
}

static void counts_tell_what_waits_too_long(void **state)
{
	struct job_counts counts;
	struct job *jobs;

	(void)state;
	OKAY(job_counts(db, arena, &queue, &counts));
	assert_int_equal(counts.waiting, 0);
	assert_true(counts.oldest == TIMESTAMP_NONE);
	gather("later@example.org", "{}", TIMESTAMP_HOUR); /* waits as it should */
	OKAY(job_counts(db, arena, &queue, &counts));
	assert_int_equal(counts.waiting, 1);
	assert_true(counts.oldest == TIMESTAMP_NONE);
	(void)add("now@example.org");
	assert_int_equal(claim(db, TIMESTAMP_HOUR, &jobs), 1);
	OKAY(job_later(db, &queue, &jobs[0], "busy", NULL));
	OKAY(job_counts(db, arena, &queue, &counts));
	assert_int_equal(counts.waiting, 2);
	assert_true(
	    counts.oldest <= timestamp_now() && counts.oldest > timestamp_now() - TIMESTAMP_MINUTE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, empty)
	const struct CMUnitTest tests[] = {
	    TEST(a_row_is_claimed_by_one_worker_alone),
	    TEST(who_was_too_slow_records_nothing),
	    TEST(pauses_grow_to_a_cap_and_end),
	    TEST(what_ends_its_worker_each_time_is_given_up),
	    TEST(what_is_given_back_untried_loses_no_attempt),
	    TEST(staff_touch_nothing_that_is_being_sent),
	    TEST(changes_within_a_while_are_one_message),
	    TEST(others_and_other_kinds_are_messages_of_their_own),
	    TEST(what_was_composed_stays_and_a_secret_goes),
	    TEST(nothing_is_added_for_an_address_that_is_none),
	    TEST(a_mark_is_kept_renewed_and_cleared),
	    TEST(counts_tell_what_waits_too_long),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
