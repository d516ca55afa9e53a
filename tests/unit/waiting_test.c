/* SPDX-License-Identifier: Apache-2.0 */
/* Reaching who waits: words, and the letter. */
#include "rules/waiting.h"

#include "rules/parked.h"
#include "rules/sheet.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct claim_contact contact = { .name = "SITI AMINAH",
	.phone = "",
	.address = "Jalan Contoh RT 03 No. 7, Kebun Sari, Hulu Sungai Utara 71419" };

static void
reach__of_a_code__is_the_one_with_that_code(void **state)
{
	(void)state;
	for (int i = REACH_NONE; i < REACHES; i++)
		assert_int_equal(reach_of(reach_code((enum reach)i)), i);
	assert_int_equal(reach_of("by-pigeon"), REACH_NONE);
}

static void
problems__have_one_action_each(void **state)
{
	static const struct {
		const char *problem;
		enum parked_act act;
	} rows[] = {
		{ "claim-open-elsewhere", PARKED_DROP },
		{ "claim-not-eligible", PARKED_DROP },
		{ "malformed", PARKED_RESEND },
		{ "visit-expired", PARKED_RESEND },
		{ "something-new", PARKED_RESEND },
		{ "account-dormant", PARKED_CALL },
		{ "officer-needed", PARKED_CALL },
		{ "damaged", PARKED_CALL },
		{ "overdue", PARKED_CALL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(parked_words(rows[i].problem)->act, rows[i].act);
}

static void
contact__without_an_address__gets_no_letter(void **state)
{
	struct claim_contact bare = contact;

	(void)state;
	assert_true(contact_has_address(&bare));
	bare.address[0] = '\0';
	assert_false(contact_has_address(&bare));
}

static void
receipt_of_letter__looks_like_this(void **state)
{
	const struct letter_facts facts = { .contact = &contact,
		.code = "K7MPQ2RXA",
		.person = parked_words("account-dormant")->person };
	const struct sheet_place place = { .site = "Mal Pelayanan Publik Hulu Sungai Utara",
		.foot = { .kiosk = "MPP-HSU-01",
			.zone = "WITA",
			.officer = "RN",
			.branch = "",
			.on = { 2026, 11, 23 },
			.second_of_day = 9 * 3600 + 10 * 60 } };
	struct receipt receipt;

	(void)state;
	receipt_of_letter(&facts, &place, &receipt);
	fake_paper_is(&receipt, "letter");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reach__of_a_code__is_the_one_with_that_code),
		cmocka_unit_test(problems__have_one_action_each),
		cmocka_unit_test(contact__without_an_address__gets_no_letter),
		cmocka_unit_test(receipt_of_letter__looks_like_this),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
