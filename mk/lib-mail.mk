# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libmail_a_SOURCES = \
	lib/mail/address.c \
	lib/mail/address.h \
	lib/mail/automatic.c \
	lib/mail/body.c \
	lib/mail/calendar.c \
	lib/mail/calendar.h \
	lib/mail/charset.c \
	lib/mail/charset.h \
	lib/mail/content.c \
	lib/mail/content.h \
	lib/mail/headers.c \
	lib/mail/isolate.c \
	lib/mail/mail.h \
	lib/mail/parse.c \
	lib/mail/parts.c \
	lib/mail/reading.h \
	lib/mail/reply.c \
	lib/mail/reply.h \
	lib/mail/reply_html.c \
	lib/mail/reply_words.c \
	lib/mail/reply_words.h \
	lib/mail/report.c \
	lib/mail/sandbox.c \
	lib/mail/sandbox.h \
	lib/mail/wire.h \
	lib/mail/wire_read.c \
	lib/mail/wire_tags.h \
	lib/mail/wire_write.c \
	lib/mail/words.c \
	lib/mail/words.h
