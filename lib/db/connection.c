#include "db/connection.h"

#include <errmsg.h>
#include <mysqld_error.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/settings.h"

enum { CONNECT_TIMEOUT = 3 /* s */, TEXTS_MAX = 16 * 1024 };

/* One round trip sets all that statements rely on. Nothing depends on the server's defaults: they
 * differ between its versions. */
#define SESSION                                                                                    \
	"SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci, time_zone = '+00:00', "                     \
	"sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"   \
	"NO_ENGINE_SUBSTITUTION', tx_isolation = 'READ-COMMITTED', autocommit = 1, "               \
	"innodb_lock_wait_timeout = 5, lock_wait_timeout = 20, net_write_timeout = 600"

/* Errors that say: this connection, or the server behind it, is of no use now. */
static bool means_lost(unsigned code)
{
	switch (code) {
	case CR_CONNECTION_ERROR:
	case CR_CONN_HOST_ERROR:
	case CR_IPSOCK_ERROR:
	case CR_UNKNOWN_HOST:
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_HANDSHAKE_ERR:
	case CR_SERVER_LOST:
	case CR_COMMANDS_OUT_OF_SYNC:
	case CR_MALFORMED_PACKET:
	case CR_SSL_CONNECTION_ERROR:
	case CR_SERVER_LOST_EXTENDED:
	case ER_SERVER_SHUTDOWN:
	case ER_NORMAL_SHUTDOWN:
	case ER_CONNECTION_KILLED:
	case ER_QUERY_INTERRUPTED:
	case ER_UNKNOWN_COM_ERROR: /* a Galera node that is not in sync */
	case ER_NET_READ_ERROR:
	case ER_NET_READ_INTERRUPTED:
	case ER_NET_ERROR_ON_WRITE:
	case ER_NET_WRITE_INTERRUPTED:
	case ER_OPTION_PREVENTS_STATEMENT: /* the server has become read-only */
		return true;
	default:
		return false;
	}
}

static enum err meaning(unsigned code)
{
	switch (code) {
	case ER_LOCK_DEADLOCK: /* also a failed Galera certification */
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_CHECKREAD: /* the snapshot is too old for the row to be changed */
		return ERR_RETRY;
	case ER_DUP_ENTRY:
	case ER_DUP_KEY:
	case ER_DUP_ENTRY_WITH_KEY_NAME:
	case ER_ROW_IS_REFERENCED:
	case ER_ROW_IS_REFERENCED_2:
		return ERR_CONFLICT;
	case ER_DATA_TOO_LONG:
	case ER_TRUNCATED_WRONG_VALUE:
	case ER_TRUNCATED_WRONG_VALUE_FOR_FIELD:
	case ER_WARN_DATA_OUT_OF_RANGE:
	case WARN_DATA_TRUNCATED:
	case ER_BAD_NULL_ERROR:
	case ER_NO_REFERENCED_ROW:
	case ER_NO_REFERENCED_ROW_2:
	case ER_CONSTRAINT_FAILED:
	case ER_NET_PACKET_TOO_LARGE:
	case CR_NET_PACKET_TOO_LARGE:
		return ERR_INPUT;
	case CR_OUT_OF_MEMORY:
		return ERR_MEMORY;
	case ER_STATEMENT_TIMEOUT:
	case ER_LOCK_TABLE_FULL:
	case ER_DISK_FULL:
	case ER_RECORD_FILE_FULL:
	case ER_ERROR_ON_WRITE:
	case ER_GET_ERRNO: /* the storage engine gave up, for want of disk space as a rule */
	case ER_OUTOFMEMORY:
	case ER_OUT_OF_RESOURCES:
		return ERR_UNAVAILABLE;
	default:
		return ERR_INTERNAL;
	}
}

enum err db_failed(struct db *db, const char *what, unsigned code, const char *message)
{
	bool lost = means_lost(code);
	enum err err = lost && code != CR_COMMANDS_OUT_OF_SYNC ? ERR_UNAVAILABLE : meaning(code);

	(void)ERROR(err, "%s: %u %s", what, code, message);
	if (db->in_transaction && (lost || err == ERR_RETRY))
		db->doomed = err;
	if (lost) {
		db_disconnect(db);
		db->lost = true;
	}
	return err;
}

void db_disconnect(struct db *db)
{
	/* Closed first, so that freeing the statements sends nothing over a dead line. */
	mysql_close(db->mysql);
	db->mysql = NULL;
	db_forget_prepared(db);
}

static void set_options(const struct db *db, MYSQL *mysql)
{
	unsigned connect_timeout = CONNECT_TIMEOUT, patience = db->patience, no = 0;
	my_bool verify = db->tls_ca != NULL, never = 0;

	(void)mysql_optionsv(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_timeout);
	(void)mysql_optionsv(mysql, MYSQL_OPT_READ_TIMEOUT, &patience);
	(void)mysql_optionsv(mysql, MYSQL_OPT_WRITE_TIMEOUT, &patience);
	(void)mysql_optionsv(mysql, MYSQL_OPT_RECONNECT, &never);
	(void)mysql_optionsv(mysql, MYSQL_OPT_LOCAL_INFILE, &no);
	(void)mysql_optionsv(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	(void)mysql_optionsv(mysql, MYSQL_INIT_COMMAND, SESSION);
	(void)mysql_optionsv(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
	if (db->tls_ca) {
		my_bool enforce = 1;

		(void)mysql_optionsv(mysql, MYSQL_OPT_SSL_ENFORCE, &enforce);
		(void)mysql_optionsv(mysql, MYSQL_OPT_SSL_CA, db->tls_ca);
	}
}

static enum err connect_now(struct db *db)
{
	MYSQL *mysql = mysql_init(NULL);

	if (!mysql)
		return ERROR(ERR_MEMORY, "no memory for a database connection");
	set_options(db, mysql);
	/* Whatever stands in the way, a wrong password too, is something that passes when an
	 * administrator mends it: no program need be restarted. */
	if (!mysql_real_connect(mysql, db->host, db->user, db->password, db->name, db->port,
		db->host ? NULL : db->socket, CLIENT_FOUND_ROWS)) {
		enum err err = ERROR(ERR_UNAVAILABLE, "no connection to the database: %u %s",
		    mysql_errno(mysql), mysql_error(mysql));

		mysql_close(mysql);
		return err;
	}
	db->mysql = mysql;
	db->lost = false;
	return OK;
}

static enum err read_settings(struct db *db, const struct settings *settings)
{
	const char *socket = settings_text(settings, "database.socket", NULL);
	const char *host = settings_text(settings, "database.host", NULL);
	const char *tls_ca = settings_text(settings, "database.tls_ca", NULL);

	db->socket = socket && *socket
			 ? arena_text(db->memory, socket)
			 : arena_format(db->memory, "%s/run/mysql.sock", settings_home(settings));
	db->user = arena_text(db->memory, settings_text(settings, "database.user", "docket"));
	db->password = arena_text(db->memory, settings_text(settings, "database.password", ""));
	db->name = arena_text(db->memory, settings_text(settings, "database.name", "docket"));
	db->host = host && *host ? arena_text(db->memory, host) : NULL;
	db->tls_ca = tls_ca && *tls_ca ? arena_text(db->memory, tls_ca) : NULL;
	db->port = (unsigned)settings_int(settings, "database.port", 1, 65535, 3306);
	if (!db->socket || !db->user || !db->password || !db->name)
		return ERROR(ERR_MEMORY, "no memory for the database's settings");
	return OK;
}

enum err db_open(const struct settings *settings, struct db **out)
{
	struct db *db = calloc(1, sizeof *db);
	enum err err = OK;

	*out = NULL;
	if (db)
		db->memory = arena_new(TEXTS_MAX);
	if (!db || !db->memory)
		err = ERROR(ERR_MEMORY, "no memory for a database connection");
	else
		err = read_settings(db, settings);
	if (err != OK) {
		db_close(db);
		return err;
	}
	db->patience = PATIENCE_NORMAL;
	*out = db;
	return OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_disconnect(db);
	arena_free(db->memory);
	free(db->cells);
	free(db->bytes);
	free(db);
}

void db_set_patience(struct db *db, unsigned seconds)
{
	db->patience = seconds;
	db_disconnect(db);
}

enum err db_usable(struct db *db)
{
	if (db->streaming)
		return ERROR(ERR_INTERNAL, "the connection is in use by db_each");
	if (db->mysql)
		return OK;
	if (db->lost)
		return ERROR(ERR_UNAVAILABLE, "the connection to the database was lost");
	return connect_now(db);
}

/* A server that has gone shows on the socket, without a round trip: between two statements nothing
 * may be readable on it. */
static bool has_hung_up(MYSQL *mysql)
{
	struct pollfd line = {.fd = mysql_get_socket(mysql), .events = POLLIN | POLLRDHUP};

	return poll(&line, 1, 0) > 0;
}

enum err db_ready(struct db *db)
{
	db->streaming = false;
	if (db->mysql && has_hung_up(db->mysql)) {
		log_info("the database closed the connection: connecting again");
		db_disconnect(db);
	}
	if (db->in_transaction) {
		/* Whoever left it open is gone; the server forgets it with the connection. */
		log_error("a transaction was left open");
		db_disconnect(db);
		db->in_transaction = db->in_snapshot = false;
		db->doomed = OK;
	}
	return db->mysql ? OK : connect_now(db);
}

enum err db_command(struct db *db, const char *sql, size_t length)
{
	MYSQL_RES *result;

	TRY(db_usable(db));
	if (mysql_real_query(db->mysql, sql, length))
		return db_failed(db, sql, mysql_errno(db->mysql), mysql_error(db->mysql));
	result = mysql_store_result(db->mysql);
	if (!result && mysql_field_count(db->mysql))
		return db_failed(db, sql, mysql_errno(db->mysql), mysql_error(db->mysql));
	mysql_free_result(result);
	return OK;
}

void db_roll_back(struct db *db)
{
	if (db->mysql && mysql_real_query(db->mysql, "ROLLBACK", strlen("ROLLBACK"))) {
		db_disconnect(db);
		db->lost = true;
	}
}
