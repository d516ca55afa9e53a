/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paper: what is printed is on disk before the printer gets it, and settled after, so that a job is as durable as the
 * claim. A job goes store → printer → store; the visit goes on when the printer has answered.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/escpos.h"
#include "rules/pdf.h"

#include <stdlib.h>
#include <string.h>

enum { PRINT_BUDGET_MS = 15000, PAGE_BUDGET_MS = 60000, DAY_MS = 24 * 60 * 60 * 1000 };

struct print_job {
	struct visit_job v; /* first */
	struct buf bytes;
	char key[UUID_TEXT], code[CODE_ROOM];
	int64_t now_ms;
	bool kept;
	bool aside;               /* not the paper this visit ends with */
	bool page;                /* on A4 */
	enum receipt_state state; /* what the receipt says */
	bool to_verify;           /* likewise */
	enum status printed;
	size_t sent;
	bool low; /* the paper is nearly at its end */
	struct journal_copy end;
};

static void
free_job(struct print_job *p)
{
	buf_free(&p->bytes);
	wipe(p, sizeof(*p));
	free(p);
}

/* --- after the printer -------------------------------------------------------------------------------------------- */

static void
settle_run(struct job *job)
{
	struct print_job *p = (struct print_job *)job;
	struct store *store = p->v.desk->store;
	const struct journal_entry *entry = &p->end.entry;

	p->v.st = p->kept ? store_print_settle(store, p->key,
				    p->printed == ST_OK ? PRINT_DONE : PRINT_FAILED,
				    entry->detail, entry, p->now_ms)
			  : store_journal_add(store, entry);
}

static void
settle_done(struct job *job)
{
	struct print_job *p = (struct print_job *)job;

	if (p->v.st != ST_OK)
		log_error("print job: %s", status_words(p->v.st));
	free_job(p);
}

/* Whether a part of a receipt may hang out of the printer: doubt means yes. */
static bool
is_torn(const struct print_job *p)
{
	return p->printed != ST_OK && p->sent > ESCPOS_HEAD;
}

static void
settle(struct print_job *p)
{
	p->now_ms = p->end.entry.at_ms = desk_wall_ms(p->v.desk);
	p->end.entry.outcome = p->printed == ST_OK ? "ok" : "failed";
	if (str_format(p->end.detail, sizeof(p->end.detail), "%s%s", status_name(p->printed),
		    is_torn(p) ? " part-out" : "") != ST_OK)
		p->end.detail[0] = '\0';
	p->v.job.run = settle_run;
	p->v.job.done = settle_done;
	worker_post(p->v.desk->store_worker, &p->v.job);
}

/* --- the printer -------------------------------------------------------------------------------------------------- */

static void
paper_run(struct job *job)
{
	struct print_job *p = (struct print_job *)job;
	struct printer_port *printer = p->page ? &p->v.desk->pages : &p->v.desk->printer;

	p->printed = printer->print(printer->ctx, p->bytes.data, p->bytes.len,
		p->page ? PAGE_BUDGET_MS : PRINT_BUDGET_MS, &p->sent);
	p->low = printer->low && printer->low(printer->ctx);
}

/* How printing ended, for the visit. */
struct told {
	enum status printed;
	bool torn, aside;
	enum receipt_state state;
	bool to_verify;
};

bool
visit_paper_is_old(const struct visit *visit)
{
	return visit->answers->paper_done && !visit->is_ticket &&
	       (visit->receipt.state != visit->paper_state ||
		       visit->receipt.to_verify != visit->paper_to_verify);
}

static void
tell_visit(struct visit *visit, const struct told *told)
{
	struct answers *a = visit->answers;
	bool ok = told->printed == ST_OK;

	a->paper_trouble = told->printed;
	a->paper_torn = told->torn;
	if (told->aside) {
		visit_end_effect(visit, ok ? OUTCOME_OK : OUTCOME_AWAY);
		return;
	}
	a->paper_failed = !ok;
	if (ok) {
		a->paper_done = true;
		visit->paper_state = told->state;
		visit->paper_to_verify = told->to_verify;
	}
	if (ok || told->torn) /* what comes out next is a copy */
		visit->receipt.copy = visit->ticket.copy = true;
	a->paper_is_old = visit_paper_is_old(visit);
	visit_effect_done(visit);
	visit_changed(visit);
}

static void
paper_done(struct job *job)
{
	struct print_job *p = (struct print_job *)job;
	struct visit *visit = p->v.visit;
	bool current = visit_job_is_current(&p->v);
	const struct told told = { .printed = p->printed,
		.torn = is_torn(p),
		.aside = p->aside,
		.state = p->state,
		.to_verify = p->to_verify };

	if (!p->page)
		p->v.desk->place.paper_low = p->low;
	settle(p);
	if (current)
		tell_visit(visit, &told);
}

/* --- before the printer ------------------------------------------------------------------------------------------- */

static void
keep_run(struct job *job)
{
	struct print_job *p = (struct print_job *)job;

	p->v.st = store_print_put(
		p->v.desk->store, p->key, p->code, p->bytes.data, p->bytes.len, p->now_ms);
	p->kept = p->v.st == ST_OK;
}

/* A disk that refuses does not keep the paper from the person. */
static void
keep_done(struct job *job)
{
	struct print_job *p = (struct print_job *)job;

	if (!p->kept)
		log_error("print job: %s", status_words(p->v.st));
	if (!visit_job_is_current(&p->v)) { /* the kiosk ends: the job stays on disk */
		free_job(p);
		return;
	}
	p->v.job.run = paper_run;
	p->v.job.done = paper_done;
	worker_post(p->v.desk->print_worker, &p->v.job);
}

static enum status
write_lines(const struct desk *desk, const struct receipt *lines, struct buf *bytes)
{
	const struct escpos_paper paper = { .columns = desk->paper_columns,
		.qr = desk->paper_qr,
		.page = desk->code_page };

	return escpos_write(lines, &paper, bytes);
}

static enum status
write_claim(struct visit *visit, const struct claim_receipt *claim,
	const struct ticket_receipt *ticket, struct buf *bytes)
{
	struct receipt *receipt = calloc(1, sizeof(*receipt));
	enum status st;

	if (receipt == NULL)
		return ST_NO_MEMORY;
	if (ticket)
		receipt_of_ticket(ticket, receipt);
	else
		receipt_of_claim(claim, receipt);
	st = write_lines(visit->desk, receipt, bytes);
	visit_voice_paper(visit, receipt);
	wipe(receipt, sizeof(*receipt));
	free(receipt);
	return st;
}

static void
journal_begin(struct visit *visit, struct print_job *p, const char *kind)
{
	const struct answers *a = visit->answers;
	const struct journal_entry end = { .event = EVENT_PRINT_END,
		.visit = a->visit,
		.actor = a->officer.joined ? a->officer.id : "participant" };

	visit_journal(visit, EVENT_PRINT_BEGIN, "ok", kind);
	journal_copy(&p->end, &end);
}

/* claim or ticket, the other NULL. */
static enum status
begin(struct visit *visit, const struct claim_receipt *claim,
	const struct ticket_receipt *ticket, bool reprint)
{
	struct print_job *p = visit_job_new(visit, sizeof(*p), keep_run, keep_done);
	enum status st;

	if (p == NULL)
		return ST_NO_MEMORY;
	buf_init(&p->bytes, ESCPOS_JOB_MAX);
	p->aside = reprint;
	p->state = ticket ? RECEIPT_SAVED : claim->state;
	p->to_verify = !ticket && claim->to_verify;
	p->now_ms = desk_wall_ms(visit->desk);
	desk_uuid(visit->desk, p->key);
	st = str_copy(p->code, sizeof(p->code), ticket ? ticket->code : claim->code);
	if (st == ST_OK)
		st = write_claim(visit, claim, ticket, &p->bytes);
	if (st != ST_OK) {
		log_error("print: %s", status_words(st));
		free_job(p);
		return st;
	}
	journal_begin(visit, p, reprint ? "reprint" : ticket ? "ticket" : "claim");
	worker_post(visit->desk->store_worker, &p->v.job);
	return ST_OK;
}

void
visit_print(struct visit *visit)
{
	const struct claim_receipt *claim = visit->is_ticket ? NULL : &visit->receipt;
	const struct ticket_receipt *ticket = visit->is_ticket ? &visit->ticket : NULL;
	enum status st = ST_GONE;

	visit->effect_can_stop = false;
	if (visit_paper_is_old(visit))
		visit->receipt.replaces = true;
	if (visit->desk->printer.present)
		st = begin(visit, claim, ticket, false);
	if (st == ST_OK)
		return;
	visit->answers->paper_failed = true;
	visit->answers->paper_trouble = st;
	visit->answers->paper_torn = false;
	visit_effect_done(visit);
}

void
visit_print_copy(struct visit *visit, const struct ticket_receipt *ticket)
{
	enum status st = ST_GONE;

	if (visit->desk->printer.present)
		st = begin(visit, NULL, ticket, true);
	if (st == ST_OK)
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = st;
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- sheets ------------------------------------------------------------------------------------------------------- */

/* What is not printed is asked for again: the disk need not hold what the person has on the screen. */
static enum status
begin_lines(struct visit *visit, const struct receipt *lines, const char *kind)
{
	struct print_job *p = visit_job_new(visit, sizeof(*p), paper_run, paper_done);
	enum status st;

	if (p == NULL)
		return ST_NO_MEMORY;
	buf_init(&p->bytes, ESCPOS_JOB_MAX);
	p->aside = true;
	st = write_lines(visit->desk, lines, &p->bytes);
	visit_voice_paper(visit, lines);
	if (st != ST_OK) {
		log_error("print: %s", status_words(st));
		free_job(p);
		return st;
	}
	journal_begin(visit, p, kind);
	worker_post(visit->desk->print_worker, &p->v.job);
	return ST_OK;
}

void
visit_print_lines(struct visit *visit, const struct receipt *lines, const char *kind)
{
	enum status st = ST_GONE;

	visit->effect_can_stop = false;
	if (visit->desk->printer.present)
		st = begin_lines(visit, lines, kind);
	if (st == ST_OK)
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = st;
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static enum status
begin_page(struct visit *visit, const struct f5 *form)
{
	struct print_job *p = visit_job_new(visit, sizeof(*p), paper_run, paper_done);
	enum status st;

	if (p == NULL)
		return ST_NO_MEMORY;
	buf_init(&p->bytes, PDF_MAX);
	p->aside = p->page = true;
	st = f5_write(form, &p->bytes);
	if (st != ST_OK) {
		log_error("form: %s", status_words(st));
		free_job(p);
		return st;
	}
	journal_begin(visit, p, "form");
	worker_post(visit->desk->print_worker, &p->v.job);
	return ST_OK;
}

void
visit_print_page(struct visit *visit, const struct f5 *form)
{
	enum status st = ST_GONE;

	if (visit->desk->pages.present)
		st = begin_page(visit, form);
	if (st == ST_OK)
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = st;
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- once more ---------------------------------------------------------------------------------------------------- */

struct reprint_job {
	struct visit_job v; /* first */
	char code[CODE_ROOM];
	int64_t not_before_ms;
	struct claim_receipt receipt;
};

/* The centre has it, and waits for somebody to do something. */
static bool
needs_staff(const char *status)
{
	return strcmp(status, "returned") == 0 || strcmp(status, "rejected") == 0;
}

/* What the receipt says is what is so now, not what was so when it was first printed. */
static enum status
read_receipt(const struct claim_got *got, struct claim_receipt *receipt)
{
	enum status st = ST_OK;

	if (got->receipt.len != sizeof(*receipt))
		return ST_UNSUPPORTED; /* of another version */
	memcpy(receipt, got->receipt.data, sizeof(*receipt));
	receipt->copy = receipt->replaces = true;
	receipt->state = got->request == REQUEST_PARKED ? RECEIPT_STAFF : RECEIPT_SAVED;
	str_clip(receipt->problem, sizeof(receipt->problem), got->problem);
	str_clip(receipt->duplicate_of, sizeof(receipt->duplicate_of), got->duplicate_of);
	if (got->number[0] == '\0')
		return ST_OK;
	receipt->state = needs_staff(got->status) ? RECEIPT_STAFF : RECEIPT_RECEIVED;
	receipt->to_verify = strcmp(got->status, "to_verify") == 0;
	st = str_copy(receipt->claim_number, sizeof(receipt->claim_number), got->number);
	if (st == ST_OK && got->promised[0])
		st = date_parse_iso(got->promised, &receipt->promised);
	return st;
}

static void
reprint_run(struct job *job)
{
	struct reprint_job *r = (struct reprint_job *)job;
	struct claim_got got;

	r->v.st = store_claim_by_code(r->v.desk->store, r->code, &got);
	if (r->v.st != ST_OK)
		return;
	r->v.st = got.confirmed_ms < r->not_before_ms ? ST_DENIED
						      : read_receipt(&got, &r->receipt);
	claim_got_free(&got);
}

static enum outcome
outcome_of(enum status st)
{
	if (st == ST_NOT_FOUND)
		return OUTCOME_NOT_FOUND;
	return st == ST_DENIED ? OUTCOME_REFUSED : OUTCOME_AWAY;
}

static void
reprint_done(struct job *job)
{
	struct reprint_job *r = (struct reprint_job *)job;
	struct visit *visit = r->v.visit;
	bool current = visit_job_is_current(&r->v);
	enum status found = r->v.st, st = ST_GONE;

	if (current && found == ST_OK && visit->desk->printer.present)
		st = begin(visit, &r->receipt, NULL, true);
	wipe(r, sizeof(*r));
	free(r);
	if (!current || (found == ST_OK && st == ST_OK))
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = found == ST_OK ? st : found;
	visit_end_effect(visit, found == ST_OK ? OUTCOME_AWAY : outcome_of(found));
}

void
visit_reprint(struct visit *visit)
{
	struct reprint_job *r = visit_job_new(visit, sizeof(*r), reprint_run, reprint_done);

	visit->effect_can_stop = false;
	if (r == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	if (str_copy(r->code, sizeof(r->code), visit->answers->lookup.code) != ST_OK) {
		free(r); /* it was checked when it was typed */
		visit_end_effect(visit, OUTCOME_NOT_FOUND);
		return;
	}
	r->not_before_ms =
		desk_wall_ms(visit->desk) - (int64_t)visit->desk->reprint_days * DAY_MS;
	worker_post(visit->desk->store_worker, &r->v.job);
}
