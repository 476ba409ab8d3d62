# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libweb_a_SOURCES = \
	lib/web/consents.c \
	lib/web/consents.h \
	lib/web/context.c \
	lib/web/context.h \
	lib/web/feeds.c \
	lib/web/feeds.h \
	lib/web/finding.c \
	lib/web/finding.h \
	lib/web/flash.c \
	lib/web/flash.h \
	lib/web/guard.c \
	lib/web/guard.h \
	lib/web/incidents.c \
	lib/web/incidents.h \
	lib/web/input.c \
	lib/web/input.h \
	lib/web/page.c \
	lib/web/page.h \
	lib/web/people.c \
	lib/web/people.h \
	lib/web/resend.c \
	lib/web/resend.h \
	lib/web/route.c \
	lib/web/route.h \
	lib/web/serve.c \
	lib/web/serve.h \
	lib/web/uploads.c \
	lib/web/uploads.h \
	lib/web/validated.c \
	lib/web/validated.h
