/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of "Perbarui data saya" show of the answers. */
#include "flow/data_fill.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/record.h"

#include <string.h>

enum { VALUE_ROOM = 96, FIELDS_A_PAGE = 3, MORE_KEY = '1' + FIELDS_A_PAGE };

static const struct data_row rows[] = {
	{ RECORD_PHONE, "record_phone" },
	{ RECORD_MARITAL, "marital" },
	{ RECORD_DISTRICT, "province" },
	{ RECORD_POSTAL_CODE, "postal_code" },
	{ RECORD_EDUCATION, "education" },
	{ RECORD_CONTACT_RELATION, "contact_relation" },
};

static const enum record_field letters[] = { RECORD_ADDRESS, RECORD_VILLAGE, RECORD_EMAIL,
	RECORD_MOTHER_NAME, RECORD_BIRTH_PLACE, RECORD_CONTACT_NAME };

static void
pair(struct page *page, const char *label, const char *text)
{
	(void)page_line(page, LINE_PAIR, TR(label), text[0] ? text : TR(N_("belum ada")));
}

static void
pair_date(struct page *page, const char *label, struct date date)
{
	char text[DATE_LONG];

	date_format_long(date, text);
	pair(page, label, text);
}

/* --- the record ------------------------------------------------------------------------------------------------------ */

static bool
is_offered(const struct data_row *row, const struct place *p)
{
	return row->field != RECORD_DISTRICT || p->regions != NULL;
}

/* Relation and number of the contact are asked together. */
static bool
row_is_missing(const struct answers *a, const struct data_row *row)
{
	return record_is_missing(a, row->field) ||
	       (row->field == RECORD_CONTACT_RELATION &&
		       record_is_missing(a, RECORD_CONTACT_PHONE));
}

static int
pages(const struct place *p)
{
	int n = 0;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		n += is_offered(&rows[i], p);
	return (n + FIELDS_A_PAGE - 1) / FIELDS_A_PAGE;
}

bool
data_turns_page(const struct place *p, char key)
{
	return key == MORE_KEY && pages(p) > 1;
}

const struct data_row *
data_row_of(const struct answers *a, const struct place *p, char key)
{
	int n = key - '1' + a->record_page % pages(p) * FIELDS_A_PAGE;

	if (key < '1' || key >= MORE_KEY)
		return NULL;
	for (int missing = 1; missing >= 0; missing--)
		for (size_t i = 0; i < ARRAY_LEN(rows); i++)
			if (is_offered(&rows[i], p) &&
				row_is_missing(a, &rows[i]) == (missing == 1) && n-- == 0)
				return &rows[i];
	return NULL;
}

bool
data_letter_field(const struct answers *a, char key, int *ret_field)
{
	int n = key - '1';

	/* The last two are taken where they are missing, and else corrected at Dukcapil. */
	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		bool once =
			letters[i] == RECORD_MOTHER_NAME || letters[i] == RECORD_BIRTH_PLACE;

		if ((!once || record_is_missing(a, letters[i])) && n-- == 0) {
			*ret_field = (int)letters[i];
			return true;
		}
	}
	return false;
}

/* The name of a contact is no matter of having one. */
static const char *
none_words(enum record_field field)
{
	return field == RECORD_CONTACT_NAME       ? TR(N_("isi bersama petugas"))
	       : field == RECORD_CONTACT_PHONE    ? TR(N_("belum ada"))
	       : field == RECORD_CONTACT_RELATION ? TR(N_("tidak ada"))
						  : TR(N_("tidak punya"));
}

/* As it will be: what is wanted, else what the centre has. */
static void
value_of(const struct answers *a, enum record_field field, char text[VALUE_ROOM])
{
	const struct record_change *change = &a->change[field];
	bool wanted = change->state == CHANGE_WANTED;

	record_show(field, wanted ? change->text : a->record[field], text, VALUE_ROOM);
	if (text[0])
		return;
	str_clip(text, VALUE_ROOM,
		record_is_missing(a, field) && !wanted ? TR(N_("BELUM ADA"))
						       : none_words(field));
}

static void
offer(const struct answers *a, enum record_field field, char key, struct page *page)
{
	bool contact = field == RECORD_CONTACT_RELATION && !record_has_no_contact(a, NULL);
	char value[VALUE_ROOM], phone[VALUE_ROOM] = "", text[3 * VALUE_ROOM];

	value_of(a, field, value);
	if (contact)
		value_of(a, RECORD_CONTACT_PHONE, phone);
	if (str_format(text, sizeof(text), "%s: %s%s%s", TR(record_fields.row[field].words),
		    value, contact ? ", " : "", phone) == ST_OK)
		(void)page_choice(page, key, text);
}

void
data_fill_record(const struct answers *a, const struct place *p, struct page *page)
{
	pair(page, N_("Nama"), a->name);
	pair_date(page, N_("Tanggal lahir"), a->record_birth);
	pair(page, N_("Alamat"), a->address);
	for (char key = '1'; data_row_of(a, p, key); key++)
		offer(a, data_row_of(a, p, key)->field, key, page);
	if (data_turns_page(p, MORE_KEY))
		(void)page_choice(page, MORE_KEY, TR(N_("Data yang lain")));
}

void
data_fill_birth(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	pair_date(page, N_("Di pusat"), a->record_birth);
	pair_date(page, N_("Menurut KTP"), a->birth);
	(void)page_line(page, LINE_WARN, "", TR(corrections.row[CORRECTED_DUKCAPIL].words));
}

/* --- letters --------------------------------------------------------------------------------------------------------- */

void
data_fill_letters_now(const struct answers *a, const struct place *p, struct page *page)
{
	char text[VALUE_ROOM];

	(void)p;
	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		value_of(a, letters[i], text);
		pair(page, record_fields.row[letters[i]].words, text);
	}
}

void
data_fill_letters(const struct answers *a, const struct place *p, struct page *page)
{
	int field;

	(void)p;
	for (char key = '1'; data_letter_field(a, key, &field); key++)
		offer(a, (enum record_field)field, key, page);
}

void
data_fill_text(const struct answers *a, const struct place *p, struct page *page)
{
	char text[VALUE_ROOM];

	(void)p;
	value_of(a, (enum record_field)a->record_at, text);
	pair(page, N_("Sekarang"), text);
}

/* --- old and new ----------------------------------------------------------------------------------------------------- */

static void
old_and_new(const struct answers *a, enum record_field field, struct page *page)
{
	char was[VALUE_ROOM], will[VALUE_ROOM];

	record_show(field, a->record[field], was, sizeof(was));
	record_show(field, a->change[field].text, will, sizeof(will));
	(void)page_linef(page, LINE_PAIR, TR(record_fields.row[field].words), "%s → %s",
		was[0] ? was : TR(N_("belum ada")), will[0] ? will : none_words(field));
}

void
data_fill_review(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (int i = 0; i < RECORD_FIELDS; i++)
		if (a->change[i].state == CHANGE_WANTED)
			old_and_new(a, (enum record_field)i, page);
	if (record_is_changed(a))
		return;
	str_clip(page->ask, sizeof(page->ask), TR(N_("Tidak ada yang berubah")));
	str_clip(page->todo, sizeof(page->todo), TR(N_("Data di pusat sudah sama. Tekan 2.")));
}

void
data_fill_sent(const struct answers *a, const struct place *p, struct page *page)
{
	bool refused = false;

	(void)p;
	for (int i = 0; i < RECORD_FIELDS; i++) {
		const struct record_change *change = &a->change[i];
		const char *name = TR(record_fields.row[i].words);

		if (change->state == CHANGE_ACCEPTED)
			(void)page_linef(
				page, LINE_GOOD, "", TR(N_("%s sudah diperbarui")), name);
		if (change->state != CHANGE_REFUSED)
			continue;
		refused = true;
		(void)page_linef(page, LINE_WARN, "", "%s: %s", name,
			TR(refusals.row[change->refusal].words));
		(void)page_line(
			page, LINE_TEXT, "", TR(corrections.row[change->correct].words));
	}
	if (refused)
		str_clip(page->ask, sizeof(page->ask), TR(N_("Ada data yang belum diterima")));
}
