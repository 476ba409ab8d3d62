# Written by tests/lint/update-sources from the content of the folder: do not edit.
check_LIBRARIES = tests/unit/libunit.a
tests_unit_libunit_a_SOURCES = \
	tests/unit/articles.c \
	tests/unit/articles.h \
	tests/unit/database.c \
	tests/unit/database.h \
	tests/unit/memory_source.c \
	tests/unit/memory_source.h \
	tests/unit/safe_html.h \
	tests/unit/search_world.c \
	tests/unit/search_world.h \
	tests/unit/statements.h \
	tests/unit/template_names.c \
	tests/unit/template_names.h \
	tests/unit/unit.h \
	tests/unit/valgrind.h \
	tests/unit/web_program.c \
	tests/unit/web_program.h
tests_unit_libunit_a_CPPFLAGS = $(UNIT_CPPFLAGS)
UNIT_TESTS = \
	tests/unit/test_base_crypto \
	tests/unit/test_base_diff \
	tests/unit/test_base_memory \
	tests/unit/test_base_text \
	tests/unit/test_base_timestamp \
	tests/unit/test_db_migrate \
	tests/unit/test_db_transaction \
	tests/unit/test_db_values \
	tests/unit/test_http_body \
	tests/unit/test_http_fcgi \
	tests/unit/test_http_multipart \
	tests/unit/test_http_params \
	tests/unit/test_http_request \
	tests/unit/test_http_response \
	tests/unit/test_letter_notice \
	tests/unit/test_mail_compose \
	tests/unit/test_mail_parse \
	tests/unit/test_mail_reply \
	tests/unit/test_mail_smtp \
	tests/unit/test_mail_trust \
	tests/unit/test_model_article \
	tests/unit/test_model_article_alike \
	tests/unit/test_model_article_list \
	tests/unit/test_model_incident \
	tests/unit/test_model_mail_out \
	tests/unit/test_model_notify \
	tests/unit/test_model_redact \
	tests/unit/test_model_throttle \
	tests/unit/test_model_ticket \
	tests/unit/test_net_address \
	tests/unit/test_schema \
	tests/unit/test_search_generations \
	tests/unit/test_search_hostile \
	tests/unit/test_search_privacy \
	tests/unit/test_search_words \
	tests/unit/test_statements \
	tests/unit/test_templates \
	tests/unit/test_view_format \
	tests/unit/test_view_language \
	tests/unit/test_view_prepare \
	tests/unit/test_view_template \
	tests/unit/test_web_input \
	tests/unit/test_web_pages \
	tests/unit/test_web_serve \
	tests/unit/test_xml_feed \
	tests/unit/test_xml_hostile \
	tests/unit/test_xml_markup \
	tests/unit/test_xml_records

tests_unit_test_base_crypto_SOURCES = tests/unit/test_base_crypto.c
tests_unit_test_base_crypto_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_crypto_LDADD = $(UNIT_LDADD)

tests_unit_test_base_diff_SOURCES = tests/unit/test_base_diff.c
tests_unit_test_base_diff_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_diff_LDADD = $(UNIT_LDADD)

tests_unit_test_base_memory_SOURCES = tests/unit/test_base_memory.c
tests_unit_test_base_memory_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_memory_LDADD = $(UNIT_LDADD)

tests_unit_test_base_text_SOURCES = tests/unit/test_base_text.c
tests_unit_test_base_text_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_text_LDADD = $(UNIT_LDADD)

tests_unit_test_base_timestamp_SOURCES = tests/unit/test_base_timestamp.c
tests_unit_test_base_timestamp_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_timestamp_LDADD = $(UNIT_LDADD)

tests_unit_test_db_migrate_SOURCES = tests/unit/test_db_migrate.c
tests_unit_test_db_migrate_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_db_migrate_LDADD = $(UNIT_LDADD)

tests_unit_test_db_transaction_SOURCES = tests/unit/test_db_transaction.c
tests_unit_test_db_transaction_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_db_transaction_LDADD = $(UNIT_LDADD)

tests_unit_test_db_values_SOURCES = tests/unit/test_db_values.c
tests_unit_test_db_values_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_db_values_LDADD = $(UNIT_LDADD)

tests_unit_test_http_body_SOURCES = tests/unit/test_http_body.c
tests_unit_test_http_body_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_body_LDADD = $(UNIT_LDADD)

tests_unit_test_http_fcgi_SOURCES = tests/unit/test_http_fcgi.c
tests_unit_test_http_fcgi_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_fcgi_LDADD = $(UNIT_LDADD)

tests_unit_test_http_multipart_SOURCES = tests/unit/test_http_multipart.c
tests_unit_test_http_multipart_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_multipart_LDADD = $(UNIT_LDADD)

tests_unit_test_http_params_SOURCES = tests/unit/test_http_params.c
tests_unit_test_http_params_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_params_LDADD = $(UNIT_LDADD)

tests_unit_test_http_request_SOURCES = tests/unit/test_http_request.c
tests_unit_test_http_request_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_request_LDADD = $(UNIT_LDADD)

tests_unit_test_http_response_SOURCES = tests/unit/test_http_response.c
tests_unit_test_http_response_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_http_response_LDADD = $(UNIT_LDADD)

tests_unit_test_letter_notice_SOURCES = tests/unit/test_letter_notice.c
tests_unit_test_letter_notice_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_letter_notice_LDADD = $(UNIT_LDADD)

tests_unit_test_mail_compose_SOURCES = tests/unit/test_mail_compose.c
tests_unit_test_mail_compose_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_compose_LDADD = $(UNIT_LDADD)

tests_unit_test_mail_parse_SOURCES = tests/unit/test_mail_parse.c
tests_unit_test_mail_parse_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_parse_LDADD = $(UNIT_LDADD)

tests_unit_test_mail_reply_SOURCES = tests/unit/test_mail_reply.c
tests_unit_test_mail_reply_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_reply_LDADD = $(UNIT_LDADD)

tests_unit_test_mail_smtp_SOURCES = tests/unit/test_mail_smtp.c
tests_unit_test_mail_smtp_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_smtp_LDADD = $(UNIT_LDADD)

tests_unit_test_mail_trust_SOURCES = tests/unit/test_mail_trust.c
tests_unit_test_mail_trust_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_trust_LDADD = $(UNIT_LDADD)

tests_unit_test_model_article_SOURCES = tests/unit/test_model_article.c
tests_unit_test_model_article_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_article_LDADD = $(UNIT_LDADD)

tests_unit_test_model_article_alike_SOURCES = tests/unit/test_model_article_alike.c
tests_unit_test_model_article_alike_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_article_alike_LDADD = $(UNIT_LDADD)

tests_unit_test_model_article_list_SOURCES = tests/unit/test_model_article_list.c
tests_unit_test_model_article_list_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_article_list_LDADD = $(UNIT_LDADD)

tests_unit_test_model_incident_SOURCES = tests/unit/test_model_incident.c
tests_unit_test_model_incident_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_incident_LDADD = $(UNIT_LDADD)

tests_unit_test_model_mail_out_SOURCES = tests/unit/test_model_mail_out.c
tests_unit_test_model_mail_out_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_mail_out_LDADD = $(UNIT_LDADD)

tests_unit_test_model_notify_SOURCES = tests/unit/test_model_notify.c
tests_unit_test_model_notify_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_notify_LDADD = $(UNIT_LDADD)

tests_unit_test_model_redact_SOURCES = tests/unit/test_model_redact.c
tests_unit_test_model_redact_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_redact_LDADD = $(UNIT_LDADD)

tests_unit_test_model_throttle_SOURCES = tests/unit/test_model_throttle.c
tests_unit_test_model_throttle_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_throttle_LDADD = $(UNIT_LDADD)

tests_unit_test_model_ticket_SOURCES = tests/unit/test_model_ticket.c
tests_unit_test_model_ticket_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_model_ticket_LDADD = $(UNIT_LDADD)

tests_unit_test_net_address_SOURCES = tests/unit/test_net_address.c
tests_unit_test_net_address_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_net_address_LDADD = $(UNIT_LDADD)

tests_unit_test_schema_SOURCES = tests/unit/test_schema.c
tests_unit_test_schema_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_schema_LDADD = $(UNIT_LDADD)

tests_unit_test_search_generations_SOURCES = tests/unit/test_search_generations.c
tests_unit_test_search_generations_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_search_generations_LDADD = $(UNIT_LDADD)

tests_unit_test_search_hostile_SOURCES = tests/unit/test_search_hostile.c
tests_unit_test_search_hostile_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_search_hostile_LDADD = $(UNIT_LDADD)

tests_unit_test_search_privacy_SOURCES = tests/unit/test_search_privacy.c
tests_unit_test_search_privacy_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_search_privacy_LDADD = $(UNIT_LDADD)

tests_unit_test_search_words_SOURCES = tests/unit/test_search_words.c
tests_unit_test_search_words_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_search_words_LDADD = $(UNIT_LDADD)

tests_unit_test_statements_SOURCES = tests/unit/test_statements.c
tests_unit_test_statements_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_statements_LDADD = $(UNIT_LDADD)

tests_unit_test_templates_SOURCES = tests/unit/test_templates.c
tests_unit_test_templates_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_templates_LDADD = $(UNIT_LDADD)

tests_unit_test_view_format_SOURCES = tests/unit/test_view_format.c
tests_unit_test_view_format_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_view_format_LDADD = $(UNIT_LDADD)

tests_unit_test_view_language_SOURCES = tests/unit/test_view_language.c
tests_unit_test_view_language_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_view_language_LDADD = $(UNIT_LDADD)

tests_unit_test_view_prepare_SOURCES = tests/unit/test_view_prepare.c
tests_unit_test_view_prepare_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_view_prepare_LDADD = $(UNIT_LDADD)

tests_unit_test_view_template_SOURCES = tests/unit/test_view_template.c
tests_unit_test_view_template_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_view_template_LDADD = $(UNIT_LDADD)

tests_unit_test_web_input_SOURCES = tests/unit/test_web_input.c
tests_unit_test_web_input_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_web_input_LDADD = $(UNIT_LDADD)

tests_unit_test_web_pages_SOURCES = tests/unit/test_web_pages.c
tests_unit_test_web_pages_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_web_pages_LDADD = $(UNIT_LDADD)

tests_unit_test_web_serve_SOURCES = tests/unit/test_web_serve.c
tests_unit_test_web_serve_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_web_serve_LDADD = $(UNIT_LDADD)

tests_unit_test_xml_feed_SOURCES = tests/unit/test_xml_feed.c
tests_unit_test_xml_feed_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_xml_feed_LDADD = $(UNIT_LDADD)

tests_unit_test_xml_hostile_SOURCES = tests/unit/test_xml_hostile.c
tests_unit_test_xml_hostile_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_xml_hostile_LDADD = $(UNIT_LDADD)

tests_unit_test_xml_markup_SOURCES = tests/unit/test_xml_markup.c
tests_unit_test_xml_markup_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_xml_markup_LDADD = $(UNIT_LDADD)

tests_unit_test_xml_records_SOURCES = tests/unit/test_xml_records.c
tests_unit_test_xml_records_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_xml_records_LDADD = $(UNIT_LDADD)
