/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signature of a request to the centre (assets/openapi.yaml, X-Signature): base64 of HMAC-
 * SHA256 with the kiosk's secret over METHOD \n path?query \n timestamp \n nonce \n hex
 * SHA-256 of the body. The kiosk makes it, the reference central checks it.
 */
#ifndef BASE_SIGN_H
#define BASE_SIGN_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NONCE_ROOM = 33,     /* 32 hex digits and a NUL */
	SIGNATURE_ROOM = 45, /* 44 base64 characters and a NUL */
};

/** Signs. secret: the kiosk's, as text, its bytes are the key; target: path with query as
 *  sent; timestamp: Unix seconds; body may be NULL when n is 0. */
void request_sign(const char *secret, const char *method, const char *target, int64_t timestamp,
	const char *nonce, const void *body, size_t n, char ret_base64[SIGNATURE_ROOM]);

/** Whether two signatures are the same, in a time that does not tell where they differ. */
bool signature_equal(const char *a, const char *b);

/** 32 hex digits of 16 fresh random bytes. */
void nonce_make(const uint8_t random[16], char ret_nonce[NONCE_ROOM]);

#endif
