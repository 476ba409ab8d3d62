#include "web/route.h"

#include <string.h>

/* Compares one pattern with a path, segment by segment; takes what ':' segments stand for. */
static bool fits(const char *pattern, const char *path, struct arena *arena,
    const char *parameters[static ROUTE_PARAMETERS])
{
	unsigned taken = 0;

	while (*pattern && *path) {
		if (*pattern != ':') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		size_t length = strcspn(path, "/");

		if (!length || taken == ROUTE_PARAMETERS)
			return false;
		parameters[taken] = arena_text_n(arena, path, length);
		if (!parameters[taken++])
			return false;
		path += length;
		pattern += strcspn(pattern, "/");
	}
	return !*pattern && !*path;
}

static bool takes(enum http_method route, enum http_method request)
{
	return route == request || (route == HTTP_GET && request == HTTP_HEAD);
}

static enum route_match find(const struct route *routes, size_t count, enum http_method method,
    const char *path, struct arena *arena, const struct route **route,
    const char *parameters[static ROUTE_PARAMETERS])
{
	enum route_match best = ROUTE_NONE;

	for (size_t i = 0; i < count; i++) {
		if (!fits(routes[i].pattern, path, arena, parameters))
			continue;
		if (takes(routes[i].method, method)) {
			*route = &routes[i];
			return ROUTE_OK;
		}
		best = ROUTE_WRONG_METHOD;
	}
	return best;
}

enum route_match route_find(const struct route *routes, size_t count, const struct request *request,
    const struct route **route, const char *parameters[static ROUTE_PARAMETERS])
{
	size_t length = strlen(request->path);
	enum route_match match =
	    find(routes, count, request->method, request->path, request->arena, route, parameters);

	if (match == ROUTE_NONE && length > 1 && request->path[length - 1] == '/') {
		const char *shorter = arena_text_n(request->arena, request->path, length - 1);

		if (shorter && find(routes, count, request->method, shorter, request->arena, route,
				   parameters) == ROUTE_OK)
			return ROUTE_SLASH;
	}
	return match;
}

const char *route_methods(const struct route *routes, size_t count, const struct request *request)
{
	static const struct {
		enum http_method method;
		const char *name;
	} METHODS[] = {{HTTP_GET, "GET, HEAD"}, {HTTP_POST, "POST"}};
	const char *parameters[ROUTE_PARAMETERS], *list = "";
	const struct route *route;

	for (size_t i = 0; list && i < sizeof METHODS / sizeof METHODS[0]; i++)
		if (find(routes, count, METHODS[i].method, request->path, request->arena, &route,
			parameters) == ROUTE_OK)
			list = arena_format(
			    request->arena, "%s%s%s", list, *list ? ", " : "", METHODS[i].name);
	return list;
}
