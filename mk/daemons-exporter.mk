# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/exporter
bin_exporter_SOURCES = \
	daemons/exporter/main.c
