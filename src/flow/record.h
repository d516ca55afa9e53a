/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows that ask for one field of the record each, all answered without a letter: in a claim for what is missing,
 * in "Perbarui data saya" for what the person picks. An answer becomes a change that is wanted; EFFECT_CHANGE sends
 * all of them at once. The caller's own members of a row come behind the common ones.
 */
#ifndef FLOW_RECORD_H
#define FLOW_RECORD_H

#include "base/str.h"
#include "flow/flow.h"

/** Whether the centre misses this field. */
bool record_is_missing(const struct answers *answers, enum record_field field);
/** Whether anything is wanted changed. */
bool record_is_changed(const struct answers *answers);
/** What the record has is no change; "" says that there is none. */
void record_want(struct answers *answers, enum record_field field, const char *text);
/** Whether anything that is filled in that way is missing. */
bool record_misses(const struct answers *answers, enum record_way way);
/** The value as people read it; "" none. */
void record_show(enum record_field field, const char *text, char *ret_text, size_t room);
/** Wanted, taken and refused changes are forgotten. */
void record_forget_changes(struct answers *answers, int value);

/** Within a claim: nothing to ask, or it was answered. */
bool record_skip_phone(const struct answers *answers, const struct place *place);
bool record_skip_marital(const struct answers *answers, const struct place *place);
bool record_skip_place(const struct answers *answers, const struct place *place);
bool record_skip_postal(const struct answers *answers, const struct place *place);
bool record_skip_education(const struct answers *answers, const struct place *place);
bool record_skip_relation(const struct answers *answers, const struct place *place);
bool record_skip_contact(const struct answers *answers, const struct place *place);
/** There is nobody whose number could be asked for. */
bool record_has_no_contact(const struct answers *answers, const struct place *place);
/** Nothing to send. */
bool record_skip_send(const struct answers *answers, const struct place *place);
/** Nothing was refused, or it was told. */
bool record_skip_refused(const struct answers *answers, const struct place *place);

extern const struct field record_phone_field, record_postal_field, record_contact_field;
extern const struct option record_marital_options[MARITALS];
extern const struct option record_education_options[EDUCATIONS];
extern const struct option record_relation_options[RELATIONS + 1]; /* and nobody */

void record_take_phone(struct answers *answers, const struct place *place);
void record_take_postal(struct answers *answers, const struct place *place);
void record_take_contact(struct answers *answers, const struct place *place);
void record_fill_province(
	const struct answers *answers, const struct place *place, struct page *page);
void record_fill_regency(
	const struct answers *answers, const struct place *place, struct page *page);
void record_fill_district(
	const struct answers *answers, const struct place *place, struct page *page);
const char *record_choose_province(
	struct answers *answers, const struct place *place, char key);
const char *record_choose_regency(struct answers *answers, const struct place *place, char key);
const char *record_choose_district(
	struct answers *answers, const struct place *place, char key);

/* clang-format off */
#define RECORD_PHONE_STEP(...)                                                                 \
	{                                                                                      \
		.name = "record_phone",                                                        \
		.kind = STEP_FORM,                                                             \
		.ask = N_("Berapa nomor HP Anda?"),                                            \
		.todo = N_("Ketik angkanya, lalu Enter. Tidak punya? Enter saja."),            \
		.why = N_("Petugas bisa menelepon bila ada yang kurang."),                     \
		.help = N_("Nomor anak atau cucu juga boleh."),                                \
		.field = &record_phone_field,                                                  \
		.taken = record_take_phone,                                                    \
		__VA_ARGS__                                                                    \
	}
#define RECORD_MARITAL_STEP(...)                                                               \
	{                                                                                      \
		.name = "marital",                                                             \
		.kind = STEP_CHOICE,                                                           \
		.ask = N_("Apakah Anda kawin?"),                                               \
		.todo = N_("Tekan satu angka."),                                               \
		.why = N_("Pusat perlu tahu siapa keluarga Anda."),                            \
		OPTIONS(record_marital_options),                                               \
		__VA_ARGS__                                                                    \
	}
#define RECORD_PLACE_STEP(place, question, ...)                                                \
	{                                                                                      \
		.name = #place,                                                                \
		.kind = STEP_CHOICE,                                                           \
		.ask = question,                                                               \
		.todo = N_("Tekan angkanya."),                                                 \
		.why = N_("Surat untuk Anda dikirim ke alamat ini."),                          \
		.fill = record_fill_##place,                                                   \
		.choose = record_choose_##place,                                               \
		__VA_ARGS__                                                                    \
	}
#define RECORD_POSTAL_STEP(...)                                                                \
	{                                                                                      \
		.name = "postal_code",                                                         \
		.kind = STEP_FORM,                                                             \
		.ask = N_("Berapa kode pos rumah Anda?"),                                      \
		.todo = N_("Ketik 5 angka, lalu Enter. Tidak tahu? Enter saja."),              \
		.why = N_("Surat untuk Anda dikirim ke alamat ini."),                          \
		.field = &record_postal_field,                                                 \
		.taken = record_take_postal,                                                   \
		__VA_ARGS__                                                                    \
	}
#define RECORD_EDUCATION_STEP(...)                                                             \
	{                                                                                      \
		.name = "education",                                                           \
		.kind = STEP_CHOICE,                                                           \
		.ask = N_("Apa sekolah terakhir Anda?"),                                       \
		.todo = N_("Tekan satu angka. Pilih yang sudah tamat."),                       \
		.why = N_("Pusat mencatatnya. Uang Anda tidak berubah karenanya."),            \
		OPTIONS(record_education_options),                                             \
		__VA_ARGS__                                                                    \
	}
#define RECORD_RELATION_STEP(...)                                                              \
	{                                                                                      \
		.name = "contact_relation",                                                    \
		.kind = STEP_CHOICE,                                                           \
		.ask = N_("Siapa yang dihubungi bila ada keadaan darurat?"),                   \
		.todo = N_("Tekan satu angka."),                                               \
		.why = N_("Dia dihubungi bila Anda tidak bisa dihubungi."),                    \
		.help = N_("Namanya diisi bersama petugas. Tidak perlu mengetik huruf."),      \
		OPTIONS(record_relation_options),                                              \
		__VA_ARGS__                                                                    \
	}
#define RECORD_CONTACT_STEP(...)                                                               \
	{                                                                                      \
		.name = "contact_phone",                                                       \
		.kind = STEP_FORM,                                                             \
		.ask = N_("Berapa nomor HP orang itu?"),                                       \
		.todo = N_("Ketik angkanya, lalu Enter. Tidak tahu? Enter saja."),             \
		.why = N_("Dia dihubungi bila Anda tidak bisa dihubungi."),                    \
		.field = &record_contact_field,                                                \
		.taken = record_take_contact,                                                  \
		__VA_ARGS__                                                                    \
	}
/* clang-format on */

#endif
