/*
 * For clang-tidy alone (tests/lint/analyse includes it after base/err.h, in lib/db after
 * connection.h too): says in a form the analyser understands that ERROR(code) has the value `code`,
 * and that db_failed never returns OK. It cannot see that in another file, and without it a
 * function that fills a result only when it returns OK looks as if it forgot to.
 */
#undef ERROR
#define ERROR(code, ...) ((void)err_record((code), __FILE__, __LINE__, __VA_ARGS__), (code))

#ifdef DOCKET_DB_CONNECTION_H
#define db_failed(...) ((void)db_failed(__VA_ARGS__), ERR_INTERNAL)
#endif
