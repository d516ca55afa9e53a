/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine looked at from the pad: a technician comes in for it alone, its rows follow what is pulled out and put
 * back, its slip is printed, and the day begins with it.
 */
#include "base/str.h"
#include "store/day.h"
#include "tests/fake/desk.h"
#include "work/ready.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUPERVISOR_PIN "913570"
#define TECHNICIAN_PIN "975310"
#define OFFICER_PIN    "482915"

enum { LOOKS_MAX = 40, LOOK_AGAIN_MS = 3500 };

static const struct staff suryani = { "staff-SY", "Suryani", "SY", "supervisor" };
static const struct staff taufik = { "staff-TF", "Taufik", "TF", "technician" };

static struct machine {
	struct fake_desk fake;
	struct settings settings;
	struct ready_subject subject;
	struct ready *ready;
	char path[STATE_PATH]; /* of the folder with the camera, the helper and the voice */
} machine;

/* A file of the state's folder that may be run. */
static void
put(const char *name, const char *bytes, size_t n)
{
	char path[STATE_PATH];
	int fd;

	state_path(&machine.fake.state, name, path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	assert_int_equal(fchmod(fd, n == 32 ? 0600 : 0700), 0);
	assert_int_equal(close(fd), 0);
}

static void
take_away(const char *name)
{
	char path[STATE_PATH];

	state_path(&machine.fake.state, name, path);
	assert_int_equal(unlink(path), 0);
}

static void
set_path(char *room, size_t n, const char *before, const char *name)
{
	char path[STATE_PATH];

	state_path(&machine.fake.state, name, path);
	assert_int_equal(str_format(room, n, "%s%s", before, path), ST_OK);
}

static int
begin(void **state)
{
	static const char device_key[32] = "the device key of the unit test";
	struct settings *s = &machine.settings;
	static char helper[STATE_PATH];

	*state = &machine;
	fake_desk_new(&machine.fake);
	assert_int_equal(
		store_staff_add(machine.fake.state.store, &suryani, SUPERVISOR_PIN, 1), ST_OK);
	assert_int_equal(
		store_staff_add(machine.fake.state.store, &taufik, TECHNICIAN_PIN, 1), ST_OK);
	put("device.key", device_key, sizeof(device_key));
	put("camera", "", 0);
	put("helper", "", 0);
	put("voice", "", 0);
	*s = (struct settings){ .kiosk.id = "K1",
		.site.timezone = "Asia/Makassar",
		.printer.target = "escpos:/dev/usb/lp0",
		.scanner.source = "camera",
		.central.url = "http://127.0.0.1:1",
		.data.dir = "config",
		.data.assets_dir = "assets" };
	str_clip(s->state_dir, sizeof(s->state_dir), machine.fake.state.dir);
	set_path(s->kiosk.key_file, sizeof(s->kiosk.key_file), "", "device.key");
	set_path(s->kiosk.secret_file, sizeof(s->kiosk.secret_file), "", "device.key");
	set_path(s->camera.source, sizeof(s->camera.source), "v4l2:", "camera");
	set_path(s->speech.command, sizeof(s->speech.command), "", "voice");
	set_path(helper, sizeof(helper), "", "helper");
	machine.subject = (struct ready_subject){ .settings = s,
		.camera_program = helper,
		.camera_model = "assets/models/blazeface-front-128.onnx",
		.path = "" };
	assert_int_equal(
		ready_new(&machine.fake.desk, &machine.subject, &machine.ready), ST_OK);
	fake_http_add(&machine.fake.http,
		&(struct fake_http_rule){ "GET", "/v1/status", .status = 200,
			.body = "{\"state\":\"open\",\"until\":null,\"time\":"
				"\"2026-11-23T09:00:00+08:00\",\"message\":null,\"policy_"
				"version\":\"1\"}" });
	return 0;
}

static int
end(void **state)
{
	(void)state;
	ready_stop(machine.ready);
	fake_desk_settle(&machine.fake);
	ready_free(machine.ready);
	fake_desk_free(&machine.fake);
	return 0;
}

static void
press(const char *keys)
{
	fake_desk_press(&machine.fake, keys);
}

static void
expect(const char *step)
{
	fake_desk_expect(&machine.fake, step);
}

static void
expect_shown(const char *text)
{
	if (!fake_desk_shows(&machine.fake, text))
		fail_msg("\"%s\" is not on %s", text, fake_desk_page(&machine.fake)->name);
}

static void
sign_in(const char *pin)
{
	press("+1");
	press(pin);
	press("\r");
}

static int64_t
events(const char *which)
{
	char sql[160];

	assert_int_equal(
		str_format(sql, sizeof(sql), "SELECT count(*) FROM journal WHERE %s", which),
		ST_OK);
	return state_number(&machine.fake.state, sql);
}

/* Frames of the camera until they are counted. */
static void
look(void)
{
	for (int i = 0; i < LOOKS_MAX && !ready_is_whole(machine.ready); i++) {
		fake_camera_face(&machine.fake.camera, 0, false);
		fake_desk_pass(&machine.fake, 250);
		if (i >= 8) /* its script is that long */
			fake_desk_pass(&machine.fake, 1000);
	}
	assert_true(ready_is_whole(machine.ready));
	fake_desk_pass(&machine.fake, 250);
}

static void
open_rows(void)
{
	sign_in(TECHNICIAN_PIN);
	press("11");
	expect("ready");
	look();
}

/* --- who may --------------------------------------------------------------------------------------------------------- */

static void
technician__comes_for_the_machine_alone(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	expect("technician");
	expect_shown("PETUGAS MEMBANTU: TF");
	press("0"); /* taking over is not theirs */
	expect("technician");
	press("1");
	expect("devices");
	press("*");
	expect("technician");
	press("2");
	assert_false(visit_answers(machine.fake.visit)->officer.joined);
	assert_int_equal(events("event='staff.service' AND actor='staff-TF'"), 1);
	assert_int_equal(events("event='staff.join'"), 0);
}

static void
technician__who_goes_back_is_gone(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	press("*");
	assert_false(visit_answers(machine.fake.visit)->officer.joined);
	assert_int_equal(events("event='staff.leave' AND actor='staff-TF'"), 1);
}

static void
technician__is_kept_out_where_somebody_is_served(void **state)
{
	(void)state;
	press("116308055203600001\r");
	sign_in(TECHNICIAN_PIN);
	expect("pin");
	expect_shown("Teknisi tidak membantu peserta.");
}

static void
machine__is_not_looked_at_over_a_participants_visit(void **state)
{
	(void)state;
	press("116308055203600001\r");
	sign_in(OFFICER_PIN);
	press("3");
	expect("officer");
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static void
rows__come_and_say_what_was_measured(void **state)
{
	(void)state;
	sign_in(OFFICER_PIN);
	press("31");
	expect("ready");
	look();
	expect_shown("Printer: siap");
	expect_shown("gambar per detik");
	expect_shown("Model wajah: utuh");
	expect_shown("Suara: terpasang");
	expect_shown("Pusat: terhubung");
	press("9");
	expect_shown("MB kosong");
	expect_shown("Kunci: ada, umur");
	expect_shown("Catatan: rantai utuh");
	press("1");
	expect("ready_of");
	expect_shown("MB free");
	press("10");
	expect("devices");
	assert_int_equal(events("event='kiosk.ready' AND outcome='ready'"), 1);
	assert_false(machine.fake.camera.running);
}

static void
rows__follow_a_printer_without_paper(void **state)
{
	(void)state;
	open_rows();
	machine.fake.printer.state = ST_PAPER_OUT;
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("Printer: RUSAK, kertas habis");
	expect_shown("Mesin belum siap: 1 rusak");
	press("1");
	expect_shown("Pasang gulungan kertas baru.");
	machine.fake.printer.state = ST_OK;
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("baik: siap");
}

static void
rows__follow_a_camera_that_is_pulled_out_and_put_back(void **state)
{
	(void)state;
	open_rows();
	fake_camera_state(&machine.fake.camera, CAMERA_GONE);
	fake_desk_pass(&machine.fake, 250);
	expect_shown("Kamera: RUSAK, tidak memberi gambar");
	take_away("camera");
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("Kamera: RUSAK, tidak terhubung");
	assert_false(machine.fake.camera.running);
	put("camera", "", 0);
	fake_desk_pass(&machine.fake, 2 * LOOK_AGAIN_MS);
	assert_true(machine.fake.camera.running);
}

static void
rows__follow_a_voice_that_is_taken_away(void **state)
{
	(void)state;
	open_rows();
	take_away("voice");
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("Suara: RUSAK, program suara tidak ada");
	put("voice", "", 0);
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("Suara: terpasang");
	machine.fake.speech->state = ST_IO; /* the program is there and finds no sound device */
	fake_desk_pass(&machine.fake, LOOK_AGAIN_MS);
	expect_shown("Suara: PERLU DILIHAT, tidak bersuara");
}

static void
rows__tell_of_a_day_that_was_left_open(void **state)
{
	(void)state;
	assert_int_equal(
		store_day_open(machine.fake.state.store, "2026-11-20", "staff-RN", 1), ST_OK);
	open_rows();
	press("9");
	expect_shown("Hari: PERLU DILIHAT, belum ditutup: 20 November 2026");
}

/* --- paper ----------------------------------------------------------------------------------------------------------- */

static void
slip__waits_until_all_was_looked_at(void **state)
{
	(void)state;
	take_away("helper");
	sign_in(TECHNICIAN_PIN);
	press("12");
	expect("ready_run");
	look();
	expect("ready");
	assert_int_equal(fake_printer_done(&machine.fake.printer), 1);
	assert_true(fake_printer_saw(&machine.fake.printer, "MESIN BELUM SIAP"));
	assert_true(
		fake_printer_saw(&machine.fake.printer, "Kamera: program kamera tidak ada"));
	assert_int_equal(events("event='kiosk.ready' AND outcome='not-ready' AND detail LIKE "
				"'%: camera'"),
		1);
}

static void
slip__that_does_not_come_out_is_told(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	machine.fake.printer.state = ST_PAPER_OUT;
	press("12");
	look();
	expect("ready_unprinted");
	machine.fake.printer.state = ST_OK;
	press("2");
	expect("ready");
	assert_int_equal(fake_printer_done(&machine.fake.printer), 1);
}

static void
day__begins_with_the_machine_and_its_slip(void **state)
{
	struct day_row row;

	(void)state;
	sign_in(SUPERVISOR_PIN);
	press("63");
	expect("ready_run");
	look();
	expect("ready");
	expect_shown("Hari ini sudah dibuka.");
	assert_int_equal(store_day_find(machine.fake.state.store, "2026-11-23", &row), ST_OK);
	assert_true(fake_printer_saw(&machine.fake.printer, "MESIN SIAP"));
	assert_true(fake_printer_saw(&machine.fake.printer, "SY"));
	press("07");
	expect("officer");
	press("63"); /* once a day is enough */
	expect("day");
	expect_shown("Sudah begitu.");
}

/* --- trying ---------------------------------------------------------------------------------------------------------- */

static void
printer__is_tried_with_a_paper(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	press("13");
	expect("paper_seen");
	expect_shown("Kertas uji sudah dicetak.");
	assert_true(fake_printer_saw(&machine.fake.printer, "KERTAS UJI"));
	machine.fake.printer.state = ST_GONE;
	press("1");
	expect_shown("Kertas tidak keluar.");
}

static void
camera__is_tried_with_a_code_that_is_not_shown(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	fake_camera_code(&machine.fake.camera, CAMERA_CODE_128, "12345678901");
	press("14");
	fake_desk_pass(&machine.fake, 250);
	expect("camera_seen");
	expect_shown("Kode terbaca: 11 huruf.");
	assert_false(fake_desk_shows(&machine.fake, "12345678901"));
	press("2");
	expect("devices");
}

static void
voice__is_tried_aloud(void **state)
{
	(void)state;
	sign_in(TECHNICIAN_PIN);
	press("15");
	expect("voice_test");
	assert_true(fake_speech_heard(machine.fake.speech, "Ini uji suara."));
	press("2");
	expect("voice_mute");
	press("2");
	expect("devices");
}

#define MACHINE_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		MACHINE_TEST(technician__comes_for_the_machine_alone),
		MACHINE_TEST(technician__who_goes_back_is_gone),
		MACHINE_TEST(technician__is_kept_out_where_somebody_is_served),
		MACHINE_TEST(machine__is_not_looked_at_over_a_participants_visit),
		MACHINE_TEST(rows__come_and_say_what_was_measured),
		MACHINE_TEST(rows__follow_a_printer_without_paper),
		MACHINE_TEST(rows__follow_a_camera_that_is_pulled_out_and_put_back),
		MACHINE_TEST(rows__follow_a_voice_that_is_taken_away),
		MACHINE_TEST(rows__tell_of_a_day_that_was_left_open),
		MACHINE_TEST(slip__waits_until_all_was_looked_at),
		MACHINE_TEST(slip__that_does_not_come_out_is_told),
		MACHINE_TEST(day__begins_with_the_machine_and_its_slip),
		MACHINE_TEST(printer__is_tried_with_a_paper),
		MACHINE_TEST(camera__is_tried_with_a_code_that_is_not_shown),
		MACHINE_TEST(voice__is_tried_aloud),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
