/*
 * page.h: the frame around every page, and pages that more than one program shows.
 *
 * page_send renders a template into the response with the frame's data:
 *   Site.Name, Site.Home            the firm's portal
 *   Page.Title (set by the handler), Page.Program, Page.Path, Page.Language
 *   Page.Section                    which entry of the navigation is the present one:
 *                                   home, tickets, kb, desk, articles, admin, account (set by the
 *                                   handler)
 *   Viewer.Name, .Email, .Organisation, .Known, .Staff, .Admin
 *   Banner.*                        what is wrong now with the service: see web/incidents.h
 *   Csrf                            the token for <input type="hidden" name="csrf">
 *   Languages.N.Code, .Name, .Current
 *   Flash.Text, Flash.Kind          what the request before this one has to say ("done", "problem")
 */
#ifndef DOCKET_WEB_PAGE_H
#define DOCKET_WEB_PAGE_H

#include <stdint.h>

#include "web/context.h"

/* The page's data set, made at its first use. */
struct data *page_data(struct context *context);

/* Renders TEMPLATE ("portal/ticket.cs") with `status` and the title, already translated. */
enum err page_send(struct context *context, const char *template, int status, const char *title);

/* Translated text, and text with %1, %2 (web's short hand for view/language.h). */
const char *page_text(const struct context *context, const char *message);

/* Redirects (303) to a path of this site; `done` (English, marked with TR, may be NULL) is shown on
 * the next page. */
enum err page_redirect(struct context *context, const char *path, const char *done);

/* The error page for that status. `say` (translated, may be NULL) replaces the usual sentence. */
enum err page_error(struct context *context, int status, const char *say);

/* Asks to sign in, then comes back to this request's address. */
enum err page_sign_in(struct context *context);

/* An authorised one-time key for a form: <input type="hidden" name="once">. */
const char *page_once(struct context *context);

#endif
