# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/file
bin_file_SOURCES = \
	cgi-bin/file/file.h \
	cgi-bin/file/main.c \
	cgi-bin/file/send.c
