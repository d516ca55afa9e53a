/* SPDX-License-Identifier: Apache-2.0 */
/* All is well, then there is trouble, then it is over. */
#include "tests/fault/trial.h"

#include "base/str.h"
#include "rules/code.h"
#include "tests/fake/tree_file.h"
#include "tests/fault/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	WELL_MS = 20000,  /* more than anything takes that works */
	SILENT_MS = 3000, /* the visit's patience with nobody */
	BACKOFF_CAP_MS = 5 * 60 * 1000,
	HOUR_MS = 60 * 60 * 1000,
	LATER_MS = 10 * 60 * 1000, /* a photograph after its claim: the trouble comes between */
	URL_ROOM = 64,
	SPEC_ROOM = 160,
};

#define CLAIMS "SELECT count(*) FROM claim WHERE kiosk IS NOT NULL"
#define PHOTOS "SELECT count(*) FROM verification"
#define HEADS  "SELECT count(*) FROM journal_head"
#define WITHDRAWALS "SELECT count(*) FROM withdrawal"

struct trial {
	const struct asking *asking;
	const struct trouble *trouble;
	const char *certificates;
	struct office office;
	struct street *street;
	struct counter counter;
	char url[URL_ROOM], elsewhere[URL_ROOM];
	int good_port, other_port;
};

static enum mark
say(enum mark mark, const char *what)
{
	(void)fprintf(stderr, "%s\n", what);
	return mark;
}

/* --- setting up --------------------------------------------------------------------------------------------------- */

static bool
is_secure(const struct trouble *trouble)
{
	return trouble->certificate != NULL || trouble->host != NULL;
}

static void
open_office(struct trial *t, const char *dir)
{
	char spec[SPEC_ROOM], before[SPEC_ROOM];
	const char *faults[3] = { NULL };
	int n = 0;

	if (t->trouble->action != NULL) {
		MUST(str_format(spec, sizeof(spec), "%s:%s:n=1", t->asking->where,
			     t->trouble->action) == ST_OK);
		faults[n++] = spec;
	}
	if (t->asking->before != NULL) {
		MUST(str_format(before, sizeof(before), "POST /v1/visits/*/claims:%s:n=1",
			     t->asking->before) == ST_OK);
		faults[n++] = before;
	}
	office_open(&t->office, dir, faults);
	t->good_port = office_door(
		&t->office, 0, t->certificates, is_secure(t->trouble) ? "good" : NULL);
	if (t->trouble->certificate != NULL)
		t->other_port =
			office_door(&t->office, 1, t->certificates, t->trouble->certificate);
}

static void
begin(struct trial *t, const struct state *place)
{
	char ca[STATE_PATH] = "";
	const char *scheme = is_secure(t->trouble) ? "https" : "http";

	open_office(t, place->dir);
	t->street = street_new(t->good_port);
	MUST(str_format(t->url, sizeof(t->url), "%s://127.0.0.1:%d", scheme,
		     street_port(t->street)) == ST_OK);
	if (t->trouble->host != NULL)
		MUST(str_format(t->elsewhere, sizeof(t->elsewhere), "%s://%s:%d", scheme,
			     t->trouble->host, street_port(t->street)) == ST_OK);
	if (is_secure(t->trouble))
		MUST(str_format(ca, sizeof(ca), "%s/ca.crt", t->certificates) == ST_OK);
	counter_open(&t->counter, t->url, ca);
	MUST(counter_rests(&t->counter, WELL_MS));
}

static void
end(struct trial *t)
{
	counter_close(&t->counter);
	office_close(&t->office);
	street_free(t->street);
}

/* --- the way to the request --------------------------------------------------------------------------------------- */

#define SET(room, value) MUST(str_copy((room), sizeof(room), (value)) == ST_OK)

static enum outcome
well(struct trial *t, enum call call)
{
	return counter_call(&t->counter, call, (struct call_extra){ 0 }, WELL_MS);
}

static void
officer_joins(struct answers *a)
{
	a->officer = (struct officer){ .joined = true, .id = "s1", .name = "Rina" };
	a->attester = a->officer;
	a->ktp_seen = true;
}

static void
name_claim(struct trial *t)
{
	const struct desk *desk = &t->counter.desk;
	struct answers *a = &t->counter.answers;
	uint8_t random[8];

	desk->chance.fill(desk->chance.ctx, random, sizeof(random));
	code_make(random, a->code);
	desk_uuid(desk, a->idempotency_key);
	a->confirmed_at_ms = desk_wall_ms(desk);
	a->without_centre = t->asking->stage == STAGE_NOTHING;
}

/* One the centre has, to be asked for by its code. */
static void
leave_claim(struct trial *t)
{
	name_claim(t);
	MUST(well(t, CALL_OFFLINE_CLAIM) == OUTCOME_OK);
	SET(t->counter.answers.lookup.code, t->counter.answers.code);
}

static bool
is_of_face(enum call call)
{
	return call == CALL_FACE || call == CALL_CLAIM_FACE;
}

/* What the person wants of the services beside the claim. */
static void
wish(enum call call, struct answers *a)
{
	if (call == CALL_TICKET) {
		a->ticket_wish = (struct ticket_wish){ .kind = TICKET_COUNTER,
			.reason = REASON_MENINGGAL };
		a->priority = true;
	} else if (call == CALL_CHANGE) {
		a->change[RECORD_PHONE].state = CHANGE_WANTED;
		SET(a->change[RECORD_PHONE].text, "+6281200000099");
	} else if (call == CALL_MEND) {
		SET(a->claim_shown, a->claim[0].number);
		SET(a->account, "012301004567518");
		SET(a->bank, "002");
	} else if (call == CALL_SAVE_VISIT) {
		SET(a->kept.flow, "claim");
		SET(a->kept.step, "account");
	} else if (call == CALL_UNBLOCK) {
		a->unblock.reason = UNBLOCK_FACE;
		a->unblock.second.joined = true;
		SET(a->unblock.second.name, "Sari");
	} else if (call == CALL_BILL) {
		a->bill.months = 3;
	}
}

static void
come_to_stage(struct trial *t)
{
	struct answers *a = &t->counter.answers;
	enum stage stage = t->asking->stage;

	SET(a->nik, t->asking->nik);
	a->consent = is_of_face(t->asking->call) ? CONSENT_FACE : CONSENT_NO_FACE;
	a->reason = REASON_USIA_56;
	a->birth = (struct date){ 1960, 3, 12 };
	SET(a->bank, "002");
	SET(a->account, "012301004567501");
	if (t->asking->call != CALL_CLAIM_FACE)
		officer_joins(a);
	if (stage >= STAGE_VISIT)
		MUST(well(t, CALL_OPEN_VISIT) == OUTCOME_OK);
	if (stage >= STAGE_CONSENT)
		MUST(well(t, CALL_CONSENT) == OUTCOME_OK);
	if (stage >= STAGE_PROVEN)
		MUST(well(t, CALL_ATTEST) == OUTCOME_OK);
	if (stage >= STAGE_RECORD)
		MUST(well(t, CALL_PARTICIPANT) == OUTCOME_OK);
	if (t->asking->call == CALL_CLAIM_LOOKUP || t->asking->call == CALL_WITHDRAW)
		leave_claim(t);
	wish(t->asking->call, a);
}

/* --- the photograph ----------------------------------------------------------------------------------------------- */

struct photo {
	struct buf jpeg;
	char measures[MEASURES_ROOM];
	struct call_extra extra;
};

static void
photo_take(struct photo *photo)
{
	const struct face_measures measures = { .faces = 1,
		.eye_distance_px = 120,
		.roll = 1,
		.sharpness = 400,
		.luminance = 0.5F };

	buf_init(&photo->jpeg, 250 * 1000);
	MUST(tree_file_read("tests/data/faces/astronaut.jpg", &photo->jpeg) == ST_OK);
	MUST(central_measures(&measures, photo->measures) == ST_OK);
	photo->extra = (struct call_extra){ .jpeg = photo->jpeg.data,
		.jpeg_n = photo->jpeg.len,
		.measures_json = photo->measures };
}

static void
confirm_with_photo(struct trial *t)
{
	struct photo photo;
	char key[UUID_TEXT];

	photo_take(&photo);
	desk_uuid(&t->counter.desk, key);
	photo.extra.idempotency_key = key;
	t->counter.answers.photo_kept = true;
	counter_confirm(&t->counter, CALL_OFFLINE_CLAIM, &photo.extra);
	buf_free(&photo.jpeg);
}

static void
confirm(struct trial *t)
{
	name_claim(t);
	if (t->asking->kind == KIND_PHOTO)
		confirm_with_photo(t);
	else
		counter_confirm(&t->counter,
			t->asking->call == CALL_OFFLINE_CLAIM ? CALL_OFFLINE_CLAIM : CALL_CLAIM,
			NULL);
}

/* --- trouble and its end ------------------------------------------------------------------------------------------ */

/* Something else goes over the line before, so that its connection is there. */
static void
use_line(struct trial *t)
{
	struct call_extra extra = { .outcome_of = "019ab1c2-0000-7000-8000-000000000000",
		.idempotency_key = "" };
	struct answers kept = t->counter.answers;
	bool status = t->asking->call == CALL_STATUS;

	(void)counter_call(&t->counter, status ? CALL_OUTCOME : CALL_STATUS, extra, WELL_MS);
	MUST(t->counter.answers.outcome == (status ? OUTCOME_NOT_FOUND : OUTCOME_OK));
	t->counter.answers = kept;
}

static void
strike(struct trial *t)
{
	const struct trouble *trouble = t->trouble;

	if (trouble->kept)
		use_line(t);
	else
		counter_dial(&t->counter, trouble->host != NULL ? t->elsewhere : t->url);
	if (trouble->certificate != NULL)
		street_to(t->street, t->other_port);
	street_weather(t->street, trouble->weather);
}

/* What the centre does wrong it does once. */
static void
lift(struct trial *t)
{
	street_weather(t->street, WEATHER_FAIR);
	street_to(t->street, t->good_port);
	if (t->trouble->host != NULL)
		counter_dial(&t->counter, t->url);
}

/* --- asked by the visit ------------------------------------------------------------------------------------------- */

static enum outcome
send_photo(struct trial *t, int budget_ms)
{
	struct photo photo;
	enum outcome outcome;

	photo_take(&photo);
	outcome = counter_call(&t->counter, CALL_FACE, photo.extra, budget_ms);
	buf_free(&photo.jpeg);
	return outcome;
}

static enum outcome
ask(struct trial *t, int budget_ms)
{
	const struct call_extra extra = { .today = t->counter.desk.place.today,
		.kpj = "20601234808" };

	if (t->asking->call == CALL_FACE)
		return send_photo(t, budget_ms);
	return counter_call(&t->counter, t->asking->call, extra, budget_ms);
}

/* All but what the last exchange came to. */
static bool
same_answers(const struct answers *a, const struct answers *b)
{
	struct answers left = *a;

	left.outcome = b->outcome;
	left.again_s = b->again_s;
	memcpy(left.problem, b->problem, sizeof(left.problem));
	memcpy(left.problem_claim, b->problem_claim, sizeof(left.problem_claim));
	return memcmp(&left, b, sizeof(left)) == 0;
}

static enum mark
judge_asked(struct trial *t, const struct answers *before)
{
	const struct answers *a = &t->counter.answers;
	const char *problem = t->trouble->problem;

	if (problem == NULL)
		return a->outcome == OUTCOME_OK ? MARK_GOOD : say(MARK_OTHERWISE, a->problem);
	if (a->outcome == OUTCOME_OK)
		return say(MARK_UNTRUE, "taken for an answer");
	if (!same_answers(before, a))
		return say(MARK_UNTRUE, "something of it was taken for true");
	return a->outcome == OUTCOME_AWAY && strcmp(a->problem, problem) == 0
		       ? MARK_GOOD
		       : say(MARK_OTHERWISE, a->problem);
}

static enum mark
run_asked(struct trial *t)
{
	struct answers before;
	enum mark mark;
	int64_t claims;

	come_to_stage(t);
	claims = office_number(&t->office, CLAIMS, NULL);
	strike(t);
	before = t->counter.answers;
	(void)ask(t, t->trouble->silent ? SILENT_MS : WELL_MS);
	mark = judge_asked(t, &before);
	lift(t);
	if (mark == MARK_GOOD && t->trouble->problem != NULL && ask(t, WELL_MS) != OUTCOME_OK)
		mark = say(MARK_STUCK, t->counter.answers.problem);
	office_shut(&t->office);
	if (office_number(&t->office, CLAIMS, NULL) != claims)
		mark = say(MARK_DOUBLED, "a claim nobody made");
	return mark;
}

/* --- sent by the outbox ------------------------------------------------------------------------------------------- */

/* The one that meets the trouble is the last. */
static int64_t
of_request(struct trial *t, const char *column)
{
	char sql[96];

	MUST(str_format(sql, sizeof(sql), "SELECT %s FROM request ORDER BY id DESC LIMIT 1",
		     column) == ST_OK);
	return state_number(&t->counter.state, sql);
}

/* How often the centre has what is sent. */
static int64_t
arrived(struct trial *t)
{
	enum kind kind = t->asking->kind;

	return office_number(&t->office,
		kind == KIND_PHOTO        ? PHOTOS
		: kind == KIND_WITHDRAWAL ? WITHDRAWALS
		: kind == KIND_HEAD       ? HEADS
					  : CLAIMS,
		NULL);
}

/* WAITING with a time that comes, and the right question. */
static enum mark
judge_waiting(struct trial *t, bool asks)
{
	int64_t left_ms = of_request(t, "next_ms") - desk_wall_ms(&t->counter.desk);

	if (of_request(t, "state") != REQUEST_WAITING || left_ms > BACKOFF_CAP_MS ||
		of_request(t, "next_ms") <= 0)
		return say(MARK_STUCK, "no next time");
	return of_request(t, "outcome_unknown") == asks
		       ? MARK_GOOD
		       : say(MARK_OTHERWISE,
				 asks ? "would not ask first" : "asks without need");
}

static enum mark
judge_first_try(struct trial *t, const struct news *news, bool done, bool asks)
{
	const char *problem = t->trouble->problem;
	int64_t n = arrived(t);

	if (news->state == REQUEST_DONE && n == 0)
		return say(MARK_UNTRUE, "done, and the centre has nothing");
	if (n != done)
		return say(MARK_OTHERWISE, done ? "the centre lacks it" : "the centre has it");
	if (problem == NULL)
		return news->state == REQUEST_DONE ? MARK_GOOD
						   : say(MARK_OTHERWISE, news->problem);
	if (news->state == REQUEST_DONE)
		return say(MARK_UNTRUE, "taken for an answer");
	if (news->state == REQUEST_PARKED)
		return say(MARK_LOST, news->problem); /* nobody's action is needed */
	if (strcmp(news->problem, problem) != 0)
		return say(MARK_OTHERWISE, news->problem);
	return judge_waiting(t, asks);
}

static void
pass_until_due(struct trial *t)
{
	int64_t left_ms = of_request(t, "next_ms") - desk_wall_ms(&t->counter.desk);

	counter_pass(&t->counter, left_ms > 0 ? left_ms + 1 : 1);
}

/* The question first where bytes may have left, the claim again only where the centre lacks it. */
static enum mark
judge_order(struct trial *t, int from, bool asks, bool has_it)
{
	int question = counter_sent(&t->counter, from, "GET /v1/requests/");
	int claim = counter_sent(&t->counter, from, "POST ");

	if ((question >= 0) != asks)
		return say(MARK_OTHERWISE, asks ? "did not ask first" : "asked without need");
	if (asks && claim >= 0 && claim < question)
		return say(MARK_OTHERWISE, "sent before it asked");
	if (!t->trouble->late && (claim >= 0) != !(asks && has_it))
		return say(MARK_OTHERWISE, has_it ? "sent again what is there" : "not sent");
	return MARK_GOOD;
}

static bool
stands_as(struct trial *t, const char *status)
{
	char sql[96];

	MUST(str_format(sql, sizeof(sql), "SELECT count(*) FROM claim WHERE status = '%s'",
		     status) == ST_OK);
	return state_number(&t->counter.state, sql) == 1;
}

/* Once at the centre, which has the whole claim by it, and no longer here. */
static enum mark
judge_photo(struct trial *t)
{
	int64_t photos = office_number(&t->office, PHOTOS, NULL);

	if (photos != 1)
		return say(photos == 0 ? MARK_LOST : MARK_DOUBLED, "photographs at the centre");
	if (office_number(&t->office, CLAIMS " AND status = 'received'", NULL) != 1 ||
		!stands_as(t, "received"))
		return say(MARK_UNTRUE, "the claim is not whole");
	if (state_number(&t->counter.state, "SELECT count(body) FROM request") != 0)
		return say(MARK_OTHERWISE, "a picture is still here");
	return MARK_GOOD;
}

/* Once at the centre, and here with its word. */
static enum mark
judge_withdrawal(struct trial *t)
{
	int64_t n = office_number(&t->office, WITHDRAWALS, NULL);
	struct withdrawal_got got;

	if (n != 1)
		return say(n == 0 ? MARK_LOST : MARK_DOUBLED, "withdrawals at the centre");
	MUST(store_withdrawal(t->counter.desk.store, t->counter.answers.lookup.code, &got) ==
		ST_OK);
	if (got.state != WITHDRAWN_DONE || strcmp(got.reference, "WD-0000000001") != 0 ||
		got.stops_ms == 0)
		return say(MARK_UNTRUE, "not the word of the centre");
	return MARK_GOOD;
}

static enum mark
judge_head(struct trial *t)
{
	int64_t n = office_number(&t->office, HEADS, NULL);

	if (n != 1)
		return say(n == 0 ? MARK_LOST : MARK_DOUBLED, "heads at the centre");
	return MARK_GOOD;
}

static enum mark
judge_claim(struct trial *t)
{
	struct counter *counter = &t->counter;
	int64_t claims, same;
	struct claim_got got;

	claims = office_number(&t->office, CLAIMS, NULL);
	if (claims != 1)
		return say(claims == 0 ? MARK_LOST : MARK_DOUBLED, "claims at the centre");
	MUST(store_claim_by_code(counter->desk.store, counter->answers.code, &got) == ST_OK);
	same = office_number(&t->office, CLAIMS " AND claim_number = ?", got.number);
	claim_got_free(&got);
	if (same != 1)
		return say(MARK_UNTRUE, "another number than the centre's");
	return t->asking->kind == KIND_PHOTO ? judge_photo(t) : MARK_GOOD;
}

static enum mark
judge_end(struct trial *t)
{
	int64_t rows, broken;

	office_shut(&t->office); /* what was held up arrives before */
	if (store_journal_verify(t->counter.desk.store, &rows, &broken) != ST_OK)
		return say(MARK_OTHERWISE, "the journal is not whole");
	if (t->asking->kind == KIND_HEAD)
		return judge_head(t);
	return t->asking->kind == KIND_WITHDRAWAL ? judge_withdrawal(t) : judge_claim(t);
}

static enum mark
settle(struct trial *t, bool asks, bool has_it)
{
	struct counter *counter = &t->counter;
	int from = counter_sent_n(counter), heard = counter->news_n;

	lift(t);
	pass_until_due(t);
	if (!counter_hears(counter, heard + 1, WELL_MS))
		return say(MARK_STUCK, "never tried again");
	if (counter->news[heard].state != REQUEST_DONE)
		return say(MARK_STUCK, counter->news[heard].problem);
	return judge_order(t, from, asks, has_it);
}

static enum mark
worse(enum mark a, enum mark b)
{
	return a > b ? a : b;
}

/* The try that the trouble meets, and what follows when it is over. */
static enum mark
run_try(struct trial *t, bool has_it, bool asks)
{
	struct counter *counter = &t->counter;
	int heard = counter->news_n;
	enum mark mark;

	if (!counter_hears(counter, heard + 1, WELL_MS))
		return say(MARK_STUCK, "never tried");
	mark = judge_first_try(t, &counter->news[heard], has_it, asks);
	if (counter->news[heard].state == REQUEST_WAITING)
		mark = worse(mark, settle(t, asks, has_it));
	return worse(mark, judge_end(t));
}

static enum mark
run_claim(struct trial *t)
{
	come_to_stage(t);
	confirm(t);
	strike(t);
	outbox_kick(t->counter.desk.outbox);
	return run_try(t, t->trouble->done, t->trouble->asks);
}

static enum mark
run_withdrawal(struct trial *t)
{
	come_to_stage(t);
	counter_withdraw(&t->counter);
	strike(t);
	outbox_kick(t->counter.desk.outbox);
	return run_try(t, t->trouble->done, t->trouble->asks);
}

static enum mark
run_head(struct trial *t)
{
	come_to_stage(t);
	counter_close_day(&t->counter);
	strike(t);
	outbox_kick(t->counter.desk.outbox);
	return run_try(t, t->trouble->done, t->trouble->asks);
}

/* The claim arrives, then the trouble comes, then the photograph is due. */
static enum mark
run_photo(struct trial *t)
{
	char sql[96];

	come_to_stage(t);
	confirm(t);
	MUST(str_format(sql, sizeof(sql),
		     "UPDATE request SET next_ms = made_ms + %d WHERE kind = 'photo'",
		     LATER_MS) == ST_OK);
	state_tamper(&t->counter.state, sql);
	outbox_kick(t->counter.desk.outbox);
	MUST(counter_hears(&t->counter, 1, WELL_MS));
	MUST(t->counter.news[0].state == REQUEST_DONE);
	MUST(counter_rests(&t->counter, WELL_MS));
	MUST(stands_as(t, "to_verify"));
	strike(t);
	pass_until_due(t);
	return run_try(t, t->trouble->done, t->trouble->asks);
}

/* A question that fails leaves the claim unknown, whatever it fails of; one that is answered settles or sends it. */
static enum mark
run_outcome(struct trial *t)
{
	bool has_it = t->asking->arrived || t->trouble->problem == NULL;

	come_to_stage(t);
	confirm(t);
	counter_dial(&t->counter, t->url);
	outbox_kick(t->counter.desk.outbox);
	MUST(counter_hears(&t->counter, 1, WELL_MS));
	MUST(t->counter.news[0].state == REQUEST_WAITING);
	MUST(of_request(t, "outcome_unknown") == 1);
	strike(t);
	pass_until_due(t);
	return run_try(t, has_it, true);
}

/* --- the daily question ------------------------------------------------------------------------------------------- */

static void
claim_that_moves(struct trial *t)
{
	struct claim_got got;

	come_to_stage(t);
	confirm(t);
	outbox_kick(t->counter.desk.outbox);
	MUST(counter_hears(&t->counter, 1, WELL_MS));
	MUST(t->counter.news[0].state == REQUEST_DONE);
	MUST(counter_rests(&t->counter, WELL_MS));
	MUST(store_claim_by_code(t->counter.desk.store, t->counter.answers.code, &got) ==
		ST_OK);
	office_move_claim(&t->office, got.number, "verifying");
	claim_got_free(&got);
}

static enum mark
run_states(struct trial *t)
{
	struct outbox *outbox = t->counter.desk.outbox;
	const char *first = t->trouble->problem == NULL ? "verifying" : "received";
	enum mark mark = MARK_GOOD;

	claim_that_moves(t);
	strike(t);
	outbox_ask_states(outbox);
	if (!counter_rests(&t->counter, WELL_MS))
		mark = say(MARK_STUCK, "the question never ends");
	else if (!stands_as(t, first))
		mark = say(MARK_UNTRUE, "not the state the centre told");
	lift(t);
	counter_pass(&t->counter, HOUR_MS);
	if (mark == MARK_GOOD && !counter_rests(&t->counter, WELL_MS))
		mark = say(MARK_STUCK, "the second question never ends");
	if (mark == MARK_GOOD && !stands_as(t, "verifying"))
		mark = say(MARK_STUCK, "not asked again within the hour");
	if (state_number(&t->counter.state,
		    "SELECT count(*) FROM journal WHERE event = 'claim.state'") > 1)
		mark = say(MARK_DOUBLED, "journalled twice");
	return mark;
}

/* --- one trial ---------------------------------------------------------------------------------------------------- */

enum mark
trial_run(const struct asking *asking, const struct trouble *trouble, const char *certificates)
{
	static enum mark (*const runs[])(struct trial * t) = {
		[KIND_ASKED] = run_asked,
		[KIND_CLAIM] = run_claim,
		[KIND_PHOTO] = run_photo,
		[KIND_OUTCOME] = run_outcome,
		[KIND_WITHDRAWAL] = run_withdrawal,
		[KIND_HEAD] = run_head,
		[KIND_STATES] = run_states,
	};
	static struct trial t;
	struct state place; /* the centre's */
	enum mark mark;

	t = (struct trial){
		.asking = asking, .trouble = trouble, .certificates = certificates
	};
	state_new(&place);
	state_close(&place);
	begin(&t, &place);
	mark = runs[asking->kind](&t);
	end(&t);
	state_free(&place);
	return mark;
}
