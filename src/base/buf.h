/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A byte buffer that grows up to a ceiling it is born with. The bytes are always followed by a NUL that len does
 * not count. Memory is wiped when it is released or moved, so it may hold personal data.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/status.h"

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *data; /* never NULL after buf_init; owned */
	size_t len, room, ceiling;
};

void buf_init(struct buf *buf, size_t ceiling);
void buf_clear(struct buf *buf);
/** Wipes and releases; the buffer is as after buf_init with its old ceiling. */
void buf_free(struct buf *buf);

/** ST_TOO_LONG past the ceiling, ST_NO_MEMORY; the buffer is unchanged then. */
enum status buf_add(struct buf *buf, const void *bytes, size_t n);
enum status buf_add_str(struct buf *buf, const char *text);
/** Adds all of a file. As buf_add, and what opening and reading say; what was added until then stays. */
enum status buf_add_file(struct buf *buf, const char *path);
__attribute__((format(printf, 2, 3))) enum status
buf_printf(struct buf *buf, const char *format, ...);

#endif
