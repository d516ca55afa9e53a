/* SPDX-License-Identifier: Apache-2.0 */
/* The screen nobody stands at yet, and the main menu in the person's own words. */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/receipt_code.h"

/* The way of a claim in five lines: the flow diagram a passer-by reads while waiting. */
static const char *const way[] = {
	N_("Ketik NIK dari KTP"),
	N_("Foto wajah, atau petugas melihat KTP"),
	N_("Periksa data, KPJ dan jumlah uang"),
	N_("Pilih rekening bank Anda sendiri"),
	N_("Terima struk. Uang dikirim ke rekening"),
};

static void
fill_idle(const struct answers *answers, const struct place *place, struct page *page)
{
	(void)answers;
	if (place->presence.away)
		str_clip(page->help, sizeof(page->help),
			TR(N_("Bawa KTP dan buku tabungan. Gratis.")));
	if (place->voice)
		str_clip(page->todo, sizeof(page->todo),
			TR(N_("Tekan 5 untuk suara, atau tombol apa saja.")));
	for (size_t i = 0; i < ARRAY_LEN(way); i++)
		(void)page_line(page, LINE_TEXT, "", TR(way[i]));
}

static const struct step idle_steps[] = {
	{
		.name = "idle",
		.kind = STEP_IDLE,
		.quiet = true,
		.ask = N_("Ambil uang JHT di sini"),
		.todo = N_("Tekan tombol apa saja untuk mulai"),
		.help = N_("Bawa KTP dan buku tabungan. Gratis. Petugas siap membantu."),
		.fill = fill_idle,
		.next = "idle",
	},
};

const struct flow idle_flow = {
	.name = "idle",
	.service = "",
	.steps = idle_steps,
	.n = ARRAY_LEN(idle_steps),
};

static bool
voice_is_on(const struct answers *answers, const struct place *place)
{
	return place->voice && answers->voice.on;
}

static const struct option menu_options[] = {
	{ .key = '1', .text = N_("Ambil uang JHT"), .go = GO_CLAIM },
	{ .key = '2', .text = N_("Lihat saldo dan kartu"), .go = GO_BALANCE },
	{ .key = '3', .text = N_("Perbarui data saya"), .go = GO_DATA },
	{ .key = '4', .text = N_("Uang saya sudah sampai mana?"), .go = "where_is_it" },
	{ .key = '5', .text = N_("Apa yang perlu dibawa"), .go = GO_BRING },
	{ .key = '6', .text = N_("Lainnya"), .go = "others" },
	{ .key = '0', .text = N_("Atur suara"), .when = voice_is_on, .go = GO_VOICE },
};

static const struct option others_options[] = {
	{ .key = '1', .text = N_("Periksa data saya"), .go = GO_CHECK },
	{ .key = '2', .text = N_("Lanjutkan yang disimpan"), .go = GO_SAVED },
	{ .key = '3', .text = N_("Buat janji / antre"), .go = GO_TICKET },
	{ .key = '4', .text = N_("Pengaduan"), .go = GO_COMPLAINT },
	{ .key = '7', .text = N_("Cabut izin"), .set = receipt_code_other, .go = GO_WITHDRAW },
	{ .key = '8', .text = N_("Bicara dengan petugas"), .go = GO_STAFF },
	{ .key = '9', .text = N_("Kembali"), .go = "menu" },
};

static const struct option where_is_it_options[] = {
	{ .key = '1', .text = N_("Punya struk dengan kode"), .go = GO_STATUS },
	{ .key = '2', .text = N_("Tidak punya struk: pakai NIK"), .go = GO_MY_CLAIMS },
};

static const struct option more_options[] = {
	{ .key = '1', .text = N_("YA, ada lagi"), .go = "menu" },
	{ .key = '2', .text = N_("TIDAK, sudah cukup"), .go = GO_END },
};

static const struct step menu_steps[] = {
	{
		.name = "menu",
		.kind = STEP_CHOICE,
		.ask = N_("Anda mau apa?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Bingung? Tekan + untuk memanggil petugas."),
		OPTIONS(menu_options),
	},
	{
		.name = "others",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Layanan lainnya"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Bingung? Tekan + untuk memanggil petugas."),
		OPTIONS(others_options),
	},
	{
		.name = "where_is_it",
		.kind = STEP_CHOICE,
		.aside = true,
		.ask = N_("Apakah Anda punya struk?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Kode di struk paling cepat. NIK menunjukkan semua klaim Anda."),
		.help = N_("Klaim lewat JMO atau cabang? Tekan 2."),
		OPTIONS(where_is_it_options),
	},
	{
		.name = "more",
		.kind = STEP_YESNO,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Ada lagi yang bisa dibantu?"),
		.todo = N_("Tekan satu angka."),
		OPTIONS(more_options),
	},
};

const struct flow menu_flow = {
	.name = "menu",
	.service = N_("Layanan JHT"),
	.steps = menu_steps,
	.n = ARRAY_LEN(menu_steps),
};
