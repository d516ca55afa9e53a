/* SPDX-License-Identifier: Apache-2.0 */
/* Staff and their PINs. A PIN is found by trying each row: Argon2id has no index, and a counter has few officers. */
#include "base/str.h"
#include "store/db.h"

#include <string.h>

/* Three passes over 8 MiB: some 10–20 ms a row here, and the kiosk stays small. A stolen disk is no use for guessing the
 * million PINs: the hash is sealed with the device's key. */
enum { PIN_DIGITS = 6, PIN_PASSES = 3, PIN_MEMORY = 8 << 20 };

/* --- which PINs ---------------------------------------------------------------------------------------------------- */

static bool
pin_has_its_form(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && str_is_digits(pin);
}

/* 000000, 123456, 654321, 901234: every digit the same step from the one before. */
static bool
pin_is_a_row(const char *pin)
{
	int step = (pin[1] - pin[0] + 10) % 10;

	if (step != 0 && step != 1 && step != 9)
		return false;
	for (int i = 1; i + 1 < PIN_DIGITS; i++)
		if ((pin[i + 1] - pin[i] + 10) % 10 != step)
			return false;
	return true;
}

/* 121212, 123123. */
static bool
pin_repeats(const char *pin)
{
	return memcmp(pin, pin + 2, PIN_DIGITS - 2) == 0 ||
	       memcmp(pin, pin + 3, PIN_DIGITS - 3) == 0;
}

static bool
role_is_known(const char *role)
{
	static const char *const roles[] = { "officer", "supervisor", "technician" };

	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (strcmp(role, roles[i]) == 0)
			return true;
	return false;
}

static bool
staff_may_be_added(const struct staff *staff, const char *pin)
{
	return staff->id[0] != '\0' && staff->name[0] != '\0' && staff->initials[0] != '\0' &&
	       role_is_known(staff->role) && pin_has_its_form(pin) && !pin_is_a_row(pin) &&
	       !pin_repeats(pin);
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

/* --- checking ------------------------------------------------------------------------------------------------------ */

/* ST_OK: this row has the PIN; ST_DENIED: it has not. */
static enum status
try_row(const struct store *store, sqlite3_stmt *stmt, const char *pin, struct staff *staff)
{
	char hash[crypto_pwhash_STRBYTES] = "";
	enum status st = read_staff(store, stmt, staff);

	if (st == ST_OK)
		st = open_text(store, stmt, 4, staff->id, "pin", hash, sizeof(hash));
	if (st == ST_OK && crypto_pwhash_str_verify(hash, pin, strlen(pin)) != 0)
		st = ST_DENIED;
	wipe(hash, sizeof(hash));
	return st;
}

/* A damaged row locks nobody else out; it is told when no other row has the PIN. */
static enum status
find_pin(struct store *store, const char *pin, struct staff *staff)
{
	sqlite3_stmt *stmt = NULL;
	enum status damaged = ST_DENIED, tried = ST_DENIED;
	enum status st = db_query(store, SQL_STAFF_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		tried = try_row(store, stmt, pin, staff);
		if (tried == ST_OK)
			break;
		if (tried != ST_DENIED)
			damaged = tried;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? damaged : st;
}

enum status
store_staff_check(struct store *store, const char *pin, struct staff *ret_staff)
{
	struct staff staff = { .id = "" };
	enum status st = ST_DENIED;

	if (pin_has_its_form(pin))
		st = find_pin(store, pin, &staff);
	if (st == ST_OK)
		*ret_staff = staff;
	wipe(&staff, sizeof(staff));
	return st;
}

/* --- adding and listing ------------------------------------------------------------------------------------------ */

static enum status
add_staff(struct store *store, const struct staff *staff, const char *hash, int64_t now_ms)
{
	struct buf name, pin;
	enum status st;

	buf_init(&name, SEALED_MAX);
	buf_init(&pin, SEALED_MAX);
	st = seal_text(store, staff->id, "name", staff->name, &name);
	if (st == ST_OK)
		st = seal_text(store, staff->id, "pin", hash, &pin);
	if (st == ST_OK)
		st = db_run(store, SQL_STAFF_ADD,
			VALUES(value_text(staff->id), value_text(staff->initials),
				value_text(staff->role), value_buf(&name), value_buf(&pin),
				value_int(now_ms)));
	buf_free(&name);
	buf_free(&pin);
	return st;
}

enum status
store_staff_add(struct store *store, const struct staff *staff, const char *pin, int64_t now_ms)
{
	char hash[crypto_pwhash_STRBYTES];
	struct staff other;
	enum status st;

	if (!staff_may_be_added(staff, pin))
		return ST_INVALID;
	st = store_staff_check(store, pin, &other);
	if (st != ST_DENIED) {
		if (st == ST_OK)
			wipe(&other, sizeof(other));
		return st == ST_OK ? ST_EXISTS : st;
	}
	if (crypto_pwhash_str(hash, pin, strlen(pin), PIN_PASSES, PIN_MEMORY) != 0)
		return ST_NO_MEMORY;
	st = add_staff(store, staff, hash, now_ms);
	wipe(hash, sizeof(hash));
	return st;
}

enum status
store_staff_list(
	struct store *store, void (*row)(void *ctx, const struct staff *staff), void *ctx)
{
	struct staff staff = { .id = "" };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_STAFF_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_staff(store, stmt, &staff);
		if (st != ST_OK)
			break;
		row(ctx, &staff);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	wipe(&staff, sizeof(staff));
	return st == ST_NOT_FOUND ? ST_OK : st;
}
