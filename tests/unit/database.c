#include "unit.h"

#include "database.h"

#include <ftw.h>
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/settings.h"
#include "db/db.h"
#include "db/migrate.h"

static char folder[64], server_socket[200], database[64];
static bool must_be_private;
static pid_t server; /* 0: none of ours */

const char *test_source(void)
{
	const char *source = getenv("DOCKET_TEST_SOURCE");

	return source ? source : ".";
}

const char *test_database_folder(void)
{
	return folder;
}

void test_database_be_private(void)
{
	must_be_private = true;
}

static void pause_ms(long ms)
{
	struct timespec pause = {.tv_nsec = ms * 1000000};

	(void)nanosleep(&pause, NULL);
}

/* Starts a program with its output in the folder's log. It dies with us, however we end. */
static pid_t spawn(char *const args[])
{
	char log[100], path[4096];
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid)
		return pid;
	(void)snprintf(log, sizeof log, "%s/log", folder);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!freopen(log, "a", stdout) || dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
		_exit(126);
	/* An ordinary user's PATH leaves out where Debian puts servers. */
	(void)snprintf(path, sizeof path, "%s:/usr/sbin", getenv("PATH"));
	(void)setenv("PATH", path, 1);
	(void)execvp(args[0], args);
	_exit(127);
}

static void run_server(void)
{
	char data[100], temporary[100], socket[220], user[] = "--user=root";
	char *args[] = {"mariadbd", "--no-defaults", data, temporary, socket, "--skip-networking",
	    "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M",
	    "--max-allowed-packet=64M", geteuid() ? NULL : user, NULL};
	MYSQL *mysql = NULL;

	(void)snprintf(data, sizeof data, "--datadir=%s/data", folder);
	/* A server that starts deletes what others keep in a temporary folder that they share. */
	(void)snprintf(temporary, sizeof temporary, "--tmpdir=%s", folder);
	(void)snprintf(socket, sizeof socket, "--socket=%s", server_socket);
	server = spawn(args);
	for (int i = 0; i < 600 && !mysql; i++) {
		MYSQL *attempt = mysql_init(NULL);

		mysql = mysql_real_connect(attempt, NULL, "root", "", NULL, 0, server_socket, 0);
		if (!mysql)
			mysql_close(attempt);
		assert_int_equal(waitpid(server, NULL, WNOHANG), 0);
		pause_ms(50);
	}
	assert_non_null(mysql);
	mysql_close(mysql);
}

static void make_server(void)
{
	char data[100], user[] = "--user=root";
	char *args[] = {"mariadb-install-db", "--no-defaults", data,
	    "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve",
	    geteuid() ? NULL : user, NULL};
	int status;

	(void)snprintf(data, sizeof data, "--datadir=%s/data", folder);
	assert_int_equal(waitpid(spawn(args), &status, 0) >= 0 && WIFEXITED(status), 1);
	if (WEXITSTATUS(status))
		fail_msg("mariadb-install-db failed: see %s/log", folder);
	(void)snprintf(server_socket, sizeof server_socket, "%s/socket", folder);
	run_server();
}

/* One statement as the server's root, outside any database. */
static void as_root(const char *sql)
{
	MYSQL *mysql = mysql_init(NULL);

	assert_non_null(mysql_real_connect(mysql, NULL, "root", "", NULL, 0, server_socket, 0));
	if (mysql_query(mysql, sql))
		fail_msg("%s: %s", sql, mysql_error(mysql));
	mysql_close(mysql);
}

static void write_file(const char *name, const char *text)
{
	char path[100];
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

struct db *test_database_open(void)
{
	struct settings *settings;
	struct db *db;

	assert_int_equal(settings_load(folder, &settings), OK);
	assert_int_equal(db_open(settings, &db), OK);
	settings_free(settings);
	return db;
}

void test_database_empty(struct db **out)
{
	const char *given = getenv("DOCKET_TEST_SOCKET");
	char sql[200], settings[400];

	(void)snprintf(folder, sizeof folder, "/tmp/docket-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	(void)snprintf(database, sizeof database, "docket_test_%ld", (long)getpid());
	if (given && *given && !must_be_private)
		(void)snprintf(server_socket, sizeof server_socket, "%s", given);
	else
		make_server();
	(void)snprintf(sql, sizeof sql, "CREATE DATABASE %s CHARACTER SET utf8mb4", database);
	as_root(sql);
	(void)snprintf(settings, sizeof settings,
	    "database.socket = \"%s\"\ndatabase.user = root\ndatabase.name = %s\n", server_socket,
	    database);
	write_file("docket.conf", settings);
	write_file(
	    "secret.key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
	*out = test_database_open();
}

void test_database_start(struct db **out)
{
	char sql[4096];

	test_database_empty(out);
	(void)snprintf(sql, sizeof sql, "%s/sql", test_source());
	if (migrate(*out, sql, NULL) != OK)
		fail_msg("migrating: %s", err_message());
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

void test_database_kill(void)
{
	assert_true(server > 0);
	assert_int_equal(kill(server, SIGKILL), 0);
	assert_int_equal(waitpid(server, NULL, 0), server);
	server = 0;
}

void test_database_revive(void)
{
	run_server();
}

void test_database_stop(void)
{
	char sql[200];

	if (server) {
		/* Nothing in it is of worth, so a kill is the quickest end. */
		test_database_kill();
	} else {
		(void)snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s", database);
		as_root(sql);
	}
	assert_int_equal(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
	mysql_library_end();
}
