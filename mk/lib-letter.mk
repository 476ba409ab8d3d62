# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libletter_a_SOURCES = \
	lib/letter/delivery.c \
	lib/letter/delivery.h \
	lib/letter/kinds.c \
	lib/letter/kinds.h \
	lib/letter/letter.c \
	lib/letter/letter.h \
	lib/letter/letter_digest.c \
	lib/letter/letter_link.c \
	lib/letter/letter_notice.c \
	lib/letter/letter_status.c \
	lib/letter/letter_stranger.c \
	lib/letter/letter_test.c \
	lib/letter/notice.c \
	lib/letter/notice.h \
	lib/letter/notice_default.c \
	lib/letter/notice_parts.h \
	lib/letter/notice_text.c \
	lib/letter/notice_values.c \
	lib/letter/render.c \
	lib/letter/render.h \
	lib/letter/sender.c
