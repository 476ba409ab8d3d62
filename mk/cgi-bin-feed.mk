# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/feed
bin_feed_SOURCES = \
	cgi-bin/feed/draft.c \
	cgi-bin/feed/due.c \
	cgi-bin/feed/feed.h \
	cgi-bin/feed/kb.c \
	cgi-bin/feed/main.c \
	cgi-bin/feed/private.c \
	cgi-bin/feed/search.c \
	cgi-bin/feed/status.c \
	cgi-bin/feed/tickets.c
