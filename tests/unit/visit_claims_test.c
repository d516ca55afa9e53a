/* SPDX-License-Identifier: Apache-2.0 */
/* The claims of a person without a slip: the list, the way of each, and how a returned one is mended. */
#include "base/array.h"
#include "base/str.h"
#include "store/store.h"
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
	const struct fake_http_rule account = { "POST", VISIT "/bank-account-checks",
		.status = 200,
		.body = "{\"bank\":\"002\",\"number\":\"012301004567518\",\"holder\":"
			"\"SITI AMINAH\",\"match\":\"same\",\"state\":\"active\"}" };

	assert_int_equal(str_format(body, sizeof(body), "{\"claims\":[%s]}", claims), ST_OK);
	fake_http_forget_rules(&fake->http);
	fake_http_add(&fake->http, &rule);
	fake_http_add(&fake->http, &account);
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
				"Sekarang: uang sudah di rekening, sejak 16 November 2026",
				"Periksa rekening Anda di bank." } },
		{ CLAIM(NUMBER, "kiosk", "rejected", "2026-11-09", "null", "false", "null",
			  "null", STEP("received", "2026-11-09") "," STEP(
					  "rejected", "2026-11-12")),
			{ "Klaim ditolak pusat",
				"Sekarang: ditolak pusat, sejak 12 November 2026",
				"Panggil petugas. Tanyakan alasannya." } },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		centre_has(fake, rows[i].claim);
		ask_by_nik(fake);
		fake_desk_expect(fake, "claim");
		expect_words(fake, rows[i].words);
		fake_desk_press(fake, "1");
		fake_desk_expect(fake, "more");
		fake_desk_press(fake, "25");
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

/* Whoever has lost the slip of a claim that has not left yet is not told that there is none. */
static void
claim__that_has_not_left_this_kiosk_is_told(void **state)
{
	const struct claim_put claim = { .code = "K7MPQ2RXA", .visit = "visit", .nik = NIK,
		.reason = "USIA_56", .receipt = "x", .receipt_n = 1, .confirmed_ms = 1 };
	const struct outbox_put request = { .key = "0192aabb-ccdd-7f01-bf03-04050607080b",
		.kind = "claim", .method = "POST", .path = "/v1/visits/7/claims",
		.content_type = "application/json", .body = "{}", .n = 2 };
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.actor = "participant", .outcome = "ok" };
	static const char *const words[] = { "TERSIMPAN DI KIOS, BELUM TERKIRIM",
		"K7MP-Q2RX-A", "Tidak perlu mengajukan lagi", NULL };
	struct fake_desk *fake = *state;

	assert_int_equal(
		store_confirm(fake->desk.store, &claim, &request, 1, &entry), ST_OK);
	centre_has(fake, "");
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim_unsent");
	expect_words(fake, words);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "claims_none");
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

/* --- mending -------------------------------------------------------------------------------------------------------- */

#define RETURNED(number, reason, field)                                                        \
	CLAIM(number, "kiosk", "returned", "2026-11-09", "null", "false", "\"" reason "\"",    \
		"\"" field "\"", STEP("received", "2026-11-09") "," STEP("returned", "2026-11-12"))
#define MENDED                                                                                 \
	CLAIM(NUMBER, "kiosk", "received", "2026-11-09", "\"2026-11-30\"", "false", "null",    \
		"null", STEP("received", "2026-11-09") "," STEP("returned", "2026-11-12") ","   \
			STEP("received", "2026-11-23"))
#define PROBLEM(code) "{\"type\":\"urn:anjungan:problem:" code "\",\"title\":\"x\",\"status\":409}"

static void
mending_is_answered(struct fake_desk *fake, int status, const char *body, int times)
{
	const struct fake_http_rule rule = { "PATCH", VISIT "/claims/" NUMBER,
		.status = status, .st = status ? ST_OK : ST_TIMEOUT, .left = status == 0,
		.body = body, .times = times };

	fake_http_add(&fake->http, &rule);
}

/* From the idle screen to the review of another account. */
static void
type_account(struct fake_desk *fake)
{
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "1012301004567518\r");
	fake_desk_expect(fake, "holder");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_review");
}

static const struct fake_http_request *
mending_sent(struct fake_desk *fake, int n)
{
	for (int i = 0; i < fake_http_count(&fake->http); i++) {
		const struct fake_http_request *request = fake_http_request(&fake->http, i);

		if (strcmp(request->method, "PATCH") == 0 && n-- == 0)
			return request;
	}
	return NULL;
}

static void
mending__asks_for_the_account_alone_and_keeps_the_number(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 200, MENDED, 0);
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim");
	assert_true(fake_desk_shows(fake, "Rekening itu sudah tidak aktif di bank."));
	assert_true(fake_desk_shows(fake, "Perbaiki sekarang"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "1012301004567518\r1");
	fake_desk_expect(fake, "mend_review");
	assert_true(fake_desk_shows(fake, NUMBER));
	assert_true(fake_desk_shows(fake, "…7518"));
	assert_null(mending_sent(fake, 0));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mended");
	assert_true(fake_desk_shows(fake, "Perbaikan DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, NUMBER));
	assert_true(fake_desk_shows(fake, "Senin, 30 November 2026"));
	assert_string_equal(mending_sent(fake, 0)->body,
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"}}");
	assert_true(fake_printer_saw(&fake->printer, "PERBAIKAN DITERIMA"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "more");
}

/* The answer was lost, the mending was not: the same bytes under the same key bring it back. */
static void
mending__without_an_answer_is_sent_again_under_its_key(void **state)
{
	struct fake_desk *fake = *state;
	char key[FAKE_HTTP_HEADER];

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 0, NULL, 1);
	mending_is_answered(fake, 200, MENDED, 0);
	type_account(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_unknown");
	assert_false(fake_desk_shows(fake, "DITERIMA"));
	assert_int_equal(fake_printer_done(&fake->printer), 0);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mended");
	assert_int_equal(str_copy(key, sizeof(key), fake_http_header(mending_sent(fake, 0),
							    "Idempotency-Key")),
		ST_OK);
	assert_string_not_equal(key, "");
	assert_string_equal(
		fake_http_header(mending_sent(fake, 1), "Idempotency-Key"), key);
	assert_string_equal(mending_sent(fake, 0)->body, mending_sent(fake, 1)->body);
}

/* Under another key the centre would say that nothing waits: whoever looks again sees what became of it. */
static void
mending__without_an_answer_shows_the_truth_to_who_looks(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 0, NULL, 0);
	type_account(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_unknown");
	centre_has(fake, MENDED);
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "claim");
	assert_true(fake_desk_shows(fake, "Klaim sudah DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, "Dikembalikan: 12 November 2026"));
	assert_true(fake_desk_shows(fake, "Senin, 30 November 2026"));
	assert_false(fake_desk_shows(fake, "Perbaiki sekarang"));
}

static void
mending__that_is_not_there_yet_keeps_the_account_for_another_try(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 0, NULL, 0);
	type_account(fake);
	fake_desk_press(fake, "14");
	fake_desk_expect(fake, "claim"); /* still returned */
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_review");
	assert_true(fake_desk_shows(fake, "…7518"));
}

static void
mending__the_centre_refuses_says_why_and_asks_anew(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 422, PROBLEM("account-dormant"), 1);
	type_account(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_refused");
	assert_true(fake_desk_shows(fake, "Rekening itu sudah tidak aktif."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
}

static void
mending__of_a_claim_that_moved_on_shows_where_it_is(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 409, PROBLEM("claim-not-returned"), 1);
	type_account(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_refused");
	assert_true(fake_desk_shows(fake, "tidak menunggu perbaikan lagi"));
	assert_false(fake_desk_shows(fake, "Pakai rekening lain"));
	centre_has(fake, MENDED);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "claim");
}

static void
mending__of_papers_needs_the_officer_who_sees_them(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "document-missing", "documents_seen"));
	mending_is_answered(fake, 200, MENDED, 0);
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim");
	assert_true(fake_desk_shows(fake, "Ada surat yang kurang."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mend_papers");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "officer"); /* joined already */
	fake_desk_press(fake, "21A7\r01112026\r4");
	fake_desk_expect(fake, "mend_review");
	assert_false(fake_desk_shows(fake, "Ganti rekening"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mended");
	assert_string_equal(mending_sent(fake, 0)->body,
		"{\"documents_seen\":[{\"kind\":\"employer_letter\",\"number\":\"A7\","
		"\"date\":\"2026-11-01\",\"officer\":\"Rina\"}]}");
}

static void
mending__begins_with_one_key_where_a_claim_was_wanted(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	ask_by_nik(fake);
	fake_desk_expect(fake, "claim");
	fake_desk_press(fake, "411"); /* not now; anything else? the claim */
	fake_desk_expect(fake, "open_claim");
	assert_true(fake_desk_shows(fake, "Rekening itu sudah tidak aktif di bank."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "claim");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
}

static void
mending__that_cannot_be_printed_says_so_and_stays_done(void **state)
{
	struct fake_desk *fake = *state;

	centre_has(fake, RETURNED(NUMBER, "account-dormant", "account"));
	mending_is_answered(fake, 200, MENDED, 0);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	type_account(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "mended");
	assert_true(fake_desk_shows(fake, "Perbaikan DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, "Kertas habis."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "mended");
	assert_false(fake_desk_shows(fake, "Kertas habis."));
	assert_true(fake_printer_saw(&fake->printer, "PERBAIKAN DITERIMA"));
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
			claim__that_has_not_left_this_kiosk_is_told, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			nothing__is_shown_before_somebody_is_proven, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			centre__that_goes_away_leaves_a_way_on, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			centre__that_is_dead_says_so_before_anything_is_asked, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__asks_for_the_account_alone_and_keeps_the_number, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__without_an_answer_is_sent_again_under_its_key, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__without_an_answer_shows_the_truth_to_who_looks, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__that_is_not_there_yet_keeps_the_account_for_another_try, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__the_centre_refuses_says_why_and_asks_anew, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__of_a_claim_that_moved_on_shows_where_it_is, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__of_papers_needs_the_officer_who_sees_them, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__begins_with_one_key_where_a_claim_was_wanted, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			mending__that_cannot_be_printed_says_so_and_stays_done, new_desk,
			free_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
