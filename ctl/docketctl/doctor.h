/*
 * doctor.h: the checks of doctor that need more than the model.
 */
#ifndef DOCKET_CTL_DOCTOR_H
#define DOCKET_CTL_DOCTOR_H

#include "ctl.h"
#include "model/health.h"

/* The settings of mail, and whether the mail server can be used. */
void doctor_mail(struct ctl *ctl, const struct health_report *report);

#endif
