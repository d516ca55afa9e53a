/* SPDX-License-Identifier: Apache-2.0 */
/* A claim found again by the code on its receipt: by the participant, by an officer, with and without the centre. */
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
#define LOOKUP "/v1/claim-lookups"
#define NOT_WITHDRAWN "\"withdrawal_reference\":null,\"withdrawal_stops_by\":null,"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

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

static void
centre_tells(struct fake_desk *fake, const char *body)
{
	const struct fake_http_rule rule = { "POST", LOOKUP, .status = 200, .body = body };

	fake_http_add(&fake->http, &rule);
}

static void
centre_knows_no_code(struct fake_desk *fake)
{
	const struct fake_http_rule rule = { "POST", LOOKUP, .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:code-not-found\",\"title\":\"x\","
			"\"status\":404}" };

	fake_http_add(&fake->http, &rule);
}

static void
claim_is_answered(struct fake_desk *fake, int status, const char *body)
{
	const struct fake_http_rule rule = { "POST", VISIT "/claims", .status = status,
		.st = status ? ST_OK : ST_UNREACHABLE, .body = body, .times = 1 };
	const struct fake_http_rule never_seen = { "GET", "/v1/requests/", .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:request-not-found\",\"title\":\"x\","
			"\"status\":404}" };

	fake_http_add(&fake->http, &rule);
	fake_http_add(&fake->http, &never_seen);
}

/* A whole claim, ended; leaves its code. */
static void
claim(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "111");
	fake_desk_expect(fake, "result");
	assert_int_equal(
		str_copy(ret_code, CODE_ROOM, visit_answers(fake->visit)->code), ST_OK);
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
}

static void
claim_without_centre(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "51" NIK "\r211");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "\r\r1012301004567501\r1");
	fake_desk_expect(fake, "result");
	assert_int_equal(
		str_copy(ret_code, CODE_ROOM, visit_answers(fake->visit)->code), ST_OK);
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
}

static void
scan(struct fake_desk *fake, const char *text)
{
	const struct action action = { .kind = ACTION_SCAN, .text = text };

	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

static void
ask_alone(struct fake_desk *fake, const char *code)
{
	fake_desk_press(fake, "541");
	fake_desk_expect(fake, "code");
	scan(fake, code);
}

static void
ask_as_officer(struct fake_desk *fake, const char *code)
{
	fake_desk_press(fake, "5+1482915\r7");
	fake_desk_expect(fake, "code");
	scan(fake, code);
}

/* A code that is well made and that nobody has. */
static void
stray_code(uint8_t seed, char ret_code[CODE_ROOM])
{
	const uint8_t random[8] = { seed, 8, 7, 6, 5, 4, 3, 2 };

	code_make(random, ret_code);
}

static void
states__are_said_in_words_with_their_dates(void **state)
{
	static const struct {
		const char *status, *promised, *overdue, *reason, *words, *also;
	} rows[] = {
		{ "received", "\"2026-11-30\"", "false", "null", "Klaim sudah DITERIMA PUSAT",
			"30 November 2026" },
		{ "to_verify", "null", "false", "null", "akan diperiksa", "Petugas bisa" },
		{ "verifying", "\"2026-11-30\"", "false", "null", "sedang diperiksa pusat",
			"30 November 2026" },
		{ "approved", "\"2026-11-20\"", "true", "null", "Klaim disetujui",
			"Sudah lewat. Petugas bisa bertanya ke pusat." },
		{ "paying", "\"2026-11-30\"", "false", "null", "Uang sedang dikirim ke bank",
			"24 November 2026" },
		{ "paid", "\"2026-11-20\"", "false", "null", "Uang sudah dikirim ke rekening",
			"Periksa rekening" },
		{ "returned", "null", "false", "\"account-dormant\"", "perlu diperbaiki",
			"Rekening itu sudah tidak aktif di bank." },
		{ "rejected", "null", "false", "null", "Klaim ditolak pusat",
			"Tanyakan alasannya." },
	};
	struct fake_desk *fake = *state;
	char code[CODE_ROOM], body[400];

	stray_code(1, code); /* made at another kiosk */
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(
			str_format(body, sizeof(body),
				"{\"status\":\"%s\",\"promised_date\":%s,\"overdue\":%s,"
				"\"return_reason\":%s," NOT_WITHDRAWN "\"history\":[{\"status\":\"received\","
				"\"at\":\"2026-11-23T09:10:00+08:00\"},{\"status\":\"%s\","
				"\"at\":\"2026-11-24T09:00:00+08:00\"}]}",
				rows[i].status, rows[i].promised, rows[i].overdue,
				rows[i].reason, rows[i].status),
			ST_OK);
		fake_http_forget_rules(&fake->http);
		centre_tells(fake, body);
		ask_alone(fake, code);
		fake_desk_expect(fake, "status");
		if (!fake_desk_shows(fake, rows[i].words) ||
			!fake_desk_shows(fake, rows[i].also))
			fail_msg("%s: %s", rows[i].status, fake_desk_page(fake)->ask);
		assert_true(fake_desk_shows(fake, "24 November 2026")); /* since */
		assert_false(fake_desk_shows(fake, "Cetak struk lagi"));
		fake_desk_press(fake, "15");
		fake_desk_expect(fake, "idle");
	}
}

static void
status__without_the_centre_says_what_is_known_here(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	ask_alone(fake, code); /* no rule for look-ups: nobody answers */
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "Klaim sudah DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, "30 November 2026"));
	assert_true(fake_desk_shows(fake, "Pusat belum bisa ditanya."));
	assert_false(fake_desk_shows(fake, "SITI"));
	assert_false(fake_desk_shows(fake, NIK));
}

static void
status__of_a_claim_not_sent_says_so(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim_is_answered(fake, 0, NULL);
	claim(fake, code);
	centre_knows_no_code(fake);
	ask_alone(fake, code);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "TERSIMPAN DI KIOS, BELUM TERKIRIM"));
	assert_false(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_false(fake_desk_shows(fake, "belum bisa ditanya"));
}

/* In the participant's words and in the officer's; ends with a copy of the slip. */
static void
expect_duplicate(struct fake_desk *fake, const char *code)
{
	static const char mine[] = "Klaim Anda sudah ada di pusat. Tidak perlu klaim kedua.";
	static const char why[] = "Pusat sudah punya klaim lain dari orang ini.";
	static const char action[] = "Petugas: jelaskan ke peserta. Jangan ajukan lagi.";

	assert_true(fake_desk_shows(fake, mine));
	assert_true(fake_desk_shows(fake, "JHT-2026-0000019"));
	assert_false(fake_desk_shows(fake, why));
	fake_desk_press(fake, "1");
	ask_as_officer(fake, code);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, why));
	assert_true(fake_desk_shows(fake, action));
	assert_true(fake_desk_shows(fake, "JHT-2026-0000019"));
	assert_false(fake_desk_shows(fake, mine));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "JHT-2026-0000019"));
}

static void
status__of_a_duplicate_needs_staff_and_says_why(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim_is_answered(fake, 409,
		"{\"type\":\"urn:anjungan:problem:claim-open-elsewhere\",\"title\":\"x\","
		"\"status\":409,\"claim_number\":\"JHT-2026-0000019\"}");
	claim(fake, code);
	centre_knows_no_code(fake);
	ask_alone(fake, code);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "PERLU PETUGAS"));
	expect_duplicate(fake, code);
	assert_true(fake_printer_saw(&fake->printer, "PERLU PETUGAS"));
}

/* One made without the centre is taken all the same, and marked. */
static void
status__of_a_duplicate_the_centre_took_says_so(void **state)
{
	static const struct fake_http_rule taken = { "POST", "/v1/offline-claims",
		.status = 202,
		.body = "{\"claim_number\":\"JHT-2026-0000104\",\"receipt_code\":\"K7MPQ2RXA\","
			"\"status\":\"to_verify\",\"received_at\":\"2026-11-23T12:00:00+08:"
			"00\","
			"\"duplicate_of\":\"JHT-2026-0000019\"}",
		.times = 1 };
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim_without_centre(fake, code);
	fake_http_add(&fake->http, &taken);
	fake_desk_pass(fake, 10 * 60 * 1000);
	ask_alone(fake, code);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "akan diperiksa"));
	expect_duplicate(fake, code);
}

static void
parked__tells_staff_the_reason_and_the_participant_the_way(void **state)
{
	static const char why[] = "Rekening itu bukan atas nama peserta.";
	static const char action[] = "Petugas: minta rekening lain, lalu betulkan.";
	static const char way[] = "Siapkan rekening lain.";
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim_is_answered(fake, 422,
		"{\"type\":\"urn:anjungan:problem:account-not-yours\",\"title\":\"x\","
		"\"status\":422}");
	claim(fake, code);
	centre_knows_no_code(fake);
	ask_alone(fake, code);
	assert_true(fake_desk_shows(fake, "PERLU PETUGAS"));
	assert_true(fake_desk_shows(fake, way));
	assert_false(fake_desk_shows(fake, why));
	fake_desk_press(fake, "15");
	ask_as_officer(fake, code);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, why));
	assert_true(fake_desk_shows(fake, action));
}

static void
copy__of_the_slip_has_the_state_of_now(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim_is_answered(fake, 0, NULL);
	claim(fake, code);
	assert_true(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	fake_desk_pass(fake, 20000); /* received meanwhile */
	ask_alone(fake, code);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "print_done");
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
	assert_true(fake_printer_saw(&fake->printer, "Menggantikan struk sebelumnya."));
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_true(fake_printer_saw(&fake->printer, "JHT-2026-0000101"));
	assert_false(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
}

/* Told by the look-up, kept in the claim's row, and so on the slip. */
static void
copy__of_a_returned_claim_sends_to_staff(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	centre_tells(fake, "{\"status\":\"returned\",\"promised_date\":null,\"overdue\":false,"
			   "\"return_reason\":\"account-name\"," NOT_WITHDRAWN "\"history\":[]}");
	ask_alone(fake, code);
	assert_true(fake_desk_shows(fake, "Nama di bank berbeda."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "print_done");
	assert_true(fake_printer_saw(&fake->printer, "PERLU PETUGAS"));
	assert_false(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='claim.state' AND "
				 "detail='received returned'"),
		1);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM claim WHERE status='returned'"),
		1);
}

static void
copy__is_to_be_had_for_7_days(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_clock_advance(&fake->clock, 7 * (int64_t)DAY_MS - 60000);
	ask_alone(fake, code);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "print_done");
	fake_desk_press(fake, "1");
	fake_clock_advance(&fake->clock, 61000);
	ask_as_officer(fake, code);
	fake_desk_expect(fake, "status");
	assert_false(fake_desk_shows(fake, "Cetak struk lagi"));
	assert_true(fake_desk_shows(fake, "terlalu lama"));
}

static void
copy__that_failed_says_why_and_is_not_called_printed(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	ask_alone(fake, code);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "print_failed");
	assert_true(fake_desk_shows(fake, "Kertas habis. Panggil petugas"));
	assert_int_equal(
		state_number(&fake->state, "SELECT count(*) FROM print_job WHERE state=1"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "print_done");
	assert_int_equal(
		state_number(&fake->state, "SELECT count(*) FROM print_job WHERE state=1"), 2);
}

static void
officer__finds_a_claim_and_comes_back_to_the_menu(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "+1482915\r7");
	scan(fake, code);
	fake_desk_expect(fake, "status");
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "is_this_you");
}

static void
officer__who_walks_away_from_a_claim_leaves_the_participants_step(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_desk_press(fake, "51" NIK "\r+1482915\r7");
	scan(fake, code);
	fake_desk_expect(fake, "status");
	fake_desk_pass(fake, 61000);
	fake_desk_expect(fake, "is_this_you");
	assert_false(visit_answers(fake->visit)->officer.joined);
}

static void
code__that_nobody_knows_can_be_mended(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	centre_knows_no_code(fake);
	stray_code(3, code);
	ask_alone(fake, code);
	fake_desk_expect(fake, "unknown");
	assert_true(fake_desk_shows(fake, "Kode itu belum ditemukan"));
	assert_int_equal(fake->printer.prints, 0);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "code");
	assert_string_equal(fake_desk_page(fake)->field.typed, code);
	fake_desk_press(fake, "-2\r");
	fake_desk_expect(fake, "code");
	assert_true(fake_desk_page(fake)->notice_is_bad);
	fake_desk_press(fake, "**");
	fake_desk_expect(fake, "idle");
}

static void
code__without_the_centre_is_not_called_unknown(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(4, code);
	ask_alone(fake, code);
	fake_desk_expect(fake, "away");
	assert_true(fake_desk_shows(fake, "Mungkin struk dari mesin lain"));
	centre_knows_no_code(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "unknown");
}

static void
guessing__ends_with_staff_after_5_codes(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM], mine[CODE_ROOM];

	claim(fake, mine);
	centre_knows_no_code(fake);
	fake_desk_press(fake, "541");
	for (uint8_t i = 1; i <= 5; i++) {
		stray_code(i, code);
		scan(fake, code);
		if (i == 5)
			break;
		fake_desk_expect(fake, "unknown");
		fake_desk_press(fake, "1");
		scan(fake, code); /* the same again is no new guess */
		fake_desk_expect(fake, "unknown");
		fake_desk_press(fake, "1");
	}
	fake_desk_expect(fake, "closed");
	fake_desk_press(fake, "241");
	fake_desk_expect(fake, "code");
	scan(fake, mine);
	fake_desk_expect(fake, "closed");
	fake_desk_press(fake, "1");
	fake_desk_press(fake, "1482915\r7");
	scan(fake, mine);
	fake_desk_expect(fake, "status");
}

/* --- the scan step ------------------------------------------------------------------------------------------------ */

static void
camera__reads_the_code_of_a_slip(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(5, code);
	centre_knows_no_code(fake);
	fake_camera_face(&fake->camera, 0, false);
	fake_camera_code(&fake->camera, CAMERA_CODE_QR, code);
	fake_desk_press(fake, "541");
	fake_desk_expect(fake, "code");
	assert_true(fake->camera.running);
	assert_int_equal(fake->camera.task, CAMERA_TASK_CODE);
	fake_desk_pass(fake, 1000);
	fake_desk_expect(fake, "unknown");
	assert_false(fake->camera.running);
	assert_string_equal(visit_answers(fake->visit)->lookup.code, code);
}

static void
camera__names_what_is_no_code_and_keeps_what_was_typed(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "0001234567890", "BPJS Kesehatan" },
		{ "https://example.invalid/a-menu-of-a-restaurant-nearby", "alamat internet" },
		{ "00020101021126570011ID.DANA.WWW", "kode pembayaran" },
		{ NIK, "Itu NIK" },
		{ "12345678901", "nomor kartu (KPJ)" },
		{ "KOPI", "bukan kode struk" },
		{ "\xC3\xA9\xC3\xA9", "bukan kode struk" },
	};
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "54145");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		fake_camera_code(&fake->camera, CAMERA_CODE_QR, rows[i].text);
		fake_desk_pass(fake, 500);
		fake_desk_expect(fake, "code");
		if (!fake_desk_shows(fake, rows[i].words))
			fail_msg("%s: %s", rows[i].text, fake_desk_page(fake)->notice);
		assert_string_equal(fake_desk_page(fake)->field.typed, "45");
	}
	assert_int_equal(visit_answers(fake->visit)->lookup.code[0], 0);
}

static void
camera__that_is_gone_leaves_the_keyboard(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(6, code);
	centre_knows_no_code(fake);
	fake->camera.state = CAMERA_GONE;
	fake_desk_press(fake, "541");
	fake_desk_pass(fake, 500);
	assert_true(fake_desk_shows(fake, "Kamera tidak bisa dipakai sekarang."));
	assert_true(fake_desk_shows(fake, "Ketik saja, lalu tekan Enter."));
	assert_false(fake_desk_page(fake)->preview);
	scan(fake, code);
	fake_desk_expect(fake, "unknown");
}

static void
camera__is_off_while_staff_are_called_and_on_again_after(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "541");
	assert_true(fake->camera.running);
	fake_desk_press(fake, "+");
	fake_desk_expect(fake, "called");
	assert_false(fake->camera.running);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "code");
	assert_true(fake->camera.running);
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "menu");
	assert_false(fake->camera.running);
}

static void
counter__that_scans_otherwise_starts_no_camera(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.place.scanner = SCANNER_KEYBOARD;
	fake_desk_press(fake, "541");
	assert_int_equal(fake->camera.starts, 0);
	assert_true(fake_desk_shows(fake, "Pindai kotak hitam putih"));
	fake_desk_press(fake, "*");
	fake->desk.place.scanner = SCANNER_NONE;
	fake_desk_press(fake, "41");
	assert_int_equal(fake->camera.starts, 0);
	assert_true(fake_desk_shows(fake, "Ketik kode di struk"));
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(states__are_said_in_words_with_their_dates),
		DESK_TEST(status__without_the_centre_says_what_is_known_here),
		DESK_TEST(status__of_a_claim_not_sent_says_so),
		DESK_TEST(status__of_a_duplicate_needs_staff_and_says_why),
		DESK_TEST(status__of_a_duplicate_the_centre_took_says_so),
		DESK_TEST(parked__tells_staff_the_reason_and_the_participant_the_way),
		DESK_TEST(copy__of_the_slip_has_the_state_of_now),
		DESK_TEST(copy__of_a_returned_claim_sends_to_staff),
		DESK_TEST(copy__is_to_be_had_for_7_days),
		DESK_TEST(copy__that_failed_says_why_and_is_not_called_printed),
		DESK_TEST(officer__finds_a_claim_and_comes_back_to_the_menu),
		DESK_TEST(officer__who_walks_away_from_a_claim_leaves_the_participants_step),
		DESK_TEST(code__that_nobody_knows_can_be_mended),
		DESK_TEST(code__without_the_centre_is_not_called_unknown),
		DESK_TEST(guessing__ends_with_staff_after_5_codes),
		DESK_TEST(camera__reads_the_code_of_a_slip),
		DESK_TEST(camera__names_what_is_no_code_and_keeps_what_was_typed),
		DESK_TEST(camera__that_is_gone_leaves_the_keyboard),
		DESK_TEST(camera__is_off_while_staff_are_called_and_on_again_after),
		DESK_TEST(counter__that_scans_otherwise_starts_no_camera),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
