/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a day, as it looks; and that the most of everything fits. */
#include "rules/day_slip.h"
#include "rules/escpos.h"
#include "rules/oversight.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define HEAD                                                                                   \
	"1042:9f2c4b0000000000000000000000000000000000000000000000000000000000:"               \
	"c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlcw=="

static const struct day_slip slip = {
	.day = { 2026, 11, 23 },
	.closed = true,
	.visits = 41,
	.assisted = 12,
	.claims = 23,
	.received = 21,
	.tickets = 4,
	.waiting = 1,
	.parked = 1,
	.surveys = 30,
	.survey_sum = 131,
	.gave_up = 3,
	.unsent = { { .code = "ABCDEFGHJ", .state = UNSENT_WAITS },
		{ .code = "4GQFENAAX", .state = UNSENT_STAFF } },
	.unsent_n = 2,
	.review = { { REVIEW_NO_FACE, "RN", "K7MPQ2RXA" }, { REVIEW_SIMILAR_NAME, "HD", "" } },
	.reviews_n = 2,
	.reviews_open = 2,
	.flag = { { "RN", FLAG_ATTESTS | FLAG_PHONES } },
	.flags_n = 1,
	.head = HEAD,
	.kiosk = "MPP-HSU-01",
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.zone = "WITA",
	.on = { 2026, 11, 23 },
	.second_of_day = 16 * 3600,
};

static void
slip__looks_like_this(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_day(&slip, &receipt);
	fake_paper_is(&receipt, "day");
}

static void
slip__has_room_for_the_most_of_everything(void **state)
{
	static const struct escpos_paper paper = { 32, ESCPOS_QR_RASTER };
	struct day_slip most = slip;
	struct receipt receipt;
	struct buf bytes;

	(void)state;
	most.unsent_n = DAY_UNSENT_MAX;
	most.reviews_n = DAY_REVIEWS_MAX;
	most.flags_n = DAY_FLAGS_MAX;
	for (size_t i = 0; i < DAY_UNSENT_MAX; i++)
		most.unsent[i] = slip.unsent[0];
	for (size_t i = 0; i < DAY_REVIEWS_MAX; i++)
		most.review[i] = slip.review[1];
	for (size_t i = 0; i < DAY_FLAGS_MAX; i++)
		most.flag[i] = (struct day_flag){ "RNRN", FLAG_ATTESTS | FLAG_ACCOUNTS | FLAG_PHONES };
	memset(most.head, '9', sizeof(most.head) - 1);
	receipt_of_day(&most, &receipt);
	buf_init(&bytes, ESCPOS_JOB_MAX);
	assert_int_equal(escpos_write(&receipt, &paper, &bytes), ST_OK);
	assert_int_equal(receipt.line[receipt.n - 1].style, RECEIPT_CUT);
	buf_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slip__looks_like_this),
		cmocka_unit_test(slip__has_room_for_the_most_of_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
