# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/export
bin_export_SOURCES = \
	cgi-bin/export/asked.c \
	cgi-bin/export/export.h \
	cgi-bin/export/main.c \
	cgi-bin/export/page.c \
	cgi-bin/export/report.c \
	cgi-bin/export/send.c
