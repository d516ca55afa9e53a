/* SPDX-License-Identifier: Apache-2.0 */
/* Whole visits by keys alone: the promises of DESIGN and DOMAIN that a counter can count. */
#include "base/str.h"
#include "tests/fake/desk.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308055203600001"
#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"

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

/* Menu, NIK, "ini saya", consent with a photograph. */
static void
walk_to_face(struct fake_desk *fake)
{
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "nik");
	fake_desk_press(fake, NIK "\r");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "face");
}

static void
take_photo(struct fake_desk *fake)
{
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

static void
walk_to_review(struct fake_desk *fake)
{
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
}

static void
key__before_the_answer_is_saved__counts_for_nothing_and_is_told(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "5");
	fake_desk_press_at_once(fake, "66");
	fake_desk_expect(fake, "others");
	assert_non_null(strstr(fake_desk_page(fake)->notice, "terlalu cepat"));
	fake_desk_press(fake, "*");
	assert_null(strstr(fake_desk_page(fake)->notice, "terlalu cepat"));
}

static void
script_face(struct fake_desk *fake)
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
}

static void
pass_900_ms(void *ctx)
{
	struct fake_desk *fake = ctx;

	fake_clock_advance(&fake->clock, 900);
}

static void
photo__on_a_slow_line_is_asked_for_small(void **state)
{
	struct fake_desk *fake = *state;

	fake->http.watch = (struct fake_http_watch){ .comes = pass_900_ms, .ctx = fake };
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	assert_int_equal(fake->camera.shots, 1);
	assert_int_equal(fake->camera.jpeg_max, CAMERA_JPEG_SMALL);
}

static void
photo__on_a_good_line_may_be_large(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	assert_int_equal(fake->camera.jpeg_max, CAMERA_JPEG_MAX);
}

static void
known_participant__needs_at_most_8_screens_1_field_30_keys(void **state)
{
	struct fake_desk *fake = *state;
	struct visit_effort effort;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	effort = visit_effort(fake->visit);
	assert_true(effort.screens > 0 && effort.screens <= 8);
	assert_int_equal(effort.fields, 1);
	assert_true(effort.keys > 16 && effort.keys <= 30);
}

static void
claim__says_received_only_with_the_answer_in_hand(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, "JHT-2026-0000101"));
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
}

static void
claim__waits_on_disk_while_the_centre_is_away_and_is_sent_once(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "POST", VISIT "/claims", .st = ST_UNREACHABLE,
		.times = 2 };
	const struct fake_http_rule never_seen = { "GET", "/v1/requests/", .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:request-not-found\",\"title\":\"x\","
			"\"status\":404}" };

	fake_http_add(&fake->http, &away);
	fake_http_add(&fake->http, &never_seen);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "TERSIMPAN DI KIOS, BELUM TERKIRIM"));
	assert_true(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_false(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	fake_desk_pass(fake, 20000);
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_true(fake_desk_shows(fake, "Tekan 2 untuk struk baru"));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_false(fake_desk_shows(fake, "Tekan 2 untuk struk baru"));
	assert_int_equal(
		state_number(&fake->state,
			"SELECT count(*) FROM request WHERE state = 'done' OR state = 2"),
		1);
}

static void
claim__survives_a_kill_between_confirming_and_sending(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "POST", VISIT "/claims", .st = ST_UNREACHABLE,
		.times = 1 };
	const struct fake_http_rule never_seen = { "GET", "/v1/requests/", .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:request-not-found\",\"title\":\"x\","
			"\"status\":404}" };
	struct outbox_counts counts;

	fake_http_add(&fake->http, &away);
	fake_http_add(&fake->http, &never_seen);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_restart(fake);
	fake_desk_pass(fake, 10000);
	assert_int_equal(store_outbox_counts(fake->state.store, &counts), ST_OK);
	assert_int_equal(counts.done, 1);
	assert_int_equal(counts.waiting + counts.sending + counts.parked, 0);
}

static void
print__that_failed_is_never_called_printed(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "Struk tidak tercetak"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "result");
	assert_false(fake_desk_shows(fake, "Struk tidak tercetak"));
}

static void
face__that_is_not_the_persons_leads_to_the_officer_and_blocks_nobody(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule no = { "POST", VISIT "/face", .status = 200,
		.body = "{\"result\":\"not_verified\",\"reject_fields\":[\"face\"],"
			"\"enrolled\":false,\"assurance\":\"claimed\",\"certificate\":null}" };

	fake_http_add(&fake->http, &no);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	for (int i = 0; i < 3; i++) {
		take_photo(fake);
		fake_desk_expect(fake, "face_no");
		assert_true(fake_desk_shows(fake, "Ini bukan kesalahan Anda"));
		if (i < 2)
			fake_desk_press(fake, "1");
	}
	assert_false(fake_desk_shows(fake, "Coba lagi"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11482915\r");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
	assert_true(fake_desk_shows(fake, "SITI AMINAH"));
}

static void
officer__with_a_wrong_pin_stays_outside(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	fake_desk_press(fake, "+1999999\r");
	fake_desk_expect(fake, "pin");
	assert_true(fake_desk_shows(fake, "PIN itu tidak dikenal"));
	assert_false(visit_answers(fake->visit)->officer.joined);
	fake_desk_press(fake, "**");
	fake_desk_expect(fake, "face");
}

static void
officer__loses_the_rights_after_60_seconds_without_a_key(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51+1482915\r");
	fake_desk_expect(fake, "officer");
	fake_desk_pass(fake, 61000);
	assert_false(visit_answers(fake->visit)->officer.joined);
	fake_desk_expect(fake, "nik");
}

static void
camera__that_is_gone_leads_to_the_officer(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake->camera.state = CAMERA_GONE;
	walk_to_face(fake);
	fake_desk_pass(fake, 500);
	assert_true(fake_desk_shows(fake, "Petugas"));
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "attest");
}

static void
nik__that_is_not_known_keeps_its_digits(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule unknown = { "POST", "/v1/visits", .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:person-not-found\",\"title\":\"x\","
			"\"status\":404}" };

	fake_http_add(&fake->http, &unknown);
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "not_found");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "nik");
	assert_string_equal(fake_desk_page(fake)->field.typed, NIK);
}

static void
nik__of_the_wrong_card_is_named(void **state)
{
	static const struct {
		const char *keys, *words;
	} cards[] = {
		{ "0001234567890\r", "BPJS Kesehatan" },
		{ "20601234501\r", "BPJS Ketenagakerjaan" },
		{ "6308055203600\r", "Masih kurang" },
		{ "6308057203600001\r", "salah" },
		{ "6308055203600000\r", "0000" },
	};
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51");
	for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++) {
		fake_desk_press(fake, cards[i].keys);
		fake_desk_expect(fake, "nik");
		if (!strstr(fake_desk_page(fake)->notice, cards[i].words))
			fail_msg("%s: %s", cards[i].keys, fake_desk_page(fake)->notice);
		fake_desk_press(fake, "----------------");
	}
	assert_int_equal(fake_http_count(&fake->http), 0);
}

/* Whoever cannot read hears each question, its choices and every mistake; the hall hears no number. */
static void
voice__tells_choices_and_mistakes_but_no_numbers(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_speech *voice = fake->desk.speech.ctx;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	assert_true(fake_speech_heard(voice, "Tekan satu untuk "));
	assert_true(fake_speech_heard(voice, "enam belas angka"));
	for (int i = 0; i < voice->says && i < FAKE_SPEECH_SAID; i++)
		assert_null(strpbrk(voice->said[i], "0123456789*"));
	assert_false(fake_speech_heard(voice, "rupiah"));
}

static void
walk_offline_to_contact(struct fake_desk *fake)
{
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "away");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "face");
	take_photo(fake);
	fake_desk_expect(fake, "kpj_too");
}

static void
walk_offline_to_review(struct fake_desk *fake)
{
	walk_offline_to_contact(fake);
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "phone");
	fake_desk_press(fake, "081200000001\r");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "account");
	fake_desk_press(fake, "012301004567501\r");
	fake_desk_expect(fake, "review");
}

static void
no_network__at_the_start_still_takes_a_claim(void **state)
{
	struct fake_desk *fake = *state;
	struct outbox_counts counts;

	script_face(fake);
	walk_offline_to_review(fake);
	assert_true(fake_desk_shows(fake, "Foto wajah tersimpan"));
	assert_true(fake_desk_shows(fake, "081200000001"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "BELUM TERKIRIM"));
	assert_int_equal(store_outbox_counts(fake->state.store, &counts), ST_OK);
	assert_int_equal(counts.waiting, 2);
	assert_int_equal(state_number(&fake->state,
				 "SELECT expires_ms-made_ms FROM request WHERE kind='photo'"),
		(int64_t)72 * 3600 * 1000);
}

static void
no_network__without_a_camera_takes_an_officer(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.camera.present = false;
	fake_desk_press(fake, "51" NIK "\r21");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11482915\r1");
	fake_desk_expect(fake, "kpj_too");
	fake_desk_press(fake, "\r\r1012301004567501\r");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM request"), 1);
}

/* The same person again, before the first claim has left. */
static void
no_network__a_second_claim_of_the_same_person_is_none(void **state)
{
	struct fake_desk *fake = *state;

	script_face(fake);
	walk_offline_to_review(fake);
	fake_desk_press(fake, "115");
	fake_desk_expect(fake, "idle");
	script_face(fake);
	walk_offline_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "already_here");
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
}

static void
open_centre(struct fake_desk *fake)
{
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ "GET", "/v1/status",
			.status = 200,
			.body = "{\"state\":\"open\",\"until\":null,\"time\":"
				"\"2026-11-23T09:00:00+08:00\",\"message\":null,"
				"\"policy_version\":\"1\"}" });
	fake_desk_straight_centre(fake);
}

static void
line_returns__a_screen_that_waits_for_it_moves_on_by_itself(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "away");
	open_centre(fake);
	fake_desk_pass(fake, 40000);
	fake_desk_expect(fake, "is_this_you");
	assert_true(fake_desk_shows(fake, "S*** A*****"));
}

/* What was answered is not asked again; what the centre knows comes after all. */
static void
line_returns__the_next_answer_catches_up(void **state)
{
	struct fake_desk *fake = *state;

	script_face(fake);
	walk_offline_to_contact(fake);
	open_centre(fake);
	fake_desk_pass(fake, 40000);
	fake_desk_expect(fake, "kpj_too");
	assert_true(fake_desk_shows(fake, "Jaringan kembali"));
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
	assert_true(fake_desk_shows(fake, "SITI AMINAH"));
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_int_equal(
		state_number(&fake->state, "SELECT count(*) FROM request WHERE kind='claim'"),
		1);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM request"), 1);
}

static void
line_returns__at_the_review_the_person_chooses(void **state)
{
	struct fake_desk *fake = *state;

	script_face(fake);
	walk_offline_to_review(fake);
	open_centre(fake);
	fake_desk_pass(fake, 40000);
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "is_this_you");
}

static void
officer__sees_what_waits_for_staff_and_what_to_do(void **state)
{
	struct fake_desk *fake = *state;

	fake_http_add(&fake->http,
		&(struct fake_http_rule){ "POST", VISIT "/claims",
			.status = 422,
			.body = "{\"type\":\"urn:anjungan:problem:account-dormant\","
				"\"title\":\"x\",\"status\":422}" });
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_true(fake_desk_shows(fake, "Rekening itu sudah tidak aktif."));
	fake_desk_press(fake, "+1482915\r");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "8"); /* never over a participant's visit */
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "515");
	fake_desk_expect(fake, "idle");
	fake_desk_press(fake, "5+1482915\r8");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "minta rekening lain"));
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "officer");
}

static void
review__comes_back_after_changing_the_account(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule same = { "POST", VISIT "/bank-account-checks",
		.status = 200,
		.body = "{\"bank\":\"008\",\"number\":\"1310012345678\",\"holder\":\"SITI "
			"AMINAH\","
			"\"match\":\"same\",\"state\":\"active\"}" };

	fake_http_add(&fake->http, &same);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "account");
	fake_desk_press(fake, "1310012345678\r");
	fake_desk_expect(fake, "holder");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
	assert_string_equal(visit_answers(fake->visit)->account, "1310012345678");
}

static void
idle__warns_extends_and_then_wipes(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	for (int i = 0; i < 10; i++) {
		fake_desk_pass(fake, 185000);
		assert_true(fake_desk_page(fake)->idle_left_s > 0);
		fake_desk_press(fake, "9");
		assert_int_equal(fake_desk_page(fake)->idle_left_s, 0);
		fake_desk_expect(fake, "review");
	}
	fake_desk_pass(fake, 211000);
	fake_desk_expect(fake, "idle");
	assert_string_equal(visit_answers(fake->visit)->nik, "");
	assert_string_equal(visit_answers(fake->visit)->name, "");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 0);
}

static void
back__from_every_step_reaches_the_idle_screen(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	for (int i = 0; i < 12 && strcmp(fake_desk_page(fake)->name, "idle") != 0; i++)
		fake_desk_press(fake, "*");
	fake_desk_expect(fake, "idle");
	assert_string_equal(visit_answers(fake->visit)->nik, "");
}

static void
back__passes_over_a_face_that_was_proven(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "consent");
}

/* Another NIK in the same visit: nothing of the first person may be seen or used. */
static void
nik__of_another_person_forgets_the_first(void **state)
{
	struct fake_desk *fake = *state;
	const struct answers *a = visit_answers(fake->visit);

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "+1482915\r1");
	fake_desk_expect(fake, "review");
	assert_true(a->ktp_seen);
	fake_desk_press(fake, "*****");
	fake_desk_expect(fake, "nik");
	fake_desk_press(fake, "----------------6308031507650002\r");
	fake_desk_expect(fake, "is_this_you");
	assert_false(a->have_record);
	assert_false(a->ktp_seen);
	assert_string_equal(a->attester.id, "");
	assert_string_equal(a->name, "");
	assert_int_equal(a->assurance, ASSURANCE_CLAIMED);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
}

static void
nik__that_is_the_same_keeps_what_was_answered(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "*****");
	fake_desk_expect(fake, "nik");
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "data");
	assert_int_equal(visit_answers(fake->visit)->assurance, ASSURANCE_FACE);
}

/* Back from the result of a check to the number: another number is checked anew, never taken for the checked one. */
static void
account__typed_anew_after_back_is_checked_anew(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule same = { "POST", VISIT "/bank-account-checks",
		.status = 200, .times = 1,
		.body = "{\"bank\":\"008\",\"number\":\"1310012345678\",\"holder\":\"SITI "
			"AMINAH\",\"match\":\"same\",\"state\":\"active\"}" };
	const struct fake_http_rule different = { "POST", VISIT "/bank-account-checks",
		.status = 200,
		.body = "{\"bank\":\"008\",\"number\":\"1310012345679\",\"holder\":"
			"\"BUDI\",\"match\":\"different\",\"state\":\"active\"}" };

	fake_http_add(&fake->http, &same);
	fake_http_add(&fake->http, &different);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	fake_desk_press(fake, "221310012345678\r1");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "**");
	fake_desk_expect(fake, "account");
	fake_desk_press(fake, "-9\r");
	fake_desk_expect(fake, "holder");
	assert_true(fake_desk_shows(fake, "Nama di bank berbeda"));
	assert_false(visit_answers(fake->visit)->account_confirmed);
}

static void
review__without_an_account_cannot_be_sent(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "Rekening belum dipilih"));
	assert_false(fake_desk_shows(fake, "AJUKAN"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
}

static void
account__that_is_dormant_is_called_so(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule dormant = { "POST", VISIT "/bank-account-checks",
		.status = 200,
		.body = "{\"bank\":\"008\",\"number\":\"1310012345678\",\"holder\":\"SITI "
			"AMINAH\",\"match\":\"same\",\"state\":\"dormant\"}" };

	fake_http_add(&fake->http, &dormant);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "221310012345678\r");
	fake_desk_expect(fake, "check_failed");
	assert_true(fake_desk_shows(fake, "tidak aktif"));
	assert_false(fake_desk_shows(fake, "belum menjawab"));
	assert_false(fake_desk_shows(fake, "memeriksa nanti"));
}

static void
account__goes_unchecked_while_the_centre_is_away(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "POST", VISIT "/bank-account-checks",
		.st = ST_UNREACHABLE };

	fake_http_add(&fake->http, &away);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "221310012345678\r");
	fake_desk_expect(fake, "check_failed");
	assert_true(fake_desk_shows(fake, "Pusat belum menjawab"));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
}

/* The n-th request to that path, from 0. */
static const struct fake_http_request *
request_to(struct fake_desk *fake, const char *path, int n)
{
	for (int i = 0; i < fake->http.requests; i++)
		if (strcmp(fake_http_request(&fake->http, i)->path, path) == 0 && n-- == 0)
			return fake_http_request(&fake->http, i);
	fail_msg("no such request to %s", path);
	return NULL;
}

static void
request__made_again_without_an_answer_keeps_its_key(void **state)
{
	struct fake_desk *fake = *state;
	const char *const path = VISIT "/bank-account-checks";
	const struct fake_http_rule lost = { "POST", path, .st = ST_TIMEOUT, .left = true,
		.times = 2 };
	char key[UUID_TEXT];

	fake_http_add(&fake->http, &lost);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "221310012345678\r");
	fake_desk_expect(fake, "check_failed");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "check_failed");
	assert_int_equal(str_copy(key, sizeof(key),
				 fake_http_header(request_to(fake, path, 0), "Idempotency-Key")),
		ST_OK);
	assert_string_equal(
		fake_http_header(request_to(fake, path, 1), "Idempotency-Key"), key);
	fake_desk_press(fake, "2");
	fake_desk_press(fake, "221310012345679\r");
	assert_string_not_equal(
		fake_http_header(request_to(fake, path, 2), "Idempotency-Key"), key);
}

/* Her record with a second KPJ, which is registered or not. */
static void
record_with_second_card(struct fake_desk *fake, const char *body, int times)
{
	const struct fake_http_rule rule = { "GET", VISIT "/participant", .status = 200,
		.body = body, .times = times };

	fake_http_add(&fake->http, &rule);
}

#define RECORD(registered)                                                                     \
	"{\"nik\":\"" NIK "\",\"name\":\"SITI AMINAH\",\"name_masked\":\"S*** A*****\","       \
	"\"birth_date\":\"1960-03-12\",\"mother_name\":\"NORHASANAH\",\"birth_place\":"        \
	"null," FAKE_CONTACT "\"marital_status\":null,\"saved\":null,"                         \
	"\"address\":\"Jalan Contoh RT 03 No. 7\",\"village\":\"Kebun Sari\","                 \
	"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","                   \
	"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\","                       \
	"\"phone\":\"+6281200000001\",\"email\":null,\"jmo_blocked\":false,"                   \
	"\"data_complete\":true,\"missing_fields\":[],\"first_partial\":null,"                 \
	"\"account\":{\"bank\":\"002\",\"number\":\"012301004567501\","                        \
	"\"holder\":\"SITI AMINAH\",\"match\":\"same\"},\"cards\":["                           \
	"{\"kpj\":\"20601234501\",\"employer\":\"PT Contoh Rotan\",\"segment\":\"PU\","        \
	"\"active\":false,\"registered\":true,\"joined_on\":\"2009-02-01\","                   \
	"\"ended_on\":\"2021-03-31\",\"end_reason\":null,\"balance\":8450000},"                \
	"{\"kpj\":\"20601234808\",\"employer\":\"CV Contoh Kayu\",\"segment\":\"PU\","         \
	"\"active\":false,\"registered\":" registered ",\"joined_on\":\"2003-02-01\","         \
	"\"ended_on\":\"2008-03-31\",\"end_reason\":null,\"balance\":1000000}],"               \
	"\"jht\":{\"total\":8450000,\"principal\":6200000,\"yield\":2250000},\"claims\":[]}"

/* The first answer was lost, and the centre takes the second request for another one. */
static void
card__that_is_registered_already_is_the_persons(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule lost = { "POST", VISIT "/cards", .st = ST_TIMEOUT,
		.left = true, .times = 1 };
	const struct fake_http_rule linked = { "POST", VISIT "/cards", .status = 409,
		.body = "{\"type\":\"urn:anjungan:problem:card-already-linked\","
			"\"title\":\"x\",\"status\":409}" };

	fake_http_add(&fake->http, &lost);
	fake_http_add(&fake->http, &linked);
	record_with_second_card(fake, RECORD("false"), 1);
	record_with_second_card(fake, RECORD("true"), 0);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "cards");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "card_failed");
	assert_true(fake_desk_shows(fake, "Pusat belum menjawab"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	assert_true(visit_answers(fake->visit)->card[1].registered);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='card.add' AND "
				 "outcome='linked'"),
		1);
}

static void
face__with_a_busy_service_says_so(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule busy = { "POST", VISIT "/face", .status = 503, .times = 1,
		.body = "{\"type\":\"urn:anjungan:problem:face-service-busy\",\"title\":\"x\","
			"\"status\":503}" };

	fake_http_add(&fake->http, &busy);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_expect(fake, "face_away");
	assert_true(fake_desk_shows(fake, "Pemeriksa foto sedang sibuk"));
	assert_int_equal(visit_answers(fake->visit)->face_tries, 0);
	fake_desk_press(fake, "+2");
	fake_desk_expect(fake, "face_away");
	assert_true(fake_desk_shows(fake, "Pemeriksa foto sedang sibuk"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
}

/* The line goes after the photograph: what is known goes on, as an offline claim that keeps its proof. */
static void
no_network__after_the_face_goes_on_with_what_is_known(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule away = { "GET", VISIT "/participant",
		.st = ST_UNREACHABLE };

	fake_http_add(&fake->http, &away);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_expect(fake, "fetch_failed");
	assert_true(fake_desk_shows(fake, "Pusat belum menjawab"));
	fake_desk_press(fake, "4\r\r");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "1012301004567501\r");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	assert_int_equal(visit_answers(fake->visit)->assurance, ASSURANCE_FACE);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM request WHERE kind='offline-claim'"),
		1);
}

static void
ticket__printed_again_stays_a_ticket(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "heirs");
	fake_desk_press(fake, "1111111");
	fake_desk_expect(fake, "ticket_done");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "TIKET PETUGAS"));
	assert_false(fake_printer_saw(&fake->printer, "PRIORITAS"));
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
	assert_false(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_string_equal(visit_answers(fake->visit)->code, "");
}

static void
why__is_asked_by_zero_where_zero_is_free(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "0");
	assert_true(fake_desk_page(fake)->why_asked);
	fake_desk_press(fake, "0");
	assert_false(fake_desk_page(fake)->why_asked);
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "*0");
	assert_false(fake_desk_page(fake)->why_asked);
	assert_string_equal(
		fake_desk_page(fake)->notice, "Sudah penuh. Periksa, lalu tekan Enter.");
}

static void
heirs__that_were_a_wrong_key_leave_the_claim_as_it_was(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	fake_desk_press(fake, "51" NIK "\r3");
	fake_desk_expect(fake, "heirs");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "face");
	assert_int_equal(visit_answers(fake->visit)->reason, REASON_USIA_56);
}

static void
officer__rights_end_60_seconds_after_the_officers_own_key(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r+1482915\r4");
	fake_desk_expect(fake, "is_this_you");
	for (int i = 0; i < 4; i++) {
		fake_desk_pass(fake, 20000);
		fake_desk_press(fake, "?");
	}
	assert_false(visit_answers(fake->visit)->officer.joined);
	fake_desk_press(fake, "+");
	fake_desk_expect(fake, "called");
}

static void
officer__is_no_technician(void **state)
{
	struct fake_desk *fake = *state;
	const struct staff technician = { "staff-TF", "Taufik", "TF", "technician" };

	assert_int_equal(store_staff_add(fake->state.store, &technician, "975310", 1), ST_OK);
	fake_desk_press(fake, "516308055203600001\r+1975310\r");
	fake_desk_expect(fake, "pin");
	assert_false(visit_answers(fake->visit)->officer.joined);
}

static void
visit__that_expired_at_the_centre_is_attested_again(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule gone = { "GET", VISIT "/participant", .status = 410,
		.times = 1,
		.body = "{\"type\":\"urn:anjungan:problem:visit-expired\",\"title\":\"x\","
			"\"status\":410}" };

	fake_http_add(&fake->http, &gone);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r12");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11482915\r1");
	fake_desk_expect(fake, "data");
	assert_int_equal(visit_answers(fake->visit)->assurance, ASSURANCE_ATTESTED);
}

static void
notice__is_to_read_and_waits_for_no_officer(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_rule no = { "POST", VISIT "/claim-previews", .status = 200,
		.body = "{\"reason\":\"USIA_56\",\"eligible\":false,\"why\":\"too-early\","
			"\"possible_from\":\"2026-12-13\",\"employer\":null,\"alternative\":"
			"null,\"total_balance\":8450000,\"gross\":0,\"tax\":0,\"net\":0,"
			"\"tax_progressive\":false,\"over_limit\":false,\"route\":\"ticket\","
			"\"documents\":[],\"promised_date\":null}" };
	int open = -1;

	fake_http_add(&fake->http, &no);
	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_face(fake);
	take_photo(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "not_eligible");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_desk_shows(fake, "Ini keterangan Anda"));
	assert_true(fake_printer_saw(&fake->printer, "KETERANGAN"));
	assert_true(fake_printer_saw(&fake->printer, "Desember 2026"));
	assert_false(fake_printer_saw(&fake->printer, "TIKET"));
	assert_int_equal(store_handover_count(fake->state.store, &open), ST_OK);
	assert_int_equal(open, 0);
}

static void
visit__needs_no_store_before_the_first_key(void **state)
{
	struct fake_desk *fake = *state;
	struct desk early = fake->desk;
	struct visit *visit = NULL;

	early.store = NULL;
	assert_int_equal(visit_new(&early, &visit), ST_OK);
	assert_int_equal(worker_pending(early.store_worker), 0);
	visit_free(visit);
}

static void
drafts__that_a_kill_left_behind_are_swept(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r");
	fake_desk_restart(fake);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 1);
	fake_clock_advance(&fake->clock, 16 * 60 * 1000);
	fake_desk_press(fake, "5*");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 0);
}

static void
drafts__end_with_the_claim(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	script_face(fake);
	walk_to_review(fake);
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "result");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 0);
}

static void
drafts__hold_no_pin_and_no_officers_rights(void **state)
{
	struct fake_desk *fake = *state;
	struct draft draft;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r+1482915\r");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "4");
	assert_int_equal(store_draft_find(fake->state.store, NIK, "", desk_wall_ms(&fake->desk),
				 900000, &draft),
		ST_OK);
	assert_null(memmem(draft.blob.data, draft.blob.len, "482915", 6));
	assert_null(memmem(draft.blob.data, draft.blob.len, "staff-RN", 8));
	buf_free(&draft.blob);
}

static void
random_keys__never_leave_the_tables(void **state)
{
	static const char keys[] = "1234567890\r*+-?\r111";
	struct fake_desk *fake = *state;
	uint32_t seed = 7;

	fake_desk_straight_centre(fake);
	script_face(fake);
	for (int i = 0; i < 1500; i++) {
		char one[2] = { 0 };

		seed = seed * 1664525u + 1013904223u;
		one[0] = keys[(seed >> 16) % (sizeof(keys) - 1)];
		fake_desk_press(fake, one);
		assert_true(fake_desk_page(fake)->name[0] != '\0');
	}
}

static void
staff__called_while_the_centre_is_silent__come_at_once(void **state)
{
	struct fake_desk *fake = *state;
	const struct action enter = { .kind = ACTION_ENTER }, staff = { .kind = ACTION_STAFF };
	const struct fake_http_rule silent = { "POST", "/v1/visits", .hold = true };

	fake_http_add(&fake->http, &silent);
	fake_desk_press(fake, "51" NIK);
	visit_act(fake->visit, &enter);
	while (strcmp(fake_desk_page(fake)->name, "find") != 0)
		assert_int_equal(loop_turn(fake->desk.loop, 5), ST_OK);
	visit_act(fake->visit, &staff);
	fake_desk_settle(fake);
	fake_desk_expect(fake, "called");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "away");
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(key__before_the_answer_is_saved__counts_for_nothing_and_is_told),
		DESK_TEST(known_participant__needs_at_most_8_screens_1_field_30_keys),
		DESK_TEST(photo__on_a_slow_line_is_asked_for_small),
		DESK_TEST(photo__on_a_good_line_may_be_large),
		DESK_TEST(claim__says_received_only_with_the_answer_in_hand),
		DESK_TEST(claim__waits_on_disk_while_the_centre_is_away_and_is_sent_once),
		DESK_TEST(claim__survives_a_kill_between_confirming_and_sending),
		DESK_TEST(print__that_failed_is_never_called_printed),
		DESK_TEST(face__that_is_not_the_persons_leads_to_the_officer_and_blocks_nobody),
		DESK_TEST(officer__with_a_wrong_pin_stays_outside),
		DESK_TEST(officer__loses_the_rights_after_60_seconds_without_a_key),
		DESK_TEST(camera__that_is_gone_leads_to_the_officer),
		DESK_TEST(nik__that_is_not_known_keeps_its_digits),
		DESK_TEST(nik__of_the_wrong_card_is_named),
		DESK_TEST(voice__tells_choices_and_mistakes_but_no_numbers),
		DESK_TEST(no_network__at_the_start_still_takes_a_claim),
		DESK_TEST(no_network__without_a_camera_takes_an_officer),
		DESK_TEST(no_network__a_second_claim_of_the_same_person_is_none),
		DESK_TEST(line_returns__a_screen_that_waits_for_it_moves_on_by_itself),
		DESK_TEST(line_returns__the_next_answer_catches_up),
		DESK_TEST(line_returns__at_the_review_the_person_chooses),
		DESK_TEST(officer__sees_what_waits_for_staff_and_what_to_do),
		DESK_TEST(review__comes_back_after_changing_the_account),
		DESK_TEST(idle__warns_extends_and_then_wipes),
		DESK_TEST(back__from_every_step_reaches_the_idle_screen),
		DESK_TEST(staff__called_while_the_centre_is_silent__come_at_once),
		DESK_TEST(back__passes_over_a_face_that_was_proven),
		DESK_TEST(nik__of_another_person_forgets_the_first),
		DESK_TEST(nik__that_is_the_same_keeps_what_was_answered),
		DESK_TEST(account__typed_anew_after_back_is_checked_anew),
		DESK_TEST(review__without_an_account_cannot_be_sent),
		DESK_TEST(account__that_is_dormant_is_called_so),
		DESK_TEST(account__goes_unchecked_while_the_centre_is_away),
		DESK_TEST(request__made_again_without_an_answer_keeps_its_key),
		DESK_TEST(card__that_is_registered_already_is_the_persons),
		DESK_TEST(face__with_a_busy_service_says_so),
		DESK_TEST(no_network__after_the_face_goes_on_with_what_is_known),
		DESK_TEST(ticket__printed_again_stays_a_ticket),
		DESK_TEST(why__is_asked_by_zero_where_zero_is_free),
		DESK_TEST(heirs__that_were_a_wrong_key_leave_the_claim_as_it_was),
		DESK_TEST(officer__rights_end_60_seconds_after_the_officers_own_key),
		DESK_TEST(officer__is_no_technician),
		DESK_TEST(visit__that_expired_at_the_centre_is_attested_again),
		DESK_TEST(notice__is_to_read_and_waits_for_no_officer),
		DESK_TEST(visit__needs_no_store_before_the_first_key),
		DESK_TEST(drafts__that_a_kill_left_behind_are_swept),
		DESK_TEST(drafts__end_with_the_claim),
		DESK_TEST(drafts__hold_no_pin_and_no_officers_rights),
		DESK_TEST(random_keys__never_leave_the_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
