#include "model/demo.h"

#include <stdlib.h>

#include "model/account.h"
#include "model/catalogue.h"
#include "model/consent.h"
#include "model/demo_articles.h"
#include "model/demo_data.h"
#include "model/demo_status.h"
#include "model/notify.h"
#include "model/organisation.h"

static const char PASSWORD[] = "docket-demo";

static const struct organisation {
	const char *name, *domain;
	enum client_scope scope;
} ORGANISATIONS[] = {
    {"Aquaria Bergen", "example.org", SCOPE_ORGANISATION},
    {"Aquaria Toronto", "example.net", SCOPE_OWN},
    {"Northwind Web", "northwind.example", SCOPE_ALL},
};

enum { ORGANISATION_COUNT = sizeof ORGANISATIONS / sizeof ORGANISATIONS[0], TICKETS_MOST = 100 };

static const struct person {
	const char *email, *name, *language, *team;
	enum role role;
} PEOPLE[DEMO_PEOPLE] = {
    [KARI] = {"client@example.org", "Kari Holm", "", NULL, ROLE_CLIENT},
    [LARS] = {"lars.eide@example.org", "Lars Eide", "nb", NULL, ROLE_CLIENT},
    [PRIYA] = {"priya.nair@example.net", "Priya Nair", "en", NULL, ROLE_CLIENT},
    [JAMES] = {"james.oconnor@example.net", "James O’Connor", "en", NULL, ROLE_CLIENT},
    [MARTA] = {"marta.zielinska@northwind.example", "Marta Zielińska", "pl", NULL, ROLE_CLIENT},
    [IGOR] = {"igor.petrov@northwind.example", "Игорь Петров", "ru", NULL, ROLE_CLIENT},
    [ANNA] = {"agent@example.com", "Anna Berg", "", "Shop systems", ROLE_AGENT},
    [DANIEL] = {"daniel.reyes@example.com", "Daniel Reyes", "", "Websites", ROLE_AGENT},
    [MAJA] = {"admin@example.com", "Maja Lind", "", "E-mail and accounts", ROLE_ADMIN},
};

static enum err add_organisations(
    struct db *db, struct arena *arena, int64_t ids[static ORGANISATION_COUNT])
{
	for (size_t i = 0; i < ORGANISATION_COUNT; i++) {
		const struct organisation *o = &ORGANISATIONS[i];
		enum err err = organisation_by_name(db, arena, o->name, &ids[i]);

		if (err == ERR_NOT_FOUND)
			err = organisation_add(db, arena,
			    &(struct organisation_new){.name = o->name,
				.scope = o->scope,
				.domains = &o->domain,
				.domain_count = 1},
			    0, &ids[i]);
		TRY(err);
	}
	return OK;
}

/* Someone of the demo as the model sees them when they are signed in. */
static void look_through(struct viewer *viewer, const struct account *account,
    const int64_t organisations[static ORGANISATION_COUNT])
{
	*viewer = (struct viewer){
	    .role = account->role,
	    .account_id = account->id,
	    .organisation_id = account->organisation_id,
	    .scope = SCOPE_OWN,
	    .name = account->name,
	    .email = account->email,
	    .organisation = account->organisation,
	    .language = account->language,
	};
	for (size_t i = 0; i < ORGANISATION_COUNT; i++)
		if (organisations[i] == account->organisation_id)
			viewer->scope = ORGANISATIONS[i].scope;
}

static enum err add_person(
    struct db *db, struct arena *arena, const struct person *person, struct account *account)
{
	int64_t id, team;

	TRY(account_add(db, arena,
	    &(struct account){.email = person->email,
		.name = person->name,
		.role = person->role,
		.language = person->language},
	    PASSWORD, 0, &id));
	if (person->team) {
		TRY(team_ensure(db, arena, person->team, &team));
		TRY(team_join(db, team, id, person->role == ROLE_ADMIN));
	}
	if (person->role == ROLE_CLIENT)
		TRY(consent_set(
		    db, (struct consent_owner){.account_id = id}, true, CONSENT_REQUEST, id));
	return account_by_id(db, arena, id, account);
}

static enum err add_people(struct db *db, struct arena *arena,
    const int64_t organisations[static ORGANISATION_COUNT], struct viewer people[DEMO_PEOPLE],
    int *added)
{
	for (int i = NOBODY + 1; i < DEMO_PEOPLE; i++) {
		struct account account;
		enum err err = account_by_email(db, arena, PEOPLE[i].email, &account);

		if (err == ERR_NOT_FOUND) {
			err = add_person(db, arena, &PEOPLE[i], &account);
			*added += err == OK;
		}
		TRY(err);
		look_through(&people[i], &account, organisations);
	}
	return OK;
}

static int oldest_first(const void *a, const void *b)
{
	const struct demo_ticket *x = *(const struct demo_ticket *const *)a;
	const struct demo_ticket *y = *(const struct demo_ticket *const *)b;

	return (x->ago < y->ago) - (x->ago > y->ago);
}

/* In the order of time, as numbers are given in it. */
static enum err add_tickets(
    struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE], int *added)
{
	const struct demo_ticket *all[TICKETS_MOST];
	size_t count = 0;

	for (const struct demo_ticket *const *group = DEMO_TICKETS; *group; group++)
		for (const struct demo_ticket *t = *group; t->ref && count < TICKETS_MOST; t++)
			all[count++] = t;
	qsort(all, count, sizeof all[0], oldest_first);
	for (size_t i = 0; i < count; i++)
		TRY(demo_story(db, arena, people, all[i], added));
	return OK;
}

static enum err load(struct db *db, struct arena *arena, struct demo_result *result)
{
	int64_t organisations[ORGANISATION_COUNT];
	struct viewer people[DEMO_PEOPLE] = {{.role = ROLE_NOBODY}};

	TRY(catalogue_ready(db));
	TRY(add_organisations(db, arena, organisations));
	TRY(add_people(db, arena, organisations, people, &result->accounts));
	TRY(demo_archive(db, arena, &result->archived));
	TRY(demo_articles(db, arena, people, &result->articles));
	TRY(add_tickets(db, arena, people, &result->tickets));
	return demo_status(db, arena, people);
}

/* What is made up is told to nobody. */
enum err demo_load(struct db *db, struct arena *arena, struct demo_result *result)
{
	enum err err;

	*result = (struct demo_result){0};
	notify_silence(true);
	err = load(db, arena, result);
	notify_silence(false);
	return err;
}
