# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libnet_a_SOURCES = \
	lib/net/address.c \
	lib/net/address.h \
	lib/net/call.c \
	lib/net/call.h
