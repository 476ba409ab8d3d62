/* The index's life: commits, rebuilds beside it, readers who stay open, writers who are killed. */
#include "search_world.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_reader_sees_each_commit_and_nothing_before_it(void **state)
{
	(void)state;
	assert_not_found("walrus");
	world_put(world_ticket(1, "walrus", ""));
	assert_not_found("walrus");
	world_commit();
	assert_found("walrus", "1");
	world_put(world_ticket(1, "seal", ""));
	world_commit();
	assert_not_found("walrus");
	assert_found("seal", "1");
	assert_int_equal(search_writer_delete(world.writer, SEARCH_TICKET, 1), OK);
	assert_int_equal(search_writer_delete(world.writer, SEARCH_ARTICLE, 1), OK);
	world_commit();
	assert_not_found("seal");
}

static void what_was_not_committed_is_gone_with_the_writer(void **state)
{
	(void)state;
	world_put(world_ticket(1, "walrus", ""));
	search_writer_close(world.writer);
	assert_not_found("walrus");
	assert_int_equal(search_writer_open(world.folder, SEARCH_LIVE, &world.writer), OK);
	assert_not_found("walrus");
}

static enum err put_again(void *writer, enum search_kind kind, int64_t id)
{
	struct search_document document = world_ticket(id, "walrus again", "");

	if (id == 3)
		return search_writer_delete(writer, kind, id);
	return search_writer_put(writer, &document);
}

static void a_rebuild_takes_over_under_an_open_reader_and_misses_nothing(void **state)
{
	struct search_document first = world_ticket(1, "walrus rebuilt", "");
	struct search_document third = world_ticket(3, "walrus to be deleted", "");
	struct search_writer *rebuild, *second;
	struct search_state before, after;

	(void)state;
	world_put(world_ticket(1, "walrus", ""));
	world_put(world_ticket(3, "walrus", ""));
	world_commit();
	assert_int_equal(search_check(world.search, &before), OK);
	assert_int_equal(search_writer_open(world.folder, SEARCH_REBUILD, &rebuild), OK);
	assert_int_equal(search_writer_open(world.folder, SEARCH_REBUILD, &second), ERR_CONFLICT);
	assert_int_equal(search_writer_put(rebuild, &first), OK);
	assert_int_equal(search_writer_put(rebuild, &third), OK);

	/* Meanwhile the live one goes on. */
	world_put(world_ticket(2, "walrus meanwhile", ""));
	assert_int_equal(search_writer_delete(world.writer, SEARCH_TICKET, 3), OK);
	world_commit();
	assert_int_equal(search_writer_publish(rebuild), ERR_RETRY);
	assert_int_equal(search_writer_missed(rebuild, put_again, rebuild), OK);
	assert_found("meanwhile", "2");
	assert_int_equal(search_writer_publish(rebuild), OK);
	search_writer_close(rebuild);

	assert_found("rebuilt", "1");
	assert_found("again", "2");
	assert_not_found("deleted");
	assert_int_equal(search_check(world.search, &after), OK);
	assert_string_not_equal(before.generation, after.generation);
	assert_int_equal(after.documents, 2);

	/* The old index's writer is told, and starts again. */
	world_put(world_ticket(4, "late walrus", ""));
	assert_int_equal(search_writer_commit(world.writer), ERR_CONFLICT);
	search_writer_close(world.writer);
	assert_int_equal(search_writer_open(world.folder, SEARCH_LIVE, &world.writer), OK);
	world_put(world_ticket(4, "late walrus", ""));
	world_commit();
	assert_found("late", "4");
}

static void a_rebuild_that_is_given_up_leaves_nothing(void **state)
{
	struct search_document other = world_ticket(1, "other", "");
	struct search_writer *rebuild;

	(void)state;
	world_put(world_ticket(1, "walrus", ""));
	world_commit();
	assert_int_equal(search_writer_open(world.folder, SEARCH_REBUILD, &rebuild), OK);
	assert_int_equal(search_writer_put(rebuild, &other), OK);
	search_writer_close(rebuild);
	assert_not_found("other");
	assert_int_equal(access(arena_format(world.arena, "%s/g-2", world.folder), F_OK), -1);
	assert_int_equal(access(arena_format(world.arena, "%s/changes", world.folder), F_OK), -1);
	assert_found("walrus", "1");
}

static void without_an_index_the_caller_is_told_to_look_elsewhere(void **state)
{
	const struct search_query query = {.text = "walrus", .limit = 10};
	struct search_result result;
	struct search *other;

	(void)state;
	assert_int_equal(search_open("/nowhere/at/all", &other), OK);
	assert_int_equal(search_find(other, world.arena, &STAFF, &query, &result), ERR_UNAVAILABLE);
	search_close(other);
}

static void a_broken_index_is_unavailable_until_it_is_rebuilt(void **state)
{
	const struct search_query query = {.text = "walrus", .limit = 10};
	struct search_document first = world_ticket(1, "walrus", "");
	struct search_writer *rebuild;
	struct search_result result;
	FILE *file;

	(void)state;
	world_put(first);
	world_commit();
	search_writer_close(world.writer);
	world.writer = NULL;
	file = fopen(arena_format(world.arena, "%s/g-1/postlist.glass", world.folder), "r+");
	assert_non_null(file);
	for (int i = 0; i < 65536; i++)
		fputc(0xff, file);
	fclose(file);
	file = fopen(arena_format(world.arena, "%s/g-1/iamglass", world.folder), "w");
	assert_non_null(file);
	fclose(file);
	assert_int_equal(
	    search_find(world.search, world.arena, &STAFF, &query, &result), ERR_UNAVAILABLE);
	assert_int_equal(
	    search_writer_open(world.folder, SEARCH_LIVE, &world.writer), ERR_UNAVAILABLE);
	assert_int_equal(search_writer_open(world.folder, SEARCH_REBUILD, &rebuild), OK);
	assert_int_equal(search_writer_put(rebuild, &first), OK);
	assert_int_equal(search_writer_publish(rebuild), OK);
	search_writer_close(rebuild);
	assert_found("walrus", "1");
}

/* Puts and commits until it is killed. */
static _Noreturn void write_for_ever(void)
{
	struct search_writer *writer;

	if (search_writer_open(world.folder, SEARCH_LIVE, &writer) != OK)
		_exit(1);
	for (int64_t id = 1;; id++) {
		struct search_document pair[] = {world_ticket(id * 2, "walrus", "even"),
		    world_ticket(id * 2 + 1, "walrus", "odd")};

		if (search_writer_put(writer, &pair[0]) != OK ||
		    search_writer_put(writer, &pair[1]) != OK || search_writer_commit(writer) != OK)
			_exit(1);
	}
}

static enum err count_pair(void *context, enum search_kind kind, int64_t id, int64_t stamp)
{
	int *balance = context;

	assert_int_equal(kind, SEARCH_TICKET);
	assert_int_equal(stamp, id * 10);
	*balance += id % 2 ? -1 : 1;
	return OK;
}

static void a_killed_writer_leaves_an_index_as_of_its_last_commit(void **state)
{
	(void)state;
	search_writer_close(world.writer);
	world.writer = NULL;
	for (int round = 0; round < 10; round++) {
		int balance = 0, status;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			write_for_ever();
		usleep(20000 + (useconds_t)round * 7000);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(search_each(world.search, count_pair, &balance), OK);
		assert_int_equal(balance, 0);
	}
	assert_int_equal(search_writer_open(world.folder, SEARCH_LIVE, &world.writer), OK);
	world_put(world_ticket(0, "narwhal", ""));
	world_commit();
	assert_found("narwhal", "0");
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, search_world_begin, search_world_end)
	const struct CMUnitTest tests[] = {
	    IN_WORLD(a_reader_sees_each_commit_and_nothing_before_it),
	    IN_WORLD(what_was_not_committed_is_gone_with_the_writer),
	    IN_WORLD(a_rebuild_takes_over_under_an_open_reader_and_misses_nothing),
	    IN_WORLD(a_rebuild_that_is_given_up_leaves_nothing),
	    IN_WORLD(without_an_index_the_caller_is_told_to_look_elsewhere),
	    IN_WORLD(a_broken_index_is_unavailable_until_it_is_rebuilt),
	    IN_WORLD(a_killed_writer_leaves_an_index_as_of_its_last_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
