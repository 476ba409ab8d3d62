# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/clock
bin_clock_SOURCES = \
	daemons/clock/clock.h \
	daemons/clock/digest.c \
	daemons/clock/main.c \
	daemons/clock/round.c \
	daemons/clock/solved.c
