/*
 * search_world.h: a search index in a throw-away folder, for the tests of lib/search.
 */
#ifndef DOCKET_TESTS_SEARCH_WORLD_H
#define DOCKET_TESTS_SEARCH_WORLD_H

#include "unit.h"

#include "base/arena.h"
#include "search/search.h"
#include "search/writer.h"

struct search_world {
	char folder[64];
	struct arena *arena;
	struct search_writer *writer; /* of the live index; NULL while closed */
	struct search *search;
};

extern struct search_world world;

/* Before and after each test. */
int search_world_begin(void **state);
int search_world_end(void **state);

/* Public and English unless changed before it is put. */
struct search_document world_ticket(int64_t id, const char *title, const char *question);
void world_put(struct search_document document);
void world_commit(void);

extern const struct search_reader STAFF, NOBODY;

/* The ids that are found, best first, as "1 2 3"; articles as "a1". In the arena. */
const char *found_by(const struct search_reader *reader, const char *text);
struct search_result result_of(const struct search_reader *reader, struct search_query query);
const char *ids_of(const struct search_result *result);
#define assert_found(text, ids) assert_string_equal(found_by(&STAFF, (text)), (ids))
#define assert_not_found(text)	assert_string_equal(found_by(&STAFF, (text)), "")

#endif
