/* What a ticket's people may do to it, and what every change leaves behind. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "db/db.h"
#include "model/account.h"
#include "model/archive.h"
#include "model/catalogue.h"
#include "model/counter.h"
#include "model/event.h"
#include "model/form.h"
#include "model/index_queue.h"
#include "model/organisation.h"
#include "model/ticket_change.h"
#include "model/ticket_list.h"

static struct db *db;
static struct arena *arena;
static struct viewer kari, per, ola, anna, jan; /* clients of two organisations, agents */
static const struct viewer nobody = {.role = ROLE_NOBODY};

static const struct db_statement AGE_RATING = {.name = "age_rating",
    .sql = "UPDATE ticket SET rated_at = rated_at - INTERVAL 8 DAY WHERE id = ?",
    .in = "i"};

#define OKAY(expression)                                                                           \
	do {                                                                                       \
		enum err got_ = (expression);                                                      \
		if (got_ != OK)                                                                    \
			fail_msg("%s: %s", err_name(got_), err_message());                         \
	} while (0)

static struct viewer person(const char *name, const char *email, enum role role)
{
	struct account account = {.name = name, .email = email, .role = role, .language = ""};
	struct account stored;
	int64_t id;

	OKAY(account_add(db, arena, &account, NULL, 0, &id));
	OKAY(account_by_id(db, arena, id, &stored));
	return (struct viewer){.role = role,
	    .account_id = id,
	    .organisation_id = stored.organisation_id,
	    .scope = SCOPE_OWN,
	    .name = name,
	    .email = email,
	    .organisation = "",
	    .language = ""};
}

static int start(void **state)
{
	static const char *const BERGEN[] = {"bergen.example"}, *const TORONTO[] = {
								    "toronto.example"};
	int64_t id;

	(void)state;
	arena = arena_new(64 * 1024 * 1024);
	test_database_start(&db);
	OKAY(catalogue_ready(db));
	OKAY(organisation_add(db, arena,
	    &(struct organisation_new){"Bergen", SCOPE_ORGANISATION, NULL, BERGEN, 1}, 0, &id));
	OKAY(organisation_add(
	    db, arena, &(struct organisation_new){"Toronto", SCOPE_OWN, NULL, TORONTO, 1}, 0, &id));
	kari = person("Kari", "kari@bergen.example", ROLE_CLIENT);
	per = person("Per", "Per@Bergen.example", ROLE_CLIENT);
	ola = person("Ola", "ola@toronto.example", ROLE_CLIENT);
	anna = person("Anna", "anna@example.com", ROLE_AGENT);
	jan = person("Jan", "jan@example.com", ROLE_AGENT);
	per.scope = SCOPE_ORGANISATION;
	return 0;
}

static int stop(void **state)
{
	(void)state;
	catalogue_free();
	db_close(db);
	test_database_stop();
	arena_free(arena);
	return 0;
}

/* After every test the counters must say what counting says. */
static int counters_agree(void **state)
{
	int64_t differing;

	(void)state;
	OKAY(counter_check(db, arena, &differing));
	return differing != 0;
}

static int64_t submit(const struct viewer *viewer, const char *subject, const char *once)
{
	struct form form;
	int64_t id = 0;

	OKAY(form_load(arena, "problem", &form));
	OKAY(ticket_open(db, arena, viewer,
	    &(struct ticket_new){.form = &form,
		.subject = subject,
		.body = "The till prints blank receipts.",
		.language = "en",
		.once = once},
	    &id));
	assert_true(id > 0);
	return id;
}

static struct ticket load(const struct viewer *viewer, int64_t id)
{
	struct ticket ticket;

	OKAY(ticket_load(db, arena, viewer, id, &ticket));
	return ticket;
}

static enum status_class class_of(int64_t id)
{
	return status_by_id(load(&anna, id).status_id)->class;
}

static void solve(int64_t id, enum audience audience)
{
	struct ticket_edit edit = TICKET_EDIT(id, 0);

	edit.kind = MESSAGE_SOLUTION;
	edit.audience = audience;
	edit.writing.body = "The old driver is back.";
	OKAY(ticket_edit(db, arena, &anna, &edit));
}

static void a_form_sent_twice_makes_one_ticket(void **state)
{
	int64_t first = submit(&kari, "Twice", "key-1");

	(void)state;
	assert_int_equal(submit(&kari, "Twice", "key-1"), first);
	assert_int_not_equal(submit(&kari, "Twice", "key-2"), first);
	assert_int_not_equal(submit(&per, "Another's form", "key-1"), first);
}

static void clients_see_their_own_and_what_their_scope_allows(void **state)
{
	int64_t id = submit(&kari, "Whose?", NULL);
	struct ticket ticket;

	(void)state;
	OKAY(ticket_load(db, arena, &kari, id, &ticket));
	OKAY(ticket_load(db, arena, &per, id, &ticket));
	OKAY(ticket_load(db, arena, &anna, id, &ticket));
	assert_int_equal(ticket_load(db, arena, &ola, id, &ticket), ERR_NOT_FOUND);
	assert_int_equal(ticket_load(db, arena, &nobody, id, &ticket), ERR_NOT_FOUND);
	assert_int_equal(
	    ticket_load(db, arena, &kari, submit(&per, "Per's", NULL), &ticket), ERR_NOT_FOUND);
}

static void who_may_not_see_a_ticket_can_not_change_it(void **state)
{
	int64_t id = submit(&kari, "Hands off", NULL);
	struct writing writing = {.body = "Mine now"};
	struct ticket_edit edit = TICKET_EDIT(id, 0);

	(void)state;
	edit.priority = PRIORITY_URGENT;
	assert_int_equal(ticket_reply(db, arena, &ola, id, &writing), ERR_NOT_FOUND);
	assert_int_equal(ticket_reply(db, arena, &nobody, id, &writing), ERR_NOT_FOUND);
	assert_int_equal(ticket_confirm(db, arena, &ola, id), ERR_NOT_FOUND);
	assert_int_equal(ticket_edit(db, arena, &ola, &edit), ERR_NOT_FOUND);
	assert_int_equal(ticket_edit(db, arena, &kari, &edit), ERR_DENIED);
	assert_int_equal(load(&anna, id).priority, PRIORITY_NORMAL);
}

static void taking_a_new_ticket_accepts_it(void **state)
{
	int64_t id = submit(&kari, "Take me", NULL);
	struct ticket_edit edit = TICKET_EDIT(id, 1);
	struct ticket ticket;

	(void)state;
	edit.responsible_id = anna.account_id;
	OKAY(ticket_edit(db, arena, &anna, &edit));
	ticket = load(&kari, id);
	assert_string_equal(ticket.responsible, "Anna");
	assert_string_equal(status_by_id(ticket.status_id)->code, "accepted");
	assert_true(ticket.accepted_at != TIMESTAMP_NONE);
	assert_int_equal(ticket.version, 2);
}

static void the_second_of_two_agents_is_told(void **state)
{
	int64_t id = submit(&kari, "Two at once", NULL);
	struct ticket_edit first = TICKET_EDIT(id, 1), second = TICKET_EDIT(id, 1);
	struct event *events;
	size_t count;

	(void)state;
	first.responsible_id = anna.account_id;
	second.priority = PRIORITY_URGENT;
	OKAY(ticket_edit(db, arena, &anna, &first));
	assert_int_equal(ticket_edit(db, arena, &jan, &second), ERR_CONFLICT);
	assert_int_equal(load(&anna, id).priority, PRIORITY_NORMAL);
	OKAY(event_list(db, arena, id, 1, &events, &count));
	assert_int_equal(count, 2);
	assert_string_equal(events[0].kind, "status");
	assert_string_equal(events[0].before, "new");
	assert_string_equal(events[0].after, "accepted");
	assert_string_equal(events[1].kind, "responsible");
	assert_null(events[1].before);
	assert_string_equal(events[1].after, "Anna");
	assert_string_equal(events[1].actor, "Anna");
	second.version = load(&jan, id).version;
	OKAY(ticket_edit(db, arena, &jan, &second));
	assert_int_equal(load(&anna, id).priority, PRIORITY_URGENT);
}

static void notes_are_for_staff_alone(void **state)
{
	int64_t id = submit(&kari, "Secret", NULL);
	struct ticket_edit edit = TICKET_EDIT(id, 0);
	struct message *messages;
	timestamp updated = load(&kari, id).updated_at;
	size_t count;

	(void)state;
	edit.kind = MESSAGE_NOTE;
	edit.writing.body = "The client need not know.";
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(message_list(db, arena, &kari, id, &messages, &count));
	assert_int_equal(count, 1);
	OKAY(message_list(db, arena, &anna, id, &messages, &count));
	assert_int_equal(count, 2);
	assert_int_equal(messages[1].kind, MESSAGE_NOTE);
	assert_true(load(&kari, id).updated_at == updated);
	assert_int_equal(load(&kari, id).responsible_id, 0);
}

static void an_answer_takes_up_what_nobody_has(void **state)
{
	int64_t id = submit(&kari, "Answer", NULL);
	struct ticket_edit edit = TICKET_EDIT(id, 0);

	(void)state;
	edit.writing.body = "We are on it.";
	edit.status_id = status_by_code("waiting_client")->id;
	OKAY(ticket_edit(db, arena, &anna, &edit));
	assert_int_equal(load(&kari, id).responsible_id, anna.account_id);
	assert_true(load(&kari, id).answered_at != TIMESTAMP_NONE);
	assert_int_equal(class_of(id), CLASS_WAITING_CLIENT);
	OKAY(ticket_reply(db, arena, &kari, id, &(struct writing){.body = "Here is the photo."}));
	assert_int_equal(class_of(id), CLASS_OPEN);
}

static void the_workflow_is_kept(void **state)
{
	int64_t id = submit(&kari, "Workflow", NULL);
	struct ticket_edit edit = TICKET_EDIT(id, 0);

	(void)state;
	edit.status_id = status_by_code("closed")->id;
	assert_int_equal(ticket_edit(db, arena, &anna, &edit), ERR_INPUT);
	edit.status_id = status_by_code("solved")->id;
	assert_int_equal(ticket_edit(db, arena, &anna, &edit), ERR_INPUT);
	edit.status_id = 99;
	assert_int_equal(ticket_edit(db, arena, &anna, &edit), ERR_INPUT);
	edit.status_id = TICKET_KEEP;
	edit.responsible_id = 999999;
	assert_int_equal(ticket_edit(db, arena, &anna, &edit), ERR_INPUT);
	assert_int_equal(class_of(id), CLASS_NEW);
	assert_int_equal(load(&anna, id).version, 1);
}

static void a_solution_can_be_contested_confirmed_and_rated(void **state)
{
	int64_t id = submit(&kari, "Whole way", NULL);
	struct writing why = {.body = "Still blank."};
	struct ticket ticket;

	(void)state;
	assert_int_equal(ticket_contest(db, arena, &kari, id, &why), ERR_INPUT);
	assert_int_equal(ticket_confirm(db, arena, &kari, id), ERR_CONFLICT);
	assert_int_equal(ticket_rate(db, arena, &kari, id, 5, NULL), ERR_DENIED);
	solve(id, AUDIENCE_NONE);
	ticket = load(&kari, id);
	assert_int_equal(ticket.audience, AUDIENCE_PARTICIPANTS);
	assert_true(ticket.solution_id > 0 && ticket.solved_at != TIMESTAMP_NONE);

	assert_int_equal(
	    ticket_contest(db, arena, &kari, id, &(struct writing){.body = " "}), ERR_INPUT);
	OKAY(ticket_contest(db, arena, &kari, id, &why));
	ticket = load(&kari, id);
	assert_int_equal(class_of(id), CLASS_OPEN);
	assert_int_equal(ticket.audience, AUDIENCE_NONE);
	assert_true(ticket.solved_at == TIMESTAMP_NONE && ticket.solution_id == 0);

	solve(id, AUDIENCE_CLIENTS);
	OKAY(ticket_confirm(db, arena, &kari, id));
	OKAY(ticket_confirm(db, arena, &kari, id));
	assert_int_equal(class_of(id), CLASS_CLOSED);
	assert_int_equal(ticket_rate(db, arena, &kari, id, 6, NULL), ERR_INPUT);
	assert_int_equal(ticket_rate(db, arena, &per, id, 4, NULL), ERR_DENIED);
	OKAY(ticket_rate(db, arena, &kari, id, 4, "Quick"));
	OKAY(ticket_rate(db, arena, &kari, id, 5, NULL));
	assert_int_equal(load(&kari, id).rating, 5);
	OKAY(db_execute(db, &AGE_RATING, DB_VALUES(db_int(id)), NULL));
	assert_int_equal(ticket_rate(db, arena, &kari, id, 1, NULL), ERR_DENIED);
}

static void a_reply_sent_twice_stands_once(void **state)
{
	int64_t id = submit(&kari, "Reply twice", NULL);
	struct writing writing = {.body = "One more thing.", .once = "reply-key"};
	struct message *messages;
	size_t count;

	(void)state;
	OKAY(ticket_reply(db, arena, &kari, id, &writing));
	OKAY(ticket_reply(db, arena, &kari, id, &writing));
	OKAY(message_list(db, arena, &kari, id, &messages, &count));
	assert_int_equal(count, 2);
	writing.body = "Another thing, from the same page."; /* gone back to in the browser */
	OKAY(ticket_reply(db, arena, &kari, id, &writing));
	OKAY(message_list(db, arena, &kari, id, &messages, &count));
	assert_int_equal(count, 3);
}

/* Is the ticket in the first page of the archive that the viewer sees? */
static bool in_archive(const struct viewer *viewer, int64_t category_id, int64_t id)
{
	struct archive_page page;
	struct archive_ticket ticket;
	bool listed = false;

	OKAY(archive_list(db, arena, viewer, category_id, (struct cursor){0, 0}, 50, &page));
	for (size_t i = 0; i < page.count; i++)
		listed |= page.lines[i].id == id;
	/* What the list shows and what the page shows must be the same. */
	assert_int_equal(archive_load(db, arena, viewer, id, &ticket), listed ? OK : ERR_NOT_FOUND);
	return listed;
}

static void the_archive_shows_as_much_as_its_audience_allows(void **state)
{
	static const enum audience AUDIENCES[] = {
	    AUDIENCE_PARTICIPANTS, AUDIENCE_STAFF, AUDIENCE_CLIENTS, AUDIENCE_PUBLIC};
	struct {
		const struct viewer *viewer;
		bool sees[4];
	} table[] = {
	    {&nobody, {false, false, false, true}},
	    {&ola, {false, false, true, true}},
	    {&per, {true, false, true, true}},
	    {&kari, {true, false, true, true}},
	    {&anna, {true, true, true, true}},
	};
	int64_t category_id;

	(void)state;
	OKAY(category_ensure(db, arena, "tills", &category_id));
	for (size_t a = 0; a < 4; a++) {
		int64_t id = submit(&kari, "Archive me", NULL);
		struct ticket_edit edit = TICKET_EDIT(id, 0);

		edit.category_id = category_id;
		OKAY(ticket_edit(db, arena, &anna, &edit));
		for (size_t v = 0; v < 5; v++)
			assert_false(in_archive(table[v].viewer, 0, id));
		solve(id, AUDIENCES[a]);
		for (size_t v = 0; v < 5; v++) {
			assert_int_equal(in_archive(table[v].viewer, 0, id), table[v].sees[a]);
			assert_int_equal(
			    in_archive(table[v].viewer, category_id, id), table[v].sees[a]);
		}
	}
}

static void lists_page_by_key_without_gap_or_repeat(void **state)
{
	struct viewer eva = person("Eva", "eva@toronto.example", ROLE_CLIENT);
	struct client_filter filter = {.state = LIST_OPEN, .limit = 3};
	struct ticket_page page;
	int64_t ids[8], seen = 0;

	(void)state;
	for (size_t i = 0; i < 8; i++)
		ids[i] = submit(&eva, "One of eight", NULL);
	do {
		char text[CURSOR_TEXT];

		OKAY(ticket_list_client(db, arena, &eva, &filter, &page));
		for (size_t i = 0; i < page.count; i++)
			assert_int_equal(page.lines[i].id, ids[7 - seen++]);
		cursor_text(page.next, text);
		assert_true(!page.has_more || cursor_parse(text, &filter.after));
	} while (page.has_more);
	assert_int_equal(seen, 8);
	assert_false(cursor_parse("12-", &filter.after));
	assert_false(cursor_parse("x", &filter.after));
}

static void a_list_never_shows_another_organisation(void **state)
{
	struct client_filter filter = {.whole_organisation = true, .state = LIST_ALL, .limit = 100};
	struct ticket_page page;
	int64_t id = submit(&kari, "Only Bergen", NULL);
	bool found = false;

	(void)state;
	OKAY(ticket_list_client(db, arena, &per, &filter, &page));
	for (size_t i = 0; i < page.count; i++) {
		found |= page.lines[i].id == id;
		assert_int_equal(page.lines[i].organisation_id, per.organisation_id);
	}
	assert_true(found);
	OKAY(ticket_list_client(db, arena, &ola, &filter, &page));
	for (size_t i = 0; i < page.count; i++)
		assert_int_equal(page.lines[i].contact_id, ola.account_id);
}

static void queues_follow_the_work(void **state)
{
	struct viewer eli = person("Eli", "eli@example.com", ROLE_AGENT);
	struct queue_filter mine = {.queue = QUEUE_MINE, .limit = 50};
	struct ticket_page page;
	int64_t id = submit(&kari, "Queue", NULL);
	struct ticket_edit edit = TICKET_EDIT(id, 0);

	(void)state;
	OKAY(ticket_list_queue(db, arena, &eli, &mine, &page));
	assert_int_equal(page.count, 0);
	edit.responsible_id = eli.account_id;
	OKAY(ticket_edit(db, arena, &eli, &edit));
	OKAY(ticket_list_queue(db, arena, &eli, &mine, &page));
	assert_int_equal(page.count, 1);
	solve(id, AUDIENCE_NONE);
	OKAY(ticket_list_queue(db, arena, &eli, &mine, &page));
	assert_int_equal(page.count, 0);
	assert_int_equal(ticket_list_queue(db, arena, &kari, &mine, &page), ERR_DENIED);
}

static void what_enters_or_leaves_the_archive_is_indexed(void **state)
{
	int64_t id = submit(&kari, "Index me", NULL), waiting, failed;
	struct index_entry *entries;
	timestamp oldest;
	size_t count;

	(void)state;
	OKAY(index_queue_claim(db, arena, 1000, TIMESTAMP_MINUTE, &entries, &count));
	for (size_t i = 0; i < count; i++)
		OKAY(index_queue_done(db, &entries[i]));
	OKAY(ticket_reply(
	    db, arena, &kari, id, &(struct writing){.body = "Not in the archive yet"}));
	OKAY(index_queue_state(db, arena, &waiting, &failed, &oldest));
	assert_int_equal(waiting, 0);
	assert_true(oldest == TIMESTAMP_NONE);

	solve(id, AUDIENCE_PUBLIC);
	OKAY(index_queue_claim(db, arena, 10, TIMESTAMP_MINUTE, &entries, &count));
	assert_int_equal(count, 1);
	assert_int_equal(entries[0].id, id);
	/* Leased: nobody else gets it. Changed meanwhile: it stays, and comes at once. */
	{
		struct index_entry *others;

		OKAY(index_queue_claim(db, arena, 10, TIMESTAMP_MINUTE, &others, &count));
		assert_int_equal(count, 0);
	}
	OKAY(ticket_contest(db, arena, &kari, id, &(struct writing){.body = "No."}));
	OKAY(index_queue_done(db, &entries[0]));
	OKAY(index_queue_claim(db, arena, 10, TIMESTAMP_MINUTE, &entries, &count));
	assert_int_equal(count, 1);
	OKAY(index_queue_failed(db, &entries[0], "no such luck"));
	OKAY(index_queue_state(db, arena, &waiting, &failed, &oldest));
	assert_int_equal(waiting, 1);
	assert_int_equal(failed, 0);
}

#define TEST(name) cmocka_unit_test_teardown(name, counters_agree)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_form_sent_twice_makes_one_ticket),
	    TEST(clients_see_their_own_and_what_their_scope_allows),
	    TEST(who_may_not_see_a_ticket_can_not_change_it),
	    TEST(taking_a_new_ticket_accepts_it),
	    TEST(the_second_of_two_agents_is_told),
	    TEST(notes_are_for_staff_alone),
	    TEST(an_answer_takes_up_what_nobody_has),
	    TEST(the_workflow_is_kept),
	    TEST(a_solution_can_be_contested_confirmed_and_rated),
	    TEST(a_reply_sent_twice_stands_once),
	    TEST(the_archive_shows_as_much_as_its_audience_allows),
	    TEST(lists_page_by_key_without_gap_or_repeat),
	    TEST(a_list_never_shows_another_organisation),
	    TEST(queues_follow_the_work),
	    TEST(what_enters_or_leaves_the_archive_is_indexed),
	};

	return cmocka_run_group_tests_name("ticket", tests, start, stop);
}
