/* SPDX-License-Identifier: Apache-2.0 */
/* What the kiosk orders from its camera and what comes back: plain values that helper, wire,
 * port and visit share. */
#ifndef BASE_CAMERA_EVENT_H
#define BASE_CAMERA_EVENT_H

#include "base/cells.h"
#include "base/face_measures.h"
#include "base/page_measures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CAMERA_JPEG_MAX = 250 * 1000, /* bytes of a photograph */
	CAMERA_JPEG_SMALL = 40 * 1000, /* up to here it is made no larger than 480 × 640 pixels */
	CAMERA_JPEG_MIN = 16 * 1000, /* less may be asked of nobody */
	CAMERA_CODE_MAX = 1024,       /* bytes of a QR or barcode text, the NUL not counted */
	CAMERA_WITHIN_MAX_MS = 10000, /* longest time to collect the best frame */
	CAMERA_HINT_MAX = 31,         /* an enum face_hint or scan_hint on the wire */
	CAMERA_CARD_ROOM = 33,        /* bytes of a camera's own name with its NUL */
	CAMERA_FPS_MAX = 1000,
	CAMERA_SIDE_MAX = 1 << 15,
};

/** What the frames are looked at for: never more than the screen needs. */
enum camera_task {
	CAMERA_TASK_FACE, /* face gate and photograph */
	CAMERA_TASK_CODE, /* QR, Code 128, Code 39 */
	CAMERA_TASK_PAGE, /* a printed page, to calibrate by */
};

#define CAMERA_STATE_LIST(X)                                                                   \
	X(CAMERA_OFF, "not started")                                                           \
	X(CAMERA_OPENING, "opening")                                                           \
	X(CAMERA_LIVE, "live")                                                                 \
	X(CAMERA_BLACK, "frames are black: lens covered?")                                     \
	X(CAMERA_FROZEN, "no new frame for 3 s")                                               \
	X(CAMERA_GONE, "unplugged or helper ended; tried again by itself")                     \
	X(CAMERA_NO_MODEL, "face model missing or damaged")                                    \
	X(CAMERA_GIVEN_UP, "gone after every retry; looked for every 30 s")                    \
	X(CAMERA_MISSING, "no such device: not plugged in?")                                   \
	X(CAMERA_BUSY, "held by another program")                                              \
	X(CAMERA_DENIED, "no permission to open it")                                           \
	X(CAMERA_WRONG, "not a camera, or without a format to be used")                        \
	X(CAMERA_TORN, "frames cannot be read: cable, or a size it does not keep to")

enum camera_state {
#define CAMERA_STATE_ENUM(name, words) name,
	CAMERA_STATE_LIST(CAMERA_STATE_ENUM)
#undef CAMERA_STATE_ENUM
};

/** Words for staff, in English. Never NULL. */
const char *camera_state_words(enum camera_state state);
/** No helper is behind it: it never opened, or it ended. It is tried again by itself. */
bool camera_state_is_down(enum camera_state state);

/** What the camera says of itself, and how it is: for readiness checks and staff. */
struct camera_about {
	enum camera_state state;
	char card[CAMERA_CARD_ROOM]; /* its own name, "" until it was open once */
	char format[5];              /* "MJPG", "YUYV", "JPEG"; "" likewise */
	int width, height;           /* of its frames, as agreed */
	int fps;                     /* as it promises, 0: it does not say */
	int fps_seen;                /* frames that came in the last second, 0: not known */
};

enum camera_code_kind { CAMERA_CODE_QR, CAMERA_CODE_128, CAMERA_CODE_39 };

enum camera_event_kind {
	CAMERA_STATE,    /* state */
	CAMERA_FRAME,    /* hint, ready, measures, cells */
	CAMERA_PHOTO,    /* jpeg, measures */
	CAMERA_NO_PHOTO, /* no frame passed the gate in time: hint says why. Not an attempt. */
	CAMERA_CODE,     /* code_kind, code */
	CAMERA_PAGE,     /* ready, page, cells */
	CAMERA_ABOUT,    /* about, all but the state; once a helper, before any frame */
};

struct camera_event {
	enum camera_event_kind kind;
	enum camera_state state;
	int hint;   /* enum face_hint of rules/face_gate.h, or, while codes are looked for, enum
		       scan_hint of rules/scan_hint.h; steady: it does not flicker */
	bool ready; /* this frame would pass */
	int refused_by; /* FRAME: the first check it failed, as an enum face_hint; 0 where it passes */
	struct face_measures measures;
	struct page_measures page;
	struct cells cells; /* preview with the face frame drawn in; 0 × 0: unchanged since the
			       last one */
	const uint8_t *jpeg; /* borrowed; personal data: whoever copies it wipes the copy */
	size_t jpeg_len;
	enum camera_code_kind code_kind;
	char code[CAMERA_CODE_MAX +
		  1]; /* UTF-8 as read; personal data, not yet checked by any rule */
	struct camera_about about;
};

enum camera_order_kind { CAMERA_START, CAMERA_SHOOT, CAMERA_STOP };

struct camera_order {
	enum camera_order_kind kind;
	enum camera_task task; /* START */
	int columns, rows; /* START: size of the preview, at most CELLS_COLUMNS × CELLS_ROWS */
	int within_ms;     /* SHOOT: the best frame of this time is sent, or the first of as long again */
	int jpeg_max;      /* SHOOT: bytes, CAMERA_JPEG_MIN … CAMERA_JPEG_MAX */
};

#endif
