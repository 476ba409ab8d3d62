/*
 * sandbox.h: takes a process's rights away, for lib/mail.
 */
#ifndef DOCKET_MAIL_SANDBOX_H
#define DOCKET_MAIL_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { SANDBOX_PIPE = 3 }; /* the one descriptor that may be written to */

/* Makes the filter of system calls, once. ERR_INTERNAL. */
enum err sandbox_prepare(void);

/* For a child that has just been forked: from here on it may compute, take `memory` more bytes of
 * address space, write to `descriptor` (which becomes SANDBOX_PIPE) and end; after 2 s of processor
 * it is ended. There is no way back. False when the system refuses. */
bool sandbox_enter(int descriptor, size_t memory);

#endif
