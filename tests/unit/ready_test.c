/* SPDX-License-Identifier: Apache-2.0 */
/* Readiness: every finding has its words, and what devices and centre say is judged as the table says. */
#include "base/array.h"
#include "base/str.h"
#include "rules/receipt_rows.h"
#include "work/ready_look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { WORDS_A_LINE = 12 };

static const struct settings settings = { .printer.target = "escpos:/dev/usb/lp0",
	.camera.source = "v4l2:/dev/video0",
	.central.url = "https://pusat" };
static const struct ready_subject subject = { .settings = &settings };

static int
words_in(const char *text)
{
	int n = 0;

	for (const char *at = text; *(at += strspn(at, " ")); at += strcspn(at, " "))
		n++;
	return n;
}

static void
finding__has_words_and_what_is_wrong_a_remedy(void **state)
{
	char words[READY_WORDS], code[READY_CODE], other[READY_CODE];

	(void)state;
	for (int is = 0; is < FINDINGS; is++) {
		const struct ready_row row = {
			.is = (enum ready_finding)is, .n = 12345, .text = "20 November 2026"
		};
		enum ready_state found = ready_state_of(&row);

		ready_words(&row, words);
		ready_finding_code(row.is, code);
		if (words[0] == '\0' || words_in(words) > WORDS_A_LINE ||
			words_in(ready_todo(&row)) > WORDS_A_LINE)
			fail_msg("%s: \"%s\" \"%s\"", code, words, ready_todo(&row));
		if ((found == READY_WARN || found == READY_BAD) !=
			(ready_todo(&row)[0] != '\0'))
			fail_msg("%s: remedy \"%s\"", code, ready_todo(&row));
		for (int before = 0; before < is; before++) {
			ready_finding_code((enum ready_finding)before, other);
			assert_string_not_equal(code, other);
		}
	}
}

/* --- what devices say --------------------------------------------------------------------------------------------- */

static enum status
any_state(void *ctx, int budget_ms)
{
	(void)ctx;
	(void)budget_ms;
	return ST_OK;
}

static void
printer__is_told_by_what_it_answers(void **state)
{
	static const struct {
		enum status answer;
		enum ready_finding is;
	} cases[] = {
		{ ST_OK, FOUND_PRINTER_FINE },
		{ ST_PAPER_OUT, FOUND_PRINTER_PAPER },
		{ ST_COVER_OPEN, FOUND_PRINTER_COVER },
		{ ST_BUSY, FOUND_PRINTER_BUSY },
		{ ST_PAPER_LOW, FOUND_PRINTER_LOW },
		{ ST_OFFLINE, FOUND_PRINTER_OFFLINE },
		{ ST_FAULT, FOUND_PRINTER_FAULT },
		{ ST_UNREACHABLE, FOUND_PRINTER_CUPS },
		{ ST_CONFIG, FOUND_PRINTER_QUEUE },
		{ ST_DENIED, FOUND_PRINTER_DENIED },
		{ ST_GONE, FOUND_PRINTER_GONE },
		{ ST_TIMEOUT, FOUND_PRINTER_GONE },
	};
	const struct printer_port there = { .state = any_state, .present = true };
	const struct printer_port none = { .state = any_state }, unknown = { .present = false };
	struct ready_row row;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		ready_look_printer(&subject, &there, cases[i].answer, &row);
		assert_int_equal(row.is, cases[i].is);
		assert_non_null(strstr(row.measured, "/dev/usb/lp0"));
	}
	ready_look_printer(&subject, &none, ST_NOT_FOUND, &row);
	assert_int_equal(row.is, FOUND_PRINTER_NONE);
	ready_look_printer(&subject, &unknown, ST_NOT_FOUND, &row);
	assert_int_equal(row.is, FOUND_PRINTER_TARGET);
}

static void
camera__is_told_by_its_states(void **state)
{
	static const struct {
		enum camera_state is;
		enum ready_finding found;
	} cases[] = {
		{ CAMERA_OPENING, FOUND_LOOKING },
		{ CAMERA_LIVE, FOUND_LOOKING }, /* no frames counted yet */
		{ CAMERA_BLACK, FOUND_CAMERA_DARK },
		{ CAMERA_FROZEN, FOUND_CAMERA_STUCK },
		{ CAMERA_GONE, FOUND_CAMERA_SILENT },
		{ CAMERA_NO_MODEL, FOUND_CAMERA_MODEL },
		{ CAMERA_GIVEN_UP, FOUND_CAMERA_SILENT },
		{ CAMERA_MISSING, FOUND_CAMERA_UNPLUGGED },
		{ CAMERA_BUSY, FOUND_CAMERA_BUSY },
		{ CAMERA_DENIED, FOUND_CAMERA_DENIED },
		{ CAMERA_WRONG, FOUND_CAMERA_WRONG },
		{ CAMERA_TORN, FOUND_CAMERA_TORN },
	};
	struct ready_row row;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct camera_event event = { .kind = CAMERA_STATE,
			.state = cases[i].is };
		struct ready_camera camera = { .state = CAMERA_OPENING };

		ready_see_camera(&camera, &event, 0);
		ready_look_camera(&subject, &camera, &row);
		assert_int_equal(row.is, cases[i].found);
	}
}

static void
camera__is_measured_by_its_frames(void **state)
{
	const struct camera_event frame = { .kind = CAMERA_FRAME };
	const struct camera_event gone = { .kind = CAMERA_STATE, .state = CAMERA_GONE };
	const struct camera_event about = { .kind = CAMERA_ABOUT,
		.about = { .format = "MJPG", .width = 1920, .height = 1080 } };
	struct ready_camera camera = { .state = CAMERA_OPENING };
	struct ready_row row;
	char words[READY_WORDS];

	(void)state;
	ready_see_camera(&camera, &about, 6900);
	for (int i = 0; i <= 40; i++)
		ready_see_camera(&camera, &frame, 7000 + i * 40);
	ready_look_camera(&subject, &camera, &row);
	assert_int_equal(row.is, FOUND_CAMERA_FINE);
	assert_int_equal(row.n, 25);
	ready_words(&row, words);
	assert_string_equal(words, "25 gambar per detik, 1920x1080 MJPG");
	ready_see_camera(&camera, &gone, 9000);
	ready_look_camera(&subject, &camera, &row);
	assert_int_equal(row.is, FOUND_CAMERA_SILENT);
	ready_see_camera(&camera, &frame, 60000); /* back: counted anew */
	ready_look_camera(&subject, &camera, &row);
	assert_int_equal(row.is, FOUND_LOOKING);
}

/* --- what the centre says ------------------------------------------------------------------------------------------ */

static struct http_answer
answer_of(int status, const char *type, const char *body, struct buf *room)
{
	struct http_answer answer = { .st = ST_OK, .status = status, .retry_after_s = -1 };

	buf_init(room, HTTP_ANSWER_MAX);
	assert_int_equal(buf_add_str(room, body), ST_OK);
	str_clip(answer.content_type, sizeof(answer.content_type), type);
	answer.body = *room;
	return answer;
}

static void
centre__is_told_by_its_answer(void **state)
{
	static const struct {
		int status;
		const char *type, *body;
		enum ready_finding is;
	} cases[] = {
		{ 200, "application/json",
			"{\"state\":\"open\",\"until\":null,\"time\":\"2026-11-23T09:00:00+08:"
			"00\","
			"\"message\":null,\"policy_version\":\"1\"}",
			FOUND_CENTRE_FINE },
		{ 200, "application/json",
			"{\"state\":\"maintenance\",\"until\":\"2026-11-23T10:00:00+08:00\","
			"\"time\":\"2026-11-23T09:00:00+08:00\",\"message\":null,\"policy_"
			"version\":\"1\"}",
			FOUND_CENTRE_CLOSED },
		{ 200, "application/json", "{\"other\":1}", FOUND_CENTRE_OTHER },
		{ 200, "text/html", "<html>", FOUND_CENTRE_AWAY }, /* a captive portal */
		{ 401, "application/problem+json",
			"{\"type\":\"urn:anjungan:problem:kiosk-not-admitted\",\"title\":\"t\","
			"\"status\":401}",
			FOUND_CENTRE_REFUSES },
	};
	struct ready_row row;
	struct buf room;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct http_answer answer =
			answer_of(cases[i].status, cases[i].type, cases[i].body, &room);

		ready_look_centre(&subject, &answer, 17, &row);
		if (row.is != cases[i].is)
			fail_msg("%s: %s", cases[i].body, row.measured);
		buf_free(&room);
	}
}

static void
centre__that_does_not_answer_is_told_by_why(void **state)
{
	static const struct {
		enum status st;
		enum ready_finding is;
	} cases[] = {
		{ ST_UNREACHABLE, FOUND_CENTRE_AWAY },
		{ ST_TIMEOUT, FOUND_CENTRE_AWAY },
		{ ST_TLS, FOUND_CENTRE_TLS },
		{ ST_NOT_FOUND, FOUND_CENTRE_MODULE },
	};
	struct ready_row row;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct http_answer answer = { .st = cases[i].st, .retry_after_s = -1 };

		ready_look_centre(&subject, &answer, 17, &row);
		assert_int_equal(row.is, cases[i].is);
	}
}

static void
clock__is_held_against_the_centre_else_the_journal(void **state)
{
	enum { S = 1000000 };
	static const struct {
		int64_t centre_s, latest_s;
		enum ready_finding is;
		int64_t n;
	} cases[] = {
		{ S + 3, 0, FOUND_CLOCK_FINE, -3 },
		{ S - 31, 0, FOUND_CLOCK_OFF, 31 },
		{ S - 241, 0, FOUND_CLOCK_WRONG, 241 },
		{ S + 241, 0, FOUND_CLOCK_WRONG, -241 },
		{ 0, S, FOUND_CLOCK_ALONE, 0 },
		{ 0, S + 31, FOUND_CLOCK_BACK, 31 },
	};
	struct ready_row row;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct http_answer answer = {
			.st = ST_UNREACHABLE, .retry_after_s = -1, .date_s = cases[i].centre_s
		};

		ready_look_clock(&answer, S * INT64_C(1000), cases[i].latest_s * 1000, &row);
		assert_int_equal(row.is, cases[i].is);
		assert_int_equal(row.n, cases[i].n);
	}
}

/* --- paper ---------------------------------------------------------------------------------------------------------- */

struct seen {
	char text[8192];
	size_t n;
};

static enum status
see_row(void *ctx, enum receipt_style style, const char *text)
{
	struct seen *seen = ctx;
	size_t room = sizeof(seen->text) - seen->n;

	(void)style;
	assert_int_equal(str_format(seen->text + seen->n, room, "%s\n", text), ST_OK);
	seen->n += strlen(text) + 1;
	return ST_OK;
}

static const char *
slip_of(const struct ready_row rows[READY_ITEMS], int columns, struct seen *seen)
{
	static struct receipt receipt;
	const struct ready_place place = { "MPP Amuntai", "K1", "WITA", "RN", { 2026, 11, 23 },
		28800 };

	*seen = (struct seen){ .n = 0 };
	receipt_of_ready(rows, &place, &receipt);
	assert_int_equal(receipt_rows(&receipt, columns, see_row, seen), ST_OK);
	return seen->text;
}

static void
slip__names_what_is_wrong_first(void **state)
{
	static const int widths[] = { 32, 42, 48 };
	struct ready_row rows[READY_ITEMS];
	struct seen seen;
	const char *text;

	(void)state;
	for (int i = 0; i < READY_ITEMS; i++)
		rows[i] = (struct ready_row){ .is = FOUND_PRINTER_FINE };
	for (size_t w = 0; w < ARRAY_LEN(widths); w++) {
		rows[READY_VOICE].is = FOUND_VOICE_NONE;
		rows[READY_CENTRE].is = FOUND_PRINTER_FINE;
		text = slip_of(rows, widths[w], &seen);
		assert_non_null(strstr(text, "MESIN SIAP"));
		assert_null(strstr(text, "Rusak"));
		rows[READY_DATA].is = FOUND_LOOKING; /* and will not answer */
		text = slip_of(rows, widths[w], &seen);
		assert_non_null(strstr(text, "MESIN BELUM SIAP"));
		assert_non_null(strstr(text, "Belum menjawab"));
		rows[READY_DATA].is = FOUND_PRINTER_FINE;
		rows[READY_CENTRE].is = FOUND_CENTRE_AWAY;
		text = slip_of(rows, widths[w], &seen);
		assert_non_null(strstr(text, "MESIN BELUM SIAP"));
		assert_true(strstr(text, "Pusat: tidak terhubung") <
			    strstr(text, "Suara: tidak dipasang"));
		assert_true(strstr(text, "Suara: tidak dipasang") < strstr(text, "Printer"));
		assert_non_null(strstr(text, "Periksa kabel dan jaringan"));
	}
}

/* The longest there can be: all of it wrong. */
static void
slip__has_room_for_everything_wrong(void **state)
{
	struct ready_row rows[READY_ITEMS];
	struct seen seen;

	(void)state;
	for (int i = 0; i < READY_ITEMS; i++)
		rows[i] = (struct ready_row){ .is = i % 2 ? FOUND_CLOCK_BACK : FOUND_DAY_LEFT };
	assert_non_null(strstr(slip_of(rows, 32, &seen), "MESIN BELUM SIAP"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finding__has_words_and_what_is_wrong_a_remedy),
		cmocka_unit_test(printer__is_told_by_what_it_answers),
		cmocka_unit_test(camera__is_told_by_its_states),
		cmocka_unit_test(camera__is_measured_by_its_frames),
		cmocka_unit_test(centre__is_told_by_its_answer),
		cmocka_unit_test(centre__that_does_not_answer_is_told_by_why),
		cmocka_unit_test(clock__is_held_against_the_centre_else_the_journal),
		cmocka_unit_test(slip__names_what_is_wrong_first),
		cmocka_unit_test(slip__has_room_for_everything_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
