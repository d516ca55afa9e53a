/* SPDX-License-Identifier: Apache-2.0 */
/* The ticket somebody leaves with: what they answered is handed over to staff, and what the slip says of it. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/claim_fill.h"

#include <stdlib.h>
#include <string.h>

struct ticket_job {
	struct visit_job v; /* first */
	struct draft_blob blob;
	struct journal_copy entry;
	char code[CODE_ROOM];
	bool again; /* the code was tried before */
	int64_t now_ms;
};

static void
ticket_run(struct job *job)
{
	struct ticket_job *t = (struct ticket_job *)job;
	const struct answers *a = &t->blob.answers;
	const struct handover_put put = { .code = t->code,
		.visit = a->visit,
		.nik = a->nik,
		.why = a->ticket_why,
		.priority = a->priority,
		.blob = &t->blob,
		.n = sizeof(t->blob),
		.now_ms = t->now_ms };

	t->v.st = store_handover_put(t->v.desk->store, &put, &t->entry.entry);
	if (t->v.st == ST_EXISTS && t->again)
		t->v.st = ST_OK; /* an earlier try got through unseen */
}

static void
ticket_done(struct job *job)
{
	struct ticket_job *t = (struct ticket_job *)job;
	struct visit *visit = t->v.visit;
	enum status st = t->v.st;
	bool current = visit_job_is_current(&t->v);

	if (st != ST_OK)
		log_error("ticket: %s", status_words(st));
	if (current && st == ST_EXISTS)
		visit->answers->ticket_code[0] = '\0'; /* the next try makes a new one */
	wipe(t, sizeof(*t));
	free(t);
	if (current)
		visit_end_effect(visit, st == ST_OK ? OUTCOME_OK : OUTCOME_AWAY);
}

static const char *
ticket_words(const struct answers *a)
{
	static const struct {
		const char *why, *words;
	} rows[] = {
		{ "over-limit",
			N_("Uang di atas batas tanpa petugas. Petugas menyelesaikannya.") },
		{ "papers", N_("Petugas perlu melihat salah satu surat di bawah ini.") },
		{ "no-account", N_("Belum ada rekening yang bisa dipakai.") },
		{ "heirs", N_("Ahli waris dilayani oleh petugas.") },
		{ "wrong-data", N_("Ada data yang perlu diperbaiki.") },
		{ "mending", N_("Perbaikan klaim belum sampai di pusat.") },
		{ "no-proof", N_("Petugas perlu melihat KTP asli.") },
		{ "card-refused", N_("Ada KPJ yang belum bisa didaftarkan.") },
		{ "kept-here", N_("Disimpan di mesin ini. Lanjutkan di sini bersama petugas.") },
		{ "frozen", N_("Jaringan ke pusat lama putus. Petugas melanjutkan.") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].why, a->ticket_why) == 0)
			return TR(rows[i].words);
	return TR(N_("Petugas melanjutkan bersama Anda."));
}

/* "Not now, but from that day on" is to be read at home; no officer prepares for it. */
static bool
is_notice(const struct answers *a)
{
	return strcmp(a->ticket_why, "not-eligible") == 0;
}

static void
fill_ticket(struct visit *visit, struct ticket_receipt *t)
{
	static const enum paper heir_papers[] = { PAPER_DEATH, PAPER_HEIR, PAPER_HEIR_ID };
	const struct answers *a = visit->answers;
	const struct place *place = &visit->desk->place;
	bool heirs = strcmp(a->ticket_why, "heirs") == 0;

	wipe(t, sizeof(*t));
	(void)str_copy(t->code, sizeof(t->code), a->ticket_code);
	if (!heirs)
		(void)str_copy(t->name_masked, sizeof(t->name_masked), a->name_masked);
	t->notice = is_notice(a);
	if (t->notice)
		claim_why_sentence(
			&a->decision, visit->ticket_words, sizeof(visit->ticket_words));
	else
		str_clip(visit->ticket_words, sizeof(visit->ticket_words), ticket_words(a));
	t->why = visit->ticket_words;
	t->reason = heirs ? REASON_MENINGGAL : a->reason;
	if (heirs) {
		memcpy(t->papers, heir_papers, sizeof(heir_papers));
		t->papers_n = sizeof(heir_papers) / sizeof(heir_papers[0]);
	} else if (a->decided) {
		memcpy(t->papers, a->decision.papers, sizeof(t->papers));
		t->papers_n = a->decision.papers_n;
		t->possible_from =
			a->decision.eligible ? (struct date){ 0 } : a->decision.possible_from;
	}
	t->priority = a->priority && !t->notice;
	t->handed_over = !t->notice;
	t->visit_second_of_day = -1;
	visit_fill_place(visit->desk, t->kiosk, t->site, t->zone, t->branch);
	t->on = place->today;
	t->second_of_day = place->second_of_day;
	str_clip(t->officer, sizeof(t->officer), a->attester.initials);
}

static void
hand_over(struct visit *visit)
{
	struct ticket_job *t = visit_job_new(visit, sizeof(*t), ticket_run, ticket_done);
	struct answers *a = visit->answers;
	const struct journal_entry entry = { .event = EVENT_TICKET,
		.visit = a->visit,
		.at_ms = desk_wall_ms(visit->desk),
		.outcome = "ok",
		.subject = a->nik,
		.actor = a->officer.joined ? a->officer.id : "participant",
		.detail = a->ticket_why };
	uint8_t random[8];

	if (t == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	t->again = a->ticket_code[0] != '\0';
	if (!t->again) {
		visit->desk->chance.fill(visit->desk->chance.ctx, random, sizeof(random));
		code_make(random, a->ticket_code);
	}
	(void)str_copy(t->code, sizeof(t->code), a->ticket_code);
	fill_ticket(visit, &visit->ticket);
	visit_fill_blob(visit, &t->blob);
	t->now_ms = entry.at_ms;
	journal_copy(&t->entry, &entry);
	worker_post(visit->desk->store_worker, &t->v.job);
}

void
visit_make_ticket(struct visit *visit)
{
	visit->effect_can_stop = false;
	visit->answers->wants_ticket = false;
	visit->is_ticket = true;
	if (is_notice(visit->answers)) {
		fill_ticket(visit, &visit->ticket);
		visit_end_effect(visit, OUTCOME_OK);
		return;
	}
	hand_over(visit);
}
