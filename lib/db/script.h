/*
 * script.h: the files of a folder of migrations, taken apart. For lib/db alone.
 */
#ifndef DOCKET_DB_SCRIPT_H
#define DOCKET_DB_SCRIPT_H

#include <stddef.h>

#include "base/crypto.h"
#include "base/err.h"

struct arena;

/* One SQL statement, without its semicolon. */
struct script_part {
	const char *sql;
	size_t length;
};

struct script {
	const char *name; /* "001_base.sql" */
	struct script_part *parts;
	size_t count;
	unsigned char sha256[SHA256_SIZE]; /* of the whole file */
};

/* All NNN_name.sql of the folder in the order of NNN, in the arena. ERR_INPUT: two with one number,
 * an empty one, or one whose last statement has no end. */
enum err scripts_read(struct arena *arena, const char *folder, struct script **out, size_t *count);

/* A digest of the first `count` statements. */
enum err script_digest(
    const struct script *script, size_t count, unsigned char out[static SHA256_SIZE]);

#endif
