/*
 * date.h: HTTP's way of writing a moment.
 */
#ifndef DOCKET_HTTP_DATE_H
#define DOCKET_HTTP_DATE_H

#include <stdbool.h>

#include "base/timestamp.h"

enum { HTTP_DATE_SIZE = 30 }; /* with the NUL */

/* An HTTP-date (RFC 9110, section 5.6.7), for the years 1 to 9999. */
void http_date(timestamp at, char out[static HTTP_DATE_SIZE]);

/* IMF-fixdate only: the obsolete forms count as no date, which merely costs a fresh answer. */
bool http_date_parse(const char *text, timestamp *at);

#endif
