/* SPDX-License-Identifier: Apache-2.0 */
/* The text a person consents to: its version, its words, and the sheet. */
#include "base/str.h"
#include "rules/consent.h"
#include "rules/sheet.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

static const struct sheet_place place = {
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.foot = { .kiosk = "MPP-HSU-01",
		.zone = "WITA",
		.officer = "",
		.branch = "",
		.on = { 2026, 11, 22 },
		.second_of_day = 14 * 3600 + 5 * 60 },
};

static void
add_text(crypto_generichash_state *hash, const char *text)
{
	if (text)
		crypto_generichash_update(hash, (const unsigned char *)text, strlen(text) + 1);
}

/* Whoever changes a word writes a new version beside the new sum: what people agreed to before stays known. */
static void
consent__has_a_version_for_exactly_these_words(void **state)
{
	static const char version[] = "2026-2", sum[] = "fe51ee419e6ebc40377705e0f074d45b";
	unsigned char bytes[16];
	char hex[2 * sizeof(bytes) + 1];
	crypto_generichash_state hash;

	(void)state;
	crypto_generichash_init(&hash, NULL, 0, sizeof(bytes));
	for (int i = 0; i < CONSENT_ROWS; i++) {
		add_text(&hash, consent_rows[i].label);
		add_text(&hash, consent_rows[i].text);
		add_text(&hash, consent_rows[i].of_claim);
	}
	crypto_generichash_final(&hash, bytes, sizeof(bytes));
	sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes));
	assert_string_equal(hex, sum);
	assert_string_equal(CONSENT_TEXT_VERSION, version);
}

static void
receipt_of_consent__looks_like_this(void **state)
{
	static struct receipt receipt;

	(void)state;
	receipt_of_consent(true, &place, &receipt);
	fake_paper_is(&receipt, "consent-claim");
	receipt_of_consent(false, &place, &receipt);
	fake_paper_is(&receipt, "consent");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(consent__has_a_version_for_exactly_these_words),
		cmocka_unit_test(receipt_of_consent__looks_like_this),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
