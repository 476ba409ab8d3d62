/*
 * letters.hh: characters: reading UTF-8, which ones make words, lower case and plain letters.
 */
#ifndef DOCKET_SEARCH_LETTERS_HH
#define DOCKET_SEARCH_LETTERS_HH

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/* base/utf8.h is for C alone: its array parameters are no C++. */
extern "C" {
size_t utf8_decode(const char *text, size_t left, uint32_t *code);
size_t utf8_broken(const char *text, size_t left);
bool utf8_is_space(uint32_t code);
bool utf8_is_control(uint32_t code);
}

namespace docket
{

struct character {
	uint32_t code; /* NO_CHARACTER for broken bytes */
	size_t length; /* its bytes, at least 1 */
};
constexpr uint32_t NO_CHARACTER = UINT32_MAX;

/* The character at `at`, which is inside the text. */
character character_at(std::string_view text, size_t at);
void append_character(std::string &out, uint32_t code);

uint32_t lower_case(uint32_t code); /* and full-width forms to ASCII */

/* Appends the plain form of a lower-case character: "" for a combining mark. */
void append_plain(std::string &out, uint32_t lower);

enum class letter : uint8_t { none, letter, digit, mark, ideograph };
letter letter_of(uint32_t code);

} // namespace docket

#endif
