#include "model/article_draft.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "xml/markup.h"

enum { DRAFT_MOST = 4 * 1024 * 1024 };

static const struct db_statement QUESTION = {
    .name = "article_draft_question",
    .sql = "SELECT format + 0, body FROM message WHERE ticket_id = ? AND kind = 'public'"
	   " ORDER BY created_at, id LIMIT 1",
    .in = "i",
    .out = "is",
};

static const struct db_statement SOLUTION = {
    .name = "article_draft_solution",
    .sql = "SELECT format + 0, body FROM message WHERE id = ? AND ticket_id = ?",
    .in = "ii",
    .out = "is",
};

/* Everybody whose name may stand in it: who takes part, their colleagues, the staff. */
static const struct db_statement NAMES = {
    .name = "article_draft_names",
    .sql = "SELECT name FROM account WHERE id IN (?, ?)"
	   " UNION SELECT a.name FROM message m JOIN account a ON a.id = m.author_id"
	   " WHERE m.ticket_id = ?"
	   " UNION SELECT a.name FROM follower f JOIN account a ON a.id = f.account_id"
	   " WHERE f.ticket_id = ?"
	   " UNION (SELECT name FROM account WHERE organisation_id = ? ORDER BY id LIMIT 700)"
	   " UNION (SELECT name FROM account WHERE role <> 'client' ORDER BY id LIMIT 700)"
	   " LIMIT 1900",
    .in = "iiiii",
    .out = "s",
};

DB_STATEMENTS(article_draft, &QUESTION, &SOLUTION, &NAMES);

/* --- Markdown. */

/* A character that begins something at the start of a line: heading, quote, list, rule, code. */
static bool begins_block(const char *at)
{
	size_t digits = strspn(at, "0123456789");

	if (digits && digits < 10)
		return (at[digits] == '.' || at[digits] == ')') &&
		       (at[digits + 1] == ' ' || at[digits + 1] == '\0');
	return *at && strchr("#>-+=~|", *at);
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c & 0x80);
}

static void put_line(struct buffer *out, const char *line, size_t length)
{
	size_t indent = strspn(line, " \t"), start = indent < length ? indent : length;

	/* Four blanks would make code of it. */
	for (size_t i = start; i < length; i++) {
		char c = line[i], before = i > start ? line[i - 1] : ' ', after = line[i + 1];
		size_t digits = strspn(line + i, "0123456789");

		if (i == start && begins_block(line + i)) {
			/* "1." needs its mark behind the number. */
			buffer_append(out, line + i, digits);
			buffer_text(out, "\\");
			i += digits;
			c = line[i];
		} else if (strchr("\\`*[]<", c) || (c == '&' && is_word(after)) ||
			   (c == '_' && !(is_word(before) && is_word(after)))) {
			buffer_text(out, "\\");
		}
		buffer_append(out, &c, 1);
	}
}

const char *markdown_of_text(struct arena *arena, const char *text)
{
	struct buffer out = BUFFER(DRAFT_MOST);
	const char *result = NULL;

	while (*text) {
		size_t length = strcspn(text, "\n");
		char *line = arena_text_n(arena, text, length);

		if (!line)
			break;
		put_line(&out, line, length);
		text += length;
		if (*text == '\n') {
			text++;
			/* Two blanks at the end keep a line's end within a paragraph. */
			buffer_text(&out, length && *text && *text != '\n' ? "  \n" : "\n");
		}
	}
	if (!*text && buffer_err(&out) == OK)
		result = arena_text_n(arena, out.data ? out.data : "", out.length);
	buffer_free(&out);
	return result;
}

/* The order is that of the ENUM message.format. */
static enum err as_markdown(
    struct arena *arena, int64_t format, const char *body, const char **markdown)
{
	enum { TEXT = 1, MARKDOWN, HTML };

	if (format == HTML)
		TRY(markup_plain(arena, MARKUP_HTML, body, strlen(body), &body));
	*markdown = format == MARKDOWN ? body : markdown_of_text(arena, body);
	return *markdown ? OK : ERROR(ERR_MEMORY, "no memory for a draft");
}

/* --- The draft. */

static enum err message_text(struct db *db, struct arena *arena,
    const struct db_statement *statement, struct db_values values, const char **markdown)
{
	struct db_rows rows;
	char *copy;

	TRY(db_query(db, arena, statement, values, &rows));
	TRY(as_markdown(arena, db_int_at(&rows, 0, 0), db_text_at(&rows, 0, 1), markdown));
	copy = arena_text(arena, *markdown);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a draft");
	*markdown = text_trim(copy);
	return OK;
}

static enum err find_names(struct db *db, struct arena *arena, const struct ticket *ticket,
    struct redact_known **known, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &NAMES,
	    DB_VALUES(db_int(ticket->contact_id), db_int(ticket->responsible_id),
		db_int(ticket->id), db_int(ticket->id), db_id(ticket->organisation_id)),
	    &rows));
	*known = ARENA_ARRAY(arena, struct redact_known, rows.count + 1);
	if (!*known)
		return ERROR(ERR_MEMORY, "no memory for names");
	for (size_t i = 0; i < rows.count; i++)
		(*known)[i] = (struct redact_known){REDACT_NAME, db_text_at(&rows, i, 0)};
	*count = rows.count;
	if (*ticket->organisation)
		(*known)[(*count)++] =
		    (struct redact_known){REDACT_ORGANISATION, ticket->organisation};
	return OK;
}

enum err article_draft_make(struct db *db, struct arena *arena, const struct ticket *ticket,
    const struct article_headings *headings, struct article_draft *draft)
{
	const char *question, *solution;
	struct redact_known *known;
	size_t count = 0;

	if (!ticket->solution_id)
		return ERROR(ERR_CONFLICT, "ticket %lld is not solved", (long long)ticket->id);
	TRY(message_text(db, arena, &QUESTION, DB_VALUES(db_int(ticket->id)), &question));
	TRY(message_text(db, arena, &SOLUTION,
	    DB_VALUES(db_int(ticket->solution_id), db_int(ticket->id)), &solution));
	draft->text =
	    arena_format(arena, "%s\n\n## %s\n\n%s\n\n## %s\n\n\n\n## %s\n\n%s\n", ticket->subject,
		headings->problem, question, headings->cause, headings->solution, solution);
	if (!draft->text)
		return ERROR(ERR_MEMORY, "no memory for a draft");
	TRY(find_names(db, arena, ticket, &known, &count));
	return redact_find(arena, draft->text, known, count, &draft->findings, &draft->count);
}
