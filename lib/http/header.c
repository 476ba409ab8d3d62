#include "http/header.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool is_token_char(unsigned char c)
{
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return true;
	return c && strchr("!#$%&'*+-.^_`|~", c);
}

size_t header_token(const char *text)
{
	size_t length = 0;

	while (is_token_char((unsigned char)text[length]))
		length++;
	return length;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool header_percent(const char *text, unsigned char *byte)
{
	int high, low;

	if (text[0] != '%' || (high = hex_digit(text[1])) < 0 || (low = hex_digit(text[2])) < 0)
		return false;
	*byte = (unsigned char)(high * 16 + low);
	return true;
}

bool header_begins(const char *field, const char *value)
{
	size_t length = strcspn(field, " \t;");

	return length == strlen(value) && strncasecmp(field, value, length) == 0;
}

static char *skip_blanks(char *text)
{
	return text + strspn(text, " \t");
}

/* Unescapes the quoted-string that begins at params->at. */
static enum err read_quoted(struct header_params *params, char **value)
{
	char *in = params->at + 1, *out = in;

	*value = out;
	while (*in != '"') {
		if (*in == '\\' && (in[1] == '"' || in[1] == '\\'))
			in++;
		if (*in == '\0')
			return ERROR(ERR_INPUT, "quoted string without an end in a header");
		*out++ = *in++;
	}
	*out = '\0';
	params->at = in + 1;
	return OK;
}

static enum err read_token(struct header_params *params, char **value)
{
	char *end = params->at + header_token(params->at);

	*value = params->at;
	if (end == *value || (*end && !strchr("; \t", *end)))
		return ERROR(ERR_INPUT, "a header's parameter without a proper value");
	/* The NUL that ends the value may overwrite the next separator. */
	params->separated = *end == ';';
	params->at = *end ? end + 1 : end;
	*end = '\0';
	return OK;
}

enum err header_next_param(struct header_params *params, char **name, char **value)
{
	char *end;

	params->at = skip_blanks(params->at);
	/* Empty parameters, as after a last ';', are passed over (RFC 9110, section 5.6.6). */
	while (*params->at == ';') {
		params->at = skip_blanks(params->at + 1);
		params->separated = true;
	}
	*name = *value = NULL;
	if (*params->at == '\0')
		return OK;
	end = params->at + header_token(params->at);
	if (!params->separated || end == params->at || *end != '=')
		return ERROR(ERR_INPUT, "a header's parameter is malformed");
	*name = params->at;
	*end = '\0';
	text_lower(*name);
	params->at = end + 1;
	params->separated = false;
	if (*params->at == '"')
		return read_quoted(params, value);
	return read_token(params, value);
}
