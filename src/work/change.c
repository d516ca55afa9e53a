/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of what commands change. */
#include "work/change.h"

#include "base/array.h"
#include "base/str.h"
#include "store/journal_archive.h"
#include "rules/staff.h"
#include "work/day.h"
#include "work/outbox.h"

#include <string.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

static const int64_t month_ms = 28 * 24 * 60 * (int64_t)MINUTE_MS;

static const char actor[] = STAFF_COMMAND;

/* --- a line in the journal ------------------------------------------------------------------------------------------- */

/* Only what commands themselves do: nobody writes the kiosk's own history from outside. */
static const enum event notable[] = { EVENT_LOG_READ, EVENT_REPORT_READ, EVENT_STATE_BACKUP };

/* Names of ours, never a number that somebody may have typed. */
static bool
is_words(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz- ") == strlen(text);
}

static enum status
read_note(const json_t *request, struct change *change)
{
	char code[32];
	enum status st = json_need_string(request, "event", code, sizeof(code));

	if (st == ST_OK)
		st = json_need_string(
			request, "outcome", change->outcome, sizeof(change->outcome));
	if (st == ST_OK)
		st = json_may_string(
			request, "detail", change->detail, sizeof(change->detail));
	if (st == ST_OK && !is_words(change->detail))
		st = ST_INVALID;
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
		.outcome = change->outcome,
		.detail = change->detail };

	return store_journal_add(store, &entry);
}

/* --- staff ------------------------------------------------------------------------------------------------------------- */

/* What every change of an account says: whose, and by whom. */
static enum status
read_account(const json_t *request, struct change *change)
{
	struct staff *staff = &change->staff;
	enum status st =
		json_need_string(request, "initials", staff->initials, sizeof(staff->initials));

	if (st == ST_OK)
		st = json_may_string(
			request, "supervisor", change->supervisor, sizeof(change->supervisor));
	if (st == ST_OK)
		st = str_format(staff->id, sizeof(staff->id), "staff-%s", staff->initials);
	return st;
}

static enum status
read_staff_add(const json_t *request, struct change *change)
{
	struct staff *staff = &change->staff;
	enum status st = read_account(request, change);

	if (st == ST_OK)
		st = json_need_string(request, "name", staff->name, sizeof(staff->name));
	if (st == ST_OK)
		st = json_need_string(request, "role", staff->role, sizeof(staff->role));
	if (st == ST_OK)
		st = json_need_string(request, "pin", change->pin, sizeof(change->pin));
	return st;
}

static enum status
read_staff_pin(const json_t *request, struct change *change)
{
	enum status st = read_account(request, change);

	return st == ST_OK ? json_need_string(request, "pin", change->pin, sizeof(change->pin))
			   : st;
}

static enum status
read_staff_card(const json_t *request, struct change *change)
{
	enum status st = read_account(request, change);

	return st == ST_OK
		       ? json_need_string(request, "card", change->card, sizeof(change->card))
		       : st;
}

/* Whose PIN it is, if they may. */
static enum status
ask_pin(const struct change *change, struct store *store, const char *pin,
	enum staff_right right, char ret_actor[24])
{
	const struct staff_try attempt = { pin, "", change->now_ms, STAFF_COMMAND };
	struct staff_answer answer;
	struct journal_entry wrong = { .event = EVENT_STAFF_WRONG_PIN,
		.at_ms = change->now_ms,
		.actor = actor,
		.outcome = "denied" };
	enum status st = pin[0] ? store_staff_enter(store, &attempt, &answer) : ST_REFUSED;

	if (st != ST_OK)
		return st;
	if (answer.door == DOOR_OPEN && staff_may(answer.staff.role, right)) {
		memcpy(ret_actor, answer.staff.id, sizeof(answer.staff.id));
		return ST_OK;
	}
	wrong.detail = answer.counted;
	st = store_journal_add(store, &wrong);
	if (st != ST_OK)
		return st;
	return answer.wait_s > 0 ? ST_AGAIN : ST_REFUSED;
}

/* The first accounts are made by whoever has the machine; as soon as there is a supervisor, by one. */
static enum status
authorise(const struct change *change, struct store *store, char ret_actor[24])
{
	enum status st = store_staff_supervisor(store, "");

	if (st == ST_OK)
		return ask_pin(change, store, change->supervisor, RIGHT_ACCOUNTS, ret_actor);
	return st == ST_NOT_FOUND ? str_copy(ret_actor, 24, actor) : st;
}

static enum status
add_account(const struct change *change, struct store *store)
{
	return store_staff_add(store, &change->staff, change->pin, change->now_ms);
}

static enum status
disable_account(const struct change *change, struct store *store)
{
	return store_staff_disable(store, change->staff.id, change->now_ms);
}

static enum status
enable_account(const struct change *change, struct store *store)
{
	return store_staff_enable(store, change->staff.id);
}

static enum status
reset_pin(const struct change *change, struct store *store)
{
	return store_staff_reset_pin(store, change->staff.id, change->pin);
}

static enum status
set_card(const struct change *change, struct store *store)
{
	return store_staff_set_card(store, change->staff.id, change->card);
}

static enum status
unlock(const struct change *change, struct store *store)
{
	return store_staff_unlock(store, change->staff.id);
}

/* What is done to an account, and how the journal names it. */
static const struct account_work {
	const char *change;
	enum event event;
	enum status (*run)(const struct change *change, struct store *store);
} account_rows[] = {
	{ "staff-add", EVENT_STAFF_ADD, add_account },
	{ "staff-disable", EVENT_STAFF_DISABLE, disable_account },
	{ "staff-enable", EVENT_STAFF_ENABLE, enable_account },
	{ "staff-pin", EVENT_STAFF_NEW_PIN, reset_pin },
	{ "staff-card", EVENT_STAFF_CARD, set_card },
	{ "staff-unlock", EVENT_STAFF_UNLOCK, unlock },
};

/* All but adding name an account by its initials. */
static enum status
find_account(struct change *change, struct store *store)
{
	struct staff_account account;
	enum status st;

	if (strcmp(change->row->name, "staff-add") == 0)
		return ST_OK;
	if (strcmp(change->staff.initials, "-") == 0) /* no account's: what named nobody */
		return str_copy(change->staff.id, sizeof(change->staff.id), STAFF_KIOSK);
	st = store_staff_find(store, change->staff.initials, &account);
	if (st == ST_OK)
		change->staff = account.staff;
	return st;
}

static enum status
run_account(const struct change *wanted, struct store *store)
{
	const struct account_work *row = account_rows;
	struct change change = *wanted;
	char by[24];
	struct journal_entry entry = {
		.at_ms = change.now_ms, .actor = by, .outcome = "ok", .detail = change.staff.id
	};
	enum status st = authorise(&change, store, by);

	while (strcmp(row->change, change.row->name) != 0)
		row++;
	entry.event = row->event;
	if (row->event == EVENT_STAFF_ADD)
		entry.detail = change.staff.role;
	if (st == ST_OK)
		st = find_account(&change, store);
	if (st == ST_OK)
		st = row->run(&change, store);
	if (st == ST_OK)
		st = store_journal_add(store, &entry);
	wipe(&change, sizeof(change));
	return st;
}

static void
tell_visit(struct desk *desk)
{
	desk->staff_changed++;
}

/* --- old rows of the journal -------------------------------------------------------------------------------------------- */

/* Nobody puts away from outside what happened this month. */
static enum status
read_archive(const json_t *request, struct change *change)
{
	return json_need_int(
		request, "before_ms", 1, change->now_ms - month_ms, &change->before_ms);
}

static enum status
run_archive(const struct change *change, struct store *store)
{
	return journal_archive_step(store, change->before_ms, change->now_ms, true);
}

/* --- days ------------------------------------------------------------------------------------------------------------ */

static enum status
read_day(const json_t *request, struct change *change)
{
	struct date day;
	enum status st = json_need_string(request, "day", change->day, sizeof(change->day));

	if (st == ST_OK)
		st = date_parse_iso(change->day, &day);
	if (st == ST_OK)
		st = json_need_string(
			request, "kiosk", change->kiosk, sizeof(change->kiosk));
	if (st == ST_OK)
		st = json_need_string(request, "key", change->key, sizeof(change->key));
	return st == ST_OK ? json_need_string(request, "pin", change->pin, sizeof(change->pin))
			   : st;
}

static enum status
run_day_open(const struct change *change, struct store *store)
{
	char by[24];
	enum status st = ask_pin(change, store, change->pin, RIGHT_DAY, by);

	return st == ST_OK ? store_day_open(store, change->day, by, change->now_ms) : st;
}

static enum status
run_day_close(const struct change *change, struct store *store)
{
	char by[24];
	const struct day_end end = {
		change->kiosk, change->key, change->day, by, change->now_ms
	};
	enum status st = ask_pin(change, store, change->pin, RIGHT_DAY, by);

	return st == ST_OK ? day_end(store, &end) : st;
}

static void
send_head(struct desk *desk)
{
	outbox_kick(desk->outbox);
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

#define ACCOUNT_ROW(words, reads)                                                              \
	{                                                                                      \
		.name = (words), .read = (reads), .run = run_account, .begin = tell_visit,     \
		.longest_ms = 30 * SECOND_MS                                                   \
	}

static const struct change_row rows[] = {
	{ .name = "note", .read = read_note, .run = run_note, .longest_ms = 10 * SECOND_MS },
	ACCOUNT_ROW("staff-add", read_staff_add),
	ACCOUNT_ROW("staff-disable", read_account),
	ACCOUNT_ROW("staff-enable", read_account),
	ACCOUNT_ROW("staff-pin", read_staff_pin),
	ACCOUNT_ROW("staff-card", read_staff_card),
	ACCOUNT_ROW("staff-unlock", read_account),
	{ .name = "journal-archive",
		.read = read_archive,
		.run = run_archive,
		.longest_ms = 30 * SECOND_MS },
	{ .name = "day-open",
		.read = read_day,
		.run = run_day_open,
		.longest_ms = 30 * SECOND_MS },
	{ .name = "day-close",
		.read = read_day,
		.run = run_day_close,
		.begin = send_head,
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
