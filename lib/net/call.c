#include "net/call.h"

#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

#include "net/address.h"

/* What the callbacks know of a call. */
struct gate {
	const struct net_call *call;
	char *host; /* without brackets */
	bool is_refused;
};

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct gate *gate = context;
	bool allowed = address_is_listed(gate->call->listed, gate->host, &address->addr) ||
		       (!gate->call->listed_only && address_is_public(&address->addr));

	if (purpose != CURLSOCKTYPE_IPCXN || !allowed) {
		gate->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* What it says beyond its status is of no interest, and might be endless. */
static size_t swallow(char *data, size_t size, size_t count, void *context)
{
	enum { MOST = 256 * 1024 };
	size_t *left = context;

	(void)data;
	if (size * count > MOST - *left)
		return 0;
	*left += size * count;
	return size * count;
}

/* The host of a good address, for curl_free; NULL for one that is not. */
static char *host_of(const char *url)
{
	CURLU *parts = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	bool good;

	if (!parts)
		return NULL;
	good = curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	       curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	       (!strcmp(scheme, "http") || !strcmp(scheme, "https")) &&
	       curl_url_get(parts, CURLUPART_USER, &user, 0) != CURLUE_OK &&
	       curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK && *host;
	curl_free(scheme);
	curl_free(user);
	curl_url_cleanup(parts);
	if (!good) {
		curl_free(host);
		return NULL;
	}
	if (*host == '[') {
		size_t length = strcspn(host + 1, "]");

		memmove(host, host + 1, length);
		host[length] = '\0';
	}
	return host;
}

bool net_url_is_good(const char *url)
{
	char *host = host_of(url);
	bool good = host != NULL;

	curl_free(host);
	return good;
}

static CURLcode set_up(CURL *curl, const struct net_call *call, const char *url, struct gate *gate,
    struct curl_slist *headers, size_t *read)
{
	CURLcode code = CURLE_OK;

#define SET(option, value)                                                                         \
	if (code == CURLE_OK)                                                                      \
	code = curl_easy_setopt(curl, option, value)
	SET(CURLOPT_URL, url);
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_TIMEOUT, (long)call->timeout);
	SET(CURLOPT_CONNECTTIMEOUT, (long)call->timeout);
	SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
	SET(CURLOPT_OPENSOCKETDATA, gate);
	SET(CURLOPT_WRITEFUNCTION, swallow);
	SET(CURLOPT_WRITEDATA, read);
	SET(CURLOPT_USERAGENT, "Docket");
	SET(CURLOPT_FORBID_REUSE, 1L);
	SET(CURLOPT_HTTPHEADER, headers);
	if (call->method == NET_CONNECT) {
		SET(CURLOPT_CONNECT_ONLY, 1L);
	} else if (call->method == NET_POST) {
		SET(CURLOPT_POST, 1L);
		SET(CURLOPT_POSTFIELDS, call->body);
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(call->body));
	}
#undef SET
	return code;
}

static void read_answer(
    CURL *curl, CURLcode code, const struct gate *gate, struct net_answer *answer)
{
	curl_off_t took = 0;
	long status = 0;

	(void)curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &took);
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	answer->took_ms = took / 1000;
	answer->status = (int)status;
	answer->is_refused = gate->is_refused && code != CURLE_OK;
	if (code == CURLE_OK || (status && code == CURLE_WRITE_ERROR))
		return; /* the answer was longer than anybody reads */
	answer->status = 0;
	(void)snprintf(answer->problem, sizeof answer->problem, "%s",
	    answer->is_refused ? "this address may not be called: it is not public, and not listed"
			       : curl_easy_strerror(code));
}

static enum err add_headers(const struct net_call *call, struct curl_slist **list)
{
	for (const char *const *h = call->headers; h && *h; h++) {
		struct curl_slist *longer = curl_slist_append(*list, *h);

		if (!longer)
			return ERROR(ERR_MEMORY, "no memory for headers");
		*list = longer;
	}
	return OK;
}

static enum err perform(
    const struct net_call *call, const char *url, struct gate *gate, struct net_answer *answer)
{
	CURL *curl = curl_easy_init();
	struct curl_slist *headers = NULL;
	size_t read = 0;
	CURLcode code;
	enum err err;

	if (!curl)
		return ERROR(ERR_MEMORY, "no memory for a call");
	err = add_headers(call, &headers);
	if (err == OK) {
		code = set_up(curl, call, url, gate, headers, &read);
		if (code == CURLE_OK)
			read_answer(curl, curl_easy_perform(curl), gate, answer);
		else
			err = ERROR(ERR_INTERNAL, "libcurl: %s", curl_easy_strerror(code));
	}
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return err;
}

enum err net_call(const struct net_call *call, struct net_answer *answer)
{
	static bool prepared;
	struct gate gate = {.call = call};
	char connect[600];
	const char *url = call->url;
	enum err err;

	*answer = (struct net_answer){.status = 0};
	if (!prepared && curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
		return ERROR(ERR_INTERNAL, "libcurl can't be used");
	prepared = true;
	if (call->method == NET_CONNECT) {
		(void)snprintf(connect, sizeof connect, "http://%.500s/", call->url);
		url = connect;
	}
	gate.host = host_of(url);
	if (!gate.host) {
		(void)snprintf(
		    answer->problem, sizeof answer->problem, "this is no address to call");
		answer->is_refused = true;
		return OK;
	}
	err = perform(call, url, &gate, answer);
	curl_free(gate.host);
	return err;
}
