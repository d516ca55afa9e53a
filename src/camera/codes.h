/* SPDX-License-Identifier: Apache-2.0 */
/*
 * QR, Code 128 and Code 39 read from frames by zbar. A bar code without a check character may
 * be misread, so bar codes count when two frames agree; the same code is told once until it was
 * out of sight for two seconds.
 */
#ifndef CAMERA_CODES_H
#define CAMERA_CODES_H

#include "base/camera_event.h"
#include "base/status.h"
#include "camera/picture.h"

#include <stdint.h>

struct codes;

enum status codes_new(struct codes **ret_codes);
void codes_free(struct codes *codes);

/** Looks at a luma picture. ST_OK: a code to be told, code_kind and code are set. ST_AGAIN:
 * nothing new. */
enum status codes_look(struct codes *codes, const struct picture *luma, int64_t now_ms,
	struct camera_event *ret_event);

#endif
