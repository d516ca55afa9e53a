/* SPDX-License-Identifier: Apache-2.0 */
/* What a key press means, the same on every screen. The screen turns keys into actions; the visit acts on them. */
#ifndef FLOW_ACTION_H
#define FLOW_ACTION_H

#include <stdint.h>

enum action_kind {
	ACTION_NONE,
	ACTION_DIGIT,  /* ch: '0'–'9' */
	ACTION_LETTER, /* ch: any other printable character of a full keyboard */
	ACTION_ENTER,  /* lanjut */
	ACTION_ERASE,  /* hapus: Backspace or '-' */
	ACTION_BACK,   /* kembali: '*' or Escape */
	ACTION_STAFF,  /* panggil petugas: '+' */
	ACTION_REPEAT, /* ulangi suara: '/' */
	ACTION_SIZE,   /* ukuran huruf: '.' */
	ACTION_HELP,   /* F1 or '?': why we ask */
	ACTION_THEME,  /* F2 */
	ACTION_SCAN,   /* text: a burst of a keyboard-wedge scanner ending in Enter */
	ACTION_QUIT,   /* Ctrl-Q, where ui.allow_quit */
	ACTION_READ_ON, /* Enter, where the screen has no room for all lines: somebody is there */
};

struct action {
	enum action_kind kind;
	uint32_t ch;
	const char *text; /* ACTION_SCAN: borrowed for the call */
};

#endif
