/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts that stay covered until the person asks for them: words for a page, and what the keys set. */
#ifndef FLOW_AMOUNTS_H
#define FLOW_AMOUNTS_H

#include "flow/flow.h"
#include "rules/money.h"

/** "Rp8.450.000", or "ditutup". */
void amounts_text(const struct answers *answers, int64_t rupiah, char ret_text[MONEY_TEXT]);

bool amounts_are_covered(const struct answers *answers, const struct place *place);
bool amounts_are_open(const struct answers *answers, const struct place *place);
/** Open, and there is a voice. */
bool amounts_can_be_said(const struct answers *answers, const struct place *place);
/** value: enum amounts. */
void amounts_set(struct answers *answers, int value);

/* clang-format off */
/** The two options of one key that open and cover them; step: the one they stand on. */
#define AMOUNTS_OPTIONS(pressed, step)                                                         \
	{ .key = (pressed),                                                                    \
		.text = N_("Buka jumlahnya"),                                                  \
		.when = amounts_are_covered,                                                   \
		.set = amounts_set,                                                            \
		.value = AMOUNTS_OPEN,                                                         \
		.go = (step) },                                                                \
	{                                                                                      \
		.key = (pressed), .text = N_("Tutup jumlahnya"), .when = amounts_are_open,     \
		.set = amounts_set, .value = AMOUNTS_COVERED, .go = (step)                     \
	}
/* clang-format on */

#endif
