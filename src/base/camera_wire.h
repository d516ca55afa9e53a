/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages between the kiosk and its camera helper, on a stream socket. Pure: bytes in,
 * struct out, and back.
 *
 * A message is a header of 8 bytes (4 length of the body, 2 kind, 2 magic "AC"; all
 * little-endian) and its body. The reader trusts nothing: every length is checked against the
 * kind before a byte is used, every number against its range, floats must be finite. A kind it
 * does not know is passed over, so that either side may be newer. The helper says something at
 * least once a second (STATE again when there is nothing else): silence means it hangs.
 */
#ifndef BASE_CAMERA_WIRE_H
#define BASE_CAMERA_WIRE_H

#include "base/buf.h"
#include "base/camera_event.h"
#include "base/status.h"

#include <stddef.h>

enum {
	CAMERA_WIRE_HEADER = 8,
	/* the largest message there is: a photograph with its measures */
	CAMERA_WIRE_MAX = CAMERA_WIRE_HEADER + CAMERA_JPEG_MAX + 256,
};

/** Appends one message. ST_INVALID: a value out of its range; ST_TOO_LONG: past the buffer's
 * ceiling. */
enum status camera_wire_put_event(struct buf *buf, const struct camera_event *event);
enum status camera_wire_put_order(struct buf *buf, const struct camera_order *order);

/**
 * Takes the first message of bytes[0..len). ret_used: how many bytes it took; they may be
 * dropped once the struct is used (event->jpeg points into them). ST_AGAIN: not whole yet.
 * ST_UNSUPPORTED: an unknown kind, ret_used bytes may be passed over. ST_INVALID: not this
 * protocol; the connection is worth nothing any more. The struct is zeroed except after ST_OK.
 */
enum status camera_wire_take_event(
	const void *bytes, size_t len, struct camera_event *ret_event, size_t *ret_used);
enum status camera_wire_take_order(
	const void *bytes, size_t len, struct camera_order *ret_order, size_t *ret_used);

#endif
