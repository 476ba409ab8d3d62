#include "unit.h"

#include "articles.h"
#include "database.h"
#include "model/account.h"
#include "model/catalogue.h"
#include "model/form.h"
#include "model/organisation.h"
#include "model/ticket_change.h"

struct db *db;
struct arena *arena;
struct viewer kari, ola, anna, jan;
const struct viewer nobody = {.role = ROLE_NOBODY};
int64_t category;

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

int articles_start(void **state)
{
	static const char *const BERGEN[] = {"bergen.example"}, *const TORONTO[] = {
								    "toronto.example"};
	int64_t id;

	(void)state;
	arena = arena_new(64 * 1024 * 1024);
	test_database_start(&db);
	OKAY(catalogue_ready(db));
	OKAY(organisation_add(
	    db, arena, &(struct organisation_new){"Bergen", SCOPE_OWN, NULL, BERGEN, 1}, 0, &id));
	OKAY(organisation_add(
	    db, arena, &(struct organisation_new){"Toronto", SCOPE_OWN, NULL, TORONTO, 1}, 0, &id));
	OKAY(category_ensure(db, arena, "tills", &category));
	kari = person("Kari", "kari@bergen.example", ROLE_CLIENT);
	ola = person("Ola", "ola@toronto.example", ROLE_CLIENT);
	anna = person("Anna", "anna@example.com", ROLE_AGENT);
	jan = person("Jan", "jan@example.com", ROLE_AGENT);
	return 0;
}

int articles_stop(void **state)
{
	(void)state;
	catalogue_free();
	db_close(db);
	test_database_stop();
	arena_free(arena);
	return 0;
}

struct article_text article_text_for(const char *title, enum article_audience audience)
{
	return (struct article_text){.language = "en",
	    .title = title,
	    .summary = "In short.",
	    .body = "## Problem\n\nThe till stops.",
	    .reason = "begun",
	    .audience = audience,
	    .organisation_id = audience == READERS_ORGANISATION ? kari.organisation_id : 0,
	    .publish_at = TIMESTAMP_NONE,
	    .expire_at = TIMESTAMP_NONE};
}

int64_t draft(const char *title, enum article_audience audience)
{
	struct article_text t = article_text_for(title, audience);
	int64_t id = 0;

	OKAY(article_create(db, arena, &anna, &t, 0, 0, &id));
	assert_true(id > 0);
	return id;
}

int64_t published(const char *title, enum article_audience audience)
{
	int64_t id = draft(title, audience);

	OKAY(article_set_state(db, arena, &anna, id, 0, ARTICLE_PUBLISHED));
	return id;
}

struct article load(int64_t id)
{
	struct article article;

	OKAY(article_load(db, arena, &anna, id, &article));
	return article;
}

int64_t count_of(const struct db_statement *statement, struct db_values values)
{
	struct db_rows rows;

	OKAY(db_query(db, arena, statement, values, &rows));
	return db_int_at(&rows, 0, 0);
}

bool reads(const struct viewer *viewer, int64_t id)
{
	struct article article;
	enum err err = article_read(db, arena, viewer, id, &article);

	if (err != ERR_NOT_FOUND)
		OKAY(err);
	return err == OK;
}

int64_t ticket(const struct viewer *viewer, const char *subject)
{
	struct form form;
	int64_t id = 0;

	OKAY(form_load(arena, "problem", &form));
	OKAY(ticket_open(db, arena, viewer,
	    &(struct ticket_new){
		.form = &form, .subject = subject, .body = "It stops.", .language = "en"},
	    &id));
	return id;
}
