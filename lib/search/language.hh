/*
 * language.hh: what is particular to a language: its stemmer and its most common words.
 */
#ifndef DOCKET_SEARCH_LANGUAGE_HH
#define DOCKET_SEARCH_LANGUAGE_HH

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "search/text.hh"

namespace docket
{

/* An index into the table of languages; 0 is one that we know nothing of. */
using language = unsigned;
constexpr language LANGUAGE_NONE = 0;

/* "pl", "pl-PL", "PL_pl": by the part before the hyphen. */
language language_named(std::string_view code);
const char *language_code(language which); /* "" for LANGUAGE_NONE */
language language_count();		   /* all are below it */

/* Whether it is among the words so common in that language that they say little. */
bool is_stop_word(language which, std::string_view plain);

/* Which of them the text is likely in: the one with most stop words, at a tie the first. */
language guess_language(const std::vector<token> &tokens, const std::vector<language> &candidates);

/* Stems words; keeps the stemmers it has used. */
class stemmers
{
      public:
	stemmers();
	~stemmers();

	/* The stem without accents, of a token with letters alone. The word's script goes before
	 * the language: Cyrillic letters in a German text are read as Russian, Latin ones in a
	 * Russian text as English. */
	std::string stem(language which, const token &word);

      private:
	std::vector<std::unique_ptr<Xapian::Stem>> loaded;
};

} // namespace docket

#endif
