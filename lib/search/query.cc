#include "search/query.hh"

#include <algorithm>
#include <cstring>

#include <strings.h>

#include "search/letters.hh"

namespace docket
{

namespace
{

const struct {
	const char *name;
	char prefix;
} WISHES[] = {
    {"category:", 'C'},
    {"tag:", 'G'},
    {"type:", 'T'},
    {"status:", 'S'},
    {"lang:", 'L'},
    {"language:", 'L'},
    {"kind:", 'K'},
    {"year:", 'Y'},
};

constexpr size_t WISHES_MOST = 16;

bool is_blank(uint32_t code)
{
	return code == NO_CHARACTER || utf8_is_space(code) || utf8_is_control(code);
}

bool is_quote(uint32_t code)
{
	return code == '"' || (code >= 0x201c && code <= 0x201f) || code == 0xab || code == 0xbb;
}

class parser
{
      public:
	parser(std::string_view text_, parsed_query &out_) : text(text_), out(out_)
	{
	}

	void run()
	{
		while (skip_blanks()) {
			bool negative = take_minus();

			if (quoted(at) && take_phrase(negative))
				continue;
			if (negative || !take_wish())
				take_words(negative);
		}
	}

      private:
	std::string_view text;
	parsed_query &out;
	size_t at = 0;

	bool skip_blanks()
	{
		while (at < text.size()) {
			character c = character_at(text, at);

			if (!is_blank(c.code))
				return true;
			at += c.length;
		}
		return false;
	}

	bool quoted(size_t where) const
	{
		return where < text.size() && is_quote(character_at(text, where).code);
	}

	/* A minus with something behind it. */
	bool take_minus()
	{
		if (text[at] != '-' || at + 1 >= text.size() || text[at + 1] == '-' ||
		    is_blank(character_at(text, at + 1).code))
			return false;
		at++;
		return true;
	}

	/* From the quote at `from` to the next one; npos when there is none. */
	size_t closing(size_t from) const
	{
		from += character_at(text, from).length;
		while (from < text.size() && !is_quote(character_at(text, from).code))
			from += character_at(text, from).length;
		return from < text.size() ? from : std::string_view::npos;
	}

	std::string_view take_quoted(size_t end)
	{
		size_t start = at + character_at(text, at).length;

		at = end + character_at(text, end).length;
		return text.substr(start, end - start);
	}

	bool take_phrase(bool negative)
	{
		size_t end = closing(at);
		std::vector<token> tokens;
		phrase p;

		if (end == std::string_view::npos) {
			at += character_at(text, at).length;
			return !negative; /* a lone quote is no word */
		}
		size_t start = at + character_at(text, at).length;
		std::string_view content = take_quoted(end);
		tokenize(content, tokens);
		for (token &t : tokens) {
			t.start += start;
			t.end += start;
		}
		p.units = units_of(tokens);
		p.spaced = spaced_words(content);
		if (p.units.size() > 1)
			(negative ? out.not_phrases : out.phrases).push_back(std::move(p));
		else if (p.units.size() == 1)
			(negative ? out.not_units : out.units).push_back(std::move(p.units[0]));
		return true;
	}

	bool take_wish()
	{
		for (const auto &w : WISHES) {
			size_t length = strlen(w.name), end;

			if (text.size() - at <= length ||
			    strncasecmp(text.data() + at, w.name, length) != 0)
				continue;
			std::string_view value;
			if (quoted(at + length) &&
			    (end = closing(at + length)) != std::string_view::npos) {
				at += length;
				value = take_quoted(end);
			} else {
				end = at + length;
				while (end < text.size() && !is_blank(character_at(text, end).code))
					end += character_at(text, end).length;
				value = text.substr(at + length, end - at - length);
				if (value.empty())
					return false;
				at = end;
			}
			if (!value.empty() && out.wishes.size() < WISHES_MOST)
				out.wishes.push_back({w.prefix, std::string(value)});
			return true;
		}
		return false;
	}

	/* Up to the next blank or quote. */
	void take_words(bool negative)
	{
		std::vector<token> tokens;
		size_t start = at;

		while (at < text.size()) {
			character c = character_at(text, at);

			if (is_blank(c.code) || is_quote(c.code))
				break;
			at += c.length;
		}
		if (at == start) { /* a quote that takes part in nothing */
			at += character_at(text, at).length;
			return;
		}
		tokenize(text.substr(start, at - start), tokens);
		for (token &t : tokens) {
			t.start += start;
			t.end += start;
		}
		for (unit &u : units_of(tokens))
			(negative ? out.not_units : out.units).push_back(std::move(u));
		out.open_end = !negative && at == text.size() && !tokens.empty() &&
			       tokens.back().end == text.size();
	}
};

} // namespace

std::string spaced_words(std::string_view text)
{
	std::string out;
	letter before = letter::none;

	for (size_t at = 0; at < text.size();) {
		character c = character_at(text, at);
		letter kind = letter_of(c.code);

		at += c.length;
		if (kind == letter::mark)
			continue;
		if (kind == letter::digit)
			kind = letter::letter;
		if (kind != letter::none) {
			bool starts =
			    kind != before && (kind == letter::letter || before == letter::letter);
			if (starts && (out.empty() || out.back() != ' '))
				out.push_back(' ');
			append_plain(out, lower_case(c.code));
		} else if (before == letter::letter) {
			out.push_back(' ');
		}
		before = kind;
	}
	if (before == letter::letter)
		out.push_back(' ');
	return out;
}

std::vector<unit> units_of(const std::vector<token> &tokens)
{
	std::vector<unit> units;

	for (const token &t : tokens) {
		if (units.empty() || units.back().tokens.back().group != t.group)
			units.push_back({{}, t.start, t.end});
		unit &u = units.back();
		u.end = std::max(u.end, t.end);
		u.tokens.push_back(t);
	}
	return units;
}

parsed_query parse_query(std::string_view text, size_t most)
{
	parsed_query parsed;

	parsed.text = head_of(text, most);
	parser(parsed.text, parsed).run();
	return parsed;
}

} // namespace docket
