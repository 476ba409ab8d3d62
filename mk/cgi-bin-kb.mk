# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/kb
bin_kb_SOURCES = \
	cgi-bin/kb/alike.c \
	cgi-bin/kb/alike.h \
	cgi-bin/kb/article.c \
	cgi-bin/kb/category.c \
	cgi-bin/kb/index.c \
	cgi-bin/kb/list.c \
	cgi-bin/kb/main.c \
	cgi-bin/kb/pages.h \
	cgi-bin/kb/search.c \
	cgi-bin/kb/shelves.c \
	cgi-bin/kb/shelves.h \
	cgi-bin/kb/sitemap.c \
	cgi-bin/kb/suggest.c \
	cgi-bin/kb/ticket.c \
	cgi-bin/kb/views.c \
	cgi-bin/kb/views.h
