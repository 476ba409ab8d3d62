/*
 * feeds.h: what pages and the program "feed" say alike of feeds: addresses, names, where they are
 * offered.
 */
#ifndef DOCKET_WEB_FEEDS_H
#define DOCKET_WEB_FEEDS_H

#include "model/feed_address.h"
#include "model/ticket_list.h"
#include "web/context.h"

/* "https://support.example.com": the site's address as it is set, else as the request came by;
 * without a slash at its end. NULL: no memory. */
const char *site_address(const struct context *context);

/* Offers a public feed on the page that is being filled: below Page.Feeds, with its title and the
 * addresses "PATH.atom" and "PATH.rss", each with "?QUERY" where `query` is not "". The frame makes
 * links of them that feed readers find, and common/parts.cs (feed_links) links for people. */
void feed_offer(struct context *context, const char *title, const char *path, const char *query);

/* What a private feed is called: "My requests", "Requests of Bergen store", "Unassigned tickets".
 * ERR_NOT_FOUND: there is no such queue (any more). */
enum err feed_name(struct context *context, const struct viewer *viewer, enum feed_kind kind,
    const char *queue, const char **name);

/* The page that shows people the same: "/tickets?state=all&whose=own", "/desk/queue/mine". */
const char *feed_page_path(const struct context *context, enum feed_kind kind, const char *queue);

#endif
