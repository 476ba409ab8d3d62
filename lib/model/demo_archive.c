#include <string.h>

#include "base/buffer.h"
#include "base/log.h"
#include "model/catalogue.h"
#include "model/demo_cases.h"
#include "model/demo_data.h"
#include "model/import.h"
#include "model/organisation.h"

enum { ARCHIVED = 300, GROUPS = 12, DAYS = 700, TEXT_MOST = 4096 };

static const char *const PLACES[] = {"Bergen", "Oslo", "Toronto", "the warehouse", "Gdańsk",
    "Stavanger", "the harbour store", "the office", "Vancouver", "the outlet", "Trondheim"};
/* Stand behind the subject when its problem comes up again. */
static const char *const TOWNS[] = {"", "", " (Bergen)", " (Oslo)", " (Toronto)", " (Stavanger)",
    " (Gdańsk)", " (Trondheim)", " (Vancouver)"};
static const char *const SINCES[] = {"Since this morning", "Since yesterday", "Since the weekend",
    "For a week now", "Since the update", "Since Tuesday", "For some days"};
static const char *const MACHINES[] = {
    "till 2", "the new till", "the small till", "till 4", "the till at the back"};
static const char *const ENDINGS[] = {"", " Can you help?", "", " Thank you!",
    " It isn't urgent, but a nuisance.", "", " What can we do?"};
static const char *const QUESTIONS[] = {
    "Thank you for telling us. Is it the same with everybody, or with one person only?",
    "We are looking at it. Did anything change shortly before, an update or a move?",
    "Could you tell us when it happened last, as exactly as you can?",
    "Thank you. May we connect to it for a quarter of an hour this afternoon?"};
static const char *const ANSWERS[] = {"With everybody, as far as I can see.",
    "Not that I know of. It happened again an hour ago.",
    "About ten minutes ago, and before lunch.", "Yes, any time after two."};
static const char *const THANKS[] = {"Works, thank you!", "Great, that was it.",
    "Thanks, all is well again.", "Perfect. Have a nice day!"};

#define COUNT(list)	   (sizeof(list) / sizeof((list)[0]))
#define PICK(list, number) ((list)[(number) % COUNT(list)])

/* The text with its {words} filled in, in the arena. A sentence that goes on keeps its small
 * letter:
 * "{since}" in its middle is "since yesterday". */
static const char *fill(struct arena *arena, const char *text, unsigned number, const char *ending)
{
	struct buffer out = BUFFER(TEXT_MOST);
	const char *start = text, *filled;

	while (*text) {
		size_t length = strcspn(text, "{");

		buffer_append(&out, text, length);
		text += length;
		if (!strncmp(text, "{place}", 7)) {
			buffer_text(&out, PICK(PLACES, number * 7 + 1));
		} else if (!strncmp(text, "{machine}", 9)) {
			buffer_text(&out, PICK(MACHINES, number * 3 + 2));
		} else if (!strncmp(text, "{since}", 7)) {
			const char *since = PICK(SINCES, number * 5 + 3);
			char first = text == start ? since[0] : (char)(since[0] + 'a' - 'A');

			buffer_append(&out, &first, 1);
			buffer_text(&out, since + 1);
		}
		text += strcspn(text, "}");
		text += *text != '\0';
	}
	buffer_text(&out, ending);
	filled = buffer_err(&out) == OK ? arena_text(arena, out.data) : NULL;
	buffer_free(&out);
	return filled;
}

static const struct demo_group *group_of(unsigned number)
{
	unsigned at = number % GROUPS;

	return at < GROUPS / 2 ? &DEMO_GROUPS_SHOP[at] : &DEMO_GROUPS_WEB[at - GROUPS / 2];
}

static struct import_message message(struct arena *arena, const char *ref, size_t at,
    enum message_side side, timestamp when, const char *body)
{
	return (struct import_message){.ref = arena_format(arena, "%s-%zu", ref, at + 1),
	    .side = side,
	    .at = when,
	    .format = MARKUP_TEXT,
	    .body = body};
}

static bool is_question(const char *subject)
{
	return strchr(subject, '?') != NULL;
}

/* Some were solved at once, some after a question, and some were thanked for. */
static enum err add_messages(
    struct arena *arena, struct import_ticket *t, const struct demo_case *c, unsigned number)
{
	timestamp at = t->at + (20 + number * 37 % 200) * TIMESTAMP_MINUTE;
	struct import_message *list = ARENA_ARRAY(arena, struct import_message, 4);
	size_t n = 0;

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for messages");
	if (number % 3 != 0 && !is_question(c->subject)) {
		list[n] = message(arena, t->ref, n, SIDE_STAFF, at, PICK(QUESTIONS, number / 3));
		at += (30 + number * 53 % 300) * TIMESTAMP_MINUTE;
		n++;
		list[n] = message(arena, t->ref, n, SIDE_CLIENT, at, PICK(ANSWERS, number / 3));
		at += (60 + number * 71 % 900) * TIMESTAMP_MINUTE;
		n++;
	}
	list[n] = message(arena, t->ref, n, SIDE_STAFF, at, fill(arena, c->solution, number, ""));
	list[n++].is_solution = true;
	if (number % 5 == 2) {
		at += 90 * TIMESTAMP_MINUTE;
		list[n] = message(arena, t->ref, n, SIDE_CLIENT, at, PICK(THANKS, number));
		n++;
	}
	for (size_t i = 0; i < n; i++)
		if (!list[i].ref || !list[i].body)
			return ERROR(ERR_MEMORY, "no memory for messages");
	t->messages = list;
	t->message_count = n;
	return OK;
}

static enum err make_ticket(
    struct db *db, struct arena *arena, unsigned number, timestamp now, struct import_ticket *t)
{
	const struct demo_group *group = group_of(number);
	/* The second and third time round a group its cases come in another order. */
	unsigned round = number / GROUPS;
	const struct demo_case *c = &group->cases[(round * 3 + round / DEMO_CASES) % DEMO_CASES];
	const struct ticket_type *type =
	    ticket_type_by_code(is_question(c->subject) ? "question" : "problem");
	timestamp midnight = now - now % TIMESTAMP_DAY;

	*t = (struct import_ticket){
	    .ref = arena_format(arena, "demo-archive-%u", number + 1),
	    .category = group->category,
	    .language = "en",
	    .subject = fill(arena, c->subject, number,
		round < DEMO_CASES || strchr(c->subject, '{') ? "" : PICK(TOWNS, round + number)),
	    .type_id = type ? type->id : 1,
	    .state = number % 7 == 0 ? IMPORT_SOLVED : IMPORT_CLOSED,
	    .at = midnight - (int64_t)(DAYS - number * (DAYS - 40) / ARCHIVED) * TIMESTAMP_DAY +
		  (8 * 60 + number * 97 % 500) * TIMESTAMP_MINUTE,
	    .format = MARKUP_TEXT,
	    .body = fill(arena, c->body, number, PICK(ENDINGS, number)),
	};
	if (!t->ref || !t->subject || !t->body)
		return ERROR(ERR_MEMORY, "no memory for a ticket");
	TRY(category_ensure(db, arena, t->category, &t->category_id));
	return add_messages(arena, t, c, number);
}

static void refused(void *context, int64_t line)
{
	(void)context;
	log_warn("archived ticket %lld of the demo: %s", (long long)line, err_message());
}

enum err demo_archive(struct db *db, struct arena *arena, int *added)
{
	const struct import_options options = {.audience = AUDIENCE_PUBLIC, .broken = refused};
	struct import_batch *batch = ARENA_NEW(arena, struct import_batch);
	struct import_result result = {0};
	timestamp now = timestamp_now();

	if (!batch)
		return ERROR(ERR_MEMORY, "no memory for the archive");
	for (unsigned number = 0; number < ARCHIVED; number++) {
		TRY(make_ticket(db, arena, number, now, &batch->tickets[batch->count]));
		batch->lines[batch->count++] = number + 1;
		/* Each ticket has the next category, and a batch has only so many. */
		if (batch->count == IMPORT_CATEGORIES)
			TRY(import_store(db, arena, batch, &options, &result));
	}
	TRY(import_store(db, arena, batch, &options, &result));
	*added = (int)result.tickets;
	return OK;
}
