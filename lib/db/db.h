/*
 * db.h: one connection to MariaDB, prepared statements only.
 *
 * A statement is a constant with a name, its SQL and the types of its parameters and columns. It is
 * prepared at its first use on a connection and kept there, known by its address. Values are never
 * formatted into SQL.
 *
 *     static const struct db_statement TICKET_BY_ID = {
 *         .name = "ticket_by_id",
 *         .sql = "SELECT id, subject, solved_at FROM ticket WHERE id = ?",
 *         .in = "i", .out = "ist" };
 *
 *     struct db_rows rows;
 *     TRY(db_query(db, arena, &TICKET_BY_ID, DB_VALUES(db_int(id)), &rows));
 *     if (rows.count == 0) return ERROR(ERR_NOT_FOUND, "no ticket %" PRId64, id);
 *     subject = db_text_at(&rows, 0, 1);
 *
 * Types: i integer (int64_t), d double, s text (UTF-8), b bytes, t timestamp (DATETIME(6), UTC).
 * Every parameter may be NULL (db_null, or db_text(NULL)); every column may come back NULL.
 *
 * A file lists its statements in a table for the test that prepares them all against a real server:
 * DB_STATEMENTS(ticket, &TICKET_BY_ID, …). A lint sees to it that none is left out.
 */
#ifndef DOCKET_DB_DB_H
#define DOCKET_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/timestamp.h"

struct settings;
struct db;

struct db_statement {
	const char *name;
	const char *sql;
	const char *in, *out; /* types, a letter each; "" or NULL for none */
};

enum db_type { DB_NULL, DB_INT, DB_DOUBLE, DB_TEXT, DB_BYTES, DB_TIME };

struct db_value {
	enum db_type type;
	int64_t i; /* DB_INT; DB_TIME as a timestamp */
	double d;
	const char *p; /* DB_TEXT (ends in NUL) and DB_BYTES */
	size_t length;
};

/* What a query gave: count rows of `columns` cells, all in the arena it was made in. */
struct db_rows {
	size_t count;
	unsigned columns;
	struct db_value *cells;
};

/* What an INSERT, UPDATE or DELETE did. `affected` counts matched rows (CLIENT_FOUND_ROWS). */
struct db_result {
	int64_t affected;
	int64_t inserted_id;
};

static inline struct db_value db_null(void)
{
	return (struct db_value){.type = DB_NULL};
}
static inline struct db_value db_int(int64_t value)
{
	return (struct db_value){.type = DB_INT, .i = value};
}
/* 0 becomes NULL: for optional references. */
static inline struct db_value db_id(int64_t id)
{
	return id ? db_int(id) : db_null();
}
static inline struct db_value db_double(double value)
{
	return (struct db_value){.type = DB_DOUBLE, .d = value};
}
static inline struct db_value db_bytes(const void *data, size_t length)
{
	return (struct db_value){.type = data ? DB_BYTES : DB_NULL, .p = data, .length = length};
}
struct db_value db_text(const char *text); /* NULL gives NULL */
static inline struct db_value db_time(timestamp at)
{
	return (struct db_value){.type = at == TIMESTAMP_NONE ? DB_NULL : DB_TIME, .i = at};
}

/* A list of parameters; DB_NONE for none. */
struct db_values {
	const struct db_value *at;
	size_t count;
};
#define DB_VALUES(...)                                                                             \
	((struct db_values){(const struct db_value[]){__VA_ARGS__},                                \
	    sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)})
#define DB_NONE ((struct db_values){NULL, 0})

/* Remembers where the server is (database.* of docket.conf); connects at the first use. */
enum err db_open(const struct settings *settings, struct db **out);
void db_close(struct db *db);

/* Before each request or round of work: renews a connection that was lost, forgets an open
 * transaction. ERR_UNAVAILABLE when the server can't be reached. Costs nothing while all is well.
 */
enum err db_ready(struct db *db);

/* Errors of all that follow: ERR_UNAVAILABLE (connection lost), ERR_RETRY (deadlock, lock wait
 * timeout, Galera certification), ERR_CONFLICT (duplicate key), ERR_INPUT (wrong parameters for the
 * statement, or a value the column can't take), ERR_MEMORY, ERR_INTERNAL. */
enum err db_query(struct db *db, struct arena *arena, const struct db_statement *statement,
    struct db_values values, struct db_rows *rows);
enum err db_execute(struct db *db, const struct db_statement *statement, struct db_values values,
    struct db_result *result); /* result may be NULL */

/* Row by row in constant memory, straight from the wire, for exports and files. `row` points at the
 * columns, valid during the call only. The first error of `each` ends it and is returned. The
 * connection may not be used for anything else inside, and `each` may not stand still for more than
 * ten minutes: then the server hangs up. */
enum err db_each(struct db *db, const struct db_statement *statement, struct db_values values,
    enum err (*each)(void *context, const struct db_value *row), void *context);

/* Runs `work` in a transaction: commits when it returns OK, else rolls back. On ERR_RETRY the whole
 * is tried again, up to five times with a growing random pause, so `work` must be able to start
 * anew. Inside an open transaction `work` simply joins it; as nothing undoes its part alone, the
 * whole can't be committed once it has failed (ERR_INTERNAL when the outer work goes on
 * regardless). ERR_UNAVAILABLE may also mean that the connection was lost while the server was
 * committing. */
enum err db_transaction(
    struct db *db, enum err (*work)(struct db *db, void *context), void *context);

/* The same with one consistent snapshot over all reads (REPEATABLE READ, read only). It may not
 * begin inside a db_transaction: ERR_INTERNAL. */
enum err db_snapshot(struct db *db, enum err (*work)(struct db *db, void *context), void *context);

/* Cells of a result. Out of range or NULL gives "", 0, TIMESTAMP_NONE. */
const char *db_text_at(const struct db_rows *rows, size_t row, unsigned column);
int64_t db_int_at(const struct db_rows *rows, size_t row, unsigned column);
double db_double_at(const struct db_rows *rows, size_t row, unsigned column);
timestamp db_time_at(const struct db_rows *rows, size_t row, unsigned column);
bool db_null_at(const struct db_rows *rows, size_t row, unsigned column);
const struct db_value *db_cell(const struct db_rows *rows, size_t row, unsigned column);

/* Prepares a statement and compares its parameters and columns with what it declares: for the test
 * that goes through every statement there is. */
enum err db_check(struct db *db, const struct db_statement *statement);

/* The table of a model file's statements, ended by NULL. */
#define DB_STATEMENTS(group, ...)                                                                  \
	const struct db_statement *const STATEMENTS_##group[] = {__VA_ARGS__, NULL}

#endif
