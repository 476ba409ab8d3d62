/* Binding, sending and fetching: one round trip a query, each value copied once. */
#include "db/statement.h"

#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* What a connection keeps between queries; larger buffers are given back. */
	KEEP_CELLS = 8 * 1024,
	KEEP_BYTES = 256 * 1024,
	/* A result of this many cells is a missing LIMIT. */
	CELLS_MAX = 4 * 1024 * 1024,
};

static enum err bind_value(MYSQL_BIND *bind, struct slot *slot, const struct db_value *value)
{
	struct civil_time civil;

	slot->null = value->type == DB_NULL;
	switch (value->type) {
	case DB_NULL:
		return OK;
	case DB_INT:
		slot->value.i = value->i;
		return bind->buffer_type == MYSQL_TYPE_LONGLONG ? OK : ERR_INPUT;
	case DB_DOUBLE:
		slot->value.d = value->d;
		return bind->buffer_type == MYSQL_TYPE_DOUBLE ? OK : ERR_INPUT;
	case DB_TEXT:
	case DB_BYTES:
		/* Only read from, in spite of the type. */
		bind->buffer = (void *)(uintptr_t)value->p;
		bind->buffer_length = slot->length = value->length;
		return bind->buffer_type == db_wire_type(value->type == DB_TEXT ? 's' : 'b')
			   ? OK
			   : ERR_INPUT;
	case DB_TIME:
		civil = timestamp_civil(value->i);
		slot->value.t = (MYSQL_TIME){.year = (unsigned)civil.year,
		    .month = (unsigned)civil.month,
		    .day = (unsigned)civil.day,
		    .hour = (unsigned)civil.hour,
		    .minute = (unsigned)civil.minute,
		    .second = (unsigned)civil.second,
		    .second_part = (unsigned)civil.microsecond,
		    .time_type = MYSQL_TIMESTAMP_DATETIME};
		if (civil.year < 1 || civil.year > 9999)
			return ERR_INPUT;
		return bind->buffer_type == MYSQL_TYPE_DATETIME ? OK : ERR_INPUT;
	}
	return ERR_INPUT;
}

static enum err bind_values(struct db *db, struct prepared *prepared, struct db_values values)
{
	const char *name = prepared->statement->name;

	if (values.count != prepared->params)
		return ERROR(ERR_INPUT, "%s: given %zu parameters, takes %u", name, values.count,
		    prepared->params);
	for (unsigned i = 0; i < prepared->params; i++)
		if (bind_value(&prepared->in[i], &prepared->slots[i], &values.at[i]) != OK)
			return ERROR(ERR_INPUT, "%s: parameter %u does not fit \"%s\"", name, i + 1,
			    prepared->statement->in);
	if (prepared->params && mysql_stmt_bind_param(prepared->stmt, prepared->in))
		return db_failed(
		    db, name, mysql_stmt_errno(prepared->stmt), mysql_stmt_error(prepared->stmt));
	return OK;
}

/* The server has dropped it, after FLUSH or a change of the table: prepare it again. */
static bool is_stale(unsigned code)
{
	return code == ER_UNKNOWN_STMT_HANDLER || code == ER_NEED_REPREPARE;
}

static enum err send(struct db *db, const struct db_statement *statement, struct db_values values,
    struct prepared **out)
{
	TRY(db_usable(db));
	if (db->doomed == ERR_RETRY)
		return ERROR(ERR_RETRY, "%s: the transaction has failed already", statement->name);
	for (int attempt = 1;; attempt++) {
		struct prepared *prepared;
		unsigned code;

		TRY(db_prepare(db, statement, &prepared));
		TRY(bind_values(db, prepared, values));
		if (!mysql_stmt_execute(prepared->stmt)) {
			*out = prepared;
			return OK;
		}
		code = mysql_stmt_errno(prepared->stmt);
		if (attempt > 1 || !is_stale(code))
			return db_failed(
			    db, statement->name, code, mysql_stmt_error(prepared->stmt));
		/* All of them: what made one stale made its neighbours stale. */
		db_forget_prepared(db);
	}
}

/* Bytes that the texts of the row just fetched take, with a NUL behind each. */
static size_t texts_size(const struct prepared *prepared)
{
	const struct slot *slot = prepared->slots + prepared->params;
	size_t size = 0;

	for (unsigned i = 0; i < prepared->columns; i++, slot++)
		if (!prepared->out[i].buffer && !slot->null)
			size += slot->length + 1;
	return size;
}

static enum err read_text(
    struct prepared *prepared, unsigned column, struct db_value *cell, char *room)
{
	struct slot *slot = &prepared->slots[prepared->params + column];
	MYSQL_BIND bind = prepared->out[column];

	cell->type = prepared->statement->out[column] == 's' ? DB_TEXT : DB_BYTES;
	cell->p = room;
	cell->length = slot->length;
	room[cell->length] = '\0';
	if (!cell->length)
		return OK;
	bind.buffer = room;
	bind.buffer_length = cell->length;
	if (mysql_stmt_fetch_column(prepared->stmt, &bind, column, 0))
		return ERROR(ERR_INTERNAL, "%s: column %u: %s", prepared->statement->name, column,
		    mysql_stmt_error(prepared->stmt));
	return OK;
}

static timestamp read_time(const MYSQL_TIME *time)
{
	struct civil_time civil = {.year = (int)time->year,
	    .month = (int)time->month,
	    .day = (int)time->day,
	    .hour = (int)time->hour,
	    .minute = (int)time->minute,
	    .second = (int)time->second,
	    .microsecond = (int)time->second_part};

	return timestamp_from_civil(&civil);
}

/* The row just fetched as cells; `room` takes its texts, texts_size bytes. */
static enum err read_row(struct prepared *prepared, struct db_value *cells, char *room)
{
	for (unsigned i = 0; i < prepared->columns; i++) {
		const struct slot *slot = &prepared->slots[prepared->params + i];

		cells[i] = db_null();
		if (slot->null)
			continue;
		switch (prepared->out[i].buffer_type) {
		case MYSQL_TYPE_LONGLONG:
			if (slot->error)
				return ERROR(ERR_INTERNAL, "%s: column %u is no integer of 64 bits",
				    prepared->statement->name, i);
			cells[i] = db_int(slot->value.i);
			break;
		case MYSQL_TYPE_DOUBLE:
			cells[i] = db_double(slot->value.d);
			break;
		case MYSQL_TYPE_DATETIME:
			cells[i] = db_time(read_time(&slot->value.t));
			break;
		default:
			TRY(read_text(prepared, i, &cells[i], room));
			room += cells[i].length + 1;
			break;
		}
	}
	return OK;
}

/* Makes room for `count` things of `size` bytes in a buffer that stays with the connection. */
static enum err make_room(void *buffer, size_t *room, size_t count, size_t size)
{
	size_t more = *room ? *room : 256;
	void *grown;

	if (count <= *room)
		return OK;
	while (more < count)
		more *= 2;
	memcpy(&grown, buffer, sizeof grown);
	grown = realloc(grown, more * size);
	if (!grown)
		return ERROR(ERR_MEMORY, "no memory for a result of %zu bytes", more * size);
	memcpy(buffer, &grown, sizeof grown);
	*room = more;
	return OK;
}

/* Gives back what an unusually large result has taken. */
static void give_back(struct db *db)
{
	if (db->cells_room > KEEP_CELLS) {
		free(db->cells);
		db->cells = NULL;
		db->cells_room = 0;
	}
	if (db->bytes_room > KEEP_BYTES) {
		free(db->bytes);
		db->bytes = NULL;
		db->bytes_room = 0;
	}
}

/* One more row from the server; *more is false behind the last. */
static enum err next_row(struct db *db, struct prepared *prepared, bool *more)
{
	/* Cut-off data is what we expect: texts are fetched on their own. */
	int status = mysql_stmt_fetch(prepared->stmt);

	*more = status == 0 || status == MYSQL_DATA_TRUNCATED;
	if (*more || status == MYSQL_NO_DATA)
		return OK;
	return db_failed(db, prepared->statement->name, mysql_stmt_errno(prepared->stmt),
	    mysql_stmt_error(prepared->stmt));
}

/* Reads the whole result into db->cells, the texts into the arena. */
static enum err read_rows(
    struct db *db, struct arena *arena, struct prepared *prepared, size_t *cells)
{
	for (*cells = 0;; *cells += prepared->columns) {
		char *texts;
		bool more;

		TRY(next_row(db, prepared, &more));
		if (!more)
			return OK;
		if (*cells + prepared->columns > CELLS_MAX)
			return ERROR(ERR_MEMORY, "%s: more than %d cells",
			    prepared->statement->name, (int)CELLS_MAX);
		TRY(make_room(
		    &db->cells, &db->cells_room, *cells + prepared->columns, sizeof *db->cells));
		texts = arena_bytes(arena, texts_size(prepared));
		if (!texts)
			return ERROR(ERR_MEMORY, "%s: result too large", prepared->statement->name);
		TRY(read_row(prepared, db->cells + *cells, texts));
	}
}

enum err db_query(struct db *db, struct arena *arena, const struct db_statement *statement,
    struct db_values values, struct db_rows *rows)
{
	struct prepared *prepared;
	size_t cells = 0;
	unsigned columns;
	enum err err;

	*rows = (struct db_rows){0};
	TRY(send(db, statement, values, &prepared));
	columns = prepared->columns;
	if (!columns)
		return ERROR(ERR_INTERNAL, "%s: gives no rows", statement->name);
	err = read_rows(db, arena, prepared, &cells);
	if (err == OK && cells) {
		rows->cells = arena_bytes(arena, cells * sizeof *rows->cells);
		if (rows->cells)
			memcpy(rows->cells, db->cells, cells * sizeof *rows->cells);
		else
			err = ERROR(ERR_MEMORY, "%s: result too large", statement->name);
	}
	/* Throws away what was not read; a lost connection has freed it already. */
	if (db->mysql)
		(void)mysql_stmt_free_result(prepared->stmt);
	give_back(db);
	if (err != OK) {
		rows->cells = NULL;
		return err;
	}
	rows->columns = columns;
	rows->count = cells / columns;
	return OK;
}

enum err db_execute(struct db *db, const struct db_statement *statement, struct db_values values,
    struct db_result *result)
{
	struct prepared *prepared;
	int64_t affected;

	TRY(send(db, statement, values, &prepared));
	affected = (int64_t)mysql_stmt_affected_rows(prepared->stmt);
	if (result)
		*result = (struct db_result){.affected = affected < 0 ? 0 : affected,
		    .inserted_id = (int64_t)mysql_stmt_insert_id(prepared->stmt)};
	if (prepared->columns)
		(void)mysql_stmt_free_result(prepared->stmt);
	return OK;
}

enum err db_each(struct db *db, const struct db_statement *statement, struct db_values values,
    enum err (*each)(void *context, const struct db_value *row), void *context)
{
	struct prepared *prepared;
	bool more = true;
	enum err err = OK;

	TRY(send(db, statement, values, &prepared));
	db->streaming = true;
	while (err == OK) {
		err = next_row(db, prepared, &more);
		if (err != OK || !more)
			break;
		err = make_room(&db->cells, &db->cells_room, prepared->columns, sizeof *db->cells);
		if (err == OK)
			err = make_room(&db->bytes, &db->bytes_room, texts_size(prepared), 1);
		if (err == OK)
			err = read_row(prepared, db->cells, db->bytes);
		if (err == OK)
			err = each(context, db->cells);
	}
	db->streaming = false;
	if (db->mysql)
		(void)mysql_stmt_free_result(prepared->stmt);
	give_back(db);
	return err;
}
