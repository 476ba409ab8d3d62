# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libletter_a_SOURCES = \
	lib/letter/delivery.c \
	lib/letter/delivery.h \
	lib/letter/kinds.c \
	lib/letter/kinds.h \
	lib/letter/letter.c \
	lib/letter/letter.h \
	lib/letter/letter_test.c \
	lib/letter/render.c \
	lib/letter/render.h \
	lib/letter/sender.c
