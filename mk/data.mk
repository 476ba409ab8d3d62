# Written by tests/lint/update-sources from the content of the folder: do not edit.
nobase_dist_pkgdata_DATA +=
dist_man_MANS +=
dist_doc_DATA += \
	doc/architecture.md
