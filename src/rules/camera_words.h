/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said about a camera that is not well: a sentence without a device's state for who stands before it, and its
 * state with the remedy for staff. Texts are marked for translation by whoever shows them.
 */
#ifndef RULES_CAMERA_WORDS_H
#define RULES_CAMERA_WORDS_H

#include "base/camera_event.h"

/** For the participant at the face step. Never NULL; "" while it is live or off. */
const char *camera_words_for_all(enum camera_state state);
/** For staff: what is wrong and what to do. "" where nothing is. */
const char *camera_words_for_staff(enum camera_state state);

#endif
