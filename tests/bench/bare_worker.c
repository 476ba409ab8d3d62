/*
 * bare_worker.c: what pages are measured against: a FastCGI worker on descriptor 0 that does
 * nothing but answer. "?9000" in the address asks for a body of so many bytes, so that it can be as
 * large as the page beside it.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <fcgiapp.h>

enum { BODY_MOST = 1024 * 1024, BODY_OTHERWISE = 10000 };

static char body[BODY_MOST];

static int body_size(const FCGX_Request *request)
{
	const char *query = FCGX_GetParam("QUERY_STRING", request->envp);
	long size = query && *query ? strtol(query, NULL, 10) : BODY_OTHERWISE;

	return size < 0 || size > BODY_MOST ? BODY_OTHERWISE : (int)size;
}

int main(void)
{
	FCGX_Request request;

	struct sigaction end = {.sa_handler = SIG_DFL};

	memset(body, 'x', sizeof body);
	if (FCGX_Init() || FCGX_InitRequest(&request, 0, 0))
		return 1;
	/* With libfcgi's own handler it would wait for one more request before it ends. */
	(void)sigaction(SIGUSR1, &end, NULL);
	while (FCGX_Accept_r(&request) == 0) {
		int size = body_size(&request);

		if (FCGX_FPrintF(request.out,
			"Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
			"Content-Length: %d\r\nCache-Control: private, no-cache\r\n\r\n",
			size) < 0 ||
		    FCGX_PutStr(body, size, request.out) != size)
			continue;
		FCGX_Finish_r(&request);
	}
	return 0;
}
