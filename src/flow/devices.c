/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine for who looks after it: whether it is ready, row by row, on screen and paper; the printer, the camera and
 * the voice tried. Over the officer's flow, and never over a participant's visit.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

enum { ON_A_PAGE = 7 };

static bool
has_camera(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->scanner == SCANNER_CAMERA;
}

static bool
may_calibrate(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->camera;
}

static void
fill_calibrated(const struct answers *a, const struct place *p, struct page *page)
{
	const struct calibration *found = &p->calibration;

	(void)a;
	(void)page_linef(page, LINE_PAIR, TR(N_("Batas ketajaman")), "%d,%d",
		found->sharpness_tenths / 10, found->sharpness_tenths % 10);
	(void)page_linef(page, LINE_PAIR, TR(N_("Cahaya di kertas")), "%d %%",
		found->light_percent);
}

/* --- readiness ------------------------------------------------------------------------------------------------------ */

static int
pages(void)
{
	return (READY_ITEMS + ON_A_PAGE - 1) / ON_A_PAGE;
}

static void
fill_sum(const struct place *p, struct page *page)
{
	const struct ready_count count = ready_count(p->ready);
	int bad = count.of[READY_BAD], warn = count.of[READY_WARN];

	if (count.of[READY_LOOKS] > 0)
		(void)page_line(page, LINE_TEXT, "", TR(N_("Sedang diperiksa. Mohon tunggu.")));
	else if (bad > 0)
		(void)page_linef(page, LINE_WARN, "",
			TR(N_("Mesin belum siap: %d rusak, %d perlu dilihat.")), bad, warn);
	else if (warn > 0)
		(void)page_linef(
			page, LINE_GOOD, "", TR(N_("Mesin siap. %d perlu dilihat.")), warn);
	else
		(void)page_line(page, LINE_GOOD, "", TR(N_("Mesin siap. Semua baik.")));
}

/* Only what is in trouble stands out by its state. */
static bool
is_fine(const struct ready_row *row)
{
	return ready_state_of(row) == READY_OK || ready_state_of(row) == READY_LOOKS;
}

static void
fill_ready(const struct answers *a, const struct place *p, struct page *page)
{
	char words[READY_WORDS], text[sizeof(page->choice[0].text)], whole[2 * READY_WORDS];

	if (p->ready == NULL) {
		(void)page_line(page, LINE_WARN, "", TR(N_("Belum bisa diperiksa di sini.")));
		return;
	}
	if (a->day_begun)
		(void)page_line(page, LINE_GOOD, "", TR(N_("Hari ini sudah dibuka.")));
	fill_sum(p, page);
	for (int i = 0; i < ON_A_PAGE; i++) {
		int item = a->ready_page * ON_A_PAGE + i;
		const struct ready_row *row = &p->ready[item];

		if (item >= READY_ITEMS)
			break;
		ready_words(row, words);
		if (str_format(whole, sizeof(whole), "%s: %s%s%s",
			    TR(ready_item_label((enum ready_item)item)),
			    is_fine(row) ? "" : TR(ready_state_label(ready_state_of(row))),
			    is_fine(row) ? "" : ", ", words) != ST_OK)
			continue;
		str_clip(text, sizeof(text), whole);
		(void)page_choice(page, (char)('1' + i), text);
	}
	(void)page_choice(page, '8', TR(N_("Cetak")));
	(void)page_choice(page, '9', TR(N_("Berikutnya")));
	(void)page_choice(page, '0', TR(N_("Kembali")));
}

static const char *
choose_ready(struct answers *a, const struct place *p, char key)
{
	int item = a->ready_page * ON_A_PAGE + (key - '1');

	if (key == '0' || p->ready == NULL)
		return "devices";
	if (key == '8')
		return "ready_run";
	if (key == '9') {
		a->ready_page = (a->ready_page + 1) % pages();
		return "ready";
	}
	if (key < '1' || key > '7' || item >= READY_ITEMS)
		return NULL;
	a->ready_at = item;
	return "ready_of";
}

static void
fill_ready_of(const struct answers *a, const struct place *p, struct page *page)
{
	static const enum line_style styles[READY_STATES] = { [READY_OK] = LINE_GOOD,
		[READY_WARN] = LINE_WARN,
		[READY_BAD] = LINE_WARN,
		[READY_LOOKS] = LINE_TEXT };
	const struct ready_row *row = p->ready ? &p->ready[a->ready_at] : NULL;
	char words[READY_WORDS];

	if (row == NULL)
		return;
	str_clip(page->ask, sizeof(page->ask),
		TR(ready_item_label((enum ready_item)a->ready_at)));
	ready_words(row, words);
	(void)page_linef(page, styles[ready_state_of(row)], "", "%s: %s",
		TR(ready_state_label(ready_state_of(row))), words);
	if (ready_todo(row)[0])
		(void)page_line(page, LINE_STRONG, "", TR(ready_todo(row)));
	(void)page_line(page, LINE_TEXT, "", row->measured);
}

static void
first_page(struct answers *a, int value)
{
	(void)value;
	a->ready_page = 0;
	a->day_begun = false;
}

/* --- trying --------------------------------------------------------------------------------------------------------- */

static void
fill_paper(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->outcome == OUTCOME_OK)
		(void)page_line(page, LINE_GOOD, "", TR(N_("Kertas uji sudah dicetak.")));
	else if (!p->printer)
		(void)page_line(page, LINE_WARN, "", TR(N_("Printer tidak dipasang.")));
	else
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Kertas tidak keluar. Lihat kesiapan mesin.")));
}

/* What was read is nobody's business here: that it was, is. */
static void
fill_seen(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_linef(
		page, LINE_GOOD, "", TR(N_("Kode terbaca: %zu huruf.")), strlen(a->code_seen));
}

static const struct field seen_field = {
	.name = "code_seen",
	.kind = FIELD_TEXT,
	.label = N_("Kode"),
	.max = FLOW_ROOM - 1,
	.foreign = N_("Kode terbaca, tetapi terlalu panjang."),
	.offset = offsetof(struct answers, code_seen),
	.room = sizeof(((struct answers *)0)->code_seen),
};

/* --- rows ----------------------------------------------------------------------------------------------------------- */

static const struct option devices_options[] = {
	{ .key = '1', .text = N_("Kesiapan mesin"), .set = first_page, .go = "ready" },
	{ .key = '2',
		.text = N_("Cetak kesiapan mesin"),
		.set = first_page,
		.go = "ready_run" },
	{ .key = '3', .text = N_("Kertas uji printer"), .go = "paper_test" },
	{ .key = '4',
		.text = N_("Lihat kamera, coba membaca kode"),
		.when = has_camera,
		.go = "camera_view" },
	{ .key = '5', .text = N_("Uji suara"), .go = "voice_test" },
	{ .key = '6', .text = N_("Kalibrasi kamera"), .when = may_calibrate, .go = "calibrate" },
	{ .key = '7', .text = N_("Kembali"), .go = GO_POP },
};

static const struct option calibrated_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = "devices" },
	{ .key = '2', .text = N_("Ulangi"), .go = "calibrate" },
};

static const struct option ready_of_options[] = {
	{ .key = '1', .text = N_("Kembali ke daftar"), .go = "ready" },
};

static const struct option unprinted_options[] = {
	{ .key = '1', .text = N_("Lihat kesiapan mesin"), .go = "ready" },
	{ .key = '2', .text = N_("Cetak lagi"), .go = "ready_print" },
};

static const struct option paper_options[] = {
	{ .key = '1', .text = N_("Cetak lagi"), .go = "paper_test" },
	{ .key = '2', .text = N_("Kembali"), .go = "devices" },
};

static const struct option seen_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "camera_view" },
	{ .key = '2', .text = N_("Kembali"), .go = "devices" },
};

static const struct option voice_options[] = {
	{ .key = '1', .text = N_("YA, terdengar jelas"), .go = "devices" },
	{ .key = '2', .text = N_("TIDAK"), .go = "voice_mute" },
};

static const struct option mute_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "voice_test" },
	{ .key = '2', .text = N_("Kembali"), .go = "devices" },
};

static const struct branch calibrate_branches[] = {
	{ OUTCOME_AWAY, "calibrate_failed" },
};

static const struct branch print_branches[] = {
	{ OUTCOME_AWAY, "ready_unprinted" },
};

static const struct step devices_steps[] = {
	{
		.name = "devices",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Mesin: apa yang Anda lakukan?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Hak petugas berakhir bila 60 detik tidak ada tombol."),
		OPTIONS(devices_options),
	},
	{
		.name = "ready_run",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Memeriksa mesin"),
		.effect = EFFECT_READY,
		.next = "ready_print",
	},
	{
		.name = "ready_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak kesiapan mesin"),
		.effect = EFFECT_PRINT_READY,
		BRANCHES(print_branches),
		.next = "ready",
	},
	{
		.name = "ready_unprinted",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Slip kesiapan tidak keluar"),
		.todo = N_("Tekan satu angka."),
		OPTIONS(unprinted_options),
	},
	{
		.name = "ready",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kesiapan mesin"),
		.fill = fill_ready,
		.choose = choose_ready,
	},
	{
		.name = "ready_of",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.todo = N_("Tekan 1 untuk kembali."),
		.ask = N_("Kesiapan mesin"),
		.fill = fill_ready_of,
		OPTIONS(ready_of_options),
	},
	{
		.name = "paper_test",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak kertas uji"),
		.effect = EFFECT_PRINT_TEST,
		.next = "paper_seen",
	},
	{
		.name = "paper_seen",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kertas uji"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Garis utuh, huruf tebal, dan QR terbaca?"),
		.fill = fill_paper,
		OPTIONS(paper_options),
	},
	{
		.name = "camera_view",
		.kind = STEP_SCAN,
		.quiet = true,
		.aside = true,
		.ask = N_("Kamera: tunjukkan kartu atau kode"),
		.todo = N_("Arahkan kode ke kamera."),
		.help = N_("Selesai melihat? Tekan *."),
		.field = &seen_field,
		.next = "camera_seen",
	},
	{
		.name = "camera_seen",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kamera membaca kode"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_seen,
		OPTIONS(seen_options),
	},
	{
		.name = "voice_test",
		.kind = STEP_CHOICE,
		.aloud = true,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Apakah suara terdengar?"),
		.todo = N_("Tekan satu angka. Ulangi: tekan /."),
		.speak = N_("Ini uji suara. Satu, dua, tiga. Apakah terdengar jelas?"),
		OPTIONS(voice_options),
	},
	{
		.name = "voice_mute",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Periksa pengeras suara"),
		.todo = N_("Kabel, listrik, tombol keras suara, lalu coba lagi."),
		.help = N_("Tetap diam? Lihat baris Suara di kesiapan mesin."),
		OPTIONS(mute_options),
	},
	{
		.name = "calibrate",
		.kind = STEP_CALIBRATE,
		.quiet = true,
		.aside = true,
		.ask = N_("Kalibrasi kamera"),
		.todo = N_("Pegang struk putih di tempat wajah. Lalu tekan Enter."),
		.help = N_("Kertasnya putih dan bertulisan. Lampu seperti biasa."),
		.next = "calibrate_keep",
	},
	{
		.name = "calibrate_keep",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat"),
		.effect = EFFECT_CALIBRATE,
		BRANCHES(calibrate_branches),
		.next = "calibrated",
	},
	{
		.name = "calibrated",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kamera sudah dikalibrasi"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Berlaku mulai foto berikutnya."),
		.fill = fill_calibrated,
		OPTIONS(calibrated_options),
	},
	{
		.name = "calibrate_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kalibrasi belum tersimpan"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Batas yang lama tetap berlaku."),
		OPTIONS(calibrated_options),
	},
};

const struct flow devices_flow = {
	.name = "devices",
	.service = N_("Mesin"),
	.steps = devices_steps,
	.n = ARRAY_LEN(devices_steps),
};
