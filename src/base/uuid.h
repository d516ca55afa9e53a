/* SPDX-License-Identifier: Apache-2.0 */
/* UUID version 7 (RFC 9562): time-ordered, the rest random. Idempotency keys and visit numbers. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdint.h>

enum { UUID_TEXT = 37 };

/** Writes 36 characters and a NUL. unix_ms: now; random: 10 fresh random bytes. */
void uuid_v7(int64_t unix_ms, const uint8_t random[10], char ret_text[UUID_TEXT]);

#endif
