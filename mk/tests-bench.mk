# Written by tests/lint/update-sources from the content of the folder: do not edit.
BENCH_TOOLS =
