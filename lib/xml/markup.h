/*
 * markup.h: turns what people write (plain text, Markdown, HTML mail) into HTML that is safe to
 * show.
 *
 * The result is written anew from an allow-list, whatever the input was: well nested, escaped,
 * UTF-8, and of these elements only:
 *
 *     p br blockquote pre code ul ol li dl dt dd h3 h4 h5 h6 hr
 *     b strong i em u s sub sup a
 *     table caption thead tbody tfoot tr th td
 *
 * with no attribute but href and rel on a, colspan and rowspan on th and td, start on ol. A link is
 * http, https or mailto, absolute, and carries rel="nofollow noopener noreferrer"; addresses in the
 * text become links. Headings begin at h3, below those of the page. A picture becomes a link with
 * its alternative text where it has one, else nothing: no page of ours fetches what a mail names.
 * Scripts, styles, forms' values, frames, objects, SVG and MathML vanish with their content, other
 * elements leave their content behind; <div> and its like become line breaks.
 *
 * Plain text keeps its runs of blanks: show it (and all markup) with `white-space: pre-wrap`.
 * Markdown is CommonMark whose raw HTML is left out. HTML is read by libxml2's parser, which
 * fetches nothing and knows no entities but HTML's. Cleaning its own result changes nothing.
 *
 * Limits: blocks nest 100 deep, what lies deeper is flattened; an input beyond MARKUP_MOST bytes is
 * cut there; the result has at most 16 bytes for each of the input's and 4 KiB. Broken UTF-8 and
 * control characters become U+FFFD. The time is linear in the input.
 */
#ifndef DOCKET_XML_MARKUP_H
#define DOCKET_XML_MARKUP_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { MARKUP_MOST = 4 * 1024 * 1024 };

/* An article is Markdown whose headings begin at h2, and which may show its own pictures and link
 * to the knowledge base: <img src alt loading> and <a href> (without rel) with an address of this
 * site in one of the forms of link_local, letter by letter, and no other. */
enum markup_format { MARKUP_TEXT, MARKUP_MARKDOWN, MARKUP_HTML, MARKUP_ARTICLE, MARKUP_MAIL };

/* MARKUP_MAIL is HTML in whose result the place of a picture that the mail itself brings ("cid:…",
 * RFC 2392) is kept: its Content-ID in hexadecimal between these two private use characters, as
 * text. Whoever shows the result has to put something in their place. */
#define MARKUP_PICTURE_BEGIN "\xee\x83\xb3" /* U+E0F3 */
#define MARKUP_PICTURE_END   "\xee\x83\xb4" /* U+E0F4 */
enum { MARKUP_PICTURE_MOST = 250 };	    /* bytes of a Content-ID */

/* *html: safe HTML in the arena, "" for nothing. ERR_MEMORY. */
enum err markup_render(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **html);

/* *text: the same as readable plain text, for excerpts and for searching: paragraphs apart by an
 * empty line, lists with their marks, cells with " | " between them; without the addresses of
 * links. In the arena. ERR_MEMORY. */
enum err markup_plain(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **text);

#endif
