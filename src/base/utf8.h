/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 from outside made harmless, and its width in terminal columns. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Decodes one character at s (NUL-terminated). Returns the bytes it takes, 1 with *ret_ch = U+FFFD for a broken
 *  byte, 0 at the end. Overlong forms, surrogates and values past U+10FFFF are broken. */
size_t utf8_next(const char *s, uint32_t *ret_ch);

/** Writes ch at dst (room for 5 bytes), NUL-terminated; returns its length. */
size_t utf8_put(char *dst, uint32_t ch);

bool utf8_is_valid(const char *s, size_t n);

/** Columns the text takes on a terminal; control characters count 0. */
int utf8_columns(const char *s);

/** Bytes of the longest whole-character prefix of s that takes at most `columns` columns. */
size_t utf8_prefix(const char *s, int columns);

/** Copies src so that no terminal or printer can be steered by it: C0, C1, DEL, bidirectional controls and broken
 *  bytes become '?', line breaks and tabs a space; cut with "…" where it is longer than the room. */
void utf8_harmless(char *dst, size_t room, const char *src);

#endif
