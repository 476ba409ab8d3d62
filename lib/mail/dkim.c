#include "mail/dkim.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "mail/encode.h"

/* Signed where they are there; From twice, so that none can be added (RFC 6376, section 8.15). */
static const char *const SIGNED[] = {"From", "To", "Reply-To", "Subject", "Date", "Message-ID",
    "In-Reply-To", "References", "MIME-Version", "Content-Type", "Auto-Submitted", "List-Id",
    "List-Unsubscribe", "List-Unsubscribe-Post"};

enum { FIELD_MOST = 256 * 1024, PER_LINE = 72 };

/* A header's value with each run of blanks as one, none at the ends (section 3.4.2). */
static void relax_value(struct buffer *out, const char *value, size_t length)
{
	bool blank = false, begun = false;

	for (size_t i = 0; i < length; i++) {
		char c = value[i];

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			blank = begun;
			continue;
		}
		if (blank)
			buffer_text(out, " ");
		blank = false;
		begun = true;
		buffer_append(out, &c, 1);
	}
}

/* Where a field begins in the headers; its length with its folded lines, without the last line
 * end. NULL where it is not there. */
static const char *find_field(const struct buffer *headers, const char *name, size_t *length)
{
	size_t size = strlen(name);
	const char *end = headers->data + headers->length;

	for (const char *p = headers->data; p < end;) {
		const char *stop = memmem(p, (size_t)(end - p), "\r\n", 2);

		while (stop && stop + 2 < end && (stop[2] == ' ' || stop[2] == '\t'))
			stop = memmem(stop + 2, (size_t)(end - stop - 2), "\r\n", 2);
		if (!stop)
			stop = end;
		if (!strncasecmp(p, name, size) && p[size] == ':') {
			*length = (size_t)(stop - p);
			return p;
		}
		p = stop + 2;
	}
	return NULL;
}

static void add_field(struct buffer *out, const char *name, const char *field, size_t length)
{
	for (const char *p = name; *p; p++) {
		char lower = (char)tolower((unsigned char)*p);

		buffer_append(out, &lower, 1);
	}
	buffer_text(out, ":");
	relax_value(out, field + strlen(name) + 1, length - strlen(name) - 1);
}

/* The hash of the body: blanks at line ends off, runs of them one, no empty lines at the end
 * (section 3.4.4). */
static enum err hash_body(const struct buffer *body, unsigned char hash[static SHA256_SIZE])
{
	struct buffer relaxed = BUFFER(body->length + 16);
	const char *end = body->length ? body->data + body->length : body->data;
	size_t empty = 0;
	enum err err;

	for (const char *p = body->data; p && p < end;) {
		const char *stop = memmem(p, (size_t)(end - p), "\r\n", 2);
		size_t length = (size_t)((stop ? stop : end) - p);
		const char *line = p;

		p += length + (stop ? 2 : 0);
		while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
			length--;
		if (!length) {
			empty++;
			continue;
		}
		for (; empty > 0; empty--)
			buffer_text(&relaxed, "\r\n");
		for (size_t i = 0; i < length; i++) {
			bool blank = line[i] == ' ' || line[i] == '\t';

			if (!blank)
				buffer_append(&relaxed, line + i, 1);
			else if (i == 0 || (line[i - 1] != ' ' && line[i - 1] != '\t'))
				buffer_text(&relaxed, " ");
		}
		buffer_text(&relaxed, "\r\n");
	}
	err = buffer_err(&relaxed);
	if (err == OK)
		err = sha256(relaxed.data ? relaxed.data : "", relaxed.length, hash);
	buffer_free(&relaxed);
	return err;
}

/* The field up to "b=", and what is signed of the headers. */
static enum err begin(const struct compose_dkim *dkim, timestamp at, const struct buffer *headers,
    const unsigned char *hash, struct buffer *field, struct buffer *data)
{
	const char *algorithm =
	    signing_key_kind(dkim->key) == SIGNING_RSA ? "rsa-sha256" : "ed25519-sha256";

	buffer_format(field,
	    "DKIM-Signature: v=1; a=%s; c=relaxed/relaxed; d=%s;\r\n\ts=%s; t=%" PRId64 ";\r\n\th=",
	    algorithm, dkim->domain, dkim->selector, at / TIMESTAMP_SECOND);
	for (size_t i = 0; i < sizeof SIGNED / sizeof SIGNED[0]; i++) {
		size_t length;
		const char *found = find_field(headers, SIGNED[i], &length);

		if (!found)
			continue;
		add_field(data, SIGNED[i], found, length);
		buffer_text(data, "\r\n");
		buffer_format(field, "%s:%s", SIGNED[i], i % 4 == 3 ? "\r\n\t" : "");
	}
	buffer_text(field, "From;\r\n\tbh=");
	encode_base64(field, hash, SHA256_SIZE, 0);
	buffer_text(field, ";\r\n\tb=");
	/* The signature field itself, without its value and line end (section 3.7). */
	add_field(
	    data, "DKIM-Signature", field->data ? field->data : "DKIM-Signature:", field->length);
	return buffer_err(field) != OK ? buffer_err(field) : buffer_err(data);
}

static enum err sign(
    const struct compose_dkim *dkim, const struct buffer *data, struct buffer *field)
{
	unsigned char signature[SIGNATURE_MOST], hash[SHA256_SIZE];
	struct buffer text = BUFFER(2 * SIGNATURE_MOST);
	size_t length;
	enum err err;

	/* RFC 8463, section 3: Ed25519 signs the hash; RSA makes its own. */
	if (signing_key_kind(dkim->key) == SIGNING_RSA) {
		TRY(signing_key_sign(dkim->key, data->data, data->length, signature, &length));
	} else {
		TRY(sha256(data->data, data->length, hash));
		TRY(signing_key_sign(dkim->key, hash, sizeof hash, signature, &length));
	}
	encode_base64(&text, signature, length, 0);
	err = buffer_err(&text);
	for (size_t at = 0; err == OK && at < text.length; at += PER_LINE) {
		size_t left = text.length - at;

		if (at > 0)
			buffer_text(field, "\r\n\t");
		buffer_append(field, text.data + at, left < PER_LINE ? left : PER_LINE);
	}
	buffer_text(field, "\r\n");
	buffer_free(&text);
	return err == OK ? buffer_err(field) : err;
}

static bool is_plain(const char *text)
{
	return text && *text && strlen(text) < 254 &&
	       text[strspn(text,
		   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")] == '\0';
}

enum err dkim_sign(const struct compose_dkim *dkim, timestamp at, const struct buffer *headers,
    const struct buffer *body, struct buffer *out)
{
	struct buffer field = BUFFER(FIELD_MOST), data = BUFFER(FIELD_MOST);
	unsigned char hash[SHA256_SIZE];
	enum err err;

	if (!is_plain(dkim->domain) || !is_plain(dkim->selector))
		return ERROR(ERR_INPUT, "DKIM: domain or selector is none");
	err = hash_body(body, hash);
	if (err == OK)
		err = begin(dkim, at, headers, hash, &field, &data);
	if (err == OK)
		err = sign(dkim, &data, &field);
	if (err == OK)
		buffer_append(out, field.data, field.length);
	buffer_free(&field);
	buffer_free(&data);
	return err == OK ? buffer_err(out) : err;
}
