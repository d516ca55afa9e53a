/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows with which a service prints a sheet: work, what went wrong, done. A flow with SHEET_ROWS sends to "print"
 * and has a step "overview" that they come back to; the visit writes the sheet of the service (EFFECT_PRINT_SHEET).
 */
#ifndef FLOW_SHEET_H
#define FLOW_SHEET_H

#include "base/array.h"
#include "flow/flow.h"

enum { SHEET_FAILED_OPTIONS = 2, SHEET_DONE_OPTIONS = 2 };

extern const struct option sheet_failed_options[SHEET_FAILED_OPTIONS],
	sheet_done_options[SHEET_DONE_OPTIONS];
extern const struct branch sheet_branches[1];

void sheet_fill_failed(
	const struct answers *answers, const struct place *place, struct page *page);
/** For the option that prints. */
bool sheet_can_print(const struct answers *answers, const struct place *place);

/* clang-format off */
#define SHEET_ROWS SHEET_ROWS_OF("", EFFECT_PRINT_SHEET, sheet)
/** With names that begin otherwise, and TABLE_failed_options, TABLE_done_options, TABLE_branches. */
#define SHEET_ROWS_OF(before, work, table)                                                     \
	{                                                                                      \
		.name = before "print",                                                        \
		.kind = STEP_WAIT,                                                             \
		.aside = true,                                                                 \
		.ask = N_("Mencetak"),                                                         \
		.effect = (work),                                                              \
		BRANCHES(table##_branches),                                                    \
		.next = before "print_done",                                                   \
	},                                                                                     \
	{                                                                                      \
		.name = before "print_failed",                                                 \
		.kind = STEP_CHOICE,                                                           \
		.quiet = true,                                                                 \
		.aside = true,                                                                 \
		.once = true,                                                                  \
		.ask = N_("Kertas belum tercetak"),                                            \
		.todo = N_("Tekan satu angka."),                                               \
		.help = N_("Yang di layar tetap bisa dibaca atau dicatat."),                   \
		.fill = sheet_fill_failed,                                                     \
		OPTIONS(table##_failed_options),                                               \
	},                                                                                     \
	{                                                                                      \
		.name = before "print_done",                                                   \
		.kind = STEP_CHOICE,                                                           \
		.quiet = true,                                                                 \
		.aside = true,                                                                 \
		.once = true,                                                                  \
		.ask = N_("Kertas sudah dicetak"),                                             \
		.todo = N_("Ambil kertasnya. Lalu tekan 1."),                                  \
		OPTIONS(table##_done_options),                                                 \
	}
/* clang-format on */

#endif
