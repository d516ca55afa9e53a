/* SPDX-License-Identifier: Apache-2.0 */
/* What a supervisor looks at again, and the counts by which an officer stands out. */
#include "store/db.h"

#include "base/str.h"

#include <inttypes.h>
#include <string.h>

enum { CONTEXT_REVIEW = 32, DETAIL_ROOM = 97 };

static const char *
text_or(const char *text, const char *otherwise)
{
	return text != NULL && text[0] != '\0' ? text : otherwise;
}

enum status
review_add(struct store *store, int64_t seq, const struct journal_entry *entry)
{
	static const struct review_row room;
	const struct journal_review *review = &entry->review;
	const char *officer = text_or(review->officer, text_or(entry->actor, ""));
	const char *second = text_or(review->second, ""), *code = text_or(review->code, "");
	const struct fitting texts[] = {
		{ officer, sizeof(room.officer) },
		{ second, sizeof(room.second) },
		{ code, sizeof(room.code) },
	};
	enum status st;

	if (review->kind == REVIEW_NONE)
		return ST_OK;
	st = check_fit(texts, ARRAY_LEN(texts));
	if (st != ST_OK)
		return st;
	return db_run(store, SQL_REVIEW_ADD,
		VALUES(value_int(seq), value_text(review_code(review->kind)),
			value_text(officer), value_text(second),
			value_text(text_or(entry->visit, "")), value_text(code),
			value_int(entry->at_ms)));
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

static enum review_verdict
verdict_of(const char *code)
{
	for (int verdict = REVIEW_FITS; verdict < REVIEW_VERDICTS; verdict++)
		if (strcmp(review_verdict_code((enum review_verdict)verdict), code) == 0)
			return (enum review_verdict)verdict;
	return REVIEW_OPEN;
}

static enum status
read_row(sqlite3_stmt *stmt, struct review_row *row)
{
	char kind[16] = "", verdict[16] = "";
	const struct {
		char *text;
		size_t room;
		int column;
	} texts[] = {
		{ kind, sizeof(kind), 1 },
		{ row->officer, sizeof(row->officer), 2 },
		{ row->initials, sizeof(row->initials), 3 },
		{ row->second, sizeof(row->second), 4 },
		{ row->visit, sizeof(row->visit), 5 },
		{ row->code, sizeof(row->code), 6 },
		{ verdict, sizeof(verdict), 8 },
	};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(texts); i++)
		st = column_text(stmt, texts[i].column, texts[i].text, texts[i].room);
	row->seq = sqlite3_column_int64(stmt, 0);
	row->made_ms = sqlite3_column_int64(stmt, 7);
	row->kind = review_of_code(kind);
	row->verdict = verdict_of(verdict);
	return st;
}

/* The centre's answer to the photograph, where it came after the claim was made. */
static enum status
read_face(struct store *store, struct review_row *row)
{
	uint8_t visit[UUID_BYTES];
	sqlite3_stmt *stmt = NULL;
	enum status st;

	row->face = FACE_LATER_NONE;
	if (row->kind != REVIEW_NO_FACE || uuid_bytes(row->visit, visit) != ST_OK)
		return ST_OK;
	st = db_query(store, SQL_REVIEW_FACE,
		VALUES(value_blob(visit, sizeof(visit)), value_int(row->seq)), &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		row->face =
			sqlite3_column_int(stmt, 0) ? FACE_LATER_MATCHED : FACE_LATER_DIFFERED;
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_review_list(struct store *store, int64_t after_seq, struct review_row *ret_rows,
	size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st = db_query(store, SQL_REVIEW_OPEN,
		VALUES(value_int(after_seq), value_int((int64_t)room)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_row(stmt, &ret_rows[n]);
		if (st == ST_OK)
			st = read_face(store, &ret_rows[n]);
		if (st != ST_OK)
			break;
		n++;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_n = n;
	return ST_OK;
}

static enum status
read_number(struct store *store, enum sql sql, const struct value *values, size_t n,
	int64_t *ret_number)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, sql, values, n, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_number = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	return st;
}

enum status
store_review_count(struct store *store, int *ret_open)
{
	int64_t open = 0;
	enum status st = read_number(store, SQL_REVIEW_COUNT, NULL, 0, &open);

	if (st == ST_OK)
		*ret_open = (int)open;
	return st;
}

/* --- marking ---------------------------------------------------------------------------------------------------------- */

static enum status
find_row(struct store *store, int64_t seq, struct review_row *row)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_REVIEW_ONE, VALUES(value_int(seq)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_row(stmt, row);
	db_done(stmt);
	return st;
}

static enum status
seal_words(const struct store *store, const struct review_mark *mark, struct buf *sealed)
{
	char context[CONTEXT_REVIEW];
	enum status st = str_format(context, sizeof(context), "review:%" PRId64, mark->seq);

	if (st != ST_OK || mark->note != NOTE_WRITTEN)
		return st;
	return seal_box(store->seal, SEAL_STAFF, context, mark->written, strlen(mark->written),
		sealed);
}

static enum status
write_mark(struct store *store, const struct review_mark *mark)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_words(store, mark, &sealed);
	if (st == ST_OK)
		st = db_run_one(store, SQL_REVIEW_MARK,
			VALUES(value_int(mark->seq),
				value_text(review_verdict_code(mark->verdict)),
				value_text(review_note_code(mark->note)), value_buf(&sealed),
				value_text(mark->id), value_int(mark->now_ms)));
	buf_free(&sealed);
	return st;
}

static enum status
journal_mark(
	struct store *store, const struct review_mark *mark, const struct review_row *row)
{
	char detail[DETAIL_ROOM];
	const struct journal_entry entry = { .event = EVENT_REVIEW,
		.at_ms = mark->now_ms,
		.visit = row->visit,
		.actor = mark->id,
		.outcome = review_verdict_code(mark->verdict),
		.detail = detail };
	enum status st = str_format(detail, sizeof(detail), "%" PRId64 " %s %s %s", row->seq,
		review_code(row->kind), row->officer, review_note_code(mark->note));

	return st == ST_OK ? journal_append(store, &entry) : st;
}

static bool
is_whole(const struct review_mark *mark)
{
	bool written = mark->written != NULL && mark->written[0] != '\0';

	return review_note_fits(mark->note, mark->verdict) &&
	       written == (mark->note == NOTE_WRITTEN);
}

enum status
store_review_mark(struct store *store, const struct review_mark *mark)
{
	struct review_row row = { .seq = 0 };
	enum status st = is_whole(mark) ? db_begin(store) : ST_INVALID;

	if (st != ST_OK)
		return st;
	st = find_row(store, mark->seq, &row);
	if (st == ST_OK && row.verdict != REVIEW_OPEN)
		st = ST_EXISTS;
	if (st == ST_OK && !review_may(mark->id, mark->role, row.officer, row.second))
		st = ST_DENIED;
	if (st == ST_OK)
		st = write_mark(store, mark);
	if (st == ST_OK)
		st = journal_mark(store, mark, &row);
	return db_end(store, st);
}

/* --- who stands out ---------------------------------------------------------------------------------------------------- */

static enum status
read_officer(sqlite3_stmt *stmt, struct officer_counts *officer)
{
	enum status st = column_text(stmt, 0, officer->id, sizeof(officer->id));

	if (st == ST_OK)
		st = column_text(stmt, 1, officer->initials, sizeof(officer->initials));
	officer->attests = sqlite3_column_int(stmt, 2);
	officer->accounts = sqlite3_column_int(stmt, 3);
	officer->phones = sqlite3_column_int(stmt, 4);
	return st;
}

enum status
store_oversight(struct store *store, int64_t since_ms, struct officer_counts *ret_officers,
	size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	int64_t seq = 0;
	enum status st = read_number(store, SQL_JOURNAL_SEQ_AT,
		VALUES(value_int(since_ms), value_int(INT64_MAX)), &seq);

	if (st == ST_OK)
		st = db_query(store, SQL_OVERSIGHT,
			VALUES(value_text(event_code(EVENT_STAFF_ATTEST)), value_int(seq),
				value_int(since_ms), value_int(OVERSIGHT_ACCOUNT_PEOPLE),
				value_int(OVERSIGHT_PHONE_PEOPLE), value_int((int64_t)room)),
			&stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_officer(stmt, &ret_officers[n]);
		if (st != ST_OK)
			break;
		n++;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_n = n;
	return ST_OK;
}
