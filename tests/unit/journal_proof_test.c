/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody with the database can do to the journal, and that each of it is found. */
#include "store/journal_proof.h"

#include "base/array.h"
#include "base/str.h"
#include "store/backup.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define UNLOCK "DROP TRIGGER journal_stays; DROP TRIGGER journal_keeps;"

enum { ROWS = 10, NOW_MS = 1000000 };

static void
add_rows(struct state *state, int n, const char *detail)
{
	for (int i = 0; i < n; i++) {
		const struct journal_entry entry = { .event = EVENT_STEP,
			.at_ms = 1000 + i,
			.actor = "participant",
			.outcome = "ok",
			.detail = detail };

		assert_int_equal(store_journal_add(state->store, &entry), ST_OK);
	}
}

/* Ten rows, the head of the last one signed and kept. */
static int
open_state(void **state)
{
	static struct state fresh;

	state_new(&fresh);
	add_rows(&fresh, ROWS, "account");
	assert_int_equal(journal_head_update(fresh.store, NOW_MS), ST_OK);
	*state = &fresh;
	return 0;
}

static int
drop_state(void **state)
{
	state_free(*state);
	return 0;
}

static struct journal_proof
prove(struct state *st)
{
	struct journal_proof proof;

	assert_int_equal(journal_prove(st->store, NULL, 0, &proof), ST_OK);
	return proof;
}

static void
expect_whole(struct state *st, int64_t rows)
{
	struct journal_proof proof = prove(st);

	assert_int_equal(proof.n, 0);
	assert_int_equal(proof.broken, 0);
	assert_int_equal(proof.bad_heads, 0);
	assert_int_equal(proof.rows, rows);
	assert_true(proof.signed_to > 0);
}

/* The first thing found, where it is and from when. */
static struct journal_proof
expect_finding(struct state *st, enum journal_fault fault, int64_t seq, int64_t at_ms)
{
	struct journal_proof proof = prove(st);

	assert_true(proof.n > 0);
	assert_int_equal(proof.finding[0].fault, fault);
	assert_int_equal(proof.finding[0].seq, seq);
	assert_int_equal(proof.finding[0].at_ms, at_ms);
	return proof;
}

static void
tamper(struct state *st, const char *sql)
{
	expect_whole(st, ROWS);
	state_tamper(st, UNLOCK);
	state_tamper(st, sql);
}

static bool
has_fault(const struct journal_proof *proof, enum journal_fault fault, int64_t seq)
{
	for (int i = 0; i < proof->n; i++)
		if (proof->finding[i].fault == fault && proof->finding[i].seq == seq)
			return true;
	return false;
}

/* --- the chain ---------------------------------------------------------------------------------------------------------- */

static void
journal_chain__is_whole_after_it_was_written(void **state)
{
	struct state *st = *state;

	expect_whole(st, ROWS);
	add_rows(st, 3, "later");
	state_reopen(st);
	expect_whole(st, ROWS + 3);
}

static void
journal_chain__detects_edited_row(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	tamper(st, "UPDATE journal SET outcome='no' WHERE seq=4");
	proof = expect_finding(st, FAULT_EDITED, 4, 1003);
	assert_int_equal(proof.broken, 1); /* the walk went on: every other row holds */
	assert_int_equal(proof.rows, ROWS);
	assert_int_equal(proof.signed_to, ROWS);
}

/* Its own hash made anew, as far as one can without the key: with another one. */
static void
journal_chain__detects_edited_row_with_another_keys_hash(void **state)
{
	struct state *st = *state;
	struct state other;
	char sql[256];

	state_new(&other);
	state_close(&other);
	seal_free(other.seal);
	assert_int_equal(seal_from_key((const uint8_t[32]){ 7 }, &other.seal), ST_OK);
	state_clear(&other);
	assert_int_equal(state_open(&other), ST_OK);
	add_rows(&other, ROWS, "forged");
	state_close(&other);
	state_close(st);
	state_tamper(st, UNLOCK);
	assert_int_equal(str_format(sql, sizeof(sql),
				 "ATTACH '%s/anjungan.db' AS other; DELETE FROM main.journal;"
				 "INSERT INTO main.journal SELECT * FROM other.journal",
				 other.dir),
		ST_OK);
	state_tamper(st, sql);
	state_free(&other);
	assert_int_equal(state_open(st), ST_OK);
	(void)expect_finding(st, FAULT_EDITED, 1, 1000);
}

static void
journal_chain__detects_deleted_row(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	tamper(st, "DELETE FROM journal WHERE seq IN (4,5)");
	proof = expect_finding(st, FAULT_MISSING, 6, 1005);
	assert_int_equal(proof.broken, 1);
}

/* Deleted without a gap: those behind it moved up. */
static void
journal_chain__detects_deleted_row_where_the_gap_is_closed(void **state)
{
	struct state *st = *state;

	tamper(st, "DELETE FROM journal WHERE seq=4; UPDATE journal SET seq=seq-1 WHERE seq>4");
	(void)expect_finding(st, FAULT_EDITED, 4, 1004);
}

static void
journal_chain__detects_inserted_row(void **state)
{
	struct state *st = *state;

	tamper(st,
		"UPDATE journal SET seq=-seq-1 WHERE seq>4;"
		"UPDATE journal SET seq=-seq WHERE seq<0;"
		"INSERT INTO journal SELECT 5,1004,visit,actor,event,'put-in',subject,detail,"
		"hash,hash,service FROM journal WHERE seq=4");
	(void)expect_finding(st, FAULT_EDITED, 5, 1004);
}

static void
journal_chain__detects_inserted_row_before_the_first(void **state)
{
	struct state *st = *state;

	tamper(st, "INSERT INTO journal SELECT -3,7,visit,actor,event,outcome,subject,detail,"
		   "prev,hash,service FROM journal WHERE seq=1");
	(void)expect_finding(st, FAULT_EDITED, -3, 7);
}

static void
journal_chain__detects_reordered_rows(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	tamper(st, "UPDATE journal SET seq=-seq WHERE seq IN (3,4);"
		   "UPDATE journal SET seq=4 WHERE seq=-3;"
		   "UPDATE journal SET seq=3 WHERE seq=-4");
	proof = expect_finding(st, FAULT_EDITED, 3, 1003);
	assert_true(proof.broken >= 2);
}

/* --- the heads ---------------------------------------------------------------------------------------------------------- */

/* Every row that is left holds: only a head shows it. */
static void
journal_chain__detects_truncated_tail(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;
	int64_t rows = 0, seq = 0;

	tamper(st, "DELETE FROM journal WHERE seq>7; DELETE FROM journal_head");
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	proof = expect_finding(st, FAULT_CUT, ROWS, 0);
	assert_int_equal(proof.broken, 0);
	assert_int_equal(proof.bad_heads, 1);
}

/* Of the same kiosk and key, whole in itself, of the same length. */
static void
journal_chain__detects_swapped_database(void **state)
{
	struct state *st = *state;
	struct state other;
	char from[STATE_PATH], to[STATE_PATH];
	int64_t rows = 0, seq = 0;

	state_new(&other);
	add_rows(&other, ROWS, "another life");
	state_close(&other);
	state_close(st);
	state_path(&other, "anjungan.db", from);
	state_path(st, "anjungan.db", to);
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	(void)expect_finding(st, FAULT_ANOTHER, ROWS, 1009);
	state_free(&other);
}

static void
copy_file(const char *from, const char *to)
{
	static char bytes[1 << 20];
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	n = read(in, bytes, sizeof(bytes));
	assert_true(n > 0 && (size_t)n < sizeof(bytes));
	assert_int_equal(write(out, bytes, (size_t)n), n);
	assert_int_equal(close(in), 0);
	assert_int_equal(close(out), 0);
}

static void
roll_back(struct state *st, const char *copy)
{
	char path[STATE_PATH];

	state_path(st, "anjungan.db", path);
	state_close(st);
	copy_file(copy, path);
	assert_int_equal(state_open(st), ST_OK);
}

static void
take_copy(struct state *st, char ret_copy[STATE_PATH])
{
	char path[STATE_PATH];

	state_path(st, "copy", ret_copy);
	state_path(st, "anjungan.db", path);
	state_close(st);
	copy_file(path, ret_copy);
	assert_int_equal(state_open(st), ST_OK);
}

static void
journal_chain__detects_rolled_back_copy(void **state)
{
	struct state *st = *state;
	char copy[STATE_PATH];

	take_copy(st, copy);
	add_rows(st, 5, "later");
	assert_int_equal(journal_head_update(st->store, NOW_MS), ST_OK);
	expect_whole(st, ROWS + 5);
	roll_back(st, copy);
	(void)expect_finding(st, FAULT_CUT, ROWS + 5, 0);
}

/* A kiosk goes on with the older copy: what was signed before stays evidence, and the journal says so itself. */
static void
journal_chain__detects_rolled_back_copy_that_was_gone_on_with(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;
	struct journal_row row;
	char copy[STATE_PATH];

	take_copy(st, copy);
	add_rows(st, 5, "later");
	assert_int_equal(journal_head_update(st->store, NOW_MS), ST_OK);
	roll_back(st, copy);
	add_rows(st, 20, "another future");
	assert_int_equal(journal_head_update(st->store, NOW_MS + 1), ST_OK);
	proof = expect_finding(st, FAULT_ANOTHER, ROWS + 5, 1004);
	assert_int_equal(proof.broken, 0);
	assert_int_equal(proof.signed_to, ROWS + 21);
	assert_int_equal(store_journal_last(st->store, EVENT_JOURNAL_LOST, &row), ST_OK);
	assert_string_equal(row.detail, "15 30");
	assert_int_equal(journal_head_update(st->store, NOW_MS + 2), ST_OK); /* told once */
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM journal WHERE event='journal.lost'"), 1);
}

/* The whole folder was rolled back, the file too: a head on paper knows. */
static void
journal_chain__detects_what_a_head_on_paper_knows(void **state)
{
	struct state *st = *state;
	struct journal_head paper;
	struct journal_proof proof;
	char text[HEAD_TEXT], copy[STATE_PATH], head[STATE_PATH];

	take_copy(st, copy);
	add_rows(st, 5, "later");
	assert_int_equal(journal_head_sign(st->store, &paper), ST_OK);
	journal_head_text(&paper, text);
	roll_back(st, copy);
	expect_whole(st, ROWS);
	state_path(st, "journal.head", head);
	assert_int_equal(unlink(head), 0);
	memset(&paper, 0, sizeof(paper));
	assert_int_equal(journal_head_read(text, &paper), ST_OK);
	assert_int_equal(journal_prove(st->store, &paper, 1, &proof), ST_OK);
	assert_true(has_fault(&proof, FAULT_CUT, ROWS + 5));
}

/* Whoever writes a head of their own cannot sign it. */
static void
journal_chain__detects_head_of_another_key(void **state)
{
	struct state *st = *state;
	struct journal_head head;
	struct journal_proof proof;

	assert_int_equal(journal_head_sign(st->store, &head), ST_OK);
	head.signature[5] ^= 1;
	assert_int_equal(journal_prove(st->store, &head, 1, &proof), ST_OK);
	assert_int_equal(proof.n, 1);
	assert_true(has_fault(&proof, FAULT_SIGNATURE, ROWS));
	head.signature[5] ^= 1;
	head.seq = 4;
	assert_int_equal(journal_prove(st->store, &head, 1, &proof), ST_OK);
	assert_true(has_fault(&proof, FAULT_SIGNATURE, 4));
}

/* A restore is told by its own row; the head of the state before is kept with that. */
static void
journal_chain__of_a_restored_copy__is_whole(void **state)
{
	struct state *st = *state;
	struct restored restored;
	char copy[STATE_PATH];

	state_path(st, "copy.db", copy);
	assert_int_equal(store_backup(st->store, copy), ST_OK);
	add_rows(st, 5, "later");
	assert_int_equal(journal_head_update(st->store, NOW_MS), ST_OK);
	state_close(st);
	assert_int_equal(store_restore(st->dir, st->seal, copy, NOW_MS, &restored), ST_OK);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(journal_head_update(st->store, NOW_MS), ST_OK);
	expect_whole(st, ROWS + 1);
}

/* --- heads as text ------------------------------------------------------------------------------------------------------- */

static void
journal_head__is_read_back_from_its_text(void **state)
{
	struct state *st = *state;
	struct journal_head head, read = { .seq = 0 };
	char text[HEAD_TEXT + 1];

	assert_int_equal(journal_head_sign(st->store, &head), ST_OK);
	journal_head_text(&head, text);
	assert_int_equal(journal_head_read(text, &read), ST_OK);
	assert_memory_equal(&read, &head, sizeof(head));
	assert_true(journal_head_is_ours(st->store, &read));
	text[strlen(text) + 1] = '\0';
	text[strlen(text)] = '\n';
	assert_int_equal(journal_head_read(text, &read), ST_OK);
}

static void
journal_head__is_refused_in_another_form(void **state)
{
	static const char *const texts[] = { "", "5", "5:", "5:ab:cd", "::", "0:aa:bb",
		"-1:aa:bb", "5:zz:bb" };
	struct state *st = *state;
	struct journal_head head;
	char text[HEAD_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_int_equal(journal_head_read(texts[i], &head), ST_INVALID);
	assert_int_equal(journal_head_sign(st->store, &head), ST_OK);
	journal_head_text(&head, text);
	for (size_t n = 0; n + 1 < strlen(text); n++) {
		char part[HEAD_TEXT];

		memcpy(part, text, n);
		part[n] = '\0';
		assert_int_equal(journal_head_read(part, &head), ST_INVALID);
	}
}

static void
journal_head__is_kept_once_a_day_in_the_table(void **state)
{
	struct state *st = *state;
	const int64_t day_ms = 24 * 60 * 60 * 1000;

	for (int hour = 0; hour < 72; hour++) {
		add_rows(st, 1, "hour");
		assert_int_equal(
			journal_head_update(st->store, NOW_MS + day_ms * (hour + 1) / 24), ST_OK);
	}
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal_head"), 3);
	expect_whole(st, ROWS + 72);
}

/* A head that is empty or torn is replaced by a true one. */
static void
journal_head__that_is_no_head_is_written_anew(void **state)
{
	struct state *st = *state;
	char path[STATE_PATH];

	state_path(st, "journal.head", path);
	assert_int_equal(truncate(path, 20), 0);
	assert_int_equal(journal_head_update(st->store, NOW_MS), ST_OK);
	state_tamper(st, "DELETE FROM journal_head");
	expect_whole(st, ROWS);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(journal_chain__is_whole_after_it_was_written),
		STATE_TEST(journal_chain__detects_edited_row),
		STATE_TEST(journal_chain__detects_edited_row_with_another_keys_hash),
		STATE_TEST(journal_chain__detects_deleted_row),
		STATE_TEST(journal_chain__detects_deleted_row_where_the_gap_is_closed),
		STATE_TEST(journal_chain__detects_inserted_row),
		STATE_TEST(journal_chain__detects_inserted_row_before_the_first),
		STATE_TEST(journal_chain__detects_reordered_rows),
		STATE_TEST(journal_chain__detects_truncated_tail),
		STATE_TEST(journal_chain__detects_swapped_database),
		STATE_TEST(journal_chain__detects_rolled_back_copy),
		STATE_TEST(journal_chain__detects_rolled_back_copy_that_was_gone_on_with),
		STATE_TEST(journal_chain__detects_what_a_head_on_paper_knows),
		STATE_TEST(journal_chain__detects_head_of_another_key),
		STATE_TEST(journal_chain__of_a_restored_copy__is_whole),
		STATE_TEST(journal_head__is_read_back_from_its_text),
		STATE_TEST(journal_head__is_refused_in_another_form),
		STATE_TEST(journal_head__is_kept_once_a_day_in_the_table),
		STATE_TEST(journal_head__that_is_no_head_is_written_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
