/* SPDX-License-Identifier: Apache-2.0 */
/* The form as rows: a label and a box with what is known. */
#include "rules/f5.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rules/money.h"
#include "rules/pdf.h"
#include "rules/receipt_lines.h"

#include <string.h>

enum {
	LEFT = 45,
	RIGHT = 550,
	BOXES = 185,        /* where the boxes begin */
	ROW = 19,           /* from box to box */
	BOX = 15,           /* its height */
	CELL = 14,          /* of a digit with a box of its own */
	LABEL_SIZE = 9,
	VALUE_SIZE = 10,    /* six points a character */
	LETTERS = (RIGHT - BOXES - 8) / 6,
	SMALL = 7,
	QR_SIDE = 62,
	SIGN_WIDE = 155,
	SIGN_GAP = 20,
	SIGN_HIGH = 62,
};

struct form {
	struct pdf pdf;
	int y; /* upper edge of the next row */
};

static void
label(struct form *f, const char *words)
{
	pdf_text(&f->pdf, PDF_PLAIN, LABEL_SIZE, LEFT, f->y + BOX - 4, words);
}

static void
title(struct form *f, const char *words)
{
	f->y += 5;
	pdf_text(&f->pdf, PDF_BOLD, LABEL_SIZE + 1, LEFT, f->y + BOX - 5, words);
	pdf_rule(&f->pdf, LEFT, f->y + BOX - 1, RIGHT - LEFT);
	f->y += ROW;
}

/* Bytes of the first `columns` characters at most, at a blank where there is one; never none. */
static size_t
first_row(const char *text, int columns)
{
	size_t n = utf8_prefix(text, columns), at = n;

	if (text[n] == '\0')
		return n;
	while (at > 0 && text[at] != ' ')
		at--;
	return at > 0 ? at : n;
}

static void
value(struct form *f, const char *text)
{
	pdf_text(&f->pdf, PDF_TYPED, VALUE_SIZE, BOXES + 4, f->y + BOX - 4, text);
}

/** A box of so many rows; what does not fit ends with "…". */
static void
row_of(struct form *f, const char *words, const char *text, int rows)
{
	char part[F5_TEXT];

	label(f, words);
	pdf_box(&f->pdf, BOXES, f->y, RIGHT - BOXES, BOX + (rows - 1) * ROW);
	while (rows-- > 0) {
		size_t n = first_row(text, LETTERS);

		if (rows == 0 && text[n] != '\0')
			n = utf8_prefix(text, LETTERS - 1);
		if (str_format(part, sizeof(part), "%.*s%s", (int)n, text,
			    rows == 0 && text[n] != '\0' ? "…" : "") == ST_OK)
			value(f, part);
		text += n + strspn(text + n, " ");
		f->y += ROW;
	}
	wipe(part, sizeof(part));
}

static void
row(struct form *f, const char *words, const char *text)
{
	row_of(f, words, text, 1);
}

static void
row_date(struct form *f, const char *words, struct date date)
{
	char text[DATE_LONG] = "";

	if (date_is_known(date))
		date_format_long(date, text);
	row(f, words, text);
}

static void
row_money(struct form *f, const char *words, const struct f5 *f5, int64_t rupiah)
{
	char text[MONEY_TEXT] = "";

	if (f5->has_amounts)
		money_format(rupiah, text);
	row(f, words, text);
}

/** A cell a digit. */
static void
digits(struct form *f, const char *words, const char *text, int cells)
{
	label(f, words);
	for (int i = 0; i < cells; i++) {
		const char digit[] = { i < (int)strlen(text) ? text[i] : '\0', '\0' };

		pdf_box(&f->pdf, BOXES + i * CELL, f->y, CELL, BOX);
		pdf_text(&f->pdf, PDF_TYPED, VALUE_SIZE, BOXES + i * CELL + 4, f->y + BOX - 4, digit);
	}
	f->y += ROW;
}

/* --- its parts ------------------------------------------------------------------------------------------------------- */

static void
head(struct form *f, const struct f5 *f5)
{
	char code[CODE_SHOWN_ROOM], time[RECEIPT_TIME], day[DATE_LONG], words[F5_TEXT];

	code_show(f5->code, code);
	date_format_long(f5->on, day);
	receipt_time(f5->second_of_day, f5->zone, time);
	pdf_text(&f->pdf, PDF_BOLD, 14, LEFT, 52, "FORMULIR F5");
	pdf_text(&f->pdf, PDF_BOLD, 11, LEFT, 68, "Pengajuan Pembayaran Jaminan Hari Tua (JHT)");
	if (str_format(words, sizeof(words), "Berkas %s, dicetak %s %s oleh %s di %s, %s", code, day,
		    time, f5->officer, f5->site, f5->kiosk) == ST_OK)
		pdf_text(&f->pdf, PDF_PLAIN, SMALL + 1, LEFT, 84, words);
	pdf_text(&f->pdf, PDF_PLAIN, SMALL + 1, LEFT, 95,
		"Diisi dari jawaban peserta di kios. Periksa bersama peserta, dengan KTP asli. "
		"Kotak kosong ditulis tangan.");
	pdf_qr(&f->pdf, RIGHT - QR_SIDE, 28, QR_SIDE, f5->code);
	f->y = 98;
}

static void
person(struct form *f, const struct f5 *f5)
{
	title(f, "A. Peserta");
	digits(f, "NIK", f5->nik, NIK_DIGITS);
	row(f, "Nama lengkap", f5->name);
	row(f, "Tempat lahir", f5->birth_place);
	row_date(f, "Tanggal lahir", f5->birth);
	row(f, "Nama ibu kandung", f5->mother_name);
	row_of(f, "Alamat", f5->address, 3);
	row(f, "Nomor HP", f5->phone);
	row(f, "E-mail", f5->email);
}

static void
cards(struct form *f, const struct f5 *f5)
{
	size_t n = f5->cards_n > 0 ? f5->cards_n : 1;
	char words[40];

	title(f, "B. Kartu peserta (KPJ) dan perusahaan");
	for (size_t i = 0; i < n; i++) {
		bool known = i < f5->cards_n;

		digits(f, i == 0 ? "Nomor KPJ" : "", known ? f5->card[i] : "", KPJ_DIGITS);
		f->y -= ROW;
		if (known)
			pdf_text(&f->pdf, PDF_TYPED, VALUE_SIZE - 1, BOXES + KPJ_DIGITS * CELL + 8,
				f->y + BOX - 4, f5->employer[i]);
		f->y += ROW;
	}
	if (f5->cards_more > 0 &&
		str_format(words, sizeof(words), "dan %d kartu lain", f5->cards_more) == ST_OK)
		pdf_text(&f->pdf, PDF_PLAIN, SMALL + 1, BOXES, f->y + 6, words);
}

static void
papers(struct form *f, const struct f5 *f5)
{
	char text[F5_TEXT], day[16];

	for (size_t i = 0; i < f5->papers_n; i++) {
		const struct date date = f5->paper[i].date;

		day[0] = '\0';
		if (date_is_known(date) && str_format(day, sizeof(day), "%02d-%02d-%04d", date.day,
						   date.month, date.year) != ST_OK)
			day[0] = '\0';
		if (str_format(text, sizeof(text), "%s %s %s", paper_words(f5->paper[i].kind),
			    f5->paper[i].number, day) == ST_OK)
			row(f, i == 0 ? "Dokumen yang dilihat" : "", text);
	}
	if (f5->papers_n == 0)
		row(f, "Dokumen yang dilampirkan", "");
}

static void
claim(struct form *f, const struct f5 *f5)
{
	title(f, "C. Pengajuan");
	row(f, "Sebab pengajuan",
		f5->reason == REASON_NONE ? "" : claim_reason_words(f5->reason));
	row_date(f, "Tanggal berhenti atau PHK", f5->event_date);
	papers(f, f5);
	title(f, "D. Rekening dan jumlah");
	row(f, "Bank", f5->bank);
	row(f, "Nomor rekening", f5->account);
	row(f, "Atas nama", f5->holder);
	row_money(f, "Jumlah sebelum pajak", f5, f5->gross);
	row_money(f, "Pajak", f5, f5->tax);
	row_money(f, "Yang diterima (perkiraan)", f5, f5->net);
}

static void
signature(struct form *f, int x, const char *who, const char *name)
{
	pdf_text(&f->pdf, PDF_PLAIN, LABEL_SIZE, x, f->y + 10, who);
	pdf_box(&f->pdf, x, f->y + 14, SIGN_WIDE, SIGN_HIGH);
	pdf_text(&f->pdf, PDF_PLAIN, SMALL + 1, x + 4, f->y + 10 + SIGN_HIGH, name);
}

static void
end(struct form *f, const struct f5 *f5)
{
	char name[NAME_ROOM];

	f->y += 4;
	pdf_text(&f->pdf, PDF_PLAIN, SMALL + 1, LEFT, f->y + 6,
		"Saya menyatakan data di atas benar. Bila tidak benar, saya bersedia "
		"mengembalikan pembayaran yang diterima.");
	f->y += 10;
	str_clip(name, sizeof(name), f5->name);
	signature(f, LEFT, "Tanda tangan peserta", name);
	signature(f, LEFT + SIGN_WIDE + SIGN_GAP, "Petugas", f5->officer);
	signature(f, LEFT + 2 * (SIGN_WIDE + SIGN_GAP), "Tempat dan tanggal", "");
	wipe(name, sizeof(name));
}

enum status
f5_write(const struct f5 *f5, struct buf *ret_pdf)
{
	struct form f = { .y = 0 };

	pdf_init(&f.pdf);
	head(&f, f5);
	person(&f, f5);
	cards(&f, f5);
	claim(&f, f5);
	end(&f, f5);
	return pdf_end(&f.pdf, ret_pdf);
}
