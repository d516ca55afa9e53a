/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record the centre has of a person, as far as it is completed or corrected at a kiosk: its
 * fields, how each is filled in without letters, the choices, and where the rest is corrected.
 * Codes are those of assets/openapi.yaml; words are in the source language, ready for TR().
 */
#ifndef RULES_RECORD_H
#define RULES_RECORD_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/** How a person fills a field in at a number pad. */
enum record_way {
	RECORD_DIGITS, /* typed */
	RECORD_PICKED, /* one of a list */
	RECORD_STAFF,  /* needs letters: left as it is, or "isi bersama petugas" */
};

/* X(name, code, way, words) */
#define RECORD_FIELD_LIST(X)                                                                   \
	X(RECORD_PHONE, "phone", RECORD_DIGITS, N_("Nomor HP"))                                \
	X(RECORD_EMAIL, "email", RECORD_STAFF, N_("E-mail"))                                   \
	X(RECORD_MARITAL, "marital_status", RECORD_PICKED, N_("Status kawin"))                 \
	X(RECORD_PROVINCE, "province", RECORD_PICKED, N_("Provinsi"))                          \
	X(RECORD_REGENCY, "regency", RECORD_PICKED, N_("Kabupaten atau kota"))                 \
	X(RECORD_DISTRICT, "district", RECORD_PICKED, N_("Kecamatan"))                         \
	X(RECORD_VILLAGE, "village", RECORD_STAFF, N_("Desa atau kelurahan"))                  \
	X(RECORD_ADDRESS, "address", RECORD_STAFF, N_("Alamat"))                               \
	X(RECORD_POSTAL_CODE, "postal_code", RECORD_DIGITS, N_("Kode pos"))                    \
	X(RECORD_BIRTH_PLACE, "birth_place", RECORD_STAFF, N_("Tempat lahir"))                 \
	X(RECORD_MOTHER_NAME, "mother_name", RECORD_STAFF, N_("Nama ibu kandung"))             \
	X(RECORD_EDUCATION, "education", RECORD_PICKED, N_("Sekolah terakhir"))                \
	X(RECORD_CONTACT_RELATION, "contact_relation", RECORD_PICKED, N_("Kontak darurat"))    \
	X(RECORD_CONTACT_PHONE, "contact_phone", RECORD_DIGITS, N_("HP kontak darurat"))       \
	X(RECORD_CONTACT_NAME, "contact_name", RECORD_STAFF, N_("Nama kontak darurat"))

/* X(name, code, words) */
#define MARITAL_LIST(X)                                                                        \
	X(MARITAL_MARRIED, "kawin", N_("Kawin"))                                               \
	X(MARITAL_SINGLE, "belum_kawin", N_("Belum kawin"))                                    \
	X(MARITAL_DIVORCED, "cerai_hidup", N_("Cerai"))                                        \
	X(MARITAL_WIDOWED, "cerai_mati", N_("Suami atau istri sudah meninggal"))

/* In the order of the levels. X(name, code, words) */
#define EDUCATION_LIST(X)                                                                      \
	X(EDUCATION_PRIMARY, "sd", N_("Tidak sekolah, atau SD"))                               \
	X(EDUCATION_JUNIOR, "smp", N_("SMP"))                                                  \
	X(EDUCATION_SENIOR, "sma", N_("SMA atau SMK"))                                         \
	X(EDUCATION_DIPLOMA, "diploma", N_("Diploma"))                                         \
	X(EDUCATION_BACHELOR, "s1", N_("Sarjana (S1)"))                                        \
	X(EDUCATION_HIGHER, "s2", N_("S2 atau lebih tinggi"))

/** Who is called in an emergency. X(name, code, words) */
#define RELATION_LIST(X)                                                                       \
	X(RELATION_SPOUSE, "pasangan", N_("Suami atau istri"))                                 \
	X(RELATION_CHILD, "anak", N_("Anak"))                                                  \
	X(RELATION_SIBLING, "saudara", N_("Saudara"))                                          \
	X(RELATION_PARENT, "orang_tua", N_("Orang tua"))                                       \
	X(RELATION_OTHER, "lain", N_("Orang lain"))

/** Why the centre did not take a field. X(name, code, words) */
#define REFUSAL_LIST(X)                                                                        \
	X(REFUSAL_ELSEWHERE, "corrected-elsewhere", N_("Data ini tidak bisa diubah di sini.")) \
	X(REFUSAL_FORM, "wrong-form", N_("Isinya belum benar. Periksa lagi."))                 \
	X(REFUSAL_UNKNOWN, "unknown-field", N_("Data ini belum bisa dikirim. Tanya petugas."))

/** Where a refused field is corrected. X(name, code, words) */
#define CORRECTION_LIST(X)                                                                     \
	X(CORRECTED_DUKCAPIL, "dukcapil",                                                      \
		N_("Dibetulkan di kantor Dukcapil. Bawa KTP dan Kartu Keluarga."))             \
	X(CORRECTED_EMPLOYER, "employer",                                                      \
		N_("Dibetulkan oleh perusahaan tempat Anda bekerja."))                         \
	X(CORRECTED_BPJS, "bpjs", N_("Dibetulkan petugas BPJS. Tekan + untuk memanggil."))     \
	X(CORRECTED_HERE, "here", N_("Bisa dibetulkan di sini."))

#define RECORD_FIELD_ENUM(name, code, way, words) name,
#define RECORD_ENUM(name, code, words)            name,
enum record_field { RECORD_FIELD_LIST(RECORD_FIELD_ENUM) RECORD_FIELDS };
enum marital { MARITAL_LIST(RECORD_ENUM) MARITALS };
enum education { EDUCATION_LIST(RECORD_ENUM) EDUCATIONS };
enum relation { RELATION_LIST(RECORD_ENUM) RELATIONS };
enum refusal { REFUSAL_LIST(RECORD_ENUM) REFUSALS };
enum correction { CORRECTION_LIST(RECORD_ENUM) CORRECTIONS };
#undef RECORD_FIELD_ENUM
#undef RECORD_ENUM

struct code_words {
	const char *code, *words;
};

/** Codes and words by the values of one of these enums. */
struct code_list {
	const struct code_words *row;
	size_t n;
};

extern const struct code_list record_fields, maritals, educations, relations, refusals,
	corrections;

/** The value with that code; ST_NOT_FOUND. */
enum status code_find(const struct code_list *list, const char *code, int *ret_value);
enum record_way record_way(enum record_field field);
/** The list a field is picked from; NULL: it is not picked, or from a longer list elsewhere. */
const struct code_list *record_choices(enum record_field field);
/** Whether "I have none" is an answer. Without a relation there is no contact at all. */
bool record_may_be_none(enum record_field field);

#endif
