/* SPDX-License-Identifier: Apache-2.0 */
/* From a signed request to its stored answer. */
#include "central/routes.h"
#include "central/claim_record.h"
#include "central/guard.h"
#include "central/handlers.h"
#include "base/array.h"
#include "base/log.h"
#include "base/str.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FINGERPRINT = crypto_hash_sha256_BYTES };

#define V          "/v1/visits/{}"
#define NONE       BODY_NONE, NULL
#define PHOTO      BODY_PHOTO, NULL
#define JSON(name) BODY_JSON, name##_form

/* clang-format off */
static const struct route table[] = {
	{ "GET",    "/v1/status",                  NEED_KIOSK, NONE, status_get },
	{ "GET",    "/v1/reference/{}",            NEED_KIOSK, NONE, reference_get },
	{ "POST",   "/v1/visits",                  NEED_KIOSK, JSON(visit), visit_open },
	{ "DELETE", V,                             NEED_TRACE, NONE, visit_end },
	{ "POST",   V "/consent",                  NEED_VISIT, JSON(consent), consent_give },
	{ "POST",   V "/face",                     NEED_VISIT, PHOTO, face_verify },
	{ "POST",   V "/attestation",              NEED_VISIT, JSON(attestation), identity_attest },
	{ "GET",    V "/participant",              NEED_PROOF, NONE, participant_get },
	{ "PATCH",  V "/participant",              NEED_PROOF, JSON(participant), participant_change },
	{ "GET",    V "/cards",                    NEED_PROOF, NONE, cards_get },
	{ "POST",   V "/cards",                    NEED_PROOF, JSON(card), card_register },
	{ "GET",    V "/jht",                      NEED_PROOF, NONE, balance_get },
	{ "GET",    V "/jht/contributions",        NEED_PROOF, NONE, contributions_get },
	{ "GET",    V "/programmes",               NEED_PROOF, NONE, programmes_get },
	{ "POST",   V "/bank-account-checks",      NEED_PROOF, JSON(account), account_ask },
	{ "POST",   V "/claim-previews",           NEED_PROOF, JSON(preview), claim_preview },
	{ "GET",    V "/claims",                   NEED_PROOF, NONE, claims_get },
	{ "POST",   V "/claims",                   NEED_TRACE, JSON(claim), claim_make },
	{ "PATCH",  V "/claims/{}",                NEED_PROOF, JSON(mending), claim_mend },
	{ "POST",   V "/unblock",                  NEED_PROOF, JSON(unblock), account_unblock },
	{ "POST",   V "/tickets",                  NEED_VISIT, JSON(ticket), ticket_take },
	{ "POST",   V "/saved-visits",             NEED_PROOF, JSON(saved), visit_save },
	{ "POST",   V "/contribution-bills",       NEED_PROOF, JSON(bill), bill_make },
	{ "POST",   "/v1/offline-claims",          NEED_KIOSK, JSON(claim), claim_take },
	{ "POST",   "/v1/offline-claims/{}/face",  NEED_KIOSK, PHOTO, claim_face_add },
	{ "POST",   "/v1/claim-lookups",           NEED_KIOSK, JSON(code), claim_look_up },
	{ "POST",   "/v1/claim-states",            NEED_KIOSK, JSON(numbers), claim_states_get },
	{ "POST",   "/v1/consents/withdrawal",     NEED_KIOSK, JSON(code), consent_withdraw },
	{ "GET",    "/v1/requests/{}",             NEED_KIOSK, NONE, request_get },
	{ "POST",   "/v1/kiosks/{}/journal-heads", NEED_KIOSK, JSON(head), journal_head_keep },
};
/* clang-format on */

const struct route *
routes(size_t *ret_n)
{
	*ret_n = ARRAY_LEN(table);
	return table;
}

static bool
matches(const char *pattern, const char *path, size_t n, char part[PARTS_MAX][PART_ROOM])
{
	const char *end = path + n;
	int parts = 0;

	while (*pattern != '\0' && path < end) {
		size_t segment = strcspn(path, "/?");

		if (strncmp(pattern, "{}", 2) != 0) {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		if (segment == 0 || segment >= PART_ROOM || parts == PARTS_MAX)
			return false;
		memcpy(part[parts], path, segment);
		part[parts++][segment] = '\0';
		pattern += 2;
		path += segment;
	}
	return *pattern == '\0' && path == end;
}

bool
route_find(struct exchange *x)
{
	size_t n = strcspn(x->target, "?");
	bool path_known = false;
	enum status st;

	x->query = x->target[n] == '?' ? x->target + n + 1 : "";
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (!matches(table[i].pattern, x->target, n, x->part))
			continue;
		path_known = true;
		if (strcmp(table[i].method, x->method) == 0) {
			x->route = &table[i];
			return true;
		}
	}
	st = refuse(x, path_known ? PROBLEM_METHOD : PROBLEM_NO_PATH);
	if (st != ST_OK)
		log_error("routes: %s", status_name(st));
	return false;
}

static bool
changes(const struct exchange *x)
{
	return strcmp(x->method, "GET") != 0;
}

static void
fingerprint(const struct exchange *x, unsigned char ret_hash[FINGERPRINT])
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(
		&state, (const unsigned char *)x->method, strlen(x->method) + 1);
	crypto_hash_sha256_update(
		&state, (const unsigned char *)x->target, strlen(x->target) + 1);
	crypto_hash_sha256_update(&state, x->n > 0 ? x->bytes : (const void *)"", x->n);
	crypto_hash_sha256_final(&state, ret_hash);
}

static enum status
repeat_answer(struct exchange *x, sqlite3_stmt *query)
{
	x->status = sqlite3_column_int(query, 1);
	x->replayed = true;
	if (sqlite3_column_type(query, 2) == SQLITE_NULL)
		return ST_OK;
	x->text = strdup(ledger_text(query, 3));
	return x->text == NULL
		       ? ST_NO_MEMORY
		       : str_copy(x->content, sizeof(x->content), ledger_text(query, 2));
}

static enum status
settle(struct exchange *x, sqlite3_stmt *query)
{
	unsigned char hash[FINGERPRINT];

	x->settled = true;
	fingerprint(x, hash);
	if (sqlite3_column_bytes(query, 0) == FINGERPRINT &&
		memcmp(sqlite3_column_blob(query, 0), hash, FINGERPRINT) == 0)
		return repeat_answer(x, query);
	return refuse(x, PROBLEM_KEY_REUSED);
}

/* Answers where the key was used before, or is missing. */
static enum status
look_for_stored(struct exchange *x)
{
	sqlite3_stmt *query = NULL;
	enum status st;

	x->settled = x->key[0] == '\0';
	if (x->settled)
		return refuse(x, PROBLEM_NO_KEY);
	st = ledger_query(x->centre->ledger, &query,
		"SELECT fingerprint, status, content_type, body FROM request WHERE kiosk = ?"
		" AND key = ?",
		"ss", x->kiosk, x->key);
	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = settle(x, query);
	else if (st == ST_NOT_FOUND)
		st = ST_OK;
	sqlite3_finalize(query);
	return st;
}

/* A kiosk that mends its clock, its secret or its pace sends the same request again. */
static bool
is_kept(const struct exchange *x)
{
	static const int passing[] = { 401, 413, 415, 429 };

	for (size_t i = 0; i < ARRAY_LEN(passing); i++)
		if (x->status == passing[i])
			return false;
	return x->status < 500;
}

static enum status
store_answer(const struct exchange *x)
{
	unsigned char hash[FINGERPRINT];

	fingerprint(x, hash);
	return ledger_run(x->centre->ledger,
		"INSERT INTO request (kiosk, key, fingerprint, method, target, status,"
		" content_type, body, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		"ssyssissi", x->kiosk, x->key, hash, sizeof(hash), x->method, x->target,
		(int64_t)x->status, x->content[0] != '\0' ? x->content : NULL,
		x->text != NULL ? x->text : "", x->now);
}

static enum status
read_visit(struct exchange *x, sqlite3_stmt *query)
{
	struct visit *visit = &x->visit;
	enum status st = str_copy(visit->id, sizeof(visit->id), x->part[0]);

	if (st == ST_OK)
		st = str_copy(visit->nik, sizeof(visit->nik), ledger_text(query, 0));
	if (st == ST_OK)
		st = str_copy(
			visit->assurance, sizeof(visit->assurance), ledger_text(query, 1));
	if (st == ST_OK)
		st = str_copy(
			visit->consent_id, sizeof(visit->consent_id), ledger_text(query, 2));
	if (st == ST_OK)
		st = str_copy(
			visit->saved_code, sizeof(visit->saved_code), ledger_text(query, 3));
	visit->over = sqlite3_column_type(query, 4) != SQLITE_NULL ||
		      sqlite3_column_int64(query, 5) <= x->now;
	return st;
}

static enum status
load_visit(struct exchange *x)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT nik, assurance, consent_id, saved_code, ended_at, expires_at FROM"
		" visit WHERE id = ? AND kiosk = ?",
		"ss", x->part[0], x->kiosk);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = read_visit(x, query);
	sqlite3_finalize(query);
	return st;
}

static enum status
enter_visit(struct exchange *x)
{
	enum need need = x->route->need;
	enum status st = load_visit(x);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_VISIT);
	if (st != ST_OK || (x->visit.over && need == NEED_TRACE))
		return st;
	if (x->visit.over)
		return refuse(x, PROBLEM_EXPIRED);
	if (need == NEED_PROOF && strcmp(x->visit.assurance, "claimed") == 0)
		return refuse(x, PROBLEM_ASSURANCE);
	return ledger_run(x->centre->ledger, "UPDATE visit SET expires_at = ? WHERE id = ?",
		"is", x->now + INT64_C(60) * x->centre->visit_minutes, x->visit.id);
}

static enum status
read_json(struct exchange *x)
{
	json_t *errors;
	enum status st;

	if (strncmp(x->content_type, "application/json", strlen("application/json")) != 0)
		return refuse(x, PROBLEM_CONTENT_TYPE);
	x->body = json_loadb(x->bytes != NULL ? x->bytes : "", x->n,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	if (x->body == NULL)
		return refuse(x, PROBLEM_MALFORMED);
	errors = json_array();
	if (errors == NULL)
		return ST_NO_MEMORY;
	st = form_check(x->route->form, x->body, errors);
	if (st == ST_OK && json_array_size(errors) > 0)
		st = refuse_with(x, PROBLEM_INVALID, json_pack("{s:O}", "errors", errors));
	json_decref(errors);
	return st;
}

static bool
is_closed(const struct exchange *x)
{
	return x->centre->maintenance_until > x->now && x->route->handler != status_get;
}

/* Each stage may answer; the next one runs only while nothing is answered. */
static enum status
run_stages(struct exchange *x, const char *nonce)
{
	enum status st = guard_spend(x, nonce);

	if (st == ST_EXISTS)
		return refuse(x, PROBLEM_NONCE);
	if (st == ST_OK && is_closed(x))
		st = refuse_with(x, PROBLEM_MAINTENANCE,
			json_pack("{s:i}", "retry_after_s",
				(int)(x->centre->maintenance_until - x->now)));
	if (st == ST_OK && x->status == 0 && changes(x))
		st = look_for_stored(x);
	if (st == ST_OK && x->status == 0)
		st = claims_progress(x->centre, x->now);
	if (st == ST_OK && x->status == 0 && x->route->need != NEED_KIOSK)
		st = enter_visit(x);
	if (st == ST_OK && x->status == 0 && x->route->body_kind == BODY_JSON)
		st = read_json(x);
	if (st == ST_OK && x->status == 0)
		st = x->route->handler(x);
	if (st == ST_OK && changes(x) && !x->settled && is_kept(x))
		st = store_answer(x);
	return st;
}

enum status
route_answer(struct exchange *x, const char *nonce)
{
	enum status st = ledger_begin(x->centre->ledger);

	if (st != ST_OK)
		return st;
	st = run_stages(x, nonce);
	if (st == ST_OK)
		return ledger_commit(x->centre->ledger);
	ledger_rollback(x->centre->ledger);
	return st;
}
