/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole claim by keys, stopped at its N-th event (a call of the file system that changes something, a request that
 * leaves, an answer that comes, a print) for N = 1, 2, 3 … until a run is not hit any more; each N before and after the
 * event, in the middle of it, and with a power cut. Then the kiosk starts again on what is left, the outbox settles, and
 * the centre, the paper, what the person was told, and the journal are compared.
 *
 * Each life is a process of its own that really ends; state, centre and paper go on. FAULT_STRIDE=10 tries every tenth
 * point. The table goes to $BUILD/report/fault.txt, too.
 */
#include "tests/fault/world.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/escpos.h"
#include "tests/fake/vfs.h"
#include "work/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ACCOUNT "012301004567501"
#define ONLINE  "516308055203600001\r11"
#define OFFLINE "516308055203600001\r211"
#define CONTACT "\r081200000001\r1" ACCOUNT "\r"

enum { LINES = 2, MINUTE_MS = 60000, SETTLE_MS = 30 * MINUTE_MS, SETTLE_STEP_MS = 5000 };

/* --- what the person does ----------------------------------------------------------------------------------------- */

struct variant {
	const char *name;
	enum network network;
	bool paper_out;
	const char *keys_after; /* at the result; '.' 10 s pass */
	bool again;             /* the second life is stopped, too */
};

static const struct variant variants[] = {
	{ "online", NET_WORKS, false, "1", false },
	{ "offline_from_the_start", NET_AWAY, false, "1", false },
	{ "dropped_at_confirm", NET_DROPS, false, "1", false },
	{ "line_returns_meanwhile", NET_RETURNS, false, "..21", false },
	{ "reply_lost_after_commit", NET_LOSES_REPLY, false, "..1", false },
	{ "refused_by_the_centre", NET_REFUSES, false, "1", false },
	{ "delivered_twice", NET_DOUBLES, false, "1", false },
	{ "visit_forgotten", NET_FORGETS, false, "1", false },
	{ "not_admitted", NET_NOT_ADMITTED, false, "1", false },
	{ "paper_out_printed_again", NET_WORKS, true, "21", false },
	{ "stopped_twice", NET_LOSES_REPLY, false, ".1", true },
};

static void
press_at_result(struct fake_desk *fake, const char *keys)
{
	for (; *keys; keys++) {
		const char key[2] = { *keys, '\0' };

		fake_desk_expect(fake, "result");
		if (*keys == '.')
			fake_desk_pass(fake, 10000);
		else
			fake_desk_press(fake, key);
	}
	fake_desk_expect(fake, "survey");
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "idle");
}

static void
claim(struct fake_desk *fake, const struct variant *variant)
{
	bool offline = variant->network == NET_AWAY;

	fake_desk_press(fake, offline ? OFFLINE : ONLINE);
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_expect(fake, offline ? "kpj_too" : "data");
	fake_desk_press(fake, offline ? CONTACT : "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	press_at_result(fake, variant->keys_after);
}

/* --- the lives of one kiosk --------------------------------------------------------------------------------------- */

struct trial {
	const struct variant *variant;
	struct world *world;
	struct state state;
};

static void
begin_life(struct trial *trial, struct fake_desk *fake)
{
	struct world *world = trial->world;

	assert_int_equal(fake_desk_begin(fake, trial->state.dir, vfs_name(), world->wall_ms,
				 (uint64_t)world->life),
		ST_OK);
	world_join(world, fake);
	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
}

static void
live_and_claim(struct trial *trial)
{
	static struct fake_desk fake;

	world_watch_disk(trial->world);
	begin_life(trial, &fake);
	claim(&fake, trial->variant);
	fake_desk_end(&fake);
}

static void
look_into_store(struct world *world, struct fake_desk *fake, const struct outbox_counts *counts)
{
	struct store *store = fake->state.store;
	struct claim_got got;
	int64_t rows, broken;

	world->settled = counts->waiting + counts->sending == 0;
	world->parked = counts->parked;
	world->chain_whole = store_journal_verify(store, &rows, &broken) == ST_OK;
	world->kept = (int)state_number(&fake->state, "SELECT count(*) FROM claim");
	world->prints_called_done = (int)state_number(&fake->state,
		"SELECT count(*) FROM journal WHERE event='print.end' AND outcome='ok'");
	world->prints_open = (int)state_number(
		&fake->state, "SELECT count(*) FROM print_job WHERE state=0");
	if (store_claim_by_nik(store, "6308055203600001", &got) != ST_OK)
		return;
	memcpy(world->kept_code, got.code, sizeof(world->kept_code));
	claim_got_free(&got);
}

static void
live_and_settle(struct trial *trial)
{
	static struct fake_desk fake;
	struct outbox_counts counts = { .waiting = 1 };

	world_watch_disk(trial->world);
	begin_life(trial, &fake);
	for (int64_t ms = 0; ms < SETTLE_MS && counts.waiting + counts.sending > 0;
		ms += SETTLE_STEP_MS) {
		fake_clock_advance(&fake.clock, SETTLE_STEP_MS);
		fake_desk_settle(&fake);
		assert_int_equal(store_outbox_counts(fake.state.store, &counts), ST_OK);
	}
	look_into_store(trial->world, &fake, &counts);
	fake_desk_end(&fake);
}

/* What a dying kiosk says of its disk is not what this tells. FAULT_LOUD lets it speak. */
static void
be_quiet(void)
{
	if (getenv("FAULT_LOUD") == NULL && freopen("/dev/null", "we", stderr) == NULL)
		_exit(2);
}

/* Runs one life in a process of its own. Its exit code, -1 where it was killed. */
static int
run_life(struct trial *trial, void (*life)(struct trial *trial), int stop_at)
{
	struct world *world = trial->world;
	int status = 0;
	pid_t pid;

	world->life++;
	world->stop_at = stop_at;
	atomic_store(&world->events, 0);
	pid = fork();
	if (pid == 0) {
		be_quiet();
		life(trial);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* --- what must hold ----------------------------------------------------------------------------------------------- */

enum { WAS_UNHIT = 0x40 }; /* beside the fate, in the exit code of a trial */

enum fate {
	FATE_GOOD,
	FATE_UNHIT,
	FATE_NO_POINT,
	FATE_LOST,
	FATE_DOUBLED,
	FATE_UNTRUE,
	FATE_BROKEN,
	FATES
};

static bool
slip_says(const struct slip *slip, const char *words)
{
	return memmem(slip->bytes, slip->n, words, strlen(words)) != NULL;
}

static bool
is_lost(const struct world *world)
{
	bool there = world->claims == 1 || (world->refusals == 1 && world->parked == 1);
	bool photo = world->network == NET_AWAY && there;
	bool told = world->told_saved || world->slips > 0;

	if (!world->settled || (told && world->kept != 1))
		return true;
	return world->kept != (int)there || world->photos != (int)photo;
}

static bool
is_doubled(const struct world *world)
{
	return world->claims > 1 || world->kept > 1 || world->changed > 0 ||
	       world->photos > 1 || world_claims_stored(world) > 1;
}

static bool
slip_is_true(const struct world *world, const struct slip *slip)
{
	char shown[CODE_SHOWN_ROOM];

	if (slip_says(slip, "DITERIMA PUSAT") && !slip->centre_had_it)
		return false;
	if (!slip->whole)
		return true;
	code_show(world->kept_code, shown);
	return slip_says(slip, shown);
}

/* Nothing comes out at the feet of the next person, and what may be the second paper of a claim says so. */
static bool
slips_are_orderly(const struct world *world)
{
	for (int i = 0; i < world->slips; i++) {
		const struct slip *slip = &world->slip[i];

		if (slip->life != 1)
			return false;
		if (i > 0 && slip[-1].n > ESCPOS_HEAD && slip->whole &&
			!slip_says(slip, "SALINAN"))
			return false;
	}
	return world->prints_open == 0;
}

static bool
is_true(const struct world *world)
{
	int whole = 0;

	for (int i = 0; i < world->slips; i++) {
		if (!slip_is_true(world, &world->slip[i]))
			return false;
		whole += world->slip[i].whole;
	}
	if (world->told_untrue || world->prints_called_done > whole ||
		!slips_are_orderly(world))
		return false;
	return world_claims_stored(world) == 0 ||
	       (world->body_right && strcmp(world->code, world->kept_code) == 0);
}

static enum fate
judge(const struct world *world)
{
	if (!world->chain_whole)
		return FATE_BROKEN;
	if (is_doubled(world))
		return FATE_DOUBLED;
	if (is_lost(world))
		return FATE_LOST;
	return is_true(world) ? FATE_GOOD : FATE_UNTRUE;
}

/* A run that nothing stopped must have come to the end of the claim, or the harness tests nothing. */
static bool
went_through(const struct world *world)
{
	return world->kept == 1 && world->slips > 0 && world_claims_stored(world) == 1;
}

static enum fate
run_lives(struct trial *trial, int ordinal)
{
	struct world *world = trial->world;
	int end = run_life(trial, live_and_claim, ordinal);
	bool hit = world->struck;
	enum fate fate;

	if (end != (hit ? STOPPED : 0))
		return FATE_BROKEN;
	if (world->not_torn)
		return FATE_NO_POINT;
	if (trial->variant->again) {
		end = run_life(trial, live_and_settle, ordinal % 41 + 1);
		if (end != 0 && end != STOPPED)
			return FATE_BROKEN;
	}
	world->mode = MODE_BEFORE;
	if (run_life(trial, live_and_settle, 0) != 0)
		return FATE_BROKEN;
	fate = judge(world);
	if (!hit && fate == FATE_GOOD)
		return went_through(world) ? FATE_UNHIT : FATE_BROKEN;
	return fate;
}

static void
say_where(const struct world *world, const struct variant *variant, int ordinal, enum mode mode)
{
	fprintf(stderr,
		"%s, event %d, %s: kept %d, claims %d, stored %d, changed %d, refusals %d, "
		"parked %d, settled %d, slips %d, printed %d, told saved %d, told untrue %d, "
		"body %d, chain %d, code %s, kept code %s\n",
		variant->name, ordinal, mode_words(mode), world->kept, world->claims,
		world->stored_n, world->changed, world->refusals, world->parked, world->settled,
		world->slips, world->prints_called_done, world->told_saved, world->told_untrue,
		world->body_right, world->chain_whole, world->code, world->kept_code);
}

/* The fate, and WAS_UNHIT where the run came to its end before that event. */
static int
try_point(const struct variant *variant, int ordinal, enum mode mode)
{
	const struct date today = { 2026, 11, 23 };
	struct trial trial = { .variant = variant, .world = world_new() };
	enum fate fate;
	bool hit;

	assert_non_null(trial.world);
	trial.world->network = variant->network;
	trial.world->paper_out = variant->paper_out;
	trial.world->mode = mode;
	trial.world->wall_ms = date_to_unix(today, 9 * 3600, 8 * 3600) * 1000;
	state_new(&trial.state);
	state_close(&trial.state);
	fate = run_lives(&trial, ordinal);
	hit = trial.world->struck;
	if (fate >= FATE_LOST)
		say_where(trial.world, variant, ordinal, mode);
	state_free(&trial.state);
	world_free(trial.world);
	return (int)fate | (hit ? 0 : WAS_UNHIT);
}

/* --- all points --------------------------------------------------------------------------------------------------- */

struct tally {
	int tried, count[FATES], last;
	bool unhit;    /* a run of this mode passed its last event */
	bool complete; /* of every mode */
};

struct line {
	pid_t pid;
	int ordinal;
};

static void
start_line(struct line *line, const struct variant *variant, enum mode mode, int ordinal)
{
	fflush(NULL);
	line->ordinal = ordinal;
	line->pid = fork();
	if (line->pid == 0)
		_exit(try_point(variant, ordinal, mode));
	if (line->pid < 0) {
		perror("fork");
		exit(2);
	}
}

static void
take_fate(struct tally *tally, const struct line *line, int status)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : FATE_BROKEN;
	int fate = code & ~WAS_UNHIT;

	if (fate >= FATES)
		fate = FATE_BROKEN;
	tally->count[fate]++;
	if ((code & WAS_UNHIT) != 0)
		tally->unhit = true;
	else if (line->ordinal > tally->last)
		tally->last = line->ordinal;
	if ((code & WAS_UNHIT) == 0 && fate != FATE_NO_POINT)
		tally->tried++;
}

static void
wait_for_line(struct line lines[LINES], struct tally *tally)
{
	int status = 0;
	pid_t pid = wait(&status);

	for (int i = 0; i < LINES; i++)
		if (lines[i].pid == pid) {
			take_fate(tally, &lines[i], status);
			lines[i].pid = 0;
		}
}

static struct line *
free_line(struct line lines[LINES])
{
	for (int i = 0; i < LINES; i++)
		if (lines[i].pid == 0)
			return &lines[i];
	return NULL;
}

/* More events than any run has would be a run without an end. */
static void
try_mode(const struct variant *variant, enum mode mode, int stride, struct tally *tally)
{
	enum { EVENTS_MAX = 20000 };
	struct line lines[LINES] = { { 0 } };

	tally->unhit = false;
	for (int n = 1 + (int)mode % stride; n < EVENTS_MAX; n += stride) {
		while (free_line(lines) == NULL)
			wait_for_line(lines, tally);
		if (tally->unhit)
			break;
		start_line(free_line(lines), variant, mode, n);
	}
	for (int i = 0; i < LINES; i++)
		while (lines[i].pid != 0)
			wait_for_line(lines, tally);
	tally->complete = tally->complete && tally->unhit;
}

static bool
is_good(const struct tally *tally)
{
	return tally->complete && tally->tried > 0 && tally->count[FATE_LOST] == 0 &&
	       tally->count[FATE_DOUBLED] == 0 && tally->count[FATE_UNTRUE] == 0 &&
	       tally->count[FATE_BROKEN] == 0;
}

static void
print_row(FILE *out, const char *name, const struct tally *t)
{
	fprintf(out, "%-26s %6d %6d %6d %8d %7d %7d\n", name, t->last, t->tried,
		t->count[FATE_LOST], t->count[FATE_DOUBLED], t->count[FATE_UNTRUE],
		t->count[FATE_BROKEN]);
}

static bool
try_variant(const struct variant *variant, int stride, FILE *out, struct tally *sum)
{
	struct tally tally = { .complete = true };

	for (int mode = 0; mode < MODES; mode++)
		try_mode(variant, (enum mode)mode, stride, &tally);
	print_row(out, variant->name, &tally);
	fflush(out);
	for (int fate = 0; fate < FATES; fate++)
		sum->count[fate] += tally.count[fate];
	sum->tried += tally.tried;
	sum->last += tally.last;
	return is_good(&tally);
}

static FILE *
open_report(const char *name)
{
	const char *build = getenv("BUILD");
	char path[256];
	FILE *out;

	if (str_format(path, sizeof(path), "%s/report/%s", build ? build : "build", name) !=
		ST_OK)
		return NULL;
	out = fopen(path, "we");
	if (out == NULL)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return out;
}

/* The goal of a whole run; a stride tries its share of it. */
enum { POINTS_GOAL = 4000 };

static int
write_json(const struct tally *sum, int stride)
{
	const struct {
		const char *name;
		int value;
	} zeros[] = {
		{ "lost", sum->count[FATE_LOST] },
		{ "doubled", sum->count[FATE_DOUBLED] },
		{ "untrue receipts", sum->count[FATE_UNTRUE] },
		{ "broken", sum->count[FATE_BROKEN] },
	};
	FILE *out = open_report("fault.json");

	if (out == NULL)
		return -1;
	fprintf(out,
		"[{\"name\": \"stop points tried\", \"value\": %d, \"unit\": \"points\", "
		"\"goal\": %d, \"peer\": null, \"ok\": %s}",
		sum->tried, POINTS_GOAL / stride,
		sum->tried >= POINTS_GOAL / stride ? "true" : "false");
	for (size_t i = 0; i < ARRAY_LEN(zeros); i++)
		fprintf(out,
			",\n {\"name\": \"%s\", \"value\": %d, \"unit\": \"claims\", "
			"\"goal\": 0, \"peer\": null, \"ok\": %s}",
			zeros[i].name, zeros[i].value, zeros[i].value == 0 ? "true" : "false");
	fputs("]\n", out);
	return fclose(out);
}

int
main(int argc, char **argv)
{
	const char *text = getenv("FAULT_STRIDE");
	int stride = text ? (int)strtol(text, NULL, 10) : 1;
	struct tally sum = { 0 };
	FILE *out = open_report("fault.txt");
	int bad = 0;

	if (out == NULL || stride < 1)
		return 2;
	fprintf(out, "%-26s %6s %6s %6s %8s %7s %7s\n", "a claim stopped at each event",
		"events", "tried", "lost", "doubled", "untrue", "broken");
	for (size_t i = 0; i < ARRAY_LEN(variants); i++) {
		const struct variant *variant = &variants[i];
		bool good;

		if (argc > 1 && strcmp(argv[1], variant->name) != 0)
			continue;
		good = try_variant(variant, stride, out, &sum);
		printf("[  %s ] claim__%s\n", good ? "     OK" : "FAILED ", variant->name);
		bad += !good;
	}
	print_row(out, "all", &sum);
	if (fclose(out) != 0 || write_json(&sum, stride) != 0)
		return 2;
	return bad > 0;
}
