# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libbase_a_SOURCES = \
	lib/base/arena.c \
	lib/base/arena.h \
	lib/base/buffer.c \
	lib/base/buffer.h \
	lib/base/crypto.c \
	lib/base/crypto.h \
	lib/base/diff.c \
	lib/base/diff.h \
	lib/base/err.c \
	lib/base/err.h \
	lib/base/log.c \
	lib/base/log.h \
	lib/base/message.h \
	lib/base/password.c \
	lib/base/seal.c \
	lib/base/seal.h \
	lib/base/settings.c \
	lib/base/settings.h \
	lib/base/signature.c \
	lib/base/signature.h \
	lib/base/text.c \
	lib/base/text.h \
	lib/base/text_encode.c \
	lib/base/text_letters.c \
	lib/base/timestamp.c \
	lib/base/timestamp.h \
	lib/base/utf8.c \
	lib/base/utf8.h
