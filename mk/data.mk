# Written by tests/lint/update-sources from the content of the folder: do not edit.
nobase_dist_pkgdata_DATA += \
	templates/auth/account.cs \
	templates/auth/login.cs \
	templates/common/frame_bottom.cs \
	templates/common/frame_top.cs \
	templates/common/parts.cs \
	templates/common/search_box.cs \
	templates/common/trusted.cs \
	templates/desk/article_draft.cs \
	templates/desk/article_edit.cs \
	templates/desk/article_history.cs \
	templates/desk/article_list.cs \
	templates/desk/article_parts.cs \
	templates/desk/article_pick.cs \
	templates/desk/article_useful.cs \
	templates/desk/article_version.cs \
	templates/desk/parts.cs \
	templates/desk/queue.cs \
	templates/desk/ticket.cs \
	templates/errors/error.cs \
	templates/errors/resend.cs \
	templates/kb/article.cs \
	templates/kb/category.cs \
	templates/kb/index.cs \
	templates/kb/rows.cs \
	templates/kb/search.cs \
	templates/kb/ticket.cs \
	templates/portal/answers.cs \
	templates/portal/form.cs \
	templates/portal/home.cs \
	templates/portal/new.cs \
	templates/portal/rows.cs \
	templates/portal/solved.cs \
	templates/portal/status.cs \
	templates/portal/ticket.cs \
	templates/portal/tickets.cs \
	po/nb.po \
	po/pl.po \
	po/ru.po \
	sql/001_base.sql \
	sql/002_ticket.sql \
	sql/003_seed.sql \
	sql/004_knowledge.sql \
	sql/005_article.sql \
	sql/006_finding.sql \
	sql/007_article_family.sql \
	sql/020_status.sql \
	htdocs/css/docket.css \
	htdocs/errors/400.html \
	htdocs/errors/413.html \
	htdocs/errors/503.html \
	htdocs/img/favicon.svg \
	htdocs/img/icons.svg \
	htdocs/js/docket.js \
	htdocs/js/drafts.js \
	htdocs/js/editor.js \
	htdocs/js/errors.js \
	htdocs/js/insert.js \
	htdocs/js/keys.js \
	htdocs/js/once.js \
	htdocs/js/picker.js \
	htdocs/js/suggest.js \
	htdocs/js/uploads.js \
	conf/docket.conf \
	conf/nginx-production.conf.example \
	conf/nginx-site.conf.in \
	conf/nginx.conf.in \
	conf/systemd/docket-auth.service \
	conf/systemd/docket-auth.socket \
	conf/systemd/docket-clock.service \
	conf/systemd/docket-desk.service \
	conf/systemd/docket-desk.socket \
	conf/systemd/docket-file.service \
	conf/systemd/docket-file.socket \
	conf/systemd/docket-indexer.service \
	conf/systemd/docket-kb.service \
	conf/systemd/docket-kb.socket \
	conf/systemd/docket-portal.service \
	conf/systemd/docket-portal.socket \
	conf/systemd/docket-prepare.service \
	conf/systemd/docket.sysusers \
	conf/systemd/docket.target \
	conf/systemd/docket.tmpfiles
EXTRA_DIST += \
	po/docket.pot \
	po/update
dist_man_MANS += \
	doc/docketctl.1
dist_doc_DATA += \
	README.md \
	doc/administration.md \
	doc/architecture.md \
	doc/contributing.md \
	doc/performance.md \
	doc/schema.md \
	doc/search.md
