/* SPDX-License-Identifier: Apache-2.0 */
/* Small shapes of the wire that requests and answers share. */
#ifndef WORK_WIRE_H
#define WORK_WIRE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/** Whether the text can stand in a path as it is: letters, digits and dashes, at least one. */
bool wire_is_id(const char *text);

enum { WIRE_TIME = 21 };

/** RFC 3339: "2026-11-23T09:00:00+08:00" or with Z; fractions of a second are dropped.
 *  ST_INVALID otherwise. */
enum status wire_read_time(const char *text, int64_t *ret_unix_s);
/** "2026-11-23T01:00:00Z". Times outside the years 1…9999 are "". */
void wire_format_time(int64_t unix_s, char ret_text[WIRE_TIME]);

#endif
