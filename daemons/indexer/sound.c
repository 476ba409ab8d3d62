#include "indexer.h"

#include "model/document.h"

static enum err pass_over(void *context, enum search_kind kind, int64_t id, int64_t stamp)
{
	(void)kind;
	(void)id;
	(void)stamp;
	(*(int64_t *)context)++;
	return OK;
}

/* Asks for some document by its title, as a reader would: that looks into what walking through the
 * documents leaves aside. */
static enum err probe(struct indexer *indexer, struct search *search)
{
	const struct search_reader reader = {.staff = true};
	struct search_query query = {
	    .limit = 1, .facets = true, .snippets = true, .spelling = true};
	struct search_document document = {.title = "a"};
	struct search_result result;
	int64_t ids[DOCUMENT_IDS];
	size_t count;

	TRY(document_ids(indexer->db, indexer->arena, DOCUMENT_TICKET, 0, ids, &count));
	if (count) {
		enum err err =
		    document_ticket(indexer->db, indexer->arena, ids[count - 1], &document);

		if (err != OK && err != ERR_NOT_FOUND)
			return err;
	}
	query.text = document.title;
	return search_find(search, indexer->arena, &reader, &query, &result);
}

enum err indexer_check(struct indexer *indexer, bool *sound)
{
	struct search *search = NULL;
	int64_t documents = 0;
	enum err err;

	*sound = false;
	TRY(db_ready(indexer->db));
	TRY(search_open(indexer->folder, &search));
	err = search_each(search, pass_over, &documents);
	if (err == OK)
		err = probe(indexer, search);
	search_close(search);
	arena_reset(indexer->arena);
	*sound = err == OK;
	/* A database that went away meanwhile says nothing of the index. */
	return err == OK ? OK : db_ready(indexer->db);
}
