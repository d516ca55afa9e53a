/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The voice: espeak-ng (or another program that reads text on its standard input) as a child process, one a text, and
 * a player for sentences somebody has recorded. Nothing waits: a program that is missing, crashes, hangs or sits on a
 * dead sound device costs the visit nothing. One that fails is left alone for a second, then two, up to a minute; one
 * that takes far longer than its words is killed. Used by one thread.
 */
#ifndef DEVICE_SPEECH_H
#define DEVICE_SPEECH_H

#include "base/status.h"
#include "port.h"

#include <stdint.h>

struct speech;

/** Copied. */
struct speech_options {
	/** Program and arguments separated by blanks, without quoting; {loudness} and {speed} in an argument become
	 *  numbers: "espeak-ng -v id --stdin -a {loudness} -s {speed}". "" or "none": no voice. One whose name begins
	 *  with "espeak" gets the words of device/pronounce.h in its phonemes. */
	const char *command;
	/** Folder of recorded sentences (device/recordings.h); "": none. */
	const char *recordings;
	/** Likewise a program, which plays {file}; "": none. {loudness} is known, too. */
	const char *player;
	int64_t (*now_ms)(void); /* NULL: the loop's clock */
};

/** ST_CONFIG where a command has too many or too long words, or holes it does not know. A folder of recordings that
 *  cannot be read is logged, and costs only the recordings. */
enum status speech_new(const struct speech_options *options, struct speech **ret_speech);
/** Stops what is being said. Takes NULL. */
void speech_free(struct speech *speech);
/** The port; valid until speech_free. */
struct speech_port speech_port(struct speech *speech);

#endif
