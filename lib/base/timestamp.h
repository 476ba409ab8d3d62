/*
 * timestamp.h: points in time as microseconds since 1970-01-01 00:00 UTC, proleptic Gregorian, no
 * leap seconds. The database keeps them as DATETIME(6) in UTC.
 */
#ifndef DOCKET_BASE_TIMESTAMP_H
#define DOCKET_BASE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t timestamp;

#define TIMESTAMP_SECOND INT64_C(1000000)
#define TIMESTAMP_MINUTE (60 * TIMESTAMP_SECOND)
#define TIMESTAMP_HOUR	 (60 * TIMESTAMP_MINUTE)
#define TIMESTAMP_DAY	 (24 * TIMESTAMP_HOUR)
#define TIMESTAMP_NONE	 INT64_MIN /* no time: NULL in the database */

enum { TIMESTAMP_TEXT = 32 };

/* A moment taken apart. */
struct civil_time {
	int year, month, day;	  /* 2026, 1–12, 1–31 */
	int hour, minute, second; /* 0–23, 0–59, 0–59 */
	int microsecond;
	int weekday; /* 0 is Sunday */
};

timestamp timestamp_now(void);

/* "2026-11-21T20:46:00.123Z" (RFC 3339, milliseconds) into `out`. */
void timestamp_format(timestamp at, char out[static TIMESTAMP_TEXT]);

/* RFC 3339: "2024-05-01T10:00:00Z", with optional fraction and numeric offset. */
bool timestamp_parse(const char *text, timestamp *at);

struct civil_time timestamp_civil(timestamp at);
timestamp timestamp_from_civil(const struct civil_time *civil);

/* Sets the zone of timestamp_local for the process: an IANA name such as "Europe/Oslo". An unknown
 * name behaves as UTC. */
void timestamp_zone(const char *name);

/* The civil time in that zone, and back: a time that a change of the clocks skips becomes the one
 * behind it. */
struct civil_time timestamp_local(timestamp at);
timestamp timestamp_from_local(const struct civil_time *local);

#endif
