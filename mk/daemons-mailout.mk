# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/mailout
bin_mailout_SOURCES = \
	daemons/mailout/journal.c \
	daemons/mailout/journal.h \
	daemons/mailout/mailout.h \
	daemons/mailout/main.c \
	daemons/mailout/prepare.c \
	daemons/mailout/round.c \
	daemons/mailout/send.c
