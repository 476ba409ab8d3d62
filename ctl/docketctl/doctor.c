#include <stdio.h>

#include "ctl.h"
#include "doctor.h"
#include "model/counter.h"
#include "model/health.h"

const struct option DOCTOR_OPTIONS[] = {
    {"--repair", NULL, OPTION_FLAG, "count anew what is kept as a count, before looking"},
    {NULL},
};

static void print_finding(void *context, enum health health, const char *what, const char *advice)
{
	static const char *const WORDS[] = {
	    [HEALTH_OK] = "ok", [HEALTH_WARN] = "warn", [HEALTH_FAIL] = "FAIL"};
	enum health *worst = context;

	(void)printf("%s – ", WORDS[health]);
	if (*advice) {
		print_cell(what, ' ');
		(void)printf("– %s\n", advice);
	} else {
		print_cell(what, '\n');
	}
	if (health > *worst)
		*worst = health;
}

int command_doctor(struct ctl *ctl, const struct arguments *arguments)
{
	enum health worst = HEALTH_OK;
	const struct health_report report = {print_finding, &worst};

	if (argument_given(arguments, "--repair") && counter_rebuild(ctl->db) != OK)
		return ctl_error();
	health_database(ctl->db, ctl->arena, ctl->settings, &report);
	health_search(ctl->db, ctl->arena, ctl->settings, &report);
	health_mailin(ctl->db, ctl->arena, &report);
	health_mail(ctl->db, ctl->arena, ctl->settings, &report);
	health_export(ctl->db, ctl->arena, &report);
	doctor_mail(ctl, &report);
	health_files(ctl->arena, ctl->settings, &report);
	return worst == HEALTH_FAIL ? CTL_FAILED : 0;
}
