/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody who cannot read is told of a page. */
#include "base/str.h"
#include "flow/page_chart.h"
#include "flow/page_voice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
put(char *dst, size_t room, const char *text)
{
	assert_int_equal(str_copy(dst, room, text), ST_OK);
}

static struct page *
face_page(void)
{
	static struct page page;

	page_init(&page);
	page.kind = STEP_CHOICE;
	put(page.ask, sizeof(page.ask), "Foto belum cocok. Ini bukan kesalahan Anda.");
	put(page.todo, sizeof(page.todo), "Tekan satu angka");
	assert_int_equal(page_choice(&page, '1', "Coba lagi"), ST_OK);
	assert_int_equal(page_choice(&page, '2', "Dibantu petugas"), ST_OK);
	return &page;
}

static void
assert_voice(const struct page *page, const char *expected)
{
	struct buf words;

	buf_init(&words, PAGE_VOICE_MAX);
	assert_int_equal(page_voice(page, SPOKEN_AMOUNTS_HIDDEN, &words), ST_OK);
	assert_string_equal(words.data, expected);
	buf_free(&words);
}

static void
page_voice__tells_every_choice_with_its_key(void **state)
{
	(void)state;
	assert_voice(face_page(),
		"Foto belum cocok. Ini bukan kesalahan Anda. Tekan satu untuk Coba lagi. "
		"Tekan dua untuk Dibantu petugas. Tekan satu angka.");
}

static void
page_voice__tells_first_what_went_wrong(void **state)
{
	struct page *page = face_page();

	(void)state;
	page->choices = 0;
	put(page->notice, sizeof(page->notice), "NIK ada 16 angka. Masih kurang.");
	put(page->concern, sizeof(page->concern), "Jaringan putus. Data Anda aman.");
	assert_voice(page,
		"nik ada enam belas angka. Masih kurang. Foto belum cocok. Ini bukan "
		"kesalahan Anda. Tekan satu angka. Jaringan putus. Data Anda aman.");
}

static void
page_voice__takes_the_words_of_the_step_where_it_has_some(void **state)
{
	struct page *page = face_page();

	(void)state;
	page->choices = 1;
	assert_int_equal(page_line(page, LINE_TEXT, "", "Tidak diucapkan"), ST_OK);
	put(page->speak, sizeof(page->speak), "Mau coba lagi?");
	assert_voice(page, "Mau coba lagi? Tekan satu untuk Coba lagi.");
}

static void
page_voice__reads_lines_and_keeps_numbers_to_itself(void **state)
{
	struct page *page = face_page();

	(void)state;
	page->choices = 0;
	put(page->ask, sizeof(page->ask), "Uang dikirim ke BRI …1234. Benar?");
	page->todo[0] = '\0';
	assert_int_equal(page_line(page, LINE_PAIR, "NIK", "6308055203600001"), ST_OK);
	assert_int_equal(page_line(page, LINE_BLANK, "", ""), ST_OK);
	assert_int_equal(page_line(page, LINE_PAIR, "Jumlah", "Rp8.450.000"), ST_OK);
	assert_int_equal(page_line(page, LINE_GOOD, "", "Data lengkap"), ST_OK);
	assert_voice(page,
		"Uang dikirim ke be er i angka di layar. Benar? nik, angka di layar. "
		"Jumlah, jumlah di layar. Data lengkap.");
}

static void
page_voice__has_room_for_the_fullest_page(void **state)
{
	struct page *page = face_page();
	struct buf words;

	(void)state;
	memset(page->ask, '7', sizeof(page->ask) - 1);
	for (size_t i = 0; i + 2 < sizeof(page->todo); i += 2) {
		page->todo[i] = '7';
		page->todo[i + 1] = i % 6 < 4 ? 'k' : ' ';
	}
	page->lines = 0;
	while (page_line(page, LINE_TEXT, "", page->todo) == ST_OK)
		;
	buf_init(&words, PAGE_VOICE_MAX);
	assert_int_equal(page_voice(page, SPOKEN_AMOUNTS_WORDS, &words), ST_OK);
	buf_free(&words);
	buf_init(&words, 40);
	assert_int_equal(buf_add_str(&words, "x"), ST_OK);
	assert_int_equal(page_voice(page, SPOKEN_AMOUNTS_WORDS, &words), ST_TOO_LONG);
	assert_int_equal(words.len, 1);
	buf_free(&words);
}

static void
page_voice__reads_a_chart_by_its_labels(void **state)
{
	static const struct chart_row rows[] = { { "2025", 2052000 }, { "2026", 0 } };
	struct page *page = face_page();

	(void)state;
	page->choices = 0;
	put(page->ask, sizeof(page->ask), "Iuran Anda.");
	assert_int_equal(page_chart(page, rows, 2, false), ST_OK);
	assert_voice(page,
		"Iuran Anda. dua ribu dua puluh lima, jumlah di layar. dua ribu dua puluh enam, "
		"jumlah di layar. Tekan satu angka.");
	page->lines = 0;
	assert_int_equal(page_chart(page, rows, 1, true), ST_OK);
	assert_voice(page, "Iuran Anda. dua ribu dua puluh lima, ditutup. Tekan satu angka.");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_voice__tells_every_choice_with_its_key),
		cmocka_unit_test(page_voice__tells_first_what_went_wrong),
		cmocka_unit_test(page_voice__takes_the_words_of_the_step_where_it_has_some),
		cmocka_unit_test(page_voice__reads_lines_and_keeps_numbers_to_itself),
		cmocka_unit_test(page_voice__has_room_for_the_fullest_page),
		cmocka_unit_test(page_voice__reads_a_chart_by_its_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
