/* What becomes of plain text, Markdown and HTML, in examples. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "safe_html.h"
#include "xml/markup.h"

#define REL " rel=\"nofollow noopener noreferrer\""

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *render(enum markup_format format, const char *body)
{
	const char *html;

	assert_int_equal(markup_render(arena, format, body, strlen(body), &html), OK);
	assert_null(safe_html_fault_of(html, format == MARKUP_ARTICLE));
	return html;
}

static const char *plain(enum markup_format format, const char *body)
{
	const char *text;

	assert_int_equal(markup_plain(arena, format, body, strlen(body), &text), OK);
	return text;
}

struct example {
	const char *body, *expected;
};

#define ASSERT_EXAMPLES(function, format, examples)                                                \
	for (size_t i_ = 0; i_ < sizeof(examples) / sizeof(examples)[0]; i_++)                     \
	assert_string_equal(function(format, (examples)[i_].body), (examples)[i_].expected)

/* --- Plain text. */

static void text_becomes_paragraphs_and_lines(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"", ""},
	    {" \n\n ", ""},
	    {"one", "<p>one</p>"},
	    {"one\ntwo\n", "<p>one<br>two</p>"},
	    {"one\r\n\r\n\r\ntwo", "<p>one</p><p>two</p>"},
	    {"a < b & c > d \"e\" 'f'", "<p>a &lt; b &amp; c &gt; d \"e\" 'f'</p>"},
	    {"x:  1\n\ty:  2", "<p>x:  1<br>\ty:  2</p>"},
	    {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
	    {"bad \xff byte, \x01 control", "<p>bad \xef\xbf\xbd byte, \xef\xbf\xbd control</p>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_TEXT, EXAMPLES);
}

static void addresses_in_text_become_links(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"http://a.example/b?c=d&e", "<p><a href=\"http://a.example/b?c=d&amp;e\"" REL
					 ">http://a.example/b?c=d&amp;e</a></p>"},
	    {"(see HTTPS://x.org/a_(b).)",
		"<p>(see <a href=\"HTTPS://x.org/a_(b)\"" REL ">HTTPS://x.org/a_(b)</a>.)</p>"},
	    {"\xe2\x80\x9ehttp://x.pl/\xc5\xbc\xe2\x80\x9d",
		"<p>\xe2\x80\x9e<a href=\"http://x.pl/\xc5\xbc\"" REL
		">http://x.pl/\xc5\xbc</a>\xe2\x80\x9d</p>"},
	    {"<ann.b+c@mail.example.org>,", "<p>&lt;<a href=\"mailto:ann.b+c@mail.example.org\"" REL
					    ">ann.b+c@mail.example.org</a>&gt;,</p>"},
	    {"mailto:a@b.cc?subject=x.",
		"<p><a href=\"mailto:a@b.cc?subject=x\"" REL ">mailto:a@b.cc?subject=x</a>.</p>"},
	    {"http:// https://. a@b a@b.c @c.de a@@b.cc xhttp://y javascript:alert(1) ftp://x.y",
		"<p>http:// https://. a@b a@b.c @c.de a@@b.cc xhttp://y javascript:alert(1) "
		"ftp://x.y</p>"},
	    {"http://a.bb,http://c.dd",
		"<p><a href=\"http://a.bb,http://c.dd\"" REL ">http://a.bb,http://c.dd</a></p>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_TEXT, EXAMPLES);
}

/* --- Markdown. */

static void markdown_is_rendered_and_its_html_left_out(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"# Title\n\nSome *text* with `code <b>`.\n",
		"<h3>Title</h3><p>Some <em>text</em> with <code>code &lt;b&gt;</code>.</p>"},
	    {"* a\n* b\n\n3. c\n4. d\n",
		"<ul><li>a</li><li>b</li></ul><ol start=\"3\"><li>c</li><li>d</li></ol>"},
	    {"```\nx  <y>\n  z\n```\n", "<pre><code>x  &lt;y&gt;\n  z\n</code></pre>"},
	    {"> quoted\n", "<blockquote><p>quoted</p></blockquote>"},
	    {"[link](https://e.org 'title') [bad](javascript:alert(1)) [rel](/a)",
		"<p><a href=\"https://e.org\"" REL ">link</a> bad rel</p>"},
	    {"![pic](http://i.org/p.png) ![](http://i.org/q.png)",
		"<p><a href=\"http://i.org/p.png\"" REL ">pic</a></p>"},
	    {"a <script>alert(1)</script> b\n\n<iframe src=x></iframe>\n", "<p>a alert(1) b</p>"},
	    {"see https://e.org/x",
		"<p>see <a href=\"https://e.org/x\"" REL ">https://e.org/x</a></p>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_MARKDOWN, EXAMPLES);
}

/* --- Articles: Markdown with a little more. */

#define IMG(address, alt) "<img src=\"" address "\" alt=\"" alt "\" loading=\"lazy\">"

static void an_article_shows_its_own_pictures_and_links_to_others(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"![The till](/file/article/12/till%20two.png)",
		"<p>" IMG("/file/article/12/till%20two.png", "The till") "</p>"},
	    {"a ![](/file/article/1/x.png) b", "<p>a " IMG("/file/article/1/x.png", "") " b</p>"},
	    {"[![x](/file/article/1/x.png)](/file/article/1/x.png)",
		"<p><a href=\"/file/article/1/x.png\">" IMG(
		    "/file/article/1/x.png", "x") "</a></p>"},
	    {"- ![\"><b>](/file/article/1/x.png)",
		"<ul><li>" IMG("/file/article/1/x.png", "&#34;&gt;&lt;b&gt;") "</li></ul>"},
	    {"see [that](/kb/12-two-people) and [this](/kb/H1010)",
		"<p>see <a href=\"/kb/12-two-people\">that</a> and <a "
		"href=\"/kb/H1010\">this</a></p>"},
	    {"[out](https://e.org)", "<p><a href=\"https://e.org\"" REL ">out</a></p>"},
	    {"# One\n## Two\n### Three\n#### Four",
		"<h2>One</h2><h2>Two</h2><h3>Three</h3><h4>Four</h4>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_ARTICLE, EXAMPLES);
	assert_string_equal(
	    plain(MARKUP_ARTICLE, "a ![The till](/file/article/1/x.png) b"), "a The till b");
}

/* Addresses that are nearly of this site become what they are in any other text: no picture. */
static void no_other_address_becomes_a_picture(void **state)
{
	static const char *const ADDRESSES[] = {"http://evil.example/x.png", "//evil.example/x.png",
	    "/file/12/x.png", "/file/article/12", "/file/article/12/", "/file/article//x.png",
	    "/file/article/x/y.png", "/file/article/12/../../logout", "/file/article/12/..",
	    "/file/article/12/%2e%2e", "/file/article/12/%2E%2e%2Flogout", "/file/article/12/a%2fb",
	    "/file/article/12/a%5cb", "/file/article/12/a/b.png", "/file/article/12/x.png?a=b",
	    "/file/article/12/x.png#a", "/file/article/12/%00", "/file/article/12/a%0ab",
	    "/file/article/12/a%zz", "/file/article/12/a%", "/file/article/-1/x.png",
	    "/file/article/12345678901234567890/x.png", "file/article/12/x.png", "/logout",
	    "\\\\evil.example/x.png", "/\\evil.example/x", "javascript:alert(1)",
	    "data:image/png;base64,AAAA", " /file/article/12/x.png?"};

	(void)state;
	for (size_t i = 0; i < sizeof ADDRESSES / sizeof ADDRESSES[0]; i++) {
		const char *html =
		    render(MARKUP_ARTICLE, arena_format(arena, "![alt](<%s>)", ADDRESSES[i]));

		if (strstr(html, "<img"))
			fail_msg("%s: %s", ADDRESSES[i], html);
	}
}

static void no_other_address_of_this_site_becomes_a_link(void **state)
{
	static const char *const ADDRESSES[] = {"/logout", "/kb", "/kb/", "/kb/search?q=x",
	    "/kb/a/b", "/kb/../logout", "/kb/..", "/kb/1%2f2", "//kb/1", "/kb/1?x", "/kb/1#x",
	    "/admin", "/desk/t/H1", "/file/1/x.png", "kb/1", "?q=1", "#a"};

	(void)state;
	for (size_t i = 0; i < sizeof ADDRESSES / sizeof ADDRESSES[0]; i++) {
		const char *html =
		    render(MARKUP_ARTICLE, arena_format(arena, "[text](<%s>)", ADDRESSES[i]));

		if (strstr(html, "href"))
			fail_msg("%s: %s", ADDRESSES[i], html);
	}
}

static void only_articles_show_pictures(void **state)
{
	static const char HTML[] = "<img src='/file/article/1/x.png' alt='x'><h2>y</h2>"
				   "<a href='/kb/1'>z</a>";

	(void)state;
	assert_null(strstr(render(MARKUP_MARKDOWN, "![x](/file/article/1/x.png)"), "<img"));
	assert_string_equal(render(MARKUP_HTML, HTML), "<p>x</p><h3>y</h3><p>z</p>");
	assert_null(strstr(render(MARKUP_ARTICLE, HTML), "<img"));
}

/* --- HTML. */

static void html_keeps_what_carries_meaning(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"<p class=x style='color:red' onclick=y>a <strong>b</strong> <em>c</em></p>",
		"<p>a <strong>b</strong> <em>c</em></p>"},
	    {"<h1>one</h1><h2>two</h2><h5>three</h5>", "<h3>one</h3><h3>two</h3><h5>three</h5>"},
	    {"<ol start=5><li>a<li>b</ol>", "<ol start=\"5\"><li>a</li><li>b</li></ol>"},
	    {"<dl><dt>t<dd>d</dl>", "<dl><dt>t</dt><dd>d</dd></dl>"},
	    {"<table border=1><caption>c</caption><tr><th colspan=2 "
	     "rowspan=x>a<tr><td>b<td></table>",
		"<table><caption>c</caption><tr><th "
		"colspan=\"2\">a</th></tr><tr><td>b</td><td></td></"
		"tr></table>"},
	    {"<pre>\n  a\n    b</pre>", "<pre>  a\n    b</pre>"},
	    {"x<sub>1</sub><sup>2</sup> <del>a</del><ins>b</ins> <kbd>k</kbd>",
		"<p>x<sub>1</sub><sup>2</sup> <s>a</s><u>b</u> <code>k</code></p>"},
	    {"a<hr>b", "<p>a</p><hr><p>b</p>"},
	    {"<span><font color=red>a</font><unknown>b</unknown></span>", "<p>ab</p>"},
	    {"<a href=' https://e.org/?a=1&amp;b=\"2 '>x</a>",
		"<p><a href=\"https://e.org/?a=1&amp;b=&#34;2\"" REL ">x</a></p>"},
	    {"caf\xc3\xa9 &eacute; &#233; &nbsp;&lt;b&gt;",
		"<p>caf\xc3\xa9 \xc3\xa9 \xc3\xa9 \xc2\xa0&lt;b&gt;</p>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_HTML, EXAMPLES);
}

static void mail_clients_layout_becomes_lines_and_paragraphs(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"<div>a</div><div>b<br></div><div><br></div><div>c</div>", "<p>a<br>b</p><p>c</p>"},
	    {"a<br>b<br><br><br>c<br>", "<p>a<br>b</p><p>c</p>"},
	    {"<html><head><title>t</title><style>p{}</style></head><body>\n <p> a\n b "
	     "</p>\n</body></html>",
		"<p>a b</p>"},
	    {"<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"},
	    {"<ul><li><p>a</p><p>b</p></li><li>c<br><br>d</li></ul>",
		"<ul><li><p>a</p><p>b</p></li><li>c<br><br>d</li></ul>"},
	    {"<table>a<tr>b<td>c</table>d",
		"<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table><p>d</p>"},
	    {"<td>a</td><td>b</td>", "<p>a<br>b</p>"},
	    {"<b>a<div>b</div></b>c", "<p><b>a<br>b</b><br>c</p>"},
	    {"<b></b><p></p><a href=http://x.org></a>a", "<p>a</p>"},
	    {"htt<span>ps://e.or</span>g",
		"<p><a href=\"https://e.org\"" REL ">https://e.org</a></p>"},
	};

	(void)state;
	ASSERT_EXAMPLES(render, MARKUP_HTML, EXAMPLES);
}

static void what_runs_or_loads_is_gone(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"<script>alert(1)</script><style>x</style>a<iframe src=x>b</iframe><object>c</object>",
		"<p>a</p>"},
	    {"<svg><a href=http://x><text>b</text></a></svg><math>c</math>a", "<p>a</p>"},
	    {"<form action=x><input "
	     "value=v><textarea>t</textarea><select><option>o</select>a</form>",
		"<p>a</p>"},
	    {"<img src=http://t.org/pixel.gif><img src=cid:1 alt='a picture'>", "<p>a picture</p>"},
	    {"<img src=https://i.org/p.png alt=p onerror=alert(1)>",
		"<p><a href=\"https://i.org/p.png\"" REL ">p</a></p>"},
	    {"<a href='javascript:alert(1)'>a</a>", "<p>a</p>"},
	    {"<a href=' java\tscript\n:alert(1)'>a</a>", "<p>a</p>"},
	    {"<a href='&#106;avascript&colon;alert(1)'>a</a>", "<p>a</p>"},
	    {"<a href='data:text/html,x'>a</a><a href='vbscript:x'>b</a><a href='//e.org'>c</a>",
		"<p>abc</p>"},
	    {"<a href='http:e.org'>a</a><a href='https:\\\\e.org'>b</a><a href='mailto:'>c</a>",
		"<p>abc</p>"},
	    {"<a href='\x01http://e.org/\x7f\n'>a</a>", "<p>a</p>"},
	    {"<a href='ht\ntps://e.org/a b'>a</a>",
		"<p><a href=\"https://e.org/ab\"" REL ">a</a></p>"},
	    {"<base href=http://evil/><meta http-equiv=refresh content=0><link rel=stylesheet "
	     "href=x>a",
		"<p>a</p>"},
	    {"<!-- a --><?php b ?><![CDATA[c]]><!DOCTYPE d>e", "<p>e</p>"},
	    {"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", ""},
	    {"<p id=x name=y data-z=1 xmlns:a=b><a name=top id=q>a</a></p>", "<p>a</p>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof EXAMPLES[0]; i++) {
		const char *html = render(MARKUP_HTML, EXAMPLES[i].body);

		/* Where a parser may see it otherwise, being safe is enough. */
		if (!strstr(EXAMPLES[i].body, "CDATA") && !strstr(EXAMPLES[i].body, "noscript") &&
		    !strstr(EXAMPLES[i].body, "\x01"))
			assert_string_equal(html, EXAMPLES[i].expected);
	}
}

/* --- As plain text. */

static void html_reads_well_as_text(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"", ""},
	    {"<h1>T</h1><p>a <b>b</b> &amp; <a href=http://x.org>c</a><br>d</p>",
		"T\n\na b & c\nd"},
	    {"<ul><li>a<li>b<ol start=1><li>c<li>d</ol></ul>e", "- a\n- b\n\n1. c\n2. d\n\ne"},
	    {"<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a | b\nc | d"},
	    {"<pre>  x\n   y</pre>z", "  x\n   y\n\nz"},
	    {"a<script>b</script><img alt=pic>", "apic"},
	};

	(void)state;
	ASSERT_EXAMPLES(plain, MARKUP_HTML, EXAMPLES);
	assert_string_equal(plain(MARKUP_MARKDOWN, "# T\n\n* *a*\n* b\n\n<b>x</b> [l](http://x)"),
	    "T\n\n- a\n- b\n\nx l");
	assert_string_equal(
	    plain(MARKUP_TEXT, "a\r\nb\n\n\n\nc  d <x@y.zz>\n"), "a\nb\n\nc  d <x@y.zz>");
}

/* --- Limits. */

static char *repeated(const char *head, const char *piece, size_t times, const char *tail)
{
	size_t length = strlen(piece), at = strlen(head);
	char *text = arena_alloc(arena, at + length * times + strlen(tail) + 1);

	assert_non_null(text);
	memcpy(text, head, at);
	for (size_t i = 0; i < times; i++, at += length)
		memcpy(text + at, piece, length);
	memcpy(text + at, tail, strlen(tail) + 1);
	return text;
}

/* A second is a hundred times what each of these takes, and a thousandth of what they would take in
 * quadratic time. Under valgrind no clock is looked at. */
static void hostile_repetition_takes_linear_time(void **state)
{
	static const struct {
		enum markup_format format;
		const char *head, *piece, *tail;
	} BOMBS[] = {
	    {MARKUP_HTML, "", "<div>", "x"},
	    {MARKUP_HTML, "", "<b>", "x"},
	    {MARKUP_HTML, "", "<x></y>", "x"},
	    {MARKUP_HTML, "", "<table><tr><td>", "x"},
	    {MARKUP_HTML, "", "<ul><li>", "x"},
	    {MARKUP_HTML, "", "<svg><x>", "x"},
	    {MARKUP_HTML, "", "<", "x"},
	    {MARKUP_HTML, "", "<a href=\"", "x"},
	    {MARKUP_HTML, "", "<a/x=", "x"},
	    {MARKUP_HTML, "", "<!--", "x"},
	    {MARKUP_HTML, "", "<script></script", "x"},
	    {MARKUP_HTML, "<a href=\"http://e.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">", "<p>x",
		""},
	    {MARKUP_TEXT, "", "http://", ""},
	    {MARKUP_TEXT, "", "a@b.cc ", ""},
	    {MARKUP_TEXT, "http://", "]", ""},
	    {MARKUP_MARKDOWN, "", "*a ", ""},
	    {MARKUP_MARKDOWN, "", "[a](<b", ""},
	    {MARKUP_MARKDOWN, "", "> ", "a"},
	};
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < sizeof BOMBS / sizeof BOMBS[0]; i++) {
		const char *body = repeated(
		    BOMBS[i].head, BOMBS[i].piece, 200000 / strlen(BOMBS[i].piece), BOMBS[i].tail);
		size_t length = strlen(body);

		assert_true(strlen(render(BOMBS[i].format, body)) <= 16 * length + 4096);
		assert_true(strlen(plain(BOMBS[i].format, body)) <= 16 * length + 4096);
		arena_reset(arena);
	}
	if (!getenv("LD_PRELOAD"))
		assert_true((clock() - start) / CLOCKS_PER_SEC < 18);
}

static void a_tag_of_many_attributes_takes_linear_time(void **state)
{
	size_t room = 1600000, at = 3;
	char *body = arena_alloc(arena, room);
	clock_t start = clock();

	(void)state;
	assert_non_null(body);
	memcpy(body, "<p ", 4);
	for (int i = 0; i < 100000; i++)
		at += (size_t)snprintf(body + at, room - at, "a%d=1 ", i);
	memcpy(body + at, ">x", 3);
	assert_non_null(strstr(render(MARKUP_HTML, body), "x</p>"));
	if (!getenv("LD_PRELOAD"))
		assert_true((clock() - start) / CLOCKS_PER_SEC < 3);
}

static void deep_nesting_is_flattened_and_nothing_lost(void **state)
{
	const char *html;

	(void)state;
	html = render(MARKUP_HTML, repeated("", "<blockquote>", 1000, "<p>deep</p>"));
	assert_non_null(strstr(html, "<p>deep</p>"));
	html = render(MARKUP_HTML, repeated("", "<div>", 5000, "<b>deep</b> <script>no</script>"));
	assert_string_equal(html, "<p><b>deep</b></p>");
	html = render(MARKUP_HTML, repeated("", "<table><tr><td>", 150, "deep"));
	assert_non_null(strstr(html, "deep"));
}

static void an_input_beyond_the_limit_is_cut(void **state)
{
	size_t length = MARKUP_MOST + 10;
	char *body = arena_alloc(arena, length);
	const char *html;

	(void)state;
	assert_non_null(body);
	memset(body, 'a', length);
	/* Not within a character. */
	memcpy(body + MARKUP_MOST - 1, "\xc3\xa9", 2);
	assert_int_equal(markup_render(arena, MARKUP_TEXT, body, length, &html), OK);
	assert_int_equal(strlen(html), MARKUP_MOST - 1 + strlen("<p></p>"));
	assert_null(safe_html_fault(html));
}

static void nothing_and_no_memory_are_told_apart(void **state)
{
	struct arena *small = arena_new(100);
	const char *html;

	(void)state;
	assert_int_equal(markup_render(arena, MARKUP_HTML, NULL, 0, &html), OK);
	assert_string_equal(html, "");
	assert_int_equal(markup_render(arena, MARKUP_HTML, "a\0b", 3, &html), OK);
	assert_string_equal(html, "<p>a\xef\xbf\xbd"
				  "b</p>");
	assert_int_equal(
	    markup_render(small, MARKUP_TEXT, repeated("", "a", 1000, ""), 1000, &html),
	    ERR_MEMORY);
	arena_free(small);
}

static int empty(void **state)
{
	(void)state;
	arena_reset(arena);
	return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, empty)
	const struct CMUnitTest tests[] = {
	    TEST(text_becomes_paragraphs_and_lines),
	    TEST(addresses_in_text_become_links),
	    TEST(markdown_is_rendered_and_its_html_left_out),
	    TEST(an_article_shows_its_own_pictures_and_links_to_others),
	    TEST(no_other_address_becomes_a_picture),
	    TEST(no_other_address_of_this_site_becomes_a_link),
	    TEST(only_articles_show_pictures),
	    TEST(html_keeps_what_carries_meaning),
	    TEST(mail_clients_layout_becomes_lines_and_paragraphs),
	    TEST(what_runs_or_loads_is_gone),
	    TEST(html_reads_well_as_text),
	    TEST(hostile_repetition_takes_linear_time),
	    TEST(a_tag_of_many_attributes_takes_linear_time),
	    TEST(deep_nesting_is_flattened_and_nothing_lost),
	    TEST(an_input_beyond_the_limit_is_cut),
	    TEST(nothing_and_no_memory_are_told_apart),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
