/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC-SHA256 signatures of requests. */
#include "base/sign.h"
#include "base/str.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static void
add_line(crypto_auth_hmacsha256_state *hmac, const char *text)
{
	crypto_auth_hmacsha256_update(hmac, (const unsigned char *)text, strlen(text));
	crypto_auth_hmacsha256_update(hmac, (const unsigned char *)"\n", 1);
}

static void
add_body(crypto_auth_hmacsha256_state *hmac, const void *body, size_t n)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * crypto_hash_sha256_BYTES + 1];

	crypto_hash_sha256(hash, n > 0 ? body : (const unsigned char *)"", n);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	crypto_auth_hmacsha256_update(hmac, (const unsigned char *)hex, strlen(hex));
}

void
request_sign(const char *secret, const char *method, const char *target, int64_t timestamp,
	const char *nonce, const void *body, size_t n, char ret_base64[SIGNATURE_ROOM])
{
	crypto_auth_hmacsha256_state hmac;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	char seconds[24] = "";

	(void)snprintf(
		seconds, sizeof(seconds), "%" PRId64, timestamp); /* 20 characters at most */
	crypto_auth_hmacsha256_init(&hmac, (const unsigned char *)secret, strlen(secret));
	add_line(&hmac, method);
	add_line(&hmac, target);
	add_line(&hmac, seconds);
	add_line(&hmac, nonce);
	add_body(&hmac, body, n);
	crypto_auth_hmacsha256_final(&hmac, mac);
	sodium_bin2base64(
		ret_base64, SIGNATURE_ROOM, mac, sizeof(mac), sodium_base64_VARIANT_ORIGINAL);
	wipe(&hmac, sizeof(hmac));
}

bool
signature_equal(const char *a, const char *b)
{
	size_t n = strlen(a);

	return strlen(b) == n && sodium_memcmp(a, b, n) == 0;
}

void
nonce_make(const uint8_t random[16], char ret_nonce[NONCE_ROOM])
{
	sodium_bin2hex(ret_nonce, NONCE_ROOM, random, 16);
}
