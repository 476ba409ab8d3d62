/*
 * Every template, rendered with hostile texts under every name that it reads, and its output parsed
 * as a browser would: no markup but the template's own comes out.
 */
#include "unit.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include "base/arena.h"
#include "template_names.h"
#include "view/data.h"
#include "view/language.h"
#include "view/template.h"

enum { VARIANTS = 128, FILES_MOST = 200 };

/* Whatever of these becomes live brings an element, or an attribute, named canary. */
static const char *const PAYLOADS[] = {
    "\"><script>alert(1)</script><canary>",
    "' onmouseover='alert(1)' canary='",
    "\" onfocus=\"alert(1)\" autofocus canary=\"",
    " canary=1 onclick=alert(1) ",
    "javascript:alert(1)//",
    " \tjava\nscript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "</title></textarea></style></script><canary><img src=x onerror=alert(1)>",
    "--><canary><!--",
    "<?cs var:Csrf ?>]]><canary>",
    "&#34;&#62;&lt;canary&gt;&amp;",
    "\xe2\x80\xae\xe2\x80\x8f\xef\xbb\xbf\x01\x7f%3Ccanary%3E",
    "\\\"><canary>\\u003ccanary\\u003e{{7*7}}${7*7}",
};
enum { PAYLOAD_COUNT = sizeof PAYLOADS / sizeof PAYLOADS[0] };

static struct arena *arena;
static struct buffer page;
static char templates[256];
static const char *files[FILES_MOST];
static size_t file_count;
static bool reached[FILES_MOST]; /* rendered, or included by what was */

/* --- The page as a browser sees it. */

static char problem[500];

static bool refuse(const char *what, const xmlChar *detail)
{
	(void)snprintf(problem, sizeof problem, "%s: %.300s", what, (const char *)detail);
	return false;
}

/* A browser skips controls and spaces before a scheme, and tabs and line breaks within it. */
static bool is_live_address(const xmlChar *value)
{
	char scheme[32];
	size_t length = 0;

	for (; *value && length + 1 < sizeof scheme; value++)
		if (*value > ' ')
			scheme[length++] = (char)tolower(*value);
	scheme[length] = '\0';
	return !strncmp(scheme, "javascript:", 11) || !strncmp(scheme, "vbscript:", 9) ||
	       !strncmp(scheme, "data:", 5);
}

static bool takes_address(const char *attribute)
{
	static const char *const NAMES[] = {"href", "src", "action", "formaction", "poster", "cite",
	    "background", "xlink:href", "data", "srcset", "ping", "manifest"};

	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
		if (!strcmp(attribute, NAMES[i]))
			return true;
	return false;
}

/* The mail that is looked at: mail programs read no stylesheet of ours, so it has its own. */
static bool in_mail;

static bool attribute_is_harmless(xmlNode *node, xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;
	xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
	bool fine = true;

	if (!strncmp(name, "on", 2) || (!strcmp(name, "style") && !in_mail) ||
	    !strcmp(name, "canary") || !strcmp(name, "srcdoc") || !strcmp(name, "autofocus"))
		fine = refuse("a live attribute", attribute->name);
	else if (value && takes_address(name) && is_live_address(value))
		fine = refuse("a live address", value);
	xmlFree(value);
	return fine;
}

static bool is_our_script(xmlNode *node)
{
	xmlChar *address = xmlGetProp(node, BAD_CAST "src");
	bool ours = address && !strncmp((const char *)address, "/js/", 4) &&
		    !strpbrk((const char *)address + 4, "<>\"' :%") && !node->children;

	xmlFree(address);
	return ours;
}

/* A picture of an article, by an address that the template begins itself. */
static bool is_our_picture(xmlNode *node)
{
	xmlChar *address = xmlGetProp(node, BAD_CAST "src");
	bool ours = address && !strncmp((const char *)address, "/file/article/", 14) &&
		    !strpbrk((const char *)address + 14, "<>\"' :?#\\") &&
		    !strstr((const char *)address, "..");

	xmlFree(address);
	return ours;
}

/* The frame of a mail's preview, which the server shuts in. */
static bool is_our_frame(xmlNode *node)
{
	xmlChar *address = xmlGetProp(node, BAD_CAST "src");
	bool ours = address && !strncmp((const char *)address, "/admin/preview/", 15);

	xmlFree(address);
	return ours;
}

static bool element_is_harmless(xmlNode *node)
{
	static const char *const NEVER[] = {
	    "canary", "img", "iframe", "object", "embed", "style", "base", "applet", "math"};

	for (size_t i = 0; i < sizeof NEVER / sizeof NEVER[0]; i++)
		if (!xmlStrcasecmp(node->name, BAD_CAST NEVER[i]) &&
		    !(!strcmp(NEVER[i], "img") && is_our_picture(node)) &&
		    !(!strcmp(NEVER[i], "iframe") && is_our_frame(node)) &&
		    !(!strcmp(NEVER[i], "style") && in_mail))
			return refuse("a live element", node->name);
	if (!xmlStrcasecmp(node->name, BAD_CAST "script") && !is_our_script(node))
		return refuse("a script", node->children ? node->children->content : node->name);
	for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		if (!attribute_is_harmless(node, attribute))
			return false;
	return true;
}

/* The style sheet of a mail, as it stands in its template: no value of ours has come into it. */
static bool is_mail_style(xmlNode *node)
{
	return in_mail && !xmlStrcasecmp(node->parent->name, BAD_CAST "style") &&
	       !xmlStrstr(node->content, BAD_CAST "canary");
}

static bool is_harmless(xmlNode *node)
{
	for (; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE && !element_is_harmless(node))
			return false;
		if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE ||
		    (node->type == XML_CDATA_SECTION_NODE && !is_mail_style(node)))
			return refuse("a comment or the like", node->content);
		if (node->type == XML_ELEMENT_NODE && !is_harmless(node->children))
			return false;
	}
	return true;
}

/* False, and `problem` says why, when anything in the text is live. */
static bool page_is_harmless(const char *text, size_t length)
{
	htmlDocPtr document;
	bool fine;

	if (strstr(text, "<?cs"))
		return refuse("template code", BAD_CAST "<?cs");
	document = htmlReadMemory(text, (int)length, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	if (!document)
		return length == 0 || strspn(text, " \t\r\n") == length;
	fine = is_harmless(xmlDocGetRootElement(document));
	xmlFreeDoc(document);
	return fine;
}

/* --- The fixture. */

static unsigned chance(const char *path, unsigned salt)
{
	unsigned hash = 2166136261u ^ (salt * 2654435761u);

	for (; *path; path++)
		hash = (hash ^ (unsigned char)*path) * 16777619u;
	return hash >> 7;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && !strcmp(text + length - tail, end);
}

/* Whole lists and nodes are missing at times. */
static bool is_left_out(const char *path, unsigned variant)
{
	char head[100];

	(void)snprintf(head, sizeof head, "%.*s", (int)strcspn(path, "."), path);
	return chance(head, variant) % 4 == 0;
}

/* What stands under a name in a variant; NULL: nothing. */
static const char *value_of(const struct template_name *name, size_t index, unsigned variant)
{
	unsigned kind = variant % 4, cycle = variant / 4;

	if (kind == 3 &&
	    (chance(name->path, variant) % 10 == 0 || is_left_out(name->path, variant)))
		return NULL;
	if (ends_with(name->path, ".Trusted.Html"))
		return "<p>made by our own cleaner</p>";
	if (kind != 0 && name->literal_count && chance(name->path, cycle) % 4 != 0)
		return name->literals[(index + cycle) % name->literal_count];
	if (kind >= 2 && name->is_number)
		return "3";
	if (kind == 2)
		return PAYLOADS[cycle % PAYLOAD_COUNT];
	return arena_format(arena, "%sZ%zuZ", PAYLOADS[(index + cycle) % PAYLOAD_COUNT], index);
}

static struct data *fixture(const struct template_names *names, unsigned variant)
{
	static const char *const LANGUAGES[] = {"en", "en", "en", "en", "en", "pl", "ru", "nb"};
	const char *language = LANGUAGES[variant % 8];
	struct data *data = data_new(arena, language_named(language));

	assert_non_null(data);
	for (size_t i = 0; i < names->count; i++)
		data_text(data, names->at[i].path, value_of(&names->at[i], i, variant));
	assert_int_equal(data_err(data), OK);
	return data;
}

struct sighting {
	const struct template_names *names;
	bool seen;
};

/* Does the token under that path stand in the page? */
static void look_for(void *context, const char *path)
{
	struct sighting *sighting = context;

	for (size_t i = 0; i < sighting->names->count && !sighting->seen; i++) {
		char token[40];

		if (strcmp(sighting->names->at[i].path, path) != 0)
			continue;
		(void)snprintf(token, sizeof token, "Z%zuZ", i);
		sighting->seen = strstr(page.data, token) != NULL ||
				 sighting->names->at[i].is_number ||
				 template_names_is_local(sighting->names, path) ||
				 ends_with(path, ".Trusted.Html");
		for (size_t k = 0; k < sighting->names->at[i].literal_count; k++)
			sighting->seen =
			    sighting->seen || strstr(page.data, sighting->names->at[i].literals[k]);
	}
}

static void note_seen(struct template_names *names)
{
	for (size_t i = 0; i < names->print_count; i++) {
		struct sighting sighting = {names, false};

		if (names->prints[i].seen)
			continue;
		template_names_expand(names, names->prints[i].text, look_for, &sighting);
		names->prints[i].seen = sighting.seen;
	}
}

/* Renders all variants; false when one is not harmless. Plain text can be anything. */
static bool template_is_harmless(const char *file, struct template_names *names)
{
	bool is_text = ends_with(file, ".text.cs");

	in_mail = !strncmp(file, "mail/", 5);
	for (unsigned variant = 0; variant < VARIANTS; variant++) {
		enum err err;

		arena_reset(arena);
		buffer_reset(&page, page.size);
		err = template_render(file, fixture(names, variant), &page);
		if (err != OK)
			fail_msg("%s, variant %u: %s", file, variant, err_message());
		if (page.data && !is_text && !page_is_harmless(page.data, page.length))
			return false;
		if (page.data)
			note_seen(names);
	}
	return true;
}

/* --- The tests. */

static void every_template_is_found(void **state)
{
	(void)state;
	assert_true(file_count >= 15);
}

/* A `var` that never showed what stands under its name would be one that is not tested. */
static struct {
	char *file, *text;
	bool seen;
} prints[PRINTS_MOST];
static size_t print_count;

static void remember_prints(const struct template_names *names)
{
	for (size_t i = 0; i < names->print_count; i++) {
		const struct template_print *print = &names->prints[i];
		size_t k;

		for (k = 0; k < print_count; k++)
			if (!strcmp(prints[k].file, print->file) &&
			    !strcmp(prints[k].text, print->text))
				break;
		if (k == print_count) {
			assert_true(print_count < PRINTS_MOST);
			prints[print_count].file = strdup(print->file);
			prints[print_count++].text = strdup(print->text);
		}
		prints[k].seen = prints[k].seen || print->seen;
	}
}

/* A page, a part of one for scripts, or a mail; the others are macros and the halves of the frame,
 * which come with a page. */
static bool is_whole(const char *file)
{
	char path[512], text[65536] = "";
	FILE *stream;

	(void)snprintf(path, sizeof path, "%s/%s", templates, file);
	stream = fopen(path, "r");
	assert_non_null(stream);
	assert_true(fread(text, 1, sizeof text - 1, stream) > 0);
	assert_int_equal(fclose(stream), 0);
	return strstr(text, "include:\"common/frame_top.cs\"") ||
	       strstr(text, "<?cs # A part of a page:") || !strncmp(file, "mail/", 5);
}

static void hostile_texts_stay_texts_in_every_template(void **state)
{
	(void)state;
	for (size_t i = 0; i < file_count; i++) {
		struct template_names *names;

		if (!is_whole(files[i]))
			continue;
		names = template_names_read(templates, files[i]);

		if (!template_is_harmless(files[i], names))
			fail_msg("%s: %s", files[i], problem);
		remember_prints(names);
		for (size_t k = 0; k < file_count; k++)
			reached[k] = reached[k] || template_names_reads(names, files[k]);
		template_names_free(names);
	}
	for (size_t i = 0; i < file_count; i++)
		if (!reached[i])
			fail_msg("%s: no page includes it", files[i]);
}

static void every_name_that_a_template_prints_was_shown(void **state)
{
	size_t missed = 0;

	(void)state;
	assert_true(print_count > 100);
	for (size_t i = 0; i < print_count; i++) {
		if (prints[i].seen)
			continue;
		missed++;
		print_error("%s: %s was never shown\n", prints[i].file, prints[i].text);
	}
	assert_int_equal(missed, 0);
}

static uint64_t digest_of_page(void)
{
	uint64_t digest = UINT64_C(14695981039346656037); /* FNV-1a */

	for (size_t i = 0; i < page.length; i++)
		digest = (digest ^ (unsigned char)page.data[i]) * UINT64_C(1099511628211);
	return digest;
}

/* Renders every page in many variants; what came out is noted, or compared with what was noted. */
static void render_all(uint64_t noted[FILES_MOST][VARIANTS], bool compare)
{
	templates_prepare(compare);
	templates_close();
	assert_int_equal(templates_open(templates), OK);
	for (size_t i = 0; i < file_count; i++) {
		struct template_names *names;

		if (!is_whole(files[i]))
			continue;
		names = template_names_read(templates, files[i]);
		for (unsigned variant = 0; variant < VARIANTS; variant++) {
			arena_reset(arena);
			buffer_reset(&page, page.size);
			assert_int_equal(
			    template_render(files[i], fixture(names, variant), &page), OK);
			if (!compare)
				noted[i][variant] = digest_of_page();
			else if (noted[i][variant] != digest_of_page())
				fail_msg("%s, variant %u: differs when prepared:\n%s", files[i],
				    variant, page.data);
		}
		template_names_free(names);
	}
}

static void a_prepared_template_gives_the_same_page(void **state)
{
	static uint64_t noted[FILES_MOST][VARIANTS];

	(void)state;
	render_all(noted, false);
	render_all(noted, true);
}

/* What the checks above must catch, each in a template of one line. */
static void a_template_with_a_hole_is_caught(void **state)
{
	static const char *const HOLES[] = {
	    "<p><?cs uvar:Name ?></p>",
	    "<a href=<?cs var:Name ?>>x</a>",
	    "<a href=\"<?cs var:Path ?>\">x</a>",
	    "<p class='<?cs uvar:Name ?>'>x</p>",
	    "<p onclick=\"show()\"><?cs var:Name ?></p>",
	    "<p style=\"color: red\">x</p>",
	    "<script>var name = 1;</script>",
	    "<script src=\"<?cs var:Path ?>\"></script>",
	    "<!-- <?cs uvar:Name ?> -->",
	    "<?cs each:row = Rows ?><b><?cs uvar:row.Name ?></b><?cs /each ?>",
	    "<?cs def:show(x) ?><?cs uvar:x ?><?cs /def ?><?cs call:show(Name) ?>",
	    "<?cs if:Kind == \"rare\" ?><?cs uvar:Name ?><?cs /if ?>",
	    "<?cs if:?Kind ?>fine<?cs else ?><?cs uvar:Name ?><?cs /if ?>",
	    "<?cs if:#Count > 2 ?><?cs uvar:Name ?><?cs /if ?>",
	};
	char folder[] = "/tmp/docket-holes-XXXXXX", path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/hole.cs", folder);
	for (size_t i = 0; i < sizeof HOLES / sizeof HOLES[0]; i++) {
		struct template_names *names;
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		assert_true(fputs(HOLES[i], file) >= 0);
		assert_int_equal(fclose(file), 0);
		templates_close();
		assert_int_equal(templates_open(folder), OK);
		names = template_names_read(folder, "hole.cs");
		if (template_is_harmless("hole.cs", names))
			fail_msg("not caught: %s", HOLES[i]);
		template_names_free(names);
	}
	templates_close();
	assert_int_equal(templates_open(templates), OK);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
}

/* --- Setting up. */

static void find_files(const char *folder)
{
	char path[512];
	DIR *open;

	(void)snprintf(path, sizeof path, "%s/%s", templates, folder);
	open = opendir(path);
	assert_non_null(open);
	for (struct dirent *entry; (entry = readdir(open));) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(
		    path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", entry->d_name);
		if (ends_with(entry->d_name, ".cs")) {
			assert_true(file_count < FILES_MOST);
			files[file_count++] = strdup(path);
		} else if (!strchr(entry->d_name, '.')) {
			find_files(path);
		}
	}
	assert_int_equal(closedir(open), 0);
}

static int set_up(void **state)
{
	const char *source = getenv("DOCKET_TEST_SOURCE");
	char po[256];

	(void)state;
	arena = arena_new(16 << 20);
	page = BUFFER(4 << 20);
	if (!arena || !source)
		return -1;
	(void)snprintf(templates, sizeof templates, "%s/templates", source);
	(void)snprintf(po, sizeof po, "%s/po", source);
	find_files("");
	return languages_load(po) == OK && templates_open(templates) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < file_count; i++)
		free((char *)(size_t)files[i]);
	for (size_t i = 0; i < print_count; i++) {
		free(prints[i].file);
		free(prints[i].text);
	}
	templates_close();
	languages_free();
	buffer_free(&page);
	arena_free(arena);
	xmlCleanupParser();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_template_is_found),
	    cmocka_unit_test(hostile_texts_stay_texts_in_every_template),
	    cmocka_unit_test(every_name_that_a_template_prints_was_shown),
	    cmocka_unit_test(a_prepared_template_gives_the_same_page),
	    cmocka_unit_test(a_template_with_a_hole_is_caught),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
