/*
 * migrate.h: brings the schema up to date.
 *
 * A migration is a file sql/NNN_name.sql: single statements, each ended by a semicolon at the end
 * of a line; `-- ` begins a comment line. They are applied once each, in the order of NNN. As DDL
 * commits by itself, every statement done is recorded in the table `migration`, with the SHA-256 of
 * the file: one cut short goes on where it stopped, a finished one that has changed since is
 * refused. Only one process migrates at a time (GET_LOCK).
 */
#ifndef DOCKET_DB_MIGRATE_H
#define DOCKET_DB_MIGRATE_H

#include "base/err.h"

struct db;

/* Applies all of `folder` that is missing. `say` (may be NULL) is told each file that was applied.
 * ERR_CONFLICT: a migration applied earlier has changed or is gone; err_message says which. */
enum err migrate(struct db *db, const char *folder, void (*say)(const char *name));

/* *pending counts the files not applied yet; changes nothing. */
enum err migrate_pending(struct db *db, const char *folder, int *pending);

#endif
