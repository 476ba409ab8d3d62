/* How an article is written, by two people at once, translated, published, and read by whom it is
 * for. */
#include "unit.h"

#include <string.h>

#include "articles.h"

static const struct db_statement EVENTS = {.name = "test_article_events",
    .sql = "SELECT kind, before_value, after_value, actor_id, version FROM event"
	   " WHERE about = 'article' AND about_id = ? ORDER BY id",
    .in = "i",
    .out = "sssii"};
static const struct db_statement QUEUED = {.name = "test_article_queued",
    .sql = "SELECT COUNT(*) FROM index_queue WHERE kind = 'article' AND document_id = ?",
    .in = "i",
    .out = "i"};
static const struct db_statement UNQUEUE = {
    .name = "test_article_unqueue", .sql = "DELETE FROM index_queue"};

static bool is_queued(int64_t id)
{
	return count_of(&QUEUED, DB_VALUES(db_int(id))) > 0;
}

static struct db_rows events(int64_t id)
{
	struct db_rows rows;

	OKAY(db_query(db, arena, &EVENTS, DB_VALUES(db_int(id)), &rows));
	return rows;
}

/* --- Reading. */

static void each_audience_reads_what_is_for_it(void **state)
{
	const int64_t staff = published("s", READERS_STAFF),
		      bergen = published("b", READERS_ORGANISATION);
	const int64_t clients = published("c", READERS_CLIENTS),
		      all = published("p", READERS_PUBLIC);

	(void)state;
	assert_true(reads(&anna, staff) && reads(&anna, bergen) && reads(&anna, clients) &&
		    reads(&anna, all));
	assert_true(!reads(&kari, staff) && reads(&kari, bergen) && reads(&kari, clients) &&
		    reads(&kari, all));
	assert_true(!reads(&ola, staff) && !reads(&ola, bergen) && reads(&ola, clients) &&
		    reads(&ola, all));
	assert_true(!reads(&nobody, staff) && !reads(&nobody, bergen) && !reads(&nobody, clients) &&
		    reads(&nobody, all));
}

static void nobody_reads_what_is_not_published(void **state)
{
	int64_t id = draft("Not yet", READERS_PUBLIC);
	struct article article;

	(void)state;
	assert_false(reads(&nobody, id) || reads(&kari, id) || reads(&anna, id));
	assert_int_equal(article_load(db, arena, &kari, id, &article), ERR_DENIED);
	OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_REVIEW));
	assert_false(reads(&nobody, id));
	OKAY(article_set_state(db, arena, &anna, id, 2, ARTICLE_PUBLISHED));
	assert_true(reads(&nobody, id));
	OKAY(article_set_state(db, arena, &anna, id, 3, ARTICLE_RETIRED));
	assert_false(reads(&nobody, id) || reads(&anna, id));
}

static void the_text_is_kept_as_safe_html(void **state)
{
	struct article_text t = article_text_for("Markup", READERS_PUBLIC);
	struct article article;
	int64_t id;

	(void)state;
	t.body =
	    "## Problem\n\nA <script>alert(1)</script> **bold** ![till](/file/article/1/a.png)";
	OKAY(article_create(db, arena, &anna, &t, 0, 0, &id));
	OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_PUBLISHED));
	OKAY(article_read(db, arena, &nobody, id, &article));
	assert_non_null(strstr(article.html, "<h2>Problem</h2>"));
	assert_non_null(strstr(article.html, "<strong>bold</strong>"));
	assert_non_null(strstr(article.html, "<img src=\"/file/article/1/a.png\""));
	assert_null(strstr(article.html, "<script"));
	assert_string_equal(article.body, "");
}

/* --- Writing. */

static void two_editors_never_overwrite_each_other(void **state)
{
	int64_t id = draft("Both", READERS_STAFF);
	struct article_text mine = article_text_for("Mine", READERS_STAFF),
			    theirs = article_text_for("Theirs", READERS_STAFF);

	(void)state;
	OKAY(article_save(db, arena, &jan, id, 1, &theirs));
	assert_int_equal(article_save(db, arena, &anna, id, 1, &mine), ERR_CONFLICT);
	assert_string_equal(load(id).title, "Theirs");
	OKAY(article_save(db, arena, &anna, id, 2, &mine));
	assert_string_equal(load(id).title, "Mine");
	assert_int_equal(article_set_state(db, arena, &jan, id, 2, ARTICLE_REVIEW), ERR_CONFLICT);
}

static void a_changed_text_makes_a_revision_and_every_change_an_event(void **state)
{
	static const char *const TAGS[] = {" Till ", "ŁÓDŹ", "till"};
	int64_t id = draft("Revised", READERS_STAFF);
	struct article_text t = article_text_for("Revised", READERS_STAFF);
	struct article_revision *revisions, old;
	struct db_rows rows;
	size_t count;

	(void)state;
	t.audience = READERS_CLIENTS;
	t.category_id = category;
	t.tags = TAGS;
	t.tag_count = 3;
	OKAY(article_save(db, arena, &jan, id, 1, &t));
	OKAY(article_revisions(db, arena, &anna, id, &revisions, &count));
	assert_int_equal(count, 1);
	t.body = "New.";
	t.reason = "clearer";
	OKAY(article_save(db, arena, &jan, id, 2, &t));
	OKAY(article_revisions(db, arena, &anna, id, &revisions, &count));
	assert_int_equal(count, 2);
	assert_int_equal(revisions[0].version, 3);
	assert_string_equal(revisions[0].author, "Jan");
	assert_string_equal(revisions[0].reason, "clearer");
	OKAY(article_revision_load(db, arena, &anna, id, 2, &old));
	assert_int_equal(old.version, 1);
	assert_string_equal(old.body, "## Problem\n\nThe till stops.");
	assert_int_equal(article_revision_load(db, arena, &kari, id, 2, &old), ERR_DENIED);
	rows = events(id);
	assert_int_equal(rows.count, 5);
	assert_string_equal(db_text_at(&rows, 0, 0), "created");
	assert_string_equal(db_text_at(&rows, 1, 0), "audience");
	assert_string_equal(db_text_at(&rows, 1, 1), "staff");
	assert_string_equal(db_text_at(&rows, 1, 2), "clients");
	assert_string_equal(db_text_at(&rows, 2, 0), "category");
	assert_string_equal(db_text_at(&rows, 3, 0), "tags");
	assert_string_equal(db_text_at(&rows, 3, 2), "till, łódź");
	assert_string_equal(db_text_at(&rows, 4, 0), "text");
	assert_string_equal(db_text_at(&rows, 4, 2), "clearer");
	assert_int_equal(db_int_at(&rows, 4, 3), jan.account_id);
	assert_int_equal(db_int_at(&rows, 4, 4), 3);
}

static void what_is_no_article_is_refused(void **state)
{
	struct article_text t = article_text_for(" ", READERS_STAFF);
	int64_t id = draft("Whole", READERS_STAFF);

	(void)state;
	assert_int_equal(article_save(db, arena, &anna, id, 1, &t), ERR_INPUT);
	t = article_text_for("No organisation", READERS_ORGANISATION);
	t.organisation_id = 0;
	assert_int_equal(article_save(db, arena, &anna, id, 1, &t), ERR_INPUT);
	t = article_text_for("Klingon", READERS_STAFF);
	t.language = "tlh";
	assert_int_equal(article_save(db, arena, &anna, id, 1, &t), ERR_INPUT);
	t = article_text_for("A client's", READERS_PUBLIC);
	assert_int_equal(article_save(db, arena, &kari, id, 1, &t), ERR_DENIED);
	assert_int_equal(article_create(db, arena, &kari, &t, 0, 0, &id), ERR_DENIED);
	assert_int_equal(article_set_state(db, arena, &kari, id, 1, ARTICLE_PUBLISHED), ERR_DENIED);
	assert_int_equal(article_save(db, arena, &anna, 999999, 1, &t), ERR_NOT_FOUND);
	t.body = " \n";
	OKAY(article_save(db, arena, &anna, id, 1, &t));
	assert_int_equal(article_set_state(db, arena, &anna, id, 2, ARTICLE_PUBLISHED), ERR_INPUT);
}

static void only_the_ways_between_states_are_open(void **state)
{
	(void)state;
	for (enum article_state from = ARTICLE_DRAFT; from <= ARTICLE_RETIRED; from++)
		assert_false(article_state_allowed(from, from));
	assert_true(article_state_allowed(ARTICLE_DRAFT, ARTICLE_REVIEW));
	assert_true(article_state_allowed(ARTICLE_REVIEW, ARTICLE_PUBLISHED));
	assert_true(article_state_allowed(ARTICLE_RETIRED, ARTICLE_DRAFT));
	assert_false(article_state_allowed(ARTICLE_RETIRED, ARTICLE_PUBLISHED));
	assert_false(article_state_allowed(ARTICLE_DRAFT, ARTICLE_RETIRED));
	assert_false(article_state_allowed(ARTICLE_PUBLISHED, ARTICLE_REVIEW));
	assert_int_equal(
	    article_set_state(db, arena, &anna, draft("No way", READERS_STAFF), 1, ARTICLE_RETIRED),
	    ERR_INPUT);
}

static void a_translation_joins_its_family_once_for_each_language(void **state)
{
	int64_t english = published("Till", READERS_PUBLIC), polish, again;
	struct article_text t = article_text_for("Kasa", READERS_PUBLIC);
	struct article article;
	struct article_neighbour *near;
	size_t count;

	(void)state;
	t.language = "pl";
	OKAY(article_create(db, arena, &anna, &t, english, 0, &polish));
	assert_int_equal(load(polish).family_id, english);
	assert_int_equal(article_create(db, arena, &anna, &t, polish, 0, &again), ERR_CONFLICT);
	t.language = "en";
	assert_int_equal(article_create(db, arena, &anna, &t, polish, 0, &again), ERR_CONFLICT);
	assert_int_equal(article_save(db, arena, &anna, polish, 1, &t), ERR_INPUT);
	t.language = "nb";
	OKAY(article_create(db, arena, &anna, &t, polish, 0, &again));
	assert_int_equal(load(again).family_id, english);
	OKAY(article_read(db, arena, &nobody, english, &article));
	OKAY(article_neighbours(db, arena, &nobody, &article, false, &near, &count));
	assert_int_equal(count, 0);
	OKAY(article_neighbours(db, arena, &anna, &article, true, &near, &count));
	assert_int_equal(count, 2);
	OKAY(article_set_state(db, arena, &anna, polish, 1, ARTICLE_PUBLISHED));
	OKAY(article_neighbours(db, arena, &nobody, &article, false, &near, &count));
	assert_int_equal(count, 1);
	assert_int_equal(near[0].kind, NEIGHBOUR_TRANSLATION);
	assert_string_equal(near[0].language, "pl");
	OKAY(article_read(db, arena, &nobody, polish, &article));
	OKAY(article_neighbours(db, arena, &nobody, &article, false, &near, &count));
	assert_int_equal(count, 1);
	assert_int_equal(near[0].id, english);
}

static void related_ones_are_shown_as_far_as_the_reader_may_see_them(void **state)
{
	const int64_t id = published("Centre", READERS_PUBLIC);
	const int64_t others[] = {published("Staff's", READERS_STAFF),
	    draft("Draft", READERS_PUBLIC), published("Other", READERS_PUBLIC), id, 999999};
	struct article article;
	struct article_neighbour *near;
	size_t count;

	(void)state;
	OKAY(article_set_related(db, arena, &anna, id, others, 5));
	assert_int_equal(article_set_related(db, arena, &kari, id, others, 1), ERR_DENIED);
	OKAY(article_read(db, arena, &nobody, id, &article));
	OKAY(article_neighbours(db, arena, &nobody, &article, false, &near, &count));
	assert_int_equal(count, 1);
	assert_int_equal(near[0].kind, NEIGHBOUR_CHOSEN);
	assert_int_equal(near[0].id, others[2]);
	OKAY(article_neighbours(db, arena, &anna, &article, true, &near, &count));
	assert_int_equal(count, 3);
	assert_int_equal(load(id).version, article.version);
}

/* --- Time and the search index. */

static void the_clock_publishes_and_retires_what_is_due(void **state)
{
	const timestamp now = timestamp_now();
	struct article_text t = article_text_for("Timed", READERS_PUBLIC);
	int64_t due, later, empty, changed;

	(void)state;
	t.publish_at = now - TIMESTAMP_MINUTE;
	t.expire_at = now + TIMESTAMP_HOUR;
	OKAY(article_create(db, arena, &anna, &t, 0, 0, &due));
	t.publish_at = now + TIMESTAMP_HOUR;
	OKAY(article_create(db, arena, &anna, &t, 0, 0, &later));
	t.publish_at = now - TIMESTAMP_MINUTE;
	t.body = "";
	OKAY(article_create(db, arena, &anna, &t, 0, 0, &empty));
	OKAY(article_run_schedule(db, arena, &changed));
	assert_int_equal(changed, 1);
	assert_true(reads(&nobody, due) && !reads(&nobody, later) && !reads(&nobody, empty));
	assert_true(load(due).publish_at == TIMESTAMP_NONE);
	OKAY(article_run_schedule(db, arena, &changed));
	assert_int_equal(changed, 0);
	t = article_text_for("Timed", READERS_PUBLIC);
	t.expire_at = now - TIMESTAMP_MINUTE;
	OKAY(article_save(db, arena, &anna, due, 2, &t));
	OKAY(article_run_schedule(db, arena, &changed));
	assert_int_equal(changed, 1);
	assert_int_equal(load(due).state, ARTICLE_RETIRED);
}

static void the_search_index_hears_of_what_readers_see(void **state)
{
	struct article_text t = article_text_for("Found", READERS_PUBLIC);
	unsigned char reader[32] = {1};
	int64_t id = draft("Found", READERS_PUBLIC);

	(void)state;
	assert_false(is_queued(id));
	OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_PUBLISHED));
	assert_true(is_queued(id));
	OKAY(db_execute(db, &UNQUEUE, DB_NONE, NULL));
	OKAY(article_save(db, arena, &anna, id, 2, &t));
	assert_false(is_queued(id)); /* nothing differs */
	assert_int_equal(load(id).version, 2);
	t.summary = "Shorter.";
	OKAY(article_save(db, arena, &anna, id, 2, &t));
	assert_true(is_queued(id));
	OKAY(db_execute(db, &UNQUEUE, DB_NONE, NULL));
	OKAY(article_vote(db, arena, &nobody, id, reader, reader, true, NULL));
	assert_true(is_queued(id));
	OKAY(db_execute(db, &UNQUEUE, DB_NONE, NULL));
	OKAY(article_set_state(db, arena, &anna, id, 3, ARTICLE_RETIRED));
	assert_true(is_queued(id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_audience_reads_what_is_for_it),
	    cmocka_unit_test(nobody_reads_what_is_not_published),
	    cmocka_unit_test(the_text_is_kept_as_safe_html),
	    cmocka_unit_test(two_editors_never_overwrite_each_other),
	    cmocka_unit_test(a_changed_text_makes_a_revision_and_every_change_an_event),
	    cmocka_unit_test(what_is_no_article_is_refused),
	    cmocka_unit_test(only_the_ways_between_states_are_open),
	    cmocka_unit_test(a_translation_joins_its_family_once_for_each_language),
	    cmocka_unit_test(related_ones_are_shown_as_far_as_the_reader_may_see_them),
	    cmocka_unit_test(the_clock_publishes_and_retires_what_is_due),
	    cmocka_unit_test(the_search_index_hears_of_what_readers_see),
	};

	return cmocka_run_group_tests(tests, articles_start, articles_stop);
}
