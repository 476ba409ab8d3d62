/*
 * document.hh: what a document looks like inside the index: its terms, its values and its record.
 *
 *     Zstem  Wroot       of every word that is no stop word: its stem, its first letters
 *     wp-config.php 42   compounds, numbers, codes, characters of scripts without spaces
 *     word               as it stands, in titles, tags and the leads of texts alone
 *     Nd3x9              two words beside each other, there: a sum of their stems
 *     Pbe                beginnings, up to three letters, of a title's words (for typing)
 *     Qt12 Qa3           which document: ticket 12, article 3
 *     Kt Ccode Gtag Ttype Sstatus Lpl Y2024     what filters ask for
 *     Rp Rn Rc Rx Ra5 Ro7 Rg7   who may read it: the public or not, clients, clients who see all,
 *                        account 5, organisation 7's if their scope is that, anybody of it
 *
 * Staff read everything, so they need no term.
 */
#ifndef DOCKET_SEARCH_DOCUMENT_HH
#define DOCKET_SEARCH_DOCUMENT_HH

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "search/language.hh"
#include "search/writer.h"

namespace docket
{

/* Changes when documents are analysed differently: an index of another version is rebuilt. */
constexpr const char *ANALYSIS = "2";
constexpr const char *ANALYSIS_KEY = "analysis";
std::string analysis_version();

enum slot : Xapian::valueno {
	SLOT_CREATED = 0, /* seconds, sortable */
	SLOT_TRAITS = 1,  /* what ranking and facets need: struct traits */
	SLOT_LINKS = 2,	  /* when others pointed to it: seconds, 4 bytes each, in order */
};

/* Read for every candidate, so it is small. */
struct traits {
	search_kind kind = SEARCH_TICKET;
	bool solved = false;
	uint32_t created = 0, updated = 0; /* seconds since 1970 */
	uint32_t links = 0, helped = 0, failed = 0;
	std::string language, category;
};
std::string pack_traits(const traits &value);
bool unpack_traits(std::string_view packed, traits &value);

/* How many links were there before `moment` (seconds). */
size_t links_before(std::string_view packed, int64_t moment);

/* What a hit shows, and what phrases are looked for in. */
struct record {
	search_kind kind = SEARCH_TICKET;
	int64_t id = 0, stamp = 0;
	std::string title, question, solution, answers; /* the last three cut */
};
std::string pack_record(const record &value);
bool unpack_record(std::string_view packed, record &value);

/* Two stems beside each other, in either order. */
std::string pair_term(const std::string &a, const std::string &b);

/* The first letters of a long word; "" for a short one. */
std::string root_of(std::string_view plain);

std::string unique_term(search_kind kind, int64_t id);
std::string number_term(const char *prefix, int64_t number);
std::string code_term(char prefix, std::string_view code); /* folded, cut */

Xapian::Document make_document(const search_document &source, stemmers &stems);

constexpr int64_t SECOND = 1000000; /* timestamps count microseconds */
int year_of(int64_t seconds);

} // namespace docket

#endif
