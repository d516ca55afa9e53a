/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Perlu ditinjau": what was done on an officer's word is looked at again by a supervisor, who finds it right or
 * questions it. Nothing waits for that: claims are sent all the same. Pure; doubt means no.
 */
#ifndef RULES_REVIEW_H
#define RULES_REVIEW_H

#include <stdbool.h>

/* X(name, code, words) */
#define REVIEW_LIST(X)                                                                         \
	X(REVIEW_NO_FACE, "no-face", N_("Klaim tanpa wajah yang cocok"))                       \
	X(REVIEW_SIMILAR_NAME, "similar-name", N_("Nama rekening mirip, diterima"))            \
	X(REVIEW_UNBLOCK, "unblock", N_("Blokir JMO dibuka"))                                  \
	X(REVIEW_WITHDRAWN, "withdrawn", N_("Klaim ditarik"))

enum review_kind {
	REVIEW_NONE,
#define REVIEW_ENUM(name, code, words) name,
	REVIEW_LIST(REVIEW_ENUM)
#undef REVIEW_ENUM
		REVIEW_KINDS
};
const char *review_code(enum review_kind kind);  /* "" of REVIEW_NONE */
enum review_kind review_of_code(const char *code); /* REVIEW_NONE: no such kind */
const char *review_words(enum review_kind kind); /* for the screen and paper (source) */

enum review_verdict { REVIEW_OPEN, REVIEW_FITS, REVIEW_QUESTIONED, REVIEW_VERDICTS };
const char *review_verdict_code(enum review_verdict verdict); /* "" "fits" "questioned" */
const char *review_verdict_words(enum review_verdict verdict);

/** What became of the photograph of a claim that had no matching face: it may reach the centre later. */
enum review_face { FACE_LATER_NONE, FACE_LATER_MATCHED, FACE_LATER_DIFFERED };

/** Why; a short list, picked by key. Some go with one verdict alone. */
enum review_note {
	NOTE_NONE,
	NOTE_PAPERS_SEEN,   /* fits */
	NOTE_PERSON_CALLED, /* fits */
	NOTE_OFFICER_ASKED, /* fits */
	NOTE_NO_REASON,     /* questioned */
	NOTE_TOO_OFTEN,     /* questioned */
	NOTE_DIFFERS,       /* questioned */
	NOTE_WRITTEN,       /* either: in the supervisor's own words */
	REVIEW_NOTES
};
const char *review_note_code(enum review_note note); /* "" of NOTE_NONE */
enum review_note review_note_of_code(const char *code);
const char *review_note_words(enum review_note note);
/** Whether the note is offered with the verdict. */
bool review_note_fits(enum review_note note, enum review_verdict verdict);

/** Whether somebody may look at it: they have the right and no part in it. officer, second: staff ids of who had; ""
 *  nobody. */
bool review_may(const char *id, const char *role, const char *officer, const char *second);

#endif
