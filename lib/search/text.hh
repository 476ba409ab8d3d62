/*
 * text.hh: what counts as a word: text to tokens, the same for documents, queries and snippets.
 *
 * Text is lower-cased and loses its accents ("plain"); stemmers get the form that still has them.
 * A compound such as wp-config.php or 115.3.1 gives itself and its parts; scripts without spaces
 * give pairs of characters.
 */
#ifndef DOCKET_SEARCH_TEXT_HH
#define DOCKET_SEARCH_TEXT_HH

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace docket
{

constexpr size_t WORD_BYTES = 64; /* longer words are cut */

enum class token_kind : uint8_t {
	word,  /* letters alone: has a stem */
	exact, /* with digits, or a pair of characters: found as typed */
	whole, /* a compound as it stands; its parts are tokens of their own */
	part,  /* of a compound or of letters and digits mixed */
};

struct token {
	token_kind kind;
	bool letters;	      /* letters alone, so it has a stem (parts, too) */
	uint32_t group;	      /* the same for all tokens of one compound, its whole first */
	uint32_t position;    /* words count up; a whole has that of its first part */
	size_t start, end;    /* bytes of the text */
	std::string accented; /* lower case */
	std::string plain;    /* without accents: the term */
};

/* Every token of the text, in order of position. Broken UTF-8 parts words like white space. */
void tokenize(std::string_view text, std::vector<token> &out, uint32_t first_position = 1);

/* Lower case without accents. */
std::string fold_text(std::string_view text);
std::string fold_accents(std::string_view lower);

/* The first bytes of the text, not more than `most`, whole characters. */
std::string_view head_of(std::string_view text, size_t most);

bool has_cyrillic(std::string_view text);

} // namespace docket

#endif
