/* SPDX-License-Identifier: Apache-2.0 */
/* Words for paper that did not come out, and for paper that has grown old. */
#include "flow/paper.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

/* What happened and what to do; the last row is for whatever else a printer can suffer. */
static const struct {
	enum status trouble;
	const char *words;
} troubles[] = {
	{ ST_PAPER_OUT, N_("Kertas habis. Panggil petugas, isi kertas, lalu tekan {key}.") },
	{ ST_COVER_OPEN, N_("Tutup pencetak terbuka. Panggil petugas, lalu tekan {key}.") },
	{ ST_GONE, N_("Pencetak tidak tersambung. Panggil petugas, lalu tekan {key}.") },
	{ ST_UNREACHABLE, N_("Pencetak tidak tersambung. Panggil petugas, lalu tekan {key}.") },
	{ ST_OFFLINE, N_("Pencetak belum menyala. Panggil petugas, lalu tekan {key}.") },
	{ ST_BUSY, N_("Pencetak sedang sibuk. Tunggu sebentar, lalu tekan {key}.") },
	{ ST_TIMEOUT, N_("Pencetak tidak menjawab. Panggil petugas, lalu tekan {key}.") },
	{ ST_DENIED, N_("Struk ini sudah terlalu lama untuk dicetak lagi.") },
	{ ST_UNSUPPORTED, N_("Struk ini tidak bisa dicetak lagi. Panggil petugas.") },
	{ ST_NOT_FOUND, N_("Struk ini tidak ada di mesin ini. Panggil petugas.") },
	{ ST_OK, N_("Pencetak bermasalah. Panggil petugas, lalu tekan {key}.") },
};

static const char *
words_of(enum status trouble)
{
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(troubles) && troubles[i].trouble != trouble)
		i++;
	return TR(troubles[i].words);
}

void
paper_fill_trouble(const struct answers *a, char key, struct page *page)
{
	const char pressed[] = { key, '\0' };
	const struct fill hole = { "key", pressed };
	char words[PAGE_TEXT];

	if (fill_text(words, sizeof(words), words_of(a->paper_trouble), &hole, 1) == ST_OK)
		(void)page_line(page, LINE_WARN, "", words);
	if (a->paper_torn)
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Ada potongan kertas? Yang berikut bertulis SALINAN.")));
}

void
paper_fill_failed(const struct answers *a, const struct place *p, struct page *page)
{
	bool has_code = page->big[0] != '\0';

	(void)page_line(page, LINE_WARN, "",
		has_code ? TR(N_("Struk tidak tercetak. Catat atau foto kode ini."))
			 : TR(N_("Kertas tidak tercetak.")));
	if (p->printer)
		paper_fill_trouble(a, '2', page);
	str_clip(page->todo, sizeof(page->todo),
		has_code ? TR(N_("Catat kode ini. Lalu tekan 1."))
			 : TR(N_("Tekan satu angka.")));
}

void
paper_fill(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->paper_is_old)
		(void)page_line(page, LINE_STRONG, "",
			a->received ? TR(N_("Klaim sudah DITERIMA PUSAT. "
					    "Tekan 2 untuk struk baru."))
				    : TR(N_("Keadaan klaim berubah. "
					    "Tekan 2 untuk struk baru.")));
	if (a->paper_failed || !p->printer)
		paper_fill_failed(a, p, page);
}
