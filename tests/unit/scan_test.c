/* SPDX-License-Identifier: Apache-2.0 */
/* What was scanned is named, and who is not read yet is told one steady thing. */
#include "base/array.h"
#include "rules/camera_words.h"
#include "rules/scan_hint.h"
#include "rules/scanned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
scanned__is_known_by_its_form(void **state)
{
	static const struct {
		const char *text;
		enum scanned scanned;
	} rows[] = {
		{ "6308055203600001", SCANNED_NIK },
		{ "20601234501", SCANNED_KPJ },
		{ "0001234567890", SCANNED_KESEHATAN },
		{ "31415926535897932384626433832795", SCANNED_STAFF_CARD },
		{ "00020101021126570011ID.DANA.WWW", SCANNED_PAYMENT },
		{ "https://example.invalid", SCANNED_ADDRESS },
		{ "HTTP://EXAMPLE.INVALID", SCANNED_ADDRESS },
		{ "www.example.invalid", SCANNED_ADDRESS },
		{ "8991234567890", SCANNED_UNKNOWN },
		{ "KOPI", SCANNED_UNKNOWN },
		{ "", SCANNED_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(scanned_recognise(rows[i].text), rows[i].scanned);
		assert_int_equal(scanned_words(rows[i].scanned) == NULL,
			rows[i].scanned == SCANNED_UNKNOWN);
	}
}

static void
scan_hint__is_one_thing_to_do(void **state)
{
	static const struct {
		struct sight_measures sight;
		enum scan_hint hint;
	} rows[] = {
		{ { 0.5F, 0, 1920 }, SCAN_SHOW },
		{ { 0.05F, 0, 1920 }, SCAN_LIGHT },
		{ { 0.05F, 400, 1920 }, SCAN_LIGHT },
		{ { 0.5F, SCAN_CLOSER_PX - 1, 1920 }, SCAN_CLOSER },
		{ { 0.5F, SCAN_CLOSER_PX, 1920 }, SCAN_STILL },
		{ { 0.5F, 1800, 1920 }, SCAN_FARTHER },
		{ { 0.5F, 600, 640 }, SCAN_FARTHER },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(scan_hint(&rows[i].sight), rows[i].hint);
}

/* However the measures jump, what is read can be read to its end. */
static void
scan_coach__never_flickers(void **state)
{
	struct scan_coach coach = { 0 };
	enum scan_hint shown = SCAN_SHOW;
	int64_t since = -SCAN_COACH_READ_MS;
	int changes = 0;

	(void)state;
	for (int64_t now = 0; now < 60000; now += 33) {
		enum scan_hint hint = now / 700 % 2 ? SCAN_CLOSER : SCAN_STILL;
		enum scan_hint next = scan_coach_step(&coach, hint, now);

		if (next == shown)
			continue;
		assert_true(now - since >= SCAN_COACH_READ_MS);
		since = now;
		shown = next;
		changes++;
	}
	assert_in_range(changes, 1, 60000 / SCAN_COACH_READ_MS);
}

static void
scan_coach__passes_over_what_lasts_a_moment(void **state)
{
	struct scan_coach coach = { 0 };

	(void)state;
	for (int64_t now = 0; now < 20000; now += 33)
		assert_int_equal(scan_coach_step(&coach,
					 now % 1000 < 400 ? SCAN_CLOSER : SCAN_SHOW, now),
			SCAN_SHOW);
}

/* No state of the camera leaves the screen without words, and none that needs a hand leaves staff without a remedy. */
static void
camera_words__say_every_state(void **state)
{
	(void)state;
	for (int s = CAMERA_OFF; s <= CAMERA_TORN; s++) {
		const char *all = camera_words_for_all((enum camera_state)s);
		const char *staff = camera_words_for_staff((enum camera_state)s);
		bool well = s == CAMERA_OFF || s == CAMERA_LIVE;

		assert_int_equal(all[0] == '\0', well);
		assert_int_equal(staff[0] == '\0', well || s == CAMERA_OPENING);
		assert_int_equal(
			strncmp(staff, "Kamera: ", 8) == 0, !(well || s == CAMERA_OPENING));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(scanned__is_known_by_its_form),
		cmocka_unit_test(scan_hint__is_one_thing_to_do),
		cmocka_unit_test(scan_coach__never_flickers),
		cmocka_unit_test(scan_coach__passes_over_what_lasts_a_moment),
		cmocka_unit_test(camera_words__say_every_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
