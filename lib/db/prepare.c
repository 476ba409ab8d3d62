/* The statements a connection has prepared. */
#include "db/statement.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_FIRST = 64 };

static size_t place_of(const struct db *db, const struct db_statement *statement)
{
	size_t mask = db->prepared_size - 1;
	size_t i = (size_t)(((uintptr_t)statement * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & mask;

	while (db->prepared[i] && db->prepared[i]->statement != statement)
		i = (i + 1) & mask;
	return i;
}

/* Makes the table twice as large when it is half full. */
static enum err grow_table(struct db *db)
{
	struct prepared **old = db->prepared, **table;
	size_t old_size = db->prepared_size;

	if (db->prepared_count * 2 < old_size)
		return OK;
	table = calloc(old_size ? old_size * 2 : TABLE_FIRST, sizeof(struct prepared *));
	if (!table)
		return ERROR(ERR_MEMORY, "no memory for prepared statements");
	db->prepared = table;
	db->prepared_size = old_size ? old_size * 2 : TABLE_FIRST;
	for (size_t i = 0; i < old_size; i++)
		if (old[i])
			db->prepared[place_of(db, old[i]->statement)] = old[i];
	free(old);
	return OK;
}

static void prepared_free(struct prepared *prepared)
{
	if (!prepared)
		return;
	if (prepared->stmt)
		(void)mysql_stmt_close(prepared->stmt);
	free(prepared->in);
	free(prepared->out);
	free(prepared->slots);
	free(prepared);
}

void db_forget_prepared(struct db *db)
{
	for (size_t i = 0; i < db->prepared_size; i++)
		prepared_free(db->prepared[i]);
	free(db->prepared);
	db->prepared = NULL;
	db->prepared_size = db->prepared_count = 0;
}

enum enum_field_types db_wire_type(char letter)
{
	switch (letter) {
	case 'i':
		return MYSQL_TYPE_LONGLONG;
	case 'd':
		return MYSQL_TYPE_DOUBLE;
	case 't':
		return MYSQL_TYPE_DATETIME;
	case 'b':
		return MYSQL_TYPE_BLOB;
	default:
		return MYSQL_TYPE_STRING;
	}
}

/* Texts and bytes get no buffer of their own: first only their length is asked for. */
static void lay_out(struct prepared *prepared)
{
	const struct db_statement *statement = prepared->statement;

	for (unsigned i = 0; i < prepared->params + prepared->columns; i++) {
		bool is_param = i < prepared->params;
		unsigned column = i - prepared->params;
		char letter = is_param ? statement->in[i] : statement->out[column];
		MYSQL_BIND *bind = is_param ? &prepared->in[i] : &prepared->out[column];
		struct slot *slot = &prepared->slots[i];

		bind->buffer_type = db_wire_type(letter);
		bind->length = &slot->length;
		bind->is_null = &slot->null;
		bind->error = &slot->error;
		if (letter != 's' && letter != 'b') {
			bind->buffer = &slot->value;
			bind->buffer_length = sizeof slot->value;
		}
	}
}

static size_t letters(const char *types)
{
	return types ? strlen(types) : 0;
}

static enum err prepare(struct db *db, struct prepared *prepared)
{
	const struct db_statement *statement = prepared->statement;
	MYSQL_STMT *stmt = mysql_stmt_init(db->mysql);
	unsigned params, columns;

	if (!stmt)
		return ERROR(ERR_MEMORY, "%s: no memory to prepare it", statement->name);
	prepared->stmt = stmt;
	if (mysql_stmt_prepare(stmt, statement->sql, strlen(statement->sql)))
		return db_failed(
		    db, statement->name, mysql_stmt_errno(stmt), mysql_stmt_error(stmt));
	params = (unsigned)mysql_stmt_param_count(stmt);
	columns = mysql_stmt_field_count(stmt);
	if (params != letters(statement->in) || columns != letters(statement->out))
		return ERROR(ERR_INTERNAL,
		    "%s: has %u parameters and %u columns, not \"%s\" and \"%s\"", statement->name,
		    params, columns, statement->in ? statement->in : "",
		    statement->out ? statement->out : "");
	prepared->params = params;
	prepared->columns = columns;
	/* One more than needed: calloc of nothing may give NULL. */
	prepared->in = calloc(params + 1, sizeof *prepared->in);
	prepared->out = calloc(columns + 1, sizeof *prepared->out);
	prepared->slots = calloc(params + columns + 1, sizeof *prepared->slots);
	if (!prepared->in || !prepared->out || !prepared->slots)
		return ERROR(ERR_MEMORY, "%s: no memory to prepare it", statement->name);
	lay_out(prepared);
	if (columns && mysql_stmt_bind_result(stmt, prepared->out))
		return db_failed(
		    db, statement->name, mysql_stmt_errno(stmt), mysql_stmt_error(stmt));
	return OK;
}

enum err db_prepare(struct db *db, const struct db_statement *statement, struct prepared **out)
{
	struct prepared *prepared;
	enum err err;

	TRY(grow_table(db));
	*out = db->prepared[place_of(db, statement)];
	if (*out)
		return OK;
	prepared = calloc(1, sizeof *prepared);
	if (!prepared)
		return ERROR(ERR_MEMORY, "%s: no memory to prepare it", statement->name);
	prepared->statement = statement;
	err = prepare(db, prepared);
	if (err != OK) {
		prepared_free(prepared);
		return err;
	}
	db->prepared[place_of(db, statement)] = prepared;
	db->prepared_count++;
	*out = prepared;
	return OK;
}
