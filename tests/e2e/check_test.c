/* SPDX-License-Identifier: Apache-2.0 */
/* `anjungan check` on a real kiosk: ready when all is well, and for each trouble its row, with words of remedy. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "rules/ready.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 512, OUTPUT_MAX = 1 << 20 };

static const char *const names[] = {
#define NAME(item, name, label) name,
	READY_ITEM_LIST(NAME)
#undef NAME
};

static struct rig *rig;

/* --- asking --------------------------------------------------------------------------------------------------------- */

/* The report as JSON; to be released. */
static json_t *
report(int *ret_code)
{
	struct buf output;
	json_t *root = NULL;
	int status = 0;

	buf_init(&output, OUTPUT_MAX);
	assert_int_equal(rig_command(rig, (const char *const[]){ "check", "--json", NULL },
				 NULL, &output, &status),
		ST_OK);
	assert_true(WIFEXITED(status));
	*ret_code = WEXITSTATUS(status);
	if (json_read(output.data, output.len, &root) != ST_OK)
		fail_msg("no JSON: %s", output.data);
	buf_free(&output);
	return root;
}

static const json_t *
row_of(const json_t *root, const char *name)
{
	const json_t *rows = json_object_get(root, "checks");

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);

		if (strcmp(json_string_value(json_object_get(row, "name")), name) == 0)
			return row;
	}
	fail_msg("no row %s", name);
	return NULL;
}

static const char *
text_of(const json_t *root, const char *name, const char *member)
{
	const char *text = json_string_value(json_object_get(row_of(root, name), member));

	return text ? text : "";
}

static void
expect_row(const char *name, const char *state, const char *measured, const char *remedy)
{
	int code = 0;
	json_t *root = report(&code);

	if (strcmp(text_of(root, name, "state"), state) != 0 ||
		strstr(text_of(root, name, "measured"), measured) == NULL ||
		strstr(text_of(root, name, "remedy"), remedy) == NULL)
		fail_msg("%s: %s, \"%s\", \"%s\"", name, text_of(root, name, "state"),
			text_of(root, name, "measured"), text_of(root, name, "remedy"));
	if (strcmp(state, "bad") == 0) {
		assert_int_equal(code, 1);
		assert_true(json_is_false(json_object_get(root, "ready")));
	}
	json_decref(root);
}

/* --- all is well ---------------------------------------------------------------------------------------------------- */

static void
check__of_a_kiosk_in_order__is_ready(void **state)
{
	int code = -1;
	json_t *root = report(&code);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(text_of(root, names[i], "state"), "bad") == 0)
			fail_msg("%s: %s", names[i], text_of(root, names[i], "measured"));
	assert_int_equal(json_array_size(json_object_get(root, "checks")), ARRAY_LEN(names));
	assert_true(json_is_true(json_object_get(root, "ready")));
	assert_int_equal(code, 0);
	json_decref(root);
}

static void
check__beside_a_running_kiosk__looks_on(void **state)
{
	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	check__of_a_kiosk_in_order__is_ready(state);
	rig_kiosk_kill(rig);
}

static void
check__for_people__has_a_line_each_and_a_sum(void **state)
{
	struct buf output;
	int status = -1;

	(void)state;
	buf_init(&output, OUTPUT_MAX);
	assert_int_equal(rig_command(rig, (const char *const[]){ "check", NULL }, NULL, &output,
				 &status),
		ST_OK);
	assert_int_equal(status, 0);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_non_null(strstr(output.data, ready_item_label((enum ready_item)i)));
	assert_non_null(strstr(output.data, "warn  Suara        tidak dipasang (none is set)"));
	assert_non_null(strstr(output.data, "Isi speech.command"));
	assert_non_null(strstr(output.data, "Mesin siap: "));
	assert_non_null(strstr(output.data, " 0 bad"));
	buf_free(&output);
}

/* --- settings that point at nothing --------------------------------------------------------------------------------- */

static const struct setting_case {
	const char *name; /* of the test */
	struct rig_setting setting;
	const char *row, *state, *measured, *remedy;
} setting_cases[] = {
	{ "check__camera_unplugged", { "camera.source", "\"v4l2:/dev/no-camera\"" }, "camera",
		"bad", "not found", "Colokkan kamera" },
	{ "check__voice_not_installed", { "speech.command", "\"no-such-voice -v id\"" },
		"voice", "bad", "no-such-voice: not found", "Pasang espeak-ng" },
	{ "check__voice_installed", { "speech.command", "\"cat\"" }, "voice", "ok", "cat", "" },
	{ "check__printer_unplugged", { "printer.target", "\"escpos:/dev/no-printer\"" },
		"printer", "bad", "/dev/no-printer", "Periksa kabel" },
	{ "check__no_printer", { "printer.target", "\"none\"" }, "printer", "warn",
		"none is set", "kode tampil di layar" },
	{ "check__scanner_without_its_camera", { "scanner.source", "\"camera\"" }, "scanner",
		"bad", "no camera is set", "keyboard" },
	{ "check__model_gone", { "data.assets_dir", "\"/usr/share\"" }, "face model", "bad",
		"not found", "data.assets_dir" },
	{ "check__data_gone", { "data.dir", "\"/usr/share\"" }, "banks", "bad", "not found",
		"data.dir" },
};

static void
case__is_told(void **state)
{
	const struct setting_case *c = *state;
	struct rig *of_others = rig;

	assert_int_equal(
		rig_new(&(struct rig_options){ .no_central = true, .settings = { c->setting } },
			&rig),
		ST_OK);
	expect_row(c->row, c->state, c->measured, c->remedy);
	rig_free(rig);
	rig = of_others;
}

/* --- troubles that come ------------------------------------------------------------------------------------------- */

static void
state_file(const char *name, char ret_path[PATH_ROOM])
{
	assert_int_equal(
		str_format(ret_path, PATH_ROOM, "%s/kiosk/%s", rig_folder(rig), name), ST_OK);
}

static void
check__centre_down__says_that_claims_wait(void **state)
{
	(void)state;
	rig_central_kill(rig);
	expect_row("centre", "bad", "unreachable", "Klaim menunggu di mesin ini");
	expect_row("clock", "warn", "not compared", "Hubungkan ke pusat");
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	expect_row("centre", "ok", "open", "");
	expect_row("clock", "ok", " s from the centre", "");
}

static void
check__kiosk_the_centre_does_not_know__is_not_admitted(void **state)
{
	const struct rig_setting stranger = { "kiosk.id", "\"KIOSK-OTHER\"" };
	const struct rig_setting own = { "kiosk.id", "\"KIOSK-TEST\"" };

	(void)state;
	assert_int_equal(rig_settings(rig, &stranger, 1), ST_OK);
	expect_row("centre", "bad", "not admitted", "Cocokkan kiosk.id");
	assert_int_equal(rig_settings(rig, &own, 1), ST_OK);
}

static void
check__secret_that_others_read__is_told(void **state)
{
	char path[PATH_ROOM];

	(void)state;
	assert_int_equal(
		str_format(path, sizeof(path), "%s/kiosk.secret", rig_folder(rig)), ST_OK);
	assert_int_equal(chmod(path, 0644), 0);
	expect_row("secret", "warn", "mode 644", "chmod 600");
	assert_int_equal(chmod(path, 0600), 0);
}

static void
check__journal_that_was_changed__names_the_row(void **state)
{
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	(void)state;
	state_file("anjungan.db", path);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				 "DROP TRIGGER journal_stays;"
				 "UPDATE journal SET detail='officer' WHERE seq=3",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	expect_row("journal", "bad", "broken at row 3", "Beri tahu supervisor");
	expect_row("state", "ok", "whole", "");
}

static void
check__page_that_is_spoilt__names_the_way_back(void **state)
{
	static const char junk[4096] = "no page of a database";
	char path[PATH_ROOM];
	int fd;

	(void)state;
	state_file("anjungan.db", path);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, sizeof(junk), 8192), sizeof(junk));
	assert_int_equal(close(fd), 0);
	expect_row("state", "bad", "damaged", "anjungan restore FILE");
}

static void
check__device_key_gone__is_told_before_all_else(void **state)
{
	char path[PATH_ROOM];

	(void)state;
	state_file("device.key", path);
	assert_int_equal(unlink(path), 0);
	expect_row("device key", "bad", "not found", "kembalikan kuncinya");
	expect_row("state", "bad", "not opened", "Betulkan kunci mesin dulu");
}

static int
begin(void **state)
{
	static const struct rig_options options = { 0 };

	(void)state;
	return rig_new(&options, &rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	rig_free(rig);
	return 0;
}

int
main(void)
{
	/* the last three spoil the state, each more than the one before */
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(check__of_a_kiosk_in_order__is_ready),
		cmocka_unit_test(check__beside_a_running_kiosk__looks_on),
		cmocka_unit_test(check__for_people__has_a_line_each_and_a_sum),
		cmocka_unit_test(check__centre_down__says_that_claims_wait),
		cmocka_unit_test(check__kiosk_the_centre_does_not_know__is_not_admitted),
		cmocka_unit_test(check__secret_that_others_read__is_told),
		cmocka_unit_test(check__journal_that_was_changed__names_the_row),
		cmocka_unit_test(check__page_that_is_spoilt__names_the_way_back),
		cmocka_unit_test(check__device_key_gone__is_told_before_all_else),
	};
	struct CMUnitTest tests[ARRAY_LEN(single) + ARRAY_LEN(setting_cases)];

	for (size_t i = 0; i < ARRAY_LEN(single); i++)
		tests[i] = single[i];
	for (size_t i = 0; i < ARRAY_LEN(setting_cases); i++)
		tests[ARRAY_LEN(single) + i] =
			(struct CMUnitTest){ .name = setting_cases[i].name,
				.test_func = case__is_told,
				.initial_state = (void *)&setting_cases[i] };
	return cmocka_run_group_tests(tests, begin, end);
}
