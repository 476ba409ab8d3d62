/*
 * element.h: the HTML elements that lib/xml knows, and what becomes of each.
 */
#ifndef DOCKET_XML_ELEMENT_H
#define DOCKET_XML_ELEMENT_H

enum element {
	ELEMENT_NONE, /* not written; as an input, any unknown one */
	ELEMENT_P,
	ELEMENT_H2,
	ELEMENT_H3,
	ELEMENT_H4,
	ELEMENT_H5,
	ELEMENT_H6,
	ELEMENT_PRE,
	ELEMENT_BLOCKQUOTE,
	ELEMENT_UL,
	ELEMENT_OL,
	ELEMENT_LI,
	ELEMENT_DL,
	ELEMENT_DT,
	ELEMENT_DD,
	ELEMENT_TABLE,
	ELEMENT_CAPTION,
	ELEMENT_THEAD,
	ELEMENT_TBODY,
	ELEMENT_TFOOT,
	ELEMENT_TR,
	ELEMENT_TH,
	ELEMENT_TD,
	ELEMENT_B,
	ELEMENT_STRONG,
	ELEMENT_I,
	ELEMENT_EM,
	ELEMENT_U,
	ELEMENT_S,
	ELEMENT_SUB,
	ELEMENT_SUP,
	ELEMENT_CODE,
	ELEMENT_A,
};

/* What to do with an element of the input. */
enum treatment {
	UNWRAP,	 /* only its content is kept */
	DROP,	 /* goes with its content */
	LINES,	 /* its content stands on lines of its own: div */
	BLOCK,	 /* written as the block named beside it */
	INLINE,	 /* written as the inline element named beside it */
	BREAK,	 /* br */
	RULE,	 /* hr */
	PICTURE, /* img */
};

struct meaning {
	enum treatment treatment;
	enum element element;
};

/* `name` in lower case, as libxml2 gives it. */
struct meaning element_meaning(const char *name);

/* A heading of an article, "h1" to "h6", whose page has one above it: h2 and below; the meaning as
 * it is for any other element. */
struct meaning element_in_article(const char *name, struct meaning meaning);

/* As it is written; "" for ELEMENT_NONE. */
const char *element_name(enum element element);

#endif
