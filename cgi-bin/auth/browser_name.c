#include "auth.h"

#include <string.h>

/* The first that fits names it: every browser also claims to be the ones behind it. */
struct mark {
	const char *text, *name;
};

static const struct mark BROWSERS[] = {
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"Vivaldi/", "Vivaldi"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"},
    {"Chrome/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"CriOS/", "Chrome"},
    {"Safari/", "Safari"},
    {"curl/", "curl"},
};

static const struct mark SYSTEMS[] = {
    {"iPhone", "iPhone"},
    {"iPad", "iPad"},
    {"Android", "Android"},
    {"Windows", "Windows"},
    {"Mac OS X", "macOS"},
    {"CrOS", "ChromeOS"},
    {"Linux", "Linux"},
    {"BSD", "BSD"},
};

static const char *first_of(const struct mark *marks, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(text, marks[i].text))
			return marks[i].name;
	return "";
}

struct browser_name browser_name(const char *user_agent)
{
	return (struct browser_name){
	    .browser = first_of(BROWSERS, sizeof BROWSERS / sizeof BROWSERS[0], user_agent),
	    .system = first_of(SYSTEMS, sizeof SYSTEMS / sizeof SYSTEMS[0], user_agent),
	};
}
