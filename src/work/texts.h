/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentences the voice says, as far as they are known before anybody stands there: every text without a hole, and
 * every option of every step with its key. What is composed of data (names, days, banks, amounts) is not among them.
 */
#ifndef WORK_TEXTS_H
#define WORK_TEXTS_H

#include "base/status.h"

#include <stddef.h>

/** Calls take for each sentence, in words; the same one may come again. */
enum status texts_each(void (*take)(void *ctx, const char *sentence, size_t n), void *ctx);

#endif
