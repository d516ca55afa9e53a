/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a request: read from the answer, written down with its journal row, then told. */
#include "work/outbox_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	HOUR_MS = 60 * 60 * 1000,
	RETRY_AFTER_CAP_MS = HOUR_MS, /* whatever the centre asks for */
	NOT_ADMITTED_MS =
		60 * 1000, /* the technician is called; the line looks again by itself */
};

/* --- on disk ------------------------------------------------------------------------------------------------------ */

static void
settle_run(struct job *job)
{
	struct settle_job *s = (struct settle_job *)job;

	s->st = store_outbox_settle(s->outbox->desk->store, &s->settle,
		s->journalled ? &s->entry.entry : NULL, s->now_ms);
}

static void
tell(struct outbox *outbox, const struct settle_job *s)
{
	const struct outbox_news news = { .code = outbox->item.code,
		.state = s->settle.state,
		.number = s->number,
		.status = s->status,
		.promised = s->promised_date,
		.to_verify = s->to_verify,
		.problem = s->problem };

	if (outbox->news && outbox->item.code[0])
		outbox->news(outbox->news_ctx, &news);
}

static void
wait_for_disk(struct outbox *outbox, enum status st)
{
	if (!outbox->told_disk)
		log_error("outbox: settling failed: %s", status_words(st));
	outbox->told_disk = true;
	outbox->stage = STAGE_UNSETTLED;
	outbox->again_ms = desk_mono_ms(outbox->desk) + DISK_AGAIN_MS;
}

static void
settle_done(struct job *job)
{
	struct settle_job *s = (struct settle_job *)job;
	struct outbox *outbox = s->outbox;

	/* ST_NOT_FOUND: final already, by a commit that was reported as failed. */
	if (s->st != ST_OK && s->st != ST_NOT_FOUND) {
		wait_for_disk(outbox, s->st);
		return;
	}
	outbox->told_disk = false;
	tell(outbox, s);
	buf_free(&s->answer);
	wipe(s, sizeof(*s));
	outbox_drop_item(outbox);
	outbox->stage = STAGE_QUIET;
	outbox->kicked = true;
	outbox_go_on(outbox);
}

static void
post(struct outbox *outbox)
{
	struct settle_job *s = &outbox->settle;

	outbox->stage = STAGE_SETTLING;
	worker_post(outbox->desk->store_worker, &s->job);
}

void
outbox_settle_again(struct outbox *outbox)
{
	post(outbox);
}

/* --- the journal -------------------------------------------------------------------------------------------------- */

static bool
is_claim(const struct outbox_item *item)
{
	return strcmp(item->kind, "claim") == 0 || strcmp(item->kind, "offline-claim") == 0;
}

static enum status
write_detail(const struct settle_job *s, enum event event, const struct outbox_item *item,
	char *detail)
{
	enum { ROOM = sizeof(s->entry.detail) };
	int tries = item->attempts + 1;

	switch (event) {
	case EVENT_CLAIM_SENT:
		return str_format(detail, ROOM, "%d", tries);
	case EVENT_CLAIM_PARKED:
		return str_format(detail, ROOM, "%s", s->problem);
	case EVENT_REQUEST_SENT:
		return str_format(detail, ROOM, "%s %d", item->kind, tries);
	case EVENT_REQUEST_PARKED:
		return str_format(detail, ROOM, "%s %s", item->kind, s->problem);
	case EVENT_REQUEST_EXPIRED:
		return str_format(detail, ROOM, "%s", item->kind);
	default:
		return str_format(detail, ROOM, "%s %s %d", item->kind, s->problem, tries);
	}
}

static void
journal_as(struct settle_job *s, enum event event, const char *outcome)
{
	const struct outbox_item *item = &s->outbox->item;
	char detail[sizeof(s->entry.detail)];
	struct journal_entry entry = { .event = event,
		.at_ms = s->now_ms,
		.visit = item->visit,
		.actor = "kiosk",
		.outcome = outcome,
		.detail = detail };

	if (write_detail(s, event, item, detail) != ST_OK)
		detail[0] = '\0';
	journal_copy(&s->entry, &entry);
	s->journalled = true;
}

/* A line that is down for days must not fill the journal: the same reason is told once an hour. */
static void
journal_retry(struct settle_job *s)
{
	const struct outbox_item *item = &s->outbox->item;

	if (strcmp(item->problem, s->problem) != 0 ||
		item->tried_ms / HOUR_MS != s->now_ms / HOUR_MS)
		journal_as(s, EVENT_REQUEST_RETRY, "again");
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* What the centre says of a claim goes into the claim's row and onto the receipt. */
static enum status
read_claim(
	struct settle_job *s, const struct outbox_item *item, const struct http_answer *answer)
{
	struct answers *scratch = calloc(1, sizeof(*scratch));
	enum call call = strcmp(item->kind, "claim") == 0 ? CALL_CLAIM : CALL_OFFLINE_CLAIM;
	enum status st;

	if (scratch == NULL)
		return ST_NO_MEMORY;
	st = central_apply(call, answer, scratch);
	if (st == ST_OK)
		st = str_copy(s->number, sizeof(s->number), scratch->claim_number);
	if (st == ST_OK)
		st = str_copy(s->status, sizeof(s->status), scratch->claim_status);
	s->to_verify = scratch->to_verify;
	s->promised_date = scratch->promised;
	if (date_is_known(scratch->promised))
		date_format_iso(scratch->promised, s->promised);
	s->settle.number = s->number;
	s->settle.status = s->status;
	s->settle.promised = s->promised;
	wipe(scratch, sizeof(*scratch));
	free(scratch);
	return st;
}

/* Whether the centre itself spoke, and not a portal, a proxy, or nobody. */
static bool
is_of_centre(const struct http_answer *answer, const struct problem *problem)
{
	return answer->st == ST_OK && strcmp(problem->code, "not-our-content") != 0 &&
	       strcmp(problem->code, "no-service") != 0;
}

/* Doubt means yes: then the centre is asked before anything is sent again. */
static bool
may_have_arrived(const struct outbox *outbox, const struct http_answer *answer,
	const struct problem *problem)
{
	static const int turned_away[] = { 401, 403, 408, 425, 429, 503 };

	if (outbox->asking)
		return true;
	if (!outbox->posted)
		return false;
	if (answer->st == ST_UNREACHABLE || answer->st == ST_TLS)
		return answer->sent > 0;
	for (size_t i = 0; i < sizeof(turned_away) / sizeof(turned_away[0]); i++)
		if (answer->status == turned_away[i])
			return !is_of_centre(answer, problem);
	return true;
}

static int64_t
wait_ms(const struct outbox *outbox, int failures, const struct problem *problem)
{
	int64_t backoff = outbox_backoff_ms(outbox, failures);
	int64_t asked = (int64_t)problem->retry_after_s * 1000;

	if (asked > RETRY_AFTER_CAP_MS)
		asked = RETRY_AFTER_CAP_MS;
	return asked > backoff ? asked : backoff;
}

/* A failure of this request alone lets the others go on; any other one holds the line. */
static void
try_again(struct settle_job *s, const struct http_answer *answer, const struct problem *problem)
{
	struct outbox *outbox = s->outbox;
	bool of_centre = is_of_centre(answer, problem);
	bool alone = of_centre && answer->status != 429 && answer->status != 503;
	int64_t wait =
		wait_ms(outbox, alone ? outbox->item.attempts : outbox->line_failures, problem);

	s->settle.state = REQUEST_WAITING;
	s->settle.next_ms = s->now_ms + wait;
	s->settle.outcome_unknown = may_have_arrived(outbox, answer, problem);
	journal_retry(s);
	if (alone)
		outbox_line_answers(outbox);
	else
		outbox_line_fails(outbox, s->problem, wait);
}

static void
stop_line(struct settle_job *s)
{
	s->settle.state = REQUEST_WAITING;
	s->settle.next_ms = s->now_ms + NOT_ADMITTED_MS;
	s->settle.outcome_unknown = s->outbox->asking;
	outbox_line_stops(s->outbox, s->problem, NOT_ADMITTED_MS);
}

static void
decide(struct settle_job *s, const struct http_answer *answer)
{
	struct outbox *outbox = s->outbox;
	struct problem problem;
	enum verdict verdict = central_verdict(answer, &problem);
	bool claim = is_claim(&outbox->item);

	if (verdict == VERDICT_DONE && claim && read_claim(s, &outbox->item, answer) != ST_OK) {
		verdict = VERDICT_AGAIN; /* not an answer of this contract */
		str_clip(problem.code, sizeof(problem.code), "bad-answer");
	}
	str_clip(s->problem, sizeof(s->problem), problem.code);
	s->settle.http_status = answer->status;
	switch (verdict) {
	case VERDICT_DONE:
		s->settle.state = REQUEST_DONE;
		journal_as(s, claim ? EVENT_CLAIM_SENT : EVENT_REQUEST_SENT, "ok");
		outbox_line_answers(outbox);
		break;
	case VERDICT_REFUSED:
		s->settle.state = REQUEST_PARKED;
		journal_as(s, claim ? EVENT_CLAIM_PARKED : EVENT_REQUEST_PARKED, "refused");
		outbox_line_answers(outbox);
		break;
	case VERDICT_NOT_ADMITTED:
		stop_line(s);
		break;
	case VERDICT_AGAIN:
		try_again(s, answer, &problem);
		break;
	}
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

static struct settle_job *
begin(struct outbox *outbox)
{
	struct settle_job *s = &outbox->settle;

	*s = (struct settle_job){ .job = { .run = settle_run, .done = settle_done },
		.outbox = outbox,
		.now_ms = desk_wall_ms(outbox->desk) };
	s->settle.key = outbox->item.key;
	s->settle.problem = s->problem;
	buf_init(&s->answer, HTTP_ANSWER_MAX);
	return s;
}

void
outbox_settle_answer(struct outbox *outbox, struct http_answer *answer)
{
	struct settle_job *s = begin(outbox);

	decide(s, answer);
	if (answer->st == ST_OK && answer->body.len > 0) {
		s->answer = answer->body;
		buf_init(&answer->body, HTTP_ANSWER_MAX);
		s->settle.answer = s->answer.data;
		s->settle.answer_n = s->answer.len;
	}
	post(outbox);
}

void
outbox_settle_expired(struct outbox *outbox)
{
	struct settle_job *s = begin(outbox);

	s->settle.state = REQUEST_EXPIRED;
	str_clip(s->problem, sizeof(s->problem),
		outbox->item.outcome_unknown ? "outcome-unknown" : "expired");
	journal_as(s, EVENT_REQUEST_EXPIRED, "expired");
	post(outbox);
}
