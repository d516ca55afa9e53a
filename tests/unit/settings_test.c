/* SPDX-License-Identifier: Apache-2.0 */
/* The settings: what is taken, what is refused in which words, and that table, example file and manual agree. */
#include "base/array.h"
#include "base/buf.h"
#include "base/settings.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct settings settings;
static struct settings_errors errors;

static enum status
read_text(const char *text)
{
	return settings_read("test.conf", text, strlen(text), &settings, &errors);
}

static void
assert_message(const char *expected)
{
	struct buf words;

	buf_init(&words, 64 << 10);
	assert_int_equal(settings_errors_text(&errors, &words), ST_OK);
	if (strstr(words.data, expected) == NULL)
		print_error("expected: %s\ngot:      %s\n", expected, words.data);
	assert_non_null(strstr(words.data, expected));
	buf_free(&words);
}

/* --- what is taken ---------------------------------------------------------------------------------------------- */

static void
settings__empty_file__has_every_default(void **state)
{
	(void)state;
	assert_int_equal(read_text(""), ST_OK);
	assert_int_equal(errors.found, 0);
	assert_string_equal(settings.central.url, "http://127.0.0.1:8175");
	assert_int_equal(settings.ui.idle_s, 180);
	assert_int_equal(settings.site.hours_open, 8 * 60);
	assert_true(settings.printer.qr);
	assert_false(settings.ui.allow_quit);
}

static void
settings__files_in_the_state_folder__follow_it(void **state)
{
	(void)state;
	assert_int_equal(read_text("state_dir = \"/srv/kiosk\";"), ST_OK);
	assert_string_equal(settings.kiosk.key_file, "/srv/kiosk/device.key");
	assert_string_equal(settings.log.file, "/srv/kiosk/anjungan.log");
}

static void
settings__takes_each_type(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("central: { url = \"https://gateway.example:8443/kios\"; };\n"
			  "site: { hours_close = \"15:30\"; timezone = \"Asia/Jayapura\"; };\n"
			  "printer: { columns = 32; qr = false; };\n"
			  "speech: { command = \"\"; };\n"),
		ST_OK);
	assert_string_equal(settings.central.url, "https://gateway.example:8443/kios");
	assert_int_equal(settings.site.hours_close, 15 * 60 + 30);
	assert_string_equal(settings.site.timezone, "Asia/Jayapura");
	assert_int_equal(settings.printer.columns, 32);
	assert_false(settings.printer.qr);
	assert_string_equal(settings.speech.command, "");
}

static void
settings_url__plain_http__is_for_loopback_alone(void **state)
{
	static const struct {
		const char *text;
		enum status st;
	} cases[] = {
		{"http://127.0.0.1:8175",               ST_OK    },
                { "http://localhost",                   ST_OK    },
		{ "http://[::1]:8175",                  ST_OK    },
                { "http://localhost/v",                 ST_OK    },
		{ "http://localhost.example",           ST_CONFIG},
		{ "http://127.0.0.1.example",           ST_CONFIG},
                { "http://127.0.0.10",                  ST_CONFIG},
		{ "http://user@127.0.0.1",              ST_CONFIG},
		{ "http://127.0.0.1:1@gateway.example", ST_CONFIG}
	};
	char text[128];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(str_format(text, sizeof(text), "central: { url = \"%s\"; };",
					 cases[i].text),
			ST_OK);
		assert_int_equal(read_text(text), cases[i].st);
	}
}

/* --- what is refused -------------------------------------------------------------------------------------------- */

static void
settings__refuses__with_line_key_why_and_remedy(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "\nui: {\n idle_s = 5; };",
		  "test.conf:3: ui.idle_s: 5 is out of range; give a whole number of "
		  "seconds from 30 to 3600\n" },
		{ "ui: { idle_s = 4294967476; };",
		  ":1: 4294967476 is out of range; give a number of at most 9" },
		{ "ui: { idle_s = 0x1000000b4; };", ":1: 0x1000000b4 is out of range" },
		{ "# 12345678901 \"\n/* @include */ ui: { idle_s = -1; };",
		  ":2: ui.idle_s: -1 is out of range" },
		{ "ui: { idle_ms = 180000; };",
		  ":1: ui.idle_ms: no such setting; perhaps ui.idle_s is meant, in seconds\n" },
		{ "ui: { theem = \"dark\"; };",
		  ":1: ui.theem: no such setting; perhaps ui.theme is meant\n" },
		{ "colour = 1;", ":1: colour: no such setting; see anjungan.conf(5)" },
		{ "ui: { deep: { x = 1; }; };", ":1: ui.deep: no such setting" },
		{ "ui: { idle_s = \"180\"; };",
		  ":1: ui.idle_s: a value of the wrong type; a whole number, without "
		  "quotes\n" },
		{ "ui: { idle_s = 180.0; };", ":1: ui.idle_s: a value of the wrong type" },
		{ "ui: { allow_quit = 1; };",
		  ":1: ui.allow_quit: a value of the wrong type; true or false, "
		  "without quotes\n" },
		{ "kiosk: { id = 7; };",
		  ":1: kiosk.id: a value of the wrong type; text in \"quotes\"\n" },
		{ "ui = 3;", ":1: ui: not a group; write it as a group" },
		{ "state_dir: { };", ":1: state_dir: a value of the wrong type" },
		{ "ui: { idle_s = 60; idle_s = 61; };", ":1: duplicate setting name" },
		{ "ui: { idle_s = 60; };\n\nui: { warn_s = 20; };",
		  ":3: duplicate setting name" },
		{ "ui: {\n idle_s = 60;\n",
		  "test.conf:3: syntax error; look for a name given twice" },
		{ "ui: { theme = \"dark; };", "syntax error" },
		{ "@include \"other.conf\"", ":1: @include: other files are not read" },
		{ "kiosk: {\n secret = \"abc\"; };",
		  ":2: kiosk.secret: a secret has no place in this file; write it into "
		  "a file of mode 0600" },
		{ "central: { password = \"abc\"; };",
		  ":1: central.password: a secret has no place" },
		{ "ui: { theme = \"pink\"; };",
		  ":1: ui.theme: \"pink\": not one of the words; default, dark, light "
		  "or mono\n" },
		{ "printer: { columns = 40; };",
		  ":1: printer.columns: 40 is out of range; 32, 42 or 48\n" },
		{ "printer: { target = \"lp0\"; };",
		  ":1: printer.target: \"lp0\": not a printer; write escpos:" },
		{ "printer: { target = \"file:out\"; };",
		  "printer.target: \"file:out\": not a printer" },
		{ "camera: { source = \"/dev/video0\"; };",
		  "camera.source: \"/dev/video0\": not a camera; write v4l2:" },
		{ "camera: { helper = \"bin/x\"; };",
		  "camera.helper: \"bin/x\": not a program" },
		{ "site: { timezone = \"Asia/Makasar\"; };",
		  "Asia/Jakarta, Asia/Pontianak, Asia/Makassar or Asia/Jayapura" },
		{ "site: { hours_open = \"24:00\"; };",
		  "site.hours_open: \"24:00\": not a time of day" },
		{ "site: { hours_open = \"8:00\"; };",
		  "site.hours_open: \"8:00\": not a time of day; write it as \"08:00\"" },
		{ "site: {\nhours_open = \"16:00\";\nhours_close = \"08:00\"; };",
		  ":3: site.hours_close: closes before it opens" },
		{ "state_dir = \"state\";",
		  "state_dir: \"state\": not a whole path; give the whole path, from /" },
		{ "central: { url = \"http://gateway.example\"; };",
		  "would send personal data unprotected; use https://" },
		{ "central: { url = \"https://gateway.example/\"; };", "ends in a slash" },
		{ "central: { url = \"gateway.example\"; };", "not the URL of a centre" },
		{ "central: { url = \"https://x\"; ca = \"\"; };",
		  ":1: central.ca: empty, but central.url is https://" },
		{ "central: { client_key = \"/k\"; };",
		  ":1: central.client_key: a key without its certificate; name" },
		{ "central: { pin = \"abc\"; };",
		  "central.pin: \"abc\": not a pin; write sha256//" },
		{ "central: { timeout_ms = 100; };",
		  "central.timeout_ms: 100 is out of range; give a whole number of "
		  "milliseconds" },
		{ "kiosk: { id = \"kios satu\"; };",
		  "kiosk.id: \"kios satu\": not a kiosk's name" },
		{ "kiosk: { id = \"A123456789B123456789C123456789D123456789\"; };",
		  "kiosk.id: longer than 32 bytes; shorten it" },
		{ "site: { name = \"a\\x1b[2J\"; };",
		  "site.name: a control character; leave it out" },
		{ "site: { name = \"\xff\"; };", "test.conf: not UTF-8 text" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		if (read_text(cases[i].text) != ST_CONFIG)
			print_error("taken: %s\n", cases[i].text);
		assert_int_equal(read_text(cases[i].text), ST_CONFIG);
		assert_message(cases[i].message);
	}
}

static void
settings__reports_every_error_in_one_reading(void **state)
{
	(void)state;
	assert_int_equal(read_text("nothing = 1;\nui: {\n theme = \"pink\";\n idle_s = 1;\n};\n"
				   "kiosk: { secret = \"x\"; };\n"),
		ST_CONFIG);
	assert_int_equal(errors.found, 4);
	assert_int_equal(errors.error[0].line, 1);
	assert_int_equal(errors.error[1].line, 3);
	assert_int_equal(errors.error[2].line, 4);
	assert_int_equal(errors.error[3].line, 6);
}

static void
settings__more_errors_than_fit__are_counted(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, 4096);
	for (int i = 0; i < SETTINGS_ERRORS_MAX + 3; i++)
		assert_int_equal(buf_printf(&text, "wrong%d = 1;\n", i), ST_OK);
	assert_int_equal(read_text(text.data), ST_CONFIG);
	assert_int_equal(errors.n, SETTINGS_ERRORS_MAX);
	assert_message("test.conf: and 3 more\n");
	buf_free(&text);
}

static void
settings__refused__leaves_the_result_alone(void **state)
{
	struct settings before;

	(void)state;
	assert_int_equal(read_text("ui: { idle_s = 77; };"), ST_OK);
	before = settings;
	assert_int_equal(read_text("ui: { idle_s = 78; theme = 3; };"), ST_CONFIG);
	assert_memory_equal(&before, &settings, sizeof(settings));
}

static void
settings_load__refuses_missing_folder_and_writable_files(void **state)
{
	char dir[] = "/tmp/anjungan-settings-XXXXXX", path[64];
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(str_format(path, sizeof(path), "%s/a.conf", dir), ST_OK);
	assert_int_equal(settings_load(path, &settings, &errors), ST_CONFIG);
	assert_message(
		"/a.conf: cannot be read: No such file or directory; name the settings with "
		"--config FILE");
	assert_int_equal(settings_load(dir, &settings, &errors), ST_CONFIG);
	assert_message("not a file");
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs("ui: { idle_s = 99; };\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0646), 0);
	assert_int_equal(settings_load(path, &settings, &errors), ST_CONFIG);
	assert_message("everybody may write it; chmod o-w it");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(settings_load(path, &settings, &errors), ST_OK);
	assert_int_equal(settings.ui.idle_s, 99);
	assert_int_equal(remove(path), 0);
	assert_int_equal(remove(dir), 0);
}

static void
settings__more_than_64_kib__is_refused(void **state)
{
	char path[] = "/tmp/anjungan-settings-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");

	(void)state;
	assert_non_null(file);
	for (int i = 0; i <= SETTINGS_BYTES_MAX / 16; i++)
		assert_true(fputs("# 3456789012345\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(settings_load(path, &settings, &errors), ST_CONFIG);
	assert_message("a settings file has at most 64 KiB");
	assert_int_equal(remove(path), 0);
}

/* --- table, example and manual agree ---------------------------------------------------------------------------- */

static const char *const intro =
	"# Settings of an Anjungan kiosk: every one with its default, its unit and the\n"
	"# reason to change it. Installed as /etc/anjungan/anjungan.conf. The format is\n"
	"# libconfig's; whatever is not known is refused at start with its line, its key\n"
	"# and the remedy. See anjungan.conf(5).\n";

static void
add(struct buf *buf, const char *text)
{
	assert_int_equal(buf_add_str(buf, text), ST_OK);
}

static void
add_comment(struct buf *buf, const char *indent, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		assert_int_equal(buf_printf(buf, "%s# %.*s\n", indent, (int)n, text), ST_OK);
		text += n + (text[n] == '\n');
	}
}

static void
add_words(struct buf *buf, const struct setting *setting)
{
	for (size_t i = 0; setting->words[i] != NULL; i++) {
		add(buf, i == 0 ? "One of: " : ", ");
		add(buf, setting->words[i]);
	}
	add(buf, ".");
}

/* What may stand there, in one line. */
static void
add_kind(struct buf *buf, const struct setting *setting)
{
	if (setting->words != NULL)
		add_words(buf, setting);
	else if (setting->type == SETTING_INT)
		assert_int_equal(buf_printf(buf, "Whole number of %s, %d to %d.", setting->unit,
					 setting->min, setting->max),
			ST_OK);
	else if (setting->type == SETTING_BOOL)
		add(buf, "true or false.");
}

static void
add_setting(struct buf *buf, const struct setting *setting, const char *indent)
{
	const char *dot = strchr(setting->key, '.');
	bool quoted = setting->type == SETTING_STRING || setting->type == SETTING_CLOCK;
	const char *quote = quoted ? "\"" : "";
	struct buf kind;

	buf_init(&kind, 1024);
	add_kind(&kind, setting);
	add_comment(buf, indent, setting->reason);
	add_comment(buf, indent, kind.data);
	assert_int_equal(
		buf_printf(buf, "%s%s = %s%s%s;\n", indent,
			dot == NULL ? setting->key : dot + 1, quote, setting->initial, quote),
		ST_OK);
	buf_free(&kind);
}

/* The example as the table would have it. */
static void
render(struct buf *buf)
{
	const char *section = "";
	const struct setting *table;
	size_t n, length = 0;

	table = settings_table(&n);
	add(buf, intro);
	for (size_t i = 0; i < n; i++) {
		const char *dot = strchr(table[i].key, '.');
		size_t m = dot == NULL ? 0 : (size_t)(dot - table[i].key);

		if (m != length || strncmp(section, table[i].key, m) != 0) {
			add(buf, length > 0 ? "};\n" : "");
			section = table[i].key;
			length = m;
			assert_int_equal(
				buf_printf(buf, "\n%.*s: {\n", (int)m, section), ST_OK);
		} else {
			add(buf, "\n");
		}
		add_setting(buf, &table[i], m == 0 ? "" : "\t");
	}
	add(buf, "};\n");
}

static void
read_file(const char *path, struct buf *buf)
{
	FILE *file = fopen(path, "r");
	char chunk[4096];
	size_t n;

	if (file == NULL)
		print_error("%s: %s\n", path, strerror(errno));
	assert_non_null(file);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		assert_int_equal(buf_add(buf, chunk, n), ST_OK);
	assert_int_equal(fclose(file), 0);
}

/* CMocka cuts long messages. */
static void
print_lines(const char *title, const char *text)
{
	print_error("%s\n", title);
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		print_error("|%.*s\n", (int)n, text);
		text += n + (text[n] == '\n');
	}
}

static void
settings_table__and_the_example_file__are_the_same(void **state)
{
	struct buf expected, got;

	(void)state;
	buf_init(&expected, 64 << 10);
	buf_init(&got, 64 << 10);
	render(&expected);
	read_file("config/anjungan.conf", &got);
	if (strcmp(expected.data, got.data) != 0)
		print_lines("config/anjungan.conf should read:", expected.data);
	assert_string_equal(got.data, expected.data);
	assert_int_equal(settings_load("config/anjungan.conf", &settings, &errors), ST_OK);
	buf_free(&expected);
	buf_free(&got);
}

/* As the manual writes it: one paragraph, a hyphen as a minus. */
static void
add_roff(struct buf *buf, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\n')
			add(buf, " ");
		else if (*text == '-')
			add(buf, "\\-");
		else
			assert_int_equal(buf_add(buf, text, 1), ST_OK);
}

static void
add_manual(struct buf *buf, const struct setting *setting)
{
	bool quoted = setting->type == SETTING_STRING || setting->type == SETTING_CLOCK;
	const char *quote = quoted ? "\\(dq" : "";

	assert_int_equal(buf_printf(buf, ".TP\n\\fB%s\\fR = %s", setting->key, quote), ST_OK);
	add_roff(buf, setting->initial);
	assert_int_equal(buf_printf(buf, "%s\n", quote), ST_OK);
	add_roff(buf, setting->reason);
	add(buf, setting->words != NULL || setting->type == SETTING_INT ||
				 setting->type == SETTING_BOOL
			 ? "\n"
			 : "");
	add_kind(buf, setting);
	add(buf, "\n");
}

static void
settings_table__and_the_manual__are_the_same(void **state)
{
	struct buf expected, manual;
	const struct setting *table;
	size_t n;

	(void)state;
	buf_init(&expected, 64 << 10);
	buf_init(&manual, 64 << 10);
	read_file("assets/man/anjungan.conf.5", &manual);
	table = settings_table(&n);
	for (size_t i = 0; i < n; i++)
		add_manual(&expected, &table[i]);
	if (strstr(manual.data, expected.data) == NULL)
		print_lines("assets/man/anjungan.conf.5 should hold:", expected.data);
	assert_non_null(strstr(manual.data, expected.data));
	buf_free(&expected);
	buf_free(&manual);
}

static void
settings__those_of_the_demo__are_taken_once_its_holes_are_filled(void **state)
{
	static const struct {
		const char *hole, *filling;
	} holes[] = {
		{"@STATE@",   "/tmp/demo"    },
		{ "@ROOT@",   "/srv/anjungan"},
		{ "@PORT@",   "40000"        },
		{ "@CAMERA@", "none"         },
		{ "@SPEECH@", ""             },
	};
	struct buf form, text;

	(void)state;
	buf_init(&form, 8192);
	buf_init(&text, 8192);
	read_file("config/demo.conf.in", &form);
	for (const char *at = form.data; *at != '\0';) {
		size_t i = 0;

		while (i < ARRAY_LEN(holes) &&
			strncmp(at, holes[i].hole, strlen(holes[i].hole)) != 0)
			i++;
		if (i < ARRAY_LEN(holes)) {
			add(&text, holes[i].filling);
			at += strlen(holes[i].hole);
		} else {
			assert_int_equal(buf_add(&text, at++, 1), ST_OK);
		}
	}
	assert_int_equal(read_text(text.data), ST_OK);
	assert_string_equal(settings.central.url, "http://127.0.0.1:40000");
	buf_free(&form);
	buf_free(&text);
}

static void
settings_table__has_a_reason_and_a_unit_where_there_is_a_number(void **state)
{
	const struct setting *table;
	size_t n;

	(void)state;
	table = settings_table(&n);
	for (size_t i = 0; i < n; i++) {
		assert_true(strlen(table[i].reason) > 20);
		assert_true(strlen(table[i].key) < SETTING_KEY);
		if (table[i].type == SETTING_INT)
			assert_non_null(table[i].unit);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings__empty_file__has_every_default),
		cmocka_unit_test(settings__files_in_the_state_folder__follow_it),
		cmocka_unit_test(settings__takes_each_type),
		cmocka_unit_test(settings_url__plain_http__is_for_loopback_alone),
		cmocka_unit_test(settings__refuses__with_line_key_why_and_remedy),
		cmocka_unit_test(settings__reports_every_error_in_one_reading),
		cmocka_unit_test(settings__more_errors_than_fit__are_counted),
		cmocka_unit_test(settings__refused__leaves_the_result_alone),
		cmocka_unit_test(settings_load__refuses_missing_folder_and_writable_files),
		cmocka_unit_test(settings__more_than_64_kib__is_refused),
		cmocka_unit_test(
			settings__those_of_the_demo__are_taken_once_its_holes_are_filled),
		cmocka_unit_test(settings_table__and_the_example_file__are_the_same),
		cmocka_unit_test(settings_table__and_the_manual__are_the_same),
		cmocka_unit_test(
			settings_table__has_a_reason_and_a_unit_where_there_is_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
