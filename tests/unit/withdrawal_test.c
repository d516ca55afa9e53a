/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a withdrawal tells the true state. */
#include "base/array.h"
#include "base/str.h"
#include "rules/sheet.h"
#include "rules/withdrawal.h"
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
		.officer = "",
		.branch = "",
		.on = { 2026, 11, 23 },
		.second_of_day = 9 * 3600 + 5 * 60 },
};

static struct withdrawal_facts
facts_of(enum withdrawn state)
{
	struct withdrawal_facts facts = { .state = state, .code = "K7MPQ2RXA", .reference = "" };

	if (state == WITHDRAWN_DONE) {
		facts.reference = "WD-0000000001";
		facts.stops_by = (struct date){ 2026, 11, 26 };
	}
	return facts;
}

static void
receipt_of_withdrawal__looks_like_this(void **state)
{
	static const struct {
		enum withdrawn state;
		const char *name;
	} papers[] = {
		{ WITHDRAWN_HERE, "withdrawn-here" },
		{ WITHDRAWN_WAITS, "withdrawn-waits" },
		{ WITHDRAWN_STAFF, "withdrawn-staff" },
		{ WITHDRAWN_DONE, "withdrawn-done" },
	};
	static struct receipt receipt;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(papers); i++) {
		const struct withdrawal_facts facts = facts_of(papers[i].state);

		receipt_of_withdrawal(&facts, &place, &receipt);
		fake_paper_is(&receipt, papers[i].name);
	}
}

static void
receipt_of_withdrawal__without_a_reference_is_not_yet(void **state)
{
	static struct receipt receipt;
	struct withdrawal_facts facts = facts_of(WITHDRAWN_DONE);
	struct buf text;

	(void)state;
	facts.reference = "";
	receipt_of_withdrawal(&facts, &place, &receipt);
	fake_paper_draw(&receipt, 42, &text);
	assert_non_null(strstr(text.data, "BELUM TERKIRIM"));
	assert_null(strstr(text.data, "DICABUT"));
	buf_free(&text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_of_withdrawal__looks_like_this),
		cmocka_unit_test(receipt_of_withdrawal__without_a_reference_is_not_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
