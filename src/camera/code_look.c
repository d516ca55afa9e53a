/* SPDX-License-Identifier: Apache-2.0 */
/* Frame → luma → zbar, a way a turn. */
#include "camera/code_look.h"

#include "base/str.h"
#include "camera/codes.h"

#include <stdlib.h>

enum { SMALL_PART = 2 /* of the frame: one in so many */ };

struct code_look {
	struct codes *codes;
	struct picture luma;
	unsigned turn;
};

void
code_look_free(struct code_look *look)
{
	if (look == NULL)
		return;
	codes_free(look->codes);
	picture_free(&look->luma);
	wipe(look, sizeof(*look));
	free(look);
}

enum status
code_look_new(struct code_look **ret_look)
{
	struct code_look *look = calloc(1, sizeof(*look));
	enum status st;

	if (look == NULL)
		return ST_NO_MEMORY;
	st = codes_new(&look->codes);
	if (st == ST_OK)
		*ret_look = look;
	else
		code_look_free(look);
	return st;
}

enum way { HALF, PART, WHOLE };

/* The part is not worth a turn of its own where it is nearly all, or where nothing was seen. */
static enum way
choose(unsigned turn, const struct frame *frame, const struct rect *where)
{
	static const enum way ways[CODE_LOOK_WAYS] = { HALF, PART, HALF, WHOLE };
	enum way way = ways[turn % CODE_LOOK_WAYS];
	int64_t part = (int64_t)where->width * where->height;
	bool small = part > 0 && part * SMALL_PART <= (int64_t)frame->width * frame->height;

	return way == PART && !small ? HALF : way;
}

enum status
code_look_at(struct code_look *look, const struct frame *frame, const struct rect *where,
	int64_t now_ms, struct camera_event *ret_event)
{
	enum way way = choose(look->turn++, frame, where);
	enum status st = way == PART ? picture_luma(frame, where, &look->luma)
				     : picture_grey(frame, way == HALF ? 2 : 1, &look->luma);

	return st == ST_OK ? codes_look(look->codes, &look->luma, now_ms, ret_event) : st;
}
