# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/auth
bin_auth_SOURCES = \
	cgi-bin/auth/account.c \
	cgi-bin/auth/auth.h \
	cgi-bin/auth/browser_name.c \
	cgi-bin/auth/feeds.c \
	cgi-bin/auth/forgot.c \
	cgi-bin/auth/login.c \
	cgi-bin/auth/logout.c \
	cgi-bin/auth/mail.c \
	cgi-bin/auth/main.c \
	cgi-bin/auth/password.c \
	cgi-bin/auth/sessions.c \
	cgi-bin/auth/stop.c
