# Written by tests/lint/update-sources from the content of the folder: do not edit.
lib_libsearch_a_SOURCES = \
	lib/search/border.hh \
	lib/search/document.cc \
	lib/search/document.hh \
	lib/search/fold_table.hh \
	lib/search/generation.cc \
	lib/search/generation.hh \
	lib/search/language.cc \
	lib/search/language.hh \
	lib/search/letters.cc \
	lib/search/letters.hh \
	lib/search/match.cc \
	lib/search/match.hh \
	lib/search/polish.cc \
	lib/search/polish.hh \
	lib/search/query.cc \
	lib/search/query.hh \
	lib/search/ranking.cc \
	lib/search/ranking.hh \
	lib/search/search.cc \
	lib/search/search.h \
	lib/search/snippet.cc \
	lib/search/snippet.hh \
	lib/search/spelling.cc \
	lib/search/spelling.hh \
	lib/search/text.cc \
	lib/search/text.hh \
	lib/search/writer.cc \
	lib/search/writer.h
