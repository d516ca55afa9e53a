/* SPDX-License-Identifier: Apache-2.0 */
/* The record completed and corrected, in a claim and by itself: what is asked, what is sent, what is said of it. */
#include "base/array.h"
#include "base/str.h"
#include "rules/region.h"
#include "tests/fake/desk.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define CHANGED "SELECT count(*) FROM journal WHERE event='record.change'"
#define NIK   "6308011905610025"
#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"

/* A man of 65 without phone and marital state, with one KPJ registered and one not. */
#define CARDS(registered)                                                                      \
	"\"cards\":[{\"kpj\":\"20601234525\",\"employer\":\"PT Contoh Galangan\","             \
	"\"segment\":\"PU\",\"active\":false,\"registered\":true,\"joined_on\":\"2017-02-"     \
	"01\","                                                                                \
	"\"ended_on\":\"2023-03-31\",\"end_reason\":\"RESIGN\",\"balance\":7900000},"          \
	"{\"kpj\":\"20601234825\",\"employer\":\"CV Contoh Galian\",\"segment\":\"PU\","       \
	"\"active\":false,\"registered\":" registered ",\"joined_on\":\"2007-02-01\","         \
	"\"ended_on\":\"2016-03-31\",\"end_reason\":\"RESIGN\",\"balance\":550000}],"          \
	"\"jht\":{\"total\":7900000,\"principal\":6000000,\"yield\":1900000}"

#define NO_CONTACT                                                                             \
	"\"education\":null,\"contact_name\":null,"                                            \
	"\"contact_relation\":null,\"contact_phone\":null,"

#define RECORD(birth, mother, missing) RECORD_OF(birth, mother, FAKE_CONTACT, missing)
#define RECORD_OF(birth, mother, contact, missing)                                             \
	"{\"nik\":\"" NIK "\",\"name\":\"SUPIAN NOOR\",\"name_masked\":\"S***** N***\","       \
	"\"birth_date\":\"" birth "\",\"birth_place\":\"Amuntai\","                            \
	"\"mother_name\":" mother "," contact "\"marital_status\":null,"                       \
	"\"address\":\"Jalan Contoh RT 08 No. 25\",\"village\":\"Sungai Malang\","             \
	"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","                   \
	"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\",\"phone\":null,"        \
	"\"email\":null,\"has_npwp\":true,\"jmo_blocked\":false,\"data_complete\":false,"      \
	"\"missing_fields\":[" missing "],\"account\":{\"bank\":\"002\","                      \
	"\"number\":\"012301004567525\",\"holder\":\"SUPIAN NOOR\",\"match\":\"same\"},"       \
	"\"first_partial\":null,\"saved\":null," CARDS("false") ",\"claims\":[]}"

static const char record[] =
	RECORD("1961-05-19", "\"NORHASANAH\"", "\"marital_status\",\"phone\"");
static const char record_born_otherwise[] =
	RECORD("1961-05-18", "\"NORHASANAH\"", "\"marital_status\",\"phone\"");
static const char record_with_letters[] =
	RECORD("1961-05-19", "null", "\"marital_status\",\"phone\",\"mother_name\"");

static const char record_without_contact[] = RECORD_OF("1961-05-19", "\"NORHASANAH\"",
	NO_CONTACT, "\"education\",\"contact_name\",\"contact_relation\",\"contact_phone\"");

static struct regions regions;

static int
read_regions(void **state)
{
	static const char provinces[] =
		"code,name\n62,Kalimantan Tengah\n63,Kalimantan Selatan\n";
	static const char regencies[] =
		"code,name\n6307,Hulu Sungai Tengah\n6308,Hulu Sungai Utara\n";
	static const char districts[] = "code,name\n630801,Danau Panggang\n"
					"630805,Amuntai Tengah\n630806,Amuntai Utara\n";
	static const char *const files[] = { provinces, regencies, districts };
	int line;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (regions_add(&regions, (enum region_level)i, files[i], &line) != ST_OK)
			return -1;
	return 0;
}

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake.desk.place.regions = &regions;
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

/* From the idle screen, by that key of the menu, to what comes after the photograph. */
static void
walk_in(struct fake_desk *fake, const char *service, const char *participant)
{
	answer(fake, "GET", VISIT "/participant", 200, participant, 0);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "5");
	fake_desk_press(fake, service);
	fake_desk_press(fake, NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

static void
takes_all(struct fake_desk *fake, const char *accepted)
{
	answer(fake, "PATCH", VISIT "/participant", 200, accepted, 0);
}

#define TAKEN                                                                                  \
	"{\"accepted\":[\"phone\",\"marital_status\"],\"refused\":[],\"data_complete\":true,"  \
	"\"missing_fields\":[]}"

#define TAKEN_CONTACT                                                                          \
	"{\"accepted\":[\"education\",\"contact_relation\",\"contact_phone\"],\"refused\":"    \
	"[],"                                                                                  \
	"\"data_complete\":false,\"missing_fields\":[\"contact_name\"]}"

/* The last body that was PATCHed; "" none. */
static const char *
patched(struct fake_desk *fake)
{
	for (int i = fake_http_count(&fake->http) - 1; i >= 0; i--)
		if (strcmp(fake_http_request(&fake->http, i)->method, "PATCH") == 0)
			return fake_http_request(&fake->http, i)->body;
	return "";
}

static int
patches(struct fake_desk *fake)
{
	int n = 0;

	for (int i = 0; i < fake_http_count(&fake->http); i++)
		n += strcmp(fake_http_request(&fake->http, i)->method, "PATCH") == 0;
	return n;
}

/* --- within a claim -------------------------------------------------------------------------------------------------- */

static void
first_time_route__needs_at_most_14_screens_6_fields(void **state)
{
	struct fake_desk *fake = *state;
	struct visit_effort effort;

	takes_all(fake, TAKEN);
	answer(fake, "POST", VISIT "/cards", 201, "{" CARDS("true") "}", 0);
	walk_in(fake, "1", record);
	fake_desk_expect(fake, "data");
	assert_true(fake_desk_shows(fake, "Ditanyakan setelah ini"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "record_phone");
	fake_desk_press(fake, "081234567890\r");
	fake_desk_expect(fake, "marital");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	assert_string_equal(
		patched(fake), "{\"phone\":\"+6281234567890\",\"marital_status\":\"kawin\"}");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_int_equal(patches(fake), 1);
	effort = visit_effort(fake->visit);
	assert_true(effort.screens >= 10 && effort.screens <= 14);
	assert_true(effort.fields >= 2 && effort.fields <= 6);
}

static void
claim__with_letters_missing_asks_for_none_and_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, TAKEN);
	walk_in(fake, "1", record_with_letters);
	fake_desk_expect(fake, "data");
	assert_true(fake_desk_shows(fake, "diisi bersama petugas nanti"));
	fake_desk_press(fake, "1\r4");
	fake_desk_expect(fake, "cards");
	assert_string_equal(
		patched(fake), "{\"phone\":null,\"marital_status\":\"cerai_mati\"}");
}

static void
claim__never_waits_for_the_record(void **state)
{
	static const struct fake_http_rule troubles[] = {
		{ "PATCH", VISIT "/participant", .st = ST_UNREACHABLE },
		{ "PATCH", VISIT "/participant", .st = ST_TIMEOUT },
		{ "PATCH", VISIT "/participant", .status = 503,
			.body = "{\"type\":\"urn:anjungan:problem:maintenance\",\"title\":"
				"\"x\","
				"\"status\":503}" },
		{ "PATCH", VISIT "/participant", .status = 422,
			.body = "{\"type\":\"urn:anjungan:problem:invalid\",\"title\":\"x\","
				"\"status\":422}" },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		fake_camera_face(&fake->camera, 0, true);
		fake_camera_face(&fake->camera, 0, true);
		fake_http_forget_rules(&fake->http);
		fake_http_add(&fake->http, &troubles[i]);
		walk_in(fake, "1", record);
		fake_desk_expect(fake, "data");
		fake_desk_press(fake, "1\r1");
		fake_desk_expect(fake, "cards");
		fake_desk_press(fake, "2");
		fake_desk_expect(fake, "amount");
		fake_desk_pass(fake, 211 * 1000);
		fake_desk_expect(fake, "idle");
	}
}

/* School and contact are one key or one number each, the name waits for staff: no letter is asked for. */
static void
claim__asks_school_and_contact_where_they_are_missing(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, TAKEN_CONTACT);
	walk_in(fake, "1", record_without_contact);
	fake_desk_expect(fake, "data");
	assert_true(fake_desk_shows(fake, "diisi bersama petugas nanti"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "education");
	assert_true(fake_desk_shows(fake, "SMA atau SMK"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "contact_relation");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "contact_phone");
	fake_desk_press(fake, "12345\r");
	fake_desk_expect(fake, "contact_phone");
	fake_desk_press(fake, "-----081234567891\r");
	fake_desk_expect(fake, "cards");
	assert_string_equal(patched(fake),
		"{\"education\":\"smp\",\"contact_relation\":\"anak\","
		"\"contact_phone\":\"+6281234567891\"}");
}

static void
claim__whoever_has_no_contact_is_asked_no_number(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"education\",\"contact_relation\"],\"refused\":[],"
			"\"data_complete\":true,\"missing_fields\":[]}");
	walk_in(fake, "1", record_without_contact);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "contact_relation");
	fake_desk_press(fake, "6");
	fake_desk_expect(fake, "cards");
	assert_string_equal(patched(fake), "{\"education\":\"sd\",\"contact_relation\":null}");
}

static void
claim__number_of_a_contact_not_known_is_left_open(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"education\",\"contact_relation\"],\"refused\":[],"
			"\"data_complete\":false,\"missing_fields\":[\"contact_phone\"]}");
	walk_in(fake, "1", record_without_contact);
	fake_desk_press(fake, "111\r");
	fake_desk_expect(fake, "cards");
	assert_string_equal(
		patched(fake), "{\"education\":\"sd\",\"contact_relation\":\"pasangan\"}");
}

static void
claim__refused_is_said_with_its_place_and_the_claim_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"marital_status\"],\"refused\":[{\"field\":\"phone\","
			"\"code\":\"corrected-elsewhere\",\"where\":\"dukcapil\"}],"
			"\"data_complete\":false,\"missing_fields\":[\"phone\"]}");
	walk_in(fake, "1", record);
	fake_desk_press(fake, "1081234567890\r1");
	fake_desk_expect(fake, "record_refused");
	assert_true(fake_desk_shows(fake, "Ada data yang belum diterima"));
	assert_true(fake_desk_shows(fake, "Nomor HP: Data ini tidak bisa diubah di sini."));
	assert_true(fake_desk_shows(fake, "Dibetulkan di kantor Dukcapil"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "amount");
	fake_desk_press(fake, "*"); /* and past what was told */
	fake_desk_expect(fake, "marital");
	assert_int_equal(patches(fake), 1);
}

/* --- by itself ------------------------------------------------------------------------------------------------------- */

static void
data__is_sent_after_old_and_new_were_seen(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, TAKEN);
	walk_in(fake, "3", record);
	fake_desk_expect(fake, "record");
	assert_true(fake_desk_shows(fake, "Nomor HP: BELUM ADA"));
	assert_true(fake_desk_shows(fake, "Status kawin: BELUM ADA"));
	for (size_t i = 1; i < fake_desk_page(fake)->choices; i++)
		assert_true(fake_desk_page(fake)->choice[i - 1].key <
			    fake_desk_page(fake)->choice[i].key);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "record_phone");
	fake_desk_press(fake, "0812345\r");
	fake_desk_expect(fake, "record_phone");
	fake_desk_press(fake, "67890\r");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "belum ada → 081234567890"));
	assert_int_equal(patches(fake), 0);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "record");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "marital");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "sent");
	assert_true(fake_desk_shows(fake, "Nomor HP sudah diperbarui"));
	assert_int_equal(state_number(&fake->state,
				 CHANGED " AND outcome='ok' AND detail='2 0'"),
		1);
	assert_string_equal(
		patched(fake), "{\"phone\":\"+6281234567890\",\"marital_status\":\"kawin\"}");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "record");
	assert_true(fake_desk_shows(fake, "Nomor HP: 081234567890"));
	assert_false(fake_desk_shows(fake, "BELUM ADA"));
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "more");
}

static void
data__own_district_is_one_key_each_and_another_one_is_sent_whole(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"district\"],\"refused\":[],\"data_complete\":false,"
			"\"missing_fields\":[\"phone\",\"marital_status\"]}");
	walk_in(fake, "3", record);
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "province");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "regency");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "district");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Tidak ada yang berubah"));
	assert_false(fake_desk_shows(fake, "YA, KIRIM"));
	fake_desk_press(fake, "23112");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Amuntai Tengah →"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "sent");
	assert_non_null(strstr(patched(fake), "\"district\":"));
}

static void
data__fields_beyond_the_keys_are_on_another_page(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record);
	fake_desk_expect(fake, "record");
	assert_true(fake_desk_shows(fake, "Data yang lain"));
	assert_false(fake_desk_shows(fake, "Sekolah terakhir"));
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "record");
	assert_true(fake_desk_shows(fake, "Kode pos: 71419"));
	assert_true(fake_desk_shows(fake, "Sekolah terakhir: SMA atau SMK"));
	assert_true(fake_desk_shows(fake, "Kontak darurat: Anak, 081200009001"));
	assert_false(fake_desk_shows(fake, "Status kawin"));
	fake_desk_press(fake, "4");
	assert_true(fake_desk_shows(fake, "Status kawin"));
	fake_desk_press(fake, "42");
	fake_desk_expect(fake, "education");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "record");
	assert_true(fake_desk_shows(fake, "Sekolah terakhir"));
}

static void
data__missing_contact_is_on_the_first_page(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record_without_contact);
	assert_true(fake_desk_shows(fake, "Sekolah terakhir: BELUM ADA"));
	assert_true(fake_desk_shows(fake, "Kontak darurat: BELUM ADA"));
}

/* Number and name of the former contact are not left behind under another one's relation. */
static void
data__another_contact_takes_number_and_name_of_the_former_away(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"contact_relation\",\"contact_phone\","
			"\"contact_name\"],\"refused\":[],\"data_complete\":false,"
			"\"missing_fields\":[\"phone\",\"marital_status\",\"contact_name\"]}");
	walk_in(fake, "3", record);
	fake_desk_press(fake, "43");
	fake_desk_expect(fake, "contact_relation");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "contact_phone");
	fake_desk_press(fake, "081234567891\r");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Anak → Saudara"));
	assert_true(fake_desk_shows(fake, "081200009001 → 081234567891"));
	assert_true(fake_desk_shows(fake, "NOR AINAH → isi bersama petugas"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "sent");
	assert_string_equal(patched(fake),
		"{\"contact_relation\":\"saudara\",\"contact_phone\":\"+6281234567891\","
		"\"contact_name\":null}");
}

static void
data__same_contact_is_no_change(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record);
	fake_desk_press(fake, "43"
			      "1*"
			      "2"
			      "\r");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Tidak ada yang berubah"));
}

static void
data__refused_is_said_with_the_place_where_it_is_corrected(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake,
		"{\"accepted\":[],\"refused\":[{\"field\":\"phone\",\"code\":\"wrong-form\","
		"\"where\":\"bpjs\"}],\"data_complete\":false,\"missing_fields\":[\"phone\"]}");
	walk_in(fake, "3", record);
	fake_desk_press(fake, "1081234567890\r1");
	fake_desk_expect(fake, "sent");
	assert_true(fake_desk_shows(fake, "Ada data yang belum diterima"));
	assert_true(fake_desk_shows(fake, "Nomor HP: Isinya belum benar"));
	assert_true(fake_desk_shows(fake, "Dibetulkan petugas BPJS"));
	assert_int_equal(state_number(&fake->state,
				 CHANGED " AND outcome='some' AND detail='0 1'"),
		1);
}

static void
data__birth_date_that_differs_shows_both_and_names_dukcapil(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record_born_otherwise);
	fake_desk_expect(fake, "birth_differs");
	assert_true(fake_desk_shows(fake, "18 Mei 1961"));
	assert_true(fake_desk_shows(fake, "19 Mei 1961"));
	assert_true(fake_desk_shows(fake, "kantor Dukcapil"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "record");
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "more");
}

static void
data__centre_gone_midway_keeps_the_answers(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "PATCH", VISIT "/participant",
		.st = ST_UNREACHABLE, .times = 1 };

	fake_http_add(&fake->http, &away);
	takes_all(fake, "{\"accepted\":[\"phone\"],\"refused\":[],\"data_complete\":false,"
			"\"missing_fields\":[\"marital_status\"]}");
	walk_in(fake, "3", record);
	fake_desk_press(fake, "1081234567890\r1");
	fake_desk_expect(fake, "send_failed");
	assert_true(fake_desk_shows(fake, "Pusat belum menjawab"));
	assert_int_equal(state_number(&fake->state, CHANGED " AND outcome='away'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "sent");
	assert_string_equal(patched(fake), "{\"phone\":\"+6281234567890\"}");
}

static void
data__letters_are_for_the_officer(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record_with_letters);
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "by_staff");
	fake_desk_press(fake, "11482915\r4");
	fake_desk_expect(fake, "by_staff");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "letters");
	assert_true(fake_desk_shows(fake, "Nama ibu kandung: BELUM ADA"));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "letters_text");
	fake_desk_press(fake, "123\r");
	fake_desk_expect(fake, "letters_text");
	fake_desk_press(fake, "---\r");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Tidak ada yang berubah"));
}

/* Nobody had to say that they take over: these fields are theirs. */
static void
data__letters_are_read_back_field_by_field(void **state)
{
	struct fake_desk *fake = *state;

	takes_all(fake, "{\"accepted\":[\"address\",\"village\"],\"refused\":[],"
			"\"data_complete\":true,\"missing_fields\":[]}");
	walk_in(fake, "3", record_with_letters);
	fake_desk_press(fake, "511482915\r4");
	fake_desk_press(fake, "1117\r"); /* "isi sekarang", the address: 17 */
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "25234\r"); /* the village: 34 */
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "turn");
	assert_int_equal(fake_desk_page(fake)->lines, 2);
	assert_string_equal(fake_desk_page(fake)->line[0].label, "Alamat");
	assert_string_equal(fake_desk_page(fake)->line[0].text, "17");
	assert_string_equal(fake_desk_page(fake)->line[1].label, "Desa atau kelurahan");
	assert_string_equal(fake_desk_page(fake)->line[1].text, "34");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "sent");
}

/* One photograph serves both. */
static void
data__then_a_claim_needs_no_second_proof(void **state)
{
	struct fake_desk *fake = *state;

	walk_in(fake, "3", record);
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "more");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
	assert_int_equal(fake->camera.shots, 1);
}

int
main(void)
{
#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)
	static const struct CMUnitTest tests[] = {
		DESK_TEST(first_time_route__needs_at_most_14_screens_6_fields),
		DESK_TEST(claim__with_letters_missing_asks_for_none_and_goes_on),
		DESK_TEST(claim__never_waits_for_the_record),
		DESK_TEST(claim__asks_school_and_contact_where_they_are_missing),
		DESK_TEST(claim__whoever_has_no_contact_is_asked_no_number),
		DESK_TEST(claim__number_of_a_contact_not_known_is_left_open),
		DESK_TEST(claim__refused_is_said_with_its_place_and_the_claim_goes_on),
		DESK_TEST(data__is_sent_after_old_and_new_were_seen),
		DESK_TEST(data__own_district_is_one_key_each_and_another_one_is_sent_whole),
		DESK_TEST(data__fields_beyond_the_keys_are_on_another_page),
		DESK_TEST(data__missing_contact_is_on_the_first_page),
		DESK_TEST(data__another_contact_takes_number_and_name_of_the_former_away),
		DESK_TEST(data__same_contact_is_no_change),
		DESK_TEST(data__refused_is_said_with_the_place_where_it_is_corrected),
		DESK_TEST(data__birth_date_that_differs_shows_both_and_names_dukcapil),
		DESK_TEST(data__centre_gone_midway_keeps_the_answers),
		DESK_TEST(data__letters_are_for_the_officer),
		DESK_TEST(data__letters_are_read_back_field_by_field),
		DESK_TEST(data__then_a_claim_needs_no_second_proof),
	};

	return cmocka_run_group_tests(tests, read_regions, NULL);
}
