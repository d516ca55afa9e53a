/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A camera that is not well, at every moment of the face step and of the scan step: words on the screen, a way on, and
 * back to the photograph as soon as it is well again. And what scanners read, where it goes.
 */
#include "base/array.h"
#include "rules/camera_words.h"
#include "rules/scan_hint.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK "6308055203600001"
#define KPJ "20601234501"

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_desk_straight_centre(&fake);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static const enum camera_state troubles[] = { CAMERA_BLACK, CAMERA_FROZEN, CAMERA_GONE,
	CAMERA_GIVEN_UP, CAMERA_MISSING, CAMERA_BUSY, CAMERA_DENIED, CAMERA_WRONG, CAMERA_TORN,
	CAMERA_NO_MODEL };

/* Something happens to the camera now. */
static void
tell(struct fake_desk *fake, enum camera_state state)
{
	fake->camera.at = fake->camera.scripted = 0;
	fake_camera_state(&fake->camera, state);
	fake_desk_pass(fake, 250);
}

static void
shows_a_face(struct fake_desk *fake)
{
	fake->camera.at = fake->camera.scripted = 0;
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_pass(fake, 250);
}

static void
walk_to_face(struct fake_desk *fake)
{
	fake_desk_press(fake, "51" NIK "\r1");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "face");
}

/* --- moments: each leaves the face step where it stands at that time -------------------------------------------- */

static void
at_start(struct fake_desk *fake)
{
	(void)fake;
}

static void
in_preview(struct fake_desk *fake)
{
	tell(fake, CAMERA_LIVE);
	shows_a_face(fake);
}

static void
in_countdown(struct fake_desk *fake)
{
	in_preview(fake);
	fake->camera.shot_never_answers = true;
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 1000);
	assert_true(fake_desk_page(fake)->big[0] != '\0');
}

static void
in_the_shot(struct fake_desk *fake)
{
	in_countdown(fake);
	fake_desk_pass(fake, 2500);
	assert_true(fake_desk_shows(fake, "Sedang mengambil foto."));
}

static const struct bad_moment {
	const char *name;
	void (*reach)(struct fake_desk *fake);
} moments[] = { { "start", at_start }, { "preview", in_preview }, { "countdown", in_countdown },
	{ "shot", in_the_shot } };

static void
expect_words(struct fake_desk *fake, const struct bad_moment *moment, enum camera_state trouble)
{
	const struct page *page = fake_desk_page(fake);

	fake_desk_expect(fake, "face");
	if (strcmp(page->ask, camera_words_for_all(trouble)) != 0)
		fail_msg("%s, %s: %s", moment->name, camera_state_words(trouble), page->ask);
	assert_string_equal(page->big, "");
	assert_true(page->can_enter);
	assert_string_equal(page->notice, "");
	assert_true(fake_desk_shows(fake, "Tekan Enter. Petugas melihat KTP Anda."));
}

static void
camera__that_fails_at_any_moment_is_said_and_comes_back_to_the_photo(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	for (size_t i = 0; i < ARRAY_LEN(moments) * ARRAY_LEN(troubles); i++) {
		const struct bad_moment *moment = &moments[i / ARRAY_LEN(troubles)];
		enum camera_state trouble = troubles[i % ARRAY_LEN(troubles)];

		fake->camera.answer_due = fake->camera.shot_never_answers = false;
		moment->reach(fake);
		fake->camera.answer_due = false; /* the shot is lost with it */
		tell(fake, trouble);
		expect_words(fake, moment, trouble);
		fake_desk_pass(fake, 5000);
		expect_words(fake, moment, trouble);
		fake_desk_press(fake, "??"); /* still there */
		in_preview(fake);
		fake_desk_expect(fake, "face");
		assert_string_equal(fake_desk_page(fake)->enter_does, "foto");
	}
	fake->camera.shot_never_answers = false;
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 5000);
	fake_desk_expect(fake, "data");
}

static void
camera__that_fails_at_any_moment_leaves_the_way_to_the_officer(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	for (size_t i = 0; i < ARRAY_LEN(moments); i++) {
		fake->camera.state = i == 0 ? CAMERA_MISSING : CAMERA_LIVE;
		moments[i].reach(fake);
		fake->camera.answer_due = fake->camera.shot_never_answers = false;
		tell(fake, CAMERA_MISSING);
		fake_desk_press(fake, "\r");
		fake_desk_expect(fake, "attest");
		fake->camera.state = CAMERA_LIVE;
		fake_desk_press(fake, "*");
		if (strcmp(fake_desk_page(fake)->name, "face") != 0)
			break; /* who gave the camera up is not asked for a photograph again */
	}
	fake_desk_press(fake, "+");
	fake_desk_expect(fake, "called");
}

static void
camera__that_fails_after_the_photo_stops_nothing(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	in_preview(fake);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 1000); /* the photograph came, "dua" is not over */
	tell(fake, CAMERA_GONE);
	assert_true(fake_desk_page(fake)->big[0] != '\0');
	fake_desk_pass(fake, 5000);
	fake_desk_expect(fake, "data");
}

static void
staff__read_what_is_wrong_with_the_camera(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		fake->camera.state = CAMERA_LIVE;
		tell(fake, troubles[i]);
		fake_desk_press(fake, i == 0 ? "+1482915\r" : "+");
		fake_desk_expect(fake, "officer");
		assert_true(fake_desk_shows(fake, camera_words_for_staff(troubles[i])));
		fake_desk_press(fake, "4");
		fake_desk_expect(fake, "face");
	}
	tell(fake, CAMERA_LIVE);
	fake_desk_press(fake, "+");
	assert_false(fake_desk_shows(fake, "Kamera: "));
}

/* --- the scan step ------------------------------------------------------------------------------------------------ */

static void
go_to_kpj(struct fake_desk *fake)
{
	fake_desk_press(fake, "51\r2");
	fake_desk_expect(fake, "kpj");
}

static void
scan_step__goes_on_with_the_keys_whatever_the_camera_does(void **state)
{
	struct fake_desk *fake = *state;

	go_to_kpj(fake);
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		if (troubles[i] == CAMERA_NO_MODEL)
			continue; /* codes need none */
		tell(fake, troubles[i]);
		fake_desk_expect(fake, "kpj");
		assert_false(fake_desk_page(fake)->preview);
		assert_true(fake_desk_shows(fake, "Ketik saja, lalu tekan Enter."));
		fake_desk_press(fake, "2-");
		tell(fake, CAMERA_LIVE);
		assert_true(fake_desk_page(fake)->preview);
	}
	fake_camera_code(&fake->camera, CAMERA_CODE_128, KPJ);
	fake_desk_pass(fake, 250);
	fake_desk_expect(fake, "kpj_birth");
	assert_string_equal(visit_answers(fake->visit)->kpj, KPJ);
	assert_false(fake->camera.running);
}

static void
scan_step__hints_until_something_is_typed(void **state)
{
	struct fake_desk *fake = *state;

	go_to_kpj(fake);
	for (int hint = 0; hint < SCAN_HINTS; hint++) {
		fake_camera_face(&fake->camera, hint, false);
		fake_desk_pass(fake, 250);
		assert_true(fake_desk_shows(fake, scan_hint_words((enum scan_hint)hint)));
	}
	fake_desk_press(fake, "2");
	assert_false(fake_desk_shows(fake, scan_hint_words(SCAN_HINTS - 1)));
}

static void
scan(struct fake_desk *fake, const char *typed, const char *text)
{
	const struct action action = { .kind = ACTION_SCAN, .text = text };

	fake_desk_press(fake, typed);
	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

static void
kpj__scanned_where_the_nik_is_asked_is_taken_as_one(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51");
	scan(fake, "", KPJ);
	fake_desk_expect(fake, "kpj_birth");
	assert_string_equal(visit_answers(fake->visit)->kpj, KPJ);
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "kpj");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "nik");
}

/* A scanner on the line: its digits are typed first, behind what was there, then the whole is told. */
static void
scan__takes_the_place_of_what_was_half_typed(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51");
	scan(fake, "6308", NIK);
	fake_desk_expect(fake, "is_this_you");
	assert_string_equal(visit_answers(fake->visit)->nik, NIK);
}

static void
scan__that_came_in_two_pieces_is_whole(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51");
	scan(fake, NIK, &NIK[2]);
	fake_desk_expect(fake, "is_this_you");
}

static void
foreign_codes__are_named_where_the_kpj_is_asked(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "0001234567890", "BPJS Kesehatan" },
		{ NIK, "Itu NIK." },
		{ "00020101021126570011ID.DANA.WWW", "QRIS" },
		{ "https://example.invalid/", "alamat internet" },
		{ "KOPI SUSU", "bukan KPJ" },
	};
	struct fake_desk *fake = *state;

	go_to_kpj(fake);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		scan(fake, "", rows[i].text);
		fake_desk_expect(fake, "kpj");
		if (!fake_desk_shows(fake, rows[i].words))
			fail_msg("%s: %s", rows[i].text, fake_desk_page(fake)->notice);
		assert_string_equal(fake_desk_page(fake)->field.typed, "");
	}
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(camera__that_fails_at_any_moment_is_said_and_comes_back_to_the_photo),
		DESK_TEST(camera__that_fails_at_any_moment_leaves_the_way_to_the_officer),
		DESK_TEST(camera__that_fails_after_the_photo_stops_nothing),
		DESK_TEST(staff__read_what_is_wrong_with_the_camera),
		DESK_TEST(scan_step__goes_on_with_the_keys_whatever_the_camera_does),
		DESK_TEST(scan_step__hints_until_something_is_typed),
		DESK_TEST(kpj__scanned_where_the_nik_is_asked_is_taken_as_one),
		DESK_TEST(scan__takes_the_place_of_what_was_half_typed),
		DESK_TEST(scan__that_came_in_two_pieces_is_whole),
		DESK_TEST(foreign_codes__are_named_where_the_kpj_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
