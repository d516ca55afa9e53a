/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of what commands change. */
#include "work/change.h"

#include "base/array.h"
#include "base/str.h"
#include "work/outbox.h"

#include <string.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

static const char actor[] = "command-line";

/* --- a line in the journal ------------------------------------------------------------------------------------------- */

/* Only what commands themselves do: nobody writes the kiosk's own history from outside. */
static const enum event notable[] = { EVENT_LOG_READ, EVENT_STATE_BACKUP };

static enum status
read_note(const json_t *request, struct change *change)
{
	char code[32];
	enum status st = json_need_string(request, "event", code, sizeof(code));

	if (st == ST_OK)
		st = json_need_string(
			request, "outcome", change->outcome, sizeof(change->outcome));
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < ARRAY_LEN(notable); i++) {
		if (strcmp(event_code(notable[i]), code) != 0)
			continue;
		change->event = notable[i];
		return ST_OK;
	}
	return ST_INVALID;
}

static enum status
run_note(const struct change *change, struct store *store)
{
	const struct journal_entry entry = { .event = change->event,
		.at_ms = change->now_ms,
		.actor = actor,
		.outcome = change->outcome };

	return store_journal_add(store, &entry);
}

/* --- staff ------------------------------------------------------------------------------------------------------------- */

static enum status
read_staff_add(const json_t *request, struct change *change)
{
	struct staff *staff = &change->staff;
	enum status st = json_need_string(request, "name", staff->name, sizeof(staff->name));

	if (st == ST_OK)
		st = json_need_string(
			request, "initials", staff->initials, sizeof(staff->initials));
	if (st == ST_OK)
		st = json_need_string(request, "role", staff->role, sizeof(staff->role));
	if (st == ST_OK)
		st = json_need_string(request, "pin", change->pin, sizeof(change->pin));
	if (st == ST_OK)
		st = str_format(staff->id, sizeof(staff->id), "staff-%s", staff->initials);
	return st;
}

static enum status
run_staff_add(const struct change *change, struct store *store)
{
	const struct journal_entry entry = { .event = EVENT_STAFF_ADD,
		.at_ms = change->now_ms,
		.actor = actor,
		.outcome = "ok",
		.detail = change->staff.role };
	enum status st = store_staff_add(store, &change->staff, change->pin, change->now_ms);

	return st == ST_OK ? store_journal_add(store, &entry) : st;
}

/* --- what waits for the centre ------------------------------------------------------------------------------------------ */

static void
begin_sync(struct desk *desk)
{
	outbox_sync(desk->outbox);
}

static bool
sync_is_done(const struct desk *desk)
{
	int64_t next_ms;

	return outbox_is_quiet(desk->outbox, &next_ms);
}

/* --- the table ------------------------------------------------------------------------------------------------------------ */

static const struct change_row rows[] = {
	{ .name = "note", .read = read_note, .run = run_note, .longest_ms = 10 * SECOND_MS },
	{ .name = "staff-add",
		.read = read_staff_add,
		.run = run_staff_add,
		.longest_ms = 30 * SECOND_MS },
	{ .name = "sync",
		.begin = begin_sync,
		.is_done = sync_is_done,
		.longest_ms = 5 * MINUTE_MS },
};

const struct change_row *
change_table(size_t *ret_n)
{
	*ret_n = ARRAY_LEN(rows);
	return rows;
}

enum status
change_read(const json_t *request, int64_t now_ms, struct change *ret_change)
{
	struct change change = { .now_ms = now_ms };
	char name[24];
	enum status st = json_need_string(request, "change", name, sizeof(name));

	if (st == ST_TOO_LONG)
		st = ST_UNSUPPORTED;
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			change.row = &rows[i];
	if (st == ST_OK && change.row == NULL)
		st = ST_UNSUPPORTED;
	if (st == ST_OK && change.row->read)
		st = change.row->read(request, &change);
	if (st == ST_OK)
		*ret_change = change;
	wipe(&change, sizeof(change));
	return st;
}
