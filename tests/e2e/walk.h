/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walking through screens as a person does: whatever question stands there, the keys that answer it. The rows are
 * looked up anew on every screen, so that one walk fits every person whose way takes the same answers.
 */
#ifndef TESTS_E2E_WALK_H
#define TESTS_E2E_WALK_H

#include "tests/e2e/terminal.h"

#include <stddef.h>

struct walk_row {
	const char *sees; /* the question, as it stands in one row of the screen */
	const char *keys; /* "1", or digits; a line break stands for Enter */
};

/** What the kiosk asks on its idle screen, and after it. */
#define WALK_IDLE   "Tekan tombol apa saja untuk mulai"
#define WALK_NIK    "Berapa NIK Anda?"
#define WALK_RESULT "Selesai"

/** Answers each question that comes, at a person's pace, until `until` stands there. Each question may come twice;
 *  ST_INVALID at the third time, ST_TIMEOUT where nothing known comes within the budget, ST_GONE. */
enum status walk(struct terminal *terminal, const struct walk_row *rows, size_t n,
	const char *until, int budget_ms);

/** From the idle screen to the question for the NIK. */
enum status walk_to_nik(struct terminal *terminal);
/** From the idle screen through a claim with a photograph to its result; for people whose data and account are
 *  known. */
enum status walk_claim(struct terminal *terminal, const char *nik);

#endif
