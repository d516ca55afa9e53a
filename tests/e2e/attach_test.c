/* SPDX-License-Identifier: Apache-2.0 */
/* Two terminals at once: the kiosk's, and one or two at desks. What staff see and do there, and what any of it may cost
 * the participant: nothing. */
#include "base/array.h"
#include "base/str.h"
#include "tests/e2e/command.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/memory.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	KEYS = 60,
	KEY_MS = 2000,
	PATH_ROOM = 512,
	APART_MS = 400 /* between two presses of a key */
};

#define NIK      "6308055203600001"
#define SIGN_IN  "ketik PIN Anda"
#define LIST     "Klaim yang menunggu petugas"
#define WATCHING "ANDA MELIHAT LAYAR PESERTA"
#define HELPING  "ANDA MEMBANTU PESERTA DARI MEJA"
#define QUIT     "\x11"

static const char *const slow_turns[] = { "kiosk.slow-turn", NULL };

static int
begin(void **state)
{
	struct rig *rig;

	if (rig_new(&(struct rig_options){ 0 }, &rig) != ST_OK)
		return -1;
	*state = rig;
	return rig_kiosk_start(rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	rig_free(*state);
	return 0;
}

static struct terminal *
attach_sized(struct rig *rig, int rows, int columns)
{
	const char *const argv[] = { rig_build("bin/anjungan"), "attach", "--config",
		rig_config(rig), NULL };
	const struct terminal_start how = { .argv = argv, .rows = rows, .columns = columns };
	struct terminal *desk;

	assert_int_equal(terminal_new(&how, &desk), ST_OK);
	return desk;
}

static struct terminal *
attach(struct rig *rig)
{
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	return attach_sized(rig, 0, 0);
}

static struct terminal *
sign_in(struct rig *rig, const char *pin)
{
	struct terminal *desk = attach_sized(rig, 0, 0);

	EXPECT_TEXT(desk, SIGN_IN);
	EXPECT_TYPE(desk, pin);
	EXPECT_TYPE(desk, "\r");
	EXPECT_TEXT(desk, LIST);
	return desk;
}

static void
to_nik(struct rig *rig)
{
	struct terminal *kiosk = rig_kiosk(rig);

	EXPECT_TEXT(kiosk, MOVES_IDLE);
	EXPECT_TYPE(kiosk, "5");
	EXPECT_TEXT(kiosk, "Anda mau apa?");
	EXPECT_TYPE(kiosk, "1");
	EXPECT_TEXT(kiosk, "Berapa NIK Anda?");
}

/* Ended with the code after these words, the terminal as it was, and nothing in what can be scrolled back to. */
static void
expect_end(struct terminal *desk, int code, const char *words)
{
	int status = 0;

	EXPECT_EXIT(desk, &status);
	terminal_settle(desk, 200);
	if (!terminal_has(desk, words) || !terminal_is_restored(desk))
		terminal_dump(desk, stderr);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), code);
	assert_true(terminal_has(desk, words));
	assert_true(terminal_is_restored(desk));
	assert_false(terminal_has(desk, "NIK"));
	assert_string_equal(terminal_scrollback(desk), "");
	terminal_free(desk);
}

/* --- what staff do ---------------------------------------------------------------------------------------------------- */

static void
staff__follow_help_and_hand_back(void **state)
{
	struct rig *rig = *state;
	struct terminal *kiosk = rig_kiosk(rig), *desk = attach(rig);
	int hits = -1;

	EXPECT_TEXT(desk, SIGN_IN);
	EXPECT_TYPE(desk, "111222\r");
	EXPECT_TEXT(desk, "PIN itu tidak dikenal.");
	EXPECT_TYPE(desk, RIG_OFFICER_PIN "\r");
	EXPECT_TEXT(desk, "Tidak ada peserta di mesin");
	to_nik(rig);
	EXPECT_TYPE(kiosk, "+");
	EXPECT_TEXT(desk, "Peserta memanggil petugas");
	EXPECT_TEXT(desk, "Berapa NIK Anda?");
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(desk, WATCHING);
	EXPECT_TEXT(kiosk, "PETUGAS MELIHAT LAYAR INI (dari meja): RN");
	EXPECT_TYPE(desk, "\r");
	EXPECT_TEXT(desk, HELPING);
	EXPECT_TEXT(kiosk, "PETUGAS MEMBANTU (dari meja): RN");
	EXPECT_TYPE(desk, NIK "\r");
	EXPECT_TEXT(desk, "Apakah ini Anda?");
	EXPECT_TEXT(kiosk, "Apakah ini Anda?");
	EXPECT_TYPE(desk, "+");
	EXPECT_TEXT(desk, "Selesai membantu");
	EXPECT_TYPE(desk, "5");
	EXPECT_TEXT(desk, WATCHING);
	EXPECT_TYPE(kiosk, "1");
	EXPECT_TEXT(desk, "Bolehkah kami memeriksa data Anda?");
	EXPECT_TYPE(desk, "*");
	EXPECT_TEXT(desk, LIST);
	EXPECT_NO_TEXT(kiosk, "dari meja");
	assert_int_equal(memory_count(terminal_pid(desk), NIK, &hits), ST_OK);
	assert_int_equal(hits, 0);
	EXPECT_TYPE(desk, "9");
	expect_end(desk, 0, "");
	expect_kiosk_number(rig,
		"SELECT count(DISTINCT event) FROM journal WHERE event IN "
		"('staff.attach','staff.watch','staff.join','staff.leave')",
		4);
	expect_no_events(rig, slow_turns);
}

static void
second_desk__looks_on_while_the_first_helps(void **state)
{
	struct rig *rig = *state;
	struct terminal *kiosk = rig_kiosk(rig), *first, *second;

	to_nik(rig);
	first = sign_in(rig, RIG_OFFICER_PIN);
	second = sign_in(rig, RIG_OFFICER_2_PIN);
	EXPECT_TYPE(first, "1");
	EXPECT_TEXT(first, WATCHING);
	EXPECT_TYPE(first, "\r");
	EXPECT_TEXT(first, HELPING);
	EXPECT_TYPE(second, "1");
	EXPECT_TEXT(second, "ANDA MELIHAT. RN sedang membantu.");
	EXPECT_TEXT(kiosk, "PETUGAS MEMBANTU (dari meja): RN. MELIHAT: HD");
	EXPECT_TYPE(second, "\r");
	EXPECT_TEXT(second, "Petugas lain sedang membantu");
	terminal_kill(first, SIGKILL);
	EXPECT_TEXT(second, WATCHING);
	terminal_settle(second, APART_MS);
	EXPECT_TYPE(second, "\r");
	EXPECT_TEXT(second, HELPING);
	EXPECT_TEXT(kiosk, "PETUGAS MEMBANTU (dari meja): HD");
	terminal_free(first);
	terminal_free(second);
	expect_kiosk_number(rig, "SELECT count(*) FROM journal WHERE event='staff.busy'", 1);
}

static void
window__of_every_size__is_taken(void **state)
{
	struct rig *rig = *state;
	struct terminal *desk = attach(rig);

	EXPECT_TEXT(desk, SIGN_IN);
	assert_int_equal(terminal_resize(desk, 18, 64), ST_OK);
	EXPECT_TYPE(desk, RIG_OFFICER_PIN "\r");
	EXPECT_TEXT(desk, LIST);
	EXPECT_TEXT(desk, "Hak petugas berakhir");
	assert_int_equal(terminal_resize(desk, 60, 200), ST_OK);
	EXPECT_TEXT(desk, LIST);
	assert_int_equal(terminal_resize(desk, 10, 40), ST_OK);
	EXPECT_TEXT(desk, "Jendela terlalu kecil");
	EXPECT_TYPE(desk, QUIT);
	expect_end(desk, 0, "");
}

/* --- what a terminal may cost ------------------------------------------------------------------------------------------ */

/* Each key of the participant is on the screen well before the next, whatever the terminal at the desk does. */
static void
expect_keys_answered(struct rig *rig)
{
	struct terminal *kiosk = rig_kiosk(rig);

	for (int i = 0; i < KEYS; i++) {
		assert_int_equal(terminal_key(kiosk, "kp8"), ST_OK);
		assert_int_equal(terminal_wait_text(kiosk, "█▀█", KEY_MS), ST_OK);
		assert_int_equal(terminal_key(kiosk, "backspace"), ST_OK);
		assert_int_equal(terminal_wait_no_text(kiosk, "█▀█", KEY_MS), ST_OK);
	}
}

static void
desk__that_stands_still__costs_the_participant_nothing(void **state)
{
	struct rig *rig = *state;
	struct terminal *desk;

	to_nik(rig);
	desk = sign_in(rig, RIG_OFFICER_PIN);
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(desk, WATCHING);
	terminal_kill(desk, SIGSTOP);
	expect_keys_answered(rig);
	EXPECT_TYPE(rig_kiosk(rig), NIK "\r");
	EXPECT_TEXT(rig_kiosk(rig), "Apakah ini Anda?");
	terminal_kill(desk, SIGCONT);
	EXPECT_TEXT(desk, "Apakah ini Anda?");
	terminal_free(desk);
	expect_no_events(rig, slow_turns);
}

static void
desk__that_is_killed__is_gone_from_the_participant_s_screen(void **state)
{
	struct rig *rig = *state;
	struct terminal *kiosk = rig_kiosk(rig), *desk;

	to_nik(rig);
	desk = sign_in(rig, RIG_OFFICER_PIN);
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(kiosk, "PETUGAS MELIHAT LAYAR INI");
	terminal_kill(desk, SIGKILL);
	EXPECT_NO_TEXT(kiosk, "dari meja");
	EXPECT_TYPE(kiosk, NIK "\r");
	EXPECT_TEXT(kiosk, "Apakah ini Anda?");
	terminal_free(desk);
	expect_kiosk_number(rig,
		"SELECT count(*) FROM journal WHERE event='staff.leave' AND detail='gone'", 1);
}

/* --- how it ends ------------------------------------------------------------------------------------------------------- */

static void
kiosk__that_is_killed__is_said_to_be_gone(void **state)
{
	struct rig *rig = *state;
	struct terminal *desk;

	to_nik(rig);
	desk = sign_in(rig, RIG_OFFICER_PIN);
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(desk, WATCHING);
	rig_kiosk_kill(rig);
	expect_end(desk, 1, "the kiosk is gone");
}

static void
kiosk__that_is_ended__says_so(void **state)
{
	struct rig *rig = *state;
	struct terminal *desk = attach(rig);

	EXPECT_TEXT(desk, SIGN_IN);
	terminal_kill(rig_kiosk(rig), SIGTERM);
	expect_end(desk, 1, "the kiosk was ended.");
}

static void
desk__asked_to_end__gives_its_terminal_back(void **state)
{
	struct rig *rig = *state;
	struct terminal *desk = attach(rig);

	EXPECT_TEXT(desk, SIGN_IN);
	terminal_kill(desk, SIGTERM);
	expect_end(desk, 0, "");
}

static void
kiosk__that_is_not_there__is_said_in_words(void **state)
{
	struct rig *rig = *state;

	COMMAND(rig, 1, "needs a terminal", "", "attach");
	COMMAND(rig, 2, "usage", "", "attach", "now");
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	rig_kiosk_kill(rig);
	expect_end(attach_sized(rig, 0, 0), 1, "no kiosk");
}

/* Root becomes somebody else; who cannot is kept out by the mode, as somebody else would be. */
static void
kiosk__of_another_user__is_refused(void **state)
{
	struct rig *rig = *state;
	const char *const argv[] = { "setpriv", "--reuid=65534", "--regid=65534",
		"--clear-groups", rig_build("bin/anjungan"), "--config", rig_config(rig),
		"attach", NULL };
	const struct terminal_start how = { .argv = argv };
	struct terminal *desk;
	char path[PATH_ROOM];
	struct stat info;

	desk = attach(rig);
	EXPECT_TEXT(desk, SIGN_IN);
	terminal_free(desk);
	assert_int_equal(
		str_format(path, sizeof(path), "%s/kiosk/attach", rig_folder(rig)), ST_OK);
	assert_int_equal(lstat(path, &info), 0);
	assert_int_equal(info.st_mode, S_IFSOCK | 0600);
	if (geteuid() == 0) {
		assert_int_equal(chmod(rig_folder(rig), 0755), 0);
		assert_int_equal(chmod(rig_config(rig), 0644), 0);
		assert_int_equal(terminal_new(&how, &desk), ST_OK);
	} else {
		assert_int_equal(chmod(path, 0), 0);
		desk = attach_sized(rig, 0, 0);
	}
	expect_end(desk, 1, "this kiosk is another user's");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(staff__follow_help_and_hand_back),
		TEST(second_desk__looks_on_while_the_first_helps),
		TEST(window__of_every_size__is_taken),
		TEST(desk__that_stands_still__costs_the_participant_nothing),
		TEST(desk__that_is_killed__is_gone_from_the_participant_s_screen),
		TEST(kiosk__that_is_killed__is_said_to_be_gone),
		TEST(kiosk__that_is_ended__says_so),
		TEST(desk__asked_to_end__gives_its_terminal_back),
		TEST(kiosk__that_is_not_there__is_said_in_words),
		TEST(kiosk__of_another_user__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
