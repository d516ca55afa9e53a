/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where frames come from. `images:DIR` plays JPEGs kept in memory, `v4l2:PATH` a real camera.
 * Everything that needs the file system happens in source_open, before the sandbox; afterwards
 * only ioctls on the one descriptor are left. Exposure, gain and white balance are the camera's
 * own, whatever a program before left behind; the mains of the country is 50 Hz. Frames are lent one at a time: next, use,
 * release.
 */
#ifndef CAMERA_SOURCE_H
#define CAMERA_SOURCE_H

#include "base/camera_event.h"
#include "base/status.h"
#include "camera/picture.h"

#include <stdbool.h>
#include <stdint.h>

struct source;

struct source_kind {
	const char *prefix; /* "images:" */
	/** path: what follows the prefix. avoid: a format not to be taken, "" none. Allocates its
	 * own struct around `struct source`. */
	enum status (*open)(const char *path, const char *avoid, struct source **ret_source);
	enum status (*start)(struct source *source, int64_t now_ms);
	/** ST_AGAIN: no frame now. ST_CORRUPT: a frame that is none, passed over. ST_GONE:
	 * unplugged, for good. */
	enum status (*next)(struct source *source, int64_t now_ms, struct frame *ret_frame);
	void (*release)(struct source *source);
	/** Stops the camera and wipes its frames. */
	void (*close)(struct source *source);
};

struct source {
	const struct source_kind *kind;
	int fd;         /* becomes readable with a frame; -1: none, ask every SOURCE_TICK_MS */
	bool may_stand; /* the same picture again and again is no fault */
	struct camera_about about;
};

enum { SOURCE_TICK_MS = 10 };

extern const struct source_kind source_images, source_v4l2;

/** ST_CONFIG: no such kind of source; ST_NOT_FOUND, ST_GONE: not there; ST_DENIED; ST_BUSY:
 * another program streams from it; ST_UNSUPPORTED: no camera, or no format in common; … */
enum status source_open(const char *spec, const char *avoid, struct source **ret_source);
/** What a failure of source_open, or of a source's start, means to the kiosk. */
enum camera_state source_trouble(enum status st);
/** Takes NULL. */
void source_close(struct source *source);

#endif
