#include "model/reindex.h"

#include <stdio.h>

#include "base/log.h"
#include "base/settings.h"
#include "model/article_alike.h"
#include "model/document.h"

enum { REPORT_EVERY = 100, ROUNDS_MOST = 20 };

/* A rebuild on its way. */
struct rebuild {
	struct reindex *reindex;
	struct search_writer *writer;
	int64_t done, total;
};

const char *search_folder(const struct settings *settings)
{
	static char folder[4096];
	int length = snprintf(folder, sizeof folder, "%s/search", settings_home(settings));

	return length > 0 && (size_t)length < sizeof folder ? folder : NULL;
}

static enum err tell(struct rebuild *r)
{
	const struct reindex *reindex = r->reindex;

	if (!reindex->progress || reindex->progress(reindex->context, r->done, r->total))
		return OK;
	return ERROR(ERR_RETRY, "the rebuild was stopped");
}

/* The document as it is now, or out with it. One that can't be read now is for the queue. */
static enum err put(struct rebuild *r, enum document_kind kind, int64_t id)
{
	struct reindex *reindex = r->reindex;
	struct search_document document;
	enum err err = document_read(reindex->db, reindex->arena, kind, id, &document);

	if (err == OK)
		err = search_writer_put(r->writer, &document);
	else if (err == ERR_NOT_FOUND)
		err = search_writer_delete(r->writer, document_search_kind(kind), id);
	else if (err == ERR_MEMORY || err == ERR_INPUT) {
		log_warn("left out for now: %s", err_message());
		err = index_queue_add(reindex->db, kind, id);
	}
	arena_reset(reindex->arena);
	return err;
}

static enum err put_kind(struct rebuild *r, enum document_kind kind)
{
	int64_t ids[DOCUMENT_IDS], after = 0;
	size_t count;

	do {
		TRY(document_ids(r->reindex->db, r->reindex->arena, kind, after, ids, &count));
		arena_reset(r->reindex->arena);
		for (size_t i = 0; i < count; i++) {
			TRY(put(r, kind, ids[i]));
			after = ids[i];
			if (++r->done % REPORT_EVERY == 0)
				TRY(tell(r));
		}
	} while (count == DOCUMENT_IDS);
	return OK;
}

static enum err put_missed(void *context, enum search_kind kind, int64_t id)
{
	return put(context, document_kind_of(kind), id);
}

static enum err fill(struct rebuild *r)
{
	enum err err = ERR_RETRY;

	TRY(document_count(r->reindex->db, r->reindex->arena, &r->total));
	TRY(tell(r));
	TRY(put_kind(r, DOCUMENT_TICKET));
	TRY(put_kind(r, DOCUMENT_ARTICLE));
	for (int i = 0; i < ROUNDS_MOST && err == ERR_RETRY; i++) {
		TRY(search_writer_missed(r->writer, put_missed, r));
		err = search_writer_publish(r->writer);
	}
	TRY(err);
	r->total = r->done;
	(void)tell(r); /* it is done: too late to stop */
	r->reindex->documents = r->done;
	return article_alike_add_all(r->reindex->db);
}

enum err reindex(struct reindex *reindex)
{
	struct rebuild r = {.reindex = reindex};
	enum err err = search_writer_open(reindex->folder, SEARCH_REBUILD, &r.writer);

	if (err != OK)
		return err;
	err = fill(&r);
	search_writer_close(r.writer);
	return err;
}
