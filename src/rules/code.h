/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Receipt codes: eight characters and a check character of an alphabet without look-alikes (no
 * 0 O 1 I L U), shown "ABCD-EFGH-J". Each character stands for its place 0–29 in the alphabet;
 * the sum of place times weight is 0 modulo 31, a prime larger than any place, with a weight of
 * its own for each position. So every single wrong character and every swap of two characters
 * is found, the check character included, and 30 of 31 of all other mistakes.
 */
#ifndef RULES_CODE_H
#define RULES_CODE_H

#include "base/status.h"
#include "rules/flaw.h"

#include <stdint.h>

enum { CODE_CHARS = 9, CODE_ROOM = 10, CODE_SHOWN_ROOM = 12 };

/** From eight fresh random bytes. The check character must not need the remainder 30, for
 *  which there is no character: then the eighth character is taken one further. 39.2 of the
 *  39.3 bits remain, and the reduction of 64 bits favours no code by more than one in twenty
 *  million. */
void code_make(const uint8_t random[8], char ret_code[CODE_ROOM]);
/** Typed or scanned text (any case, blanks and dashes anywhere) → the nine characters, upper
 *  case. FLAW_CODE, FLAW_EMPTY; ret_code is untouched then. */
enum flaw code_read(const char *text, char ret_code[CODE_ROOM]);
/** "ABCD-EFGH-J"; code: nine characters. */
void code_show(const char *code, char ret_text[CODE_SHOWN_ROOM]);

#endif
