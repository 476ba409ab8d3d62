#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* An address as its bytes: 4 of IPv4, 16 of IPv6. */
struct bytes {
	unsigned char at[16];
	unsigned length;
};

struct network {
	struct bytes address;
	unsigned bits;
};

static const struct {
	unsigned char at[4];
	unsigned bits;
} NOT_PUBLIC[] = {{{0}, 8}, {{10}, 8}, {{100, 64}, 10}, {{127}, 8}, {{169, 254}, 16},
    {{172, 16}, 12}, {{192, 0, 0}, 24}, {{192, 0, 2}, 24}, {{192, 88, 99}, 24}, {{192, 168}, 16},
    {{198, 18}, 15}, {{198, 51, 100}, 24}, {{203, 0, 113}, 24}, {{224}, 4}, {{240}, 4}};

/* Within 2000::/3, where all public ones are. */
static const struct {
	unsigned char at[4];
	unsigned bits;
} NOT_PUBLIC_6[] = {{{0x20, 0x01, 0x00, 0x00}, 23}, {{0x20, 0x01, 0x0d, 0xb8}, 32},
    {{0x20, 0x02}, 16}, {{0x3f, 0xff}, 20}};

static bool begins(const unsigned char *address, const unsigned char *network, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	if (memcmp(address, network, whole) != 0)
		return false;
	return !rest || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
}

static bool read_bytes(const struct sockaddr *address, struct bytes *bytes)
{
	static const unsigned char MAPPED[12] = {[10] = 0xff, [11] = 0xff};

	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, address, sizeof in);
		memcpy(bytes->at, &in.sin_addr, 4);
		bytes->length = 4;
		return true;
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in;

		memcpy(&in, address, sizeof in);
		memcpy(bytes->at, &in.sin6_addr, 16);
		bytes->length = 16;
		if (!memcmp(bytes->at, MAPPED, sizeof MAPPED)) {
			memmove(bytes->at, bytes->at + 12, 4);
			bytes->length = 4;
		}
		return true;
	}
	return false;
}

bool address_is_public(const struct sockaddr *address)
{
	static const unsigned char GLOBAL[1] = {0x20};
	struct bytes bytes;

	if (!read_bytes(address, &bytes))
		return false;
	if (bytes.length == 4) {
		for (size_t i = 0; i < sizeof NOT_PUBLIC / sizeof NOT_PUBLIC[0]; i++)
			if (begins(bytes.at, NOT_PUBLIC[i].at, NOT_PUBLIC[i].bits))
				return false;
		return true;
	}
	if (!begins(bytes.at, GLOBAL, 3))
		return false;
	for (size_t i = 0; i < sizeof NOT_PUBLIC_6 / sizeof NOT_PUBLIC_6[0]; i++)
		if (begins(bytes.at, NOT_PUBLIC_6[i].at, NOT_PUBLIC_6[i].bits))
			return false;
	return true;
}

/* "10.1.0.0/16", "::1". */
static bool read_network(const char *word, struct network *network)
{
	char text[64];
	size_t length = strcspn(word, "/");
	unsigned most;
	long bits;
	char *end;

	if (length >= sizeof text)
		return false;
	memcpy(text, word, length);
	text[length] = '\0';
	if (inet_pton(AF_INET, text, network->address.at) == 1)
		network->address.length = 4;
	else if (inet_pton(AF_INET6, text, network->address.at) == 1)
		network->address.length = 16;
	else
		return false;
	most = network->address.length * 8;
	network->bits = most;
	if (!word[length])
		return true;
	bits = strtol(word + length + 1, &end, 10);
	if (end == word + length + 1 || *end || bits < 0 || bits > (long)most)
		return false;
	network->bits = (unsigned)bits;
	return true;
}

bool address_is_listed(const char *list, const char *host, const struct sockaddr *address)
{
	struct bytes bytes = {.length = 0};
	bool has_address = address && read_bytes(address, &bytes);

	for (const char *at = list; *(at += strspn(at, ", \t"));) {
		size_t length = strcspn(at, ", \t");
		struct network network;
		char word[256];

		if (length < sizeof word) {
			memcpy(word, at, length);
			word[length] = '\0';
			if (host && !strcasecmp(word, host))
				return true;
			if (has_address && read_network(word, &network) &&
			    network.address.length == bytes.length &&
			    begins(bytes.at, network.address.at, network.bits))
				return true;
		}
		at += length;
	}
	return false;
}
