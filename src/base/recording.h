/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of recorded sentences. A sentence, as the voice gets it, has one name that is the same on every kiosk:
 * its first words and eight hex digits of a hash over all of it, "berapa-nik-anda-1f2e3d4c". A sound file of that name,
 * whatever its ending, is played instead.
 */
#ifndef BASE_RECORDING_H
#define BASE_RECORDING_H

#include <stddef.h>

enum { RECORDING_NAME = 64 };

/** Length of the first sentence of the text, with its full stop or question mark; 0 at the end. Steps over the blanks
 *  before it in *text. */
size_t recording_sentence(const char **text);
/** sentence: n bytes; how it ends and how its letters are written makes no difference. */
void recording_name(const char *sentence, size_t n, char ret_name[RECORDING_NAME]);

#endif
