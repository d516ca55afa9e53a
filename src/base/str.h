/* SPDX-License-Identifier: Apache-2.0 */
/* Strings in fixed rooms: whole or not at all, never cut silently. All text is UTF-8. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** Marks a text for translation where it stands in a table; TR looks it up. Source texts are Indonesian. */
#define N_(text) (text)

/** The text in the language of the moment; the argument itself where there is no catalogue. */
__attribute__((format_arg(1))) const char *TR(const char *text);

/** Copies src with its NUL into dst. ST_TOO_LONG leaves dst as the empty string. */
enum status str_copy(char *dst, size_t room, const char *src);

/** As snprintf, but what does not fit is ST_TOO_LONG and dst the empty string. */
__attribute__((format(printf, 3, 4))) enum status
str_format(char *dst, size_t room, const char *format, ...);
__attribute__((format(printf, 3, 0))) enum status
str_vformat(char *dst, size_t room, const char *format, va_list args);

/** Copies as much of src as fits, cut at a whole UTF-8 character and ended by "…" where something was left out.
 *  For words shown to people, never for data. */
void str_clip(char *dst, size_t room, const char *src);

/** Whether all bytes of s are the digits 0–9; false for the empty string. */
bool str_is_digits(const char *s);

/** A whole decimal number, nothing before or after it; ST_INVALID otherwise, also on overflow. */
enum status str_to_int64(const char *s, long long min, long long max, long long *ret_value);

/** Overwrites n bytes in a way the compiler keeps. */
void wipe(void *bytes, size_t n);

#endif
