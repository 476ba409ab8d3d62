/* The placeholders of notification.h. */
#include <string.h>

#include "base/message.h"
#include "model/notification.h"

static const struct {
	const char *name, *help;
	bool is_line;
} PLACEHOLDERS[PLACES] = {
    [PLACE_SIGNATURE] = {"signature", TR("the request's number: H1010"), true},
    [PLACE_TITLE] = {"title", TR("what it is about, in a line"), true},
    [PLACE_RECIPIENT] = {"recipient", TR("the name of whoever gets the mail"), true},
    [PLACE_ACTOR] = {"actor", TR("who changed it last"), true},
    [PLACE_CHANGES] = {"changes", TR("what changed, from what to what: a list"), false},
    [PLACE_STATUS] = {"status", TR("where it stands"), true},
    [PLACE_PRIORITY] = {"priority", TR("how urgent it is"), true},
    [PLACE_TYPE] = {"type", TR("problem, question or wish"), true},
    [PLACE_RESPONSIBLE] = {"responsible", TR("who has it"), true},
    [PLACE_TEAM] = {"team", TR("the team that has it; only in mail to staff"), true},
    [PLACE_ORGANISATION] = {"organisation", TR("the client's organisation"), true},
    [PLACE_CONTACT] = {"contact", TR("the client's name"), true},
    [PLACE_RECEIVED] = {"received", TR("when it came"), true},
    [PLACE_DUE] = {"due", TR("until when a solution is promised"), true},
    [PLACE_FACTS] = {"facts",
	TR("a small table: status, priority, responsible person, organisation, dates"), false},
    [PLACE_DESCRIPTION] = {"description", TR("the request's first message"), false},
    [PLACE_REMARKS] = {"remarks", TR("the messages that are told of"), false},
    [PLACE_SOLUTION] = {"solution", TR("the solution's text"), false},
    [PLACE_LINK] = {"link", TR("the address of the request's page"), false},
    [PLACE_RATE_LINK] = {"rate_link",
	TR("the address where the client rates the work; only for the client"), false},
    [PLACE_STOP_LINK] = {"stop_link", TR("the address that ends such mail"), false},
    [PLACE_SITE] = {"site", TR("the name of this portal"), true},
};

const char *placeholder_name(enum placeholder place)
{
	return place > PLACE_NONE && place < PLACES ? PLACEHOLDERS[place].name : "";
}

const char *placeholder_help(enum placeholder place)
{
	return place > PLACE_NONE && place < PLACES ? PLACEHOLDERS[place].help : "";
}

bool placeholder_is_line(enum placeholder place)
{
	return place > PLACE_NONE && place < PLACES && PLACEHOLDERS[place].is_line;
}

size_t placeholder_read(const char *text, enum placeholder *place)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_.:";
	size_t length;

	*place = PLACE_NONE;
	if (*text != '{')
		return 0;
	length = strspn(text + 1, LETTERS);
	if (!length || text[1 + length] != '}')
		return 0;
	for (int i = PLACE_NONE + 1; i < PLACES; i++)
		if (strlen(PLACEHOLDERS[i].name) == length &&
		    !strncmp(PLACEHOLDERS[i].name, text + 1, length))
			*place = (enum placeholder)i;
	return length + 2;
}

const char *notification_unknown(struct arena *arena, const char *text, bool is_subject)
{
	while ((text = strchr(text, '{'))) {
		enum placeholder place;
		size_t length = placeholder_read(text, &place);

		if (length &&
		    (place == PLACE_NONE || (is_subject && !placeholder_is_line(place)))) {
			const char *unknown = arena_text_n(arena, text, length);

			return unknown ? unknown : "{…}";
		}
		text += length ? length : 1;
	}
	return NULL;
}
