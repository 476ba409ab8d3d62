#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char message[1024];

enum err err_record(enum err code, const char *file, int line, const char *format, ...)
{
	char text[sizeof message];
	const char *slash = strrchr(file, '/');
	va_list args;

	/* Formatted aside first: an argument may be err_message() itself. */
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	(void)snprintf(
	    message, sizeof message, "%s:%d: %.900s", slash ? slash + 1 : file, line, text);
	return code;
}

const char *err_message(void)
{
	return message;
}

void err_clear(void)
{
	message[0] = '\0';
}

const char *err_name(enum err code)
{
	static const char *const NAMES[] = {
	    [OK] = "ok",
	    [ERR_NOT_FOUND] = "not found",
	    [ERR_DENIED] = "denied",
	    [ERR_INPUT] = "bad input",
	    [ERR_CONFLICT] = "conflict",
	    [ERR_LIMIT] = "limit",
	    [ERR_RETRY] = "retry",
	    [ERR_UNAVAILABLE] = "unavailable",
	    [ERR_MEMORY] = "memory",
	    [ERR_IO] = "input/output",
	    [ERR_INTERNAL] = "internal",
	};

	return (unsigned)code < sizeof NAMES / sizeof NAMES[0] ? NAMES[code] : "unknown";
}
