/*
 * demo_cases.h: problems and their solutions, of which demo_archive.c makes the demo's archive.
 */
#ifndef DOCKET_MODEL_DEMO_CASES_H
#define DOCKET_MODEL_DEMO_CASES_H

enum { DEMO_CASES = 8 };

struct demo_case {
	const char *subject, *body, *solution;
};

struct demo_group {
	const char *category;
	const struct demo_case *cases; /* DEMO_CASES of them */
};

/* Six groups each. */
extern const struct demo_group DEMO_GROUPS_SHOP[], DEMO_GROUPS_WEB[];

#endif
