/* SPDX-License-Identifier: Apache-2.0 */
/* A supervisor at the kiosk: looks again, reads the log, closes the day; and nobody else may. */
#include "store/day.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define SUPERVISOR_PIN "913570"

static void
begin(struct fake_desk *fake)
{
	static const struct staff suryani = { "staff-SY", "Suryani", "SY", "supervisor" };

	fake_desk_new(fake);
	assert_int_equal(store_staff_add(fake->state.store, &suryani, SUPERVISOR_PIN, 1), ST_OK);
}

/* Something an officer accepted. */
static void
accept_name(struct fake_desk *fake, const char *officer)
{
	const struct journal_entry entry = { .event = EVENT_STAFF_NAME,
		.at_ms = desk_wall_ms(&fake->desk),
		.actor = officer,
		.outcome = "ok",
		.review = { .kind = REVIEW_SIMILAR_NAME } };

	assert_int_equal(store_journal_add(fake->state.store, &entry), ST_OK);
}

static void
sign_in(struct fake_desk *fake, const char *pin)
{
	fake_desk_press(fake, "+1");
	fake_desk_press(fake, pin);
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "officer");
}

static void
supervisor__marks_what_an_officer_accepted(void **state)
{
	struct fake_desk fake;
	struct journal_row row;

	(void)state;
	begin(&fake);
	accept_name(&fake, "staff-RN");
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "61");
	fake_desk_expect(&fake, "review");
	assert_true(fake_desk_shows(&fake, "Perlu ditinjau: 1 dari 1"));
	assert_true(fake_desk_shows(&fake, "Nama rekening mirip, diterima"));
	assert_true(fake_desk_shows(&fake, "RN"));
	fake_desk_press(&fake, "2");
	fake_desk_expect(&fake, "review_note");
	fake_desk_press(&fake, "1");
	fake_desk_expect(&fake, "review");
	assert_true(fake_desk_shows(&fake, "Tidak ada yang perlu ditinjau"));
	assert_int_equal(store_journal_last(fake.state.store, EVENT_REVIEW, &row), ST_OK);
	assert_string_equal(row.actor, "staff-SY");
	assert_string_equal(row.outcome, "questioned");
	fake_desk_free(&fake);
}

static void
supervisor__writes_a_note_with_a_keyboard(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	accept_name(&fake, "staff-RN");
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "6114");
	fake_desk_expect(&fake, "review_write");
	fake_desk_press(&fake, "123\r");
	fake_desk_expect(&fake, "review");
	assert_int_equal(state_number(&fake.state, "SELECT count(*) FROM review WHERE verdict='fits' AND written NOT NULL"), 1);
	fake_desk_free(&fake);
}

static void
supervisor__does_not_look_at_their_own(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	accept_name(&fake, "staff-SY");
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "61");
	assert_true(fake_desk_shows(&fake, "Pekerjaan Anda sendiri."));
	assert_false(fake_desk_shows(&fake, "Dipertanyakan"));
	fake_desk_press(&fake, "1");
	fake_desk_expect(&fake, "review");
	assert_int_equal(state_number(&fake.state, "SELECT count(*) FROM review WHERE verdict IS NULL"), 1);
	fake_desk_free(&fake);
}

static void
officer__sees_neither_reviews_nor_the_log(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	sign_in(&fake, "482915");
	fake_desk_press(&fake, "6");
	fake_desk_expect(&fake, "supervisor");
	assert_false(fake_desk_shows(&fake, "Catatan"));
	fake_desk_press(&fake, "1");
	fake_desk_expect(&fake, "supervisor");
	fake_desk_press(&fake, "2");
	fake_desk_expect(&fake, "supervisor");
	fake_desk_free(&fake);
}

static void
supervisor__never_opens_over_a_participants_visit(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	fake_desk_straight_centre(&fake);
	fake_desk_press(&fake, "116308055203600001\r");
	sign_in(&fake, SUPERVISOR_PIN);
	assert_false(fake_desk_shows(&fake, "Perlu ditinjau"));
	fake_desk_press(&fake, "6");
	assert_string_not_equal(fake_desk_page(&fake)->name, "supervisor");
	fake_desk_free(&fake);
}

static void
log__shows_filters_and_follows(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	accept_name(&fake, "staff-RN");
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "62");
	fake_desk_expect(&fake, "log");
	assert_true(fake_desk_shows(&fake, "RN: nama mirip diterima petugas"));
	/* Of visits alone. */
	fake_desk_press(&fake, "32225");
	fake_desk_expect(&fake, "log");
	assert_false(fake_desk_shows(&fake, "nama mirip diterima"));
	assert_true(fake_desk_shows(&fake, "kunjungan dimulai"));
	/* Of staff again, and what comes while it is looked at. */
	fake_desk_press(&fake, "322222222");
	fake_desk_press(&fake, "5");
	fake_desk_expect(&fake, "log");
	assert_false(fake_desk_shows(&fake, "HD: nama"));
	fake_desk_press(&fake, "2");
	fake_desk_expect(&fake, "log");
	accept_name(&fake, "staff-HD");
	fake_desk_pass(&fake, 3000);
	assert_true(fake_desk_shows(&fake, "HD: nama mirip diterima petugas"));
	/* What ended well, of two outcomes; then what did not. */
	fake_desk_press(&fake, "33120");
	fake_desk_expect(&fake, "log_filter");
	assert_true(fake_desk_shows(&fake, "berhasil, ditolak atau tidak"));
	fake_desk_press(&fake, "5");
	assert_true(fake_desk_shows(&fake, "HD: nama mirip diterima petugas"));
	fake_desk_press(&fake, "3310");
	fake_desk_press(&fake, "5");
	fake_desk_expect(&fake, "log");
	assert_false(fake_desk_shows(&fake, "nama mirip diterima"));
	/* A code nobody was given. */
	fake_desk_press(&fake, "34");
	fake_desk_expect(&fake, "log_code");
	fake_desk_press(&fake, "\r");
	fake_desk_expect(&fake, "log_filter");
	fake_desk_free(&fake);
}

static void
log__goes_back_page_by_page(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	for (int i = 0; i < 45; i++)
		accept_name(&fake, i == 0 ? "staff-A1" : "staff-RN");
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "62");
	assert_false(fake_desk_shows(&fake, "A1: nama"));
	for (int i = 0; i < 6 && !fake_desk_shows(&fake, "A1: nama"); i++) {
		fake_desk_press(&fake, "1");
		fake_desk_expect(&fake, "log");
	}
	assert_true(fake_desk_shows(&fake, "A1: nama"));
	fake_desk_free(&fake);
}

static void
day__is_closed_and_printed(void **state)
{
	struct fake_desk fake;
	struct day_row row;

	(void)state;
	begin(&fake);
	sign_in(&fake, SUPERVISOR_PIN);
	fake_desk_press(&fake, "63");
	fake_desk_expect(&fake, "ready_unprinted"); /* nobody looks at this machine */
	assert_int_equal(store_day_find(fake.state.store, "2026-11-23", &row), ST_OK);
	assert_string_equal(row.opened_by, "staff-SY");
	fake_desk_press(&fake, "10764");
	fake_desk_expect(&fake, "day");
	assert_true(fake_desk_shows(&fake, "Hari ini ditutup."));
	assert_int_equal(store_day_find(fake.state.store, "2026-11-23", &row), ST_OK);
	assert_string_equal(row.closed_by, "staff-SY");
	assert_int_equal(state_number(&fake.state, "SELECT count(*) FROM request WHERE kind='journal-head'"), 1);
	fake_desk_press(&fake, "14");
	assert_true(fake_desk_shows(&fake, "Sudah begitu."));
	fake_desk_free(&fake);
}

static void
day__left_open_is_said(void **state)
{
	struct fake_desk fake;

	(void)state;
	begin(&fake);
	assert_int_equal(store_day_open(fake.state.store, "2026-11-20", "staff-RN", 1), ST_OK);
	fake_desk_pass(&fake, 500);
	fake_desk_expect(&fake, "idle");
	assert_true(fake_desk_shows(&fake, "Petugas: hari sebelumnya belum ditutup."));
	sign_in(&fake, SUPERVISOR_PIN);
	assert_true(fake_desk_shows(&fake, "Hari sebelumnya belum ditutup."));
	fake_desk_press(&fake, "6");
	assert_true(fake_desk_shows(&fake, "20 November 2026"));
	fake_desk_press(&fake, "41");
	assert_false(fake_desk_shows(&fake, "20 November 2026"));
	assert_false(date_is_known(fake.desk.place.day_left_open));
	fake_desk_free(&fake);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(supervisor__marks_what_an_officer_accepted),
		cmocka_unit_test(supervisor__writes_a_note_with_a_keyboard),
		cmocka_unit_test(supervisor__does_not_look_at_their_own),
		cmocka_unit_test(officer__sees_neither_reviews_nor_the_log),
		cmocka_unit_test(supervisor__never_opens_over_a_participants_visit),
		cmocka_unit_test(log__shows_filters_and_follows),
		cmocka_unit_test(log__goes_back_page_by_page),
		cmocka_unit_test(day__is_closed_and_printed),
		cmocka_unit_test(day__left_open_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
