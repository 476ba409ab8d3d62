/* Incidents and maintenance: who sees what, how they go on, and the uptime counted from them. */
#include "unit.h"

#include <string.h>

#include "articles.h"
#include "model/incident.h"
#include "model/uptime.h"

static struct viewer maja;
static int64_t shop, mailbox;

static const struct db_statement MOVE = {.name = "test_incident_move",
    .sql = "UPDATE incident SET begins_at = ?, ends_at = ? WHERE id = ?",
    .in = "tti"};
static const struct db_statement EVENTS = {.name = "test_incident_events",
    .sql = "SELECT COUNT(*) FROM event WHERE about = 'incident' AND about_id = ? AND kind = ?",
    .in = "is",
    .out = "i"};
static const struct db_statement CHECKS = {.name = "test_incident_checks",
    .sql = "INSERT INTO component_check_day (component_id, day, checks, failed)"
	   " VALUES (?, DATE(? - INTERVAL ? DAY), ?, ?)",
    .in = "itiii"};
static const struct db_statement AGE = {.name = "test_incident_age",
    .sql = "UPDATE component SET created_at = created_at - INTERVAL 3 DAY WHERE id = ?",
    .in = "i"};
static const struct db_statement QUERIES = {.name = "test_incident_queries",
    .sql = "SHOW SESSION STATUS LIKE 'Com_stmt_execute'",
    .out = "ss"};

static int64_t component(const char *name, enum article_audience audience)
{
	int64_t id = 0;

	OKAY(component_save(db, arena, &maja,
	    &(struct component_text){.name = name,
		.description = "",
		.group = "Shops",
		.check_target = "",
		.check_kind = CHECK_NONE,
		.audience = audience,
		.organisation_id = audience == READERS_ORGANISATION ? kari.organisation_id : 0},
	    &id));
	return id;
}

static int start(void **state)
{
	int failed = articles_start(state);

	maja = anna;
	maja.role = ROLE_ADMIN;
	shop = component("Web shop", READERS_PUBLIC);
	mailbox = component("Mailboxes", READERS_CLIENTS);
	return failed;
}

static int64_t incident(
    const char *title, enum article_audience audience, enum component_state state)
{
	int64_t id = 0;

	OKAY(incident_open(db, arena, &anna,
	    &(struct incident_new){.kind = INCIDENT_INCIDENT,
		.title = title,
		.body = "We **look** into it.",
		.impact = IMPACT_MAJOR,
		.state = INCIDENT_INVESTIGATING,
		.audience = audience,
		.organisation_id = audience == READERS_ORGANISATION ? kari.organisation_id : 0,
		.begins_at = TIMESTAMP_NONE,
		.ends_at = TIMESTAMP_NONE,
		.parts = &(struct incident_part){.component_id = shop, .state = state},
		.part_count = 1},
	    &id));
	return id;
}

static enum err say(int64_t id, int64_t version, enum incident_state state)
{
	int64_t update;

	return incident_update(db, arena, &anna,
	    &(struct incident_post){
		.id = id, .version = version, .state = state, .body = "It goes on."},
	    &update);
}

static enum component_state now_is(const struct viewer *viewer, int64_t id)
{
	struct component *list;
	const struct component *c;
	size_t count;

	OKAY(component_list(db, arena, viewer, &list, &count));
	c = component_at(list, count, id);
	return c ? c->state : 0;
}

static bool sees(const struct viewer *viewer, int64_t id)
{
	struct incident *list, one;
	size_t count;
	bool listed = false;
	enum err err = incident_load(db, arena, viewer, id, &one);

	OKAY(incident_list_open(db, arena, viewer, &list, &count));
	for (size_t i = 0; i < count; i++)
		listed = listed || list[i].id == id;
	assert_true(err == (listed ? OK : ERR_NOT_FOUND));
	return listed;
}

/* --- Who sees what. */

static void an_incident_is_seen_by_its_audience_alone(void **state)
{
	static const struct {
		enum article_audience audience;
		bool nobody, kari, ola;
	} CASES[] = {{READERS_PUBLIC, true, true, true}, {READERS_CLIENTS, false, true, true},
	    {READERS_ORGANISATION, false, true, false}, {READERS_STAFF, false, false, false}};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		int64_t id = incident("Seen?", CASES[i].audience, COMPONENT_MAJOR);

		assert_int_equal(sees(&nobody, id), CASES[i].nobody);
		assert_int_equal(sees(&kari, id), CASES[i].kari);
		assert_int_equal(sees(&ola, id), CASES[i].ola);
		assert_true(sees(&anna, id));
		/* A component's state tells of nothing that its reader may not know. */
		assert_int_equal(now_is(&nobody, shop),
		    CASES[i].nobody ? COMPONENT_MAJOR : COMPONENT_OPERATIONAL);
		OKAY(say(id, 0, INCIDENT_RESOLVED));
	}
	assert_int_equal(now_is(&nobody, mailbox), 0);
	assert_int_equal(now_is(&kari, mailbox), COMPONENT_OPERATIONAL);
}

static void only_staff_opens_and_only_administrators_set_up(void **state)
{
	struct incident_new new = {.kind = INCIDENT_INCIDENT, .title = "X", .body = "Y"};
	struct component_text text = {
	    .name = "X", .description = "", .group = "", .check_target = ""};
	int64_t id = 0;

	(void)state;
	assert_int_equal(incident_open(db, arena, &kari, &new, &id), ERR_DENIED);
	assert_int_equal(incident_open(db, arena, &anna, &new, &id), ERR_INPUT);
	assert_int_equal(component_save(db, arena, &anna, &text, &id), ERR_DENIED);
	assert_int_equal(component_save(db, arena, &maja, &text, &id), ERR_INPUT);
}

/* --- How they go on. */

static void an_incident_goes_on_to_its_end_and_may_come_back(void **state)
{
	int64_t id = incident("Slow", READERS_PUBLIC, COMPONENT_DEGRADED);
	struct incident one;

	(void)state;
	assert_int_equal(now_is(&nobody, shop), COMPONENT_DEGRADED);
	OKAY(say(id, 1, INCIDENT_IDENTIFIED));
	assert_int_equal(say(id, 1, INCIDENT_MONITORING), ERR_CONFLICT);
	OKAY(say(id, 2, INCIDENT_RESOLVED));
	OKAY(incident_load(db, arena, &nobody, id, &one));
	assert_false(one.is_open);
	assert_true(one.ends_at >= one.begins_at);
	assert_int_equal(one.update_count, 3);
	assert_int_equal(one.updates[0].state, INCIDENT_RESOLVED);
	assert_non_null(strstr(one.updates[2].html, "<strong>look</strong>"));
	assert_int_equal(now_is(&nobody, shop), COMPONENT_OPERATIONAL);
	OKAY(say(id, 3, INCIDENT_INVESTIGATING));
	OKAY(incident_load(db, arena, &nobody, id, &one));
	assert_true(one.is_open && one.ends_at == TIMESTAMP_NONE);
	assert_int_equal(now_is(&nobody, shop), COMPONENT_DEGRADED);
	assert_int_equal(say(id, 0, INCIDENT_SCHEDULED), ERR_INPUT);
	OKAY(say(id, 0, INCIDENT_RESOLVED));
	assert_int_equal(count_of(&EVENTS, DB_VALUES(db_int(id), db_text("state"))), 4);
}

static void a_form_sent_twice_counts_once(void **state)
{
	struct incident_new new = {.kind = INCIDENT_INCIDENT,
	    .title = "Twice",
	    .body = "Once.",
	    .impact = IMPACT_MINOR,
	    .state = INCIDENT_INVESTIGATING,
	    .audience = READERS_PUBLIC,
	    .begins_at = TIMESTAMP_NONE,
	    .once = "key"};
	struct incident_post post = {
	    .state = INCIDENT_IDENTIFIED, .body = "Found.", .once = "other", .version = 1};
	int64_t id, again, update, update_again;

	(void)state;
	OKAY(incident_open(db, arena, &anna, &new, &id));
	OKAY(incident_open(db, arena, &anna, &new, &again));
	assert_int_equal(id, again);
	post.id = id;
	OKAY(incident_update(db, arena, &anna, &post, &update));
	OKAY(incident_update(db, arena, &anna, &post, &update_again));
	assert_int_equal(update, update_again);
	new.body = "Something else.";
	OKAY(incident_open(db, arena, &anna, &new, &again));
	assert_true(id != again);
	OKAY(say(id, 0, INCIDENT_RESOLVED));
	OKAY(say(again, 0, INCIDENT_RESOLVED));
}

static void maintenance_begins_and_ends_by_itself(void **state)
{
	timestamp now = timestamp_now();
	struct incident_part part = {.component_id = shop, .state = COMPONENT_MAINTENANCE};
	struct incident_new new = {.kind = INCIDENT_MAINTENANCE,
	    .title = "New disks",
	    .body = "At night.",
	    .impact = IMPACT_NONE,
	    .audience = READERS_PUBLIC,
	    .begins_at = now + TIMESTAMP_HOUR,
	    .ends_at = now + 2 * TIMESTAMP_HOUR,
	    .parts = &part,
	    .part_count = 1};
	struct incident one;
	int64_t id, changed;

	(void)state;
	OKAY(incident_open(db, arena, &anna, &new, &id));
	OKAY(incident_run_schedule(db, arena, &changed));
	assert_int_equal(changed, 0);
	assert_int_equal(now_is(&nobody, shop), COMPONENT_OPERATIONAL);
	assert_int_equal(incident_reschedule(db, arena, &anna, id, 1, now, now, ""), ERR_INPUT);
	OKAY(incident_reschedule(db, arena, &anna, id, 1, now + TIMESTAMP_DAY,
	    now + TIMESTAMP_DAY + TIMESTAMP_HOUR, "A day later."));
	OKAY(db_execute(db, &MOVE,
	    DB_VALUES(db_time(now - TIMESTAMP_MINUTE), db_time(now + TIMESTAMP_HOUR), db_int(id)),
	    NULL));
	OKAY(incident_run_schedule(db, arena, &changed));
	assert_int_equal(changed, 1);
	assert_int_equal(now_is(&nobody, shop), COMPONENT_MAINTENANCE);
	OKAY(db_execute(db, &MOVE,
	    DB_VALUES(db_time(now - TIMESTAMP_MINUTE), db_time(now - TIMESTAMP_SECOND), db_int(id)),
	    NULL));
	OKAY(incident_run_schedule(db, arena, &changed));
	OKAY(incident_load(db, arena, &nobody, id, &one));
	assert_int_equal(one.state, INCIDENT_COMPLETED);
	assert_int_equal(now_is(&nobody, shop), COMPONENT_OPERATIONAL);
	OKAY(incident_open(db, arena, &anna, &new, &id));
	OKAY(say(id, 1, INCIDENT_CANCELLED));
	assert_int_equal(say(id, 2, INCIDENT_IN_PROGRESS), ERR_INPUT);
}

static void a_component_with_something_open_is_not_taken_away(void **state)
{
	int64_t id = component("Old", READERS_PUBLIC), other;
	struct incident_part part = {.component_id = id, .state = COMPONENT_PARTIAL};
	struct incident_post post;
	int64_t update;

	(void)state;
	other = incident("Of the old one", READERS_PUBLIC, COMPONENT_MAJOR);
	post = (struct incident_post){.id = other,
	    .state = INCIDENT_IDENTIFIED,
	    .body = "It is another one.",
	    .parts = &part,
	    .part_count = 1};
	OKAY(incident_update(db, arena, &anna, &post, &update));
	assert_int_equal(now_is(&nobody, shop), COMPONENT_OPERATIONAL);
	assert_int_equal(now_is(&nobody, id), COMPONENT_PARTIAL);
	assert_int_equal(component_remove(db, arena, &maja, id), ERR_CONFLICT);
	OKAY(say(other, 0, INCIDENT_RESOLVED));
	OKAY(component_remove(db, arena, &maja, id));
	assert_int_equal(now_is(&anna, id), 0);
	part.component_id = 999999;
	assert_int_equal(incident_update(db, arena, &anna, &post, &update), ERR_INPUT);
}

/* --- Uptime. */

#define AT(day, hour)                                                                              \
	(INT64_C(1790000000000000) / TIMESTAMP_DAY * TIMESTAMP_DAY - (day)*TIMESTAMP_DAY +         \
	    (hour)*TIMESTAMP_HOUR)

static struct uptime counted(struct outage *spans, size_t count, timestamp since, timestamp now)
{
	static struct uptime uptime;

	memset(&uptime, 0, sizeof uptime);
	OKAY(uptime_count(arena, spans, count, since, now, &uptime));
	return uptime;
}

static void the_worst_of_overlapping_spans_counts(void **state)
{
	struct outage spans[] = {
	    {COMPONENT_PARTIAL, AT(3, 10), AT(3, 20)},
	    {COMPONENT_MAJOR, AT(3, 12), AT(3, 14)},
	    {COMPONENT_MAJOR, AT(3, 13), AT(3, 15)},
	    {COMPONENT_MAINTENANCE, AT(3, 0), AT(3, 24)},
	    {COMPONENT_DEGRADED, AT(2, 0), AT(2, 6)},
	};
	struct uptime u = counted(spans, 5, AT(200, 0), AT(0, 12));
	const struct uptime_day *day = &u.days[UPTIME_DAYS - 1 - 3];

	(void)state;
	assert_int_equal(day->worst, COMPONENT_MAJOR);
	assert_int_equal(day->in[COMPONENT_MAJOR], 3 * TIMESTAMP_HOUR);
	assert_int_equal(day->in[COMPONENT_PARTIAL], 7 * TIMESTAMP_HOUR);
	assert_int_equal(day->in[COMPONENT_MAINTENANCE], 14 * TIMESTAMP_HOUR);
	assert_int_equal(day->down, 3 * TIMESTAMP_HOUR + 7 * TIMESTAMP_HOUR * 3 / 10);
	assert_int_equal(u.days[UPTIME_DAYS - 1 - 2].worst, COMPONENT_DEGRADED);
	assert_int_equal(u.days[UPTIME_DAYS - 1 - 2].down, 0);
	assert_int_equal(u.down, day->down);
	assert_int_equal(u.watched, 89 * TIMESTAMP_DAY + 12 * TIMESTAMP_HOUR);
}

static void spans_are_cut_at_midnight_at_both_ends_and_now(void **state)
{
	struct outage spans[] = {
	    {COMPONENT_MAJOR, AT(120, 0), AT(89, 1)},
	    {COMPONENT_MAJOR, AT(1, 23), TIMESTAMP_NONE},
	};
	struct uptime u = counted(spans, 2, AT(200, 0), AT(0, 12));

	(void)state;
	assert_int_equal(u.days[0].down, TIMESTAMP_HOUR);
	assert_int_equal(u.days[1].down, 0);
	assert_int_equal(u.days[UPTIME_DAYS - 2].down, TIMESTAMP_HOUR);
	assert_int_equal(u.days[UPTIME_DAYS - 1].down, 12 * TIMESTAMP_HOUR);
	assert_int_equal(u.days[UPTIME_DAYS - 1].watched, 12 * TIMESTAMP_HOUR);
	assert_int_equal(u.down, 14 * TIMESTAMP_HOUR);
}

static void nothing_is_said_of_days_before_it_was_watched(void **state)
{
	struct uptime u = counted(NULL, 0, AT(1, 6), AT(0, 12));

	(void)state;
	assert_int_equal(u.days[0].watched, 0);
	assert_int_equal(u.days[UPTIME_DAYS - 2].watched, 18 * TIMESTAMP_HOUR);
	assert_int_equal(uptime_share(u.watched, u.down), 10000);
	u = counted(NULL, 0, AT(0, 12), AT(0, 12));
	assert_int_equal(uptime_share(u.watched, u.down), -1);
}

static void a_share_is_never_whole_when_something_was_down(void **state)
{
	(void)state;
	assert_int_equal(uptime_share(90 * TIMESTAMP_DAY, 0), 10000);
	assert_int_equal(uptime_share(90 * TIMESTAMP_DAY, 1), 9999);
	assert_int_equal(uptime_share(90 * TIMESTAMP_DAY, 45 * TIMESTAMP_DAY), 5000);
	assert_int_equal(uptime_share(90 * TIMESTAMP_DAY, 90 * TIMESTAMP_DAY), 0);
}

static int64_t executed(void)
{
	struct db_rows rows;
	int64_t number = 0;

	OKAY(db_query(db, arena, &QUERIES, DB_NONE, &rows));
	for (const char *at = db_text_at(&rows, 0, 1); *at; at++)
		number = number * 10 + (*at - '0');
	return number;
}

static void fifty_components_take_two_queries(void **state)
{
	struct component_text checked = {.name = "Checked",
	    .description = "",
	    .group = "",
	    .check_target = "127.0.0.1:1",
	    .check_kind = CHECK_TCP,
	    .counts_checks = true,
	    .audience = READERS_PUBLIC};
	int64_t id = 0, before;
	struct component *list;
	const struct component *c;
	struct uptime *uptimes;
	size_t count;

	(void)state;
	for (int i = 0; i < 48; i++)
		(void)component(arena_format(arena, "Part %d", i), READERS_PUBLIC);
	OKAY(component_save(db, arena, &maja, &checked, &id));
	OKAY(db_execute(db, &AGE, DB_VALUES(db_int(id)), NULL));
	OKAY(db_execute(db, &CHECKS,
	    DB_VALUES(db_int(id), db_time(timestamp_now()), db_int(1), db_int(100), db_int(25)),
	    NULL));
	OKAY(component_list(db, arena, &nobody, &list, &count));
	assert_true(count >= 50);
	before = executed();
	OKAY(uptime_load(db, arena, &nobody, list, count, timestamp_now(), &uptimes));
	assert_true(executed() - before <= 2 + 1); /* and the one that counts */
	c = component_at(list, count, id);
	assert_non_null(c);
	assert_int_equal(uptimes[c - list].days[UPTIME_DAYS - 2].failed, 25);
	assert_int_equal(uptimes[c - list].days[UPTIME_DAYS - 2].worst, COMPONENT_PARTIAL);
	assert_int_equal(uptimes[c - list].days[UPTIME_DAYS - 2].down, TIMESTAMP_DAY / 4);
}

static void three_failed_checks_in_a_row_are_an_outage(void **state)
{
	struct component_text text = {.name = "Probed",
	    .description = "",
	    .group = "",
	    .check_target = "https://status.example/",
	    .check_kind = CHECK_URL,
	    .counts_checks = true,
	    .audience = READERS_PUBLIC};
	int64_t id = 0;

	(void)state;
	OKAY(component_save(db, arena, &maja, &text, &id));
	for (int i = 0; i < CHECK_FAILURES; i++) {
		assert_int_equal(now_is(&nobody, id), COMPONENT_OPERATIONAL);
		OKAY(component_checked(db, id, 5000, "timed out", timestamp_now()));
	}
	assert_int_equal(now_is(&nobody, id), COMPONENT_MAJOR);
	OKAY(component_checked(db, id, 12, "", timestamp_now()));
	assert_int_equal(now_is(&nobody, id), COMPONENT_OPERATIONAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_incident_is_seen_by_its_audience_alone),
	    cmocka_unit_test(only_staff_opens_and_only_administrators_set_up),
	    cmocka_unit_test(an_incident_goes_on_to_its_end_and_may_come_back),
	    cmocka_unit_test(a_form_sent_twice_counts_once),
	    cmocka_unit_test(maintenance_begins_and_ends_by_itself),
	    cmocka_unit_test(a_component_with_something_open_is_not_taken_away),
	    cmocka_unit_test(the_worst_of_overlapping_spans_counts),
	    cmocka_unit_test(spans_are_cut_at_midnight_at_both_ends_and_now),
	    cmocka_unit_test(nothing_is_said_of_days_before_it_was_watched),
	    cmocka_unit_test(a_share_is_never_whole_when_something_was_down),
	    cmocka_unit_test(fifty_components_take_two_queries),
	    cmocka_unit_test(three_failed_checks_in_a_row_are_an_outage),
	};

	return cmocka_run_group_tests(tests, start, articles_stop);
}
