/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a key to the changed screen, at a person's pace, while everything around the kiosk is as bad as it gets: a
 * centre that takes connections and never answers, a line of 64 kbit/s that loses, a resolver that is dead, a disk that needs 500 ms to sync, a camera
 * picture that moves.
 */
#include "base/array.h"
#include "base/str.h"
#include "tests/bench/journal.h"
#include "tests/bench/proxy.h"
#include "tests/bench/row.h"
#include "tests/e2e/child.h"
#include "tests/e2e/rig.h"
#include "tests/e2e/slow_line.h"
#include "tests/e2e/walk.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	KEYS = 120,
	PREVIEW_KEYS = 120,
	WAIT_KEYS = 24,
	PACE_MS = 100,
	BUDGET_MS = 5000,
	LOG_ROWS = 1000000,
	NAME_ROOM = 80
};

#define PERSON "6308055203600001"
#define WHY    "Mengapa ditanya?"
#define FACE   "Tidak mau difoto?" /* whatever the picture shows */

static void
must(enum status st, struct rig *rig, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "key_bench: %s: %s\n", what, status_words(st));
	if (rig != NULL && rig_kiosk(rig) != NULL)
		terminal_dump(rig_kiosk(rig), stderr);
	rig_free(rig);
	exit(1);
}

/* --- one key ---------------------------------------------------------------------------------------------------- */

static bool
changed(const struct terminal *terminal, void *before)
{
	return strcmp(terminal_text(terminal), before) != 0;
}

/* Types the key and waits until the screen is another. */
static void
key_changes(struct rig *rig, const char *key, struct samples *samples)
{
	struct terminal *terminal = rig_kiosk(rig);
	char *before = strdup(terminal_text(terminal));
	int64_t begin = now_ns();

	if (before == NULL)
		abort();
	must(terminal_type(terminal, key), rig, key);
	must(terminal_wait(terminal, changed, before, BUDGET_MS), rig, "a changed screen");
	samples_add(samples, ms_since(begin));
	free(before);
	terminal_settle(terminal, PACE_MS);
}

/* Types the key and waits until the text stands there. */
static void
key_brings(struct rig *rig, const char *key, const char *text, struct samples *samples)
{
	struct terminal *terminal = rig_kiosk(rig);
	int64_t begin = now_ns();

	must(terminal_type(terminal, key), rig, key);
	must(terminal_wait_text(terminal, text, BUDGET_MS), rig, text);
	samples_add(samples, ms_since(begin));
	terminal_settle(terminal, PACE_MS);
}

/* Types the key and waits until the text stands there no more. */
static void
key_ends(struct rig *rig, const char *key, const char *text, struct samples *samples)
{
	struct terminal *terminal = rig_kiosk(rig);
	int64_t begin = now_ns();

	must(terminal_type(terminal, key), rig, key);
	must(terminal_wait_no_text(terminal, text, BUDGET_MS), rig, text);
	samples_add(samples, ms_since(begin));
	terminal_settle(terminal, PACE_MS);
}

/* --- ways to press keys ----------------------------------------------------------------------------------------- */

/* A digit in, a digit out, in the field for the NIK. */
static void
digits(struct rig *rig, struct samples *samples)
{
	terminal_settle(rig_kiosk(rig), PACE_MS); /* the key before was a 1, too: within 80 ms it would tremble */
	for (int i = 0; i < KEYS; i += 2) {
		const char digit[2] = { (char)('1' + i / 2 % 9), '\0' };

		key_changes(rig, digit, samples);
		key_changes(rig, "\177", samples);
	}
}

static void
digits_at_once(struct rig *rig, struct samples *samples)
{
	must(walk_to_nik(rig_kiosk(rig)), rig, "the question for the NIK");
	digits(rig, samples);
}

/* An exchange with the centre is under way, the person gives up waiting, and tries again. */
static void
while_asking(struct rig *rig, struct samples *samples)
{
	struct terminal *terminal = rig_kiosk(rig);

	must(walk_to_nik(terminal), rig, "the question for the NIK");
	digits(rig, samples);
	must(terminal_type(terminal, PERSON "\r"), rig, "NIK");
	must(terminal_wait_text(terminal, "Mencari data Anda", BUDGET_MS), rig, "waiting");
	for (int i = 0; i < WAIT_KEYS; i += 2) {
		key_brings(rig, "*", "Kantor pusat belum menjawab", samples);
		key_brings(rig, "1", "Mencari data Anda", samples);
	}
}

static void
walk_to_face(struct rig *rig)
{
	static const struct walk_row rows[] = {
		{ WALK_NIK, PERSON "\n" },
		{ "Apakah ini Anda?", "1" },
		{ "Bolehkah kami memeriksa data Anda?", "1" },
	};

	must(walk_to_nik(rig_kiosk(rig)), rig, "the question for the NIK");
	must(walk(rig_kiosk(rig), rows, ARRAY_LEN(rows), FACE, BUDGET_MS), rig, "the face");
	terminal_settle(rig_kiosk(rig), 2000);
}

/* The answer to "why?" over a picture that changes twenty times a second. */
static void
while_previewing(struct rig *rig, struct samples *samples)
{
	walk_to_face(rig);
	for (int i = 0; i < PREVIEW_KEYS; i += 2) {
		key_brings(rig, "?", WHY, samples);
		key_ends(rig, "?", WHY, samples);
	}
}

/* Where a scanner may type on the same line, a choice waits a moment to see whether it is the start of a scan. */
static void
choices(struct rig *rig, struct samples *samples)
{
	struct terminal *terminal = rig_kiosk(rig);

	must(walk_to_nik(terminal), rig, "the question for the NIK");
	must(terminal_type(terminal, "*"), rig, "back");
	must(terminal_wait_text(terminal, "Anda mau apa?", BUDGET_MS), rig, "the menu");
	terminal_settle(terminal, PACE_MS);
	for (int i = 0; i < PREVIEW_KEYS; i += 2) {
		key_brings(rig, "5", "Mengapa uang JHT diambil?", samples);
		key_brings(rig, "*", "Anda mau apa?", samples);
	}
}

/* Calling staff ends the camera's helper, going on starts it again. */
static void
leaving_the_camera(struct rig *rig, struct samples *samples)
{
	walk_to_face(rig);
	for (int i = 0; i < PREVIEW_KEYS; i += 2) {
		key_brings(rig, "+", "Petugas dipanggil", samples);
		key_brings(rig, "2", FACE, samples);
	}
}

/* --- a log that is read ----------------------------------------------------------------------------------------------- */

/* The kiosk's own state becomes that of years; made once it is initialised, before it runs. */
static void
fill_journal(struct rig *rig)
{
	char dir[512], key[512];
	struct seal *seal = NULL;

	if (str_format(dir, sizeof(dir), "%s/kiosk", rig_folder(rig)) != ST_OK ||
		str_format(key, sizeof(key), "%s/kiosk/device.key", rig_folder(rig)) != ST_OK)
		abort();
	must(seal_load(key, &seal), rig, key);
	journal_make(dir, seal, LOG_ROWS);
	seal_free(seal);
}

/* What finds nothing looks through all of it, again and again. */
static void
begin_reading(struct rig *rig, struct child *child)
{
	char script[1024];
	const char *const argv[] = { "/bin/sh", "-c", script, NULL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (str_format(script, sizeof(script),
		    "while :; do %s --config %s log --event visit.step --actor staff-RN; done",
		    rig_build("bin/anjungan"), rig_config(rig)) != ST_OK)
		abort();
	must(child_start(argv, NULL, null, null, child), rig, "log");
	(void)close(null);
}

/* --- conditions ------------------------------------------------------------------------------------------------- */

struct condition {
	const char *name;
	void (*press)(struct rig *rig, struct samples *samples);
	struct rig_options options;
	bool black_hole, slow_line, shim, camera, log_read;
	const char *delay; /* of the shim: NAME=MS */
};

static void
report(const char *name, struct samples *samples)
{
	static const struct {
		const char *words;
		double share, goal;
	} figures[] = {
		{ "p50", 0.5, ROW_NONE },
		{ "p99", 0.99, 10 },
		{ "worst", 1.0, 50 },
	};
	char words[NAME_ROOM];

	for (size_t i = 0; i < ARRAY_LEN(figures); i++) {
		if (str_format(words, sizeof(words), "key to screen, %s, %s", name,
			    figures[i].words) != ST_OK)
			abort();
		row_report((struct row){ words, "ms", samples_at(samples, figures[i].share),
			ROW_NONE, figures[i].goal });
	}
}

static void
measure(struct condition *condition)
{
	char preload[512], url[64], camera[512];
	const char *env[] = { preload, condition->delay, NULL };
	static struct samples samples;
	static const struct line_shape shape = { 64000, 800, 5 };
	struct slow_line *line = NULL;
	struct child reading = { .pidfd = -1 };
	int hole = -1, port = 0;
	struct rig *rig;

	samples.n = 0;
	if (condition->shim) {
		if (str_format(preload, sizeof(preload), "LD_PRELOAD=%s",
			    rig_build("lib/shim/slow.so")) != ST_OK)
			abort();
		condition->options.env = env;
	}
	if (condition->black_hole) {
		must(black_hole_new(&hole, &port), NULL, "black hole");
		if (str_format(url, sizeof(url), "\"http://127.0.0.1:%d\"", port) != ST_OK)
			abort();
		condition->options.settings[0] = (struct rig_setting){ "central.url", url };
	}
	if (condition->slow_line) {
		must(slow_line_new(&shape, &line), NULL, "slow line");
		if (str_format(url, sizeof(url), "\"https://127.0.0.1:%d\"",
			    slow_line_port(line)) != ST_OK)
			abort();
		condition->options.settings[0] = (struct rig_setting){ "central.url", url };
	}
	if (condition->camera) {
		must(rig_demo_camera(camera, sizeof(camera)), NULL, "camera");
		condition->options.settings[0] =
			(struct rig_setting){ "camera.source", camera };
	}
	must(rig_new(&condition->options, &rig), NULL, condition->name);
	if (line != NULL)
		slow_line_to(line, rig_port(rig));
	if (condition->log_read)
		fill_journal(rig);
	must(rig_kiosk_start(rig), rig, condition->name);
	if (condition->log_read)
		begin_reading(rig, &reading);
	condition->press(rig, &samples);
	child_end(&reading, SIGTERM, BUDGET_MS);
	report(condition->name, &samples);
	rig_free(rig);
	slow_line_free(line);
	if (hole >= 0)
		(void)close(hole);
}

static struct condition conditions[] = {
	{ .name = "all well", .press = digits_at_once },
	{
		.name = "centre never answers",
		.press = while_asking,
		.options = { .no_central = true },
		.black_hole = true,
	},
	{
		.name = "64 kbit/s, 800 ms, 5 % lost",
		.press = while_asking,
		.options = { .tls = true },
		.slow_line = true,
	},
	{
		.name = "DNS is dead",
		.press = while_asking,
		.options = { .no_central = true,
			.settings = { { "central.url", "\"https://gateway.invalid\"" },
				{ "central.ca", "\"/etc/hostname\"" } } },
		.shim = true,
		.delay = "SLOW_DNS_MS=8000",
	},
	{
		.name = "disk syncs in 500 ms",
		.press = digits_at_once,
		.shim = true,
		.delay = "SLOW_FSYNC_MS=500",
	},
	{ .name = "a log of a million rows is read",
		.press = digits_at_once,
		.options = { .settings = { { "retention.journal_months", "120" } } },
		.log_read = true },
	{ .name = "choices", .press = choices },
	{
		.name = "choices, a scanner on the line",
		.press = choices,
		.options = { .settings = { { "scanner.source", "\"keyboard\"" } } },
	},
	{
		.name = "choices, a scanner that sends STX",
		.press = choices,
		.options = { .settings = { { "scanner.source", "\"keyboard-stx\"" } } },
	},
	{ .name = "preview moves", .press = while_previewing, .camera = true },
	{ .name = "camera starts and ends", .press = leaving_the_camera, .camera = true },
};

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(conditions); i++)
		measure(&conditions[i]);
	return rows_end();
}
