/* SPDX-License-Identifier: Apache-2.0 */
/* Receipt codes: read back as made, and every small mistake found. */
#include "base/array.h"
#include "base/str.h"
#include "rules/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Bytes that look random and are the same in every run (splitmix64). */
static void
bytes_of(uint64_t n, uint8_t random[8])
{
	n += 0x9E3779B97F4A7C15u;
	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9u;
	n = (n ^ n >> 27) * 0x94D049BB133111EBu;
	n ^= n >> 31;
	memcpy(random, &n, sizeof(n));
}

static void
code_number(uint64_t n, char code[CODE_ROOM])
{
	uint8_t random[8];

	bytes_of(n, random);
	code_make(random, code);
}

static enum flaw
read_back(const char *code)
{
	char back[CODE_ROOM] = "";

	return code_read(code, back);
}

static void
code_make__gives_nine_characters_that_read_back(void **state)
{
	(void)state;
	for (uint64_t n = 0; n < 20000; n++) {
		char code[CODE_ROOM], back[CODE_ROOM] = "";

		code_number(n, code);
		assert_int_equal(strlen(code), CODE_CHARS);
		assert_int_equal(strspn(code, alphabet), CODE_CHARS);
		assert_int_equal(code_read(code, back), FLAW_NONE);
		assert_string_equal(back, code);
	}
}

static void
code_make__uses_every_character_in_every_position(void **state)
{
	int seen[CODE_CHARS][sizeof(alphabet) - 1] = { { 0 } };

	(void)state;
	for (uint64_t n = 0; n < 20000; n++) {
		char code[CODE_ROOM];

		code_number(n, code);
		for (int i = 0; i < CODE_CHARS; i++)
			seen[i][strchr(alphabet, code[i]) - alphabet]++;
	}
	for (int i = 0; i < CODE_CHARS; i++)
		for (size_t c = 0; c < sizeof(alphabet) - 1; c++)
			assert_in_range(seen[i][c], 20000 / 30 / 2, 20000 / 30 * 2);
}

static void
code_make__takes_bytes_at_both_ends(void **state)
{
	uint8_t least[8] = { 0 }, most[8];
	char code[CODE_ROOM];

	(void)state;
	memset(most, 0xFF, sizeof(most));
	code_make(least, code);
	assert_string_equal(code, "222222222");
	code_make(most, code);
	assert_int_equal(read_back(code), FLAW_NONE);
}

/* The check is a sum over positions, so what a mistake does to it depends on nothing but the
 * position, the right and the wrong character. All of those are tried, on enough codes that
 * each character stands everywhere. */
static void
code_read__finds_every_single_wrong_character(void **state)
{
	static char tried[CODE_CHARS][128][128];
	long kinds = 0;

	(void)state;
	for (uint64_t n = 0; n < 2000; n++) {
		char code[CODE_ROOM];

		code_number(n, code);
		for (int i = 0; i < CODE_CHARS; i++) {
			char right = code[i];

			for (const char *c = alphabet; *c != '\0'; c++) {
				if (*c == right)
					continue;
				code[i] = *c;
				assert_int_equal(read_back(code), FLAW_CODE);
				kinds += !tried[i][(int)right][(int)*c];
				tried[i][(int)right][(int)*c] = 1;
			}
			code[i] = right;
		}
	}
	assert_int_equal(kinds, CODE_CHARS * 30 * 29);
}

static void
swap(char code[CODE_ROOM], int i, int k)
{
	char c = code[i];

	code[i] = code[k];
	code[k] = c;
}

static void
code_read__finds_every_swap_of_two_characters(void **state)
{
	static char tried[CODE_CHARS][128][128];
	long neighbours = 0;

	(void)state;
	for (uint64_t n = 0; n < 30000; n++) {
		char code[CODE_ROOM];

		code_number(n, code);
		for (int i = 0; i < CODE_CHARS; i++)
			for (int k = i + 1; k < CODE_CHARS; k++) {
				int a = code[i], b = code[k];

				if (a == b)
					continue;
				swap(code, i, k);
				assert_int_equal(read_back(code), FLAW_CODE);
				swap(code, i, k);
				neighbours += k == i + 1 && !tried[i][a][b];
				tried[i][a][b] |= k == i + 1;
			}
	}
	assert_int_equal(neighbours, (CODE_CHARS - 1) * 30 * 29);
}

static void
code_read__takes_what_people_type(void **state)
{
	char code[CODE_ROOM], shown[CODE_SHOWN_ROOM], text[64], back[CODE_ROOM];

	(void)state;
	code_number(7, code);
	code_show(code, shown);
	assert_int_equal(code_read(shown, back), FLAW_NONE);
	assert_string_equal(back, code);
	for (size_t i = 0; i <= strlen(shown); i++)
		text[i] = (char)tolower((unsigned char)shown[i]);
	assert_int_equal(code_read(text, back), FLAW_NONE);
	assert_string_equal(back, code);
	assert_int_equal(str_format(text, sizeof(text), " %s \r\n", code), ST_OK);
	assert_int_equal(code_read(text, back), FLAW_NONE);
	assert_string_equal(back, code);
}

static void
code_read__refuses_what_is_no_code(void **state)
{
	static const struct {
		const char *text;
		enum flaw flaw;
	} cases[] = {
		{"",                  FLAW_EMPTY},
		{ " - ",              FLAW_EMPTY},
		{ "22222222",         FLAW_CODE },
		{ "2222222222",       FLAW_CODE },
		{ "22222222O",        FLAW_CODE },
		{ "222222220",        FLAW_CODE },
		{ "2222_2222_2",      FLAW_CODE },
		{ "22222222\xc3\xa9", FLAW_CODE },
		{ "2222\x1b[2J22222", FLAW_CODE },
		{ "6308055203600001", FLAW_CODE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char back[CODE_ROOM] = "before";

		assert_int_equal(code_read(cases[i].text, back), cases[i].flaw);
		assert_string_equal(back, "before");
	}
}

static void
code_show__groups_four_four_one(void **state)
{
	char text[CODE_SHOWN_ROOM];

	(void)state;
	code_show("ABCDEFGHJ", text);
	assert_string_equal(text, "ABCD-EFGH-J");
	code_show("", text);
	assert_string_equal(text, "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_make__gives_nine_characters_that_read_back),
		cmocka_unit_test(code_make__uses_every_character_in_every_position),
		cmocka_unit_test(code_make__takes_bytes_at_both_ends),
		cmocka_unit_test(code_read__finds_every_single_wrong_character),
		cmocka_unit_test(code_read__finds_every_swap_of_two_characters),
		cmocka_unit_test(code_read__takes_what_people_type),
		cmocka_unit_test(code_read__refuses_what_is_no_code),
		cmocka_unit_test(code_show__groups_four_four_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
