/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wizards as rows. A flow is a table of steps; a step is a row: its kind, what it asks and why, its field or its
 * options, when it is skipped, and the effect that the visit works on while a STEP_WAIT is shown. Pure: time, place
 * and answers are arguments. Adding a question is adding a row (README, "Adding a question").
 *
 * Steps are walked from top to bottom, leaving out those that skip and those that stand aside: an aside step is only
 * reached by its name, from an option or a branch; one that skips passes on to its `next`. "Back" goes to the step shown
 * before.
 */
#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H

#include "flow/answers.h"
#include "base/camera_event.h"
#include "flow/page.h"
#include "rules/calibration.h"
#include "rules/face_gate.h"
#include "rules/flaw.h"
#include "rules/presence.h"
#include "rules/ready.h"
#include "rules/working_days.h"

/** What reads codes here, besides fingers. */
enum scanner { SCANNER_NONE, SCANNER_KEYBOARD, SCANNER_CAMERA };

/** Where and when the visit takes place. All borrowed and constant while a page is filled. */
struct place {
	struct date today;
	int second_of_day;        /* of the local day */
	struct presence presence; /* of the staff */
	bool absent;              /* because they said so */
	const char *zone;               /* "WITA" */
	const struct policy *policy;
	const struct holidays *holidays;
	const struct banks *banks;
	const struct regions *regions; /* NULL until they are read */
	const char *site, *kiosk;
	enum scanner scanner;
	bool camera, printer, voice, centre; /* there and working, as far as known */
	enum camera_state camera_state; /* as it was when it was last used; CAMERA_OFF: not yet */
	bool pages;       /* there is a printer of A4 */
	bool paper_low;   /* the roll is nearly at its end */
	bool clock_wrong; /* the day and the time of this kiosk are in doubt */
	struct date day_left_open; /* a day before this one that was not closed; not known: none */
	struct calibration calibration; /* of the camera */
	enum face_hint room_light; /* what is wrong with it for faces; HINT_NONE nothing */
	const struct ready_row *ready; /* READY_ITEMS of them; NULL: nobody looks */
	bool frozen; /* what waits is unsent for too long: no new claim without centre and officer */
};

/** What the visit does while a wait step is shown. Each ends with answers->outcome set. */
enum effect {
	EFFECT_NONE,
	EFFECT_OPEN_VISIT,
	EFFECT_CONSENT,
	EFFECT_FACE, /* sends the photo that was taken */
	EFFECT_ATTEST,
	EFFECT_PARTICIPANT,
	EFFECT_FIND_DRAFT,  /* of an earlier visit of the same person, once proven */
	EFFECT_CLOSE_DRAFT, /* it was taken up, or is not wanted */
	EFFECT_CHANGE,        /* what answers->change wants */
	EFFECT_CONTRIBUTIONS, /* of answers->year, one year after another */
	EFFECT_PROGRAMMES,
	EFFECT_MEND,       /* the claim that answers->claim_shown names */
	EFFECT_WISH,       /* a ticket of the centre, as answers->ticket_wish says */
	EFFECT_SAVE_VISIT, /* at the centre, as answers->kept says */
	EFFECT_BILL,
	EFFECT_WITHDRAW, /* consent, by the code that was looked up: kept, to be sent */
	EFFECT_AWAIT_WITHDRAWAL, /* a few seconds for the centre's answer to that */
	EFFECT_ADD_CARD,
	EFFECT_CLAIMS, /* of every channel, as they are now */
	EFFECT_DECIDE, /* here by the rules, and at the centre */
	EFFECT_CHECK_ACCOUNT,
	EFFECT_CONFIRM,      /* the one transaction */
	EFFECT_AWAIT_CENTRE, /* a few seconds for "received" before paper comes out */
	EFFECT_TICKET,
	EFFECT_PIN,
	EFFECT_AWAY, /* staff go, as answers->away_min says */
	EFFECT_BACK,
	EFFECT_CALIBRATE, /* what the page showed becomes the camera's */
	EFFECT_ACCOUNTS, /* of the staff go into answers->account_row */
	EFFECT_ACCOUNT,  /* answers->account_change to one of them */
	EFFECT_PRINT,
	EFFECT_LOOK_UP, /* the claim of a receipt code: here, then at the centre */
	EFFECT_FIND_UNSENT, /* this person's claim that has not left this kiosk yet, as a look-up */
	EFFECT_ATTENTION, /* what waits for staff */
	EFFECT_WAITING,   /* what answers->waiting_wish wants for one of it */
	EFFECT_CONTACT,   /* whom to reach about it */
	EFFECT_FIX_OPEN,  /* whether answers->fix can be of it, and of this NIK */
	EFFECT_FIX_AWAIT, /* a few seconds for the centre's answer to what was corrected */
	EFFECT_PRINT_LETTER,
	EFFECT_REVIEWS, /* what a supervisor looks at again */
	EFFECT_REVIEW_MARK,
	EFFECT_LOG, /* the newest page, as answers->log says */
	EFFECT_LOG_MORE,
	EFFECT_DAY, /* as answers->day_wish says */
	EFFECT_READY,       /* until the machine was looked at */
	EFFECT_PRINT_READY, /* what was found */
	EFFECT_PRINT_TEST,
	EFFECT_SECOND_PIN,  /* of the supervisor who approves here */
	EFFECT_SECOND_DESK, /* until one at a desk answers */
	EFFECT_UNBLOCK,     /* JMO, as answers->unblock says */
	EFFECT_PRINT_UNBLOCK,
	EFFECT_REPRINT, /* of the claim that was looked up */
	EFFECT_HANDOVERS, /* a page of those that are open */
	EFFECT_OPEN_HANDOVER, /* the one of answers->handed.asked */
	EFFECT_CLOSE_HANDOVER, /* as answers->handed.outcome says */
	EFFECT_REPRINT_HANDOVER, /* its slip */
	EFFECT_PRINT_FORM,       /* F5 of it, on A4 */
	EFFECT_PRINT_SHEET, /* to read and keep, of the service the person is in */
	EFFECT_PRINT_CONSENT, /* what is consented to */
};

/** Names of moves that leave the flow, usable wherever a step's name is. */
#define GO_CLAIM "@claim" /* the claim begins */
#define GO_BRING "@bring" /* what to bring */
#define GO_DATA  "@data"  /* "Perbarui data saya" */
#define GO_CARDS "@cards" /* every KPJ, and adding one */
#define GO_WITHDRAW "@withdraw" /* consent is taken back */
#define GO_BALANCE "@balance" /* "Lihat saldo dan kartu" */
#define GO_CHECK "@check" /* "Periksa data saya" */
#define GO_MENU  "@menu"  /* back to the menu, same person */
#define GO_MORE  "@more"  /* a service is done: anything else? */
#define GO_END   "@end"   /* the visit ends and is wiped */
#define GO_LEAVE "@leave" /* likewise, with nothing done: they give up */
#define GO_STAFF "@staff" /* call staff; the step stays */
#define GO_VOICE "@voice" /* the voice is set; likewise */
#define GO_POP   "@pop"   /* an overlay flow ends; the step below comes back */
#define GO_DONE  "@done"  /* the flow ends: an overlay as by GO_POP, else the menu comes */
/** A claim by its code begins; over the officer's flow where it is asked for there. */
#define GO_STATUS "@status"
#define GO_COUNTER "@counter" /* staff go or are back, over the officer's flow */
#define GO_ACCOUNTS "@accounts" /* of the staff, in the place of the flow above the officer's */
#define GO_WAITING "@waiting" /* likewise: what waits for staff */
#define GO_SUPERVISOR "@supervisor" /* over the officer's flow */
#define GO_DEVICES "@devices" /* likewise: whether the machine is ready, and what belongs to it */
#define GO_MORNING "@morning" /* that, with its slip, in the place of the flow above the officer's */
#define GO_UNBLOCK "@unblock" /* likewise: JMO is opened again */
#define GO_MY_CLAIMS "@my_claims" /* every claim of the person */
#define GO_THIS_CLAIM "@this_claim" /* the claim of the code in answers->lookup */
#define GO_TICKET "@ticket" /* "Buat janji / antre" */
#define GO_COMPLAINT "@complaint" /* "Pengaduan" */
#define GO_SAVED "@saved" /* "Lanjutkan yang disimpan" */
#define GO_SLIP  "@slip"  /* likewise, with the code of the slip in hand */
#define GO_HANDED "@handed" /* what was handed over goes on, as the service it is about */
#define GO_KEPT  "@kept"  /* the claim goes on where it was kept */

struct option {
	char key; /* '1'–'9', '0' */
	const char *text;
	bool (*when)(
		const struct answers *answers, const struct place *place); /* NULL: always */
	void (*set)(struct answers *answers, int value);                   /* may be NULL */
	int value;
	const char *go; /* NULL: the next step */
};

/** One typed answer, kept as text at `offset` of the answers. */
struct field {
	const char *name, *label, *example, *groups;
	const char *(*label_of)(const struct answers *answers); /* instead, of a field for many things */
	enum field_kind kind;
	int max;
	const char *foreign; /* words for a scan that is something else; NULL: the general ones */
	size_t offset, room;
	bool optional; /* Enter on nothing is an answer */
	bool by_staff; /* whoever of them is there types it, whether they have taken over or not */
	/** What is wrong with it; NULL: nothing can be. */
	enum flaw (*check)(
		const char *typed, const struct answers *answers, const struct place *place);
};

struct branch {
	enum outcome outcome;
	const char *go;
};

struct step {
	const char *name;
	enum step_kind kind;
	const char *ask, *todo, *why, *help, *speak;
	const struct field *field;
	const struct option *options;
	size_t options_n;
	const struct branch
		*branches; /* after an effect; outcomes not named go to the next step */
	size_t branches_n;
	enum effect effect;
	bool aside; /* reached by name only */
	bool aloud; /* said whoever stands here: it is there to be heard */
	bool quiet; /* not a step people count ("Langkah n dari m") */
	bool once;  /* "back" passes over it: an aside one always, another where it skips */
	const char *next;     /* instead of the row below */
	const char *empty_go; /* Enter on an empty field goes here */
	const char *scans_at; /* what a scanner reads here is an answer to that step */
	const char *kpj_goes; /* a KPJ that is scanned here is an answer to that step */
	const char *when_back; /* goes there by itself when the centre answers again */
	bool (*skip)(const struct answers *answers, const struct place *place);
	/** Adds what depends on the answers: lines, choices, the question itself. */
	void (*fill)(
		const struct answers *answers, const struct place *place, struct page *page);
	/** For choices made by fill. Returns the step to go to, "" for the next, NULL: not a choice here. */
	const char *(*choose)(struct answers *answers, const struct place *place, char key);
	/** After the field was accepted. */
	void (*taken)(struct answers *answers, const struct place *place);
};

/** A service may begin with the rows of another flow, and that one with those of a third, as if they were its own: how
 *  somebody is identified, and how an account is asked for, is written once. Steps are counted over all. */
struct flow {
	const char *name, *service;
	const struct flow *first; /* NULL: none */
	const struct step *steps;
	size_t n;
	bool detour; /* its rows, and those of the flows that begin with it, are entered by name alone */
};

/** Services that begin by a name of their own, as GO_CLAIM. NULL: not one of them. */
struct service_row {
	const char *go;
	enum service service;
	const struct flow *flow;
	/** The step it begins at; NULL: the first that applies. */
	const char *(*at)(const struct answers *answers);
};
const struct service_row *service_of(const char *go);
/** "claim" "balance" …; "other" where it has no name of its own. */
const char *service_code(enum service service);

int flow_length(const struct flow *flow);
/** at: 0 … flow_length - 1. */
const struct step *flow_step(const struct flow *flow, int at);
/** Whether it begins with the rows of identification. */
bool flow_identifies(const struct flow *flow);

#define OPTIONS(table)  .options = (table), .options_n = ARRAY_LEN(table)
#define BRANCHES(table) .branches = (table), .branches_n = ARRAY_LEN(table)

enum { NO_STEP = -1 };

/** The first step that applies from `from` on; NO_STEP at the end. */
int flow_from(const struct flow *flow, int from, const struct answers *answers,
	const struct place *place);
/** NO_STEP: no such name, which is a mistake in a table (a test walks all). */
int flow_find(const struct flow *flow, const char *name);
/** The step of that name, or the first one from there on that applies; NO_STEP: none. */
int flow_to(const struct flow *flow, const char *name, const struct answers *answers,
	const struct place *place);
/** The step after `at`, honouring its `next`. */
int flow_next(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place);
/** Where an outcome leads: a name, or NULL for the next step. */
const char *step_branch(const struct step *step, enum outcome outcome);
const struct option *step_option(const struct step *step, char key,
	const struct answers *answers, const struct place *place);
const char *field_label(const struct field *field, const struct answers *answers);
/** As it is read back to who did not type it: a date with its month, digits in their groups. */
void field_read_back(const struct field *field, const char *typed, char *ret_text, size_t room);
/** Whether "back" passes over this step. */
bool step_is_past(
	const struct step *step, const struct answers *answers, const struct place *place);
/** Whether people count this step as a screen: it waits for an answer of theirs. */
bool step_counts(const struct step *step);
/** Counted steps still to come after `at`, as far as it can be known now. */
int flow_remaining(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place);
/** Fills the page with what the row and the answers say. */
void flow_fill(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place, struct page *page);

extern const struct flow idle_flow, menu_flow, ticket_flow, identity_flow, person_flow, claim_flow, officer_flow, status_flow,
	bring_flow, balance_flow, check_flow, my_claims_flow, data_flow, cards_flow;
extern const struct flow survey_flow, turn_flow, saved_flow, withdraw_flow, appointment_flow,
	complaint_flow, counter_flow, accounts_flow;
extern const struct flow unblock_flow, waiting_flow, supervisor_flow, handover_flow, devices_flow;

#endif
