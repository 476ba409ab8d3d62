/*
 * snippet.hh: the part of a text that shows best why it was found, and what to mark in it.
 */
#ifndef DOCKET_SEARCH_SNIPPET_HH
#define DOCKET_SEARCH_SNIPPET_HH

#include <string>
#include <string_view>
#include <vector>

#include "search/language.hh"
#include "search/match.hh"

namespace docket
{

struct snippet {
	std::string text;
	std::vector<search_mark> marks;
};

/* Bytes of the text that match, in order. */
std::vector<search_mark> marks_of(
    std::string_view text, language which, stemmers &stems, const wanted_terms &wanted);

/* At most `most` bytes of it, and "…" where something is left out. */
snippet make_snippet(std::string_view text, language which, stemmers &stems,
    const wanted_terms &wanted, size_t most);

} // namespace docket

#endif
