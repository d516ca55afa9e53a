/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a person: shown, completed; cards, balance, contributions, programmes. */
#include "central/handlers.h"
#include "central/claim_record.h"
#include "central/person.h"
#include "base/array.h"
#include "base/str.h"
#include "rules/money.h"

#include <stdlib.h>
#include <string.h>

#define MARITAL   "kawin belum_kawin cerai_hidup cerai_mati"
#define EDUCATION "sd smp sma diploma s1 s2"
#define RELATION  "pasangan anak saudara orang_tua lain"

enum { CONTRIBUTION_PART = 570, MONTHS = 12, PAID_ON_DAY = 10 }; /* 5.7 % of the wage */

/* Nothing is refused as a whole: each member sent is taken or refused by itself. */
const struct field participant_form[] = { { NULL } };

/* clang-format off */
const struct field card_form[] = {
	{ "kpj", FORM_KPJ, .required = true },
	{ NULL },
};
/* clang-format on */

/* One member of a change: its form, the statement that takes it, and where it is corrected
 * when not here. */
struct change {
	struct field field;
	const char *sql;
	const char *only_if_null; /* taken only where this says 1; NULL: always */
	const char *where;
};

#define HERE(column, kind, ...)                                                                \
	{                                                                                      \
		{ column, kind, __VA_ARGS__ },                                                 \
			"UPDATE person SET " column " = ?1 WHERE nik = ?2", NULL, "here"       \
	}
#define ONCE(column, ...)                                                                      \
	{                                                                                      \
		{ column, FORM_TEXT, __VA_ARGS__ },                                            \
			"UPDATE person SET " column " = ?1 WHERE nik = ?2",                    \
			"SELECT " column " IS NULL FROM person WHERE nik = ?", "dukcapil"      \
	}
#define ELSEWHERE(column, place)                                                               \
	{                                                                                      \
		{ column, FORM_TEXT }, NULL, NULL, place                                       \
	}

static const struct change changes[] = {
	{ { "phone", FORM_PHONE, .nullable = true },
		"UPDATE person SET phone = ?1, has_no_phone = ?1 IS NULL WHERE nik = ?2", NULL,
		"here" },
	HERE("email", FORM_TEXT, .nullable = true, .min = 3, .max = 100),
	HERE("marital_status", FORM_WORD, .words = MARITAL),
	HERE("address", FORM_TEXT, .min = 1, .max = 150),
	HERE("village", FORM_TEXT, .min = 1, .max = 60),
	HERE("district", FORM_TEXT, .min = 1, .max = 60),
	HERE("regency", FORM_TEXT, .min = 1, .max = 60),
	HERE("province", FORM_TEXT, .min = 1, .max = 60),
	HERE("postal_code", FORM_DIGITS, .min = 5, .max = 5),
	HERE("education", FORM_WORD, .words = EDUCATION),
	{ { "contact_relation", FORM_WORD, .nullable = true, .words = RELATION },
		"UPDATE person SET contact_relation = ?1, has_no_contact = ?1 IS NULL"
		" WHERE nik = ?2",
		NULL, "here" },
	HERE("contact_name", FORM_TEXT, .nullable = true, .min = 1, .max = 100),
	HERE("contact_phone", FORM_PHONE, .nullable = true),
	ONCE("birth_place", .min = 1, .max = 60),
	ONCE("mother_name", .min = 1, .max = 100),
	ELSEWHERE("nik", "dukcapil"),
	ELSEWHERE("name", "dukcapil"),
	ELSEWHERE("birth_date", "dukcapil"),
	ELSEWHERE("employer", "employer"),
	ELSEWHERE("joined_on", "employer"),
	ELSEWHERE("ended_on", "employer"),
	ELSEWHERE("end_reason", "employer"),
	ELSEWHERE("jmo_blocked", "bpjs"),
	ELSEWHERE("cards", "bpjs"),
};

static enum status
account_json(struct exchange *x, const char *bank, const char *number, json_t **ret_account)
{
	struct account account;
	enum status st;

	if (bank[0] == '\0') {
		*ret_account = json_null();
		return ST_OK;
	}
	st = person_account(x->centre->ledger, x->visit.nik, bank, number, &account);
	if (st == ST_OK)
		*ret_account = json_pack("{s:s, s:s, s:s, s:s}", "bank", bank, "number", number,
			"holder", account.shown, "match", match_code(account.match));
	return st == ST_OK && *ret_account == NULL ? ST_NO_MEMORY : st;
}

static enum status
saved_json(struct exchange *x, json_t **ret_saved)
{
	sqlite3_stmt *query = NULL;
	int64_t at = 0;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT code, flow, step, answers AS \"answers{}\" FROM saved_visit WHERE code"
		" = ? AND nik = ?",
		"ss", x->visit.saved_code, x->visit.nik);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, ret_saved);
	sqlite3_finalize(query);
	if (st == ST_NOT_FOUND) {
		*ret_saved = json_null();
		return ST_OK;
	}
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &at,
			"SELECT saved_at FROM saved_visit WHERE code = ?", "s",
			x->visit.saved_code);
	if (st == ST_OK &&
		json_object_set_new(*ret_saved, "saved_at", time_json(x->centre, at)) != 0)
		st = ST_NO_MEMORY;
	return st;
}

static json_t *
partial_json(sqlite3_stmt *query, int first)
{
	if (sqlite3_column_type(query, first) == SQLITE_NULL)
		return json_null();
	return json_pack("{s:s, s:s, s:I}", "reason", ledger_text(query, first), "paid_on",
		ledger_text(query, first + 1), "gross",
		(json_int_t)sqlite3_column_int64(query, first + 2));
}

static enum status
set(json_t *object, const char *name, json_t *taken)
{
	return json_object_set_new(object, name, taken) == 0 ? ST_OK : ST_NO_MEMORY;
}

static enum status
person_json(struct exchange *x, json_t **ret_person)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT nik, name, birth_date, birth_place, mother_name, marital_status,"
		" address, village, district, regency, province, postal_code, phone, email,"
		" education, contact_name, contact_relation, contact_phone,"
		" has_npwp AS \"has_npwp?\", jmo_blocked AS \"jmo_blocked?\" FROM person WHERE"
		" nik = ?",
		"s", x->visit.nik);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, ret_person);
	sqlite3_finalize(query);
	return st;
}

/* account and first_partial */
static enum status
set_money(struct exchange *x, json_t *record)
{
	sqlite3_stmt *query = NULL;
	json_t *account = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT coalesce(bank, ''), coalesce(account, ''), partial_reason, partial_on,"
		" partial_gross FROM person WHERE nik = ?",
		"s", x->visit.nik);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = account_json(x, ledger_text(query, 0), ledger_text(query, 1), &account);
	if (st == ST_OK)
		st = set(record, "account", account);
	if (st == ST_OK)
		st = set(record, "first_partial", partial_json(query, 2));
	sqlite3_finalize(query);
	return st;
}

static enum status
record_json(struct exchange *x, json_t **ret_record)
{
	json_t *record = NULL;
	char masked[NAME_ROOM];
	enum status st = person_json(x, &record);

	if (st == ST_OK)
		st = set_money(x, record);
	if (st == ST_OK) {
		name_mask(text_of(record, "name"), masked, sizeof(masked));
		st = set(record, "name_masked", json_string(masked));
	}
	if (st == ST_OK)
		*ret_record = record;
	else
		json_decref(record);
	return st;
}

/* data_complete and missing_fields */
static enum status
set_missing(struct exchange *x, json_t *object)
{
	json_t *missing = NULL;
	enum status st = person_missing(x->centre->ledger, x->visit.nik, &missing);

	if (st == ST_OK)
		st = set(object, "data_complete", json_boolean(json_array_size(missing) == 0));
	if (st == ST_OK)
		return set(object, "missing_fields", missing);
	json_decref(missing);
	return st;
}

static enum status
cards_part(struct exchange *x, json_t **ret_part)
{
	return person_cards(x->centre->ledger, x->visit.nik, ret_part);
}

static enum status
jht_part(struct exchange *x, json_t **ret_part)
{
	return person_jht(x->centre->ledger, x->visit.nik, ret_part);
}

static enum status
claims_part(struct exchange *x, json_t **ret_part)
{
	return claims_summary(x, x->visit.nik, ret_part);
}

static const struct {
	const char *name;
	enum status (*make)(struct exchange *x, json_t **ret_part);
} parts[] = {
	{ "cards", cards_part },
	{ "jht", jht_part },
	{ "claims", claims_part },
};

static enum status
set_part(struct exchange *x, json_t *record, size_t i)
{
	json_t *part = NULL;
	enum status st = parts[i].make(x, &part);

	return st == ST_OK ? set(record, parts[i].name, part) : st;
}

/* ST_INVALID: a word no part has. */
static enum status
set_parts(struct exchange *x, json_t *record, char *include)
{
	char *rest = NULL;
	enum status st = ST_OK;

	for (char *word = strtok_r(include, ",", &rest); st == ST_OK && word != NULL;
		word = strtok_r(NULL, ",", &rest)) {
		size_t i = 0;

		while (i < ARRAY_LEN(parts) && strcmp(parts[i].name, word) != 0)
			i++;
		st = i < ARRAY_LEN(parts) ? set_part(x, record, i) : ST_INVALID;
	}
	return st;
}

enum status
participant_get(struct exchange *x)
{
	json_t *record = NULL, *saved = NULL;
	char include[64] = "";
	enum status found = query_member(x, "include", include, sizeof(include));
	enum status st = found == ST_NOT_FOUND ? ST_OK : found;

	if (st == ST_OK)
		st = record_json(x, &record);
	if (st == ST_OK)
		st = set_missing(x, record);
	if (st == ST_OK)
		st = saved_json(x, &saved);
	if (st == ST_OK)
		st = set(record, "saved", saved);
	if (st == ST_OK)
		st = set_parts(x, record, include);
	if (st == ST_OK)
		return answer(x, 200, record);
	json_decref(record);
	return st == ST_INVALID || st == ST_TOO_LONG
		       ? refuse_member(x, PROBLEM_MALFORMED, "include", "not-allowed")
		       : st;
}

static const struct change *
find_change(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(changes); i++)
		if (strcmp(changes[i].field.name, name) == 0)
			return &changes[i];
	return NULL;
}

static bool
has_form(const struct field *field, const json_t *value)
{
	const struct field rows[] = { *field, { NULL } };
	json_t *object = json_pack("{s:O}", field->name, value), *errors = json_array();
	bool good = object != NULL && errors != NULL &&
		    form_check(rows, object, errors) == ST_OK && json_array_size(errors) == 0;

	json_decref(object);
	json_decref(errors);
	return good;
}

static enum status
refuse_field(json_t *refused, const char *name, const char *code, const char *where)
{
	return json_array_append_new(refused, json_pack("{s:s, s:s, s:s}", "field", name,
						      "code", code, "where", where)) == 0
		       ? ST_OK
		       : ST_NO_MEMORY;
}

static enum status
change_one(struct exchange *x, const char *name, const json_t *value, json_t *accepted,
	json_t *refused)
{
	const struct change *change = find_change(name);
	int64_t free_to_set = 1;
	enum status st = ST_OK;

	if (change == NULL)
		return refuse_field(refused, name, "unknown-field", "bpjs");
	if (change->only_if_null != NULL)
		st = ledger_number(x->centre->ledger, &free_to_set, change->only_if_null, "s",
			x->visit.nik);
	if (st != ST_OK)
		return st;
	if (change->sql == NULL || !free_to_set)
		return refuse_field(refused, name, "corrected-elsewhere", change->where);
	if (!has_form(&change->field, value))
		return refuse_field(refused, name, "wrong-form", "here");
	st = ledger_run(
		x->centre->ledger, change->sql, "ss", json_string_value(value), x->visit.nik);
	if (st == ST_OK && json_array_append_new(accepted, json_string(name)) != 0)
		st = ST_NO_MEMORY;
	return st;
}

enum status
participant_change(struct exchange *x)
{
	json_t *accepted = json_array(), *refused = json_array(), *value;
	json_t *changed = json_pack("{s:o, s:o}", "accepted", accepted, "refused", refused);
	const char *name;
	enum status st = changed == NULL ? ST_NO_MEMORY : ST_OK;

	if (st == ST_OK && json_object_size(x->body) == 0) {
		json_decref(changed);
		return refuse_member(x, PROBLEM_INVALID, "", "missing");
	}
	json_object_foreach(x->body, name, value)
	{
		if (st == ST_OK)
			st = change_one(x, name, value, accepted, refused);
	}
	if (st == ST_OK)
		st = set_missing(x, changed);
	if (st == ST_OK)
		return answer(x, 200, changed);
	json_decref(changed);
	return st;
}

static enum status
answer_cards(struct exchange *x, int status)
{
	json_t *cards = NULL, *jht = NULL;
	enum status st = cards_part(x, &cards);

	if (st == ST_OK)
		st = jht_part(x, &jht);
	if (st == ST_OK)
		return answer(x, status, json_pack("{s:o, s:o}", "cards", cards, "jht", jht));
	json_decref(cards);
	return st;
}

enum status
cards_get(struct exchange *x)
{
	return answer_cards(x, 200);
}

enum status
card_register(struct exchange *x)
{
	int64_t registered = 0;
	enum status st = ledger_number(x->centre->ledger, &registered,
		"SELECT registered FROM card WHERE kpj = ? AND nik = ?", "ss",
		text_of(x->body, "kpj"), x->visit.nik);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_NOT_YOURS);
	if (st == ST_OK && registered)
		return refuse(x, PROBLEM_CARD_LINKED);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"UPDATE card SET registered = 1 WHERE kpj = ?", "s",
			text_of(x->body, "kpj"));
	return st == ST_OK ? answer_cards(x, 201) : st;
}

enum status
balance_get(struct exchange *x)
{
	sqlite3_stmt *query = NULL;
	json_t *jht = NULL, *cards = NULL;
	enum status st = jht_part(x, &jht);

	if (st == ST_OK)
		st = ledger_query(x->centre->ledger, &query,
			"SELECT kpj, balance FROM card WHERE nik = ? AND registered = 1 ORDER"
			" BY joined_on, kpj",
			"s", x->visit.nik);
	if (st == ST_OK)
		st = rows_json(query, &cards);
	if (st == ST_OK)
		st = set(jht, "cards", cards);
	if (st == ST_OK)
		return answer(x, 200, jht);
	json_decref(jht);
	return st;
}

/* One month of one card; the demonstration computes what a real centre has on record. */
static enum status
add_month(struct exchange *x, sqlite3_stmt *query, int year, int month, json_t *months)
{
	struct date first = { (int16_t)year, (int8_t)month, 1 },
		    paid = date_add_months(first, 1);
	struct date joined = date_of_text(ledger_text(query, 1));
	struct date ended = date_of_text(ledger_text(query, 2));
	int64_t wage = sqlite3_column_int64(query, 3);
	char text[16];
	enum status st;

	joined.day = 1;
	paid.day = PAID_ON_DAY;
	if (date_compare(first, joined) < 0 || date_compare(first, x->today) > 0 ||
		(date_is_known(ended) && date_compare(first, ended) > 0))
		return ST_OK;
	st = str_format(text, sizeof(text), "%04d-%02d", year, month);
	if (st != ST_OK)
		return st;
	return json_array_append_new(months,
		       json_pack("{s:s, s:s, s:I, s:I, s:o}", "kpj", ledger_text(query, 0),
			       "month", text, "wage", (json_int_t)wage, "amount",
			       (json_int_t)money_part(wage, CONTRIBUTION_PART), "paid_on",
			       date_compare(paid, x->today) <= 0 ? date_json(paid)
								 : json_null())) == 0
		       ? ST_OK
		       : ST_NO_MEMORY;
}

enum status
contributions_get(struct exchange *x)
{
	sqlite3_stmt *query = NULL;
	json_t *months = NULL;
	char text[8];
	long long year = 0;
	enum status st = query_member(x, "year", text, sizeof(text));

	if (st == ST_OK)
		st = str_to_int64(text, 1977, 9998, &year);
	if (st != ST_OK)
		return refuse_member(x, PROBLEM_MALFORMED, "year",
			st == ST_NOT_FOUND ? "missing" : "wrong-form");
	months = json_array();
	st = ledger_query(x->centre->ledger, &query,
		"SELECT kpj, joined_on, ended_on, wage FROM card WHERE nik = ? AND registered"
		" = 1 ORDER BY joined_on, kpj",
		"s", x->visit.nik);
	while (st == ST_OK && (st = ledger_next(query)) == ST_OK)
		for (int month = 1; st == ST_OK && month <= MONTHS; month++)
			st = add_month(x, query, (int)year, month, months);
	sqlite3_finalize(query);
	if (st == ST_NOT_FOUND)
		return answer(x, 200,
			json_pack("{s:I, s:o}", "year", (json_int_t)year, "months", months));
	json_decref(months);
	return st;
}

enum status
programmes_get(struct exchange *x)
{
	static const struct {
		const char *code;
		bool workers_only;
	} programmes[] = { { "JKK", false }, { "JHT", false }, { "JKM", false }, { "JP", true },
		{ "JKP", true } };
	json_t *rows = json_array();
	int64_t active = 0, worker = 0;
	enum status st = ledger_number(x->centre->ledger, &active,
		"SELECT count(*) FROM card WHERE nik = ? AND active = 1", "s", x->visit.nik);

	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &worker,
			"SELECT count(*) FROM card WHERE nik = ? AND segment = 'PU'", "s",
			x->visit.nik);
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(programmes); i++) {
		bool member = !programmes[i].workers_only || worker > 0;

		if (json_array_append_new(
			    rows, json_pack("{s:s, s:s}", "code", programmes[i].code, "state",
					  !member      ? "none"
					  : active > 0 ? "active"
						       : "inactive")) != 0)
			st = ST_NO_MEMORY;
	}
	if (st == ST_OK)
		return answer(x, 200, json_pack("{s:o}", "programmes", rows));
	json_decref(rows);
	return st;
}
