/* The one judgement whether a person wrote a message (RFC 3834, section 2; RFC 3464; RFC 2919). */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/reading.h"

/* Beginnings of subjects that mailers give to answers nobody wrote. In lower case. */
static const char *const SUBJECTS[] = {"automatic reply", "auto reply", "auto-reply", "autoreply",
    "auto:", "out of office", "out of the office", "automated reply", "automatische antwort",
    "abwesenheit", "automatisch antwoord", "automatische antwoord", "afwezig",
    "réponse automatique", "reponse automatique", "absence du bureau", "respuesta automática",
    "respuesta automatica", "fuera de la oficina", "risposta automatica", "fuori sede",
    "resposta automática", "autosvar", "automatisk svar", "automatisk svar:", "automatiskt svar",
    "fraværende", "fravær", "ikke til stede", "frånvarande", "poissa", "automaattinen vastaus",
    "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "nieobecność",
    "poza biurem", "автоответ", "автоматический ответ", "автоматическая", "нет на работе",
    "automatická odpověď", "automatikus válasz", "自动回复", "自動回覆", "自動返信"};

static const char *const BOUNCES[] = {"undelivered mail returned to sender",
    "undeliverable:", "mail delivery failed", "mail delivery failure",
    "delivery status notification", "returned mail:", "failure notice", "undeliverable mail",
    "unzustellbar", "niet te bezorgen", "non remis", "mail system error",
    "mail could not be delivered", "delivery failure", "delivery has failed", "olevererbart",
    "nie można dostarczyć", "недоставлен"};

static const char *header(struct reading *reading, const char *name)
{
	const char *value = g_mime_object_get_header((GMimeObject *)reading->message, name);

	while (value && (*value == ' ' || *value == '\t'))
		value++;
	return value;
}

static enum err decide(
    struct reading *reading, enum mail_automatic automatic, const char *field, const char *value)
{
	char *reason;

	reading->mail->automatic = automatic;
	reason = value ? arena_format(reading->arena, "%s: %.120s", field, value)
		       : arena_text(reading->arena, field);
	if (!reason)
		return ERR_MEMORY;
	reading->mail->automatic_reason = text_repair(reading->arena, reason, strlen(reason));
	return reading->mail->automatic_reason ? OK : ERR_MEMORY;
}

static bool begins_with_any(const char *text, const char *const *prefixes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_starts(text, prefixes[i]))
			return true;
	return false;
}

/* The part of the address that says a program reads it, if anyone. */
static bool is_postmaster(const char *email)
{
	return !strncasecmp(email, "mailer-daemon", 13) || !strncasecmp(email, "postmaster@", 11) ||
	       !strncasecmp(email, "mailerdaemon", 12);
}

static bool is_bounce(struct reading *reading, const char *subject, const char **what)
{
	struct mail *mail = reading->mail;
	GMimeContentType *type =
	    g_mime_object_get_content_type(g_mime_message_get_mime_part(reading->message));
	const char *kind = g_mime_content_type_get_parameter(type, "report-type");

	if (mail->report.is_report || (g_mime_content_type_is_type(type, "multipart", "report") &&
					  kind && !strcasecmp(kind, "delivery-status"))) {
		*what = "a delivery report";
	} else if (!strcmp(mail->return_path, "<>")) {
		*what = "Return-Path: <>";
	} else if (header(reading, "X-Failed-Recipients")) {
		*what = "X-Failed-Recipients";
	} else if (is_postmaster(mail->from.email) &&
		   begins_with_any(subject, BOUNCES, sizeof BOUNCES / sizeof BOUNCES[0])) {
		*what = "a mail server's report";
	} else {
		return false;
	}
	return true;
}

/* Fields that only programs set, each with what it tells. */
static const struct mark {
	const char *field, *value; /* the value begins so; NULL: any */
	enum mail_automatic automatic;
} MARKS[] = {
    {"Auto-Submitted", "auto-replied", MAIL_AUTO_REPLY},
    {"X-Autoreply", NULL, MAIL_AUTO_REPLY},
    {"X-Autorespond", NULL, MAIL_AUTO_REPLY},
    {"X-Autoresponder", NULL, MAIL_AUTO_REPLY},
    {"X-Auto-Reply-From", NULL, MAIL_AUTO_REPLY},
    {"X-Mail-Autoreply", NULL, MAIL_AUTO_REPLY},
    {"X-POST-MessageClass", "9", MAIL_AUTO_REPLY},
    {"X-Cron-Env", NULL, MAIL_AUTO_GENERATED},
    {"X-AutoReply-Sender", NULL, MAIL_AUTO_REPLY},
    {"Delivered-To", "autoresponder", MAIL_AUTO_REPLY},
    {"Precedence", "auto_reply", MAIL_AUTO_REPLY},
    {"X-Precedence", "auto_reply", MAIL_AUTO_REPLY},
    {"List-Id", NULL, MAIL_LIST},
    {"List-Post", NULL, MAIL_LIST},
    {"Mailing-List", NULL, MAIL_LIST},
    {"X-Mailing-List", NULL, MAIL_LIST},
    {"Precedence", "list", MAIL_LIST},
    {"Precedence", "bulk", MAIL_BULK},
    {"Precedence", "junk", MAIL_BULK},
    {"X-Precedence", "bulk", MAIL_BULK},
    {"List-Unsubscribe", NULL, MAIL_BULK},
    {"Feedback-ID", NULL, MAIL_BULK},
    {"X-Campaign", NULL, MAIL_BULK},
};

static enum err detect_marks(struct reading *reading, bool *found)
{
	const char *submitted = header(reading, "Auto-Submitted");

	*found = true;
	/* RFC 3834, section 5: anything but "no" was not sent by a person. */
	if (submitted && *submitted && strncasecmp(submitted, "no", 2) != 0 &&
	    strncasecmp(submitted, "auto-replied", 12) != 0)
		return decide(reading, MAIL_AUTO_GENERATED, "Auto-Submitted", submitted);
	for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++) {
		const char *value = header(reading, MARKS[i].field);

		if (!value)
			continue;
		if (!MARKS[i].value || !strncasecmp(value, MARKS[i].value, strlen(MARKS[i].value)))
			return decide(reading, MARKS[i].automatic, MARKS[i].field, value);
	}
	*found = false;
	return OK;
}

enum err automatic_detect(struct reading *reading)
{
	struct mail *mail = reading->mail;
	char *subject = text_fold(reading->arena, mail->subject);
	const char *what = NULL, *suppress;
	bool found;

	if (!subject)
		return ERR_MEMORY;
	if (header(reading, "X-Docket-Loop"))
		return decide(
		    reading, MAIL_OWN_LOOP, "X-Docket-Loop", header(reading, "X-Docket-Loop"));
	if (is_bounce(reading, subject, &what))
		return decide(reading, MAIL_BOUNCE, what, NULL);
	TRY(detect_marks(reading, &found));
	if (found)
		return OK;
	if (begins_with_any(subject, SUBJECTS, sizeof SUBJECTS / sizeof SUBJECTS[0]))
		return decide(reading, MAIL_AUTO_REPLY, "Subject", mail->subject);
	if (is_postmaster(mail->from.email))
		return decide(reading, MAIL_BOUNCE, "From", mail->from.email);
	/* Exchange sets it on what it answers itself; people's programs do not ask for silence. */
	suppress = header(reading, "X-Auto-Response-Suppress");
	if (suppress && *suppress && strncasecmp(suppress, "none", 4) != 0)
		return decide(reading, MAIL_AUTO_GENERATED, "X-Auto-Response-Suppress", suppress);
	return OK;
}

const char *mail_automatic_name(enum mail_automatic automatic)
{
	switch (automatic) {
	case MAIL_PERSON:
		return "";
	case MAIL_OWN_LOOP:
		return "loop";
	case MAIL_BOUNCE:
		return "bounce";
	case MAIL_AUTO_REPLY:
		return "auto-reply";
	case MAIL_AUTO_GENERATED:
		return "auto-generated";
	case MAIL_LIST:
		return "list";
	case MAIL_BULK:
		return "bulk";
	}
	return "";
}
