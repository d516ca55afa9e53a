/* SPDX-License-Identifier: Apache-2.0 */
/* Every command beside a running kiosk and without one: one writer on one state, and the screen goes on meanwhile. */
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
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 512, AT_ONCE = 6, APART_MS = 400 };

#define NIK      "6308055203600001"
#define CLAIMS   "SELECT count(*) FROM claim WHERE nik='" NIK "'"
#define READINGS "SELECT count(*) FROM journal WHERE event='log.read' AND outcome='ok'"
#define BACKUPS  "SELECT count(*) FROM journal WHERE event='state.backup' AND outcome='ok'"
#define STARTS   "SELECT count(*) FROM journal WHERE event='kiosk.start'"
#define STAFF    "SELECT count(*) FROM staff"
#define NEW_PIN  "927351"
#define QUIT     "\x11"

/* clang-format off */
static const struct move without_centre[] = {
	MOVES_OFFLINE(NIK), MOVES_OFFLINE_KTP, MOVES_CONTACT("081200000001", "012301004567501"),
	{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
static const struct move meanwhile[] = {
	MOVES_TO_NIK, { "63", "▀▀█" }, { NULL, NULL } };
static const struct move new_officer_joins[] = {
	MOVES_TO_NIK, { "+", "Petugas dipanggil" }, { "1", "ketik PIN Anda" },
	{ NEW_PIN "\r", "apa yang Anda lakukan?" }, { NULL, NULL } };
/* clang-format on */

static void
file_of(struct rig *rig, const char *name, char ret[PATH_ROOM])
{
	assert_int_equal(str_format(ret, PATH_ROOM, "%s/%s", rig_folder(rig), name), ST_OK);
}

static bool
has_socket(struct rig *rig)
{
	char path[PATH_ROOM];
	struct stat info;

	file_of(rig, "kiosk/control", path);
	return lstat(path, &info) == 0 && info.st_mode == (S_IFSOCK | 0600);
}

/* --- each of them ----------------------------------------------------------------------------------------------------- */

/* What is done to an account takes a supervisor's PIN, whose wrong ones are counted. */
static void
expect_accounts_changed(struct rig *rig, const char *initials)
{
	static const char supervisor[] = RIG_SUPERVISOR_PIN "\n";

	COMMAND(rig, 1, "not a supervisor's PIN", RIG_OFFICER_PIN "\n", "staff", "disable",
		"--initials", initials);
	COMMAND(rig, 1, "no such account", supervisor, "staff", "disable", "--initials", "ZZ");
	COMMAND(rig, 1, "last open account", supervisor, "staff", "disable", "--initials",
		"SY");
	COMMAND(rig, 0, "", supervisor, "staff", "disable", "--initials", initials);
	COMMAND(rig, 0, "disabled", "", "staff", "list");
	COMMAND(rig, 0, "", supervisor, "staff", "enable", "--initials", initials);
	COMMAND(rig, 1, "somebody's already", RIG_OFFICER_PIN "\n" RIG_SUPERVISOR_PIN "\n",
		"staff", "reset-pin", "--initials", initials);
	COMMAND(rig, 0, "KARTU PETUGAS", supervisor, "staff", "card", "--initials", initials);
	COMMAND(rig, 0, "  card  ", "", "staff", "list");
	COMMAND(rig, 0, "", supervisor, "staff", "unlock", "--kiosk");
	COMMAND(rig, 2, "usage", supervisor, "staff", "disable", "--kiosk");
	COMMAND(rig, 2, "usage", supervisor, "staff", "card", "--initials", initials, "--role",
		"officer");
}

/* The same words and codes with a kiosk and without; what the state then has. */
static void
expect_every_command(
	struct rig *rig, const char *copy_name, const char *initials, const char *pin)
{
	int64_t readings = kiosk_number(rig, READINGS), backups = kiosk_number(rig, BACKUPS);
	int64_t staff = kiosk_number(rig, STAFF);
	char copy[PATH_ROOM];

	file_of(rig, copy_name, copy);
	COMMAND(rig, 0, "", pin, "staff", "add", "--name", "Wati", "--initials", initials,
		"--role", "officer");
	COMMAND(rig, 1, "somebody's already", pin, "staff", "add", "--name", "Wati",
		"--initials", initials, "--role", "officer");
	COMMAND(rig, 1, "guessed first", "123456\n", "staff", "add", "--name", "Budi",
		"--initials", "BD", "--role", "officer");
	COMMAND(rig, 2, "usage", pin, "staff", "add", "--name", "\xff", "--initials", "BD",
		"--role", "officer");
	COMMAND(rig, 0, initials, "", "staff", "list");
	expect_accounts_changed(rig, initials);
	COMMAND(rig, 0, "staff.add", "", "log");
	COMMAND(rig, 0, "journal whole", "", "log", "--verify");
	COMMAND(rig, 0, "backup made", "", "backup", copy);
	COMMAND(rig, 0, "sent 0, waiting 0, for staff 0", "", "sync", "--once");
	assert_int_equal(kiosk_number(rig, READINGS), readings + 1);
	assert_int_equal(kiosk_number(rig, BACKUPS), backups + 1);
	assert_int_equal(kiosk_number(rig, STAFF), staff + 1);
}

static void
commands__beside_a_kiosk__do_what_they_do_without(void **state)
{
	struct rig *rig;
	char copy[PATH_ROOM];
	int status;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 0, "staff.add", "", "log"); /* the state is made */
	expect_every_command(rig, "alone.db", "WA", "192837\n" RIG_SUPERVISOR_PIN "\n");
	assert_false(has_socket(rig));
	expect_idle(rig);
	expect_kiosk_number(rig, STARTS, 1);
	assert_true(has_socket(rig));
	expect_every_command(rig, "beside.db", "WB", "738291\n" RIG_SUPERVISOR_PIN "\n");
	file_of(rig, "alone.db", copy);
	COMMAND(rig, 4, "Stop the kiosk first", "", "restore", copy);
	COMMAND(rig, 4, "Stop the kiosk first", "", "key", "init");
	assert_int_equal(
		kiosk_number(rig, "SELECT count(*) FROM journal WHERE event='kiosk.slow-turn'"),
		0);
	EXPECT_TYPE(rig_kiosk(rig), QUIT);
	EXPECT_TEXT(rig_kiosk(rig), "Keluar?");
	terminal_settle(rig_kiosk(rig), APART_MS); /* two presses, not one held */
	EXPECT_TYPE(rig_kiosk(rig), QUIT);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_int_equal(status, 0);
	assert_false(has_socket(rig));
	COMMAND(rig, 0, "journal whole", "", "log", "--verify");
	rig_free(rig);
}

static void
staff__added_beside_a_kiosk__join_there_and_leave_no_pin(void **state)
{
	static char shim[PATH_ROOM];
	static const char *const env[] = { shim, NULL };
	struct rig *rig;
	int hits = -1;

	(void)state;
	assert_int_equal(str_format(shim, sizeof(shim), "LD_PRELOAD=%s",
				 rig_build("lib/shim/dumpable.so")),
		ST_OK);
	assert_int_equal(rig_new(&(struct rig_options){ .env = env }, &rig), ST_OK);
	expect_idle(rig);
	COMMAND(rig, 0, "", NEW_PIN "\n" RIG_SUPERVISOR_PIN "\n", "staff", "add", "--name",
		"Wati", "--initials", "WA", "--role", "officer");
	assert_int_equal(memory_count(terminal_pid(rig_kiosk(rig)), NEW_PIN, &hits), ST_OK);
	assert_int_equal(hits, 0);
	play(rig, "the new officer", new_officer_joins, NULL, 0);
	rig_free(rig);
}

/* --- what waits for the centre ------------------------------------------------------------------------------------------ */

static void
sync__beside_a_kiosk__has_it_send_while_keys_are_answered(void **state)
{
	static const char *const slow[] = { "POST /v1/offline-claims:delay=3000", NULL };
	struct rig *rig;
	struct command ran;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "without centre", without_centre, NULL, 0);
	COMMAND(rig, 1, "sent 0, waiting 1, for staff 0", "", "sync");
	assert_int_equal(rig_central_start(rig, slow), ST_OK);
	ran = command_begin(rig, "", (const char *const[]){ "sync", "--once", NULL });
	play(rig, "meanwhile", meanwhile, NULL, 0);
	command_end(&ran, "sync", 0, "waiting 0, for staff 0");
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, 0), ST_OK);
	COMMAND(rig, 0, "sent 0, waiting 0, for staff 0", "", "sync");
	assert_int_equal(
		kiosk_number(rig, "SELECT count(*) FROM journal WHERE event='kiosk.slow-turn'"),
		0);
	rig_free(rig);
}

static void
sync__after_a_kill__is_the_writer_itself(void **state)
{
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "without centre", without_centre, NULL, 0);
	rig_kiosk_kill(rig);
	assert_true(has_socket(rig)); /* nobody's */
	COMMAND(rig, 1, "sent 0, waiting 1, for staff 0", "", "sync");
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	COMMAND(rig, 0, "sent 1, waiting 0, for staff 0", "", "sync");
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, 0), ST_OK);
	expect_idle(rig);
	expect_every_command(rig, "copy.db", "WA", "192837\n" RIG_SUPERVISOR_PIN "\n");
	rig_free(rig);
}

/* --- several at once ---------------------------------------------------------------------------------------------------- */

static void
begin_adding(struct rig *rig, const char *letter, int digit, struct command ran[AT_ONCE])
{
	for (int i = 0; i < AT_ONCE; i++) {
		char initials[4], pin[24];

		assert_int_equal(
			str_format(initials, sizeof(initials), "%s%d", letter, i), ST_OK);
		assert_int_equal(str_format(pin, sizeof(pin),
					 "%d274%d1\n" RIG_SUPERVISOR_PIN "\n", digit, i),
			ST_OK);
		ran[i] = command_begin(rig, pin,
			(const char *const[]){ "staff", "add", "--name", "Wati", "--initials",
				initials, "--role", "officer", NULL });
	}
}

static void
expect_all_added(struct rig *rig, struct command ran[AT_ONCE], int64_t staff)
{
	for (int i = 0; i < AT_ONCE; i++)
		command_end(&ran[i], "staff add", 0, "");
	assert_int_equal(kiosk_number(rig, STAFF), staff);
}

static void
commands__at_once__are_all_done(void **state)
{
	struct command ran[AT_ONCE];
	struct rig *rig;
	int64_t staff;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	staff = kiosk_number(rig, STAFF);
	begin_adding(rig, "A", 8, ran);
	expect_all_added(rig, ran, staff + AT_ONCE);
	begin_adding(rig, "B", 7, ran); /* and a kiosk that starts among them */
	expect_idle(rig);
	expect_all_added(rig, ran, staff + 2 * AT_ONCE);
	expect_kiosk_number(rig, STARTS, 1);
	begin_adding(rig, "C", 9, ran);
	expect_all_added(rig, ran, staff + 3 * AT_ONCE);
	COMMAND(rig, 0, "journal whole", "", "log", "--verify");
	rig_free(rig);
}

/* --- whose it is -------------------------------------------------------------------------------------------------------- */

/* Root is let in everywhere and becomes somebody else; everybody else loses the folder. */
static void
command__of_another_user__is_told_whose_it_is(void **state)
{
	static const char *const as_nobody[] = { "setpriv", "--reuid=65534", "--regid=65534",
		"--clear-groups" };
	const char *argv[12] = { NULL };
	struct command ran = { .child.pidfd = -1, .in = command_file(""), .out = command_file("") };
	char kiosk[PATH_ROOM];
	struct rig *rig;
	size_t n = 0;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	file_of(rig, "kiosk", kiosk);
	if (geteuid() == 0) {
		assert_int_equal(chmod(rig_folder(rig), 0755), 0);
		assert_int_equal(chmod(rig_config(rig), 0644), 0);
		for (; n < ARRAY_LEN(as_nobody); n++)
			argv[n] = as_nobody[n];
	} else {
		assert_int_equal(chmod(kiosk, 0), 0);
	}
	argv[n++] = rig_build("bin/anjungan");
	argv[n++] = "--config";
	argv[n++] = rig_config(rig);
	argv[n++] = "log";
	assert_int_equal(child_start(argv, NULL, ran.in, ran.out, &ran.child), ST_OK);
	command_end(&ran, "log", 1, "do this as that user, or as root");
	assert_int_equal(chmod(kiosk, 0700), 0);
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands__beside_a_kiosk__do_what_they_do_without),
		cmocka_unit_test(staff__added_beside_a_kiosk__join_there_and_leave_no_pin),
		cmocka_unit_test(sync__beside_a_kiosk__has_it_send_while_keys_are_answered),
		cmocka_unit_test(sync__after_a_kill__is_the_writer_itself),
		cmocka_unit_test(commands__at_once__are_all_done),
		cmocka_unit_test(command__of_another_user__is_told_whose_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
