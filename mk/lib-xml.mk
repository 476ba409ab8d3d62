# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libxml_a_SOURCES = \
	lib/xml/attributes.c \
	lib/xml/attributes.h \
	lib/xml/blocks.c \
	lib/xml/blocks.h \
	lib/xml/calendar.c \
	lib/xml/calendar.h \
	lib/xml/clean.c \
	lib/xml/clean.h \
	lib/xml/document.c \
	lib/xml/document.h \
	lib/xml/element.c \
	lib/xml/element.h \
	lib/xml/feed.c \
	lib/xml/feed.h \
	lib/xml/link.c \
	lib/xml/link.h \
	lib/xml/markup.c \
	lib/xml/markup.h \
	lib/xml/reader.c \
	lib/xml/reader.h \
	lib/xml/records.c \
	lib/xml/records.h \
	lib/xml/records_csv.c \
	lib/xml/records_inside.h \
	lib/xml/records_json.c \
	lib/xml/records_xml.c \
	lib/xml/writer.c \
	lib/xml/writer.h
