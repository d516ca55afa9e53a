/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The store when the power goes, the disk fails or is full, at every single call it makes of the file system: whatever
 * it had promised is there after the next start, and nothing is there by halves.
 */
#include "base/array.h"
#include "base/str.h"
#include "store/schema.h"
#include "tests/fake/state.h"
#include "tests/fake/vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sqlite3.h>
#include <string.h>

#define VISIT "0192aabb-ccdd-7f01-bf03-040506070809"
#define CLAIM "0192aabb-ccdd-7f01-bf03-0405060708a1"
#define PHOTO "0192aabb-ccdd-7f01-bf03-0405060708a2"
#define AGAIN "0192aabb-ccdd-7f01-bf03-0405060708a3"
#define NIK   "6308055203600001"

enum { POINTS_MAX = 400 };

/* --- what is done ------------------------------------------------------------------------------------------------------ */

static char picture[30000];

static enum status
confirm(struct state *st)
{
	const struct claim_put claim = { .code = "AAAABBBB2",
		.visit = VISIT,
		.nik = NIK,
		.reason = "USIA_56",
		.receipt = "lines",
		.receipt_n = 5,
		.confirmed_ms = 100 };
	const struct outbox_put requests[] = {
		{ CLAIM, "claim", "POST", "/v1/visits/7/claims", "application/json", "{}", 2 },
		{ PHOTO, "photo", "POST", "/v1/visits/7/face", "image/jpeg", picture,
			sizeof(picture) },
	};
	const struct journal_entry entry = {
		.event = EVENT_CLAIM_CONFIRM, .at_ms = 100, .visit = VISIT, .subject = NIK
	};

	return store_confirm(st->store, &claim, requests, ARRAY_LEN(requests), &entry);
}

static enum status
save_draft(struct state *st)
{
	return store_draft_save(st->store, VISIT, NIK, "new", 3, NULL, 2000);
}

static enum status
take(struct state *st)
{
	struct outbox_item item;
	int64_t next = 0;
	enum status status = store_outbox_take(st->store, 1000, &item, &next);

	if (status == ST_OK)
		outbox_item_free(&item);
	return status;
}

static enum status
settle(struct state *st)
{
	const struct outbox_settle done = { .key = CLAIM,
		.state = REQUEST_DONE,
		.http_status = 201,
		.answer = "{}",
		.answer_n = 2,
		.number = "JHT-1",
		.status = "received" };
	const struct journal_entry entry = { .event = EVENT_CLAIM_SENT, .visit = VISIT };

	return store_outbox_settle(st->store, &done, &entry, 3000);
}

/* The claim is done, and its photograph is the next. */
static enum status
go_round(struct state *st)
{
	const struct outbox_settle done = { .key = CLAIM,
		.state = REQUEST_DONE,
		.http_status = 201,
		.answer = "{}",
		.answer_n = 2,
		.number = "JHT-1",
		.status = "received" };
	const struct journal_entry entry = { .event = EVENT_CLAIM_SENT, .visit = VISIT };
	const struct outbox_ended ended = { &done, &entry, 3000 };
	struct outbox_item item;
	struct outbox_round round = { .ended = &ended,
		.ended_n = 1,
		.now_ms = 3000,
		.room = 1,
		.item = &item };
	enum status status = store_outbox_round(st->store, &round);

	if (status == ST_OK && round.items == 1)
		outbox_item_free(&item);
	return status;
}

static enum status
hand_over(struct state *st)
{
	const struct handover_put handover = { .code = "H1",
		.visit = VISIT,
		.nik = NIK,
		.why = "over-limit",
		.blob = "x",
		.n = 1 };
	const struct journal_entry entry = { .event = EVENT_TICKET, .visit = VISIT };

	return store_handover_put(st->store, &handover, &entry);
}

/* --- what staff do about a claim that waits for them ------------------------------------------------------------------- */

static enum status
park(struct state *st)
{
	const struct outbox_settle refused = { .key = CLAIM,
		.state = REQUEST_PARKED,
		.http_status = 422,
		.problem = "account-dormant" };

	return store_outbox_settle(st->store, &refused, NULL, 3000);
}

static enum status
correct(struct state *st)
{
	const struct outbox_put request = { AGAIN, "claim", "POST", "/v1/visits/7/claims",
		"application/json", "{2}", 3 };
	const struct waiting_corrected corrected = { .code = "AAAABBBB2",
		.nik = NIK,
		.refused = CLAIM,
		.request = &request,
		.receipt = "other lines",
		.receipt_n = 11,
		.account = "002:1234567890",
		.officer = "staff-RN" };
	const struct journal_entry entry = { .event = EVENT_WAITING_CORRECT };

	return store_waiting_correct(st->store, &corrected, &entry, 4000);
}

static enum status
resend(struct state *st)
{
	const struct journal_entry entry = { .event = EVENT_WAITING_RESEND };

	return store_waiting_resend(st->store, "AAAABBBB2", &entry, 4000);
}

static enum status
drop(struct state *st)
{
	const struct journal_entry entry = { .event = EVENT_WAITING_WITHDRAWN };

	return store_waiting_drop(st->store, "AAAABBBB2", &entry, 4000);
}

static enum status
call(struct state *st)
{
	const struct journal_entry entry = { .event = EVENT_WAITING_CALL };

	return store_waiting_called(st->store, "AAAABBBB2", "reached", &entry, 4000);
}

static enum status
make_file(struct state *st)
{
	const struct handover_put handover = { .code = "H1",
		.visit = VISIT,
		.nik = NIK,
		.why = "waiting",
		.called = true,
		.claim = "AAAABBBB2",
		.blob = "x",
		.n = 1 };
	const struct journal_entry entry = { .event = EVENT_WAITING_HANDED };

	return store_waiting_hand_over(st->store, &handover, &entry);
}

/* --- what must hold after it ----------------------------------------------------------------------------------------- */

static void
prepare_draft(struct state *st)
{
	const struct journal_entry entry = { .event = EVENT_VISIT_BEGIN, .visit = VISIT };

	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	assert_int_equal(store_draft_save(st->store, VISIT, NIK, "old", 3, NULL, 1000), ST_OK);
}

static void
prepare_claim(struct state *st)
{
	prepare_draft(st);
	assert_int_equal(confirm(st), ST_OK);
}

static void
prepare_sending(struct state *st)
{
	prepare_claim(st);
	assert_int_equal(take(st), ST_OK);
}

static void
assert_numbers(struct state *st, bool all, const char *query, int64_t none, int64_t whole)
{
	assert_int_equal(state_number(st, query), all ? whole : none);
}

static bool
confirm_is_whole_or_absent(struct state *st)
{
	bool all = state_number(st, "SELECT count(*) FROM claim") == 1;
	struct claim_got got;

	assert_numbers(st, all, "SELECT count(*) FROM claim", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM request", 0, 2);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 1, 2);
	assert_numbers(st, all, "SELECT count(*) FROM visit_draft", 1, 0);
	if (all) {
		assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
		assert_string_equal(got.receipt.data, "lines");
		claim_got_free(&got);
	}
	return all;
}

static bool
draft_is_old_or_new(struct state *st)
{
	struct draft draft;
	bool all;

	assert_int_equal(store_draft_find(st->store, NIK, "", 2000, 5000, &draft), ST_OK);
	all = strcmp(draft.blob.data, "new") == 0;
	assert_string_equal(draft.blob.data, all ? "new" : "old");
	assert_int_equal(draft.saved_ms, all ? 2000 : 1000);
	buf_free(&draft.blob);
	return all;
}

/* After the start nothing is being sent; what was is known by its doubt. */
static bool
claim_waits_and_knows_whether_it_was_sent(struct state *st)
{
	bool all = state_number(st, "SELECT attempts FROM request WHERE id=1") == 1;

	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state=0"), 2);
	assert_numbers(st, all, "SELECT outcome_unknown FROM request WHERE id=1", 0, 1);
	assert_int_equal(state_number(st, "SELECT attempts FROM request WHERE id=2"), 0);
	return all;
}

static bool
claim_is_done_or_in_doubt(struct state *st)
{
	bool all = state_number(st, "SELECT state FROM request WHERE id=1") == REQUEST_DONE;

	assert_numbers(
		st, all, "SELECT state FROM request WHERE id=1", REQUEST_WAITING, REQUEST_DONE);
	assert_numbers(st, all, "SELECT outcome_unknown FROM request WHERE id=1", 1, 0);
	assert_numbers(st, all, "SELECT body IS NULL FROM request WHERE id=1", 0, 1);
	assert_numbers(st, all, "SELECT number IS NOT NULL FROM claim", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 2, 3);
	return all;
}

static bool
claim_is_done_and_the_photo_in_doubt(struct state *st)
{
	bool all = claim_is_done_or_in_doubt(st);

	assert_numbers(st, all, "SELECT attempts FROM request WHERE id=2", 0, 1);
	assert_numbers(st, all, "SELECT outcome_unknown FROM request WHERE id=2", 0, 1);
	return all;
}

static bool
handover_is_whole_or_absent(struct state *st)
{
	bool all = state_number(st, "SELECT count(*) FROM handover") == 1;

	assert_numbers(st, all, "SELECT count(*) FROM handover", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 1, 2);
	return all;
}

static void
prepare_parked(struct state *st)
{
	prepare_sending(st);
	assert_int_equal(park(st), ST_OK);
}

static void
prepare_filed(struct state *st)
{
	prepare_parked(st);
	assert_int_equal(make_file(st), ST_OK);
}

/* One request or the other, with the receipt that goes with it, and the photograph behind it. */
static bool
claim_is_refused_or_corrected(struct state *st)
{
	bool all = state_number(st, "SELECT count(*) FROM request WHERE key='" AGAIN "'") == 1;
	struct claim_got got;

	assert_numbers(st, all, "SELECT state FROM request WHERE key='" CLAIM "'",
		REQUEST_PARKED, REQUEST_EXPIRED);
	assert_numbers(st, all, "SELECT body IS NULL FROM request WHERE key='" CLAIM "'", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM request", 2, 3);
	assert_int_equal(state_number(st, "SELECT max(id)=(SELECT id FROM request WHERE key='"
					  PHOTO "') FROM request"),
		1);
	assert_numbers(st, all, "SELECT account IS NOT NULL FROM claim_trace", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM handover WHERE closed_ms IS NULL", 1, 0);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 3, 4);
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	assert_string_equal(got.receipt.data, all ? "other lines" : "lines");
	assert_int_equal(got.request, all ? REQUEST_WAITING : REQUEST_PARKED);
	claim_got_free(&got);
	return all;
}

static bool
claim_is_refused_or_waits_again(struct state *st)
{
	bool all = state_number(st, "SELECT state FROM request WHERE id=1") == REQUEST_WAITING;

	assert_numbers(st, all, "SELECT state FROM request WHERE id=1", REQUEST_PARKED,
		REQUEST_WAITING);
	assert_numbers(st, all, "SELECT count(*) FROM handover WHERE closed_ms IS NULL", 1, 0);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 3, 4);
	return all;
}

static bool
claim_is_refused_or_withdrawn(struct state *st)
{
	bool all = state_number(st, "SELECT status IS NOT NULL FROM claim") == 1;

	assert_numbers(
		st, all, "SELECT count(*) FROM request WHERE state=4 AND body IS NULL", 0, 2);
	assert_numbers(st, all, "SELECT count(*) FROM handover WHERE closed_ms IS NULL", 1, 0);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 3, 4);
	return all;
}

static bool
call_is_kept_or_not(struct state *st)
{
	bool all = state_number(st, "SELECT called IS NOT NULL FROM claim") == 1;

	assert_numbers(st, all, "SELECT coalesce(called_ms=4000,0) FROM claim", 0, 1);
	assert_numbers(st, all, "SELECT count(*) FROM journal", 2, 3);
	return all;
}

static bool
claim_is_filed_or_listed(struct state *st)
{
	struct attention row[2];
	size_t n = 9;
	bool all = state_number(st, "SELECT count(*) FROM handover") == 1;

	assert_numbers(st, all, "SELECT count(*) FROM journal", 2, 3);
	assert_int_equal(store_attention(st->store, "2026-11-23", "", row, 2, &n), ST_OK);
	assert_int_equal(n, all ? 0 : 1);
	assert_int_equal(
		store_attention(st->store, "2026-11-23", "AAAABBBB2", row, 2, &n), ST_OK);
	assert_int_equal(n, 1);
	return all;
}

struct scene {
	const char *name;
	void (*prepare)(struct state *st);
	enum status (*act)(struct state *st);
	/** Fails the test where something is there by halves; whether all of it is there. */
	bool (*holds)(struct state *st);
	size_t every; /* of the ways in which the power goes so many are left out between two; and of the disks all but the first */
};

static const struct scene scenes[] = {
	{ "confirm", prepare_draft, confirm, confirm_is_whole_or_absent },
	{ "draft", prepare_draft, save_draft, draft_is_old_or_new },
	{ "take", prepare_claim, take, claim_waits_and_knows_whether_it_was_sent },
	{ "settle", prepare_sending, settle, claim_is_done_or_in_doubt },
	{ "round", prepare_sending, go_round, claim_is_done_and_the_photo_in_doubt },
	{ "hand-over", prepare_draft, hand_over, handover_is_whole_or_absent },
	{ "correct", prepare_filed, correct, claim_is_refused_or_corrected, 3 },
	{ "send again", prepare_filed, resend, claim_is_refused_or_waits_again, 5 },
	{ "withdraw", prepare_filed, drop, claim_is_refused_or_withdrawn, 5 },
	{ "call", prepare_parked, call, call_is_kept_or_not, 5 },
	{ "file", prepare_parked, make_file, claim_is_filed_or_listed, 5 },
};

static void
assert_sound(struct state *st)
{
	int64_t rows = -1, seq = -1;

	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM pragma_integrity_check"
					  " WHERE integrity_check<>'ok'"),
		0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* --- power cuts -------------------------------------------------------------------------------------------------------- */

static const struct {
	enum vfs_cut cut;
	size_t torn;
} cuts[] = {
	{ VFS_KEEP, 0 },
	{ VFS_KEEP, 1 },
	{ VFS_KEEP, 600 },
	{ VFS_KEEP, 4000 },
	{ VFS_DROP, 0 },
	{ VFS_HALF, 0 },
	{ VFS_HALF, 2000 },
};

static struct state prepared[ARRAY_LEN(scenes)];

/* Made at its first use, then copied. */
static const struct state *
prepare(const struct scene *scene)
{
	struct state *st = &prepared[scene - scenes];

	if (st->dir[0] == '\0') {
		state_new(st);
		scene->prepare(st);
		state_close(st);
	}
	return st;
}

static int
forget_prepared(void **state)
{
	(void)state;
	vfs_follow(NULL);
	for (size_t i = 0; i < ARRAY_LEN(prepared); i++)
		if (prepared[i].dir[0])
			state_free(&prepared[i]);
	return 0;
}

/* Starts the scene over the file system of trouble. */
static void
set_stage(const struct scene *scene, struct state *st)
{
	vfs_follow(NULL);
	state_copy(st, prepare(scene));
	st->vfs = vfs_name();
	assert_int_equal(state_open(st), ST_OK);
	if (scene->act == settle || scene->act == go_round)
		assert_int_equal(take(st), ST_OK); /* opening has put it back */
}

static void
start_again(struct state *st)
{
	vfs_follow(NULL);
	vfs_power_cut(VFS_KEEP); /* what was not cut off before stays */
	st->vfs = NULL;
	assert_int_equal(state_open(st), ST_OK);
}

/* One run with the power gone at the n-th call; whether the run came through before. */
static bool
power_goes(const struct scene *scene, enum vfs_cut cut, size_t torn, int n)
{
	const struct vfs_plan plan = {
		.calls = VFS_CHANGES, .at = n, .trouble = VFS_DEAD, .torn = torn
	};
	struct state st;
	enum status said;
	bool there, struck;

	set_stage(scene, &st);
	vfs_follow(&plan);
	said = scene->act(&st);
	struck = vfs_struck();
	if (!struck)
		vfs_follow(
			&(struct vfs_plan){ VFS_CHANGES, 1, VFS_DEAD }); /* now at the latest */
	state_close(&st);
	vfs_power_cut(cut);
	start_again(&st);
	assert_sound(&st);
	there = scene->holds(&st);
	if (said == ST_OK)
		assert_true(there);
	if (!struck)
		assert_int_equal(said, ST_OK);
	state_free(&st);
	return !struck;
}

static void
power_cut__leaves_all_or_nothing_at_every_call(void **state)
{
	(void)state;
	for (size_t s = 0; s < ARRAY_LEN(scenes); s++)
		for (size_t c = 0; c < ARRAY_LEN(cuts); c += 1 + scenes[s].every) {
			int n = 1;

			while (!power_goes(&scenes[s], cuts[c].cut, cuts[c].torn, n))
				if (++n == POINTS_MAX)
					fail_msg("%s never came through", scenes[s].name);
			assert_true(n > 3); /* the trouble had something to strike */
		}
}

/* Confirming is said again after the start: done once in all, whatever was there. */
static void
power_cut__then_confirming_again_makes_it_one(void **state)
{
	(void)state;
	for (int n = 1; n < POINTS_MAX; n++) {
		const struct vfs_plan plan = {
			.calls = VFS_CHANGES, .at = n, .trouble = VFS_DEAD
		};
		struct state st;
		bool there, struck;

		set_stage(&scenes[0], &st);
		vfs_follow(&plan);
		(void)confirm(&st); /* what it said died with the process */
		struck = vfs_struck();
		state_close(&st);
		vfs_power_cut(n % 2 == 0 ? VFS_DROP : VFS_KEEP);
		start_again(&st);
		there = confirm_is_whole_or_absent(&st);
		assert_int_equal(confirm(&st), there ? ST_EXISTS : ST_OK);
		assert_true(confirm_is_whole_or_absent(&st));
		state_free(&st);
		if (!struck)
			return;
	}
	fail_msg("confirm never came through");
}

/* The power goes while the tables are being made: the next start finishes them. */
static void
power_cut__while_opening_is_mended_by_the_next_opening(void **state)
{
	(void)state;
	for (int n = 1; n < POINTS_MAX; n++) {
		const struct vfs_plan plan = {
			.calls = VFS_CHANGES, .at = n, .trouble = VFS_DEAD
		};
		struct state st;
		bool struck;

		vfs_follow(NULL);
		state_new(&st);
		state_clear(&st);
		st.vfs = vfs_name();
		vfs_follow(&plan);
		(void)state_open(&st);
		struck = vfs_struck();
		state_close(&st);
		vfs_power_cut(n % 2 == 0 ? VFS_DROP : VFS_HALF);
		start_again(&st);
		assert_int_equal(state_number(&st, "PRAGMA user_version"), schema_version());
		assert_int_equal(confirm(&st), ST_OK);
		assert_sound(&st);
		state_free(&st);
		if (!struck)
			return;
	}
	fail_msg("the store never opened");
}

/* --- a disk in trouble, the kiosk still running --------------------------------------------------------------------------- */

static const struct {
	const char *name;
	struct vfs_plan plan;
	enum status said;
} disks[] = {
	{ "full", { VFS_WRITE, 0, VFS_STAYS, SQLITE_FULL }, ST_DISK_FULL },
	{ "quota used up", { VFS_WRITE, 0, VFS_STAYS, 0, EDQUOT }, ST_DISK_FULL },
	{ "remounted read-only", { VFS_WRITE | VFS_SYNC, 0, VFS_STAYS, 0, EROFS },
		ST_READ_ONLY },
	{ "one bad write", { VFS_WRITE, 0, VFS_ONCE, 0, EIO }, ST_IO },
	{ "one bad sync", { VFS_SYNC, 0, VFS_ONCE, 0, EIO }, ST_IO },
};

/* One run with the trouble from the n-th call on; whether the run came through before. */
static bool
disk_fails(const struct scene *scene, struct vfs_plan plan, enum status says, int n)
{
	struct state st;
	enum status said, again;
	bool struck;

	set_stage(scene, &st);
	plan.at = n;
	vfs_follow(&plan);
	said = scene->act(&st);
	struck = vfs_struck();
	vfs_follow(NULL); /* space was made, the disk is back */
	if (said != ST_OK) {
		assert_true(struck);
		assert_int_equal(said, says);
		again = scene->act(&st);
		assert_true(again == ST_OK || again == ST_EXISTS);
	}
	state_close(&st);
	start_again(&st);
	assert_sound(&st);
	assert_true(scene->holds(&st));
	state_free(&st);
	return !struck;
}

static void
disk_in_trouble__is_named_and_the_next_try_works(void **state)
{
	(void)state;
	for (size_t d = 0; d < ARRAY_LEN(disks); d++)
		for (size_t s = 0; s < ARRAY_LEN(scenes); s++) {
			int n = 1;

			if (d > 0 && scenes[s].every > 0)
				continue;
			while (!disk_fails(&scenes[s], disks[d].plan, disks[d].said, n))
				if (++n == POINTS_MAX)
					fail_msg("%s, %s: no end", disks[d].name,
						scenes[s].name);
			assert_true(n > 1);
		}
}

static void
read_only_disk__is_refused_at_the_start_and_left_as_it_was(void **state)
{
	const struct vfs_plan plan = { .read_only = true };
	struct state st;

	(void)state;
	state_new(&st);
	prepare_claim(&st);
	state_close(&st);
	st.vfs = vfs_name();
	vfs_follow(&plan);
	assert_int_equal(state_open(&st), ST_READ_ONLY);
	assert_null(st.store);
	start_again(&st);
	assert_true(confirm_is_whole_or_absent(&st));
	state_free(&st);
}

static void
full_disk__at_the_start_is_named(void **state)
{
	const struct vfs_plan plan = { VFS_WRITE, 1, VFS_STAYS, SQLITE_FULL };
	struct state st;

	(void)state;
	vfs_follow(NULL);
	state_new(&st);
	state_clear(&st);
	st.vfs = vfs_name();
	vfs_follow(&plan);
	assert_int_equal(state_open(&st), ST_DISK_FULL);
	start_again(&st);
	state_free(&st);
}

/* --- what "on disk" means ----------------------------------------------------------------------------------------------- */

static void
confirm__has_synced_before_it_says_so(void **state)
{
	struct state st;

	(void)state;
	set_stage(&scenes[0], &st);
	assert_int_equal(confirm(&st), ST_OK);
	assert_true(vfs_count(VFS_SYNC) > 0);
	vfs_follow(&(struct vfs_plan){ VFS_CHANGES, 1, VFS_DEAD });
	state_close(&st);
	vfs_power_cut(VFS_DROP);
	start_again(&st);
	assert_true(confirm_is_whole_or_absent(&st));
	state_free(&st);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(power_cut__leaves_all_or_nothing_at_every_call),
		cmocka_unit_test(power_cut__then_confirming_again_makes_it_one),
		cmocka_unit_test(power_cut__while_opening_is_mended_by_the_next_opening),
		cmocka_unit_test(disk_in_trouble__is_named_and_the_next_try_works),
		cmocka_unit_test(read_only_disk__is_refused_at_the_start_and_left_as_it_was),
		cmocka_unit_test(full_disk__at_the_start_is_named),
		cmocka_unit_test(confirm__has_synced_before_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, forget_prepared);
}
