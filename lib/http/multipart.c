#include "http/multipart.h"

#include <stdbool.h>
#include <string.h>

#include "http/header.h"
#include "http/part_head.h"

enum { BOUNDARY_MOST = 70 }; /* RFC 2046, section 5.1.1 */

/*
 * A part's bytes end where CR LF "--" boundary stands, so the search is for that delimiter; its CR
 * occurs nowhere else in it, hence a failed match never hides the start of another. After the
 * delimiter only CR LF (a part follows) or "--" (the end) make it one: any other line that merely
 * begins like it belongs to the part.
 */
enum state {
	BODY,	    /* in a part, or in the preamble */
	AFTER,	    /* the delimiter has been seen */
	AFTER_CR,   /* and a CR behind it */
	AFTER_DASH, /* or one or two dashes */
	AFTER_DASHES,
	PADDING, /* white space that some transport put behind the delimiter (section 5.1.1) */
	PADDING_CR,
	HEAD,
	EPILOGUE,
};

struct multipart {
	struct multipart_limits limits;
	struct multipart_events events;
	void *context;
	enum state state;
	enum err failed; /* once wrong, always wrong */
	bool in_part;	 /* a part has begun and not ended */
	size_t parts;

	size_t matched; /* bytes of the delimiter seen */
	/* Bytes of these that are no part of the data: at the start of the body, and of a part, a
	 * line end that has been consumed already may begin the delimiter. */
	size_t borrowed;
	size_t delimiter_length;
	char delimiter[4 + BOUNDARY_MOST + 1];

	char *head; /* limits.header_length + 1 bytes */
	size_t head_length;
	size_t line; /* where its last line begins */
};

/* RFC 2046, section 5.1.1: bchars, the last one no space. */
static bool is_boundary(const char *text)
{
	size_t length = strlen(text);

	if (length < 1 || length > BOUNDARY_MOST || text[length - 1] == ' ')
		return false;
	for (; *text; text++) {
		if (!((*text >= '0' && *text <= '9') || (*text >= 'A' && *text <= 'Z') ||
			(*text >= 'a' && *text <= 'z') || strchr("'()+_,-./:=? ", *text)))
			return false;
	}
	return true;
}

static enum err find_boundary(struct arena *arena, const char *content_type, const char **boundary)
{
	char *copy = arena_text(arena, content_type), *name, *value;
	struct header_params params = {0};

	*boundary = NULL;
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a content type");
	if (!header_begins(copy, "multipart/form-data"))
		return ERROR(ERR_INPUT, "the body is no multipart/form-data");
	params.at = copy + strcspn(copy, " \t;");
	for (;;) {
		TRY(header_next_param(&params, &name, &value));
		if (!name)
			break;
		if (strcmp(name, "boundary") != 0)
			continue;
		if (*boundary)
			return ERROR(ERR_INPUT, "two boundaries");
		*boundary = value;
	}
	if (!*boundary || !is_boundary(*boundary))
		return ERROR(ERR_INPUT, "a multipart body without a proper boundary");
	return OK;
}

enum err multipart_start(struct arena *arena, const char *content_type,
    const struct multipart_limits *limits, const struct multipart_events *events, void *context,
    struct multipart **out)
{
	struct multipart *multipart;
	const char *boundary;
	size_t length;

	*out = NULL;
	TRY(find_boundary(arena, content_type, &boundary));
	multipart = ARENA_NEW(arena, struct multipart);
	if (multipart)
		multipart->head = arena_alloc(arena, limits->header_length + 1);
	if (!multipart || !multipart->head)
		return ERROR(ERR_MEMORY, "no memory for a multipart reader");
	multipart->limits = *limits;
	multipart->events = *events;
	multipart->context = context;
	length = strlen(boundary);
	memcpy(multipart->delimiter, "\r\n--", 4);
	memcpy(multipart->delimiter + 4, boundary, length + 1);
	multipart->delimiter_length = length + 4;
	/* The first delimiter may stand at the very start, without a line end before it. */
	multipart->matched = multipart->borrowed = 2;
	*out = multipart;
	return OK;
}

static enum err emit(struct multipart *multipart, const char *bytes, size_t length)
{
	if (!multipart->in_part || length == 0)
		return OK;
	return multipart->events.data(multipart->context, bytes, length);
}

/* What had matched was no delimiter: it belongs to the part. */
static enum err emit_matched(struct multipart *multipart)
{
	size_t borrowed = multipart->borrowed, length = multipart->matched;

	multipart->matched = multipart->borrowed = 0;
	multipart->state = BODY;
	return emit(multipart, multipart->delimiter + borrowed, length - borrowed);
}

/* The same, with dashes that had been taken for those of the last delimiter. */
static enum err emit_dashes(struct multipart *multipart, const char *dashes, size_t length)
{
	TRY(emit_matched(multipart));
	return emit(multipart, dashes, length);
}

static enum err end_part(struct multipart *multipart, enum state next)
{
	bool in_part = multipart->in_part;

	multipart->matched = multipart->borrowed = 0;
	multipart->state = next;
	multipart->in_part = false;
	return in_part ? multipart->events.end(multipart->context) : OK;
}

static enum err next_part(struct multipart *multipart)
{
	TRY(end_part(multipart, HEAD));
	if (multipart->parts++ >= multipart->limits.parts)
		return ERROR(ERR_LIMIT, "more than %zu parts", multipart->limits.parts);
	multipart->head_length = multipart->line = 0;
	return OK;
}

/* How many bytes at the end begin a delimiter that the next push may complete. Only the last CR can
 * be its start. */
static size_t partial_match(const struct multipart *multipart, const char *bytes, size_t length)
{
	size_t window = multipart->delimiter_length - 1, rest;
	const char *cr;

	if (window > length)
		window = length;
	cr = memrchr(bytes + length - window, '\r', window);
	if (!cr)
		return 0;
	rest = (size_t)(bytes + length - cr);
	return memcmp(cr, multipart->delimiter, rest) == 0 ? rest : 0;
}

/* Takes bytes up to the delimiter or to the end; *used tells how many. */
static enum err take_body(
    struct multipart *multipart, const char *bytes, size_t length, size_t *used)
{
	const char *delimiter = multipart->delimiter, *found;
	size_t size = multipart->delimiter_length, before;

	*used = 0;
	if (multipart->matched) {
		while (*used < length && multipart->matched < size &&
		       bytes[*used] == delimiter[multipart->matched]) {
			multipart->matched++;
			(*used)++;
		}
		if (multipart->matched == size)
			multipart->state = AFTER;
		else if (*used < length)
			return emit_matched(multipart);
		return OK;
	}
	found = memmem(bytes, length, delimiter, size);
	if (found) {
		before = (size_t)(found - bytes);
		multipart->matched = size;
		multipart->state = AFTER;
		*used = before + size;
	} else {
		multipart->matched = partial_match(multipart, bytes, length);
		before = length - multipart->matched;
		*used = length;
	}
	return emit(multipart, bytes, before);
}

/* Behind a delimiter: looks at one byte, and takes it unless it is the part's (then the state is
 * BODY again). */
static enum err take_after(struct multipart *multipart, char byte, size_t *used)
{
	bool blank = byte == ' ' || byte == '\t';

	*used = 1;
	if (byte == '\n' && (multipart->state == AFTER || multipart->state == AFTER_DASHES ||
				multipart->state == PADDING))
		return ERROR(ERR_INPUT, "a boundary's line ends in LF alone");
	switch (multipart->state) {
	case AFTER:
		if (byte == '\r' || byte == '-' || blank) {
			multipart->state = blank ? PADDING : byte == '-' ? AFTER_DASH : AFTER_CR;
			return OK;
		}
		*used = 0;
		return emit_matched(multipart);
	case AFTER_CR:
		if (byte == '\n')
			return next_part(multipart);
		*used = 0;
		TRY(emit_matched(multipart));
		multipart->matched = 1; /* that CR may begin the true one */
		return OK;
	case AFTER_DASH:
		if (byte == '-') {
			multipart->state = AFTER_DASHES;
			return OK;
		}
		*used = 0;
		return emit_dashes(multipart, "-", 1);
	case AFTER_DASHES:
		if (byte == '\r' || blank)
			return end_part(multipart, EPILOGUE);
		*used = 0;
		return emit_dashes(multipart, "--", 2);
	case PADDING:
		if (byte == '\r')
			multipart->state = PADDING_CR;
		else if (!blank)
			return ERROR(ERR_INPUT, "text behind a boundary");
		return OK;
	default: /* PADDING_CR */
		if (byte != '\n')
			return ERROR(ERR_INPUT, "a boundary's line ends in CR alone");
		return next_part(multipart);
	}
}

static enum err begin_part(struct multipart *multipart)
{
	struct part_head head;

	/* Without its last, empty line. */
	multipart->head[multipart->line] = '\0';
	TRY(part_head_read(multipart->head, multipart->line, &head));
	if (strlen(head.name) > multipart->limits.name_length)
		return ERROR(ERR_LIMIT, "a part's name is longer than %zu bytes",
		    multipart->limits.name_length);
	multipart->in_part = true;
	multipart->state = BODY;
	/* A part of no bytes may end in the line end that closes its head (RFC 2046, section 5.1.1,
	 * body-part). */
	multipart->matched = multipart->borrowed = 2;
	return multipart->events.begin(multipart->context, head.name, head.filename, head.type);
}

static enum err take_head(struct multipart *multipart, char byte)
{
	size_t length = multipart->head_length;
	char before = length > 0 ? multipart->head[length - 1] : '\0';

	if (length >= multipart->limits.header_length)
		return ERROR(ERR_LIMIT, "a part's head is longer than %zu bytes",
		    multipart->limits.header_length);
	if ((byte == '\n') != (before == '\r'))
		return ERROR(ERR_INPUT, "a part's head has a line that does not end in CR LF");
	if (((unsigned char)byte < ' ' && !(byte && strchr("\t\r\n", byte))) || byte == 0x7f)
		return ERROR(ERR_INPUT, "a part's head has a control character");
	multipart->head[multipart->head_length++] = byte;
	if (byte != '\n')
		return OK;
	if (length - multipart->line == 1)
		return begin_part(multipart);
	multipart->line = multipart->head_length;
	return OK;
}

static enum err take(struct multipart *multipart, const char *bytes, size_t length, size_t *used)
{
	switch (multipart->state) {
	case BODY:
		return take_body(multipart, bytes, length, used);
	case HEAD:
		*used = 1;
		return take_head(multipart, *bytes);
	case EPILOGUE:
		*used = length;
		return OK;
	default:
		return take_after(multipart, *bytes, used);
	}
}

enum err multipart_push(struct multipart *multipart, const char *bytes, size_t length)
{
	while (length > 0 && multipart->failed == OK) {
		size_t used = 0;

		multipart->failed = take(multipart, bytes, length, &used);
		bytes += used;
		length -= used;
	}
	return multipart->failed;
}

enum err multipart_finish(struct multipart *multipart)
{
	if (multipart->failed == OK && multipart->state == AFTER_DASHES)
		multipart->failed = end_part(multipart, EPILOGUE);
	if (multipart->failed == OK && multipart->state != EPILOGUE)
		multipart->failed = ERROR(ERR_INPUT, "the body ends before its last boundary");
	return multipart->failed;
}
