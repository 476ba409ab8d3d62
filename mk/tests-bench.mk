# Written by tests/lint/update-sources from the content of the folder: do not edit.
BENCH_TOOLS = \
	tests/bench/bare_submit \
	tests/bench/bare_worker \
	tests/bench/mail_rate

tests_bench_bare_submit_SOURCES = tests/bench/bare_submit.c
tests_bench_bare_submit_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bare_submit_LDADD = $(LDADD)

tests_bench_bare_worker_SOURCES = tests/bench/bare_worker.c
tests_bench_bare_worker_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bare_worker_LDADD = $(LDADD)

tests_bench_mail_rate_SOURCES = tests/bench/mail_rate.c
tests_bench_mail_rate_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_mail_rate_LDADD = $(LDADD)

BENCH_TOOLS += tests/bench/search_quality
tests_bench_search_quality_SOURCES = tests/bench/search_quality.cc tests/bench/search_data.cc tests/bench/search_data.hh
tests_bench_search_quality_CPPFLAGS = $(UNIT_CPPFLAGS) $(XAPIAN_CFLAGS)
tests_bench_search_quality_LDADD = $(LDADD)

BENCH_TOOLS += tests/bench/search_speed
tests_bench_search_speed_SOURCES = tests/bench/search_speed.cc tests/bench/search_data.cc tests/bench/search_data.hh
tests_bench_search_speed_CPPFLAGS = $(UNIT_CPPFLAGS) $(XAPIAN_CFLAGS)
tests_bench_search_speed_LDADD = $(LDADD)
