/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a request: read from the answer, given to the next round with its journal row, told when that is on
 * disk. */
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

/* --- told --------------------------------------------------------------------------------------------------------- */

static void
tell(const struct slot *slot)
{
	const struct outbox *outbox = slot->outbox;
	const struct settling *s = &slot->settling;
	const struct outbox_news news = { .key = slot->item.key,
		.code = slot->item.code,
		.kind = slot->item.kind,
		.state = s->settle.state,
		.number = s->number,
		.status = s->status,
		.promised = s->promised_date,
		.to_verify = s->to_verify,
		.problem = s->problem,
		.duplicate_of = s->duplicate_of,
		.reference = s->reference,
		.stops_by_s = s->stops_by_s };

	if (s->settle.instead)
		return; /* the claim is still on its way */
	if (outbox->news)
		outbox->news(outbox->news_ctx, &news);
}

void
outbox_settled(struct slot *slot)
{
	tell(slot);
	buf_free(&slot->settling.answer);
	wipe(&slot->settling, sizeof(slot->settling));
	outbox_item_free(&slot->item);
	slot->stage = STAGE_FREE;
}

/* --- the journal -------------------------------------------------------------------------------------------------- */

static bool
is_claim(const struct outbox_item *item)
{
	return strcmp(item->kind, "claim") == 0 || strcmp(item->kind, "offline-claim") == 0;
}

static enum status
write_detail(const struct settling *s, enum event event, const struct outbox_item *item,
	char *detail)
{
	enum { ROOM = sizeof(s->entry.detail) };
	int tries = item->attempts + 1;

	switch (event) {
	case EVENT_CLAIM_SENT:
		return str_format(detail, ROOM, "%d%s%s", tries, s->promised[0] ? " " : "",
			s->promised);
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

/* NULL: none. */
static const char *
service_of_item(const struct outbox_item *item)
{
	if (strcmp(item->kind, call_word(CALL_WITHDRAW)) == 0)
		return service_code(SERVICE_WITHDRAW);
	return item->code[0] ? service_code(SERVICE_CLAIM) : NULL;
}

static void
journal_as(struct slot *slot, enum event event, const char *outcome)
{
	struct settling *s = &slot->settling;
	const struct outbox_item *item = &slot->item;
	char detail[sizeof(s->entry.detail)];
	struct journal_entry entry = { .event = event,
		.at_ms = s->now_ms,
		.visit = item->visit,
		.actor = "kiosk",
		.outcome = outcome,
		.detail = detail,
		.service = service_of_item(item) };

	if (write_detail(s, event, item, detail) != ST_OK)
		detail[0] = '\0';
	journal_copy(&s->entry, &entry);
	s->journalled = true;
}

/* A line that is down for days must not fill the journal: the same reason is told once an hour. */
static void
journal_retry(struct slot *slot)
{
	const struct outbox_item *item = &slot->item;
	const struct settling *s = &slot->settling;

	if (strcmp(item->problem, s->problem) != 0 ||
		item->tried_ms / HOUR_MS != s->now_ms / HOUR_MS)
		journal_as(slot, EVENT_REQUEST_RETRY, "again");
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static const char *
text_or_null(const char *text)
{
	return text[0] ? text : NULL;
}

static enum status
take_texts(struct settling *s, const struct answers *told)
{
	enum status st = str_copy(s->number, sizeof(s->number), told->claim_number);

	if (st == ST_OK)
		st = str_copy(s->status, sizeof(s->status), told->claim_status);
	if (st == ST_OK)
		st = str_copy(s->duplicate_of, sizeof(s->duplicate_of), told->duplicate_of);
	if (st == ST_OK)
		st = str_copy(s->result, sizeof(s->result), told->face_result);
	if (st == ST_OK)
		st = str_copy(s->reference, sizeof(s->reference), told->withdrawal.reference);
	if (date_is_known(told->promised))
		date_format_iso(told->promised, s->promised);
	return st;
}

/* What the centre says of a claim, or of consent withdrawn, goes into its row and onto the slip. */
static enum status
read_done(struct settling *s, const struct outbox_item *item, const struct http_answer *answer)
{
	struct answers *told = calloc(1, sizeof(*told));
	enum call call;
	enum status st = told ? call_of_word(item->kind, &call) : ST_NO_MEMORY;

	if (st == ST_OK)
		st = central_apply(call, answer, told);
	if (st == ST_OK)
		st = take_texts(s, told);
	if (st == ST_OK) {
		s->to_verify = told->to_verify;
		s->promised_date = told->promised;
		s->settle.number = text_or_null(s->number);
		s->settle.status = text_or_null(s->status);
		s->settle.promised = text_or_null(s->promised);
		s->settle.duplicate_of = text_or_null(s->duplicate_of);
		s->settle.reference = text_or_null(s->reference);
		s->stops_by_s = told->withdrawal.stops_by_s;
		s->settle.stops_ms = s->stops_by_s * 1000;
		wipe(told, sizeof(*told));
	}
	free(told);
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
may_have_arrived(const struct slot *slot, const struct http_answer *answer,
	const struct problem *problem)
{
	static const int turned_away[] = { 401, 403, 408, 425, 429, 503 };

	if (slot->asking)
		return true;
	if (!slot->posted)
		return false;
	if (answer->st == ST_UNREACHABLE || answer->st == ST_TLS)
		return answer->sent > 0;
	for (size_t i = 0; i < sizeof(turned_away) / sizeof(turned_away[0]); i++)
		if (answer->status == turned_away[i])
			return !is_of_centre(answer, problem);
	return true;
}

static int64_t
asked_ms(const struct problem *problem)
{
	int64_t asked = (int64_t)problem->retry_after_s * 1000;

	return asked < RETRY_AFTER_CAP_MS ? asked : RETRY_AFTER_CAP_MS;
}

/* A failure of this request alone lets the others go on; any other one holds the line. */
static void
try_again(struct slot *slot, const struct http_answer *answer, const struct problem *problem)
{
	struct outbox *outbox = slot->outbox;
	struct settling *s = &slot->settling;
	bool of_centre = is_of_centre(answer, problem);
	bool alone = of_centre && answer->status != 429 && answer->status != 503;
	int64_t asked = asked_ms(problem);
	int64_t wait =
		outbox_backoff_ms(outbox, alone ? slot->item.attempts : outbox->line_failures);

	if (wait < asked)
		wait = asked;
	if (asked > 0)
		outbox->alone_ms = desk_mono_ms(outbox->desk) + asked;
	s->settle.state = REQUEST_WAITING;
	s->settle.next_ms = s->now_ms + wait;
	s->settle.outcome_unknown = may_have_arrived(slot, answer, problem);
	journal_retry(slot);
	if (alone)
		outbox_slot_answers(slot);
	else
		outbox_slot_fails(slot, s->problem, wait, asked);
}

static void
stop_line(struct slot *slot)
{
	struct settling *s = &slot->settling;

	s->settle.state = REQUEST_WAITING;
	s->settle.next_ms = s->now_ms + NOT_ADMITTED_MS;
	s->settle.outcome_unknown = slot->asking;
	outbox_slot_stops(slot, s->problem, NOT_ADMITTED_MS);
}

static void
done(struct slot *slot)
{
	const struct settling *s = &slot->settling;
	const char *outcome = s->duplicate_of[0] ? "duplicate" : s->result[0] ? s->result : "ok";

	slot->settling.settle.state = REQUEST_DONE;
	journal_as(slot, is_claim(&slot->item) ? EVENT_CLAIM_SENT : EVENT_REQUEST_SENT, outcome);
}

static bool
visit_is_gone(const struct outbox_item *item, const struct problem *problem)
{
	return strcmp(item->kind, call_word(CALL_CLAIM)) == 0 &&
	       (strcmp(problem->code, "visit-not-found") == 0 ||
		       strcmp(problem->code, "visit-expired") == 0);
}

/* The centre had no use for it under that address: nothing of it was processed, so a new key doubles nothing; and the
 * receipt code in it is the claim's own. */
static void
send_elsewhere(struct slot *slot)
{
	struct settling *s = &slot->settling;
	struct outbox_item *item = &slot->item;

	if (item->body.len == 0) { /* it was sent from where it lies */
		item->body = slot->exchange.request.body;
		buf_init(&slot->exchange.request.body, 0);
	}
	desk_uuid(slot->outbox->desk, s->instead_key);
	s->instead = (struct outbox_put){ .key = s->instead_key,
		.kind = call_word(CALL_OFFLINE_CLAIM),
		.method = item->method,
		.path = central_offline_path(),
		.content_type = item->content_type,
		.body = item->body.data,
		.n = item->body.len,
		.expires_ms = item->expires_ms };
	s->settle.state = REQUEST_EXPIRED;
	s->settle.instead = &s->instead;
	journal_as(slot, EVENT_REQUEST_RETRY, "again");
}

/* A no with a reason is staff's to settle; a photograph cannot be taken again and is kept no longer. */
static void
refused(struct slot *slot, const struct problem *problem)
{
	struct settling *s = &slot->settling;
	const struct outbox_item *item = &slot->item;

	if (visit_is_gone(item, problem)) {
		send_elsewhere(slot);
		return;
	}
	str_clip(s->duplicate_of, sizeof(s->duplicate_of), problem->claim);
	s->settle.duplicate_of = text_or_null(s->duplicate_of);
	s->settle.state = strcmp(item->kind, call_word(CALL_CLAIM_FACE)) == 0
				  ? REQUEST_EXPIRED
				  : REQUEST_PARKED;
	journal_as(slot, is_claim(item) ? EVENT_CLAIM_PARKED : EVENT_REQUEST_PARKED, "refused");
}

static void
decide(struct slot *slot, const struct http_answer *answer)
{
	struct settling *s = &slot->settling;
	struct problem problem;
	enum verdict verdict = central_verdict(answer, &problem);

	if (verdict == VERDICT_DONE && read_done(s, &slot->item, answer) != ST_OK) {
		verdict = VERDICT_AGAIN; /* not an answer of this contract */
		str_clip(problem.code, sizeof(problem.code), "bad-answer");
	}
	str_clip(s->problem, sizeof(s->problem), problem.code);
	s->settle.http_status = answer->status;
	switch (verdict) {
	case VERDICT_DONE:
		done(slot);
		outbox_slot_answers(slot);
		break;
	case VERDICT_REFUSED:
		refused(slot, &problem);
		outbox_slot_answers(slot);
		break;
	case VERDICT_NOT_ADMITTED:
		stop_line(slot);
		break;
	case VERDICT_AGAIN:
		try_again(slot, answer, &problem);
		break;
	}
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

static struct settling *
begin(struct slot *slot)
{
	struct settling *s = &slot->settling;

	*s = (struct settling){ .now_ms = desk_wall_ms(slot->outbox->desk) };
	s->settle.key = slot->item.key;
	s->settle.problem = s->problem;
	buf_init(&s->answer, HTTP_ANSWER_MAX);
	return s;
}

static void
end(struct slot *slot)
{
	slot->stage = STAGE_ENDED;
	slot->outbox->kicked = true; /* it may have held another one back */
	outbox_go_on(slot->outbox);
}

void
outbox_settle_answer(struct slot *slot, struct http_answer *answer)
{
	struct settling *s = begin(slot);

	decide(slot, answer);
	if (answer->st == ST_OK && answer->body.len > 0) {
		s->answer = answer->body;
		buf_init(&answer->body, HTTP_ANSWER_MAX);
		s->settle.answer = s->answer.data;
		s->settle.answer_n = s->answer.len;
	}
	end(slot);
}

void
outbox_settle_expired(struct slot *slot)
{
	struct settling *s = begin(slot);

	s->settle.state = REQUEST_EXPIRED;
	str_clip(s->problem, sizeof(s->problem),
		slot->item.outcome_unknown ? "outcome-unknown" : "expired");
	journal_as(slot, EVENT_REQUEST_EXPIRED, "expired");
	end(slot);
}
