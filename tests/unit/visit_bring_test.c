/* SPDX-License-Identifier: Apache-2.0 */
/* "Apa yang perlu dibawa" at the counter: by reason, on paper, without the centre and without anybody's name. */
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

static void
bring__names_the_papers_of_what_happened(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "55");
	fake_desk_expect(fake, "why");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "overview");
	assert_true(fake_desk_shows(fake, "KTP asli"));
	assert_true(fake_desk_shows(fake, "SALAH SATU"));
	assert_true(fake_desk_shows(fake, "Perjanjian bersama"));
	assert_true(fake_desk_shows(fake, "1 bulan setelah berhenti"));
	fake_desk_press(fake, "294");
	fake_desk_expect(fake, "why");
	fake_desk_press(fake, "93");
	assert_true(fake_desk_shows(fake, "Paspor"));
	assert_false(fake_desk_shows(fake, "SALAH SATU"));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "more");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "menu");
	assert_int_equal(fake->http.requests, 0);
}

static void
bring__is_printed_for_who_asks_and_comes_back(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "558");
	assert_true(fake_desk_shows(fake, "Surat kematian"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "print_done");
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_true(fake_printer_saw(&fake->printer, "YANG PERLU DIBAWA"));
	assert_true(fake_printer_saw(&fake->printer, "Surat kematian"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "overview");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "more");
}

static void
bring__that_does_not_print_says_why_and_can_be_tried_again(void **state)
{
	struct fake_desk *fake = *state;

	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "5511");
	fake_desk_expect(fake, "print_failed");
	assert_true(fake_desk_shows(fake, "Kertas habis."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "print_done");
	assert_int_equal(fake_printer_done(&fake->printer), 1);
}

static void
bring__without_a_printer_offers_no_paper(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.printer.present = false;
	fake_desk_press(fake, "551");
	fake_desk_expect(fake, "overview");
	assert_false(fake_desk_shows(fake, "Cetak"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			bring__names_the_papers_of_what_happened, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			bring__is_printed_for_who_asks_and_comes_back, new_desk, free_desk),
		cmocka_unit_test_setup_teardown(
			bring__that_does_not_print_says_why_and_can_be_tried_again, new_desk,
			free_desk),
		cmocka_unit_test_setup_teardown(
			bring__without_a_printer_offers_no_paper, new_desk, free_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
