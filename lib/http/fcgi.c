#include "http/fcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/log.h"

enum { LISTENING = 0 };

/* How long to wait when the machine is out of descriptors or memory. */
enum { PAUSE_MS = 100 };

/*
 * The signals that end the program are blocked for good; `signals` becomes readable when one is
 * pending, and none is ever taken. So none can cut a read or write of the request in hand short,
 * and none is lost between looking for it and waiting for a connection.
 */
static sigset_t ending;
static int signals = -1;
static int waiting = -1; /* epoll: the listening socket and the signals */
static FCGX_Request request;
static bool in_hand; /* a request is accepted and not finished */

static const char *source_variable(struct http_source *source, const char *name)
{
	(void)source;
	return FCGX_GetParam(name, request.envp);
}

static enum err source_read(struct http_source *source, char *bytes, size_t length, size_t *got)
{
	int most = length > INT_MAX ? INT_MAX : (int)length;
	int count = FCGX_GetStr(bytes, most, request.in);

	(void)source;
	*got = count > 0 ? (size_t)count : 0;
	if (count < most && FCGX_GetError(request.in) != 0)
		return ERROR(ERR_IO, "the web server is gone while its request is read");
	return OK;
}

static enum err source_write(struct http_source *source, const char *bytes, size_t length)
{
	(void)source;
	while (length > 0) {
		int most = length > INT_MAX ? INT_MAX : (int)length;
		int count = FCGX_PutStr(bytes, most, request.out);

		if (count != most)
			return ERROR(ERR_IO, "the web server is gone before its answer was sent");
		bytes += count;
		length -= (size_t)count;
	}
	return OK;
}

static struct http_source fcgi_source = {source_variable, source_read, source_write};

static bool is_listening(void)
{
	int listening = 0;
	socklen_t size = sizeof listening;

	return getsockopt(LISTENING, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 &&
	       listening;
}

static enum err watch(int file, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = file};

	if (epoll_ctl(waiting, EPOLL_CTL_ADD, file, &event) != 0)
		return ERROR(ERR_IO, "can't watch descriptor %d: %s", file, strerror(errno));
	return OK;
}

static enum err prepare_signals(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	(void)sigemptyset(&ending);
	(void)sigaddset(&ending, SIGTERM);
	(void)sigaddset(&ending, SIGINT);
	(void)sigaddset(&ending, SIGUSR1);
	if (sigaction(SIGPIPE, &ignore, NULL) != 0 || sigprocmask(SIG_BLOCK, &ending, NULL) != 0)
		return ERROR(ERR_IO, "can't prepare the signals: %s", strerror(errno));
	signals = signalfd(-1, &ending, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals < 0)
		return ERROR(ERR_IO, "can't prepare the signals: %s", strerror(errno));
	return OK;
}

enum err fcgi_open(void)
{
	int flags;

	if (!is_listening())
		return ERROR(ERR_INPUT, "descriptor 0 is no listening socket");
	/* Workers share the socket: who comes second must not wait in accept, deaf to signals. */
	flags = fcntl(LISTENING, F_GETFL);
	if (flags < 0 || fcntl(LISTENING, F_SETFL, flags | O_NONBLOCK) != 0)
		return ERROR(ERR_IO, "can't set up the listening socket: %s", strerror(errno));
	TRY(prepare_signals());
	waiting = epoll_create1(EPOLL_CLOEXEC);
	if (waiting < 0)
		return ERROR(ERR_IO, "can't wait for connections: %s", strerror(errno));
	TRY(watch(signals, EPOLLIN));
	/* One connection wakes one of the workers, not all. */
	TRY(watch(LISTENING, EPOLLIN | EPOLLEXCLUSIVE));
	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&request, LISTENING, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return ERROR(ERR_INTERNAL, "libfcgi can't be set up");
	return OK;
}

static bool is_ending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGTERM) > 0 || sigismember(&pending, SIGINT) > 0 ||
		   sigismember(&pending, SIGUSR1) > 0);
}

/* What passes by itself. */
static bool is_shortage(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

/* Waits for a connection or a signal, at most so long (-1: for ever); *quiet when neither came. A
 * shortage would be reported at once again, so then only time helps. False when that fails. */
static bool wait_for_work(int error, int milliseconds, bool *quiet)
{
	struct epoll_event event;
	int count;

	if (is_shortage(error)) {
		struct pollfd signalled = {.fd = signals, .events = POLLIN};

		log_error("can't accept a connection: %s", strerror(error));
		(void)poll(&signalled, 1, PAUSE_MS);
		return true;
	}
	count = epoll_wait(waiting, &event, 1, milliseconds);
	*quiet = count == 0;
	if (count < 0 && errno != EINTR) {
		log_error("can't wait for connections: %s", strerror(errno));
		return false;
	}
	/* One that was shut down stays "not ready" for accept, and would be tried without end. */
	if (count > 0 && event.data.fd == LISTENING && (event.events & (EPOLLHUP | EPOLLERR))) {
		log_error("the listening socket was shut down");
		return false;
	}
	return true;
}

bool fcgi_accept_within(int milliseconds, struct http_source **source)
{
	for (bool quiet = false;;) {
		int result;

		if (is_ending())
			return false;
		result = FCGX_Accept_r(&request);
		if (result == 0) {
			in_hand = true;
			*source = &fcgi_source;
			return true;
		}
		if (result != -EAGAIN && result != -EINTR && !is_shortage(-result)) {
			log_error("the listening socket is of no more use: %s",
			    strerror(result < 0 && result > -4096 ? -result : EINVAL));
			return false;
		}
		if (!wait_for_work(-result, milliseconds, &quiet))
			return false;
		if (quiet) {
			*source = NULL;
			return true;
		}
	}
}

bool fcgi_accept(struct http_source **source)
{
	return fcgi_accept_within(-1, source);
}

enum err fcgi_finish(void)
{
	bool gone;

	if (!in_hand)
		return OK;
	in_hand = false;
	/* The output last: with it goes the record that ends the request. */
	gone = FCGX_FClose(request.err) != 0;
	gone = FCGX_FClose(request.out) != 0 || gone;
	FCGX_Finish_r(&request);
	return gone ? ERROR(ERR_IO, "the web server is gone before its answer was sent") : OK;
}
