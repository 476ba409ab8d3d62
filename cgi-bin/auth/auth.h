/*
 * auth.h: the handlers of the program "auth", and what they share.
 */
#ifndef DOCKET_AUTH_AUTH_H
#define DOCKET_AUTH_AUTH_H

#include "web/context.h"

enum err login_show(struct context *context);
enum err login_post(struct context *context);
enum err logout_show(struct context *context);
enum err logout_post(struct context *context);

enum err account_show(struct context *context);
enum err language_post(struct context *context);
enum err password_post(struct context *context);
enum err session_end_post(struct context *context);
enum err sessions_end_others_post(struct context *context);
enum err feed_make_post(struct context *context);
enum err feed_revoke_post(struct context *context);

enum err forgot_show(struct context *context);
enum err forgot_post(struct context *context);
enum err reset_show(struct context *context);
enum err reset_post(struct context *context);
enum err confirm_show(struct context *context);
enum err confirm_post(struct context *context);
enum err mail_post(struct context *context);
enum err email_post(struct context *context);
enum err stop_show(struct context *context);
enum err stop_post(struct context *context);

struct input_value;

/* Is the new password good enough, and typed twice alike? The sentences stand at the inputs. */
bool password_check_new(
    struct context *context, struct input_value *new_one, struct input_value *again);

/* *is_right tells; guessing here is slowed like guessing at sign-in. Else the sentence stands at
 * the input, and *status is the answer's. */
enum err password_check_present(
    struct context *context, struct input_value *present, bool *is_right, int *status);

/* The part of the account page on mail: Form.mail_consent, .mail_digest, DigestChoices, Consents.
 */
enum err mail_fill(struct context *context);

/* The whole account page, with what input_fill has put back of a form that was refused. */
enum err account_page(struct context *context, int status);

/* Lists the viewer's sessions below Sessions. */
enum err sessions_fill(struct context *context);

/* Lists the addresses of the viewer's feeds below Feeds, those that could be made below
 * FeedChoices. */
enum err feeds_fill(struct context *context);

/* Tells how long to wait, as a sentence and for programs (Retry-After, RFC 9110 section 10.2.3). */
const char *wait_sentence(struct context *context, int64_t seconds);

/* Browser and system in words ("Firefox", "Windows"), from a User-Agent header. Never NULL. */
struct browser_name {
	const char *browser, *system; /* "" where it can't be told */
};
struct browser_name browser_name(const char *user_agent);

#endif
