/* mail test: a message to see whether mail goes out. */
#include <inttypes.h>
#include <stdio.h>

#include "ctl.h"
#include "model/mail_out.h"

int command_mail_test(struct ctl *ctl, const struct arguments *arguments)
{
	int64_t id;

	if (db_ready(ctl->db) != OK ||
	    mail_out_add(ctl->db,
		&(struct mail_new){.kind = "test", .address = arguments->operands[0]}, &id) != OK)
		return ctl_error();
	(void)printf("Message %" PRId64 " to %s waits to be sent: see /admin/mail/%" PRId64 "\n",
	    id, arguments->operands[0], id);
	return 0;
}
