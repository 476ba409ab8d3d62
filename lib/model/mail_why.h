/*
 * mail_why.h: why a message is where it is: mail_in.why. Pages put each into one sentence, which
 * may name mail_in.why_data.
 */
#ifndef DOCKET_MODEL_MAIL_WHY_H
#define DOCKET_MODEL_MAIL_WHY_H

/* It belongs to a ticket: */
#define WHY_ANSWER	     "answer"	   /* it answers mail of ours; the signature */
#define WHY_ADDRESS	     "address"	   /* it came to the ticket's own address; likewise */
#define WHY_SUBJECT	     "subject"	   /* its subject names it, its sender takes part */
#define WHY_THREAD	     "thread"	   /* it answers another's mail that is in it */
#define WHY_AUTOMATIC_ANSWER "auto_answer" /* a machine's answer to mail of ours; what tells so */
#define WHY_REPORT	     "report"	   /* mail of ours did not arrive; the address */
#define WHY_ORDER	     "order"	   /* staff put it there */
/* It became one: */
#define WHY_CLIENT "client" /* from a client; the name */
#define WHY_DOMAIN "domain" /* from a client's firm; its name */
#define WHY_LATE   "late"   /* it answers one that was closed long ago; its signature */
#define WHY_ANYONE "anyone" /* everybody may write to us */
/* It waits in triage: */
#define WHY_STRANGER	   "stranger"  /* the address */
#define WHY_NOBODY	   "nobody"    /* no address to answer to */
#define WHY_FORGED	   "forged"    /* the address's domain didn't send it; the address */
#define WHY_OFF		   "off"       /* its account is switched off; the address */
#define WHY_STAFF	   "staff"     /* one of us wrote; the name */
#define WHY_STAFF_UNSIGNED "unsigned"  /* in the name of staff, quoting only the signature */
#define WHY_FOREIGN	   "foreign"   /* another firm's person answers; the signature */
#define WHY_OFTEN	   "often"     /* too many requests in an hour; the address */
#define WHY_AUTOMATIC	   "automatic" /* a machine, of nobody we know; what tells so */
/* It is not kept as anything: */
#define WHY_TWIN	 "twin"	      /* the same message came by another way; the signature */
#define WHY_SAME	 "same"	      /* the same words again; the signature */
#define WHY_LOOP	 "loop"	      /* we sent it ourselves */
#define WHY_STRAY_REPORT "stray"      /* a report on mail that isn't ours */
#define WHY_AUTO_REPLY	 "auto_reply" /* an out-of-office answer to nothing of ours */
#define WHY_SPAM	 "spam"	      /* staff said so */
#define WHY_MISTAKE	 "mistake"    /* staff said so */

#endif
