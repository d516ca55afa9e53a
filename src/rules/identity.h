/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers by which a person is found: NIK (KTP, 16 digits, PPKKCC DDMMYY NNNN, day + 40 for
 * women), KPJ (11 digits, shown 2-3-3-3), and the cards people mix them up with, recognised by
 * length. All are text of digits.
 */
#ifndef RULES_IDENTITY_H
#define RULES_IDENTITY_H

#include "rules/date.h"
#include "rules/flaw.h"

enum { NIK_DIGITS = 16, KPJ_DIGITS = 11, NIK_ROOM = 17, KPJ_ROOM = 12, NAME_ROOM = 101 };

enum card_kind {
	CARD_UNKNOWN,
	CARD_NIK,       /* 16 digits: NIK, or the number of a Kartu Keluarga */
	CARD_KPJ,       /* 11 digits not looking like a phone number */
	CARD_OLD_KPJ,   /* 11 characters with a letter: staff only */
	CARD_KESEHATAN, /* 13 digits starting 000 */
	CARD_NPWP_OLD,  /* 15 digits that pass the Luhn check over the first nine */
	CARD_PHONE,     /* starts 08 or 628 */
};

struct nik {
	char region[7];    /* PPKKCC */
	struct date birth; /* century: see nik_check */
	bool woman;
};

enum card_kind card_recognise(const char *text);

/** FLAW_NONE and *ret_nik, or what is wrong: other cards first, then length, date, serial.
 *  The century of birth is the one that gives an age of 17–110, else the last not after today.
 *  ret_nik may be NULL. */
enum flaw nik_check(const char *text, struct date today, struct nik *ret_nik);
/** Any 11 digits: a KPJ has no public check digit, and one that starts with 08 looks like a
 *  phone number. */
enum flaw kpj_check(const char *text);
/** A day that has been, typed at the pad as DDMMYYYY, at most `years` years ago. ret_date may
 *  be NULL. */
enum flaw past_date_check(
	const char *digits, struct date today, int years, struct date *ret_date);
/** 15 digits with Luhn over the first nine, or 16: a valid NIK or 0 + a valid old number. */
enum flaw npwp_check(const char *text, struct date today);
/** 08…, 628…, +628…, national part 8[1-35-9] and 7–10 digits; ret_e164 "+628…" (16 bytes
 *  suffice for room). */
enum flaw phone_check(const char *text, char ret_e164[17]);

/* Of a number that has not its length the masks show nothing but stars. */
/** "6308055203600001" → "6308 **** **** 0001": for screens before identity is proven and for
 *  receipts. */
void nik_mask(const char *nik, char ret_text[24]);
/** "2-3-3-3": "12345678901" → "12 345 678 901". */
void kpj_group(const char *kpj, char ret_text[16]);
/** "SITI AMINAH BINTI HASAN" → "S*** A***** B**** H****": first letter of each word, the rest
 *  stars (at most five a word); whole words only where the room ends. */
void name_mask(const char *name, char *ret_text, size_t room);
/** As people say it: "+6281234567890" → "081234567890"; any other text as it is. */
void phone_show(const char *e164, char ret_text[17]);
/** Last four digits of a number behind an ellipsis: "…1234"; shorter numbers whole. */
void tail_four(const char *number, char ret_text[16]);

#endif
