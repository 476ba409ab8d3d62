#include "view/format.h"

#include <stdio.h>
#include <string.h>

#define NBSP "\xc2\xa0"

struct customs {
	const char *code;
	const char *separator; /* between thousands */
	int64_t separate_from; /* numbers below are written without */
	const char *decimal;
	const char *unit_space;
	const char *units[5]; /* bytes, KB … TB */
	const char *today, *yesterday, *tomorrow;
	const char *day_after; /* behind the day of the month: "19. november" */
	const char *year_after;
	const char *weekdays[7]; /* short, Sunday first */
	const char *months[12];	 /* alone: "November 2026" */
	const char *dated[12];	 /* within a date: "19 listopada" */
	const char *abbreviated[12];
};

/* Texts and marks follow the Unicode CLDR, release 44. */
static const struct customs CUSTOMS[] = {
    {
	.code = "en",
	.separator = ",",
	.separate_from = 1000,
	.decimal = ".",
	.unit_space = " ",
	.units = {"bytes", "KB", "MB", "GB", "TB"},
	.today = "today",
	.yesterday = "yesterday",
	.tomorrow = "tomorrow",
	.day_after = "",
	.year_after = "",
	.weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	.months = {"January", "February", "March", "April", "May", "June", "July", "August",
	    "September", "October", "November", "December"},
	.dated = {"January", "February", "March", "April", "May", "June", "July", "August",
	    "September", "October", "November", "December"},
	.abbreviated = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	    "Dec"},
    },
    {
	.code = "pl",
	.separator = NBSP,
	.separate_from = 10000,
	.decimal = ",",
	.unit_space = NBSP,
	.units = {"B", "KB", "MB", "GB", "TB"},
	.today = "dziś",
	.yesterday = "wczoraj",
	.tomorrow = "jutro",
	.day_after = "",
	.year_after = "",
	.weekdays = {"niedz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."},
	.months = {"styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień",
	    "wrzesień", "październik", "listopad", "grudzień"},
	.dated = {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
	    "września", "października", "listopada", "grudnia"},
	.abbreviated = {"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis",
	    "gru"},
    },
    {
	.code = "nb",
	.separator = NBSP,
	.separate_from = 1000,
	.decimal = ",",
	.unit_space = NBSP,
	.units = {"byte", "kB", "MB", "GB", "TB"},
	.today = "i dag",
	.yesterday = "i går",
	.tomorrow = "i morgen",
	.day_after = ".",
	.year_after = "",
	.weekdays = {"søn.", "man.", "tir.", "ons.", "tor.", "fre.", "lør."},
	.months = {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
	    "september", "oktober", "november", "desember"},
	.dated = {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
	    "september", "oktober", "november", "desember"},
	.abbreviated = {"jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.",
	    "okt.", "nov.", "des."},
    },
    {
	.code = "ru",
	.separator = NBSP,
	.separate_from = 1000,
	.decimal = ",",
	.unit_space = NBSP,
	.units = {"Б", "КБ", "МБ", "ГБ", "ТБ"},
	.today = "сегодня",
	.yesterday = "вчера",
	.tomorrow = "завтра",
	.day_after = "",
	.year_after = NBSP "г.",
	.weekdays = {"вс", "пн", "вт", "ср", "чт", "пт", "сб"},
	.months = {"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
	    "сентябрь", "октябрь", "ноябрь", "декабрь"},
	.dated = {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
	    "сентября", "октября", "ноября", "декабря"},
	.abbreviated = {"янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.",
	    "окт.", "нояб.", "дек."},
    },
};

const struct customs *customs_of(const char *code)
{
	for (size_t i = 0; i < sizeof CUSTOMS / sizeof CUSTOMS[0]; i++)
		if (strcmp(CUSTOMS[i].code, code) == 0)
			return &CUSTOMS[i];
	return NULL;
}

/* --- Numbers. */

const char *language_number(struct arena *arena, const struct language *language, int64_t value)
{
	const struct customs *customs = language_customs(language);
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	bool grouped = rest >= (uint64_t)customs->separate_from;
	size_t mark = strlen(customs->separator);
	char room[64], *at = room + sizeof room - 1;

	*at = '\0';
	for (int digits = 0; digits == 0 || rest; digits++) {
		if (grouped && digits && digits % 3 == 0)
			at = memcpy(at - mark, customs->separator, mark);
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	}
	if (value < 0)
		*--at = '-';
	return arena_text(arena, at);
}

const char *language_size(struct arena *arena, const struct language *language, int64_t bytes)
{
	const struct customs *customs = language_customs(language);
	int64_t tenths = bytes < 0 ? 0 : bytes > INT64_MAX / 16 ? INT64_MAX / 16 * 10 : bytes * 10;
	int unit = 0;

	while (unit < 4 && tenths >= 10235) { /* what would round to 1024 */
		tenths = (tenths + 512) / 1024;
		unit++;
	}
	/* A tenth tells something only below ten and from megabytes on. */
	if (unit >= 2 && tenths < 100 && tenths % 10 != 0)
		return arena_format(arena, "%d%s%d%s%s", (int)(tenths / 10), customs->decimal,
		    (int)(tenths % 10), customs->unit_space, customs->units[unit]);
	return arena_format(arena, "%lld%s%s", (long long)((tenths + 5) / 10), customs->unit_space,
	    customs->units[unit]);
}

const char *language_decimal(struct arena *arena, const struct language *language, int64_t tenths)
{
	const struct customs *customs = language_customs(language);

	return arena_format(arena, "%lld%s%lld", (long long)(tenths / 10), customs->decimal,
	    (long long)(tenths % 10));
}

/* --- Dates. A table of tickets shows hundreds of them, and printf would take most of its time. */

struct line {
	char text[160]; /* the longest date has 45 bytes */
	size_t length;
};

static void put(struct line *line, const char *text)
{
	size_t length = strlen(text);

	if (length <= sizeof line->text - line->length) {
		memcpy(line->text + line->length, text, length);
		line->length += length;
	}
}

static void put_number(struct line *line, int value, int digits)
{
	char room[16], *at = room + sizeof room - 1;
	unsigned rest = value < 0 ? -(unsigned)value : (unsigned)value;

	*at = '\0';
	for (; rest || digits > 0; rest /= 10, digits--)
		*--at = (char)('0' + rest % 10);
	if (value < 0)
		*--at = '-';
	put(line, at);
}

static void put_clock(struct line *line, const struct civil_time *at)
{
	put_number(line, at->hour, 2);
	put(line, ":");
	put_number(line, at->minute, 2);
}

static void put_day(struct line *line, const struct customs *customs, const struct civil_time *at,
    const char *const *months)
{
	put_number(line, at->day, 1);
	put(line, customs->day_after);
	put(line, " ");
	put(line, months[at->month - 1]);
}

static void put_year(struct line *line, const struct customs *customs, const struct civil_time *at)
{
	put(line, " ");
	put_number(line, at->year, 1);
	put(line, customs->year_after);
}

/* Days since 1970 of its midnight, to compare dates. */
static int64_t day_number(const struct civil_time *at)
{
	struct civil_time midnight = {.year = at->year, .month = at->month, .day = at->day};

	return timestamp_from_civil(&midnight) / TIMESTAMP_DAY;
}

static void put_short(struct line *line, const struct customs *customs, const struct civil_time *at,
    const struct civil_time *now)
{
	int64_t days = day_number(at) - day_number(now);

	if (days >= -1 && days <= 1) {
		put(line, days < 0 ? customs->yesterday
			  : days   ? customs->tomorrow
				   : customs->today);
		put(line, " ");
		put_clock(line, at);
		return;
	}
	put_day(line, customs, at, customs->abbreviated);
	if (at->year != now->year)
		put_year(line, customs, at);
}

const char *format_date(struct arena *arena, const struct language *language,
    const struct civil_time *at, const struct civil_time *now, enum date_style style)
{
	const struct customs *customs = language_customs(language);
	struct line line = {.length = 0};

	switch (style) {
	case DATE_SHORT:
		put_short(&line, customs, at, now);
		break;
	case DATE_DAY:
		put_day(&line, customs, at, customs->dated);
		put_year(&line, customs, at);
		break;
	case DATE_MONTH:
		put(&line, customs->months[at->month - 1]);
		put_year(&line, customs, at);
		break;
	case DATE_FULL:
	default:
		put(&line, customs->weekdays[at->weekday]);
		put(&line, " ");
		put_day(&line, customs, at, customs->abbreviated);
		put_year(&line, customs, at);
		put(&line, ", ");
		put_clock(&line, at);
	}
	return arena_text_n(arena, line.text, line.length);
}

const char *language_date(struct arena *arena, const struct language *language, timestamp at,
    timestamp now, enum date_style style)
{
	struct civil_time then = timestamp_local(at), present = timestamp_local(now);

	return format_date(arena, language, &then, &present, style);
}

/* --- Spans. */

const char *language_span(
    struct arena *arena, const struct language *language, int64_t microseconds)
{
	int64_t span = microseconds == INT64_MIN ? INT64_MAX
		       : microseconds < 0	 ? -microseconds
						 : microseconds;
	/* Each rounded from the whole, so that 59 min 40 s is an hour. */
	int64_t minutes =
	    span / TIMESTAMP_MINUTE + (span % TIMESTAMP_MINUTE >= TIMESTAMP_MINUTE / 2);
	int64_t hours = span / TIMESTAMP_HOUR + (span % TIMESTAMP_HOUR >= TIMESTAMP_HOUR / 2);
	int64_t days = span / TIMESTAMP_DAY + (span % TIMESTAMP_DAY >= TIMESTAMP_DAY / 2);

	if (span < TIMESTAMP_MINUTE)
		return language_count(
		    arena, language, "%d second", "%d seconds", span / TIMESTAMP_SECOND);
	if (minutes < 60)
		return language_count(arena, language, "%d minute", "%d minutes", minutes);
	if (hours < 24)
		return language_count(arena, language, "%d hour", "%d hours", hours);
	return language_count(arena, language, "%d day", "%d days", days);
}
