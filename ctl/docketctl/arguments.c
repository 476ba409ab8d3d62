#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"

/* One line, whatever is in it: parts of it may come from a file. */
static void complain(const char *format, va_list args)
{
	char line[1200];

	(void)vsnprintf(line, sizeof line, format, args);
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	(void)fprintf(stderr, "docketctl: %s\n", line);
}

int ctl_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	return CTL_FAILED;
}

int ctl_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	return CTL_USAGE;
}

const char *ctl_message(void)
{
	const char *message = err_message();
	const char *text = strstr(message, ": ");

	return text ? text + 2 : message;
}

int ctl_error(void)
{
	return ctl_fail("%s", ctl_message());
}

void print_cell(const char *text, char end)
{
	for (const char *c = text; *c; c++)
		(void)putchar((unsigned char)*c < ' ' || *c == 0x7f ? ' ' : *c);
	(void)putchar(end);
}

static const struct option *option_named(const struct command *command, const char *name, size_t n)
{
	for (const struct option *o = command->options; o && o->name; o++)
		if (strlen(o->name) == n && !strncmp(o->name, name, n))
			return o;
	return NULL;
}

/* One option at texts[*at], with its value behind "=" or in the next text. */
static int read_option(struct arguments *arguments, const struct command *command, int count,
    char *const *texts, int *at)
{
	const char *text = texts[*at], *equals = strchr(text, '=');
	size_t length = equals ? (size_t)(equals - text) : strlen(text);
	const struct option *option = option_named(command, text, length);
	const char *value = equals ? equals + 1 : NULL;

	if (!option)
		return ctl_usage(
		    "%s has no option %.*s (--help lists them)", command->name, (int)length, text);
	if (option->kind == OPTION_FLAG && value)
		return ctl_usage("%s takes no value", option->name);
	if (option->kind != OPTION_FLAG && !value) {
		if (*at + 1 == count)
			return ctl_usage("%s needs a value: %s", option->name, option->value);
		value = texts[++*at];
	}
	if (option->kind != OPTION_LIST && argument_given(arguments, option->name))
		return ctl_usage("%s stands twice", option->name);
	if (arguments->given_count == VALUES_MOST)
		return ctl_usage("more than %d options", VALUES_MOST);
	arguments->given[arguments->given_count].option = option;
	arguments->given[arguments->given_count++].value = value;
	return 0;
}

static int check(const struct arguments *arguments, const struct command *command)
{
	for (const struct option *o = command->options; o && o->name; o++)
		if (o->kind == OPTION_REQUIRED && !argument_given(arguments, o->name))
			return ctl_usage("%s needs %s %s", command->name, o->name, o->value);
	if (arguments->operand_count < command->least)
		return ctl_usage(
		    "%s needs %s (--help says more)", command->name, command->operands);
	return 0;
}

int arguments_read(struct arguments *arguments, const struct command *command, int count,
    char *const *texts, bool *help)
{
	bool options_end = false;

	*arguments = (struct arguments){.given_count = 0};
	*help = false;
	for (int i = 0; i < count && !*help; i++)
		*help = !strcmp(texts[i], "--help") || !strcmp(texts[i], "-h");
	for (int i = 0; i < count && !*help; i++) {
		if (!options_end && !strcmp(texts[i], "--")) {
			options_end = true;
		} else if (!options_end && texts[i][0] == '-' && texts[i][1]) {
			int status = read_option(arguments, command, count, texts, &i);

			if (status)
				return status;
		} else if (arguments->operand_count == command->most) {
			return ctl_usage(
			    "%s: what is \"%s\"? (--help says more)", command->name, texts[i]);
		} else {
			arguments->operands[arguments->operand_count++] = texts[i];
		}
	}
	return *help ? 0 : check(arguments, command);
}

const char *argument_value(const struct arguments *arguments, const char *option)
{
	for (size_t i = 0; i < arguments->given_count; i++)
		if (!strcmp(arguments->given[i].option->name, option))
			return arguments->given[i].value;
	return NULL;
}

bool argument_given(const struct arguments *arguments, const char *option)
{
	for (size_t i = 0; i < arguments->given_count; i++)
		if (!strcmp(arguments->given[i].option->name, option))
			return true;
	return false;
}

void argument_values(const struct arguments *arguments, const char *option,
    const char *values[static VALUES_MOST], size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < arguments->given_count; i++)
		if (!strcmp(arguments->given[i].option->name, option))
			values[(*count)++] = arguments->given[i].value;
}
