#include "search/search.h"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <map>

#include "search/border.hh"
#include "search/document.hh"
#include "search/generation.hh"
#include "search/match.hh"
#include "search/ranking.hh"
#include "search/snippet.hh"
#include "search/spelling.hh"

extern "C" {
#ifndef _Bool
#define _Bool bool
#endif
#include "base/arena.h"
}

using namespace docket;

static constexpr size_t LIMIT_MOST = 100;
static constexpr size_t SNIPPET_BYTES = 240;
static constexpr size_t EXCERPT_BYTES = 700; /* of each text */
static constexpr int TRIES = 5;		     /* while the index changes under a query */

struct search {
	std::string folder, generation;
	Xapian::Database database;
	std::vector<language> languages; /* those of documents, most frequent first */
	Xapian::rev revision = 0;
	bool outdated = false;
	stemmers stems;

	void refresh();
	void open_generation(const std::string &name);
};

void search::open_generation(const std::string &name)
{
	generation.clear();
	database = Xapian::Database(folder + "/" + name);
	outdated = database.get_metadata(ANALYSIS_KEY) != analysis_version();
	generation = name;
	revision = 0;
}

/* Makes sure that the database is the live one, as last committed. */
void search::refresh()
{
	std::string live = live_generation(folder);

	if (live.empty())
		throw failure{ERROR(ERR_UNAVAILABLE, "search: %s has no index", folder.c_str())};
	if (live != generation)
		open_generation(live);
	else
		database.reopen();
	if (revision && revision == database.get_revision())
		return;
	std::vector<std::pair<Xapian::doccount, language>> counted;
	for (language i = 1; i < language_count(); i++) {
		Xapian::doccount documents =
		    database.get_termfreq(code_term('L', language_code(i)));

		if (documents)
			counted.emplace_back(documents, i);
	}
	std::sort(counted.rbegin(), counted.rend());
	languages.clear();
	for (const auto &entry : counted)
		languages.push_back(entry.second);
	revision = database.get_revision();
}

/* Runs the body on the index as it is now, again when a commit or a rebuild came in between. */
template <typename body> static enum err on_index(struct search *search, body &&run) noexcept
{
	return guarded(ERR_UNAVAILABLE, [&] {
		for (int tries = 1;; tries++) {
			try {
				search->refresh();
				return run();
			} catch (const Xapian::DatabaseError &) {
				/* A file may have gone with its generation: begin with none. */
				search->generation.clear();
				if (tries == TRIES)
					throw;
			}
		}
	});
}

enum err search_open(const char *folder, struct search **out)
{
	*out = nullptr;
	return guarded(ERR_UNAVAILABLE, [&] {
		auto search = std::make_unique<struct search>();

		search->folder = folder;
		*out = search.release();
		return OK;
	});
}

void search_close(struct search *search)
{
	delete search;
}

namespace
{

void need(const void *pointer)
{
	if (!pointer)
		throw failure{ERROR(ERR_MEMORY, "search: the arena is full")};
}

const char *keep(struct arena *arena, const std::string &text)
{
	const char *copy = arena_text_n(arena, text.data(), text.size());

	need(copy);
	return copy;
}

template <typename item> item *keep_array(struct arena *arena, size_t count)
{
	if (!count)
		return nullptr;
	void *items = arena_array(arena, count, sizeof(item));
	need(items);
	return static_cast<item *>(items);
}

/* One query on its way to a result. */
class finder
{
      public:
	finder(struct search &search_, struct arena *arena_, const search_reader &reader_,
	    const search_query &query_, search_result &result_)
	    : search(search_), arena(arena_), reader(reader_), query(query_), result(result_),
	      matches(search.database, search.stems, search.languages, reader)
	{
	}

	void run()
	{
		memset(&result, 0, sizeof result);
		if (query.mode == SEARCH_SIMILAR)
			find_similar();
		else
			find_words();
		result.total = found.size();
		result.total_capped = result.total_capped || found.size() == most;
		if (query.facets)
			count_facets();
		fill_hits();
	}

      private:
	struct search &search;
	struct arena *arena;
	const search_reader &reader;
	const search_query &query;
	search_result &result;
	matcher matches;
	std::vector<wish> wishes;
	std::vector<candidate> found;
	size_t most = 0;

	void fetch(const Xapian::Query &words)
	{
		fetch(words, query);
	}

	void fetch(const Xapian::Query &words, const search_query &filters)
	{
		int64_t now =
		    query.as_of ? query.as_of / SECOND : static_cast<int64_t>(time(nullptr));

		if (words.empty())
			return;
		found = candidates_of(search.database, matches.restricted(words, filters, wishes),
		    most, now, query.as_of != 0, query.mode == SEARCH_TYPING);
		rank(found, now);
	}

	/* A few letters begin words in every language; where nearly all documents are in the
	 * reader's, it comes first by itself. */
	bool is_of_many_languages(const parsed_query &parsed) const
	{
		if (!parsed.open_end || (query.language && *query.language))
			return false;
		const std::string &typed = parsed.units.back().tokens[0].plain;
		auto letters = std::count_if(
		    typed.begin(), typed.end(), [](char c) { return (c & 0xc0) != 0x80; });
		language own = language_named(reader.language ? reader.language : "");

		return letters <= 3 && own != LANGUAGE_NONE &&
		       search.database.get_termfreq(code_term('L', language_code(own))) <
			   ranking_in_use().own_share * search.database.get_doccount();
	}

	/* What is in the reader's language, and the others only where that is not enough. */
	void fetch_own_language_first(const Xapian::Query &words)
	{
		search_query own = query;
		std::vector<candidate> first;

		own.language = reader.language;
		fetch(words, own);
		if (!found.empty() && found.size() >= query.offset + query.limit)
			return;
		first.swap(found);
		fetch(words);
		found.erase(std::remove_if(found.begin(), found.end(),
				[&first](const candidate &c) {
					return std::any_of(first.begin(), first.end(),
					    [&c](const candidate &f) { return f.id == c.id; });
				}),
		    found.end());
		found.insert(found.begin(), first.begin(), first.end());
	}

	void find_similar()
	{
		most = ranking_in_use().similar_candidates;
		result.loosened = SEARCH_SOME_WORDS;
		fetch(matches.like(query));
	}

	void find_words()
	{
		const ranking &limit = ranking_in_use();
		parsed_query parsed = parse_query(query.text ? query.text : "", limit.query_bytes);
		bool typing = query.mode == SEARCH_TYPING;

		most = typing ? limit.typing_candidates : limit.candidates;
		wishes = parsed.wishes;
		if (parsed.asks_nothing())
			return;
		/* No document has all words of a long sentence, or by chance. */
		if (typing && is_of_many_languages(parsed))
			fetch_own_language_first(matches.all_words(parsed, typing));
		else if (matches.telling_words(parsed) < limit.long_words)
			fetch(matches.all_words(parsed, typing));
		check_phrases(parsed.phrases, parsed.not_phrases);
		if (parsed.has_words())
			loosen(parsed, typing);
		if (query.spelling) {
			std::string better = better_spelling(search.database, matches, parsed);
			if (!better.empty())
				result.suggestion = keep(arena, better);
		}
	}

	record record_of(const candidate &c) const
	{
		record r;

		unpack_record(
		    search.database.get_document(c.id, Xapian::DOC_ASSUME_VALID).get_data(), r);
		return r;
	}

	/* Keeps the documents that have each of the phrases and none of the others. Reading is
	 * slow, so only so many of the best are looked into. */
	void check_phrases(const std::vector<phrase> &wanted, const std::vector<phrase> &unwanted)
	{
		std::vector<candidate> kept;
		size_t looked_at = 0;

		if (wanted.empty() && unwanted.empty())
			return;
		for (const candidate &c : found) {
			if (looked_at++ == ranking_in_use().phrase_checks)
				break;
			record r = record_of(c);
			std::string text = spaced_words(r.title) + '\n' + spaced_words(r.question) +
					   '\n' + spaced_words(r.solution) + '\n' +
					   spaced_words(r.answers);
			auto has = [&text](const phrase &p) {
				return text.find(p.spaced) != std::string::npos;
			};
			if (std::all_of(wanted.begin(), wanted.end(), has) &&
			    std::none_of(unwanted.begin(), unwanted.end(), has))
				kept.push_back(c);
		}
		result.total_capped = looked_at > ranking_in_use().phrase_checks;
		found.swap(kept);
	}

	/* Where no document has all words, those that have some. Where few have, too, if one that
	 * lacks a word is better than all of these: the best answer to a sentence seldom repeats
	 * all of it. */
	void loosen(const parsed_query &parsed, bool typing)
	{
		const ranking &limit = ranking_in_use();
		std::vector<candidate> strict;

		if (!found.empty() && (typing || found.size() >= limit.enough ||
					  matches.telling_words(parsed) < limit.sentence_words))
			return;
		strict.swap(found);
		fetch(matches.some_words(parsed, typing));
		check_phrases(parsed.phrases, parsed.not_phrases);
		if (found.empty() && !parsed.phrases.empty()) {
			fetch(matches.any_words(parsed, typing));
			check_phrases({}, parsed.not_phrases);
		}
		bool better =
		    matches.telling_words(parsed) >= limit.sentence_words ||
		    std::none_of(strict.begin(), strict.end(), [this](const candidate &c) {
			    return !found.empty() && c.id == found[0].id;
		    });
		if (better)
			result.loosened = SEARCH_SOME_WORDS;
		else
			found.swap(strict);
	}

	void count_facets()
	{
		std::map<std::string, size_t> counts[SEARCH_FACETS];

		for (const candidate &c : found) {
			counts[SEARCH_BY_KIND]
			      [c.about.kind == SEARCH_ARTICLE ? "article" : "ticket"]++;
			counts[SEARCH_BY_CATEGORY][c.about.category]++;
			counts[SEARCH_BY_LANGUAGE][c.about.language]++;
			counts[SEARCH_BY_YEAR][std::to_string(year_of(c.about.created))]++;
		}
		for (int by = 0; by < SEARCH_FACETS; by++) {
			counts[by].erase("");
			keep_facets(counts[by], by);
		}
	}

	void keep_facets(const std::map<std::string, size_t> &counts, int by)
	{
		std::vector<std::pair<std::string, size_t>> order(counts.begin(), counts.end());
		auto *facets = keep_array<search_facet>(arena, order.size());

		if (by == SEARCH_BY_YEAR)
			std::reverse(order.begin(), order.end());
		else
			std::stable_sort(order.begin(), order.end(),
			    [](const auto &a, const auto &b) { return a.second > b.second; });
		for (size_t i = 0; i < order.size(); i++)
			facets[i] = {keep(arena, order[i].first), order[i].second};
		result.facets[by] = facets;
		result.facet_count[by] = order.size();
	}

	void fill_hits()
	{
		size_t from = std::min(query.offset, found.size());
		size_t count = std::min({query.limit, LIMIT_MOST, found.size() - from});

		result.hits = keep_array<search_hit>(arena, count);
		for (size_t i = 0; i < count; i++)
			fill_hit(found[from + i], result.hits[i]);
		result.count = count;
	}

	/* The heads of its texts: cutting snippets costs most of a page of results. */
	static std::string excerpt_of(const record &shown)
	{
		std::string excerpt;

		for (const std::string *text : {&shown.question, &shown.solution, &shown.answers}) {
			if (!excerpt.empty() && !text->empty())
				excerpt += " \xc2\xb7 ";
			excerpt += head_of(*text, EXCERPT_BYTES);
		}
		return excerpt;
	}

	void fill_hit(const candidate &c, search_hit &hit)
	{
		record shown = record_of(c);

		hit.kind = shown.kind;
		hit.id = shown.id;
		hit.score = c.score;
		hit.title = keep(arena, shown.title);
		hit.category = keep(arena, c.about.category);
		hit.language = keep(arena, c.about.language);
		hit.created = c.about.created * SECOND;
		hit.updated = c.about.updated * SECOND;
		hit.solved = c.about.solved;
		hit.snippet = "";
		if (!query.snippets)
			return;
		language which = language_named(c.about.language);
		snippet cut = make_snippet(
		    excerpt_of(shown), which, search.stems, matches.wanted(), SNIPPET_BYTES);
		hit.snippet = keep(arena, cut.text);
		hit.marks = keep_marks(cut.marks, hit.mark_count);
		hit.title_marks =
		    keep_marks(marks_of(shown.title, which, search.stems, matches.wanted()),
			hit.title_mark_count);
	}

	const search_mark *keep_marks(const std::vector<search_mark> &marks, size_t &count)
	{
		auto *copy = keep_array<search_mark>(arena, marks.size());

		std::copy(marks.begin(), marks.end(), copy);
		count = marks.size();
		return copy;
	}
};

} // namespace

enum err search_find(struct search *search, struct arena *arena, const struct search_reader *reader,
    const struct search_query *query, struct search_result *result)
{
	return on_index(search, [&] {
		if (search->outdated)
			return ERROR(ERR_UNAVAILABLE, "search: the index is of another release");
		finder(*search, arena, *reader, *query, *result).run();
		return OK;
	});
}

enum err search_check(struct search *search, struct search_state *state)
{
	return on_index(search, [&] {
		memset(state, 0, sizeof *state);
		search->generation.copy(state->generation, sizeof state->generation - 1);
		state->documents = search->database.get_doccount();
		state->outdated = search->outdated;
		return OK;
	});
}

enum err search_each(struct search *search,
    enum err (*each)(void *context, enum search_kind kind, int64_t id, int64_t stamp),
    void *context)
{
	return guarded(ERR_UNAVAILABLE, [&] {
		search->refresh();
		for (auto at = search->database.postlist_begin("");
		     at != search->database.postlist_end(""); ++at) {
			record shown;

			if (unpack_record(search->database.get_document(*at).get_data(), shown))
				TRY(each(context, shown.kind, shown.id, shown.stamp));
		}
		return OK;
	});
}
