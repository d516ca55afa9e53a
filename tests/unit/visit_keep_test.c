/* SPDX-License-Identifier: Apache-2.0 */
/* "Simpan dan lanjutkan nanti" at the counter: what reaches the centre, what is on screen and paper, and without either. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK    "6308080303590022"
#define VISIT  "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define SAVED  VISIT "/saved-visits"
#define CODE   "2GQFENAAG"
#define SHOWN  "2GQF-ENAA-G"
#define EVENTS "SELECT count(*) FROM journal WHERE event='visit.saved' AND outcome="

/* A man of 67 without an account; what is kept stands where the record says so. */
#define RECORD(account, saved)                                                                 \
	"{\"nik\":\"" NIK "\",\"name\":\"ZAINAL ABIDIN\",\"name_masked\":\"Z***** A*****\","   \
	"\"birth_date\":\"1959-03-03\",\"birth_place\":\"Amuntai\",\"mother_name\":"           \
	"\"RABIAH\"," FAKE_CONTACT                                                             \
	"\"marital_status\":\"kawin\",\"address\":\"Jalan Contoh RT 01 No. 2\","               \
	"\"village\":\"Kebun Sari\",\"district\":\"Amuntai Tengah\","                          \
	"\"regency\":\"Hulu Sungai Utara\",\"province\":\"Kalimantan Selatan\","               \
	"\"postal_code\":\"71419\",\"phone\":\"+6281200000022\",\"email\":null,"               \
	"\"has_npwp\":true,\"jmo_blocked\":false,\"data_complete\":true,"                      \
	"\"missing_fields\":[],\"account\":" account                                           \
	",\"first_partial\":null,\"saved\":" saved                                             \
	",\"cards\":[{\"kpj\":\"20601234522\",\"employer\":\"PT Contoh Kayu\","                \
	"\"segment\":\"PU\",\"active\":false,\"registered\":true,"                             \
	"\"joined_on\":\"2009-02-01\",\"ended_on\":\"2021-03-31\",\"end_reason\":null,"        \
	"\"balance\":8450000}],\"jht\":{\"total\":8450000,\"principal\":6200000,"              \
	"\"yield\":2250000},\"claims\":[]}"

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_camera_face(&fake.camera, 0, true);
	fake_camera_face(&fake.camera, 0, true);
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
answer(struct fake_desk *fake, const char *method, const char *path, int status,
	const char *body, int times)
{
	const struct fake_http_rule rule = {
		.method = method, .path = path, .status = status, .body = body, .times = times
	};

	fake_http_add(&fake->http, &rule);
}

static void
centre_keeps(struct fake_desk *fake)
{
	answer(fake, "POST", SAVED, 201,
		"{\"saved_code\":\"" CODE "\",\"valid_until\":\"2026-12-07\"}", 0);
}

static void
prove(struct fake_desk *fake)
{
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

/* From the idle screen to the amount, with nowhere to send it. */
static void
walk_to_amount(struct fake_desk *fake)
{
	answer(fake, "GET", VISIT "/participant", 200, RECORD("null", "null"), 0);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r11");
	prove(fake);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
}

static const struct fake_http_request *
last_request(const struct fake_desk *fake, const char *path)
{
	for (int i = fake->http.requests; i-- > 0;)
		if (strcmp(fake->http.request[i].path, path) == 0)
			return &fake->http.request[i];
	fail_msg("nothing asked %s", path);
	return NULL;
}

static int
count_requests(const struct fake_desk *fake, const char *path)
{
	int n = 0;

	for (int i = 0; i < fake->http.requests; i++)
		n += strcmp(fake->http.request[i].path, path) == 0;
	return n;
}

static void
no_account__is_told_where_to_open_one_and_keeps_the_visit(void **state)
{
	struct fake_desk *fake = *state;

	centre_keeps(fake);
	walk_to_amount(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "no_account");
	assert_true(fake_desk_shows(fake, "Di bank mana saja"));
	assert_true(fake_desk_shows(fake, "BRI"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "kept");
	assert_true(fake_desk_shows(fake, SHOWN));
	assert_true(fake_desk_shows(fake, "7 Desember 2026"));
	assert_true(fake_desk_shows(fake, "buku tabungan"));
	assert_non_null(strstr(last_request(fake, SAVED)->body,
		"\"flow\":\"claim\",\"step\":\"amount\",\"answers\":{\"reason\":\"USIA_56\""));
	assert_true(fake_printer_saw(&fake->printer, "LANJUTKAN NANTI"));
	assert_true(fake_printer_saw(&fake->printer, SHOWN));
	assert_false(fake_printer_saw(&fake->printer, "ZAINAL"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
	assert_int_equal(state_number(&fake->state, EVENTS "'ok'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "more");
	fake_desk_press(fake, "25");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 0);
	assert_string_equal(visit_answers(fake->visit)->kept.code, "");
}

static void
no_account__may_turn_out_to_have_one(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_amount(fake);
	fake_desk_press(fake, "22");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "no_account");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "amount");
}

static void
kept_visit__whose_slip_fails_shows_the_code_and_prints_again(void **state)
{
	struct fake_desk *fake = *state;

	centre_keeps(fake);
	walk_to_amount(fake);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "kept");
	assert_true(fake_desk_shows(fake, SHOWN));
	assert_true(fake_desk_shows(fake, "Catat atau foto kode ini."));
	assert_true(fake_desk_shows(fake, "Kertas habis."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "kept");
	assert_false(fake_desk_shows(fake, "Kertas habis."));
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_int_equal(count_requests(fake, SAVED), 1);
}

static void
kept_visit__whose_slip_is_torn_prints_a_copy(void **state)
{
	struct fake_desk *fake = *state;

	centre_keeps(fake);
	walk_to_amount(fake);
	fake_printer_fail(&fake->printer, 1, ST_COVER_OPEN);
	fake->printer.fail_sent = 400;
	fake_desk_press(fake, "21");
	assert_true(fake_desk_shows(fake, "Yang berikut bertulis SALINAN."));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
	assert_false(fake_desk_shows(fake, "SALINAN"));
}

static void
kept_visit__without_a_printer_has_its_code_on_the_screen(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.printer.present = false;
	centre_keeps(fake);
	walk_to_amount(fake);
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "kept");
	assert_true(fake_desk_shows(fake, SHOWN));
	assert_true(fake_desk_shows(fake, "Catat atau foto kode ini."));
	assert_false(fake_desk_shows(fake, "Cetak"));
}

static void
keeping__from_the_way_out_of_a_claim_takes_the_account_along(void **state)
{
	struct fake_desk *fake = *state;

	centre_keeps(fake);
	answer(fake, "POST", VISIT "/bank-account-checks", 200,
		"{\"bank\":\"008\",\"number\":\"1310012345678\",\"holder\":\"ZAINAL ABIDIN\","
		"\"match\":\"same\",\"state\":\"active\"}",
		0);
	walk_to_amount(fake);
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "account");
	fake_desk_press(fake, "1310012345678\r1");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Batal, atau lanjutkan nanti"));
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "cancel");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "kept");
	assert_false(fake_desk_shows(fake, "buku tabungan"));
	assert_non_null(strstr(last_request(fake, SAVED)->body, "\"step\":\"review\""));
	assert_non_null(strstr(last_request(fake, SAVED)->body,
		"\"account\":{\"bank\":\"008\",\"number\":\"1310012345678\"}"));
}

static const struct trouble {
	int status;
	enum status st;
	const char *body, *words, *outcome;
} troubles[] = {
	{ 0, ST_UNREACHABLE, NULL, "Pusat belum menjawab.", "'away'" },
	{ 503, ST_OK, "{\"type\":\"urn:anjungan:problem:maintenance\"}",
		"Kantor pusat sedang dirawat.", "'away'" },
	{ 422, ST_OK, "{\"type\":\"urn:anjungan:problem:invalid\"}", "Pusat menolak",
		"'refused'" },
};

static void
keeping__without_the_centre_is_said_and_can_be_tried_again(void **state)
{
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		const struct fake_http_rule rule = { .method = "POST",
			.path = SAVED,
			.status = troubles[i].status,
			.body = troubles[i].body,
			.st = troubles[i].st,
			.left = true,
			.times = 1 };

		fake_http_forget_rules(&fake->http);
		fake_http_add(&fake->http, &rule);
		centre_keeps(fake);
		walk_to_amount(fake);
		fake_desk_press(fake, "21");
		fake_desk_expect(fake, "keep_failed");
		assert_true(fake_desk_shows(fake, troubles[i].words));
		assert_int_equal(fake_printer_done(&fake->printer), (int)i);
		fake_desk_press(fake, "1");
		fake_desk_expect(fake, "kept");
		fake_desk_press(fake, "125");
		fake_desk_expect(fake, "idle");
		fake_camera_face(&fake->camera, 0, true);
		fake_camera_face(&fake->camera, 0, true);
	}
	assert_int_equal(state_number(&fake->state, EVENTS "'away'"), 2);
	assert_int_equal(state_number(&fake->state, EVENTS "'refused'"), 1);
	assert_int_equal(state_number(&fake->state, EVENTS "'ok'"), 3);
}

static void
keeping__without_the_centre_leaves_a_ticket_for_staff_here(void **state)
{
	static const struct fake_http_rule away = {
		.method = "POST", .path = SAVED, .st = ST_UNREACHABLE
	};
	struct fake_desk *fake = *state;

	fake_http_add(&fake->http, &away);
	walk_to_amount(fake);
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "keep_failed");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "no_account");
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "TIKET PETUGAS"));
	assert_true(fake_printer_saw(&fake->printer, "Disimpan di mesin ini."));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM handover WHERE why='kept-here'"),
		1);
}

static void
keeping__a_claim_without_the_centre_goes_to_staff_here(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "away");
	fake_desk_press(fake, "211");
	prove(fake);
	fake_desk_press(fake, "\r\r");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "2" "1310012345678\r");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "43");
	fake_desk_expect(fake, "keep_failed");
	assert_false(fake_desk_shows(fake, "Coba lagi"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_done");
	assert_int_equal(count_requests(fake, SAVED), 0);
}

static void
keeping__in_a_visit_the_centre_has_closed_proves_the_person_again(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", SAVED, 410, "{\"type\":\"urn:anjungan:problem:visit-expired\"}", 1);
	centre_keeps(fake);
	walk_to_amount(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "21");
	prove(fake);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "kept");
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(no_account__is_told_where_to_open_one_and_keeps_the_visit),
		DESK_TEST(no_account__may_turn_out_to_have_one),
		DESK_TEST(kept_visit__whose_slip_fails_shows_the_code_and_prints_again),
		DESK_TEST(kept_visit__whose_slip_is_torn_prints_a_copy),
		DESK_TEST(kept_visit__without_a_printer_has_its_code_on_the_screen),
		DESK_TEST(keeping__from_the_way_out_of_a_claim_takes_the_account_along),
		DESK_TEST(keeping__without_the_centre_is_said_and_can_be_tried_again),
		DESK_TEST(keeping__without_the_centre_leaves_a_ticket_for_staff_here),
		DESK_TEST(keeping__a_claim_without_the_centre_goes_to_staff_here),
		DESK_TEST(keeping__in_a_visit_the_centre_has_closed_proves_the_person_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
