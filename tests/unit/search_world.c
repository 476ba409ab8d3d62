#include "search_world.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

struct search_world world;
const struct search_reader STAFF = {.staff = true, .known = true, .language = "en"};
const struct search_reader NOBODY = {.language = "en"};

int search_world_begin(void **state)
{
	(void)state;
	strcpy(world.folder, "/tmp/docket-search-XXXXXX");
	if (!mkdtemp(world.folder))
		return -1;
	world.arena = arena_new((size_t)64 << 20);
	if (!world.arena)
		return -1;
	if (search_writer_open(world.folder, SEARCH_LIVE, &world.writer) != OK ||
	    search_open(world.folder, &world.search) != OK)
		return -1;
	return 0;
}

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *walk)
{
	(void)about;
	(void)type;
	(void)walk;
	return remove(path);
}

int search_world_end(void **state)
{
	(void)state;
	search_close(world.search);
	search_writer_close(world.writer);
	world.writer = NULL;
	arena_free(world.arena);
	return nftw(world.folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

struct search_document world_ticket(int64_t id, const char *title, const char *question)
{
	return (struct search_document){
	    .kind = SEARCH_TICKET,
	    .id = id,
	    .stamp = id * 10,
	    .title = title,
	    .question = question,
	    .category = "email",
	    .type = "question",
	    .status = "closed",
	    .language = "en",
	    .created = INT64_C(1700000000) * TIMESTAMP_SECOND,
	    .audience = SEARCH_FOR_PUBLIC,
	};
}

void world_put(struct search_document document)
{
	assert_int_equal(search_writer_put(world.writer, &document), OK);
}

void world_commit(void)
{
	assert_int_equal(search_writer_commit(world.writer), OK);
}

struct search_result result_of(const struct search_reader *reader, struct search_query query)
{
	struct search_result result;

	if (!query.limit)
		query.limit = 100;
	assert_int_equal(search_find(world.search, world.arena, reader, &query, &result), OK);
	return result;
}

const char *ids_of(const struct search_result *result)
{
	const char *text = "";

	for (size_t i = 0; i < result->count; i++) {
		text = arena_format(world.arena, "%s%s%s%lld", text, i ? " " : "",
		    result->hits[i].kind == SEARCH_ARTICLE ? "a" : "",
		    (long long)result->hits[i].id);
		assert_non_null(text);
	}
	return text;
}

const char *found_by(const struct search_reader *reader, const char *text)
{
	struct search_result result = result_of(reader, (struct search_query){.text = text});

	return ids_of(&result);
}
