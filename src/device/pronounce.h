/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that espeak-ng's Indonesian rules say wrongly, in its own phonemes. Indonesian writes two sounds as "e"; the
 * rules take the open one wherever the stress falls, so that "tekan", "enam" and "belas" come out as nobody says them.
 */
#ifndef DEVICE_PRONOUNCE_H
#define DEVICE_PRONOUNCE_H

#include "base/buf.h"

/** Appends the text, n bytes, with those words as "[[phonemes]]". The text must have no brackets of its own. */
enum status pronounce(const char *text, size_t n, struct buf *ret_text);

#endif
