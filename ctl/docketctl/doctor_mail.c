/* What doctor says of the settings of mail, and whether the mail server can be used. */

#include "ctl.h"
#include "doctor.h"
#include "letter/delivery.h"
#include "model/health.h"
#include "view/language.h"

static void try_server(struct delivery *delivery, const struct health_report *report)
{
	char reply[SMTP_REPLY_MOST];

	if (delivery_ready(delivery) != OK)
		health_tell(report, HEALTH_FAIL, "correct intake.token_command in docket.conf",
		    "%s", ctl_message());
	else if (smtp_try(delivery->smtp, reply) == OK)
		health_tell(report, HEALTH_OK, "", "the mail server takes us: %s", reply);
	else
		health_tell(report, HEALTH_FAIL, "correct smtp.* in docket.conf, or the server",
		    "the mail server can't be used: %s", reply);
}

static void tell_mode(const struct delivery *delivery, const struct health_report *report)
{
	if (delivery->mode == DELIVERY_LIVE)
		health_tell(report, HEALTH_OK, "", "mail goes to those it is for");
	else if (delivery->mode == DELIVERY_REDIRECT)
		health_tell(report, HEALTH_WARN, "set mail.mode = live once all is set up",
		    "all mail goes to %s", delivery->redirect);
	else
		health_tell(report, HEALTH_OK, "",
		    "mail goes into files (mail.mode = file), and to nobody");
}

void doctor_mail(struct ctl *ctl, const struct health_report *report)
{
	struct letter_sender sender = {.memory = NULL};
	struct delivery delivery = {.smtp = NULL};
	const char *po = arena_format(ctl->arena, "%s/po", settings_data(ctl->settings));
	enum err err = po ? languages_load(po) : ERROR(ERR_MEMORY, "no memory");

	if (err == OK)
		err = letter_sender_open(ctl->settings, &sender);
	if (err == OK)
		err = delivery_open(ctl->settings, &sender, &delivery);
	if (err == OK) {
		tell_mode(&delivery, report);
		if (delivery.smtp)
			try_server(&delivery, report);
	} else {
		health_tell(report, HEALTH_FAIL, "see doc/mail.md", "%s", ctl_message());
	}
	delivery_close(&delivery);
	letter_sender_close(&sender);
	languages_free();
}
