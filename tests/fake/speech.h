/* SPDX-License-Identifier: Apache-2.0 */
/* A voice of memory: remembers what was said. It speaks until it is hushed or told that it
 * has ended. */
#ifndef FAKE_SPEECH_H
#define FAKE_SPEECH_H

#include "port.h"

enum { FAKE_SPEECH_SAID = 64, FAKE_SPEECH_TEXT = 4096 };

struct fake_speech {
	/* The latest texts; said[(says - 1) % FAKE_SPEECH_SAID] is the last. */
	char said[FAKE_SPEECH_SAID][FAKE_SPEECH_TEXT];
	int says, hushes; /* calls so far */
	int loudness, words_a_minute;
	enum status state; /* as the port tells it */
	bool speaking; /* set by say; a test clears it to end a text */
	int mute_at;   /* this say() (1 is the first) finds no sound device; 0: none */
};

void fake_speech_init(struct fake_speech *fake);
struct speech_port fake_speech_port(struct fake_speech *fake);
/** The latest text, "" before the first. */
const char *fake_speech_last(const struct fake_speech *fake);
/** Whether any remembered text has these words in it. */
bool fake_speech_heard(const struct fake_speech *fake, const char *words);

#endif
