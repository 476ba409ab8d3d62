/*
 * The table is part of the program's read-only data: mapped, shared by all processes, nothing to be
 * found or opened. polish_build.cc writes it:
 *
 *     "DPL1", number of rules, place of the root, checksum (4 bytes each, little-endian)
 *     rules   16 bytes: letters to take off, length of what is put on, that
 *     nodes   2 bytes: the rule and, as lowest bit, whether there are children; then
 *             4 bytes: a bit for each letter that leads on; 3 bytes for the place of each
 */
#include "search/polish.hh"

#include <cstdint>
#include <cstring>

#ifndef POLISH_TABLE
#error "POLISH_TABLE names the file that polish_build wrote"
#endif

__asm__(".section .rodata\n"
	".balign 16\n"
	".local docket_polish\n"
	"docket_polish:\n"
	".incbin \"" POLISH_TABLE "\"\n"
	".local docket_polish_end\n"
	"docket_polish_end:\n"
	".byte 0\n"
	".previous\n");

extern "C" {
__attribute__((visibility("hidden"))) extern const unsigned char docket_polish[];
}

namespace docket
{

namespace
{

constexpr int WORD_BEGINS = 26; /* the bit beside those of letters */
constexpr size_t HEADER = 16, RULE = 16;
constexpr size_t SHORTEST = 3, LONGEST = 40;

uint32_t number(const unsigned char *at, int bytes)
{
	uint32_t value = 0;

	for (int i = bytes - 1; i >= 0; i--)
		value = value << 8 | at[i];
	return value;
}

/* Where there was no dictionary: endings that say nothing, the longest that leaves four letters. */
std::string light_stem(std::string_view word)
{
	static const char *const ENDINGS[] = {"owaniach", "owaniami", "owania", "owanie", "owaniu",
	    "iejszych", "iejszego", "iejszy", "aniach", "eniach", "owanych", "owane", "owany",
	    "owana", "aniem", "eniem", "ania", "anie", "aniu", "enia", "enie", "eniu", "owych",
	    "owego", "owemu", "owymi", "iami", "owie", "ajac", "ujac", "uje", "owac", "owal", "ach",
	    "ami", "iem", "ych", "ich", "ego", "emu", "ymi", "imi", "owi", "owa", "owe", "owy",
	    "ow", "om", "em", "ej", "ie", "ia", "iu", "ym", "im", "ac", "ic", "yc", "al", "il",
	    "yl", "a", "e", "i", "o", "u", "y"};

	for (const char *ending : ENDINGS) {
		size_t length = strlen(ending);
		if (word.size() >= length + 4 &&
		    word.compare(word.size() - length, length, ending) == 0)
			return std::string(word.substr(0, word.size() - length));
	}
	return std::string(word);
}

} // namespace

std::string polish_stem(std::string_view plain)
{
	uint32_t count = number(docket_polish + 4, 4);
	const unsigned char *rules = docket_polish + HEADER, *nodes = rules + count * RULE;
	const unsigned char *node = nodes + number(docket_polish + 8, 4);

	if (plain.size() < SHORTEST || plain.size() > LONGEST)
		return std::string(plain);
	if (!count)
		return light_stem(plain);
	for (size_t left = plain.size() + 1; left > 0 && node[0] & 1; left--) {
		int letter = left > 1 ? plain[left - 2] - 'a' : WORD_BEGINS;
		uint32_t letters = number(node + 2, 4);

		if (letter < 0 || letter > WORD_BEGINS || !(letters >> letter & 1))
			break;
		int before = __builtin_popcount(letters & ((1u << letter) - 1));
		node = nodes + number(node + 6 + 3 * before, 3);
	}
	const unsigned char *rule = rules + (number(node, 2) >> 1) * RULE;
	if (rule[0] + 2u > plain.size())
		return std::string(plain);
	return std::string(plain.substr(0, plain.size() - rule[0]))
	    .append(reinterpret_cast<const char *>(rule + 2), rule[1]);
}

const char *polish_version()
{
	static char version[16];

	if (!*version) {
		uint32_t sum = number(docket_polish + 12, 4);
		for (int i = 0; i < 8; i++)
			version[i] = "0123456789abcdef"[sum >> 4 * (7 - i) & 15];
	}
	return version;
}

} // namespace docket
