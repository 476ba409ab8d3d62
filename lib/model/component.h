/*
 * component.h: the parts of the service that can work or not, and how well each works now.
 *
 * A component's state is that of the worst open incident or maintenance that the viewer may see,
 * and, where its checks count, of those.
 */
#ifndef DOCKET_MODEL_COMPONENT_H
#define DOCKET_MODEL_COMPONENT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/article.h"
#include "model/viewer.h"

/* Who sees a component or an incident: the one predicate, a piece of SQL over the table alias, like
 * visibility.h. Its audiences are those of articles. */
#define STATUS_VISIBLE(alias)                                                                      \
	"(? OR " alias ".audience = 'public' OR (? AND " alias ".audience = 'clients')"            \
	" OR (" alias ".audience = 'organisation' AND " alias ".organisation_id = ?))"
#define STATUS_VISIBLE_IN     "iii"
#define STATUS_VALUES(viewer) ARTICLE_VALUES(viewer)

/* The order is that of the ENUMs in the tables: the worse, the greater. */
enum component_state {
	COMPONENT_OPERATIONAL = 1,
	COMPONENT_MAINTENANCE,
	COMPONENT_DEGRADED,
	COMPONENT_PARTIAL,
	COMPONENT_MAJOR,
};
enum { COMPONENT_STATES = COMPONENT_MAJOR + 1 };

enum check_kind { CHECK_NONE = 1, CHECK_URL, CHECK_TCP };

/* So many failed checks in a row make an outage: one alone may be chance. */
enum { CHECK_FAILURES = 3 };

enum { COMPONENT_NAME = 120, COMPONENT_DESCRIPTION = 500, COMPONENT_TARGET = 500 };
/* (characters) */

struct component {
	int64_t id, group_id, sort;
	const char *group, *name, *description; /* group: its name, or "" */
	enum component_state state;
	enum article_audience audience;
	int64_t organisation_id, category_id;
	enum check_kind check_kind;
	const char *check_target;
	bool counts_checks;
	timestamp created_at;
	int64_t check_failures;	 /* in a row */
	const char *check_error; /* of the last one, or "" */
	timestamp checked_at;
};

/* "operational", "major_outage"… and back; 0 for others. */
const char *component_state_code(enum component_state state);
enum component_state component_state_named(const char *code);
const char *check_kind_code(enum check_kind kind);
enum check_kind check_kind_named(const char *code);

/* Those that the viewer may see, groups in their order, then those without; at most 500. */
enum err component_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct component **components, size_t *count);

/* NULL where there is none. */
const struct component *component_at(const struct component *components, size_t count, int64_t id);

struct component_group {
	int64_t id, sort;
	const char *name;
};
/* In their order; at most 100. */
enum err component_groups(
    struct db *db, struct arena *arena, struct component_group **groups, size_t *count);

/* Administrators. id 0 makes a new one: *id is set. `group_name` that there is not yet is made.
 * ERR_INPUT: no name, a check without a target, an audience organisation without one. */
struct component_text {
	const char *name, *description, *group, *check_target;
	int64_t sort, organisation_id, category_id;
	enum article_audience audience;
	enum check_kind check_kind;
	bool counts_checks;
};
enum err component_save(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct component_text *text, int64_t *id);
/* Takes it from the page; its past stays. ERR_NOT_FOUND; ERR_CONFLICT while an incident has it. */
enum err component_remove(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id);
/* ERR_INPUT without a name, ERR_CONFLICT where it is taken. */
enum err component_group_save(
    struct db *db, const struct viewer *viewer, int64_t id, const char *name, int64_t sort);

/* For the clock: components that are to be checked, and what came of it. error "": it works. */
enum err component_checks(
    struct db *db, struct arena *arena, struct component **components, size_t *count);
enum err component_checked(
    struct db *db, int64_t id, int64_t took_ms, const char *error, timestamp at);

#endif
