/* SPDX-License-Identifier: Apache-2.0 */
/* Question seen, keys pressed, question gone. */
#include "tests/e2e/walk.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

enum { ROWS_MAX = 64, STEP_MS = 20000, PACE_MS = 150, AGAIN_MS = 4000, TIMES_MAX = 2 };

/* What the wait is for: any of the rows, or the end. */
struct looking {
	const struct walk_row *rows;
	size_t n, found;
	const char *until;
	bool ended;
};

static bool
sees_any(const struct terminal *terminal, void *ctx)
{
	struct looking *looking = ctx;

	looking->ended = terminal_has(terminal, looking->until);
	if (looking->ended)
		return true;
	for (size_t i = 0; i < looking->n; i++)
		if (terminal_has(terminal, looking->rows[i].sees)) {
			looking->found = i;
			return true;
		}
	return false;
}

/* One key after another, far enough apart not to look like a held key or a scanner. */
static enum status
press(struct terminal *terminal, const char *keys)
{
	enum status st = ST_OK;

	for (; st == ST_OK && *keys != '\0'; keys++) {
		const char one[2] = { *keys == '\n' ? '\r' : *keys, '\0' };

		st = terminal_type(terminal, one);
		terminal_settle(terminal, PACE_MS);
	}
	return st;
}

/* A choice that does not seem to have been heard is pressed once more, as people do; what was typed stands there. */
static enum status
answer(struct terminal *terminal, const struct walk_row *row, int budget_ms)
{
	enum status st = press(terminal, row->keys);

	if (st == ST_OK)
		st = terminal_wait_no_text(terminal, row->sees, AGAIN_MS);
	if (st != ST_TIMEOUT)
		return st;
	if (row->keys[1] == '\0')
		st = press(terminal, row->keys);
	return st == ST_OK || st == ST_TIMEOUT
		       ? terminal_wait_no_text(terminal, row->sees, budget_ms)
		       : st;
}

enum status
walk(struct terminal *terminal, const struct walk_row *rows, size_t n, const char *until,
	int budget_ms)
{
	struct looking looking = { .rows = rows, .n = n, .until = until };
	int times[ROWS_MAX] = { 0 };
	enum status st;

	if (n > ROWS_MAX)
		return ST_TOO_LONG;
	for (;;) {
		st = terminal_wait(terminal, sees_any, &looking, budget_ms);
		if (st != ST_OK || looking.ended)
			return st;
		if (times[looking.found]++ == TIMES_MAX)
			return ST_INVALID;
		st = answer(terminal, &rows[looking.found], budget_ms);
		if (st != ST_OK)
			return st;
	}
}

enum status
walk_to_nik(struct terminal *terminal)
{
	static const struct walk_row rows[] = {
		{ WALK_IDLE, "\n" },
		{ "Anda mau apa?", "1" },
	};

	return walk(terminal, rows, ARRAY_LEN(rows), WALK_NIK, STEP_MS);
}

enum status
walk_claim(struct terminal *terminal, const char *nik)
{
	char typed[32];
	const struct walk_row rows[] = {
		{ WALK_IDLE, "\n" },
		{ "Anda mau apa?", "1" },
		{ WALK_NIK, typed },
		{ "Apakah ini Anda?", "1" },
		{ "Bolehkah kami memeriksa data Anda?", "1" },
		{ "Bagus. Tetap begitu.", "\n" },
		{ "Apakah data ini benar?", "1" },
		{ "YA, kirim ke rekening itu", "1" },
		{ "YA, AJUKAN SEKARANG", "1" },
	};

	if (str_format(typed, sizeof(typed), "%s\n", nik) != ST_OK)
		return ST_TOO_LONG;
	return walk(terminal, rows, ARRAY_LEN(rows), WALK_RESULT, STEP_MS);
}
