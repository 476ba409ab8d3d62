#include "letter/letter.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "model/catalogue.h"

/* Where a thread's root would have chance in its id: any constant of 22 letters does. */
static const char THREAD[] = "threadaaaaaaaaaaaaaaaa";

void letter_context_for(const struct letter_sender *sender, struct db *db, struct arena *arena,
    const struct mail_out *mail, struct letter_context *context)
{
	const struct language *language = *mail->language ? language_named(mail->language) : NULL;

	*context = (struct letter_context){
	    .sender = sender,
	    .db = db,
	    .arena = arena,
	    .language = language ? language : sender->language,
	};
}

/* --- Help for kinds. */

const char *letter_thread(const struct letter_context *context, int64_t ticket_id)
{
	const char *id = NULL;

	return mail_message_id_of(context->arena, &context->sender->secret, ticket_id, THREAD,
		   context->sender->domain, &id) == OK
		   ? id
		   : NULL;
}

const char *letter_reply_address(const struct letter_context *context, int64_t ticket_id)
{
	const struct letter_sender *sender = context->sender;
	const char *address = NULL;

	if (!ticket_id || !sender->reply_plus)
		return sender->reply_to;
	return mail_reply_address(
		   context->arena, &sender->secret, ticket_id, sender->reply_to, &address) == OK
		   ? address
		   : NULL;
}

const char *letter_url(const struct letter_context *context, const char *path)
{
	return arena_format(context->arena, "%s%s", context->sender->site_url, path);
}

const char *letter_signature(const struct letter_context *context, int64_t ticket_id)
{
	return arena_format(context->arena, "%s%" PRId64,
	    settings_text(context->sender->settings, "ticket.prefix", "H"), ticket_id);
}

/* --- The message. */

enum err letter_compose(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	const struct letter_kind *kind = letter_kind_named(mail->kind);

	*letter = (struct letter){.nothing = NULL};
	TRY(catalogue_ready(context->db));
	if (!kind)
		return ERROR(ERR_NOT_FOUND, "no program text for mail of the kind %s", mail->kind);
	TRY(kind->compose(context, mail, letter));
	if (!letter->nothing && (!letter->subject || !letter->text))
		return ERROR(
		    ERR_INTERNAL, "mail of the kind %s has no subject or text", mail->kind);
	return OK;
}

/* A mailing list's id for a ticket's mail, by which people sort: "h1010.support.example.com". */
static const char *list_id(const struct letter_context *context, int64_t ticket_id)
{
	const char *host = strstr(context->sender->site_url, "://");
	const char *signature = letter_signature(context, ticket_id);
	char *id;

	host = host ? host + 3 : context->sender->domain;
	if (!signature)
		return NULL;
	id = arena_format(context->arena, "%s.%.*s", signature, (int)strcspn(host, ":/"), host);
	if (id)
		text_lower(id);
	return id;
}

static enum err set_thread(
    const struct letter_context *context, const struct mail_out *mail, struct compose *compose)
{
	const char **root;

	if (!mail->ticket_id || compose->in_reply_to || compose->reference_count)
		return OK;
	root = ARENA_NEW(context->arena, const char *);
	if (!root)
		return ERROR(ERR_MEMORY, "no memory for a thread");
	*root = letter_thread(context, mail->ticket_id);
	compose->in_reply_to = *root;
	compose->references = root;
	compose->reference_count = 1;
	return *root ? OK : ERROR(ERR_MEMORY, "no memory for a thread");
}

static const char *automatic(const struct letter *letter)
{
	if (!letter->auto_submitted)
		return "auto-generated";
	return strcmp(letter->auto_submitted, "no") ? letter->auto_submitted : NULL;
}

enum err letter_assemble(const struct letter_context *context, const struct mail_out *mail,
    const struct letter *letter, struct mail_composed *composed)
{
	const struct letter_sender *sender = context->sender;
	const char *reply_to =
	    letter->reply_to ? letter->reply_to : letter_reply_address(context, mail->ticket_id);
	const char *name = letter->from_name ? letter->from_name : sender->from.name;
	struct compose compose = {
	    .from = {name, sender->from.email},
	    .to = {mail->name, mail->address},
	    .subject = letter->subject,
	    .date = timestamp_now(),
	    .in_reply_to = letter->in_reply_to,
	    .references = letter->references,
	    .reference_count = letter->reference_count,
	    .auto_submitted = automatic(letter),
	    .list_id = mail->ticket_id ? list_id(context, mail->ticket_id) : NULL,
	    .list_name = sender->site_name,
	    .loop = sender->loop,
	    .text = letter->text,
	    .html = letter->html,
	    .dkim = sender->dkim.domain ? &sender->dkim : NULL,
	};

	/* One click is for https alone (RFC 8058, section 3.1). */
	if (letter->unsubscribe && text_starts(letter->unsubscribe, "https://"))
		compose.unsubscribe = letter->unsubscribe;
	if (!reply_to)
		return ERROR(ERR_MEMORY, "no memory for a reply address");
	if (strcmp(reply_to, sender->from.email) != 0)
		compose.reply_to = (struct mail_address){name, reply_to};
	TRY(set_thread(context, mail, &compose));
	TRY(mail_message_id(
	    context->arena, &sender->secret, mail->ticket_id, sender->domain, &compose.message_id));
	composed->message_id = compose.message_id;
	composed->subject = letter->subject;
	composed->is_automatic = compose.auto_submitted != NULL;
	return compose_message(context->arena, &compose, &composed->raw, &composed->raw_length);
}
