/*
 * article_line.h: the columns of a line of a list of articles; only for lib/model/article_*.c.
 */
#ifndef DOCKET_MODEL_ARTICLE_LINE_H
#define DOCKET_MODEL_ARTICLE_LINE_H

#include "model/article_list.h"

/* Over the aliases a (article), k (its category), p (its author) and s, the sums of its counts. */
#define LINE_COLUMNS                                                                               \
	"a.id, COALESCE(a.family_id, a.id), a.state + 0, a.audience + 0, a.title, a.summary, "     \
	"a.language, COALESCE(k.name, ''),"                                                        \
	" p.name, a.updated_at, a.published_at"
#define LINE_JOINS                                                                                 \
	" JOIN account p ON p.id = a.author_id LEFT JOIN category k ON k.id = a.category_id"
#define LINE_OUT "iiiissssstt"

/* Counts behind those columns, of the sums `s`. */
#define LINE_COUNTS                                                                                \
	", CAST(COALESCE(s.views, 0) AS SIGNED), CAST(COALESCE(s.helped, 0) AS SIGNED),"           \
	" CAST(COALESCE(s.failed, 0) AS SIGNED)"
#define LINE_COUNTS_OUT "iii"
#define LINE_SUMS                                                                                  \
	"(SELECT article_id, SUM(views) AS views, SUM(helped) AS helped, SUM(failed) AS failed"    \
	" FROM article_stat GROUP BY article_id)"

/* The lower bound of Wilson's interval (95 %) for the share of `yes` among n = yes + no > 0. */
#define WILSON(yes, no)                                                                            \
	"((" yes " + 1.9208 - 1.96 * SQRT(" yes " * " no " / (" yes " + " no ") + 0.9604))"        \
	" / (" yes " + " no " + 3.8416))"

/* Lines of rows whose first columns are LINE_COLUMNS, then perhaps LINE_COUNTS, then perhaps the
 * number of reopened tickets. */
enum err article_lines(
    struct arena *arena, const struct db_rows *rows, size_t count, struct article_line **lines);

#endif
