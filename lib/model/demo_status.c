#include "model/demo_status.h"

#include "model/incident.h"
#include "model/organisation.h"

static const struct db_statement ANY = {
    .name = "demo_status_any",
    .sql = "SELECT 1 FROM component LIMIT 1",
    .out = "i",
};

static const struct db_statement AGE_COMPONENTS = {
    .name = "demo_status_age_components",
    .sql = "UPDATE component SET created_at = created_at - INTERVAL 200 DAY",
};

/* As if it had happened so many minutes before. */
static const struct db_statement AGE_INCIDENT = {
    .name = "demo_status_age_incident",
    .sql = "UPDATE incident SET begins_at = begins_at - INTERVAL ? MINUTE,"
	   " ends_at = ends_at - INTERVAL ? MINUTE, created_at = created_at - INTERVAL ? MINUTE,"
	   " updated_at = updated_at - INTERVAL ? MINUTE WHERE id = ?",
    .in = "iiiii",
};

static const struct db_statement AGE_OUTAGES = {
    .name = "demo_status_age_outages",
    .sql = "UPDATE component_outage SET begins_at = begins_at - INTERVAL ? MINUTE,"
	   " ends_at = ends_at - INTERVAL ? MINUTE WHERE incident_id = ?",
    .in = "iii",
};

static const struct db_statement AGE_UPDATES = {
    .name = "demo_status_age_updates",
    .sql = "UPDATE incident_update SET created_at = created_at - INTERVAL ? MINUTE"
	   " WHERE incident_id = ?",
    .in = "ii",
};

DB_STATEMENTS(demo_status, &ANY, &AGE_COMPONENTS, &AGE_INCIDENT, &AGE_OUTAGES, &AGE_UPDATES);

enum { SHOP, TILLS, MAIL, SIGN_IN, WEBSITES, COMPONENTS };

static const struct {
	const char *name, *description, *group, *category;
} DATA[COMPONENTS] = {
    [SHOP] = {"Web shop", "Browsing, basket and checkout", "Shops", "webshop"},
    [TILLS] = {"Tills", "Receipts, card payments, closing the day", "Shops", "tills"},
    [MAIL] = {"E-mail", "Sending and receiving, spam filter", "E-mail and accounts", "email"},
    [SIGN_IN] = {"Sign-in", "One account for everything", "E-mail and accounts", NULL},
    [WEBSITES] = {"Websites", "Hosting and forms", "", "website"},
};

static enum err add_components(
    struct db *db, struct arena *arena, const struct viewer *admin, int64_t ids[static COMPONENTS])
{
	for (int i = 0; i < COMPONENTS; i++) {
		struct component_text text = {.name = DATA[i].name,
		    .description = DATA[i].description,
		    .group = DATA[i].group,
		    .check_target = "",
		    .check_kind = CHECK_NONE,
		    .audience = READERS_PUBLIC,
		    .sort = i};

		if (DATA[i].category)
			TRY(category_ensure(db, arena, DATA[i].category, &text.category_id));
		ids[i] = 0;
		TRY(component_save(db, arena, admin, &text, &ids[i]));
	}
	return db_execute(db, &AGE_COMPONENTS, DB_NONE, NULL);
}

static enum err shift(struct db *db, int64_t id, int64_t minutes)
{
	const struct db_value by = db_int(minutes), which = db_int(id);

	TRY(db_execute(db, &AGE_INCIDENT, DB_VALUES(by, by, by, by, which), NULL));
	TRY(db_execute(db, &AGE_OUTAGES, DB_VALUES(by, by, which), NULL));
	return db_execute(db, &AGE_UPDATES, DB_VALUES(by, which), NULL);
}

static enum err say(struct db *db, struct arena *arena, const struct viewer *who, int64_t id,
    enum incident_state state, enum component_state works, int64_t component, const char *body)
{
	struct incident_part part = {.component_id = component, .state = works};
	struct incident_post post = {
	    .id = id, .state = state, .body = body, .parts = &part, .part_count = 1};
	int64_t update;

	return incident_update(db, arena, who, &post, &update);
}

static enum err past(
    struct db *db, struct arena *arena, const struct viewer *who, int64_t component)
{
	struct incident_part part = {.component_id = component, .state = COMPONENT_MAJOR};
	struct incident_new new = {.kind = INCIDENT_INCIDENT,
	    .title = "E-mail arrives late",
	    .body =
		"Messages from outside wait on our servers. None is lost. We are looking for the "
		"cause.",
	    .impact = IMPACT_MAJOR,
	    .state = INCIDENT_INVESTIGATING,
	    .audience = READERS_PUBLIC,
	    .begins_at = TIMESTAMP_NONE,
	    .ends_at = TIMESTAMP_NONE,
	    .parts = &part,
	    .part_count = 1};
	int64_t id;

	TRY(incident_open(db, arena, who, &new, &id));
	TRY(shift(db, id, 35));
	TRY(say(db, arena, who, id, INCIDENT_IDENTIFIED, COMPONENT_PARTIAL, component,
	    "The spam filter had stopped taking messages. It runs again; what waited is being "
	    "delivered, the oldest first."));
	TRY(shift(db, id, 50));
	TRY(say(db, arena, who, id, INCIDENT_RESOLVED, COMPONENT_OPERATIONAL, component,
	    "Everything that waited has been delivered. The filter is watched more closely from "
	    "now "
	    "on."));
	return shift(db, id, 12 * 1440 + 95);
}

static enum err planned(
    struct db *db, struct arena *arena, const struct viewer *who, int64_t component)
{
	struct incident_part part = {.component_id = component, .state = COMPONENT_MAINTENANCE};
	timestamp now = timestamp_now(), at = now - now % TIMESTAMP_DAY + 4 * TIMESTAMP_DAY;
	struct incident_new new = {.kind = INCIDENT_MAINTENANCE,
	    .title = "New disks for the web shop",
	    .body = "The shop will be closed for a part of the night. Baskets are kept.",
	    .impact = IMPACT_MINOR,
	    .audience = READERS_PUBLIC,
	    .begins_at = at + 2 * TIMESTAMP_HOUR,
	    .ends_at = at + 4 * TIMESTAMP_HOUR,
	    .parts = &part,
	    .part_count = 1};
	int64_t id;

	return incident_open(db, arena, who, &new, &id);
}

enum err demo_status(struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE])
{
	int64_t ids[COMPONENTS];
	struct db_rows rows;

	TRY(db_query(db, arena, &ANY, DB_NONE, &rows));
	if (rows.count)
		return OK;
	TRY(add_components(db, arena, &people[MAJA], ids));
	TRY(past(db, arena, &people[ANNA], ids[MAIL]));
	return planned(db, arena, &people[MAJA], ids[SHOP]);
}
