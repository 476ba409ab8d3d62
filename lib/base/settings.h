/*
 * settings.h: an instance: its folder, its docket.conf and its secret.
 *
 * Loaded once at start, read-only afterwards, lives as long as the process.
 */
#ifndef DOCKET_BASE_SETTINGS_H
#define DOCKET_BASE_SETTINGS_H

#include <stdint.h>

#include "base/err.h"

enum { SECRET_SIZE = 32 };

struct settings;

/* `home` NULL takes the environment's DOCKET_HOME, else "var". Reads HOME/docket.conf and
 * HOME/secret.key. ERR_INPUT names the file and line of a bad entry, ERR_IO an unreadable file. */
enum err settings_load(const char *home, struct settings **out);
void settings_free(struct settings *settings);

const char *settings_home(const struct settings *settings);

/* The folder of templates, po, sql, htdocs: DOCKET_DATA, else where they were installed. */
const char *settings_data(const struct settings *settings);

/* The value, or `otherwise` where it is not set. */
const char *settings_text(const struct settings *settings, const char *name, const char *otherwise);
/* The value as a number; `otherwise` where it is not set, no number or outside the limits. */
int64_t settings_int(const struct settings *settings, const char *name, int64_t least, int64_t most,
    int64_t otherwise);

/* SECRET_SIZE bytes that sign tokens of this instance. */
const unsigned char *settings_secret(const struct settings *settings);

#endif
