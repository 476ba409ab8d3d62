#include "view/plural.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "view/po.h"

enum { MAX_DEPTH = 60, MAX_NODES = 400 };

enum op {
	OP_NUMBER,
	OP_N,
	OP_NOT,
	OP_CHOOSE,
	OP_OR,
	OP_AND,
	OP_EQUAL,
	OP_UNEQUAL,
	OP_AT_MOST,
	OP_AT_LEAST,
	OP_LESS,
	OP_MORE,
	OP_PLUS,
	OP_MINUS,
	OP_TIMES,
	OP_DIVIDE,
	OP_MODULO
};

struct node {
	enum op op;
	uint64_t number;
	struct node *a, *b, *c;
};

struct plural {
	unsigned forms;
	struct node *rule;
};

/* Operators of two sides, the loosest binding first; of one text's prefixes the longer one first.
 */
static const struct {
	const char *text;
	enum op op;
	int level;
} OPERATORS[] = {
    {"||", OP_OR, 0},
    {"&&", OP_AND, 1},
    {"==", OP_EQUAL, 2},
    {"!=", OP_UNEQUAL, 2},
    {"<=", OP_AT_MOST, 3},
    {">=", OP_AT_LEAST, 3},
    {"<", OP_LESS, 3},
    {">", OP_MORE, 3},
    {"+", OP_PLUS, 4},
    {"-", OP_MINUS, 4},
    {"*", OP_TIMES, 5},
    {"/", OP_DIVIDE, 5},
    {"%", OP_MODULO, 5},
};
enum { OPERATOR_COUNT = sizeof OPERATORS / sizeof OPERATORS[0], LEVELS = 6 };

struct reader {
	struct arena *arena;
	const char *at;
	int depth, nodes;
};

static void skip_space(struct reader *reader)
{
	while (isspace((unsigned char)*reader->at))
		reader->at++;
}

static struct node *node_new(
    struct reader *reader, enum op op, struct node *a, struct node *b, struct node *c)
{
	struct node *node;

	if (reader->nodes++ >= MAX_NODES)
		return NULL;
	node = ARENA_NEW(reader->arena, struct node);
	if (node)
		*node = (struct node){.op = op, .a = a, .b = b, .c = c};
	return node;
}

static struct node *read_choice(struct reader *reader);

static struct node *read_operand(struct reader *reader)
{
	struct node *node = NULL;

	skip_space(reader);
	if (++reader->depth > MAX_DEPTH) {
		return NULL;
	} else if (*reader->at == 'n') {
		reader->at++;
		node = node_new(reader, OP_N, NULL, NULL, NULL);
	} else if (isdigit((unsigned char)*reader->at)) {
		char *end;

		node = node_new(reader, OP_NUMBER, NULL, NULL, NULL);
		if (node)
			node->number = strtoull(reader->at, &end, 10), reader->at = end;
	} else if (*reader->at == '!') {
		struct node *operand;

		reader->at++;
		operand = read_operand(reader);
		node = operand ? node_new(reader, OP_NOT, operand, NULL, NULL) : NULL;
	} else if (*reader->at == '(') {
		reader->at++;
		node = read_choice(reader);
		skip_space(reader);
		if (*reader->at != ')')
			return NULL;
		reader->at++;
	}
	reader->depth--;
	return node;
}

static struct node *read_level(struct reader *reader, int level)
{
	struct node *left = level == LEVELS ? read_operand(reader) : read_level(reader, level + 1);
	size_t i = 0;

	if (level == LEVELS)
		return left;
	while (left && i < OPERATOR_COUNT) {
		struct node *right;

		skip_space(reader);
		for (i = 0; i < OPERATOR_COUNT; i++)
			if (OPERATORS[i].level == level &&
			    strncmp(reader->at, OPERATORS[i].text, strlen(OPERATORS[i].text)) == 0)
				break;
		if (i == OPERATOR_COUNT)
			break;
		reader->at += strlen(OPERATORS[i].text);
		right = read_level(reader, level + 1);
		left = right ? node_new(reader, OPERATORS[i].op, left, right, NULL) : NULL;
	}
	return left;
}

static struct node *read_choice(struct reader *reader)
{
	struct node *condition, *yes, *no;

	if (++reader->depth > MAX_DEPTH)
		return NULL;
	condition = read_level(reader, 0);
	skip_space(reader);
	if (condition && *reader->at == '?') {
		reader->at++;
		yes = read_choice(reader);
		skip_space(reader);
		if (!yes || *reader->at != ':')
			return NULL;
		reader->at++;
		no = read_choice(reader);
		condition = no ? node_new(reader, OP_CHOOSE, condition, yes, no) : NULL;
	}
	reader->depth--;
	return condition;
}

enum err plural_parse(struct arena *arena, const char *rule, struct plural **out)
{
	struct reader reader = {.arena = arena};
	struct plural *plural = ARENA_NEW(arena, struct plural);
	const char *count = strstr(rule, "nplurals="), *formula = strstr(rule, "plural=");

	if (!plural)
		return ERROR(ERR_MEMORY, "no memory for plural forms");
	/* "nplurals=" holds "plurals=", never "plural=". */
	if (!count || !formula)
		return ERROR(ERR_INPUT, "no plural forms: %.80s", rule);
	plural->forms = (unsigned)strtoul(count + strlen("nplurals="), NULL, 10);
	reader.at = formula + strlen("plural=");
	plural->rule = read_choice(&reader);
	skip_space(&reader);
	if (!plural->rule || plural->forms < 1 || plural->forms > PO_FORMS ||
	    (*reader.at != ';' && *reader.at != '\0'))
		return ERROR(ERR_INPUT, "plural forms not understood: %.80s", rule);
	*out = plural;
	return OK;
}

static uint64_t evaluate(const struct node *node, uint64_t n);

static uint64_t calculate(enum op op, uint64_t a, uint64_t b)
{
	switch (op) {
	case OP_EQUAL:
		return a == b;
	case OP_UNEQUAL:
		return a != b;
	case OP_AT_MOST:
		return a <= b;
	case OP_AT_LEAST:
		return a >= b;
	case OP_LESS:
		return a < b;
	case OP_MORE:
		return a > b;
	case OP_PLUS:
		return a + b;
	case OP_MINUS:
		return a - b;
	case OP_TIMES:
		return a * b;
	case OP_DIVIDE:
		return b ? a / b : 0;
	case OP_MODULO:
		return b ? a % b : 0;
	default:
		return 0;
	}
}

static uint64_t evaluate(const struct node *node, uint64_t n)
{
	switch (node->op) {
	case OP_NUMBER:
		return node->number;
	case OP_N:
		return n;
	case OP_NOT:
		return !evaluate(node->a, n);
	case OP_CHOOSE:
		return evaluate(evaluate(node->a, n) ? node->b : node->c, n);
	case OP_OR:
		return evaluate(node->a, n) || evaluate(node->b, n);
	case OP_AND:
		return evaluate(node->a, n) && evaluate(node->b, n);
	default:
		return calculate(node->op, evaluate(node->a, n), evaluate(node->b, n));
	}
}

unsigned plural_forms(const struct plural *plural)
{
	return plural->forms;
}

unsigned plural_form(const struct plural *plural, uint64_t n)
{
	uint64_t form = evaluate(plural->rule, n);

	return form < plural->forms ? (unsigned)form : 0;
}
