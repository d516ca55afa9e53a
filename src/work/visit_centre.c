/* SPDX-License-Identifier: Apache-2.0 */
/* The effects that ask the centre, and the decision that is made here and there. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/ticket.h"
#include "flow/years.h"

#include <stdlib.h>
#include <string.h>

enum { STATUS_BUDGET_MS = 6000 };

/* One exchange for one step; it outlives the step and then does nothing. */
struct exchange {
	struct line_job job; /* first */
	struct visit *visit;
	uint64_t generation;
	enum call call;
};

static void
free_exchange(struct exchange *exchange)
{
	line_job_free(&exchange->job);
	free(exchange);
}

static void
note_line(struct visit *visit, const struct exchange *exchange, enum outcome outcome)
{
	if (outcome != OUTCOME_AWAY)
		unanswered_end(&visit->unanswered, &exchange->job.request);
	outbox_heard(visit->desk->outbox, outcome != OUTCOME_AWAY, visit->answers->problem);
}

/* The KPJ is the person's, and registered: an answer that was lost said so before, or somebody else did it. */
static bool
is_linked(enum call call, const struct answers *a)
{
	return call == CALL_ADD_CARD && a->outcome == OUTCOME_REFUSED &&
	       strcmp(a->problem, "card-already-linked") == 0;
}

static const char *
answer_word(enum outcome outcome)
{
	return outcome == OUTCOME_OK     ? "ok"
	       : outcome == OUTCOME_AWAY ? "away"
					 : "refused";
}

/* The claim in its new state, or in the old one where the centre did not take it. */
static void
journal_mending(struct visit *visit)
{
	const struct answers *a = visit->answers;
	bool ok = a->outcome == OUTCOME_OK;
	char detail[64];

	if (str_format(detail, sizeof(detail), "%s %s",
		    a->account[0] ? "account" : "documents", a->problem) == ST_OK)
		visit_journal(visit, EVENT_CLAIM_MEND,
			answer_word(a->outcome), detail);
	for (size_t i = 0; i < a->claims_n && ok; i++)
		if (strcmp(a->claim[i].number, a->mending) == 0)
			visit_keep_state(visit, a->mending, "returned", a->claim[i].status,
				a->claim[i].promised);
}

static void
journal_saving(struct visit *visit)
{
	const struct answers *a = visit->answers;
	char detail[97];

	if (str_format(detail, sizeof(detail), "%s %s %s", a->kept.flow, a->kept.step,
		    a->problem) == ST_OK)
		visit_journal(visit, EVENT_VISIT_SAVED, answer_word(a->outcome), detail);
}

/* How many, and never what. */
static void
journal_change(struct visit *visit)
{
	const struct answers *a = visit->answers;
	int taken = 0, refused = 0;
	char detail[32];

	for (int i = 0; i < RECORD_FIELDS; i++) {
		taken += a->change[i].state == CHANGE_ACCEPTED;
		refused += a->change[i].state == CHANGE_REFUSED;
	}
	if (str_format(detail, sizeof(detail), "%d %d", taken, refused) == ST_OK)
		visit_journal(visit, EVENT_RECORD_CHANGE,
			a->outcome == OUTCOME_AWAY ? "away"
			: a->outcome != OUTCOME_OK ? "refused"
			: refused > 0              ? "some"
						   : "ok",
			detail);
}

static void
journal_answer(struct visit *visit, enum call call)
{
	const struct answers *a = visit->answers;
	bool ok = a->outcome == OUTCOME_OK;
	char tries[48];

	switch (call) {
	case CALL_OPEN_VISIT:
		if (ok)
			visit_journal(visit, EVENT_VISIT_IDENTIFIED, "ok", visit_age_word(visit));
		else if (a->outcome == OUTCOME_NOT_FOUND)
			visit_journal(visit, EVENT_VISIT_NOT_FOUND, "not-found", "");
		else if (a->outcome == OUTCOME_REFUSED && a->kept.asked[0])
			visit_journal(visit, EVENT_VISIT_REOPENED, "refused", a->problem);
		break;
	case CALL_FACE:
		if (str_format(tries, sizeof(tries), "%s %d", a->face_result, a->face_tries) ==
			ST_OK)
			visit_journal(visit, EVENT_FACE_END, ok ? "ok" : "no", tries);
		break;
	case CALL_ADD_CARD:
		visit_journal(visit, EVENT_CARD_ADD,
			ok                   ? "ok"
			: is_linked(call, a) ? "linked"
					     : "refused",
			"");
		break;
	case CALL_CHECK_ACCOUNT:
		visit_journal(visit, EVENT_ACCOUNT_CHECK, ok ? "ok" : "refused",
			a->holder_match == NAME_SAME      ? "same"
			: a->holder_match == NAME_SIMILAR ? "similar"
							  : "different");
		break;
	case CALL_CHANGE:
		journal_change(visit);
		break;
	case CALL_MEND:
		journal_mending(visit);
		break;
	case CALL_UNBLOCK:
		visit_unblocked(visit);
		break;
	case CALL_SAVE_VISIT:
		journal_saving(visit);
		break;
	case CALL_TICKET:
		visit_journal(visit, EVENT_TICKET_ASKED,
			ok                           ? "ok"
			: a->outcome == OUTCOME_AWAY ? "away"
						     : "refused",
			ticket_kind_code(a->ticket_wish.kind));
		break;
	default:
		break;
	}
}

/* The record has come: what it says of the account and of the birth date. */
static void
look_at_record(struct visit *visit)
{
	struct answers *a = visit->answers;
	int second;

	if (date_is_known(a->record_birth) && date_is_known(a->birth))
		a->birth_differs = !date_equal(a->record_birth, a->birth);
	if (!date_is_known(a->birth)) {
		a->birth = a->record_birth;
		a->priority = date_age(a->birth, visit->desk->place.today) >= 60;
	}
	if (a->kept.found)
		a->kept.on =
			date_of_unix(a->kept.at_s, visit->desk->zone_offset_s, &second);
	if (a->reason == REASON_NONE) {
		struct claim_facts facts;

		answers_facts(a, visit->desk->place.today, &facts);
		a->reason = claim_reason_of(visit->desk->place.policy, &facts);
		wipe(&facts, sizeof(facts));
	}
}

/* The centre tells a moment; whoever comes needs the day and the time on the clock here. */
static void
look_at_ticket(struct visit *visit)
{
	struct answers *a = visit->answers;

	a->ticket_on = date_of_unix(a->ticket_at_ms / 1000, visit->desk->zone_offset_s,
		&a->ticket_second_of_day);
}

/* A number may be kept there for somebody who never learns it: asked once more, under the same key, it is told. */
static bool
is_lost(const struct exchange *exchange)
{
	enum status st = exchange->job.answer.st;

	return exchange->call == CALL_TICKET && !exchange->visit->asked_again &&
	       (st == ST_TIMEOUT || st == ST_UNREACHABLE);
}

static void ask(struct visit *visit, enum call call, void (*done)(struct line_job *job));

static void
answered(struct line_job *job)
{
	struct exchange *exchange = (struct exchange *)job;
	struct visit *visit = exchange->visit;
	struct answers *a = visit->answers;
	enum status st;
	bool unclear, linked;

	if (exchange->generation != visit->generation) {
		free_exchange(exchange);
		return;
	}
	visit->asked_again = is_lost(exchange);
	if (visit->asked_again) {
		free_exchange(exchange);
		ask(visit, CALL_TICKET, answered);
		return;
	}
	st = central_apply(exchange->call, &job->answer, a);
	if (st != ST_OK && st != ST_REFUSED && job->answer.st == ST_OK)
		log_error("%s: %s", call_word(exchange->call), status_words(st));
	if (a->outcome != OUTCOME_OK)
		log_info("%s: %s", call_word(exchange->call), a->problem);
	if (exchange->call == CALL_OPEN_VISIT && a->outcome == OUTCOME_OK)
		a->consent_id[0] = a->attestation_id[0] = '\0'; /* of the visit before */
	if (exchange->call == CALL_PARTICIPANT && a->outcome == OUTCOME_OK)
		look_at_record(visit);
	if (exchange->call == CALL_TICKET && a->outcome == OUTCOME_OK)
		look_at_ticket(visit);
	if (exchange->call == CALL_FACE &&
		(a->outcome == OUTCOME_OK || a->outcome == OUTCOME_FACE_NO)) {
		buf_free(&visit->jpeg); /* the centre has it */
		a->photo_kept = false;
	}
	journal_answer(visit, exchange->call);
	note_line(visit, exchange, a->outcome);
	if (exchange->call == CALL_CLAIM_LOOKUP)
		visit_looked_up(visit);
	unclear = exchange->call == CALL_FACE && a->outcome == OUTCOME_FACE_QUALITY;
	linked = is_linked(exchange->call, a);
	free_exchange(exchange);
	if (linked) { /* the record as it is by now */
		ask(visit, CALL_PARTICIPANT, answered);
		return;
	}
	visit_effect_done(visit);
	if (unclear) /* the face step comes again, and says why */
		visit_say(visit, false,
			TR(N_("Foto kurang jelas. Tidak dihitung. Tekan Enter lagi.")));
	visit_changed(visit);
}

static struct exchange *
new_exchange(struct visit *visit, enum call call, void (*done)(struct line_job *job))
{
	struct exchange *exchange = calloc(1, sizeof(*exchange));

	if (exchange == NULL)
		return NULL;
	line_job_init(&exchange->job);
	exchange->job.budget_ms = visit->desk->timeout_ms;
	exchange->job.done = done;
	exchange->visit = visit;
	exchange->generation = visit->generation;
	exchange->call = call;
	return exchange;
}

static const char *
card_to_add(const struct answers *a)
{
	if (a->card_at < 0)
		return a->kpj_typed;
	return a->card_at < (int)a->cards_n ? a->card[a->card_at].kpj : "";
}

static enum status
build(struct visit *visit, struct exchange *exchange)
{
	struct answers *a = visit->answers;
	char key[UUID_TEXT], measures[MEASURES_ROOM] = "";
	struct call_extra extra = {
		.kiosk = visit->desk->place.kiosk,
		.site = visit->desk->place.site,
		.idempotency_key = key,
		.today = visit->desk->place.today,
		.kpj = card_to_add(a),
		.jpeg = visit->jpeg.data,
		.jpeg_n = visit->jpeg.len,
		.measures_json = measures,
		.now_ms = desk_wall_ms(visit->desk),
	};
	enum status st = ST_OK;

	desk_uuid(visit->desk, key);
	if (exchange->call == CALL_FACE)
		st = central_measures(&visit->measures, measures);
	return st == ST_OK ? central_build(exchange->call, a, &extra, &exchange->job.request)
			   : st;
}

static bool
can_stop(enum call call)
{
	return call == CALL_OPEN_VISIT || call == CALL_PARTICIPANT ||
	       call == CALL_CHECK_ACCOUNT || call == CALL_PREVIEW || call == CALL_FACE ||
	       call == CALL_CLAIM_LOOKUP || call == CALL_CONTRIBUTIONS ||
	       call == CALL_PROGRAMMES || call == CALL_CLAIMS;
}

static void
ask(struct visit *visit, enum call call, void (*done)(struct line_job *job))
{
	struct exchange *exchange = new_exchange(visit, call, done);
	enum status st = exchange ? build(visit, exchange) : ST_NO_MEMORY;

	if (st != ST_OK) {
		log_error("%s: %s", call_word(call), status_words(st));
		if (exchange)
			free_exchange(exchange);
		visit->answers->outcome = OUTCOME_REFUSED;
		visit_effect_done(visit);
		return;
	}
	unanswered_begin(&visit->unanswered, &exchange->job.request);
	visit->exchange = &exchange->job;
	visit->effect_can_stop = can_stop(call);
	line_post(visit->desk->line, &exchange->job);
	visit_changed(visit);
}

/* Nobody compares it now: it goes with the claim. */
static void
keep_photo(struct visit *visit)
{
	struct answers *a = visit->answers;

	a->photo_kept = visit->jpeg.len > 0;
	a->outcome = OUTCOME_OK;
	visit_journal(visit, EVENT_FACE_END, "kept", "");
	visit_effect_done(visit);
}

void
visit_ask_centre(struct visit *visit, enum call call)
{
	struct answers *a = visit->answers;

	if (call == CALL_FACE && a->without_centre) {
		keep_photo(visit);
		return;
	}
	if (call == CALL_ATTEST &&
		(a->without_centre || a->attestation_id[0] || a->centre_visit[0] == '\0')) {
		if (a->assurance < ASSURANCE_FACE)
			a->assurance = ASSURANCE_ATTESTED;
		a->outcome = OUTCOME_OK;
		visit_effect_done(visit);
		return;
	}
	ask(visit, call, answered);
}

/* --- the decision ------------------------------------------------------------------------------------------------- */

static void
decide_here(struct visit *visit, struct claim_decision *ret_decision)
{
	struct claim_facts facts;

	answers_facts(visit->answers, visit->desk->place.today, &facts);
	claim_decide(visit->desk->place.policy, &facts, ret_decision);
	wipe(&facts, sizeof(facts));
}

static void
journal_decision(struct visit *visit, const struct claim_decision *ours)
{
	const struct claim_decision *d = &visit->answers->decision;
	char detail[97];

	if (str_format(detail, sizeof(detail), "%s %s", claim_why_code(d->why),
		    claim_route_code(d->route)) == ST_OK)
		visit_journal(visit, EVENT_DECISION, d->eligible ? "yes" : "no", detail);
	if (d->eligible == ours->eligible && d->why == ours->why && d->net == ours->net)
		return;
	if (str_format(detail, sizeof(detail), "%s %s", claim_why_code(ours->why),
		    claim_why_code(d->why)) == ST_OK)
		visit_journal(visit, EVENT_DECISION_DIFFERS, "differs", detail);
}

static void
decided(struct line_job *job)
{
	struct exchange *exchange = (struct exchange *)job;
	struct visit *visit = exchange->visit;
	struct answers *a = visit->answers;
	struct claim_decision ours;

	if (exchange->generation != visit->generation) {
		free_exchange(exchange);
		return;
	}
	decide_here(visit, &ours);
	a->decision = ours;
	(void)central_apply(
		CALL_PREVIEW, &job->answer, a); /* the centre wins where it answers */
	note_line(visit, exchange, a->outcome);
	if (a->outcome != OUTCOME_OK)
		a->decision = ours;
	a->outcome = OUTCOME_OK;
	a->decided = true;
	journal_decision(visit, &ours);
	free_exchange(exchange);
	visit_effect_done(visit);
	visit_changed(visit);
}

void
visit_decide(struct visit *visit)
{
	ask(visit, CALL_PREVIEW, decided);
}

/* --- contributions ------------------------------------------------------------------------------------------------ */

static void year_came(struct line_job *job);

static void
ask_year(struct visit *visit)
{
	visit->answers->year_asked = years_next(visit->answers);
	ask(visit, CALL_CONTRIBUTIONS, year_came);
}

/* What came before the line dropped is shown all the same. */
static void
year_came(struct line_job *job)
{
	struct exchange *exchange = (struct exchange *)job;
	struct visit *visit = exchange->visit;
	struct answers *a = visit->answers;

	if (exchange->generation != visit->generation) {
		free_exchange(exchange);
		return;
	}
	(void)central_apply(CALL_CONTRIBUTIONS, &job->answer, a); /* answers->outcome tells */
	note_line(visit, exchange, a->outcome);
	free_exchange(exchange);
	if (a->outcome == OUTCOME_OK)
		years_take(a);
	else
		a->years_cut = true;
	if (a->outcome == OUTCOME_OK && years_are_due(a)) {
		ask_year(visit);
		return;
	}
	visit_end_effect(visit, a->years_n > 0 ? OUTCOME_OK : a->outcome);
}

void
visit_ask_years(struct visit *visit)
{
	years_begin(visit->answers, visit->desk->place.today);
	ask_year(visit);
}

/* --- the end of a visit at the centre --------------------------------------------------------------------------------- */

static void
closed(struct line_job *job)
{
	free_exchange(
		(struct exchange *)job); /* the centre lets it expire by itself otherwise */
}

void
visit_close_at_centre(struct visit *visit)
{
	struct exchange *exchange;

	if (visit->answers->centre_visit[0] == '\0')
		return;
	exchange = new_exchange(visit, CALL_CLOSE_VISIT, closed);
	if (exchange == NULL)
		return;
	exchange->job.budget_ms = STATUS_BUDGET_MS;
	if (build(visit, exchange) == ST_OK)
		line_post(visit->desk->line, &exchange->job);
	else
		free_exchange(exchange);
}
