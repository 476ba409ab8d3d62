/*
 * mail_token.h: OAuth2 tokens for mail servers that take no passwords.
 *
 * How a token is had differs with each provider: a helper program that the machine's administrator
 * names in docket.conf (intake.token_command) prints it, on its first line.
 */
#ifndef DOCKET_MODEL_MAIL_TOKEN_H
#define DOCKET_MODEL_MAIL_TOKEN_H

#include "base/arena.h"
#include "base/err.h"

struct settings;

/* Runs the helper with the mailbox's name and user as its two arguments, without a shell, for at
 * most a minute. ERR_INPUT: none is named; ERR_IO: it failed. */
enum err mail_token(struct arena *arena, const struct settings *settings, const char *mailbox,
    const char *user, const char **token);

#endif
