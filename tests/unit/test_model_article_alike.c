#include "unit.h"

#include "articles.h"
#include "model/article_alike.h"
#include "model/document.h"
#include "search_world.h"

static const char PRINTER[] =
    "The receipt printer at the till prints blank paper. Turn the roll over.";
static const char PRINTER_TOO[] =
    "Paper jams in the receipt printer: take the roll out of the till.";
static const char MAIL[] =
    "Mail from the web shop is marked as spam. Add our server to the SPF record.";

static int start(void **state)
{
	return articles_start(state) || search_world_begin(state);
}

static int stop(void **state)
{
	return search_world_end(state) || articles_stop(state);
}

static int64_t written(
    const char *title, const char *body, const char *language, enum article_audience audience)
{
	struct article_text t = article_text_for(title, audience);
	int64_t id;

	t.summary = "";
	t.body = body;
	t.language = language;
	OKAY(article_create(db, arena, &anna, &t, 0, 0, &id));
	OKAY(article_set_state(db, arena, &anna, id, 1, ARTICLE_PUBLISHED));
	return id;
}

/* As the indexer does: into the index, and then all that follows from it. */
static void indexed(int64_t id)
{
	struct search_document document;
	enum err err = document_article(db, arena, id, &document);
	size_t done;

	if (err == ERR_NOT_FOUND)
		err = search_writer_delete(world.writer, SEARCH_ARTICLE, id);
	else if (err == OK)
		err = search_writer_put(world.writer, &document);
	OKAY(err);
	world_commit();
	OKAY(article_alike_add(db, id));
	do
		OKAY(article_alike_renew(db, arena, world.search, &done));
	while (done);
}

static size_t alike(const struct viewer *viewer, int64_t id, struct article_neighbour **near)
{
	struct article article;
	size_t count;

	OKAY(article_read(db, arena, viewer, id, &article));
	OKAY(article_alike(db, arena, viewer, &article, near, &count));
	return count;
}

static void articles_about_the_same_are_like_each_other(void **state)
{
	int64_t one = written("Blank receipts", PRINTER, "en", READERS_PUBLIC);
	int64_t two = written("The receipt printer jams", PRINTER_TOO, "en", READERS_PUBLIC);
	int64_t other = written("Orders end in the spam folder", MAIL, "en", READERS_PUBLIC);
	int64_t abroad = written("Blank receipts", PRINTER, "nb", READERS_PUBLIC);
	int64_t inside = written("Receipt printer: who has the keys", PRINTER, "en", READERS_STAFF);
	struct article_neighbour *near;

	(void)state;
	indexed(one);
	assert_int_equal(alike(&nobody, one, &near), 0);
	indexed(other);
	indexed(abroad);
	indexed(inside);
	indexed(two);
	/* The older one has the newer, too. */
	assert_int_equal(alike(&nobody, one, &near), 1);
	assert_int_equal(near[0].id, two);
	assert_int_equal(near[0].kind, NEIGHBOUR_LIKE);
	assert_int_equal(alike(&nobody, two, &near), 1);
	assert_int_equal(near[0].id, one);
	assert_int_equal(alike(&anna, one, &near), 2);
	assert_int_equal(near[1].id, inside);
	assert_int_equal(alike(&nobody, other, &near), 0);

	/* Whoever goes is shown nowhere, at once. */
	OKAY(article_set_state(db, arena, &anna, two, 0, ARTICLE_RETIRED));
	assert_int_equal(alike(&nobody, one, &near), 0);
	indexed(two);
	assert_int_equal(alike(&nobody, one, &near), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(articles_about_the_same_are_like_each_other),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
