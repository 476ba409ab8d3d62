/*
 * connection.h: what the files of lib/db share. Not for other layers: they include db.h.
 */
#ifndef DOCKET_DB_CONNECTION_H
#define DOCKET_DB_CONNECTION_H

#include <mysql.h>

#include "db/db.h"

enum {
	/* Seconds without an answer before a connection counts as lost. */
	PATIENCE_NORMAL = 30,
	/* For statements that may rebuild large tables. */
	PATIENCE_MIGRATION = 24 * 3600,
};

/* A statement as the server knows it on this connection; statement.c. */
struct prepared;

struct db {
	MYSQL *mysql; /* NULL while there is no connection */
	bool lost;    /* there was one: only db_ready makes another */

	struct arena *memory; /* for the texts below */
	const char *host, *socket, *user, *password, *name, *tls_ca;
	unsigned port;
	unsigned patience;

	/* A hash table by the address of the statement, open addressing, a power of two in size. */
	struct prepared **prepared;
	size_t prepared_size, prepared_count;

	bool in_transaction, in_snapshot;
	enum err doomed; /* why the open transaction can't be committed any more */
	bool streaming;	 /* inside db_each */

	/* Rows on their way, kept from query to query. */
	struct db_value *cells;
	size_t cells_room;
	char *bytes;
	size_t bytes_room;
};

/* OK when statements can be sent; connects at the first use. */
enum err db_usable(struct db *db);

/* Records what the server or library said about `what` as the error it means, and drops the
 * connection when it is of no more use. */
enum err db_failed(struct db *db, const char *what, unsigned code, const char *message);

/* Sends one text without parameters, its result thrown away. */
enum err db_command(struct db *db, const char *sql, size_t length);

/* Undoes the open transaction. Leaves the recorded error alone: the one that led here is what
 * matters. */
void db_roll_back(struct db *db);

/* Changes how long answers may take; what was prepared is forgotten, as it means a new connection.
 */
void db_set_patience(struct db *db, unsigned seconds);

/* Closes the connection and all that belongs to it. */
void db_disconnect(struct db *db);

/* Frees prepared statements; the connection is closed already. */
void db_forget_prepared(struct db *db);

#endif
