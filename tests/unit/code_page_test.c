/* SPDX-License-Identifier: Apache-2.0 */
/* Text on printers that do not know UTF-8. */
#include "rules/code_page.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { CEILING = 1 << 20 };

#define PAPERS "tests/data/receipt"

static void
code_page_add__writes_the_closest_sign_a_page_has(void **state)
{
	static const struct {
		enum code_page page;
		const char *text, *bytes;
	} cases[] = {
		{ CODE_PAGE_1252, "René Müller ñ", "Ren\xe9 M\xfcller \xf1" },
		{ CODE_PAGE_1252, "…0001 – “a” €", "\x85" "0001 \x96 \x93" "a\x94 \x80" },
		{ CODE_PAGE_1252, "Łukasz Đặng Şahin", "Lukasz D?ng Sahin" },
		{ CODE_PAGE_1252, "Ma\u02BBruf A\u0304 → ≥ 2\u2011A", "Ma'ruf A > > 2-A" },
		{ CODE_PAGE_1252, "李", "?" },
		{ CODE_PAGE_ASCII, "René Müller ñ", "Rene Muller n" },
		{ CODE_PAGE_ASCII, "…0001 – “a” € · ©", ".0001 - \"a\" E . C" },
		{ CODE_PAGE_ASCII, "½ × ß å Œ Š", "? x s a O S" },
		{ CODE_PAGE_ASCII, "Rp8.450.000,00", "Rp8.450.000,00" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf bytes;

		buf_init(&bytes, CEILING);
		assert_int_equal(code_page_add(cases[i].page, cases[i].text, &bytes), ST_OK);
		assert_string_equal(bytes.data, cases[i].bytes);
		buf_free(&bytes);
	}
}

static void
code_page_byte__is_never_a_control_byte(void **state)
{
	(void)state;
	for (uint32_t ch = 0; ch < 0x3100; ch++) {
		unsigned char west = code_page_byte(CODE_PAGE_1252, ch),
			      plain = code_page_byte(CODE_PAGE_ASCII, ch);

		assert_true(west == 0 || (west >= 0x20 && west != 0x7F));
		assert_true(plain == 0 || (plain >= 0x20 && plain < 0x7F));
	}
}

static void
assert_all_printable(const char *path)
{
	FILE *file = fopen(path, "re");
	char text[8192];
	size_t n, step;
	uint32_t ch;

	assert_non_null(file);
	n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	assert_int_equal(fclose(file), 0);
	for (const char *at = text; (step = utf8_next(at, &ch)) > 0; at += step)
		if (ch != '\n' && ch != '?' &&
			(code_page_byte(CODE_PAGE_1252, ch) == '?' ||
				code_page_byte(CODE_PAGE_ASCII, ch) == '?'))
			fail_msg("%s: U+%04X cannot be printed", path, ch);
}

/* Every paper of ours, as tests/fake/paper.h keeps them. */
static void
code_page_byte__has_a_sign_for_every_text_of_ours(void **state)
{
	DIR *dir = opendir(PAPERS);
	const struct dirent *entry;
	char path[512];
	int n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		assert_int_equal(
			str_format(path, sizeof(path), PAPERS "/%s", entry->d_name), ST_OK);
		assert_all_printable(path);
		n++;
	}
	closedir(dir);
	assert_true(n > 30);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_page_add__writes_the_closest_sign_a_page_has),
		cmocka_unit_test(code_page_byte__is_never_a_control_byte),
		cmocka_unit_test(code_page_byte__has_a_sign_for_every_text_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
