/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Lanjutkan yang disimpan": a visit that is kept at the centre, opened by the code of its slip at any kiosk. Whoever
 * holds the slip sees a masked name; what was said comes back after face or officer. What is no such slip is named,
 * with the way it leads to.
 */
#include "flow/saved.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/person.h"
#include "flow/receipt_code.h"

#include <string.h>

/* --- the code ----------------------------------------------------------------------------------------------------- */

static enum flaw
check_code(const char *typed, const struct answers *a, const struct place *p)
{
	char code[CODE_ROOM];

	(void)a;
	(void)p;
	return code_read(typed, code);
}

static void
open_by(struct answers *a, const char *typed)
{
	struct lookup lookup = { .asked = false };
	char code[CODE_ROOM] = "";

	(void)str_copy(lookup.typed, sizeof(lookup.typed), typed);
	(void)code_read(typed, code); /* it was checked when it was typed */
	claim_forget_person(a, 0);
	a->nik[0] = a->kpj[0] = a->birth_typed[0] = '\0';
	(void)str_copy(a->kept.asked, sizeof(a->kept.asked), code);
	a->lookup = lookup;
}

static void
take_code(struct answers *a, const struct place *p)
{
	char typed[sizeof(a->lookup.typed)];

	(void)p;
	(void)str_copy(typed, sizeof(typed), a->lookup.typed);
	open_by(a, typed);
}

void
saved_take_slip(struct answers *a, int value)
{
	(void)value;
	take_code(a, NULL);
}

bool
saved_is_slip(const struct answers *a, const struct place *p)
{
	(void)p;
	return strcmp(a->problem, "code-of-saved-visit") == 0;
}

static const struct field code_field = {
	.name = "code",
	.kind = FIELD_TEXT,
	.label = N_("Kode slip"),
	.example = N_("Contoh: K7MP-Q2RX-A"),
	.foreign = N_("Itu bukan kode slip. Cari kotak hitam putih di slip."),
	.max = 16,
	ROOM_OF(lookup.typed),
	.check = check_code,
};

static void
fill_code(const struct answers *a, const struct place *p, struct page *page)
{
	static const char *const todos[] = {
		[SCANNER_NONE] = N_("Ketik kode di slip, lalu tekan Enter."),
		[SCANNER_KEYBOARD] =
			N_("Pindai kotak hitam putih di slip, atau ketik kodenya."),
		[SCANNER_CAMERA] =
			N_("Tunjukkan kotak hitam putih ke kamera, atau ketik kodenya."),
	};

	(void)a;
	str_clip(page->todo, sizeof(page->todo), TR(todos[p->scanner]));
}

static void
other_code(struct answers *a, int value)
{
	(void)value;
	wipe(&a->lookup, sizeof(a->lookup));
}

/* --- what became of it -------------------------------------------------------------------------------------------- */

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
fill_unknown(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->lookup.ticket) {
		receipt_code_fill_unknown(a, p, page);
		return;
	}
	say(page, LINE_TEXT, N_("Cocokkan dengan slip. Slip berlaku 14 hari."));
	say(page, LINE_TEXT, N_("Kode tiket petugas? Tunjukkan kepada petugas."));
}

static void
fill_refused(const struct answers *a, const struct place *p, struct page *page)
{
	if (strcmp(a->problem, "saved-visit-over") == 0) {
		say(page, LINE_TEXT, N_("Jawaban lama tidak bisa dibuka lagi."));
		say(page, LINE_GOOD, N_("Uang Anda tetap aman. Mulai lagi dari awal."));
		return;
	}
	str_clip(page->ask, sizeof(page->ask), TR(N_("Slip ini belum bisa dibuka")));
	claim_fill_trouble(a, p, page);
}

static void
fill_away(const struct answers *a, const struct place *p, struct page *page)
{
	claim_fill_trouble(a, p, page);
	say(page, LINE_TEXT, N_("Yang disimpan ada di pusat. Slip tetap berlaku."));
}

/* --- what was kept ------------------------------------------------------------------------------------------------ */

static bool
is_there(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->kept.found;
}

static bool
is_not_there(const struct answers *a, const struct place *p)
{
	return !is_there(a, p);
}

static bool
claim_is_open(const struct answers *a)
{
	for (size_t i = 0; i < a->claims_n; i++)
		if (a->claim[i].open)
			return true;
	return false;
}

/* Data that were seen and said to be right are not asked about again; all else that is open by now is. */
const char *
saved_goes_on_at(const struct answers *a)
{
	int data = flow_find(&claim_flow, "data");

	if (claim_is_open(a))
		return "open_claim";
	if (a->reason == REASON_NONE)
		return "what_happened";
	return flow_find(&claim_flow, a->kept.step) > data ? "record_phone" : "data";
}

static void
fill_kept(const struct answers *a, const struct place *p, struct page *page)
{
	const struct kept *kept = &a->kept;
	char date[DATE_LONG];

	if (!kept->found) {
		str_clip(page->ask, sizeof(page->ask),
			TR(N_("Tidak ada yang disimpan atas nama Anda")));
		say(page, LINE_TEXT, N_("Anda bisa mulai sekarang. NIK tidak diketik lagi."));
		return;
	}
	date_format_long(kept->on, date);
	(void)page_line(page, LINE_PAIR, TR(N_("Disimpan")), date);
	if (kept->left.found)
		claim_fill_left(&kept->left, p, page);
	else
		say(page, LINE_TEXT, N_("Sebagian jawaban perlu ditanyakan lagi."));
	say(page, LINE_TEXT, N_("Data Anda diambil lagi dari pusat, yang terbaru."));
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct option unknown_options[] = {
	{ .key = '1', .text = N_("Coba kodenya lagi"), .go = "code" },
	{ .key = '2', .text = N_("Mulai dari awal, pakai NIK"), .go = GO_CLAIM },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '4', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option refused_options[] = {
	{ .key = '1', .text = N_("Mulai dari awal, pakai NIK"), .go = GO_CLAIM },
	{ .key = '2', .text = N_("Pakai slip lain"), .set = other_code, .go = "code" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '4', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "open" },
	{ .key = '2', .text = N_("Mulai dari awal, pakai NIK"), .go = GO_CLAIM },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '4', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option receipt_options[] = {
	{ .key = '1', .text = N_("Lihat sudah sampai mana"), .go = GO_THIS_CLAIM },
	{ .key = '2', .text = N_("Pakai slip lain"), .set = other_code, .go = "code" },
	{ .key = '3', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option closed_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2', .text = N_("Mulai dari awal, pakai NIK"), .go = GO_CLAIM },
	{ .key = '3', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option kept_options[] = {
	{ .key = '1',
		.text = N_("YA, lanjutkan"),
		.when = is_there,
		.set = claim_take_kept,
		.go = GO_KEPT },
	{ .key = '2', .text = N_("TIDAK, mulai dari awal"), .when = is_there, .go = GO_CLAIM },
	{ .key = '1', .text = N_("Ambil uang JHT"), .when = is_not_there, .go = GO_CLAIM },
	{ .key = '2', .text = N_("Kembali ke menu"), .when = is_not_there, .go = GO_MENU },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct branch open_branches[] = {
	{ OUTCOME_NOT_FOUND, "look" },
	{ OUTCOME_REFUSED, "refused" },
	{ OUTCOME_AWAY, "slip_away" },
};

static const struct branch look_branches[] = {
	{ OUTCOME_NOT_FOUND, "unknown" },
	{ OUTCOME_AWAY, "slip_away" },
	{ OUTCOME_REFUSED, "closed" },
};

/* --- the steps ---------------------------------------------------------------------------------------------------- */

/* It begins at "code", or at "open" with a code in hand, and passes on to who it is and how that is proven. */
static const struct step saved_steps[] = {
	{
		.name = "code",
		.kind = STEP_SCAN,
		.quiet = true, /* how many follow is known once it is open */
		.aside = true,
		.ask = N_("Mana slip yang disimpan?"),
		.why = N_("Dengan kode itu kami menemukan jawaban Anda."),
		.help = N_("Slip hilang? Tekan * lalu pilih Ambil uang JHT."),
		.field = &code_field,
		.fill = fill_code,
		.taken = take_code,
		.next = "open",
	},
	{
		.name = "open",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencari yang disimpan"),
		.effect = EFFECT_OPEN_VISIT,
		BRANCHES(open_branches),
		.next = "is_this_you",
	},
	{ /* it may be the code of a claim */
		.name = "look",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencari yang disimpan"),
		.effect = EFFECT_LOOK_UP,
		BRANCHES(look_branches),
		.next = "is_receipt",
	},
	{
		.name = "is_receipt",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Itu struk klaim yang sudah diajukan"),
		.todo = N_("Tidak perlu dilanjutkan. Tekan satu angka."),
		OPTIONS(receipt_options),
	},
	{
		.name = "unknown",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode itu belum ditemukan"),
		.todo = N_("Ini bukan kesalahan Anda. Tekan satu angka."),
		.fill = fill_unknown,
		OPTIONS(unknown_options),
	},
	{
		.name = "refused",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Slip ini sudah lewat 14 hari"),
		.todo = N_("Ini bukan kesalahan Anda. Tekan satu angka."),
		.fill = fill_refused,
		OPTIONS(refused_options),
	},
	{
		.name = "slip_away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kantor pusat belum menjawab"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Tidak ada yang hilang. Ini bukan kesalahan Anda."),
		.fill = fill_away,
		.when_back = "open",
		OPTIONS(away_options),
	},
	{
		.name = "closed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode belum ditemukan. Petugas membantu Anda"),
		.todo = N_("Ini bukan kesalahan Anda. Tekan satu angka."),
		OPTIONS(closed_options),
	},
	{
		.name = "take_up",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Lanjutkan yang disimpan?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Jawaban Anda masih ada. Tidak perlu mengetik lagi."),
		.fill = fill_kept,
		OPTIONS(kept_options),
	},
};

const struct flow saved_flow = {
	.name = "saved",
	.service = N_("Lanjutkan yang disimpan"),
	.first = &person_flow,
	.steps = saved_steps,
	.n = ARRAY_LEN(saved_steps),
};
