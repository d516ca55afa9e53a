/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must not be found anywhere, in every form in which it may lie about: plain, in groups of four, as base64 at
 * each alignment, hex, percent-encoded, and one letter every N bytes (UTF-16, wide characters, cells of a screen).
 */
#ifndef TESTS_SECURITY_NEEDLES_H
#define TESTS_SECURITY_NEEDLES_H

#include "base/status.h"

#include <stddef.h>

struct needles;

enum status needles_new(struct needles **ret_needles);
/** Takes NULL. */
void needles_free(struct needles *needles);

/** what: for the report; borrowed. Texts shorter than six bytes would be found by chance: ST_INVALID. */
enum status needles_text(struct needles *needles, const char *what, const char *text);
/** A file of bytes, by pieces out of it, as they are and as base64 and hex. */
enum status needles_file(
	struct needles *needles, const char *what, const void *bytes, size_t n);

/** How often something is found; the first few are printed to standard error with what lies around them, unless
 *  place is NULL. */
size_t needles_search(
	const struct needles *needles, const char *place, const void *bytes, size_t n);

#endif
