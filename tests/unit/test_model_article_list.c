/* Lists of articles, what readers make of them, their files, and their ties to tickets. */
#include "unit.h"

#include <string.h>

#include "articles.h"
#include "model/event.h"
#include "model/index_queue.h"
#include "model/attachment.h"
#include "model/ticket_change.h"

static const struct db_statement AGE_VOTES = {.name = "test_article_age_votes",
    .sql = "UPDATE article_vote SET created_at = created_at - INTERVAL 31 DAY"};
static const struct db_statement HAS_VOTE = {.name = "test_article_has_vote",
    .sql = "SELECT COUNT(*) FROM article_vote WHERE article_id = ?"
	   " AND (reader_hash = ? OR network_hash IS NOT NULL)",
    .in = "ib",
    .out = "i"};
static const struct db_statement ADD_FILE = {.name = "test_article_add_file",
    .sql = "INSERT INTO file (sha256, size, type, created_at) VALUES (?, 3, 'image/png', NOW())",
    .in = "b"};
static const struct db_statement COUNT_FILE = {.name = "test_article_count_file",
    .sql = "SELECT COUNT(*) FROM file WHERE id = ?",
    .in = "i",
    .out = "i"};

/* --- Lists. */

static void lists_show_what_the_reader_may_read_page_by_page(void **state)
{
	struct article_page page;
	struct cursor after = {0, 0};
	size_t seen = 0, own = 0;
	struct article_count *counts;
	int64_t first = 0;
	size_t count;

	(void)state;
	for (int i = 0; i < 5; i++) {
		struct article_text t =
		    article_text_for("Listed", i % 2 ? READERS_CLIENTS : READERS_PUBLIC);
		int64_t id;

		t.category_id = category;
		OKAY(article_create(db, arena, &anna, &t, 0, 0, &id));
		OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_PUBLISHED));
	}
	do {
		OKAY(article_list(db, arena, &nobody, 0, NULL, after, 2, &page));
		assert_true(page.count <= 2);
		for (size_t i = 0; i < page.count; i++) {
			assert_int_equal(page.lines[i].audience, READERS_PUBLIC);
			assert_true(page.lines[i].id != first);
			first = first ? first : page.lines[i].id;
		}
		seen += page.count;
		after = page.next;
	} while (page.has_more);
	assert_true(seen >= 3);
	OKAY(article_list(db, arena, &nobody, category, "pl", (struct cursor){0, 0}, 100, &page));
	assert_int_equal(page.count, 0);
	OKAY(article_list(db, arena, &kari, category, "en", (struct cursor){0, 0}, 100, &page));
	OKAY(article_counts(db, arena, &kari, &counts, &count));
	for (size_t i = 0; i < count; i++)
		if (counts[i].category_id == category)
			own = (size_t)counts[i].count;
	assert_int_equal(page.count, own);
	assert_int_equal(
	    article_list_desk(db, arena, &kari, 0, (struct cursor){0, 0}, 10, &page), ERR_DENIED);
	OKAY(article_list_desk(db, arena, &anna, ARTICLE_DRAFT, (struct cursor){0, 0}, 100, &page));
	for (size_t i = 0; i < page.count; i++)
		assert_int_equal(page.lines[i].state, ARTICLE_DRAFT);
}

static void staff_pick_an_article_by_words_of_its_title(void **state)
{
	int64_t id = published("Quick 100% _fix_ for blank receipts", READERS_PUBLIC);
	struct article_line *lines;
	size_t count;

	(void)state;
	(void)draft("Quick blank draft", READERS_PUBLIC);
	OKAY(article_pick(db, arena, &anna, "receipts  BLANK", "en", &lines, &count));
	assert_int_equal(count, 1);
	assert_int_equal(lines[0].id, id);
	OKAY(article_pick(db, arena, &anna, "100% _fix_", "en", &lines, &count));
	assert_int_equal(count, 1);
	OKAY(article_pick(db, arena, &anna, "%%%", "en", &lines, &count));
	assert_int_equal(count, 0);
	OKAY(article_pick(db, arena, &anna, "", "en", &lines, &count));
	assert_true(count > 0);
	assert_int_equal(article_pick(db, arena, &kari, "", "en", &lines, &count), ERR_DENIED);
}

/* --- Votes. */

static void a_reader_has_one_vote_and_may_change_it(void **state)
{
	int64_t id = published("Voted", READERS_PUBLIC), views, helped, failed;
	unsigned char one[32] = {1}, two[32] = {2};
	struct article_opinion *opinions;
	size_t count;

	(void)state;
	OKAY(article_viewed(db, id, 3));
	OKAY(article_vote(db, arena, &nobody, id, one, one, true, NULL));
	OKAY(article_vote(db, arena, &nobody, id, one, one, true, "Thanks"));
	OKAY(article_vote(db, arena, &nobody, id, two, two, true, NULL));
	OKAY(article_counted(db, arena, id, &views, &helped, &failed));
	assert_true(views == 3 && helped == 2 && failed == 0);
	OKAY(article_vote(db, arena, &nobody, id, one, one, false, "Step 2 is missing"));
	OKAY(article_counted(db, arena, id, &views, &helped, &failed));
	assert_true(views == 3 && helped == 1 && failed == 1);
	OKAY(article_opinions(db, arena, &anna, id, &opinions, &count));
	assert_int_equal(count, 1);
	assert_string_equal(opinions[0].reason, "Step 2 is missing");
	assert_false(opinions[0].helped);
	assert_int_equal(article_opinions(db, arena, &kari, id, &opinions, &count), ERR_DENIED);
}

static void nobody_votes_on_what_they_can_not_read(void **state)
{
	int64_t hidden = draft("Hidden", READERS_PUBLIC), staff = published("S", READERS_STAFF);
	unsigned char one[32] = {1};

	(void)state;
	assert_int_equal(
	    article_vote(db, arena, &nobody, hidden, one, one, true, NULL), ERR_NOT_FOUND);
	assert_int_equal(
	    article_vote(db, arena, &kari, staff, one, one, true, NULL), ERR_NOT_FOUND);
	assert_int_equal(
	    article_vote(db, arena, &nobody, 999999, one, one, true, NULL), ERR_NOT_FOUND);
}

static void whoever_names_other_browsers_has_but_a_few_votes_a_day(void **state)
{
	int64_t id = published("Stuffed", READERS_PUBLIC), other = published("O", READERS_PUBLIC);
	unsigned char reader[32] = {100}, network[32] = {100}, elsewhere[32] = {101};
	int64_t views, helped, failed;

	(void)state;
	for (; reader[0] < 105; reader[0]++)
		OKAY(article_vote(db, arena, &nobody, id, reader, network, true, NULL));
	assert_int_equal(
	    article_vote(db, arena, &nobody, id, reader, network, true, NULL), ERR_LIMIT);
	OKAY(article_counted(db, arena, id, &views, &helped, &failed));
	assert_int_equal(helped, 5);
	/* A mind may still be changed; others, and other articles, aren't touched. */
	reader[0] = 100;
	OKAY(article_vote(db, arena, &nobody, id, reader, network, false, NULL));
	reader[0] = 105;
	OKAY(article_vote(db, arena, &nobody, id, reader, elsewhere, true, NULL));
	OKAY(article_vote(db, arena, &nobody, other, reader, network, true, NULL));
	reader[0] = 106;
	OKAY(article_vote(db, arena, &kari, id, reader, NULL, true, NULL));
}

static void many_votes_make_an_article_read_once_by_the_indexer(void **state)
{
	int64_t id = published("Read once", READERS_PUBLIC);
	unsigned char reader[32] = {110};
	struct index_entry *entries;
	size_t count;

	(void)state;
	do {
		OKAY(index_queue_claim(db, arena, 100, TIMESTAMP_SECOND, &entries, &count));
		for (size_t i = 0; i < count; i++)
			OKAY(index_queue_done(db, &entries[i]));
	} while (count);
	for (; reader[0] < 113; reader[0]++)
		OKAY(article_vote(db, arena, &nobody, id, reader, reader, true, NULL));
	OKAY(index_queue_claim(db, arena, 100, TIMESTAMP_SECOND, &entries, &count));
	assert_int_equal(count, 0);
	OKAY(index_queue_release(db)); /* ends the waiting */
	OKAY(index_queue_claim(db, arena, 100, TIMESTAMP_SECOND, &entries, &count));
	assert_int_equal(count, 1);
	assert_true(entries[0].kind == DOCUMENT_ARTICLE && entries[0].id == id);
	/* What is written meanwhile comes at once all the same. */
	OKAY(index_queue_done(db, &entries[0]));
	OKAY(article_vote(db, arena, &nobody, id, reader, reader, true, NULL));
	OKAY(index_queue_add(db, DOCUMENT_ARTICLE, id));
	OKAY(index_queue_claim(db, arena, 100, TIMESTAMP_SECOND, &entries, &count));
	assert_int_equal(count, 1);
}

static void what_happened_to_an_article_is_for_staff(void **state)
{
	int64_t id = draft("Its story", READERS_STAFF), version = 1;
	struct article_text t = article_text_for("Its story", READERS_PUBLIC);
	struct event *events;
	size_t count;

	(void)state;
	OKAY(article_save(db, arena, &anna, id, version, &t));
	OKAY(article_set_state(db, arena, &jan, id, 0, ARTICLE_PUBLISHED));
	OKAY(event_list_article(db, arena, &anna, id, &events, &count));
	assert_int_equal(count, 3);
	assert_string_equal(events[0].kind, "state");
	assert_string_equal(events[0].after, "published");
	assert_string_equal(events[0].actor, "Jan");
	assert_string_equal(events[1].kind, "audience");
	assert_string_equal(events[2].kind, "created");
	assert_int_equal(event_list_article(db, arena, &kari, id, &events, &count), ERR_DENIED);
}

static void after_thirty_days_a_vote_tells_nothing_of_its_reader(void **state)
{
	int64_t id = published("Swept", READERS_PUBLIC), views, helped, failed;
	unsigned char one[32] = {9};
	const struct db_values who = DB_VALUES(db_int(id), db_bytes(one, 32));

	(void)state;
	OKAY(article_vote(db, arena, &nobody, id, one, one, true, NULL));
	OKAY(article_vote_sweep(db));
	assert_int_equal(count_of(&HAS_VOTE, who), 1);
	OKAY(db_execute(db, &AGE_VOTES, DB_NONE, NULL));
	OKAY(article_vote_sweep(db));
	assert_int_equal(count_of(&HAS_VOTE, who), 0);
	OKAY(article_counted(db, arena, id, &views, &helped, &failed));
	assert_int_equal(helped, 1);
}

/* --- Tickets. */

static void a_link_in_an_answer_of_staff_ties_ticket_and_article(void **state)
{
	const int64_t one = published("Linked one", READERS_PUBLIC);
	const int64_t two = published("Linked two", READERS_STAFF);
	const int64_t other = published("Not linked", READERS_PUBLIC);
	int64_t id = ticket(&kari, "Which?"), answered, sources;
	struct ticket_edit edit = TICKET_EDIT(id, 0);
	struct tied_article *tied;
	struct tied_ticket *tickets;
	size_t count;

	(void)state;
	edit.writing.site = "https://help.example/";
	edit.writing.body = arena_format(arena,
	    "See [it](https://help.example/kb/%lld-linked-one), /kb/%lld and "
	    "https://elsewhere.example/kb/%lld or /kb/%lldth, /kb/H%lld, /kb/999999.",
	    (long long)one, (long long)two, (long long)other, (long long)other, (long long)other);
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(article_of_ticket(db, arena, &anna, id, &tied, &count));
	assert_int_equal(count, 2);
	assert_int_equal(tied[0].article_id, one);
	assert_int_equal(tied[0].tie, TIE_ANSWER);
	OKAY(article_of_ticket(db, arena, &kari, id, &tied, &count));
	assert_int_equal(count, 1);
	assert_int_equal(tied[0].article_id, one);
	OKAY(article_of_ticket(db, arena, &ola, id, &tied, &count));
	assert_int_equal(count, 0);
	OKAY(article_tickets(db, arena, &anna, one, &tickets, &count, &answered, &sources));
	assert_true(count == 1 && answered == 1 && sources == 0);
	assert_string_equal(tickets[0].subject, "Which?");
}

static void notes_and_clients_messages_tie_nothing(void **state)
{
	const int64_t id = published("Untied", READERS_PUBLIC);
	int64_t number = ticket(&kari, "Mine");
	struct ticket_edit edit = TICKET_EDIT(number, 0);
	struct tied_article *tied;
	size_t count;

	(void)state;
	edit.kind = MESSAGE_NOTE;
	edit.writing.body = arena_format(arena, "/kb/%lld", (long long)id);
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(ticket_reply(db, arena, &kari, number, &edit.writing));
	OKAY(article_of_ticket(db, arena, &anna, number, &tied, &count));
	assert_int_equal(count, 0);
}

static void an_article_counts_where_it_came_from_and_what_it_spared(void **state)
{
	struct article_text t = article_text_for("Born", READERS_PUBLIC);
	int64_t number = ticket(&kari, "Source"), id, answered, sources;
	struct tied_ticket *tickets;
	size_t count;

	(void)state;
	OKAY(article_create(db, arena, &anna, &t, 0, number, &id));
	OKAY(article_tie(db, id, 0, TIE_DEFLECTED, 0));
	for (int twice = 0; twice < 2; twice++)
		OKAY(article_tie(db, id, 0, TIE_DEFLECTED, kari.account_id));
	assert_int_equal(article_tie(db, id, 0, TIE_ANSWER, 0), ERR_INPUT);
	OKAY(article_tie(db, id, number, TIE_SOURCE, anna.account_id));
	OKAY(article_tickets(db, arena, &anna, id, &tickets, &count, &answered, &sources));
	assert_true(count == 1 && answered == 2 && sources == 1);
	assert_int_equal(
	    article_tickets(db, arena, &kari, id, &tickets, &count, &answered, &sources),
	    ERR_DENIED);
}

static bool is_among(const struct article_line *lines, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].id == id)
			return true;
	return false;
}

static void staff_see_what_is_useful_and_what_is_not(void **state)
{
	int64_t number = ticket(&kari, "Reopened"), id = published("Useless", READERS_PUBLIC);
	int64_t waiting = draft("Waiting", READERS_PUBLIC);
	struct ticket_edit edit = TICKET_EDIT(number, 0);
	struct article_line *lines;
	unsigned char one[32] = {5};
	size_t count;

	(void)state;
	OKAY(article_viewed(db, id, 100000));
	OKAY(article_vote(db, arena, &nobody, id, one, one, false, "no"));
	edit.kind = MESSAGE_SOLUTION;
	edit.writing.body = arena_format(arena, "/kb/%lld", (long long)id);
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(article_usefulness(db, arena, &anna, USEFUL_REOPENED, &lines, &count));
	assert_false(is_among(lines, count, id));
	OKAY(ticket_contest(db, arena, &kari, number, &(struct writing){.body = "Still."}));
	OKAY(article_usefulness(db, arena, &anna, USEFUL_REOPENED, &lines, &count));
	assert_true(is_among(lines, count, id));
	assert_int_equal(lines[0].reopened, 1);
	OKAY(article_usefulness(db, arena, &anna, USEFUL_MOST_READ, &lines, &count));
	assert_int_equal(lines[0].id, id);
	OKAY(article_usefulness(db, arena, &anna, USEFUL_LEAST_HELPFUL, &lines, &count));
	assert_true(is_among(lines, count, id));
	OKAY(article_usefulness(db, arena, &anna, USEFUL_WAITING, &lines, &count));
	assert_true(is_among(lines, count, waiting) && !is_among(lines, count, id));
	assert_int_equal(
	    article_usefulness(db, arena, &kari, USEFUL_WAITING, &lines, &count), ERR_DENIED);
}

static void searches_in_vain_are_counted_without_personal_data(void **state)
{
	struct search_miss *misses;
	size_t count;

	(void)state;
	OKAY(search_miss_add(db, arena, "Blank   receipts kari@example.org 0x80070005"));
	OKAY(search_miss_add(db, arena, "blank RECEIPTS +47 22 33 44 55 0x80070005"));
	OKAY(search_miss_add(db, arena, "22334455"));
	OKAY(search_miss_list(db, arena, &anna, &misses, &count));
	assert_int_equal(count, 1);
	assert_string_equal(misses[0].query, "blank RECEIPTS 0x80070005");
	assert_int_equal(misses[0].times, 2);
	assert_int_equal(search_miss_list(db, arena, &kari, &misses, &count), ERR_DENIED);
}

/* --- Files. */

static void an_articles_files_are_seen_by_its_readers(void **state)
{
	int64_t id = draft("Pictured", READERS_CLIENTS);
	unsigned char hash[32] = {7, 7};
	char token[TOKEN_SIZE];
	const char *tokens[] = {token};
	struct db_result result;
	struct article_file *files, file;
	size_t count;

	(void)state;
	OKAY(db_execute(db, &ADD_FILE, DB_VALUES(db_bytes(hash, 32)), &result));
	OKAY(upload_add(db, &anna, result.inserted_id, "till.png", token));
	OKAY(article_files_add(db, arena, &jan, id, tokens, 1)); /* another's upload */
	OKAY(article_files(db, arena, &anna, id, &files, &count));
	assert_int_equal(count, 0);
	OKAY(article_files_add(db, arena, &anna, id, tokens, 1));
	OKAY(article_files(db, arena, &anna, id, &files, &count));
	assert_int_equal(count, 1);
	assert_int_equal(load(id).version, 1);
	assert_int_equal(article_file_load(db, arena, &kari, files[0].id, &file), ERR_NOT_FOUND);
	OKAY(article_file_load(db, arena, &jan, files[0].id, &file));
	OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_PUBLISHED));
	OKAY(article_file_load(db, arena, &kari, files[0].id, &file));
	assert_string_equal(file.name, "till.png");
	assert_int_equal(article_file_load(db, arena, &nobody, files[0].id, &file), ERR_NOT_FOUND);
	assert_int_equal(
	    article_file_remove(db, arena, &anna, draft("x", READERS_STAFF), files[0].id),
	    ERR_NOT_FOUND);
	OKAY(article_file_remove(db, arena, &anna, id, files[0].id));
	assert_int_equal(count_of(&COUNT_FILE, DB_VALUES(db_int(result.inserted_id))), 0);
}

/* --- The sitemap. */

struct walk {
	int64_t last;
	int count;
};

static enum err each(void *context, const struct article_address *article)
{
	struct walk *walk = context;

	assert_true(article->id > walk->last);
	walk->last = article->id;
	walk->count++;
	return OK;
}

static void the_sitemaps_parts_hold_each_public_article_once(void **state)
{
	struct walk all = {0, 0}, parts = {0, 0};
	int64_t *after;
	size_t count;

	(void)state;
	OKAY(article_each_public(db, 0, 1000, each, &all));
	OKAY(article_public_parts(db, arena, 2, &after, &count));
	assert_true(all.count > 4 && count == (size_t)all.count / 2 + 1);
	for (size_t i = 0; i < count; i++)
		OKAY(article_each_public(db, after[i], 2, each, &parts));
	assert_int_equal(parts.count, all.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_show_what_the_reader_may_read_page_by_page),
	    cmocka_unit_test(staff_pick_an_article_by_words_of_its_title),
	    cmocka_unit_test(a_reader_has_one_vote_and_may_change_it),
	    cmocka_unit_test(nobody_votes_on_what_they_can_not_read),
	    cmocka_unit_test(whoever_names_other_browsers_has_but_a_few_votes_a_day),
	    cmocka_unit_test(many_votes_make_an_article_read_once_by_the_indexer),
	    cmocka_unit_test(what_happened_to_an_article_is_for_staff),
	    cmocka_unit_test(after_thirty_days_a_vote_tells_nothing_of_its_reader),
	    cmocka_unit_test(a_link_in_an_answer_of_staff_ties_ticket_and_article),
	    cmocka_unit_test(notes_and_clients_messages_tie_nothing),
	    cmocka_unit_test(an_article_counts_where_it_came_from_and_what_it_spared),
	    cmocka_unit_test(staff_see_what_is_useful_and_what_is_not),
	    cmocka_unit_test(searches_in_vain_are_counted_without_personal_data),
	    cmocka_unit_test(an_articles_files_are_seen_by_its_readers),
	    cmocka_unit_test(the_sitemaps_parts_hold_each_public_article_once),
	};

	return cmocka_run_group_tests(tests, articles_start, articles_stop);
}
