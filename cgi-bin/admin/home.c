/*
 * home.c: GET /admin: what wants an administrator's eye, and the way to each page.
 */
#include "admin.h"
#include "base/message.h"
#include "model/mail_out.h"
#include "web/page.h"

enum err admin_send(
    struct context *context, const char *template, const char *entry, const char *title)
{
	struct data *page = page_data(context);

	data_text(page, "Page.Section", "admin");
	data_text(page, "Admin.Entry", entry);
	return page_send(context, template, 200, page_text(context, title));
}

enum err home_show(struct context *context)
{
	struct data *mail = data_node(page_data(context), "MailOut");
	struct job_counts counts;

	TRY(job_counts(context->db, context->arena, &MAIL_OUT, &counts));
	data_int(mail, "Waiting", counts.waiting + counts.sending);
	data_int(mail, "Failed", counts.failed);
	return admin_send(context, "admin/home.cs", "home", TR("Administration"));
}
