/*
 * demo_articles.h: articles of the demo; only for the files of the demo.
 */
#ifndef DOCKET_MODEL_DEMO_ARTICLES_H
#define DOCKET_MODEL_DEMO_ARTICLES_H

#include "model/article.h"
#include "model/demo_data.h"

struct demo_article {
	int family; /* translations of each other; in the order of the list, the first begins it */
	const char *language, *title, *summary, *category, *tags,
	    *body; /* tags with blanks between */
	enum article_audience audience;
	enum article_state state;
	int days; /* since it was published */
	int64_t views, helped, failed;
};

extern const struct demo_article DEMO_ARTICLES[]; /* ended by one without a title */

/* Articles with their translations, views and votes; *added counts the new ones. */
enum err demo_articles(
    struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE], int *added);

#endif
