/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a person: read whole. */
#include "work/central_inside.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

const struct word central_matches[] = {
	{ "same",      NAME_SAME      },
	{ "similar",   NAME_SIMILAR   },
	{ "different", NAME_DIFFERENT },
	{ NULL,        0              },
};
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

/* One line as on an envelope; a part that no longer fits is left out whole. */
static enum status
read_address(const json_t *root, struct answers *answers)
{
	static const char *const parts[] = { "address", "village", "district", "regency",
		"province", "postal_code" };
	char line[sizeof(answers->address)] = "", longer[sizeof(line)], part[160];
	enum status st = ST_OK;

	for (size_t i = 0; i < ARRAY_LEN(parts) && st == ST_OK; i++) {
		st = READ(root, { parts[i], TEXT, OR_NULL, AT(part) });
		if (st == ST_OK && part[0] &&
			str_format(longer, sizeof(longer), "%s%s%s", line,
				line[0] == '\0'                        ? ""
				: strcmp(parts[i], "postal_code") == 0 ? " "
								       : ", ",
				part) == ST_OK)
			memcpy(line, longer, sizeof(line));
	}
	if (st == ST_OK)
		memcpy(answers->address, line, sizeof(line));
	wipe(line, sizeof(line));
	wipe(part, sizeof(part));
	wipe(longer, sizeof(longer));
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
		{ "mother_name", TEXT, OR_NULL, AT(answers->mother_name)     },
		{ "phone",       TEXT, OR_NULL, AT(answers->phone)           },
		{ "email",       TEXT, OR_NULL, AT(answers->email)           },
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
		st = read_address(root, answers);
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
	if (st != ST_OK)
		return st;
	answers->birth_differs = date_is_known(answers->birth) &&
				 !date_equal(answers->birth, answers->record_birth);
	answers->have_record = true;
	return ST_OK;
}
