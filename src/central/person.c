/* SPDX-License-Identifier: Apache-2.0 */
/* A person read from the tables. */
#include "central/person.h"
#include "base/str.h"

#include <string.h>

/* A claim in one of these states is finished. */
#define OPEN_CLAIM " status NOT IN ('paid', 'rejected')"

static enum status
read_card(sqlite3_stmt *query, struct card *card)
{
	const char *segment = ledger_text(query, 2);
	const char *reason = ledger_text(query, 7);
	enum status st = str_copy(card->kpj, sizeof(card->kpj), ledger_text(query, 0));

	if (st == ST_OK)
		st = str_copy(card->employer, sizeof(card->employer), ledger_text(query, 1));
	card->segment = SEGMENT_PU;
	for (int s = SEGMENT_PU; s <= SEGMENT_PMI; s++)
		if (strcmp(segment_code((enum segment)s), segment) == 0)
			card->segment = (enum segment)s;
	card->active = sqlite3_column_int(query, 3) != 0;
	card->registered = sqlite3_column_int(query, 4) != 0;
	card->joined_on = date_of_text(ledger_text(query, 5));
	card->ended_on = date_of_text(ledger_text(query, 6));
	card->end_reason = REASON_NONE;
	if (st == ST_OK && reason[0] != '\0')
		st = claim_reason_from_code(reason, &card->end_reason);
	card->balance = sqlite3_column_int64(query, 8);
	return st;
}

static enum status
read_cards(struct ledger *ledger, const char *nik, struct claim_facts *facts)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(ledger, &query,
		"SELECT kpj, employer, segment, active, registered, joined_on, ended_on,"
		" end_reason, balance FROM card WHERE nik = ? ORDER BY joined_on, kpj",
		"s", nik);

	while (st == ST_OK && (st = ledger_next(query)) == ST_OK)
		st = facts->cards_n < CARDS_MAX
			     ? read_card(query, &facts->card[facts->cards_n++])
			     : ST_TOO_LONG;
	sqlite3_finalize(query);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
read_person(struct ledger *ledger, const char *nik, struct claim_facts *facts)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(ledger, &query,
		"SELECT birth_date, has_npwp, partial_reason, partial_on, partial_gross,"
		" EXISTS (SELECT 1 FROM claim WHERE claim.nik = person.nik AND" OPEN_CLAIM
		") FROM person WHERE nik = ?",
		"s", nik);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK) {
		facts->birth = date_of_text(ledger_text(query, 0));
		facts->has_npwp = sqlite3_column_int(query, 1) != 0;
		facts->first_partial_on = date_of_text(ledger_text(query, 3));
		facts->first_partial_gross = sqlite3_column_int64(query, 4);
		facts->claim_open = sqlite3_column_int(query, 5) != 0;
		if (sqlite3_column_type(query, 2) != SQLITE_NULL)
			st = claim_reason_from_code(
				ledger_text(query, 2), &facts->first_partial);
	}
	sqlite3_finalize(query);
	return st;
}

enum status
person_facts(struct ledger *ledger, const char *nik, struct date today,
	struct claim_facts *ret_facts)
{
	struct claim_facts facts = { .today = today };
	enum status st = read_person(ledger, nik, &facts);

	if (st == ST_OK)
		st = read_cards(ledger, nik, &facts);
	if (st == ST_OK)
		*ret_facts = facts;
	return st;
}

enum status
person_account(struct ledger *ledger, const char *nik, const char *bank, const char *number,
	struct account *ret_account)
{
	struct account account = { .dormant = false };
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(ledger, &query,
		"SELECT account.holder, account.state, person.name FROM account JOIN person ON"
		" person.nik = ? WHERE account.bank = ? AND account.number = ?",
		"sss", nik, bank, number);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK) {
		st = str_copy(account.holder, sizeof(account.holder), ledger_text(query, 0));
		account.dormant = strcmp(ledger_text(query, 1), "dormant") == 0;
		account.match = name_compare(ledger_text(query, 2), account.holder);
		if (account.match == NAME_DIFFERENT)
			name_mask(account.holder, account.shown, sizeof(account.shown));
		else
			memcpy(account.shown, account.holder, sizeof(account.shown));
	}
	if (st == ST_OK)
		st = str_copy(account.bank, sizeof(account.bank), bank);
	if (st == ST_OK)
		st = str_copy(account.number, sizeof(account.number), number);
	if (st == ST_OK)
		*ret_account = account;
	sqlite3_finalize(query);
	return st;
}

const char *
match_code(enum name_match match)
{
	static const char *const codes[] = {
		[NAME_SAME] = "same", [NAME_SIMILAR] = "similar", [NAME_DIFFERENT] = "different"
	};

	return codes[match];
}

enum status
person_cards(struct ledger *ledger, const char *nik, json_t **ret_cards)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(ledger, &query,
		"SELECT kpj, employer, segment, active AS \"active?\", registered AS"
		" \"registered?\", joined_on, ended_on, end_reason, balance FROM card WHERE"
		" nik = ? ORDER BY joined_on, kpj",
		"s", nik);

	if (st == ST_OK)
		return rows_json(query, ret_cards);
	sqlite3_finalize(query);
	return st;
}

enum status
person_jht(struct ledger *ledger, const char *nik, json_t **ret_jht)
{
	int64_t total = 0, principal;
	enum status st = ledger_number(ledger, &total,
		"SELECT coalesce(sum(balance), 0) FROM card WHERE nik = ? AND registered = 1",
		"s", nik);

	if (st != ST_OK)
		return st;
	principal = total / 4 * 3; /* the demonstration's split into paid in and earned */
	*ret_jht = json_pack("{s:I, s:I, s:I}", "total", (json_int_t)total, "principal",
		(json_int_t)principal, "yield", (json_int_t)(total - principal));
	return *ret_jht == NULL ? ST_NO_MEMORY : ST_OK;
}

enum status
person_missing(struct ledger *ledger, const char *nik, json_t **ret_fields)
{
	sqlite3_stmt *query = NULL;
	json_t *fields = json_array();
	enum status st = ledger_query(ledger, &query,
		"SELECT birth_place, mother_name, marital_status, address, village, district,"
		" regency, province, postal_code, iif(has_no_phone = 1, 'none', phone) AS"
		" phone, education, iif(has_no_contact = 1, 'none', contact_name) AS"
		" contact_name, iif(has_no_contact = 1, 'none', contact_relation) AS"
		" contact_relation, iif(has_no_contact = 1, 'none', contact_phone) AS"
		" contact_phone FROM person WHERE nik = ?",
		"s", nik);

	if (st == ST_OK)
		st = fields == NULL ? ST_NO_MEMORY : ledger_next(query);
	for (int i = 0; st == ST_OK && i < sqlite3_column_count(query); i++)
		if (sqlite3_column_type(query, i) == SQLITE_NULL &&
			json_array_append_new(
				fields, json_string(sqlite3_column_name(query, i))) != 0)
			st = ST_NO_MEMORY;
	sqlite3_finalize(query);
	if (st == ST_OK)
		*ret_fields = fields;
	else
		json_decref(fields);
	return st;
}
