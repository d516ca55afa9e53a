/* SPDX-License-Identifier: Apache-2.0 */
/* Staff in a visit: the door with its words, cards, taking over and reading back, an account closed meanwhile. */
#include "base/array.h"
#include "tests/fake/desk.h"
#include "work/visit_attach.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK     "6308055203600001"
#define PIN     "482915"
#define CARD    "31415926535897932384626433832795"
#define ACCOUNT "012301004567501"

static const struct staff sari = { "staff-SR", "Sari", "SR", "supervisor" };
static const struct staff taufik = { "staff-TF", "Taufik", "TF", "technician" };

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	assert_int_equal(store_staff_add(fake.state.store, &sari, "640917", 1), ST_OK);
	assert_int_equal(store_staff_add(fake.state.store, &taufik, "975310", 1), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static int64_t
events(struct fake_desk *fake, const char *where)
{
	char sql[200] = "SELECT count(*) FROM journal WHERE ";

	fake_desk_settle(fake);
	assert_true(strlen(sql) + strlen(where) < sizeof(sql));
	memcpy(sql + strlen(sql), where, strlen(where) + 1);
	return state_number(&fake->state, sql);
}

static bool
joined(const struct fake_desk *fake)
{
	return visit_answers(fake->visit)->officer.joined;
}

static void
scan(struct fake_desk *fake, const char *text)
{
	const struct action action = { .kind = ACTION_SCAN, .text = text };

	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

/* --- the door -------------------------------------------------------------------------------------------------------- */

static void
door__says_why_it_stays_closed_and_journals_it(void **state)
{
	static const struct {
		const char *pin, *words, *event;
	} cases[] = {
		{ "918273", "PIN itu tidak dikenal", "outcome='denied'" },
		{ "975310", "Teknisi tidak membantu", "outcome='no-right'" },
		{ "730264", "Akun Anda ditutup", "outcome='disabled'" },
	};
	struct fake_desk *fake = *state;

	assert_int_equal(store_staff_disable(fake->state.store, "staff-BD", 1), ST_OK);
	fake_desk_press(fake, "516308055203600001\r+1");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		fake_desk_press(fake, cases[i].pin);
		fake_desk_press(fake, "\r");
		fake_desk_expect(fake, "pin");
		if (!fake_desk_shows(fake, cases[i].words))
			fail_msg("%s: %s", cases[i].pin, fake_desk_page(fake)->notice);
		assert_false(joined(fake));
		assert_int_equal(events(fake, cases[i].event), 1);
	}
	assert_int_equal(events(fake, "detail LIKE '%918273%' OR actor LIKE '%918273%'"), 0);
}

static void
door__closes_for_15_s_after_5_wrong_ones_over_visits_and_restarts(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1");
	for (int i = 0; i < 3; i++)
		fake_desk_press(fake, "918273\r");
	fake_desk_press(fake, "***");
	fake_desk_restart(fake);
	fake_desk_press(fake, "5+1");
	for (int i = 0; i < 2; i++)
		fake_desk_press(fake, "918273\r");
	assert_true(fake_desk_shows(fake, "Tunggu 15 detik"));
	fake_desk_press(fake, PIN "\r");
	fake_desk_expect(fake, "pin");
	assert_true(fake_desk_shows(fake, "terlalu sering salah"));
	assert_int_equal(events(fake, "event='staff.wrong-pin' AND outcome='wait' AND "
				      "detail='kiosk'"),
		1);
	fake_desk_pass(fake, 15000);
	fake_desk_press(fake, PIN "\r");
	fake_desk_expect(fake, "officer");
}

static void
door__locked_at_15_opens_to_a_supervisor(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1");
	for (int i = 0; i < 15; i++) {
		fake_desk_press(fake, "918273\r");
		fake_clock_advance(&fake->clock, 15 * 60 * 1000);
		fake_desk_press(fake, "-"); /* still here */
	}
	fake_desk_press(fake, PIN "\r");
	if (!fake_desk_shows(fake, "Hanya supervisor"))
		fail_msg("%s", fake_desk_page(fake)->notice);
	fake_clock_advance(&fake->clock, 15 * 60 * 1000);
	fake_desk_press(fake, "-640917\r");
	fake_desk_expect(fake, "officer");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM pin_try"), 0);
}

static void
card__is_read_and_takes_its_own_pin(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(store_staff_set_card(fake->state.store, "staff-RN", CARD), ST_OK);
	fake_desk_press(fake, "5+1");
	scan(fake, NIK);
	assert_true(fake_desk_shows(fake, "Itu NIK."));
	fake_desk_press(fake, "*");
	scan(fake, CARD);
	fake_desk_expect(fake, "pin");
	assert_true(fake_desk_shows(fake, "Kartu terbaca"));
	fake_desk_press(fake, "730264\r"); /* somebody else's PIN */
	fake_desk_expect(fake, "pin");
	assert_false(joined(fake));
	assert_false(fake_desk_shows(fake, "Kartu terbaca")); /* it is shown anew */
	assert_int_equal(events(fake, "event='staff.wrong-pin' AND detail='staff-RN'"), 1);
	scan(fake, CARD);
	fake_desk_press(fake, PIN "\r");
	fake_desk_expect(fake, "officer");
	assert_int_equal(visit_answers(fake->visit)->card_code[0], '\0');
}

static void
card__that_nobody_has_is_said_and_not_counted(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1");
	scan(fake, CARD);
	fake_desk_press(fake, PIN "\r");
	assert_true(fake_desk_shows(fake, "Kartu itu tidak dikenal"));
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM pin_try"), 0);
	fake_desk_press(fake, PIN "\r");
	fake_desk_expect(fake, "officer");
}

/* --- taking over --------------------------------------------------------------------------------------------------------- */

/* Without the centre and the camera, the officer has seen the KTP: their keys from here on. */
static void
take_over(struct fake_desk *fake)
{
	fake->desk.camera.present = false;
	fake_desk_press(fake, "51" NIK "\r241");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "111" PIN "\r1");
	fake_desk_expect(fake, "kpj_too");
	fake_desk_press(fake, "+0");
	fake_desk_expect(fake, "kpj_too");
	assert_true(fake_desk_shows(fake, "PETUGAS MEMBANTU: RN (mengetik)"));
}

static void
type_the_rest(struct fake_desk *fake)
{
	fake_desk_press(fake, "\r081200000001\r1" ACCOUNT "\r");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
}

static void
typed_by_an_officer__is_read_back_before_it_is_confirmed(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	type_the_rest(fake);
	fake_desk_expect(fake, "turn");
	assert_true(fake_desk_shows(fake, "Serahkan keyboard ke peserta."));
	assert_true(fake_desk_shows(fake, "Peserta: tekan 1 bila benar."));
	assert_true(fake_desk_shows(fake, "0812 0000 0001"));
	assert_true(fake_desk_shows(fake, "0123 0100 4567 501"));
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 0);
	fake_desk_press(fake, "1");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM request"), 1);
	assert_false(visit_answers(fake->visit)->officer.typing);
	assert_int_equal(events(fake, "event='staff.take-over' AND actor='staff-RN' AND "
				      "detail='kpj_too'"),
		1);
	assert_int_equal(events(fake, "event='staff.read-back' AND outcome='ok'"), 1);
	assert_int_equal(events(fake, "event='staff.attest' AND detail='no_camera'"), 1);
}

static void
read_back__that_is_not_right_returns_and_is_asked_again(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	type_the_rest(fake);
	fake_desk_expect(fake, "turn");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "review");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 0);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "turn");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "turn"); /* no way around it */
	fake_desk_press(fake, "1");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
	assert_int_equal(events(fake, "event='staff.read-back' AND outcome='not-yet'"), 1);
}

static void
read_back__stays_when_the_officer_is_gone(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	type_the_rest(fake);
	fake_desk_expect(fake, "turn");
	fake_desk_pass(fake, 61000);
	assert_false(joined(fake));
	fake_desk_expect(fake, "turn");
	fake_desk_press(fake, "1");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
}

static void
typed_by_the_participant__is_not_read_back(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	fake_desk_press(fake, "+4");
	assert_int_equal(events(fake, "event='staff.hand-back'"), 1);
	type_the_rest(fake);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
	assert_int_equal(events(fake, "event='staff.read-back'"), 0);
	assert_string_equal(visit_answers(fake->visit)->helper.id, "staff-RN");
}

static void
keys_of_who_took_over__keep_the_rights(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	for (int i = 0; i < 4; i++) {
		fake_desk_pass(fake, 20000);
		fake_desk_press(fake, "1");
	}
	assert_true(joined(fake));
	fake_desk_pass(fake, 61000);
	assert_false(joined(fake));
	fake_desk_expect(fake, "kpj_too");
}

static void
typed_from_a_desk__is_the_participants_to_confirm(void **state)
{
	struct fake_desk *fake = *state;
	const struct action one = { .kind = ACTION_DIGIT, .ch = '1' };
	const char *id = visit_answers(fake->visit)->visit;
	char visit[UUID_TEXT];

	take_over(fake);
	fake_desk_press(fake, "+5"); /* and gone */
	memcpy(visit, id, sizeof(visit));
	assert_int_equal(visit_join(fake->visit, visit, &sari), ST_OK);
	for (const char *key = "\r081200000001\r1" ACCOUNT "\r1"; *key; key++) {
		const struct action action = *key == '\r'
						     ? (struct action){ .kind = ACTION_ENTER }
						     : (struct action){ .kind = ACTION_DIGIT,
							       .ch = (unsigned char)*key };

		visit_act_for(fake->visit, visit, &sari, &action);
		fake_desk_settle(fake);
	}
	fake_desk_expect(fake, "turn");
	visit_act_for(fake->visit, visit, &sari, &one);
	fake_desk_settle(fake);
	fake_desk_expect(fake, "turn");
	assert_true(fake_desk_shows(fake, "giliran peserta"));
	fake_desk_press(fake, "1");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
}

/* --- closed meanwhile ------------------------------------------------------------------------------------------------------ */

static void
account__closed_meanwhile_ends_the_rights_and_loses_nothing(void **state)
{
	struct fake_desk *fake = *state;

	take_over(fake);
	assert_int_equal(store_staff_disable(fake->state.store, "staff-BD", 1), ST_OK);
	fake->desk.staff_changed++;
	fake_desk_pass(fake, 500);
	assert_true(joined(fake)); /* it was somebody else's */
	assert_int_equal(store_staff_disable(fake->state.store, "staff-RN", 1), ST_OK);
	fake->desk.staff_changed++;
	fake_desk_pass(fake, 500);
	assert_false(joined(fake));
	fake_desk_expect(fake, "kpj_too");
	assert_true(fake_desk_shows(fake, "Akun petugas ditutup"));
	assert_int_equal(events(fake, "event='staff.leave' AND detail='disabled'"), 1);
	type_the_rest(fake);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM claim"), 1);
}

static void
companion__is_picked_with_the_identity(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r4");
	fake_desk_expect(fake, "companion");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "consent");
	assert_int_equal(visit_answers(fake->visit)->companion, COMPANION_NEIGHBOUR);
}

/* --- presence ------------------------------------------------------------------------------------------------------------- */

static void
away__is_told_to_who_calls_over_a_restart_and_ends_in_time(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1" PIN "\r9");
	fake_desk_expect(fake, "counter");
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "officer");
	assert_int_equal(events(fake, "event='staff.away' AND actor='staff-RN'"), 1);
	fake_desk_press(fake, "5**");
	fake_desk_restart(fake);
	visit_tick(fake->visit);
	fake_desk_expect(fake, "idle");
	assert_true(fake_desk_shows(fake, "Petugas kembali pukul 10.00."));
	fake_desk_press(fake, "51" NIK "\r+");
	fake_desk_expect(fake, "called");
	assert_true(fake_desk_shows(fake, "Petugas sedang tidak di tempat."));
	assert_true(fake_desk_shows(fake, "Petugas kembali pukul 10.00."));
	fake_clock_advance(&fake->clock, 61 * 60 * 1000);
	visit_tick(fake->visit);
	fake_desk_settle(fake);
	assert_false(fake->desk.place.presence.away);
}

static void
away__is_on_the_idle_screen_as_soon_as_it_is_so(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_expect(fake, "idle");
	fake->desk.absent_until_ms = fake->clock.wall_ms + 30 * 60 * 1000;
	visit_tick(fake->visit);
	assert_true(fake_desk_shows(fake, "Petugas kembali"));
	fake_clock_advance(&fake->clock, 31 * 60 * 1000);
	visit_tick(fake->visit);
	assert_false(fake_desk_shows(fake, "Petugas kembali"));
}

static void
away__who_calls_gets_a_number_that_heads_the_list(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.opening = (struct opening){ 10 * 3600, 16 * 3600, true };
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r+");
	assert_true(fake_desk_shows(fake, "Petugas kembali pukul 10.00."));
	assert_false(fake_desk_shows(fake, "ambil nomor")); /* who is it? */
	fake_desk_press(fake, "21+");
	assert_true(fake_desk_shows(fake, "ambil nomor"));
	fake_desk_press(fake, "3");
	assert_true(visit_answers(fake->visit)->ticket_code[0] != '\0');
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM handover WHERE "
						    "why='absent' AND priority=1"),
		1);
}

static void
back__is_said_with_one_key(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1" PIN "\r914");
	fake_desk_expect(fake, "officer");
	assert_true(fake->desk.place.presence.away);
	fake_desk_press(fake, "9");
	assert_true(fake_desk_shows(fake, "Saya kembali"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "counter");
	assert_false(fake->desk.place.presence.away);
	assert_true(fake_desk_shows(fake, "Saya pergi"));
	assert_int_equal(events(fake, "event='staff.back'"), 1);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM absence"), 0);
}

/* --- accounts at the pad ------------------------------------------------------------------------------------------------ */

static void
accounts__are_for_supervisors_and_never_over_a_visit(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1" PIN "\r9");
	assert_false(fake_desk_shows(fake, "Akun petugas"));
	fake_desk_press(fake, "35+1640917\r9");
	assert_true(fake_desk_shows(fake, "Akun petugas"));
	fake_desk_press(fake, "35*51" NIK "\r+1640917\r9");
	fake_desk_expect(fake, "counter");
	assert_false(fake_desk_shows(fake, "Akun petugas"));
}

static void
accounts__get_another_pin_typed_twice(void **state)
{
	struct fake_desk *fake = *state;
	struct staff found;

	fake_desk_press(fake, "5+1640917\r92");
	fake_desk_expect(fake, "accounts");
	assert_true(fake_desk_shows(fake, "Rina"));
	fake_desk_press(fake, "11123456\r");
	fake_desk_expect(fake, "new_pin");
	assert_true(fake_desk_shows(fake, "angka berurutan"));
	fake_desk_press(fake, "------927351\r927352\r");
	fake_desk_expect(fake, "new_pin_again");
	assert_true(fake_desk_shows(fake, "Kedua PIN berbeda"));
	fake_desk_press(fake, "------927351\r");
	fake_desk_expect(fake, "accounts");
	assert_int_equal(store_staff_check(fake->state.store, "927351", &found), ST_OK);
	assert_string_equal(found.id, "staff-RN");
	assert_int_equal(events(fake, "event='staff.new-pin' AND actor='staff-SR' AND "
				      "detail='staff-RN'"),
		1);
	assert_int_equal(visit_answers(fake->visit)->new_pin[0], '\0');
}

static void
accounts__are_closed_opened_and_told_when_they_cannot(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1640917\r9213");
	fake_desk_expect(fake, "accounts");
	assert_true(fake_desk_shows(fake, "ditutup"));
	assert_int_equal(store_staff_is_open(fake->state.store, "staff-RN"), ST_NOT_FOUND);
	fake_desk_press(fake, "13");
	assert_int_equal(store_staff_is_open(fake->state.store, "staff-RN"), ST_OK);
	fake_desk_press(fake, "33"); /* their own, the only supervisor's */
	fake_desk_expect(fake, "account_failed");
	assert_true(fake_desk_shows(fake, "Supervisor terakhir"));
	assert_int_equal(store_staff_is_open(fake->state.store, "staff-SR"), ST_OK);
	fake_desk_press(fake, "10");
	fake_desk_expect(fake, "officer");
}

/* Letters come from a keyboard; the pad has none. */
static void
type(struct fake_desk *fake, const char *letters)
{
	for (; *letters; letters++) {
		const struct action action = { .kind = ACTION_LETTER, .ch = (uint32_t)*letters };

		visit_act(fake->visit, &action);
	}
	fake_desk_settle(fake);
}

static void
accounts__are_made_at_the_pad_with_a_keyboard(void **state)
{
	struct fake_desk *fake = *state;
	struct staff found;

	fake_desk_press(fake, "5+1640917\r928");
	fake_desk_expect(fake, "new_name");
	fake_desk_press(fake, "123\r");
	fake_desk_expect(fake, "new_name");
	assert_true(fake_desk_shows(fake, "Nama ditulis dengan huruf."));
	fake_desk_press(fake, "---");
	type(fake, "Dewi Ayu");
	fake_desk_press(fake, "\r");
	type(fake, "rn");
	fake_desk_press(fake, "\r");
	assert_true(fake_desk_shows(fake, "Singkatan itu sudah dipakai."));
	fake_desk_press(fake, "--");
	type(fake, "da");
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "new_role");
	assert_true(fake_desk_shows(fake, "Dewi Ayu"));
	fake_desk_press(fake, "1111111\r");
	assert_true(fake_desk_shows(fake, "PIN jangan satu angka saja."));
	fake_desk_press(fake, "------927351\r927351\r");
	fake_desk_expect(fake, "accounts");
	assert_true(fake_desk_shows(fake, "DA   Dewi Ayu, Petugas"));
	assert_int_equal(store_staff_check(fake->state.store, "927351", &found), ST_OK);
	assert_string_equal(found.id, "staff-DA");
	assert_string_equal(found.role, "officer");
	assert_int_equal(events(fake, "event='staff.add' AND actor='staff-SR' AND "
				      "detail='officer'"),
		1);
}

static void
accounts__that_cannot_be_made_are_told(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5+1640917\r928");
	type(fake, "Dewi");
	fake_desk_press(fake, "\r");
	type(fake, "DW");
	fake_desk_press(fake, "\r1" PIN "\r" PIN "\r"); /* somebody else's PIN */
	fake_desk_expect(fake, "account_failed");
	assert_true(fake_desk_shows(fake, "sudah dipakai"));
	assert_int_equal(events(fake, "event='staff.add'"), 0);
}

/* What stands in the QR of the paper; the printer's own code of it. */
static void
read_card(struct fake_desk *fake, char ret_card[STAFF_CARD_ROOM])
{
	const struct fake_printer_job *job = &fake->printer.job[fake->printer.prints - 1];
	size_t digits = 0;

	ret_card[0] = '\0';
	for (size_t i = 0; i < job->n; i++) {
		bool is = job->bytes[i] >= '0' && job->bytes[i] <= '9';

		digits = is ? digits + 1 : 0;
		if (digits < STAFF_CARD_DIGITS) /* one before them may be the command's */
			continue;
		memcpy(ret_card, job->bytes + i + 1 - STAFF_CARD_DIGITS, STAFF_CARD_DIGITS);
		ret_card[STAFF_CARD_DIGITS] = '\0';
	}
	assert_true(staff_card_has_form(ret_card));
}

static void
card__is_printed_at_the_pad_and_opens_with_its_pin(void **state)
{
	struct fake_desk *fake = *state;
	char card[STAFF_CARD_ROOM];

	fake_desk_press(fake, "5+1640917\r9215");
	fake_desk_expect(fake, "accounts");
	assert_true(fake_printer_saw(&fake->printer, "KARTU PETUGAS"));
	assert_true(fake_printer_saw(&fake->printer, "Rina"));
	read_card(fake, card);
	assert_int_equal(events(fake, "event='staff.card' AND actor='staff-SR' AND detail='staff-RN'"), 1);
	fake_desk_press(fake, "05+1");
	scan(fake, card);
	assert_true(fake_desk_shows(fake, "Kartu terbaca."));
	fake_desk_press(fake, PIN "\r");
	assert_string_equal(visit_answers(fake->visit)->officer.id, "staff-RN");
}

static void
card__that_does_not_come_out_is_told(void **state)
{
	struct fake_desk *fake = *state;

	fake->printer.state = ST_PAPER_OUT;
	fake_desk_press(fake, "5+1640917\r9215");
	fake_desk_expect(fake, "account_failed");
	assert_true(fake_desk_shows(fake, "Kartu tidak keluar"));
}

/* Fifteen wrong PINs with her card lock her out; a supervisor at the pad opens it again. */
static void
account__that_is_locked_is_opened_by_a_supervisor_at_the_pad(void **state)
{
	struct fake_desk *fake = *state;
	struct staff_try attempt = { "918273", CARD, desk_wall_ms(&fake->desk) };
	struct staff_answer answer;

	assert_int_equal(store_staff_set_card(fake->state.store, "staff-RN", CARD), ST_OK);
	for (int i = 0; i < PIN_TRIES_LOCK; i++) {
		assert_int_equal(store_staff_enter(fake->state.store, &attempt, &answer), ST_OK);
		attempt.now_ms += 16 * 60 * 1000;
	}
	assert_int_equal(answer.door, DOOR_LOCKED);
	fake_desk_press(fake, "5+1" PIN "\r"); /* nor does her PIN alone open */
	fake_desk_expect(fake, "pin");
	assert_true(fake_desk_shows(fake, "Terkunci."));
	fake_desk_press(fake, "640917\r92");
	assert_true(fake_desk_shows(fake, "Rina, Petugas, terkunci"));
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Akun ini terkunci"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "accounts");
	assert_false(fake_desk_shows(fake, "terkunci"));
	assert_int_equal(events(fake, "event='staff.unlock' AND actor='staff-SR' AND detail='staff-RN'"), 1);
	fake_desk_press(fake, "05+1" PIN "\r");
	assert_string_equal(visit_answers(fake->visit)->officer.id, "staff-RN");
}

#define STAFF_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STAFF_TEST(door__says_why_it_stays_closed_and_journals_it),
		STAFF_TEST(door__closes_for_15_s_after_5_wrong_ones_over_visits_and_restarts),
		STAFF_TEST(door__locked_at_15_opens_to_a_supervisor),
		STAFF_TEST(card__is_read_and_takes_its_own_pin),
		STAFF_TEST(card__that_nobody_has_is_said_and_not_counted),
		STAFF_TEST(typed_by_an_officer__is_read_back_before_it_is_confirmed),
		STAFF_TEST(read_back__that_is_not_right_returns_and_is_asked_again),
		STAFF_TEST(read_back__stays_when_the_officer_is_gone),
		STAFF_TEST(typed_by_the_participant__is_not_read_back),
		STAFF_TEST(keys_of_who_took_over__keep_the_rights),
		STAFF_TEST(typed_from_a_desk__is_the_participants_to_confirm),
		STAFF_TEST(account__closed_meanwhile_ends_the_rights_and_loses_nothing),
		STAFF_TEST(companion__is_picked_with_the_identity),
		STAFF_TEST(away__is_told_to_who_calls_over_a_restart_and_ends_in_time),
		STAFF_TEST(away__is_on_the_idle_screen_as_soon_as_it_is_so),
		STAFF_TEST(away__who_calls_gets_a_number_that_heads_the_list),
		STAFF_TEST(back__is_said_with_one_key),
		STAFF_TEST(accounts__are_for_supervisors_and_never_over_a_visit),
		STAFF_TEST(accounts__get_another_pin_typed_twice),
		STAFF_TEST(accounts__are_closed_opened_and_told_when_they_cannot),
		STAFF_TEST(accounts__are_made_at_the_pad_with_a_keyboard),
		STAFF_TEST(accounts__that_cannot_be_made_are_told),
		STAFF_TEST(card__is_printed_at_the_pad_and_opens_with_its_pin),
		STAFF_TEST(card__that_does_not_come_out_is_told),
		STAFF_TEST(account__that_is_locked_is_opened_by_a_supervisor_at_the_pad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
