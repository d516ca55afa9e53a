/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Receipt codes: eight characters and a check character of an alphabet without look-alikes (no 0 O 1 I L U), shown
 * "ABCD-EFGH-J". The check character (ISO 7064 MOD 37,36 idea on our radix) finds every single wrong character and
 * every swap of neighbours.
 */
#ifndef RULES_CODE_H
#define RULES_CODE_H

#include "base/status.h"
#include "rules/flaw.h"

#include <stdint.h>

enum { CODE_CHARS = 9, CODE_ROOM = 10, CODE_SHOWN_ROOM = 12 };

/** From eight fresh random bytes. */
void code_make(const uint8_t random[8], char ret_code[CODE_ROOM]);
/** Typed or scanned text (any case, blanks and dashes anywhere) → the nine characters. FLAW_CODE, FLAW_EMPTY. */
enum flaw code_read(const char *text, char ret_code[CODE_ROOM]);
/** "ABCD-EFGH-J". */
void code_show(const char *code, char ret_text[CODE_SHOWN_ROOM]);

#endif
