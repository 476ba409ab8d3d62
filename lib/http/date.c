#include "http/date.h"

#include <stdio.h>
#include <string.h>

static const char DAYS[] = "SunMonTueWedThuFriSat";
static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void http_date(timestamp at, char out[static HTTP_DATE_SIZE])
{
	struct civil_time civil = timestamp_civil(at);

	(void)snprintf(out, HTTP_DATE_SIZE, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
	    DAYS + 3 * civil.weekday, civil.day, MONTHS + 3 * (civil.month - 1), civil.year,
	    civil.hour, civil.minute, civil.second);
}

/* Decimal digits as a number; what is none shows when the result is written again. */
static int number(const char *digits, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++)
		value = value * 10 + (digits[i] >= '0' && digits[i] <= '9' ? digits[i] - '0' : 0);
	return value;
}

static int month(const char *name)
{
	for (int i = 0; i < 12; i++) {
		if (memcmp(name, MONTHS + (size_t)i * 3, 3) == 0)
			return i + 1;
	}
	return 0;
}

bool http_date_parse(const char *text, timestamp *at)
{
	struct civil_time civil = {0};
	char again[HTTP_DATE_SIZE];
	timestamp result;

	if (!text || strlen(text) != HTTP_DATE_SIZE - 1)
		return false;
	civil.day = number(text + 5, 2);
	civil.month = month(text + 8);
	civil.year = number(text + 12, 4);
	civil.hour = number(text + 17, 2);
	civil.minute = number(text + 20, 2);
	civil.second = number(text + 23, 2);
	if (civil.day < 1 || civil.day > 31 || civil.month < 1 || civil.year < 1 ||
	    civil.hour > 23 || civil.minute > 59 || civil.second > 59)
		return false;
	result = timestamp_from_civil(&civil);
	/* One comparison checks punctuation, digits, the weekday and the month's length. */
	http_date(result, again);
	if (strcmp(again, text) != 0)
		return false;
	*at = result;
	return true;
}
