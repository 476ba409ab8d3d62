#include "model/article_line.h"

#define USEFUL_MOST  "50"
#define NOT_ARCHIVED "(SELECT code FROM status WHERE class NOT IN ('solved', 'closed'))"
#define ARCHIVED     "(SELECT code FROM status WHERE class IN ('solved', 'closed'))"

static const struct db_statement MOST_READ = {
    .name = "article_most_read",
    .sql = "SELECT " LINE_COLUMNS LINE_COUNTS " FROM " LINE_SUMS " s"
	   " JOIN article a ON a.id = s.article_id" LINE_JOINS
	   " WHERE a.state = 'published' AND s.views > 0"
	   " ORDER BY s.views DESC, a.id LIMIT " USEFUL_MOST,
    .out = LINE_OUT LINE_COUNTS_OUT,
};

/* Those of which it is surest that many say no. */
static const struct db_statement LEAST_HELPFUL = {
    .name = "article_least_helpful",
    .sql = "SELECT " LINE_COLUMNS LINE_COUNTS " FROM " LINE_SUMS " s"
	   " JOIN article a ON a.id = s.article_id" LINE_JOINS
	   " WHERE a.state = 'published' AND s.failed > 0"
	   " ORDER BY " WILSON("s.failed", "s.helped") " DESC, s.views DESC, a.id"
						       " LIMIT " USEFUL_MOST,
    .out = LINE_OUT LINE_COUNTS_OUT,
};

/* Those whose tickets were taken up again after the article had been given, or made from them. */
static const struct db_statement REOPENED = {
    .name = "article_reopened",
    .sql = "SELECT " LINE_COLUMNS LINE_COUNTS ", r.tickets FROM"
	   " (SELECT x.article_id, COUNT(DISTINCT x.ticket_id) AS tickets FROM article_ticket x"
	   " JOIN event e ON e.about = 'ticket' AND e.about_id = x.ticket_id"
	   " AND e.kind = 'status' AND e.created_at >= x.created_at"
	   " AND e.before_value IN " ARCHIVED " AND e.after_value IN " NOT_ARCHIVED
	   " GROUP BY x.article_id) r JOIN article a ON a.id = r.article_id" LINE_JOINS
	   " LEFT JOIN " LINE_SUMS " s ON s.article_id = a.id"
	   " ORDER BY r.tickets DESC, a.id LIMIT " USEFUL_MOST,
    .out = LINE_OUT LINE_COUNTS_OUT "i",
};

static const struct db_statement WAITING = {
    .name = "article_waiting",
    .sql =
	"SELECT " LINE_COLUMNS " FROM article a" LINE_JOINS " WHERE a.state IN ('draft', 'review')"
	" ORDER BY a.state = 'review' DESC, a.updated_at, a.id LIMIT " USEFUL_MOST,
    .out = LINE_OUT,
};

DB_STATEMENTS(article_useful, &MOST_READ, &LEAST_HELPFUL, &REOPENED, &WAITING);

enum err article_usefulness(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum usefulness which, struct article_line **lines, size_t *count)
{
	static const struct db_statement *const STATEMENTS[] = {
	    [USEFUL_MOST_READ] = &MOST_READ,
	    [USEFUL_LEAST_HELPFUL] = &LEAST_HELPFUL,
	    [USEFUL_REOPENED] = &REOPENED,
	    [USEFUL_WAITING] = &WAITING,
	};
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "usefulness is for staff");
	TRY(db_query(db, arena, STATEMENTS[which], DB_NONE, &rows));
	*count = rows.count;
	return article_lines(arena, &rows, rows.count, lines);
}
