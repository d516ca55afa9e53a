/* SPDX-License-Identifier: Apache-2.0 */
/* The claims of a person without a slip: the list, and the way of each. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK    "6308055203600001"
#define VISIT  "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define NUMBER "JHT-2026-0000018"

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

/* clang-format off */
#define STEP(status, at) "{\"status\":\"" status "\",\"at\":\"" at "T10:00:00+08:00\"}"
#define CLAIM(number, channel, status, on, promised, overdue, reason, field, history)          \
	"{\"claim_number\":\"" number "\",\"receipt_code\":null,\"channel\":\"" channel "\","   \
	"\"reason\":\"USIA_56\",\"status\":\"" status "\",\"submitted_on\":\"" on "\","         \
	"\"promised_date\":" promised ",\"paid_on\":null,\"gross\":7350000,\"tax\":0,"          \
	"\"net\":7350000,\"overdue\":" overdue ",\"return_reason\":" reason ","                 \
	"\"return_field\":" field ",\"history\":[" history "]}"
#define VERIFYING(number, overdue, promised)                                                   \
	CLAIM(number, "jmo", "verifying", "2026-11-20", promised, overdue, "null", "null",      \
		STEP("received", "2026-11-20") "," STEP("verifying", "2026-11-21"))
/* clang-format on */

static void
centre_has(struct fake_desk *fake, const char *claims)
{
	static char body[4096];
	const struct fake_http_rule rule = { "GET", VISIT "/claims", .status = 200,
		.body = body };

	assert_int_equal(str_format(body, sizeof(body), "{\"claims\":[%s]}", claims), ST_OK);
	fake_http_forget_rules(&fake->http);
	fake_http_add(&fake->http, &rule);
	fake_desk_straight_centre(fake);
}

/* From the idle screen, with the officer instead of the photograph. */
static void
ask_by_nik(struct fake_desk *fake)
{
	fake_desk_press(fake, "54");
	fake_desk_expect(fake, "where_is_it");
	fake_desk_press(fake, "2" NIK "\r12");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11482915\r1");
}

static void
expect_words(struct fake_desk *fake, const char *const *words)
{
	for (; *words; words++)
		if (!fake_desk_shows(fake, *words))
			fail_msg("%s: no \"%s\"", fake_desk_page(fake)->ask, *words);
}

static void
way__shows_what_is_done_what_is_now_and_what_comes(void **state)
{
	static const struct {
		const char *claim, *words[8];
	} rows[] = {
		{ CLAIM(NUMBER, "kiosk", "received", "2026-11-20", "\"2026-11-27\"", "false",
			  "null", "null", STEP("received", "2026-11-20")),
			{ "Klaim sudah DITERIMA PUSAT", NUMBER, "mesin seperti ini",
				"Sekarang: diterima pusat, menunggu giliran, sejak 20 November "
				"2026",
				"Lalu: diperiksa", "Terakhir: uang sampai di rekening",
				"Jumat, 27 November 2026" } },
		{ VERIFYING(NUMBER, "false", "\"2026-11-27\""),
			{ "Klaim sedang diperiksa pusat", "JMO di HP",
				"Diterima pusat: 20 November 2026",
				"Sekarang: sedang diperiksa pusat, sejak 21 November 2026",
				"Lalu: disetujui", "Lalu: uang dikirim ke bank" } },
		{ VERIFYING(NUMBER, "true", "\"2026-11-18\""),
			{ "Rabu, 18 November 2026", "Sudah lewat. Ini bukan kesalahan Anda.",
				"Telepon 175, sebut nomor klaim ini. Atau tekan 2." } },
		{ CLAIM(NUMBER, "branch", "paid", "2026-11-09", "\"2026-11-16\"", "false",
			  "null", "null",
			  STEP("received", "2026-11-09") "," STEP("paying", "2026-11-13") "," STEP(
				  "paid", "2026-11-16")),
			{ "Uang sudah dikirim ke rekening", "kantor cabang",
				"Dikirim ke bank: 13 November 2026",
				"Sekarang: uang sudah di rekening, sejak 16 November 2026" } },
		{ CLAIM(NUMBER, "kiosk", "rejected", "2026-11-09", "null", "false", "null",
			  "null", STEP("received", "2026-11-09") "," STEP(
					  "rejected", "2026-11-12")),
			{ "Klaim ditolak pusat",
				"Sekarang: ditolak pusat, sejak 12 November 2026" } },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		centre_has(fake, rows[i].claim);
		ask_by_nik(fake);
		fake_desk_expect(fake, "claim");
		expect_words(fake, rows[i].words);
		fake_desk_press(fake, "1");
		fake_desk_expect(fake, "more");
		fake_desk_press(fake, "2");
		fake_desk_expect(fake, "idle");
	}
}

static void
what_is_over__promises_nothing_more(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, CLAIM(NUMBER, "kiosk", "paid", "2026-11-09", "\"2026-11-16\"", "false",
				 "null", "null", STEP("paid", "2026-11-16")));
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim");
	assert_false(fake_desk_shows(fake, "Dibayar paling lambat"));
	assert_false(fake_desk_shows(fake, "Lalu"));
	assert_false(fake_desk_shows(fake, "Lihat klaim lain"));
}

static void
several__are_listed_newest_first_with_a_key_each(void **state)
{
	struct fake_desk *fake = *state;
	const struct page *page;

	centre_has(fake, VERIFYING(NUMBER, "false", "\"2026-11-27\"") "," CLAIM(
				 "JHT-2022-0000003", "branch", "paid", "2022-03-01", "null",
				 "false", "null", "null", STEP("paid", "2022-03-08")));
	ask_by_nik(fake);
	fake_desk_expect(fake, "claims");
	page = fake_desk_page(fake);
	assert_int_equal(page->choices, 2);
	assert_string_equal(
		page->choice[0].text, "20 November 2026: sedang diperiksa pusat");
	assert_string_equal(page->choice[1].text, "1 Maret 2022: uang sudah di rekening");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "claim");
	assert_true(fake_desk_shows(fake, "JHT-2022-0000003"));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "claims");
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, NUMBER));
}

static void
none__is_said_and_a_claim_offered(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, "");
	ask_by_nik(fake);
	fake_desk_expect(fake, "claims_none");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data"); /* nobody is identified twice */
}

static void
nothing__is_shown_before_somebody_is_proven(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, VERIFYING(NUMBER, "false", "\"2026-11-27\""));
	fake_desk_press(fake, "542" NIK "\r12");
	fake_desk_expect(fake, "attest");
	for (int i = 0; i < fake_http_count(&fake->http); i++)
		assert_string_not_equal(
			fake_http_request(&fake->http, i)->path, VISIT "/claims");
}

static void
centre__that_goes_away_leaves_a_way_on(void **state)
{
	const struct fake_http_rule dead = { "GET", VISIT "/claims", .st = ST_UNREACHABLE,
		.times = 1 };
	struct fake_desk *fake = *state;

	fake_http_add(&fake->http, &dead);
	fake_desk_straight_centre(fake);
	ask_by_nik(fake);
	fake_desk_expect(fake, "claims_failed");
	assert_true(fake_desk_shows(fake, "Punya struk?"));
	assert_false(fake_desk_shows(fake, "Lihat yang diketahui tadi"));
	centre_has(fake, VERIFYING(NUMBER, "false", "\"2026-11-27\""));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "claim");
}

static void
centre__that_is_dead_says_so_before_anything_is_asked(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "542" NIK "\r");
	fake_desk_expect(fake, "away");
	assert_true(fake_desk_shows(fake, "Layanan ini perlu kantor pusat."));
	assert_false(fake_desk_shows(fake, "Lanjut tanpa jaringan"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "menu");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			way__shows_what_is_done_what_is_now_and_what_comes, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			what_is_over__promises_nothing_more, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			several__are_listed_newest_first_with_a_key_each, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			none__is_said_and_a_claim_offered, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			nothing__is_shown_before_somebody_is_proven, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			centre__that_goes_away_leaves_a_way_on, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			centre__that_is_dead_says_so_before_anything_is_asked, new_desk,
			free_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
