/* SPDX-License-Identifier: Apache-2.0 */
/* What a receipt and a ticket say. */
#include "rules/receipt.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/money.h"
#include "rules/parked.h"

#include <assert.h>

enum { DAY_ROOM = DATE_LONG + 16, TIME_ROOM = 24 };

/* What both kinds of paper end with. */
struct foot {
	const char *kiosk, *zone, *officer, *branch;
	struct date on;
	int second_of_day;
};

static const char *const state_words[] = {
	[RECEIPT_SAVED] = N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"),
	[RECEIPT_RECEIVED] = N_("DITERIMA PUSAT"),
	[RECEIPT_STAFF] = N_("PERLU PETUGAS"),
};

static struct receipt_line *
add(struct receipt *receipt, enum receipt_style style, const char *text)
{
	struct receipt_line *line = &receipt->line[receipt->n++];

	assert(receipt->n <= RECEIPT_LINES_MAX);
	*line = (struct receipt_line){ .style = style };
	utf8_harmless(line->text, sizeof(line->text), text);
	return line;
}

static void
add_pair(struct receipt *receipt, const char *label, const char *text)
{
	struct receipt_line *line = add(receipt, RECEIPT_PAIR, text);

	utf8_harmless(line->label, sizeof(line->label), label);
}

/** A sentence with its holes filled; a translation that does not fill gives way to the
 *  source. */
static void
fill_sentence(
	const char *text, const struct fill *fills, size_t n, char ret_sentence[RECEIPT_TEXT])
{
	enum status st = fill_text(ret_sentence, RECEIPT_TEXT, TR(text), fills, n);

	if (st != ST_OK)
		st = fill_text(ret_sentence, RECEIPT_TEXT, text, fills, n);
	assert(st == ST_OK);
	(void)st;
}

static void
add_dated(struct receipt *receipt, const char *text, struct date date)
{
	char day[DATE_LONG], weekday_and_day[DAY_ROOM], sentence[RECEIPT_TEXT];
	const struct fill fill = { "date", weekday_and_day };
	enum status st;

	date_format_long(date, day);
	st = str_format(weekday_and_day, sizeof(weekday_and_day), "%s, %s",
		date_weekday_name(date_weekday(date)), day);
	assert(st == ST_OK);
	(void)st;
	fill_sentence(text, &fill, 1, sentence);
	add(receipt, RECEIPT_BOLD, sentence);
}

static void
add_head(struct receipt *receipt, const char *site, bool copy)
{
	*receipt = (struct receipt){ 0 };
	add(receipt, RECEIPT_CENTRE, TR("BPJS Ketenagakerjaan"));
	if (site[0] != '\0')
		add(receipt, RECEIPT_CENTRE, site);
	if (copy)
		add(receipt, RECEIPT_STATE, TR("SALINAN"));
	add(receipt, RECEIPT_RULE, "");
}

static void
add_code(struct receipt *receipt, const char *code, const char *what)
{
	char shown[CODE_SHOWN_ROOM];

	code_show(code, shown);
	add(receipt, RECEIPT_RULE, "");
	add(receipt, RECEIPT_CENTRE, what);
	add(receipt, RECEIPT_BIG, shown);
	add(receipt, RECEIPT_QR, code);
}

static void
time_of_day(int second_of_day, const char *zone, char ret_text[TIME_ROOM])
{
	int minutes = second_of_day / 60;
	enum status st = str_format(
		ret_text, TIME_ROOM, "%02d.%02d %s", minutes / 60 % 24, minutes % 60, zone);

	assert(st == ST_OK);
	(void)st;
}

static void
add_foot(struct receipt *receipt, const struct foot *foot)
{
	char day[DATE_LONG], clock[TIME_ROOM];

	add(receipt, RECEIPT_RULE, "");
	add(receipt, RECEIPT_TEXT_LINE, TR("Perlu bantuan? Telepon 175."));
	add(receipt, RECEIPT_TEXT_LINE,
		TR("Atau datang ke kantor cabang BPJS Ketenagakerjaan."));
	if (foot->branch[0] != '\0')
		add(receipt, RECEIPT_TEXT_LINE, foot->branch);
	add(receipt, RECEIPT_TEXT_LINE, TR("Atau lewat internet: Lapak Asik."));
	add(receipt, RECEIPT_RULE, "");
	date_format_long(foot->on, day);
	time_of_day(foot->second_of_day, foot->zone, clock);
	add_pair(receipt, TR("Tanggal"), day);
	add_pair(receipt, TR("Jam"), clock);
	add_pair(receipt, TR("Kios"), foot->kiosk);
	if (foot->officer[0] != '\0')
		add_pair(receipt, TR("Petugas"), foot->officer);
	add(receipt, RECEIPT_CENTRE, TR("Simpan kertas ini."));
	add(receipt, RECEIPT_CUT, "");
}

/** Whether one of the papers is enough; for the other reasons all of them are needed. */
static bool
any_paper_will_do(enum claim_reason reason)
{
	return reason == REASON_RESIGN || reason == REASON_PHK || reason == REASON_PKWT;
}

static void
add_papers(struct receipt *receipt, const char *one, const char *any, const char *all,
	enum claim_reason reason, const enum paper *papers, size_t n)
{
	if (n == 0)
		return;
	add(receipt, RECEIPT_BOLD, TR(n == 1 ? one : any_paper_will_do(reason) ? any : all));
	for (size_t i = 0; i < n; i++)
		add(receipt, RECEIPT_ITEM, TR(paper_words(papers[i])));
}

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
	fill_sentence(form, fills, ARRAY_LEN(fills), text);
	add_pair(receipt, TR("Lama peserta"), text);
}

static void
add_cards(struct receipt *receipt, size_t cards)
{
	char text[32];

	if (cards > 0 && str_format(text, sizeof(text), "%zu KPJ", cards) == ST_OK)
		add_pair(receipt, TR("Kartu"), text);
}

static void
add_money(struct receipt *receipt, const char *label, int64_t rupiah)
{
	char text[MONEY_TEXT];

	money_format(rupiah, text);
	add_pair(receipt, label, text);
}

static void
add_amounts(struct receipt *receipt, const struct claim_receipt *claim, bool received)
{
	add_money(receipt, TR("Jumlah"), claim->gross);
	if (claim->tax > 0)
		add_money(receipt, TR("Pajak"), claim->tax);
	else
		add_pair(receipt, TR("Pajak"), TR("tidak ada potongan"));
	add_money(receipt, TR("Diterima"), claim->net);
	if (!received)
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Jumlah ini perkiraan kios. Pusat menghitung lagi."));
}

static void
add_person(struct receipt *receipt, const struct claim_receipt *claim)
{
	char tail[16], account[80];

	if (claim->name[0] != '\0')
		add_pair(receipt, TR("Nama"), claim->name);
	tail_four(claim->nik, tail);
	add_pair(receipt, TR("NIK"), tail);
	tail_four(claim->account, tail);
	if (claim->account[0] != '\0' &&
		str_format(account, sizeof(account), "%s %s", claim->bank, tail) == ST_OK)
		add_pair(receipt, TR("Rekening"), account);
	wipe(tail, sizeof(tail));
	wipe(account, sizeof(account));
}

static void
add_claim(struct receipt *receipt, const struct claim_receipt *claim, bool received)
{
	add_pair(receipt, TR("Layanan"), TR("Ambil uang JHT"));
	if (claim->reason != REASON_NONE)
		add_pair(receipt, TR("Alasan"), TR(claim_reason_words(claim->reason)));
	add_cards(receipt, claim->cards_n);
	add_months(receipt, claim->months);
	add_person(receipt, claim);
	if (claim->claim_number[0] != '\0')
		add_pair(receipt, TR("Nomor klaim"), claim->claim_number);
	if (claim->show_amount)
		add_amounts(receipt, claim, received);
}

static void
add_next_received(struct receipt *receipt, const struct claim_receipt *claim)
{
	if (claim->to_verify)
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Pusat memeriksa data dulu. Petugas bisa menghubungi Anda."));
	if (!date_is_known(claim->promised))
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Tanggal bayar dihitung setelah data selesai diperiksa."));
	else if (claim->promised_estimate)
		add_dated(receipt, N_("Uang dikirim sekitar {date} (perkiraan)."),
			claim->promised);
	else
		add_dated(receipt, TR("Uang dikirim paling lambat {date}."), claim->promised);
}

static void
add_next_saved(struct receipt *receipt, const struct claim_receipt *claim)
{
	add(receipt, RECEIPT_TEXT_LINE,
		TR("Data aman di mesin ini. Dikirim sendiri saat jaringan pulih."));
	if (claim->to_verify)
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Pusat memeriksa data dulu. Petugas bisa menghubungi Anda."));
	add(receipt, RECEIPT_TEXT_LINE,
		TR("Tanggal bayar dihitung setelah data diterima pusat."));
	if (date_is_known(claim->ask_from))
		add_dated(receipt,
			N_("Jika sampai {date} belum ada kabar, datang lagi atau "
			   "hubungi 175, sebut kode ini."),
			claim->ask_from);
	else
		add(receipt, RECEIPT_BOLD,
			TR("Jika belum ada kabar, datang lagi atau hubungi 175, "
			   "sebut kode ini."));
}

static void
add_next(struct receipt *receipt, const struct claim_receipt *claim, enum receipt_state state)
{
	add(receipt, RECEIPT_RULE, "");
	add(receipt, RECEIPT_BOLD, TR("Sesudah ini:"));
	switch (state) {
	case RECEIPT_RECEIVED:
		add_next_received(receipt, claim);
		break;
	case RECEIPT_SAVED:
		add_next_saved(receipt, claim);
		break;
	case RECEIPT_STAFF:
		if (claim->problem[0] != '\0' && claim->duplicate_of[0] == '\0')
			add(receipt, RECEIPT_TEXT_LINE,
				TR(parked_words(claim->problem)->person));
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Tunjukkan kertas ini kepada petugas. Data Anda tidak hilang."));
		break;
	}
	if (claim->duplicate_of[0] != '\0') {
		add(receipt, RECEIPT_BOLD, TR(parked_words("claim-open-elsewhere")->person));
		add_pair(receipt, TR("Klaim yang ada"), claim->duplicate_of);
	}
	add_papers(receipt, N_("Masih perlu dibawa:"), N_("Masih perlu dibawa salah satu:"),
		N_("Masih perlu dibawa semua:"), claim->reason, claim->papers, claim->papers_n);
	add(receipt, RECEIPT_TEXT_LINE,
		TR("Ingin menarik izin data? Sebut kode ini kepada petugas."));
}

void
receipt_of_claim(const struct claim_receipt *claim, struct receipt *ret_receipt)
{
	enum receipt_state state = claim->state;

	if (state == RECEIPT_RECEIVED && claim->claim_number[0] == '\0')
		state = RECEIPT_SAVED;
	add_head(ret_receipt, claim->site, claim->copy);
	add(ret_receipt, RECEIPT_STATE, TR(state_words[state]));
	if (claim->replaces)
		add(ret_receipt, RECEIPT_CENTRE, TR("Menggantikan struk sebelumnya."));
	add(ret_receipt, RECEIPT_RULE, "");
	add_claim(ret_receipt, claim, state == RECEIPT_RECEIVED);
	add_code(ret_receipt, claim->code, TR("Kode Anda"));
	add_next(ret_receipt, claim, state);
	add_foot(ret_receipt, &(struct foot){ .kiosk = claim->kiosk,
				      .zone = claim->zone,
				      .officer = claim->officer,
				      .branch = claim->branch,
				      .on = claim->on,
				      .second_of_day = claim->second_of_day });
}

static void
add_where(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	char clock[TIME_ROOM];

	if (ticket->place[0] != '\0')
		add_pair(receipt, TR("Tempat"), ticket->place);
	if (!date_is_known(ticket->visit_on))
		return;
	add_dated(receipt, N_("Datang pada {date}."), ticket->visit_on);
	if (ticket->visit_second_of_day < 0)
		return;
	time_of_day(ticket->visit_second_of_day, ticket->zone, clock);
	add_pair(receipt, TR("Jam datang"), clock);
}

static void
add_to_bring(struct receipt *receipt, const struct ticket_receipt *ticket)
{
	add(receipt, RECEIPT_RULE, "");
	add(receipt, RECEIPT_BOLD, TR("Bawa:"));
	add(receipt, RECEIPT_ITEM, TR("KTP"));
	add(receipt, RECEIPT_ITEM, TR("Kartu BPJS Ketenagakerjaan, jika ada"));
	add_papers(receipt, N_("Bawa juga:"), N_("Bawa salah satu:"),
		N_("Bawa juga semua ini:"), ticket->reason, ticket->papers, ticket->papers_n);
	if (ticket->handed_over)
		add(receipt, RECEIPT_TEXT_LINE,
			TR("Data Anda sudah dicatat. Tidak perlu mengisi lagi."));
}

void
receipt_of_ticket(const struct ticket_receipt *ticket, struct receipt *ret_receipt)
{
	add_head(ret_receipt, ticket->site, ticket->copy);
	if (ticket->priority)
		add(ret_receipt, RECEIPT_STATE, TR("PRIORITAS"));
	add(ret_receipt, RECEIPT_STATE,
		ticket->notice ? TR("KETERANGAN") : TR("TIKET PETUGAS"));
	if (ticket->number[0] != '\0')
		add(ret_receipt, RECEIPT_BIG, ticket->number);
	add(ret_receipt, RECEIPT_RULE, "");
	if (ticket->why != NULL && ticket->why[0] != '\0')
		add(ret_receipt, RECEIPT_TEXT_LINE, ticket->why);
	if (date_is_known(ticket->possible_from))
		add_dated(ret_receipt, N_("Uang bisa diambil mulai {date}."),
			ticket->possible_from);
	if (ticket->name_masked[0] != '\0')
		add_pair(ret_receipt, TR("Nama"), ticket->name_masked);
	if (ticket->reason != REASON_NONE)
		add_pair(ret_receipt, TR("Alasan"), TR(claim_reason_words(ticket->reason)));
	add_where(ret_receipt, ticket);
	add_to_bring(ret_receipt, ticket);
	if (!ticket->notice)
		add_code(ret_receipt, ticket->code, TR("Kode untuk petugas"));
	add_foot(ret_receipt, &(struct foot){ .kiosk = ticket->kiosk,
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
	add_pair(receipt, shown, text);
}

static void
add_unsent_count(struct receipt *receipt, const char *text, int n)
{
	char count[12], sentence[RECEIPT_TEXT];
	const struct fill fill = { "n", count };
	enum status st = str_format(count, sizeof(count), "%d", n);

	assert(st == ST_OK);
	(void)st;
	fill_sentence(text, &fill, 1, sentence);
	add(receipt, RECEIPT_BOLD, sentence);
}

void
receipt_of_unsent(const struct unsent_receipt *unsent, struct receipt *ret_receipt)
{
	char day[DATE_LONG], clock[TIME_ROOM];

	add_head(ret_receipt, unsent->site, false);
	add(ret_receipt, RECEIPT_STATE, TR("BELUM TERKIRIM"));
	add(ret_receipt, RECEIPT_CENTRE, TR("Daftar untuk petugas"));
	add(ret_receipt, RECEIPT_RULE, "");
	add_unsent_count(
		ret_receipt, N_("{n} klaim menunggu pusat."), (int)unsent->n + unsent->more);
	add(ret_receipt, RECEIPT_TEXT_LINE, TR("Semua aman di mesin ini."));
	add(ret_receipt, RECEIPT_RULE, "");
	for (size_t i = 0; i < unsent->n; i++)
		add_unsent_row(ret_receipt, &unsent->row[i]);
	if (unsent->more > 0)
		add_unsent_count(ret_receipt, N_("dan {n} klaim lagi"), unsent->more);
	add(ret_receipt, RECEIPT_RULE, "");
	add(ret_receipt, RECEIPT_TEXT_LINE, TR("belum: menunggu jaringan"));
	add(ret_receipt, RECEIPT_TEXT_LINE, TR("ditanya: mungkin sudah sampai di pusat"));
	add(ret_receipt, RECEIPT_TEXT_LINE, TR("petugas: pusat menolak, petugas bertindak"));
	add(ret_receipt, RECEIPT_RULE, "");
	date_format_long(unsent->on, day);
	time_of_day(unsent->second_of_day, unsent->zone, clock);
	add_pair(ret_receipt, TR("Tanggal"), day);
	add_pair(ret_receipt, TR("Jam"), clock);
	add_pair(ret_receipt, TR("Kios"), unsent->kiosk);
	add(ret_receipt, RECEIPT_TEXT_LINE, TR("Simpan sampai semua terkirim."));
	add(ret_receipt, RECEIPT_CUT, "");
}
