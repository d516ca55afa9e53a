/* SPDX-License-Identifier: Apache-2.0 */
/* What a supervisor looks at again: written with what was done, marked once and by nobody's own hand; and the counts by
 * which an officer stands out. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NOW INT64_C(1795395600000)
#define DAY INT64_C(86400000)

static const struct staff rina = { "staff-RN", "Rina Norliani", "RN", "officer" };
static const struct staff badu = { "staff-BH", "Badu Hasan", "BH", "supervisor" };

static int
open_counter(void **state)
{
	static struct state st;

	state_new(&st);
	assert_int_equal(store_staff_add(st.store, &rina, "482916", 1), ST_OK);
	assert_int_equal(store_staff_add(st.store, &badu, "739105", 1), ST_OK);
	*state = &st;
	return 0;
}

static int
close_counter(void **state)
{
	state_free(*state);
	return 0;
}

static void
visit_of(int n, char ret_visit[UUID_TEXT])
{
	assert_int_equal(str_format(ret_visit, UUID_TEXT,
				 "01935b6e-0000-7000-8000-%012d", n), ST_OK);
}

/* The n-th claim: of this person, on this account and phone, with an officer's word or by the face ("" nobody's). */
static enum status
confirm(struct state *st, int n, const char *nik, const char *account, const char *phone,
	const char *officer)
{
	char code[CODE_ROOM], visit[UUID_TEXT], key[UUID_TEXT];
	const struct claim_put claim = { .code = code,
		.visit = visit,
		.nik = nik,
		.reason = "RESIGN",
		.receipt = "r",
		.receipt_n = 1,
		.confirmed_ms = NOW,
		.officer = officer,
		.account = account,
		.phone = phone };
	const struct outbox_put put = { .key = key,
		.kind = "claim",
		.method = "POST",
		.path = "/v1/x",
		.content_type = "application/json",
		.body = "{}",
		.n = 2 };
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.at_ms = NOW,
		.visit = visit,
		.actor = "participant",
		.outcome = "ok",
		.subject = nik,
		.review = { .kind = officer[0] ? REVIEW_NO_FACE : REVIEW_NONE,
			.officer = officer,
			.code = code } };

	visit_of(n, visit);
	assert_int_equal(str_format(code, sizeof(code), "AAAA%05d", n), ST_OK);
	assert_int_equal(
		str_format(key, sizeof(key), "01935b6e-0000-7000-9000-%012d", n), ST_OK);
	return store_confirm(st->store, &claim, &put, 1, &entry);
}

static size_t
list(struct state *st, struct review_row rows[9])
{
	size_t n = 0;

	assert_int_equal(store_review_list(st->store, 0, rows, 9, &n), ST_OK);
	return n;
}

static enum status
mark(struct state *st, int64_t seq, const struct staff *by, enum review_verdict verdict,
	enum review_note note, const char *written)
{
	const struct review_mark wanted = { .seq = seq,
		.verdict = verdict,
		.note = note,
		.written = written,
		.id = by->id,
		.role = by->role,
		.now_ms = NOW + DAY };

	return store_review_mark(st->store, &wanted);
}

static void
review__comes_with_the_claim_in_one_transaction(void **state)
{
	struct state *st = *state;
	struct review_row rows[9];

	assert_int_equal(confirm(st, 1, "6308055203600001", "BRI:1", "+62811", ""), ST_OK);
	assert_int_equal(list(st, rows), 0);
	assert_int_equal(confirm(st, 2, "6308055203600002", "BRI:2", "+62812", "staff-RN"), ST_OK);
	assert_int_equal(confirm(st, 2, "6308055203600002", "BRI:2", "+62812", "staff-RN"),
		ST_EXISTS);
	/* A claim that is refused leaves no item either. */
	assert_int_equal(confirm(st, 3, "6308055203600002", "BRI:2", "+62812", "staff-RN"),
		ST_DENIED);
	assert_int_equal(list(st, rows), 1);
	assert_int_equal(rows[0].kind, REVIEW_NO_FACE);
	assert_string_equal(rows[0].officer, "staff-RN");
	assert_string_equal(rows[0].initials, "RN");
	assert_string_equal(rows[0].code, "AAAA00002");
	assert_int_equal(rows[0].made_ms, NOW);
	assert_int_equal(rows[0].seq, 2);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 2);
}

static void
photo_arrives(struct state *st, int n, const char *result)
{
	char visit[UUID_TEXT];
	const struct journal_entry entry = { .event = EVENT_REQUEST_SENT,
		.at_ms = NOW + DAY,
		.visit = visit,
		.actor = "kiosk",
		.outcome = result };

	visit_of(n, visit);
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
}

/* Said with the item, which stays open: the officer's word was given all the same. */
static void
review__knows_what_became_of_the_photograph(void **state)
{
	struct state *st = *state;
	struct review_row rows[9];

	for (int n = 1; n <= 3; n++)
		assert_int_equal(confirm(st, n, "", "BRI:1", "", "staff-RN"), ST_OK);
	photo_arrives(st, 1, "verified");
	photo_arrives(st, 2, "ok");
	photo_arrives(st, 3, "verified");
	photo_arrives(st, 3, "not_verified");
	assert_int_equal(list(st, rows), 3);
	assert_int_equal(rows[0].face, FACE_LATER_MATCHED);
	assert_int_equal(rows[1].face, FACE_LATER_NONE);
	assert_int_equal(rows[2].face, FACE_LATER_DIFFERED);
}

static void
review__of_a_name_learns_the_code_of_its_claim(void **state)
{
	struct state *st = *state;
	struct review_row rows[9];
	char visit[UUID_TEXT];
	const struct journal_entry name = { .event = EVENT_STAFF_NAME,
		.at_ms = NOW,
		.visit = visit,
		.actor = "staff-RN",
		.outcome = "ok",
		.review = { .kind = REVIEW_SIMILAR_NAME, .code = "" } };

	visit_of(7, visit);
	assert_int_equal(store_journal_add(st->store, &name), ST_OK);
	assert_int_equal(list(st, rows), 1);
	assert_string_equal(rows[0].code, "");
	assert_string_equal(rows[0].officer, "staff-RN");
	assert_int_equal(confirm(st, 7, "6308055203600007", "BRI:7", "", ""), ST_OK);
	assert_int_equal(list(st, rows), 1);
	assert_string_equal(rows[0].code, "AAAA00007");
}

static void
review__is_marked_once_by_who_has_no_part_in_it(void **state)
{
	struct state *st = *state;
	struct review_row rows[9];
	struct journal_row row;
	int open = 0;

	assert_int_equal(confirm(st, 1, "6308055203600001", "BRI:1", "", "staff-RN"), ST_OK);
	assert_int_equal(confirm(st, 2, "6308055203600002", "BRI:2", "", "staff-BH"), ST_OK);
	assert_int_equal(list(st, rows), 2);
	assert_int_equal(mark(st, rows[0].seq, &rina, REVIEW_FITS, NOTE_NONE, NULL), ST_DENIED);
	assert_int_equal(mark(st, rows[1].seq, &badu, REVIEW_FITS, NOTE_NONE, NULL), ST_DENIED);
	assert_int_equal(mark(st, 99, &badu, REVIEW_FITS, NOTE_NONE, NULL), ST_NOT_FOUND);
	assert_int_equal(
		mark(st, rows[0].seq, &badu, REVIEW_QUESTIONED, NOTE_NONE, NULL), ST_INVALID);
	assert_int_equal(
		mark(st, rows[0].seq, &badu, REVIEW_QUESTIONED, NOTE_WRITTEN, ""), ST_INVALID);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 2);
	assert_int_equal(
		mark(st, rows[0].seq, &badu, REVIEW_QUESTIONED, NOTE_NO_REASON, NULL), ST_OK);
	assert_int_equal(
		mark(st, rows[0].seq, &badu, REVIEW_FITS, NOTE_NONE, NULL), ST_EXISTS);
	assert_int_equal(store_review_count(st->store, &open), ST_OK);
	assert_int_equal(open, 1);
	assert_int_equal(store_journal_last(st->store, EVENT_REVIEW, &row), ST_OK);
	assert_string_equal(row.actor, "staff-BH");
	assert_string_equal(row.outcome, "questioned");
	assert_string_equal(row.detail, "1 no-face staff-RN no-reason");
}

static void
review__keeps_own_words_sealed(void **state)
{
	struct state *st = *state;

	assert_int_equal(confirm(st, 1, "6308055203600001", "BRI:1", "", "staff-RN"), ST_OK);
	assert_int_equal(
		mark(st, 1, &badu, REVIEW_FITS, NOTE_WRITTEN, "Sudah saya lihat sendiri"), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM review WHERE written IS NOT NULL"
					  " AND instr(written, CAST('sendiri' AS BLOB)) = 0"), 1);
}

static const struct officer_counts *
counts_of(const struct officer_counts *officers, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(officers[i].id, id) == 0)
			return &officers[i];
	fail_msg("%s is not there", id);
	return NULL;
}

static void
oversight__counts_what_claims_share(void **state)
{
	struct state *st = *state;
	struct officer_counts officers[4];
	const struct journal_entry attest = { .event = EVENT_STAFF_ATTEST,
		.at_ms = NOW,
		.actor = "staff-RN",
		.outcome = "ok" };
	size_t n = 0;

	assert_int_equal(store_journal_add(st->store, &attest), ST_OK);
	assert_int_equal(store_journal_add(st->store, &attest), ST_OK);
	/* An account of two people, a phone of three. */
	assert_int_equal(confirm(st, 1, "6308055203600001", "BRI:1", "+62811", "staff-RN"), ST_OK);
	assert_int_equal(confirm(st, 2, "6308055203600002", "BRI:1", "+62811", ""), ST_OK);
	assert_int_equal(confirm(st, 3, "6308055203600003", "BRI:3", "+62811", "staff-BH"), ST_OK);
	assert_int_equal(store_oversight(st->store, NOW - DAY, officers, ARRAY_LEN(officers), &n), ST_OK);
	assert_int_equal(n, 2);
	assert_int_equal(counts_of(officers, n, "staff-RN")->attests, 2);
	assert_int_equal(counts_of(officers, n, "staff-RN")->accounts, 1);
	assert_int_equal(counts_of(officers, n, "staff-RN")->phones, 0);
	assert_int_equal(counts_of(officers, n, "staff-BH")->attests, 0);
	assert_int_equal(counts_of(officers, n, "staff-BH")->accounts, 0);
	/* The fourth person on it is one too many, for each who took one of theirs. */
	assert_int_equal(confirm(st, 4, "6308055203600004", "BRI:4", "+62811", ""), ST_OK);
	assert_int_equal(store_oversight(st->store, NOW - DAY, officers, ARRAY_LEN(officers), &n), ST_OK);
	assert_int_equal(counts_of(officers, n, "staff-RN")->phones, 1);
	assert_int_equal(counts_of(officers, n, "staff-BH")->phones, 1);
	/* What is older is not looked at. */
	assert_int_equal(store_oversight(st->store, NOW + DAY, officers, ARRAY_LEN(officers), &n), ST_OK);
	assert_int_equal(counts_of(officers, n, "staff-RN")->attests, 0);
	assert_int_equal(counts_of(officers, n, "staff-RN")->phones, 0);
}

static void
trace__keeps_hashes_alone(void **state)
{
	struct state *st = *state;

	assert_int_equal(confirm(st, 1, "6308055203600001", "BRI:123456", "+6281112345", "staff-RN"), ST_OK);
	assert_int_equal(state_number(st, "SELECT length(account)+length(phone)+length(person)"
					  " FROM claim_trace"), 96);
	assert_int_equal(confirm(st, 2, "6308055203600002", "", "", ""), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim_trace WHERE account IS NULL"
					  " AND phone IS NULL AND officer=''"), 1);
}

#define COUNTER_TEST(name) cmocka_unit_test_setup_teardown(name, open_counter, close_counter)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		COUNTER_TEST(review__comes_with_the_claim_in_one_transaction),
		COUNTER_TEST(review__knows_what_became_of_the_photograph),
		COUNTER_TEST(review__of_a_name_learns_the_code_of_its_claim),
		COUNTER_TEST(review__is_marked_once_by_who_has_no_part_in_it),
		COUNTER_TEST(review__keeps_own_words_sealed),
		COUNTER_TEST(oversight__counts_what_claims_share),
		COUNTER_TEST(trace__keeps_hashes_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
