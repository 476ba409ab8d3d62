/*
 * mail_decide.h: what a message becomes; only for lib/model.
 *
 * All that is known of a message is a struct mail_case; the decision changes nothing.
 */
#ifndef DOCKET_MODEL_MAIL_DECIDE_H
#define DOCKET_MODEL_MAIL_DECIDE_H

#include "base/crypto.h"
#include "db/db.h"
#include "mail/authentication.h"
#include "mail/mail.h"
#include "model/viewer.h"

struct settings;

struct mail_case {
	struct db *db;
	struct arena *arena;
	const struct settings *settings;
	const struct mail *mail;
	int64_t id; /* of mail_in */

	/* The mailbox it came by; zero for the pipe. */
	int64_t mailbox_organisation_id, mailbox_team_id, mailbox_type_id;

	/* What staff decided; order_by 0: nothing. */
	int64_t order_by, order_ticket_id, order_organisation_id;

	/* Who sent it: */
	const char *sender;	  /* in lower case; "" for nobody */
	struct viewer viewer;	  /* ROLE_NOBODY for a stranger */
	bool is_off;		  /* an account that is switched off, or of such an organisation */
	int64_t organisation_id;  /* theirs, or for a stranger the one of the address's domain */
	const char *organisation; /* its name; "" */
	enum mail_trust trust;
	const char *authentication;

	const char *text; /* what is new in it */
	unsigned char fingerprint[SHA256_SIZE], content[SHA256_SIZE];
};

enum mail_fate { FATE_TICKET, FATE_REPLY, FATE_REPORT, FATE_TRIAGE, FATE_DISCARD };

struct mail_decision {
	enum mail_fate fate;
	const char *why, *why_data; /* as in mail_in: see mail_why.h */
	int64_t ticket_id; /* FATE_REPLY, FATE_REPORT: where; else the one it speaks of, or 0 */
	bool reopen;	   /* FATE_REPLY: a closed ticket goes on */
};

/* Fills sender, trust and text of a case whose other members are there. */
enum err mail_case_read(struct mail_case *c);

enum err mail_decide(struct mail_case *c, struct mail_decision *decision);

/* The hash by which the same text of the same sender is known again; `ticket_id` 0: as a request of
 * its own. */
enum err mail_case_content(
    const struct mail_case *c, int64_t ticket_id, unsigned char hash[static SHA256_SIZE]);

/* Is the address one of ours, to which people write? */
enum err mail_case_is_ours(const struct mail_case *c, const char *address, bool *ours);

#endif
