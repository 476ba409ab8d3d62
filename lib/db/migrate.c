#include "db/migrate.h"

#include <mysqld_error.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "db/connection.h"
#include "db/script.h"

enum { MEMORY_MAX = 64 * 1024 * 1024, LOCK_WAIT = 300 /* s */ };

/* `started` is one more than `done` while a statement runs. `digest` is of the statements done,
 * until the file is finished: then of the whole file. */
static const char CREATE[] =
    "CREATE TABLE IF NOT EXISTS migration ("
    " name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY"
    " COMMENT 'The file in sql/, such as 001_base.sql',"
    " started INT UNSIGNED NOT NULL DEFAULT 0"
    " COMMENT 'Statements begun; one more than done while one runs',"
    " done INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Statements finished',"
    " digest BINARY(32) NOT NULL"
    " COMMENT 'SHA-256 of the statements done; of the whole file once it is finished',"
    " finished_at DATETIME(6) NULL COMMENT 'When the last statement was done'"
    ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"
    " COMMENT='Which files of sql/ have been applied, and how far'";

static const struct db_statement TABLE_EXISTS = {.name = "migration_table_exists",
    .sql = "SELECT COUNT(*) FROM information_schema.tables"
	   " WHERE table_schema = DATABASE() AND table_name = 'migration'",
    .out = "i"};
static const struct db_statement ALL = {.name = "migration_all",
    .sql =
	"SELECT name, started, done, digest, finished_at IS NOT NULL FROM migration ORDER BY name",
    .out = "siibi"};
static const struct db_statement ADD = {.name = "migration_add",
    .sql = "INSERT INTO migration (name, digest) VALUES (?, ?)",
    .in = "sb"};
static const struct db_statement START = {.name = "migration_start",
    .sql = "UPDATE migration SET started = ? WHERE name = ?",
    .in = "is"};
static const struct db_statement DONE = {.name = "migration_done",
    .sql = "UPDATE migration SET started = ?, done = ?, digest = ? WHERE name = ?",
    .in = "iibs"};
static const struct db_statement FINISH = {.name = "migration_finish",
    .sql = "UPDATE migration SET digest = ?, finished_at = UTC_TIMESTAMP(6) WHERE name = ?",
    .in = "bs"};
static const struct db_statement LOCK = {.name = "migration_lock",
    .sql = "SELECT GET_LOCK(CONCAT('docket.migrate.', DATABASE()), ?)",
    .in = "i",
    .out = "i"};
static const struct db_statement UNLOCK = {.name = "migration_unlock",
    .sql = "SELECT RELEASE_LOCK(CONCAT('docket.migrate.', DATABASE()))",
    .out = "i"};

DB_STATEMENTS(migration, &TABLE_EXISTS, &ALL, &ADD, &START, &DONE, &FINISH, &LOCK, &UNLOCK);

/* What the database knows of a file. */
struct progress {
	bool known, finished;
	size_t started, done;
};

/* Looks a file up and refuses it when what was applied of it has changed. */
static enum err find_progress(
    const struct db_rows *rows, const struct script *script, struct progress *progress)
{
	unsigned char digest[SHA256_SIZE];
	size_t row = 0;

	*progress = (struct progress){0};
	while (row < rows->count && strcmp(db_text_at(rows, row, 0), script->name) != 0)
		row++;
	if (row == rows->count)
		return OK;
	progress->known = true;
	progress->started = (size_t)db_int_at(rows, row, 1);
	progress->done = (size_t)db_int_at(rows, row, 2);
	progress->finished = db_int_at(rows, row, 4) != 0;
	if (progress->finished)
		memcpy(digest, script->sha256, sizeof digest);
	else if (progress->done > script->count)
		return ERROR(
		    ERR_CONFLICT, "%s has lost statements that were applied", script->name);
	else
		TRY(script_digest(script, progress->done, digest));
	if (db_cell(rows, row, 3)->length != sizeof digest ||
	    !equal_bytes(db_text_at(rows, row, 3), digest, sizeof digest))
		return ERROR(ERR_CONFLICT, "%s has changed since it was applied", script->name);
	return OK;
}

static enum err refuse_gone(const struct db_rows *rows, const struct script *scripts, size_t count)
{
	for (size_t row = 0; row < rows->count; row++) {
		size_t i = 0;

		while (i < count && strcmp(scripts[i].name, db_text_at(rows, row, 0)) != 0)
			i++;
		if (i == count)
			return ERROR(
			    ERR_CONFLICT, "%s was applied and is gone", db_text_at(rows, row, 0));
	}
	return OK;
}

/* Changes of rows can share a transaction with their record; all else commits by itself. */
static bool changes_rows(const struct script_part *part)
{
	static const char *const WORDS[] = {"INSERT", "UPDATE", "DELETE", "REPLACE"};

	for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
		if (!strncasecmp(part->sql, WORDS[i], strlen(WORDS[i])))
			return true;
	return false;
}

/* The server says that there is already what the statement makes, or no more what it removes. */
static bool means_done_already(unsigned code)
{
	switch (code) {
	case ER_TABLE_EXISTS_ERROR:
	case ER_BAD_TABLE_ERROR:
	case ER_DUP_FIELDNAME:
	case ER_DUP_KEYNAME:
	case ER_MULTIPLE_PRI_KEY:
	case ER_CANT_DROP_FIELD_OR_KEY:
	case ER_DUP_CONSTRAINT_NAME:
		return true;
	default:
		return false;
	}
}

struct step {
	const struct script *script;
	size_t index;
};

static enum err record_done(struct db *db, const struct step *step)
{
	unsigned char digest[SHA256_SIZE];
	int64_t done = (int64_t)step->index + 1;

	TRY(script_digest(step->script, step->index + 1, digest));
	return db_execute(db, &DONE,
	    DB_VALUES(db_int(done), db_int(done), db_bytes(digest, sizeof digest),
		db_text(step->script->name)),
	    NULL);
}

static enum err change_rows(struct db *db, void *context)
{
	const struct step *step = context;
	const struct script_part *part = &step->script->parts[step->index];

	TRY(db_command(db, part->sql, part->length));
	return record_done(db, step);
}

/* `interrupted`: an earlier run began this statement and never told how it went. */
static enum err run_step(struct db *db, struct step *step, bool interrupted)
{
	const struct script_part *part = &step->script->parts[step->index];
	const char *name = step->script->name;
	enum err err;

	if (changes_rows(part))
		return db_transaction(db, change_rows, step);
	TRY(db_execute(
	    db, &START, DB_VALUES(db_int((int64_t)step->index + 1), db_text(name)), NULL));
	err = db_command(db, part->sql, part->length);
	if (err != OK && interrupted && db->mysql && means_done_already(mysql_errno(db->mysql))) {
		log_warn("%s: statement %zu had been done when it was interrupted", name,
		    step->index + 1);
		err = OK;
	}
	if (err != OK)
		return err;
	return record_done(db, step);
}

static enum err apply(struct db *db, const struct script *script, struct progress progress)
{
	unsigned char digest[SHA256_SIZE];

	if (!progress.known) {
		TRY(script_digest(script, 0, digest));
		TRY(db_execute(db, &ADD,
		    DB_VALUES(db_text(script->name), db_bytes(digest, sizeof digest)), NULL));
	}
	for (size_t i = progress.done; i < script->count; i++) {
		struct step step = {.script = script, .index = i};
		enum err err = run_step(db, &step, i == progress.done && progress.started > i);

		if (err != OK)
			return ERROR(
			    err, "%s, statement %zu: %s", script->name, i + 1, err_message());
	}
	return db_execute(db, &FINISH,
	    DB_VALUES(db_bytes(script->sha256, SHA256_SIZE), db_text(script->name)), NULL);
}

static enum err apply_all(
    struct db *db, struct arena *arena, const char *folder, void (*say)(const char *name))
{
	struct script *scripts;
	struct db_rows rows;
	size_t count;

	TRY(scripts_read(arena, folder, &scripts, &count));
	TRY(db_command(db, CREATE, sizeof CREATE - 1));
	TRY(db_query(db, arena, &ALL, DB_NONE, &rows));
	TRY(refuse_gone(&rows, scripts, count));
	/* All are compared before the first is applied. */
	for (size_t i = 0; i < count; i++) {
		struct progress progress;

		TRY(find_progress(&rows, &scripts[i], &progress));
	}
	for (size_t i = 0; i < count; i++) {
		struct progress progress;

		TRY(find_progress(&rows, &scripts[i], &progress));
		if (progress.finished)
			continue;
		TRY(apply(db, &scripts[i], progress));
		if (say)
			say(scripts[i].name);
	}
	return OK;
}

static enum err lock_and_apply(
    struct db *db, struct arena *arena, const char *folder, void (*say)(const char *name))
{
	struct db_rows rows;
	enum err err;

	TRY(db_query(db, arena, &LOCK, DB_VALUES(db_int(LOCK_WAIT)), &rows));
	if (db_int_at(&rows, 0, 0) != 1)
		return ERROR(ERR_UNAVAILABLE, "another process has been migrating for %d seconds",
		    LOCK_WAIT);
	err = apply_all(db, arena, folder, say);
	/* The lock ends with the connection at the latest; an earlier error is the one to tell. */
	if (err == OK)
		err = db_query(db, arena, &UNLOCK, DB_NONE, &rows);
	return err;
}

enum err migrate(struct db *db, const char *folder, void (*say)(const char *name))
{
	struct arena *arena = arena_new(MEMORY_MAX);
	enum err err;

	if (!arena)
		return ERROR(ERR_MEMORY, "no memory to migrate");
	if (db->in_transaction) {
		arena_free(arena);
		return ERROR(ERR_INTERNAL, "migrating inside a transaction");
	}
	db_set_patience(db, PATIENCE_MIGRATION);
	err = lock_and_apply(db, arena, folder, say);
	db_set_patience(db, PATIENCE_NORMAL);
	arena_free(arena);
	return err;
}

static enum err count_pending(struct db *db, struct arena *arena, const char *folder, int *pending)
{
	struct script *scripts;
	struct db_rows rows;
	size_t count;

	TRY(scripts_read(arena, folder, &scripts, &count));
	TRY(db_query(db, arena, &TABLE_EXISTS, DB_NONE, &rows));
	if (!db_int_at(&rows, 0, 0)) {
		*pending = (int)count;
		return OK;
	}
	TRY(db_query(db, arena, &ALL, DB_NONE, &rows));
	TRY(refuse_gone(&rows, scripts, count));
	for (size_t i = 0; i < count; i++) {
		struct progress progress;

		TRY(find_progress(&rows, &scripts[i], &progress));
		*pending += !progress.finished;
	}
	return OK;
}

enum err migrate_pending(struct db *db, const char *folder, int *pending)
{
	struct arena *arena = arena_new(MEMORY_MAX);
	enum err err;

	*pending = 0;
	if (!arena)
		return ERROR(ERR_MEMORY, "no memory to look at the migrations");
	err = count_pending(db, arena, folder, pending);
	arena_free(arena);
	return err;
}
