#include "model/throttle.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"

/* Failures that cost nothing: people mistype, and many share an office's address. After them each
 * failure doubles the wait, up to the longest. */
enum { FREE_ACCOUNT = 5, FREE_ADDRESS = 30, LONGEST = 15 * 60 };

static const struct db_statement THROTTLE_GET = {
    .name = "throttle_get",
    .sql = "SELECT failures, failed_at FROM throttle WHERE key_hash = ?",
    .in = "b",
    .out = "it",
};

/* Half an hour without a failure begins the count anew. */
static const struct db_statement THROTTLE_ADD = {
    .name = "throttle_add",
    .sql = "INSERT INTO throttle (key_hash, failures, failed_at) VALUES (?, 1, ?)"
	   " ON DUPLICATE KEY UPDATE"
	   " failures = IF(failed_at < VALUES(failed_at) - INTERVAL 30 MINUTE, 1, failures + 1),"
	   " failed_at = VALUES(failed_at)",
    .in = "bt",
};

static const struct db_statement THROTTLE_CLEAR = {
    .name = "throttle_clear",
    .sql = "DELETE FROM throttle WHERE key_hash = ?",
    .in = "b",
};

static const struct db_statement THROTTLE_SWEEP = {
    .name = "throttle_sweep",
    .sql = "DELETE FROM throttle WHERE failed_at < ? LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(throttle, &THROTTLE_GET, &THROTTLE_ADD, &THROTTLE_CLEAR, &THROTTLE_SWEEP);

static enum err make_key(
    struct arena *arena, const char *what, const char *name, unsigned char key[static SHA256_SIZE])
{
	char *text = arena_format(arena, "%s:%s", what, name);

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a throttle key");
	text_lower(text);
	return sha256(text, strlen(text), key);
}

const char *throttle_network(struct arena *arena, const char *address)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr bytes;

	if (inet_pton(AF_INET6, address, &bytes) != 1 || IN6_IS_ADDR_V4MAPPED(&bytes))
		return address;
	memset(bytes.s6_addr + 8, 0, 8);
	return inet_ntop(AF_INET6, &bytes, text, sizeof text) ? arena_text(arena, text) : address;
}

static enum err wait_for(struct db *db, struct arena *arena, const char *what, const char *name,
    int64_t free_tries, int64_t *seconds)
{
	unsigned char key[SHA256_SIZE];
	struct db_rows rows;
	int64_t over, wait, passed;

	TRY(make_key(arena, what, name, key));
	TRY(db_query(db, arena, &THROTTLE_GET, DB_VALUES(db_bytes(key, sizeof key)), &rows));
	over = db_int_at(&rows, 0, 0) - free_tries;
	if (!rows.count || over < 0)
		return OK;
	wait = over > 9 ? LONGEST : (int64_t)2 << over;
	if (wait > LONGEST)
		wait = LONGEST;
	passed = (timestamp_now() - db_time_at(&rows, 0, 1)) / TIMESTAMP_SECOND;
	if (wait - passed > *seconds)
		*seconds = wait - passed;
	return OK;
}

enum err throttle_wait(
    struct db *db, struct arena *arena, const char *email, const char *address, int64_t *seconds)
{
	const char *network = throttle_network(arena, address);

	*seconds = 0;
	if (!network)
		return ERROR(ERR_MEMORY, "no memory for an address");
	TRY(wait_for(db, arena, "account", email, FREE_ACCOUNT, seconds));
	return wait_for(db, arena, "address", network, FREE_ADDRESS, seconds);
}

static enum err add(struct db *db, struct arena *arena, const char *what, const char *name)
{
	unsigned char key[SHA256_SIZE];

	TRY(make_key(arena, what, name, key));
	return db_execute(db, &THROTTLE_ADD,
	    DB_VALUES(db_bytes(key, sizeof key), db_time(timestamp_now())), NULL);
}

enum err throttle_failed(struct db *db, struct arena *arena, const char *email, const char *address)
{
	const char *network = throttle_network(arena, address);

	if (!network)
		return ERROR(ERR_MEMORY, "no memory for an address");
	TRY(add(db, arena, "account", email));
	return add(db, arena, "address", network);
}

enum err throttle_succeeded(struct db *db, struct arena *arena, const char *email)
{
	unsigned char key[SHA256_SIZE];

	TRY(make_key(arena, "account", email, key));
	return db_execute(db, &THROTTLE_CLEAR, DB_VALUES(db_bytes(key, sizeof key)), NULL);
}

enum err throttle_sweep(struct db *db)
{
	return db_execute(
	    db, &THROTTLE_SWEEP, DB_VALUES(db_time(timestamp_now() - TIMESTAMP_DAY)), NULL);
}
