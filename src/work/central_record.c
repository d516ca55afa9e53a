/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a person: read whole, and changed field by field. */
#include "work/central_inside.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "work/central_object.h"

#include <string.h>

const struct word central_matches[] = {
	{ "same",      NAME_SAME      },
	{ "similar",   NAME_SIMILAR   },
	{ "different", NAME_DIFFERENT },
	{ NULL,        0              },
};
enum { CHANGES_SEEN_MAX = 64 };

static const struct word segments[] = {
	{ "PU",  SEGMENT_PU  },
	{ "BPU", SEGMENT_BPU },
	{ "PMI", SEGMENT_PMI },
	{ NULL,  0           },
};

static enum status
read_card(const json_t *object, struct card *card)
{
	int segment;
	enum status st = READ(object, { "kpj", ID, false, AT(card->kpj) },
		{ "employer", TEXT, false, AT(card->employer) },
		{ "segment", WORD, false, PLACE(segment), segments },
		{ "active", BOOL, false, PLACE(card->active) },
		{ "registered", BOOL, false, PLACE(card->registered) },
		{ "joined_on", DATE, false, PLACE(card->joined_on) },
		{ "ended_on", DATE, OR_NULL, PLACE(card->ended_on) },
		{ "end_reason", REASON, OR_NULL, PLACE(card->end_reason) },
		{ "balance", RUPIAH, false, PLACE(card->balance) });

	if (st == ST_OK)
		card->segment = (enum segment)segment;
	return st;
}

enum status
central_read_cards(const json_t *root, struct answers *answers)
{
	json_t *cards, *jht;
	enum status st = json_need_array(root, "cards", CARDS_MAX, &cards);

	if (st == ST_OK)
		st = json_need_object(root, "jht", &jht);
	if (st == ST_OK)
		st = READ(jht, { "principal", RUPIAH, false, PLACE(answers->principal) },
			{ "yield", RUPIAH, false, PLACE(answers->yield) });
	if (st != ST_OK)
		return st;
	memset(answers->card, 0, sizeof(answers->card));
	answers->cards_n = json_array_size(cards);
	for (size_t i = 0; i < answers->cards_n && st == ST_OK; i++)
		st = read_card(json_array_get(cards, i), &answers->card[i]);
	return st;
}

static enum status
read_missing(const json_t *root, struct answers *answers)
{
	json_t *missing;
	enum status st = json_need_array(root, "missing_fields", MISSING_MAX, &missing);
	size_t n = st == ST_OK ? json_array_size(missing) : 0;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const char *name = json_string_value(json_array_get(missing, i));

		st = name ? ST_OK : ST_INVALID;
		if (name)
			utf8_harmless(answers->missing[i], sizeof(answers->missing[i]), name);
	}
	answers->missing_n = n;
	return st;
}

/* The account on record counts until the person gives another one. */
static enum status
read_account(const json_t *root, struct answers *answers)
{
	json_t *account;
	int match;
	enum status st = member_object_or_null(root, "account", &account);

	if (st != ST_OK || account == NULL || answers->account_checked)
		return st;
	st = READ(account, { "bank", ID, false, AT(answers->bank) },
		{ "number", ID,   false, AT(answers->account) },
		{ "holder", TEXT, false, AT(answers->holder)  },
		{ "match", WORD, false, PLACE(match), central_matches });
	if (st != ST_OK)
		return st;
	answers->holder_match = (enum name_match)match;
	answers->account_known = true;
	return ST_OK;
}

static enum status
read_first_partial(const json_t *root, struct answers *answers)
{
	json_t *partial;
	enum status st = member_object_or_null(root, "first_partial", &partial);

	if (st != ST_OK || partial == NULL)
		return st;
	return READ(partial, { "reason", REASON, false, PLACE(answers->first_partial) },
		{ "paid_on", DATE, false, PLACE(answers->first_partial_on)     },
		{ "gross",   RUPIAH, false, PLACE(answers->first_partial_gross) });
}

/* --- the fields of the record ------------------------------------------------------------- */

/* One line as on an envelope; a part that no longer fits is left out whole. */
static void
compose_address(struct answers *answers)
{
	static const enum record_field parts[] = { RECORD_ADDRESS, RECORD_VILLAGE,
		RECORD_DISTRICT, RECORD_REGENCY, RECORD_PROVINCE, RECORD_POSTAL_CODE };
	char line[sizeof(answers->address)] = "", longer[sizeof(line)];

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *part = answers->record[parts[i]];

		if (part[0] && str_format(longer, sizeof(longer), "%s%s%s", line,
				       line[0] == '\0'                  ? ""
				       : parts[i] == RECORD_POSTAL_CODE ? " "
									: ", ",
				       part) == ST_OK)
			memcpy(line, longer, sizeof(line));
	}
	memcpy(answers->address, line, sizeof(line));
	wipe(line, sizeof(line));
	wipe(longer, sizeof(longer));
}

/* What a claim takes of the record, anew. */
static void
spread_record(struct answers *answers)
{
	const char(*record)[RECORD_ROOM] = answers->record;

	compose_address(answers);
	utf8_harmless(answers->phone, sizeof(answers->phone), record[RECORD_PHONE]);
	utf8_harmless(answers->email, sizeof(answers->email), record[RECORD_EMAIL]);
	utf8_harmless(answers->mother_name, sizeof(answers->mother_name),
		record[RECORD_MOTHER_NAME]);
}

static enum status
read_fields(const json_t *root, struct answers *answers)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < RECORD_FIELDS && st == ST_OK; i++)
		st = READ(root, { record_fields.row[i].code, TEXT, OR_NULL,
					AT(answers->record[i]) });
	if (st == ST_OK)
		spread_record(answers);
	return st;
}

static enum status
read_person(const json_t *root, struct answers *answers)
{
	char nik[NIK_ROOM];
	enum status st = READ(root, { "nik", ID, false, AT(nik) },
		{ "name",        TEXT, false,   AT(answers->name)            },
		{ "name_masked", TEXT, false,   AT(answers->name_masked)     },
		{ "birth_date",  DATE, false,   PLACE(answers->record_birth) },
		{ "jmo_blocked", BOOL, false,   PLACE(answers->jmo_blocked)  },
		{ "data_complete", BOOL, false, PLACE(answers->data_complete) });

	if (st == ST_OK && answers->nik[0] && strcmp(answers->nik, nik) != 0)
		st = ST_INVALID; /* somebody else's record */
	if (st == ST_OK)
		st = str_copy(answers->nik, sizeof(answers->nik), nik);
	wipe(nik, sizeof(nik));
	return st;
}

enum status
central_read_participant(const json_t *root, struct answers *answers)
{
	enum status st = read_person(root, answers);

	if (st == ST_OK)
		st = read_fields(root, answers);
	if (st == ST_OK)
		st = read_missing(root, answers);
	if (st == ST_OK)
		st = read_account(root, answers);
	if (st == ST_OK)
		st = read_first_partial(root, answers);
	if (st == ST_OK)
		st = central_read_cards(root, answers);
	if (st == ST_OK)
		st = central_read_claims(root, answers);
	if (st == ST_OK)
		st = central_read_kept(root, answers);
	if (st != ST_OK)
		return st;
	answers->birth_differs = date_is_known(answers->birth) &&
				 !date_equal(answers->birth, answers->record_birth);
	answers->have_record = true;
	return ST_OK;
}

/* --- changes ------------------------------------------------------------------------------ */

/* Null says that there is none; of the rest there is always one. */
static json_t *
wanted_text(enum record_field field, const char *text)
{
	if (text[0])
		return json_string(text);
	return record_may_be_none(field) ? json_null() : NULL;
}

json_t *
central_change_body(const struct answers *answers, const struct call_extra *extra)
{
	json_t *body = json_object();
	bool whole = body != NULL;

	(void)extra;
	for (size_t i = 0; i < RECORD_FIELDS && whole; i++) {
		const struct record_change *change = &answers->change[i];

		if (change->state == CHANGE_WANTED)
			whole = json_object_set_new(body, record_fields.row[i].code,
					wanted_text((enum record_field)i, change->text)) == 0;
	}
	if (whole && json_object_size(body) > 0)
		return body;
	json_decref(body);
	return NULL;
}

/* The change of that field, where it was wanted; NULL: nobody here asked for it. */
static struct record_change *
wanted_change(struct answers *answers, const char *code, int *ret_field)
{
	if (code == NULL || code_find(&record_fields, code, ret_field) != ST_OK ||
		answers->change[*ret_field].state != CHANGE_WANTED)
		return NULL;
	return &answers->change[*ret_field];
}

static enum status
read_accepted(const json_t *root, struct answers *answers)
{
	json_t *accepted = NULL;
	enum status st = json_need_array(root, "accepted", CHANGES_SEEN_MAX, &accepted);

	for (size_t i = 0; st == ST_OK && i < json_array_size(accepted); i++) {
		const char *code = json_string_value(json_array_get(accepted, i));
		int field;
		struct record_change *change = wanted_change(answers, code, &field);

		if (code == NULL)
			return ST_INVALID;
		if (change == NULL)
			continue;
		change->state = CHANGE_ACCEPTED;
		memcpy(answers->record[field], change->text, sizeof(change->text));
	}
	return st;
}

/* A reason or a place this program does not know yet is a matter for an officer. */
static int
code_or(const struct code_list *list, const char *code, int otherwise)
{
	int value = otherwise;

	return code_find(list, code, &value) == ST_OK ? value : otherwise;
}

static enum status
read_refused(const json_t *object, struct answers *answers)
{
	char field_code[40], code[40], where[16];
	struct record_change *change;
	int field;
	enum status st = READ(object, { "field", TEXT, false, AT(field_code) },
		{ "code",  TEXT, false, AT(code)  },
		{ "where", TEXT, false, AT(where) });

	if (st != ST_OK)
		return st;
	change = wanted_change(answers, field_code, &field);
	if (change == NULL)
		return ST_OK;
	change->state = CHANGE_REFUSED;
	change->refusal = (enum refusal)code_or(&refusals, code, REFUSAL_UNKNOWN);
	change->correct = (enum correction)code_or(&corrections, where, CORRECTED_BPJS);
	return ST_OK;
}

static bool
is_still_wanted(const struct answers *answers)
{
	for (size_t i = 0; i < RECORD_FIELDS; i++)
		if (answers->change[i].state == CHANGE_WANTED)
			return true;
	return false;
}

enum status
central_read_changed(const json_t *root, struct answers *answers)
{
	json_t *refused = NULL;
	enum status st = read_accepted(root, answers);

	if (st == ST_OK)
		st = json_need_array(root, "refused", CHANGES_SEEN_MAX, &refused);
	for (size_t i = 0; st == ST_OK && i < json_array_size(refused); i++)
		st = read_refused(json_array_get(refused, i), answers);
	if (st == ST_OK && is_still_wanted(answers))
		st = ST_INVALID; /* neither taken nor refused */
	if (st == ST_OK)
		st = READ(root, { "data_complete", BOOL, false, PLACE(answers->data_complete) });
	if (st == ST_OK)
		st = read_missing(root, answers);
	if (st == ST_OK)
		spread_record(answers);
	return st;
}
