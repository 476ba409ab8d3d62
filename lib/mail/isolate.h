/*
 * isolate.h: a child process without rights that reads one message, for lib/mail.
 */
#ifndef DOCKET_MAIL_ISOLATE_H
#define DOCKET_MAIL_ISOLATE_H

#include <sys/types.h>

#include "mail/mail.h"

enum { ISOLATE_PATIENCE = 20 * 1000 }; /* ms: the child may wait for its processor */

/* Forks the child, which writes what wire.h describes to the descriptor and ends. mail_prepare and
 * sandbox_prepare have been called. ERR_IO. */
enum err isolate_begin(
    const void *raw, size_t length, enum mail_content content, int descriptor, pid_t *child);

/* It has answered, or closed the pipe: it gets a moment to end, then it is ended. ERR_IO. */
enum err isolate_wait(pid_t child, int *status);

/* Why there is no mail, from how the child ended. */
const char *isolate_reason(int status);

#endif
