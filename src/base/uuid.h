/* SPDX-License-Identifier: Apache-2.0 */
/* UUID version 7 (RFC 9562): time-ordered, the rest random. Idempotency keys and visit numbers. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/status.h"

#include <stdint.h>

enum { UUID_TEXT = 37, UUID_BYTES = 16 };

/** Writes 36 characters and a NUL. unix_ms: now; random: 10 fresh random bytes. */
void uuid_v7(int64_t unix_ms, const uint8_t random[10], char ret_text[UUID_TEXT]);

/** The 16 bytes behind the text (any version, lower or upper case), or ST_INVALID. */
enum status uuid_bytes(const char *text, uint8_t ret_bytes[UUID_BYTES]);
/** And back, in lower case. */
void uuid_text(const uint8_t bytes[UUID_BYTES], char ret_text[UUID_TEXT]);

#endif
