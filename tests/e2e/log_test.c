/* SPDX-License-Identifier: Apache-2.0 */
/* The log from the command line, beside a running kiosk: filters, formats, following, and who read what. */
#include "base/str.h"
#include "tests/e2e/command.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#define NIK   "6308055203600001"
#define OTHER "6308051203700002"
#define SLOW  "SELECT count(*) FROM journal WHERE event='kiosk.slow-turn'"

/* clang-format off */
static const struct move without_centre[] = {
	MOVES_OFFLINE(NIK), MOVES_OFFLINE_KTP, MOVES_CONTACT("081200000001", "012301004567501"),
	{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
/* clang-format on */

/* A kiosk that has taken a claim without the centre. */
static struct rig *
serve(void)
{
	struct rig *rig;

	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "without centre", without_centre, NULL, 0);
	return rig;
}

static void
read_log(struct rig *rig, const char *input, const char *const *arguments,
	char ret_words[COMMAND_WORDS])
{
	struct command command = command_begin(rig, input, arguments);

	command_end_with(&command, "log", 0, ret_words);
}

#define READ(rig, ret_words, input, ...)                                                       \
	read_log(rig, input, (const char *const[]){ "log", __VA_ARGS__, NULL }, ret_words)

static int
lines_of(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

static void
expect_every_line(const char *text, const char *has)
{
	char line[512];

	assert_true(text[0] != '\0');
	while (*text) {
		size_t n = strcspn(text, "\n");

		assert_true(n < sizeof(line));
		memcpy(line, text, n);
		line[n] = '\0';
		if (strstr(line, has) == NULL)
			fail_msg("not \"%s\": %s", has, line);
		text += n + (text[n] == '\n');
	}
}

/* --- filters ------------------------------------------------------------------------------------------------------------ */

static void
log__beside_a_kiosk__shows_what_its_filters_say(void **state)
{
	struct rig *rig = serve();
	char words[COMMAND_WORDS];

	(void)state;
	READ(rig, words, "", "--event", "claim.confirm");
	assert_int_equal(lines_of(words), 1);
	READ(rig, words, "", "--event", "claim.*", "--service", "claim");
	expect_every_line(words, "[claim.");
	READ(rig, words, "", "--service", "claim", "--limit", "1000");
	expect_every_line(words, " claim ");
	READ(rig, words, "", "--actor", "kiosk", "--event", "kiosk.start");
	assert_int_equal(lines_of(words), 1);
	READ(rig, words, NIK "\n", "--nik", "--limit", "1000");
	assert_true(lines_of(words) > 5);
	assert_null(strstr(words, NIK));
	READ(rig, words, OTHER "\n", "--nik");
	assert_string_equal(words, "");
	READ(rig, words, "", "--day", "1999-01-01");
	assert_string_equal(words, "");
	assert_int_equal(kiosk_number(rig, SLOW), 0);
	rig_free(rig);
}

static void
log__finds_the_visit_of_a_receipt(void **state)
{
	struct rig *rig = serve();
	char words[COMMAND_WORDS], code[16] = "";

	(void)state;
	assert_int_equal(kiosk_text(rig, "SELECT code FROM claim", code, sizeof(code)), ST_OK);
	READ(rig, words, "", "--code", code, "--event", "claim.confirm");
	assert_int_equal(lines_of(words), 1);
	COMMAND(rig, 1, "No claim or ticket of this code", "", "log", "--code", "2GQFENAAG");
	rig_free(rig);
}

static void
log__refuses_what_it_cannot_read(void **state)
{
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 0, "log.read", "", "log");
	COMMAND(rig, 2, "usage", "", "log", "--nik");
	COMMAND(rig, 2, "usage", "", "log", "--day", "2026-02-30");
	COMMAND(rig, 2, "usage", "", "log", "--day", "2026-02-20", "--to", "2026-02-21");
	COMMAND(rig, 2, "usage", "", "log", "--event");
	COMMAND(rig, 2, "usage", "", "log", "--code", "AAAAAAAAA");
	COMMAND(rig, 2, "usage", "", "log", "--limit", "0");
	COMMAND(rig, 2, "usage", "", "log", "--format", "xml");
	COMMAND(rig, 2, "usage", "", "log", "--colour");
	COMMAND(rig, 2, "usage", "", "log", NIK);
	rig_free(rig);
}

/* --- formats and following ------------------------------------------------------------------------------------------------ */

static void
log__writes_csv_and_json(void **state)
{
	struct rig *rig = serve();
	char words[COMMAND_WORDS];

	(void)state;
	READ(rig, words, "", "--format", "csv", "--event", "claim.confirm");
	assert_int_equal(lines_of(words), 2);
	assert_memory_equal(
		words, "seq,time,visit,actor,event,outcome,service,subject,detail,words\n", 64);
	assert_non_null(strstr(words, ",claim.confirm,ok,claim,"));
	READ(rig, words, "", "--format", "json", "--event", "claim.confirm");
	assert_int_equal(lines_of(words), 1);
	assert_non_null(strstr(words, "\"event\":\"claim.confirm\""));
	assert_non_null(strstr(words, "\"words\":\"klaim dikonfirmasi peserta\""));
	assert_non_null(strstr(words, "\"service\":\"claim\""));
	assert_null(strstr(words, NIK));
	rig_free(rig);
}

/* --- the chain ------------------------------------------------------------------------------------------------------------ */

static void
kiosk_change(struct rig *rig, const char *sql)
{
	char path[512];
	sqlite3 *db = NULL;

	assert_int_equal(
		str_format(path, sizeof(path), "%s/kiosk/anjungan.db", rig_folder(rig)), ST_OK);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
log_verify__names_what_was_changed(void **state)
{
	struct rig *rig;
	char words[COMMAND_WORDS], text[512];
	const char *head;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 0, "log.read", "", "log");
	READ(rig, words, "", "--verify");
	assert_non_null(strstr(words, "journal whole"));
	head = strstr(words, "head ");
	assert_non_null(head);
	head += 5;
	assert_int_equal(
		str_format(text, sizeof(text), "%.*s", (int)strcspn(head, "\n"), head), ST_OK);
	COMMAND(rig, 0, "journal whole", "", "log", "--verify", "--head", text);
	text[strlen(text) - 10] = text[strlen(text) - 10] == 'A' ? 'B' : 'A';
	COMMAND(rig, 1, "did not sign", "", "log", "--verify", "--head", text);
	COMMAND(rig, 2, "usage", "", "log", "--verify", "--head", "1:2:3");
	COMMAND(rig, 2, "usage", "", "log", "--head", text);
	kiosk_change(rig, "DROP TRIGGER journal_stays;"
			  "UPDATE journal SET outcome='no' WHERE seq=2");
	COMMAND(rig, 1, "journal broken at row 2\n  row 2 (", "", "log", "--verify");
	COMMAND(rig, 1, "is not what was written there", "", "log", "--verify");
	rig_free(rig);
}

/* As of a kiosk whose clock was in 2023. */
static void
log_archive__puts_old_rows_away(void **state)
{
	struct rig *rig;
	char words[COMMAND_WORDS], file[64] = "", copy[512];

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 0, "log.read", "", "log");
	COMMAND(rig, 0, "old rows are in archive", "", "log", "--archive");
	assert_int_equal(kiosk_number(rig, "SELECT count(*) FROM journal_archive"), 0);
	assert_int_equal(kiosk_number(rig, "SELECT min(seq) FROM journal"), 1);
	kiosk_change(rig, "DROP TRIGGER journal_stays; UPDATE journal SET time_ms=1700000000000"
			  " WHERE seq<=2");
	expect_idle(rig);
	COMMAND(rig, 0, "old rows are in archive", "", "log", "--archive");
	assert_int_equal(kiosk_number(rig, "SELECT min(seq) FROM journal"), 3);
	assert_int_equal(
		kiosk_text(rig, "SELECT file FROM journal_archive", file, sizeof(file)), ST_OK);
	READ(rig, words, "", "--in", file);
	assert_int_equal(lines_of(words), 2);
	assert_non_null(strstr(words, "2023-11-15"));
	READ(rig, words, "", "--day", "2023-11-15");
	assert_int_equal(lines_of(words), 2);
	assert_int_equal(
		str_format(copy, sizeof(copy), "%s/copy.db", rig_folder(rig)), ST_OK);
	COMMAND(rig, 0, "archives of the journal: 1, in", "", "backup", copy);
	COMMAND(rig, 1, "the name of a file in archive", "", "log", "--in", "anjungan.db");
	assert_int_equal(kiosk_number(rig, SLOW), 0);
	rig_free(rig);
}

static void
wait_for_words(const struct command *command, const char *words)
{
	char said[COMMAND_WORDS];

	for (int i = 0; i < EXPECT_MS / 20; i++) {
		command_words(command, said);
		if (strstr(said, words) != NULL)
			return;
		(void)poll(NULL, 0, 20);
	}
	fail_msg("never said \"%s\": %s", words, said);
}

static void
log__follows_what_comes(void **state)
{
	struct rig *rig;
	struct command following;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 0, "log.read", "", "log");
	following = command_begin(rig, "",
		(const char *const[]){ "log", "--follow", "--event", "kiosk.*", NULL });
	expect_idle(rig); /* it does not hold the state */
	wait_for_words(&following, "kiosk.start");
	child_end(&following.child, SIGINT, EXPECT_MS);
	expect_kiosk_number(rig,
		"SELECT count(*) FROM journal WHERE event='log.read' AND detail='event'", 1);
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(log__beside_a_kiosk__shows_what_its_filters_say),
		cmocka_unit_test(log__finds_the_visit_of_a_receipt),
		cmocka_unit_test(log__refuses_what_it_cannot_read),
		cmocka_unit_test(log__writes_csv_and_json),
		cmocka_unit_test(log__follows_what_comes),
		cmocka_unit_test(log_verify__names_what_was_changed),
		cmocka_unit_test(log_archive__puts_old_rows_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
