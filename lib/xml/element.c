#include "xml/element.h"

#include <stdlib.h>
#include <string.h>

struct row {
	const char *name;
	struct meaning meaning;
};

/* Sorted by name. */
static const struct row ROWS[] = {
    {"a", {INLINE, ELEMENT_A}},
    {"address", {LINES, ELEMENT_NONE}},
    {"applet", {DROP, ELEMENT_NONE}},
    {"article", {LINES, ELEMENT_NONE}},
    {"aside", {LINES, ELEMENT_NONE}},
    {"audio", {DROP, ELEMENT_NONE}},
    {"b", {INLINE, ELEMENT_B}},
    {"blockquote", {BLOCK, ELEMENT_BLOCKQUOTE}},
    {"br", {BREAK, ELEMENT_NONE}},
    {"canvas", {DROP, ELEMENT_NONE}},
    {"caption", {BLOCK, ELEMENT_CAPTION}},
    {"center", {LINES, ELEMENT_NONE}},
    {"cite", {INLINE, ELEMENT_EM}},
    {"code", {INLINE, ELEMENT_CODE}},
    {"datalist", {DROP, ELEMENT_NONE}},
    {"dd", {BLOCK, ELEMENT_DD}},
    {"del", {INLINE, ELEMENT_S}},
    {"details", {LINES, ELEMENT_NONE}},
    {"dfn", {INLINE, ELEMENT_EM}},
    {"dir", {BLOCK, ELEMENT_UL}},
    {"div", {LINES, ELEMENT_NONE}},
    {"dl", {BLOCK, ELEMENT_DL}},
    {"dt", {BLOCK, ELEMENT_DT}},
    {"em", {INLINE, ELEMENT_EM}},
    {"fieldset", {LINES, ELEMENT_NONE}},
    {"figcaption", {LINES, ELEMENT_NONE}},
    {"figure", {LINES, ELEMENT_NONE}},
    {"footer", {LINES, ELEMENT_NONE}},
    {"form", {LINES, ELEMENT_NONE}},
    {"frameset", {DROP, ELEMENT_NONE}},
    {"h1", {BLOCK, ELEMENT_H3}},
    {"h2", {BLOCK, ELEMENT_H3}},
    {"h3", {BLOCK, ELEMENT_H3}},
    {"h4", {BLOCK, ELEMENT_H4}},
    {"h5", {BLOCK, ELEMENT_H5}},
    {"h6", {BLOCK, ELEMENT_H6}},
    {"head", {DROP, ELEMENT_NONE}},
    {"header", {LINES, ELEMENT_NONE}},
    {"hr", {RULE, ELEMENT_NONE}},
    {"i", {INLINE, ELEMENT_I}},
    {"iframe", {DROP, ELEMENT_NONE}},
    {"image", {PICTURE, ELEMENT_NONE}},
    {"img", {PICTURE, ELEMENT_NONE}},
    {"ins", {INLINE, ELEMENT_U}},
    {"kbd", {INLINE, ELEMENT_CODE}},
    {"legend", {LINES, ELEMENT_NONE}},
    {"li", {BLOCK, ELEMENT_LI}},
    {"main", {LINES, ELEMENT_NONE}},
    {"map", {DROP, ELEMENT_NONE}},
    {"math", {DROP, ELEMENT_NONE}},
    {"menu", {BLOCK, ELEMENT_UL}},
    {"nav", {LINES, ELEMENT_NONE}},
    {"noembed", {DROP, ELEMENT_NONE}},
    {"noframes", {DROP, ELEMENT_NONE}},
    {"noscript", {DROP, ELEMENT_NONE}},
    {"object", {DROP, ELEMENT_NONE}},
    {"ol", {BLOCK, ELEMENT_OL}},
    {"p", {BLOCK, ELEMENT_P}},
    {"pre", {BLOCK, ELEMENT_PRE}},
    {"s", {INLINE, ELEMENT_S}},
    {"samp", {INLINE, ELEMENT_CODE}},
    {"script", {DROP, ELEMENT_NONE}},
    {"section", {LINES, ELEMENT_NONE}},
    {"select", {DROP, ELEMENT_NONE}},
    {"strike", {INLINE, ELEMENT_S}},
    {"strong", {INLINE, ELEMENT_STRONG}},
    {"style", {DROP, ELEMENT_NONE}},
    {"sub", {INLINE, ELEMENT_SUB}},
    {"summary", {LINES, ELEMENT_NONE}},
    {"sup", {INLINE, ELEMENT_SUP}},
    {"svg", {DROP, ELEMENT_NONE}},
    {"table", {BLOCK, ELEMENT_TABLE}},
    {"tbody", {BLOCK, ELEMENT_TBODY}},
    {"td", {BLOCK, ELEMENT_TD}},
    {"template", {DROP, ELEMENT_NONE}},
    {"textarea", {DROP, ELEMENT_NONE}},
    {"tfoot", {BLOCK, ELEMENT_TFOOT}},
    {"th", {BLOCK, ELEMENT_TH}},
    {"thead", {BLOCK, ELEMENT_THEAD}},
    {"title", {DROP, ELEMENT_NONE}},
    {"tr", {BLOCK, ELEMENT_TR}},
    {"tt", {INLINE, ELEMENT_CODE}},
    {"u", {INLINE, ELEMENT_U}},
    {"ul", {BLOCK, ELEMENT_UL}},
    {"video", {DROP, ELEMENT_NONE}},
};

static int compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct row *)row)->name);
}

struct meaning element_meaning(const char *name)
{
	const struct row *row =
	    bsearch(name, ROWS, sizeof ROWS / sizeof ROWS[0], sizeof ROWS[0], compare);

	return row ? row->meaning : (struct meaning){UNWRAP, ELEMENT_NONE};
}

struct meaning element_in_article(const char *name, struct meaning meaning)
{
	if (meaning.element == ELEMENT_H3 && (!strcmp(name, "h1") || !strcmp(name, "h2")))
		meaning.element = ELEMENT_H2;
	return meaning;
}

const char *element_name(enum element element)
{
	static const char *const NAMES[] = {
	    [ELEMENT_NONE] = "",
	    [ELEMENT_P] = "p",
	    [ELEMENT_H2] = "h2",
	    [ELEMENT_H3] = "h3",
	    [ELEMENT_H4] = "h4",
	    [ELEMENT_H5] = "h5",
	    [ELEMENT_H6] = "h6",
	    [ELEMENT_PRE] = "pre",
	    [ELEMENT_BLOCKQUOTE] = "blockquote",
	    [ELEMENT_UL] = "ul",
	    [ELEMENT_OL] = "ol",
	    [ELEMENT_LI] = "li",
	    [ELEMENT_DL] = "dl",
	    [ELEMENT_DT] = "dt",
	    [ELEMENT_DD] = "dd",
	    [ELEMENT_TABLE] = "table",
	    [ELEMENT_CAPTION] = "caption",
	    [ELEMENT_THEAD] = "thead",
	    [ELEMENT_TBODY] = "tbody",
	    [ELEMENT_TFOOT] = "tfoot",
	    [ELEMENT_TR] = "tr",
	    [ELEMENT_TH] = "th",
	    [ELEMENT_TD] = "td",
	    [ELEMENT_B] = "b",
	    [ELEMENT_STRONG] = "strong",
	    [ELEMENT_I] = "i",
	    [ELEMENT_EM] = "em",
	    [ELEMENT_U] = "u",
	    [ELEMENT_S] = "s",
	    [ELEMENT_SUB] = "sub",
	    [ELEMENT_SUP] = "sup",
	    [ELEMENT_CODE] = "code",
	    [ELEMENT_A] = "a",
	};

	return NAMES[element];
}
