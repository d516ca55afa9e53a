/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keyboard of this terminal on the loop: what standard input brings is fed to the keys, and a key that waits for its
 * rest is settled by a timer that runs only then.
 */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "ui/keys.h"

struct loop;

struct keyboard {
	struct loop *loop; /* borrowed */
	struct keys keys;
	void (*gone)(void *ctx); /* the terminal is; of the sink's ctx */
	int settling;            /* timer of the loop; 0 none */
	bool listens;
};

/** Does not listen yet. */
void keyboard_init(struct keyboard *keyboard, struct loop *loop, const struct keys_sink *sink,
	const struct keys_options *options, void (*gone)(void *ctx));
enum status keyboard_listen(struct keyboard *keyboard);
/** Forgets and wipes what is under way; also where it never listened. */
void keyboard_close(struct keyboard *keyboard);

#endif
