#include "search/text.hh"

#include <algorithm>
#include <cstring>

#include "search/letters.hh"

namespace docket
{

namespace
{

constexpr size_t SEGMENTS_MOST = 8; /* of a compound; a longer one has parts only */

struct segment {
	size_t start, end;
	std::string accented, plain;
	bool letters, digits;
	uint32_t joiner; /* before it; 0 for the first */
};

class scanner
{
      public:
	scanner(std::string_view text_, std::vector<token> &out_, uint32_t position_)
	    : text(text_), out(out_), position(position_)
	{
	}

	void run()
	{
		while (at < text.size()) {
			character c = character_at(text, at);

			switch (letter_of(c.code)) {
			case letter::letter:
			case letter::digit:
				compound();
				break;
			case letter::ideograph:
				ideographs();
				break;
			default:
				at += c.length;
			}
		}
	}

      private:
	std::string_view text;
	std::vector<token> &out;
	uint32_t position;
	size_t at = 0;
	uint32_t group = 0;
	std::vector<segment> segments;

	letter kind_at(size_t where) const
	{
		return where < text.size() ? letter_of(character_at(text, where).code)
					   : letter::none;
	}

	static bool is_invisible(uint32_t code)
	{
		return code == 0xad || (code >= 0x200b && code <= 0x200d) || code == 0x2060 ||
		       code == 0xfeff;
	}

	static uint32_t joiner_of(uint32_t code)
	{
		switch (code) {
		case '.':
		case '-':
		case '_':
		case '@':
			return code;
		case 0x2010:
		case 0x2011:
			return '-';
		case '\'':
		case 0x2019:
		case 0x2bc:
			return '\'';
		default:
			return 0;
		}
	}

	/* One run of letters, digits and marks, from `at` on. */
	segment read_segment(uint32_t joiner)
	{
		segment s{at, at, "", "", true, true, joiner};

		while (at < text.size()) {
			character c = character_at(text, at);
			letter kind = letter_of(c.code);

			if (is_invisible(c.code)) {
				at += c.length;
				continue;
			}
			if (kind == letter::none || kind == letter::ideograph)
				break;
			add_character(s, lower_case(c.code), kind);
			at += c.length;
			s.end = at;
		}
		return s;
	}

	static void add_character(segment &s, uint32_t lower, letter kind)
	{
		if (s.accented.size() + 4 > WORD_BYTES)
			return;
		if (kind == letter::digit)
			s.letters = false;
		else
			s.digits = false;
		/* й taken apart, as some systems write it, is not и. */
		if (lower == 0x306 && s.accented.size() >= 2 &&
		    s.accented.compare(s.accented.size() - 2, 2, "\xd0\xb8") == 0) {
			s.accented.back() = '\xb9';
			s.plain.back() = '\xb9';
			return;
		}
		append_character(s.accented, lower);
		append_plain(s.plain, lower);
	}

	/* What stands behind an apostrophe at `where`, if that ends the word there. */
	std::string_view ending_at(size_t where) const
	{
		size_t end = where;

		while (end < text.size() && end - where < 3 && kind_at(end) == letter::letter)
			end++;
		return kind_at(end) == letter::none || kind_at(end) == letter::ideograph
			   ? text.substr(where, end - where)
			   : std::string_view();
	}

	/* user's, don't, l'heure: true when the word goes on as it was. */
	bool apostrophe(segment &word, size_t after)
	{
		static const char *const JOINED[] = {"t", "re", "ve", "ll", "d", "m"};
		std::string ending(ending_at(after));

		for (char &c : ending)
			c = static_cast<char>(lower_case(static_cast<unsigned char>(c)));
		if (ending == "s") {
			at = after + 1;
			return true;
		}
		for (const char *joined : JOINED) {
			if (ending != joined)
				continue;
			at = after + ending.size();
			word.end = at;
			word.accented += ending;
			word.plain += ending;
			return true;
		}
		return false;
	}

	void compound()
	{
		segments.clear();
		segments.push_back(read_segment(0));
		while (at < text.size()) {
			character c = character_at(text, at);
			uint32_t joiner = joiner_of(c.code);
			letter next = joiner ? kind_at(at + c.length) : letter::none;

			if (next != letter::letter && next != letter::digit)
				break;
			if (joiner == '\'') {
				if (apostrophe(segments.back(), at + c.length))
					continue;
				break;
			}
			at += c.length;
			segments.push_back(read_segment(joiner));
		}
		emit();
	}

	void push(token_kind kind, bool letters, uint32_t where, size_t start, size_t end,
	    std::string accented, std::string plain)
	{
		if (!plain.empty())
			out.push_back({kind, letters, group, where, start, end, std::move(accented),
			    std::move(plain)});
	}

	void emit()
	{
		group++;
		if (segments.size() == 1)
			emit_simple(segments[0]);
		else
			emit_compound();
		group++;
	}

	void emit_simple(const segment &s)
	{
		if (suffixed(s))
			return;
		push(s.letters ? token_kind::word : token_kind::exact, s.letters, position, s.start,
		    s.end, s.accented, s.plain);
		if (!s.letters && !s.digits)
			emit_runs(s);
		position++;
	}

	/* c++ and c#. */
	bool suffixed(const segment &s)
	{
		std::string_view rest = text.substr(at, 2);
		size_t extra = rest == "++" ? 2 : !rest.empty() && rest[0] == '#' ? 1 : 0;

		if (!extra || s.plain.size() > 2 || kind_at(at + extra) != letter::none)
			return false;
		std::string name = s.plain + std::string(text.substr(at, extra));
		push(token_kind::whole, false, position, s.start, s.end + extra, name, name);
		push(token_kind::part, s.letters, position, s.start, s.end, s.accented, s.plain);
		position++;
		at += extra;
		return true;
	}

	/* imap4rev1: the runs of letters and digits, but not those of 0x80070005 or a hash. */
	void emit_runs(const segment &s)
	{
		bool hexadecimal = std::all_of(s.plain.begin(), s.plain.end(),
		    [](unsigned char c) { return isxdigit(c) || c == 'x'; });

		if ((hexadecimal && s.plain.size() >= 6) || s.plain.size() > 32)
			return;
		for (size_t from = 0, to; from < s.plain.size(); from = to) {
			bool digit = isdigit(static_cast<unsigned char>(s.plain[from]));

			for (to = from + 1; to < s.plain.size(); to++)
				if (!!isdigit(static_cast<unsigned char>(s.plain[to])) != digit)
					break;
			if (to - from >= (digit ? 2 : 3)) {
				std::string run = s.plain.substr(from, to - from);
				push(token_kind::part, !digit, position, s.start, s.end, run, run);
			}
		}
	}

	void emit_compound()
	{
		bool version = true, hyphens = true;
		std::string whole, joined;

		for (const segment &s : segments) {
			if (s.joiner) {
				whole.push_back(static_cast<char>(s.joiner));
				version = version && s.joiner == '.';
				hyphens = hyphens && s.joiner == '-';
			}
			whole += s.plain;
			joined += s.accented;
			version = version && isdigit(static_cast<unsigned char>(s.plain[0]));
			hyphens = hyphens && s.letters;
		}
		bool fits = segments.size() <= SEGMENTS_MOST && whole.size() <= WORD_BYTES;
		size_t start = segments.front().start, end = segments.back().end;
		if (fits)
			push(token_kind::whole, false, position, start, end, whole, whole);
		if (fits && hyphens)
			push(token_kind::word, true, position, start, end, joined,
			    fold_accents(joined));
		if (fits && version)
			emit_versions();
		else
			emit_parts();
	}

	/* 115.3.1 is one of 115.3 and of 115. */
	void emit_versions()
	{
		std::string prefix;

		for (size_t i = 0; i + 1 < segments.size(); i++) {
			prefix += (i ? "." : "") + segments[i].plain;
			push(token_kind::part, false, position, segments[0].start, segments[i].end,
			    prefix, prefix);
		}
		position++;
	}

	void emit_parts()
	{
		for (const segment &s : segments)
			push(token_kind::part, s.letters, position++, s.start, s.end, s.accented,
			    s.plain);
	}

	/* A run of n characters gives n - 1 pairs, and each of them alone, so that one finds it. */
	void ideographs()
	{
		size_t before = 0, before_length = 0;

		group++;
		while (at < text.size()) {
			character c = character_at(text, at);

			if (letter_of(c.code) != letter::ideograph)
				break;
			if (before_length)
				push_ideographs(
				    token_kind::exact, before, before_length + c.length);
			push_ideographs(token_kind::part, at, c.length);
			before = at;
			before_length = c.length;
			at += c.length;
		}
		group++;
	}

	void push_ideographs(token_kind kind, size_t start, size_t length)
	{
		std::string_view bytes = text.substr(start, length);

		push(kind, false, kind == token_kind::exact ? position - 1 : position++, start,
		    start + length, std::string(bytes), std::string(bytes));
	}
};

} // namespace

void tokenize(std::string_view text, std::vector<token> &out, uint32_t first_position)
{
	scanner(text, out, first_position).run();
}

std::string fold_accents(std::string_view lower)
{
	std::string plain;

	plain.reserve(lower.size());
	for (size_t at = 0; at < lower.size();) {
		character c = character_at(lower, at);

		if (c.code != NO_CHARACTER)
			append_plain(plain, c.code);
		at += c.length;
	}
	return plain;
}

std::string fold_text(std::string_view text)
{
	std::string plain;

	for (size_t at = 0; at < text.size();) {
		character c = character_at(text, at);

		if (c.code != NO_CHARACTER)
			append_plain(plain, lower_case(c.code));
		at += c.length;
	}
	return plain;
}

std::string_view head_of(std::string_view text, size_t most)
{
	if (text.size() <= most)
		return text;
	while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
		most--;
	return text.substr(0, most);
}

bool has_cyrillic(std::string_view text)
{
	for (size_t i = 0; i + 1 < text.size(); i++) {
		unsigned char c = static_cast<unsigned char>(text[i]);

		if (c >= 0xd0 && c <= 0xd3)
			return true;
	}
	return false;
}

} // namespace docket
