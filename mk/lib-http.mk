# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libhttp_a_SOURCES = \
	lib/http/body.c \
	lib/http/date.c \
	lib/http/date.h \
	lib/http/fcgi.c \
	lib/http/fcgi.h \
	lib/http/header.c \
	lib/http/header.h \
	lib/http/multipart.c \
	lib/http/multipart.h \
	lib/http/params.c \
	lib/http/params.h \
	lib/http/part_head.c \
	lib/http/part_head.h \
	lib/http/request.c \
	lib/http/request.h \
	lib/http/response.c \
	lib/http/response.h \
	lib/http/response_fields.c \
	lib/http/source.h \
	lib/http/spool.c \
	lib/http/spool.h \
	lib/http/target.c \
	lib/http/target.h \
	lib/http/upload_name.c \
	lib/http/upload_name.h
