#include "search/document.hh"

#include <algorithm>
#include <cstring>
#include <ctime>

#include "search/letters.hh"
#include "search/polish.hh"
#include "search/ranking.hh"

namespace docket
{

namespace
{

/* Bytes of each text that are indexed, and that are kept, for phrases to be looked for in. */
const struct {
	size_t title, solution, question, answers, tag;
	size_t kept_solution, kept_question, kept_answers;
} TEXT_LIMITS = {
    .title = 1000,
    .solution = 32768,
    .question = 32768,
    .answers = 65536,
    .tag = 60,
    .kept_solution = 8192,
    .kept_question = 8192,
    .kept_answers = 16384,
};

constexpr size_t LINKS_MOST = 256; /* the latest */
constexpr size_t PREFIX_LETTERS = 3;

std::string_view text_of(const char *text, size_t most)
{
	return text ? head_of(std::string_view(text, strnlen(text, most + 4)), most)
		    : std::string_view();
}

/* The terms of one document. */
class term_maker
{
      public:
	term_maker(Xapian::Document &document_, stemmers &stems_, language which_)
	    : document(document_), stems(stems_), which(which_)
	{
	}

	/* Short texts are leads as a whole. */
	void short_text(std::string_view content, uint32_t weight)
	{
		tokens.clear();
		tokenize(content, tokens);
		for (const token &t : tokens)
			add(t, weight, true);
		pairs();
	}

	void long_text(std::string_view content, uint32_t weight, uint32_t lead)
	{
		tokens.clear();
		tokenize(content, tokens);
		for (const token &t : tokens) {
			uint32_t steps = lead_steps(t.position - 1);
			add(t, weight + lead * steps, lead && steps);
		}
		while (!tokens.empty() && tokens.back().position > ranking_in_use().pair_words)
			tokens.pop_back();
		if (lead)
			pairs();
	}

	/* What a text begins with says most of what it is about. */
	static uint32_t lead_steps(uint32_t place)
	{
		uint32_t words = ranking_in_use().lead_words;

		return place < words / 3 ? 2 : place < words ? 1 : 0;
	}

	/* Neighbours, with stop words between them or not. */
	void pairs()
	{
		std::string before;

		for (const token &t : tokens) {
			if (!t.letters || t.kind == token_kind::part ||
			    is_stop_word(which, t.plain))
				continue;
			std::string stem = stems.stem(which, t);
			if (!before.empty())
				document.add_term(pair_term(before, stem), 1);
			before = stem;
		}
	}

	void beginnings(std::string_view title)
	{
		tokens.clear();
		tokenize(title, tokens);
		for (const token &t : tokens) {
			for (size_t letters = 1, at = 0; letters <= PREFIX_LETTERS; letters++) {
				do
					at++;
				while (at < t.plain.size() && (t.plain[at] & 0xc0) == 0x80);
				document.add_boolean_term("P" + t.plain.substr(0, at));
				if (at >= t.plain.size())
					break;
			}
		}
	}

      private:
	Xapian::Document &document;
	stemmers &stems;
	language which;
	std::vector<token> tokens;

	/* Codes, numbers and whole compounds are always there as they were typed; of words only
	 * those that a title or a text's lead has, as most of an index is the words of long texts.
	 */
	void add(const token &t, uint32_t weight, bool typed)
	{
		bool common = t.letters && is_stop_word(which, t.plain);

		if (!t.letters)
			document.add_term(t.plain, weight);
		else if (typed)
			document.add_term(t.plain, common ? 0 : 1);
		if (!t.letters || common)
			return;
		document.add_term("Z" + stems.stem(which, t), weight);
		std::string root = root_of(t.plain);
		if (!root.empty())
			document.add_term("W" + root, weight);
	}
};

void put32(std::string &out, uint64_t value)
{
	uint32_t number = static_cast<uint32_t>(std::min<uint64_t>(value, UINT32_MAX));

	for (int shift = 24; shift >= 0; shift -= 8)
		out.push_back(static_cast<char>(number >> shift & 0xff));
}

void put64(std::string &out, uint64_t value)
{
	put32(out, value >> 32);
	put32(out, value & UINT32_MAX);
}

uint32_t get32(const char *at)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++)
		value = value << 8 | static_cast<unsigned char>(at[i]);
	return value;
}

uint64_t get64(const char *at)
{
	return static_cast<uint64_t>(get32(at)) << 32 | get32(at + 4);
}

int64_t seconds_of(int64_t timestamp)
{
	return std::clamp<int64_t>(timestamp / SECOND, 0, UINT32_MAX);
}

/* White space as single blanks, broken bytes left out. */
void append_folded(std::string &out, std::string_view text)
{
	bool blank = true;

	for (size_t at = 0; at < text.size();) {
		character c = character_at(text, at);
		bool white = c.code <= ' ' || c.code == NO_CHARACTER;

		if (!white)
			out.append(text, at, c.length);
		else if (!blank)
			out.push_back(' ');
		blank = white;
		at += c.length;
	}
}

void add_rights(Xapian::Document &document, const search_document &source)
{
	if (source.audience != SEARCH_FOR_PUBLIC)
		document.add_boolean_term("Rn");
	switch (source.audience) {
	case SEARCH_FOR_PUBLIC:
		document.add_boolean_term("Rp");
		break;
	case SEARCH_FOR_CLIENTS:
		document.add_boolean_term("Rc");
		break;
	case SEARCH_FOR_ORGANISATION:
		if (source.organisation_id)
			document.add_boolean_term(number_term("Rg", source.organisation_id));
		break;
	case SEARCH_FOR_PARTICIPANTS:
		document.add_boolean_term("Rx");
		if (source.organisation_id)
			document.add_boolean_term(number_term("Ro", source.organisation_id));
		if (source.contact_id)
			document.add_boolean_term(number_term("Ra", source.contact_id));
		for (size_t i = 0; i < source.follower_count; i++)
			document.add_boolean_term(number_term("Ra", source.followers[i]));
		break;
	case SEARCH_FOR_STAFF:
		break;
	}
}

void add_filters(Xapian::Document &document, const search_document &source, language which)
{
	auto code = [&document](char prefix, const char *value) {
		if (value && *value)
			document.add_boolean_term(code_term(prefix, value));
	};

	document.add_boolean_term(source.kind == SEARCH_ARTICLE ? "Ka" : "Kt");
	document.add_boolean_term(number_term("Y", year_of(seconds_of(source.created))));
	code('C', source.category);
	code('T', source.type);
	code('S', source.status);
	for (size_t i = 0; i < source.tag_count; i++)
		code('G', source.tags[i]);
	if (which != LANGUAGE_NONE)
		document.add_boolean_term(code_term('L', language_code(which)));
	else
		code('L', source.language);
}

void add_values(Xapian::Document &document, const search_document &source, language which)
{
	traits t;
	std::string packed;
	std::vector<int64_t> links(source.links, source.links + source.link_count);

	t.kind = source.kind;
	t.solved = source.solved;
	t.created = static_cast<uint32_t>(seconds_of(source.created));
	t.updated = static_cast<uint32_t>(seconds_of(std::max(source.updated, source.created)));
	t.links = static_cast<uint32_t>(std::min<size_t>(links.size(), UINT32_MAX));
	t.helped = source.helped;
	t.failed = source.failed;
	t.language = which != LANGUAGE_NONE ? language_code(which)
		     : source.language	    ? source.language
					    : "";
	t.category = source.category ? source.category : "";
	document.add_value(SLOT_TRAITS, pack_traits(t));
	document.add_value(
	    SLOT_CREATED, Xapian::sortable_serialise(static_cast<double>(source.created) / SECOND));
	std::sort(links.begin(), links.end());
	if (links.size() > LINKS_MOST)
		links.erase(links.begin(), links.end() - LINKS_MOST);
	for (int64_t link : links)
		put32(packed, static_cast<uint64_t>(seconds_of(link)));
	if (!packed.empty())
		document.add_value(SLOT_LINKS, packed);
}

} // namespace

std::string analysis_version()
{
	return std::string(ANALYSIS) + " " + polish_version();
}

std::string pack_traits(const traits &value)
{
	std::string out;

	out.push_back(static_cast<char>(value.kind | (value.solved ? 0x10 : 0)));
	put32(out, value.created);
	put32(out, value.updated - value.created);
	for (uint32_t count : {value.links, value.helped, value.failed}) {
		count = std::min<uint32_t>(count, UINT16_MAX);
		out.push_back(static_cast<char>(count >> 8));
		out.push_back(static_cast<char>(count & 0xff));
	}
	out.append(value.language, 0, 15);
	out.push_back('\0');
	return out.append(value.category, 0, 60);
}

bool unpack_traits(std::string_view packed, traits &value)
{
	constexpr size_t FIXED = 15;

	if (packed.size() <= FIXED)
		return false;
	auto small = [&packed](size_t at) {
		return static_cast<uint32_t>(static_cast<unsigned char>(packed[at]) << 8 |
					     static_cast<unsigned char>(packed[at + 1]));
	};
	value.kind = (packed[0] & 0xf) == SEARCH_ARTICLE ? SEARCH_ARTICLE : SEARCH_TICKET;
	value.solved = packed[0] & 0x10;
	value.created = get32(packed.data() + 1);
	value.updated = value.created + get32(packed.data() + 5);
	value.links = small(9);
	value.helped = small(11);
	value.failed = small(13);
	packed.remove_prefix(FIXED);
	size_t nul = packed.find('\0');
	if (nul == std::string_view::npos)
		return false;
	value.language = packed.substr(0, nul);
	value.category = packed.substr(nul + 1);
	return true;
}

size_t links_before(std::string_view packed, int64_t moment)
{
	size_t count = 0;

	while ((count + 1) * 4 <= packed.size() && get32(packed.data() + count * 4) < moment)
		count++;
	return count;
}

std::string pack_record(const record &value)
{
	std::string out;

	out.push_back(static_cast<char>(value.kind));
	put64(out, static_cast<uint64_t>(value.id));
	put64(out, static_cast<uint64_t>(value.stamp));
	for (const std::string *text : {&value.title, &value.question, &value.solution})
		put32(out, text->size());
	return out.append(value.title)
	    .append(value.question)
	    .append(value.solution)
	    .append(value.answers);
}

bool unpack_record(std::string_view packed, record &value)
{
	constexpr size_t FIXED = 29;
	size_t at = FIXED;

	if (packed.size() < FIXED)
		return false;
	value.kind = packed[0] == SEARCH_ARTICLE ? SEARCH_ARTICLE : SEARCH_TICKET;
	value.id = static_cast<int64_t>(get64(packed.data() + 1));
	value.stamp = static_cast<int64_t>(get64(packed.data() + 9));
	size_t length = 17;
	for (std::string *text : {&value.title, &value.question, &value.solution}) {
		size_t bytes = get32(packed.data() + length);
		if (packed.size() - at < bytes)
			return false;
		*text = packed.substr(at, bytes);
		at += bytes;
		length += 4;
	}
	value.answers = packed.substr(at);
	return true;
}

/* There are more pairs than anything else, so they are short: 24 bits of a sum. */
std::string pair_term(const std::string &a, const std::string &b)
{
	static const char DIGITS[] =
	    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
	uint32_t sum = 2166136261u;
	std::string term = "N";

	for (const std::string *word : {std::min(&a, &b, [](auto x, auto y) { return *x < *y; }),
		 std::max(&a, &b, [](auto x, auto y) { return *x < *y; })})
		for (const char *c = word->c_str();; c++) {
			sum = (sum ^ static_cast<unsigned char>(*c)) * 16777619u;
			if (!*c)
				break;
		}
	sum ^= sum >> 24;
	for (int shift = 18; shift >= 0; shift -= 6)
		term.push_back(DIGITS[sum >> shift & 63]);
	return term;
}

std::string root_of(std::string_view plain)
{
	size_t at = 0, letters = ranking_in_use().root_letters;

	for (; letters && at < plain.size(); at++)
		if ((plain[at] & 0xc0) != 0x80 && letters-- == 1)
			break;
	if (at >= plain.size())
		return "";
	for (at++; at < plain.size() && (plain[at] & 0xc0) == 0x80;)
		at++;
	return std::string(plain.substr(0, at));
}

std::string number_term(const char *prefix, int64_t number)
{
	return prefix + std::to_string(number);
}

std::string unique_term(search_kind kind, int64_t id)
{
	return number_term(kind == SEARCH_ARTICLE ? "Qa" : "Qt", id);
}

std::string code_term(char prefix, std::string_view code)
{
	return prefix + fold_text(head_of(code, TEXT_LIMITS.tag));
}

int year_of(int64_t seconds)
{
	time_t at = static_cast<time_t>(seconds);
	struct tm parts;

	return gmtime_r(&at, &parts) ? parts.tm_year + 1900 : 1970;
}

Xapian::Document make_document(const search_document &source, stemmers &stems)
{
	Xapian::Document document;
	language which = language_named(source.language ? source.language : "");
	term_maker terms(document, stems, which);
	const ranking &weight = ranking_in_use();
	std::string_view title = text_of(source.title, TEXT_LIMITS.title);
	std::string_view solution = text_of(source.solution, TEXT_LIMITS.solution);
	std::string_view question = text_of(source.question, TEXT_LIMITS.question);
	std::string_view answers = text_of(source.answers, TEXT_LIMITS.answers);
	record shown;

	terms.short_text(title, weight.title);
	terms.long_text(solution, weight.solution, weight.lead);
	terms.long_text(question, weight.question, weight.lead);
	terms.long_text(answers, weight.answers, 0);
	for (size_t i = 0; i < source.tag_count; i++)
		terms.short_text(text_of(source.tags[i], TEXT_LIMITS.tag), weight.tags);
	terms.beginnings(title);
	document.add_boolean_term(unique_term(source.kind, source.id));
	add_filters(document, source, which);
	add_rights(document, source);
	add_values(document, source, which);

	shown.kind = source.kind;
	shown.id = source.id;
	shown.stamp = source.stamp;
	append_folded(shown.title, title);
	append_folded(shown.question, head_of(question, TEXT_LIMITS.kept_question));
	append_folded(shown.solution, head_of(solution, TEXT_LIMITS.kept_solution));
	append_folded(shown.answers, head_of(answers, TEXT_LIMITS.kept_answers));
	document.set_data(pack_record(shown));
	return document;
}

} // namespace docket
