/* SPDX-License-Identifier: Apache-2.0 */
/* Words and slip of JMO that is opened again. */
#include "rules/unblock.h"

#include "rules/sheet.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct sheet_place place = {
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.foot = { .kiosk = "MPP-HSU-01",
		.zone = "WITA",
		.officer = "RN",
		.branch = "",
		.on = { 2026, 11, 23 },
		.second_of_day = 9 * 3600 + 10 * 60 },
};

static const struct unblock_facts opened = {
	.name = "MASNIAH",
	.nik = "6308066510580007",
	.reference = "UB-0000000001",
	.reason = UNBLOCK_FACE,
	.second = "SR",
	.opened = true,
};

static void
reasons__have_words_and_codes_of_their_own(void **state)
{
	(void)state;
	assert_string_equal(unblock_reason_code(UNBLOCK_NO_REASON), "");
	for (int i = UNBLOCK_NO_REASON + 1; i < UNBLOCK_REASONS; i++)
		for (int j = UNBLOCK_NO_REASON; j < i; j++) {
			assert_string_not_equal(unblock_reason_code((enum unblock_reason)i),
				unblock_reason_code((enum unblock_reason)j));
			assert_string_not_equal(unblock_reason_words((enum unblock_reason)i),
				unblock_reason_words((enum unblock_reason)j));
		}
	assert_string_equal(unblock_reason_code(UNBLOCK_FACE), "face_not_matched");
}

static void
refusals__say_what_to_do(void **state)
{
	(void)state;
	assert_non_null(strstr(unblock_refused_words("not-blocked"), "sudah terbuka"));
	assert_non_null(strstr(unblock_refused_words("second-person-needed"), "dua orang"));
	assert_non_null(strstr(unblock_refused_words("visit-expired"), "Mulai lagi"));
	assert_non_null(strstr(unblock_refused_words("something-new"), "tanya pusat"));
}

static void
receipt_of_unblock__of_an_opened_one_looks_like_this(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_unblock(&opened, &place, &receipt);
	fake_paper_is(&receipt, "unblock-opened");
}

static void
receipt_of_unblock__that_waits_for_the_centre_looks_like_this(void **state)
{
	struct unblock_facts facts = opened;
	struct receipt receipt;

	(void)state;
	facts.opened = false;
	facts.second = "";
	receipt_of_unblock(&facts, &place, &receipt);
	fake_paper_is(&receipt, "unblock-centre");
}

static void
receipt_of_unblock__never_shows_a_whole_nik(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_unblock(&opened, &place, &receipt);
	for (size_t i = 0; i < receipt.n; i++)
		assert_null(strstr(receipt.line[i].text, opened.nik));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons__have_words_and_codes_of_their_own),
		cmocka_unit_test(refusals__say_what_to_do),
		cmocka_unit_test(receipt_of_unblock__of_an_opened_one_looks_like_this),
		cmocka_unit_test(receipt_of_unblock__that_waits_for_the_centre_looks_like_this),
		cmocka_unit_test(receipt_of_unblock__never_shows_a_whole_nik),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
