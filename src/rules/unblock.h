/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening a blocked account of JMO, the phone app: why, in the words of the pad and of the contract, what the centre may
 * refuse it for, and the slip. Free of charge, and never by one person of staff alone.
 */
#ifndef RULES_UNBLOCK_H
#define RULES_UNBLOCK_H

#include "base/str.h"

#include <stdbool.h>

struct receipt;
struct sheet_place;

/** X(name, code of the contract, words for the pad) */
#define UNBLOCK_REASON_LIST(X)                                                                 \
	X(UNBLOCK_FACE, "face_not_matched", N_("Wajah tidak cocok di JMO"))                    \
	X(UNBLOCK_CHANGED, "face_changed", N_("Wajah berubah: umur, sakit, kacamata"))         \
	X(UNBLOCK_CAMERA, "poor_camera", N_("Kamera HP tidak jelas"))                          \
	X(UNBLOCK_PASSWORD, "wrong_password", N_("Salah kata sandi berkali-kali"))             \
	X(UNBLOCK_STRANGER, "somebody_else", N_("Dicoba orang lain"))                          \
	X(UNBLOCK_OTHER, "other", N_("Sebab lain"))

enum unblock_reason {
	UNBLOCK_NO_REASON,
#define UNBLOCK_ENUM(name, code, words) name,
	UNBLOCK_REASON_LIST(UNBLOCK_ENUM)
#undef UNBLOCK_ENUM
		UNBLOCK_REASONS
};
/** Both "" for UNBLOCK_NO_REASON. */
const char *unblock_reason_code(enum unblock_reason reason);
const char *unblock_reason_words(enum unblock_reason reason);

/** Why the centre did not open it, for the officer: a problem of the contract, any other one. */
const char *unblock_refused_words(const char *problem);

/** All borrowed. */
struct unblock_facts {
	const char *name, *nik, *reference;
	enum unblock_reason reason;
	const char *second; /* initials of who approved here; "" the centre is asked to */
	bool opened;        /* else it waits for the centre */
};

/** "JMO SUDAH DIBUKA", or "MENUNGGU PERSETUJUAN PUSAT". */
void receipt_of_unblock(const struct unblock_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt);

#endif
