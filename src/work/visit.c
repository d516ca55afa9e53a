/* SPDX-License-Identifier: Apache-2.0 */
/* Keys to answers, answers to steps. */
#include "work/visit_inside.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_set.h"
#include "flow/survey.h"
#include "rules/identity.h"
#include "rules/receipt_voice.h"
#include "rules/scanned.h"
#include "work/paper.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	OFFICER_LAPSE_MS = 60 * 1000, /* DESIGN: rights end 60 s without the officer's key */
	RESULT_AGAIN_MS = 5000,
	VOICE_KEY = '5', /* on the idle screen */
};

static void enter(struct visit *visit, int at);
static void begin_idle(struct visit *visit);
static void begin_survey(struct visit *visit, const char *question);
static void call_staff(struct visit *visit);
static void go_back(struct visit *visit);

struct frame *
visit_top(struct visit *visit)
{
	return &visit->frame[visit->depth];
}

const struct step *
visit_step(const struct visit *visit)
{
	const struct frame *frame = &visit->frame[visit->depth];

	return flow_step(frame->flow, frame->at);
}

bool
visit_is_idle(const struct visit *visit)
{
	return visit->frame[0].flow == &idle_flow;
}

void
visit_changed(struct visit *visit)
{
	visit->revision++;
	visit_fill_page(visit);
}

/* A notice is spoken when it comes up; the rest of the page was when it opened. */
void
visit_say(struct visit *visit, bool bad, const char *text)
{
	str_clip(visit->notice, sizeof(visit->notice), text);
	visit->notice_is_bad = bad;
	visit_voice_notice(visit);
}

struct journal_entry
visit_entry(const struct visit *visit, enum event event, const char *outcome, const char *detail)
{
	const struct answers *a = visit->answers;

	return (struct journal_entry){
		.event = event,
		.visit = a->visit,
		.actor = a->officer.joined ? a->officer.id : "participant",
		.outcome = outcome,
		.subject = a->nik,
		.detail = detail,
		.service = a->service == SERVICE_NONE ? NULL : service_code(a->service),
	};
}

void
visit_journal(struct visit *visit, enum event event, const char *outcome, const char *detail)
{
	const struct journal_entry entry = visit_entry(visit, event, outcome, detail);

	desk_journal(visit->desk, &entry);
}

/* A supervisor looks at it again. */
static void
journal_for_review(struct visit *visit, enum event event, enum review_kind review)
{
	struct journal_entry entry = visit_entry(visit, event, "ok", "");

	entry.review = (struct journal_review){ .kind = review, .code = visit->answers->code };
	desk_journal(visit->desk, &entry);
}

/* --- moving ------------------------------------------------------------------------------------------------------- */

static void
set_flow(struct visit *visit, int depth, const struct flow *flow)
{
	visit->answers->amounts = AMOUNTS_COVERED;
	visit->depth = depth;
	visit->frame[depth] = (struct frame){ .flow = flow };
}

static void
start_flow(struct visit *visit, int depth, const struct flow *flow)
{
	int at;

	set_flow(visit, depth, flow);
	at = flow_from(flow, 0, visit->answers, &visit->desk->place);
	enter(visit, at == NO_STEP ? 0 : at);
}

/* What a waiting row works on: here, or by one question to the centre. */
static const struct {
	void (*here)(struct visit *visit);
	enum call call; /* where nothing is done here */
	bool sends; /* what was typed is said for good: by the participant, not by who typed */
} effects[] = {
	[EFFECT_NONE] = { visit_effect_done },
	[EFFECT_FIND_DRAFT] = { visit_find_draft },
	[EFFECT_CLOSE_DRAFT] = { visit_close_draft },
	[EFFECT_CONTRIBUTIONS] = { visit_ask_years },
	[EFFECT_DECIDE] = { visit_decide },
	[EFFECT_SAVE_VISIT] = { visit_keep },
	[EFFECT_CONFIRM] = { visit_confirm, .sends = true },
	[EFFECT_AWAIT_CENTRE] = { visit_await },
	[EFFECT_WITHDRAW] = { visit_withdraw, .sends = true },
	[EFFECT_AWAIT_WITHDRAWAL] = { visit_await_withdrawal },
	[EFFECT_TICKET] = { visit_make_ticket },
	[EFFECT_PIN] = { visit_check_pin },
	[EFFECT_AWAY] = { visit_set_away },
	[EFFECT_BACK] = { visit_set_back },
	[EFFECT_CALIBRATE] = { visit_calibrate },
	[EFFECT_ACCOUNTS] = { visit_list_accounts },
	[EFFECT_ACCOUNT] = { visit_change_account },
	[EFFECT_PRINT] = { visit_print },
	[EFFECT_LOOK_UP] = { visit_look_up },
	[EFFECT_FIND_UNSENT] = { visit_find_unsent },
	[EFFECT_ATTENTION] = { visit_find_attention },
	[EFFECT_WAITING] = { visit_do_waiting },
	[EFFECT_CONTACT] = { visit_find_contact },
	[EFFECT_FIX_OPEN] = { visit_open_fix },
	[EFFECT_FIX_AWAIT] = { visit_await_fix },
	[EFFECT_PRINT_LETTER] = { visit_print_letter },
	[EFFECT_SECOND_PIN] = { visit_check_second },
	[EFFECT_SECOND_DESK] = { visit_ask_second },
	[EFFECT_PRINT_UNBLOCK] = { visit_print_unblock },
	[EFFECT_REVIEWS] = { visit_find_reviews },
	[EFFECT_REVIEW_MARK] = { visit_mark_review },
	[EFFECT_LOG] = { visit_read_log },
	[EFFECT_LOG_MORE] = { visit_read_on_log },
	[EFFECT_DAY] = { visit_do_day },
	[EFFECT_READY] = { visit_await_ready },
	[EFFECT_PRINT_READY] = { visit_print_ready },
	[EFFECT_PRINT_TEST] = { visit_print_test },
	[EFFECT_REPRINT] = { visit_reprint },
	[EFFECT_HANDOVERS] = { visit_list_handovers },
	[EFFECT_OPEN_HANDOVER] = { visit_open_handover },
	[EFFECT_CLOSE_HANDOVER] = { visit_close_handover },
	[EFFECT_REPRINT_HANDOVER] = { visit_reprint_handover },
	[EFFECT_PRINT_FORM] = { visit_print_form },
	[EFFECT_PRINT_SHEET] = { visit_print_sheet },
	[EFFECT_PRINT_CONSENT] = { visit_print_consent },
	[EFFECT_OPEN_VISIT] = { .call = CALL_OPEN_VISIT },
	[EFFECT_CONSENT] = { .call = CALL_CONSENT },
	[EFFECT_FACE] = { .call = CALL_FACE },
	[EFFECT_ATTEST] = { .call = CALL_ATTEST },
	[EFFECT_PARTICIPANT] = { .call = CALL_PARTICIPANT },
	[EFFECT_CHANGE] = { .call = CALL_CHANGE, .sends = true },
	[EFFECT_PROGRAMMES] = { .call = CALL_PROGRAMMES },
	[EFFECT_MEND] = { .call = CALL_MEND, .sends = true },
	[EFFECT_WISH] = { .call = CALL_TICKET, .sends = true },
	[EFFECT_BILL] = { .call = CALL_BILL, .sends = true },
	[EFFECT_ADD_CARD] = { .call = CALL_ADD_CARD, .sends = true },
	[EFFECT_UNBLOCK] = { .call = CALL_UNBLOCK },
	[EFFECT_CLAIMS] = { .call = CALL_CLAIMS },
	[EFFECT_CHECK_ACCOUNT] = { .call = CALL_CHECK_ACCOUNT },
};

static void
keep_outcome(struct visit *visit)
{
	const struct answers *a = visit->answers;

	visit->outcome_below = a->outcome;
	str_clip(visit->problem_below, sizeof(visit->problem_below), a->problem);
}

static bool
is_turn_first(const struct visit *visit, enum effect effect)
{
	return visit->depth == 0 && visit->answers->helped_n > 0 && effects[effect].sends;
}

/* What an officer typed is the participant's to send. The row that sends it waits below. */
static void
begin_turn(struct visit *visit)
{
	visit->working = false;
	visit->answers->turn_refused = false;
	keep_outcome(visit);
	start_flow(visit, visit->depth + 1, &turn_flow);
}

static void
run_effect(struct visit *visit, enum effect effect)
{
	if (is_turn_first(visit, effect))
		begin_turn(visit);
	else if (effects[effect].here)
		effects[effect].here(visit);
	else
		visit_ask_centre(visit, effects[effect].call);
}

/* A step that comes again stands in the history once: "back" from it goes to what was before it. */
static void
forget_from(struct frame *frame, int at)
{
	for (int i = 0; i < frame->history_n; i++)
		if (frame->history[i] == at)
			frame->history_n = i;
}

/* What was typed before comes back; not what only staff must know, nor digits of who is not known to stand here. */
static bool
brings_back(const struct visit *visit, const struct field *field)
{
	const struct answers *a = visit->answers;

	return field->kind != FIELD_PIN && (!a->handed.taken || a->confirmed_identity);
}

/* The step is on the screen. */
static void
enter(struct visit *visit, int at)
{
	struct frame *frame = visit_top(visit);
	const struct step *step;

	if (frame->at != at)
		visit->answers->amounts = AMOUNTS_COVERED;
	frame->at = at;
	visit->step_since_ms = desk_mono_ms(visit->desk);
	forget_from(frame, at);
	step = visit_step(visit);
	visit->working = step->kind == STEP_WAIT;
	visit->working_since_ms = desk_mono_ms(visit->desk);
	visit->why_asked = false;
	wipe(visit->typed, sizeof(visit->typed));
	if (step->field && brings_back(visit, step->field))
		str_clip(visit->typed, sizeof(visit->typed),
			(const char *)visit->answers + step->field->offset);
	if (visit->depth == 0 && step_counts(step))
		visit->screens++;
	visit_follow_ready(visit); /* which lets the camera go */
	if (step->kind == STEP_FACE)
		visit_face_enter(visit);
	else if (step->kind == STEP_SCAN)
		visit_scan_enter(visit);
	else if (step->kind == STEP_CALIBRATE)
		visit_calibrate_enter(visit);
	visit->voice.setting = false;
	visit_changed(visit);
	visit_voice_enter(visit);
	if (step->kind == STEP_WAIT) {
		run_effect(visit, step->effect);
	} else if (visit->staff_wanted) {
		visit->staff_wanted = false;
		call_staff(visit);
	}
}

static void
leave_step(struct visit *visit)
{
	visit_camera_stop(visit);
	visit->notice[0] = '\0';
	visit->generation++;
	visit->exchange = NULL;
}

static void
remember_step(struct visit *visit)
{
	struct frame *frame = visit_top(visit);
	const struct step *step = visit_step(visit);

	if (step->kind == STEP_WAIT || step->kind == STEP_RESULT || step->kind == STEP_IDLE)
		return;
	if (frame->history_n == HISTORY) {
		memmove(frame->history, frame->history + 1,
			sizeof(frame->history[0]) * (HISTORY - 1));
		frame->history_n--;
	}
	frame->history[frame->history_n++] = frame->at;
}

/* Who may not help is gone as soon as the participant's screen is back, by whatever way. */
static void
dismiss_technician(struct visit *visit)
{
	struct answers *a = visit->answers;

	if (visit->depth > 0 || !a->officer.joined || staff_may(a->officer.role, RIGHT_HELP))
		return;
	visit_journal(visit, EVENT_STAFF_LEAVE, "ok", "left");
	a->officer = (struct officer){ 0 };
}

/* Whether the officer's work made the step below moot: look again from there. */
static void
pop_overlay(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct frame *frame;
	const struct step *step;
	int at;

	visit->depth = a->wants_ticket ? 0 : visit->depth - 1; /* the ticket is the participant's */
	dismiss_technician(visit);
	a->outcome = visit->outcome_below;
	str_clip(a->problem, sizeof(a->problem), visit->problem_below);
	frame = visit_top(visit);
	step = visit_step(visit);
	if (a->turn_refused) {
		a->turn_refused = false;
		go_back(visit);
		return;
	}
	if (a->wants_ticket) {
		a->wants_ticket = false;
		if (!flow_identifies(frame->flow))
			set_flow(visit, visit->depth, &claim_flow);
		enter(visit, flow_to(frame->flow, "ticket", a, &visit->desk->place));
		return;
	}
	if (frame->flow == &claim_flow && strcmp(step->name, "needs_officer") == 0) {
		a->decided = false;
		enter(visit, flow_find(&claim_flow, "decide"));
		return;
	}
	at = frame->at;
	if (!step->aside && step->skip && step->skip(a, &visit->desk->place))
		at = flow_from(frame->flow, at, a, &visit->desk->place);
	if (at != NO_STEP && at != frame->at)
		remember_step(visit); /* the officer answered it */
	enter(visit, at == NO_STEP ? frame->at : at);
}

/* Who did something, or gave up by a key that says so, is asked one thing more; who walks away is not. */
static const char *
question_after(const char *how)
{
	if (strcmp(how, "finished") == 0)
		return SURVEY_HOW;
	return strcmp(how, "gave-up") == 0 ? SURVEY_WHY : NULL;
}

static void
end_visit(struct visit *visit, const char *how)
{
	const char *question = question_after(how);

	visit->how_ended = how;
	if (question)
		begin_survey(visit, question);
	else
		begin_idle(visit);
}

static void
stop_effect(struct visit *visit)
{
	if (visit->second_wanted)
		visit_stop_second(visit);
	if (!visit->effect_can_stop || visit->exchange == NULL)
		return;
	line_cancel(visit->desk->line, visit->exchange);
}

/* What is the officer's is for their desk alone while they are not here. */
static bool
is_kept_for_desk(const struct visit *visit)
{
	return visit->answers->officer.remote && !visit->key_of_desk;
}

static void
call_staff(struct visit *visit)
{
	struct answers *a = visit->answers;

	if (visit->depth > 0) { /* they are here */
		if (visit_top(visit)->flow == &turn_flow)
			visit_say(visit, false, TR(N_("Perlu petugas? Tekan 2 dulu, lalu +.")));
		return;
	}
	if (is_kept_for_desk(visit)) {
		visit_say(visit, false, TR(N_("Petugas sudah membantu Anda dari meja.")));
		return;
	}
	if (visit->working) { /* one press is enough: staff come as soon as this is done */
		visit->staff_wanted = true;
		visit_say(visit, false, TR(N_("Petugas dipanggil. Tunggu sebentar.")));
		stop_effect(visit);
		return;
	}
	visit_camera_stop(visit);
	visit_journal(visit, EVENT_STAFF_CALLED, "ok", visit_step(visit)->name);
	visit->called_ms = desk_mono_ms(visit->desk);
	visit_look_at_day(visit);
	a->door = DOOR_OPEN;
	keep_outcome(visit);
	visit->officer_key_ms = desk_mono_ms(visit->desk);
	visit->generation++;
	visit->notice[0] = '\0';
	start_flow(visit, visit->depth + 1, &officer_flow);
}

/* The participant's, or over the officer's, who comes back to their own menu. */
static void
begin_status(struct visit *visit)
{
	wipe(&visit->answers->lookup, sizeof(visit->answers->lookup));
	start_flow(visit, visit->depth > 0 ? visit->depth + 1 : 0, &status_flow);
}

/* Not with its first step. */
static void
begin_at(struct visit *visit, const struct flow *flow, const char *step)
{
	set_flow(visit, 0, flow);
	enter(visit, flow_to(flow, step, visit->answers, &visit->desk->place));
}

static void
begin_service(struct visit *visit, const struct service_row *row)
{
	const char *at = row->at ? row->at(visit->answers) : NULL;

	visit->answers->service = row->service;
	visit->answers->paper_torn = false; /* of another paper */
	if (at)
		begin_at(visit, row->flow, at);
	else
		start_flow(visit, 0, row->flow);
}

/* The day was opened: the machine is looked at, and its slip printed. */
static void
begin_morning(struct visit *visit)
{
	set_flow(visit, visit->depth, &devices_flow);
	enter(visit, flow_find(&devices_flow, "ready_run"));
}

static void
go_out(struct visit *visit, const char *name)
{
	const struct service_row *row = service_of(
		strcmp(name, GO_HANDED) == 0 ? visit_take_handover(visit) : name);

	if (row)
		begin_service(visit, row);
	else if (strcmp(name, GO_STAFF) == 0)
		call_staff(visit);
	else if ((strcmp(name, GO_POP) == 0 || strcmp(name, GO_DONE) == 0) && visit->depth > 0)
		pop_overlay(visit);
	else if (strcmp(name, GO_MENU) == 0)
		start_flow(visit, 0, &menu_flow);
	else if (strcmp(name, GO_MORE) == 0)
		begin_at(visit, &menu_flow, "more");
	else if (strcmp(name, GO_STATUS) == 0)
		begin_status(visit);
	else if (strcmp(name, GO_WAITING) == 0)
		start_flow(visit, visit->depth + 1, &waiting_flow);
	else if (strcmp(name, GO_UNBLOCK) == 0)
		start_flow(visit, visit->depth + 1, &unblock_flow);
	else if (strcmp(name, GO_THIS_CLAIM) == 0)
		begin_at(visit, &status_flow, "look");
	else if (strcmp(name, GO_COUNTER) == 0)
		start_flow(visit, visit->depth + 1, &counter_flow);
	else if (strcmp(name, GO_SUPERVISOR) == 0)
		start_flow(visit, visit->depth + 1, &supervisor_flow);
	else if (strcmp(name, GO_DEVICES) == 0)
		start_flow(visit, visit->depth + 1, &devices_flow);
	else if (strcmp(name, GO_MORNING) == 0)
		begin_morning(visit);
	else if (strcmp(name, GO_ACCOUNTS) == 0)
		start_flow(visit, visit->depth, &accounts_flow);
	else if (strcmp(name, GO_DONE) == 0 && visit->depth == 0)
		start_flow(visit, 0, &menu_flow);
	else
		end_visit(visit, strcmp(name, GO_LEAVE) == 0 ? "gave-up" : "finished");
}

/* What was left out while the centre was away is caught up on from there; what was answered is not asked again. */
static bool
catches_up(const struct visit *visit)
{
	const struct answers *a = visit->answers;

	return a->line_back && a->without_centre && !a->saved &&
	       flow_identifies(visit->frame[visit->depth].flow);
}

static int
next_step(struct visit *visit)
{
	const struct frame *frame = visit_top(visit);

	if (!catches_up(visit))
		return flow_next(
			frame->flow, frame->at, visit->answers, &visit->desk->place);
	claim_go_online(visit->answers, 0);
	return flow_to(frame->flow, "find", visit->answers, &visit->desk->place);
}

void
visit_go(struct visit *visit, const char *name)
{
	struct frame *frame = visit_top(visit);
	int at;

	if (name && name[0] == '@' && strcmp(name, GO_STAFF) == 0) {
		call_staff(visit); /* the step stays */
		return;
	}
	if (name && strcmp(name, GO_VOICE) == 0) {
		visit_voice_open(visit);
		return;
	}
	leave_step(visit);
	remember_step(visit);
	if (name && name[0] == '@') {
		go_out(visit, name);
		return;
	}
	if (name && name[0]) {
		at = flow_to(frame->flow, name, visit->answers, &visit->desk->place);
	} else {
		const char *next = visit_step(visit)->next;

		if (next && next[0] == '@') {
			go_out(visit, next);
			return;
		}
		at = next_step(visit);
	}
	if (at == NO_STEP) {
		if (visit->depth > 0)
			pop_overlay(visit);
		else
			end_visit(visit, "finished");
		return;
	}
	enter(visit, at);
}

/* No key answers a question that was not on the screen yet; that it did not count is said there. Not aloud: the
 * question is being spoken. */
static void
tell_too_soon(struct visit *visit)
{
	bool told = visit->key_too_soon && !visit->working && visit->answers->visit[0];

	visit->key_too_soon = false;
	if (!told || visit->notice[0])
		return;
	str_clip(visit->notice, sizeof(visit->notice),
		TR(N_("Tombol tadi terlalu cepat. Tekan sekali lagi.")));
	visit->notice_is_bad = false;
}

void
visit_saved(struct visit *visit, const char *go)
{
	visit->working = false;
	visit_go(visit, go);
	tell_too_soon(visit);
	visit_changed(visit);
}

void
visit_effect_done(struct visit *visit)
{
	const struct step *step = visit_step(visit);

	visit->working = false;
	visit->exchange = NULL;
	visit_go(visit, step_branch(step, visit->answers->outcome));
}

/* --- beginning and ending ----------------------------------------------------------------------------------------- */

static void
forget(struct visit *visit)
{
	visit_camera_stop(visit);
	visit_voice_forget(visit);
	wipe(visit->answers, sizeof(*visit->answers));
	visit_voice_tune(visit);
	wipe(visit->typed, sizeof(visit->typed));
	wipe(visit->notice, sizeof(visit->notice));
	wipe(&visit->page, sizeof(visit->page));
	wipe(&visit->receipt, sizeof(visit->receipt));
	wipe(&visit->ticket, sizeof(visit->ticket));
	wipe(&visit->preview, sizeof(visit->preview));
	wipe(visit->ticket_words, sizeof(visit->ticket_words));
	wipe(visit->code_unknown, sizeof(visit->code_unknown));
	wipe(visit->withdrawal_key, sizeof(visit->withdrawal_key));
	wipe(&visit->unanswered, sizeof(visit->unanswered));
	wipe(visit->watched_by, sizeof(visit->watched_by));
	buf_free(&visit->jpeg);
	visit->codes_unknown = 0;
	visit->second_wanted = visit->officer_closed = visit->staff_wanted = visit->key_too_soon =
		visit->have_preview = visit->working = visit->asked_again = visit->awaiting =
			visit->is_ticket = visit->line_was_down = false;
	visit->look = (struct page_look){ .theme = visit->desk->theme };
}

static void
journal_end(struct visit *visit, const char *how)
{
	char detail[DETAIL_ROOM];

	visit_measure_end(visit, how, detail);
	visit_journal(visit, EVENT_VISIT_END, how, detail);
}

static void
close_visit(struct visit *visit)
{
	visit->generation++;
	if (visit->answers->visit[0]) {
		approval_withdraw(visit->desk, visit->answers->visit);
		journal_end(visit, visit->how_ended);
		visit_close_at_centre(visit);
		visit_drop_draft(visit);
	}
	forget(visit);
	desk_refresh(visit->desk);
}

static void
begin_idle(struct visit *visit)
{
	close_visit(visit);
	wipe(&visit->survey, sizeof(visit->survey));
	visit_voice_tune(visit);
	visit->desk->idle = true;
	start_flow(visit, 0, &idle_flow);
}

/* The visit is wiped first; letters stay as large as the person wanted them, and so does the voice. */
static void
begin_survey(struct visit *visit, const char *question)
{
	struct page_look look = visit->look;
	struct voice_wish voice = visit->answers->voice;

	visit_survey_note(visit, visit->last_digit);
	close_visit(visit);
	visit->look = look;
	visit->survey.voice = voice;
	set_flow(visit, 0, &survey_flow);
	visit_voice_tune(visit);
	enter(visit, flow_find(&survey_flow, question));
}

static void
begin_visit(struct visit *visit, bool with_voice)
{
	visit->desk->idle = false;
	desk_refresh(visit->desk);
	desk_uuid(visit->desk, visit->answers->visit);
	visit->answers->voice.on = with_voice && visit->desk->speech.present;
	visit->screens = visit->fields = 0;
	visit->keys = 0;
	visit->began_ms = desk_mono_ms(visit->desk);
	visit_journal(visit, EVENT_VISIT_BEGIN, "ok", "");
	visit_sweep_drafts(visit);
	visit_sweep_handovers(visit);
	visit_capture_sweep(visit);
	paper_sweep(visit->desk);
	start_flow(visit, 0, &menu_flow);
}

/* --- typing -------------------------------------------------------------------------------------------------------- */

static bool
takes(const struct field *field, uint32_t ch)
{
	if (field->kind == FIELD_TEXT)
		return ch >= ' ' && ch < 0x7F;
	return ch >= '0' && ch <= '9';
}

static void
type_character(struct visit *visit, const struct field *field, uint32_t ch)
{
	size_t n = strlen(visit->typed);

	visit->answers->door = DOOR_OPEN;
	if (!takes(field, ch)) {
		visit_say(visit, true, TR(flaw_words(FLAW_NOT_DIGITS)));
	} else if (n >= (size_t)field->max || n + 1 >= sizeof(visit->typed)) {
		visit_say(visit, true, TR(N_("Sudah penuh. Periksa, lalu tekan Enter.")));
	} else {
		visit->typed[n] = (char)ch;
		visit->typed[n + 1] = '\0';
		visit->notice[0] = '\0';
		visit_voice_typed(visit, field);
	}
}

static void
accept_field(struct visit *visit, const struct step *step)
{
	const struct field *field = step->field;
	struct answers *a = visit->answers;
	const struct place *place = &visit->desk->place;
	enum flaw flaw = FLAW_NONE;
	size_t papers;

	if (visit->typed[0] == '\0' && step->empty_go) {
		visit_go(visit, step->empty_go);
		return;
	}
	if (visit->typed[0] == '\0' && !field->optional)
		flaw = FLAW_EMPTY;
	else if (field->check)
		flaw = field->check(visit->typed, a, place);
	if (flaw != FLAW_NONE) {
		visit_say(visit, true, TR(flaw_words(flaw)));
		return;
	}
	if (str_copy((char *)a + field->offset, field->room, visit->typed) != ST_OK) {
		visit_say(visit, true, TR(N_("Terlalu panjang. Periksa lagi.")));
		return;
	}
	if (!visit_helped_fits(visit, field)) {
		visit_say(
			visit, true, TR(N_("Terlalu banyak sekaligus. Kirim yang ini dulu.")));
		return;
	}
	if (visit->depth == 0)
		visit->fields++;
	papers = a->documents_n;
	if (step->taken)
		step->taken(a, place);
	if (a->documents_n > papers)
		visit_journal(visit, EVENT_STAFF_DOCUMENT, "ok",
			paper_code(a->document[a->documents_n - 1].kind));
	visit_note_helped(visit, field, visit->typed);
	visit_save_then(visit, "");
}

static const char *
foreign_words(const struct field *field, const char *text)
{
	const char *words = scanned_words(scanned_recognise(text));

	if (words)
		return TR(words);
	return field->foreign ? TR(field->foreign)
			      : TR(N_("Itu bukan nomor yang diminta. Coba lagi."));
}

/* Before a camera all sorts of things pass: what is no answer there must not take the place of what was typed. */
static bool
is_foreign(const struct visit *visit, const struct step *step, const char *kept)
{
	return step->kind == STEP_SCAN && step->field->check &&
	       step->field->check(kept, visit->answers, &visit->desk->place) != FLAW_NONE;
}

void
visit_take_scan(struct visit *visit, const char *text)
{
	const struct step *step = visit_step(visit);
	char kept[FIELD_ROOM];
	size_t n = 0;

	for (const char *at = text; *at && n + 1 < sizeof(kept); at++)
		if (takes(step->field, (unsigned char)*at))
			kept[n++] = *at;
		else if (*at != ' ' && *at != '-')
			break;
	kept[n] = '\0';
	if (strlen(text) >= sizeof(kept) || n == 0 || n > (size_t)step->field->max ||
		is_foreign(visit, step, kept)) {
		visit_say(visit, true, foreign_words(step->field, text));
	} else {
		str_clip(visit->typed, sizeof(visit->typed), kept);
		accept_field(visit, step);
	}
	wipe(kept, sizeof(kept));
}

static bool
fits(const struct visit *visit, const struct step *step, const char *text)
{
	const struct field *field = step->field;

	return field->check && field->check(text, visit->answers, &visit->desk->place) == FLAW_NONE;
}

/* A slow line may have cut a code in two: what stands there is all of it. Never where the field had no room for it. */
static bool
was_cut(const struct visit *visit, const struct step *step, const char *text)
{
	return strlen(visit->typed) > strlen(text) &&
	       (step->kind == STEP_FORM || fits(visit, step, visit->typed));
}

/* What is read goes where it is asked for: the card in hand instead of the KTP is the answer to the step for cards. A
 * field of digits has seen it come as typed digits, behind others perhaps: alone it counts where it is an answer alone;
 * else all of it does, as typed. */
static void
act_scan(struct visit *visit, const struct step *step, const char *text)
{
	bool digits = step->field->kind == FIELD_DIGITS && str_is_digits(text);

	if (step->scans_at)
		visit_go(visit, step->scans_at);
	else if (step->kpj_goes && card_recognise(text) == CARD_KPJ)
		visit_go(visit, step->kpj_goes);
	else if (digits && !fits(visit, step, text) && was_cut(visit, step, text)) {
		accept_field(visit, step);
		return;
	}
	if (step->field->kind == FIELD_DIGITS)
		wipe(visit->typed, sizeof(visit->typed));
	visit_take_scan(visit, text);
}

static void
act_form(struct visit *visit, const struct step *step, const struct action *action)
{
	size_t n = strlen(visit->typed);

	switch (action->kind) {
	case ACTION_DIGIT:
	case ACTION_LETTER:
		type_character(visit, step->field, action->ch);
		break;
	case ACTION_ERASE:
		if (n > 0)
			visit->typed[n - 1] = '\0';
		visit->notice[0] = '\0';
		visit_voice_erased(visit, step->field);
		break;
	case ACTION_ENTER:
		accept_field(visit, step);
		break;
	case ACTION_SCAN:
		act_scan(visit, step, action->text);
		break;
	default:
		break;
	}
}

/* --- choosing ------------------------------------------------------------------------------------------------------- */

static void
journal_consent(struct visit *visit)
{
	static const char *const words[] = {
		[CONSENT_NOT_ASKED] = "none",
		[CONSENT_FACE] = "face",
		[CONSENT_NO_FACE] = "no-face",
		[CONSENT_REFUSED] = "refused",
	};
	struct answers *a = visit->answers;
	char detail[48];

	a->consent_at_ms = desk_wall_ms(visit->desk);
	if (str_format(detail, sizeof(detail), "%s %s", CONSENT_TEXT_VERSION,
		    words[a->consent]) == ST_OK)
		visit_journal(visit, EVENT_CONSENT,
			a->consent == CONSENT_REFUSED ? "refused" : "ok", detail);
}

static void
journal_reopened(struct visit *visit)
{
	const struct kept *kept = &visit->answers->kept;
	char detail[97];

	if (kept->found &&
		str_format(detail, sizeof(detail), "%s %s", kept->flow, kept->step) == ST_OK)
		visit_journal(visit, EVENT_VISIT_REOPENED, kept->left.taken ? "ok" : "anew",
			detail);
}

static void
journal_officer(
	struct visit *visit, const struct option *option, bool was_joined, bool had_name)
{
	const struct answers *a = visit->answers;

	if (visit_top(visit)->flow != &officer_flow || option->set == NULL)
		return;
	if (was_joined && !a->officer.joined)
		visit_journal(visit, EVENT_STAFF_LEAVE, "ok", "left");
	if (option->go && strcmp(option->go, "attesting") == 0 && a->ktp_seen)
		visit_journal(visit, EVENT_STAFF_ATTEST, "ok", central_attestation_reason(a));
	if (!had_name && a->similar_accepted)
		journal_for_review(visit, EVENT_STAFF_NAME, REVIEW_SIMILAR_NAME);
}

static void
take_option(struct visit *visit, const struct step *step, const struct option *option)
{
	const struct officer before = visit->answers->officer;
	size_t helped = visit->answers->helped_n;
	bool had_name = visit->answers->similar_accepted;

	if (option->set)
		option->set(visit->answers, option->value);
	if (strcmp(step->name, "consent") == 0 && option->set)
		journal_consent(visit);
	if (strcmp(step->name, "take_up") == 0 && strcmp(option->go, GO_STAFF) != 0)
		journal_reopened(visit);
	journal_officer(visit, option, before.joined, had_name);
	visit_journal_turn(visit, &before, helped);
	if (option->go && option->go[0] == '@')
		visit_go(visit, option->go);
	else
		visit_save_then(visit, option->go ? option->go : "");
}

static void
act_choice(struct visit *visit, const struct step *step, const struct action *action)
{
	const struct option *option = NULL;
	const char *go = NULL;

	if (action->kind == ACTION_DIGIT) {
		option = step_option(
			step, (char)action->ch, visit->answers, &visit->desk->place);
		if (option == NULL && step->choose)
			go = step->choose(
				visit->answers, &visit->desk->place, (char)action->ch);
	}
	if (option)
		take_option(visit, step, option);
	else if (go)
		visit_save_then(visit, go);
	else if (action->kind == ACTION_ENTER && step->kind == STEP_INFO)
		visit_go(visit, NULL);
	else if (action->kind == ACTION_DIGIT || action->kind == ACTION_ENTER ||
		 action->kind == ACTION_LETTER)
		visit_say(visit, true, TR(N_("Tekan salah satu angka di layar.")));
	else if (action->kind == ACTION_SCAN)
		visit_say(visit, false, TR(N_("Di sini tidak perlu memindai.")));
}

/* --- back, and what works everywhere -------------------------------------------------------------------------------- */

static void
go_back(struct visit *visit)
{
	struct frame *frame = visit_top(visit);

	if (visit->working) {
		stop_effect(visit); /* its done call moves on, as "away" */
		return;
	}
	if (visit_step(visit)->kind == STEP_RESULT) {
		visit_say(visit, false, TR(N_("Sudah selesai. Tekan 1 untuk menutup.")));
		return;
	}
	if (visit_step(visit)->kind == STEP_IDLE)
		return;
	leave_step(visit);
	while (frame->history_n > 0 &&
		step_is_past(flow_step(frame->flow, frame->history[frame->history_n - 1]),
			visit->answers, &visit->desk->place))
		frame->history_n--;
	if (frame->history_n > 0) {
		enter(visit, frame->history[--frame->history_n]);
	} else if (visit->depth > 0) {
		pop_overlay(visit);
	} else if (frame->flow != &menu_flow) {
		start_flow(visit, 0, &menu_flow);
	} else {
		end_visit(visit, "left");
	}
}

static void
ask_quit(struct visit *visit)
{
	if (!visit->desk->allow_quit)
		return;
	if (visit->quit_asked)
		visit->wants_quit = true;
	visit->quit_asked = true;
	visit_say(visit, false, TR(N_("Keluar? Tekan Ctrl-Q sekali lagi.")));
}

/* True: done with this key. */
static bool
act_everywhere(struct visit *visit, const struct action *action)
{
	switch (action->kind) {
	case ACTION_STAFF:
		call_staff(visit);
		return true;
	case ACTION_BACK:
		go_back(visit);
		return true;
	case ACTION_HELP:
		visit->why_asked = !visit->why_asked;
		visit_changed(visit);
		visit_voice_why(visit);
		return true;
	case ACTION_SIZE:
		visit->look.large = !visit->look.large;
		return true;
	case ACTION_THEME:
		visit->look.theme = (visit->look.theme + 1) % 4;
		return true;
	case ACTION_REPEAT:
		visit_voice_repeat(visit);
		return true;
	case ACTION_QUIT:
		ask_quit(visit);
		return true;
	case ACTION_READ_ON:
	case ACTION_NONE:
		return true;
	default:
		return false;
	}
}

static void
act_step(struct visit *visit, const struct action *action)
{
	const struct step *step = visit_step(visit);

	switch (step->kind) {
	case STEP_FORM:
	case STEP_SCAN:
		act_form(visit, step, action);
		break;
	case STEP_FACE:
		visit_face_act(visit, action);
		break;
	case STEP_CALIBRATE:
		visit_calibrate_act(visit, action);
		break;
	case STEP_WAIT:
	case STEP_IDLE:
		break;
	default:
		act_choice(visit, step, action);
		break;
	}
}

static int64_t
idle_left_ms(const struct visit *visit)
{
	const struct desk *desk = visit->desk;
	int64_t end = visit->last_key_ms + (int64_t)(desk->idle_s + desk->warn_s) * 1000;

	return end - desk_mono_ms(desk);
}

static bool
idle_warns(const struct visit *visit)
{
	return !visit_is_idle(visit) && !visit_is_survey(visit) && !visit->answers->officer.joined &&
	       idle_left_ms(visit) <= (int64_t)visit->desk->warn_s * 1000;
}

static bool
wake_up(struct visit *visit, const struct action *action)
{
	if (!visit_is_idle(visit) || action->kind == ACTION_QUIT || action->kind == ACTION_NONE ||
		action->kind == ACTION_SIZE || action->kind == ACTION_THEME)
		return false;
	begin_visit(visit, (action->kind == ACTION_DIGIT && action->ch == VOICE_KEY) ||
				   action->kind == ACTION_REPEAT);
	if (action->kind == ACTION_STAFF)
		call_staff(visit);
	return true;
}

/* Any key is an answer or the end; who calls staff gets them. */
static void
act_survey(struct visit *visit, const struct action *action)
{
	const struct option *option =
		action->kind == ACTION_DIGIT
			? step_option(visit_step(visit), (char)action->ch, visit->answers,
				  &visit->desk->place)
			: NULL;

	if (visit_survey_trembles(visit, action))
		return;
	if (option)
		visit_survey_keep(visit, option->value);
	begin_idle(visit);
	if (action->kind == ACTION_STAFF)
		(void)wake_up(visit, action);
}

static bool
changes_the_look(const struct action *action)
{
	return action->kind == ACTION_SIZE || action->kind == ACTION_THEME ||
	       action->kind == ACTION_REPEAT || action->kind == ACTION_QUIT ||
	       action->kind == ACTION_READ_ON;
}

void
visit_act(struct visit *visit, const struct action *action)
{
	static const struct action help = { .kind = ACTION_HELP };
	bool warned = idle_warns(visit);

	if (action->kind == ACTION_DIGIT && action->ch == '0' && visit->page.zero_is_why)
		action = &help;
	if (action->kind == ACTION_NONE)
		return;
	if (action->kind != ACTION_QUIT)
		visit->quit_asked = false;
	visit->last_key_ms = desk_mono_ms(visit->desk);
	visit_voice_key(visit, action);
	if (visit->depth > 0 ? !is_kept_for_desk(visit)
			     : visit->key_of_desk || visit->answers->officer.typing)
		visit->officer_key_ms = visit->last_key_ms;
	if (action->kind == ACTION_DIGIT && !visit_is_survey(visit))
		visit->last_digit = (char)action->ch;
	visit->keys += action->kind == ACTION_SCAN ? 1 : !visit_is_idle(visit);
	if (warned) { /* the key said "I am still here" and nothing else */
		visit_changed(visit);
		return;
	}
	if (wake_up(visit, action))
		return;
	if (visit->voice.setting && visit_voice_act(visit, action)) {
		visit_changed(visit);
		return;
	}
	if (visit_is_survey(visit) && !changes_the_look(action)) {
		act_survey(visit, action);
		visit_changed(visit);
		return;
	}
	if (visit_top(visit)->flow == &turn_flow && visit->key_of_desk) {
		visit_say(visit, false, TR(N_("Sekarang giliran peserta menjawab.")));
		visit_changed(visit);
		return;
	}
	if (visit->depth > 0 && visit_top(visit)->flow != &turn_flow &&
		is_kept_for_desk(visit) && !changes_the_look(action)) {
		visit_say(visit, false, TR(N_("Petugas memakai layar ini dari meja. Tunggu sebentar.")));
		visit_changed(visit);
		return;
	}
	if (visit->why_asked && action->kind != ACTION_HELP) {
		visit->why_asked = false;
		if (action->kind == ACTION_ENTER || action->kind == ACTION_BACK) {
			visit_changed(visit);
			visit_voice_why(visit);
			return;
		}
	}
	if (!act_everywhere(visit, action)) {
		if (visit->working)
			visit->key_too_soon = visit_step(visit)->kind != STEP_WAIT;
		else
			act_step(visit, action);
	}
	visit_changed(visit);
}

void
visit_close_overlays(struct visit *visit)
{
	while (visit->depth > 0 && visit_top(visit)->flow != &turn_flow) {
		leave_step(visit);
		pop_overlay(visit);
	}
}

void
visit_end_help(struct visit *visit, const char *how, const char *words)
{
	visit_journal(visit, EVENT_STAFF_LEAVE, "ok", how);
	visit->answers->officer = (struct officer){ 0 };
	visit_close_overlays(visit);
	visit_say(visit, false, words);
	visit_changed(visit);
}

static void
lapse_officer(struct visit *visit)
{
	bool late = desk_mono_ms(visit->desk) - visit->officer_key_ms >= OFFICER_LAPSE_MS;

	if (!visit->answers->officer.joined || visit->working)
		return;
	if (visit->officer_closed)
		visit_end_help(visit, "disabled",
			TR(N_("Akun petugas ditutup. Silakan lanjutkan sendiri.")));
	else if (late)
		visit_end_help(visit, "lapsed",
			TR(N_("Petugas sudah keluar. Silakan lanjutkan sendiri.")));
	visit->officer_closed = false;
}

/* The line is back while the person still stands here: a step that waits for it moves on by itself, any other one
 * with its answer. */
static void
follow_line(struct visit *visit)
{
	struct answers *a = visit->answers;
	const char *go = visit_step(visit)->when_back;

	outbox_is_watched(visit->desk->outbox, !visit_is_idle(visit));
	if (!outbox_line_is_up(visit->desk->outbox)) {
		visit->line_was_down = true;
		a->line_back = false;
		return;
	}
	if (!visit->line_was_down || visit->working || visit->depth > 0 || visit_is_idle(visit))
		return;
	visit->line_was_down = false;
	a->line_back = a->without_centre && !a->saved;
	if (go)
		visit_go(visit, go);
	visit_changed(visit);
}

/* What a page says of the clock and the staff changes while nobody presses a key. */
static void
follow_place(struct visit *visit)
{
	const struct place *place = &visit->desk->place;
	char words[PRESENCE_WORDS];

	presence_words(&place->presence, place->today, words);
	if (visit->clock_doubted == place->clock_wrong &&
		visit->page.look.voice == place->voice && strcmp(visit->presence, words) == 0)
		return;
	visit->clock_doubted = place->clock_wrong;
	str_clip(visit->presence, sizeof(visit->presence), words);
	visit_changed(visit);
}

void
visit_tick(struct visit *visit)
{
	bool warns = idle_warns(visit);

	desk_refresh(visit->desk);
	follow_line(visit);
	follow_place(visit);
	visit_camera_tick(visit);
	visit_follow_staff(visit);
	lapse_officer(visit);
	visit_follow_log(visit);
	visit_follow_ready(visit);
	visit_follow_day(visit);
	if (visit->awaiting && desk_mono_ms(visit->desk) >= visit->await_until_ms) {
		visit->awaiting = false;
		visit_effect_done(visit);
	}
	if (visit_survey_is_over(visit))
		begin_idle(visit);
	else if (warns && idle_left_ms(visit) <= 0 && !visit->working)
		end_visit(visit, "idle");
	else if (warns || visit->page.idle_left_s > 0 || visit->working)
		visit_changed(visit);
	visit_voice_tick(visit);
}

void
visit_slow_turn(struct visit *visit, const char *handler, int ms)
{
	char detail[64];
	const struct journal_entry entry = { .event = EVENT_KIOSK_SLOW_TURN,
		.actor = "kiosk",
		.outcome = "slow",
		.detail = detail };

	if (str_format(detail, sizeof(detail), "%s %d", handler, ms) == ST_OK)
		desk_journal(visit->desk, &entry);
}

/* --- life ------------------------------------------------------------------------------------------------------------ */

enum status
visit_new(struct desk *desk, struct visit **ret_visit)
{
	struct visit *visit = calloc(1, sizeof(*visit));

	if (visit == NULL)
		return ST_NO_MEMORY;
	visit->answers = sodium_malloc(sizeof(*visit->answers));
	if (visit->answers == NULL) {
		free(visit);
		return ST_NO_MEMORY;
	}
	wipe(visit->answers, sizeof(*visit->answers));
	visit->desk = desk;
	visit->camera_watch = -1;
	buf_init(&visit->jpeg, CAMERA_JPEG_MAX);
	buf_init(&visit->voice.paper, RECEIPT_VOICE_MAX);
	visit->last_key_ms = desk_mono_ms(desk);
	begin_idle(visit);
	*ret_visit = visit;
	return ST_OK;
}

void
visit_stop(struct visit *visit)
{
	if (visit == NULL)
		return;
	visit->generation++;
	log_pages_stop(visit->log);
	if (visit->answers->visit[0])
		journal_end(visit, "stopped");
	forget(visit);
}

void
visit_free(struct visit *visit)
{
	if (visit == NULL)
		return;
	forget(visit);
	log_pages_free(visit->log);
	sodium_free(visit->answers);
	wipe(visit, sizeof(*visit));
	free(visit);
}

const struct page *
visit_page(const struct visit *visit)
{
	return &visit->page;
}

unsigned
visit_revision(const struct visit *visit)
{
	return visit->revision;
}

const struct cells *
visit_preview(const struct visit *visit)
{
	return visit->have_preview ? &visit->preview : NULL;
}

bool
visit_wants_quit(const struct visit *visit)
{
	return visit->wants_quit;
}

const struct answers *
visit_answers(const struct visit *visit)
{
	return visit->answers;
}

struct visit_effort
visit_effort(const struct visit *visit)
{
	return (struct visit_effort){ visit->screens, visit->fields, visit->keys };
}
