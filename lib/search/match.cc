#include "search/match.hh"

#include <algorithm>
#include <cmath>
#include <map>

#include "search/document.hh"
#include "search/ranking.hh"

namespace docket
{

namespace
{

constexpr size_t SENTENCE = 5; /* units; its language is known */

using Xapian::Query;
using queries = std::vector<Query>;

Query join(Query::op how, const queries &parts)
{
	return Query(how, parts.begin(), parts.end());
}

Query scaled(const Query &query, double factor)
{
	return factor == 1 ? query : Query(Query::OP_SCALE_WEIGHT, query, factor);
}

bool is_ideographs(const unit &u)
{
	return u.tokens[0].kind == token_kind::part;
}

size_t characters_of(const std::string &text)
{
	return static_cast<size_t>(
	    std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

} // namespace

matcher::matcher(const Xapian::Database &database_, stemmers &stems_,
    const std::vector<language> &languages_, const search_reader &reader_)
    : database(database_), stems(stems_), languages(languages_), reader(reader_)
{
	language own = language_named(reader.language ? reader.language : "");

	/* The reader's language is asked first; a query can be in one that no document has. */
	if (own != LANGUAGE_NONE) {
		languages.erase(
		    std::remove(languages.begin(), languages.end(), own), languages.end());
		languages.insert(languages.begin(), own);
	}
	if (languages.empty())
		languages.push_back(language_named("en"));
}

void matcher::order_languages(const std::vector<token> &tokens)
{
	language guessed = guess_language(tokens, languages);
	auto place = std::find(languages.begin(), languages.end(), guessed);

	std::rotate(languages.begin(), place, place + 1);
}

/* Terms of what is not public but for this reader. */
queries matcher::grants() const
{
	queries any;

	if (!reader.known)
		return any;
	any.emplace_back("Rc");
	if (reader.account_id)
		any.emplace_back(number_term("Ra", reader.account_id));
	if (reader.organisation_id) {
		any.emplace_back(number_term("Rg", reader.organisation_id));
		if (reader.scope == SEARCH_ORGANISATION_SCOPE)
			any.emplace_back(number_term("Ro", reader.organisation_id));
	}
	if (reader.scope == SEARCH_ALL)
		any.emplace_back("Rx");
	return any;
}

/* Said the shorter way: what is public or granted, or not what is neither. */
Query matcher::visible(const Query &words) const
{
	queries granted = grants();

	if (reader.staff)
		return words;
	if (database.get_termfreq("Rp") > database.get_termfreq("Rn"))
		return Query(Query::OP_AND_NOT, words,
		    Query(Query::OP_AND_NOT, Query("Rn"), join(Query::OP_OR, granted)));
	granted.emplace_back("Rp");
	return Query(Query::OP_FILTER, words, join(Query::OP_OR, granted));
}

Query matcher::restricted(
    const Query &words, const search_query &query, const std::vector<wish> &wishes) const
{
	std::map<char, queries> asked;
	queries all;

	auto ask = [&asked](char prefix, std::string_view value) {
		std::string code(value);
		language which = prefix == 'L' ? language_named(value) : LANGUAGE_NONE;

		if (which != LANGUAGE_NONE)
			code = language_code(which);
		if (prefix == 'K')
			code = !value.empty() && (value[0] | 0x20) == 'a' ? "a" : "t";
		asked[prefix].emplace_back(prefix == 'K' ? "K" + code : code_term(prefix, code));
	};
	for (const wish &w : wishes)
		ask(w.prefix, w.value);
	if (query.kind != SEARCH_ANY)
		ask('K', query.kind == SEARCH_ARTICLE ? "a" : "t");
	if (query.category && *query.category)
		ask('C', query.category);
	if (query.language && *query.language)
		ask('L', query.language);
	if (query.year)
		ask('Y', std::to_string(query.year));
	for (const auto &[prefix, values] : asked)
		all.push_back(join(Query::OP_OR, values));
	if (query.as_of)
		all.emplace_back(Query::OP_VALUE_LE, SLOT_CREATED,
		    Xapian::sortable_serialise(static_cast<double>(query.as_of - 1) / SECOND));
	Query whole =
	    all.empty() ? words : Query(Query::OP_FILTER, words, join(Query::OP_AND, all));
	if (query.except_id)
		whole = Query(Query::OP_AND_NOT, whole,
		    Query(unique_term(query.except_kind, query.except_id)));
	return visible(whole);
}

bool matcher::is_common(const unit &u) const
{
	return u.tokens.size() == 1 && u.tokens[0].letters &&
	       is_stop_word(languages[0], u.tokens[0].plain);
}

bool matcher::is_frequent(Xapian::doccount documents) const
{
	const ranking &limit = ranking_in_use();

	return documents > limit.frequent &&
	       documents > limit.frequent_share * database.get_doccount();
}

/* How many documents have its first term: about as many as have the unit. */
Xapian::doccount matcher::frequency(const unit &u)
{
	const token &first = u.tokens[0];

	return database.get_termfreq(
	    first.letters && !is_common(u) ? "Z" + stems.stem(languages[0], first) : first.plain);
}

/* Any of the rarest, as many as there is time for, and the others for what they weigh. */
Query matcher::some_of(std::vector<choice> &choices, queries &weighing)
{
	uint64_t documents = 0;
	queries choosing;

	std::stable_sort(choices.begin(), choices.end(),
	    [](const choice &a, const choice &b) { return a.documents < b.documents; });
	for (const choice &c : choices) {
		documents += c.documents;
		bool chooses = choosing.empty() || documents <= ranking_in_use().choosing_documents;
		(chooses ? choosing : weighing).push_back(c.words);
	}
	return Query(
	    Query::OP_AND_MAYBE, join(Query::OP_OR, choosing), join(Query::OP_OR, weighing));
}

/* The first token of each unit. */
static std::vector<token> words_of(const parsed_query &parsed)
{
	std::vector<token> tokens;

	for (const unit &u : parsed.units)
		tokens.push_back(u.tokens[0]);
	return tokens;
}

/* The units that count: without stop words where there are others, not more than words_most. */
std::vector<const unit *> matcher::telling(const parsed_query &parsed, bool typing)
{
	std::vector<const unit *> chosen;
	std::set<std::string> seen;
	const unit *open = typing && parsed.open_end ? &parsed.units.back() : nullptr;

	order_languages(words_of(parsed));
	for (const unit &u : parsed.units)
		if (&u != open && !is_common(u) && seen.insert(u.tokens[0].plain).second)
			chosen.push_back(&u);
	if (chosen.empty())
		for (const unit &u : parsed.units)
			if (&u != open && seen.insert(u.tokens[0].plain).second)
				chosen.push_back(&u);
	size_t most = ranking_in_use().words_most;
	if (chosen.size() > most) {
		std::map<const unit *, Xapian::doccount> documents;

		for (const unit *u : chosen)
			documents[u] = frequency(*u);
		std::stable_sort(
		    chosen.begin(), chosen.end(), [&documents](const unit *a, const unit *b) {
			    return documents[a] < documents[b];
		    });
		chosen.resize(most);
	}
	return chosen;
}

/* A word's stems in every language of the index, those that occur; in a sentence not those that are
 * rare beside that of its language, as there are many words, and the others say what language it
 * is. */
void matcher::add_stems(const token &word, double factor, queries &into)
{
	std::set<std::string> seen;
	Xapian::doccount main = 0;

	for (size_t i = 0; i < languages.size(); i++) {
		std::string stem = stems.stem(languages[i], word);

		if (!seen.insert(stem).second)
			continue;
		terms.stems.insert(stem);
		Xapian::doccount documents = i > 0 ? database.get_termfreq("Z" + stem) : 0;
		if (i == 0)
			main = database.get_termfreq("Z" + stem);
		else if (!documents || (sentence && documents < main / 20))
			continue;
		into.push_back(
		    scaled(Query("Z" + stem), factor * (i ? ranking_in_use().other_stem : 1)));
	}
}

/* A run of characters without spaces: its pairs, all or some of them. */
Query matcher::pairs_of(const unit &u, Query::op how)
{
	queries pairs;

	for (const token &t : u.tokens) {
		if (t.kind != token_kind::exact && u.tokens.size() > 1)
			continue;
		terms.words.insert(t.plain);
		pairs.emplace_back(t.plain);
	}
	return join(how, pairs);
}

/* What makes a document have the word; a compound that no document has is read as its parts. */
Query matcher::forms(const unit &u)
{
	queries any, parts;
	bool found = false;

	if (is_ideographs(u))
		return pairs_of(u, Query::OP_AND);
	for (const token &t : u.tokens) {
		terms.words.insert(t.plain);
		if (t.kind == token_kind::part) {
			queries sides;

			if (t.letters)
				add_stems(t, 1, sides);
			else
				sides.emplace_back(t.plain);
			parts.push_back(join(Query::OP_OR, sides));
			continue;
		}
		found = found || database.term_exists(t.plain);
		if (t.letters)
			add_stems(t, 1, any);
		else
			any.emplace_back(t.plain);
	}
	/* (A version that nobody has is not its beginning.) */
	bool version = u.tokens[0].kind == token_kind::whole &&
		       u.tokens[0].position == u.tokens.back().position;
	if (!found && !parts.empty() && !version)
		return join(Query::OP_AND, parts);
	/* All stop words: they have no stems. */
	if (is_common(u))
		any.emplace_back(u.tokens[0].plain);
	return any.empty() ? join(Query::OP_AND, parts) : join(Query::OP_OR, any);
}

Query matcher::exact_forms(const unit &u) const
{
	queries any;
	double factor = ranking_in_use().exact;

	if (factor <= 0)
		return Query();
	for (const token &t : u.tokens)
		if (t.letters && t.kind == token_kind::word)
			any.push_back(scaled(Query(t.plain), factor));
	return join(Query::OP_OR, any);
}

Query matcher::strict(const unit &u)
{
	Query exact = exact_forms(u);

	return exact.empty() ? forms(u) : Query(Query::OP_AND_MAYBE, forms(u), exact);
}

Query matcher::loose(const unit &u)
{
	if (is_ideographs(u))
		return pairs_of(u, Query::OP_OR);
	queries any{forms(u)};
	double factor = ranking_in_use().part;
	Query exact = exact_forms(u);

	if (!exact.empty())
		any.push_back(exact);
	if (u.tokens.size() > 1)
		for (const token &t : u.tokens)
			if (t.kind == token_kind::part && t.letters)
				add_stems(t, factor, any);
	return join(Query::OP_OR, any);
}

/* The most frequent words that begin so. */
std::vector<std::string> matcher::continued(const std::string &prefix) const
{
	std::vector<std::pair<Xapian::doccount, std::string>> found;
	std::vector<std::string> words;
	size_t looked_at = 0;

	for (auto term = database.allterms_begin(prefix), end = database.allterms_end(prefix);
	     term != end && looked_at < ranking_in_use().prefix_scan; ++term, looked_at++)
		found.emplace_back(term.get_termfreq(), *term);
	size_t most = std::min(found.size(), ranking_in_use().prefix_words);
	std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(most), found.end(),
	    [](const auto &a, const auto &b) {
		    return a.first != b.first ? a.first > b.first : a.second < b.second;
	    });
	for (size_t i = 0; i < most; i++)
		words.push_back(found[i].second);
	return words;
}

/* A word in the making. One to three letters are looked up among titles' words alone: there are
 * terms for these, and whole words would be too many. */
Query matcher::beginning(const unit &u)
{
	const token &last = u.tokens[0];
	queries any;

	terms.beginning = last.plain;
	if (last.kind == token_kind::word && characters_of(last.plain) <= 3) {
		any.emplace_back("P" + last.plain);
	} else {
		queries words;
		Xapian::doccount documents = 0;

		for (const std::string &word : continued(last.plain)) {
			words.emplace_back(word);
			documents += database.get_termfreq(word);
		}
		any.push_back(scaled(join(Query::OP_SYNONYM, words), weight_of_typed(documents)));
	}
	if (!is_common(u))
		any.push_back(scaled(forms(u), weight_of_typed(frequency(u))));
	return join(Query::OP_OR, any);
}

/* What very many documents have weighs nothing: then the first of them will do. */
double matcher::weight_of_typed(Xapian::doccount documents)
{
	return documents > ranking_in_use().choosing_documents ? 0 : 1;
}

/* Documents that have the phrase's words; whether in this order, the finder reads in their text. */
Query matcher::words_of_phrase(const phrase &p)
{
	queries all;
	std::vector<token> tokens;

	for (const unit &u : p.units) {
		tokens.push_back(u.tokens[0]);
		if (!is_common(u))
			all.push_back(forms(u));
	}
	if (all.empty())
		for (const unit &u : p.units)
			all.emplace_back(u.tokens[0].plain);
	return Query(Query::OP_AND_MAYBE, join(Query::OP_AND, all), kinship(tokens, languages[0]));
}

Query matcher::without(Query query, const parsed_query &parsed)
{
	queries none;
	wanted_terms kept = terms; /* what is not wanted is not marked */

	for (const unit &u : parsed.not_units)
		none.push_back(forms(u));
	terms = kept;
	if (none.empty())
		return query;
	return Query(Query::OP_AND_NOT, query, join(Query::OP_OR, none));
}

/* What makes one of two documents with the same words the better one: words that begin alike, and
 * words that stand beside each other as they do in the query. */
Query matcher::kinship(const std::vector<token> &tokens, language which, unsigned times)
{
	const ranking &r = ranking_in_use();
	std::set<std::string> roots, pairs;
	std::string before;
	queries any;

	for (const token &t : tokens) {
		if (!t.letters || t.kind == token_kind::part || is_stop_word(which, t.plain))
			continue;
		std::string root = root_of(t.plain), stem = stems.stem(which, t);
		if (!root.empty())
			roots.insert(root);
		if (!before.empty())
			pairs.insert(pair_term(before, stem));
		before = stem;
	}
	for (const std::string &root : roots)
		if (!is_frequent(database.get_termfreq("W" + root)))
			any.push_back(scaled(Query("W" + root, times), r.root));
	for (const std::string &pair : pairs)
		any.push_back(scaled(Query(pair, times), r.pair));
	return join(Query::OP_OR, any);
}

/* A word that nobody has is the beginning of one, while somebody types: "kitch scal". */
bool matcher::is_unfinished(const unit &u)
{
	return u.tokens.size() == 1 && u.tokens[0].kind == token_kind::word && !is_common(u) &&
	       !frequency(u) && !database.term_exists(u.tokens[0].plain);
}

Query matcher::all_words(const parsed_query &parsed, bool typing)
{
	queries all;

	for (const unit *u : telling(parsed, typing))
		all.push_back(typing && is_unfinished(*u) ? beginning(*u) : strict(*u));
	for (const phrase &p : parsed.phrases)
		all.push_back(words_of_phrase(p));
	if (typing && parsed.open_end)
		all.push_back(beginning(parsed.units.back()));
	if (all.empty())
		return without(Query::MatchAll, parsed);
	Query words = join(Query::OP_AND, all);
	if (!typing)
		words = Query(Query::OP_AND_MAYBE, words, kinship(words_of(parsed), languages[0]));
	return without(words, parsed);
}

Query matcher::some_words(const parsed_query &parsed, bool typing)
{
	std::vector<choice> choices;
	queries all, weighing;

	std::vector<const unit *> units = telling(parsed, typing);
	sentence = units.size() > SENTENCE;
	for (const unit *u : units)
		choices.push_back(
		    {frequency(*u), typing && is_unfinished(*u) ? beginning(*u) : loose(*u)});
	if (!typing || !parsed.open_end)
		weighing.push_back(kinship(words_of(parsed), languages[0]));
	else if (choices.empty())
		choices.push_back({0, beginning(parsed.units.back())});
	else
		weighing.push_back(beginning(parsed.units.back()));
	for (const phrase &p : parsed.phrases)
		all.push_back(words_of_phrase(p));
	Query words = some_of(choices, weighing);
	if (!all.empty())
		words = Query(Query::OP_AND_MAYBE, join(Query::OP_AND, all), words);
	return without(words, parsed);
}

Query matcher::any_words(const parsed_query &parsed, bool typing)
{
	parsed_query words = parsed;

	for (const phrase &p : parsed.phrases)
		words.units.insert(words.units.begin(), p.units.begin(), p.units.end());
	words.phrases.clear();
	return some_words(words, typing);
}

Query matcher::like(const search_query &query)
{
	const ranking &limit = ranking_in_use();
	std::vector<token> title, text;
	std::map<std::string, unsigned> counts;
	std::vector<std::pair<double, std::string>> heavy;
	language which = language_named(query.text_language ? query.text_language : "");

	tokenize(head_of(query.title ? query.title : "", limit.query_bytes), title);
	tokenize(head_of(query.text ? query.text : "", limit.similar_bytes), text);
	if (which == LANGUAGE_NONE) {
		order_languages(text.empty() ? title : text);
		which = languages[0];
	}
	auto count = [&](const std::vector<token> &tokens, size_t times) {
		for (const token &t : tokens) {
			if (t.letters && is_stop_word(which, t.plain))
				continue;
			std::string stem = t.letters ? stems.stem(which, t) : "";
			(t.letters ? terms.stems : terms.words).insert(t.letters ? stem : t.plain);
			counts[t.letters ? "Z" + stem : t.plain] += static_cast<unsigned>(times);
		}
	};
	count(title, limit.title_most);
	count(text, 1);
	double documents = database.get_doccount() + 1.0;
	for (const auto &[term, times] : counts) {
		Xapian::doccount frequency = database.get_termfreq(term);

		if (frequency)
			heavy.emplace_back(times * (limit.k3 + 1) / (times + limit.k3) *
					       std::log(documents / (frequency + 0.5)),
			    term);
	}
	std::sort(heavy.begin(), heavy.end(), [](const auto &a, const auto &b) {
		return a.first != b.first ? a.first > b.first : a.second < b.second;
	});
	heavy.resize(std::min(heavy.size(), limit.similar_terms));
	std::vector<choice> choices;
	queries weighing{kinship(title, which, static_cast<unsigned>(limit.title_most))};
	for (const auto &[weight, term] : heavy)
		choices.push_back({database.get_termfreq(term), Query(term, counts[term])});
	return some_of(choices, weighing);
}

} // namespace docket
