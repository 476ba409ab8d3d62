/*
 * address.h: which network addresses our calls to other systems may reach.
 *
 * Public ones, and those that an administrator lists. Everything that the registries of special
 * addresses (RFC 6890) keep for one machine, one network or no use at all is not public: loopback,
 * link-local, private, shared, documentation, multicast; in IPv6 also all that hides an IPv4
 * address (mapped, 6to4, Teredo, translated).
 */
#ifndef DOCKET_NET_ADDRESS_H
#define DOCKET_NET_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* False for families other than IPv4 and IPv6. */
bool address_is_public(const struct sockaddr *address);

/* Is the host's name, or the address, in the list? "hooks.example, 10.1.0.0/16 ::1": names,
 * addresses and networks with commas or blanks between. A mapped IPv4 address counts as that. */
bool address_is_listed(const char *list, const char *host, const struct sockaddr *address);

#endif
