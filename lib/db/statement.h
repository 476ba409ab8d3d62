/*
 * statement.h: a prepared statement on one connection. For lib/db alone.
 */
#ifndef DOCKET_DB_STATEMENT_H
#define DOCKET_DB_STATEMENT_H

#include "db/connection.h"

/* Where a value stands while it is sent or fetched. */
struct slot {
	union {
		int64_t i;
		double d;
		MYSQL_TIME t;
	} value;
	unsigned long length;
	my_bool null, error;
};

struct prepared {
	const struct db_statement *statement;
	MYSQL_STMT *stmt;
	unsigned params, columns;
	MYSQL_BIND *in, *out;
	struct slot *slots; /* of the parameters, then of the columns */
};

/* The statement as this connection knows it, prepared when it is new. */
enum err db_prepare(struct db *db, const struct db_statement *statement, struct prepared **out);

/* How values of a type's letter travel. */
enum enum_field_types db_wire_type(char letter);

#endif
