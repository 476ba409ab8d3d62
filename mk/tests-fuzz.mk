# Written by tests/lint/update-sources from the content of the folder: do not edit.
FUZZ_TARGETS = \
	tests/fuzz/fuzz_cookie \
	tests/fuzz/fuzz_html \
	tests/fuzz/fuzz_mail \
	tests/fuzz/fuzz_multipart \
	tests/fuzz/fuzz_po \
	tests/fuzz/fuzz_request \
	tests/fuzz/fuzz_search_query \
	tests/fuzz/fuzz_urlencoded

tests_fuzz_fuzz_cookie_SOURCES = tests/fuzz/fuzz_cookie.c
tests_fuzz_fuzz_cookie_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_cookie_LDADD = $(LDADD)
tests_fuzz_fuzz_cookie_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c
tests_fuzz_fuzz_html_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_html_LDADD = $(LDADD)
tests_fuzz_fuzz_html_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz_mail.c
tests_fuzz_fuzz_mail_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_mail_LDADD = $(LDADD)
tests_fuzz_fuzz_mail_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_multipart_SOURCES = tests/fuzz/fuzz_multipart.c
tests_fuzz_fuzz_multipart_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_multipart_LDADD = $(LDADD)
tests_fuzz_fuzz_multipart_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_po_SOURCES = tests/fuzz/fuzz_po.c
tests_fuzz_fuzz_po_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_po_LDADD = $(LDADD)
tests_fuzz_fuzz_po_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_request_SOURCES = tests/fuzz/fuzz_request.c
tests_fuzz_fuzz_request_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_request_LDADD = $(LDADD)
tests_fuzz_fuzz_request_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_search_query_SOURCES = tests/fuzz/fuzz_search_query.c
tests_fuzz_fuzz_search_query_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_search_query_LDADD = $(LDADD)
tests_fuzz_fuzz_search_query_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)

tests_fuzz_fuzz_urlencoded_SOURCES = tests/fuzz/fuzz_urlencoded.c
tests_fuzz_fuzz_urlencoded_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_fuzz_fuzz_urlencoded_LDADD = $(LDADD)
tests_fuzz_fuzz_urlencoded_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
