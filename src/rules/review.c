/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds, verdicts and notes as tables. */
#include "rules/review.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/staff.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *code, *words;
} kinds[REVIEW_KINDS] = {
	[REVIEW_NONE] = { "", "" },
#define REVIEW_ROW(name, code, words) [name] = { code, words },
	REVIEW_LIST(REVIEW_ROW)
#undef REVIEW_ROW
};

const char *
review_code(enum review_kind kind)
{
	return kinds[kind].code;
}

enum review_kind
review_of_code(const char *code)
{
	for (size_t i = REVIEW_NONE + 1; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].code, code) == 0)
			return (enum review_kind)i;
	return REVIEW_NONE;
}

const char *
review_words(enum review_kind kind)
{
	return kinds[kind].words;
}

static const struct {
	const char *code, *words;
} verdicts[REVIEW_VERDICTS] = {
	[REVIEW_OPEN] = { "", N_("Belum ditinjau") },
	[REVIEW_FITS] = { "fits", N_("Sesuai") },
	[REVIEW_QUESTIONED] = { "questioned", N_("Dipertanyakan") },
};

const char *
review_verdict_code(enum review_verdict verdict)
{
	return verdicts[verdict].code;
}

const char *
review_verdict_words(enum review_verdict verdict)
{
	return verdicts[verdict].words;
}

enum { F = 1 << REVIEW_FITS, Q = 1 << REVIEW_QUESTIONED };

static const struct {
	const char *code, *words;
	unsigned with; /* which verdicts */
} notes[REVIEW_NOTES] = {
	[NOTE_NONE] = { "", "", F },
	[NOTE_PAPERS_SEEN] = { "papers-seen", N_("KTP dan surat sudah diperiksa ulang"), F },
	[NOTE_PERSON_CALLED] = { "person-called", N_("Peserta sudah dihubungi"), F },
	[NOTE_OFFICER_ASKED] = { "officer-asked", N_("Petugas sudah ditanya"), F },
	[NOTE_NO_REASON] = { "no-reason", N_("Tanpa alasan yang jelas"), Q },
	[NOTE_TOO_OFTEN] = { "too-often", N_("Terlalu sering oleh petugas ini"), Q },
	[NOTE_DIFFERS] = { "differs", N_("Data atau surat tidak cocok"), Q },
	[NOTE_WRITTEN] = { "written", N_("Tulis catatan sendiri (papan ketik)"), F | Q },
};

const char *
review_note_code(enum review_note note)
{
	return notes[note].code;
}

enum review_note
review_note_of_code(const char *code)
{
	for (size_t i = NOTE_NONE + 1; i < ARRAY_LEN(notes); i++)
		if (strcmp(notes[i].code, code) == 0)
			return (enum review_note)i;
	return NOTE_NONE;
}

const char *
review_note_words(enum review_note note)
{
	return notes[note].words;
}

bool
review_note_fits(enum review_note note, enum review_verdict verdict)
{
	return note < REVIEW_NOTES && verdict < REVIEW_VERDICTS &&
	       (notes[note].with >> verdict & 1);
}

bool
review_may(const char *id, const char *role, const char *officer, const char *second)
{
	return id[0] != '\0' && staff_may(role, RIGHT_REVIEW) && strcmp(id, officer) != 0 &&
	       strcmp(id, second) != 0;
}
