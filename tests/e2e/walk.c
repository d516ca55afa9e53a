/* SPDX-License-Identifier: Apache-2.0 */
/* Question seen, keys pressed, question gone. */
#include "tests/e2e/walk.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

enum { ROWS_MAX = 64, STEP_MS = 20000, APART_MS = 100, TIMES_MAX = 2, KEYS_MAX = 64 };

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

static enum status
press(struct terminal *terminal, const char *keys)
{
	char bytes[KEYS_MAX];

	if (str_copy(bytes, sizeof(bytes), keys) != ST_OK)
		return ST_TOO_LONG;
	for (char *at = bytes; *at != '\0'; at++)
		if (*at == '\n')
			*at = '\r';
	return terminal_type(terminal, bytes);
}

/* Once the whole page is there, and not so soon after the key before, which the kiosk has read by now, as to look like
 * that key held down. */
static enum status
look(struct terminal *terminal, struct looking *looking, int budget_ms)
{
	enum status st = terminal_wait(terminal, sees_any, looking, budget_ms);

	if (st != ST_OK || looking->ended)
		return st;
	terminal_settle(terminal, APART_MS);
	return terminal_wait(terminal, sees_any, looking, budget_ms);
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
		st = look(terminal, &looking, budget_ms);
		if (st != ST_OK || looking.ended)
			return st;
		if (times[looking.found]++ == TIMES_MAX)
			return ST_INVALID;
		st = press(terminal, rows[looking.found].keys);
		if (st == ST_OK)
			st = terminal_wait_no_text(
				terminal, rows[looking.found].sees, budget_ms);
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
