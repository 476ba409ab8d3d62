/*
 * writer.h: filling the search index.
 *
 * HOME/search holds generations (folders g-1, g-2 …) and a symbolic link `live` to the one that
 * readers use. Usually one writer, the indexer, changes the live one: put and delete, then commit;
 * readers see all of a commit or nothing, also after kill -9.
 *
 * A rebuild fills the next generation beside it and takes its place at once:
 *
 *     search_writer_open(folder, SEARCH_REBUILD, &writer)
 *     search_writer_put(writer, …) for every document
 *     while ((err = search_writer_publish(writer)) == ERR_RETRY)
 *             search_writer_missed(writer, …): put or delete anew what it names
 *
 * What is committed to the live index meanwhile is written down and named by search_writer_missed,
 * so nothing gets lost. A writer whose index has been replaced gets ERR_CONFLICT from commit: its
 * changes are not in the new one, it opens again and repeats them. So whoever marks changes as done
 * only after commit returned OK loses none.
 */
#ifndef DOCKET_SEARCH_WRITER_H
#define DOCKET_SEARCH_WRITER_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

struct search_writer;

/* Who may find it: the archive's audiences, and an article's for one organisation. */
enum search_audience {
	SEARCH_FOR_STAFF,
	SEARCH_FOR_PARTICIPANTS, /* contact, followers, by scope the organisation, or all clients */
	SEARCH_FOR_ORGANISATION, /* everyone of it */
	SEARCH_FOR_CLIENTS,	 /* everyone signed in */
	SEARCH_FOR_PUBLIC,
};

/* Texts are plain UTF-8 (broken bytes are skipped); NULL is "". Of long ones the beginning is
 * indexed: see TEXT_LIMITS in document.cc. */
struct search_document {
	enum search_kind kind;
	int64_t id;
	int64_t stamp; /* the caller's own, for search_each: say, the row's version */

	const char *title;
	const char *question; /* what was asked; an article's problem or first part */
	const char *solution; /* the accepted answer; an article's body */
	const char *answers;  /* all other messages that readers may see */
	const char *const *tags;
	size_t tag_count;
	const char *category, *type, *status; /* codes */
	const char *language;		      /* "en", "pl", "nb"…; "en-US" counts as "en" */
	bool solved;

	int64_t created; /* a timestamp */
	int64_t updated; /* the last change of its text that readers see; 0 as created */
	/* When other tickets pointed to it (timestamps, any order). */
	const int64_t *links;
	size_t link_count;
	uint32_t helped, failed; /* votes */

	enum search_audience audience;
	int64_t contact_id, organisation_id; /* 0: none */
	const int64_t *followers;
	size_t follower_count;
};

enum search_writing {
	SEARCH_LIVE,	/* changes the live index; makes an empty one where there is none */
	SEARCH_REBUILD, /* fills the next one */
};

/* ERR_CONFLICT when another process writes to it (or rebuilds it). ERR_UNAVAILABLE when the live
 * index is broken or was made by another release: rebuild it. ERR_IO, ERR_MEMORY. */
enum err search_writer_open(
    const char *folder, enum search_writing writing, struct search_writer **out);

/* What was not committed or published is lost; an unpublished rebuild is taken away. */
void search_writer_close(struct search_writer *writer);

/* Adds the document, or replaces the one of the same kind and id. ERR_IO, ERR_MEMORY. */
enum err search_writer_put(struct search_writer *writer, const struct search_document *document);

/* OK also when there is no such document. */
enum err search_writer_delete(struct search_writer *writer, enum search_kind kind, int64_t id);

/* Durable and visible to readers when it returns OK. ERR_CONFLICT: see above; the writer can only
 * be closed then. ERR_IO. */
enum err search_writer_commit(struct search_writer *writer);

/* A rebuild takes the place of the live index. ERR_RETRY: the live one changed meanwhile, ask
 * search_writer_missed. ERR_IO. */
enum err search_writer_publish(struct search_writer *writer);

/* Names documents that were put into or deleted from the live index since the last call; one can be
 * named twice. Stops at, and returns, the first error of `each`. */
enum err search_writer_missed(struct search_writer *writer,
    enum err (*each)(void *context, enum search_kind kind, int64_t id), void *context);

#ifdef __cplusplus
}
#endif

#endif
