/*
 * match.hh: from what was typed to Xapian's queries.
 */
#ifndef DOCKET_SEARCH_MATCH_HH
#define DOCKET_SEARCH_MATCH_HH

#include <set>
#include <string>
#include <vector>

#include <xapian.h>

#include "search/language.hh"
#include "search/query.hh"
#include "search/search.h"

namespace docket
{

/* The terms of a query, to be marked in snippets. */
struct wanted_terms {
	std::set<std::string> words; /* plain */
	std::set<std::string> stems; /* without the Z */
	std::string beginning;	     /* of a word; "" for none */
};

class matcher
{
      public:
	/* The languages that the index has. */
	matcher(const Xapian::Database &database, stemmers &stems,
	    const std::vector<language> &languages, const search_reader &reader);

	/* Of these documents those the reader may see. Everything that is counted or shown goes
	 * through it. */
	Xapian::Query visible(const Xapian::Query &words) const;
	/* And that pass the query's own filters. */
	Xapian::Query restricted(const Xapian::Query &words, const search_query &query,
	    const std::vector<wish> &wishes) const;

	/* Everything that was asked for. Of phrases, here and below, their words in any order. */
	Xapian::Query all_words(const parsed_query &parsed, bool typing);
	/* Phrases, then some of the words. */
	Xapian::Query some_words(const parsed_query &parsed, bool typing);
	/* Phrases' words count as words. */
	Xapian::Query any_words(const parsed_query &parsed, bool typing);

	/* How many words were asked for, but those that say little. */
	size_t telling_words(const parsed_query &parsed)
	{
		return telling(parsed, false).size();
	}

	/* The heaviest terms of a ticket. */
	Xapian::Query like(const search_query &query);

	const wanted_terms &wanted() const
	{
		return terms;
	}

      private:
	struct choice {
		Xapian::doccount documents; /* that have it, about */
		Xapian::Query words;
	};

	const Xapian::Database &database;
	stemmers &stems;
	std::vector<language> languages; /* the query's own first */
	const search_reader &reader;
	wanted_terms terms;
	bool sentence = false; /* the query is one */

	std::vector<Xapian::Query> grants() const;
	static double weight_of_typed(Xapian::doccount documents);
	void order_languages(const std::vector<token> &tokens);
	std::vector<const unit *> telling(const parsed_query &parsed, bool typing);
	bool is_common(const unit &u) const;
	bool is_unfinished(const unit &u);
	bool is_frequent(Xapian::doccount documents) const;
	Xapian::doccount frequency(const unit &u);
	static Xapian::Query some_of(
	    std::vector<choice> &choices, std::vector<Xapian::Query> &weighing);
	void add_stems(const token &word, double factor, std::vector<Xapian::Query> &into);
	Xapian::Query pairs_of(const unit &u, Xapian::Query::op how);
	Xapian::Query forms(const unit &u);
	Xapian::Query exact_forms(const unit &u) const;
	Xapian::Query strict(const unit &u);
	Xapian::Query loose(const unit &u);
	Xapian::Query beginning(const unit &u);
	Xapian::Query kinship(const std::vector<token> &tokens, language which, unsigned times = 1);
	Xapian::Query words_of_phrase(const phrase &p);
	Xapian::Query without(Xapian::Query query, const parsed_query &parsed);
	std::vector<std::string> continued(const std::string &prefix) const;
};

} // namespace docket

#endif
