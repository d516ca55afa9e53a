/* SPDX-License-Identifier: Apache-2.0 */
/* Consent at the counter: both ways of saying yes, its text on paper, and its version in what is sent and kept. */
#include "base/str.h"
#include "rules/consent.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308055203600001"
#define GIVEN "SELECT count(*) FROM journal WHERE event='consent.given'"

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_camera_face(&fake.camera, 0, true);
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
walk_to_consent(struct fake_desk *fake)
{
	fake_desk_press(fake, "51" NIK "\r1");
	fake_desk_expect(fake, "consent");
}

static void
consent__is_printed_for_who_asks_and_is_no_answer(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_consent(fake);
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "consent_print_done");
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_true(fake_printer_saw(&fake->printer, "PERSETUJUAN"));
	assert_true(fake_printer_saw(&fake->printer, CONSENT_TEXT_VERSION));
	assert_true(fake_printer_saw(&fake->printer, "72 jam"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
	assert_int_equal(state_number(&fake->state, GIVEN), 0);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
	assert_int_equal(visit_answers(fake->visit)->consent, CONSENT_NOT_ASKED);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "face");
	assert_int_equal(state_number(&fake->state, GIVEN), 1);
	assert_int_equal(
		state_number(&fake->state,
			GIVEN " AND detail LIKE '" CONSENT_TEXT_VERSION " %'"),
		1);
}

static void
consent__that_does_not_print_can_be_answered_all_the_same(void **state)
{
	struct fake_desk *fake = *state;

	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	walk_to_consent(fake);
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "consent_print_failed");
	assert_true(fake_desk_shows(fake, "Kertas habis."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "attest");
}

static void
consent__without_a_printer_offers_no_paper(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.printer.present = false;
	walk_to_consent(fake);
	assert_false(fake_desk_shows(fake, "Cetak"));
}

static void
consent__names_both_ways_of_saying_yes_alike(void **state)
{
	struct fake_desk *fake = *state;
	const struct page *page;

	walk_to_consent(fake);
	page = fake_desk_page(fake);
	assert_non_null(strstr(page->todo, "1 atau 2"));
	assert_memory_equal(page->choice[0].text, "SETUJU, dengan foto", 19);
	assert_memory_equal(page->choice[1].text, "SETUJU, tanpa foto", 18);
}

/* The whole claim, and its money, without a photograph. */
static void
consent__without_a_photograph_comes_as_far(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_consent(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11482915\r1");
	fake_desk_expect(fake, "data");
	assert_int_equal(visit_answers(fake->visit)->assurance, ASSURANCE_ATTESTED);
	fake_desk_press(fake, "111");
	fake_desk_expect(fake, "result");
	assert_true(visit_answers(fake->visit)->received);
	for (int i = 0; i < fake_http_count(&fake->http); i++)
		assert_null(strstr(fake_http_request(&fake->http, i)->path, "/face"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			consent__is_printed_for_who_asks_and_is_no_answer, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			consent__that_does_not_print_can_be_answered_all_the_same, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			consent__without_a_printer_offers_no_paper, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			consent__names_both_ways_of_saying_yes_alike, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			consent__without_a_photograph_comes_as_far, new_desk, free_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
