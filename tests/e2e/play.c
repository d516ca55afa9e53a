/* SPDX-License-Identifier: Apache-2.0 */
/* Pressing, looking, and asking the centre's database what came of it. */
#include "tests/e2e/play.h"

#include "base/loop.h"
#include "base/str.h"
#include "tests/e2e/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum {
	WORDS_ROOM = 256,
	SQL_ROOM = 512,
	PATH_ROOM = 512,
	APART_MS = 100, /* two presses of a key closer together are one */
	PACE_MS = 35,   /* keys closer together come from a machine */
	LOOK_MS = 20,
	PAPER_MAX = 1 << 20,
};

struct player {
	struct terminal *terminal;
	const char *who;
	const struct fill *holes;
	size_t holes_n;
	int at;
	char last; /* key pressed */
};

static void
expect_move(struct player *player, enum status st, const char *what, const char *words)
{
	if (st == ST_OK)
		return;
	(void)fprintf(
		stderr, "%s, move %d: %s \"%s\"\n", player->who, player->at + 1, what, words);
	expect_ok(st, player->terminal, words, __FILE__, __LINE__);
}

static const char *
filled(struct player *player, const char *text, char room[WORDS_ROOM])
{
	expect_move(player, fill_text(room, WORDS_ROOM, text, player->holes, player->holes_n),
		"fill", text);
	return room;
}

static void
press(struct player *player, const char *keys)
{
	char room[WORDS_ROOM];

	keys = filled(player, keys, room);
	terminal_settle(player->terminal,
		player->at == 0 || keys[0] == player->last ? APART_MS : PACE_MS);
	expect_move(player, terminal_type(player->terminal, keys), "press", keys);
	player->last = keys[strlen(keys) - 1];
}

void
play(struct rig *rig, const char *who, const struct move *moves, const struct fill *holes,
	size_t holes_n)
{
	struct player player = { rig_kiosk(rig), who, holes, holes_n, 0, '\0' };
	char room[WORDS_ROOM];

	for (const struct move *move = moves; move->keys || move->sees; move++) {
		player.at = (int)(move - moves);
		if (move->keys)
			press(&player, move->keys);
		expect_move(&player,
			terminal_wait_text(
				player.terminal, filled(&player, move->sees, room), EXPECT_MS),
			"see", move->sees);
		if (move->hides)
			expect_move(&player,
				terminal_wait_no_text(player.terminal,
					filled(&player, move->hides, room), EXPECT_MS),
				"no longer see", move->hides);
	}
}

void
expect_idle(struct rig *rig)
{
	if (rig_kiosk(rig) == NULL || !terminal_has(rig_kiosk(rig), MOVES_IDLE))
		assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
}

static void
expect_number(struct rig *rig, const char *sql, int64_t expected)
{
	int64_t number = -1;

	assert_int_equal(rig_central_number(rig, sql, &number), ST_OK);
	if (number != expected)
		fail_msg("%s: %" PRId64 ", not %" PRId64, sql, number, expected);
}

void
expect_claims(struct rig *rig, const char *nik, const struct claim_told *told)
{
	char sql[SQL_ROOM];

	assert_int_equal(str_format(sql, sizeof(sql),
				 "SELECT count(*) FROM claim WHERE nik = '%s'", nik),
		ST_OK);
	expect_number(rig, sql, told->n);
	if (told->channel == NULL)
		return;
	assert_int_equal(
		str_format(sql, sizeof(sql),
			"SELECT count(*) FROM claim WHERE nik = '%s' AND channel = '%s' "
			"AND reason = '%s' AND tax = %" PRId64 " AND net = %" PRId64
			" AND gross = tax + net AND status = 'received'",
			nik, told->channel, told->reason, told->tax, told->net),
		ST_OK);
	expect_number(rig, sql, 1);
}

/* The first row of a query on the kiosk's database; take() gets it. */
static void
kiosk_query(
	struct rig *rig, const char *sql, void (*take)(void *ctx, sqlite3_stmt *row), void *ctx)
{
	sqlite3_stmt *query = NULL;
	sqlite3 *db = NULL;
	char path[PATH_ROOM];

	assert_int_equal(
		str_format(path, sizeof(path), "%s/kiosk/anjungan.db", rig_folder(rig)), ST_OK);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, EXPECT_MS), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	take(ctx, query);
	(void)sqlite3_finalize(query);
	(void)sqlite3_close(db);
}

static void
take_number(void *ctx, sqlite3_stmt *row)
{
	*(int64_t *)ctx = sqlite3_column_int64(row, 0);
}

int64_t
kiosk_number(struct rig *rig, const char *sql)
{
	int64_t number = -1;

	kiosk_query(rig, sql, take_number, &number);
	return number;
}

struct text_room {
	char *text;
	size_t room;
	enum status st;
};

static void
take_text(void *ctx, sqlite3_stmt *row)
{
	struct text_room *text = ctx;

	text->st = str_copy(
		text->text, text->room, (const char *)sqlite3_column_text(row, 0));
}

enum status
kiosk_text(struct rig *rig, const char *sql, char *ret_text, size_t room)
{
	struct text_room text = { ret_text, room, ST_NOT_FOUND };

	kiosk_query(rig, sql, take_text, &text);
	return text.st;
}

void
expect_kiosk_number(struct rig *rig, const char *sql, int64_t expected)
{
	int64_t end = loop_now_ms() + EXPECT_MS, number;

	while ((number = kiosk_number(rig, sql)) != expected && loop_now_ms() < end)
		terminal_settle(rig_kiosk(rig), LOOK_MS);
	if (number != expected)
		fail_msg("%s: %" PRId64 ", not %" PRId64, sql, number, expected);
}

static bool
has_bytes(const struct buf *bytes, const char *text)
{
	return memmem(bytes->data, bytes->len, text, strlen(text)) != NULL;
}

static void
read_paper(struct rig *rig, int n, struct buf *bytes)
{
	buf_init(bytes, PAPER_MAX);
	assert_int_equal(rig_wait_receipts(rig, n, EXPECT_MS), ST_OK);
	assert_int_equal(rig_receipt(rig, n, bytes), ST_OK);
}

void
expect_paper(struct rig *rig, int n, const char *nik, const char *const *words)
{
	struct buf bytes;

	read_paper(rig, n, &bytes);
	assert_int_equal(rig_receipts(rig), n);
	for (; *words; words++)
		if (!has_bytes(&bytes, *words))
			fail_msg("paper %d lacks \"%s\"", n, *words);
	assert_false(has_bytes(&bytes, nik));
	buf_free(&bytes);
}

static bool
is_code(const char *at)
{
	char shown[CODE_SHOWN_ROOM], code[CODE_ROOM];

	memcpy(shown, at, CODE_SHOWN_ROOM - 1);
	shown[CODE_SHOWN_ROOM - 1] = '\0';
	return shown[4] == '-' && shown[9] == '-' && code_read(shown, code) == FLAW_NONE;
}

void
read_code_on_paper(struct rig *rig, int n, char ret_code[CODE_SHOWN_ROOM])
{
	struct buf bytes;
	size_t at = 0;

	read_paper(rig, n, &bytes);
	while (at + CODE_SHOWN_ROOM <= bytes.len && !is_code(bytes.data + at))
		at++;
	if (at + CODE_SHOWN_ROOM > bytes.len)
		fail_msg("paper %d has no code", n);
	memcpy(ret_code, bytes.data + at, CODE_SHOWN_ROOM - 1);
	ret_code[CODE_SHOWN_ROOM - 1] = '\0';
	buf_free(&bytes);
}

void
expect_not_on_paper(struct rig *rig, int n, const char *word)
{
	struct buf bytes;

	read_paper(rig, n, &bytes);
	if (has_bytes(&bytes, word))
		fail_msg("paper %d has \"%s\"", n, word);
	buf_free(&bytes);
}

static void
read_log(struct rig *rig, const char *option, const char *value, struct buf *output)
{
	const char *const arguments[] = { "log", option, value, NULL };
	int status = -1;

	buf_init(output, PAPER_MAX);
	assert_int_equal(rig_command(rig, arguments, NULL, output, &status), ST_OK);
	if (status != 0)
		fail_msg("log %s: %s", option, output->data);
}

void
expect_no_events(struct rig *rig, const char *const *events)
{
	struct buf output;

	rig_kiosk_kill(rig);
	read_log(rig, "--verify", NULL, &output);
	assert_non_null(strstr(output.data, "journal whole"));
	buf_free(&output);
	read_log(rig, "--limit", "100000", &output);
	assert_non_null(strstr(output.data, "staff.add"));
	for (; *events; events++)
		if (strstr(output.data, *events) != NULL)
			fail_msg("%s in\n%s", *events, output.data);
	buf_free(&output);
}
