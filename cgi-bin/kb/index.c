/*
 * index.c: GET /kb: search first; then the articles by category, the newest and the most helpful;
 * then what was solved lately.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/article_list.h"
#include "pages.h"
#include "shelves.h"
#include "web/feeds.h"
#include "web/page.h"
#include "web/validated.h"

/* Four languages of the same count once. */
enum { PAGE_ROWS = 30, SHOWN = 6, LOOKED_AT = 24 };

static enum err fill_lists(struct context *context)
{
	struct article_page newest;
	struct article_line *helpful;
	size_t count;

	TRY(article_list(context->db, context->arena, &context->viewer, 0, NULL,
	    (struct cursor){0, 0}, LOOKED_AT, &newest));
	fill_articles(context, "Newest", newest.lines, newest.count, SHOWN);
	TRY(article_most_helpful(
	    context->db, context->arena, &context->viewer, LOOKED_AT, &helpful, &count));
	fill_articles(context, "Helpful", helpful, count, SHOWN);
	return OK;
}

enum err index_show(struct context *context)
{
	struct archive_page archive;
	struct cursor after;

	TRY(read_after(context, &after));
	TRY(archive_list(
	    context->db, context->arena, &context->viewer, 0, after, PAGE_ROWS, &archive));
	data_text(page_data(context), "Page.Section", "kb");
	feed_offer(context, page_text(context, TR("Knowledge base")), "/feed/kb", "");
	if (!after.at) {
		data_text(page_data(context), "Page.Canonical",
		    arena_format(
			context->arena, "%s/kb", settings_text(context->settings, "site.url", "")));
		TRY(fill_shelves(context, 0));
		TRY(fill_lists(context));
	}
	fill_archive_page(context, &archive, "/kb");
	return validated_send(
	    context, "kb/index.cs", page_text(context, TR("Knowledge base")), TIMESTAMP_NONE);
}
