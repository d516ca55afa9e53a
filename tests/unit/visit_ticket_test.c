/* SPDX-License-Identifier: Apache-2.0 */
/* Tickets at the counter: where, when, who first, what is in hand; with a centre that gives numbers and one that does not. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define OLD     "6308055203600001" /* 66 */
#define TICKETS "/v1/visits/019ab1c2-0000-7000-8000-000000000001/tickets"

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
centre_says(struct fake_desk *fake, int status, const char *body)
{
	const struct fake_http_rule rule = { "POST", TICKETS, .status = status, .body = body };

	fake_http_add(&fake->http, &rule);
	fake_desk_straight_centre(fake);
}

#define NUMBER                                                                                 \
	"{\"ticket\":\"P-007\",\"place\":\"Kantor Cabang Contoh\","                            \
	"\"time\":\"2026-11-25T08:30:00+08:00\",\"documents\":[]}"

/* Whether the last wish for a ticket had that in it. */
static bool
asked(struct fake_desk *fake, const char *text)
{
	for (int i = fake_http_count(&fake->http) - 1; i >= 0; i--) {
		const struct fake_http_request *request = fake_http_request(&fake->http, i);

		if (strstr(request->url, "/tickets"))
			return strstr(request->body, text) != NULL;
	}
	return false;
}

static int64_t
number(struct fake_desk *fake, const char *sql)
{
	return state_number(&fake->state, sql);
}

static void
appointment__at_a_branch_has_number_place_and_time(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "563" OLD "\r1");
	fake_desk_expect(fake, "what_for");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "ticket");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_day");
	assert_true(fake_desk_shows(fake, "Selasa, 24 November 2026"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_item"); /* nobody of 66 is asked whether they go first */
	assert_true(fake_desk_shows(fake, "KTP asli"));
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "ticket_done");
	assert_string_equal(fake_desk_page(fake)->big, "P-007");
	assert_true(fake_desk_shows(fake, "Rabu, 25 November 2026, pukul 08.30"));
	assert_true(fake_desk_shows(fake, "PRIORITAS"));
	assert_true(fake_printer_saw(&fake->printer, "JANJI DI KANTOR CABANG"));
	assert_true(fake_printer_saw(&fake->printer, "Belum ada, siapkan dulu:"));
	assert_true(asked(fake, "\"preferred_date\":\"2026-11-25\""));
	assert_int_equal(
		number(fake, "SELECT count(*) FROM handover WHERE why='appointment' AND"
			     " priority=1"),
		1);
	assert_int_equal(
		number(fake, "SELECT count(*) FROM journal WHERE event='ticket.asked' AND"
			     " outcome='ok' AND detail='branch'"),
		1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "more");
}

static void
appointment__without_a_number_is_kept_and_says_so(void **state)
{
	static const int statuses[] = { 503, 404, 422 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
		static struct fake_desk fake;

		fake_desk_new(&fake);
		centre_says(&fake, statuses[i],
			"{\"type\":\"urn:anjungan:problem:busy\",\"title\":\"x\",\"status\":"
			"503}");
		fake_desk_press(&fake, "563" OLD "\r112111");
		fake_desk_expect(&fake, "ticket_done");
		assert_true(fake_desk_shows(&fake, "Pusat belum memberi nomor antrean."));
		assert_true(fake_printer_saw(&fake.printer, "TIKET PETUGAS"));
		assert_true(fake_printer_saw(&fake.printer, "Hari yang diminta"));
		assert_false(fake_printer_saw(&fake.printer, "JANJI"));
		assert_int_equal(number(&fake, "SELECT count(*) FROM handover"), 1);
		fake_desk_free(&fake);
	}
}

static void
appointment__that_is_changed_on_the_way_back_is_asked_anew(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "563" OLD "\r1111");
	fake_desk_expect(fake, "ticket_item");
	assert_true(fake_desk_shows(fake, "Buku tabungan"));
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "ticket");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "ticket_item");
	assert_true(fake_desk_shows(fake, "KTP asli"));
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "JANJI LAPAK ASIK"));
	assert_true(fake_printer_saw(&fake->printer, "Jadwal Anda"));
}

static void
appointment__taken_twice_is_two(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "563" OLD "\r131");
	fake_desk_expect(fake, "ticket_done");
	fake_desk_press(fake, "1163");
	fake_desk_expect(fake, "what_for");
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "ticket_done");
	assert_int_equal(number(fake, "SELECT count(*) FROM handover"), 2);
}

/* The centre keeps a number for who asked, even where nobody learns it: it is asked once more for the same. */
static void
appointment__with_a_lost_answer_takes_one_number(void **state)
{
	static const struct fake_http_rule lost = { "POST", TICKETS, .st = ST_TIMEOUT,
		.times = 1 };
	struct fake_desk *fake = *state;
	const char *key[2] = { "", "" };
	int n = 0;

	fake_http_add(&fake->http, &lost);
	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "563" OLD "\r131");
	fake_desk_expect(fake, "ticket_done");
	assert_string_equal(fake_desk_page(fake)->big, "P-007");
	for (int i = 0; i < fake_http_count(&fake->http); i++)
		if (strstr(fake_http_request(&fake->http, i)->url, "/tickets") && n < 2)
			key[n++] = fake_http_header(
				fake_http_request(&fake->http, i), "Idempotency-Key");
	assert_int_equal(n, 2);
	assert_string_equal(key[0], key[1]);
}

static void
complaint__with_a_better_remedy_offers_it_first(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "564" OLD "\r1");
	fake_desk_expect(fake, "topic");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "better");
	assert_true(fake_desk_shows(fake, "bisa membukanya"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "called");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "better");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_desk_shows(fake, "Pengaduan Anda DITERIMA PUSAT"));
	assert_true(fake_printer_saw(&fake->printer, "Akun JMO saya terkunci"));
	assert_true(asked(fake, "\"kind\":\"complaint\""));
}

static void
complaint__without_a_remedy_is_made_at_once(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "564" OLD "\r16");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "PENGADUAN"));
	assert_int_equal(
		number(fake, "SELECT count(*) FROM handover WHERE why='complaint'"), 1);
}

/* The age known is that of who died; the name is theirs, too. */
static void
heirs__are_asked_for_themselves_and_see_nothing(void **state)
{
	struct fake_desk *fake = *state;

	centre_says(fake, 201, NUMBER);
	fake_desk_press(fake, "51" OLD "\r311");
	assert_false(fake_desk_page(fake)->choices < 5); /* 60 and over is one of the answers */
	fake_desk_press(fake, "11212");
	fake_desk_expect(fake, "ticket_done");
	assert_false(fake_desk_shows(fake, "PRIORITAS"));
	assert_false(fake_desk_shows(fake, "Rp"));
	assert_false(fake_printer_saw(&fake->printer, "Nama"));
	assert_true(fake_printer_saw(&fake->printer, "almarhum"));
	assert_true(asked(fake, "\"reason\":\"MENINGGAL\""));
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(appointment__at_a_branch_has_number_place_and_time),
		cmocka_unit_test(appointment__without_a_number_is_kept_and_says_so),
		DESK_TEST(appointment__that_is_changed_on_the_way_back_is_asked_anew),
		DESK_TEST(appointment__taken_twice_is_two),
		DESK_TEST(appointment__with_a_lost_answer_takes_one_number),
		DESK_TEST(complaint__with_a_better_remedy_offers_it_first),
		DESK_TEST(complaint__without_a_remedy_is_made_at_once),
		DESK_TEST(heirs__are_asked_for_themselves_and_see_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
