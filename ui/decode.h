/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of a terminal → strokes: characters of Unicode, or one of STROKE_…. The keypad with
 * NumLock off gives the digits printed on it. Everything else a terminal may send (other
 * sequences, answers, pasted text between its brackets, broken UTF-8, control characters) is
 * swallowed. Nothing is stored but a number, so nothing can grow.
 */
#ifndef UI_DECODE_H
#define UI_DECODE_H

#include <stdbool.h>
#include <stdint.h>

/** Strokes past the last character of Unicode. */
enum stroke {
	STROKE_ENTER = 0x110000,
	STROKE_ERASE,
	STROKE_ESCAPE,
	STROKE_F1,
	STROKE_F2,
	STROKE_QUIT, /* Ctrl-Q */
	STROKE_SCAN, /* STX (Ctrl-B), which a scanner can be set to send before each code */
};

struct decoder {
	int state;       /* private to decode.c, as is all here; zero: nothing under way */
	unsigned number; /* of ESC [ number ~, held at a ceiling */
	bool first;      /* still in the first number */
	char utf8[5];
	int utf8_have, utf8_need;
	int matched;      /* bytes of the end of a paste seen */
	int64_t since_ms; /* of the last byte */
};

/** Takes one byte; true: *ret_stroke is what it completed. Call decode_expire before, with
 *  the same time. */
bool decode_byte(struct decoder *decoder, char byte, int64_t now_ms, uint32_t *ret_stroke);
/** Ends what has waited too long for its rest; true: it was Escape alone. */
bool decode_expire(struct decoder *decoder, int64_t now_ms, uint32_t *ret_stroke);
/** Until decode_expire has something to do; -1: nothing under way. */
int decode_due_ms(const struct decoder *decoder, int64_t now_ms);

#endif
