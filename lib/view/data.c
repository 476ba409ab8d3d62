#include "view/data.h"

#include <stdlib.h>
#include <string.h>

#include "view/format.h"
#include "view/language.h"
#include "view/set.h"

enum { DECIMAL_SIZE = 24 };

/* ClearSilver leaves this field of its own nodes alone (only a top node's means anything, and only
 * with a loader beside it), so ours carry their set in it. */
static bool is_ours(const HDF *node)
{
	return node->fileload_ctx != NULL;
}

/* --- Nodes. */

static struct data *fail(struct set *set)
{
	if (set->failed == OK)
		set->failed = ERROR(ERR_MEMORY, "no memory for the data of a page");
	return &set->nowhere;
}

static void adopt(struct data *node, struct set *set)
{
	node->set = set;
	node->hdf.top = &set->top.hdf;
	node->hdf.fileload_ctx = set;
}

static struct data *append(struct data *parent, const char *name, size_t length)
{
	struct data *node = arena_alloc(parent->set->arena, sizeof *node + length + 1);
	char *copy;

	if (!node)
		return fail(parent->set);
	adopt(node, parent->set);
	copy = (char *)(node + 1);
	memcpy(copy, name, length);
	node->hdf.name = copy;
	node->hdf.name_len = (int)length;
	if (parent->last) {
		HDF *last = &parent->last->hdf;

		while (last->next) /* what a template has set */
			last = last->next;
		last->next = &node->hdf;
	} else {
		HDF **link = &parent->hdf.child;

		while (*link)
			link = &(*link)->next;
		*link = &node->hdf;
	}
	parent->last = node;
	return node;
}

/* The child of that name, made where it is missing. */
static struct data *child(struct data *parent, const char *name, size_t length)
{
	for (HDF *node = parent->hdf.child; node; node = node->next)
		if ((size_t)node->name_len == length && memcmp(node->name, name, length) == 0 &&
		    is_ours(node))
			return (struct data *)node;
	return append(parent, name, length);
}

struct data *data_node(struct data *parent, const char *path)
{
	const char *dot;

	while ((dot = strchr(path, '.'))) {
		parent = child(parent, path, (size_t)(dot - path));
		path = dot + 1;
	}
	return child(parent, path, strlen(path));
}

/* The decimal digits at the end of `room`; returns where they begin. */
static const char *decimal(int64_t value, char room[static DECIMAL_SIZE])
{
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char *digit = room + DECIMAL_SIZE - 1;

	*digit = '\0';
	do {
		*--digit = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		*--digit = '-';
	return digit;
}

struct data *data_item(struct data *parent, const char *path)
{
	struct data *list = data_node(parent, path);
	char room[DECIMAL_SIZE];
	const char *name = decimal((int64_t)list->items++, room);

	return append(list, name, strlen(name));
}

/* --- Values. */

/* `value` lives as long as the set. */
static void set_value(struct data *node, const char *name, const char *value)
{
	struct data *at = data_node(node, name);

	if (at->hdf.alloc_value)
		free(at->hdf.value);
	at->hdf.alloc_value = 0;
	at->hdf.value = (char *)(uintptr_t)value;
}

static void set_owned(struct data *node, const char *name, const char *value)
{
	if (value)
		set_value(node, name, value);
	else
		(void)fail(node->set);
}

void data_text(struct data *node, const char *name, const char *value)
{
	if (value)
		set_owned(node, name, arena_text(node->set->arena, value));
}

void data_int(struct data *node, const char *name, int64_t value)
{
	char room[DECIMAL_SIZE];

	data_text(node, name, decimal(value, room));
}

void data_flag(struct data *node, const char *name, bool value)
{
	if (value)
		set_value(node, name, "1");
}

void data_tr(struct data *node, const char *name, const char *message)
{
	set_value(node, name, language_text(node->set->language, NULL, message));
}

void data_time(struct data *node, const char *name, timestamp at)
{
	struct set *set = node->set;
	char iso[TIMESTAMP_TEXT];
	struct civil_time then;
	struct data *time;

	if (at == TIMESTAMP_NONE)
		return;
	time = data_node(node, name);
	timestamp_format(at, iso);
	data_text(time, "Iso", iso);
	then = timestamp_local(at);
	set_owned(
	    time, "Full", format_date(set->arena, set->language, &then, &set->now, DATE_FULL));
	set_owned(
	    time, "Short", format_date(set->arena, set->language, &then, &set->now, DATE_SHORT));
	set_owned(time, "Date", format_date(set->arena, set->language, &then, &set->now, DATE_DAY));
}

void data_size(struct data *node, const char *name, int64_t bytes)
{
	set_owned(node, name, language_size(node->set->arena, node->set->language, bytes));
}

void data_number(struct data *node, const char *name, int64_t value)
{
	set_owned(node, name, language_number(node->set->arena, node->set->language, value));
}

void data_trusted_html(struct data *node, const char *name, const char *html)
{
	if (html)
		data_text(data_node(node, "Trusted"), name, html);
}

/* --- The set. */

/* Frees what ClearSilver allocated of `node` and below it, but not the node. */
static void release(HDF *node)
{
	HDF *next;

	if (node->alloc_value)
		free(node->value);
	if (node->hash)
		ne_hash_destroy(&node->hash);
	for (HDF *below = node->child; below; below = next) {
		next = below->next;
		release(below);
		if (!is_ours(below)) {
			free(below->name);
			free(below);
		}
	}
}

static void set_destroy(void *object)
{
	struct set *set = object;

	release(&set->top.hdf);
	release(&set->nowhere.hdf);
}

struct data *data_new(struct arena *arena, const struct language *language)
{
	struct set *set = ARENA_NEW(arena, struct set);

	if (!set || !arena_defer(arena, set_destroy, set))
		return NULL;
	set->arena = arena;
	set->language = language;
	set->now = timestamp_local(timestamp_now());
	adopt(&set->top, set);
	adopt(&set->nowhere, set);
	/* Also needed here: an included file that is parsed while rendering looks in this set. */
	set_value(&set->top, "Config.VarEscapeMode", "html");
	return set->failed == OK ? &set->top : NULL;
}

const struct language *data_language(const struct data *node)
{
	return node->set->language;
}

enum err data_err(const struct data *node)
{
	return node->set->failed;
}
