/* clamd(8), INSTREAM: "zINSTREAM", pieces with their length before them (network order), an empty
 * one; the answer is "stream: OK" or "stream: NAME FOUND". */
#include "mail/clamd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, PATIENCE = 60 /* seconds */, ANSWER = 1024 };

static int connect_path(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (line < 0 || strlen(path) >= sizeof address.sun_path) {
		if (line >= 0)
			(void)close(line);
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (connect(line, (struct sockaddr *)&address, sizeof address) == 0)
		return line;
	(void)close(line);
	return -1;
}

static int connect_any(const struct addrinfo *list)
{
	for (; list; list = list->ai_next) {
		int line = socket(list->ai_family, list->ai_socktype | SOCK_CLOEXEC, 0);

		if (line < 0)
			continue;
		if (connect(line, list->ai_addr, list->ai_addrlen) == 0)
			return line;
		(void)close(line);
	}
	return -1;
}

static int connect_host(const char *where)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	const char *port = strrchr(where, ':');
	struct addrinfo *list;
	char host[256];
	int line;

	if (!port || (size_t)(port - where) >= sizeof host)
		return -1;
	memcpy(host, where, (size_t)(port - where));
	host[port - where] = '\0';
	if (getaddrinfo(host, port + 1, &hints, &list) != 0)
		return -1;
	line = connect_any(list);
	freeaddrinfo(list);
	return line;
}

static bool send_all(int line, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t sent = send(line, at, length, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		at += sent;
		length -= (size_t)sent;
	}
	return true;
}

static bool send_stream(int line, const char *bytes, size_t length)
{
	static const char COMMAND[] = "zINSTREAM";
	uint32_t size = 0;

	if (!send_all(line, COMMAND, sizeof COMMAND))
		return false;
	while (length > 0) {
		size_t piece = length < PIECE ? length : PIECE;

		size = htonl((uint32_t)piece);
		if (!send_all(line, &size, sizeof size) || !send_all(line, bytes, piece))
			return false;
		bytes += piece;
		length -= piece;
	}
	size = 0;
	return send_all(line, &size, sizeof size);
}

static void receive(int line, char answer[static ANSWER])
{
	size_t length = 0;

	while (length < ANSWER - 1) {
		ssize_t got = recv(line, answer + length, ANSWER - 1 - length, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		length += (size_t)got;
	}
	answer[length] = '\0';
}

static enum err judge(char *answer, char found[static CLAMD_FOUND])
{
	static const char HEAD[] = "stream: ", FOUND[] = " FOUND";
	char *end;

	answer[strcspn(answer, "\r\n")] = '\0';
	if (strstr(answer, "size limit exceeded"))
		return ERROR(ERR_LIMIT, "the virus scanner takes no stream of that size");
	if (strncmp(answer, HEAD, strlen(HEAD)) != 0)
		return ERROR(ERR_UNAVAILABLE, "the virus scanner says: %.100s", answer);
	answer += strlen(HEAD);
	if (!strcmp(answer, "OK"))
		return OK;
	end = strstr(answer, FOUND);
	if (!end)
		return ERROR(ERR_UNAVAILABLE, "the virus scanner says: %.100s", answer);
	*end = '\0';
	(void)snprintf(found, CLAMD_FOUND, "%.*s", CLAMD_FOUND - 1, *answer ? answer : "?");
	for (char *c = found; *c; c++)
		if (*c < ' ' || *c >= 0x7f)
			*c = '?';
	return OK;
}

enum err clamd_scan(
    const char *where, const void *bytes, size_t length, char found[static CLAMD_FOUND])
{
	const struct timeval patience = {.tv_sec = PATIENCE};
	int line = *where == '/' ? connect_path(where) : connect_host(where);
	char answer[ANSWER];
	bool sent;

	*found = '\0';
	if (line < 0)
		return ERROR(
		    ERR_UNAVAILABLE, "the virus scanner at %.100s can't be reached", where);
	(void)setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	(void)setsockopt(line, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	/* (It may answer, and hang up, before all is sent.) */
	sent = send_stream(line, bytes, length);
	receive(line, answer);
	(void)close(line);
	if (!sent && !*answer)
		return ERROR(ERR_UNAVAILABLE, "the virus scanner hung up");
	return judge(answer, found);
}
