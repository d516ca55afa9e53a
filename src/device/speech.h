/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The voice: espeak-ng (or another program that reads text on its standard input) as a child
 * process, one a text. Nothing waits: a program that is missing, crashes or hangs on a dead
 * sound device costs the visit nothing. Used by one thread.
 */
#ifndef DEVICE_SPEECH_H
#define DEVICE_SPEECH_H

#include "base/status.h"
#include "port.h"

struct speech;

/** command: program and arguments separated by blanks, without quoting; {loudness} and
 *  {speed} in an argument become numbers: "espeak-ng -v id --stdin -a {loudness} -s
 *  {speed}". "" or "none": no voice. ST_CONFIG where it has too many or too long words. */
enum status speech_new(const char *command, struct speech **ret_speech);
/** Stops what is being said. Takes NULL. */
void speech_free(struct speech *speech);
/** The port; valid until speech_free. */
struct speech_port speech_port(struct speech *speech);

#endif
