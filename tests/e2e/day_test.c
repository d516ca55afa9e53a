/* SPDX-License-Identifier: Apache-2.0 */
/* A day of the counter: what an officer vouched for stands on its slip, and the head of the journal it ended with lies at
 * the centre and holds against the journal. */
#include "base/str.h"
#include "tests/e2e/command.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define NIK "6308055203600001"

enum { ARRIVE_MS = 20000 };

/* clang-format off */
static const struct move without_centre[] = {
	MOVES_OFFLINE(NIK), MOVES_OFFLINE_KTP, MOVES_CONTACT("081200000001", "012301004567501"),
	{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
/* clang-format on */

static const struct move review[] = {
	{ "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, { "1", "ketik PIN Anda" },
	{ RIG_SUPERVISOR_PIN "\r", "apa yang Anda lakukan?" }, { "6", "Supervisor: apa" },
	{ "1", "Perlu ditinjau: 1 dari 1" }, { "1", "Mengapa?" },
	{ "1", "Tidak ada yang perlu ditinjau" }, { "4", "Supervisor: apa" },
	{ "2", "Catatan, yang terbaru dulu" }, { NULL, "SY: tinjauan dicatat – sesuai" },
	{ NULL, NULL } };

static void
day(struct rig *rig, const char *input, int code, const char *const *arguments,
	char ret_words[COMMAND_WORDS])
{
	struct command command = command_begin(rig, input, arguments);

	command_end_with(&command, "day", code, ret_words);
}

#define DAY(rig, code, ret_words, input, ...)                                                  \
	day(rig, input, code, (const char *const[]){ "day", __VA_ARGS__, NULL }, ret_words)

static void
expect_words(const char *words, const char *has)
{
	if (strstr(words, has) == NULL)
		fail_msg("not \"%s\" in: %s", has, words);
}

/* What the slip says beside a label, the first with that name. */
static long
number_of(const char *slip, const char *label)
{
	const char *at = strstr(slip, label);

	if (at == NULL)
		fail_msg("no %s in: %s", label, slip);
	return strtol(at + strlen(label), NULL, 10);
}

/* The slip counts what the centre's own database holds of this kiosk. */
static void
expect_counts(struct rig *rig, long claims, long waiting)
{
	char words[COMMAND_WORDS];
	int64_t held = -1;

	DAY(rig, 0, words, "", "slip");
	assert_int_equal(rig_central_number(rig,
				 "SELECT count(*) FROM claim WHERE kiosk='KIOSK-TEST'", &held),
		ST_OK);
	assert_int_equal(number_of(words, "Klaim "), claims);
	assert_int_equal(number_of(words, "Di pusat "), held);
	assert_int_equal(number_of(words, "Menunggu "), waiting);
	assert_int_equal(held, claims - waiting);
}

/* Opening it printed what the machine is like. */
static void
expect_readiness_slip(struct rig *rig)
{
	struct buf paper;

	buf_init(&paper, 1 << 16);
	assert_int_equal(rig_wait_receipts(rig, 1, ARRIVE_MS), ST_OK);
	assert_int_equal(rig_receipt(rig, 1, &paper), ST_OK);
	assert_non_null(memmem(paper.data, paper.len, "MESIN SIAP", 10));
	buf_free(&paper);
}

static void
day__that_is_closed_has_its_head_at_the_centre(void **state)
{
	char words[COMMAND_WORDS], head[200] = "";
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	expect_idle(rig);
	DAY(rig, 1, words, "000001\n", "open");
	expect_words(words, "A PIN of staff who may do this is needed");
	DAY(rig, 0, words, RIG_OFFICER_PIN "\n", "open", "--print");
	expect_words(words, "Mesin siap: ");
	expect_readiness_slip(rig);
	DAY(rig, 1, words, RIG_OFFICER_PIN "\n", "open");
	expect_words(words, "It is so already");
	rig_central_kill(rig);
	play(rig, "without centre", without_centre, NULL, 0);
	expect_counts(rig, 1, 1);
	DAY(rig, 0, words, "", "slip");
	expect_words(words, "KEADAAN HARI INI");
	expect_words(words, "Perlu ditinjau");
	expect_words(words, "Klaim tanpa wajah yang cocok RN");
	play(rig, "review", review, NULL, 0);
	DAY(rig, 0, words, "", "slip");
	if (strstr(words, "Klaim tanpa wajah") != NULL)
		fail_msg("still to be looked at: %s", words);
	/* Nobody answers: the day closes all the same, and the head waits. */
	DAY(rig, 0, words, RIG_SUPERVISOR_PIN "\n", "close", "--print");
	expect_words(words, "HARI DITUTUP");
	assert_int_equal(kiosk_text(rig, "SELECT head FROM day", head, sizeof(head)), ST_OK);
	assert_true(strlen(head) > 100);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_wait_central(rig, "SELECT count(*) FROM journal_head", 1, ARRIVE_MS), ST_OK);
	expect_kiosk_number(rig, "SELECT count(*) FROM claim WHERE number NOT NULL", 1);
	expect_counts(rig, 1, 0);
	COMMAND(rig, 0, "journal whole", "", "log", "--verify", "--head", head);
	rig_free(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(day__that_is_closed_has_its_head_at_the_centre),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
