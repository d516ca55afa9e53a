/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Buat janji / antre" and "Pengaduan": who asks, what about, and then the ticket's own rows. No consent and no photograph:
 * nothing of the person's data is looked at. What can be mended here is said before a complaint is made of it.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"

/* --- an appointment ------------------------------------------------------------------------------------------------- */

static bool
reason_is_open(const struct answers *a, const struct place *p)
{
	return !claim_reason_known(a, p);
}

static void
want_for(struct answers *a, int value)
{
	claim_set_reason(a, value);
	claim_want_ticket(a, TICKET_APPOINTMENT);
}

static const struct option what_for_options[] = {
	{ .key = '1',
		.text = N_("Mengambil uang JHT"),
		.when = claim_reason_known,
		.set = claim_want_ticket,
		.value = TICKET_APPOINTMENT,
		.go = "ticket" },
	{ .key = '1',
		.text = N_("Mengambil uang JHT"),
		.when = reason_is_open,
		.go = "why_money" },
	{ .key = '2',
		.text = N_("Memperbarui data atau kartu"),
		.set = claim_want_ticket,
		.value = TICKET_DATA,
		.go = "ticket" },
	{ .key = '3',
		.text = N_("Hal lain"),
		.set = claim_want_ticket,
		.value = TICKET_OTHER,
		.go = "ticket" },
};

#define REASON(pressed, words, reason)                                                         \
	{                                                                                      \
		.key = (pressed), .text = (words), .set = want_for, .value = (reason),         \
		.go = "ticket"                                                                 \
	}

static const struct option why_options[] = {
	REASON('1', N_("Saya berhenti sendiri"), REASON_RESIGN),
	REASON('2', N_("Saya diberhentikan (PHK)"), REASON_PHK),
	REASON('3', N_("Kontrak kerja saya selesai"), REASON_PKWT),
	REASON('4', N_("Saya usaha sendiri dan sudah berhenti"), REASON_BPU),
	REASON('5', N_("Ambil sebagian (10 persen)"), REASON_SEBAGIAN_10),
	REASON('6', N_("Ambil 30 persen untuk rumah"), REASON_SEBAGIAN_30),
	REASON('7', N_("Cacat total tetap"), REASON_CACAT),
	REASON('8', N_("Pindah ke luar negeri selamanya"), REASON_WNA),
};

static const struct step appointment_steps[] = {
	{
		.name = "what_for",
		.kind = STEP_CHOICE,
		.ask = N_("Bertemu petugas untuk apa?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya petugas sudah menyiapkan berkas Anda."),
		.help = N_("Bingung? Pilih Hal lain. Petugas akan bertanya."),
		OPTIONS(what_for_options),
	},
	{
		.name = "why_money",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Mengapa uang JHT diambil?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Surat berbeda untuk tiap alasan."),
		OPTIONS(why_options),
	},
};

const struct flow appointment_flow = {
	.name = "appointment",
	.service = N_("Buat janji / antre"),
	.first = &identity_flow,
	.steps = appointment_steps,
	.n = ARRAY_LEN(appointment_steps),
};

/* --- a complaint ---------------------------------------------------------------------------------------------------- */

/* Where there is a better remedy than a complaint it is offered first. */
static const struct {
	const char *words;             /* also what the centre and the slip are told */
	const char *remedy, *now, *go; /* NULL: a complaint it is */
} topics[] = {
	{ N_("Akun JMO saya terkunci"),
		N_("Petugas di sini bisa membukanya. Siapkan KTP asli."), N_("Panggil petugas"),
		GO_STAFF },
	{ N_("Klaim saya dikembalikan"), N_("Yang kurang bisa dibetulkan di mesin ini."),
		N_("Betulkan sekarang"), GO_MY_CLAIMS },
	{ N_("Uang belum masuk rekening"), N_("Lihat dulu klaim Anda sudah sampai mana."),
		N_("Lihat klaim saya"), GO_MY_CLAIMS },
	{ N_("Uang JHT saya kurang"), N_("Mungkin ada KPJ yang belum terdaftar."),
		N_("Lihat semua KPJ saya"), GO_CARDS },
	{ N_("Data saya salah"), N_("Data bisa diperbarui di mesin ini."),
		N_("Perbarui data saya"), GO_DATA },
	{ .words = N_("Perusahaan tidak membayar iuran") },
	{ .words = N_("Pelayanan kurang baik") },
	{ .words = N_("Hal lain") },
};

static void
want_complaint(struct answers *a, int value)
{
	(void)value;
	claim_want_ticket(a, TICKET_TOPIC);
	a->ticket_wish.kind = TICKET_COMPLAINT;
	(void)str_copy(a->ticket_wish.topic, sizeof(a->ticket_wish.topic),
		topics[a->topic].words); /* shorter than the room */
}

static void
fill_topics(const struct answers *a, const struct place *p, struct page *page)
{
	(void)a;
	(void)p;
	for (size_t i = 0; i < ARRAY_LEN(topics); i++)
		(void)page_choice(page, (char)('1' + i), TR(topics[i].words));
}

static const char *
choose_topic(struct answers *a, const struct place *p, char key)
{
	(void)p;
	if (key < '1' || key >= '1' + (int)ARRAY_LEN(topics))
		return NULL;
	a->topic = key - '1';
	if (topics[a->topic].go)
		return "better";
	want_complaint(a, 0);
	return "ticket";
}

static void
fill_better(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	if (topics[a->topic].go == NULL)
		return;
	(void)page_line(page, LINE_PAIR, TR(N_("Tentang")), TR(topics[a->topic].words));
	(void)page_line(page, LINE_STRONG, "", TR(topics[a->topic].remedy));
	(void)page_choice(page, '1', TR(topics[a->topic].now));
}

static const char *
choose_better(struct answers *a, const struct place *p, char key)
{
	(void)p;
	return key == '1' ? topics[a->topic].go : NULL;
}

static const struct option better_options[] = {
	{ .key = '2',
		.text = N_("Tetap buat pengaduan"),
		.set = want_complaint,
		.go = "ticket" },
};

static const struct step complaint_steps[] = {
	{
		.name = "topic",
		.kind = STEP_CHOICE,
		.ask = N_("Pengaduan tentang apa?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya sampai ke orang yang tepat."),
		.fill = fill_topics,
		.choose = choose_topic,
	},
	{
		.name = "better",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Ini bisa dibantu sekarang"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_better,
		.choose = choose_better,
		OPTIONS(better_options),
	},
};

const struct flow complaint_flow = {
	.name = "complaint",
	.service = N_("Pengaduan"),
	.first = &identity_flow,
	.steps = complaint_steps,
	.n = ARRAY_LEN(complaint_steps),
};
