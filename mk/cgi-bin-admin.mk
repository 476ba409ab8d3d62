# Written by tests/lint/update-sources from the content of the folder: do not edit.
docket_PROGRAMS += bin/admin
bin_admin_SOURCES = \
	cgi-bin/admin/admin.h \
	cgi-bin/admin/home.c \
	cgi-bin/admin/mail.h \
	cgi-bin/admin/mail_list.c \
	cgi-bin/admin/mail_show.c \
	cgi-bin/admin/mailboxes.c \
	cgi-bin/admin/main.c \
	cgi-bin/admin/notification.c \
	cgi-bin/admin/notification.h \
	cgi-bin/admin/notification_preview.c \
	cgi-bin/admin/notifications.c
