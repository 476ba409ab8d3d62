# Written by tests/lint/update-sources from the content of the folder: do not edit.
ctl_PROGRAMS += bin/docketctl
bin_docketctl_SOURCES = \
	ctl/docketctl/archive.h \
	ctl/docketctl/arguments.c \
	ctl/docketctl/backup.c \
	ctl/docketctl/child.c \
	ctl/docketctl/child.h \
	ctl/docketctl/ctl.h \
	ctl/docketctl/demo.c \
	ctl/docketctl/doctor.c \
	ctl/docketctl/doctor.h \
	ctl/docketctl/doctor_mail.c \
	ctl/docketctl/export.c \
	ctl/docketctl/finding.c \
	ctl/docketctl/finding.h \
	ctl/docketctl/import.c \
	ctl/docketctl/mail.c \
	ctl/docketctl/mail_test.c \
	ctl/docketctl/mailbox.c \
	ctl/docketctl/main.c \
	ctl/docketctl/migrate.c \
	ctl/docketctl/org.c \
	ctl/docketctl/password.c \
	ctl/docketctl/reindex.c \
	ctl/docketctl/restore.c \
	ctl/docketctl/search.c \
	ctl/docketctl/similar.c \
	ctl/docketctl/user.c
