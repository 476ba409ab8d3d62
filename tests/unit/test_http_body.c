/* A request's body: forms of both kinds, and the files that come with them. */
#include "unit.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/text.h"
#include "http/request.h"
#include "http/upload_name.h"
#include "memory_source.h"

static struct arena *arena;
static struct memory_source memory;
static struct request request;
static char spool[] = "/tmp/docket-spool-XXXXXX";
static struct request_limits limits;

static int start_all(void **state)
{
	(void)state;
	return mkdtemp(spool) ? 0 : -1;
}

static int end_all(void **state)
{
	(void)state;
	return rmdir(spool); /* fails when a test left a file behind */
}

static int start(void **state)
{
	(void)state;
	arena = arena_new((size_t)4 * 1024 * 1024);
	limits = (struct request_limits){
	    .body = 2000,
	    .upload_body = 500000,
	    .upload_file = 200000,
	    .form = {.count = 8, .name_length = 16, .value_length = 300},
	    .spool = spool,
	};
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum err read_body_n(const char *type, const char *body, size_t length, size_t piece)
{
	char text[32];

	(void)snprintf(text, sizeof text, "%zu", length);
	memory_source_start(&memory,
	    (const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI", "/new/problem",
		"CONTENT_TYPE", type, "CONTENT_LENGTH", text, NULL},
	    body, length);
	memory.piece = piece;
	assert_int_equal(request_read_head(&request, arena, &memory.source), OK);
	return request_read_body(&request, &limits);
}

static enum err read_body(const char *type, const char *body)
{
	return read_body_n(type, body, strlen(body), 0);
}

static enum err read_form(const char *body)
{
	return read_body("application/x-www-form-urlencoded", body);
}

#define MULTIPART   "multipart/form-data; boundary=B"
#define FIELD(name) "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_PART(name, filename)                                                                  \
	"--B\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" filename           \
	"\"\r\nContent-Type: text/plain\r\n\r\n"

static size_t files_in_spool(void)
{
	DIR *folder = opendir(spool);
	size_t count = 0;

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	(void)closedir(folder);
	return count - 2;
}

static void a_form_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_form("subject=Printer&body=It+smokes%0D%0Aa+lot&subject="), OK);
	assert_int_equal(request.form.count, 3);
	assert_string_equal(params_get(&request.form, "body"), "It smokes\r\na lot");
	assert_int_equal(
	    read_body_n("application/x-www-form-urlencoded; charset=UTF-8", "a=1&b=2", 7, 1), OK);
	assert_string_equal(params_get(&request.form, "b"), "2");
	assert_null(request.uploads);
}

static void no_body_is_an_empty_form(void **state)
{
	(void)state;
	assert_int_equal(read_body("", ""), OK);
	memory_source_start(&memory,
	    (const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI", "/", "CONTENT_TYPE",
		"application/x-www-form-urlencoded", NULL},
	    "unannounced", 11);
	assert_int_equal(request_read_head(&request, arena, &memory.source), OK);
	assert_int_equal(request_read_body(&request, &limits), OK);
	assert_int_equal(request.form.count, 0);
}

static void bodies_of_another_type_are_refused(void **state)
{
	static const char *const BAD[] = {"", "text/plain", "application/json",
	    "multipart/mixed; boundary=B", "multipart/form-data",
	    "application/x-www-form-urlencodedx"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(read_body(BAD[i], "a=1"), ERR_INPUT);
}

static void a_body_over_the_limit_is_refused_unread(void **state)
{
	static const char *const TYPES[] = {"application/x-www-form-urlencoded", MULTIPART};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		memory_source_start(&memory,
		    (const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI", "/",
			"CONTENT_TYPE", TYPES[i], "CONTENT_LENGTH", i ? "1073741824" : "2001",
			NULL},
		    "a=1", 3);
		assert_int_equal(request_read_head(&request, arena, &memory.source), OK);
		assert_int_equal(request_read_body(&request, &limits), ERR_LIMIT);
		assert_int_equal(memory.body_read, 0);
	}
}

static void a_body_cut_short_is_refused(void **state)
{
	static const char *const TYPES[] = {"application/x-www-form-urlencoded", MULTIPART};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		memory_source_start(&memory,
		    (const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI", "/",
			"CONTENT_TYPE", TYPES[i], "CONTENT_LENGTH", "500", NULL},
		    FIELD("a") "1\r\n" FILE_PART("f", "x") "12",
		    strlen(FIELD("a") "1\r\n" FILE_PART("f", "x") "12"));
		assert_int_equal(request_read_head(&request, arena, &memory.source), OK);
		assert_int_equal(request_read_body(&request, &limits), ERR_INPUT);
		assert_int_equal(request.form.count, i);
		assert_null(request.uploads);
		assert_int_equal(files_in_spool(), 0);
	}
}

static void a_client_that_hangs_up_is_an_io_error(void **state)
{
	(void)state;
	memory_source_start(&memory,
	    (const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI", "/", "CONTENT_TYPE",
		MULTIPART, "CONTENT_LENGTH", "500", NULL},
	    NULL, 0);
	memory.gone = true;
	assert_int_equal(request_read_head(&request, arena, &memory.source), OK);
	assert_int_equal(request_read_body(&request, &limits), ERR_IO);
}

static void ten_thousand_fields_are_refused(void **state)
{
	const size_t count = 10000;
	char *body = malloc(count * 4 + 1);

	(void)state;
	assert_non_null(body);
	for (size_t i = 0; i < count; i++)
		memcpy(body + i * 4, "a=1&", 5);
	limits.body = 1000000;
	assert_int_equal(read_form(body), ERR_LIMIT);
	assert_int_equal(request.form.count, limits.form.count);
	free(body);
}

static void assert_file(const struct upload *upload, const char *bytes, size_t length)
{
	unsigned char expected[32];
	char read[1000];
	struct stat status;
	FILE *file = fopen(upload->path, "rb");

	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(fread(read, 1, sizeof read, file), length);
	assert_memory_equal(read, bytes, length);
	(void)fclose(file);
	assert_int_equal(upload->size, length);
	assert_int_equal(sha256(bytes, length, expected), OK);
	assert_memory_equal(upload->sha256, expected, sizeof expected);
}

static void files_are_spooled_and_hashed(void **state)
{
	static const char BODY[] = FIELD("subject") "\xc3\x98l\r\nog vin\r\n" FILE_PART(
	    "files", "C:\\docs\\a.txt") "line\r\n--Bx\r\nline\n\r\n" FILE_PART("files",
	    "") "\r\n" FILE_PART("files", "empty.log") "\r\n" FILE_PART("files",
	    "") "unnamed\r\n" FIELD("body") "\r\n--B--\r\n";

	(void)state;
	for (size_t piece = 0; piece < 30; piece++) {
		const struct upload *upload;

		assert_int_equal(read_body_n(MULTIPART, BODY, sizeof BODY - 1, piece), OK);
		assert_int_equal(request.form.count, 2);
		assert_string_equal(params_get(&request.form, "subject"), "\xc3\x98l\r\nog vin");
		assert_string_equal(params_get(&request.form, "body"), "");
		upload = request.uploads;
		assert_string_equal(upload->field, "files");
		assert_string_equal(upload->name, "a.txt");
		assert_file(upload, "line\r\n--Bx\r\nline\n", 17);
		upload = upload->next;
		assert_string_equal(upload->name, "empty.log");
		assert_file(upload, "", 0);
		upload = upload->next;
		assert_string_equal(upload->name, "file");
		assert_file(upload, "unnamed", 7);
		assert_null(upload->next);
		assert_null(request.refused_file);
		assert_int_equal(files_in_spool(), 3);
		arena_reset(arena);
		assert_int_equal(files_in_spool(), 0);
	}
}

static void a_kept_file_stays(void **state)
{
	char *path;

	(void)state;
	assert_int_equal(
	    read_body(MULTIPART, FILE_PART("f", "a") "1\r\n" FILE_PART("f", "b") "2\r\n--B--"), OK);
	request.uploads->kept = true;
	path = strdup(request.uploads->path);
	arena_reset(arena);
	assert_int_equal(files_in_spool(), 1);
	assert_int_equal(unlink(path), 0);
	free(path);
}

static void a_file_over_the_cap_is_dropped_and_the_text_kept(void **state)
{
	struct buffer body = BUFFER((size_t)1024 * 1024);
	static char bytes[200001];

	(void)state;
	buffer_text(&body,
	    FIELD("a") "1\r\n" FILE_PART("f", "ok.txt") "ok\r\n" FILE_PART("f", "x/big.txt"));
	buffer_append(&body, bytes, sizeof bytes);
	buffer_text(&body, "\r\n" FIELD("b") "2\r\n--B--");
	assert_int_equal(read_body_n(MULTIPART, body.data, body.length, 0), ERR_LIMIT);
	assert_string_equal(request.refused_file, "big.txt");
	assert_int_equal(request.refused_because, ERR_LIMIT);
	assert_string_equal(params_get(&request.form, "a"), "1");
	assert_string_equal(params_get(&request.form, "b"), "2");
	assert_string_equal(request.uploads->name, "ok.txt");
	assert_null(request.uploads->next);
	assert_int_equal(files_in_spool(), 1);
	limits.upload_file = sizeof bytes;
	assert_int_equal(read_body_n(MULTIPART, body.data, body.length, 0), OK);
	assert_int_equal(request.uploads->next->size, sizeof bytes);
	buffer_free(&body);
}

static void a_spool_that_cannot_be_written_is_an_io_error(void **state)
{
	(void)state;
	limits.spool = "/nonexistent/spool";
	assert_int_equal(
	    read_body(MULTIPART, FILE_PART("f", "a") "1\r\n" FIELD("a") "typed\r\n--B--"), ERR_IO);
	assert_null(request.uploads);
	assert_string_equal(request.refused_file, "a");
	assert_string_equal(params_get(&request.form, "a"), "typed");
}

/* A limit on the size of files fails as a full disk does, in the middle of writing. */
static void a_disk_that_fills_up_costs_the_file_alone(void **state)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct buffer body = BUFFER((size_t)1024 * 1024);
	static char bytes[150000];
	struct rlimit before, small;
	enum err err;

	(void)state;
	buffer_text(&body, FIELD("a") "1\r\n" FILE_PART("f", "big.txt"));
	buffer_append(&body, bytes, sizeof bytes);
	buffer_text(&body, "\r\n" FIELD("b") "2\r\n--B--");
	assert_int_equal(sigaction(SIGXFSZ, &ignore, NULL), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	err = read_body_n(MULTIPART, body.data, body.length, 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(err, ERR_IO);
	assert_string_equal(request.refused_file, "big.txt");
	assert_int_equal(request.refused_because, ERR_IO);
	assert_string_equal(params_get(&request.form, "b"), "2");
	assert_null(request.uploads);
	assert_int_equal(files_in_spool(), 0);
	buffer_free(&body);
}

static void a_multipart_form_has_its_limits_too(void **state)
{
	struct buffer body = BUFFER((size_t)1024 * 1024);

	(void)state;
	for (int i = 0; i < 9; i++)
		buffer_text(&body, FIELD("a") "1\r\n");
	buffer_text(&body, "--B--");
	assert_int_equal(read_body(MULTIPART, body.data), ERR_LIMIT);
	assert_int_equal(request.form.count, 8);
	buffer_reset(&body, 0);
	buffer_format(&body, FIELD("a") "%0301d\r\n--B--", 1);
	assert_int_equal(read_body(MULTIPART, body.data), ERR_LIMIT);
	buffer_reset(&body, 0);
	for (int i = 0; i < 8; i++)
		buffer_format(&body, FIELD("a") "%0280d\r\n", 1);
	buffer_text(&body, "--B--");
	assert_int_equal(read_body(MULTIPART, body.data), ERR_LIMIT);
	assert_int_equal(request.form.count, 7);
	buffer_free(&body);
	assert_int_equal(read_body(MULTIPART, FIELD("a234567890b234567") "\r\n--B--"), ERR_LIMIT);
}

static void multipart_values_must_be_text(void **state)
{
	static const char NUL[] = FIELD("a") "1\0"
					     "2\r\n--B--";

	(void)state;
	assert_int_equal(read_body_n(MULTIPART, NUL, sizeof NUL - 1, 0), ERR_INPUT);
	assert_int_equal(read_body(MULTIPART, FIELD("a") "\xff\r\n--B--"), ERR_INPUT);
	assert_int_equal(read_body(MULTIPART, ""), ERR_INPUT);
}

static void file_names_are_made_safe(void **state)
{
	static const struct {
		const char *sent, *name;
	} CASES[] = {
	    {"a.txt", "a.txt"},
	    {"../../etc/passwd", "passwd"},
	    {"C:\\Users\\me\\r\xc3\xa9sum\xc3\xa9.pdf", "r\xc3\xa9sum\xc3\xa9.pdf"},
	    {"a\r\nb\t\x7f\xc2\x85.txt", "ab.txt"},
	    {"invoice\xe2\x80\xaegpj.exe", "invoicegpj.exe"},
	    {"\xe2\x81\xa6"
	     "a\xe2\x81\xa9",
		"a"},
	    {" . .a.b. . ", "a.b"},
	    {".htaccess", "htaccess"},
	    {"..", "file"},
	    {"", "file"},
	    {"a/", "file"},
	    {"\xd1\x84\xd0\xb0\xd0\xb9\xd0\xbb.png", "\xd1\x84\xd0\xb0\xd0\xb9\xd0\xbb.png"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(upload_name(arena, CASES[i].sent), CASES[i].name);
}

static void long_file_names_keep_their_extension(void **state)
{
	char sent[1300], *at = sent;
	const char *name;

	(void)state;
	for (int i = 0; i < 300; i++)
		at += snprintf(at, 4, "\xd1\x84");
	(void)snprintf(at, 10, ".tar.gz");
	name = upload_name(arena, sent);
	assert_int_equal(text_characters(name), 200);
	assert_string_equal(name + strlen(name) - 5, "\xd1\x84.gz");
	(void)snprintf(at, 10, "%s", "");
	assert_int_equal(text_characters(upload_name(arena, sent)), 200);
	memset(sent, 'a', 300);
	memset(sent + 20, '.', 1);
	sent[300] = '\0';
	assert_int_equal(text_characters(upload_name(arena, sent)), 200);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_form_is_read),
	    TEST(no_body_is_an_empty_form),
	    TEST(bodies_of_another_type_are_refused),
	    TEST(a_body_over_the_limit_is_refused_unread),
	    TEST(a_body_cut_short_is_refused),
	    TEST(a_client_that_hangs_up_is_an_io_error),
	    TEST(ten_thousand_fields_are_refused),
	    TEST(files_are_spooled_and_hashed),
	    TEST(a_kept_file_stays),
	    TEST(a_file_over_the_cap_is_dropped_and_the_text_kept),
	    TEST(a_spool_that_cannot_be_written_is_an_io_error),
	    TEST(a_disk_that_fills_up_costs_the_file_alone),
	    TEST(a_multipart_form_has_its_limits_too),
	    TEST(multipart_values_must_be_text),
	    TEST(file_names_are_made_safe),
	    TEST(long_file_names_keep_their_extension),
	};

	return cmocka_run_group_tests(tests, start_all, end_all);
}
