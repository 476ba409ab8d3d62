/*
 * article.h: articles of the knowledge base: reading, writing, publishing.
 *
 * An article is written in one language; its translations are siblings of one family. Each change
 * of its text is a revision. Two editors never overwrite each other: a change carries the version
 * that it was made on.
 */
#ifndef DOCKET_MODEL_ARTICLE_H
#define DOCKET_MODEL_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"

/* The order is that of the ENUMs in the table. */
enum article_state { ARTICLE_DRAFT = 1, ARTICLE_REVIEW, ARTICLE_PUBLISHED, ARTICLE_RETIRED };
enum article_audience { READERS_STAFF = 1, READERS_ORGANISATION, READERS_CLIENTS, READERS_PUBLIC };

enum { ARTICLE_TITLE = 200, ARTICLE_SUMMARY = 400, ARTICLE_BODY = 200000, ARTICLE_REASON = 200 };
/* (characters) */
enum { ARTICLE_TAGS = 20, ARTICLE_TAG = 40, ARTICLE_RELATED = 20 };

/* Who may read a published article: a piece of SQL over the alias `a`, like visibility.h. */
#define ARTICLE_READABLE                                                                           \
	"(a.state = 'published' AND (? OR a.audience = 'public' OR (? AND a.audience = 'clients')" \
	" OR (a.audience = 'organisation' AND a.organisation_id = ?)))"
#define ARTICLE_READABLE_IN "iii"
#define ARTICLE_VALUES(viewer)                                                                     \
	db_int(viewer_is_staff(viewer)), db_int(viewer_is_known(viewer)),                          \
	    db_int((viewer)->organisation_id)

struct article {
	int64_t id, family_id, version; /* family_id: its own id for the first of a family */
	enum article_state state;
	enum article_audience audience;
	int64_t organisation_id, category_id, author_id;
	const char *language, *title, *summary;
	const char *body;					      /* for readers "": they get */
	const char *html;					      /* (and editors "") */
	const char *organisation, *category, *category_code, *author; /* names, or "" */
	const char *wider, *wider_code; /* the category around its own, or "" */
	timestamp created_at, updated_at, publish_at, published_at, expire_at;
	bool has_related; /* chosen ones, be they for the viewer or not */
};

struct article_line {
	int64_t id, family_id;
	enum article_state state;
	enum article_audience audience;
	const char *title, *summary, *language, *category, *author;
	timestamp updated_at, published_at;
	int64_t views, helped, failed;
	int64_t reopened; /* tickets, in USEFUL_REOPENED of article_list.h; else 0 */
};

struct article_revision {
	int64_t version;
	const char *title, *summary, *body, *author, *reason;
	timestamp at;
};

/* What an editor sets. */
struct article_text {
	const char *language, *title, *summary, *body, *reason;
	enum article_audience audience;
	int64_t organisation_id, category_id; /* 0: none */
	timestamp publish_at, expire_at;      /* TIMESTAMP_NONE: none */
	const char *const *tags;
	size_t tag_count;
};

/* The words of an article's language and audience, "draft", "public"… and back; 0 for others. */
const char *article_state_code(enum article_state state);
enum article_state article_state_named(const char *code);
const char *article_audience_code(enum article_audience audience);
enum article_audience article_audience_named(const char *code);

/* A published article for a reader. ERR_NOT_FOUND when there is none that they may read. */
enum err article_read(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article *article);

/* Any article for staff; ERR_DENIED for others. */
enum err article_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article *article);

/* Begins a draft. family_id 0, or an article of which this is a translation: ERR_CONFLICT when
 * there is one in that language. source_ticket 0, or the ticket that it is born from. */
enum err article_create(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article_text *text, int64_t family_id, int64_t source_ticket, int64_t *id);

/* Changes text and properties; a changed text makes a revision, and when nothing differs nothing is
 * changed. ERR_CONFLICT: somebody saved since
 * `version`. ERR_INPUT: no title, too long, audience organisation without one, a language that one
 * of its translations has. */
enum err article_save(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t version, const struct article_text *text);

/* draft → review → published → retired, and back to draft; a draft may be published at once. Staff.
 * ERR_INPUT for another way, or to publish an empty one. */
enum err article_set_state(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, enum article_state state);
bool article_state_allowed(enum article_state from, enum article_state to);

/* For the clock: publishes and retires what is due, at most 100 each; *changed tells how many. */
enum err article_run_schedule(struct db *db, struct arena *arena, int64_t *changed);

enum err article_tags(
    struct db *db, struct arena *arena, int64_t id, const char *const **tags, size_t *count);

/* What stands beside an article: its translations, and related ones that its editors chose, in this
 * order; or others that are like it, as the search index found them (article_alike.h). */
enum neighbour { NEIGHBOUR_TRANSLATION = 1, NEIGHBOUR_CHOSEN, NEIGHBOUR_LIKE };
struct article_neighbour {
	enum neighbour kind;
	int64_t id, sort;
	const char *title, *language;
	enum article_state state;
};
/* Published ones that the viewer may read; for staff with `drafts` all. Each once, at most 40. */
enum err article_neighbours(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article *article, bool drafts, struct article_neighbour **neighbours,
    size_t *count);
/* Published ones in the same language that the viewer may read, the most alike first, at most 12:
 * as they were found last. */
enum err article_alike(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article *article, struct article_neighbour **neighbours, size_t *count);

/* Replaces the chosen ones; staff. Unknown ones and itself are left out. */
enum err article_set_related(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, const int64_t *others, size_t count);

/* Pictures and files of an article: stored from uploads (model/attachment.h), shown under its own
 * rights at /file/article/ID/NAME. */
struct article_file {
	int64_t id, article_id, file_id, size;
	const char *name, *type;
	unsigned char sha256[32];
};
enum { ARTICLE_FILES = 100 };
/* ERR_LIMIT beyond ARTICLE_FILES. Tokens that are not the viewer's are passed over. */
enum err article_files_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, const char *const *tokens, size_t count);
enum err article_files(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article_file **files, size_t *count);
enum err article_file_remove(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t article_id, int64_t file_id);
/* For whoever may read the article, and staff. ERR_NOT_FOUND else. */
enum err article_file_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t file_id, struct article_file *file);

/* Newest first, without bodies, at most 200. */
enum err article_revisions(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct article_revision **revisions, size_t *count);
/* The text as it was at that version (a version that changed only properties has the text of the
 * one before). ERR_NOT_FOUND. */
enum err article_revision_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, struct article_revision *revision);

#endif
