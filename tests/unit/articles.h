/*
 * articles.h: people, articles and tickets for the tests of articles; they fail the test at once
 * when something goes wrong.
 */
#ifndef DOCKET_TESTS_ARTICLES_H
#define DOCKET_TESTS_ARTICLES_H

#include "db/db.h"
#include "model/article_list.h"

extern struct db *db;
extern struct arena *arena;
extern struct viewer kari, ola, anna, jan; /* clients of two organisations, agents */
extern const struct viewer nobody;
extern int64_t category;

#define OKAY(expression)                                                                           \
	do {                                                                                       \
		enum err got_ = (expression);                                                      \
		if (got_ != OK)                                                                    \
			fail_msg("%s: %s", err_name(got_), err_message());                         \
	} while (0)

/* For cmocka: a database with these people, and its end. */
int articles_start(void **state);
int articles_stop(void **state);

/* An article in English for these readers; that for one organisation is for Kari's. */
struct article_text article_text_for(const char *title, enum article_audience audience);
int64_t draft(const char *title, enum article_audience audience);
int64_t published(const char *title, enum article_audience audience);
struct article load(int64_t id);
bool reads(const struct viewer *viewer, int64_t id);

/* The first cell of the first row. */
int64_t count_of(const struct db_statement *statement, struct db_values values);

int64_t ticket(const struct viewer *viewer, const char *subject);

#endif
