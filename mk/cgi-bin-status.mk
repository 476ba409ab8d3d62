# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/status
bin_status_SOURCES = \
	cgi-bin/status/history.c \
	cgi-bin/status/incident.c \
	cgi-bin/status/index.c \
	cgi-bin/status/main.c \
	cgi-bin/status/mine.c \
	cgi-bin/status/pages.h \
	cgi-bin/status/shared.c \
	cgi-bin/status/subscribe.c
