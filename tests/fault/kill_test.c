/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real kiosk and the real centre, killed with -9 in turns while a claim goes from the review to its receipt: the
 * moments are drawn from a seeded series, over as long as such a claim takes here, on a good line, on a slow one, and on
 * one that loses the answer. What was killed starts again, the outbox comes to rest, and centre, screen, paper and
 * journal are compared.
 *
 * Each kill has programs and a state of its own. FAULT_STRIDE=10 makes every tenth. The table goes to
 * $BUILD/report/fault-kill.txt, too.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"
#include "tests/e2e/rig.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "tests/fault/must.h"
#include "tests/fault/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NIK      "6308055203600001"
#define SAVED    "TERSIMPAN DI KIOS"
#define RECEIVED "DITERIMA PUSAT"

#define OF_PERSON  "SELECT count(*) FROM claim WHERE nik = '" NIK "'"
#define KEPT       "SELECT count(*) FROM claim"
#define UNSETTLED  "SELECT count(*) FROM request WHERE state IN (0, 1)"
#define OUR_NUMBER "SELECT CAST(substr(number, 10) AS INTEGER) FROM claim"
#define ITS_NUMBER                                                                             \
	"SELECT CAST(substr(claim_number, 10) AS INTEGER) FROM claim WHERE nik = '" NIK "'"

enum {
	KILLS = 100,
	LANES = 6,
	SETTLE_MS = 60000, /* a back-off of seconds, on a machine that is busy */
	PAPER_MAX = 1 << 20,
	TRIAL_S = 240,
	SPAN_MIN_MS = 20,
	APART_MS = 150, /* the same key sooner is one press */
};

/* clang-format off */
static const struct move to_review[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST,
	{ "1", "Uang dikirim ke BRI …7501. Benar?" }, MOVES_REVIEW, { NULL, NULL },
};
/* clang-format on */

static const struct line {
	const char *name;
	const char *const faults[3];
} lines[] = {
	{ "good line", { NULL } },
	{ "slow line", { "POST /v1/visits/*/claims:delay=150", NULL } },
	{ "answer lost", { "POST /v1/visits/*/claims:drop-after:n=1", NULL } },
};

enum victim { VICTIM_KIOSK, VICTIM_CENTRE, VICTIMS };
static const char *const victims[] = { "kiosk", "centre" };

/* Where the kill found the claim. */
#define PLACE_LIST(X)                                                                          \
	X(PLACE_NOWHERE, "not yet on disk")                                                    \
	X(PLACE_KIOSK, "at the kiosk alone")                                                   \
	X(PLACE_CENTRE, "at the centre, no paper")                                             \
	X(PLACE_PAPER, "on paper")

#define MARK_LIST(X)                                                                           \
	X(MARK_GOOD, "good")                                                                   \
	X(MARK_BROKEN, "broken")                                                               \
	X(MARK_UNTRUE, "untrue")                                                               \
	X(MARK_DOUBLED, "doubled")                                                             \
	X(MARK_LOST, "lost")

#define LIST_ENUM(name, words)  name,
#define LIST_WORDS(name, words) words,
enum place { PLACE_LIST(LIST_ENUM) PLACES };
enum mark { MARK_LIST(LIST_ENUM) MARKS };
static const char *const mark_words[] = { MARK_LIST(LIST_WORDS) };

/* --- one kill ----------------------------------------------------------------------------------------------------- */

struct trial {
	const struct line *line;
	enum victim victim;
	int after_ms; /* the key that confirms */
	struct rig *rig;
	enum place place;
	bool told_saved, told_received, paper_untrue; /* by screen or paper */
};

static int64_t
at_centre(struct trial *t, const char *sql)
{
	int64_t number = -1;

	MUST(rig_central_number(t->rig, sql, &number) == ST_OK);
	return number;
}

static void
come_to_review(struct trial *t)
{
	const struct rig_options options = { .faults = t->line->faults };

	MUST(rig_new(&options, &t->rig) == ST_OK);
	expect_idle(t->rig);
	play(t->rig, "to the review", to_review, NULL, 0);
	terminal_settle(rig_kiosk(t->rig), APART_MS);
}

static bool
paper_says(struct rig *rig, int n, const char *words)
{
	struct buf bytes;
	bool says;

	buf_init(&bytes, PAPER_MAX);
	MUST(rig_receipt(rig, n, &bytes) == ST_OK);
	says = memmem(bytes.data, bytes.len, words, strlen(words)) != NULL;
	buf_free(&bytes);
	return says;
}

/* What a person has read so far; "received" must be true already. */
static void
read_what_is_told(struct trial *t)
{
	const struct terminal *screen = rig_kiosk(t->rig);
	int papers = rig_receipts(t->rig);
	bool received = terminal_has(screen, "Klaim Anda " RECEIVED);

	for (int i = 1; i <= papers; i++)
		received = paper_says(t->rig, i, RECEIVED) || received;
	t->told_saved = t->told_saved || papers > 0 || terminal_has(screen, SAVED);
	t->told_received = t->told_received || received;
	if (received && at_centre(t, OF_PERSON) == 0)
		t->paper_untrue = true;
}

static void
note_place(struct trial *t)
{
	t->place = rig_receipts(t->rig) > 0         ? PLACE_PAPER
		   : at_centre(t, OF_PERSON) > 0    ? PLACE_CENTRE
		   : kiosk_number(t->rig, KEPT) > 0 ? PLACE_KIOSK
						    : PLACE_NOWHERE;
}

static void
kill_and_start_again(struct trial *t)
{
	if (t->victim == VICTIM_KIOSK)
		rig_kiosk_kill(t->rig);
	else
		rig_central_kill(t->rig);
	read_what_is_told(t);
	note_place(t);
	if (t->victim == VICTIM_CENTRE) {
		MUST(rig_central_start(t->rig, NULL) == ST_OK);
		return;
	}
	MUST(rig_kiosk_start(t->rig) == ST_OK);
	EXPECT_TEXT(rig_kiosk(t->rig), MOVES_IDLE);
}

/* A kiosk that lives on goes on by itself until there is paper. */
static bool
comes_to_rest(struct trial *t)
{
	int64_t end = loop_now_ms() + SETTLE_MS;

	while (loop_now_ms() < end) {
		bool goes_on = t->victim == VICTIM_CENTRE && rig_receipts(t->rig) == 0;

		if (!goes_on && kiosk_number(t->rig, UNSETTLED) == 0)
			return true;
		terminal_settle(rig_kiosk(t->rig), 50);
	}
	return false;
}

static bool
journal_is_whole(struct rig *rig)
{
	static const char *const verify[] = { "log", "--verify", NULL };
	struct buf output;
	enum status st;
	int how = -1;

	buf_init(&output, PAPER_MAX);
	st = rig_command(rig, verify, NULL, &output, &how);
	if (st != ST_OK || how != 0)
		(void)fprintf(stderr, "%s\n", output.data);
	buf_free(&output);
	return st == ST_OK && how == 0;
}

static enum mark
judge(struct trial *t)
{
	bool rests = comes_to_rest(t);
	int64_t claims = at_centre(t, OF_PERSON), kept = kiosk_number(t->rig, KEPT);

	read_what_is_told(t);
	if (claims > 1 || kept > 1)
		return MARK_DOUBLED;
	if (!rests || claims != kept || (claims == 0 && (t->told_saved || t->told_received)))
		return MARK_LOST;
	if (t->paper_untrue ||
		(kept == 1 && kiosk_number(t->rig, OUR_NUMBER) != at_centre(t, ITS_NUMBER)))
		return MARK_UNTRUE;
	rig_kiosk_kill(t->rig);
	return journal_is_whole(t->rig) ? MARK_GOOD : MARK_BROKEN;
}

static enum mark
run_trial(struct trial *t)
{
	enum mark mark;

	come_to_review(t);
	MUST(terminal_type(rig_kiosk(t->rig), "1") == ST_OK);
	terminal_settle(rig_kiosk(t->rig), t->after_ms);
	kill_and_start_again(t);
	mark = judge(t);
	if (mark != MARK_GOOD)
		terminal_dump(rig_kiosk(t->rig), stderr);
	rig_free(t->rig);
	return mark;
}

/* --- how long a claim takes here ---------------------------------------------------------------------------------- */

/* From the key to the paper that says "received". */
static int
measure(const struct line *line)
{
	struct trial t = { .line = line };
	int64_t begin;
	int ms;

	come_to_review(&t);
	begin = loop_now_ms();
	MUST(terminal_type(rig_kiosk(t.rig), "1") == ST_OK);
	MUST(rig_wait_receipts(t.rig, 1, EXPECT_MS) == ST_OK);
	ms = (int)(loop_now_ms() - begin);
	MUST(paper_says(t.rig, 1, RECEIVED));
	rig_free(t.rig);
	return ms < SPAN_MIN_MS ? SPAN_MIN_MS : ms;
}

/* --- all kills ---------------------------------------------------------------------------------------------------- */

struct lane {
	pid_t pid;
	int number; /* of the kill */
	int words;
};

/* What the processes leave: in memory they share. */
struct result {
	enum place place;
	int after_ms;
};

struct tally {
	int tried, mark[MARKS], place[PLACES];
};

struct kills {
	struct lane lane[LANES];
	struct result *result; /* KILLS of them */
	int span_ms[ARRAY_LEN(lines)];
	struct tally tally[ARRAY_LEN(lines)][VICTIMS], sum;
};

/* splitmix64: the same series everywhere */
static double
chance_of(int number)
{
	uint64_t z = ((uint64_t)number + 20261123) * 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0; /* 2^53 */
}

static size_t
line_of(int number)
{
	return (size_t)number / VICTIMS % ARRAY_LEN(lines);
}

/* More of them early, where what is written is written; some a little later than a claim takes. */
static int
moment_of(int number, int span_ms)
{
	double chance = chance_of(number);

	return (int)(chance * chance * span_ms * 1.2);
}

static void
start(struct kills *kills, struct lane *lane, int number)
{
	struct result *result = &kills->result[number];
	struct trial t = { .line = &lines[line_of(number)],
		.victim = (enum victim)(number % VICTIMS) };

	t.after_ms = moment_of(number, kills->span_ms[line_of(number)]);
	lane->number = number;
	lane->words = memfd_create("words", MFD_CLOEXEC);
	MUST(lane->words >= 0);
	fflush(NULL);
	lane->pid = fork();
	MUST(lane->pid >= 0);
	if (lane->pid == 0) {
		enum mark mark;

		(void)alarm(TRIAL_S);
		MUST(dup2(lane->words, STDOUT_FILENO) >= 0);
		MUST(dup2(lane->words, STDERR_FILENO) >= 0);
		mark = run_trial(&t);
		*result = (struct result){ t.place, t.after_ms };
		_exit((int)mark);
	}
}

static void
show_words(const struct kills *kills, const struct lane *lane, int mark)
{
	char chunk[4096];
	ssize_t n;
	off_t at = 0;

	(void)fprintf(stderr, "kill %d, %s, %s after %d ms: %s\n", lane->number,
		lines[line_of(lane->number)].name, victims[lane->number % VICTIMS],
		kills->result[lane->number].after_ms, mark_words[mark]);
	for (; (n = pread(lane->words, chunk, sizeof(chunk), at)) > 0; at += n)
		(void)fwrite(chunk, 1, (size_t)n, stderr);
}

static void
add(struct tally *tally, int mark, enum place place)
{
	tally->tried++;
	tally->mark[mark]++;
	tally->place[place]++;
}

static void
take(struct kills *kills, struct lane *lane, int status)
{
	int mark = WIFEXITED(status) && WEXITSTATUS(status) < MARKS ? WEXITSTATUS(status)
								    : MARK_BROKEN;
	enum place place = kills->result[lane->number].place;

	add(&kills->tally[line_of(lane->number)][lane->number % VICTIMS], mark, place);
	add(&kills->sum, mark, place);
	if (mark != MARK_GOOD)
		show_words(kills, lane, mark);
	(void)close(lane->words);
	lane->pid = 0;
}

static void
wait_for_one(struct kills *kills)
{
	int status = 0;
	pid_t pid = wait(&status);

	MUST(pid > 0);
	for (size_t i = 0; i < LANES; i++)
		if (kills->lane[i].pid == pid)
			take(kills, &kills->lane[i], status);
}

static struct lane *
free_lane(struct kills *kills)
{
	for (size_t i = 0; i < LANES; i++)
		if (kills->lane[i].pid == 0)
			return &kills->lane[i];
	return NULL;
}

/* The stride is taken in pairs: the kiosk and the centre in turns also where most are left out. */
static void
run_all(struct kills *kills, int stride)
{
	for (int i = 0; i * stride < KILLS; i++) {
		int number = i / VICTIMS * VICTIMS * stride + i % VICTIMS;

		if (number >= KILLS)
			break;
		while (free_lane(kills) == NULL)
			wait_for_one(kills);
		start(kills, free_lane(kills), number);
	}
	for (size_t i = 0; i < LANES; i++)
		while (kills->lane[i].pid != 0)
			wait_for_one(kills);
}

/* --- reports ------------------------------------------------------------------------------------------------------ */

static void
print_row(FILE *out, const char *name, const char *victim, const struct tally *t)
{
	(void)fprintf(out, "%-13s %-7s %5d  %6d %6d %7d %6d  %4d %7d %6d %6d\n", name, victim,
		t->tried, t->place[PLACE_NOWHERE], t->place[PLACE_KIOSK],
		t->place[PLACE_CENTRE], t->place[PLACE_PAPER], t->mark[MARK_LOST],
		t->mark[MARK_DOUBLED], t->mark[MARK_UNTRUE], t->mark[MARK_BROKEN]);
}

static void
print_table(FILE *out, const struct kills *kills)
{
	(void)fprintf(out, "%-13s %-7s %5s  %6s %6s %7s %6s  %4s %7s %6s %6s\n", "kill -9 on a",
		"of the", "tried", "before", "kept", "centre", "paper", "lost", "doubled",
		"untrue", "broken");
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		for (int victim = 0; victim < VICTIMS; victim++)
			print_row(
				out, lines[i].name, victims[victim], &kills->tally[i][victim]);
	print_row(out, "all", "", &kills->sum);
}

static int
write_json(const struct tally *sum, int stride)
{
	FILE *out = report_open("fault-kill.json");
	int goal = KILLS / stride;

	if (out == NULL)
		return -1;
	report_row(out, true,
		(struct report_row){ "kill -9 of the real programs", "kills", sum->tried, goal,
			sum->tried >= goal });
	for (int mark = MARK_BROKEN; mark < MARKS; mark++)
		report_row(out, false,
			(struct report_row){ mark_words[mark], "kills", sum->mark[mark], 0,
				sum->mark[mark] == 0 });
	(void)fputs("]\n", out);
	return fclose(out);
}

static bool
is_good(const struct tally *tally)
{
	return tally->mark[MARK_GOOD] == tally->tried;
}

static int
report(const struct kills *kills, int stride)
{
	FILE *out = report_open("fault-kill.txt");
	int bad = 0;

	if (out == NULL)
		return 2;
	print_table(out, kills);
	if (fclose(out) != 0 || write_json(&kills->sum, stride) != 0)
		return 2;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		for (int victim = 0; victim < VICTIMS; victim++) {
			bool good = is_good(&kills->tally[i][victim]);
			char group[32];

			if (kills->tally[i][victim].tried == 0)
				continue;
			MUST(str_format(group, sizeof(group), "killed_%s__on",
				     victims[victim]) == ST_OK);
			report_test(good, group, lines[i].name);
			bad += !good;
		}
	return bad > 0;
}

int
main(void)
{
	const char *text = getenv("FAULT_STRIDE");
	int stride = text ? (int)strtol(text, NULL, 10) : 1;
	static struct kills kills;

	if (stride < 1 || stride > KILLS / VICTIMS)
		return 2;
	kills.result = mmap(NULL, KILLS * sizeof(*kills.result), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	MUST(kills.result != MAP_FAILED);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		kills.span_ms[i] = measure(&lines[i]);
	run_all(&kills, stride);
	return report(&kills, stride);
}
