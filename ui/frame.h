/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A canvas as one packet for a terminal at a desk, whole each time, so that a lost one costs nothing. Roles travel, not
 * colours: the other side has a theme of its own terminal's colours for them.
 *
 *	17  columns 2  rows 2  theme 1  field 1,  then row by row
 *	character and role in 4 (21 bits and 8 above them), behind ROLE_PICTURE two colours of 1
 */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "base/buf.h"
#include "flow/page.h"
#include "ui/canvas.h"

struct frame_head {
	int theme;
	enum field_kind field; /* open on the page: it decides what '-' is; see ui/keys.h */
};

/** Appends it. ST_INVALID: larger than ATTACH_COLUMNS_MAX × ATTACH_ROWS_MAX. */
enum status frame_put(
	const struct canvas *canvas, const struct frame_head *head, struct buf *ret_bytes);
/** The canvas takes the size and the cells; it may hold half of them after a failure. ST_INVALID: not a picture of this
 *  version, or with a character that is none to be drawn. */
enum status frame_take(
	const void *bytes, size_t n, struct canvas *canvas, struct frame_head *ret_head);

/** A page drawn and put: what the kiosk calls for a terminal of that size. canvas: to draw on, borrowed, a struct canvas
 *  of whatever size. Without the live picture. */
enum status frame_of_page(
	void *canvas, const struct page *page, int columns, int rows, struct buf *ret_bytes);

#endif
