/*
 * err.h: errors are values.
 *
 * Every fallible function returns enum err. Where an error happens it is recorded once, with its
 * place and a message for the log (never for a page); callers pass the value on. One table in
 * lib/web turns it into an HTTP answer. Nothing here allocates.
 */
#ifndef DOCKET_BASE_ERR_H
#define DOCKET_BASE_ERR_H

enum err {
	OK = 0,
	ERR_NOT_FOUND, /* there is no such thing, or the viewer may not know of it */
	ERR_DENIED,    /* known to the viewer, but not allowed */
	ERR_INPUT,     /* the caller's data is wrong */
	ERR_CONFLICT,  /* somebody else changed it first */
	ERR_LIMIT,     /* larger, deeper or more often than allowed */
	ERR_RETRY, /* deadlock or lost certification: the whole transaction may be tried again */
	ERR_UNAVAILABLE, /* the database (or another server) can't be reached */
	ERR_MEMORY,	 /* allocation failed, or a stated cap was reached */
	ERR_IO,		 /* a file, a pipe, a disk */
	ERR_INTERNAL,	 /* a bug, or a library that misbehaves */
};

/* Records the error with its place and returns `code`, so that `return ERROR(...)` reads well. */
#define ERROR(code, ...) err_record((code), __FILE__, __LINE__, __VA_ARGS__)

/* Returns from the calling function when the expression is an error. */
#define TRY(expression)                                                                            \
	do {                                                                                       \
		enum err try_result_ = (expression);                                               \
		if (try_result_ != OK)                                                             \
			return try_result_;                                                        \
	} while (0)

enum err err_record(enum err code, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The last recorded message, "file:line: text", or "" after err_clear. Valid until the next one. */
const char *err_message(void);
void err_clear(void);

/* A word for the log: "not found", "denied"… */
const char *err_name(enum err code);

#endif
