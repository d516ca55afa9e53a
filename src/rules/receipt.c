/* SPDX-License-Identifier: Apache-2.0 */
/* What a receipt and a ticket say. */
#include "rules/receipt.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "rules/checklist.h"
#include "rules/parked.h"
#include "rules/receipt_lines.h"

#include <assert.h>

static const char *const state_words[] = {
	[RECEIPT_SAVED] = N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"),
	[RECEIPT_RECEIVED] = N_("DITERIMA PUSAT"),
	[RECEIPT_STAFF] = N_("PERLU PETUGAS"),
};

static void
add_months(struct receipt *receipt, int months)
{
	const char *form = months < 12 ? N_("{months} bulan")
			   : months % 12 == 0
				   ? N_("{months} bulan ({years} tahun)")
				   : N_("{months} bulan ({years} tahun {rest} bulan)");
	char whole[12], years[12], rest[12], text[RECEIPT_TEXT];
	const struct fill fills[] = {
		{"months", whole},
                { "years", years},
                { "rest",  rest }
	};

	if (months <= 0 || str_format(whole, sizeof(whole), "%d", months) != ST_OK ||
		str_format(years, sizeof(years), "%d", months / 12) != ST_OK ||
		str_format(rest, sizeof(rest), "%d", months % 12) != ST_OK)
		return;
	receipt_fill(form, fills, ARRAY_LEN(fills), text);
	receipt_add_pair(receipt, TR("Lama peserta"), text);
}

static void
add_cards(struct receipt *receipt, size_t cards)
{
	char text[32];

	if (cards > 0 && str_format(text, sizeof(text), "%zu KPJ", cards) == ST_OK)
		receipt_add_pair(receipt, TR("Kartu"), text);
}

static void
add_amounts(struct receipt *receipt, const struct claim_receipt *claim, bool received)
{
	receipt_add_money(receipt, TR("Jumlah"), claim->gross);
	if (claim->tax > 0)
		receipt_add_money(receipt, TR("Pajak"), claim->tax);
	else
		receipt_add_pair(receipt, TR("Pajak"), TR("tidak ada potongan"));
	receipt_add_money(receipt, TR("Diterima"), claim->net);
	if (!received)
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Jumlah ini perkiraan kios. Pusat menghitung lagi."));
}

static void
add_person(struct receipt *receipt, const struct claim_receipt *claim)
{
	char tail[16], account[80];

	if (claim->name[0] != '\0')
		receipt_add_pair(receipt, TR("Nama"), claim->name);
	tail_four(claim->nik, tail);
	receipt_add_pair(receipt, TR("NIK"), tail);
	tail_four(claim->account, tail);
	if (claim->account[0] != '\0' &&
		str_format(account, sizeof(account), "%s %s", claim->bank, tail) == ST_OK)
		receipt_add_pair(receipt, TR("Rekening"), account);
	wipe(tail, sizeof(tail));
	wipe(account, sizeof(account));
}

static void
add_claim(struct receipt *receipt, const struct claim_receipt *claim, bool received)
{
	receipt_add_pair(receipt, TR("Layanan"), TR("Ambil uang JHT"));
	if (claim->reason != REASON_NONE)
		receipt_add_pair(receipt, TR("Alasan"), TR(claim_reason_words(claim->reason)));
	add_cards(receipt, claim->cards_n);
	add_months(receipt, claim->months);
	add_person(receipt, claim);
	if (claim->claim_number[0] != '\0')
		receipt_add_pair(receipt, TR("Nomor klaim"), claim->claim_number);
	if (claim->show_amount)
		add_amounts(receipt, claim, received);
}

static void
add_next_received(struct receipt *receipt, const struct claim_receipt *claim)
{
	if (claim->to_verify)
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Pusat memeriksa data dulu. Petugas bisa menghubungi Anda."));
	if (!date_is_known(claim->promised))
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Tanggal bayar dihitung setelah data selesai diperiksa."));
	else if (claim->promised_estimate)
		receipt_add_dated(receipt, N_("Uang dikirim sekitar {date} (perkiraan)."),
			claim->promised);
	else
		receipt_add_dated(receipt, TR("Uang dikirim paling lambat {date}."), claim->promised);
}

static void
add_next_saved(struct receipt *receipt, const struct claim_receipt *claim)
{
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Data aman di mesin ini. Dikirim sendiri saat jaringan pulih."));
	if (claim->to_verify)
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Pusat memeriksa data dulu. Petugas bisa menghubungi Anda."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Tanggal bayar dihitung setelah data diterima pusat."));
	if (date_is_known(claim->ask_from))
		receipt_add_dated(receipt,
			N_("Jika sampai {date} belum ada kabar, datang lagi atau "
			   "hubungi 175, sebut kode ini."),
			claim->ask_from);
	else
		receipt_add(receipt, RECEIPT_BOLD,
			TR("Jika belum ada kabar, datang lagi atau hubungi 175, "
			   "sebut kode ini."));
}

static void
add_next(struct receipt *receipt, const struct claim_receipt *claim, enum receipt_state state)
{
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Sesudah ini:"));
	switch (state) {
	case RECEIPT_RECEIVED:
		add_next_received(receipt, claim);
		break;
	case RECEIPT_SAVED:
		add_next_saved(receipt, claim);
		break;
	case RECEIPT_STAFF:
		if (claim->problem[0] != '\0' && claim->duplicate_of[0] == '\0')
			receipt_add(receipt, RECEIPT_TEXT_LINE,
				TR(parked_words(claim->problem)->person));
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Tunjukkan kertas ini kepada petugas. Data Anda tidak hilang."));
		break;
	}
	if (claim->duplicate_of[0] != '\0') {
		receipt_add(receipt, RECEIPT_BOLD, TR(parked_words("claim-open-elsewhere")->person));
		receipt_add_pair(receipt, TR("Klaim yang ada"), claim->duplicate_of);
	}
	receipt_add_papers(receipt, N_("Masih perlu dibawa:"), N_("Masih perlu dibawa salah satu:"),
		N_("Masih perlu dibawa semua:"), claim->reason, claim->papers, claim->papers_n);
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Ingin menarik izin data? Sebut kode ini kepada petugas."));
}

void
receipt_of_claim(const struct claim_receipt *claim, struct receipt *ret_receipt)
{
	enum receipt_state state = claim->state;

	if (state == RECEIPT_RECEIVED && claim->claim_number[0] == '\0')
		state = RECEIPT_SAVED;
	receipt_add_head(ret_receipt, claim->site, claim->copy);
	receipt_add(ret_receipt, RECEIPT_STATE, TR(state_words[state]));
	if (claim->replaces)
		receipt_add(ret_receipt, RECEIPT_CENTRE, TR("Menggantikan struk sebelumnya."));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	add_claim(ret_receipt, claim, state == RECEIPT_RECEIVED);
	receipt_add_code(ret_receipt, TR("Kode Anda"), claim->code);
	add_next(ret_receipt, claim, state);
	receipt_add_foot(ret_receipt, &(struct receipt_foot){ .kiosk = claim->kiosk,
				      .zone = claim->zone,
				      .officer = claim->officer,
				      .branch = claim->branch,
				      .on = claim->on,
				      .second_of_day = claim->second_of_day });
}

static void
add_where(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	char clock[RECEIPT_TIME];

	if (ticket->place[0] != '\0')
		receipt_add_pair(receipt, TR("Tempat"), ticket->place);
	if (!date_is_known(ticket->visit_on))
		return;
	receipt_add_dated(receipt,
		ticket->remote ? N_("Jadwal Anda {date}.") : N_("Datang pada {date}."),
		ticket->visit_on);
	if (ticket->visit_second_of_day < 0)
		return;
	receipt_time(ticket->visit_second_of_day, ticket->zone, clock);
	receipt_add_pair(receipt, ticket->remote ? TR("Jam") : TR("Jam datang"), clock);
}

/* Nobody has booked it: the slip does not say otherwise. */
static void
add_wish(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	if (ticket->wish == NULL)
		return;
	receipt_add_pair(receipt, TR("Anda minta"), TR(ticket->wish));
	if (date_is_known(ticket->wish_on))
		receipt_add_dated(receipt, N_("Hari yang diminta: {date}."), ticket->wish_on);
	receipt_add(receipt, RECEIPT_BOLD,
		TR("Pusat belum memberi nomor antrean."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Petugas melihat permintaan ini dan mengurusnya."));
}

static void
add_items(struct receipt *receipt, const char *title, uint32_t items)
{
	if (items == 0)
		return;
	receipt_add(receipt, RECEIPT_BOLD, TR(title));
	for (int item = 0; item < ITEM_COUNT; item++)
		if (items & ITEM_BIT(item))
			receipt_add(receipt, RECEIPT_ITEM, TR(checklist_words(item)));
}

static void
add_card_too(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	receipt_add(receipt, RECEIPT_ITEM,
		ticket->reason == REASON_MENINGGAL
			? TR("Kartu BPJS Ketenagakerjaan almarhum, jika ada")
			: TR("Kartu BPJS Ketenagakerjaan, jika ada"));
}

/* What the person said is in hand, and what is not. */
static void
add_lists(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	if (ticket->there)
		add_items(receipt, N_("Sudah ada, bawa:"), ticket->there);
	else
		receipt_add(receipt, RECEIPT_BOLD, TR("Bawa:"));
	add_card_too(receipt, ticket);
	add_items(receipt, N_("Belum ada, siapkan dulu:"), ticket->due_all);
	add_items(receipt, N_("Belum ada, siapkan salah satu:"), ticket->due_any);
}

static void
add_general(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	receipt_add(receipt, RECEIPT_BOLD, TR("Bawa:"));
	receipt_add(receipt, RECEIPT_ITEM, TR("KTP"));
	add_card_too(receipt, ticket);
	receipt_add_papers(receipt, N_("Bawa juga:"), N_("Bawa salah satu:"),
		N_("Bawa juga semua ini:"), ticket->reason, ticket->papers, ticket->papers_n);
}

static void
add_to_bring(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	receipt_add(receipt, RECEIPT_RULE, "");
	if (ticket->listed)
		add_lists(receipt, ticket);
	else
		add_general(receipt, ticket);
	if (ticket->handed_over)
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Data Anda sudah dicatat. Tidak perlu mengisi lagi."));
}

void
receipt_of_ticket(const struct ticket_receipt *ticket, struct receipt *ret_receipt)
{
	receipt_add_head(ret_receipt, ticket->site, ticket->copy);
	if (ticket->priority)
		receipt_add(ret_receipt, RECEIPT_STATE, TR("PRIORITAS"));
	receipt_add(ret_receipt, RECEIPT_STATE,
		ticket->title ? TR(ticket->title) : TR("TIKET PETUGAS"));
	if (ticket->number[0] != '\0')
		receipt_add(ret_receipt, RECEIPT_BIG, ticket->number);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	if (ticket->why != NULL && ticket->why[0] != '\0')
		receipt_add(ret_receipt, RECEIPT_TEXT_LINE, ticket->why);
	if (date_is_known(ticket->possible_from))
		receipt_add_dated(ret_receipt, N_("Uang bisa diambil mulai {date}."),
			ticket->possible_from);
	if (ticket->name_masked[0] != '\0')
		receipt_add_pair(ret_receipt, TR("Nama"), ticket->name_masked);
	if (ticket->reason != REASON_NONE)
		receipt_add_pair(ret_receipt, TR("Alasan"), TR(claim_reason_words(ticket->reason)));
	if (ticket->topic != NULL && ticket->topic[0] != '\0')
		receipt_add_pair(ret_receipt, TR("Tentang"), ticket->topic);
	add_where(ret_receipt, ticket);
	add_wish(ret_receipt, ticket);
	add_to_bring(ret_receipt, ticket);
	if (!ticket->notice)
		receipt_add_code(ret_receipt, TR("Kode untuk petugas"), ticket->code);
	receipt_add_foot(ret_receipt, &(struct receipt_foot){ .kiosk = ticket->kiosk,
				      .zone = ticket->zone,
				      .officer = ticket->officer,
				      .branch = ticket->branch,
				      .on = ticket->on,
				      .second_of_day = ticket->second_of_day });
}

/* --- what is unsent -------------------------------------------------------------------------------------------------- */

static void
add_unsent_row(struct receipt *receipt, const struct unsent_row *row)
{
	static const char *const words[] = {
		[UNSENT_WAITS] = N_("belum"),
		[UNSENT_ASKED] = N_("ditanya"),
		[UNSENT_STAFF] = N_("petugas"),
	};
	char shown[CODE_SHOWN_ROOM], text[48];
	int minutes = row->second_of_day / 60;
	enum status st;

	code_show(row->code, shown);
	st = str_format(text, sizeof(text), "%02d-%02d %02d.%02d %s", row->on.day,
		row->on.month, minutes / 60, minutes % 60, TR(words[row->state]));
	assert(st == ST_OK);
	(void)st;
	receipt_add_pair(receipt, shown, text);
}

static void
add_unsent_count(struct receipt *receipt, const char *text, int n)
{
	char count[12], sentence[RECEIPT_TEXT];
	const struct fill fill = { "n", count };
	enum status st = str_format(count, sizeof(count), "%d", n);

	assert(st == ST_OK);
	(void)st;
	receipt_fill(text, &fill, 1, sentence);
	receipt_add(receipt, RECEIPT_BOLD, sentence);
}

void
receipt_of_unsent(const struct unsent_receipt *unsent, struct receipt *ret_receipt)
{
	char day[DATE_LONG], clock[RECEIPT_TIME];

	receipt_add_head(ret_receipt, unsent->site, false);
	receipt_add(ret_receipt, RECEIPT_STATE, TR("BELUM TERKIRIM"));
	receipt_add(ret_receipt, RECEIPT_CENTRE, TR("Daftar untuk petugas"));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	add_unsent_count(
		ret_receipt, N_("{n} klaim menunggu pusat."), (int)unsent->n + unsent->more);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Semua aman di mesin ini."));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	for (size_t i = 0; i < unsent->n; i++)
		add_unsent_row(ret_receipt, &unsent->row[i]);
	if (unsent->more > 0)
		add_unsent_count(ret_receipt, N_("dan {n} klaim lagi"), unsent->more);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("belum: menunggu jaringan"));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("ditanya: mungkin sudah sampai di pusat"));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("petugas: pusat menolak, petugas bertindak"));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	date_format_long(unsent->on, day);
	receipt_time(unsent->second_of_day, unsent->zone, clock);
	receipt_add_pair(ret_receipt, TR("Tanggal"), day);
	receipt_add_pair(ret_receipt, TR("Jam"), clock);
	receipt_add_pair(ret_receipt, TR("Kios"), unsent->kiosk);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Simpan sampai semua terkirim."));
	receipt_add(ret_receipt, RECEIPT_CUT, "");
}
