#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ctl.h"
#include "model/account.h"

enum { LINE = 1024 };

/* The next line of standard input without its end; *given is false at its end. */
static enum err read_line(char line[static LINE], bool *given)
{
	size_t length;

	*given = fgets(line, LINE, stdin) != NULL;
	if (!*given && ferror(stdin))
		return ERROR(ERR_IO, "standard input: %s", strerror(errno));
	if (!*given)
		return OK;
	length = strcspn(line, "\r\n");
	if (length == LINE - 1)
		return ERROR(ERR_INPUT, "a password has at most %d bytes", PASSWORD_MOST);
	line[length] = '\0';
	return OK;
}

/* Asks with the terminal's echo off, and puts the terminal back as it was. */
static enum err ask(const char *question, char line[static LINE], bool *given)
{
	struct termios before, silent;
	enum err err;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return ERROR(ERR_IO, "the terminal: %s", strerror(errno));
	silent = before;
	silent.c_lflag &= (tcflag_t)~ECHO;
	(void)fputs(question, stderr);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	err = read_line(line, given);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	(void)fputc('\n', stderr);
	return err;
}

enum err password_ask(struct arena *arena, bool from_stdin, const char **password)
{
	char first[LINE], second[LINE];
	bool given = false;
	enum err err = OK;

	*password = NULL;
	if (!from_stdin && !isatty(STDIN_FILENO))
		return OK;
	err = from_stdin ? read_line(first, &given)
			 : ask("Password (none: leave empty): ", first, &given);
	if (err == OK && !from_stdin && given && *first) {
		err = ask("The same again: ", second, &given);
		if (err == OK && strcmp(first, second) != 0)
			err = ERROR(ERR_INPUT, "the two passwords differ");
	}
	if (err == OK && given && *first) {
		*password = arena_text(arena, first);
		if (!*password)
			err = ERROR(ERR_MEMORY, "no memory for a password");
	}
	explicit_bzero(first, sizeof first);
	explicit_bzero(second, sizeof second);
	return err;
}
