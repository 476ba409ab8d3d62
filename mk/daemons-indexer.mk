# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/indexer
bin_indexer_SOURCES = \
	daemons/indexer/indexer.h \
	daemons/indexer/main.c \
	daemons/indexer/round.c \
	daemons/indexer/sound.c
