#include "search/snippet.hh"

#include <algorithm>
#include <bitset>

namespace docket
{

namespace
{

struct match {
	uint32_t start, end;
	size_t which; /* equal for the same word */
};

/* Stemming costs most: only words whose first byte some stem begins with are stemmed. Polish stems
 * and their words begin alike, too. (Cyrillic letters have few first bytes, so the second counts.)
 */
class sieve
{
      public:
	explicit sieve(const std::set<std::string> &stems)
	{
		for (const std::string &stem : stems)
			first.set(key(stem));
	}

	bool passes(const std::string &plain) const
	{
		return first.test(key(plain));
	}

      private:
	std::bitset<512> first;

	static size_t key(const std::string &text)
	{
		unsigned char a = text.empty() ? 0 : static_cast<unsigned char>(text[0]);
		return a < 0x80 || text.size() < 2 ? a : 256u + static_cast<unsigned char>(text[1]);
	}
};

std::vector<match> matches_of(
    std::string_view text, language which, stemmers &stems, const wanted_terms &wanted)
{
	std::vector<token> tokens;
	std::vector<match> found;
	sieve stemmed(wanted.stems);

	tokenize(text, tokens);
	for (const token &t : tokens) {
		auto word = wanted.words.find(t.plain);
		size_t id = 0;

		if (word != wanted.words.end() && !(t.letters && is_stop_word(which, t.plain)))
			id = 1 + std::hash<std::string>{}(*word);
		else if (!wanted.beginning.empty() &&
			 t.plain.compare(0, wanted.beginning.size(), wanted.beginning) == 0)
			id = 2;
		else if (t.letters && stemmed.passes(t.plain) && !is_stop_word(which, t.plain)) {
			auto stem = wanted.stems.find(stems.stem(which, t));
			if (stem != wanted.stems.end())
				id = 1 + std::hash<std::string>{}(*stem);
		}
		if (!id)
			continue;
		match m{static_cast<uint32_t>(t.start), static_cast<uint32_t>(t.end), id};
		if (!found.empty() && m.start < found.back().end)
			found.back().end = std::max(found.back().end, m.end);
		else
			found.push_back(m);
	}
	return found;
}

/* The window of `most` bytes that has the most different words. */
size_t best_start(const std::vector<match> &found, size_t most)
{
	size_t start = 0;
	double best = 0;

	for (size_t i = 0; i < found.size(); i++) {
		std::set<size_t> different;
		double value = 0;

		for (size_t j = i; j < found.size() && found[j].end <= found[i].start + most; j++)
			value += different.insert(found[j].which).second ? 1 : 0.1;
		if (value > best + 0.05) {
			best = value;
			start = found[i].start;
		}
	}
	return start;
}

/* The beginning of the word at or after `at`. */
size_t word_start(std::string_view text, size_t at)
{
	if (at == 0)
		return 0;
	size_t blank = text.find(' ', at - 1);
	return blank == std::string_view::npos || blank > at + 40 ? head_of(text, at).size()
								  : blank + 1;
}

size_t word_end(std::string_view text, size_t from, size_t most)
{
	std::string_view window = head_of(text.substr(from), most);

	if (from + window.size() == text.size())
		return text.size();
	size_t blank = window.rfind(' ');
	return from + (blank == std::string_view::npos || blank + 40 < window.size() ? window.size()
										     : blank);
}

} // namespace

std::vector<search_mark> marks_of(
    std::string_view text, language which, stemmers &stems, const wanted_terms &wanted)
{
	std::vector<search_mark> marks;

	for (const match &m : matches_of(text, which, stems, wanted))
		marks.push_back({m.start, m.end});
	return marks;
}

snippet make_snippet(
    std::string_view text, language which, stemmers &stems, const wanted_terms &wanted, size_t most)
{
	std::vector<match> found = matches_of(text, which, stems, wanted);
	snippet out;
	size_t from = best_start(found, most * 3 / 4);

	/* Some words before the first that matches, the whole text when it is short. */
	from = text.size() <= most || from < most / 4 ? 0 : word_start(text, from - most / 5);
	size_t to = word_end(text, from, most);
	if (from > 0)
		out.text = "\xe2\x80\xa6 ";
	size_t shift = out.text.size();
	out.text.append(text, from, to - from);
	if (to < text.size())
		out.text += " \xe2\x80\xa6";
	for (const match &m : found)
		if (m.start >= from && m.end <= to)
			out.marks.push_back({static_cast<uint32_t>(m.start - from + shift),
			    static_cast<uint32_t>(m.end - from + shift)});
	return out;
}

} // namespace docket
