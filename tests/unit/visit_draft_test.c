/* SPDX-License-Identifier: Apache-2.0 */
/* What a crash leaves of a visit: taken up by the same person alone, once proven, within 15 minutes, and wiped after. */
#include "base/str.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK     "6308055203600001"
#define OTHER   "6308055203600002"
#define ACCOUNT "1310012345678"
#define VISIT   "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define DRAFTS  "SELECT count(*) FROM visit_draft"

enum { MINUTE_MS = 60000 };

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_http_add(&fake.http,
		&(struct fake_http_rule){ "POST", VISIT "/bank-account-checks", .status = 200,
			.body = "{\"bank\":\"008\",\"number\":\"" ACCOUNT "\",\"holder\":"
				"\"SITI AMINAH\",\"match\":\"same\",\"state\":\"active\"}" });
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

static void
walk_to_face(struct fake_desk *fake, const char *nik)
{
	fake_camera_init(&fake->camera);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "51");
	fake_desk_press(fake, nik);
	fake_desk_press(fake, "\r11");
	fake_desk_expect(fake, "face");
}

static void
take_photo(struct fake_desk *fake)
{
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

/* To the review, with an account typed by hand. */
static void
claim_to_review(struct fake_desk *fake)
{
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "22" ACCOUNT "\r1");
	fake_desk_expect(fake, "review");
}

static void
return_to_question(struct fake_desk *fake)
{
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "draft");
}

static void
draft__is_taken_up_by_the_same_person_after_the_face(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_restart(fake);
	return_to_question(fake);
	assert_true(fake_desk_shows(fake, "Lanjutkan yang tadi?"));
	assert_true(fake_desk_shows(fake, "5678"));
	assert_false(fake_desk_shows(fake, ACCOUNT));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
	assert_string_equal(visit_answers(fake->visit)->account, ACCOUNT);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "account");
	assert_string_equal(fake_desk_page(fake)->field.typed, ACCOUNT);
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "holder");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "review");
	assert_true(fake_desk_shows(fake, "5678"));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='visit.resume'"),
		1);
}

static void
draft__is_checked_and_confirmed_anew(void **state)
{
	struct fake_desk *fake = *state;
	const struct answers *a;

	claim_to_review(fake);
	fake_desk_restart(fake);
	return_to_question(fake);
	fake_desk_press(fake, "1");
	a = visit_answers(fake->visit);
	assert_false(a->account_checked);
	assert_false(a->account_confirmed);
	assert_false(a->decided);
	assert_false(a->ktp_seen);
	assert_string_equal(a->code, "");
	assert_string_equal(a->idempotency_key, "");
}

static void
draft__is_gone_once_the_person_has_answered(void **state)
{
	static const char *const keys[] = { "1", "2" };
	struct fake_desk *fake = *state;
	static const struct earlier wiped = { .sought = true };

	for (size_t i = 0; i < 2; i++) {
		claim_to_review(fake);
		fake_desk_restart(fake);
		return_to_question(fake);
		assert_int_equal(state_number(&fake->state, DRAFTS), 2);
		fake_desk_press(fake, keys[i]);
		fake_desk_expect(fake, "data");
		assert_int_equal(state_number(&fake->state, DRAFTS), 1);
		assert_memory_equal(
			&visit_answers(fake->visit)->earlier, &wiped, sizeof(wiped));
		fake_desk_pass(fake, 211000);
		fake_desk_expect(fake, "idle");
		assert_int_equal(state_number(&fake->state, DRAFTS), 0);
	}
}

static void
draft__that_is_not_wanted_leaves_nothing(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_restart(fake);
	return_to_question(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "data");
	assert_string_not_equal(visit_answers(fake->visit)->account, ACCOUNT);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='visit.resume'"),
		0);
}

static void
draft__stays_hidden_from_whoever_only_knows_the_nik(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	assert_false(visit_answers(fake->visit)->earlier.sought);
	fake_desk_press(fake, "*****");
	fake_desk_expect(fake, "idle");
	return_to_question(fake); /* and it was not lost by that */
}

/* The row is found by a hash; what is inside says whose it is. */
static void
draft__is_not_shown_to_another_person(void **state)
{
	struct fake_desk *fake = *state;
	struct draft draft;
	static struct draft_blob blob;

	claim_to_review(fake);
	assert_int_equal(store_draft_find(fake->state.store, NIK, "", desk_wall_ms(&fake->desk),
				 MINUTE_MS, &draft),
		ST_OK);
	assert_int_equal(draft.blob.len, sizeof(blob));
	memcpy(&blob, draft.blob.data, sizeof(blob));
	assert_int_equal(str_copy(blob.answers.nik, NIK_ROOM, OTHER), ST_OK);
	assert_int_equal(store_draft_save(fake->state.store, draft.visit, NIK, &blob,
				 sizeof(blob), NULL, desk_wall_ms(&fake->desk)),
		ST_OK);
	buf_free(&draft.blob);
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
	assert_false(visit_answers(fake->visit)->earlier.found);
}

static void
draft__older_than_15_minutes_is_not_offered(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_restart(fake);
	fake_clock_advance(&fake->clock, 16 * MINUTE_MS);
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
}

static void
draft__of_a_person_only_claimed_to_be_there_starts_empty(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake, NIK);
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
}

static void
draft__of_a_claim_that_was_confirmed_is_not_there(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
}

static void
draft__is_taken_up_after_an_officer_attests(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	fake_desk_press(fake, "+1482915\r1");
	fake_desk_expect(fake, "draft");
	fake_desk_press(fake, "1");
	assert_string_equal(visit_answers(fake->visit)->account, ACCOUNT);
}

static void
draft__of_another_version_is_left_alone(void **state)
{
	struct fake_desk *fake = *state;

	claim_to_review(fake);
	assert_int_equal(store_draft_save(fake->state.store, visit_answers(fake->visit)->visit,
				 NIK, "old", 3, NULL, desk_wall_ms(&fake->desk)),
		ST_OK);
	fake_desk_restart(fake);
	walk_to_face(fake, NIK);
	take_photo(fake);
	fake_desk_expect(fake, "data");
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(draft__is_taken_up_by_the_same_person_after_the_face),
		DESK_TEST(draft__is_checked_and_confirmed_anew),
		DESK_TEST(draft__is_gone_once_the_person_has_answered),
		DESK_TEST(draft__that_is_not_wanted_leaves_nothing),
		DESK_TEST(draft__stays_hidden_from_whoever_only_knows_the_nik),
		DESK_TEST(draft__is_not_shown_to_another_person),
		DESK_TEST(draft__older_than_15_minutes_is_not_offered),
		DESK_TEST(draft__of_a_person_only_claimed_to_be_there_starts_empty),
		DESK_TEST(draft__of_a_claim_that_was_confirmed_is_not_there),
		DESK_TEST(draft__is_taken_up_after_an_officer_attests),
		DESK_TEST(draft__of_another_version_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
