#include "views.h"

#include <stdio.h>

#include "base/log.h"
#include "model/article_list.h"

enum { ARTICLES = 256 };

static struct {
	int64_t id, times;
} noted[ARTICLES];
static size_t count;
static timestamp written_at;

/* In one statement: whoever is next waits for it. */
static enum err write_all(struct db *db)
{
	enum { PAIR = 48 }; /* bytes of two numbers, brackets and commas */
	static char list[ARTICLES * PAIR + 3];
	size_t length = 0;

	for (size_t i = 0; i < count; i++)
		length += (size_t)snprintf(list + length, sizeof list - length, "%s[%lld,%lld]",
		    i ? "," : "[", (long long)noted[i].id, (long long)noted[i].times);
	(void)snprintf(list + length, sizeof list - length, "]");
	return articles_viewed(db, list);
}

/* Counts that could not be written are tried again; while there is no room for more, some readers
 * aren't counted, which matters less than the readers. */
static bool write_views(struct db *db, struct arena *arena, bool last)
{
	timestamp now = timestamp_now();
	enum err err;

	(void)arena;
	if (!count)
		return false;
	if (!last && now - written_at < TIMESTAMP_SECOND && now >= written_at)
		return true;
	written_at = now;
	err = db_ready(db);
	if (err == OK)
		err = write_all(db);
	if (err != OK) {
		log_warn("views of %zu articles: %s", count, err_message());
		return true;
	}
	count = 0;
	return false;
}

void views_note(struct context *context, int64_t article_id)
{
	size_t at = 0;

	if (viewer_is_staff(&context->viewer) || context->request->method != HTTP_GET)
		return;
	context->afterwards = write_views;
	while (at < count && noted[at].id != article_id)
		at++;
	if (at == ARTICLES)
		return;
	if (at == count)
		noted[count++].times = 0;
	noted[at].id = article_id;
	noted[at].times++;
}
