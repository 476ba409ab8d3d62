#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"

static const char *program_name = "docket";
static enum log_level threshold = LOG_LEVEL_INFO;
static const char *request_id;

void log_open(const char *program, enum log_level level)
{
	program_name = program;
	threshold = level;
}

void log_request(const char *id)
{
	request_id = id;
}

enum log_level log_level_named(const char *name)
{
	if (name && !strcmp(name, "error"))
		return LOG_LEVEL_ERROR;
	if (name && !strcmp(name, "warn"))
		return LOG_LEVEL_WARN;
	if (name && !strcmp(name, "debug"))
		return LOG_LEVEL_DEBUG;
	return LOG_LEVEL_INFO;
}

/* Copies text with control characters made visible; returns the bytes written, at most room - 5. */
static size_t make_visible(char *out, size_t room, const char *text)
{
	size_t used = 0;

	for (; *text && used + 5 < room; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			used += (size_t)snprintf(out + used, room - used, "\\x%02x", c);
		else
			out[used++] = (char)c;
	}
	return used;
}

static void write_line(const char *level, const char *format, va_list args)
{
	int saved = errno;
	char when[TIMESTAMP_TEXT], text[2048], line[4096];
	int head;
	size_t used;

	(void)vsnprintf(text, sizeof text, format, args);
	timestamp_format(timestamp_now(), when);
	head = snprintf(line, sizeof line, "%s %s %s[%ld] %s%s", when, level, program_name,
	    (long)getpid(), request_id ? request_id : "", request_id ? " " : "");
	used = head < 0 ? 0 : (size_t)head < sizeof line / 2 ? (size_t)head : sizeof line / 2;
	used += make_visible(line + used, sizeof line - 1 - used, text);
	line[used++] = '\n';
	/* One write a line, so that lines of several workers don't mix. A full log must not stop
	 * us: failure has nowhere to be told. */
	if (write(STDERR_FILENO, line, used) >= 0 || errno)
		errno = saved;
}

#define DEFINE_LOG(name, level, word)                                                              \
	void name(const char *format, ...)                                                         \
	{                                                                                          \
		va_list args;                                                                      \
		if (threshold < (level))                                                           \
			return;                                                                    \
		va_start(args, format);                                                            \
		write_line(word, format, args);                                                    \
		va_end(args);                                                                      \
	}

DEFINE_LOG(log_error, LOG_LEVEL_ERROR, "error")
DEFINE_LOG(log_warn, LOG_LEVEL_WARN, "warn")
DEFINE_LOG(log_info, LOG_LEVEL_INFO, "info")
DEFINE_LOG(log_debug, LOG_LEVEL_DEBUG, "debug")
