/*
 * Any bytes as a query, in every mode, against a small index in several languages: no error, and an
 * answer within its promises. The first byte chooses the mode and the reader.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "search/search.h"
#include "search/writer.h"

static struct search *search;
static struct arena *arena;

static void refuse(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, err_message());
	abort();
}

static void put(struct search_writer *writer, int64_t id, const char *language, const char *text)
{
	const char *const tags[] = {"printer", "wi-fi"};
	struct search_document document = {.kind = id % 3 ? SEARCH_TICKET : SEARCH_ARTICLE,
	    .id = id,
	    .title = text,
	    .question = text,
	    .answers = text,
	    .tags = tags,
	    .tag_count = 2,
	    .category = "email",
	    .language = language,
	    .audience = id % 2 ? SEARCH_FOR_PUBLIC : SEARCH_FOR_STAFF};

	if (search_writer_put(writer, &document) != OK)
		refuse("put");
}

static void open_index(void)
{
	static char folder[] = "/tmp/docket-fuzz-search-XXXXXX";
	struct search_writer *writer = NULL;

	if (!mkdtemp(folder) || search_writer_open(folder, SEARCH_LIVE, &writer) != OK)
		refuse("writer");
	put(writer, 1, "en",
	    "The printer is out of paper, error 0x80070005 in wp-config.php 115.3.1");
	put(writer, 2, "pl",
	    "Nie dzia\xc5\x82"
	    "a drukarka u\xc5\xbcytkownik\xc3\xb3w");
	put(writer, 3, "nb", "Passordet p\xc3\xa5 kontoen virker ikke");
	put(writer, 4, "ru", "\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c \xd0\xbd\xd0\xb5");
	put(writer, 5, "ja", "\xe5\x8f\x97\xe4\xbf\xa1\xe3\x83\x88\xe3\x83\xac\xe3\x82\xa4");
	for (int64_t id = 6; id < 40; id++)
		put(writer, id, "en", "common words about the mailbox and its settings");
	if (search_writer_commit(writer) != OK)
		refuse("commit");
	search_writer_close(writer);
	arena = arena_new((size_t)64 << 20);
	if (!arena || search_open(folder, &search) != OK)
		refuse("open");
}

static void check_marks(const char *text, const struct search_mark *marks, size_t count)
{
	size_t length = strlen(text);

	if (!text_is_utf8(text, length))
		refuse("not UTF-8");
	for (size_t i = 0; i < count; i++)
		if (marks[i].start >= marks[i].end || marks[i].end > length ||
		    (i && marks[i - 1].end > marks[i].start))
			refuse("a mark out of place");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct search_result result;
	char *text;

	if (!search)
		open_index();
	if (size < 1)
		return 0;
	arena_reset(arena);
	text = arena_text_n(arena, (const char *)data + 1, size - 1);
	if (!text)
		return 0;
	const struct search_reader reader = {
	    .staff = data[0] & 4, .language = data[0] & 8 ? "pl" : "en"};
	const struct search_query query = {.mode = (enum search_mode)(data[0] % 3),
	    .text = text,
	    .title = text,
	    .limit = 20,
	    .facets = true,
	    .snippets = true,
	    .spelling = true};
	if (search_find(search, arena, &reader, &query, &result) != OK)
		refuse("an error");
	if (result.total < result.count || result.count > query.limit)
		refuse("counts");
	for (size_t i = 0; i < result.count; i++) {
		const struct search_hit *hit = &result.hits[i];

		check_marks(hit->snippet, hit->marks, hit->mark_count);
		check_marks(hit->title, hit->title_marks, hit->title_mark_count);
		if (!reader.staff && hit->id % 2 == 0)
			refuse("a hit that is not for this reader");
	}
	if (result.suggestion && !text_is_utf8(result.suggestion, strlen(result.suggestion)) &&
	    text_is_utf8(text, strlen(text)))
		refuse("a suggestion that is not UTF-8");
	return 0;
}
