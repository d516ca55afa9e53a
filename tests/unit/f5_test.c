/* SPDX-License-Identifier: Apache-2.0 */
/* Form F5 as a page of PDF. */
#include "rules/f5.h"

#include "base/str.h"
#include "rules/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest form there can be. */
static const struct f5 full = {
	.code = "K7MPQ2RXA",
	.nik = "6308055203600001",
	.name = "SITI AMINAH (ALM. H. \\ABDUL)",
	.birth_place = "Amuntai",
	.mother_name = "Hj. Fatimah Łucja",
	.birth = { 1960, 3, 12 },
	.address = "Jalan Pembangunan Nomor 12 RT 003 RW 001, Desa Sungai Malang, Kecamatan Amuntai "
		   "Tengah, Kabupaten Hulu Sungai Utara, Kalimantan Selatan, 71418",
	.phone = "+6281234567890",
	.email = "siti@contoh.id",
	.card = { "12345678901", "22345678901", "32345678901", "42345678901", "52345678901" },
	.employer = { "PT Maju Jaya Sentosa", "PT Dua", "PT Tiga", "PT Empat", "PT Lima" },
	.cards_n = F5_CARDS,
	.cards_more = 2,
	.reason = REASON_RESIGN,
	.event_date = { 2026, 9, 30 },
	.paper = { { PAPER_EMPLOYER_LETTER, "12/HRD/2026", { 2026, 10, 1 } },
		{ PAPER_EMPLOYER_LETTER, "13/HRD/2026", { 2026, 10, 1 } },
		{ PAPER_EMPLOYER_LETTER, "14/HRD/2026", { 2026, 10, 1 } },
		{ PAPER_EMPLOYER_LETTER, "15/HRD/2026", { 2026, 10, 1 } } },
	.papers_n = F5_PAPERS,
	.bank = "BRI",
	.account = "012301004567501",
	.holder = "SITI AMINAH",
	.has_amounts = true,
	.gross = 61250000,
	.tax = 562500,
	.net = 60687500,
	.officer = "RN",
	.kiosk = "KIOSK-0007",
	.site = "MPP Hulu Sungai Utara",
	.zone = "WITA",
	.on = { 2026, 11, 23 },
	.second_of_day = 36300,
};

static void
write_form(const struct f5 *f5, struct buf *ret_pdf)
{
	const char *path = getenv("WRITE_F5"); /* to be looked at */

	buf_init(ret_pdf, PDF_MAX);
	assert_int_equal(f5_write(f5, ret_pdf), ST_OK);
	if (path) {
		FILE *file = fopen(path, "we");

		assert_non_null(file);
		assert_int_equal(fwrite(ret_pdf->data, 1, ret_pdf->len, file), ret_pdf->len);
		assert_int_equal(fclose(file), 0);
	}
}

static const char *
find(const struct buf *pdf, const char *text)
{
	return memmem(pdf->data, pdf->len, text, strlen(text));
}

static void
f5_write__says_all_that_is_known(void **state)
{
	static const char *const words[] = { "(SITI AMINAH \\(ALM. H. \\\\ABDUL\\))", "(Amuntai)",
		"(12 Maret 1960)", "(Hj. Fatimah Lucja)", "(+6281234567890)", "(siti@contoh.id)",
		"(PT Maju Jaya Sentosa)", "(dan 2 kartu lain)", "(30 September 2026)", "(BRI)",
		"(012301004567501)", "(Rp61.250.000)", "(Rp562.500)", "(Rp60.687.500)",
		"(Jalan Pembangunan Nomor 12 RT 003 RW 001, Desa Sungai)",
		"(Utara, Kalimantan Selatan, 71418)", "(Surat berhenti kerja dari perusahaan 12/HRD/2026 01-10-2026)",
		NULL };
	struct buf pdf;

	(void)state;
	write_form(&full, &pdf);
	for (size_t i = 0; words[i]; i++)
		if (find(&pdf, words[i]) == NULL)
			fail_msg("no %s", words[i]);
	buf_free(&pdf);
}

static void
f5_write__leaves_what_is_not_known_empty(void **state)
{
	static const struct f5 empty = { .code = "K7MPQ2RXA",
		.officer = "RN",
		.on = { 2026, 11, 23 } };
	struct buf pdf;

	(void)state;
	write_form(&empty, &pdf);
	assert_null(find(&pdf, "Rp"));
	assert_null(find(&pdf, "1970"));
	assert_non_null(find(&pdf, "(Nama lengkap)"));
	buf_free(&pdf);
}

/* A reader jumps to each object by its place in the table. */
static void
f5_write__is_a_pdf_whose_table_is_right(void **state)
{
	struct buf pdf;
	char *at, *table;
	int objects;

	(void)state;
	write_form(&full, &pdf);
	assert_memory_equal(pdf.data, "%PDF-1.4\n", 9);
	at = (char *)find(&pdf, "startxref\n");
	assert_non_null(at);
	table = pdf.data + strtol(at + 10, NULL, 10);
	assert_memory_equal(table, "xref\n0 ", 7);
	objects = (int)strtol(table + 7, &at, 10);
	assert_int_equal(objects, 8);
	at += 1 + 20; /* the free one */
	for (int i = 1; i < objects; i++, at += 20) {
		char head[16];

		assert_int_equal(str_format(head, sizeof(head), "%d 0 obj\n", i), ST_OK);
		assert_memory_equal(pdf.data + strtol(at, NULL, 10), head, strlen(head));
	}
	at = (char *)find(&pdf, "/Length ");
	table = (char *)find(&pdf, "stream\n");
	assert_memory_equal(
		table + 7 + strtol(at + 8, NULL, 10), "\nendstream", strlen("\nendstream"));
	buf_free(&pdf);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(f5_write__says_all_that_is_known),
		cmocka_unit_test(f5_write__leaves_what_is_not_known_empty),
		cmocka_unit_test(f5_write__is_a_pdf_whose_table_is_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
