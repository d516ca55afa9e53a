/* SPDX-License-Identifier: Apache-2.0 */
/* Visits: opened, agreed to, attested, kept for another day, ended. */
#include "central/handlers.h"
#include "central/person.h"
#include "base/str.h"
#include "rules/code.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	ATTEMPT_WINDOW_S = 600,
	VISITS_AN_HOUR = 120, /* of one person */
	SAVED_DAYS = 14,
	ANSWERS_MAX = 16 * 1024,
};

#define CONSENT_METHODS "key officer paper"

/* clang-format off */
const struct field consent_form[] = {
	{ "text_version", FORM_TEXT, .required = true, .min = 1, .max = 20 },
	{ "method", FORM_WORD, .required = true, .words = CONSENT_METHODS },
	{ NULL },
};

const struct field visit_form[] = {
	{ "nik", FORM_DIGITS, .min = 16, .max = 16 },
	{ "kpj", FORM_KPJ },
	{ "birth_date", FORM_DATE },
	{ "saved_code", FORM_CODE },
	{ "consent", FORM_OBJECT, .fields = consent_form },
	{ "assisted_by", FORM_TEXT, .nullable = true, .max = 40 },
	{ NULL },
};

const struct field attestation_form[] = {
	{ "officer", FORM_TEXT, .required = true, .min = 1, .max = 40 },
	{ "ktp_seen", FORM_BOOL, .required = true },
	{ "reason", FORM_WORD, .required = true,
		.words = "face_not_matched no_camera no_photo_wanted not_enrolled other" },
	{ NULL },
};

const struct field saved_form[] = {
	{ "flow", FORM_TEXT, .required = true, .min = 1, .max = 40 },
	{ "step", FORM_TEXT, .required = true, .min = 1, .max = 40 },
	{ "answers", FORM_OBJECT, .required = true },
	{ NULL },
};
/* clang-format on */

struct caller {
	char nik[NIK_ROOM];
	char name[NAME_ROOM];
};

/* Exactly one way to say who it is. */
static bool
says_who(const json_t *body)
{
	return (text_of(body, "nik") != NULL) + (text_of(body, "saved_code") != NULL) +
			       (text_of(body, "kpj") != NULL) ==
		       1 &&
	       (text_of(body, "kpj") != NULL) == (text_of(body, "birth_date") != NULL);
}

static enum status
find_person(struct exchange *x, struct caller *ret_caller)
{
	sqlite3_stmt *query = NULL;
	char today[DATE_ISO];
	enum status st;

	date_format_iso(x->today, today);
	st = ledger_query(x->centre->ledger, &query,
		"SELECT nik, name FROM person WHERE nik = ?1 OR nik = (SELECT card.nik FROM"
		" card JOIN person AS p ON p.nik = card.nik  WHERE kpj = ?2 AND p.birth_date ="
		" ?3) OR nik = (SELECT nik FROM saved_visit WHERE code = ?4 AND valid_until >="
		" ?5)",
		"sssss", text_of(x->body, "nik"), text_of(x->body, "kpj"),
		text_of(x->body, "birth_date"), text_of(x->body, "saved_code"), today);
	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = str_copy(ret_caller->nik, sizeof(ret_caller->nik), ledger_text(query, 0));
	if (st == ST_OK)
		st = str_copy(
			ret_caller->name, sizeof(ret_caller->name), ledger_text(query, 1));
	sqlite3_finalize(query);
	return st;
}

enum status
saved_visit_exists(struct exchange *x, const char *code, bool *ret_exists)
{
	int64_t n = 0;
	enum status st = ledger_number(x->centre->ledger, &n,
		"SELECT count(*) FROM saved_visit WHERE code = ?", "s", code);

	*ret_exists = n > 0;
	return st;
}

/* Brokers guess numbers in bulk: a kiosk may miss so often only. */
static enum status
count_misses(struct exchange *x, bool *ret_too_many)
{
	int64_t misses = 0;
	enum status st = ledger_run(x->centre->ledger, "DELETE FROM attempt WHERE at < ?", "i",
		x->now - ATTEMPT_WINDOW_S);

	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &misses,
			"SELECT count(*) FROM attempt WHERE kiosk = ?", "s", x->kiosk);
	*ret_too_many = misses >= x->centre->attempts;
	return st;
}

static enum status
refuse_attempts(struct exchange *x)
{
	return refuse_with(x, PROBLEM_ATTEMPTS,
		json_pack("{s:i}", "retry_after_s", (int)ATTEMPT_WINDOW_S));
}

/* A slip that is too old is no guess. */
static enum status
miss(struct exchange *x)
{
	bool over = false;
	enum status st = saved_visit_exists(x, text_of(x->body, "saved_code"), &over);

	if (st == ST_OK && over)
		return refuse(x, PROBLEM_SAVED_OVER);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO attempt (kiosk, at) VALUES (?, ?)", "si", x->kiosk, x->now);
	return st == ST_OK ? refuse(x, PROBLEM_PERSON) : st;
}

static enum status
add_consent(struct exchange *x, const char *visit, const json_t *consent, char id[UUID_TEXT])
{
	enum status st;

	fresh_id(x, id);
	st = ledger_run(x->centre->ledger,
		"INSERT INTO consent (id, visit, text_version, method, at) VALUES (?, ?, ?, ?,"
		" ?)",
		"ssssi", id, visit, text_of(consent, "text_version"),
		text_of(consent, "method"), x->now);
	return st != ST_OK ? st
			   : ledger_run(x->centre->ledger,
				     "UPDATE visit SET consent_id = ? WHERE id = ?", "ss", id,
				     visit);
}

static enum status
open_for(struct exchange *x, const struct caller *caller)
{
	const json_t *consent = json_object_get(x->body, "consent");
	int64_t expires = x->now + INT64_C(60) * x->centre->visit_minutes;
	char id[UUID_TEXT], consent_id[UUID_TEXT] = "", masked[NAME_ROOM];
	enum status st;

	fresh_id(x, id);
	st = ledger_run(x->centre->ledger,
		"INSERT INTO visit (id, kiosk, nik, assurance, opened_at, expires_at,"
		" saved_code, assisted_by) VALUES (?, ?, ?, 'claimed', ?, ?, ?, ?)",
		"sssiiss", id, x->kiosk, caller->nik, x->now, expires,
		text_of(x->body, "saved_code"), text_of(x->body, "assisted_by"));
	if (st == ST_OK && consent != NULL)
		st = add_consent(x, id, consent, consent_id);
	if (st != ST_OK)
		return st;
	name_mask(caller->name, masked, sizeof(masked));
	return answer(x, 201,
		json_pack("{s:s, s:s, s:s, s:o, s:s?}", "visit_id", id, "assurance", "claimed",
			"name_masked", masked, "expires_at", time_json(x->centre, expires),
			"consent_id", consent_id[0] != '\0' ? consent_id : NULL));
}

enum status
visit_open(struct exchange *x)
{
	struct caller caller = { .nik = "" };
	bool too_many = false;
	int64_t visits = 0;
	enum status st;

	if (!says_who(x->body))
		return refuse_member(x, PROBLEM_INVALID, "/nik", "missing");
	st = count_misses(x, &too_many);
	if (st == ST_OK && too_many)
		return refuse_attempts(x);
	if (st == ST_OK)
		st = find_person(x, &caller);
	if (st == ST_NOT_FOUND)
		return miss(x);
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &visits,
			"SELECT count(*) FROM visit WHERE nik = ? AND opened_at > ?", "si",
			caller.nik, x->now - 3600);
	if (st == ST_OK && visits >= VISITS_AN_HOUR)
		return refuse_attempts(x);
	if (st == ST_OK)
		st = open_for(x, &caller);
	wipe(&caller, sizeof(caller));
	return st;
}

enum status
visit_end(struct exchange *x)
{
	enum status st = ledger_run(x->centre->ledger,
		"UPDATE visit SET ended_at = ? WHERE id = ? AND ended_at IS NULL", "is", x->now,
		x->visit.id);

	return st == ST_OK ? answer_nothing(x, 204) : st;
}

enum status
consent_give(struct exchange *x)
{
	char id[UUID_TEXT];
	enum status st = add_consent(x, x->visit.id, x->body, id);

	return st != ST_OK ? st
			   : answer(x, 201,
				     json_pack("{s:s, s:o}", "consent_id", id, "recorded_at",
					     time_json(x->centre, x->now)));
}

static enum status
has_died(struct exchange *x, bool *ret_died)
{
	int64_t died = 0;
	enum status st = ledger_number(x->centre->ledger, &died,
		"SELECT died_on IS NOT NULL FROM person WHERE nik = ?", "s", x->visit.nik);

	*ret_died = died != 0;
	return st;
}

enum status
identity_attest(struct exchange *x)
{
	char id[UUID_TEXT];
	bool died = false;
	enum status st = has_died(x, &died);

	if (st == ST_OK && died)
		return refuse(x, PROBLEM_HEIRS);
	if (st == ST_OK && !truth_of(x->body, "ktp_seen"))
		return refuse(x, PROBLEM_KTP);
	fresh_id(x, id);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO attestation (id, visit, officer, reason, at) VALUES (?,"
			" ?, ?, ?, ?)",
			"ssssi", id, x->visit.id, text_of(x->body, "officer"),
			text_of(x->body, "reason"), x->now);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"UPDATE visit SET assurance = 'attested' WHERE id = ?", "s",
			x->visit.id);
	return st != ST_OK ? st
			   : answer(x, 201,
				     json_pack("{s:s, s:s, s:o}", "assurance", "attested",
					     "attestation_id", id, "attested_at",
					     time_json(x->centre, x->now)));
}

/* Only the code stays, so that an old slip can be told from a wrong code. */
static enum status
forget_over(struct exchange *x)
{
	char today[DATE_ISO];

	date_format_iso(x->today, today);
	return ledger_run(x->centre->ledger,
		"UPDATE saved_visit SET answers = '{}' WHERE valid_until < ?", "s", today);
}

enum status
visit_save(struct exchange *x)
{
	struct date until = date_add_days(x->today, SAVED_DAYS);
	char *answers = json_dumps(json_object_get(x->body, "answers"), JSON_COMPACT);
	char code[CODE_ROOM], day[DATE_ISO];
	uint8_t random[8];
	enum status st;

	if (answers == NULL)
		return ST_NO_MEMORY;
	randombytes_buf(random, sizeof(random));
	code_make(random, code);
	date_format_iso(until, day);
	st = forget_over(x);
	if (st == ST_OK && strlen(answers) > ANSWERS_MAX)
		st = refuse_member(x, PROBLEM_INVALID, "/answers", "too-long");
	else if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO saved_visit (code, nik, flow, step, answers, saved_at,"
			" valid_until) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"sssssis", code, x->visit.nik, text_of(x->body, "flow"),
			text_of(x->body, "step"), answers, x->now, day);
	if (st == ST_OK && x->status == 0)
		st = answer(x, 201,
			json_pack("{s:s, s:s}", "saved_code", code, "valid_until", day));
	wipe(answers, strlen(answers));
	free(answers);
	return st;
}
