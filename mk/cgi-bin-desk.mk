# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/desk
bin_desk_SOURCES = \
	cgi-bin/desk/article.h \
	cgi-bin/desk/article_draft.c \
	cgi-bin/desk/article_edit.c \
	cgi-bin/desk/article_form.c \
	cgi-bin/desk/article_history.c \
	cgi-bin/desk/article_list.c \
	cgi-bin/desk/article_page.c \
	cgi-bin/desk/article_pick.c \
	cgi-bin/desk/article_words.c \
	cgi-bin/desk/choices.c \
	cgi-bin/desk/contact.c \
	cgi-bin/desk/desk.h \
	cgi-bin/desk/edit.c \
	cgi-bin/desk/follow.c \
	cgi-bin/desk/mail.c \
	cgi-bin/desk/mail.h \
	cgi-bin/desk/mail_post.c \
	cgi-bin/desk/mail_words.c \
	cgi-bin/desk/main.c \
	cgi-bin/desk/queue.c \
	cgi-bin/desk/queue_tabs.c \
	cgi-bin/desk/reports.c \
	cgi-bin/desk/reports.h \
	cgi-bin/desk/reports_fill.c \
	cgi-bin/desk/similar.c \
	cgi-bin/desk/status.h \
	cgi-bin/desk/status_form.c \
	cgi-bin/desk/status_incident.c \
	cgi-bin/desk/status_list.c \
	cgi-bin/desk/status_new.c \
	cgi-bin/desk/status_setup.c \
	cgi-bin/desk/status_webhooks.c \
	cgi-bin/desk/ticket.c \
	cgi-bin/desk/ticket_view.c \
	cgi-bin/desk/words.c \
	cgi-bin/desk/work.c \
	cgi-bin/desk/work.h
