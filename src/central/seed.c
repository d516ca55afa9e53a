/* SPDX-License-Identifier: Apache-2.0 */
/* The cast: file → checked JSON → tables. */
#include "central/seed.h"
#include "central/form.h"
#include "central/whole_file.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/str.h"
#include "rules/claim.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SEED_VERSION = 1, SEED_MAX = 4 << 20, MORNING_S = 9 * 3600 };

#define MARITAL         "kawin belum_kawin cerai_hidup cerai_mati"
#define EDUCATION       "sd smp sma diploma s1 s2"
#define RELATION        "pasangan anak saudara orang_tua lain"
#define STATES          "to_verify received verifying approved paying paid returned rejected"
#define RETURNS         "account-dormant account-name document-missing document-unreadable"
#define TEXT_OR_NULL(n) FORM_TEXT, .required = true, .nullable = true, .min = 1, .max = (n)

/* clang-format off */
static const struct field card_fields[] = {
	{ "kpj", FORM_KPJ, .required = true },
	{ "employer", FORM_TEXT, .required = true, .max = 100 },
	{ "segment", FORM_WORD, .required = true, .words = "PU BPU PMI" },
	{ "active", FORM_BOOL, .required = true },
	{ "registered", FORM_BOOL, .required = true },
	{ "joined", FORM_TEXT, .required = true, .max = 12 },
	{ "ended", TEXT_OR_NULL(12) },
	{ "end_reason", FORM_REASON, .required = true, .nullable = true },
	{ "balance", FORM_INT, .required = true, .max = INT64_C(1000000000000) },
	{ "wage", FORM_INT, .required = true, .max = 1000000000 },
	{ NULL },
};
static const struct field card_item[] = {
	{ "", FORM_OBJECT, .fields = card_fields },
};

static const struct field number_fields[] = {
	{ "bank", FORM_DIGITS, .required = true, .min = 3, .max = 3 },
	{ "number", FORM_DIGITS, .required = true, .min = 6, .max = 20 },
	{ NULL },
};

static const struct field partial_fields[] = {
	{ "reason", FORM_REASON, .required = true },
	{ "paid", FORM_TEXT, .required = true, .max = 12 },
	{ "gross", FORM_INT, .required = true, .max = INT64_C(1000000000000) },
	{ NULL },
};

static const struct field claim_fields[] = {
	{ "number", FORM_INT, .required = true, .min = 1, .max = 100 },
	{ "channel", FORM_WORD, .required = true,
		.words = "kiosk assisted jmo branch lapak_asik" },
	{ "reason", FORM_REASON, .required = true },
	{ "status", FORM_WORD, .required = true, .words = STATES },
	{ "submitted", FORM_TEXT, .required = true, .max = 12 },
	{ "held", FORM_BOOL, .required = true },
	{ "receipt_code", FORM_CODE, .required = true, .nullable = true },
	{ "return_reason", FORM_WORD, .required = true, .nullable = true, .words = RETURNS },
	{ "gross", FORM_INT, .required = true, .max = INT64_C(1000000000000) },
	{ "tax", FORM_INT, .required = true, .max = INT64_C(1000000000000) },
	{ NULL },
};
static const struct field claim_item[] = {
	{ "", FORM_OBJECT, .fields = claim_fields },
};

static const struct field person_fields[] = {
	{ "nik", FORM_DIGITS, .required = true, .min = 16, .max = 16 },
	{ "name", FORM_TEXT, .required = true, .min = 1, .max = 100 },
	{ "situation", FORM_TEXT, .required = true, .max = 200 },
	{ "expect", FORM_TEXT, .required = true, .max = 200 },
	{ "birth_date", FORM_DATE },
	{ "birth_place", TEXT_OR_NULL(60) },
	{ "mother_name", TEXT_OR_NULL(100) },
	{ "marital_status", FORM_WORD, .required = true, .nullable = true, .words = MARITAL },
	{ "address", TEXT_OR_NULL(150) },
	{ "village", TEXT_OR_NULL(60) },
	{ "district", TEXT_OR_NULL(60) },
	{ "regency", TEXT_OR_NULL(60) },
	{ "province", TEXT_OR_NULL(60) },
	{ "postal_code", FORM_DIGITS, .required = true, .nullable = true, .min = 5, .max = 5 },
	{ "phone", FORM_PHONE, .required = true, .nullable = true },
	{ "has_no_phone", FORM_BOOL },
	{ "email", TEXT_OR_NULL(100) },
	{ "education", FORM_WORD, .required = true, .nullable = true, .words = EDUCATION },
	{ "contact_name", TEXT_OR_NULL(100) },
	{ "contact_relation", FORM_WORD, .required = true, .nullable = true, .words = RELATION },
	{ "contact_phone", FORM_PHONE, .required = true, .nullable = true },
	{ "has_no_contact", FORM_BOOL },
	{ "foreigner", FORM_BOOL },
	{ "jmo_blocked", FORM_BOOL },
	{ "died", FORM_TEXT, .max = 12 },
	{ "face", FORM_WORD, .required = true, .words = "match never not_enrolled" },
	{ "account", FORM_OBJECT, .required = true, .nullable = true, .fields = number_fields },
	{ "first_partial", FORM_OBJECT, .fields = partial_fields },
	{ "cards", FORM_ARRAY, .required = true, .max = CARDS_MAX, .fields = card_item },
	{ "claims", FORM_ARRAY, .max = 20, .fields = claim_item },
	{ NULL },
};
static const struct field person_item[] = {
	{ "", FORM_OBJECT, .fields = person_fields },
};

static const struct field account_fields[] = {
	{ "bank", FORM_DIGITS, .required = true, .min = 3, .max = 3 },
	{ "number", FORM_DIGITS, .required = true, .min = 6, .max = 20 },
	{ "holder", FORM_TEXT, .required = true, .min = 1, .max = 100 },
	{ "state", FORM_WORD, .required = true, .words = "active dormant" },
	{ "note", FORM_TEXT, .max = 100 },
	{ NULL },
};
static const struct field account_item[] = {
	{ "", FORM_OBJECT, .fields = account_fields },
};

static const struct field unknown_fields[] = {
	{ "nik", FORM_DIGITS, .required = true, .min = 16, .max = 16 },
	{ "situation", FORM_TEXT, .required = true, .max = 200 },
	{ "expect", FORM_TEXT, .required = true, .max = 200 },
	{ NULL },
};
static const struct field unknown_item[] = {
	{ "", FORM_OBJECT, .fields = unknown_fields },
};

static const struct field wrong_fields[] = {
	{ "number", FORM_TEXT, .required = true, .min = 1, .max = 40 },
	{ "what", FORM_TEXT, .required = true, .max = 100 },
	{ NULL },
};
static const struct field wrong_item[] = {
	{ "", FORM_OBJECT, .fields = wrong_fields },
};

static const struct field seed_form[] = {
	{ "format", FORM_WORD, .required = true, .words = "anjungan-seed" },
	{ "version", FORM_INT, .required = true, .min = SEED_VERSION, .max = SEED_VERSION },
	{ "fictional", FORM_BOOL, .required = true },
	{ "about", FORM_TEXT, .required = true, .max = 500 },
	{ "people", FORM_ARRAY, .required = true, .max = 1000, .fields = person_item },
	{ "accounts", FORM_ARRAY, .required = true, .max = 2000, .fields = account_item },
	{ "unknown", FORM_ARRAY, .required = true, .max = 100, .fields = unknown_item },
	{ "wrong_cards", FORM_ARRAY, .required = true, .max = 100, .fields = wrong_item },
	{ NULL },
};
/* clang-format on */

/* Where in the file we are, for the message. */
struct place {
	struct centre *centre;
	int64_t now;
	struct date today;
	char *where; /* room WHERE_ROOM; borrowed */
};

static enum status
wrong(const struct place *place, const char *member, const char *what)
{
	enum status st = str_format(place->where, WHERE_ROOM, "%s: %s", member, what);

	return st == ST_OK ? ST_INVALID : st;
}

static enum status
check_seed(const json_t *seed, char where[WHERE_ROOM])
{
	json_t *errors = json_array();
	const json_t *first;
	enum status st;

	if (errors == NULL)
		return ST_NO_MEMORY;
	st = form_check_closed(seed_form, seed, errors);
	first = json_array_get(errors, 0);
	if (st == ST_OK && first != NULL) {
		st = str_format(where, WHERE_ROOM, "%s: %s", text_of(first, "pointer"),
			text_of(first, "code"));
		st = st == ST_OK ? ST_INVALID : st;
	}
	json_decref(errors);
	return st;
}

enum status
seed_read(const char *path, json_t **ret_seed, char ret_where[WHERE_ROOM])
{
	json_t *seed = NULL;
	struct buf buf;
	enum status st;

	buf_init(&buf, SEED_MAX);
	ret_where[0] = '\0';
	st = whole_file(path, &buf);
	if (st == ST_OK)
		st = json_read(buf.data, buf.len, &seed);
	if (st == ST_INVALID)
		st = str_copy(ret_where, WHERE_ROOM, "not JSON") == ST_OK ? ST_INVALID : ST_IO;
	else if (st == ST_OK)
		st = check_seed(seed, ret_where);
	buf_free(&buf);
	if (st == ST_OK)
		*ret_seed = seed;
	else
		json_decref(seed);
	return st;
}

/* ISO text of a relative date; "" for NULL. */
static enum status
iso_when(const struct place *place, const char *member, const char *text, char iso[DATE_ISO])
{
	struct date date;

	iso[0] = '\0';
	if (text == NULL)
		return ST_OK;
	if (when_parse(text, place->today, &place->centre->holidays, &date) != ST_OK)
		return wrong(place, member, "not a date");
	date_format_iso(date, iso);
	return ST_OK;
}

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static enum status
add_card(const struct place *place, const char *nik, const json_t *card)
{
	char joined[DATE_ISO], ended[DATE_ISO];
	enum status st = iso_when(place, "joined", text_of(card, "joined"), joined);

	if (st == ST_OK)
		st = iso_when(place, "ended", text_of(card, "ended"), ended);
	if (st != ST_OK)
		return st;
	st = ledger_run(place->centre->ledger,
		"INSERT INTO card (kpj, nik, employer, segment, active, registered, joined_on,"
		" ended_on, end_reason, balance, wage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?)",
		"ssssiisssii", text_of(card, "kpj"), nik, text_of(card, "employer"),
		text_of(card, "segment"), (int64_t)truth_of(card, "active"),
		(int64_t)truth_of(card, "registered"), joined, or_null(ended),
		text_of(card, "end_reason"), integer_of(card, "balance"),
		integer_of(card, "wage"));
	return st == ST_EXISTS ? wrong(place, text_of(card, "kpj"), "KPJ twice") : st;
}

static enum status
add_steps(const struct place *place, int64_t id, const char *status, int64_t at)
{
	static const char sql[] =
		"INSERT INTO claim_step (claim, seq, status, at) VALUES (?, ?, ?, ?)";
	enum status st =
		ledger_run(place->centre->ledger, sql, "iisi", id, (int64_t)1, "received", at);
	bool estimate;

	if (st != ST_OK || strcmp(status, "received") == 0)
		return st;
	at = date_to_unix(working_days_after(&place->centre->holidays,
				  centre_date(place->centre, at), 1, &estimate),
		MORNING_S, place->centre->zone_s);
	return ledger_run(place->centre->ledger, sql, "iisi", id, (int64_t)2, status,
		at < place->now ? at : place->now);
}

static enum status
add_claim(const struct place *place, const json_t *person, const json_t *claim)
{
	const struct centre *centre = place->centre;
	const json_t *account = json_object_get(person, "account");
	char day[DATE_ISO], promised[DATE_ISO], number[32];
	int64_t id = integer_of(claim, "number"), gross = integer_of(claim, "gross"), at;
	bool returned = strcmp(text_of(claim, "status"), "returned") == 0, estimate;
	enum status st = iso_when(place, "submitted", text_of(claim, "submitted"), day);

	if (st != ST_OK)
		return st;
	at = date_to_unix(date_of_text(day), MORNING_S, centre->zone_s);
	date_format_iso(claim_promised(&centre->policy, &centre->holidays, date_of_text(day),
				false, &estimate),
		promised);
	st = str_format(number, sizeof(number), "JHT-%.4s-%07" PRId64, day, id);
	if (st == ST_OK)
		st = ledger_run(centre->ledger,
			"INSERT INTO claim (id, claim_number, receipt_code, nik, channel,"
			" reason, status, submitted_at, counted_from, promised_date, gross,"
			" tax, net, bank, account, return_reason, held) VALUES (?, ?, ?, ?, ?,"
			" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			"issssssiisiiisssi", id, number, text_of(claim, "receipt_code"),
			text_of(person, "nik"), text_of(claim, "channel"),
			text_of(claim, "reason"), text_of(claim, "status"), at, at,
			returned ? NULL : promised, gross, integer_of(claim, "tax"),
			gross - integer_of(claim, "tax"), text_of(account, "bank"),
			text_of(account, "number"), text_of(claim, "return_reason"),
			(int64_t)truth_of(claim, "held"));
	if (st == ST_EXISTS)
		return wrong(place, number, "claim number or code twice");
	return st == ST_OK ? add_steps(place, id, text_of(claim, "status"), at) : st;
}

/* The record's birth date; the NIK's where the record has none of its own. */
static enum status
birth_of(const struct place *place, const json_t *person, char iso[DATE_ISO])
{
	const char *own = text_of(person, "birth_date");
	struct nik nik;

	if (nik_check(text_of(person, "nik"), place->today, &nik) != FLAW_NONE)
		return wrong(place, text_of(person, "nik"), "not a NIK");
	if (own != NULL)
		return str_copy(iso, DATE_ISO, own);
	date_format_iso(nik.birth, iso);
	return ST_OK;
}

static enum status
insert_person(const struct place *place, const json_t *p)
{
	const json_t *account = json_object_get(p, "account");
	const json_t *partial = json_object_get(p, "first_partial");
	char birth[DATE_ISO], died[DATE_ISO], paid[DATE_ISO];
	enum status st = birth_of(place, p, birth);

	if (st == ST_OK)
		st = iso_when(place, "died", text_of(p, "died"), died);
	if (st == ST_OK)
		st = iso_when(place, "paid", text_of(partial, "paid"), paid);
	if (st != ST_OK)
		return st;
	st = ledger_run(place->centre->ledger,
		"INSERT INTO person (nik, name, birth_date, birth_place, mother_name,"
		" marital_status, address, village, district, regency, province, postal_code,"
		" phone, has_no_phone, email, has_npwp, jmo_blocked, died_on, face, bank,"
		" account, partial_reason, partial_on, partial_gross, situation, education,"
		" contact_name, contact_relation, contact_phone, has_no_contact) VALUES (?, ?,"
		" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, iif(?22 IS"
		" NULL, NULL, ?24), ?25, ?26, ?27, ?28, ?29, ?30)",
		"sssssssssssssisiissssssisssssi", text_of(p, "nik"), text_of(p, "name"), birth,
		text_of(p, "birth_place"), text_of(p, "mother_name"),
		text_of(p, "marital_status"), text_of(p, "address"), text_of(p, "village"),
		text_of(p, "district"), text_of(p, "regency"), text_of(p, "province"),
		text_of(p, "postal_code"), text_of(p, "phone"),
		(int64_t)truth_of(p, "has_no_phone"), text_of(p, "email"),
		(int64_t)!truth_of(p, "foreigner"), (int64_t)truth_of(p, "jmo_blocked"),
		or_null(died), text_of(p, "face"), text_of(account, "bank"),
		text_of(account, "number"), text_of(partial, "reason"), or_null(paid),
		integer_of(partial, "gross"), text_of(p, "situation"), text_of(p, "education"),
		text_of(p, "contact_name"), text_of(p, "contact_relation"),
		text_of(p, "contact_phone"), (int64_t)truth_of(p, "has_no_contact"));
	return st == ST_EXISTS ? wrong(place, text_of(p, "nik"), "NIK twice") : st;
}

static enum status
add_person(const struct place *place, const json_t *person)
{
	const json_t *account = json_object_get(person, "account");
	const json_t *cards = json_object_get(person, "cards");
	const json_t *claims = json_object_get(person, "claims");
	int64_t known = 1;
	enum status st = insert_person(place, person);

	if (st == ST_OK && json_is_object(account))
		st = ledger_number(place->centre->ledger, &known,
			"SELECT count(*) FROM account WHERE bank = ? AND number = ?", "ss",
			text_of(account, "bank"), text_of(account, "number"));
	if (st == ST_OK && known == 0)
		st = wrong(place, text_of(person, "nik"), "account not among accounts");
	for (size_t i = 0; st == ST_OK && i < json_array_size(cards); i++)
		st = add_card(place, text_of(person, "nik"), json_array_get(cards, i));
	for (size_t i = 0; st == ST_OK && i < json_array_size(claims); i++)
		st = add_claim(place, person, json_array_get(claims, i));
	return st;
}

static enum status
add_account(const struct place *place, const json_t *account)
{
	enum status st = ledger_run(place->centre->ledger,
		"INSERT INTO account (bank, number, holder, state) VALUES (?, ?, ?, ?)", "ssss",
		text_of(account, "bank"), text_of(account, "number"),
		text_of(account, "holder"), text_of(account, "state"));

	return st == ST_EXISTS ? wrong(place, text_of(account, "number"), "account twice") : st;
}

static enum status
add_all(const struct place *place, const json_t *seed, int *ret_added)
{
	const json_t *accounts = json_object_get(seed, "accounts");
	const json_t *people = json_object_get(seed, "people");
	int64_t there = 0;
	enum status st =
		ledger_number(place->centre->ledger, &there, "SELECT count(*) FROM person", "");

	*ret_added = 0;
	if (st != ST_OK || there > 0)
		return st;
	for (size_t i = 0; st == ST_OK && i < json_array_size(accounts); i++)
		st = add_account(place, json_array_get(accounts, i));
	for (size_t i = 0; st == ST_OK && i < json_array_size(people); i++)
		st = add_person(place, json_array_get(people, i));
	*ret_added = (int)json_array_size(people);
	return st;
}

enum status
seed_load(struct centre *centre, const json_t *seed, int *ret_added, char ret_where[WHERE_ROOM])
{
	struct place place = {
		.centre = centre, .now = centre_now(centre), .where = ret_where
	};
	enum status st = ledger_begin(centre->ledger);

	ret_where[0] = '\0';
	place.today = centre_date(centre, place.now);
	if (st != ST_OK)
		return st;
	st = add_all(&place, seed, ret_added);
	if (st == ST_OK)
		return ledger_commit(centre->ledger);
	ledger_rollback(centre->ledger);
	return st;
}
