/*
 * polish_build: makes the table of Polish stems from Hunspell's dictionary; runs while building.
 *
 *     polish_build TABLE [pl_PL.aff pl_PL.dic]      without a dictionary: an empty table
 *
 * The dictionary's three million forms are pairs of a form and its base; each pair is a rule, "take
 * n letters off, put these on". The table is a tree over the forms read from their end; a node has
 * the rule that is right for most forms below it, and children only where another one is; equal
 * branches are kept once. So it has every form right, and what it learns holds for words that the
 * dictionary does not know, too.
 *
 * Everything is plain ASCII: people type Polish without accents. polish.cc has the format.
 */
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace
{

constexpr char WORD_BEGINS = 'z' + 1;
constexpr size_t SHORTEST = 3;

/* ISO-8859-2 to plain small letters; 0 for what is no letter. */
char plain_letter(unsigned char c)
{
	static const unsigned char POLISH[] = {0xb1, 0xe6, 0xea, 0xb3, 0xf1, 0xf3, 0xb6, 0xbc, 0xbf,
	    0xa1, 0xc6, 0xca, 0xa3, 0xd1, 0xd3, 0xa6, 0xac, 0xaf};
	static const char PLAIN[] = "acelnoszzacelnoszz";

	if (c < 0x80)
		return isalpha(c) ? static_cast<char>(tolower(c)) : '\0';
	const void *found = memchr(POLISH, c, sizeof POLISH);
	return found ? PLAIN[static_cast<const unsigned char *>(found) - POLISH] : '\0';
}

bool plain(const std::string &word, std::string &out)
{
	out.clear();
	for (char c : word) {
		char letter = plain_letter(static_cast<unsigned char>(c));
		if (!letter)
			return false;
		out.push_back(letter);
	}
	return true;
}

struct suffix {
	std::string strip, add, condition;
};

/* Whether the word's end fits a condition such as [^dsz]n. */
bool fits(const std::string &word, const std::string &condition)
{
	std::vector<std::string> sets;

	for (size_t i = 0; i < condition.size(); i++) {
		size_t end = condition[i] == '[' ? condition.find(']', i) : i;
		if (end == std::string::npos)
			return false;
		sets.push_back(condition[i] == '[' ? condition.substr(i + 1, end - i - 1)
						   : std::string(1, condition[i]));
		i = end;
	}
	if (condition == ".")
		return true;
	if (sets.size() > word.size())
		return false;
	for (size_t i = 0; i < sets.size(); i++) {
		char c = word[word.size() - sets.size() + i];
		bool inverted = sets[i].size() > 1 && sets[i][0] == '^';
		if ((sets[i].find(c, inverted) != std::string::npos) == inverted)
			return false;
	}
	return true;
}

using suffixes = std::unordered_map<char, std::vector<suffix>>;

suffixes read_suffixes(const char *path)
{
	std::ifstream file(path);
	std::string line;
	suffixes out;
	char flag, strip[64], add[64], condition[256];

	while (std::getline(file, line))
		/* lint: allow sscanf: words of a dictionary, bounded, counted below */
		if (sscanf(line.c_str(), "SFX %c %63s %63s %255s", &flag, strip, add, condition) ==
			4 &&
		    strcmp(strip, "Y") != 0)
			out[flag].push_back({strcmp(strip, "0") == 0 ? "" : strip,
			    strcmp(add, "0") == 0 ? "" : add, condition});
	return out;
}

struct entry {
	std::string word, flags;
};

std::vector<entry> read_words(const char *path)
{
	std::ifstream file(path);
	std::string line;
	std::vector<entry> out;

	std::getline(file, line); /* how many there are */
	while (std::getline(file, line)) {
		size_t slash = line.find('/');
		while (!line.empty() && isspace(static_cast<unsigned char>(line.back())))
			line.pop_back();
		out.push_back({line.substr(0, slash),
		    slash == std::string::npos ? "" : line.substr(slash + 1)});
	}
	return out;
}

/* A word's end that leads to another word's, where the dictionary has that one: participles and
 * nouns of action to their verb, stray forms to their noun. */
const char *const ENDINGS[][2] = {{"ując", "ować"}, {"jąc", "ć"}, {"ąc", "ić"}, {"ąc", "yć"},
    {"wszy", "ć"}, {"anie", "ać"}, {"enie", "ć"}, {"ienie", "ić"}, {"enie", "ić"}, {"enie", "yć"},
    {"ęcie", "ąć"}, {"cie", "ć"}, {"any", "ać"}, {"iony", "ić"}, {"ony", "yć"}, {"ęty", "ąć"},
    {"ty", "ć"}, {"ujący", "ować"}, {"jący", "ć"}, {"iący", "ić"}, {"ący", "yć"}};
const char *const NOUN_ENDINGS[] = {
    "u", "a", "y", "i", "owi", "em", "ie", "ów", "om", "ami", "ach"};

/* ENDINGS are written in UTF-8; the dictionary is not. */
std::string latin2(const char *text)
{
	static const struct {
		const char *utf8;
		char byte;
	} LETTERS[] = {{"ą", '\xb1'}, {"ć", '\xe6'}, {"ę", '\xea'}, {"ó", '\xf3'}};
	std::string out = text;

	for (const auto &l : LETTERS)
		for (size_t at; (at = out.find(l.utf8)) != std::string::npos;)
			out.replace(at, 2, 1, l.byte);
	return out;
}

class bases
{
      public:
	explicit bases(const std::vector<entry> &words)
	{
		for (const entry &e : words)
			if (!e.flags.empty())
				known.insert(e.word);
		for (const auto &e : ENDINGS)
			verbs.emplace_back(latin2(e[0]), latin2(e[1]));
		for (const char *e : NOUN_ENDINGS)
			nouns.push_back(latin2(e));
	}

	std::string of(const entry &e) const
	{
		for (const auto &[from, to] : verbs) {
			std::string other = replaced(e.word, from, to);
			if (!other.empty() && known.count(other) && is_verb(other))
				return other;
		}
		if (e.flags.empty())
			for (const std::string &from : nouns) {
				std::string other = replaced(e.word, from, "");
				if (other.size() > 3 && known.count(other))
					return other;
			}
		return action(e.word);
	}

      private:
	/* -owanie and -owany come from a verb also where the dictionary does not know it. */
	static std::string action(const std::string &word)
	{
		for (const char *end : {"owanie", "owany"}) {
			std::string verb = replaced(word, end, "owa\xe6");
			if (!verb.empty())
				return verb;
		}
		return word;
	}

	std::unordered_set<std::string> known;
	std::vector<std::pair<std::string, std::string>> verbs;
	std::vector<std::string> nouns;

	static bool is_verb(const std::string &word)
	{
		return word.size() > 3 && word.back() == '\xe6';
	}

	static std::string replaced(
	    const std::string &word, const std::string &from, const std::string &to)
	{
		if (word.size() < from.size() + 2 ||
		    word.compare(word.size() - from.size(), from.size(), from) != 0)
			return "";
		return word.substr(0, word.size() - from.size()) + to;
	}
};

struct pair {
	std::string reversed;
	uint32_t rule;
	uint32_t order; /* of several bases the lowest is taken */
};

class table
{
      public:
	void learn(const std::vector<entry> &words, const suffixes &endings)
	{
		bases bases(words);
		std::string form, base;

		for (const entry &e : words) {
			std::string origin = bases.of(e);
			if (!plain(origin, base) || base.size() < SHORTEST)
				continue;
			if (e.flags.empty() && origin == e.word)
				continue; /* it teaches nothing */
			std::vector<std::string> forms = forms_of(e, endings);
			for (const std::string &f : forms)
				if (plain(f, form))
					add(form, base, order_of(forms.size()));
		}
		settle();
	}

	std::string write() const
	{
		std::string nodes;
		std::string out = "DPL1";
		std::unordered_map<std::string, uint32_t> known;
		uint32_t root =
		    pairs.empty() ? 0 : put_node(nodes, known, build(0, pairs.size(), 0, false));

		put(out, rules.size(), 4);
		put(out, root, 4);
		put(out, checksum(nodes), 4);
		for (const auto &r : rules) {
			out.push_back(static_cast<char>(r.first));
			out.push_back(static_cast<char>(r.second.size()));
			out += r.second + std::string(14 - r.second.size(), '\0');
		}
		return out + nodes;
	}

	static std::vector<std::string> forms_of(const entry &e, const suffixes &endings)
	{
		std::vector<std::string> forms{e.word};

		for (char flag : e.flags) {
			auto list = endings.find(flag);
			if (list == endings.end())
				continue;
			for (const suffix &s : list->second)
				if (e.word.size() >= s.strip.size() && fits(e.word, s.condition))
					forms.push_back(
					    e.word.substr(0, e.word.size() - s.strip.size()) +
					    s.add);
		}
		return forms;
	}

	/* A form of several words is counted to a noun or adjective before a verb, and always to
	 * the same word where two have most of their forms in common: who has more forms, then the
	 * alphabet. */
	static uint32_t order_of(size_t forms)
	{
		uint32_t count = static_cast<uint32_t>(std::min<size_t>(forms, 9999));

		return (forms < 5 ? 20000u : forms <= 40 ? 0u : 10000u) + 9999u - count;
	}

	size_t forms() const
	{
		return pairs.size();
	}

      private:
	std::vector<pair> pairs;
	std::vector<std::pair<size_t, std::string>> rules; /* take off, put on */
	std::map<std::pair<size_t, std::string>, uint32_t> numbers;
	std::vector<size_t> uses;

	void add(const std::string &form, const std::string &base, uint32_t order)
	{
		size_t same = 0;

		while (same < form.size() && same < base.size() && form[same] == base[same])
			same++;
		/* A rule may not depend on the whole word, nor leave nothing of it. */
		if (same < 2 || form.size() < SHORTEST || base.size() - same > 13)
			return;
		std::pair<size_t, std::string> rule(form.size() - same, base.substr(same));
		auto known = numbers.emplace(rule, rules.size());
		if (known.second) {
			rules.push_back(rule);
			uses.push_back(0);
		}
		uses[known.first->second]++;
		pairs.push_back(
		    {std::string(form.rbegin(), form.rend()), known.first->second, order});
	}

	/* One rule a form. */
	void settle()
	{
		std::sort(pairs.begin(), pairs.end(), [this](const pair &a, const pair &b) {
			if (a.reversed != b.reversed)
				return a.reversed < b.reversed;
			if (a.order != b.order)
				return a.order < b.order;
			return uses[a.rule] != uses[b.rule] ? uses[a.rule] > uses[b.rule]
							    : a.rule < b.rule;
		});
		pairs.erase(
		    std::unique(pairs.begin(), pairs.end(),
			[](const pair &a, const pair &b) { return a.reversed == b.reversed; }),
		    pairs.end());
	}

	struct node {
		uint32_t rule;
		std::vector<std::pair<char, node>> children;
	};

	/* The forms [from, to) have their last `depth` letters in common. */
	node build(size_t from, size_t to, size_t depth, bool has_parent, uint32_t parent = 0) const
	{
		std::unordered_map<uint32_t, unsigned> counts;
		node n;

		for (size_t i = from; i < to; i++)
			counts[pairs[i].rule]++;
		n.rule = pairs[from].rule;
		for (const auto &c : counts)
			if (c.second > counts[n.rule] ||
			    (c.second == counts[n.rule] && c.first < n.rule))
				n.rule = c.first;
		if (has_parent && counts[n.rule] == counts[parent])
			n.rule = parent;
		if ((counts.size() == 1 && counts.count(n.rule)) || to - from == 1)
			return n;
		for (size_t i = from, j; i < to; i = j) {
			char letter = letter_at(i, depth);
			for (j = i + 1; j < to && letter_at(j, depth) == letter; j++)
				;
			node child = build(i, j, depth + 1, true, n.rule);
			if (child.rule != n.rule || !child.children.empty())
				n.children.emplace_back(letter, std::move(child));
		}
		/* The end of a word comes first among forms, last among a node's bits. */
		std::sort(n.children.begin(), n.children.end(),
		    [](const auto &a, const auto &b) { return a.first < b.first; });
		return n;
	}

	char letter_at(size_t which, size_t depth) const
	{
		const std::string &form = pairs[which].reversed;

		return depth < form.size() ? form[depth] : WORD_BEGINS;
	}

	static void put(std::string &out, uint64_t value, int bytes)
	{
		for (int i = 0; i < bytes; i++)
			out.push_back(static_cast<char>(value >> 8 * i & 0xff));
	}

	/* Children first; returns the node's place. Equal nodes are written once. */
	static uint32_t put_node(
	    std::string &out, std::unordered_map<std::string, uint32_t> &known, const node &n)
	{
		std::string bytes, places;
		uint32_t letters = 0;

		for (const auto &c : n.children) {
			put(places, put_node(out, known, c.second), 3);
			letters |= 1u << (c.first - 'a');
		}
		put(bytes, n.rule << 1 | (letters ? 1 : 0), 2);
		if (letters) {
			put(bytes, letters, 4);
			bytes += places;
		}
		auto place = known.emplace(bytes, static_cast<uint32_t>(out.size()));
		if (place.second)
			out += bytes;
		return place.first->second;
	}

	static uint32_t checksum(const std::string &bytes)
	{
		uint32_t sum = 2166136261u;

		for (char c : bytes)
			sum = (sum ^ static_cast<unsigned char>(c)) * 16777619u;
		return sum;
	}
};

} // namespace

int main(int argc, char **argv)
{
	table stems;

	if (argc != 2 && argc != 4) {
		fprintf(stderr, "usage: polish_build TABLE [AFF DIC]\n");
		return 2;
	}
	if (argc == 4)
		stems.learn(read_words(argv[3]), read_suffixes(argv[2]));
	std::string bytes = stems.write();
	std::ofstream out(argv[1], std::ios::binary);
	out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
	out.close();
	if (!out) {
		fprintf(stderr, "polish_build: %s cannot be written\n", argv[1]);
		return 1;
	}
	printf("Polish stems: %zu forms in %zu bytes\n", stems.forms(), bytes.size());
	return argc == 4 && stems.forms() < 100000;
}
