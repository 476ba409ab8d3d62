/*
 * input.h: a form's inputs are declared; a handler sees only values that passed.
 *
 *     enum { EMAIL, PASSWORD, NEXT, INPUTS };
 *     static const struct input LOGIN[INPUTS] = {
 *         [EMAIL] = {"email", INPUT_LINE, 254, .required = true, .label = TR("E-mail address")},
 *         [PASSWORD] = {"password", INPUT_SECRET, 200, .required = true, .label = TR("Password")},
 *         [NEXT] = {"next", INPUT_LINE, 500},
 *     };
 *     struct input_value values[INPUTS];
 *     if (!input_read(context, LOGIN, INPUTS, values))  → fill the form again: input_fill
 */
#ifndef DOCKET_WEB_INPUT_H
#define DOCKET_WEB_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"
#include "web/context.h"

enum input_kind {
	INPUT_LINE,   /* white space at the ends is taken off, no line breaks */
	INPUT_TEXT,   /* several lines; CR LF becomes LF */
	INPUT_SECRET, /* as typed; never shown again */
	INPUT_NUMBER, /* whole number within least…most */
	INPUT_FLAG,   /* a check box: there or not */
	INPUT_CHOICE, /* one of `choices` */
	INPUT_DATE,   /* "2026-11-21", and with a time "2026-11-21T15:00", in the site's zone */
};

struct input {
	const char *name;
	enum input_kind kind;
	int64_t most_characters;    /* of LINE, TEXT, SECRET */
	int64_t least, most;	    /* of NUMBER */
	const char *const *choices; /* of CHOICE, ended by NULL */
	bool required;
	const char *label; /* in English, for messages */
};

struct input_value {
	const char *text;  /* what passed; "" when empty */
	int64_t number;	   /* of NUMBER, FLAG; CHOICE: index */
	timestamp at;	   /* of DATE */
	bool given;	   /* not empty */
	const char *error; /* what is wrong, translated, or NULL */
};

/* Reads the declared inputs from the request's form. False when any has an error. */
bool input_read(
    struct context *context, const struct input *inputs, size_t count, struct input_value *values);

/* Checks one text against a declaration that is made at run time (forms as data). */
bool input_check(struct context *context, const struct input *input, const char *text,
    struct input_value *value);

/* Puts values and errors back for the template: Form.NAME.Value (not of secrets), Form.NAME.Error,
 * and Form.Errors, the number of errors. */
void input_fill(struct context *context, const struct input *inputs, size_t count,
    const struct input_value *values);

#endif
