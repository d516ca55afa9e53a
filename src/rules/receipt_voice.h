/* SPDX-License-Identifier: Apache-2.0 */
/* What stands on a paper, as words for who cannot read it. */
#ifndef RULES_RECEIPT_VOICE_H
#define RULES_RECEIPT_VOICE_H

#include "base/buf.h"
#include "rules/receipt.h"

/** A full paper takes less. */
enum { RECEIPT_VOICE_MAX = 32 * 1024 };

/** Appends "Di kertas tertulis:" and every line that has words; how: bits of enum spoken
 *  (rules/spoken.h). Codes and numbers of somebody are "di kertas" unless they were asked for. */
enum status receipt_voice(const struct receipt *receipt, unsigned how, struct buf *ret_words);

#endif
