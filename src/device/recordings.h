/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sound files that stand for single sentences, named as base/recording.h says, with any ending. The folder is read once,
 * at start: while the kiosk runs no disk is asked, and a file that is gone meanwhile only fails to play.
 */
#ifndef DEVICE_RECORDINGS_H
#define DEVICE_RECORDINGS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct recordings;

/** folder "": none. A folder that cannot be read has no recordings, and *ret_st says why. ST_NO_MEMORY. */
enum status recordings_new(
	const char *folder, struct recordings **ret_recordings, enum status *ret_st);
void recordings_free(struct recordings *recordings);
/** The path of the file for a sentence of n bytes; false where there is none. */
bool recordings_find(const struct recordings *recordings, const char *sentence, size_t n,
	char *ret_path, size_t room);

#endif
