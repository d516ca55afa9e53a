/* SPDX-License-Identifier: Apache-2.0 */
/* What a terminal can do to the kiosk: new sizes, signals, keys nobody should press, bytes
 * that are no keys. */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>

enum { PICTURE_MAX = 1 << 16, PATH_ROOM = 512, FRAME_MS = 100 };

#define NIK "6308055203600001"

static struct rig *rig;

/* A kiosk at the question for the NIK; the centre and the state are those of all tests here. */
static struct terminal *
at_nik(void)
{
	/* clang-format off */
	static const struct move moves[] = { MOVES_TO_NIK, { NULL, NULL } };
	/* clang-format on */

	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	play(rig, "to the NIK", moves, NULL, 0);
	return rig_kiosk(rig);
}

static void
find_me(void)
{
	/* clang-format off */
	static const struct move moves[] = {
		{ NIK "\r", "Apakah ini Anda?" }, { NULL, "12 Maret 1960" }, { NULL, NULL },
	};
	/* clang-format on */

	play(rig, "find me", moves, NULL, 0);
}

/* --- sizes -------------------------------------------------------------------------------- */

static const struct size {
	int rows, columns;
} sizes[] = {
	{ 18, 64 },
	{ 33, 120 },
	{ 22, 80 },
};

/* The key everybody must find stands at the end of the last row. */
static bool
sees_last_row(const struct terminal *terminal, void *ctx)
{
	const struct size *size = ctx;

	return strstr(terminal_row(terminal, size->rows - 1), "panggil petugas") != NULL;
}

static bool
sees_picture(const struct terminal *terminal, void *ctx)
{
	return strcmp(terminal_text(terminal), ctx) == 0;
}

static void
expect_whole_at_every_size(struct terminal *terminal, const char *question)
{
	struct buf before;

	terminal_settle(terminal, FRAME_MS);
	buf_init(&before, PICTURE_MAX);
	assert_int_equal(buf_add_str(&before, terminal_text(terminal)), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		assert_int_equal(
			terminal_resize(terminal, sizes[i].rows, sizes[i].columns), ST_OK);
		expect_ok(terminal_wait(terminal, sees_last_row, (void *)&sizes[i], EXPECT_MS),
			terminal, question, __FILE__, __LINE__);
		if (sizes[i].columns <= 80)
			expect_ok(terminal_wait_text(terminal, question, EXPECT_MS), terminal,
				question, __FILE__, __LINE__);
	}
	if (terminal_wait(terminal, sees_picture, before.data, EXPECT_MS) != ST_OK)
		(void)fprintf(stderr, "before:\n%s", before.data);
	expect_ok(terminal_wait(terminal, sees_picture, before.data, 0), terminal,
		"the picture from before", __FILE__, __LINE__);
	buf_free(&before);
}

static void
resize__at_each_step__leaves_a_whole_screen(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		MOVES_TO_NIK, { "6", "hapus" },
		{ "308055203600001\r", "Apakah ini Anda?" }, MOVES_OLD_ENOUGH,
		{ "1", "Petugas melihat KTP asli Anda" }, { "1", "Petugas dipanggil" },
		MOVES_PIN, { "1", "Apakah data ini benar?" },
		{ "1", "Uang dikirim ke BRI …7501. Benar?" }, { "2", "Bank apa?" },
		{ "*", "Anda terima" }, { "1", "Bank apa?" },
		{ "1", "Berapa nomor rekening Anda?" },
		{ "012301004567501\r", "Rekening ini atas nama:" },
		MOVES_CONFIRM,
	};
	/* clang-format on */

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	expect_whole_at_every_size(rig_kiosk(rig), "Ketik NIK dari KTP");
	for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
		const struct move one[] = { moves[i], { NULL, NULL } };

		play(rig, moves[i].sees, one, NULL, 0);
		expect_whole_at_every_size(rig_kiosk(rig), moves[i].sees);
	}
}

/* --- deaths ------------------------------------------------------------------------------- */

static void
terminal__is_given_back_on_every_death(void **state)
{
	static const int deaths[] = { SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGBUS, SIGABRT, SIGFPE,
		SIGILL, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(deaths); i++) {
		struct terminal *terminal = at_nik();
		int status;

		EXPECT_TYPE(terminal, "630805");
		EXPECT_TEXT(terminal, "hapus");
		terminal_kill(terminal, deaths[i]);
		EXPECT_EXIT(terminal, &status);
		if (!terminal_is_restored(terminal))
			fail_msg("not given back after signal %d", deaths[i]);
	}
}

static void
keys__that_stop_programs__do_nothing(void **state)
{
	static const char *const keys[] = { "ctrl-c", "ctrl-z", "ctrl-\\", "ctrl-d", "ctrl-s",
		"ctrl-q", "ctrl-a", "f5", "f12" };
	const struct rig_setting quit = { "ui.allow_quit", "false" };
	struct terminal *terminal;

	(void)state;
	assert_int_equal(rig_settings(rig, &quit, 1), ST_OK);
	terminal = at_nik();
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		expect_ok(
			terminal_key(terminal, keys[i]), terminal, keys[i], __FILE__, __LINE__);
	find_me();
}

/* --- bytes -------------------------------------------------------------------------------- */

static void
bytes__that_are_no_keys__change_nothing(void **state)
{
	static const char *const bytes[] = {
		"\033]0;judul\007",
		"\033[2J\033[31mmerah",
		"\033[200~6308055203600002\r\033[201~",
		"\033P1$r0m\033\\",
		"\033[<0;10;10M\033[<0;10;10m",
		"\033[8;10;10t",
		"\033[?1049l",
		"\303(",
		"\377\376\375",
		"\355\240\200",
		"\360\237\230",
		"\302\233",
		"\001\002\006\013",
	};
	struct terminal *terminal = at_nik();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bytes); i++) {
		EXPECT_TYPE(terminal, bytes[i]);
		EXPECT_TEXT(terminal, "Berapa NIK Anda?");
	}
	assert_false(terminal_has(terminal, "merah"));
	assert_false(terminal_is_restored(terminal));
	find_me();
}

static void
field__too_long_or_with_letters__says_so_and_keeps_the_digits(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		{ "a", "Isi dengan angka saja." },
		{ NIK, "hapus" }, { "7", "Sudah penuh. Periksa, lalu tekan Enter." },
		{ "\r", "Apakah ini Anda?" }, { NULL, NULL },
	};
	/* clang-format on */

	(void)state;
	(void)at_nik();
	play(rig, "too long", moves, NULL, 0);
}

static void
field__of_the_wrong_card__names_the_card(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		{ "0001234567890\r", "BPJS Kesehatan" },
		{ "*", "Anda mau apa?" }, { "1", "Berapa NIK Anda?", "Kesehatan" },
		{ "20601234501", "hapus" }, { "\r", "BPJS Ketenagakerjaan" },
		{ "*", "Anda mau apa?" }, { "1", "Berapa NIK Anda?" },
		{ "6308057203600001\r", "salah" },
		{ "*", "Anda mau apa?" }, { "1", "Berapa NIK Anda?" },
		{ "\r", "Bagaimana kami menemukan data Anda?" },
		{ "2", "Berapa nomor kartu (KPJ) Anda?" },
		{ "000123456789", "Sudah penuh" }, { "*", "Bagaimana kami menemukan" },
		{ "2", "Berapa nomor kartu (KPJ) Anda?" },
		{ "0001234567890\r", "BPJS Kesehatan" }, /* in one go: scanned */
		{ NULL, NULL },
	};
	/* clang-format on */

	(void)state;
	(void)at_nik();
	play(rig, "wrong cards", moves, NULL, 0);
}

/* --- names the centre sends --------------------------------------------------------------- */

static void
central_run(const char *sql)
{
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	assert_int_equal(
		str_format(path, sizeof(path), "%s/central.db", rig_folder(rig)), ST_OK);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, EXPECT_MS), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	(void)sqlite3_close(db);
}

static void
name__with_control_characters__is_drawn_harmlessly(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		MOVES_FIND("6308081111660009"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ NULL, "JUSUF" }, { NULL, NULL },
	};
	/* clang-format on */
	const char *bytes;
	size_t n;

	(void)state;
	central_run("UPDATE person SET name = 'JUSUF' || char(27) || ']0;x' || char(7) || "
		    "char(155) || '2J' || char(8238) WHERE nik = '6308081111660009'");
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	play(rig, "control characters", moves, NULL, 0);
	bytes = terminal_bytes(rig_kiosk(rig), &n);
	assert_null(memmem(bytes, n, "\033]0;x", 5));
	assert_null(memmem(bytes, n, "\302\233", 2));
	expect_whole_at_every_size(rig_kiosk(rig), "Apakah data ini benar?");
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
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(resize__at_each_step__leaves_a_whole_screen),
		cmocka_unit_test(terminal__is_given_back_on_every_death),
		cmocka_unit_test(keys__that_stop_programs__do_nothing),
		cmocka_unit_test(bytes__that_are_no_keys__change_nothing),
		cmocka_unit_test(field__too_long_or_with_letters__says_so_and_keeps_the_digits),
		cmocka_unit_test(field__of_the_wrong_card__names_the_card),
		cmocka_unit_test(name__with_control_characters__is_drawn_harmlessly),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
