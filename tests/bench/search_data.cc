#include "search_data.hh"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <jansson.h>
#include <unistd.h>
#include <zlib.h>

extern "C" {
#ifndef _Bool
#define _Bool bool
#endif
#include "base/arena.h"
#include "xml/markup.h"
}

/* base/timestamp.h is for C alone. */
extern "C" bool timestamp_parse(const char *text, int64_t *at);

namespace bench
{

static const int64_t DAY = INT64_C(86400) * 1000000;

static std::string text_of(json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static int64_t time_of(json_t *object, const char *name)
{
	int64_t at = 0;

	timestamp_parse(text_of(object, name).c_str(), &at);
	return at;
}

static std::string plain(json_t *object, struct arena *arena)
{
	std::string body = text_of(object, "body"), format = text_of(object, "body_format");
	const char *text = "";
	enum markup_format how = format == "html"	? MARKUP_HTML
				 : format == "markdown" ? MARKUP_MARKDOWN
							: MARKUP_TEXT;

	if (markup_plain(arena, how, body.data(), body.size(), &text) != OK)
		fprintf(stderr, "bench: %s\n", err_message());
	return text;
}

/* The last numbers of addresses in a message: tickets that it may point to. */
static std::set<std::string> numbers_in(const std::string &body)
{
	std::set<std::string> numbers;

	for (size_t at = 0; (at = body.find("questions/", at)) != std::string::npos;) {
		at += strlen("questions/");
		size_t end = body.find_first_not_of("0123456789", at);
		if (end != at)
			numbers.insert(body.substr(at, end - at));
	}
	return numbers;
}

struct link {
	std::string number;
	int64_t at;
	size_t from;
};

static void read_messages(
    json_t *line, int days, document &d, struct arena *arena, std::vector<link> &links, size_t self)
{
	size_t index;
	json_t *message;

	json_array_foreach(json_object_get(line, "messages"), index, message)
	{
		int64_t at = time_of(message, "created");

		for (const std::string &number : numbers_in(text_of(message, "body")))
			links.push_back({number, at, self});
		if (days && at > d.created + days * DAY)
			continue;
		std::string text = plain(message, arena);
		if (json_is_true(json_object_get(message, "solution"))) {
			d.solution = text;
			d.solved = true;
		} else {
			d.answers += text + "\n";
		}
	}
}

bool read_archive(const std::string &path, int days, collection &out)
{
	gzFile file = gzopen(path.c_str(), "rb");
	std::vector<char> buffer(8 << 20);
	std::vector<link> links;
	struct arena *arena = arena_new(256 << 20);
	size_t index;
	json_t *tag;

	if (!file) {
		fprintf(stderr, "bench: no %s\n", path.c_str());
		arena_free(arena);
		return false;
	}
	while (gzgets(file, buffer.data(), static_cast<int>(buffer.size()))) {
		json_t *line = json_loads(buffer.data(), 0, nullptr);
		document d;

		arena_reset(arena);
		d.ref = text_of(line, "ref");
		d.language = text_of(line, "locale");
		d.category = text_of(line, "category");
		d.title = text_of(line, "subject");
		d.created = time_of(line, "created");
		d.question = plain(line, arena);
		json_array_foreach(json_object_get(line, "tags"), index, tag)
		    d.tags.push_back(json_string_value(tag));
		read_messages(line, days, d, arena, links, out.documents.size());
		json_decref(line);
		out.add(std::move(d));
	}
	gzclose(file);
	arena_free(arena);
	for (const link &l : links) {
		const std::string &from = out.documents[l.from].ref;
		auto to = out.by_ref.find(from.substr(0, from.find('-') + 1) + l.number);
		if (to != out.by_ref.end() && to->second != l.from)
			out.documents[to->second].links.push_back(l.at);
	}
	return true;
}

bool read_pairs(const std::string &path, const collection &in, std::vector<question> &out)
{
	std::ifstream file(path);
	std::string from, to, grade;
	std::map<size_t, size_t> place;

	if (!file) {
		fprintf(stderr, "bench: no %s\n", path.c_str());
		return false;
	}
	while (file >> from >> to >> grade) {
		auto asked = in.by_ref.find(from), answer = in.by_ref.find(to);

		if (asked == in.by_ref.end() || answer == in.by_ref.end())
			continue;
		auto known = place.emplace(asked->second, out.size());
		if (known.second) {
			const document &d = in.documents[asked->second];
			out.push_back({d.title, d.question, d.language, asked->second, {}});
		}
		out[known.first->second].answers.insert(answer->second);
	}
	return true;
}

static json_t *load(const std::string &path)
{
	gzFile file = gzopen(path.c_str(), "rb");
	std::string text;
	char buffer[65536];
	int length;

	if (!file) {
		fprintf(stderr, "bench: no %s\n", path.c_str());
		return nullptr;
	}
	while ((length = gzread(file, buffer, sizeof buffer)) > 0)
		text.append(buffer, static_cast<size_t>(length));
	gzclose(file);
	return json_loadb(text.data(), text.size(), 0, nullptr);
}

bool read_stackfaq(const std::string &path, collection &out, std::vector<question> &questions)
{
	json_t *root = load(path), *pair, *text;
	size_t index, inner;

	if (!root)
		return false;
	json_array_foreach(json_object_get(json_object_get(root, "root"), "qapair"), index, pair)
	{
		document d;
		json_t *answers = json_object_get(pair, "answer");

		d.ref = "faq-" + std::to_string(index);
		d.language = "en";
		d.title = text_of(pair, "question");
		if (json_is_string(answers))
			d.answers = json_string_value(answers);
		json_array_foreach(answers, inner, text) if (json_is_string(text)) d.answers +=
		    std::string(json_string_value(text)) + "\n";
		json_array_foreach(json_object_get(pair, "rephr"), inner,
		    text) if (json_is_string(text) && strlen(json_string_value(text)) > 1)
		    questions.push_back({json_string_value(text), "", "en", SIZE_MAX, {index}});
		out.add(std::move(d));
	}
	json_decref(root);
	return true;
}

bool read_admin_help(const std::string &path, const char *language, collection &out,
    std::vector<question> &questions)
{
	json_t *root = load(path), *entry;
	size_t index;

	if (!root)
		return false;
	json_array_foreach(root, index, entry)
	{
		document d;

		d.ref = "help-" + text_of(entry, "id");
		d.language = language;
		d.question = text_of(entry, "body");
		questions.push_back({text_of(entry, "title"), "", language, SIZE_MAX, {index}});
		out.add(std::move(d));
	}
	json_decref(root);
	return true;
}

bool read_xquad(const std::string &path, collection &out, std::vector<question> &questions)
{
	json_t *root = load(path), *article, *paragraph, *asked;
	size_t i, j, k;

	if (!root)
		return false;
	json_array_foreach(json_object_get(root, "data"), i, article)
	    json_array_foreach(json_object_get(article, "paragraphs"), j, paragraph)
	{
		document d;

		d.ref = "p-" + std::to_string(out.documents.size());
		d.language = "ru";
		d.question = text_of(paragraph, "context");
		json_array_foreach(json_object_get(paragraph, "qas"), k, asked) questions.push_back(
		    {text_of(asked, "question"), "", "ru", SIZE_MAX, {out.documents.size()}});
		out.add(std::move(d));
	}
	json_decref(root);
	return true;
}

std::string data_folder()
{
	const char *named = getenv("DOCKET_TEST_DATA"), *source = getenv("DOCKET_TEST_SOURCE");
	/* Beside the source tree. */
	std::string folder =
	    named ? named : std::string(source ? source : ".") + "/../" + "shared" + "/data";

	return access((folder + "/archive").c_str(), R_OK) == 0 ? folder : "";
}

bool fill_index(const std::string &folder, const collection &in)
{
	struct search_writer *writer;
	enum err err = search_writer_open(folder.c_str(), SEARCH_REBUILD, &writer);
	int64_t id = 0;

	for (const document &d : in.documents) {
		std::vector<const char *> tags;
		struct search_document s = {};

		for (const std::string &tag : d.tags)
			tags.push_back(tag.c_str());
		s.kind = SEARCH_TICKET;
		s.id = ++id;
		s.title = d.title.c_str();
		s.question = d.question.c_str();
		s.solution = d.solution.c_str();
		s.answers = d.answers.c_str();
		s.tags = tags.data();
		s.tag_count = tags.size();
		s.category = d.category.c_str();
		s.language = d.language.c_str();
		s.solved = d.solved;
		s.created = d.created;
		s.links = d.links.data();
		s.link_count = d.links.size();
		s.audience = SEARCH_FOR_PUBLIC;
		if (err == OK)
			err = search_writer_put(writer, &s);
	}
	if (err == OK)
		err = search_writer_publish(writer);
	if (err != OK)
		fprintf(stderr, "bench: %s: %s\n", err_name(err), err_message());
	search_writer_close(writer);
	return err == OK;
}

} // namespace bench
