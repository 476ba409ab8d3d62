/*
 * log.h: one line an entry on standard error, which the supervisor or systemd collects.
 *
 *     2026-11-21T20:46:00.123Z warn portal[1234] 5f3a… text
 *
 * errno survives a call. Control characters are written as \xNN: nobody forges a line.
 */
#ifndef DOCKET_BASE_LOG_H
#define DOCKET_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* `program` must outlive the logging. */
void log_open(const char *program, enum log_level level);

/* What stands before each text until changed: the id of the request in hand, or NULL. */
void log_request(const char *id);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "error", "warn", "info" or "debug"; anything else gives LOG_LEVEL_INFO. */
enum log_level log_level_named(const char *name);

#endif
