# Written by tests/lint/update-sources from the content of the folder: do not edit.
EXTRA_DIST += \
	start \
	test \
	docketctl \
	scripts \
	tests/README.md \
	tests/lib \
	tests/lint \
	tests/package-lock.json \
	tests/package.json \
	tests/start \
	tests/unit/README.md \
	tests/fuzz/seeds
