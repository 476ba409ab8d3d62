/*
 * polish.hh: stems of Polish words, from a table made of Hunspell's dictionary at build time.
 */
#ifndef DOCKET_SEARCH_POLISH_HH
#define DOCKET_SEARCH_POLISH_HH

#include <string>
#include <string_view>

namespace docket
{

/* The base form of a word without accents, itself without accents. */
std::string polish_stem(std::string_view plain);

/* What the table was made of, for the index to remember: another table, other stems. */
const char *polish_version();

} // namespace docket

#endif
