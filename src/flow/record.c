/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for one field of the record: what is typed or picked becomes a change that is wanted. */
#include "flow/record.h"

#include "base/array.h"
#include "flow/person.h"
#include "rules/region.h"
#include "rules/region_pick.h"

#include <string.h>

bool
record_is_missing(const struct answers *a, enum record_field field)
{
	for (size_t i = 0; i < a->missing_n; i++)
		if (strcmp(a->missing[i], record_fields.row[field].code) == 0)
			return true;
	return false;
}

bool
record_is_changed(const struct answers *a)
{
	for (size_t i = 0; i < RECORD_FIELDS; i++)
		if (a->change[i].state == CHANGE_WANTED)
			return true;
	return false;
}

/* "None" is news to a centre that does not know it. */
void
record_want(struct answers *a, enum record_field field, const char *text)
{
	struct record_change *change = &a->change[field];
	bool same = strcmp(a->record[field], text) == 0 &&
		    (text[0] || !record_is_missing(a, field));

	*change = (struct record_change){ .state = same ? CHANGE_NONE : CHANGE_WANTED };
	if (str_copy(change->text, sizeof(change->text), text) != ST_OK)
		change->state = CHANGE_NONE; /* no answer of ours is as long */
}

void
record_show(enum record_field field, const char *text, char *ret_text, size_t room)
{
	const struct code_list *choices = record_choices(field);
	int choice;
	char phone[17];

	if (choices && code_find(choices, text, &choice) == ST_OK) {
		str_clip(ret_text, room, TR(choices->row[choice].words));
	} else if (field == RECORD_PHONE || field == RECORD_CONTACT_PHONE) {
		phone_show(text, phone);
		str_clip(ret_text, room, phone);
	} else {
		str_clip(ret_text, room, text);
	}
}

void
record_forget_changes(struct answers *a, int value)
{
	(void)value;
	a->record_page = 0;
	wipe(a->change, sizeof(a->change));
}

bool
record_misses(const struct answers *a, enum record_way way)
{
	for (int i = 0; i < RECORD_FIELDS; i++)
		if (record_way((enum record_field)i) == way &&
			record_is_missing(a, (enum record_field)i))
			return true;
	return false;
}

/* --- when a claim asks ------------------------------------------------------------------------------------------------ */

static bool
is_open(const struct answers *a, enum record_field field)
{
	return a->have_record && !a->without_centre && record_is_missing(a, field) &&
	       a->change[field].state == CHANGE_NONE;
}

bool
record_skip_phone(const struct answers *a, const struct place *p)
{
	(void)p;
	return !is_open(a, RECORD_PHONE);
}

bool
record_skip_marital(const struct answers *a, const struct place *p)
{
	(void)p;
	return !is_open(a, RECORD_MARITAL);
}

bool
record_skip_place(const struct answers *a, const struct place *p)
{
	return p->regions == NULL ||
	       !(is_open(a, RECORD_PROVINCE) || is_open(a, RECORD_REGENCY) ||
		       is_open(a, RECORD_DISTRICT));
}

bool
record_skip_postal(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->postal_asked || !is_open(a, RECORD_POSTAL_CODE);
}

bool
record_skip_education(const struct answers *a, const struct place *p)
{
	(void)p;
	return !is_open(a, RECORD_EDUCATION);
}

bool
record_skip_relation(const struct answers *a, const struct place *p)
{
	(void)p;
	return !is_open(a, RECORD_CONTACT_RELATION);
}

bool
record_has_no_contact(const struct answers *a, const struct place *p)
{
	const struct record_change *change = &a->change[RECORD_CONTACT_RELATION];

	(void)p;
	return change->state == CHANGE_WANTED ? change->text[0] == '\0'
					      : a->record[RECORD_CONTACT_RELATION][0] == '\0';
}

bool
record_skip_contact(const struct answers *a, const struct place *p)
{
	return a->contact_asked || record_has_no_contact(a, p) ||
	       !is_open(a, RECORD_CONTACT_PHONE);
}

bool
record_skip_send(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || !record_is_changed(a);
}

bool
record_skip_refused(const struct answers *a, const struct place *p)
{
	(void)p;
	for (size_t i = 0; i < RECORD_FIELDS; i++)
		if (a->change[i].state == CHANGE_REFUSED)
			return a->refusals_told;
	return true;
}

/* --- typed ---------------------------------------------------------------------------------------------------------- */

static enum flaw
check_phone(const char *typed, const struct answers *a, const struct place *p)
{
	char e164[17];

	(void)a;
	(void)p;
	return typed[0] ? phone_check(typed, e164) : FLAW_NONE;
}

void
record_take_phone(struct answers *a, const struct place *p)
{
	char e164[17] = "";

	(void)p;
	if (a->phone_typed[0] && phone_check(a->phone_typed, e164) != FLAW_NONE)
		return; /* it was checked a moment ago */
	record_want(a, RECORD_PHONE, e164);
}

const struct field record_phone_field = {
	.name = "phone",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor HP"),
	.groups = "4444",
	.max = 15,
	.example = N_("Contoh: 081234567890"),
	ROOM_OF(phone_typed),
	.check = check_phone,
	.optional = true,
};

static enum flaw
check_postal(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return typed[0] == '\0' || (strlen(typed) == 5 && str_is_digits(typed))
		       ? FLAW_NONE
		       : FLAW_POSTAL_CODE;
}

/* Whoever does not know it leaves it as it is. */
void
record_take_postal(struct answers *a, const struct place *p)
{
	(void)p;
	a->postal_asked = true;
	if (a->postal_typed[0])
		record_want(a, RECORD_POSTAL_CODE, a->postal_typed);
}

const struct field record_postal_field = {
	.name = "postal_code",
	.kind = FIELD_DIGITS,
	.label = N_("Kode pos"),
	.max = 5,
	.example = N_("5 angka, ada di KTP atau surat pos"),
	ROOM_OF(postal_typed),
	.check = check_postal,
	.optional = true,
};

/* Whoever does not know it leaves it as it is. */
void
record_take_contact(struct answers *a, const struct place *p)
{
	char e164[17] = "";

	(void)p;
	a->contact_asked = true;
	if (a->contact_typed[0] && phone_check(a->contact_typed, e164) == FLAW_NONE)
		record_want(a, RECORD_CONTACT_PHONE, e164);
}

const struct field record_contact_field = {
	.name = "contact_phone",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor HP"),
	.groups = "4444",
	.max = 15,
	.example = N_("Contoh: 081234567890"),
	ROOM_OF(contact_typed),
	.check = check_phone,
	.optional = true,
};

/* --- picked --------------------------------------------------------------------------------------------------------- */

static void
set_marital(struct answers *a, int value)
{
	record_want(a, RECORD_MARITAL, maritals.row[value].code);
}

#define MARITAL_OPTION(name, code, words)                                                      \
	{ .key = (char)('1' + name), .text = words, .set = set_marital, .value = name },
const struct option record_marital_options[MARITALS] = { MARITAL_LIST(MARITAL_OPTION) };
#undef MARITAL_OPTION

static void
set_education(struct answers *a, int value)
{
	record_want(a, RECORD_EDUCATION, educations.row[value].code);
}

#define EDUCATION_OPTION(name, code, words)                                                    \
	{ .key = (char)('1' + name), .text = words, .set = set_education, .value = name },
const struct option record_education_options[EDUCATIONS] = { EDUCATION_LIST(EDUCATION_OPTION) };
#undef EDUCATION_OPTION

static const enum record_field of_contact[] = { RECORD_CONTACT_PHONE, RECORD_CONTACT_NAME };

/* Another relation is another person: number and name of the former one go. */
static void
want_relation(struct answers *a, const char *code)
{
	bool another = strcmp(a->record[RECORD_CONTACT_RELATION], code) != 0;

	record_want(a, RECORD_CONTACT_RELATION, code);
	for (size_t i = 0; i < ARRAY_LEN(of_contact); i++)
		if (another && a->record[of_contact[i]][0])
			record_want(a, of_contact[i], "");
		else
			a->change[of_contact[i]] = (struct record_change){ 0 };
}

static void
set_relation(struct answers *a, int value)
{
	want_relation(a, relations.row[value].code);
}

static void
set_nobody(struct answers *a, int value)
{
	(void)value;
	want_relation(a, "");
}

#define RELATION_OPTION(name, code, words)                                                     \
	{ .key = (char)('1' + name), .text = words, .set = set_relation, .value = name },
const struct option record_relation_options[RELATIONS + 1] = {
	RELATION_LIST(RELATION_OPTION){
		.key = (char)('1' + RELATIONS), .text = N_("Tidak ada"), .set = set_nobody },
};
#undef RELATION_OPTION

/* Where the record says the person lives, as far as the list knows it; 0: nowhere. */
static int
region_of_record(const struct answers *a, const struct regions *regions)
{
	static const enum record_field levels[] = { RECORD_PROVINCE, RECORD_REGENCY,
		RECORD_DISTRICT };
	int code = 0;

	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		int in = a->record[levels[i]][0]
				 ? region_find(regions, code, a->record[levels[i]])
				 : 0;

		if (in == 0)
			break;
		code = in;
	}
	return code;
}

static void
pick(const struct answers *a, const struct place *p, enum region_level level,
	struct pick *ret_pick)
{
	const int likely[] = { region_of_record(a, p->regions),
		region_of_nik(p->regions, a->nik) };
	int parent = level == REGION_PROVINCE ? 0 : a->region[level - 1];

	region_pick(p->regions, parent, likely, ARRAY_LEN(likely), a->region_page, ret_pick);
}

static void
fill_places(const struct answers *a, const struct place *p, enum region_level level,
	struct page *page)
{
	struct pick rows;

	if (p->regions == NULL)
		return;
	pick(a, p, level, &rows);
	for (size_t i = 0; i < rows.n; i++)
		(void)page_choice(page, rows.row[i].key, rows.row[i].text);
}

/* True: a place; false with *ret_turned: another page of them, else no such key. */
static bool
picked(struct answers *a, const struct place *p, enum region_level level, char key,
	bool *ret_turned)
{
	struct pick rows;
	const struct pick_row *row;

	*ret_turned = false;
	if (p->regions == NULL)
		return false;
	pick(a, p, level, &rows);
	row = pick_row(&rows, key);
	if (row == NULL)
		return false;
	a->region_page = row->region ? 0 : row->page;
	*ret_turned = row->region == 0;
	if (row->region)
		a->region[level] = row->region;
	return row->region != 0;
}

void
record_fill_province(const struct answers *a, const struct place *p, struct page *page)
{
	fill_places(a, p, REGION_PROVINCE, page);
}

void
record_fill_regency(const struct answers *a, const struct place *p, struct page *page)
{
	fill_places(a, p, REGION_REGENCY, page);
}

void
record_fill_district(const struct answers *a, const struct place *p, struct page *page)
{
	fill_places(a, p, REGION_DISTRICT, page);
}

const char *
record_choose_province(struct answers *a, const struct place *p, char key)
{
	bool turned;

	if (picked(a, p, REGION_PROVINCE, key, &turned))
		return "regency";
	return turned ? "province" : NULL;
}

const char *
record_choose_regency(struct answers *a, const struct place *p, char key)
{
	bool turned;

	if (picked(a, p, REGION_REGENCY, key, &turned))
		return "district";
	return turned ? "regency" : NULL;
}

/* All three go together: a district alone names no place. */
const char *
record_choose_district(struct answers *a, const struct place *p, char key)
{
	static const enum record_field fields[] = { RECORD_PROVINCE, RECORD_REGENCY,
		RECORD_DISTRICT };
	bool turned;

	if (!picked(a, p, REGION_DISTRICT, key, &turned))
		return turned ? "district" : NULL;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const char *name = region_name(p->regions, a->region[i]);

		if (name)
			record_want(a, fields[i], name);
	}
	return "";
}
