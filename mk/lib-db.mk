# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libdb_a_SOURCES = \
	lib/db/db.h \
	lib/db/migrate.h
