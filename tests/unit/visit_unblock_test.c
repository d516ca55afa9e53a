/* SPDX-License-Identifier: Apache-2.0 */
/* JMO opened at the counter: by two of staff, here, from a desk or at the centre; never by one, and never twice. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "tests/fake/record.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK     "6308066510580007"
#define VISIT   "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define UNBLOCK VISIT "/unblock"
#define OPENED                                                                                 \
	"{\"state\":\"unblocked\",\"unblocked_at\":\"2026-11-23T09:05:00+08:00\","             \
	"\"reference\":\"UB-0000000001\"}"
#define AWAITING                                                                               \
	"{\"state\":\"awaiting_approval\",\"unblocked_at\":null,"                              \
	"\"reference\":\"UB-0000000002\"}"
#define PROBLEM(code) "{\"type\":\"urn:anjungan:problem:" code "\"}"
#define PIN           "482915"
#define SUPERVISOR    "640917"

static const char blocked[] =
	"{\"nik\":\"" NIK "\",\"name\":\"MASNIAH\",\"name_masked\":\"M******\","
	"\"birth_date\":\"1958-10-25\",\"birth_place\":\"Amuntai\","
	"\"mother_name\":\"RABIAH\"," FAKE_CONTACT "\"marital_status\":\"kawin\","
	"\"address\":\"Jalan Contoh RT 01 No. 2\",\"village\":\"Kebun Sari\","
	"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","
	"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\","
	"\"phone\":\"+6281200000007\",\"email\":null,\"has_npwp\":true,"
	"\"jmo_blocked\":true,\"data_complete\":true,\"missing_fields\":[],"
	"\"account\":null,\"first_partial\":null,\"saved\":null,\"cards\":[],"
	"\"jht\":{\"total\":0,\"principal\":0,\"yield\":0},\"claims\":[]}";

static const struct staff sari = { "staff-SR", "Sari", "SR", "supervisor" };

static void
answer(struct fake_desk *fake, const struct fake_http_rule *rule)
{
	fake_http_add(&fake->http, rule);
}

static void
unblock_answers(struct fake_desk *fake, int status, const char *body, int times)
{
	answer(fake, &(struct fake_http_rule){ .method = "POST",
			     .path = UNBLOCK,
			     .status = status,
			     .body = body,
			     .times = times });
}

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	assert_int_equal(store_staff_add(fake.state.store, &sari, SUPERVISOR, 1), ST_OK);
	answer(&fake, &(struct fake_http_rule){ .method = "GET",
			      .path = VISIT "/participant",
			      .status = 200,
			      .body = blocked });
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static int
journalled(struct fake_desk *fake, const char *where)
{
	char sql[200];

	fake_desk_settle(fake);
	assert_int_equal(str_format(sql, sizeof(sql), "SELECT count(*) FROM journal WHERE %s",
				 where),
		ST_OK);
	return (int)state_number(&fake->state, sql);
}

static int
asked(struct fake_desk *fake, const char **ret_key, const char **ret_body)
{
	int n = 0;

	for (int i = 0; i < fake_http_count(&fake->http); i++) {
		const struct fake_http_request *request = fake_http_request(&fake->http, i);

		if (strcmp(request->path, UNBLOCK) != 0)
			continue;
		n++;
		if (ret_key)
			*ret_key = fake_http_header(request, "Idempotency-Key");
		if (ret_body)
			*ret_body = request->body;
	}
	return n;
}

/* From the idle screen to the data of a woman whom an officer vouches for. */
static void
walk_to_data(struct fake_desk *fake)
{
	fake_desk_straight_centre(fake); /* behind the rules of the test */
	fake_desk_press(fake, "51" NIK "\r121");
	fake_desk_expect(fake, "called");
	fake_desk_press(fake, "1" PIN "\r");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
}

static void
walk_to_second(struct fake_desk *fake)
{
	walk_to_data(fake);
	fake_desk_press(fake, "+8");
	fake_desk_expect(fake, "unblock_why");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "second");
}

static void
participant__alone__is_told_of_staff_and_not_offered_it(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_data(fake);
	assert_true(fake_desk_shows(fake, "JMO Anda terblokir"));
	assert_true(fake_desk_shows(fake, "Petugas bisa membukanya"));
	assert_false(fake_desk_shows(fake, "Buka blokir"));
}

static void
officer__before_the_ktp__is_told_to_look_at_it_first(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "+1" PIN "\r");
	fake_desk_expect(fake, "officer");
	assert_true(fake_desk_shows(fake, "Lihat KTP dulu"));
	assert_false(fake_desk_shows(fake, "Buka blokir"));
	fake_desk_press(fake, "1+");
	fake_desk_expect(fake, "officer");
	assert_true(fake_desk_shows(fake, "Buka blokir"));
}

static void
second__with_a_pin_of_their_own__opens_it(void **state)
{
	struct fake_desk *fake = *state;
	const char *body = "";

	unblock_answers(fake, 200, OPENED, 0);
	walk_to_second(fake);
	fake_desk_press(fake, "1" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblocked");
	assert_true(fake_desk_shows(fake, "UB-0000000001"));
	assert_true(fake_desk_shows(fake, "JMO sudah dibuka"));
	assert_int_equal(asked(fake, NULL, &body), 1);
	assert_string_equal(body, "{\"officer\":\"Rina\",\"supervisor\":\"Sari\","
				  "\"reason\":\"face_not_matched\"}");
	assert_int_equal(journalled(fake, "event='jmo.unblock' AND outcome='ok' AND "
					  "actor='staff-RN' AND subject IS NOT NULL AND "
					  "detail='face_not_matched staff-SR '"),
		1);
	assert_int_equal(journalled(fake, "event='approval.end' AND outcome='ok' AND "
					  "actor='staff-SR'"),
		1);
	assert_int_equal(journalled(fake, "event='print.end' AND outcome='ok'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "officer");
	assert_false(fake_desk_shows(fake, "Buka blokir"));
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "data");
	assert_false(fake_desk_shows(fake, "terblokir"));
}

static void
second__from_a_desk__opens_it(void **state)
{
	struct fake_desk *fake = *state;

	unblock_answers(fake, 200, OPENED, 0);
	walk_to_second(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "second_desk");
	fake_desk_pass(fake, 100 * 1000); /* longer than an officer's rights last */
	fake_desk_expect(fake, "second_desk");
	assert_int_equal(approval_answer(&fake->desk, &sari, true), ST_OK);
	fake_desk_settle(fake);
	fake_desk_expect(fake, "unblocked");
	fake_desk_pass(fake, 5000);
	fake_desk_expect(fake, "unblocked");
}

static void
second__from_a_desk__may_say_no_or_nothing(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_second(fake);
	fake_desk_press(fake, "2");
	assert_int_equal(approval_answer(&fake->desk, &sari, false), ST_OK);
	fake_desk_settle(fake);
	fake_desk_expect(fake, "second");
	assert_true(fake_desk_shows(fake, "tidak menyetujui"));
	fake_desk_press(fake, "2*");
	fake_desk_expect(fake, "second");
	assert_null(approval_open(&fake->desk));
	fake_desk_press(fake, "2");
	fake_clock_advance(&fake->clock, APPROVAL_MS);
	approval_tick(&fake->desk);
	fake_desk_settle(fake);
	fake_desk_expect(fake, "second");
	assert_true(fake_desk_shows(fake, "Belum ada supervisor"));
	assert_int_equal(asked(fake, NULL, NULL), 0);
}

static void
same_person__twice__is_refused_in_words_and_journalled(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_second(fake);
	fake_desk_press(fake, "1" PIN "\r");
	fake_desk_expect(fake, "second_pin");
	assert_true(fake_desk_shows(fake, "harus berbeda"));
	assert_int_equal(journalled(fake, "event='approval.denied' AND outcome='same-person' "
					  "AND actor='staff-RN'"),
		1);
	fake_desk_press(fake, "730264\r"); /* another officer */
	fake_desk_expect(fake, "second_pin");
	assert_true(fake_desk_shows(fake, "harus supervisor"));
	assert_int_equal(journalled(fake, "event='approval.denied' AND outcome='role'"), 1);
	fake_desk_press(fake, "918273\r");
	assert_true(fake_desk_shows(fake, "tidak dikenal"));
	assert_int_equal(journalled(fake, "event='staff.wrong-pin'"), 1);
	assert_int_equal(asked(fake, NULL, NULL), 0);
	assert_null(approval_open(&fake->desk));
}

static void
centre__approves_later_where_no_supervisor_is_here(void **state)
{
	struct fake_desk *fake = *state;
	const char *body = "";

	unblock_answers(fake, 202, AWAITING, 0);
	walk_to_second(fake);
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "unblocked");
	assert_true(fake_desk_shows(fake, "Menunggu persetujuan pusat"));
	assert_false(fake_desk_shows(fake, "sudah dibuka"));
	assert_int_equal(asked(fake, NULL, &body), 1);
	assert_non_null(strstr(body, "\"supervisor\":null"));
	assert_int_equal(journalled(fake, "event='jmo.unblock' AND outcome='awaiting' AND "
					  "detail='face_not_matched centre '"),
		1);
	assert_true(visit_answers(fake->visit)->jmo_blocked);
}

static void
lost_answer__is_asked_for_again_under_the_same_key(void **state)
{
	struct fake_desk *fake = *state;
	const char *first = "", *again = "";

	answer(fake, &(struct fake_http_rule){ .method = "POST",
			     .path = UNBLOCK,
			     .st = ST_TIMEOUT,
			     .left = true,
			     .times = 1 });
	unblock_answers(fake, 200, OPENED, 0);
	walk_to_second(fake);
	fake_desk_press(fake, "1" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblock_away");
	assert_int_equal(asked(fake, &first, NULL), 1);
	assert_int_equal(journalled(fake, "event='jmo.unblock' AND outcome='away'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "unblocked");
	assert_int_equal(asked(fake, &again, NULL), 2);
	assert_string_equal(first, again);
}

static void
dead_centre__leaves_a_ticket_for_the_officers_list(void **state)
{
	struct fake_desk *fake = *state;

	unblock_answers(fake, 503, PROBLEM("busy"), 0);
	walk_to_second(fake);
	fake_desk_press(fake, "1" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblock_away");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_done");
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM handover WHERE why='jmo'"),
		1);
}

static void
refusals__are_told_and_one_that_is_open_is_open(void **state)
{
	struct fake_desk *fake = *state;

	unblock_answers(fake, 422, PROBLEM("second-person-needed"), 1);
	unblock_answers(fake, 409, PROBLEM("not-blocked"), 0);
	walk_to_second(fake);
	fake_desk_press(fake, "1" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblock_refused");
	assert_true(fake_desk_shows(fake, "dua orang berbeda"));
	fake_desk_press(fake, "11" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblock_refused");
	assert_true(fake_desk_shows(fake, "sudah terbuka"));
	assert_false(fake_desk_shows(fake, "supervisor lain"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "officer");
	assert_false(visit_answers(fake->visit)->jmo_blocked);
	assert_int_equal(journalled(fake, "event='jmo.unblock' AND outcome='refused'"), 2);
}

static void
paper__that_does_not_come_out__can_be_tried_again(void **state)
{
	struct fake_desk *fake = *state;

	unblock_answers(fake, 200, OPENED, 0);
	walk_to_second(fake);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "1" SUPERVISOR "\r");
	fake_desk_expect(fake, "unblocked");
	assert_true(fake_desk_shows(fake, "Kertas habis"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "unblocked");
	assert_false(fake_desk_shows(fake, "Kertas habis"));
}

static void
back__leads_out_everywhere(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_second(fake);
	fake_desk_press(fake, "1*");
	fake_desk_expect(fake, "second");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "unblock_why");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "819");
	fake_desk_expect(fake, "officer");
	assert_int_equal(asked(fake, NULL, NULL), 0);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(participant__alone__is_told_of_staff_and_not_offered_it),
		DESK_TEST(officer__before_the_ktp__is_told_to_look_at_it_first),
		DESK_TEST(second__with_a_pin_of_their_own__opens_it),
		DESK_TEST(second__from_a_desk__opens_it),
		DESK_TEST(second__from_a_desk__may_say_no_or_nothing),
		DESK_TEST(same_person__twice__is_refused_in_words_and_journalled),
		DESK_TEST(centre__approves_later_where_no_supervisor_is_here),
		DESK_TEST(lost_answer__is_asked_for_again_under_the_same_key),
		DESK_TEST(dead_centre__leaves_a_ticket_for_the_officers_list),
		DESK_TEST(refusals__are_told_and_one_that_is_open_is_open),
		DESK_TEST(paper__that_does_not_come_out__can_be_tried_again),
		DESK_TEST(back__leads_out_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
