# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/outside
bin_outside_SOURCES = \
	daemons/outside/call.c \
	daemons/outside/check.c \
	daemons/outside/main.c \
	daemons/outside/outside.h
