#include "search/spelling.hh"

#include <algorithm>
#include <map>

#include "search/letters.hh"

namespace docket
{

namespace
{

constexpr size_t WORDS_MOST = 3; /* of a query that are looked into */
constexpr size_t SHORTEST = 4;	 /* characters; shorter words are like too many others */
constexpr size_t LONGEST = 24;
constexpr size_t CHECKED_MOST = 8;	 /* candidates that are counted under the filter */
constexpr size_t SCAN_MOST = 4000;	 /* words with the same beginning */
constexpr Xapian::doccount ENOUGH = 200; /* counting goes no further */
constexpr Xapian::doccount RARE = 20;	 /* more documents than this have it: it is no mistake */
constexpr Xapian::doccount BETTER = 20;	 /* times as many documents, to be proposed */

using letters = std::u32string;

letters letters_of(const std::string &word)
{
	letters out;

	for (size_t at = 0; at < word.size();) {
		character c = character_at(word, at);
		out.push_back(c.code);
		at += c.length;
	}
	return out;
}

std::string text_of(const letters &word)
{
	std::string out;

	for (char32_t c : word)
		append_character(out, c);
	return out;
}

struct proposal {
	std::string word;
	unsigned distance;
	Xapian::doccount documents; /* first all, later those of the reader */
};

class speller
{
      public:
	speller(const Xapian::Database &database_, const matcher &matches_)
	    : database(database_), matches(matches_)
	{
	}

	std::string better(const std::string &word)
	{
		letters typed = letters_of(word);
		Xapian::doccount own;

		if (typed.size() < SHORTEST || typed.size() > LONGEST)
			return "";
		own = visible(word);
		if (own > RARE)
			return "";
		found.clear();
		one_off(typed);
		two_off(typed);
		found.erase(word);
		return choose(own);
	}

      private:
	const Xapian::Database &database;
	const matcher &matches;
	std::map<std::string, proposal> found;

	/* In how many documents of the reader it stands, up to ENOUGH. */
	Xapian::doccount visible(const std::string &word) const
	{
		Xapian::Enquire enquire(database);
		enquire.set_query(matches.visible(Xapian::Query(word)));
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		return enquire.get_mset(0, ENOUGH).size();
	}

	void propose(const std::string &word, unsigned distance)
	{
		Xapian::doccount documents;

		if (found.count(word) || !(documents = database.get_termfreq(word)))
			return;
		found[word] = {word, distance, documents};
	}

	/* Every word that is one letter away: the alphabet is that of the word's script. */
	void one_off(const letters &typed)
	{
		bool cyrillic = typed[0] >= 0x400 && typed[0] < 0x530;
		char32_t first = cyrillic ? 0x430 : 'a', last = cyrillic ? 0x44f : 'z';

		for (size_t i = 0; i <= typed.size(); i++) {
			letters changed = typed;

			if (i + 1 < typed.size() && typed[i] != typed[i + 1]) {
				std::swap(changed[i], changed[i + 1]);
				propose(text_of(changed), 1);
			}
			if (i < typed.size())
				propose(text_of(letters(typed).erase(i, 1)), 1);
			for (char32_t c = first; c <= last; c++) {
				propose(text_of(letters(typed).insert(i, 1, c)), 1);
				if (i < typed.size()) {
					changed = typed;
					changed[i] = c;
					propose(text_of(changed), 1);
				}
			}
		}
	}

	/* Two letters away, among words that begin with the same three. */
	void two_off(const letters &typed)
	{
		std::string beginning = text_of(typed.substr(0, 3));
		size_t looked_at = 0;

		if (typed.size() < SHORTEST + 2)
			return;
		for (auto term = database.allterms_begin(beginning),
			  end = database.allterms_end(beginning);
		     term != end && looked_at < SCAN_MOST; ++term, looked_at++) {
			const std::string &word = *term;

			if (word.size() + 2 * 2 < typed.size() ||
			    word.size() > 2 * typed.size() + 4)
				continue;
			if (!found.count(word) && near(typed, letters_of(word)))
				propose(word, 2);
		}
	}

	/* Whether at most two changes lead from one to the other. */
	static bool near(const letters &a, const letters &b)
	{
		if (a.size() > b.size() + 2 || b.size() > a.size() + 2)
			return false;
		std::vector<unsigned> above(b.size() + 1), row(b.size() + 1);

		for (size_t j = 0; j <= b.size(); j++)
			above[j] = static_cast<unsigned>(j);
		for (size_t i = 1; i <= a.size(); i++) {
			unsigned least = row[0] = static_cast<unsigned>(i);

			for (size_t j = 1; j <= b.size(); j++) {
				row[j] = std::min({above[j] + 1, row[j - 1] + 1,
				    above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
				least = std::min(least, row[j]);
			}
			if (least > 2)
				return false;
			above.swap(row);
		}
		return above[b.size()] <= 2;
	}

	std::string choose(Xapian::doccount own)
	{
		std::vector<proposal> order;
		const proposal *best = nullptr;

		for (const auto &entry : found)
			order.push_back(entry.second);
		std::sort(order.begin(), order.end(), [](const proposal &a, const proposal &b) {
			return value(a) != value(b) ? value(a) > value(b) : a.word < b.word;
		});
		order.resize(std::min(order.size(), CHECKED_MOST));
		for (proposal &p : order) {
			p.documents = visible(p.word);
			if (p.documents && p.documents >= own * BETTER &&
			    (!best || value(p) > value(*best)))
				best = &p;
		}
		return best ? best->word : "";
	}

	/* One change is believed sooner than two. */
	static Xapian::doccount value(const proposal &p)
	{
		return p.distance == 1 ? std::min<Xapian::doccount>(p.documents, 100000000) * 20
				       : p.documents;
	}
};

} // namespace

std::string better_spelling(
    const Xapian::Database &database, const matcher &matches, const parsed_query &parsed)
{
	speller speller(database, matches);
	std::string text = parsed.text;
	size_t looked_at = 0, changed = 0;

	/* From the end, so that places before stay right. */
	for (auto u = parsed.units.rbegin(); u != parsed.units.rend(); ++u) {
		const token &word = u->tokens[0];

		if (u->tokens.size() != 1 || !word.letters || looked_at++ >= WORDS_MOST)
			continue;
		std::string better = speller.better(word.plain);
		if (better.empty())
			continue;
		text.replace(u->start, u->end - u->start, better);
		changed++;
	}
	return changed ? text : "";
}

} // namespace docket
