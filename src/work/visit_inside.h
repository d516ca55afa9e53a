/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a visit, shared by the files src/work/visit*.c alone: visit.c moves between steps, visit_page.c fills
 * pages, visit_centre.c, visit_store.c, visit_keep.c, visit_ticket.c, visit_handover.c, visit_print.c, visit_sheet.c, visit_status.c and
 * visit_withdraw.c do the effects, visit_staff.c lets staff in, visit_unblock.c asks for a
 * second one, visit_survey.c asks how it was, visit_measure.c counts
 * for the report, visit_voice.c says aloud what is shown, visit_attach.c lets staff at a desk look on and help, visit_camera.c with visit_face.c and
 * visit_scan.c runs the steps with a camera.
 */
#ifndef WORK_VISIT_INSIDE_H
#define WORK_VISIT_INSIDE_H

#include "rules/face_gate.h"
#include "rules/f5.h"
#include "rules/receipt.h"
#include "rules/sheet.h"
#include "store/capture.h"
#include "work/desk.h"
#include "work/log_pages.h"
#include "work/outbox.h"
#include "work/unanswered.h"
#include "work/visit.h"
#include "work/visit_life.h"

enum { DRAFT_VERSION = 23 }; /* grows with struct answers */
enum { FRAMES = 3, HISTORY = 48 };
enum { CAPTURE_BATCH = 16 }; /* rows of measures that go to the store at once */

/** One flow on the stack; the officer's lies over the participant's. */
struct frame {
	const struct flow *flow;
	int at;
	int history[HISTORY]; /* steps to go back to */
	int history_n;
};

enum { DETAIL_ROOM = sizeof(((struct journal_row *)0)->detail) };

enum face_stage { FACE_OFF, FACE_LOOKING, FACE_COUNTING, FACE_SHOOTING, FACE_TAKEN };

/* What the voice has said and is to say. */
struct voice_state {
	bool idle_said; /* by the idle screen, at: */
	int64_t idle_said_ms;
	bool setting; /* its own screen lies over the step */
	int asked;    /* '/' in a row */
	int64_t asked_ms;
	int warned;           /* that the screen ends, so often */
	char live[PAGE_TEXT]; /* said last of what changes by itself */
	struct buf paper;     /* what stands on the last paper, in words */
	bool paper_new;       /* and was not told yet */
};

/* All that is left of a visit while its one question is asked. */
struct survey {
	char visit[UUID_TEXT];
	enum service service;
	bool assisted, senior;
	char key; /* that ended the visit */
	struct voice_wish voice;
	int64_t since_ms;
};

/* Seconds of the face step in which no frame passed, until the store has them. */
struct refusals {
	bool seen, passed; /* in the second under way */
	int64_t since_ms;  /* it began; monotonic */
	struct capture_row last; /* of its last refused frame */
	struct capture_row row[CAPTURE_BATCH];
	size_t n;
};

/* What the face step has said aloud. */
struct coach_voice {
	enum face_hint said;
	int count;      /* of the countdown; 0 none */
	int64_t due_ms; /* not before then is anything said of a hint */
	bool room_told; /* the light is in the journal of this step */
};

/* The page that is held before the camera. */
struct holding {
	enum calibration_hint hint; /* shown */
	int64_t hint_ms, good_ms;   /* since when; when the best was seen */
	bool has_good;
	struct page_measures best;
};

struct visit {
	struct desk *desk;       /* borrowed */
	struct answers *answers; /* guarded memory, owned */
	struct frame frame[FRAMES];
	int depth; /* index of the frame on top */
	uint64_t
		generation; /* grows with every effect and every visit: late completions are dropped */

	char typed[FIELD_ROOM];
	char notice[PAGE_TEXT];
	bool notice_is_bad, why_asked;
	struct page page;
	unsigned revision;
	struct page_look look;
	struct voice_state voice;

	bool clock_doubted; /* as it was on the page */
	char presence[PRESENCE_WORDS]; /* likewise */
	bool working; /* an effect or a save is under way: answers wait */
	int64_t working_since_ms;
	struct line_job *exchange; /* under way for the effect; cancelled by "back" */
	struct unanswered unanswered; /* the effect's, until the centre answers */
	bool effect_can_stop;
	bool asked_again; /* its answer was lost once */
	bool staff_wanted; /* called while the kiosk was working */
	bool key_too_soon; /* pressed while the answer before it was being saved */
	bool line_was_down; /* since the last look, while this person stood here */

	int64_t began_ms, last_key_ms;
	int64_t step_since_ms; /* the step on top was entered */
	char last_digit; /* pressed in a visit */
	int64_t officer_key_ms;     /* the last key in the officer's own flow, or from their desk */
	int64_t called_ms;          /* for staff, the last time */
	char watched_by[16];        /* initials of who looks on from a desk; "" nobody */
	bool key_of_desk;           /* the key under way */
	unsigned staff_seen;        /* desk->staff_changed as it was looked at */
	bool second_wanted;         /* the step waits for a second person at a desk */
	bool officer_closed;        /* the account of who helps was closed meanwhile */
	enum outcome outcome_below; /* of the step under the officer's flow */
	char problem_below[sizeof(((struct answers *)0)->problem)];
	int screens, fields, keys; /* what the promise of 8 screens, 1 field, 30 keys counts */
	bool quit_asked, wants_quit;
	const char *how_ended;

	struct survey survey;

	bool day_told;
	struct date day_seen; /* on which it was looked for one left open */
	unsigned ready_seen; /* ready_revision as it is on the page */
	struct log_pages *log; /* owned; NULL until the log is opened */
	int64_t log_due_ms;
	size_t log_at;   /* of its rows, the first on the screen */
	bool log_wanted; /* as soon as the search before has ended */

	enum face_stage face_stage;
	int64_t face_since_ms, face_until_ms;
	int frames_good, frames_refused[FACE_HINTS]; /* since the camera was started */
	struct refusals refusals;
	bool camera_on; /* for the step on top */
	int64_t camera_tick_ms;
	int camera_watch; /* descriptor in the loop, -1 none */
	enum camera_state camera_state;
	int face_hint, scan_hint;
	struct coach_voice coach;
	struct holding holding;
	bool face_ready;
	struct cells preview;
	bool have_preview;
	struct buf jpeg; /* the photograph, until the centre has it */
	struct face_measures measures;

	struct claim_receipt receipt; /* of the confirmed claim */
	enum receipt_state paper_state; /* what the last one printed says */
	bool paper_to_verify;           /* likewise */
	struct ticket_receipt ticket;
	char ticket_words[PAGE_TEXT]; /* ticket.why points here */
	bool is_ticket;
	int codes_unknown; /* receipt codes tried in this visit that nobody knew */
	char code_unknown[CODE_ROOM]; /* the last of them */
	char withdrawal_key[UUID_TEXT]; /* of the request by which consent was withdrawn, "" none */
	bool awaiting; /* EFFECT_AWAIT_CENTRE or EFFECT_AWAIT_WITHDRAWAL runs */
	int64_t await_until_ms;
};

/* The sealed bytes of a draft: this head and the answers as they lie in memory. The size tells versions apart. An
 * officer's PIN and rights are never in it: whoever takes it up joins anew. */
struct draft_blob {
	uint32_t version, size;
	char flow[16], step[32];
	struct answers answers;
};

/* visit.c */
struct frame *visit_top(struct visit *visit);
bool visit_is_idle(const struct visit *visit);
const struct step *visit_step(const struct visit *visit);
void visit_changed(struct visit *visit);
void visit_say(struct visit *visit, bool bad, const char *text);
/** The answer is on disk: on to what go names. */
void visit_saved(struct visit *visit, const char *go);
/** An effect ended with answers->outcome set: the branch or the next step. */
void visit_effect_done(struct visit *visit);
/** Goes to a name (also GO_…) or, for NULL or "", to the next step. */
void visit_go(struct visit *visit, const char *name);
/** What a scanner or the camera read goes into the field of the step that can take it, or is named. */
void visit_take_scan(struct visit *visit, const char *text);
/** Aloud, and nowhere written; whatever was being said stops. */
void visit_speak(struct visit *visit, const char *text);
void visit_journal(
	struct visit *visit, enum event event, const char *outcome, const char *detail);
/** The row visit_journal writes, for who writes it together with something else. */
struct journal_entry visit_entry(
	const struct visit *visit, enum event event, const char *outcome, const char *detail);

/** The officer's flow ends, with what lies over it; the participant's step comes back. */
void visit_close_overlays(struct visit *visit);
/** The officer's rights end. how: for the journal; words: for the participant. */
void visit_end_help(struct visit *visit, const char *how, const char *words);

/* visit_page.c */
void visit_fill_page(struct visit *visit);

/* visit_voice.c */
/** Whether what is shown is said to who stands here. */
bool visit_voice_hears(const struct visit *visit);
/** The page that has come up. */
void visit_voice_enter(struct visit *visit);
/** The notice that has come up. */
void visit_voice_notice(struct visit *visit);
/** "Why is this asked" was opened or closed. */
void visit_voice_why(struct visit *visit);
/** What is about to be printed: told with the page that follows, where it came out. */
void visit_voice_paper(struct visit *visit, const struct receipt *receipt);
/** After a character was taken, or taken away. */
void visit_voice_typed(struct visit *visit, const struct field *field);
void visit_voice_erased(struct visit *visit, const struct field *field);
/** '/': this page again; twice: where one is; three times: the voice is set. */
void visit_voice_repeat(struct visit *visit);
/** The screen on which the voice is set. */
void visit_voice_open(struct visit *visit);
/** A key on it. False: for the step below. */
bool visit_voice_act(struct visit *visit, const struct action *action);
/** Any key: what is being said ends. */
void visit_voice_key(struct visit *visit, const struct action *action);
/** Loudness and speed, as this person wants them. */
void visit_voice_tune(struct visit *visit);
/** Beyond the first screens. */
bool visit_voice_is_on(const struct visit *visit);
void visit_voice_hush(struct visit *visit);
/** Several times a second. */
void visit_voice_tick(struct visit *visit);
/** The visit is wiped; the caller tunes once the answers are. */
void visit_voice_forget(struct visit *visit);

/* visit_centre.c */
void visit_ask_centre(struct visit *visit, enum call call);
void visit_decide(struct visit *visit);
/** Years of contributions, newest first, until there are enough or the centre does not answer. */
void visit_ask_years(struct visit *visit);
void visit_close_at_centre(struct visit *visit);

/* visit_store.c */
/** A job of a visit; a late one, of a step that is gone, only cleans up. First in the struct of each. */
struct visit_job {
	struct job job; /* first */
	struct visit *visit;
	struct desk *desk;
	uint64_t generation;
	enum status st;
};
/** Zeroed but for what is common; NULL: no memory, and logged. */
void *visit_job_new(struct visit *visit, size_t size, void (*run)(struct job *),
	void (*done)(struct job *));
bool visit_job_is_current(const struct visit_job *job);
void visit_end_effect(struct visit *visit, enum outcome outcome);
/** Saves the draft, then goes on to `go` (a static string). */
void visit_save_then(struct visit *visit, const char *go);
void visit_confirm(struct visit *visit);
void visit_await(struct visit *visit);
/** Waits a few seconds for news of the outbox; whoever takes them ends the effect. */
void visit_await_news(struct visit *visit);
/** True: that effect waited for these news, and no longer does. */
bool visit_awaits(struct visit *visit, enum effect effect);
void visit_drop_draft(struct visit *visit);
/** Drops what a kill or a power cut left longer ago than anybody can take up. */
void visit_sweep_drafts(struct visit *visit);

/** The answers as they are sealed: without the officer's PIN and rights. */
void visit_fill_blob(const struct visit *visit, struct draft_blob *ret_blob);
/** Where a slip comes from; each with the room of its receipt. */
void visit_fill_place(const struct desk *desk, char ret_kiosk[40], char ret_site[64], char ret_zone[8],
	char ret_branch[96]);

/* visit_ticket.c */
void visit_make_ticket(struct visit *visit);
/** The slip of these answers. words: room its sentence lies in. */
void visit_fill_ticket(const struct desk *desk, const struct answers *answers,
	char words[PAGE_TEXT], struct ticket_receipt *ret_ticket);

/* visit_handover.c */
/** The page of open hand-overs that answers->handovers_from begins goes into answers->handover. */
void visit_list_handovers(struct visit *visit);
/** The one of answers->handed.asked goes into answers->handed: REFUSED it is closed, NOT_FOUND there is none. */
void visit_open_handover(struct visit *visit);
/** Closes the one that is open, as answers->handed.outcome says. */
void visit_close_handover(struct visit *visit);
/** Its slip once more. */
void visit_reprint_handover(struct visit *visit);
void visit_print_form(struct visit *visit);
/** The visit goes on as that of its person, who is found again and proven first. Returns the service that begins. */
const char *visit_take_handover(struct visit *visit);
/** What was handed over is done with by this visit: nobody waits for the effect. */
void visit_settle_handover(struct visit *visit, const char *outcome);
/** Lets go of the answers nobody came back for. */
void visit_sweep_handovers(struct visit *visit);

/* visit_accounts.c */
/** Accounts of the staff go into answers->account_row. */
void visit_list_accounts(struct visit *visit);
/** answers->account_change, by the supervisor who has joined. */
void visit_change_account(struct visit *visit);

/* visit_counter.c */
/** Staff go, as answers->away_min says. */
void visit_set_away(struct visit *visit);
void visit_set_back(struct visit *visit);

/* visit_staff.c */
/** The PIN, or the card and its PIN, in the answers: wiped there. */
void visit_check_pin(struct visit *visit);
void visit_take_officer(struct officer *officer, const struct staff *staff);
/** Accounts were changed: that of who helps may be closed. */
void visit_follow_staff(struct visit *visit);
/** An answer was typed and taken: kept to be read back where it was the officer who typed. */
void visit_note_helped(struct visit *visit, const struct field *field, const char *typed);
/** Whether there is room for it. */
bool visit_helped_fits(const struct visit *visit, const struct field *field);
/** After an option was taken: who types now, and what came of reading back. */
void visit_journal_turn(
	struct visit *visit, const struct officer *before, size_t helped_before);

/* visit_unblock.c */
/** Waits until a second person at a desk says yes or no, or nobody does; "back" stops it. */
void visit_ask_second(struct visit *visit);
void visit_stop_second(struct visit *visit);
/** Their PIN in the answers: wiped there. */
void visit_check_second(struct visit *visit);
/** The centre answered, or did not. */
void visit_unblocked(struct visit *visit);
void visit_write_unblock(const struct visit *visit, const struct sheet_place *place,
	struct receipt *ret_receipt);

/* visit_draft.c */
/** What an earlier visit of this person left goes into answers->earlier. */
void visit_find_draft(struct visit *visit);
/** What of these answers can be taken up again by their person. */
void visit_fill_earlier(const struct answers *answers, struct earlier *ret_earlier);
/** Drops it; answers->earlier says whether it was taken up. */
void visit_close_draft(struct visit *visit);

/* visit_keep.c */
/** What was said so far goes to the centre, for another day. */
void visit_keep(struct visit *visit);
/** The slip of what was kept. */
void visit_write_kept(const struct visit *visit, const struct sheet_place *place,
	struct receipt *ret_receipt);

/* visit_withdraw.c */
/** Keeps the wish for the claim that was looked up, or finds that it is there. */
void visit_withdraw(struct visit *visit);
void visit_await_withdrawal(struct visit *visit);
void visit_withdrawal_news(struct visit *visit, const struct outbox_news *news);
/** What this kiosk knows of it. */
void visit_tell_withdrawal(
	const struct withdrawal_got *got, int zone_offset_s, struct lookup *ret_lookup);

/* visit_attention.c */
/** What waits for staff goes into answers->waiting. */
void visit_find_attention(struct visit *visit);

/* visit_waiting.c */
/** What is wished for the one that is shown. */
void visit_do_waiting(struct visit *visit);
/** Whether what answers->fix wants corrected can be: REFUSED it is not of the person with that NIK. */
void visit_open_fix(struct visit *visit);
void visit_await_fix(struct visit *visit);
/** True: they were of the claim that was corrected. */
bool visit_fix_news(struct visit *visit, const struct outbox_news *news);
/** Whom to reach about it goes into answers->contact. */
void visit_find_contact(struct visit *visit);
void visit_write_letter(const struct visit *visit, const struct sheet_place *place,
	struct receipt *ret_receipt);

/* visit_supervisor.c */
/** What nobody has looked at goes into answers->review. */
void visit_find_reviews(struct visit *visit);
void visit_mark_review(struct visit *visit);
void visit_do_day(struct visit *visit);
/** Whether a day before was left open: into desk->place, and once into the journal. */
void visit_look_at_day(struct visit *visit);
/** Several times a second: does so by itself with every new day. */
void visit_follow_day(struct visit *visit);

/* visit_devices.c */
/** Waits until the machine was looked at. */
void visit_await_ready(struct visit *visit);
void visit_print_ready(struct visit *visit);
void visit_print_test(struct visit *visit);
/** Several times a second, and with every step: the machine is looked at while its rows are shown. */
void visit_follow_ready(struct visit *visit);

/* visit_log.c */
void visit_read_log(struct visit *visit);
void visit_read_on_log(struct visit *visit);
/** Several times a second: what is followed is looked for again. */
void visit_follow_log(struct visit *visit);

/* visit_print.c */
void visit_print(struct visit *visit);
/** Lines nobody waits for: no code, nothing kept on disk. Ends the effect. kind: for the journal. */
void visit_print_lines(struct visit *visit, const struct receipt *lines, const char *kind);
/** Whether the receipt in the person's hand says less than is known by now. */
bool visit_paper_is_old(const struct visit *visit);
/** The copy of the receipt that was looked up, with the state of now. */
void visit_reprint(struct visit *visit);
/** Likewise of a ticket. Ends the effect. */
void visit_print_copy(struct visit *visit, const struct ticket_receipt *ticket);
/** On A4, and nothing of it on disk. */
void visit_print_page(struct visit *visit, const struct f5 *form);
/** F5 as far as what was answered fills it. */
void visit_fill_form(const struct desk *desk, const struct answers *answers, struct f5 *ret_form);

/* visit_sheet.c */
/** The sheet of the service the person is in. */
void visit_print_sheet(struct visit *visit);
/** What is consented to. */
void visit_print_consent(struct visit *visit);
/** The letter to who is to be reached. */
void visit_print_letter(struct visit *visit);
/** The slip of JMO opened, or to be opened by the centre. */
void visit_print_unblock(struct visit *visit);

/* visit_status.c */
/** The claim of answers->lookup.typed: here, then at the centre. */
void visit_look_up(struct visit *visit);
/** A claim of this person that the centre does not have yet becomes the look-up; none, an empty one. */
void visit_find_unsent(struct visit *visit);
/** A state of a claim made here that the daily question would find tomorrow is kept now; of one made elsewhere nothing
 *  is. promised may be unknown. */
void visit_keep_state(struct visit *visit, const char *number, const char *was,
	const char *status, struct date promised);
/** The centre answered, or did not: makes one outcome of both. */
void visit_looked_up(struct visit *visit);

/* visit_measure.c */
enum age_group { AGE_UNKNOWN, AGE_UNDER_60, AGE_60 };
enum age_group visit_age(const struct visit *visit);
/** "unknown" "under-60" "60+". */
const char *visit_age_word(const struct visit *visit);
/** Details of journal rows (assets/events.md); "" where there is no room. */
void visit_measure_step(const struct visit *visit, char ret_detail[DETAIL_ROOM]);
void visit_measure_end(const struct visit *visit, const char *how, char ret_detail[DETAIL_ROOM]);
/** Of the face; counted until visit_measure_frames journals them and begins anew. */
void visit_measure_frame(struct visit *visit, const struct camera_event *event);
void visit_measure_frames(struct visit *visit);

/* visit_capture.c */
/** One second in which no frame passed is one row of measures; a few rows go to the store at once. */
void visit_capture_frame(struct visit *visit, const struct camera_event *event);
/** The second under way ends, and what is left goes to the store. */
void visit_capture_end(struct visit *visit);
/** Lets go of rows older than retention.measures_days. */
void visit_capture_sweep(struct visit *visit);

/* visit_survey.c */
bool visit_is_survey(const struct visit *visit);
/** Before the visit is wiped. key: that ended it, 0 none. */
void visit_survey_note(struct visit *visit, char key);
/** An option of the question: its row and its journal entry. */
void visit_survey_keep(struct visit *visit, int value);
/** Whether this is the key that ended the visit, by a hand that shakes. */
bool visit_survey_trembles(const struct visit *visit, const struct action *action);
/** Whether nobody answers any more. */
bool visit_survey_is_over(const struct visit *visit);

/* visit_camera.c */
void visit_camera_start(struct visit *visit, enum camera_task task);
/** Nothing where none runs. */
void visit_camera_stop(struct visit *visit);
void visit_camera_tick(struct visit *visit);
bool visit_camera_works(const struct visit *visit);

/* visit_face.c */
void visit_face_enter(struct visit *visit);
void visit_face_event(struct visit *visit, const struct camera_event *event);
void visit_face_act(struct visit *visit, const struct action *action);
void visit_face_tick(struct visit *visit);
void visit_face_page(const struct visit *visit, struct page *page);
/** 3, 2, 1 while it is counted; else 0. */
int visit_face_count(const struct visit *visit);

/* visit_coach.c */
void visit_coach_begin(struct visit *visit);
/** A few times a second: the hint or the count of now, where it was not said yet. */
void visit_coach_speak(struct visit *visit);
/** Tells staff of light that let no face pass for a while, or that the photograph itself shows; a photograph that is
 *  well lit ends it. */
void visit_coach_room(struct visit *visit, const struct face_measures *measures, bool is_photo);

/* visit_calibrate.c */
void visit_calibrate_enter(struct visit *visit);
void visit_calibrate_event(struct visit *visit, const struct camera_event *event);
void visit_calibrate_act(struct visit *visit, const struct action *action);
void visit_calibrate_page(const struct visit *visit, struct page *page);
/** Keeps what the best page of the last seconds showed. */
void visit_calibrate(struct visit *visit);

/* visit_scan.c */
void visit_scan_enter(struct visit *visit);
void visit_scan_event(struct visit *visit, const struct camera_event *event);
void visit_scan_page(const struct visit *visit, struct page *page);

#endif
