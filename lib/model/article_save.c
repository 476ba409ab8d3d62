#include <string.h>

#include "base/text.h"
#include "model/article_change.h"
#include "model/article_list.h"
#include "model/event.h"
#include "xml/markup.h"

static const struct db_statement ARTICLE_ADD = {
    .name = "article_add",
    .sql = "INSERT INTO article (family_id, language, audience, organisation_id, category_id,"
	   " title, summary, body, html, author_id, created_at, updated_at, publish_at, expire_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "isiiissssitttt",
};

static const struct db_statement ARTICLE_WRITE = {
    .name = "article_write",
    .sql = "UPDATE article SET language = ?, audience = ?, organisation_id = ?, category_id = ?,"
	   " title = ?, summary = ?, body = ?, html = ?, publish_at = ?, expire_at = ?,"
	   " updated_at = IF(?, ?, updated_at) WHERE id = ?",
    .in = "siiissssttiti",
};

static const struct db_statement REVISION_ADD = {
    .name = "article_revision_add",
    .sql = "INSERT INTO article_revision (article_id, version, title, summary, body, author_id,"
	   " reason, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "iisssist",
};

/* The head of a family, locked, so that two translations into one language can't pass each other.
 */
static const struct db_statement FAMILY_LOCK = {
    .name = "article_family_lock",
    .sql = "SELECT COALESCE(h.family_id, h.id) FROM article h WHERE h.id = ? FOR UPDATE",
    .in = "i",
    .out = "i",
};

/* The first of a family names itself. */
static const struct db_statement FAMILY_BEGIN = {
    .name = "article_family_begin",
    .sql = "UPDATE article SET family_id = id WHERE id = ? AND family_id IS NULL",
    .in = "i",
};

static const struct db_statement LANGUAGE_TAKEN = {
    .name = "article_language_taken",
    .sql = "SELECT COUNT(*) FROM article"
	   " WHERE (id = ? OR family_id = ?) AND id <> ? AND language = ?",
    .in = "iiis",
    .out = "i",
};

static const struct db_statement TAGS_CLEAR = {
    .name = "article_tags_clear",
    .sql = "DELETE FROM article_tag WHERE article_id = ?",
    .in = "i",
};

static const struct db_statement TAG_ADD = {
    .name = "article_tag_add",
    .sql = "INSERT INTO article_tag (article_id, tag) VALUES (?, ?)",
    .in = "is",
};

static const struct db_statement CATEGORY_NAME = {
    .name = "article_category_name",
    .sql = "SELECT name FROM category WHERE id = ?",
    .in = "i",
    .out = "s",
};

static const struct db_statement ORGANISATION_NAME = {
    .name = "article_organisation_name",
    .sql = "SELECT name FROM organisation WHERE id = ?",
    .in = "i",
    .out = "s",
};

DB_STATEMENTS(article_save, &ARTICLE_ADD, &ARTICLE_WRITE, &REVISION_ADD, &FAMILY_LOCK,
    &FAMILY_BEGIN, &LANGUAGE_TAKEN, &TAGS_CLEAR, &TAG_ADD, &CATEGORY_NAME, &ORGANISATION_NAME);

struct saving {
	struct arena *arena;
	const struct viewer *viewer;
	struct article_text text; /* checked: tags in order, no organisation where none belongs */
	const char *html;
	int64_t id, version, family_id, source_ticket;
};

/* --- What may be stored. */

static bool is_language(const char *code)
{
	return code && (!strcmp(code, "en") || !strcmp(code, "pl") || !strcmp(code, "nb") ||
			   !strcmp(code, "ru"));
}

static bool fits(const char *text, size_t characters)
{
	return !text || text_characters(text) <= characters;
}

/* Adds a word in lower case to the ordered list, once. */
static enum err add_tag(struct arena *arena, const char **tags, size_t *count, const char *word)
{
	char *tag = text_fold(arena, word);
	size_t at = 0;

	if (!tag)
		return ERROR(ERR_MEMORY, "no memory for a tag");
	tag = text_trim(tag);
	if (!*tag)
		return OK;
	if (*count == ARTICLE_TAGS || !fits(tag, ARTICLE_TAG))
		return ERROR(ERR_INPUT, "too many tags, or too long a one");
	while (at < *count && strcmp(tags[at], tag) < 0)
		at++;
	if (at < *count && !strcmp(tags[at], tag))
		return OK;
	memmove(tags + at + 1, tags + at, (*count - at) * sizeof *tags);
	tags[at] = tag;
	++*count;
	return OK;
}

static enum err check(struct saving *s, const struct article_text *text)
{
	const char **tags = ARENA_ARRAY(s->arena, const char *, ARTICLE_TAGS + 1);

	if (!viewer_is_staff(s->viewer))
		return ERROR(ERR_DENIED, "only staff writes articles");
	if (!tags)
		return ERROR(ERR_MEMORY, "no memory for tags");
	if (text_is_blank(text->title) || !fits(text->title, ARTICLE_TITLE) ||
	    !fits(text->summary, ARTICLE_SUMMARY) || !fits(text->body, ARTICLE_BODY) ||
	    !fits(text->reason, ARTICLE_REASON))
		return ERROR(ERR_INPUT, "no title, or a text that is too long");
	if (!is_language(text->language) || text->audience < READERS_STAFF ||
	    text->audience > READERS_PUBLIC)
		return ERROR(ERR_INPUT, "no such language or audience");
	if (text->audience == READERS_ORGANISATION && !text->organisation_id)
		return ERROR(ERR_INPUT, "which organisation?");
	s->text = *text;
	s->text.tags = tags;
	s->text.tag_count = 0;
	for (size_t i = 0; i < text->tag_count; i++)
		TRY(add_tag(s->arena, tags, &s->text.tag_count, text->tags[i]));
	if (text->audience != READERS_ORGANISATION)
		s->text.organisation_id = 0;
	s->text.summary = text->summary ? text->summary : "";
	s->text.body = text->body ? text->body : "";
	s->text.reason = text->reason ? text->reason : "";
	return markup_render(
	    s->arena, MARKUP_ARTICLE, s->text.body, strlen(s->text.body), &s->html);
}

static enum err language_is_free(struct db *db, const struct saving *s, int64_t family_id)
{
	struct db_rows rows;

	TRY(db_query(db, s->arena, &LANGUAGE_TAKEN,
	    DB_VALUES(
		db_int(family_id), db_int(family_id), db_int(s->id), db_text(s->text.language)),
	    &rows));
	if (db_int_at(&rows, 0, 0))
		return ERROR(ERR_CONFLICT, "translated into %s already", s->text.language);
	return OK;
}

/* --- Writing. */

static enum err write_tags(struct db *db, const struct saving *s)
{
	TRY(db_execute(db, &TAGS_CLEAR, DB_VALUES(db_int(s->id)), NULL));
	for (size_t i = 0; i < s->text.tag_count; i++)
		TRY(db_execute(
		    db, &TAG_ADD, DB_VALUES(db_int(s->id), db_text(s->text.tags[i])), NULL));
	return OK;
}

static enum err write_revision(
    struct db *db, const struct saving *s, int64_t version, timestamp now)
{
	return db_execute(db, &REVISION_ADD,
	    DB_VALUES(db_int(s->id), db_int(version), db_text(s->text.title),
		db_text(s->text.summary), db_text(s->text.body), db_int(s->viewer->account_id),
		db_text(s->text.reason), db_time(now)),
	    NULL);
}

/* The family that a translation joins: 0 for an article of its own. */
static enum err join_family(struct db *db, const struct saving *s, int64_t *family_id)
{
	struct db_rows rows;

	*family_id = 0;
	if (!s->family_id)
		return OK;
	TRY(db_query(db, s->arena, &FAMILY_LOCK, DB_VALUES(db_int(s->family_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no article %lld", (long long)s->family_id);
	*family_id = db_int_at(&rows, 0, 0);
	TRY(db_execute(db, &FAMILY_BEGIN, DB_VALUES(db_int(*family_id)), NULL));
	return language_is_free(db, s, *family_id);
}

static enum err create(struct db *db, void *context)
{
	struct saving *s = context;
	const struct article_text *t = &s->text;
	timestamp now = timestamp_now();
	struct db_result result;
	int64_t family_id;

	s->id = 0;
	TRY(join_family(db, s, &family_id));
	TRY(db_execute(db, &ARTICLE_ADD,
	    DB_VALUES(db_id(family_id), db_text(t->language), db_int(t->audience),
		db_id(t->organisation_id), db_id(t->category_id), db_text(t->title),
		db_text(t->summary), db_text(t->body), db_text(s->html),
		db_int(s->viewer->account_id), db_time(now), db_time(now), db_time(t->publish_at),
		db_time(t->expire_at)),
	    &result));
	s->id = result.inserted_id;
	if (!family_id)
		TRY(db_execute(db, &FAMILY_BEGIN, DB_VALUES(db_int(s->id)), NULL));
	TRY(write_tags(db, s));
	TRY(write_revision(db, s, 1, now));
	if (s->source_ticket)
		TRY(article_tie(db, s->id, s->source_ticket, TIE_SOURCE, s->viewer->account_id));
	return event_add(db, &(struct event){.about = ABOUT_ARTICLE,
				 .about_id = s->id,
				 .version = 1,
				 .kind = "created",
				 .actor_id = s->viewer->account_id,
				 .after = t->title,
				 .at = now});
}

enum err article_create(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article_text *text, int64_t family_id, int64_t source_ticket, int64_t *id)
{
	struct saving s = {.arena = arena,
	    .viewer = viewer,
	    .family_id = family_id,
	    .source_ticket = source_ticket};

	TRY(check(&s, text));
	TRY(db_transaction(db, create, &s));
	*id = s.id;
	return OK;
}

/* --- Saving: what differs becomes events. */

static enum err name_of(const struct article_change *change, const struct db_statement *statement,
    int64_t id, const char **name)
{
	struct db_rows rows;

	*name = "";
	if (!id)
		return OK;
	TRY(db_query(change->db, change->arena, statement, DB_VALUES(db_int(id)), &rows));
	*name = db_text_at(&rows, 0, 0);
	return OK;
}

static enum err note_name(struct article_change *change, const char *kind,
    const struct db_statement *statement, int64_t before, int64_t after)
{
	const char *was, *is;

	if (before == after)
		return OK;
	TRY(name_of(change, statement, before, &was));
	TRY(name_of(change, statement, after, &is));
	return article_change_note(change, kind, was, is);
}

static enum err note_time(
    struct article_change *change, const char *kind, timestamp before, timestamp after)
{
	char was[TIMESTAMP_TEXT] = "", is[TIMESTAMP_TEXT] = "";

	if (before != TIMESTAMP_NONE)
		timestamp_format(before, was);
	if (after != TIMESTAMP_NONE)
		timestamp_format(after, is);
	return article_change_note(change, kind, was, is);
}

static enum err join_tags(
    struct arena *arena, const char *const *tags, size_t count, const char **text)
{
	*text = "";
	for (size_t i = 0; i < count && *text; i++)
		*text = i ? arena_format(arena, "%s, %s", *text, tags[i]) : tags[i];
	return *text ? OK : ERROR(ERR_MEMORY, "no memory for tags");
}

static enum err note_tags(struct article_change *change, const struct article_text *t)
{
	const char *const *tags;
	const char *was, *is;
	size_t count;

	TRY(article_tags(change->db, change->arena, change->before.id, &tags, &count));
	TRY(join_tags(change->arena, tags, count, &was));
	TRY(join_tags(change->arena, t->tags, t->tag_count, &is));
	return article_change_note(change, "tags", was, is);
}

static enum err note_differences(
    struct article_change *change, const struct article_text *t, bool text_changed)
{
	const struct article *b = &change->before;

	if (text_changed)
		TRY(article_change_note(change, "text", NULL, *t->reason ? t->reason : t->title));
	TRY(article_change_note(change, "language", b->language, t->language));
	TRY(article_change_note(change, "audience", article_audience_code(b->audience),
	    article_audience_code(t->audience)));
	TRY(note_name(
	    change, "organisation", &ORGANISATION_NAME, b->organisation_id, t->organisation_id));
	TRY(note_name(change, "category", &CATEGORY_NAME, b->category_id, t->category_id));
	TRY(note_time(change, "publish_at", b->publish_at, t->publish_at));
	TRY(note_time(change, "expire_at", b->expire_at, t->expire_at));
	return note_tags(change, t);
}

static enum err save(struct db *db, void *context)
{
	struct saving *s = context;
	const struct article_text *t = &s->text;
	struct article_change change;
	bool changed;

	TRY(article_change_begin(&change, db, s->arena, s->viewer->account_id, s->id, s->version));
	if (strcmp(change.before.language, t->language) != 0) {
		enum err err = language_is_free(db, s, change.before.family_id);

		if (err == ERR_CONFLICT) /* not somebody else's change: this one can't be made */
			return ERR_INPUT;
		TRY(err);
	}
	changed = strcmp(change.before.title, t->title) != 0 ||
		  strcmp(change.before.summary, t->summary) != 0 ||
		  strcmp(change.before.body, t->body) != 0;
	TRY(note_differences(&change, t, changed));
	if (!change.notes)
		return OK;
	TRY(db_execute(db, &ARTICLE_WRITE,
	    DB_VALUES(db_text(t->language), db_int(t->audience), db_id(t->organisation_id),
		db_id(t->category_id), db_text(t->title), db_text(t->summary), db_text(t->body),
		db_text(s->html), db_time(t->publish_at), db_time(t->expire_at), db_int(changed),
		db_time(change.now), db_int(s->id)),
	    NULL));
	TRY(write_tags(db, s));
	if (changed)
		TRY(write_revision(db, s, change.before.version + 1, change.now));
	return article_change_finish(&change, false);
}

enum err article_save(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t version, const struct article_text *text)
{
	struct saving s = {.arena = arena, .viewer = viewer, .id = id, .version = version};

	TRY(check(&s, text));
	return db_transaction(db, save, &s);
}
