/* A worker behind a listening socket: what signals and broken connections do to it. */
#include "unit.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "http/fcgi.h"
#include "http/request.h"
#include "http/response.h"

enum { PATIENCE_MS = 5000 };

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static int listening = -1;

/* The child's life: each answer names the path; "/slow" takes its time and says when it began. */
static int serve(int ready)
{
	struct response response = {0};
	struct http_source *source;
	struct request request;
	struct arena *arena;

	if (fcgi_open() != OK || write(ready, "o", 1) != 1)
		return 2;
	arena = arena_new((size_t)1024 * 1024);
	if (!arena)
		return 3;
	while (fcgi_accept(&source)) {
		(void)request_read_head(&request, arena, source);
		response_start(&response, arena);
		buffer_text(&response.body, request.path);
		if (strcmp(request.path, "/slow") == 0) {
			(void)!write(ready, "s", 1);
			(void)usleep(200000);
		}
		(void)response_send(&response, source, false);
		(void)fcgi_finish();
		arena_reset(arena);
	}
	buffer_free(&response.body);
	arena_free(arena);
	return 0;
}

struct worker {
	pid_t pid;
	int said; /* a letter when it is ready, and for each slow request */
};

static void await_word(const struct worker *worker)
{
	struct pollfd word = {.fd = worker->said, .events = POLLIN};
	char letter;

	assert_int_equal(poll(&word, 1, PATIENCE_MS), 1);
	assert_int_equal(read(worker->said, &letter, 1), 1);
}

static struct worker worker_start(int socket)
{
	struct worker worker;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	worker.pid = fork();
	assert_true(worker.pid >= 0);
	if (worker.pid == 0) {
		(void)dup2(socket, 0);
		(void)dup2(ends[1], 3);
		/* A client's connection kept open here would make libfcgi wait for its end. */
		closefrom(4);
		log_open("worker", LOG_LEVEL_ERROR);
		_exit(serve(3));
	}
	(void)close(ends[1]);
	worker.said = ends[0];
	return worker;
}

static void assert_ends(const struct worker *worker, int expected)
{
	int status = -1;

	for (int waited = 0; waited < PATIENCE_MS; waited += 10) {
		if (waitpid(worker->pid, &status, WNOHANG) == worker->pid)
			break;
		(void)usleep(10000);
	}
	if (status == -1)
		(void)kill(worker->pid, SIGKILL);
	(void)close(worker->said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), expected);
}

static int listen_start(void **state)
{
	(void)state;
	(void)snprintf(
	    address.sun_path, sizeof address.sun_path, "/tmp/docket-fcgi-%ld.sock", (long)getpid());
	(void)unlink(address.sun_path);
	listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listening < 0 || bind(listening, (struct sockaddr *)&address, sizeof address) != 0)
		return -1;
	return listen(listening, 100);
}

static int listen_end(void **state)
{
	(void)state;
	(void)close(listening);
	return unlink(address.sun_path);
}

static int client(void)
{
	int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(file, (struct sockaddr *)&address, sizeof address), 0);
	return file;
}

/* One record of FastCGI 1.0, section 3.3. */
static size_t record(unsigned char *out, int type, const void *content, size_t length)
{
	const unsigned char head[8] = {1, (unsigned char)type, 0, 1, (unsigned char)(length >> 8),
	    (unsigned char)length, 0, 0};

	memcpy(out, head, sizeof head);
	if (length)
		memcpy(out + sizeof head, content, length);
	return sizeof head + length;
}

static size_t make_request(unsigned char *out, const char *path)
{
	static const unsigned char BEGIN[8] = {0, 1}; /* the responder's role */
	char params[200];
	size_t length;
	size_t used;

	length = (size_t)snprintf(
	    params, sizeof params, "%c%cREQUEST_URI%s", 11, (int)strlen(path), path);
	used = record(out, 1, BEGIN, sizeof BEGIN);
	used += record(out + used, 4, params, length);
	used += record(out + used, 4, NULL, 0);
	return used + record(out + used, 5, NULL, 0);
}

static int ask(const char *path)
{
	unsigned char bytes[400];
	size_t length = make_request(bytes, path);
	int file = client();

	assert_int_equal(write(file, bytes, length), length);
	return file;
}

static void assert_answered(int file, const char *path)
{
	struct pollfd answer = {.fd = file, .events = POLLIN};
	char text[1000];
	size_t used = 0;
	ssize_t got;

	do {
		assert_int_equal(poll(&answer, 1, PATIENCE_MS), 1);
		got = read(file, text + used, sizeof text - used);
		assert_true(got >= 0);
		used += (size_t)got;
	} while (got > 0);
	(void)close(file);
	assert_non_null(memmem(text, used, "Status: 200 OK\r\n", 16));
	assert_non_null(memmem(text, used, path, strlen(path)));
	/* The last record ends the request: type 3, FCGI_END_REQUEST. */
	assert_true(used > 16 && text[used - 15] == 3);
}

static void each_signal_ends_an_idle_worker(void **state)
{
	static const int SIGNALS[] = {SIGTERM, SIGINT, SIGUSR1};

	(void)state;
	for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
		struct worker worker = worker_start(listening);

		await_word(&worker);
		assert_answered(ask("/first"), "/first");
		assert_int_equal(kill(worker.pid, SIGNALS[i]), 0);
		assert_ends(&worker, 0);
	}
}

static void the_request_in_hand_is_finished_and_no_other_begun(void **state)
{
	struct worker worker = worker_start(listening), heir;
	int first, second;

	(void)state;
	await_word(&worker);
	first = ask("/slow");
	await_word(&worker);
	second = ask("/second");
	assert_int_equal(kill(worker.pid, SIGTERM), 0);
	assert_answered(first, "/slow");
	assert_ends(&worker, 0);
	/* What waits in the queue is for the next worker. */
	heir = worker_start(listening);
	await_word(&heir);
	assert_answered(second, "/second");
	assert_int_equal(kill(heir.pid, SIGTERM), 0);
	assert_ends(&heir, 0);
}

static void a_signal_reaches_a_worker_that_is_never_idle(void **state)
{
	struct worker worker = worker_start(listening);
	int files[50], answered = 0;

	(void)state;
	await_word(&worker);
	for (size_t i = 0; i < 50; i++)
		files[i] = ask("/busy");
	assert_int_equal(kill(worker.pid, SIGTERM), 0);
	assert_ends(&worker, 0);
	worker = worker_start(listening);
	await_word(&worker);
	for (size_t i = 0; i < 50; i++, answered++)
		assert_answered(files[i], "/busy");
	assert_int_equal(answered, 50);
	assert_int_equal(kill(worker.pid, SIGTERM), 0);
	assert_ends(&worker, 0);
}

static void workers_share_a_socket(void **state)
{
	struct worker workers[3];
	int files[60];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		workers[i] = worker_start(listening);
		await_word(&workers[i]);
	}
	for (size_t i = 0; i < 60; i++)
		files[i] = ask("/shared");
	for (size_t i = 0; i < 60; i++)
		assert_answered(files[i], "/shared");
	/* Those that lost the race for a connection still hear a signal. */
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(kill(workers[i].pid, SIGTERM), 0);
	for (size_t i = 0; i < 3; i++)
		assert_ends(&workers[i], 0);
}

static void broken_connections_are_survived(void **state)
{
	struct worker worker = worker_start(listening);
	unsigned char bytes[400];
	size_t length = make_request(bytes, "/gone");

	(void)state;
	await_word(&worker);
	for (size_t cut = 1; cut <= length; cut += 7) {
		int file = client();

		assert_int_equal(write(file, bytes, cut), cut);
		(void)close(file);
	}
	for (size_t i = 0; i < length; i++)
		bytes[i] = (unsigned char)(i * 37);
	for (int i = 0; i < 3; i++) {
		int file = client();

		(void)!write(file, bytes, length);
		(void)close(file);
	}
	assert_answered(ask("/alive"), "/alive");
	assert_int_equal(kill(worker.pid, SIGTERM), 0);
	assert_ends(&worker, 0);
}

static void a_socket_that_is_gone_ends_the_worker(void **state)
{
	struct worker worker = worker_start(listening);

	(void)state;
	await_word(&worker);
	assert_int_equal(shutdown(listening, SHUT_RDWR), 0);
	assert_ends(&worker, 0);
}

static void descriptor_0_must_be_a_listening_socket(void **state)
{
	struct worker worker;
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	worker = worker_start(pair[0]);
	assert_ends(&worker, 2);
	(void)close(pair[0]);
	(void)close(pair[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, listen_start, listen_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_signal_ends_an_idle_worker),
	    TEST(the_request_in_hand_is_finished_and_no_other_begun),
	    TEST(a_signal_reaches_a_worker_that_is_never_idle),
	    TEST(workers_share_a_socket),
	    TEST(broken_connections_are_survived),
	    TEST(a_socket_that_is_gone_ends_the_worker),
	    TEST(descriptor_0_must_be_a_listening_socket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
