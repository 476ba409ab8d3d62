/*
 * spelling.hh: "did you mean": a word like the one typed that more documents have.
 *
 * Only words in documents that pass the reader's filter are proposed, and only how often they occur
 * there counts.
 */
#ifndef DOCKET_SEARCH_SPELLING_HH
#define DOCKET_SEARCH_SPELLING_HH

#include <string>

#include <xapian.h>

#include "search/match.hh"

namespace docket
{

/* The query's text with better words in it, or "". The matcher knows the reader. */
std::string better_spelling(
    const Xapian::Database &database, const matcher &matches, const parsed_query &parsed);

} // namespace docket

#endif
