#include "web/guard.h"

#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/names.h"
#include "model/session.h"

/* What the browser sent as that cookie, or NULL. */
static const char *sent_cookie(const struct context *context, const char *name)
{
	const struct request *request = context->request;

	return params_get(&request->cookies, cookie_name(context->arena, name, request->https));
}

enum err guard_viewer(struct context *context)
{
	names_of_viewer(NULL);
	TRY(session_viewer(context->db, context->arena, context->settings,
	    sent_cookie(context, SESSION_COOKIE), &context->viewer));
	names_of_viewer(&context->viewer);
	return OK;
}

bool guard_had_session(const struct context *context)
{
	return sent_cookie(context, SESSION_COOKIE) != NULL;
}

enum guard_answer guard_route(const struct context *context, const struct route *route)
{
	const struct viewer *viewer = &context->viewer;

	switch (route->guard) {
	case GUARD_ANYONE:
		return GUARD_PASS;
	case GUARD_KNOWN:
		return viewer_is_known(viewer) ? GUARD_PASS : GUARD_SIGN_IN;
	case GUARD_STAFF:
		if (!viewer_is_known(viewer))
			return GUARD_SIGN_IN;
		return viewer_is_staff(viewer) ? GUARD_PASS : GUARD_HIDE;
	case GUARD_ADMIN:
		if (!viewer_is_known(viewer))
			return GUARD_SIGN_IN;
		return viewer->role == ROLE_ADMIN ? GUARD_PASS : GUARD_HIDE;
	}
	return GUARD_HIDE;
}

bool guard_origin(const struct context *context)
{
	const struct request *request = context->request;
	const char *scheme = request->https ? "https://" : "http://";
	const char *site = settings_text(context->settings, "site.url", "");
	size_t length = strlen(site);

	if (!*request->origin)
		return true;
	while (length && site[length - 1] == '/')
		length--;
	if (length && strlen(request->origin) == length && !strncmp(request->origin, site, length))
		return true;
	return text_starts(request->origin, scheme) &&
	       !strcmp(request->origin + strlen(scheme), request->host);
}

/* What the token is bound to: the session's cookie, else the visitor's. */
static enum err make_token(const struct context *context, const char *bound_to, const char **token)
{
	unsigned char mac[SHA256_SIZE];

	TRY(hmac_sha256(settings_secret(context->settings), SECRET_SIZE, "csrf", bound_to,
	    strlen(bound_to), mac));
	*token = text_base64url(context->arena, mac, sizeof mac);
	return *token ? OK : ERROR(ERR_MEMORY, "no memory for a token");
}

static const char *bound_to(const struct context *context)
{
	return sent_cookie(
	    context, viewer_is_known(&context->viewer) ? SESSION_COOKIE : VISITOR_COOKIE);
}

bool guard_csrf(const struct context *context)
{
	const char *sent = params_get(&context->request->form, "csrf");
	const char *cookie = bound_to(context);
	const char *right;

	if (!sent || !cookie || make_token(context, cookie, &right) != OK)
		return false;
	return strlen(sent) == strlen(right) && equal_bytes(sent, right, strlen(right));
}

enum { OPEN_DAYS = 7 };

static enum err make_open_token(
    const struct context *context, const char *path, int64_t day, const char **token)
{
	const char *bound = arena_format(context->arena, "%lld %s", (long long)day, path);
	unsigned char mac[SHA256_SIZE];

	if (!bound)
		return ERROR(ERR_MEMORY, "no memory for a token");
	TRY(hmac_sha256(settings_secret(context->settings), SECRET_SIZE, "open form", bound,
	    strlen(bound), mac));
	*token = text_base64url(context->arena, mac, 16);
	return *token ? OK : ERROR(ERR_MEMORY, "no memory for a token");
}

enum err guard_open_token(struct context *context, const char *path, const char **token)
{
	return make_open_token(context, path, timestamp_now() / TIMESTAMP_DAY, token);
}

bool guard_open_form(const struct context *context)
{
	const char *sent = params_get(&context->request->form, "csrf"), *right;
	int64_t today = timestamp_now() / TIMESTAMP_DAY;

	if (!context->route->open_form || viewer_is_known(&context->viewer) || !sent ||
	    !*context->request->origin)
		return false;
	for (int64_t day = today; day > today - OPEN_DAYS; day--) {
		if (make_open_token(context, context->request->path, day, &right) != OK)
			return false;
		if (strlen(sent) == strlen(right) && equal_bytes(sent, right, strlen(right)))
			return true;
	}
	return false;
}

enum err guard_make_csrf(struct context *context, bool visitor)
{
	const char *cookie = bound_to(context);
	char fresh[TOKEN_SIZE];

	if (context->csrf)
		return OK;
	if (context->route && context->route->open_form && !viewer_is_known(&context->viewer))
		return guard_open_token(context, context->request->path, &context->csrf);
	if (!cookie && visitor) {
		TRY(random_token(fresh));
		cookie = arena_text(context->arena, fresh);
		if (!cookie)
			return ERROR(ERR_MEMORY, "no memory for a token");
		TRY(response_cookie(context->response,
		    &(struct cookie){.name = VISITOR_COOKIE, .value = cookie, .max_age = -1},
		    context->request->https));
	}
	return cookie ? make_token(context, cookie, &context->csrf) : OK;
}
