# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/mailin
bin_mailin_SOURCES = \
	daemons/mailin/deliver.c \
	daemons/mailin/fetch.c \
	daemons/mailin/fetchers.c \
	daemons/mailin/mailin.h \
	daemons/mailin/main.c
