/*
 * search_data.hh: the collections of real questions that the search is measured with, read into
 * memory.
 */
#ifndef DOCKET_BENCH_SEARCH_DATA_HH
#define DOCKET_BENCH_SEARCH_DATA_HH

#include <map>
#include <set>
#include <string>
#include <vector>

#include "search/writer.h"

namespace bench
{

struct document {
	std::string ref, language, category, title, question, solution, answers;
	std::vector<std::string> tags;
	bool solved = false;
	int64_t created = 0;
	std::vector<int64_t> links; /* when other documents pointed to it */
};

struct collection {
	std::vector<document> documents;
	std::map<std::string, size_t> by_ref;

	void add(document d)
	{
		by_ref[d.ref] = documents.size();
		documents.push_back(std::move(d));
	}
};

/* A question and the documents that answer it. */
struct question {
	std::string title, text; /* text only for a ticket's */
	std::string language;
	size_t self = SIZE_MAX; /* the ticket among the documents that asks it */
	std::set<size_t> answers;
};

/* JSON Lines of tickets; answers given more than `days` after the question are left out (0: none
 * are). False, with a message, when the file can't be read. */
bool read_archive(const std::string &path, int days, collection &out);
bool read_pairs(const std::string &path, const collection &in, std::vector<question> &out);
bool read_stackfaq(const std::string &path, collection &out, std::vector<question> &questions);
bool read_admin_help(const std::string &path, const char *language, collection &out,
    std::vector<question> &questions);
bool read_xquad(const std::string &path, collection &out, std::vector<question> &questions);

/* The folder of collections, "" when it is not there. */
std::string data_folder();

/* Fills a new index; false, with a message, on an error. */
bool fill_index(const std::string &folder, const collection &in);

} // namespace bench

#endif
