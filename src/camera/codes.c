/* SPDX-License-Identifier: Apache-2.0 */
/* zbar with three symbologies and no others. */
#include "camera/codes.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

enum { FORGET_MS = 2000, AGREEING = 2, SIGHTS = 4 };

static const struct {
	zbar_symbol_type_t type;
	enum camera_code_kind kind;
	int agreeing; /* frames that must read the same */
} symbologies[] = {
	{ ZBAR_QRCODE, CAMERA_CODE_QR, 1 },
	{ ZBAR_CODE128, CAMERA_CODE_128, AGREEING },
	{ ZBAR_CODE39, CAMERA_CODE_39, AGREEING },
};

/* One code in sight, or lately. */
struct sight {
	char text[CAMERA_CODE_MAX + 1]; /* personal data; "": a free place */
	int seen;                       /* frames it was read in */
	int64_t seen_ms;
	bool told;
};

struct codes {
	zbar_image_scanner_t *scanner;
	zbar_image_t *image;
	struct sight
		sight[SIGHTS]; /* a card may carry two codes, a table may lie full of them */
};

void
codes_free(struct codes *codes)
{
	if (codes == NULL)
		return;
	zbar_image_destroy(codes->image);
	zbar_image_scanner_destroy(codes->scanner);
	wipe(codes, sizeof(*codes));
	free(codes);
}

enum status
codes_new(struct codes **ret_codes)
{
	struct codes *codes = calloc(1, sizeof(*codes));

	if (codes == NULL)
		return ST_NO_MEMORY;
	codes->scanner = zbar_image_scanner_create();
	codes->image = zbar_image_create();
	if (zbar_image_scanner_set_config(codes->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0) != 0) {
		codes_free(codes);
		return ST_UNSUPPORTED;
	}
	for (size_t i = 0; i < ARRAY_LEN(symbologies); i++)
		if (zbar_image_scanner_set_config(
			    codes->scanner, symbologies[i].type, ZBAR_CFG_ENABLE, 1) != 0) {
			codes_free(codes);
			return ST_UNSUPPORTED;
		}
	/* bytes as they are: what is no UTF-8 is no code of ours */
	if (zbar_image_scanner_set_config(codes->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1) !=
		0) {
		codes_free(codes);
		return ST_UNSUPPORTED;
	}
	*ret_codes = codes;
	return ST_OK;
}

static int
row_of(zbar_symbol_type_t type)
{
	for (size_t i = 0; i < ARRAY_LEN(symbologies); i++)
		if (symbologies[i].type == type)
			return (int)i;
	return -1;
}

static bool
is_text(const char *data, size_t len)
{
	return len > 0 && len <= CAMERA_CODE_MAX && memchr(data, '\0', len) == NULL &&
	       utf8_is_valid(data, len);
}

/* The place of this text; else the place that was not looked at for the longest. */
static struct sight *
place_of(struct codes *codes, const char *data, size_t len, int64_t now_ms)
{
	struct sight *oldest = &codes->sight[0];

	for (int i = 0; i < SIGHTS; i++) {
		struct sight *sight = &codes->sight[i];

		if (strlen(sight->text) == len && memcmp(sight->text, data, len) == 0 &&
			now_ms - sight->seen_ms < FORGET_MS)
			return sight;
		if (sight->seen_ms < oldest->seen_ms)
			oldest = sight;
	}
	wipe(oldest, sizeof(*oldest));
	memcpy(oldest->text, data, len);
	return oldest;
}

/* Whether this reading is to be told now. */
static bool
note(struct codes *codes, const char *data, size_t len, int agreeing, int64_t now_ms)
{
	struct sight *sight = place_of(codes, data, len, now_ms);

	sight->seen++;
	sight->seen_ms = now_ms;
	if (sight->told || sight->seen < agreeing)
		return false;
	sight->told = true;
	return true;
}

enum status
codes_look(struct codes *codes, const struct picture *luma, int64_t now_ms,
	struct camera_event *ret_event)
{
	const zbar_symbol_t *symbol;
	enum status st = ST_AGAIN;

	zbar_image_set_format(codes->image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(codes->image, (unsigned)luma->width, (unsigned)luma->height);
	zbar_image_set_data(codes->image, luma->pixels,
		(unsigned long)luma->width * (unsigned long)luma->height, NULL);
	if (zbar_scan_image(codes->scanner, codes->image) <= 0)
		return ST_AGAIN;
	for (symbol = zbar_image_first_symbol(codes->image); symbol != NULL && st == ST_AGAIN;
		symbol = zbar_symbol_next(symbol)) {
		const char *data = zbar_symbol_get_data(symbol);
		size_t len = zbar_symbol_get_data_length(symbol);
		int row = row_of(zbar_symbol_get_type(symbol));

		if (row < 0 || !is_text(data, len) ||
			!note(codes, data, len, symbologies[row].agreeing, now_ms))
			continue;
		*ret_event = (struct camera_event){ .kind = CAMERA_CODE,
			.code_kind = symbologies[row].kind };
		memcpy(ret_event->code, data, len);
		st = ST_OK;
	}
	zbar_image_set_symbols(codes->image, NULL);
	return st;
}
