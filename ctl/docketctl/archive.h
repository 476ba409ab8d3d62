/*
 * archive.h: the format of a backup.
 *
 * A backup is gzipped SQL that makes the database anew, so that it can be restored without Docket:
 * zcat FILE | mariadb docket. Comments around it hold the rest:
 *
 *     -- docket backup 1 2026-11-21T20:46:00.123Z
 *     -- secret.key: 0123…
 *     -- docket.conf: site.url = https://support.example.com
 *     …
 *     -- docket backup complete
 *
 * The first and the last line are always there, the others as many as the files have. A file that
 * was cut short lacks the last one.
 */
#ifndef DOCKET_CTL_ARCHIVE_H
#define DOCKET_CTL_ARCHIVE_H

#define ARCHIVE_FIRST "-- docket backup 1 "
#define ARCHIVE_LAST  "-- docket backup complete\n"

static const char *const ARCHIVE_FILES[] = {"secret.key", "docket.conf"};
enum { ARCHIVE_FILE_COUNT = 2, ARCHIVE_FILE_MOST = 64 * 1024, ARCHIVE_CHUNK = 256 * 1024 };

#endif
