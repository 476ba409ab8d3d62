#include "view/ticket_words.h"

#include "base/message.h"

const char *priority_name(int64_t priority)
{
	static const char *const NAMES[] = {"", TR("Low"), TR("Normal"), TR("High"), TR("Urgent")};

	return priority >= PRIORITY_LOW && priority <= PRIORITY_URGENT ? NAMES[priority] : "";
}

const char *source_name(enum ticket_source source)
{
	switch (source) {
	case SOURCE_FORM:
		return TR("web form");
	case SOURCE_EMAIL:
		return TR("e-mail");
	case SOURCE_PHONE:
		return TR("telephone");
	case SOURCE_API:
		return TR("another program");
	case SOURCE_PERSON:
		return TR("in person");
	case SOURCE_IMPORT:
		return TR("imported");
	}
	return "";
}

const char *audience_name(enum audience audience)
{
	switch (audience) {
	case AUDIENCE_PARTICIPANTS:
		return TR("Its own people");
	case AUDIENCE_STAFF:
		return TR("Staff");
	case AUDIENCE_CLIENTS:
		return TR("All clients");
	case AUDIENCE_PUBLIC:
		return TR("Everybody");
	case AUDIENCE_NONE:
		break;
	}
	return "";
}
