/*
 * clamd.h: asks a virus scanner (ClamAV's clamd, command INSTREAM) what it finds in some bytes.
 */
#ifndef DOCKET_MAIL_CLAMD_H
#define DOCKET_MAIL_CLAMD_H

#include <stddef.h>

#include "base/err.h"

enum { CLAMD_FOUND = 200 }; /* bytes of a finding's name with its NUL */

/* `where` is a socket's path ("/run/clamav/clamd.ctl") or "host:port". `found` is "" for nothing.
 * ERR_UNAVAILABLE: it can't be asked, or gives no proper answer; ERR_LIMIT: it takes no stream of
 * that size. */
enum err clamd_scan(
    const char *where, const void *bytes, size_t length, char found[static CLAMD_FOUND]);

#endif
