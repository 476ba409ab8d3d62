/* Who is told of what: each kind of notification, each consent, each role, one's own changes. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "db/db.h"
#include "model/account.h"
#include "model/catalogue.h"
#include "model/consent.h"
#include "model/follower.h"
#include "model/form.h"
#include "model/mail_link.h"
#include "model/notify.h"
#include "model/organisation.h"
#include "model/ticket_change.h"

static struct db *db;
static struct arena *arena;
static int64_t bergen, toronto, team;
static struct viewer kari, per, ola, anna, jan, lea;

#define OKAY(expression)                                                                           \
	do {                                                                                       \
		enum err got_ = (expression);                                                      \
		if (got_ != OK)                                                                    \
			fail_msg("%s: %s", err_name(got_), err_message());                         \
	} while (0)

static const struct db_statement TOLD = {.name = "told",
    .sql = "SELECT SUBSTRING_INDEX(address, '@', 1), kind, JSON_VALUE(parameters, '$[0].why'),"
	   " JSON_LENGTH(parameters), state + 0 FROM mail_out WHERE ticket_id = ? AND id > ?"
	   " ORDER BY address, kind",
    .in = "ii",
    .out = "sssii"};
static const struct db_statement LAST = {
    .name = "last", .sql = "SELECT COALESCE(MAX(id), 0) FROM mail_out", .out = "i"};
static const struct db_statement FORGET = {
    .name = "forget", .sql = "UPDATE mail_out SET gather_key = NULL"};
static const struct db_statement ALL_ON = {.name = "all_on",
    .sql = "UPDATE notification SET is_on = TRUE, addressed = CASE party"
	   " WHEN 'organisation' THEN 'address,colleague' WHEN 'contact' THEN 'contact,follower'"
	   " ELSE 'follower,responsible,lead,team,everyone' END"};
static const struct db_statement CONSENT = {.name = "consent",
    .sql = "UPDATE account SET mail_consent = ?, mail_digest = FALSE",
    .in = "i"};
static const struct db_statement CONSENT_FIRM = {
    .name = "consent_firm", .sql = "UPDATE organisation SET mail_consent = ?", .in = "i"};

static struct viewer person(const char *name, const char *email, enum role role)
{
	struct viewer viewer;
	int64_t id;

	OKAY(account_add(db, arena,
	    &(struct account){.name = name, .email = email, .role = role, .language = ""}, NULL, 0,
	    &id));
	OKAY(account_viewer(db, arena, id, &viewer));
	return viewer;
}

static int start(void **state)
{
	static const char *const BERGEN[] = {"bergen.example"}, *const TORONTO[] = {
								    "toronto.example"};

	(void)state;
	arena = arena_new(64 * 1024 * 1024);
	test_database_start(&db);
	OKAY(catalogue_ready(db));
	OKAY(organisation_add(db, arena,
	    &(struct organisation_new){"Bergen", SCOPE_ORGANISATION, NULL, BERGEN, 1}, 0, &bergen));
	OKAY(organisation_add(db, arena,
	    &(struct organisation_new){"Toronto", SCOPE_OWN, NULL, TORONTO, 1}, 0, &toronto));
	OKAY(consent_set_organisation_email(db, arena, bergen, "Firm@bergen.example", 0));
	kari = person("Kari", "kari@bergen.example", ROLE_CLIENT);
	per = person("Per", "per@bergen.example", ROLE_CLIENT);
	ola = person("Ola", "ola@toronto.example", ROLE_CLIENT);
	anna = person("Anna", "anna@example.com", ROLE_AGENT);
	jan = person("Jan", "jan@example.com", ROLE_AGENT);
	lea = person("Lea", "lea@example.com", ROLE_AGENT);
	OKAY(team_ensure(db, arena, "Tills", &team));
	OKAY(team_join(db, team, jan.account_id, false));
	OKAY(team_join(db, team, lea.account_id, true));
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

/* Everybody agrees to everything. */
static int all_on(void **state)
{
	(void)state;
	OKAY(db_execute(db, &ALL_ON, DB_NONE, NULL));
	OKAY(db_execute(db, &CONSENT, DB_VALUES(db_int(1)), NULL));
	OKAY(db_execute(db, &CONSENT_FIRM, DB_VALUES(db_int(1)), NULL));
	return 0;
}

static int64_t mark(void)
{
	struct db_rows rows;

	OKAY(db_execute(db, &FORGET, DB_NONE, NULL));
	OKAY(db_query(db, arena, &LAST, DB_NONE, &rows));
	return db_int_at(&rows, 0, 0);
}

/* "anna:responsible kari:contact!": who is told since then and why; ! is the acknowledgement, and
 * a number how many changes were gathered. */
static const char *told(int64_t ticket_id, int64_t since)
{
	struct db_rows rows;
	const char *text = "";

	OKAY(db_query(db, arena, &TOLD, DB_VALUES(db_int(ticket_id), db_int(since)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		int why = atoi(db_text_at(&rows, i, 2));
		int64_t changes = db_int_at(&rows, i, 3);

		text = arena_format(arena, "%s%s%s:%s%s", text, i ? " " : "",
		    db_text_at(&rows, i, 0), notify_why_code((enum notify_why)why),
		    !strcmp(db_text_at(&rows, i, 1), ACKNOWLEDGEMENT_KIND) ? "!" : "");
		if (changes != 1)
			text = arena_format(arena, "%s*%d", text, (int)changes);
	}
	return text;
}

static int64_t submit(const struct viewer *viewer)
{
	struct form form;
	int64_t id = 0;

	OKAY(form_load(arena, "problem", &form));
	OKAY(ticket_open(db, arena, viewer,
	    &(struct ticket_new){.form = &form,
		.subject = "Till",
		.body = "The till prints blank receipts.",
		.language = "en"},
	    &id));
	return id;
}

/* Kari's, in Anna's hands, with the team Tills; Per follows it. Nothing of that is told. */
static int64_t prepared(void)
{
	struct ticket_edit edit;
	int64_t id;

	notify_silence(true);
	id = submit(&kari);
	edit = TICKET_EDIT(id, 0);
	edit.responsible_id = anna.account_id;
	edit.team_id = team;
	OKAY(ticket_edit(db, arena, &anna, &edit));
	OKAY(follower_add(db, arena, &anna, id, per.account_id));
	notify_silence(false);
	return id;
}

enum action { ANSWER, NOTE, REPLY, PRIORITY, CATEGORY, HAND_OVER, SOLVE, CONTEST, RATE, CONFIRM };

static void act(const struct viewer *who, int64_t id, enum action action)
{
	struct ticket_edit edit = TICKET_EDIT(id, 0);
	struct writing words = {.body = "It still prints nothing."};

	edit.writing.body = "Please turn it off and on.";
	switch (action) {
	case NOTE:
		edit.kind = MESSAGE_NOTE;
		break;
	case PRIORITY:
		edit.writing.body = NULL;
		edit.priority = PRIORITY_HIGH;
		break;
	case CATEGORY:
		edit.writing.body = NULL;
		edit.team_id = 0;
		break;
	case HAND_OVER:
		edit.writing.body = NULL;
		edit.responsible_id = jan.account_id;
		break;
	case SOLVE:
		edit.kind = MESSAGE_SOLUTION;
		break;
	case REPLY:
		OKAY(ticket_reply(db, arena, who, id, &words));
		return;
	case CONTEST:
		OKAY(ticket_contest(db, arena, who, id, &words));
		return;
	case RATE:
		OKAY(ticket_rate(db, arena, who, id, 4, "Quick"));
		return;
	case CONFIRM:
		OKAY(ticket_confirm(db, arena, who, id));
		return;
	case ANSWER:
		break;
	}
	OKAY(ticket_edit(db, arena, who, &edit));
}

static void a_change_is_told_to_all_but_who_made_it(void **state)
{
	static const struct {
		const struct viewer *who;
		enum action action;
		const char *told;
	} CASES[] = {
	    {&anna, ANSWER, "firm:address jan:team kari:contact lea:lead per:follower"},
	    {&anna, NOTE, "jan:team lea:lead"},
	    {&anna, PRIORITY, "firm:address jan:team kari:contact lea:lead per:colleague"},
	    {&anna, HAND_OVER, "firm:address jan:responsible kari:contact lea:lead per:colleague"},
	    {&jan, CATEGORY, "anna:responsible"},
	    {&jan, ANSWER, "anna:responsible firm:address kari:contact lea:lead per:follower"},
	    {&kari, REPLY, "anna:responsible firm:address jan:team lea:lead per:follower"},
	    {&per, REPLY, "anna:responsible firm:address jan:team kari:contact lea:lead"},
	    {&anna, SOLVE, "firm:address jan:team kari:contact lea:lead per:follower"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		int64_t id = prepared(), since = mark();

		act(CASES[i].who, id, CASES[i].action);
		if (strcmp(told(id, since), CASES[i].told) != 0)
			fail_msg("case %zu: %s\n instead of %s", i, told(id, since), CASES[i].told);
	}
}

static void a_new_request_is_acknowledged_at_once_and_told_to_staff(void **state)
{
	int64_t since = mark(), id = submit(&kari);

	(void)state;
	assert_string_equal(told(id, since),
	    "anna:everyone firm:address jan:everyone kari:contact! lea:everyone per:colleague");
}

static void without_consent_nobody_is_told(void **state)
{
	static const struct {
		bool people, firm;
		const char *told;
	} CASES[] = {
	    {false, false, ""},
	    {false, true, "firm:address"},
	    {true, false, "jan:team kari:contact lea:lead per:follower"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		int64_t id = prepared(), since = mark();

		OKAY(db_execute(db, &CONSENT, DB_VALUES(db_int(CASES[i].people)), NULL));
		OKAY(db_execute(db, &CONSENT_FIRM, DB_VALUES(db_int(CASES[i].firm)), NULL));
		act(&anna, id, ANSWER);
		assert_string_equal(told(id, since), CASES[i].told);
	}
}

static void each_switch_is_its_own(void **state)
{
	static const struct {
		struct viewer *whose;
		const char *told;
	} CASES[] = {
	    {&kari, "firm:address jan:team lea:lead per:follower"},
	    {&per, "firm:address jan:team kari:contact lea:lead"},
	    {&jan, "firm:address kari:contact lea:lead per:follower"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		int64_t id = prepared(), since = mark();
		struct consent_owner owner = {CASES[i].whose->account_id, 0};

		OKAY(consent_set(db, owner, false, CONSENT_ACCOUNT_PAGE, owner.account_id));
		act(&anna, id, ANSWER);
		assert_string_equal(told(id, since), CASES[i].told);
		OKAY(consent_set(db, owner, true, CONSENT_STAFF, anna.account_id));
	}
}

static void each_of_the_nine_is_switched_and_addressed_by_itself(void **state)
{
	static const struct {
		enum notify_moment moment;
		enum notify_party party;
		unsigned addressed; /* 0: off */
		const char *told;
	} CASES[] = {
	    {MOMENT_CHANGED, PARTY_CONTACT, 0, "firm:address jan:team lea:lead per:colleague"},
	    {MOMENT_CHANGED, PARTY_STAFF, 0, "firm:address kari:contact per:follower"},
	    {MOMENT_CHANGED, PARTY_ORGANISATION, 0, "jan:team kari:contact lea:lead per:follower"},
	    {MOMENT_CHANGED, PARTY_STAFF, TOLD_BIT(TOLD_LEAD),
		"firm:address kari:contact lea:lead per:follower"},
	    {MOMENT_CHANGED, PARTY_CONTACT, TOLD_BIT(TOLD_FOLLOWER),
		"firm:address jan:team lea:lead per:follower"},
	    {MOMENT_CHANGED, PARTY_ORGANISATION, TOLD_BIT(TOLD_COLLEAGUE),
		"jan:team kari:contact lea:lead per:follower"},
	    {MOMENT_CLOSED, PARTY_CONTACT, 0,
		"firm:address jan:team kari:contact lea:lead per:follower"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		int64_t id = prepared(), since = mark();

		all_on(NULL);
		OKAY(notification_set(db, notification_id(CASES[i].moment, CASES[i].party),
		    CASES[i].addressed != 0, CASES[i].addressed, 0));
		act(&anna, id, ANSWER);
		if (strcmp(told(id, since), CASES[i].told) != 0)
			fail_msg("case %zu: %s\n instead of %s", i, told(id, since), CASES[i].told);
	}
}

static void a_closed_ticket_has_its_own_switch(void **state)
{
	int64_t id = prepared(), since = mark();

	(void)state;
	OKAY(notification_set(db, notification_id(MOMENT_CLOSED, PARTY_CONTACT), false, 0, 0));
	OKAY(notification_set(db, notification_id(MOMENT_CLOSED, PARTY_ORGANISATION), false, 0, 0));
	act(&anna, id, SOLVE);
	assert_string_equal(told(id, since), "jan:team lea:lead");
	since = mark();
	act(&kari, id, RATE);
	assert_string_equal(told(id, since), "anna:responsible jan:team lea:lead");
	since = mark();
	act(&kari, id, CONTEST);
	assert_string_equal(
	    told(id, since), "anna:responsible firm:address jan:team lea:lead per:follower");
}

static void changes_within_a_while_become_one_message(void **state)
{
	int64_t id = prepared(), since = mark();

	(void)state;
	act(&anna, id, ANSWER);
	act(&kari, id, REPLY);
	act(&anna, id, PRIORITY);
	assert_string_equal(told(id, since),
	    "anna:responsible firm:address*3 jan:team*3 kari:contact*2 lea:lead*3 per:follower*3");
}

static void the_acknowledgement_is_not_gathered(void **state)
{
	int64_t since = mark(), id = submit(&kari);

	(void)state;
	act(&anna, id, ANSWER);
	assert_string_equal(told(id, since),
	    "anna:everyone firm:address*2 jan:everyone kari:contact! kari:contact lea:everyone"
	    " per:colleague*2");
}

static void a_contact_linked_later_is_told_that_it_was_created(void **state)
{
	int64_t id = prepared(), since = mark();
	struct ticket_edit edit = TICKET_EDIT(id, 0);
	struct ticket ticket;

	(void)state;
	edit.contact_id = ola.account_id;
	OKAY(ticket_edit(db, arena, &anna, &edit));
	assert_string_equal(told(id, since), "jan:team lea:lead ola:contact!");
	OKAY(ticket_load(db, arena, &ola, id, &ticket));
	assert_int_equal(ticket.organisation_id, toronto);
	assert_int_equal(ticket_load(db, arena, &kari, id, &ticket), ERR_NOT_FOUND);
	edit = TICKET_EDIT(id, 0);
	edit.contact_id = 999999;
	assert_int_equal(ticket_edit(db, arena, &anna, &edit), ERR_INPUT);
}

static void followers_are_told_of_public_messages_alone(void **state)
{
	int64_t id = prepared(), since = mark();

	(void)state;
	OKAY(
	    notification_set(db, notification_id(MOMENT_CHANGED, PARTY_ORGANISATION), false, 0, 0));
	act(&anna, id, PRIORITY);
	assert_null(strstr(told(id, since), "per"));
	since = mark();
	act(&anna, id, NOTE);
	assert_null(strstr(told(id, since), "per"));
	since = mark();
	act(&anna, id, ANSWER);
	assert_non_null(strstr(told(id, since), "per:follower"));
	OKAY(follower_remove(db, &per, id, per.account_id));
	since = mark();
	act(&anna, id, ANSWER);
	assert_null(strstr(told(id, since), "per"));
}

static void who_may_not_see_a_ticket_can_not_follow_it(void **state)
{
	int64_t id = prepared();

	(void)state;
	assert_int_equal(follower_add(db, arena, &ola, id, ola.account_id), ERR_NOT_FOUND);
	assert_int_equal(follower_add(db, arena, &anna, id, ola.account_id), ERR_DENIED);
	assert_int_equal(follower_add(db, arena, &kari, id, per.account_id), ERR_DENIED);
	assert_int_equal(follower_remove(db, &kari, id, per.account_id), ERR_DENIED);
	OKAY(follower_add(db, arena, &jan, id, jan.account_id));
}

static void staff_with_a_daily_digest_get_no_single_mail(void **state)
{
	int64_t id = prepared(), since = mark();

	(void)state;
	OKAY(consent_set_digest(db, jan.account_id, true));
	act(&anna, id, ANSWER);
	assert_null(strstr(told(id, since), "jan"));
	OKAY(consent_set_digest(db, jan.account_id, false));
}

static void a_disabled_account_is_not_told(void **state)
{
	int64_t id = prepared(), since = mark();

	(void)state;
	OKAY(account_set_active(db, per.account_id, false, 0));
	act(&anna, id, ANSWER);
	assert_null(strstr(told(id, since), "per"));
	OKAY(account_set_active(db, per.account_id, true, 0));
}

static void the_first_request_is_a_consent_and_no_is_kept(void **state)
{
	struct viewer eva = person("Eva", "eva@bergen.example", ROLE_CLIENT);
	struct consent_owner owner = {eva.account_id, 0};
	struct consent_change *changes;
	int64_t since = mark(), id;
	size_t count;

	(void)state;
	assert_true(eva.never_asked);
	id = submit(&eva);
	assert_non_null(strstr(told(id, since), "eva:contact!"));
	OKAY(consent_list(db, arena, owner, &changes, &count));
	assert_int_equal(count, 1);
	assert_int_equal(changes[0].way, CONSENT_REQUEST);
	assert_string_equal(changes[0].actor, "Eva");
	OKAY(consent_set(db, owner, false, CONSENT_LINK, 0));
	since = mark();
	id = submit(&eva);
	assert_null(strstr(told(id, since), "eva"));
	OKAY(account_viewer(db, arena, eva.account_id, &eva));
	since = mark();
	id = submit(&eva);
	assert_null(strstr(told(id, since), "eva"));
	OKAY(consent_list(db, arena, owner, &changes, &count));
	assert_int_equal(count, 2);
	assert_false(changes[0].is_given);
	assert_int_equal(changes[0].way, CONSENT_LINK);
	OKAY(account_set_active(db, eva.account_id, false, 0));
}

static void links_in_mail_can_not_be_made_up(void **state)
{
	static const unsigned char SECRET[32] = "secret", OTHER[32] = "another";
	struct stop_link link = {.account_id = 17, .ticket_id = 1010, .is_follower = true}, read;
	const char *path = stop_path(arena, SECRET, &link), *token = strrchr(path, '/') + 1;
	char *forged = arena_text(arena, token);
	int64_t ticket, account;

	(void)state;
	assert_true(stop_read(arena, SECRET, token, &read));
	assert_int_equal(read.account_id, 17);
	assert_int_equal(read.organisation_id, 0);
	assert_int_equal(read.ticket_id, 1010);
	assert_true(read.is_follower);
	forged[1] = '2';
	assert_false(stop_read(arena, SECRET, forged, &read));
	assert_false(stop_read(arena, OTHER, token, &read));
	assert_false(stop_read(arena, SECRET, "", &read));
	assert_false(stop_read(arena, SECRET, "-", &read));
	assert_false(rate_read(arena, SECRET, token, &ticket, &account));
	path = rate_path(arena, SECRET, 1010, 17);
	assert_true(rate_read(arena, SECRET, strrchr(path, '/') + 1, &ticket, &account));
	assert_int_equal(ticket, 1010);
	assert_int_equal(account, 17);
}

static void a_text_may_hold_no_placeholder_that_nothing_stands_for(void **state)
{
	const char *subject, *body;

	(void)state;
	assert_null(notification_unknown(arena, "{title} {signature}", true));
	assert_null(notification_unknown(arena, "a { b } {} {a b} {title}", false));
	assert_string_equal(notification_unknown(arena, "{title} {pasword}", false), "{pasword}");
	assert_string_equal(notification_unknown(arena, "{Title}", false), "{Title}");
	assert_string_equal(notification_unknown(arena, "{solution}", true), "{solution}");
	assert_int_equal(
	    notification_set_text(db, arena, 2, "en", "{title}", "{nothing}", 0), ERR_INPUT);
	assert_int_equal(notification_set_text(db, arena, 2, "en", " ", "x", 0), ERR_INPUT);
	assert_int_equal(notification_set_text(db, arena, 10, "en", "x", "x", 0), ERR_NOT_FOUND);
	OKAY(notification_set_text(db, arena, 2, "en", "{title}", "{link}", anna.account_id));
	OKAY(notification_text(db, arena, 2, "en", &subject, &body));
	assert_string_equal(subject, "{title}");
	OKAY(notification_forget_text(db, 2, "en", anna.account_id));
	OKAY(notification_text(db, arena, 2, "en", &subject, &body));
	assert_null(subject);
	assert_int_equal(notification_set(db, 2, true, TOLD_BIT(TOLD_TEAM), 0), ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(a_change_is_told_to_all_but_who_made_it, all_on),
	    cmocka_unit_test_setup(a_new_request_is_acknowledged_at_once_and_told_to_staff, all_on),
	    cmocka_unit_test_setup(without_consent_nobody_is_told, all_on),
	    cmocka_unit_test_setup(each_switch_is_its_own, all_on),
	    cmocka_unit_test_setup(each_of_the_nine_is_switched_and_addressed_by_itself, all_on),
	    cmocka_unit_test_setup(a_closed_ticket_has_its_own_switch, all_on),
	    cmocka_unit_test_setup(changes_within_a_while_become_one_message, all_on),
	    cmocka_unit_test_setup(the_acknowledgement_is_not_gathered, all_on),
	    cmocka_unit_test_setup(a_contact_linked_later_is_told_that_it_was_created, all_on),
	    cmocka_unit_test_setup(followers_are_told_of_public_messages_alone, all_on),
	    cmocka_unit_test_setup(who_may_not_see_a_ticket_can_not_follow_it, all_on),
	    cmocka_unit_test_setup(staff_with_a_daily_digest_get_no_single_mail, all_on),
	    cmocka_unit_test_setup(a_disabled_account_is_not_told, all_on),
	    cmocka_unit_test_setup(the_first_request_is_a_consent_and_no_is_kept, all_on),
	    cmocka_unit_test(links_in_mail_can_not_be_made_up),
	    cmocka_unit_test(a_text_may_hold_no_placeholder_that_nothing_stands_for),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
