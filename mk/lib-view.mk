# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libview_a_SOURCES = \
	lib/view/chart.c \
	lib/view/chart.h \
	lib/view/data.c \
	lib/view/data.h \
	lib/view/event_words.c \
	lib/view/event_words.h \
	lib/view/format.c \
	lib/view/format.h \
	lib/view/functions.c \
	lib/view/functions.h \
	lib/view/language.c \
	lib/view/language.h \
	lib/view/macro.c \
	lib/view/macro.h \
	lib/view/plural.c \
	lib/view/plural.h \
	lib/view/po.c \
	lib/view/po.h \
	lib/view/prepare.c \
	lib/view/prepare.h \
	lib/view/set.h \
	lib/view/status_words.c \
	lib/view/status_words.h \
	lib/view/template.c \
	lib/view/template.h \
	lib/view/ticket_words.c \
	lib/view/ticket_words.h
