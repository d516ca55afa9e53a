/* SPDX-License-Identifier: Apache-2.0 */
/* `anjungan report` beside a kiosk at which two people were: one claimed with an officer, one walked away. */
#include "tests/e2e/command.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/str.h"
#include "rules/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NIK  "6308055203600001"
#define SLOW "SELECT count(*) FROM journal WHERE event='kiosk.slow-turn'"

enum { WITA_S = 8 * 3600 };

/* clang-format off */
static const struct move claims[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST,
	{ "1", "Anda terima Rp8.450.000" }, MOVES_CONFIRM, MOVES_END };
static const struct move walks_away[] = {
	MOVES_FIND(NIK), { "*", "Berapa NIK Anda?" }, { "*", "Anda mau apa?" },
	{ "*", MOVES_IDLE }, { NULL, NULL } };
/* clang-format on */

static struct rig *
serve(void)
{
	struct rig *rig;

	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "claims", claims, NULL, 0);
	play(rig, "walks away", walks_away, NULL, 0);
	expect_kiosk_number(rig, "SELECT count(*) FROM journal WHERE event='visit.end'", 2);
	return rig;
}

/* So that midnight may pass meanwhile. */
static void
yesterday_and_today(char ret_from[DATE_ISO], char ret_to[DATE_ISO])
{
	int second;
	struct date today = date_of_unix(time(NULL), WITA_S, &second);

	date_format_iso(date_add_days(today, -1), ret_from);
	date_format_iso(date_add_days(today, 1), ret_to);
}

static void
expect_words(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words) == NULL)
			fail_msg("not \"%s\": %s", *words, text);
}

static void
report__beside_a_kiosk__has_the_right_counts(void **state)
{
	static const char *const expected[] = { "all,visits,2,", "programme,received,50.0,%,1,2,0",
		"target,received-60,50.0,%,1,2,0", "target,received-60-alone,0.0,%,0,1,0",
		"target,received-60-assisted,100.0,%,1,1,0", "satisfaction,score,5.0,dari 5,5,1,0",
		"overall,settled,,%,0,0,1", "running,offline,0.0,%,0,1,0", "stops,menu/menu,1,",
		"ends,finished,1,", "ends,left,1,", "steps,claim/nik,", NULL };
	struct rig *rig = serve();
	char from[DATE_ISO], to[DATE_ISO], words[COMMAND_WORDS];
	struct command command;

	(void)state;
	yesterday_and_today(from, to);
	command = command_begin(rig, "",
		(const char *const[]){ "report", "--from", from, "--to", to, "--format", "csv",
			NULL });
	command_end_with(&command, "report", 0, words);
	expect_words(words, expected);
	assert_null(strstr(words, NIK));
	expect_kiosk_number(rig,
		"SELECT count(*) FROM journal WHERE event='report.read' AND detail='csv'"
		" AND actor='command-line'",
		1);
	assert_int_equal(kiosk_number(rig, SLOW), 0);
	rig_free(rig);
}

static void
report__of_a_day_without_anybody_knows_nothing(void **state)
{
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	COMMAND(rig, 0, "–", "", "report", "--day", "2001-02-28");
	COMMAND(rig, 0, "programme,received,,%,0,0,0", "", "report", "--month", "2001-02",
		"--format", "csv");
	rig_free(rig);
}

static void
report__writes_a_file_whole_or_not_at_all(void **state)
{
	struct rig *rig;
	char dir[] = "/tmp/report-XXXXXX", file[64], part[64];
	struct stat st;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	assert_non_null(mkdtemp(dir));
	assert_int_equal(str_format(file, sizeof(file), "%s/a.html", dir), ST_OK);
	assert_int_equal(str_format(part, sizeof(part), "%s/a.html.part", dir), ST_OK);
	COMMAND(rig, 0, "", "", "report", "--month", "2026-11", "--format", "html", "-o", file);
	assert_int_equal(stat(file, &st), 0);
	assert_true(st.st_size > 1000);
	assert_int_equal(access(part, F_OK), -1);
	COMMAND(rig, 1, "No report was made", "", "report", "--day", "2026-11-23", "-o",
		"/nowhere/a.html");
	assert_int_equal(unlink(file), 0);
	assert_int_equal(rmdir(dir), 0);
	rig_free(rig);
}

static void
report__refuses_what_it_cannot_read(void **state)
{
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	COMMAND(rig, 2, "usage", "", "report");
	COMMAND(rig, 2, "usage", "", "report", "--day", "2026-02-30");
	COMMAND(rig, 2, "usage", "", "report", "--month", "2026-13");
	COMMAND(rig, 2, "usage", "", "report", "--month", "2026-1");
	COMMAND(rig, 2, "usage", "", "report", "--from", "2026-02-01");
	COMMAND(rig, 2, "usage", "", "report", "--from", "2026-02-02", "--to", "2026-02-01");
	COMMAND(rig, 2, "usage", "", "report", "--day", "2026-02-01", "--month", "2026-02");
	COMMAND(rig, 2, "usage", "", "report", "--day", "2026-02-01", "--format", "pdf");
	COMMAND(rig, 2, "usage", "", "report", "--day", "2026-02-01", "-o");
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(report__beside_a_kiosk__has_the_right_counts),
		cmocka_unit_test(report__of_a_day_without_anybody_knows_nothing),
		cmocka_unit_test(report__writes_a_file_whole_or_not_at_all),
		cmocka_unit_test(report__refuses_what_it_cannot_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
