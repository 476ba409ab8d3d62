/*
 * ranking.hh: every constant of ranking, and every limit on the work for one query, in one table.
 *
 * doc/search.md says what each does and how it was measured. A document's score is
 *
 *     BM25 over its weighted fields
 *       × (1 + recent_gain · e^(−age / recent_days) + year_gain · e^(−age / year_days))
 *       × (1 + links_gain · ln(1 + times other tickets pointed to it))
 *       × (1 + votes_gain · (helped − failed) / (helped + failed + votes_doubt))
 *
 * for the best `candidates` documents by BM25 alone; what lies behind them is not looked at.
 */
#ifndef DOCKET_SEARCH_RANKING_HH
#define DOCKET_SEARCH_RANKING_HH

#include <cstddef>
#include <cstdint>
#include <vector>

#include <xapian.h>

#include "search/document.hh"

namespace docket
{

struct ranking {
	/* BM25. */
	double k1 = 1.8, b = 0.8, k3 = 8, least_length = 0.5;

	/* How often a word counts by the field it stands in: part of the index, so that a change
	 * needs a rebuild. */
	uint32_t title = 7, solution = 1, question = 1, answers = 1, tags = 2;

	/* The first words of question and solution count more: `lead` more within lead_words, twice
	 * that in the first third. They, to pair_words, give pairs of neighbours. Part of the
	 * index, too. */
	uint32_t lead = 1, lead_words = 24, pair_words = 60;
	uint32_t root_letters = 4; /* of a word's beginning */

	/* A word's other sides, against its stem in the query's language. */
	double other_stem = 0.7; /* its stem in another language that the index has */
	double exact = 0.05;	 /* the very form that was typed */
	double part = 1;	 /* of a compound, beside the whole */
	double root = 0.7;	 /* words that begin like it */
	double pair = 0.25;	 /* two words that are neighbours in the query, too */

	double recent_gain = 1.5, recent_days = 15;
	double year_gain = 0.6, year_days = 365;
	double links_gain = 0.6;
	double votes_gain = 0.5, votes_doubt = 5;

	/* Where less than `enough` documents have all words, others follow if the best of them is
	 * better than all of these; to a query of sentence_words or more, in any case. One of
	 * long_words is not asked for as a whole. */
	size_t sentence_words = 3, long_words = 8, enough = 10;

	/* Work. */
	size_t candidates = 1000;	/* results there can be: totals are "1000+" then */
	size_t typing_candidates = 100; /* while typing */
	size_t similar_candidates = 400;
	/* Where not all words are asked for, the rarest choose documents, as long as they are not
	 * in more than these taken together; the others only weigh. */
	uint32_t choosing_documents = 20000;
	/* The first letters of words weigh nothing where more documents have them than these, and
	 * than this share of all. */
	uint32_t frequent = 10000;
	double frequent_share = 0.04;
	size_t phrase_checks = 200;  /* the best with a phrase's words, whose text is read */
	size_t query_bytes = 2000;   /* of a query's text that are read */
	size_t words_most = 16;	     /* words of a query that are used, the rarest ones */
	size_t title_most = 3;	     /* how often a title's word counts in SEARCH_SIMILAR */
	size_t similar_bytes = 4000; /* of a ticket's text */
	size_t similar_terms = 40;   /* of it, by weight, that are used */
	/* While somebody types, titles in their language come first, unless more than this share of
	 * all documents is in it. */
	double own_share = 0.9;
	size_t prefix_scan = 4000; /* words looked at for the beginning of one */
	size_t prefix_words = 24;  /* of these, the most frequent that are used */
};

/* The table in use. Only benchmarks change it. */
ranking &ranking_in_use();

/* A document that BM25 has chosen. */
struct candidate {
	Xapian::docid id;
	double words; /* BM25 */
	double score;
	traits about; /* its links are those of the moment */
};

/* The best of the query by BM25, at most `most`, in order of their numbers. With `past` only links
 * made before `now` (seconds) count. With `any` equals need not be the latest, so that a query that
 * weighs nothing ends with the first documents it finds. */
std::vector<candidate> candidates_of(const Xapian::Database &database, const Xapian::Query &query,
    size_t most, int64_t now, bool past, bool any = false);

/* What a document is worth at that moment beside its words: about 1 to 5. */
double preference(const traits &about, int64_t now);

/* Gives them their scores and puts the best first. */
void rank(std::vector<candidate> &candidates, int64_t now);

} // namespace docket

#endif
