/*
 * render.h: the texts of a letter from its templates, in the recipient's language.
 *
 * templates/mail/NAME.html.cs gives the HTML part; all values are escaped there as on any page.
 * templates/mail/NAME.text.cs gives the plain text; there nothing is escaped. Beside what the kind
 * fills in, both read:
 *
 *     Site.Name           "Aquaria Support"
 *     Site.Url            "https://support.example.com", without a slash at its end
 *     Page.Language       "nb"
 *     Mail.Name           "Kari Holm", or ""
 *     Mail.Subject        the letter's subject
 *     Mail.Unsubscribe    where to switch such mail off, or nothing
 */
#ifndef DOCKET_LETTER_RENDER_H
#define DOCKET_LETTER_RENDER_H

#include "letter/letter.h"
#include "view/data.h"

/* The data set of a letter, to be filled by its kind. NULL: no memory. */
struct data *letter_data(const struct letter_context *context, const struct mail_out *mail);

/* Renders both templates into letter->html and letter->text; the subject (and unsubscribe) are
 * set already. */
enum err letter_render(const struct letter_context *context, struct data *data, const char *name,
    struct letter *letter);

#endif
