/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows that offer one unregistered KPJ after another, each added or left by one key, with the total before and
 * after: the same in a claim and in the service of one's cards. They are called "cards", "add_card" and "card_failed",
 * and go on below when none is left to offer.
 */
#ifndef FLOW_CARDS_H
#define FLOW_CARDS_H

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_when.h"
#include "flow/flow.h"

extern const struct option card_options[2], card_failed_options[3];
extern const struct branch card_branches[3];

/* clang-format off */
#define CARD_STEPS                                                                             \
	{                                                                                      \
		.name = "cards",                                                               \
		.kind = STEP_CHOICE,                                                           \
		.once = true,                                                                  \
		.skip = claim_all_cards_settled,                                               \
		.ask = N_("KPJ ini milik Anda, tetapi belum terdaftar"),                       \
		.todo = N_("Tekan 1 supaya uangnya ikut."),                                    \
		.why = N_("Uang di KPJ yang belum terdaftar tidak ikut dibayar."),             \
		.fill = claim_fill_unregistered,                                               \
		OPTIONS(card_options),                                                         \
	},                                                                                     \
	{                                                                                      \
		.name = "add_card",                                                            \
		.kind = STEP_WAIT,                                                             \
		.aside = true,                                                                 \
		.ask = N_("Menambahkan KPJ"),                                                  \
		.effect = EFFECT_ADD_CARD,                                                     \
		BRANCHES(card_branches),                                                       \
		.next = "cards",                                                               \
	},                                                                                     \
	{                                                                                      \
		.name = "card_failed",                                                         \
		.kind = STEP_CHOICE,                                                           \
		.quiet = true,                                                                 \
		.aside = true,                                                                 \
		.once = true,                                                                  \
		.ask = N_("KPJ belum bisa ditambahkan"),                                       \
		.todo = N_("Tekan satu angka."),                                               \
		.fill = claim_fill_card_failed,                                                \
		OPTIONS(card_failed_options),                                                  \
	}
/* clang-format on */

#endif
