#include "mail/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/isolate.h"
#include "mail/sandbox.h"
#include "mail/wire.h"

enum {
	ROOM = MAIL_SIZE_MOST + 1, /* one byte too much is enough to say so */
	KEPT = 1024 * 1024,	   /* of that, memory which is kept between two messages */
	ANSWER_PATIENCE = ISOLATE_PATIENCE + 10 * 1000, /* ms */
};

struct mail_reader {
	pid_t process;
	int line;	     /* to the other side: requests, and how each child ended */
	unsigned char *room; /* shared: the message */
};

/* Beside it travels the descriptor that the answer goes to. */
struct request {
	size_t length;
	enum mail_content content;
};

struct ending {
	enum err err;
	int status; /* as waitpid has it */
};

/* --- Requests with a descriptor (unix(7), SCM_RIGHTS). */

union rights {
	struct cmsghdr head; /* for its alignment */
	char bytes[CMSG_SPACE(sizeof(int))];
};

static bool send_request(int line, const struct request *request, int descriptor)
{
	union rights rights = {.bytes = {0}};
	struct iovec part = {.iov_base = (void *)(uintptr_t)request, .iov_len = sizeof *request};
	struct msghdr message = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = rights.bytes,
	    .msg_controllen = sizeof rights.bytes};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	ssize_t sent;

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof descriptor);
	memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
	do {
		sent = sendmsg(line, &message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)sizeof *request;
}

static bool receive_request(int line, struct request *request, int *descriptor)
{
	union rights rights;
	struct iovec part = {.iov_base = request, .iov_len = sizeof *request};
	struct msghdr message = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = rights.bytes,
	    .msg_controllen = sizeof rights.bytes};
	struct cmsghdr *head;
	ssize_t got;

	do {
		got = recvmsg(line, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof *request)
		return false;
	head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
		return false;
	memcpy(descriptor, CMSG_DATA(head), sizeof *descriptor);
	return true;
}

/* --- The reader itself. */

static struct ending read_one(const struct request *request, const void *room, int descriptor)
{
	struct ending ending = {.status = 0};
	pid_t child = -1;

	ending.err = isolate_begin(room, request->length, request->content, descriptor, &child);
	(void)close(descriptor);
	if (ending.err == OK)
		ending.err = isolate_wait(child, &ending.status);
	return ending;
}

static void serve(int line, const void *room)
{
	struct request request;
	int descriptor;

	while (receive_request(line, &request, &descriptor)) {
		struct ending ending = read_one(&request, room, descriptor);

		if (send(line, &ending, sizeof ending, MSG_NOSIGNAL) != (ssize_t)sizeof ending)
			return;
	}
}

static void be_reader(int line, const void *room, pid_t parent)
{
	const struct sigaction ignored = {.sa_handler = SIG_IGN};

	/* Whoever ends this ends the other side, which then closes the line. */
	(void)sigaction(SIGINT, &ignored, NULL);
	(void)sigaction(SIGTERM, &ignored, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent)
		serve(line, room);
	/* lint: allow _exit: a copy of the parent, of which nothing may run here */
	_exit(0);
}

/* --- The side that asks. */

enum err mail_reader_start(struct mail_reader **out)
{
	struct mail_reader *reader = calloc(1, sizeof *reader);
	pid_t parent = getpid();
	int ends[2];

	if (!reader)
		return ERROR(ERR_MEMORY, "no memory for a reader of messages");
	*out = reader;
	reader->line = -1;
	reader->process = -1;
	TRY(mail_prepare());
	TRY(sandbox_prepare());
	reader->room = mmap(
	    NULL, ROOM, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (reader->room == MAP_FAILED) {
		reader->room = NULL;
		return ERROR(ERR_MEMORY, "no memory for messages");
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return ERROR(ERR_IO, "no line to a reader of messages: %s", strerror(errno));
	reader->process = fork();
	if (reader->process == 0) {
		(void)close(ends[0]);
		be_reader(ends[1], reader->room, parent);
	}
	(void)close(ends[1]);
	reader->line = ends[0];
	return reader->process > 0
		   ? OK
		   : ERROR(ERR_IO, "no process for a reader of messages: %s", strerror(errno));
}

void mail_reader_stop(struct mail_reader *reader)
{
	if (!reader)
		return;
	if (reader->line >= 0)
		(void)close(reader->line);
	while (reader->process > 0 && waitpid(reader->process, NULL, 0) < 0 && errno == EINTR)
		;
	if (reader->room)
		(void)munmap(reader->room, ROOM);
	free(reader);
}

static enum err receive_ending(const struct mail_reader *reader, struct ending *ending)
{
	struct pollfd answer = {.fd = reader->line, .events = POLLIN};
	int ready;

	do {
		ready = poll(&answer, 1, ANSWER_PATIENCE);
	} while (ready < 0 && errno == EINTR);
	if (ready != 1 || recv(reader->line, ending, sizeof *ending, 0) != (ssize_t)sizeof *ending)
		return ERROR(ERR_IO, "the reader of messages is gone");
	return ending->err == OK ? OK : ERROR(ERR_IO, "a message's reader can't be started");
}

/* Large messages should not stay in memory. */
static void forget(struct mail_reader *reader, size_t length)
{
	if (length > KEPT)
		(void)madvise(reader->room, ROOM, MADV_REMOVE);
}

enum err mail_reader_read(struct mail_reader *reader, struct arena *arena, const void *raw,
    size_t length, enum mail_content content, struct mail **out)
{
	struct request request = {length < ROOM ? length : ROOM, content};
	struct ending ending;
	int ends[2];
	bool sent;
	enum err err;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERROR(ERR_IO, "no pipe for a message: %s", strerror(errno));
	memcpy(reader->room, raw, request.length);
	sent = send_request(reader->line, &request, ends[1]);
	(void)close(ends[1]);
	err = sent ? wire_read(arena, ends[0], ISOLATE_PATIENCE, content, out)
		   : ERROR(ERR_IO, "the reader of messages is gone");
	(void)close(ends[0]);
	if (sent) {
		enum err ended = receive_ending(reader, &ending);

		err = err == OK ? ended : err;
	}
	forget(reader, request.length);
	if (err != OK || *out)
		return err;
	*out = mail_unreadable(arena, isolate_reason(ending.status));
	return *out ? OK : ERR_MEMORY;
}
