#include "view/functions.h"

#include <stdlib.h>

#include "view/language.h"
#include "view/set.h"

static struct set *rendering;

void functions_begin(struct set *set)
{
	rendering = set;
}

void functions_end(void)
{
	rendering = NULL;
}

/* Gives `text` (of the arena or the catalogue) back to the template. */
static NEOERR *answer(CSPARSE *parse, CSARG *result, const char *text)
{
	if (!text)
		return nerr_raise(NERR_NOMEM, "no memory for a translation");
	result->op_type = CS_TYPE_STRING;
	result->s = (char *)(uintptr_t)text;
	result->alloc = 0;
	/* An argument that was html_escape(x) has told the engine that the whole is escaped. It is
	 * not: better escape that argument twice than the others never. */
	parse->escaping.current = NEOS_ESCAPE_UNDEF;
	return STATUS_OK;
}

static NEOERR *tr(CSPARSE *parse, CS_FUNCTION *function, CSARG *args, CSARG *result)
{
	char *message = NULL;
	NEOERR *error = cs_arg_parse(parse, args, "s", &message);
	const char *text;

	(void)function;
	if (error != STATUS_OK)
		return nerr_pass(error);
	text = message ? language_text(rendering->language, NULL, message) : "";
	if (text == message) /* goes with the argument */
		text = arena_text(rendering->arena, message);
	free(message);
	return answer(parse, result, text);
}

static NEOERR *tr1(CSPARSE *parse, CS_FUNCTION *function, CSARG *args, CSARG *result)
{
	char *message = NULL, *one = NULL;
	NEOERR *error = cs_arg_parse(parse, args, "ss", &message, &one);
	const char *text;

	(void)function;
	if (error != STATUS_OK)
		return nerr_pass(error);
	text =
	    language_fill(rendering->arena, rendering->language, message ? message : "", one, NULL);
	free(message);
	free(one);
	return answer(parse, result, text);
}

static NEOERR *tr2(CSPARSE *parse, CS_FUNCTION *function, CSARG *args, CSARG *result)
{
	char *message = NULL, *one = NULL, *two = NULL;
	NEOERR *error = cs_arg_parse(parse, args, "sss", &message, &one, &two);
	const char *text;

	(void)function;
	if (error != STATUS_OK)
		return nerr_pass(error);
	text =
	    language_fill(rendering->arena, rendering->language, message ? message : "", one, two);
	free(message);
	free(one);
	free(two);
	return answer(parse, result, text);
}

static NEOERR *trn(CSPARSE *parse, CS_FUNCTION *function, CSARG *args, CSARG *result)
{
	char *one = NULL, *many = NULL;
	long n = 0;
	NEOERR *error = cs_arg_parse(parse, args, "ssi", &one, &many, &n);
	const char *text;

	(void)function;
	if (error != STATUS_OK)
		return nerr_pass(error);
	text = language_count(
	    rendering->arena, rendering->language, one ? one : "", many ? many : "", n);
	free(one);
	free(many);
	return answer(parse, result, text);
}

NEOERR *functions_register(CSPARSE *parse)
{
	static const struct {
		const char *name;
		int arguments;
		CSFUNCTION function;
	} FUNCTIONS[] = {{"tr", 1, tr}, {"tr1", 2, tr1}, {"tr2", 3, tr2}, {"trn", 3, trn}};

	for (size_t i = 0; i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++) {
		NEOERR *error = cs_register_function(
		    parse, FUNCTIONS[i].name, FUNCTIONS[i].arguments, FUNCTIONS[i].function);

		if (error != STATUS_OK)
			return nerr_pass(error);
	}
	return STATUS_OK;
}
