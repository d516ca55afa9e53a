/* SPDX-License-Identifier: Apache-2.0 */
/* Staff and their PINs. A PIN is found by trying each row: Argon2id has no index, and a counter has few officers. */
#include "base/str.h"
#include "rules/staff.h"
#include "store/db.h"

#include <string.h>

/* Three passes over 8 MiB: some 10–20 ms a row here, and the kiosk stays small. A stolen disk is no use for guessing the
 * million PINs: the hash is sealed with the device's key. */
enum { PIN_PASSES = 3, PIN_MEMORY = 8 << 20 };

static bool
staff_may_be_added(const struct staff *staff, const char *pin)
{
	return staff->id[0] != '\0' && staff->name[0] != '\0' && staff->initials[0] != '\0' &&
	       strcmp(staff->id, STAFF_KIOSK) != 0 && staff_role_of(staff->role) != ROLE_NONE &&
	       staff_pin_flaw(pin) == PIN_FINE;
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static enum status
seal_text(const struct store *store, const char *id, const char *what, const char *text,
	struct buf *ret_sealed)
{
	char context[CONTEXT_ROOM];
	enum status st = name_context(id, what, context);

	if (st == ST_OK)
		st = seal_box(store->seal, SEAL_STAFF, context, text, strlen(text), ret_sealed);
	return st;
}

static enum status
open_text(const struct store *store, sqlite3_stmt *stmt, int column, const char *id,
	const char *what, char *ret_text, size_t room)
{
	char context[CONTEXT_ROOM];
	struct buf text;
	enum status st = name_context(id, what, context);

	buf_init(&text, room);
	if (st == ST_OK)
		st = column_sealed(store, stmt, column, SEAL_STAFF, context, &text);
	if (st == ST_OK)
		st = str_copy(ret_text, room, text.data) == ST_OK ? ST_OK : ST_CORRUPT;
	buf_free(&text);
	return st;
}

static enum status
read_staff(const struct store *store, sqlite3_stmt *stmt, struct staff *staff)
{
	enum status st;

	wipe(staff, sizeof(*staff)); /* nothing of the row before stays behind a shorter name */
	st = column_text(stmt, 0, staff->id, sizeof(staff->id));
	if (st == ST_OK)
		st = column_text(stmt, 1, staff->initials, sizeof(staff->initials));
	if (st == ST_OK)
		st = column_text(stmt, 2, staff->role, sizeof(staff->role));
	if (st == ST_OK)
		st = open_text(
			store, stmt, 3, staff->id, "name", staff->name, sizeof(staff->name));
	return st;
}

static bool
is_disabled(sqlite3_stmt *stmt)
{
	return sqlite3_column_type(stmt, 5) != SQLITE_NULL;
}

static enum status
read_account(const struct store *store, sqlite3_stmt *stmt, struct staff_account *account)
{
	const struct pin_tries tries = { .wrong = sqlite3_column_int(stmt, 7) };

	account->disabled = is_disabled(stmt);
	account->has_card = sqlite3_column_int(stmt, 6) != 0;
	account->locked = pin_tries_locked(&tries);
	return read_staff(store, stmt, &account->staff);
}

/* --- checking ------------------------------------------------------------------------------------------------------ */

/* Whom a PIN was found to be. */
struct found {
	struct staff staff;
	bool disabled;
};

/* ST_OK: this row has the PIN; ST_DENIED: it has not. */
static enum status
try_row(const struct store *store, sqlite3_stmt *stmt, const char *pin, struct found *found)
{
	char hash[crypto_pwhash_STRBYTES] = "";
	enum status st = read_staff(store, stmt, &found->staff);

	found->disabled = is_disabled(stmt);
	if (st == ST_OK)
		st = open_text(store, stmt, 4, found->staff.id, "pin", hash, sizeof(hash));
	if (st == ST_OK && crypto_pwhash_str_verify(hash, pin, strlen(pin)) != 0)
		st = ST_DENIED;
	wipe(hash, sizeof(hash));
	return st;
}

/* A damaged row locks nobody else out; it is told when no other row has the PIN. */
static enum status
find_pin(struct store *store, const char *pin, struct found *found)
{
	sqlite3_stmt *stmt = NULL;
	enum status damaged = ST_DENIED, tried = ST_DENIED;
	enum status st = db_query(store, SQL_STAFF_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		tried = try_row(store, stmt, pin, found);
		if (tried == ST_OK)
			break;
		if (tried != ST_DENIED)
			damaged = tried;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? damaged : st;
}

static bool
can_be_a_pin(const char *pin)
{
	return staff_pin_flaw(pin) != PIN_NOT_SIX;
}

enum status
store_staff_check(struct store *store, const char *pin, struct staff *ret_staff)
{
	struct found found = { .disabled = false };
	enum status st = can_be_a_pin(pin) ? find_pin(store, pin, &found) : ST_DENIED;

	if (st == ST_OK && found.disabled)
		st = ST_DENIED;
	if (st == ST_OK)
		*ret_staff = found.staff;
	wipe(&found, sizeof(found));
	return st;
}

/* --- the door ------------------------------------------------------------------------------------------------------ */

static enum status
read_tries(struct store *store, const char *who, struct pin_tries *ret_tries)
{
	struct pin_tries tries = { 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_TRIES, VALUES(value_text(who)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		tries = (struct pin_tries){ sqlite3_column_int(stmt, 0),
			sqlite3_column_int64(stmt, 1) };
	db_done(stmt);
	if (st == ST_OK || st == ST_NOT_FOUND)
		*ret_tries = tries;
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
write_tries(struct store *store, const char *who, const struct pin_tries *tries)
{
	if (tries->wrong == 0)
		return db_run(store, SQL_TRIES_CLEAR, VALUES(value_text(who)));
	return db_run(store, SQL_TRIES_SET,
		VALUES(value_text(who), value_int(tries->wrong), value_int(tries->open_ms)));
}

static struct value
value_card(const struct store *store, const char *card, uint8_t hash[SEAL_HASH])
{
	seal_lookup(store->seal, "staff-card", card, hash);
	return value_blob(hash, SEAL_HASH);
}

/* Whose card it is, and whether the PIN is theirs, too: ST_NOT_FOUND, ST_DENIED. pin NULL: not asked. */
static enum status
find_card(struct store *store, const char *card, const char *pin, struct found *found)
{
	uint8_t hash[SEAL_HASH];
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		store, SQL_STAFF_BY_CARD, VALUES(value_card(store, card, hash)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK && pin)
		st = try_row(store, stmt, pin, found);
	else if (st == ST_OK)
		st = read_staff(store, stmt, &found->staff);
	db_done(stmt);
	return st;
}

/* What the right PIN leaves of the wrong ones before it. Who types nine wrong ones and then their own does so again. */
static struct pin_tries
tries_after(const struct staff_try *attempt, const struct staff *staff, struct pin_tries before)
{
	if (attempt->card[0] || staff_may(staff->role, RIGHT_ACCOUNTS) || before.wrong == 0)
		return (struct pin_tries){ 0 };
	return (struct pin_tries){ before.wrong - 1, 0 };
}

/* The right PIN: whether it opens. */
static enum status
let_in(struct store *store, const struct staff_try *attempt, const struct found *found,
	struct pin_tries before, struct staff_answer *answer)
{
	const char *id = found->staff.id;
	struct pin_tries own = { 0 }, after = tries_after(attempt, &found->staff, before);
	bool kiosk = attempt->card[0] == '\0';
	enum status st = kiosk ? read_tries(store, id, &own) : ST_OK;

	if (st != ST_OK)
		return st;
	if (pin_tries_locked(&own) || (kiosk && pin_tries_locked(&before) &&
					      !staff_may(found->staff.role, RIGHT_ACCOUNTS))) {
		answer->door = DOOR_LOCKED;
		return ST_OK; /* it stays counted: nothing tells it from a wrong one */
	}
	if (found->disabled) {
		answer->door = DOOR_DISABLED;
		return write_tries(store, answer->counted, &before);
	}
	answer->door = DOOR_OPEN;
	answer->staff = found->staff;
	return write_tries(store, answer->counted, &after);
}

static enum status
try_pin(struct store *store, const struct staff_try *attempt, struct found *found)
{
	if (!can_be_a_pin(attempt->pin))
		return ST_DENIED;
	return attempt->card[0] ? find_card(store, attempt->card, attempt->pin, found)
				: find_pin(store, attempt->pin, found);
}

/* answer->counted says whose tries they are. */
static enum status
knock(struct store *store, const struct staff_try *attempt, struct staff_answer *answer)
{
	struct pin_tries before, counted;
	struct found found = { .disabled = false };
	bool named = attempt->card[0] != '\0';
	enum status st = read_tries(store, answer->counted, &before);

	if (st != ST_OK)
		return st;
	answer->wait_s = pin_tries_wait_s(&before, attempt->now_ms);
	if ((named && pin_tries_locked(&before)) || answer->wait_s > 0) {
		answer->door = pin_tries_locked(&before) ? DOOR_LOCKED : DOOR_WAIT;
		return ST_OK;
	}
	counted = pin_tries_wrong(before, attempt->now_ms);
	st = write_tries(store, answer->counted, &counted);
	if (st == ST_OK)
		st = try_pin(store, attempt, &found);
	if (st == ST_OK) {
		st = let_in(store, attempt, &found, before, answer);
	} else if (st == ST_DENIED) {
		answer->door = pin_tries_locked(&counted) ? DOOR_LOCKED : DOOR_WRONG;
		st = ST_OK;
	}
	if (st == ST_OK && (answer->door == DOOR_WRONG || answer->door == DOOR_LOCKED))
		answer->wait_s = pin_tries_wait_s(&counted, attempt->now_ms);
	wipe(&found, sizeof(found));
	return st;
}

enum status
store_staff_enter(
	struct store *store, const struct staff_try *attempt, struct staff_answer *ret_answer)
{
	struct staff_answer answer = { .door = DOOR_NO_CARD, .counted = STAFF_KIOSK };
	struct found owner = { .disabled = false };
	enum status st = ST_OK;

	if (attempt->door)
		st = str_copy(answer.counted, sizeof(answer.counted), attempt->door);
	if (st == ST_OK && attempt->card[0])
		st = find_card(store, attempt->card, NULL, &owner);
	if (st == ST_OK && attempt->card[0])
		memcpy(answer.counted, owner.staff.id, sizeof(answer.counted));
	if (st == ST_OK)
		st = knock(store, attempt, &answer);
	else if (st == ST_NOT_FOUND)
		st = ST_OK;
	if (st == ST_OK)
		*ret_answer = answer;
	wipe(&owner, sizeof(owner));
	wipe(&answer, sizeof(answer));
	return st;
}

/* --- adding and listing ------------------------------------------------------------------------------------------ */

static enum status
seal_pin(struct store *store, const char *id, const char *pin, struct buf *ret_sealed)
{
	char hash[crypto_pwhash_STRBYTES];
	enum status st;

	if (crypto_pwhash_str(hash, pin, strlen(pin), PIN_PASSES, PIN_MEMORY) != 0)
		return ST_NO_MEMORY;
	st = seal_text(store, id, "pin", hash, ret_sealed);
	wipe(hash, sizeof(hash));
	return st;
}

static enum status
add_staff(struct store *store, const struct staff *staff, const char *pin, int64_t now_ms)
{
	struct buf name, sealed;
	enum status st;

	buf_init(&name, SEALED_MAX);
	buf_init(&sealed, SEALED_MAX);
	st = seal_text(store, staff->id, "name", staff->name, &name);
	if (st == ST_OK)
		st = seal_pin(store, staff->id, pin, &sealed);
	if (st == ST_OK)
		st = db_run(store, SQL_STAFF_ADD,
			VALUES(value_text(staff->id), value_text(staff->initials),
				value_text(staff->role), value_buf(&name), value_buf(&sealed),
				value_int(now_ms)));
	buf_free(&name);
	buf_free(&sealed);
	return st;
}

/* A PIN alone says who it is: ST_EXISTS where somebody has it, with an open account or a closed one. */
static enum status
is_nobodys(struct store *store, const char *pin)
{
	struct found found;
	enum status st = find_pin(store, pin, &found);

	wipe(&found, sizeof(found));
	return st == ST_OK ? ST_EXISTS : st == ST_DENIED ? ST_OK : st;
}

enum status
store_staff_add(struct store *store, const struct staff *staff, const char *pin, int64_t now_ms)
{
	enum status st = staff_may_be_added(staff, pin) ? is_nobodys(store, pin) : ST_INVALID;

	return st == ST_OK ? add_staff(store, staff, pin, now_ms) : st;
}

enum status
store_staff_list(struct store *store,
	void (*row)(void *ctx, const struct staff_account *account), void *ctx)
{
	struct staff_account account = { .disabled = false };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_STAFF_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_account(store, stmt, &account);
		if (st != ST_OK)
			break;
		row(ctx, &account);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	wipe(&account, sizeof(account));
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_staff_find(struct store *store, const char *initials, struct staff_account *ret_account)
{
	sqlite3_stmt *stmt = NULL;
	enum status st =
		db_query(store, SQL_STAFF_BY_INITIALS, VALUES(value_text(initials)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_account(store, stmt, ret_account);
	db_done(stmt);
	return st;
}

/* --- changing ------------------------------------------------------------------------------------------------------ */

enum status
store_staff_is_open(struct store *store, const char *id)
{
	return db_exists(store, SQL_STAFF_OPEN, VALUES(value_text(id)));
}

enum status
store_staff_supervisor(struct store *store, const char *id)
{
	return db_exists(store, SQL_STAFF_OTHER_SUPERVISOR, VALUES(value_text(id)));
}

enum status
store_staff_disable(struct store *store, const char *id, int64_t now_ms)
{
	enum status st = store_staff_supervisor(store, id);

	if (st == ST_NOT_FOUND && store_staff_supervisor(store, "") == ST_OK)
		return ST_BUSY; /* nobody could open any account again */
	if (st != ST_OK && st != ST_NOT_FOUND)
		return st;
	return db_run_one(store, SQL_STAFF_DISABLE, VALUES(value_text(id), value_int(now_ms)));
}

enum status
store_staff_enable(struct store *store, const char *id)
{
	return db_run_one(store, SQL_STAFF_ENABLE, VALUES(value_text(id)));
}

static enum status
set_pin(struct store *store, const char *id, const char *pin)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_pin(store, id, pin, &sealed);
	if (st == ST_OK)
		st = db_run_one(
			store, SQL_STAFF_PIN, VALUES(value_text(id), value_buf(&sealed)));
	if (st == ST_OK)
		st = store_staff_unlock(store, id);
	buf_free(&sealed);
	return st;
}

enum status
store_staff_reset_pin(struct store *store, const char *id, const char *pin)
{
	enum status st = staff_pin_flaw(pin) == PIN_FINE ? is_nobodys(store, pin) : ST_INVALID;

	return st == ST_OK ? set_pin(store, id, pin) : st;
}

enum status
store_staff_set_card(struct store *store, const char *id, const char *card)
{
	uint8_t hash[SEAL_HASH];
	struct value value = card[0] ? value_card(store, card, hash) : value_text(NULL);

	return db_run_one(store, SQL_STAFF_CARD, VALUES(value_text(id), value));
}

enum status
store_staff_unlock(struct store *store, const char *id)
{
	return db_run(store, SQL_TRIES_CLEAR, VALUES(value_text(id)));
}
