/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes and times in, actions out: persons, trembling hands, machines and garbage. */
#include "ui/keys.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* What came out, one word an action: a digit as itself, a letter as 'x', others by the
 * names below. */
struct desk {
	struct keys keys;
	struct buf seen;
	enum field_kind field;
	int64_t now_ms;
};

static const char *const names[] = {
	[ACTION_ENTER] = "ENTER",
	[ACTION_ERASE] = "ERASE",
	[ACTION_BACK] = "BACK",
	[ACTION_STAFF] = "STAFF",
	[ACTION_REPEAT] = "REPEAT",
	[ACTION_SIZE] = "SIZE",
	[ACTION_HELP] = "HELP",
	[ACTION_THEME] = "THEME",
	[ACTION_QUIT] = "QUIT",
};

static void
see(void *ctx, const struct action *action)
{
	struct desk *desk = ctx;
	char letter[5];

	if (desk->seen.len > 0)
		assert_int_equal(buf_add_str(&desk->seen, " "), ST_OK);
	if (action->kind == ACTION_DIGIT || action->kind == ACTION_LETTER) {
		(void)utf8_put(letter, action->ch);
		assert_int_equal(buf_printf(&desk->seen,
					 action->kind == ACTION_DIGIT ? "%s" : "'%s'", letter),
			ST_OK);
	} else if (action->kind == ACTION_SCAN) {
		assert_int_equal(buf_printf(&desk->seen, "SCAN(%s)", action->text), ST_OK);
	} else {
		assert_non_null(names[action->kind]);
		assert_int_equal(buf_add_str(&desk->seen, names[action->kind]), ST_OK);
	}
}

static enum field_kind
open_field(void *ctx)
{
	return ((struct desk *)ctx)->field;
}

static void
desk_init(struct desk *desk, enum field_kind field, struct keys_options options)
{
	struct keys_sink sink = { .act = see, .field = open_field, .ctx = desk };

	*desk = (struct desk){ .field = field, .now_ms = 1000 };
	buf_init(&desk->seen, 8192);
	keys_init(&desk->keys, &sink, &options);
}

static void
feed(struct desk *desk, const char *bytes)
{
	keys_feed(&desk->keys, bytes, strlen(bytes), desk->now_ms);
}

/* Lets time pass in small steps, settling when asked to, as the loop does. */
static void
pass(struct desk *desk, int ms)
{
	int64_t end = desk->now_ms + ms;
	int due;

	while ((due = keys_due_ms(&desk->keys, desk->now_ms)) >= 0 &&
		desk->now_ms + due <= end) {
		desk->now_ms += due;
		keys_settle(&desk->keys, desk->now_ms);
	}
	desk->now_ms = end;
}

/* Every byte alone, so many ms apart. */
static void
type(struct desk *desk, const char *bytes, int apart_ms)
{
	for (; *bytes; bytes++) {
		keys_feed(&desk->keys, bytes, 1, desk->now_ms);
		pass(desk, apart_ms);
	}
}

static void
expect(struct desk *desk, const char *seen)
{
	pass(desk, 2000);
	assert_string_equal(desk->seen.data, seen);
	buf_free(&desk->seen);
}

struct key_case {
	const char *bytes, *seen;
};

static void
each_alone(const struct key_case *cases, size_t n, enum field_kind field)
{
	for (size_t i = 0; i < n; i++) {
		struct desk desk;

		desk_init(&desk, field, (struct keys_options){ 0 });
		feed(&desk, cases[i].bytes);
		expect(&desk, cases[i].seen);
	}
}

static void
keypad__means_the_same_with_and_without_numlock(void **state)
{
	static const struct key_case cases[] = {
		{ "0", "0" },
		{ "5", "5" },
		{ "9", "9" },
		{ "\r", "ENTER" },
		{ "\n", "ENTER" },
		{ "\033OM", "ENTER" },
		{ "-", "ERASE" },
		{ "\b", "ERASE" },
		{ "\177", "ERASE" },
		{ "\033Om", "ERASE" },
		{ "*", "BACK" },
		{ "\033", "BACK" },
		{ "\033Oj", "BACK" },
		{ "+", "STAFF" },
		{ "\033Ok", "STAFF" },
		{ "/", "REPEAT" },
		{ "\033Oo", "REPEAT" },
		{ ".", "SIZE" },
		{ ",", "SIZE" },
		{ "\033[3~", "SIZE" },
		{ "\033On", "SIZE" },
		{ "?", "HELP" },
		{ "\033OP", "HELP" },
		{ "\033[11~", "HELP" },
		{ "\033[[A", "HELP" },
		{ "\033OQ", "THEME" },
		{ "\033[12~", "THEME" },
		{ "\033[[B", "THEME" },
		{ "\033[H", "7" },
		{ "\033[A", "8" },
		{ "\033[5~", "9" },
		{ "\033[D", "4" },
		{ "\033[E", "5" },
		{ "\033[C", "6" },
		{ "\033[F", "1" },
		{ "\033[B", "2" },
		{ "\033[6~", "3" },
		{ "\033[2~", "0" },
		{ "\033[1~", "7" },
		{ "\033[4~", "1" },
		{ "\033[G", "5" },
		{ "\033OH", "7" },
		{ "\033OA", "8" },
		{ "\033OE", "5" },
		{ "\033Ou", "5" },
		{ "\033Op", "0" },
		{ "\033Oy", "9" },
		{ "\033[1;2A", "8" },
		{ "a", "'a'" },
		{ "\xc3\xa9", "'\xc3\xa9'" },
	};

	(void)state;
	each_alone(cases, ARRAY_LEN(cases), FIELD_NONE);
	each_alone(cases, ARRAY_LEN(cases), FIELD_DIGITS);
}

static void
field_of_text__takes_signs_as_letters(void **state)
{
	static const struct key_case cases[] = {
		{ "-", "'-'" },
		{ "/", "'/'" },
		{ ".", "'.'" },
		{ ",", "','" },
		{ " ", "' '" },
		{ "7", "7" },
		{ "*", "BACK" },
		{ "+", "STAFF" },
		{ "\177", "ERASE" },
		{ "\033OP", "HELP" },
		{ "HRD/12-A\r", "'H' 'R' 'D' '/' 1 2 '-' 'A' ENTER" },
	};

	(void)state;
	each_alone(cases, ARRAY_LEN(cases), FIELD_TEXT);
}

static void
garbage__does_nothing(void **state)
{
	static const struct key_case cases[] = {
		{ "\003", "" },
		{ "\032", "" },
		{ "\034", "" },
		{ "\021", "" },
		{ "\t", "" },
		{ "\033[31;1m", "" },
		{ "\033[?1;2c", "" },
		{ "\033[2J", "" },
		{ "\033[<0;3;4M", "" },
		{ "\033]0;1234\a5", "5" },
		{ "\033]0;1234\033\\5", "5" },
		{ "\033P1234\033\\5", "5" },
		{ "\033x", "" },
		{ "\033[999999999999999999~", "" },
		{ "\033[200~123\r\033[201~4", "4" },
		{ "\xff\xfe", "" },
		{ "\xc3", "" },
		{ "\xc3(", "'('" },
		{ "\xe2\x82", "" },
		{ "\xed\xa0\x80", "" },
		{ "\xc2\x9b"
		  "5",
			"5" },
		{ "\xf4\x90\x80\x80", "" },
		{ "\xe2\x82"
		  "5",
			"5" },
		{ "\033[\033[A", "8" },
	};

	(void)state;
	each_alone(cases, ARRAY_LEN(cases), FIELD_DIGITS);
}

static void
garbage__is_garbage_in_pieces_too(void **state)
{
	static const char *const sequences[] = { "\033[31;1m", "\033]0;1234\a", "\033[?25l",
		"\033P12\033\\", "\033[200~12\033[201x~3\r\033[201~", "\xe2\x82" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sequences); i++) {
		struct desk desk;

		desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
		type(&desk, sequences[i], 3);
		expect(&desk, "");
	}
}

static void
unfinished_sequence__ends_with_silence(void **state)
{
	static const char *const sequences[] = { "\033[1", "\033O", "\033]0;", "\033[200~12",
		"\033P", "\xe2" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sequences); i++) {
		struct desk desk;

		desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
		feed(&desk, sequences[i]);
		pass(&desk, 1500);
		feed(&desk, "7");
		expect(&desk, "7");
	}
}

static void
escape__alone_is_back_after_a_moment(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	feed(&desk, "\033");
	assert_string_equal(desk.seen.data, "");
	assert_in_range(keys_due_ms(&desk.keys, desk.now_ms), 1, 40);
	pass(&desk, 40);
	assert_string_equal(desk.seen.data, "BACK");
	assert_int_equal(keys_due_ms(&desk.keys, desk.now_ms), -1);
	expect(&desk, "BACK");
}

static void
escape__in_pieces_is_still_a_key(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	type(&desk, "\033[5~", 5);
	expect(&desk, "9");
}

static void
key__is_acted_upon_at_once(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	feed(&desk, "1");
	assert_string_equal(desk.seen.data, "1");
	assert_int_equal(keys_due_ms(&desk.keys, desk.now_ms), -1);
	expect(&desk, "1");
}

static void
held_key__counts_once(void **state)
{
	static const int apart_ms[] = { 30, 33, 50, 79 };
	static const char *const keys[] = { "5555555", "\r\r\r\r", "-----", "1111111111" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(apart_ms) * ARRAY_LEN(keys); i++) {
		const char *key = keys[i / ARRAY_LEN(apart_ms)];
		struct desk desk;

		desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
		type(&desk, key, apart_ms[i % ARRAY_LEN(apart_ms)]);
		expect(&desk, key[0] == '\r'  ? "ENTER"
			      : key[0] == '-' ? "ERASE"
			      : key[0] == '5' ? "5"
					      : "1");
	}
}

static void
held_key__counts_once_when_a_late_loop_reads_it_in_one_piece(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	feed(&desk, "555");
	expect(&desk, "5");
}

static void
same_key__counts_again_after_80_ms(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	type(&desk, "5566", 80);
	expect(&desk, "5 5 6 6");
}

static void
fast_person__loses_nothing(void **state)
{
	static const int apart_ms[] = { 20, 31, 60, 100 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(apart_ms); i++) {
		struct desk desk;

		desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
		type(&desk, "12-3\r", apart_ms[i]);
		expect(&desk, "1 2 ERASE 3 ENTER");
	}
}

static void
digits_in_one_read__all_arrive_in_an_open_field(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	feed(&desk, "6308055203600001\r");
	expect(&desk, "6 3 0 8 0 5 5 2 0 3 6 0 0 0 0 1 SCAN(6308055203600001)");
}

static void
digits_in_one_read__all_arrive_without_enter(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	feed(&desk, "0001122");
	assert_string_equal(desk.seen.data, "0 0 0 1 1 2 2");
	expect(&desk, "0 0 0 1 1 2 2");
}

static void
scanner__types_into_an_open_field_and_is_a_scan(void **state)
{
	static const int apart_ms[] = { 1, 8, 15, 29 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(apart_ms); i++) {
		struct desk desk;

		desk_init(&desk, FIELD_DIGITS, (struct keys_options){ .scanner = i % 2 });
		type(&desk, "00012345566\r\n", apart_ms[i]);
		expect(&desk, "0 0 0 1 2 3 4 5 5 6 6 SCAN(00012345566)");
	}
}

static void
scanner__is_a_scan_where_no_field_is_open(void **state)
{
	static const int apart_ms[] = { 0, 1, 8, 15, 29 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(apart_ms); i++) {
		struct desk desk;

		desk_init(&desk, FIELD_NONE, (struct keys_options){ .scanner = true });
		type(&desk, "6308-A/b.\r", apart_ms[i]);
		expect(&desk, "SCAN(6308-A/b.)");
	}
}

static void
scan_with_letters__is_a_scan_in_a_field_of_digits(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	feed(&desk, "ABCD-EFGH-\xc3\xa9\r");
	expect(&desk, "SCAN(ABCD-EFGH-\xc3\xa9)");
}

static void
card__is_a_scan_where_a_pin_is_asked(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_PIN, (struct keys_options){ .scanner = true });
	feed(&desk, "31415926535897932384626433832795\r");
	expect(&desk, "SCAN(31415926535897932384626433832795)");
	desk_init(&desk, FIELD_PIN, (struct keys_options){ .scanner = true });
	feed(&desk, "246810\r");
	expect(&desk, "2 4 6 8 1 0 ENTER");
}

static void
key_before_a_scanner__waits_a_moment_where_no_field_is_open(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ .scanner = true });
	feed(&desk, "1");
	assert_string_equal(desk.seen.data, "");
	pass(&desk, KEYS_BURST_MS);
	assert_string_equal(desk.seen.data, "1");
	expect(&desk, "1");
}

static void
open_a_field(void *ctx, const struct action *action)
{
	struct desk *desk = ctx;

	see(ctx, action);
	if (action->kind == ACTION_DIGIT)
		desk->field = FIELD_DIGITS;
}

static void
scanner__that_nobody_configured_steers_by_its_first_key_only(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	desk.keys.sink.act = open_a_field;
	type(&desk, "20601234501\r", 8);
	pass(&desk, 200);
	type(&desk, "63", 200);
	expect(&desk, "2 6 3");
}

static void
scanner__that_marks_its_codes_needs_no_guessing(void **state)
{
	static const int apart_ms[] = { 0, 8, 60, 250 };
	static const enum field_kind fields[] = { FIELD_NONE, FIELD_DIGITS, FIELD_TEXT, FIELD_PIN };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(apart_ms) * ARRAY_LEN(fields); i++) {
		struct desk desk;

		desk_init(&desk, fields[i % ARRAY_LEN(fields)], (struct keys_options){ 0 });
		type(&desk, "\00222-7\r", apart_ms[i / ARRAY_LEN(fields)]);
		expect(&desk, "SCAN(22-7)");
	}
}

static void
key_beside_a_marking_scanner__is_acted_upon_at_once(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	feed(&desk, "1");
	assert_string_equal(desk.seen.data, "1");
	feed(&desk, "\002ABC\r");
	pass(&desk, 100);
	feed(&desk, "2");
	assert_string_equal(desk.seen.data, "1 SCAN(ABC) 2");
	expect(&desk, "1 SCAN(ABC) 2");
}

static void
code_after_a_mark__that_never_ends_is_dropped(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	type(&desk, "\002123", 8);
	pass(&desk, KEYS_STX_MS);
	feed(&desk, "4");
	expect(&desk, "4");
}

static void
five_characters__are_no_scan(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	feed(&desk, "12345\r");
	expect(&desk, "1 2 3 4 5 ENTER");
}

static void
burst_without_end__is_swallowed_and_over_with_silence(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ .scanner = true });
	for (int i = 0; i < 10 * KEYS_RUN_MAX; i++)
		feed(&desk, i % 2 ? "1" : "2");
	feed(&desk, "\r");
	pass(&desk, 100);
	feed(&desk, "7");
	expect(&desk, "7");
}

static void
noise__steers_nothing(void **state)
{
	uint32_t random = 1;
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_DIGITS, (struct keys_options){ 0 });
	for (int i = 0; i < 200000; i++) {
		char byte;

		random = random * 1664525 + 1013904223;
		byte = (char)(random >> 24);
		keys_feed(&desk.keys, &byte, 1, desk.now_ms);
		desk.now_ms += random >> 16 & 7;
		assert_in_range(desk.keys.run_n, 0, KEYS_RUN_MAX);
		assert_in_range(desk.keys.run_done, 0, desk.keys.run_n);
		buf_clear(&desk.seen);
	}
	pass(&desk, 2000);
	buf_clear(&desk.seen);
	feed(&desk, "7");
	expect(&desk, "7");
}

static void
ctrl_q__quits_only_where_allowed(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, FIELD_NONE, (struct keys_options){ .allow_quit = true });
	feed(&desk, "\021");
	expect(&desk, "QUIT");
	desk_init(&desk, FIELD_NONE, (struct keys_options){ 0 });
	feed(&desk, "\021");
	expect(&desk, "");
}

static void
keys__keep_nothing_of_what_was_typed(void **state)
{
	struct desk desk;
	static const uint32_t clean[KEYS_RUN_MAX];

	(void)state;
	desk_init(&desk, FIELD_PIN, (struct keys_options){ 0 });
	feed(&desk, "123456\r");
	assert_memory_equal(desk.keys.run, clean, sizeof(clean));
	feed(&desk, "12");
	keys_clear(&desk.keys);
	assert_memory_equal(desk.keys.run, clean, sizeof(clean));
	buf_free(&desk.seen);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(keypad__means_the_same_with_and_without_numlock),
		cmocka_unit_test(field_of_text__takes_signs_as_letters),
		cmocka_unit_test(garbage__does_nothing),
		cmocka_unit_test(garbage__is_garbage_in_pieces_too),
		cmocka_unit_test(unfinished_sequence__ends_with_silence),
		cmocka_unit_test(escape__alone_is_back_after_a_moment),
		cmocka_unit_test(escape__in_pieces_is_still_a_key),
		cmocka_unit_test(key__is_acted_upon_at_once),
		cmocka_unit_test(held_key__counts_once),
		cmocka_unit_test(held_key__counts_once_when_a_late_loop_reads_it_in_one_piece),
		cmocka_unit_test(same_key__counts_again_after_80_ms),
		cmocka_unit_test(fast_person__loses_nothing),
		cmocka_unit_test(digits_in_one_read__all_arrive_in_an_open_field),
		cmocka_unit_test(digits_in_one_read__all_arrive_without_enter),
		cmocka_unit_test(scanner__types_into_an_open_field_and_is_a_scan),
		cmocka_unit_test(scanner__that_nobody_configured_steers_by_its_first_key_only),
		cmocka_unit_test(scanner__that_marks_its_codes_needs_no_guessing),
		cmocka_unit_test(key_beside_a_marking_scanner__is_acted_upon_at_once),
		cmocka_unit_test(code_after_a_mark__that_never_ends_is_dropped),
		cmocka_unit_test(card__is_a_scan_where_a_pin_is_asked),
		cmocka_unit_test(scanner__is_a_scan_where_no_field_is_open),
		cmocka_unit_test(scan_with_letters__is_a_scan_in_a_field_of_digits),
		cmocka_unit_test(key_before_a_scanner__waits_a_moment_where_no_field_is_open),
		cmocka_unit_test(five_characters__are_no_scan),
		cmocka_unit_test(burst_without_end__is_swallowed_and_over_with_silence),
		cmocka_unit_test(noise__steers_nothing),
		cmocka_unit_test(ctrl_q__quits_only_where_allowed),
		cmocka_unit_test(keys__keep_nothing_of_what_was_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
