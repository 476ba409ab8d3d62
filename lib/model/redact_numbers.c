#include <string.h>

#include "model/redact_scan.h"

enum {
	GROUPS = 12,
	DIGITS = 40,
	PHONE_LEAST = 7,
	PHONE_MOST = 15,
	CARD_LEAST = 13,
	CARD_MOST = 19
};

/* Before a number that says nothing by its form. */
static const char *const PHONE_WORDS[] = {"tel", "telephone", "phone", "mobile", "mobil", "cell",
    "call", "fax", "tlf", "telefon", "telefonnummer", "mobilnummer", "nummer", "ring", "komórka",
    "numer", "telefonu", "тел", "телефон", "телефона", "телефону", "моб", "факс", "whatsapp",
    "signal", NULL};

/* A run of digits in groups, as "+47 22 33 44 55" and "4111-1111-1111-1111". */
struct number {
	size_t start, end;
	size_t sizes[GROUPS], starts[GROUPS];
	size_t groups, digits;
	char all[DIGITS + 1]; /* its digits */
	size_t slashes;
	bool plus, bracket, dots, dashes, spaces;
};

static size_t separator(const struct redact_scan *scan, size_t at)
{
	const char *t = scan->text + at;

	/* "(495) 123": bracket and blank; else one mark alone. */
	if ((*t == ')' || *t == ' ') && (t[1] == ' ' || t[1] == '(') && t[1] != *t &&
	    redact_is_digit(t[2]))
		return 2;
	if (strchr(" -./()", *t) && *t && redact_is_digit(t[1]))
		return 1;
	if (!strncmp(t, "\xc2\xa0", 2) && redact_is_digit(t[2])) /* a blank that keeps together */
		return 2;
	return 0;
}

static void note_separator(struct number *n, char c)
{
	n->dots |= c == '.';
	n->slashes += c == '/';
	n->dashes |= c == '-' || c == '/';
	n->spaces |= c == ' ' || (c & 0x80);
	n->bracket |= c == '(' || c == ')';
}

/* Reads on from a digit. Stops where there are more groups or digits than any number has. */
static void read_groups(const struct redact_scan *scan, size_t at, struct number *n)
{
	for (;;) {
		size_t start = at, size;

		while (redact_is_digit(scan->text[at]) && n->digits < DIGITS)
			n->all[n->digits++] = scan->text[at++];
		n->starts[n->groups] = start;
		n->sizes[n->groups++] = at - start;
		n->end = at;
		size = separator(scan, at);
		if (!size || n->groups == GROUPS || n->digits == DIGITS)
			break;
		note_separator(n, scan->text[at]);
		at += size;
	}
	n->all[n->digits] = '\0';
}

static int value(const struct number *n, size_t group)
{
	int result = 0;
	size_t skip = 0;

	for (size_t i = 0; i < group; i++)
		skip += n->sizes[i];
	for (size_t i = 0; i < n->sizes[group] && i < 9; i++)
		result = result * 10 + (n->all[skip + i] - '0');
	return result;
}

static bool is_year(const struct number *n, size_t group)
{
	return n->sizes[group] == 4 && value(n, group) >= 1900 && value(n, group) <= 2100;
}

static bool is_day(const struct number *n, size_t group)
{
	return n->sizes[group] <= 2 && value(n, group) >= 1 && value(n, group) <= 31;
}

/* Groups at `from` that make a date: 3 for "2024-05-01" and "1.5.2024", 2 for "2023-2024". */
static size_t date_groups(const struct number *n, size_t from)
{
	if (n->groups >= from + 3 && is_day(n, from + 1) &&
	    ((is_year(n, from) && is_day(n, from + 2)) ||
		(is_day(n, from) && is_year(n, from + 2)) ||
		(is_day(n, from) && n->sizes[from + 2] == 2 && (n->dots || n->dashes))))
		return 3;
	if (n->groups >= from + 2 && is_year(n, from) && is_year(n, from + 1))
		return 2;
	return 0;
}

/* "1 234 567": a large number, in groups of three after the first. A first group of three makes it
 * a telephone number as they are written in Poland, when there are nine digits. */
static bool is_thousands(const struct number *n)
{
	if (n->groups < 2 || n->sizes[0] > 3 || n->plus || n->bracket)
		return false;
	for (size_t i = 1; i < n->groups; i++)
		if (n->sizes[i] != 3)
			return false;
	return !(n->sizes[0] == 3 && n->digits == 9);
}

static bool is_luhn(const char *digits, size_t count)
{
	unsigned sum = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned digit = (unsigned)(digits[count - 1 - i] - '0');

		if (i % 2)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

static bool is_card(const struct number *n)
{
	return n->digits >= CARD_LEAST && n->digits <= CARD_MOST && !n->plus && !n->dots &&
	       n->all[0] >= '2' && n->all[0] <= '6' && is_luhn(n->all, n->digits) &&
	       strspn(n->all, "0") < n->digits && (n->groups == 1 || n->sizes[0] == 4);
}

/* Groups as they are spoken: 2 to 4 digits each, the country's code in front aside. */
static bool is_grouped_like_phone(const struct number *n)
{
	size_t from = n->sizes[0] == 1 ? 1 : 0;

	if ((n->groups < 3 && !n->bracket) || n->slashes > 1)
		return false;
	for (size_t i = from; i < n->groups; i++)
		if (n->sizes[i] < 2 || n->sizes[i] > 4)
			return false;
	if (from && n->all[0] != '8' && n->all[0] != '1' && n->all[0] != '7')
		return false;
	return !n->dots || (!n->spaces && !n->dashes && n->sizes[0] >= 2 && n->digits >= 9);
}

static bool is_phone(const struct redact_scan *scan, const struct number *n)
{
	bool said = redact_is_one_of(redact_word_before(scan, n->start), PHONE_WORDS);

	if (n->digits < PHONE_LEAST || n->digits > PHONE_MOST)
		return said && n->digits >= 5 && n->digits <= PHONE_MOST && !n->dots;
	if (n->plus || said)
		return true;
	if (!strncmp(n->all, "00", 2) && n->sizes[0] >= 4 && n->digits >= 10)
		return true;
	return n->digits >= 8 && is_grouped_like_phone(n) && !is_thousands(n);
}

static bool may_begin(const struct redact_scan *scan, size_t at)
{
	char before = at ? scan->text[at - 1] : ' ';

	return !redact_is_word(before) && !strchr("-.#/:,=", before);
}

static void drop_groups(struct number *n, size_t count)
{
	size_t digits = 0;

	for (size_t i = 0; i < count; i++)
		digits += n->sizes[i];
	memmove(n->all, n->all + digits, n->digits - digits + 1);
	n->digits -= digits;
	n->groups -= count;
	memmove(n->sizes, n->sizes + count, n->groups * sizeof n->sizes[0]);
	memmove(n->starts, n->starts + count, n->groups * sizeof n->starts[0]);
	if (n->groups)
		n->start = n->starts[0];
}

static void drop_last(struct number *n)
{
	n->groups--;
	n->digits -= n->sizes[n->groups];
	n->all[n->digits] = '\0';
	if (n->groups)
		n->end = n->starts[n->groups - 1] + n->sizes[n->groups - 1];
}

static void judge(struct redact_scan *scan, struct number *n)
{
	char after = scan->text[n->end];
	size_t date;

	/* "…55 0x80070005": what a letter follows belongs to it. */
	if (redact_is_word(after) && n->groups) {
		drop_last(n);
		after = ' ';
	}
	while ((date = date_groups(n, 0)) > 0) {
		drop_groups(n, date);
		n->plus = false;
	}
	/* A decimal comma behind it: part of something else. */
	if (!n->groups || (after == ',' && redact_is_digit(scan->text[n->end + 1])))
		return;
	if (is_card(n))
		redact_add(scan, n->start, n->end - n->start, REDACT_CARD);
	else if (is_phone(scan, n))
		redact_add(scan, n->start, n->end - n->start, REDACT_PHONE);
}

/* --- IBAN (ISO 13616): two letters, two digits, up to 30 letters and digits, in fours perhaps. */

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static size_t iban_length(const char *text)
{
	char compact[40];
	size_t count = 0, at = 0, best = 0;
	unsigned rest = 0;

	while (count < 34) {
		if (text[at] == ' ' && count % 4 == 0 && count)
			at++;
		if (!is_upper(text[at]) && !redact_is_digit(text[at]))
			break;
		compact[count++] = text[at++];
		if (count >= 15)
			best = at;
	}
	/* The longest is tried alone: a sentence in capitals rarely follows. */
	if (!best || redact_is_word(text[best]))
		return 0;
	for (size_t i = 0; i < count; i++) {
		char c = compact[(i + 4) % count];

		rest = redact_is_digit(c) ? rest * 10 + (unsigned)(c - '0')
					  : rest * 100 + (unsigned)(c - 'A') + 10;
		rest %= 97;
	}
	return rest == 1 ? best : 0;
}

void redact_find_numbers(struct redact_scan *scan)
{
	const char *t = scan->text;

	for (size_t at = 0; at < scan->length; at++) {
		struct number n = {.start = at};
		size_t from = at, iban;

		if (is_upper(t[at]) && is_upper(t[at + 1]) && redact_is_digit(t[at + 2]) &&
		    redact_is_digit(t[at + 3]) && may_begin(scan, at)) {
			iban = iban_length(t + at);
			redact_add(scan, at, iban, REDACT_ACCOUNT);
			at += iban ? iban - 1 : 0;
			continue;
		}
		n.plus = t[from] == '+';
		n.bracket = t[from] == '(';
		from += n.plus || n.bracket;
		if (n.plus && t[from] == '(')
			from++;
		if (!redact_is_digit(t[from]))
			continue;
		if (!may_begin(scan, at)) {
			/* The middle of a word or a longer number: past it. */
			while (redact_is_word(t[at + 1]) ||
			       (t[at + 1] == '.' && redact_is_digit(t[at + 2])))
				at++;
			continue;
		}
		read_groups(scan, from, &n);
		at = n.end - 1;
		judge(scan, &n);
	}
}
