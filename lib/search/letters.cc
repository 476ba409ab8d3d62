#include "search/letters.hh"

#include <xapian.h>

#include "search/fold_table.hh"

namespace docket
{

character character_at(std::string_view text, size_t at)
{
	unsigned char first = static_cast<unsigned char>(text[at]);
	uint32_t code;

	if (first < 0x80)
		return {first, 1};
	size_t length = utf8_decode(text.data() + at, text.size() - at, &code);
	if (length)
		return {code, length};
	return {NO_CHARACTER, utf8_broken(text.data() + at, text.size() - at)};
}

void append_character(std::string &out, uint32_t code)
{
	if (code < 0x80)
		out.push_back(static_cast<char>(code));
	else
		Xapian::Unicode::append_utf8(out, code);
}

uint32_t lower_case(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	if (code >= 0xff01 && code <= 0xff5e)
		return lower_case(code - 0xfee0);
	if (code == 0x130) /* İ */
		return 'i';
	return Xapian::Unicode::tolower(code);
}

static uint32_t plain_greek(uint32_t lower)
{
	switch (lower) {
	case 0x3ac:
		return 0x3b1;
	case 0x3ad:
		return 0x3b5;
	case 0x3ae:
		return 0x3b7;
	case 0x3af:
	case 0x3ca:
	case 0x390:
		return 0x3b9;
	case 0x3cc:
		return 0x3bf;
	case 0x3cd:
	case 0x3cb:
	case 0x3b0:
		return 0x3c5;
	case 0x3ce:
		return 0x3c9;
	case 0x3c2: /* ς at the end of a word */
		return 0x3c3;
	default:
		return lower;
	}
}

void append_plain(std::string &out, uint32_t lower)
{
	const char *plain = "";

	if (lower < 0x80) {
		out.push_back(static_cast<char>(lower));
		return;
	}
	if (letter_of(lower) == letter::mark)
		return;
	if (lower >= LATIN_FIRST && lower <= LATIN_LAST)
		plain = LATIN[lower - LATIN_FIRST];
	else if (lower >= VIETNAMESE_FIRST && lower <= VIETNAMESE_LAST)
		plain = VIETNAMESE[lower - VIETNAMESE_FIRST];
	if (*plain)
		out.append(plain);
	else if (lower == 0x451) /* ё: й and ї are letters of their own */
		append_character(out, 0x435);
	else if (lower >= 0x370 && lower < 0x400)
		append_character(out, plain_greek(lower));
	else if (lower == 0xfb01 || lower == 0xfb02)
		out.append(lower == 0xfb01 ? "fi" : "fl");
	else
		append_character(out, lower);
}

/* Scripts written without spaces, and Hangul, whose words carry their particles. */
static bool is_ideograph(uint32_t code)
{
	return (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0x3005 && code <= 0x3007) ||
	       (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3105 && code <= 0x318e) ||
	       (code >= 0x31a0 && code <= 0x31ff) || (code >= 0x3400 && code <= 0x4dbf) ||
	       (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3) ||
	       (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff66 && code <= 0xff9f) ||
	       (code >= 0x20000 && code <= 0x3ffff) || (code >= 0x0e00 && code <= 0x0e4e) ||
	       (code >= 0x0e80 && code <= 0x0ece) || (code >= 0x1000 && code <= 0x103f) ||
	       (code >= 0x1780 && code <= 0x17d3);
}

letter letter_of(uint32_t code)
{
	if (code < 0x80) {
		if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z'))
			return letter::letter;
		return code >= '0' && code <= '9' ? letter::digit : letter::none;
	}
	if (code == NO_CHARACTER)
		return letter::none;
	if (is_ideograph(code))
		return letter::ideograph;
	switch (Xapian::Unicode::get_category(code)) {
	case Xapian::Unicode::UPPERCASE_LETTER:
	case Xapian::Unicode::LOWERCASE_LETTER:
	case Xapian::Unicode::TITLECASE_LETTER:
	case Xapian::Unicode::MODIFIER_LETTER:
	case Xapian::Unicode::OTHER_LETTER:
		return letter::letter;
	case Xapian::Unicode::DECIMAL_DIGIT_NUMBER:
		return letter::digit;
	case Xapian::Unicode::NON_SPACING_MARK:
	case Xapian::Unicode::ENCLOSING_MARK:
	case Xapian::Unicode::COMBINING_SPACING_MARK:
		return letter::mark;
	default:
		return letter::none;
	}
}

} // namespace docket
