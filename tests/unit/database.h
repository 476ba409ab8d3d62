/*
 * database.h: a real MariaDB for unit tests.
 *
 * The server is the one that DOCKET_TEST_SOCKET names; without it each program starts a private one
 * in a temporary folder, which ends with the program. Every program has a database of its own.
 * Whatever goes wrong here fails the test at once.
 */
#ifndef DOCKET_TESTS_DATABASE_H
#define DOCKET_TESTS_DATABASE_H

struct db;

/* Makes the database, empty or with all migrations of sql/ applied, and opens a connection, which
 * the caller closes. Calls must be matched by test_database_stop. */
void test_database_empty(struct db **out);
void test_database_start(struct db **out);

/* Drops the database; a private server ends. */
void test_database_stop(void);

/* One more connection to the same database. */
struct db *test_database_open(void);

/* Before test_database_start or _empty: a private server in any case, for tests that hurt it. */
void test_database_be_private(void);

/* Kills a private server as a power cut would, and starts it again on the same data. */
void test_database_kill(void);
void test_database_revive(void);

/* A temporary folder of this program, empty at first, gone after test_database_stop. */
const char *test_database_folder(void);

/* The source tree. */
const char *test_source(void);

#endif
