/*
 * query.hh: what was typed, taken apart. Knows nothing of the index.
 */
#ifndef DOCKET_SEARCH_QUERY_HH
#define DOCKET_SEARCH_QUERY_HH

#include <string>
#include <string_view>
#include <vector>

#include "search/text.hh"

namespace docket
{

/* One thing that was asked for: a word, or a compound with its parts. */
struct unit {
	/* The whole first, then its joined form and its parts; of a script without spaces a part
	 * (one character) first, then pairs. */
	std::vector<token> tokens;
	size_t start, end; /* in the query's text */
};

struct phrase {
	std::string spaced; /* see spaced_words */
	std::vector<unit> units;
};

struct wish {
	char prefix; /* of the term: see document.hh */
	std::string value;
};

struct parsed_query {
	std::string text; /* what was read of the query */
	std::vector<unit> units;
	std::vector<phrase> phrases, not_phrases;
	std::vector<unit> not_units;
	std::vector<wish> wishes;
	bool has_words() const
	{
		return !units.empty() || !phrases.empty();
	}
	bool asks_nothing() const
	{
		return !has_words() && wishes.empty() && not_units.empty() && not_phrases.empty();
	}

	bool open_end =
	    false; /* the last unit ends where the text does: somebody may go on typing */
};

parsed_query parse_query(std::string_view text, size_t most);

/* Plain words with one blank between them and at both ends, all else left out: a text has a phrase
 * when that of the text contains that of the phrase. Characters of scripts without spaces have a
 * blank only where other words begin, and none at the ends. */
std::string spaced_words(std::string_view text);

/* Tokens of plain text as units. */
std::vector<unit> units_of(const std::vector<token> &tokens);

} // namespace docket

#endif
