#include "web/serve.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "http/fcgi.h"
#include "model/catalogue.h"
#include "model/notify.h"
#include "model/ticket_link.h"
#include "view/template.h"
#include "web/guard.h"
#include "web/page.h"
#include "web/resend.h"

enum {
	ARENA_CAP = 64 * 1024 * 1024,
	FORM_FIELDS = 1000,
	FORM_NAME = 200,
	FORM_VALUE = 1024 * 1024,
	FORM_BODY = 4 * 1024 * 1024,
	BODY_KEEP = 256 * 1024,
	QUIET_MS = 1000,
};

struct server {
	const char *name;
	const struct route *routes;
	size_t count;
	struct settings *settings;
	struct db *db;
	struct arena *arena;
	struct response response;
	struct request_limits limits;
	const struct language *language; /* of those who have no other */
	afterwards *afterwards;		 /* NULL until a handler asked for it */
	bool has_left;			 /* it has something to do */
};

static enum err open_views(struct server *server, struct arena *arena)
{
	const char *data = settings_data(server->settings);
	const char *po = arena_format(arena, "%s/po", data);
	const char *templates = arena_format(arena, "%s/templates", data);

	if (!po || !templates)
		return ERROR(ERR_MEMORY, "no memory for a path");
	TRY(languages_load(po));
	server->language = language_named(settings_text(server->settings, "site.language", "en"));
	if (!server->language)
		server->language = language_at(0);
	timestamp_zone(settings_text(server->settings, "site.timezone", "UTC"));
	notify_prepare(server->settings);
	ticket_link_site(settings_text(server->settings, "site.url", ""),
	    settings_text(server->settings, "ticket.prefix", "H"));
	return templates_open(templates);
}

static enum err set_limits(struct server *server)
{
	const struct settings *settings = server->settings;
	size_t room = strlen(settings_home(settings)) + sizeof "/spool";
	char *spool = malloc(room);

	if (!spool)
		return ERROR(ERR_MEMORY, "no memory for a path");
	memcpy(spool, settings_home(settings), strlen(settings_home(settings)));
	memcpy(spool + room - sizeof "/spool", "/spool", sizeof "/spool");
	server->limits = (struct request_limits){
	    .body = FORM_BODY,
	    .upload_body =
		settings_int(settings, "upload.request_mib", 1, 65536, 100) * 1024 * 1024,
	    .upload_file = settings_int(settings, "upload.file_mib", 1, 65536, 25) * 1024 * 1024,
	    .form = {FORM_FIELDS, FORM_NAME, FORM_VALUE},
	    .spool = spool,
	};
	return OK;
}

enum err serve_open(const char *name, const struct route *routes, size_t count, struct server **out)
{
	struct server *server = calloc(1, sizeof *server);

	*out = server;
	if (!server)
		return ERROR(ERR_MEMORY, "no memory for a server");
	server->name = name;
	server->routes = routes;
	server->count = count;
	TRY(settings_load(NULL, &server->settings));
	log_open(name, log_level_named(settings_text(server->settings, "log.level", "info")));
	server->arena = arena_new(ARENA_CAP);
	if (!server->arena)
		return ERROR(ERR_MEMORY, "no memory for an arena");
	server->response.body = BUFFER(RESPONSE_CAP);
	TRY(set_limits(server));
	TRY(open_views(server, server->arena));
	arena_reset(server->arena);
	return db_open(server->settings, &server->db);
}

void serve_close(struct server *server)
{
	if (!server)
		return;
	db_close(server->db);
	catalogue_free();
	templates_close();
	languages_free();
	buffer_free(&server->response.body);
	arena_free(server->arena);
	settings_free(server->settings);
	free((void *)server->limits.spool);
	free(server);
}

/* ?lang= */
static const struct language *language_asked(const struct context *context)
{
	return language_named(params_get(&context->request->query, "lang"));
}

static const struct language *language_kept(const struct context *context)
{
	const struct request *request = context->request;

	return language_named(params_get(
	    &request->cookies, cookie_name(context->arena, "docket_lang", request->https)));
}

/* The language asked for (kept in a cookie), the cookie's, the account's, the browser's. */
static void choose_language(const struct server *server, struct context *context)
{
	const struct language *chosen = language_asked(context);

	if (!chosen)
		chosen = language_kept(context);
	if (!chosen && *context->viewer.language)
		chosen = language_named(context->viewer.language);
	if (!chosen)
		chosen = language_accepted(context->request->accept_language, server->language);
	context->language = chosen;
}

static enum err keep_language(struct context *context)
{
	const struct language *asked = language_asked(context);

	if (!asked || asked == language_kept(context) || context->route->for_programs)
		return OK;
	return response_cookie(context->response,
	    &(struct cookie){.name = "docket_lang",
		.value = language_code(asked),
		.max_age = 365 * 24 * 3600,
		.script = true},
	    context->request->https);
}

/* The path, but no secret: whoever reads a log may not use the links in it. */
static const char *loggable(const struct request *request)
{
	static const char *const SECRET[] = {"/feed/p/", "/s/"};

	for (size_t i = 0; i < sizeof SECRET / sizeof SECRET[0]; i++)
		if (request->path && text_starts(request->path, SECRET[i]))
			return SECRET[i];
	return request->path;
}

/* What a handler's error becomes. */
static enum err answer_error(struct context *context, enum err err)
{
	static const int STATUS[] = {
	    [OK] = 200,
	    [ERR_NOT_FOUND] = 404,
	    [ERR_DENIED] = 404,
	    [ERR_INPUT] = 400,
	    [ERR_CONFLICT] = 409,
	    [ERR_LIMIT] = 413,
	    [ERR_RETRY] = 503,
	    [ERR_UNAVAILABLE] = 503,
	    [ERR_MEMORY] = 500,
	    [ERR_IO] = 500,
	    [ERR_INTERNAL] = 500,
	};
	int status = STATUS[err];

	if (status >= 500)
		log_error("%s: %s", loggable(context->request), err_message());
	else
		log_debug("%s: %s", loggable(context->request), err_message());
	return page_error(context, status, NULL);
}

/* Reads a POST's body and makes sure that it comes from a page of ours. *done: answered already. */
static enum err take_form(
    struct server *server, struct context *context, bool signed_out, bool *done)
{
	struct request *request = context->request;
	struct request_limits limits = server->limits;
	enum err err;

	*done = true;
	if (context->route->by_token) {
		limits.upload_body = limits.body;
		err = request_read_body(request, &limits);
		*done = err != OK;
		return *done ? answer_error(context, err) : OK;
	}
	if (!guard_origin(context) ||
	    (context->route->open_form && !*request->origin && !viewer_is_known(&context->viewer)))
		return page_error(context, 403, NULL);
	/* Who never was signed in can't make a worker swallow an upload; who just was keeps the
	 * text. */
	if (!context->route->uploads || (signed_out && !guard_had_session(context)))
		limits.upload_body = limits.body;
	err = request_read_body(request, &limits);
	/* A file that can't be taken must not cost the text beside it: the handler shows the form.
	 */
	if (err != OK && !(err == request->refused_because && context->route->uploads))
		return answer_error(context, err);
	if (signed_out || !(guard_csrf(context) || guard_open_form(context)))
		return resend_page(context);
	*done = false;
	return OK;
}

static enum err guarded(struct server *server, struct context *context)
{
	enum guard_answer answer = guard_route(context, context->route);
	bool post = context->request->method == HTTP_POST, done;

	if (answer == GUARD_HIDE)
		return page_error(context, 404, NULL);
	if (answer == GUARD_SIGN_IN && !post)
		return page_sign_in(context);
	if (post) {
		TRY(take_form(server, context, answer == GUARD_SIGN_IN, &done));
		if (done)
			return OK;
	}
	return context->route->handle(context);
}

/* "/tickets/?q=1" goes to "/tickets?q=1". */
static enum err slashless(struct context *context)
{
	const char *target = context->request->target;
	int length = (int)strcspn(target, "?");
	const char *path =
	    arena_format(context->arena, "%.*s%s", length - 1, target, target + length);

	return path ? response_redirect(context->response, path)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

static enum err wrong_method(struct server *server, struct context *context)
{
	const char *methods = route_methods(server->routes, server->count, context->request);

	if (!methods)
		return ERROR(ERR_MEMORY, "no memory for a list of methods");
	TRY(response_header(context->response, "Allow", methods));
	return page_error(context, 405, NULL);
}

static enum err dispatch(struct server *server, struct context *context)
{
	TRY(db_ready(context->db));
	TRY(catalogue_ready(context->db));
	TRY(guard_viewer(context));
	choose_language(server, context);
	switch (route_find(server->routes, server->count, context->request, &context->route,
	    context->parameters)) {
	case ROUTE_NONE:
		return page_error(context, 404, NULL);
	case ROUTE_WRONG_METHOD:
		return wrong_method(server, context);
	case ROUTE_SLASH:
		return slashless(context);
	case ROUTE_OK:
		break;
	}
	TRY(keep_language(context));
	return guarded(server, context);
}

/* When not even the error page can be made. */
static void last_resort(struct context *context)
{
	struct response *response = context->response;

	log_error("%s: error page: %s", loggable(context->request), err_message());
	response_start(response, context->arena);
	response->status = 500;
	(void)response_header(response, "Content-Type", "text/plain; charset=utf-8");
	buffer_text(&response->body, "Something went wrong. Please try again.\n");
}

static void send(struct context *context, struct http_source *source)
{
	struct response *response = context->response;
	bool cache_said = false;
	enum err err;

	for (size_t i = 0; i < response->header_count; i++)
		if (!strcmp(response->headers[i].name, "Cache-Control"))
			cache_said = true;
	if (!cache_said)
		(void)response_header(response, "Cache-Control", "private, no-cache");
	(void)response_header(response, "X-Request-Id", context->request->id);
	err = response_send(response, source, context->request->method == HTTP_HEAD);
	if (err != OK)
		log_info("%s: answer not sent: %s", loggable(context->request), err_message());
}

void serve_request(struct server *server, struct http_source *source)
{
	struct request request;
	struct context context = {
	    .arena = server->arena,
	    .settings = server->settings,
	    .db = server->db,
	    .request = &request,
	    .response = &server->response,
	    .viewer =
		{.role = ROLE_NOBODY, .name = "", .email = "", .organisation = "", .language = ""},
	    .language = server->language,
	};
	enum err err;

	err_clear();
	response_start(&server->response, server->arena);
	err = request_read_head(&request, server->arena, source);
	log_request(request.id);
	choose_language(server, &context); /* of error pages, until the viewer is known */
	if (err == ERR_LIMIT)
		err = page_error(&context, 414, NULL); /* the address is all that can be too long */
	else if (err == OK)
		err = dispatch(server, &context);
	if (err != OK)
		err = answer_error(&context, err);
	if (err != OK)
		last_resort(&context);
	send(&context, source);
	log_request(NULL);
	if (context.afterwards) {
		server->afterwards = context.afterwards;
		server->has_left = true;
	}
	buffer_reset(&server->response.body, BODY_KEEP);
	arena_reset(server->arena);
}

/* What handlers put off. The answer has gone out: nobody waits but who comes next. */
static void serve_afterwards(struct server *server, bool last)
{
	if (!server->has_left)
		return;
	server->has_left = server->afterwards(server->db, server->arena, last);
	arena_reset(server->arena);
}

int serve(const char *name, const struct route *routes, size_t count)
{
	struct server *server;
	struct http_source *source;
	enum err err;

	log_open(name, LOG_LEVEL_INFO);
	err = serve_open(name, routes, count, &server);
	if (err == OK)
		err = fcgi_open();
	if (err != OK) {
		log_error("can't serve: %s", err_message());
		serve_close(server);
		return 1;
	}
	while (fcgi_accept_within(server->has_left ? QUIET_MS : -1, &source)) {
		if (source) {
			serve_request(server, source);
			if (fcgi_finish() != OK)
				log_debug("client gone: %s", err_message());
		}
		serve_afterwards(server, false);
	}
	serve_afterwards(server, true);
	serve_close(server);
	return 0;
}
