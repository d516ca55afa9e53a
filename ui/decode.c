/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes → strokes: a small state machine, one function a state. */
#include "ui/decode.h"

#include "base/array.h"
#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

enum state { GROUND, ESCAPE, CSI, CSI_LINUX, SS3, STRING, STRING_ESCAPE, PASTE, UTF8, STATES };

enum { ESC = 0x1B, BEL = 0x07, STX = 0x02, CTRL_Q = 0x11, NUMBER_MAX = 9999, PASTE_BEGIN = 200 };

struct stroke_of {
	unsigned from;
	uint32_t stroke;
};

/* clang-format off */
/* ESC [ letter and ESC O letter: keypad and arrows with NumLock off, in xterm, VT220 and
 * the Linux console. */
static const struct stroke_of letters[] = {
	{ 'H', '7' }, { 'A', '8' },
	{ 'D', '4' }, { 'E', '5' }, { 'G', '5' }, { 'C', '6' },
	{ 'F', '1' }, { 'B', '2' },
	{ 'P', STROKE_F1 }, { 'Q', STROKE_F2 },
};
/* ESC O letter only: the keypad in application mode. */
static const struct stroke_of keypad[] = {
	{ 'w', '7' }, { 'x', '8' }, { 'y', '9' },
	{ 't', '4' }, { 'u', '5' }, { 'v', '6' },
	{ 'q', '1' }, { 'r', '2' }, { 's', '3' },
	{ 'p', '0' }, { 'M', STROKE_ENTER },
	{ 'j', '*' }, { 'k', '+' }, { 'l', ',' }, { 'm', '-' }, { 'n', '.' }, { 'o', '/' },
};
/* ESC [ number ~ */
static const struct stroke_of numbers[] = {
	{ 1, '7' }, { 7, '7' }, { 5, '9' }, { 4, '1' }, { 8, '1' }, { 6, '3' },
	{ 2, '0' }, { 3, '.' },
	{ 11, STROKE_F1 }, { 12, STROKE_F2 },
};
/* ESC [ [ letter: function keys of the Linux console */
static const struct stroke_of linux_letters[] = { { 'A', STROKE_F1 }, { 'B', STROKE_F2 } };
static const struct stroke_of controls[] = {
	{ '\r', STROKE_ENTER }, { '\n', STROKE_ENTER }, { '\b', STROKE_ERASE },
	{ 0x7F, STROKE_ERASE }, { CTRL_Q, STROKE_QUIT }, { STX, STROKE_SCAN },
};
/* How long a state waits for its next byte. */
static const int patience_ms[STATES] = {
	[ESCAPE] = 25, [CSI] = 100, [CSI_LINUX] = 100, [SS3] = 100,
	[STRING] = 1000, [STRING_ESCAPE] = 1000, [PASTE] = 1000, [UTF8] = 100,
};
/* clang-format on */

static bool
look_up(const struct stroke_of *table, size_t n, unsigned from, uint32_t *ret_stroke)
{
	for (size_t i = 0; i < n; i++) {
		if (table[i].from != from)
			continue;
		*ret_stroke = table[i].stroke;
		return true;
	}
	return false;
}

static bool
begin_utf8(struct decoder *d, unsigned byte)
{
	d->utf8_need = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
	d->utf8[0] = (char)byte;
	d->utf8_have = 1;
	d->state = byte >= 0xC2 && byte <= 0xF4 ? UTF8 : GROUND;
	return false;
}

static bool
in_ground(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	if (byte == ESC) {
		d->state = ESCAPE;
		return false;
	}
	if (byte >= 0x80)
		return begin_utf8(d, byte);
	if (byte < ' ' || byte == 0x7F)
		return look_up(controls, ARRAY_LEN(controls), byte, ret_stroke);
	*ret_stroke = byte;
	return true;
}

static bool
in_utf8(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	uint32_t ch;

	d->state = GROUND;
	if ((byte & 0xC0) != 0x80)
		return in_ground(d, byte, ret_stroke); /* the broken one before is dropped */
	d->utf8[d->utf8_have++] = (char)byte;
	if (d->utf8_have < d->utf8_need) {
		d->state = UTF8;
		return false;
	}
	d->utf8[d->utf8_have] = '\0';
	if (utf8_next(d->utf8, &ch) != (size_t)d->utf8_need || ch < 0xA0)
		return false;
	*ret_stroke = ch;
	return true;
}

static bool
in_escape(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	d->number = 0;
	d->first = true;
	switch (byte) {
	case ESC: /* the one before stood alone */
		*ret_stroke = STROKE_ESCAPE;
		return true;
	case '[':
		d->state = CSI;
		return false;
	case 'O':
		d->state = SS3;
		return false;
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		d->state = STRING;
		return false;
	default: /* a key with Alt */
		d->state = GROUND;
		return false;
	}
}

static bool
end_csi(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	d->state = GROUND;
	if (byte != '~')
		return look_up(letters, ARRAY_LEN(letters), byte, ret_stroke);
	if (d->number != PASTE_BEGIN)
		return look_up(numbers, ARRAY_LEN(numbers), d->number, ret_stroke);
	d->state = PASTE;
	d->matched = 0;
	return false;
}

static bool
in_csi(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	if (byte == '[' && d->first && d->number == 0) {
		d->state = CSI_LINUX;
	} else if (byte >= '0' && byte <= '9') {
		if (d->first && d->number < NUMBER_MAX)
			d->number = d->number * 10 + (byte - '0');
	} else if (byte == ESC) {
		d->state = ESCAPE;
	} else if (byte >= '@' && byte <= '~') {
		return end_csi(d, byte, ret_stroke);
	} else {
		d->first = false;
	}
	return false;
}

static bool
in_csi_linux(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	d->state = GROUND;
	return look_up(linux_letters, ARRAY_LEN(linux_letters), byte, ret_stroke);
}

static bool
in_ss3(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	d->state = GROUND;
	return look_up(keypad, ARRAY_LEN(keypad), byte, ret_stroke) ||
	       look_up(letters, ARRAY_LEN(letters), byte, ret_stroke);
}

static bool
in_string(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	(void)ret_stroke;
	d->state = byte == BEL ? GROUND : byte == ESC ? STRING_ESCAPE : STRING;
	return false;
}

static bool
in_string_escape(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	(void)ret_stroke;
	d->state = byte == '\\' ? GROUND : STRING;
	return false;
}

static bool
in_paste(struct decoder *d, unsigned byte, uint32_t *ret_stroke)
{
	static const char end[] = "\x1b[201~";

	(void)ret_stroke;
	if (byte == (unsigned char)end[d->matched])
		d->matched++;
	else
		d->matched = byte == ESC;
	if (end[d->matched] == '\0')
		d->state = GROUND;
	return false;
}

typedef bool state_fn(struct decoder *d, unsigned byte, uint32_t *ret_stroke);

static state_fn *const states[STATES] = {
	[GROUND] = in_ground,
	[ESCAPE] = in_escape,
	[CSI] = in_csi,
	[CSI_LINUX] = in_csi_linux,
	[SS3] = in_ss3,
	[STRING] = in_string,
	[STRING_ESCAPE] = in_string_escape,
	[PASTE] = in_paste,
	[UTF8] = in_utf8,
};

bool
decode_byte(struct decoder *decoder, char byte, int64_t now_ms, uint32_t *ret_stroke)
{
	decoder->since_ms = now_ms;
	return states[decoder->state](decoder, (unsigned char)byte, ret_stroke);
}

bool
decode_expire(struct decoder *decoder, int64_t now_ms, uint32_t *ret_stroke)
{
	bool alone = decoder->state == ESCAPE;

	if (decode_due_ms(decoder, now_ms) != 0)
		return false;
	*decoder = (struct decoder){ 0 };
	if (alone)
		*ret_stroke = STROKE_ESCAPE;
	return alone;
}

int
decode_due_ms(const struct decoder *decoder, int64_t now_ms)
{
	int64_t left;

	if (decoder->state == GROUND)
		return -1;
	left = decoder->since_ms + patience_ms[decoder->state] - now_ms;
	return left > 0 ? (int)left : 0;
}
