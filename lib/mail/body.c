/* The texts of a message together: what is shown, and what is new in it. */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "mail/reading.h"
#include "mail/reply.h"
#include "mail/reply_words.h"
#include "xml/markup.h"

enum { TOGETHER_MOST = 16 * MAIL_TEXT_MOST };

/* No text has the characters by which quotes and the places of pictures are marked. */
static void take_out_marks(char *text)
{
	for (char *p = text; (p = strstr(p, "\xee\x83")) != NULL; p++)
		if (!strncmp(p, REPLY_MARK_WROTE, 3) || !strncmp(p, REPLY_MARK_ORIGINAL, 3) ||
		    !strncmp(p, MARKUP_PICTURE_BEGIN, 3) || !strncmp(p, MARKUP_PICTURE_END, 3))
			memcpy(p, "\xef\xbf\xbd", 3);
}

static void part_from(struct buffer *out, const char *with)
{
	if (out->length > 0)
		buffer_text(out, with);
}

/* The whole body as plain text. */
static enum err read_text(struct reading *reading, struct buffer *out)
{
	for (size_t i = 0; i < reading->text_count; i++) {
		const struct body_text *text = &reading->texts[i];
		const char *plain = text->text;

		if (text->is_html)
			TRY(markup_plain(
			    reading->arena, MARKUP_HTML, text->text, text->length, &plain));

		if (text_is_blank(plain))
			continue;
		part_from(out, "\n\n");
		buffer_text(out, plain);
	}
	if (reading->calendar && *reading->calendar) {
		part_from(out, "\n\n");
		buffer_text(out, reading->calendar);
	}
	return buffer_err(out);
}

/* The body as safe HTML; plain texts between HTML ones too. */
static enum err read_html(struct reading *reading, struct buffer *out)
{
	bool any = false;

	for (size_t i = 0; i < reading->text_count; i++)
		any = any || reading->texts[i].is_html;
	for (size_t i = 0; any && i < reading->text_count; i++) {
		const struct body_text *text = &reading->texts[i];
		const char *html;

		TRY(markup_render(reading->arena, text->is_html ? MARKUP_MAIL : MARKUP_TEXT,
		    text->text, text->length, &html));
		buffer_text(out, html);
	}
	return buffer_err(out);
}

static enum err keep(struct arena *arena, struct buffer *buffer, bool plain, const char **out)
{
	char *copy = arena_text_n(arena, buffer->data ? buffer->data : "", buffer->length);

	*out = copy;
	if (!copy)
		return ERR_MEMORY;
	if (plain)
		take_out_marks(copy); /* (references such as &#xe0f1; make them anew) */
	return OK;
}

/* --- The reply. */

static size_t only_html(const struct reading *reading)
{
	size_t found = reading->text_count;

	for (size_t i = 0; i < reading->text_count; i++) {
		if (text_is_blank(reading->texts[i].text))
			continue;
		if (found < reading->text_count || !reading->texts[i].is_html)
			return reading->text_count;
		found = i;
	}
	return found;
}

/* Compared without white space: did anything go? */
static bool is_shorter(const char *reply, const char *text)
{
	size_t a = 0, b = 0;

	for (; *reply; reply++)
		a += !strchr(" \t\r\n>", *reply);
	for (; *text; text++)
		b += !strchr(" \t\r\n>", *text);
	return a < b;
}

static enum err read_reply(struct reading *reading)
{
	struct mail *mail = reading->mail;
	char *subject = text_fold(reading->arena, mail->subject);
	size_t html = only_html(reading);
	bool forwarded, marked = false;
	const char *by_marks;

	if (!subject)
		return ERR_MEMORY;
	forwarded = words_forward_subject(subject);
	if (html == reading->text_count)
		return reply_from_text(
		    reading->arena, mail->text, strlen(mail->text), forwarded, &mail->reply);
	TRY(reply_from_html(reading->arena, reading->texts[html].text, reading->texts[html].length,
	    forwarded, &by_marks, &marked));
	mail->reply = by_marks;
	if (!reading->alternative || text_is_blank(reading->alternative))
		return OK;
	/* The plain text beside it was laid out by the writer's own program: it reads better, where
	 * its quotes could be found too. */
	TRY(reply_from_text(reading->arena, reading->alternative, strlen(reading->alternative),
	    forwarded, &mail->reply));
	if (marked && !is_shorter(mail->reply, reading->alternative) && !text_is_blank(by_marks))
		mail->reply = by_marks;
	return OK;
}

enum err body_read(struct reading *reading)
{
	struct buffer text = BUFFER(TOGETHER_MOST), html = BUFFER(TOGETHER_MOST);
	enum err err;

	for (size_t i = 0; i < reading->text_count; i++)
		take_out_marks((char *)reading->texts[i].text);
	if (reading->alternative)
		take_out_marks((char *)reading->alternative);
	err = read_text(reading, &text);
	if (err == OK || err == ERR_LIMIT)
		err = keep(reading->arena, &text, true, &reading->mail->text);
	if (err == OK)
		err = read_html(reading, &html);
	if (err == OK || err == ERR_LIMIT)
		err = keep(reading->arena, &html, false, &reading->mail->html);
	buffer_free(&text);
	buffer_free(&html);
	return err == OK ? read_reply(reading) : err;
}
