/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of a claim show of the answers. A line that does not fit is left out: the page is full by then. */
#include "flow/claim_fill.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "flow/claim_when.h"
#include "flow/claim_words.h"
#include "flow/paper.h"
#include "flow/record.h"
#include "rules/money.h"
#include "rules/parked.h"
#include "rules/region.h"

#include <string.h>

static void
pair(struct page *page, const char *label, const char *text)
{
	if (text[0])
		(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
pair_money(struct page *page, const char *label, int64_t rupiah)
{
	char text[MONEY_TEXT];

	money_format(rupiah, text);
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
pair_date(struct page *page, const char *label, struct date date)
{
	char text[DATE_LONG];

	date_format_long(date, text);
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
ask(struct page *page, const char *text)
{
	str_clip(page->ask, sizeof(page->ask), TR(text));
}

void
claim_why_sentence(const struct claim_decision *d, char *ret_text, size_t room)
{
	char date[DATE_LONG], amount[MONEY_TEXT];
	const struct fill holes[] = { { "date", date }, { "employer", d->employer },
		{ "amount", amount } };

	date_format_long(d->possible_from, date);
	money_format(d->total_balance, amount);
	(void)fill_text(ret_text, room, TR(claim_why_words(d->why)), holes,
		ARRAY_LEN(holes)); /* else empty: no half sentence */
}

static void
papers(struct page *page, const enum paper *paper, size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)page_linef(page, LINE_TEXT, "", "•  %s", TR(paper_words(paper[i])));
}

/* Only where the centre does not know the number: else it is right, whatever its region. */
static void
warn_region(const struct answers *a, const struct place *p, struct page *page)
{
	enum flaw flaw =
		p->regions != NULL && a->nik[0] ? region_check(p->regions, a->nik) : FLAW_NONE;

	if (flaw != FLAW_NONE)
		say(page, LINE_WARN, flaw_words(flaw));
}

void
claim_fill_not_found(const struct answers *a, const struct place *p, struct page *page)
{
	warn_region(a, p, page);
}

void
claim_fill_identity(const struct answers *a, const struct place *p, struct page *page)
{
	pair(page, N_("Nama"), a->name_masked);
	if (date_is_known(a->birth))
		pair_date(page, N_("Tanggal lahir"), a->birth);
	if (a->nik[0]) {
		char masked[24];

		nik_mask(a->nik, masked);
		pair(page, "NIK", masked);
	}
	if (a->without_centre) {
		say(page, LINE_WARN, N_("Tanpa pusat, nama belum bisa ditampilkan."));
		warn_region(a, p, page);
	}
}

void
claim_fill_face_no(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	if (a->service == SERVICE_SAVED && a->kept.asked[0])
		say(page, LINE_TEXT, N_("Slip orang lain? Kembali ke menu, pilih Ambil uang JHT."));
}

void
claim_fill_heirs(const struct answers *a, const struct place *p, struct page *page)
{
	static const enum paper due[] = { PAPER_DEATH, PAPER_HEIR, PAPER_HEIR_ID };

	(void)a;
	(void)p;
	say(page, LINE_STRONG, N_("Yang perlu dibawa:"));
	papers(page, due, ARRAY_LEN(due));
	say(page, LINE_TEXT, N_("•  Kartu BPJS Ketenagakerjaan almarhum, kalau ada"));
	say(page, LINE_TEXT, N_("•  Buku tabungan ahli waris"));
}

void
claim_fill_consent(const struct answers *a, const struct place *p, struct page *page)
{
	for (int i = 0; i < CONSENT_ON_SCREEN; i++)
		pair(page, consent_rows[i].label,
			consent_words(&consent_rows[i], a->service == SERVICE_CLAIM));
	if (p->camera) /* both ways weigh the same */
		str_clip(page->todo, sizeof(page->todo), TR(N_("Setuju? Tekan 1 atau 2, keduanya sama baik.")));
	else
		say(page, LINE_WARN, N_("Kamera tidak ada. Petugas melihat KTP Anda."));
}

/* What the centre, or its silence, meant for the last question; the first row that fits is said. */
static const struct {
	const char *problem;
	enum outcome outcome; /* OUTCOME_NONE: whatever it was */
	const char *words, *words_until; /* the second where the centre told how long: {time} */
} causes[] = {
	{ "account-dormant", OUTCOME_NONE, N_("Rekening ini sudah tidak aktif di bank.") },
	{ "account-not-found", OUTCOME_NONE, N_("Bank tidak mengenal nomor rekening ini.") },
	{ "face-service-busy", OUTCOME_NONE,
		N_("Pemeriksa foto sedang sibuk. Coba sebentar lagi.") },
	{ "maintenance", OUTCOME_NONE, N_("Kantor pusat sedang dirawat. Coba sebentar lagi."),
		N_("Kantor pusat sedang dirawat, kira-kira {time} lagi.") },
	{ "busy", OUTCOME_NONE, N_("Kantor pusat sedang sibuk. Coba sebentar lagi.") },
	{ "too-many-requests", OUTCOME_NONE,
		N_("Kantor pusat sedang sibuk. Coba sebentar lagi.") },
	{ "too-many-attempts", OUTCOME_NONE,
		N_("Sudah sering dicoba. Tunggu sebentar, atau petugas.") },
	{ "kiosk-not-admitted", OUTCOME_NONE,
		N_("Mesin ini belum diterima pusat. Mohon panggil petugas.") },
	{ "signature-invalid", OUTCOME_NONE,
		N_("Mesin ini belum diterima pusat. Mohon panggil petugas.") },
	{ "clock-skew", OUTCOME_NONE, N_("Jam mesin ini salah. Mohon panggil petugas.") },
	{ "consent-needed", OUTCOME_NONE, N_("Pusat belum menerima persetujuan Anda.") },
	{ "assurance-needed", OUTCOME_NONE,
		N_("Pusat belum menerima foto atau pemeriksaan KTP.") },
	{ "cancelled", OUTCOME_NONE, N_("Anda menghentikannya. Tidak ada yang hilang.") },
	{ NULL, OUTCOME_AWAY, N_("Pusat belum menjawab. Mungkin jaringan putus.") },
	{ NULL, OUTCOME_REFUSED, N_("Pusat menolak permintaan ini. Petugas bisa membantu.") },
};

static void
say_until(struct page *page, const char *text, int seconds)
{
	char time[PAGE_TIME], words[PAGE_TEXT];
	const struct fill until = { "time", time };

	page_time(seconds, time);
	if (fill_text(words, sizeof(words), TR(text), &until, 1) == ST_OK)
		(void)page_line(page, LINE_WARN, "", words);
}

void
person_fill_away(const struct answers *a, const struct place *p, struct page *page)
{
	claim_fill_trouble(a, p, page);
	if (person_needs_centre(a, p))
		str_clip(page->todo, sizeof(page->todo),
			TR(N_("Layanan ini perlu kantor pusat. Tekan satu angka.")));
}

void
claim_fill_trouble(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (size_t i = 0; i < ARRAY_LEN(causes); i++) {
		if (causes[i].problem && strcmp(causes[i].problem, a->problem) != 0)
			continue;
		if (causes[i].outcome != OUTCOME_NONE && causes[i].outcome != a->outcome)
			continue;
		if (causes[i].words_until && a->again_s > 0)
			say_until(page, causes[i].words_until, a->again_s);
		else
			say(page, LINE_WARN, causes[i].words);
		return;
	}
}

void
claim_fill_frozen(const struct answers *a, const struct place *p, struct page *page)
{
	(void)a;
	(void)p;
	say(page, LINE_WARN, N_("Mesin ini sudah lama tidak tersambung ke kantor pusat."));
	say(page, LINE_TEXT, N_("Bersama petugas, klaim bisa disimpan dulu di sini."));
	say(page, LINE_TEXT, N_("Petugas tidak ada? Minta tiket, lalu datang lagi."));
}

static void
returned_claim(const struct known_claim *claim, struct page *page)
{
	ask(page, N_("Klaim Anda dikembalikan, perlu diperbaiki"));
	str_clip(page->todo, sizeof(page->todo), TR(N_("Tekan 1 untuk memperbaikinya di sini.")));
	if (claim->return_reason[0])
		(void)page_line(page, LINE_WARN, "", claim_return_words(claim->return_reason));
}

void
claim_fill_open_claim(const struct answers *a, const struct place *p, struct page *page)
{
	for (size_t i = 0; i < a->claims_n; i++) {
		const struct known_claim *claim = &a->claim[i];

		if (!claim->open)
			continue;
		pair(page, N_("Nomor klaim"), claim->number);
		pair(page, N_("Diajukan lewat"), claim_channel_words(claim->channel));
		if (strcmp(claim->status, "returned") == 0)
			returned_claim(claim, page);
		else if (date_is_known(claim->promised))
			pair_date(page, N_("Dibayar paling lambat"), claim->promised);
		if (date_is_known(claim->promised) &&
			date_compare(claim->promised, p->today) < 0)
			say(page, LINE_WARN,
				N_("Sudah lewat. Petugas bisa bertanya ke pusat."));
	}
}

static void
card_line(struct page *page, const struct card *card)
{
	char kpj[16], money[MONEY_TEXT];

	kpj_group(card->kpj, kpj);
	money_format(card->balance, money);
	(void)page_linef(page, card->registered ? LINE_GOOD : LINE_WARN, "",
		card->registered ? "%s  %s  %s" : TR(N_("%s  %s  %s, belum terdaftar")), kpj,
		card->employer, money);
}

static void
phone_line(const struct answers *a, struct page *page)
{
	char phone[sizeof(a->phone)];

	phone_show(a->phone, phone);
	pair(page, N_("Nomor HP"), phone[0] ? phone : TR(N_("tidak punya")));
}

void
claim_fill_data(const struct answers *a, const struct place *p, struct page *page)
{
	char masked[24];

	(void)p;
	nik_mask(a->nik, masked);
	pair(page, N_("Nama"), a->name);
	pair(page, "NIK", masked);
	pair_date(page, N_("Tanggal lahir"), a->record_birth);
	if (a->birth_differs) {
		pair_date(page, N_("Menurut KTP"), a->birth);
		say(page, LINE_WARN,
			N_("Tanggal lahir berbeda. Diperbaiki di Dukcapil. Klaim tetap "
			   "jalan."));
	}
	for (size_t i = 0; i < a->cards_n; i++)
		card_line(page, &a->card[i]);
	if (a->jmo_blocked)
		say(page, LINE_WARN, N_("JMO Anda terblokir. Petugas bisa membukanya: tekan +."));
	if (record_misses(a, RECORD_DIGITS) || record_misses(a, RECORD_PICKED))
		say(page, LINE_WARN, N_("Ada data yang belum lengkap. Ditanyakan setelah ini."));
	if (record_misses(a, RECORD_STAFF))
		say(page, LINE_WARN,
			N_("Sebagian data diisi bersama petugas nanti. Klaim tetap jalan."));
	pair(page, N_("Ibu kandung"), a->mother_name);
	phone_line(a, page);
	pair(page, N_("Alamat"), a->address);
}

void
claim_fill_where_corrected(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	pair(page, N_("Nama, NIK, tanggal lahir"), TR(N_("Kantor Dukcapil")));
	pair(page, N_("Tempat kerja, tanggal kerja"), TR(N_("Perusahaan tempat bekerja")));
	pair(page, N_("HP, alamat, status kawin"),
		a->service == SERVICE_DATA ? TR(N_("Di sini: kembali, pilih angkanya"))
					   : TR(N_("Di menu 3, Perbarui data saya")));
	pair(page, N_("E-mail, nama ibu"), TR(N_("Petugas di sini")));
	pair(page, N_("Rekening"), TR(N_("Diisi setelah ini")));
}

static const struct card *
offered(const struct answers *a)
{
	for (size_t i = 0; i < a->cards_n; i++)
		if (!a->card[i].registered && !(a->cards_declined >> i & 1))
			return &a->card[i];
	return NULL;
}

static int64_t
registered_balance(const struct answers *a)
{
	int64_t sum = 0;

	for (size_t i = 0; i < a->cards_n; i++)
		if (a->card[i].registered)
			sum += a->card[i].balance;
	return sum;
}

void
claim_fill_unregistered(const struct answers *a, const struct place *p, struct page *page)
{
	const struct card *card = offered(a);
	int64_t before = registered_balance(a), limit = policy_limit_on(p->policy, p->today);
	char kpj[16];

	if (card == NULL)
		return;
	kpj_group(card->kpj, kpj);
	pair(page, "KPJ", kpj);
	pair(page, N_("Tempat kerja"), card->employer);
	pair_money(page, N_("Uang di KPJ ini"), card->balance);
	pair_money(page, N_("Jumlah sekarang"), before);
	pair_money(page, N_("Jumlah setelah ditambah"), before + card->balance);
	if (!a->ktp_seen && before <= limit && before + card->balance > limit) {
		say(page, LINE_WARN, N_("Setelah ditambah, klaim perlu dibantu petugas."));
		say(page, LINE_TEXT, N_("Uangnya tetap bisa diambil semua di sini."));
	}
}

void
claim_fill_card_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	if (strcmp(a->problem, "card-not-yours") == 0)
		say(page, LINE_WARN, N_("Pusat tidak menemukan KPJ ini untuk NIK Anda."));
	else if (strcmp(a->problem, "card-already-linked") == 0)
		say(page, LINE_WARN, N_("KPJ ini sudah terdaftar."));
	else if (a->outcome == OUTCOME_AWAY)
		say(page, LINE_WARN, N_("Pusat belum menjawab. Coba lagi sebentar."));
	else
		say(page, LINE_WARN, N_("Pusat menolak KPJ ini. Petugas bisa membantu."));
}

void
claim_fill_not_eligible(const struct answers *a, const struct place *p, struct page *page)
{
	const struct claim_decision *d = &a->decision;
	char text[PAGE_TEXT];

	(void)p;
	if (d->why == WHY_TOO_EARLY || d->why == WHY_UNDER_AGE || d->why == WHY_TOO_SHORT) {
		char date[DATE_LONG];

		date_format_long(d->possible_from, date);
		if (str_format(page->ask, sizeof(page->ask), TR(N_("Bisa diambil mulai %s")),
			    date) != ST_OK)
			ask(page, N_("Belum bisa diambil sekarang"));
	}
	claim_why_sentence(d, text, sizeof(text));
	(void)page_line(page, LINE_STRONG, "", text);
	pair(page, N_("Alasan Anda"), TR(claim_reason_words(a->reason)));
	if (d->total_balance > 0)
		pair_money(page, N_("Uang Anda sekarang"), d->total_balance);
	if (d->alternative == REASON_SEBAGIAN_10)
		say(page, LINE_GOOD, N_("Yang bisa sekarang: ambil sebagian, 10 persen."));
	else if (d->alternative != REASON_NONE)
		say(page, LINE_GOOD, N_("Yang bisa sekarang: ambil semua."));
}

void
claim_fill_needs_officer(const struct answers *a, const struct place *p, struct page *page)
{
	const struct claim_decision *d = &a->decision;

	if (d->over_limit) {
		pair_money(page, N_("Uang Anda"), d->total_balance);
		pair_money(
			page, N_("Batas tanpa petugas"), policy_limit_on(p->policy, p->today));
		say(page, LINE_TEXT,
			N_("Petugas cukup melihat KTP. Uang tetap bisa diambil semua."));
	}
	if (d->why == WHY_NOT_REPORTED) {
		char text[PAGE_TEXT];

		claim_why_sentence(d, text, sizeof(text));
		(void)page_line(page, LINE_WARN, "", text);
	}
	if (d->papers_n > 0) {
		say(page, LINE_STRONG, N_("Tunjukkan SALAH SATU surat ini:"));
		papers(page, d->papers, d->papers_n);
	}
	if (officer_is_beside(a) && !a->ktp_seen)
		say(page, LINE_WARN, N_("Petugas: tekan + lalu catat KTP dan surat."));
}

static void
account_line(const struct answers *a, const struct place *p, char *text, size_t room)
{
	const struct bank *bank = banks_find(p->banks, a->bank);
	char tail[16];

	tail_four(a->account, tail);
	if (str_format(text, room, "%s %s", bank ? bank->name : a->bank, tail) != ST_OK)
		text[0] = '\0';
}

static void
amount_lines(const struct claim_decision *d, struct page *page)
{
	char money[MONEY_TEXT];

	money_format(d->net, money);
	(void)page_linef(page, LINE_STRONG, "", TR(N_("Anda terima %s")), money);
	if (d->gross != d->net || d->gross != d->total_balance) {
		pair_money(page, N_("Uang JHT Anda"), d->total_balance);
		if (d->gross != d->total_balance)
			pair_money(page, N_("Yang diambil"), d->gross);
	}
	if (d->tax > 0)
		pair_money(page, N_("Potongan pajak"), d->tax);
	else
		pair(page, N_("Pajak"), TR(N_("tidak ada potongan pajak")));
}

void
claim_fill_amount(const struct answers *a, const struct place *p, struct page *page)
{
	char account[80];

	amount_lines(&a->decision, page);
	if (a->reason == REASON_SEBAGIAN_10) {
		say(page, LINE_WARN, N_("Sisa uang bisa kena pajak lebih besar"));
		say(page, LINE_TEXT, N_("bila diambil mulai tahun ketiga."));
	}
	if (!a->account_known)
		return;
	account_line(a, p, account, sizeof(account));
	if (a->holder_match == NAME_DIFFERENT) {
		pair(page, N_("Rekening tercatat"), account);
		say(page, LINE_WARN,
			N_("Rekening itu bukan atas nama Anda. Isi rekening lain."));
		return;
	}
	if (str_format(page->ask, sizeof(page->ask), TR(N_("Uang dikirim ke %s. Benar?")),
		    account) != ST_OK)
		ask(page, N_("Rekening ini benar?"));
	pair(page, N_("Atas nama"), a->holder);
}

/* --- banks ----------------------------------------------------------------------------------------------------------- */

enum { BANKS_A_PAGE = 8 };

/* The n-th bank of the list being shown: the short list, or page after page of all. */
static const struct bank *
listed(const struct answers *a, const struct place *p, int n)
{
	int want = a->bank_list_all ? a->bank_page * BANKS_A_PAGE + n : n;

	for (size_t i = 0; i < p->banks->n; i++) {
		if (!a->bank_list_all && !p->banks->bank[i].short_list)
			continue;
		if (want-- == 0)
			return &p->banks->bank[i];
	}
	return NULL;
}

const struct bank *
claim_bank_at(const struct answers *a, const struct place *p, char key)
{
	int n = key - '1';

	return n >= 0 && n < BANKS_A_PAGE ? listed(a, p, n) : NULL;
}

void
claim_bank_turn(struct answers *a, const struct place *p)
{
	a->bank_page = a->bank_list_all ? a->bank_page + 1 : 0;
	a->bank_list_all = true;
	if (listed(a, p, 0) == NULL)
		a->bank_page = 0;
}

void
claim_fill_banks(const struct answers *a, const struct place *p, struct page *page)
{
	for (int n = 0; n < BANKS_A_PAGE; n++) {
		const struct bank *bank = listed(a, p, n);

		if (bank)
			(void)page_choice(page, (char)('1' + n), bank->name);
	}
	(void)page_choice(page, BANK_MORE_KEY, TR(N_("Bank lain")));
}

void
claim_fill_holder(const struct answers *a, const struct place *p, struct page *page)
{
	char account[80];

	account_line(a, p, account, sizeof(account));
	(void)page_line(page, LINE_STRONG, "", a->holder);
	pair(page, N_("Rekening"), account);
	pair(page, N_("Nama Anda"), a->name);
	if (a->holder_match == NAME_DIFFERENT) {
		ask(page, N_("Rekening itu milik orang lain"));
		str_clip(page->todo, sizeof(page->todo),
			TR(N_("Uang hanya ke rekening Anda sendiri. Tekan satu angka.")));
		say(page, LINE_WARN, N_("Nama di bank berbeda dengan nama Anda."));
	}
}

void
claim_fill_similar(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	pair(page, N_("Nama Anda"), a->name);
	pair(page, N_("Nama di bank"), a->holder);
	say(page, LINE_TEXT, N_("Ini biasa terjadi, misalnya M. dan Muhammad."));
}

/* --- review and result ------------------------------------------------------------------------------------------------- */

void
claim_fill_left(const struct earlier *e, const struct place *p, struct page *page)
{
	const struct bank *bank = banks_find(p->banks, e->bank);
	char account[80], tail[16];

	if (e->reason != REASON_NONE)
		pair(page, N_("Alasan"), TR(claim_reason_words(e->reason)));
	if (date_is_known(e->event_date))
		pair_date(page, N_("Berhenti bekerja"), e->event_date);
	for (size_t i = 0; i < e->documents_n; i++)
		(void)page_line(page, LINE_GOOD, "", TR(paper_words(e->document[i].kind)));
	if (e->account[0] == '\0')
		return;
	tail_four(e->account, tail);
	if (str_format(account, sizeof(account), "%s %s", bank ? bank->name : e->bank, tail) ==
		ST_OK)
		pair(page, N_("Rekening"), account);
}

void
claim_fill_earlier(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->handed.taken)
		str_clip(page->why, sizeof(page->why),
			TR(N_("Ini jawaban Anda waktu mengambil tiket.")));
	claim_fill_left(&a->earlier, p, page);
}

void
claim_fill_account(const struct answers *a, const struct place *p, struct page *page)
{
	char account[80];

	account_line(a, p, account, sizeof(account));
	pair(page, N_("Rekening"), account);
	pair(page, N_("Atas nama"), a->holder);
}

void
claim_fill_review(const struct answers *a, const struct place *p, struct page *page)
{
	char masked[24];

	nik_mask(a->nik, masked);
	pair(page, N_("Nama"), a->name);
	if (!a->without_centre)
		amount_lines(&a->decision, page);
	claim_fill_account(a, p, page);
	pair(page, N_("Alasan"), TR(claim_reason_words(a->reason)));
	if (date_is_known(a->event_date))
		pair_date(page, N_("Berhenti bekerja"), a->event_date);
	for (size_t i = 0; i < a->documents_n; i++)
		(void)page_line(page, LINE_GOOD, "", TR(paper_words(a->document[i].kind)));
	pair(page, "NIK", masked);
	if (a->photo_kept && a->without_centre)
		say(page, LINE_GOOD, N_("Foto wajah tersimpan, dicocokkan pusat nanti"));
	if (a->without_centre && !a->have_record)
		phone_line(a, page);
	if (a->without_centre) {
		say(page, LINE_WARN, N_("Jumlah uang dihitung setelah pusat menjawab."));
		str_clip(page->why, sizeof(page->why),
			TR(N_("Klaim disimpan, lalu dikirim sendiri saat jaringan pulih.")));
	}
	if (a->account[0] == '\0' || !(a->without_centre || a->account_confirmed)) {
		say(page, LINE_WARN, N_("Rekening belum dipilih."));
		str_clip(page->todo, sizeof(page->todo),
			TR(N_("Tekan 1 untuk mengisi rekening.")));
	}
}

void
claim_fill_already_here(const struct answers *a, const struct place *p, struct page *page)
{
	(void)a;
	(void)p;
	say(page, LINE_TEXT, N_("Klaim itu dikirim sendiri saat jaringan pulih."));
	say(page, LINE_TEXT, N_("Satu orang cukup satu klaim."));
}

/* Where the centre knows another claim of this person, that one pays. */
static void
duplicate_lines(const struct answers *a, struct page *page)
{
	if (a->duplicate_of[0] == '\0')
		return;
	say(page, LINE_WARN, parked_words("claim-open-elsewhere")->person);
	pair(page, N_("Klaim yang sudah ada"), a->duplicate_of);
}

void
claim_fill_result(const struct answers *a, const struct place *p, struct page *page)
{
	code_show(a->code, page->big);
	if (a->received) {
		ask(page, a->to_verify ? N_("Klaim DITERIMA PUSAT, akan diperiksa")
				       : N_("Klaim Anda DITERIMA PUSAT"));
		pair(page, N_("Nomor klaim"), a->claim_number);
		if (date_is_known(a->promised))
			pair_date(page,
				a->promised_estimate ? N_("Dibayar paling lambat (perkiraan)")
						     : N_("Dibayar paling lambat"),
				a->promised);
	} else if (a->parked) {
		ask(page, N_("Klaim tersimpan. PERLU PETUGAS"));
		if (a->duplicate_of[0] == '\0')
			say(page, LINE_WARN, parked_words(a->problem)->person);
		say(page, LINE_TEXT, N_("Bawa struk ini ke petugas sekarang."));
	} else {
		ask(page, N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"));
		say(page, LINE_WARN, N_("Pusat belum menjawab. Klaim dikirim sendiri nanti."));
		say(page, LINE_TEXT, N_("Tanggal bayar dihitung setelah data diterima pusat."));
	}
	duplicate_lines(a, page);
	paper_fill(a, p, page);
}
