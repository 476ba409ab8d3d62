# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/portal
bin_portal_SOURCES = \
	cgi-bin/portal/answers.c \
	cgi-bin/portal/follow.c \
	cgi-bin/portal/form.c \
	cgi-bin/portal/form.h \
	cgi-bin/portal/home.c \
	cgi-bin/portal/main.c \
	cgi-bin/portal/pages.h \
	cgi-bin/portal/rate_link.c \
	cgi-bin/portal/rating.c \
	cgi-bin/portal/rating.h \
	cgi-bin/portal/reply.c \
	cgi-bin/portal/show.c \
	cgi-bin/portal/show.h \
	cgi-bin/portal/status.c \
	cgi-bin/portal/ticket.c \
	cgi-bin/portal/ticket_page.c \
	cgi-bin/portal/ticket_page.h \
	cgi-bin/portal/tickets.c \
	cgi-bin/portal/tracker.c
