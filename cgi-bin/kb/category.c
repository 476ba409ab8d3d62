/*
 * category.c: GET /kb/category/:code: the archive of one category.
 */
#include "base/text.h"
#include "pages.h"
#include "web/page.h"

enum { PAGE_ROWS = 30 };

enum err category_show(struct context *context)
{
	struct archive_category category;
	struct archive_page archive;
	struct cursor after;
	const char *code, *address;

	TRY(read_after(context, &after));
	TRY(archive_category_by_code(
	    context->db, context->arena, context_parameter(context, 0), &category));
	TRY(archive_list(context->db, context->arena, &context->viewer, category.id, after,
	    PAGE_ROWS, &archive));
	code = text_url_encode(context->arena, category.code);
	address = code ? arena_format(context->arena, "/kb/category/%s", code) : NULL;
	if (!address)
		return ERROR(ERR_MEMORY, "no memory for an address");
	data_text(page_data(context), "Page.Section", "kb");
	data_text(page_data(context), "Name", category.name);
	fill_archive_page(context, &archive, address);
	return page_send(context, "kb/category.cs", 200, category.name);
}
