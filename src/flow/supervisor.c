/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a supervisor does at the kiosk: looks again at what was done on an officer's word, reads the log, opens and closes
 * the day. Over the officer's flow, and never over a participant's visit.
 */
#include "flow/supervisor.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/ending.h"

#include <string.h>

static bool
may_review(const struct answers *a, const struct place *p)
{
	(void)p;
	return staff_may(a->officer.role, RIGHT_REVIEW);
}

static bool
may_read(const struct answers *a, const struct place *p)
{
	(void)p;
	return staff_may(a->officer.role, RIGHT_LOG);
}

static bool
may_end_day(const struct answers *a, const struct place *p)
{
	(void)p;
	return staff_may(a->officer.role, RIGHT_DAY);
}

static void
fill_menu(const struct answers *a, const struct place *p, struct page *page)
{
	char day[DATE_LONG];

	(void)a;
	if (date_is_known(p->day_left_open)) {
		date_format_long(p->day_left_open, day);
		(void)page_linef(page, LINE_WARN, "", TR(N_("Belum ditutup: %s")), day);
	}
}

/* --- what is to be looked at -------------------------------------------------------------------------------------- */

static const struct review_item *
item_of(const struct answers *a)
{
	return &a->review[a->review_at];
}

static bool
has_item(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->reviews_n > 0 && review_may(a->officer.id, a->officer.role,
					   item_of(a)->officer, item_of(a)->second);
}

static bool
has_more(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->reviews_n > 1;
}

static void
next_item(struct answers *a, int value)
{
	(void)value;
	a->review_at = a->reviews_n > 0 ? (a->review_at + 1) % (int)a->reviews_n : 0;
}

static void
judge(struct answers *a, int value)
{
	a->review_verdict = (enum review_verdict)value;
	a->review_written[0] = '\0';
}

static void
fill_item(const struct review_item *item, struct page *page)
{
	char code[CODE_SHOWN_ROOM], day[DATE_LONG];

	(void)page_line(page, LINE_STRONG, "", TR(review_words(item->kind)));
	if (item->face == FACE_LATER_MATCHED)
		(void)page_line(page, LINE_GOOD, "", TR(N_("Foto cocok kemudian.")));
	if (item->face == FACE_LATER_DIFFERED)
		(void)page_line(
			page, LINE_WARN, "", TR(N_("Foto diperiksa kemudian: tidak cocok.")));
	code_show(item->code, code);
	date_format_long(item->on, day);
	if (item->code[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	(void)page_line(page, LINE_PAIR, TR(N_("Tanggal")), day);
	(void)page_line(page, LINE_PAIR, TR(N_("Petugas")),
		item->initials[0] ? item->initials : TR(N_("tidak ada")));
}

static void
fill_review(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->review_failed)
		(void)page_line(page, LINE_WARN, "", TR(N_("Belum tercatat. Coba lagi.")));
	if (a->reviews_n == 0) {
		str_clip(page->ask, sizeof(page->ask), TR(N_("Tidak ada yang perlu ditinjau")));
		return;
	}
	if (str_format(page->ask, sizeof(page->ask), TR(N_("Perlu ditinjau: %d dari %d")),
		    a->review_at + 1, a->reviews_open) != ST_OK)
		page->ask[0] = '\0';
	fill_item(item_of(a), page);
	if (!has_item(a, p))
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Pekerjaan Anda sendiri. Supervisor lain yang meninjau.")));
}

/* The n-th note of the verdict; NOTE_NONE past the last one. */
static enum review_note
note_at(enum review_verdict verdict, int n)
{
	for (int note = NOTE_NONE + 1; note < REVIEW_NOTES; note++)
		if (review_note_fits((enum review_note)note, verdict) && n-- == 0)
			return (enum review_note)note;
	return NOTE_NONE;
}

static void
fill_notes(const struct answers *a, const struct place *p, struct page *page)
{
	enum review_note note;

	(void)p;
	(void)page_line(page, LINE_STRONG, "", TR(review_verdict_words(a->review_verdict)));
	for (int n = 0; (note = note_at(a->review_verdict, n)) != NOTE_NONE; n++)
		(void)page_choice(page, (char)('1' + n), TR(review_note_words(note)));
}

static const char *
choose_note(struct answers *a, const struct place *p, char key)
{
	(void)p;
	if (key < '1' || note_at(a->review_verdict, key - '1') == NOTE_NONE)
		return NULL;
	a->review_note = note_at(a->review_verdict, key - '1');
	return a->review_note == NOTE_WRITTEN ? "review_write" : "review_mark";
}

static const struct field written_field = {
	.name = "review_written",
	.kind = FIELD_TEXT,
	.label = N_("Catatan"),
	.max = 40,
	.offset = offsetof(struct answers, review_written),
	.room = sizeof(((struct answers *)0)->review_written),
};

/* --- the log -------------------------------------------------------------------------------------------------------- */

/* Kinds of events to look for, in the order of the key. */
static const struct {
	const char *words, *filter;
} kinds[] = {
	{ N_("semua"), NULL },
	{ N_("klaim"), "claim.*" },
	{ N_("petugas"), "staff.*" },
	{ N_("kunjungan"), "visit.*" },
	{ N_("kiriman"), "request.*" },
	{ N_("kertas"), "print.*" },
	{ N_("jaringan"), "line.*" },
	{ N_("mesin"), "kiosk.*" },
	{ N_("tinjauan"), "review.*" },
};

const char *
supervisor_log_event(const struct answers *a)
{
	return kinds[a->log.kind].filter;
}

enum status
supervisor_log_outcomes(const struct answers *a, char *ret_codes, size_t room)
{
	return ending_codes(a->log.endings, ret_codes, room);
}

static void
next_day(struct answers *a, int value)
{
	(void)value;
	a->log.days_ago =
		a->log.days_ago + 1 > LOG_DAYS_BACK ? LOG_ANY_DAY : a->log.days_ago + 1;
}

static void
next_kind(struct answers *a, int value)
{
	(void)value;
	a->log.kind = (a->log.kind + 1) % (int)ARRAY_LEN(kinds);
}

static void
follow(struct answers *a, int value)
{
	(void)value;
	a->log.follows = !a->log.follows;
}

static void
stop_following(struct answers *a, int value)
{
	(void)value;
	a->log.follows = false;
}

static void
all_again(struct answers *a, int value)
{
	(void)value;
	a->log = (struct log_view){ .days_ago = LOG_ANY_DAY };
}

static bool
has_older(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->log.end;
}

static void
fill_log(const struct answers *a, const struct place *p, struct page *page)
{
	const struct log_view *log = &a->log;
	char day[DATE_LONG];

	(void)p;
	if (log->missing)
		(void)page_line(
			page, LINE_WARN, "", TR(N_("Kode itu tidak ada di mesin ini.")));
	else if (log->n == 0)
		(void)page_line(page, LINE_TEXT, "",
			log->looking ? TR(N_("Mencari…")) : TR(N_("Tidak ada catatan.")));
	for (size_t i = 0; i < log->n; i++)
		(void)page_line(page, LINE_PAIR, log->line[i].when, log->line[i].text);
	if (log->looking && date_is_known(log->back)) {
		date_format_long(log->back, day);
		(void)page_linef(page, LINE_TEXT, "", TR(N_("Dicari sampai %s")), day);
	}
	if (log->follows)
		(void)page_line(page, LINE_GOOD, "", TR(N_("Diikuti langsung")));
}

/* "ditolak atau tidak, gagal atau rusak" */
static void
list_endings(unsigned endings, char *ret_text, size_t room)
{
	size_t n = 0;

	str_clip(ret_text, room, endings == 0 ? TR(N_("semua")) : "");
	for (int i = 0; i < ENDINGS; i++)
		if (endings & 1u << i &&
			str_format(ret_text + n, room - n, "%s%s", n > 0 ? ", " : "",
				TR(ending_words((enum ending)i))) == ST_OK)
			n = strlen(ret_text);
}

/* Each is put in or taken out by its key; with none of them all are shown. */
static void
fill_endings(const struct answers *a, const struct place *p, struct page *page)
{
	char text[sizeof(page->choice[0].text)];

	(void)p;
	for (int i = 0; i < ENDINGS; i++) {
		const char *words = TR(ending_words((enum ending)i));

		if (str_format(text, sizeof(text), "%s %s",
			    a->log.endings & 1u << i ? "[x]" : "[ ]", words) != ST_OK)
			str_clip(text, sizeof(text), words);
		(void)page_choice(page, (char)('1' + i), text);
	}
	(void)page_choice(page, '0', TR(N_("Selesai")));
}

static const char *
choose_ending(struct answers *a, const struct place *p, char key)
{
	(void)p;
	if (key == '0')
		return "log_filter";
	if (key < '1' || key >= '1' + ENDINGS)
		return NULL;
	a->log.endings ^= 1u << (key - '1');
	return "log_endings";
}

static void
fill_filters(const struct answers *a, const struct place *p, struct page *page)
{
	struct date day = date_add_days(p->today, -a->log.days_ago);
	char text[PAGE_TEXT];

	if (a->log.days_ago == LOG_ANY_DAY)
		str_clip(text, sizeof(text), TR(N_("semua")));
	else
		date_format_long(day, text);
	(void)page_line(page, LINE_PAIR, TR(N_("Hari")), text);
	(void)page_line(page, LINE_PAIR, TR(N_("Jenis")), TR(kinds[a->log.kind].words));
	list_endings(a->log.endings, text, sizeof(text));
	(void)page_line(page, LINE_PAIR, TR(N_("Hasil")), text);
	if (a->log.code_typed[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), a->log.code_typed);
}

static enum flaw
check_code(const char *typed, const struct answers *a, const struct place *p)
{
	char code[CODE_ROOM];

	(void)a;
	(void)p;
	return typed[0] ? code_read(typed, code) : FLAW_NONE;
}

static const struct field code_field = {
	.name = "log_code",
	.kind = FIELD_TEXT,
	.label = N_("Kode struk"),
	.max = 16,
	.offset = offsetof(struct answers, log) + offsetof(struct log_view, code_typed),
	.room = sizeof(((struct log_view *)0)->code_typed),
	.optional = true,
	.check = check_code,
};

/* --- the day -------------------------------------------------------------------------------------------------------- */

static void
want_day(struct answers *a, int value)
{
	a->day_wish = (enum day_wish)value;
}

static void
fill_day(const struct answers *a, const struct place *p, struct page *page)
{
	static const char *const words[] = {
		[DAY_OPEN] = "", /* the machine is shown then */
		[DAY_CLOSE] = N_("Hari ini ditutup. Catatan dikirim ke pusat."),
		[DAY_SLIP] = N_("Keadaan sampai saat ini."),
	};

	(void)p;
	if (a->outcome == OUTCOME_REFUSED)
		(void)page_line(
			page, LINE_WARN, "", TR(N_("Sudah begitu. Tidak ada yang berubah.")));
	else if (a->outcome == OUTCOME_NOT_FOUND)
		(void)page_line(
			page, LINE_WARN, "", TR(N_("Disk bermasalah. Hubungi teknisi.")));
	else
		(void)page_line(page, LINE_GOOD, "", TR(words[a->day_wish]));
	if (a->outcome == OUTCOME_AWAY)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Kertas tidak keluar. Periksa printer, lalu cetak lagi.")));
}

/* --- rows ------------------------------------------------------------------------------------------------------------- */

static const struct option menu_options[] = {
	{ .key = '1', .text = N_("Perlu ditinjau"), .when = may_review, .go = "review_find" },
	{ .key = '2',
		.text = N_("Catatan"),
		.when = may_read,
		.set = all_again,
		.go = "log_find" },
	{ .key = '3',
		.text = N_("Mulai hari: buka dan periksa mesin"),
		.when = may_end_day,
		.set = want_day,
		.value = DAY_OPEN,
		.go = "day_begin" },
	{ .key = '4',
		.text = N_("Tutup hari dan cetak"),
		.when = may_end_day,
		.set = want_day,
		.value = DAY_CLOSE,
		.go = "day_do" },
	{ .key = '5',
		.text = N_("Cetak keadaan hari ini"),
		.when = may_end_day,
		.set = want_day,
		.value = DAY_SLIP,
		.go = "day_do" },
	{ .key = '6', .text = N_("Kembali"), .go = GO_POP },
};

static const struct option review_options[] = {
	{ .key = '1',
		.text = N_("Sesuai"),
		.when = has_item,
		.set = judge,
		.value = REVIEW_FITS,
		.go = "review_note" },
	{ .key = '2',
		.text = N_("Dipertanyakan"),
		.when = has_item,
		.set = judge,
		.value = REVIEW_QUESTIONED,
		.go = "review_note" },
	{ .key = '3',
		.text = N_("Berikutnya"),
		.when = has_more,
		.set = next_item,
		.go = "review" },
	{ .key = '4', .text = N_("Kembali"), .go = "supervisor" },
};

static const struct option log_options[] = {
	{ .key = '1',
		.text = N_("Lebih lama"),
		.when = has_older,
		.set = stop_following,
		.go = "log_more" },
	{ .key = '2',
		.text = N_("Terbaru, ikuti langsung atau berhenti"),
		.set = follow,
		.go = "log_find" },
	{ .key = '3', .text = N_("Saring"), .set = stop_following, .go = "log_filter" },
	{ .key = '4', .text = N_("Kembali"), .set = stop_following, .go = "supervisor" },
};

static const struct option filter_options[] = {
	{ .key = '1', .text = N_("Hari yang lain"), .set = next_day, .go = "log_filter" },
	{ .key = '2', .text = N_("Jenis yang lain"), .set = next_kind, .go = "log_filter" },
	{ .key = '3', .text = N_("Pilih hasil"), .go = "log_endings" },
	{ .key = '4', .text = N_("Kode struk"), .go = "log_code" },
	{ .key = '5', .text = N_("Tampilkan"), .go = "log_find" },
};

static const struct option day_options[] = {
	{ .key = '1', .text = N_("Kembali"), .go = "supervisor" },
};

static const struct branch begin_branches[] = {
	{ OUTCOME_REFUSED, "day" },
	{ OUTCOME_NOT_FOUND, "day" },
};

static const struct step supervisor_steps[] = {
	{
		.name = "supervisor",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Supervisor: apa yang Anda lakukan?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Hak petugas berakhir bila 60 detik tidak ada tombol."),
		.fill = fill_menu,
		OPTIONS(menu_options),
	},
	{
		.name = "review_find",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencari yang perlu ditinjau"),
		.effect = EFFECT_REVIEWS,
		.next = "review",
	},
	{
		.name = "review",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Perlu ditinjau"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Klaim tetap dikirim; tidak ada yang menunggu tinjauan."),
		.fill = fill_review,
		OPTIONS(review_options),
	},
	{
		.name = "review_note",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Mengapa?"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_notes,
		.choose = choose_note,
	},
	{
		.name = "review_write",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Catatan Anda"),
		.todo = N_("Ketik singkat, lalu tekan Enter."),
		.help = N_("Jangan tulis nama atau nomor orang."),
		.field = &written_field,
		.next = "review_mark",
	},
	{
		.name = "review_mark",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat tinjauan"),
		.effect = EFFECT_REVIEW_MARK,
		.next = "review_find",
	},
	{
		.name = "log_find",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membaca catatan"),
		.effect = EFFECT_LOG,
		.next = "log",
	},
	{
		.name = "log_more",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membaca catatan"),
		.effect = EFFECT_LOG_MORE,
		.next = "log",
	},
	{
		.name = "log",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Catatan, yang terbaru dulu"),
		.fill = fill_log,
		OPTIONS(log_options),
	},
	{
		.name = "log_filter",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Catatan mana?"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_filters,
		OPTIONS(filter_options),
	},
	{
		.name = "log_endings",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Hasil yang mana?"),
		.todo = N_("Tekan angka untuk memilih atau melepas."),
		.help = N_("Tidak ada yang dipilih: semua."),
		.fill = fill_endings,
		.choose = choose_ending,
	},
	{
		.name = "log_code",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Kode struk?"),
		.todo = N_("Ketik atau pindai, lalu Enter. Semua? Enter saja."),
		.field = &code_field,
		.next = "log_filter",
	},
	{
		.name = "day_begin",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuka hari"),
		.effect = EFFECT_DAY,
		BRANCHES(begin_branches),
		.next = GO_MORNING,
	},
	{
		.name = "day_do",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menulis hari ini"),
		.effect = EFFECT_DAY,
		.next = "day",
	},
	{
		.name = "day",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Hari ini"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_day,
		OPTIONS(day_options),
	},
};

const struct flow supervisor_flow = {
	.name = "supervisor",
	.service = N_("Supervisor"),
	.steps = supervisor_steps,
	.n = ARRAY_LEN(supervisor_steps),
};
