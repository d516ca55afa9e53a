/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text a person consents to (UU 27/2022: what, why, whose, how long, how it is taken back). One table: its head is
 * on the screen, all of it on paper. Every consent is recorded with the version of the text it was given to: change
 * the version with any word of it (a test knows which words belong to which).
 */
#ifndef RULES_CONSENT_H
#define RULES_CONSENT_H

#include <stdbool.h>

#define CONSENT_TEXT_VERSION "2026-2"

enum { CONSENT_ROWS = 8, CONSENT_ON_SCREEN = 4 };

/** Source texts, to be translated. */
struct consent_row {
	const char *label, *text;
	const char *of_claim; /* instead, where a claim is made; NULL: the same */
};
extern const struct consent_row consent_rows[CONSENT_ROWS];

/** Translated. */
const char *consent_words(const struct consent_row *row, bool of_claim);

#endif
