/* SPDX-License-Identifier: Apache-2.0 */
/* The service of one's KPJ: all shown, added with one key each, and what becomes of a number that is not in the list. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308070903700008"
#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"

/* Three KPJ, of which the first is registered: 2.0, 4.5 and 5.25 million; each with whether it is registered. */
#define CARD(kpj, employer, joined, ended, registered, balance)                                \
	"{\"kpj\":\"" kpj "\",\"employer\":\"" employer "\",\"segment\":\"PU\","               \
	"\"active\":false,\"registered\":" registered ",\"joined_on\":\"" joined "\","         \
	"\"ended_on\":\"" ended "\",\"end_reason\":\"RESIGN\",\"balance\":" balance "}"
#define CARDS(second, third)                                                                   \
	"\"cards\":[" CARD("20601234508", "PT Contoh Air", "2018-02-01", "2023-03-31", "true", \
		"2000000") "," CARD("20601234808", "PT Contoh Kayu", "2008-02-01",             \
		"2014-03-31", second, "4500000") "," CARD("20601234818", "CV Contoh Beton",    \
		"2014-02-01", "2018-03-31", third, "5250000") "]"
#define JHT "\"jht\":{\"total\":2000000,\"principal\":1500000,\"yield\":500000}"

static const char record[] =
	"{\"nik\":\"" NIK "\",\"name\":\"HERMANSYAH\",\"name_masked\":\"H*****\","
	"\"birth_date\":\"1970-03-09\",\"birth_place\":\"Amuntai\",\"mother_name\":"
	"\"JAMILAH\"," FAKE_CONTACT
	"\"marital_status\":\"kawin\",\"address\":\"Jalan Contoh RT 09 No. 8\","
	"\"village\":\"Kebun Sari\",\"district\":\"Amuntai Tengah\","
	"\"regency\":\"Hulu Sungai Utara\",\"province\":\"Kalimantan Selatan\","
	"\"postal_code\":\"71419\",\"phone\":\"+6281200000008\",\"email\":null,"
	"\"has_npwp\":true,\"jmo_blocked\":false,\"data_complete\":true,\"missing_fields\":[],"
	"\"account\":null,\"first_partial\":null,\"saved\":null," CARDS(
		"false", "false") "," JHT ",\"claims\":[]}";

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

/* From the idle screen to the list of one's KPJ. */
static void
walk_to_cards(struct fake_desk *fake)
{
	answer(fake, "GET", VISIT "/participant", 200, record, 0);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "53" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_expect(fake, "record");
	fake_desk_press(fake, "7");
	fake_desk_expect(fake, "my_cards");
}

static void
must_show(const struct fake_desk *fake, const char *const *words)
{
	for (; *words; words++)
		if (!fake_desk_shows(fake, *words))
			fail_msg("%s does not show %s", fake_desk_page(fake)->name, *words);
}

static void
cards__are_all_shown_and_added_with_one_key_each(void **state)
{
	static const char *const before[] = { "PT Contoh Air  2018–2023",
		"PT Contoh Kayu  2008–2014, belum terdaftar",
		"CV Contoh Beton  2014–2018, belum terdaftar", "Rp2.000.000", NULL };
	static const char *const offer[] = { "20 601 234 808", "Rp4.500.000", "Rp6.500.000",
		NULL };
	static const char *const after[] = { "Jumlah sebelumnya", "Rp2.000.000",
		"Jumlah sekarang", "Rp11.750.000", NULL };
	struct fake_desk *fake = *state;

	answer(fake, "POST", VISIT "/cards", 201, "{" CARDS("true", "false") "," JHT "}", 1);
	answer(fake, "POST", VISIT "/cards", 201, "{" CARDS("true", "true") "," JHT "}", 1);
	walk_to_cards(fake);
	must_show(fake, before);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	must_show(fake, offer);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "kpj_done");
	must_show(fake, after);
	assert_false(fake_desk_shows(fake, "belum terdaftar"));
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "more");
}

static void
cards__name_the_limit_before_the_key_that_crosses_it(void **state)
{
	struct fake_desk *fake = *state;

	fake->policy.unattended_limit[fake->policy.limits_n - 1].value = 6000000;
	walk_to_cards(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	assert_true(fake_desk_shows(fake, "klaim perlu dibantu petugas"));
	fake_desk_press(fake, "2");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "kpj_done");
	assert_false(fake_desk_shows(fake, "Jumlah sebelumnya"));
	assert_true(fake_desk_shows(fake, "Tambahkan yang belum terdaftar"));
}

static void
cards__number_of_somebody_else_goes_to_staff_with_its_reason(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", VISIT "/cards", 422,
		"{\"type\":\"urn:anjungan:problem:card-not-yours\",\"title\":\"x\","
		"\"status\":422}",
		0);
	walk_to_cards(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "kpj_number");
	fake_desk_press(fake, "123\r");
	fake_desk_expect(fake, "kpj_number");
	fake_desk_press(fake, "45678901\r");
	fake_desk_expect(fake, "number_failed");
	assert_true(fake_desk_shows(fake, "tidak menemukan KPJ ini untuk NIK Anda"));
	assert_true(fake_desk_shows(fake, "tidak dihitung"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "kpj_number");
	assert_string_equal(fake_desk_page(fake)->field.typed, "12345678901");
	fake_desk_press(fake, "\r411");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "Ada KPJ yang belum bisa didaftarkan."));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM handover WHERE why = 'card-refused'"),
		1);
}

/* However often it is mistyped, the next try is as good as the first. */
static void
cards__mistyped_numbers_are_never_counted(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", VISIT "/cards", 422,
		"{\"type\":\"urn:anjungan:problem:card-not-yours\",\"title\":\"x\","
		"\"status\":422}",
		9);
	answer(fake, "POST", VISIT "/cards", 201, "{" CARDS("true", "false") "," JHT "}", 1);
	walk_to_cards(fake);
	fake_desk_press(fake, "212345678901\r");
	for (int i = 0; i < 8; i++) {
		fake_desk_expect(fake, "number_failed");
		fake_desk_press(fake, "1\r");
	}
	fake_desk_expect(fake, "number_failed");
	fake_desk_press(fake, "1\r");
	fake_desk_expect(fake, "kpj_done");
	assert_true(fake_desk_shows(fake, "Rp6.500.000"));
}

static void
cards__number_that_is_in_the_list_is_offered_or_known(void **state)
{
	struct fake_desk *fake = *state;
	int asked;

	walk_to_cards(fake);
	asked = fake_http_count(&fake->http);
	fake_desk_press(fake, "220601234508\r");
	fake_desk_expect(fake, "number_known");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "kpj_number");
	fake_desk_press(fake, "-----------20601234818\r");
	fake_desk_expect(fake, "cards");
	assert_true(fake_desk_shows(fake, "CV Contoh Beton"));
	assert_int_equal(fake_http_count(&fake->http), asked);
}

static void
cards__number_the_centre_is_silent_about_can_be_sent_again(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "POST", VISIT "/cards", .st = ST_UNREACHABLE,
		.times = 1 };
	const struct fake_http_request *first, *second;
	int at;

	fake_http_add(&fake->http, &away);
	answer(fake, "POST", VISIT "/cards", 201, "{" CARDS("true", "false") "," JHT "}", 0);
	walk_to_cards(fake);
	at = fake_http_count(&fake->http);
	fake_desk_press(fake, "212345678901\r");
	fake_desk_expect(fake, "number_failed");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "kpj_done");
	first = fake_http_request(&fake->http, at);
	second = fake_http_request(&fake->http, at + 1);
	assert_string_equal(first->body, "{\"kpj\":\"12345678901\"}");
	assert_string_equal(second->body, first->body);
	assert_string_equal(fake_http_header(second, "Idempotency-Key"),
		fake_http_header(first, "Idempotency-Key"));
}

static void
service__without_the_centre_is_closed_with_a_way_out(void **state)
{
	static const struct {
		struct fake_http_rule rule;
		const char *words;
	} troubles[] = {
		{ { "POST", "/v1/visits", .st = ST_UNREACHABLE }, "Pusat belum menjawab" },
		{ { "POST", "/v1/visits", .st = ST_TIMEOUT }, "Pusat belum menjawab" },
		{ { "POST", "/v1/visits", .status = 503,
			  .body = "{\"type\":\"urn:anjungan:problem:maintenance\","
				  "\"title\":\"x\",\"status\":503}" },
			"sedang dirawat. Coba sebentar lagi." },
		{ { "POST", "/v1/visits", .status = 503,
			  .body = "{\"type\":\"urn:anjungan:problem:maintenance\","
				  "\"title\":\"x\",\"status\":503,\"retry_after_s\":1501}" },
			"sedang dirawat, kira-kira 26 menit lagi." },
		{ { "POST", "/v1/visits", .status = 503,
			  .body = "{\"type\":\"urn:anjungan:problem:maintenance\","
				  "\"title\":\"x\",\"status\":503,\"retry_after_s\":7200}" },
			"sedang dirawat, kira-kira 2 jam lagi." },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		fake_http_forget_rules(&fake->http);
		fake_http_add(&fake->http, &troubles[i].rule);
		fake_desk_press(fake, "53" NIK "\r");
		fake_desk_expect(fake, "away");
		assert_true(fake_desk_shows(fake, troubles[i].words));
		assert_true(fake_desk_shows(fake, "Layanan ini perlu kantor pusat"));
		assert_false(fake_desk_shows(fake, "Lanjut tanpa jaringan"));
		assert_true(fake_desk_shows(fake, "Panggil petugas"));
		fake_desk_press(fake, "2");
		fake_desk_expect(fake, "menu");
		fake_desk_press(fake, "*");
		fake_desk_expect(fake, "idle");
	}
}

/* A claim was begun without the centre, and left: the other service says what it lacks, and takes up where it can. */
static void
service__after_an_offline_claim_waits_for_the_centre(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "POST", "/v1/visits", .st = ST_UNREACHABLE,
		.times = 1 };

	fake_http_add(&fake->http, &away);
	answer(fake, "GET", VISIT "/participant", 200, record, 0);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r2");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "***");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "needs_centre");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "is_this_you");
	assert_true(fake_desk_shows(fake, "S*** A*****"));
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "face");
}

int
main(void)
{
#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)
	static const struct CMUnitTest tests[] = {
		DESK_TEST(cards__are_all_shown_and_added_with_one_key_each),
		DESK_TEST(cards__name_the_limit_before_the_key_that_crosses_it),
		DESK_TEST(cards__number_of_somebody_else_goes_to_staff_with_its_reason),
		DESK_TEST(cards__mistyped_numbers_are_never_counted),
		DESK_TEST(cards__number_that_is_in_the_list_is_offered_or_known),
		DESK_TEST(cards__number_the_centre_is_silent_about_can_be_sent_again),
		DESK_TEST(service__without_the_centre_is_closed_with_a_way_out),
		DESK_TEST(service__after_an_offline_claim_waits_for_the_centre),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
