/* SPDX-License-Identifier: Apache-2.0 */
/* How the voice of a visit sounds: what a person has set, and what that makes of the kiosk's own setting. */
#ifndef FLOW_VOICE_H
#define FLOW_VOICE_H

#include "flow/flow.h"

/** Steps up or down from the kiosk's own loudness and speed. */
enum { VOICE_LEVEL_MIN = -3, VOICE_LEVEL_MAX = 4 };

/** For struct speech_port; loudness and words_a_minute: the kiosk's own. */
int voice_loudness(const struct voice_wish *wish, int loudness);
int voice_speed(const struct voice_wish *wish, int words_a_minute);

/** One row, over whatever is shown: '/' three times, or the menu. It has no place of its own in a visit. */
extern const struct flow voice_flow;

#endif
