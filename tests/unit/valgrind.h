/*
 * valgrind.h: what a test can't do, or does slowly, where valgrind runs it.
 */
#ifndef DOCKET_TESTS_VALGRIND_H
#define DOCKET_TESTS_VALGRIND_H

#include <stdbool.h>
#include <stdlib.h>

/* ./test valgrind says so. A process in a cage of system calls can't live there: valgrind makes
 * calls of its own. */
static inline bool under_valgrind(void)
{
	return getenv("DOCKET_VALGRIND") != NULL;
}

#endif
