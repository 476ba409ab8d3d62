# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libdb_a_SOURCES = \
	lib/db/check.c \
	lib/db/connection.c \
	lib/db/connection.h \
	lib/db/db.h \
	lib/db/migrate.c \
	lib/db/migrate.h \
	lib/db/prepare.c \
	lib/db/script.c \
	lib/db/script.h \
	lib/db/statement.c \
	lib/db/statement.h \
	lib/db/transaction.c \
	lib/db/value.c
