/*
 * index.c: GET /kb: what the archive holds, by category, and what came last.
 */
#include "base/message.h"
#include "base/text.h"
#include "pages.h"
#include "web/page.h"

enum { PAGE_ROWS = 30 };

static enum err fill_categories(struct context *context)
{
	struct archive_category *categories;
	struct data *page = page_data(context);
	size_t count;
	int64_t total;

	TRY(archive_categories(
	    context->db, context->arena, &context->viewer, &categories, &count, &total));
	for (size_t i = 0; i < count; i++) {
		const char *code = text_url_encode(context->arena, categories[i].code);
		struct data *item = data_item(page, "Categories");

		data_text(item, "Path",
		    arena_format(context->arena, "/kb/category/%s", code ? code : ""));
		data_text(item, "Name", categories[i].name);
		data_number(item, "Count", categories[i].count);
	}
	data_int(page, "Total", total);
	data_number(page, "TotalShown", total);
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
	TRY(fill_categories(context));
	fill_archive_page(context, &archive, "/kb");
	return page_send(context, "kb/index.cs", 200, page_text(context, TR("Knowledge base")));
}
