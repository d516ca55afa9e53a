/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of a member of staff at a desk. */
#include "flow/seat.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/ticket.h"
#include "flow/waiting.h"

#include <string.h>

struct seat_option {
	char key;
	const char *text;
	bool (*when)(const struct seat_view *view); /* NULL: always */
	enum seat_wish wish;
};

struct seat_row {
	enum step_kind kind;
	const char *name, *ask, *todo, *help;
	void (*fill)(const struct seat_view *view, struct page *page);
	const struct seat_option *options;
	size_t options_n;
};

#define SEAT_OPTIONS(table) .options = (table), .options_n = ARRAY_LEN(table)

/* --- the call list ---------------------------------------------------------------------------------------------------- */

static bool
somebody(const struct seat_view *view)
{
	return view->somebody;
}

static bool
is_wanted(const struct seat_view *view)
{
	return view->wanted != NULL;
}

static void
fill_call(const struct seat_view *view, struct page *page)
{
	if (view->called && view->called_min > 0)
		(void)page_linef(page, LINE_WARN, "",
			TR(N_("Peserta memanggil petugas, %d menit lalu")), view->called_min);
	else if (view->called)
		(void)page_line(page, LINE_WARN, "", TR(N_("Peserta memanggil petugas")));
	if (view->service[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Layanan")), TR(view->service));
	(void)page_line(page, LINE_PAIR, TR(N_("Langkah")), TR(view->ask));
	(void)page_linef(page, LINE_PAIR, TR(N_("Lama")), TR(N_("%d menit")), view->here_min);
	if (view->helper[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Dibantu")), view->helper);
}

static void
fill_list(const struct seat_view *view, struct page *page)
{
	if (view->somebody)
		fill_call(view, page);
	else
		(void)page_line(page, LINE_TEXT, "", TR(N_("Tidak ada peserta di mesin")));
	if (view->wanted)
		(void)page_linef(page, LINE_WARN, "", TR(N_("Persetujuan diminta %s: %s")),
			view->wanted_by, TR(view->wanted));
	(void)page_linef(page, LINE_PAIR, TR(N_("Serahan")), TR(N_("%d menunggu")),
		view->handovers_open);
}

static const struct seat_option list_options[] = {
	{ '1', N_("Lihat layar peserta"), somebody, SEAT_WISH_WATCH },
	{ '2', N_("Beri persetujuan"), is_wanted, SEAT_WISH_APPROVAL },
	{ '3', N_("Klaim yang menunggu petugas"), NULL, SEAT_WISH_CLAIMS },
	{ '4', N_("Serahan dari peserta"), NULL, SEAT_WISH_HANDOVERS },
	{ '9', N_("Keluar"), NULL, SEAT_WISH_SIGN_OUT },
};

/* --- what waits ------------------------------------------------------------------------------------------------------- */

static size_t
shown(const struct seat_view *view)
{
	return view->screen == SEAT_CLAIMS ? view->claims_n : view->handovers_n;
}

static bool
more(const struct seat_view *view)
{
	return shown(view) > 1;
}

static void
ask_of_list(const struct seat_view *view, const char *none, const char *some, struct page *page)
{
	if (shown(view) == 0)
		str_clip(page->ask, sizeof(page->ask), none);
	else
		(void)str_format(page->ask, sizeof(page->ask), TR(N_("%s: %d dari %d")), some,
			(int)view->at + 1, (int)shown(view));
}

static void
pair_code(const char *label, const char *code, struct page *page)
{
	char text[CODE_SHOWN_ROOM];

	code_show(code, text);
	(void)page_line(page, LINE_PAIR, label, text);
}

static void
pair_day(const char *label, struct date on, struct page *page)
{
	char text[DATE_LONG];

	date_format_long(on, text);
	(void)page_line(page, LINE_PAIR, label, text);
}

static bool
acts(const struct seat_view *view, enum parked_act act)
{
	return view->may_act && view->claims_n > 0 &&
	       waiting_act_first(&view->claim[view->at]) == act;
}

static bool
should_resend(const struct seat_view *view)
{
	return acts(view, PARKED_RESEND);
}

/* The participant says so, at the kiosk's keys. */
static bool
needs_person(const struct seat_view *view)
{
	return acts(view, PARKED_CORRECT) || acts(view, PARKED_DROP);
}

static bool
should_call(const struct seat_view *view)
{
	return acts(view, PARKED_CALL) || needs_person(view);
}

static bool
can_hand_over(const struct seat_view *view)
{
	return view->may_act && view->claims_n > 0 && !view->claim[view->at].withdrawal;
}

static void
fill_claims(const struct seat_view *view, struct page *page)
{
	const struct waiting_claim *claim = &view->claim[view->at];

	ask_of_list(view, TR(N_("Tidak ada klaim yang menunggu petugas")),
		TR(N_("Menunggu petugas")), page);
	if (shown(view) == 0)
		return;
	waiting_fill_claim(claim, view->today, page);
	if (needs_person(view))
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Di mesin, bersama peserta: menu petugas 8.")));
}

static void
fill_contact(const struct seat_view *view, struct page *page)
{
	waiting_fill_contact(&view->contact, page);
	if (!view->contact.phone[0] && contact_has_address(&view->contact))
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Cetak suratnya di mesin: menu petugas 8.")));
}

static void
fill_handovers(const struct seat_view *view, struct page *page)
{
	const struct seat_handover *handover = &view->handover[view->at];

	ask_of_list(view, TR(N_("Tidak ada serahan dari peserta")),
		TR(N_("Serahan dari peserta")), page);
	if (shown(view) == 0)
		return;
	pair_code(TR(N_("Kode tiket")), handover->code, page);
	pair_day(TR(N_("Dibuat")), handover->on, page);
	(void)page_line(page, LINE_STRONG, "", TR(ticket_why_brief(handover->why)));
	if (handover->priority)
		(void)page_line(page, LINE_WARN, "", TR(N_("Layani lebih dulu")));
}

static const struct seat_option claims_options[] = {
	{ '1', N_("Kirim lagi, seperti semula"), should_resend, SEAT_WISH_RESEND },
	{ '1', N_("Hubungi peserta"), should_call, SEAT_WISH_CONTACT },
	{ '2', N_("Berikutnya"), more, SEAT_WISH_NEXT },
	{ '3', N_("Jadikan berkas bernomor"), can_hand_over, SEAT_WISH_HAND_OVER },
	{ '9', N_("Kembali"), NULL, SEAT_WISH_LIST },
};

static const struct seat_option contact_options[] = {
	{ '1', N_("Sudah bicara dengan peserta"), NULL, SEAT_WISH_REACHED },
	{ '2', N_("Belum terhubung"), NULL, SEAT_WISH_MISSED },
	{ '9', N_("Kembali"), NULL, SEAT_WISH_CLAIMS },
};

static const struct seat_option walk_options[] = {
	{ '2', N_("Berikutnya"), more, SEAT_WISH_NEXT },
	{ '9', N_("Kembali"), NULL, SEAT_WISH_LIST },
};

/* --- PINs ------------------------------------------------------------------------------------------------------------- */

static void
fill_pin(const struct seat_view *view, struct page *page)
{
	page->field.kind = FIELD_PIN;
	page->field.max = PIN_LENGTH;
	str_clip(page->field.label, sizeof(page->field.label), TR(N_("PIN petugas")));
	memset(page->field.typed, '*', (size_t)view->typed);
	page->can_erase = view->typed > 0;
	page->can_enter = true;
	str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("lanjut")));
}

static void
fill_approval(const struct seat_view *view, struct page *page)
{
	if (view->wanted == NULL) {
		(void)page_line(page, LINE_STRONG, "", TR(N_("Sudah tidak diminta lagi")));
		return;
	}
	(void)page_line(page, LINE_STRONG, "", TR(view->wanted));
	(void)page_line(page, LINE_PAIR, TR(N_("Diminta oleh")), view->wanted_by);
	fill_pin(view, page);
}

/* --- the rows --------------------------------------------------------------------------------------------------------- */

static const struct seat_row rows[SEAT_SCREENS] = {
	[SEAT_PIN] = { .kind = STEP_FORM,
		.name = "seat_pin",
		.ask = N_("Meja petugas: ketik PIN Anda"),
		.todo = N_("Ketik 6 angka, lalu tekan Enter."),
		.help = N_("Tekan * untuk keluar."),
		.fill = fill_pin },
	[SEAT_LIST] = { .kind = STEP_CHOICE,
		.name = "seat_list",
		.ask = N_("Meja petugas"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Hak petugas berakhir bila 60 detik tidak ada tombol."),
		.fill = fill_list,
		SEAT_OPTIONS(list_options) },
	[SEAT_CLAIMS] = { .kind = STEP_CHOICE,
		.name = "seat_claims",
		.ask = N_("Menunggu petugas"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Cari datanya di mesin: menu petugas 7."),
		.fill = fill_claims,
		SEAT_OPTIONS(claims_options) },
	[SEAT_CONTACT] = { .kind = STEP_CHOICE,
		.name = "seat_contact",
		.ask = N_("Hubungi peserta"),
		.todo = N_("Sesudah itu, tekan satu angka."),
		.help = N_("Sebut kode struk. Jangan minta PIN atau kode SMS."),
		.fill = fill_contact,
		SEAT_OPTIONS(contact_options) },
	[SEAT_HANDOVERS] = { .kind = STEP_CHOICE,
		.name = "seat_handovers",
		.ask = N_("Serahan dari peserta"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Peserta membawa tiket dengan kode ini."),
		.fill = fill_handovers,
		SEAT_OPTIONS(walk_options) },
	[SEAT_APPROVAL] = { .kind = STEP_FORM,
		.name = "seat_approval",
		.ask = N_("Setuju? Ketik PIN Anda sendiri"),
		.todo = N_("Setuju: 6 angka, lalu Enter. Tidak: tekan *."),
		.help = N_("Peminta tidak boleh menyetujui sendiri."),
		.fill = fill_approval },
};

static void
fill_top(const struct seat_view *view, struct page *page)
{
	(void)str_format(page->service, sizeof(page->service),
		view->initials[0] ? "%s %s" : "%s%s", TR(N_("Meja petugas")), view->initials);
	page->plus = PLUS_NOTHING;
	page->can_back = view->screen != SEAT_LIST;
	if (view->notice && view->wait_s > 0)
		page_notice_wait(page, view->notice, view->wait_s);
	else if (view->notice)
		str_clip(page->notice, sizeof(page->notice), TR(view->notice));
	else if (view->working)
		str_clip(page->notice, sizeof(page->notice), TR(N_("Mohon tunggu sebentar.")));
	page->notice_is_bad = view->notice && view->notice_is_bad;
}

void
seat_fill(const struct seat_view *view, struct page *page)
{
	const struct seat_row *row = &rows[view->screen];

	page_init(page);
	page->kind = row->kind;
	str_clip(page->name, sizeof(page->name), row->name);
	str_clip(page->ask, sizeof(page->ask), TR(row->ask));
	str_clip(page->todo, sizeof(page->todo), TR(row->todo));
	str_clip(page->help, sizeof(page->help), TR(row->help));
	fill_top(view, page);
	row->fill(view, page);
	for (size_t i = 0; i < row->options_n; i++)
		if (row->options[i].when == NULL || row->options[i].when(view))
			(void)page_choice(page, row->options[i].key, TR(row->options[i].text));
}

enum seat_wish
seat_wish(const struct seat_view *view, char key)
{
	const struct seat_row *row = &rows[view->screen];

	for (size_t i = 0; i < row->options_n; i++)
		if (row->options[i].key == key &&
			(row->options[i].when == NULL || row->options[i].when(view)))
			return row->options[i].wish;
	return SEAT_WISH_NONE;
}

bool
seat_takes_pin(const struct seat_view *view)
{
	return view->screen == SEAT_PIN || (view->screen == SEAT_APPROVAL && view->wanted);
}

/* --- the participant's page ------------------------------------------------------------------------------------------- */

static void
put_notice(const char *notice, struct page *page)
{
	if (notice == NULL)
		return;
	str_clip(page->notice, sizeof(page->notice), TR(notice));
	page->notice_is_bad = false;
}

void
seat_look_on(const char *helper, const char *notice, struct page *page)
{
	page->plus = PLUS_NOTHING;
	page->can_back = true;
	page->can_erase = page->why_asked = page->zero_is_why = false;
	page->can_enter = helper[0] == '\0';
	page->why[0] = '\0';
	str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("bantu peserta")));
	if (helper[0] == '\0')
		str_clip(page->band, sizeof(page->band), TR(N_("ANDA MELIHAT LAYAR PESERTA")));
	else if (str_format(page->band, sizeof(page->band),
			 TR(N_("ANDA MELIHAT. %s sedang membantu.")), helper) != ST_OK)
		page->band[0] = '\0';
	put_notice(notice, page);
}

void
seat_help(const char *notice, struct page *page)
{
	page->plus = PLUS_MENU;
	str_clip(page->band, sizeof(page->band), TR(N_("ANDA MEMBANTU PESERTA DARI MEJA")));
	put_notice(notice, page);
}
