#include "search/ranking.hh"

#include <algorithm>
#include <cmath>

namespace docket
{

ranking &ranking_in_use()
{
	static ranking table;

	return table;
}

double preference(const traits &about, int64_t now)
{
	constexpr double DAY = 86400;
	const ranking &r = ranking_in_use();
	/* What was changed after the moment that is asked for counts from its creation. */
	int64_t since = about.updated <= now ? about.updated : about.created;
	double days = static_cast<double>(std::max<int64_t>(now - since, 0)) / DAY;
	double votes = static_cast<double>(about.helped) - static_cast<double>(about.failed);

	return (1 + r.recent_gain * std::exp(-days / r.recent_days) +
		   r.year_gain * std::exp(-days / r.year_days)) *
	       (1 + r.links_gain * std::log1p(static_cast<double>(about.links))) *
	       (1 + r.votes_gain * votes / (about.helped + about.failed + r.votes_doubt));
}

std::vector<candidate> candidates_of(const Xapian::Database &database, const Xapian::Query &query,
    size_t most, int64_t now, bool past, bool any)
{
	const ranking &r = ranking_in_use();
	std::vector<candidate> found;
	Xapian::Enquire enquire(database);

	enquire.set_weighting_scheme(Xapian::BM25Weight(r.k1, 0, r.k3, r.b, r.least_length));
	/* Of equals the later one: by its number, which costs nothing. */
	enquire.set_docid_order(any ? Xapian::Enquire::ASCENDING : Xapian::Enquire::DESCENDING);
	enquire.set_query(query);
	Xapian::MSet set = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
	found.reserve(set.size());
	for (auto hit = set.begin(); hit != set.end(); ++hit)
		found.push_back({*hit, hit.get_weight(), 0, {}});
	/* Values stand in order of documents. */
	std::sort(found.begin(), found.end(),
	    [](const candidate &a, const candidate &b) { return a.id < b.id; });
	auto value = database.valuestream_begin(SLOT_TRAITS);
	auto links = database.valuestream_begin(SLOT_LINKS);
	for (candidate &c : found) {
		value.skip_to(c.id);
		if (value == database.valuestream_end(SLOT_TRAITS) || value.get_docid() != c.id ||
		    !unpack_traits(*value, c.about) || !past || !c.about.links)
			continue;
		links.skip_to(c.id);
		if (links != database.valuestream_end(SLOT_LINKS) && links.get_docid() == c.id)
			c.about.links = static_cast<uint32_t>(links_before(*links, now));
	}
	return found;
}

void rank(std::vector<candidate> &candidates, int64_t now)
{
	/* Where no word weighs anything, recent ones still come first. */
	for (candidate &c : candidates)
		c.score = (c.words + 0.01) * preference(c.about, now);
	std::sort(candidates.begin(), candidates.end(), [](const candidate &a, const candidate &b) {
		return a.score != b.score ? a.score > b.score : a.id > b.id;
	});
}

} // namespace docket
