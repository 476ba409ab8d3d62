/*
 * search_quality: how well the search finds, on collections of real questions with known answers.
 *
 *     search_quality [--keep FOLDER] [--set NAME=VALUE]… [--tune] [--days N] [TASK…]
 *
 * Tasks: links stackfaq xquad admin-pl admin-nb admin-ru. --keep uses the indexes in FOLDER again;
 * --tune tries many constants for `links` by cross-validation; --days N reads answers only so many
 * days after the question (14, as a ticket's answers are not there when it is new; 0: all).
 */
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include <filesystem>

#include "search/generation.hh"
#include "search/match.hh"
#include "search/ranking.hh"
#include "search_data.hh"

extern "C" {
#ifndef _Bool
#define _Bool bool
#endif
#include "base/arena.h"
}

using namespace bench;

namespace
{

std::string data, keep = "/tmp/docket-search-quality";
int answer_days = 14;
bool tuning = false;

const struct {
	const char *name;
	double docket::ranking::*number;
	uint32_t docket::ranking::*weight;
	size_t docket::ranking::*limit;
} CONSTANTS[] = {
    {"k1", &docket::ranking::k1, nullptr, nullptr},
    {"b", &docket::ranking::b, nullptr, nullptr},
    {"k3", &docket::ranking::k3, nullptr, nullptr},
    {"root", &docket::ranking::root, nullptr, nullptr},
    {"root_letters", nullptr, &docket::ranking::root_letters, nullptr},
    {"lead", nullptr, &docket::ranking::lead, nullptr},
    {"lead_words", nullptr, &docket::ranking::lead_words, nullptr},
    {"pair", &docket::ranking::pair, nullptr, nullptr},
    {"exact", &docket::ranking::exact, nullptr, nullptr},
    {"other_stem", &docket::ranking::other_stem, nullptr, nullptr},
    {"part", &docket::ranking::part, nullptr, nullptr},
    {"recent_gain", &docket::ranking::recent_gain, nullptr, nullptr},
    {"recent_days", &docket::ranking::recent_days, nullptr, nullptr},
    {"year_gain", &docket::ranking::year_gain, nullptr, nullptr},
    {"year_days", &docket::ranking::year_days, nullptr, nullptr},
    {"links_gain", &docket::ranking::links_gain, nullptr, nullptr},
    {"title", nullptr, &docket::ranking::title, nullptr},
    {"solution", nullptr, &docket::ranking::solution, nullptr},
    {"question", nullptr, &docket::ranking::question, nullptr},
    {"answers", nullptr, &docket::ranking::answers, nullptr},
    {"tags", nullptr, &docket::ranking::tags, nullptr},
    {"sentence_words", nullptr, nullptr, &docket::ranking::sentence_words},
    {"enough", nullptr, nullptr, &docket::ranking::enough},
    {"candidates", nullptr, nullptr, &docket::ranking::candidates},
    {"similar_candidates", nullptr, nullptr, &docket::ranking::similar_candidates},
    {"title_most", nullptr, nullptr, &docket::ranking::title_most},
    {"similar_terms", nullptr, nullptr, &docket::ranking::similar_terms},
    {"similar_bytes", nullptr, nullptr, &docket::ranking::similar_bytes},
};

bool set_constant(const char *text)
{
	docket::ranking &table = docket::ranking_in_use();
	const char *value = strchr(text, '=');

	for (const auto &c : CONSTANTS) {
		if (!value || strncmp(text, c.name, static_cast<size_t>(value - text)) != 0 ||
		    strlen(c.name) != static_cast<size_t>(value - text))
			continue;
		double number = std::stod(value + 1);
		if (c.number)
			table.*c.number = number;
		else if (c.weight)
			table.*c.weight = static_cast<uint32_t>(number);
		else
			table.*c.limit = static_cast<size_t>(number);
		return true;
	}
	fprintf(stderr, "bench: there is no constant %s\n", text);
	return false;
}

bool index_of(const std::string &name, const collection &in, std::string &folder)
{
	folder = keep + "/" + name;
	if (!docket::live_generation(folder).empty())
		return true;
	return fill_index(folder, in);
}

double ndcg(const std::vector<bool> &relevant, size_t answers)
{
	double sum = 0, ideal = 0;

	for (size_t i = 0; i < std::min<size_t>(relevant.size(), 10); i++)
		sum += relevant[i] ? 1 / std::log2(static_cast<double>(i) + 2) : 0;
	for (size_t i = 0; i < std::min<size_t>(answers, 10); i++)
		ideal += 1 / std::log2(static_cast<double>(i) + 2);
	return sum / ideal;
}

/* --- Questions asked through the search's own door. */

void ask(const char *task, const collection &in, const std::vector<question> &questions,
    enum search_mode mode)
{
	struct search *search;
	struct arena *arena = arena_new(64 << 20);
	struct search_reader staff = {};
	std::string folder;
	double reciprocal = 0, gain = 0;
	size_t loosened = 0;

	staff.staff = true;
	if (!index_of(task, in, folder) || search_open(folder.c_str(), &search) != OK)
		exit(1);
	for (const question &q : questions) {
		struct search_query query = {};
		struct search_result result;
		std::vector<bool> relevant;

		arena_reset(arena);
		staff.language = q.language.c_str();
		query.mode = mode;
		query.text = mode == SEARCH_SIMILAR ? q.text.c_str() : q.title.c_str();
		query.title = q.title.c_str();
		query.limit = 100;
		if (search_find(search, arena, &staff, &query, &result) != OK) {
			fprintf(stderr, "bench: %s\n", err_message());
			exit(1);
		}
		for (size_t i = 0; i < result.count; i++)
			relevant.push_back(
			    q.answers.count(static_cast<size_t>(result.hits[i].id - 1)));
		auto first = std::find(relevant.begin(), relevant.end(), true);
		if (first != relevant.end())
			reciprocal += 1 / static_cast<double>(first - relevant.begin() + 1);
		gain += ndcg(relevant, q.answers.size());
		loosened += result.loosened == SEARCH_SOME_WORDS;
	}
	double count = static_cast<double>(questions.size());
	printf("%-9s %-8s MRR %.3f  nDCG@10 %.3f  (%zu questions, %.0f%% loosened)\n", task,
	    mode == SEARCH_SIMILAR ? "similar" : "search", reciprocal / count, gain / count,
	    questions.size(), 100 * static_cast<double>(loosened) / count);
	search_close(search);
	arena_free(arena);
}

/* --- Tickets and the earlier ones that were their answer. */

struct ranked_query {
	int64_t now;
	size_t answers;
	std::vector<docket::candidate> found;
	std::vector<bool> relevant;
};

std::vector<ranked_query> collect(const collection &in, const std::vector<question> &questions)
{
	std::vector<ranked_query> out;
	std::string folder;

	if (!index_of("links", in, folder))
		exit(1);
	Xapian::Database database(folder + "/" + docket::live_generation(folder));
	docket::stemmers stems;
	struct search_reader staff = {};
	staff.staff = true;
	for (const question &q : questions) {
		struct search_query query = {};
		ranked_query r;
		docket::matcher matcher(database, stems, {docket::language_named("en")}, staff);

		query.mode = SEARCH_SIMILAR;
		query.title = q.title.c_str();
		query.text = q.text.c_str();
		query.text_language = q.language.c_str();
		query.as_of = in.documents[q.self].created;
		r.now = query.as_of / docket::SECOND;
		r.answers = q.answers.size();
		r.found = docket::candidates_of(database,
		    matcher.restricted(matcher.like(query), query, {}),
		    docket::ranking_in_use().similar_candidates, r.now, true);
		for (const docket::candidate &c : r.found)
			r.relevant.push_back(q.answers.count(c.id - 1));
		out.push_back(std::move(r));
	}
	return out;
}

struct measured {
	double ndcg, mrr;
};

measured measure(const ranked_query &q)
{
	std::vector<std::pair<double, size_t>> order;
	std::vector<bool> relevant;
	measured m = {0, 0};

	for (size_t i = 0; i < q.found.size(); i++)
		order.emplace_back(
		    -q.found[i].words * docket::preference(q.found[i].about, q.now), i);
	size_t most = std::min<size_t>(order.size(), 100);
	std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(most), order.end());
	for (size_t i = 0; i < most; i++)
		relevant.push_back(q.relevant[order[i].second]);
	auto first = std::find(relevant.begin(), relevant.end(), true);
	if (first != relevant.end())
		m.mrr = 1 / static_cast<double>(first - relevant.begin() + 1);
	m.ndcg = ndcg(relevant, q.answers);
	return m;
}

std::vector<double> ndcgs(const std::vector<ranked_query> &queries, double *mrr)
{
	std::vector<double> out;

	*mrr = 0;
	for (const ranked_query &q : queries) {
		measured m = measure(q);
		out.push_back(m.ndcg);
		*mrr += m.mrr / static_cast<double>(queries.size());
	}
	return out;
}

double mean(const std::vector<double> &values)
{
	double sum = 0;

	for (double v : values)
		sum += v;
	return sum / static_cast<double>(values.size());
}

/* 95 % of the differences of means over queries drawn again. */
void print_interval(const std::vector<double> &better, const std::vector<double> &plain)
{
	std::mt19937 dice(1);
	std::uniform_int_distribution<size_t> draw(0, better.size() - 1);
	std::vector<double> differences;

	for (int round = 0; round < 10000; round++) {
		double sum = 0;
		for (size_t i = 0; i < better.size(); i++) {
			size_t q = draw(dice);
			sum += better[q] - plain[q];
		}
		differences.push_back(sum / static_cast<double>(better.size()));
	}
	std::sort(differences.begin(), differences.end());
	printf("          better than plain BM25 by %.3f, 95%% between %.3f and %.3f (paired "
	       "bootstrap)\n",
	    mean(better) - mean(plain), differences[250], differences[9749]);
}

/* The constants are chosen on four fifths of the queries and measured on the last. */
void cross_validate(const std::vector<ranked_query> &queries, const std::vector<double> &plain)
{
	docket::ranking &table = docket::ranking_in_use();
	const docket::ranking before = table;
	struct trial {
		docket::ranking constants;
		std::vector<double> values;
	};
	std::vector<trial> trials;
	std::vector<double> held_out(queries.size());
	double mrr;

	for (double gain : {0.5, 1.0, 1.5, 2.0})
		for (double days : {7.0, 15.0, 30.0, 60.0})
			for (double year : {0.0, 0.3, 0.6, 1.0})
				for (double links : {0.0, 0.2, 0.4, 0.6, 0.8, 1.2}) {
					table.recent_gain = gain;
					table.recent_days = days;
					table.year_gain = year;
					table.links_gain = links;
					trials.push_back({table, ndcgs(queries, &mrr)});
				}
	table = before;
	for (size_t fold = 0; fold < 5; fold++) {
		const trial *best = nullptr;
		double most = -1;

		for (const trial &t : trials) {
			double sum = 0;
			for (size_t i = 0; i < queries.size(); i++)
				sum += i % 5 == fold ? 0 : t.values[i];
			if (sum > most) {
				most = sum;
				best = &t;
			}
		}
		for (size_t i = fold; i < queries.size(); i += 5)
			held_out[i] = best->values[i];
		printf("          fold %zu: recent %.1f in %.0f days, year %.1f, links %.1f\n",
		    fold + 1, best->constants.recent_gain, best->constants.recent_days,
		    best->constants.year_gain, best->constants.links_gain);
	}
	printf("links     constants chosen without the fold: nDCG@10 %.3f\n", mean(held_out));
	print_interval(held_out, plain);
}

void links()
{
	docket::ranking &table = docket::ranking_in_use();
	const docket::ranking before = table;
	collection in;
	std::vector<question> questions;
	double mrr;

	if (!read_archive(data + "/archive/thunderbird-2023-2024.jsonl.gz", answer_days, in) ||
	    !read_pairs(data + "/archive/qrels_links.tsv", in, questions))
		exit(1);
	std::vector<ranked_query> queries = collect(in, questions);
	table.recent_gain = table.year_gain = table.links_gain = 0;
	std::vector<double> plain = ndcgs(queries, &mrr);
	printf("links     plain    MRR %.3f  nDCG@10 %.3f  (%zu tickets)\n", mrr, mean(plain),
	    queries.size());
	table = before;
	std::vector<double> ours = ndcgs(queries, &mrr);
	printf("links     similar  MRR %.3f  nDCG@10 %.3f\n", mrr, mean(ours));
	print_interval(ours, plain);
	if (tuning)
		cross_validate(queries, plain);
}

void questions_of(const char *task, bool (*read)(collection &, std::vector<question> &))
{
	collection in;
	std::vector<question> questions;

	if (!read(in, questions))
		exit(1);
	ask(task, in, questions, SEARCH_WORDS);
	ask(task, in, questions, SEARCH_SIMILAR);
}

template <size_t which> bool admin_help(collection &in, std::vector<question> &out)
{
	static const char *const NAMES[][2] = {{"pl-PL", "pl"}, {"nb-NO", "nb"}, {"ru-RU", "ru"}};

	return read_admin_help(data + "/multilingual/admin-help." + NAMES[which][0] + ".json.gz",
	    NAMES[which][1], in, out);
}

const struct {
	const char *name;
	bool (*read)(collection &, std::vector<question> &);
} TASKS[] = {
    {"links", nullptr},
    {"stackfaq",
	[](collection &in, std::vector<question> &out) {
		return read_stackfaq(data + "/stackfaq/stackExchange-FAQ.json", in, out);
	}},
    {"xquad",
	[](collection &in, std::vector<question> &out) {
		return read_xquad(data + "/multilingual/xquad.ru.json.gz", in, out);
	}},
    {"admin-pl", admin_help<0>},
    {"admin-nb", admin_help<1>},
    {"admin-ru", admin_help<2>},
};

} // namespace

int main(int argc, char **argv)
{
	std::set<std::string> chosen;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--keep") == 0 && i + 1 < argc)
			keep = argv[++i];
		else if (strcmp(argv[i], "--days") == 0 && i + 1 < argc)
			answer_days = std::stoi(argv[++i]);
		else if (strcmp(argv[i], "--set") == 0 && i + 1 < argc) {
			if (!set_constant(argv[++i]))
				return 2;
		} else if (strcmp(argv[i], "--tune") == 0)
			tuning = true;
		else
			chosen.insert(argv[i]);
	}
	data = data_folder();
	if (data.empty()) {
		printf(
		    "search quality: skipped: set DOCKET_TEST_DATA to the folder of collections\n");
		return 0;
	}
	std::error_code error;
	std::filesystem::create_directories(keep, error);
	for (const auto &task : TASKS) {
		if (!chosen.empty() && !chosen.count(task.name))
			continue;
		if (task.read)
			questions_of(task.name, task.read);
		else
			links();
		fflush(stdout);
	}
	return 0;
}
