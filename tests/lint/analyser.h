/*
 * For clang-tidy alone (tests/lint/analyse includes it after base/err.h): says in a form the analyser understands
 * that ERROR(code) has the value `code`, which it cannot see in another file. Without it every function that
 * fills a result only when it returns OK looks as if it forgot to.
 */
#undef ERROR
#define ERROR(code, ...) ((void)err_record((code), __FILE__, __LINE__, __VA_ARGS__), (code))
