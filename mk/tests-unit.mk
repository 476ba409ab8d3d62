# Written by tests/lint/update-sources from the content of the folder: do not edit.
UNIT_TESTS =
