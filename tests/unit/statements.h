/* Written by tests/lint/statements.mjs --write: do not edit. Every DB_STATEMENTS there is. */
#ifndef DOCKET_TESTS_STATEMENTS_H
#define DOCKET_TESTS_STATEMENTS_H

/* clang-format off */
#define STATEMENT_GROUPS(X) \
	X(account) \
	X(account_link) \
	X(archive) \
	X(article) \
	X(article_change) \
	X(article_draft) \
	X(article_file) \
	X(article_list) \
	X(article_related) \
	X(article_revision) \
	X(article_save) \
	X(article_state) \
	X(article_tie) \
	X(article_useful) \
	X(article_vote) \
	X(attachment) \
	X(catalogue) \
	X(category) \
	X(component) \
	X(component_save) \
	X(consent) \
	X(counter) \
	X(demo_articles) \
	X(demo_bulk) \
	X(demo_status) \
	X(demo_story) \
	X(directory) \
	X(document) \
	X(event) \
	X(export) \
	X(export_job) \
	X(export_job_run) \
	X(export_rows) \
	X(export_words) \
	X(feed_address) \
	X(feed_list) \
	X(file) \
	X(find) \
	X(find_plain) \
	X(follower) \
	X(form) \
	X(health) \
	X(health_search) \
	X(import) \
	X(incident) \
	X(incident_answer) \
	X(incident_change) \
	X(incident_save) \
	X(incident_schedule) \
	X(incident_ticket) \
	X(index_queue) \
	X(mail_apply) \
	X(mail_case) \
	X(mail_decide) \
	X(mail_in) \
	X(mail_intake) \
	X(mail_mark) \
	X(mail_message) \
	X(mail_order) \
	X(mail_out) \
	X(mailbox) \
	X(message) \
	X(migration) \
	X(names) \
	X(notification) \
	X(notify) \
	X(organisation) \
	X(overdue) \
	X(report) \
	X(search_miss) \
	X(session) \
	X(submission) \
	X(throttle) \
	X(ticket) \
	X(ticket_link) \
	X(ticket_list) \
	X(ticket_open) \
	X(ticket_state) \
	X(uptime)
/* clang-format on */

#endif
