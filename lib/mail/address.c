#include "mail/address.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/utf8.h"
#include "mail/words.h"

/* One entry of a list, taken apart: what stands in <…>, in (…), and around them. */
struct entry {
	struct buffer phrase, angle, comment;
	bool has_angle;
};

enum { ENTRY_MOST = 8 * MAIL_NAME_MOST };

/* Copies a quoted string without its quotes; what it held is text, also commas and brackets. */
static const char *read_quoted(const char *p, const char *end, struct buffer *to)
{
	for (p++; p < end && *p != '"'; p++) {
		if (*p == '\\' && p + 1 < end)
			p++;
		buffer_append(to, p, 1);
	}
	return p < end ? p + 1 : end;
}

static const char *read_comment(const char *p, const char *end, struct buffer *to)
{
	int depth = 1;

	if (to->length)
		buffer_text(to, " ");
	for (p++; p < end; p++) {
		if (*p == '\\' && p + 1 < end)
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
		buffer_append(to, p, 1);
	}
	return end;
}

/* Is there a closing quote? A lone one is a letter. */
static bool closes(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == '"')
			return true;
	}
	return false;
}

static const char *read_angle(const char *p, const char *end, struct entry *entry)
{
	const char *close = memchr(p, '>', (size_t)(end - p));

	entry->has_angle = true;
	buffer_reset(&entry->angle, SIZE_MAX);
	if (!close) {
		/* Never closed: the address goes up to the next comma. */
		close = memchr(p, ',', (size_t)(end - p));
		if (!close)
			close = end;
		buffer_append(&entry->angle, p + 1, (size_t)(close - p - 1));
		return close;
	}
	buffer_append(&entry->angle, p + 1, (size_t)(close - p - 1));
	return close + 1;
}

/* An address with nothing around it that can't belong to one. */
static const char *tidy_email(struct arena *arena, const char *raw, size_t length)
{
	char *email = words_text(arena, raw, length, MAIL_NAME_MOST), *to, *at;

	if (!email)
		return NULL;
	if (text_starts(email, "mailto:"))
		email += 7;
	to = email;
	for (const char *from = email; *from; from++)
		if (*from != ' ' && *from != '\t' && *from != '<' && *from != '>' && *from != '"')
			*to++ = *from;
	*to = '\0';
	while (to > email && strchr(",;.:", to[-1]))
		*--to = '\0';
	at = strrchr(email, '@');
	if (at)
		text_lower(at);
	return email;
}

/* The word of a phrase that has an @ in it; *start and *stop bound it. */
static bool find_bare(const char *phrase, size_t *start, size_t *stop)
{
	const char *at = strchr(phrase, '@');
	size_t from, to;

	if (!at)
		return false;
	from = to = (size_t)(at - phrase);
	while (from > 0 && !strchr(" \t\r\n", phrase[from - 1]))
		from--;
	while (phrase[to] && !strchr(" \t\r\n", phrase[to]))
		to++;
	*start = from;
	*stop = to;
	return true;
}

static const char *name_of(struct arena *arena, const struct buffer *raw)
{
	char *name = words_text(arena, raw->data ? raw->data : "", raw->length, MAIL_NAME_MOST);
	size_t length;

	if (!name)
		return NULL;
	/* Quotes around a name that were encoded with it, or single ones. */
	length = strlen(name);
	if (length >= 2 && (*name == '"' || *name == '\'') && name[length - 1] == *name) {
		name[length - 1] = '\0';
		name = text_trim(name + 1);
	}
	return name;
}

static enum err finish_bare(struct arena *arena, struct entry *entry, struct mail_address *out)
{
	const char *phrase = entry->phrase.data ? entry->phrase.data : "";
	size_t start, stop;

	if (!find_bare(phrase, &start, &stop)) {
		/* "MAILER-DAEMON (Mail system)" is a mailbox here; several words are a name. */
		const char *text = name_of(arena, &entry->phrase);
		bool is_name = text && strchr(text, ' ') != NULL;

		out->email = !text || is_name ? "" : tidy_email(arena, text, strlen(text));
		out->name = is_name		    ? text
			    : entry->comment.length ? name_of(arena, &entry->comment)
						    : "";
		return text && out->email && out->name ? OK : ERR_MEMORY;
	}
	out->email = tidy_email(arena, phrase + start, stop - start);
	if (entry->comment.length) {
		out->name = name_of(arena, &entry->comment);
	} else {
		struct buffer rest = BUFFER(ENTRY_MOST);

		buffer_append(&rest, phrase, start);
		buffer_text(&rest, phrase + stop);
		out->name = name_of(arena, &rest);
		buffer_free(&rest);
	}
	return out->email && out->name ? OK : ERR_MEMORY;
}

static enum err finish(struct arena *arena, struct entry *entry, struct mail_address *out)
{
	if (!entry->has_angle)
		return finish_bare(arena, entry, out);
	out->email =
	    tidy_email(arena, entry->angle.data ? entry->angle.data : "", entry->angle.length);
	out->name = name_of(arena, entry->phrase.length ? &entry->phrase : &entry->comment);
	if (out->name && !*out->name && entry->comment.length)
		out->name = name_of(arena, &entry->comment);
	return out->email && out->name ? OK : ERR_MEMORY;
}

static bool is_empty(const struct entry *entry)
{
	return !entry->has_angle && text_is_blank(entry->phrase.data) && !entry->comment.length;
}

/* Reads up to the comma (or semicolon) that ends the entry; returns what follows. */
static const char *read_entry(const char *p, const char *end, struct entry *entry)
{
	for (; p < end && *p != ',' && *p != ';';) {
		if (*p == '"' && closes(p, end)) {
			p = read_quoted(p, end, &entry->phrase);
		} else if (*p == '(') {
			p = read_comment(p, end, &entry->comment);
		} else if (*p == '<') {
			/* A name in front of the last address is a name, even if it looks like one.
			 */
			p = read_angle(p, end, entry);
		} else if (*p == ':' && !entry->has_angle && entry->phrase.length &&
			   !memchr(entry->phrase.data, '@', entry->phrase.length)) {
			buffer_reset(&entry->phrase, SIZE_MAX); /* the name of a group */
			p++;
		} else {
			if (*p == '\\' && p + 1 < end)
				p++;
			buffer_append(&entry->phrase, p, 1);
			p++;
		}
	}
	return p < end ? p + 1 : end;
}

enum err address_list(
    struct arena *arena, const char *raw, size_t length, struct mail_addresses *list)
{
	struct entry entry = {BUFFER(ENTRY_MOST), BUFFER(ENTRY_MOST), BUFFER(ENTRY_MOST), false};
	const char *p = raw, *end = raw + length;
	enum err err = OK;

	if (!list->at)
		list->at = ARENA_ARRAY(arena, struct mail_address, MAIL_ADDRESSES_MOST);
	if (!list->at)
		return ERR_MEMORY;
	while (p < end && list->count < MAIL_ADDRESSES_MOST && err == OK) {
		buffer_reset(&entry.phrase, SIZE_MAX);
		buffer_reset(&entry.angle, SIZE_MAX);
		buffer_reset(&entry.comment, SIZE_MAX);
		entry.has_angle = false;
		p = read_entry(p, end, &entry);
		if (is_empty(&entry))
			continue;
		err = finish(arena, &entry, &list->at[list->count]);
		if (err == OK && (*list->at[list->count].email || *list->at[list->count].name))
			list->count++;
	}
	buffer_free(&entry.phrase);
	buffer_free(&entry.angle);
	buffer_free(&entry.comment);
	return err;
}
