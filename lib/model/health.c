#include "model/health.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/settings.h"
#include "base/text.h"
#include "db/migrate.h"
#include "model/counter.h"

/* SKIP LOCKED came with 10.6; it is the oldest that is tested. */
enum { OLDEST_MAJOR = 10, OLDEST_MINOR = 6, PACKET_LEAST = 16 * 1024 * 1024 };

static const struct db_statement HEALTH_SERVER = {
    .name = "health_server",
    .sql = "SELECT VERSION(), @@innodb_flush_log_at_trx_commit,"
	   /* A flag in 10.11, a word in 11.8. */
	   " CAST(@@innodb_doublewrite AS CHAR) IN ('1', 'ON', 'fast'),"
	   " @@tx_isolation, @@max_allowed_packet, @@character_set_database",
    .out = "siisis",
};

static const struct db_statement HEALTH_TABLES = {
    .name = "health_tables",
    .sql = "SELECT COUNT(*), COALESCE(MIN(table_name), '') FROM information_schema.tables"
	   " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
	   " AND (engine <> 'InnoDB' OR table_collation NOT LIKE 'utf8mb4%')",
    .out = "is",
};

static const struct db_statement HEALTH_ADMINS = {
    .name = "health_admins",
    .sql = "SELECT COUNT(*) FROM account"
	   " WHERE role = 'admin' AND is_active AND password_hash IS NOT NULL",
    .out = "i",
};

/* What the clock sweeps away within a day, two days old. */
static const struct db_statement HEALTH_CLOCK = {
    .name = "health_clock",
    .sql = "SELECT COUNT(*) FROM upload WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 2 DAY",
    .out = "i",
};

DB_STATEMENTS(health, &HEALTH_SERVER, &HEALTH_TABLES, &HEALTH_ADMINS, &HEALTH_CLOCK);

/* What each check needs. */
struct patient {
	struct db *db;
	struct arena *arena;
	const struct settings *settings;
	const struct health_report *report;
};

#define OKAY(p, ...)	     health_tell((p)->report, HEALTH_OK, "", __VA_ARGS__)
#define WARN(p, advice, ...) health_tell((p)->report, HEALTH_WARN, advice, __VA_ARGS__)
#define FAIL(p, advice, ...) health_tell((p)->report, HEALTH_FAIL, advice, __VA_ARGS__)

void health_tell(const struct health_report *report, enum health health, const char *advice,
    const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	report->tell(report->context, health, text, advice);
}

/* The recorded error without its place in the source. */
static const char *reason(void)
{
	const char *text = strstr(err_message(), ": ");

	return text ? text + 2 : err_message();
}

static bool is_old(const char *version)
{
	char *end;
	long major = strtol(version, &end, 10);
	long minor = *end == '.' ? strtol(end + 1, NULL, 10) : 0;

	return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
}

static void check_settings(const struct patient *p, const struct db_rows *rows)
{
	if (db_int_at(rows, 0, 1) == 1)
		OKAY(p, "a commit that was answered survives a crash");
	else
		WARN(p, "set innodb_flush_log_at_trx_commit = 1, unless a cluster keeps copies",
		    "a crash of the database server may lose the last second's work");
	if (!db_int_at(rows, 0, 2))
		WARN(p, "set innodb_doublewrite = ON", "a crash may leave half-written pages");
	if (strcmp(db_text_at(rows, 0, 3), "READ-COMMITTED") != 0)
		FAIL(p, "report this: the program sets it itself",
		    "transactions are isolated as %s", db_text_at(rows, 0, 3));
	if (db_int_at(rows, 0, 4) < PACKET_LEAST)
		WARN(p, "set max_allowed_packet = 64M", "long messages may be refused");
	if (strcmp(db_text_at(rows, 0, 5), "utf8mb4") != 0)
		WARN(p, "ALTER DATABASE … CHARACTER SET utf8mb4",
		    "the database's character set is %s", db_text_at(rows, 0, 5));
}

/* False when nothing else of the database can be asked. */
static bool check_server(const struct patient *p)
{
	struct db_rows rows;

	if (db_ready(p->db) != OK ||
	    db_query(p->db, p->arena, &HEALTH_SERVER, DB_NONE, &rows) != OK) {
		FAIL(p, "start the server, or correct database.* in docket.conf", "database: %s",
		    reason());
		return false;
	}
	if (is_old(db_text_at(&rows, 0, 0)))
		FAIL(p, "upgrade it to MariaDB 10.6 or later", "the database server is %s",
		    db_text_at(&rows, 0, 0));
	else
		OKAY(p, "database server %s", db_text_at(&rows, 0, 0));
	check_settings(p, &rows);
	return true;
}

static bool check_schema(const struct patient *p)
{
	const char *folder = arena_format(p->arena, "%s/sql", settings_data(p->settings));
	int pending = 0;
	enum err err = folder ? migrate_pending(p->db, folder, &pending) : ERR_MEMORY;

	if (err == ERR_CONFLICT)
		FAIL(p, "install the release that made these tables, or a later one", "%s",
		    reason());
	else if (err != OK)
		FAIL(p, "is Docket installed whole? DOCKET_DATA names its folder", "%s", reason());
	else if (pending)
		FAIL(p, "docketctl migrate", "%d migrations are missing in the database", pending);
	else
		OKAY(p, "tables are up to date");
	return err == OK && !pending;
}

static void check_tables(const struct patient *p)
{
	struct db_rows rows;

	if (db_query(p->db, p->arena, &HEALTH_TABLES, DB_NONE, &rows) != OK)
		FAIL(p, "see the database server's log", "%s", reason());
	else if (db_int_at(&rows, 0, 0))
		FAIL(p, "ALTER TABLE … ENGINE = InnoDB, CONVERT TO CHARACTER SET utf8mb4",
		    "%" PRId64 " tables have another engine or character set, such as %s",
		    db_int_at(&rows, 0, 0), db_text_at(&rows, 0, 1));
}

static void check_counts(const struct patient *p)
{
	int64_t differing;

	if (counter_check(p->db, p->arena, &differing) != OK)
		FAIL(p, "see the database server's log", "%s", reason());
	else if (differing)
		WARN(p, "docketctl doctor --repair",
		    "%" PRId64 " counts differ from what they count", differing);
	else
		OKAY(p, "counts are right");
}

static void check_people(const struct patient *p)
{
	struct db_rows rows;

	if (db_query(p->db, p->arena, &HEALTH_ADMINS, DB_NONE, &rows) != OK)
		FAIL(p, "see the database server's log", "%s", reason());
	else if (!db_int_at(&rows, 0, 0))
		WARN(p, "docketctl user add --role admin …", "no administrator can sign in");
	else
		OKAY(p, "%" PRId64 " administrators", db_int_at(&rows, 0, 0));
}

static void check_clock(const struct patient *p)
{
	struct db_rows rows;

	if (db_query(p->db, p->arena, &HEALTH_CLOCK, DB_NONE, &rows) != OK)
		FAIL(p, "see the database server's log", "%s", reason());
	else if (db_int_at(&rows, 0, 0))
		WARN(p, "start the clock (docket-clock.service)",
		    "%" PRId64 " abandoned uploads should be gone: the clock doesn't seem to run",
		    db_int_at(&rows, 0, 0));
}

void health_database(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report)
{
	const struct patient patient = {db, arena, settings, report}, *p = &patient;

	if (text_is_blank(settings_text(settings, "site.url", "")))
		WARN(p, "set it in docket.conf, such as https://support.example.com",
		    "site.url is not set: links for elsewhere lack the site's address");
	if (!check_server(p) || !check_schema(p))
		return;
	check_tables(p);
	check_counts(p);
	check_people(p);
	check_clock(p);
}
