/* SPDX-License-Identifier: Apache-2.0 */
/* Whole sentences with named holes, "Uang dikirim paling lambat {date}.", so that a
 * translation may move them. */
#ifndef BASE_FILL_H
#define BASE_FILL_H

#include "base/status.h"

#include <stddef.h>

struct fill {
	const char *hole;  /* "date", without the braces */
	const char *value; /* taken as it is: braces in it are no holes */
};

/** Writes `text` with every {hole} replaced. ST_INVALID for a hole without a value or
 *  without an end, ST_TOO_LONG; dst is the empty string then. */
enum status fill_text(
	char *dst, size_t room, const char *text, const struct fill *fills, size_t n);

#endif
