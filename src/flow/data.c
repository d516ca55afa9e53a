/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Perbarui data saya": what the centre has of the person; what of it is missing or wrong is picked by its number and
 * answered at the pad, what needs letters together with an officer. Old and new stand side by side before anything is
 * sent, and what the centre did not take is said with the place where it is corrected.
 */
#include "flow/data_fill.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/person.h"
#include "flow/record.h"

#include <string.h>

/* --- what an officer types ------------------------------------------------------------------------------------------- */

static enum flaw
check_text(const char *typed, const struct answers *a, const struct place *p)
{
	(void)p;
	if (a->record_at == RECORD_EMAIL && typed[0] && strchr(typed, '@') == NULL)
		return FLAW_EMAIL;
	return typed[0] || record_may_be_none((enum record_field)a->record_at) ? FLAW_NONE
									       : FLAW_EMPTY;
}

static void
take_text(struct answers *a, const struct place *p)
{
	(void)p;
	record_want(a, (enum record_field)a->record_at, a->record_typed);
}

static const char *
label_of_text(const struct answers *a)
{
	return record_fields.row[a->record_at].words;
}

static const struct field text_field = {
	.name = "record_typed",
	.kind = FIELD_TEXT,
	.label_of = label_of_text,
	.by_staff = true,
	.max = 46,
	ROOM_OF(record_typed),
	.check = check_text,
	.optional = true,
};

/* --- choices --------------------------------------------------------------------------------------------------------- */

static const char *
choose_field(struct answers *a, const struct place *p, char key)
{
	const struct data_row *row = data_row_of(a, p, key);

	if (data_turns_page(p, key)) {
		a->record_page++;
		return "record";
	}
	if (row == NULL)
		return NULL;
	a->region_page = 0;
	a->phone_typed[0] = a->postal_typed[0] = a->contact_typed[0] = '\0';
	return row->step;
}

static const char *
choose_letters(struct answers *a, const struct place *p, char key)
{
	(void)p;
	if (!data_letter_field(a, key, &a->record_at))
		return NULL;
	a->record_typed[0] = '\0';
	return "letters_text";
}

static bool
birth_is_told(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->birth_told || !a->birth_differs;
}

static void
tell_birth(struct answers *a, int value)
{
	(void)value;
	a->birth_told = true;
}

static bool
is_changed(const struct answers *a, const struct place *p)
{
	(void)p;
	return record_is_changed(a);
}

static bool
is_unchanged(const struct answers *a, const struct place *p)
{
	(void)p;
	return !record_is_changed(a);
}

static bool
with_officer(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->officer.joined;
}

static bool
alone(const struct answers *a, const struct place *p)
{
	return !with_officer(a, p);
}

static const struct option birth_options[] = {
	{ .key = '1', .text = N_("Saya mengerti"), .set = tell_birth },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

/* 1 to 4 are the fields, the missing ones first, and the way to more of them. */
static const struct option record_options[] = {
	{ .key = '5',
		.text = N_("Alamat, e-mail, nama ibu: bersama petugas"),
		.when = alone,
		.go = "by_staff" },
	{ .key = '5',
		.text = N_("Petugas: isi alamat, e-mail, nama ibu"),
		.when = with_officer,
		.go = "letters" },
	{ .key = '6', .text = N_("Nama, NIK, tanggal lahir salah"), .go = "where" },
	{ .key = '7', .text = N_("Daftar KPJ"), .go = GO_CARDS },
	{ .key = '8', .text = N_("Kirim perubahan"), .when = is_changed, .go = "review" },
	{ .key = '9', .text = N_("Selesai"), .when = is_unchanged, .go = GO_MORE },
	{ .key = '9',
		.text = N_("Selesai, jangan kirim"),
		.when = is_changed,
		.set = record_forget_changes,
		.go = GO_MORE },
};

static const struct option by_staff_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .when = alone, .go = GO_STAFF },
	{ .key = '1',
		.text = N_("Petugas: isi sekarang"),
		.when = with_officer,
		.go = "letters" },
	{ .key = '2', .text = N_("Biarkan seperti sekarang"), .go = "record" },
};

static const struct option letters_options[] = {
	{ .key = '9', .text = N_("Kembali"), .go = "record" },
};

static const struct option where_options[] = {
	{ .key = '1', .text = N_("Baik"), .go = "record" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option review_options[] = {
	{ .key = '1', .text = N_("YA, KIRIM"), .when = is_changed, .go = "send" },
	{ .key = '2', .text = N_("Perbaiki yang lain dulu"), .go = "record" },
	{ .key = '3',
		.text = N_("Batal, biarkan seperti sekarang"),
		.when = is_changed,
		.set = record_forget_changes,
		.go = "record" },
};

static const struct option send_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "send" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Biarkan seperti sekarang"),
		.set = record_forget_changes,
		.go = "record" },
};

static const struct option sent_options[] = {
	{ .key = '1', .text = N_("Selesai"), .set = record_forget_changes, .go = GO_MORE },
	{ .key = '2',
		.text = N_("Perbaiki yang lain"),
		.set = record_forget_changes,
		.go = "record" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct branch send_branches[] = {
	{ OUTCOME_AWAY, "send_failed" },
	{ OUTCOME_REFUSED, "send_failed" },
	{ OUTCOME_NOT_FOUND, "send_failed" },
};

/* --- the steps ------------------------------------------------------------------------------------------------------- */

/* clang-format off */
static const struct step data_steps[] = {
	{
		.name = "birth_differs",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = birth_is_told,
		.ask = N_("Tanggal lahir di pusat berbeda dengan KTP"),
		.todo = N_("Dibetulkan di kantor Dukcapil, bukan di sini."),
		.help = N_("Klaim JHT tetap bisa jalan."),
		.fill = data_fill_birth,
		OPTIONS(birth_options),
	},
	{
		.name = "record",
		.kind = STEP_CHOICE,
		.ask = N_("Mana yang perlu diperbarui?"),
		.todo = N_("Tekan satu angka. Sudah benar semua? Tekan 9."),
		.why = N_("Data yang salah membuat uang terlambat."),
		.fill = data_fill_record,
		.choose = choose_field,
		OPTIONS(record_options),
	},
	RECORD_PHONE_STEP(.aside = true, .next = "review"),
	RECORD_MARITAL_STEP(.aside = true, .next = "review"),
	RECORD_PLACE_STEP(province, N_("Di provinsi mana Anda tinggal?"), .aside = true),
	RECORD_PLACE_STEP(regency, N_("Di kabupaten atau kota mana?"), .aside = true),
	RECORD_PLACE_STEP(district, N_("Di kecamatan mana?"), .aside = true, .next = "review"),
	RECORD_POSTAL_STEP(.aside = true, .next = "review"),
	RECORD_EDUCATION_STEP(.aside = true, .next = "review"),
	RECORD_RELATION_STEP(.aside = true, .next = "contact_phone"),
	RECORD_CONTACT_STEP(.aside = true, .skip = record_has_no_contact, .next = "review"),
	{
		.name = "by_staff",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Ini diisi bersama petugas"),
		.todo = N_("Tekan 1 untuk memanggil petugas."),
		.help = N_("Anda tidak perlu mengetik huruf."),
		.fill = data_fill_letters_now,
		OPTIONS(by_staff_options),
	},
	{
		.name = "letters",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Petugas: mana yang diisi?"),
		.todo = N_("Tekan satu angka. Perlu papan ketik."),
		.fill = data_fill_letters,
		.choose = choose_letters,
		OPTIONS(letters_options),
	},
	{
		.name = "letters_text",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Petugas: ketik isinya"),
		.todo = N_("Ketik, lalu tekan Enter."),
		.field = &text_field,
		.fill = data_fill_text,
		.taken = take_text,
		.next = "review",
	},
	{
		.name = "where",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Ini dibetulkan di tempat lain"),
		.todo = N_("Tekan satu angka."),
		.fill = claim_fill_where_corrected,
		OPTIONS(where_options),
	},
	{
		.name = "review",
		.kind = STEP_REVIEW,
		.aside = true,
		.ask = N_("Kirim perubahan ini?"),
		.todo = N_("Periksa dulu. Tekan 1 untuk mengirim."),
		.why = N_("Setelah dikirim, data di pusat langsung berubah."),
		.fill = data_fill_review,
		OPTIONS(review_options),
	},
	{
		.name = "send",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengirim perubahan"),
		.effect = EFFECT_CHANGE,
		BRANCHES(send_branches),
		.next = "sent",
	},
	{
		.name = "send_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Perubahan belum terkirim"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Jawaban Anda masih ada."),
		.fill = claim_fill_trouble,
		.when_back = "send",
		OPTIONS(send_failed_options),
	},
	{
		.name = "sent",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Data Anda sudah diperbarui"),
		.todo = N_("Tekan satu angka."),
		.fill = data_fill_sent,
		OPTIONS(sent_options),
	},
};
/* clang-format on */

const struct flow data_flow = {
	.name = "data",
	.service = N_("Perbarui data saya"),
	.first = &person_flow,
	.steps = data_steps,
	.n = ARRAY_LEN(data_steps),
};
