/*
 * Nobody finds, nor is told by counts, facets, spelling, snippets or what is suggested while
 * typing, of a document that they may not read. Planted words stand in documents of every audience.
 */
#include "search_world.h"

#include <string.h>

#include "base/timestamp.h"

enum { ANNA = 11, BORIS = 12, CLARA = 13, NORTH = 1, SOUTH = 2 };

static const struct search_reader READER_ANNA = {
    .known = true, .account_id = ANNA, .organisation_id = NORTH, .scope = SEARCH_OWN};
static const struct search_reader READER_BORIS = {.known = true,
    .account_id = BORIS,
    .organisation_id = NORTH,
    .scope = SEARCH_ORGANISATION_SCOPE};
static const struct search_reader READER_CLARA = {
    .known = true, .account_id = CLARA, .organisation_id = SOUTH, .scope = SEARCH_OWN};
static const struct search_reader READER_CHAIN = {
    .known = true, .account_id = 14, .organisation_id = 3, .scope = SEARCH_ALL};

static void plant(int64_t id, const char *word, enum search_audience audience, int64_t contact,
    int64_t organisation)
{
	struct search_document document = world_ticket(id, word, "common zanzibar words");

	document.audience = audience;
	document.contact_id = contact;
	document.organisation_id = organisation;
	document.category = word;
	document.language = audience == SEARCH_FOR_PUBLIC ? "en" : "fi";
	document.created += id * 400 * TIMESTAMP_DAY;
	world_put(document);
}

static void plant_all(void)
{
	static const int64_t followers[] = {CLARA};
	struct search_document followed = world_ticket(7, "wolverine", "common zanzibar words");

	plant(1, "panther", SEARCH_FOR_PUBLIC, ANNA, NORTH);
	plant(2, "elephant", SEARCH_FOR_CLIENTS, ANNA, NORTH);
	plant(3, "crocodile", SEARCH_FOR_STAFF, ANNA, NORTH);
	plant(4, "chimpanzee", SEARCH_FOR_PARTICIPANTS, ANNA, NORTH);
	plant(5, "rhinoceros", SEARCH_FOR_PARTICIPANTS, CLARA, SOUTH);
	plant(6, "salamander", SEARCH_FOR_ORGANISATION, 0, NORTH);
	followed.audience = SEARCH_FOR_PARTICIPANTS;
	followed.followers = followers;
	followed.follower_count = 1;
	followed.organisation_id = NORTH;
	world_put(followed);
	world_commit();
}

/* The ids that are found, as digits in order. */
static const char *seen_by(const struct search_reader *reader)
{
	struct search_result result = result_of(reader, (struct search_query){.text = "zanzibar"});
	char *digits = arena_text(world.arena, "");

	assert_non_null(digits);
	for (int64_t id = 1; id <= 7; id++)
		for (size_t i = 0; i < result.count; i++)
			if (result.hits[i].id == id)
				digits = arena_format(world.arena, "%s%lld", digits, (long long)id);
	return digits;
}

/* Most of it public: then the index is asked the other way round. */
static void plant_public(void)
{
	for (int64_t id = 50; id < 70; id++)
		world_put(world_ticket(id, "giraffe", "public savanna"));
	world_commit();
}

static void everyone_finds_what_they_may_read(void **state)
{
	plant_all();
	if (*state)
		plant_public();
	assert_string_equal(seen_by(&NOBODY), "1");
	assert_string_equal(seen_by(&READER_ANNA), "1246");
	assert_string_equal(seen_by(&READER_BORIS), "12467");
	assert_string_equal(seen_by(&READER_CLARA), "1257");
	assert_string_equal(seen_by(&READER_CHAIN), "12457");
	assert_string_equal(seen_by(&STAFF), "1234567");
}

static const char *const WORDS[] = {
    "elephant", "crocodile", "chimpanzee", "rhinoceros", "salamander", "wolverine"};

/* Everything that an answer says, in one text. */
static const char *told(const struct search_reader *reader, struct search_query query)
{
	struct search_result result;
	const char *text;

	query.facets = query.snippets = query.spelling = true;
	result = result_of(reader, query);
	text = result.suggestion ? result.suggestion : "";
	for (size_t i = 0; i < result.count; i++)
		text = arena_format(world.arena, "%s|%s|%s|%s", text, result.hits[i].title,
		    result.hits[i].snippet, result.hits[i].category);
	for (int by = 0; by < SEARCH_FACETS; by++)
		for (size_t i = 0; i < result.facet_count[by]; i++)
			text = arena_format(world.arena, "%s|%s", text, result.facets[by][i].value);
	assert_non_null(text);
	return text;
}

static void no_answer_tells_of_a_document_that_is_not_theirs(void **state)
{
	plant_all();
	if (*state)
		plant_public();
	for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
		const char *word = WORDS[i];
		char broken[32], beginning[32];

		strcpy(broken, word);
		broken[2] = broken[2] == 'x' ? 'y' : 'x';
		strcpy(beginning, word);
		beginning[5] = '\0';
		const struct search_query asked[] = {
		    {.text = word},
		    {.text = broken},
		    {.text = "zanzibar"},
		    {.text = arena_format(world.arena, "zanzibar %s", word)},
		    {.text = arena_format(world.arena, "\"%s common\"", word)},
		    {.text = arena_format(world.arena, "category:%s", word)},
		    {.text = "zanzibar", .category = word},
		    {.mode = SEARCH_TYPING, .text = beginning},
		    {.mode = SEARCH_TYPING, .text = "c"},
		    {.mode = SEARCH_SIMILAR, .title = word, .text = "common zanzibar words"},
		};

		for (size_t j = 0; j < sizeof asked / sizeof asked[0]; j++) {
			const char *all = told(&NOBODY, asked[j]);

			assert_null(strstr(all, word));
			assert_null(strstr(all, "fi"));
		}
	}
}

static void counts_are_those_of_documents_the_reader_may_see(void **state)
{
	struct search_query query = {.text = "zanzibar", .facets = true, .limit = 1};
	struct search_result result;

	(void)state;
	plant_all();
	result = result_of(&READER_ANNA, query);
	assert_int_equal(result.count, 1);
	assert_int_equal(result.total, 4);
	assert_false(result.total_capped);
	assert_int_equal(result.facet_count[SEARCH_BY_YEAR], 4);
	assert_int_equal(result.facets[SEARCH_BY_KIND][0].count, 4);
	result = result_of(&NOBODY, query);
	assert_int_equal(result.total, 1);
	assert_int_equal(result.facet_count[SEARCH_BY_CATEGORY], 1);
	assert_string_equal(result.facets[SEARCH_BY_CATEGORY][0].value, "panther");
}

/* Many documents have the word, so that it is worth proposing. */
static void spelling_proposes_only_words_the_reader_could_find(void **state)
{
	struct search_query query = {.text = "kangeroo", .spelling = true};

	(void)state;
	for (int64_t id = 100; id < 140; id++) {
		struct search_document document = world_ticket(id, "kangaroo", "x");

		document.audience = SEARCH_FOR_PARTICIPANTS;
		document.contact_id = ANNA;
		document.organisation_id = NORTH;
		world_put(document);
	}
	world_commit();
	assert_string_equal(result_of(&STAFF, query).suggestion, "kangaroo");
	assert_string_equal(result_of(&READER_ANNA, query).suggestion, "kangaroo");
	assert_string_equal(result_of(&READER_BORIS, query).suggestion, "kangaroo");
	assert_null(result_of(&READER_CLARA, query).suggestion);
	assert_null(result_of(&NOBODY, query).suggestion);
}

static void an_audience_made_smaller_counts_from_the_next_commit(void **state)
{
	(void)state;
	plant(1, "panther", SEARCH_FOR_PUBLIC, ANNA, NORTH);
	world_commit();
	assert_string_equal(found_by(&NOBODY, "panther"), "1");
	plant(1, "panther", SEARCH_FOR_STAFF, ANNA, NORTH);
	world_commit();
	assert_string_equal(found_by(&NOBODY, "panther"), "");
	assert_string_equal(found_by(&STAFF, "panther"), "1");
}

static int begin_public(void **state)
{
	static int yes = 1;
	int failed = search_world_begin(state);

	*state = &yes;
	return failed;
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, search_world_begin, search_world_end)
#define MOSTLY_PUBLIC(test)                                                                        \
	{                                                                                          \
#test " mostly public", test, begin_public, search_world_end, NULL                 \
	}
	const struct CMUnitTest tests[] = {
	    MOSTLY_PUBLIC(everyone_finds_what_they_may_read),
	    MOSTLY_PUBLIC(no_answer_tells_of_a_document_that_is_not_theirs),
	    IN_WORLD(everyone_finds_what_they_may_read),
	    IN_WORLD(no_answer_tells_of_a_document_that_is_not_theirs),
	    IN_WORLD(counts_are_those_of_documents_the_reader_may_see),
	    IN_WORLD(spelling_proposes_only_words_the_reader_could_find),
	    IN_WORLD(an_audience_made_smaller_counts_from_the_next_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
