#include "model/export_words.h"

#include <string.h>

#include "base/text.h"
#include "model/catalogue.h"

static const struct db_statement CATEGORY = {
    .name = "export_category",
    .sql = "SELECT id FROM category WHERE code = ? OR id = ? LIMIT 1",
    .in = "si",
    .out = "i",
};

static const struct db_statement ORGANISATION = {
    .name = "export_organisation",
    .sql = "SELECT id FROM organisation WHERE name = ? OR id = ? LIMIT 1",
    .in = "si",
    .out = "i",
};

static const struct db_statement TEAM = {
    .name = "export_team",
    .sql = "SELECT id FROM team WHERE name = ? OR id = ? LIMIT 1",
    .in = "si",
    .out = "i",
};

DB_STATEMENTS(export_words, &CATEGORY, &ORGANISATION, &TEAM);

bool export_time_read(const char *text, bool to, timestamp *at)
{
	char midnight[TIMESTAMP_TEXT];
	struct civil_time local;
	timestamp utc;

	if (strlen(text) != strlen("2026-11-21"))
		return timestamp_parse(text, at);
	memcpy(midnight, text, strlen(text));
	memcpy(midnight + strlen(text), "T00:00:00Z", sizeof "T00:00:00Z");
	if (!timestamp_parse(midnight, &utc))
		return false;
	local = timestamp_civil(utc);
	if (to)
		local.day++; /* timestamp_from_civil takes the day behind a month's last */
	*at = timestamp_from_local(&local);
	return true;
}

static bool is_asked(const char *word)
{
	return word && *word;
}

static enum err read_key(struct db *db, struct arena *arena, const struct db_statement *statement,
    const char *word, int64_t *id)
{
	struct db_rows rows;
	int64_t key = 0;

	if (!is_asked(word))
		return OK;
	(void)text_to_int(word, 1, INT64_MAX, &key);
	TRY(db_query(db, arena, statement, DB_VALUES(db_text(word), db_int(key)), &rows));
	if (!rows.count)
		return ERROR(ERR_INPUT, "%s: none such", statement->name);
	*id = db_int_at(&rows, 0, 0);
	return OK;
}

static enum err read_time(const char *word, bool to, timestamp *at)
{
	if (!is_asked(word) || export_time_read(word, to, at))
		return OK;
	return ERROR(ERR_INPUT, "neither a time nor a date");
}

static enum err read_type(const struct export_words *words, struct export_filter *filter)
{
	if (is_asked(words->type)) {
		const struct ticket_type *type = ticket_type_by_code(words->type);

		if (!type)
			return ERROR(ERR_INPUT, "no such type");
		filter->type_id = type->id;
	}
	return OK;
}

static enum err read_status(const struct export_words *words, struct export_filter *filter)
{
	if (is_asked(words->status)) {
		const struct status *status = status_by_code(words->status);

		if (!status)
			return ERROR(ERR_INPUT, "no such status");
		filter->status_id = status->id;
	}
	return OK;
}

enum err export_words_read(struct db *db, struct arena *arena, const struct export_words *words,
    struct export_filter *filter, const char **wrong)
{
	*filter = EXPORT_ALL;
	TRY(catalogue_ready(db));
	*wrong = "since";
	TRY(read_time(words->since, false, &filter->since));
	*wrong = "created_from";
	TRY(read_time(words->created_from, false, &filter->created_from));
	*wrong = "created_to";
	TRY(read_time(words->created_to, true, &filter->created_before));
	*wrong = "type";
	TRY(read_type(words, filter));
	*wrong = "status";
	TRY(read_status(words, filter));
	*wrong = "category";
	TRY(read_key(db, arena, &CATEGORY, words->category, &filter->category_id));
	*wrong = "organisation";
	TRY(read_key(db, arena, &ORGANISATION, words->organisation, &filter->organisation_id));
	*wrong = "team";
	TRY(read_key(db, arena, &TEAM, words->team, &filter->team_id));
	*wrong = NULL;
	return OK;
}

enum err report_words_read(struct db *db, struct arena *arena, const struct export_words *words,
    struct report_filter *filter, const char **wrong)
{
	timestamp now = timestamp_now();
	struct export_filter read;

	TRY(export_words_read(db, arena, words, &read, wrong));
	*filter = (struct report_filter){
	    .before = read.created_before != TIMESTAMP_NONE ? read.created_before : now,
	    .organisation_id = read.organisation_id,
	};
	filter->from = read.created_from != TIMESTAMP_NONE
			   ? read.created_from
			   : (filter->before < now ? filter->before : now) - 29 * TIMESTAMP_DAY;
	*wrong = "created_from";
	TRY(report_span(filter));
	*wrong = NULL;
	return OK;
}
