/* SPDX-License-Identifier: Apache-2.0 */
/* Strokes → actions, telling persons, held keys and machines apart. */
#include "ui/keys.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

static const struct {
	uint32_t stroke;
	enum action_kind kind;
	bool letter_in_text;
} commands[] = {
	{ STROKE_ENTER, ACTION_ENTER, false },
	{ STROKE_ERASE, ACTION_ERASE, false },
	{ STROKE_ESCAPE, ACTION_BACK, false },
	{ STROKE_F1, ACTION_HELP, false },
	{ STROKE_F2, ACTION_THEME, false },
	{ STROKE_QUIT, ACTION_QUIT, false },
	{ '*', ACTION_BACK, false },
	{ '+', ACTION_STAFF, false },
	{ '-', ACTION_ERASE, true },
	{ '/', ACTION_REPEAT, true },
	{ '.', ACTION_SIZE, true },
	{ ',', ACTION_SIZE, true },
	{ '?', ACTION_HELP, true },
};

static bool
is_digit(uint32_t stroke)
{
	return stroke >= '0' && stroke <= '9';
}

static bool
is_printable(uint32_t stroke)
{
	return stroke < STROKE_ENTER;
}

static enum field_kind
field(const struct keys *keys)
{
	return keys->sink.field(keys->sink.ctx);
}

static enum action_kind
kind_of(const struct keys *keys, uint32_t stroke)
{
	bool text = field(keys) == FIELD_TEXT;

	if (is_digit(stroke))
		return ACTION_DIGIT;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].stroke == stroke && !(text && commands[i].letter_in_text))
			return commands[i].kind;
	return ACTION_LETTER;
}

static void
act(struct keys *keys, uint32_t stroke)
{
	struct action action = { .kind = kind_of(keys, stroke), .ch = stroke };

	if (action.kind == ACTION_QUIT && !keys->options.allow_quit)
		return;
	if (!is_printable(stroke))
		action.ch = 0;
	keys->sink.act(keys->sink.ctx, &action);
}

static void
act_scan(struct keys *keys)
{
	char text[KEYS_RUN_MAX * 4 + 1];
	struct action action = { .kind = ACTION_SCAN, .text = text };
	size_t at = 0;

	text[0] = '\0';
	for (int i = 0; i < keys->run_n - 1; i++) /* but for the Enter */
		at += utf8_put(text + at, keys->run[i]);
	keys->sink.act(keys->sink.ctx, &action);
	wipe(text, sizeof(text));
}

/* A field takes this stroke in the middle of a burst as if typed. */
static bool
is_typed_here(const struct keys *keys, uint32_t stroke)
{
	enum field_kind open = field(keys);

	if (open == FIELD_TEXT)
		return is_printable(stroke);
	return open != FIELD_NONE && is_digit(stroke);
}

/* Different keys so close together come from a machine, or from two fingers. */
static bool
is_varied(const struct keys *keys)
{
	for (int i = 1; i < keys->run_n; i++)
		if (keys->run[i] != keys->run[0])
			return true;
	return false;
}

/* Of a burst that ended in Enter: something a scanner may have read. */
static bool
is_code(const struct keys *keys)
{
	int n = keys->run_n - 1;

	for (int i = 0; i < n; i++)
		if (!is_printable(keys->run[i]))
			return false;
	return n >= (keys->run_marked ? 1 : KEYS_SCAN_MIN);
}

static bool
is_scan(const struct keys *keys)
{
	bool typed_here = keys->run_field != FIELD_NONE &&
			  (keys->run_field != FIELD_DIGITS || keys->options.typed_only) &&
			  (keys->run_field != FIELD_PIN || keys->run_n - 1 <= KEYS_PIN_MAX);

	if (!is_code(keys))
		return false;
	for (int i = 0; i < keys->run_n - 1 && typed_here; i++)
		typed_here = is_typed_here(keys, keys->run[i]);
	return keys->run_marked || !typed_here;
}

/* Digits in a field of digits, however they were read. */
static bool
is_typed_too(const struct keys *keys)
{
	for (int i = 0; i < keys->run_n - 1; i++)
		if (!is_digit(keys->run[i]))
			return false;
	return keys->run_field == FIELD_DIGITS && !keys->run_marked;
}

/* Its first key has chosen something, and what is open now is not what it was meant for. */
static bool
has_acted(const struct keys *keys)
{
	return keys->run_field == FIELD_NONE && keys->run_done > 0;
}

static void
forget_run(struct keys *keys)
{
	wipe(keys->run, sizeof(keys->run[0]) * (size_t)keys->run_n);
	keys->run_n = keys->run_done = 0;
	keys->run_too_long = keys->run_marked = false;
}

/* The burst is over: by Enter, or by silence. */
static void
end_run(struct keys *keys, bool entered)
{
	bool all = is_varied(keys);

	if (keys->run_too_long || (keys->run_marked && !(entered && is_code(keys))))
		keys->run_done = keys->run_n;
	else if (entered && is_scan(keys)) {
		if (is_typed_too(keys))
			while (keys->run_done < keys->run_n - 1)
				act(keys, keys->run[keys->run_done++]);
		if (!has_acted(keys))
			act_scan(keys);
		keys->run_done = keys->run_n;
	}
	for (; keys->run_done < keys->run_n; keys->run_done++)
		if (all || keys->run_done == 0)
			act(keys, keys->run[keys->run_done]);
	forget_run(keys);
}

static bool
is_repeat(const struct keys *keys, uint32_t stroke, int64_t now_ms)
{
	return stroke == keys->last && now_ms - keys->last_ms < KEYS_REPEAT_MS;
}

static bool
is_under_way(const struct keys *keys)
{
	return keys->run_n > 0 || keys->run_marked;
}

static int64_t
patience_ms(const struct keys *keys)
{
	return keys->run_marked ? KEYS_STX_MS : KEYS_BURST_MS;
}

static void
begin_marked(struct keys *keys, int64_t now_ms)
{
	end_run(keys, false);
	keys->run_marked = true;
	keys->run_last_ms = now_ms;
}

static void
take(struct keys *keys, uint32_t stroke, int64_t now_ms)
{
	bool repeat;

	if (is_under_way(keys) && now_ms - keys->run_last_ms >= patience_ms(keys))
		end_run(keys, false);
	if (stroke == STROKE_SCAN) {
		begin_marked(keys, now_ms);
		return;
	}
	repeat = !is_under_way(keys) && is_repeat(keys, stroke, now_ms);
	keys->last = stroke;
	keys->last_ms = keys->run_last_ms = now_ms;
	if (repeat)
		return;
	if (keys->run_n == 0)
		keys->run_field = field(keys);
	if (keys->run_n < KEYS_RUN_MAX)
		keys->run[keys->run_n++] = stroke;
	else
		keys->run_too_long = true;
	if (stroke == STROKE_ENTER)
		end_run(keys, true);
}

static bool
may_act_now(const struct keys *keys)
{
	uint32_t stroke = keys->run[keys->run_done];

	if (keys->run_marked)
		return false;
	if (keys->run_done == 0)
		return !keys->options.scanner || field(keys) != FIELD_NONE;
	return !has_acted(keys) && is_typed_here(keys, stroke) && is_varied(keys);
}

static void
act_on_what_is_sure(struct keys *keys)
{
	while (keys->run_done < keys->run_n && !keys->run_too_long && may_act_now(keys))
		act(keys, keys->run[keys->run_done++]);
}

void
keys_init(struct keys *keys, const struct keys_sink *sink, const struct keys_options *options)
{
	*keys = (struct keys){ .sink = *sink, .options = *options, .last_ms = INT64_MIN / 2 };
}

void
keys_clear(struct keys *keys)
{
	forget_run(keys);
	wipe(&keys->decoder, sizeof(keys->decoder));
	keys->last = 0;
}

void
keys_feed(struct keys *keys, const char *bytes, size_t n, int64_t now_ms)
{
	uint32_t stroke;

	if (decode_expire(&keys->decoder, now_ms, &stroke))
		take(keys, stroke, now_ms);
	for (size_t i = 0; i < n; i++)
		if (decode_byte(&keys->decoder, bytes[i], now_ms, &stroke))
			take(keys, stroke, now_ms);
	act_on_what_is_sure(keys);
}

int
keys_due_ms(const struct keys *keys, int64_t now_ms)
{
	int due = decode_due_ms(&keys->decoder, now_ms);
	int64_t left = keys->run_last_ms + patience_ms(keys) - now_ms;

	if (keys->run_done == keys->run_n && !keys->run_marked)
		return due;
	if (left < 0)
		left = 0;
	return due < 0 || left < due ? (int)left : due;
}

void
keys_settle(struct keys *keys, int64_t now_ms)
{
	uint32_t stroke;

	if (decode_expire(&keys->decoder, now_ms, &stroke))
		take(keys, stroke, now_ms);
	if ((keys->run_done < keys->run_n || keys->run_marked) &&
		now_ms - keys->run_last_ms >= patience_ms(keys))
		end_run(keys, false);
	act_on_what_is_sure(keys);
}
