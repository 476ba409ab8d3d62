/* Compares what a statement declares with what the server says of it. */
#include "db/statement.h"

#include <string.h>

/* Whether a column of this kind can be read by that letter without loss or conversion of text. */
static bool fits(char letter, const MYSQL_FIELD *field)
{
	bool binary = field->charsetnr == 63;

	switch (field->type) {
	case MYSQL_TYPE_TINY:
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONG:
	case MYSQL_TYPE_LONGLONG:
	case MYSQL_TYPE_YEAR:
		return letter == 'i';
	case MYSQL_TYPE_DECIMAL:
	case MYSQL_TYPE_NEWDECIMAL:
		/* SUM of integers is one of these. */
		return letter == 'd' || (letter == 'i' && field->decimals == 0);
	case MYSQL_TYPE_FLOAT:
	case MYSQL_TYPE_DOUBLE:
		return letter == 'd';
	case MYSQL_TYPE_DATE:
	case MYSQL_TYPE_NEWDATE:
	case MYSQL_TYPE_DATETIME:
	case MYSQL_TYPE_TIMESTAMP:
		return letter == 't';
	case MYSQL_TYPE_NULL:
		return true;
	case MYSQL_TYPE_STRING:
	case MYSQL_TYPE_VAR_STRING:
	case MYSQL_TYPE_VARCHAR:
	case MYSQL_TYPE_TINY_BLOB:
	case MYSQL_TYPE_BLOB:
	case MYSQL_TYPE_MEDIUM_BLOB:
	case MYSQL_TYPE_LONG_BLOB:
	case MYSQL_TYPE_ENUM:
	case MYSQL_TYPE_SET:
		return letter == (binary ? 'b' : 's');
	default:
		return false;
	}
}

static enum err check_letters(const struct db_statement *statement, const char *types)
{
	size_t known = types ? strspn(types, "idsbt") : 0;

	if (types && types[known])
		return ERROR(ERR_INTERNAL, "%s: \"%c\" is no type", statement->name, types[known]);
	return OK;
}

enum err db_check(struct db *db, const struct db_statement *statement)
{
	struct prepared *prepared;
	const MYSQL_FIELD *fields;

	if (!statement->name || !statement->sql)
		return ERROR(ERR_INTERNAL, "a statement without a name or a text");
	TRY(check_letters(statement, statement->in));
	TRY(check_letters(statement, statement->out));
	TRY(db_usable(db));
	TRY(db_prepare(db, statement, &prepared));
	fields = mariadb_stmt_fetch_fields(prepared->stmt);
	for (unsigned i = 0; i < prepared->columns; i++)
		if (!fits(statement->out[i], &fields[i]))
			return ERROR(ERR_INTERNAL,
			    "%s: column %u (%s) is of type %d%s, which \"%c\" does not fit",
			    statement->name, i + 1, fields[i].name, (int)fields[i].type,
			    fields[i].charsetnr == 63 ? ", binary" : "", statement->out[i]);
	return OK;
}
