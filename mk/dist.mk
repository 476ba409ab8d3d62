# Written by tests/lint/update-sources from the content of the folder: do not edit.
EXTRA_DIST += \
	start \
	test \
	docketctl \
	scripts \
	tests/README.md \
	tests/package-lock.json \
	tests/package.json \
	tests/browser \
	tests/fault \
	tests/fixtures \
	tests/http \
	tests/lib \
	tests/lint \
	tests/mail \
	tests/start \
	tests/unit/README.md \
	tests/fuzz/seeds \
	tests/bench/load.lua \
	tests/bench/load.mjs \
	tests/bench/mail \
	tests/bench/mail.mjs \
	tests/bench/mail_send.mjs \
	tests/bench/mail_wanted.mjs \
	tests/bench/main.mjs \
	tests/bench/memory.mjs \
	tests/bench/pages.mjs \
	tests/bench/run \
	tests/bench/search \
	tests/bench/search_data.cc \
	tests/bench/search_data.hh \
	tests/bench/search_quality.cc \
	tests/bench/search_speed.cc \
	tests/bench/stage.mjs \
	tests/bench/submit.lua \
	tests/bench/submit.mjs
