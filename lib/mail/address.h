/*
 * address.h: lists of mail addresses (RFC 5322, section 3.4) as they come, for lib/mail.
 */
#ifndef DOCKET_MAIL_ADDRESS_H
#define DOCKET_MAIL_ADDRESS_H

#include <stddef.h>

#include "base/err.h"
#include "mail/mail.h"

/* Adds what a field's value lists: "Name <a@b>", "a@b (Name)", groups, quoted and encoded names,
 * and whatever else stands there, up to MAIL_ADDRESSES_MOST. ERR_MEMORY. */
enum err address_list(
    struct arena *arena, const char *raw, size_t length, struct mail_addresses *list);

#endif
