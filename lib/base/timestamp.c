#include "base/timestamp.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS_PER_ERA = 146097 /* of 400 years */, DAYS_TO_1970 = 719468 /* from 0000-03-01 */ };

/* Division that rounds towards minus infinity, for moments before 1970. */
static int64_t divide_down(int64_t value, int64_t by)
{
	int64_t quotient = value / by;

	return value % by < 0 ? quotient - 1 : quotient;
}

static int64_t days_from_date(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;

	/* Years that begin in March put the leap day at the end, where it disturbs nothing. */
	if (month <= 2)
		year--;
	era = divide_down(year, 400);
	year_of_era = year - era * 400;
	day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - DAYS_TO_1970;
}

static void date_from_days(int64_t days, struct civil_time *civil)
{
	int64_t era, day_of_era, year_of_era, day_of_year, march_month;

	days += DAYS_TO_1970;
	era = divide_down(days, DAYS_PER_ERA);
	day_of_era = days - era * DAYS_PER_ERA;
	year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	march_month = (5 * day_of_year + 2) / 153;
	civil->day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
	civil->month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
}

timestamp timestamp_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (timestamp)now.tv_sec * TIMESTAMP_SECOND + now.tv_nsec / 1000;
}

struct civil_time timestamp_civil(timestamp at)
{
	struct civil_time civil = {0};
	int64_t days = divide_down(at, TIMESTAMP_DAY);
	int64_t rest = (at % TIMESTAMP_DAY + TIMESTAMP_DAY) % TIMESTAMP_DAY;
	int64_t weekday = (days + 4) % 7; /* 1970-01-01 was a Thursday */

	date_from_days(days, &civil);
	civil.weekday = (int)(weekday < 0 ? weekday + 7 : weekday);
	civil.hour = (int)(rest / TIMESTAMP_HOUR);
	civil.minute = (int)(rest / TIMESTAMP_MINUTE % 60);
	civil.second = (int)(rest / TIMESTAMP_SECOND % 60);
	civil.microsecond = (int)(rest % TIMESTAMP_SECOND);
	return civil;
}

timestamp timestamp_from_civil(const struct civil_time *civil)
{
	int64_t months = (int64_t)civil->month - 1;
	int64_t years = divide_down(months, 12);
	int64_t days =
	    days_from_date(civil->year + years, (int)(months - years * 12) + 1, 1) + civil->day - 1;

	return days * TIMESTAMP_DAY + civil->hour * TIMESTAMP_HOUR +
	       civil->minute * TIMESTAMP_MINUTE + civil->second * TIMESTAMP_SECOND +
	       civil->microsecond;
}

static char *put_digits(char *out, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
	return out + digits;
}

/* Without printf, as a list shows many of them. */
void timestamp_format(timestamp at, char out[static TIMESTAMP_TEXT])
{
	struct civil_time civil = timestamp_civil(at);

	out = put_digits(out, civil.year, 4);
	*out++ = '-';
	out = put_digits(out, civil.month, 2);
	*out++ = '-';
	out = put_digits(out, civil.day, 2);
	*out++ = 'T';
	out = put_digits(out, civil.hour, 2);
	*out++ = ':';
	out = put_digits(out, civil.minute, 2);
	*out++ = ':';
	out = put_digits(out, civil.second, 2);
	*out++ = '.';
	out = put_digits(out, civil.microsecond / 1000, 3);
	*out++ = 'Z';
	*out = '\0';
}

/* Reads exactly `digits` digits; false leaves *text anywhere. */
static bool read_number(const char **text, int digits, int *value)
{
	*value = 0;
	for (; digits > 0; digits--, (*text)++) {
		if (!isdigit((unsigned char)**text))
			return false;
		*value = *value * 10 + (**text - '0');
	}
	return true;
}

static bool read_char(const char **text, const char *any_of)
{
	for (; *any_of; any_of++) {
		if (**text == *any_of) {
			(*text)++;
			return true;
		}
	}
	return false;
}

/* Digits behind the sixth are cut off. */
static bool read_fraction(const char **text, int *microsecond)
{
	int unit = 100000;

	*microsecond = 0;
	if (!read_char(text, "."))
		return true;
	if (!isdigit((unsigned char)**text))
		return false;
	for (; isdigit((unsigned char)**text); (*text)++, unit /= 10)
		*microsecond += (**text - '0') * unit;
	return true;
}

static bool read_offset(const char **text, timestamp *offset)
{
	int hours, minutes;
	bool west = **text == '-';

	*offset = 0;
	if (read_char(text, "Zz"))
		return true;
	if (!read_char(text, "+-") || !read_number(text, 2, &hours) || !read_char(text, ":") ||
	    !read_number(text, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset = hours * TIMESTAMP_HOUR + minutes * TIMESTAMP_MINUTE;
	if (west)
		*offset = -*offset;
	return true;
}

static int days_in_month(int year, int month)
{
	return (int)(days_from_date(year + month / 12, month % 12 + 1, 1) -
		     days_from_date(year, month, 1));
}

bool timestamp_parse(const char *text, timestamp *at)
{
	struct civil_time c = {0};
	timestamp offset;

	if (!read_number(&text, 4, &c.year) || !read_char(&text, "-") ||
	    !read_number(&text, 2, &c.month) || !read_char(&text, "-") ||
	    !read_number(&text, 2, &c.day) || !read_char(&text, "Tt ") ||
	    !read_number(&text, 2, &c.hour) || !read_char(&text, ":") ||
	    !read_number(&text, 2, &c.minute) || !read_char(&text, ":") ||
	    !read_number(&text, 2, &c.second) || !read_fraction(&text, &c.microsecond) ||
	    !read_offset(&text, &offset) || *text)
		return false;
	/* Second 60 is a leap second: the first moment of the next minute here. */
	if (c.month < 1 || c.month > 12 || c.day < 1 || c.day > days_in_month(c.year, c.month) ||
	    c.hour > 23 || c.minute > 59 || c.second > 60)
		return false;
	*at = timestamp_from_civil(&c) - offset;
	return true;
}

void timestamp_zone(const char *name)
{
	(void)setenv("TZ", name && *name ? name : "UTC", 1);
	tzset();
}

struct civil_time timestamp_local(timestamp at)
{
	time_t seconds = (time_t)divide_down(at, TIMESTAMP_SECOND);
	struct civil_time civil = timestamp_civil(at);
	struct tm tm;

	if (!localtime_r(&seconds, &tm))
		return civil;
	civil.year = tm.tm_year + 1900;
	civil.month = tm.tm_mon + 1;
	civil.day = tm.tm_mday;
	civil.hour = tm.tm_hour;
	civil.minute = tm.tm_min;
	civil.second = tm.tm_sec;
	civil.weekday = tm.tm_wday;
	return civil;
}

/* By how much the zone's clocks are ahead then. */
static timestamp clocks_ahead(timestamp at)
{
	struct civil_time shown = timestamp_local(at);

	return timestamp_from_civil(&shown) - at;
}

/* The zone is looked at twice: near a change of clocks the first guess is on the wrong side. */
timestamp timestamp_from_local(const struct civil_time *local)
{
	timestamp as_utc = timestamp_from_civil(local);

	return as_utc - clocks_ahead(as_utc - clocks_ahead(as_utc));
}
