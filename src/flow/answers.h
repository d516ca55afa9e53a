/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything said and learned in one visit: what the person typed or chose, what the centre answered, what staff
 * saw. Pure data in one struct, so that it is sealed, saved and wiped as one. Only the visit (src/work) writes it.
 */
#ifndef FLOW_ANSWERS_H
#define FLOW_ANSWERS_H

#include "base/uuid.h"
#include "rules/account.h"
#include "rules/claim.h"
#include "rules/code.h"
#include "rules/consent.h"
#include "rules/identity.h"
#include "rules/parked.h"
#include "rules/record.h"
#include "rules/review.h"
#include "rules/staff.h"
#include "rules/unblock.h"
#include "rules/waiting.h"
#include "rules/withdrawal.h"

#include <stdint.h>

enum { DOCUMENTS_MAX = 6, CLAIMS_MAX = 6, CLAIM_STEPS_MAX = 8, TEXT_ROOM = 101, REFERENCE_ROOM = 64 };
enum { MISSING_MAX = 16, ATTENTION_MAX = 9, YEAR_MONTHS = 12 };
enum { RECORD_ROOM = 161, FLOW_ROOM = 41 };

/** How sure the centre (or, without it, the kiosk) is of who stands here. */
enum assurance { ASSURANCE_NONE, ASSURANCE_CLAIMED, ASSURANCE_FACE, ASSURANCE_ATTESTED };

/** What the person came for; src/flow/services.c has the flow of each. */
enum service {
	SERVICE_NONE,
	SERVICE_CLAIM,
	SERVICE_BALANCE,   /* balance, cards, contributions */
	SERVICE_DATA,      /* pengkinian data, KPJ */
	SERVICE_MY_CLAIMS, /* every claim of the person, and mending */
	SERVICE_CHECK,     /* "Periksa data saya" */
	SERVICE_SAVED,     /* a visit kept at the centre is taken up */
	SERVICE_BRING,     /* what to bring */
	SERVICE_TICKET,    /* an appointment, a number in the queue, a complaint */
	SERVICE_WITHDRAW,  /* of consent */
	SERVICE_OTHER,
};

/** What a typed KPJ is, beside the list of the person's own. */
enum kpj_search { KPJ_NOT_SOUGHT, KPJ_REGISTERED, KPJ_LISTED, KPJ_FOREIGN };

enum consent { CONSENT_NOT_ASKED, CONSENT_FACE, CONSENT_NO_FACE, CONSENT_REFUSED };

/** What came of the last question to the centre, for the steps to branch on. */
enum outcome {
	OUTCOME_NONE,
	OUTCOME_OK,
	OUTCOME_NOT_FOUND,    /* unknown, or not matching: the same */
	OUTCOME_AWAY,         /* no answer, maintenance, captive portal */
	OUTCOME_REFUSED,      /* a reasoned no; see problem */
	OUTCOME_FACE_NO,      /* compared, not the same person */
	OUTCOME_FACE_QUALITY, /* not compared; not an attempt */
};

/** A claim made here that waits for staff, as the officer is shown it. */
struct waiting_claim {
	char code[CODE_ROOM], problem[40], duplicate_of[40];
	bool withdrawal; /* of consent, with that code */
	struct date on;  /* confirmed */
	struct date promised; /* the day that has passed; not known: none */
	enum reach called;    /* how staff tried to reach them */
};

/** What an officer wants done about it. */
enum waiting_wish {
	WAITING_SEND,
	WAITING_DROP, /* withdrawn, as the participant said */
	WAITING_REACHED,
	WAITING_MISSED,
	WAITING_POSTED,
	WAITING_CORRECT, /* as answers->fix says */
	WAITING_HAND_OVER, /* a file of its own, heading the officer's list */
	WAITING_WISHES
};

/** One line of the list of hand-overs: nothing of the person. */
enum { HANDOVERS_SHOWN = 6 };
struct handover_line {
	char code[CODE_ROOM], why[32];
	bool priority, called; /* called: for an officer, and none came */
};

/** A paper an officer held in hand. */
struct document {
	enum paper kind;
	char number[33];  /* as printed on it; "" where it has none */
	struct date date; /* of the paper */
};

/** What is corrected of a refused claim, with its person at the counter. No draft keeps it: it is of somebody else. */
struct claim_fix {
	enum parked_fix what;
	char nik[NIK_ROOM]; /* of the KTP in the officer's hand: whose claim it must be */
	enum claim_reason reason; /* of the claim, once it was opened */
	char bank[4], account[ACCOUNT_ROOM];
	char event_typed[9], paper_typed[9]; /* DDMMYYYY */
	struct date event_date;
	struct document paper;
	bool received, refused; /* what the centre has said of it since */
	char problem[40];       /* why it refused again */
};

/** The five programmes. X(name, code) */
#define PROGRAMME_LIST(X)                                                                      \
	X(PROGRAMME_JKK, "JKK")                                                                \
	X(PROGRAMME_JHT, "JHT")                                                                \
	X(PROGRAMME_JKM, "JKM")                                                                \
	X(PROGRAMME_JP, "JP")                                                                  \
	X(PROGRAMME_JKP, "JKP")
#define PROGRAMME_ENUM(name, code) name,
enum programme { PROGRAMME_LIST(PROGRAMME_ENUM) PROGRAMMES };
#undef PROGRAMME_ENUM
enum programme_state { PROGRAMME_NOT_IN, PROGRAMME_ACTIVE, PROGRAMME_INACTIVE };

/** What was or is to be paid for one month of one KPJ. */
struct month_paid {
	int64_t amount; /* rupiah */
	bool due;       /* the month belongs to this KPJ */
	bool paid;      /* else in arrears, or not yet */
};

/** The contributions of one year, KPJ by KPJ, as the centre listed them. */
struct contributions {
	int year; /* 0: not told */
	struct {
		char kpj[KPJ_ROOM];
		struct month_paid month[YEAR_MONTHS]; /* 0 January */
	} row[CARDS_MAX];
	size_t rows_n;
};

/** What a person wants changed of one field of the record, and what the centre said to it. */
enum change_state { CHANGE_NONE, CHANGE_WANTED, CHANGE_ACCEPTED, CHANGE_REFUSED };
struct record_change {
	enum change_state state;
	char text[RECORD_ROOM];  /* in the form of the contract; "": they have none */
	enum refusal refusal;    /* where refused: why, and … */
	enum correction correct; /* … where it is corrected */
};

/** What was paid in one year over all KPJ, and what each month had. */
struct year_paid {
	int year;
	int64_t paid; /* rupiah */
	struct month_paid month[YEAR_MONTHS];
};
enum { YEARS_MAX = 6 };

/** Who stands behind the person may look on: amounts are seen and heard by who asks for them. */
enum amounts { AMOUNTS_COVERED, AMOUNTS_OPEN, AMOUNTS_ALOUD };

/** How the voice is to sound for this person. */
struct voice_wish {
	bool on;            /* beyond the first screens */
	bool aloud;         /* numbers and amounts, too, whoever hears them */
	int louder, faster; /* steps, flow/voice.h */
};

/** One step of a claim's way. */
struct claim_step {
	char status[16];
	struct date on; /* the day at the centre */
};

/** A claim the centre knows of, of any channel. */
struct known_claim {
	char number[40], code[CODE_ROOM]; /* code: of the receipt, "" none */
	char status[16]; /* to_verify received verifying approved paying paid returned rejected */
	char channel[16]; /* kiosk assisted jmo lapak_asik branch */
	enum claim_reason reason;
	struct date submitted_on, promised;
	bool open, overdue;
	char return_reason[40], return_field[20]; /* "" not returned */
	struct claim_step step[CLAIM_STEPS_MAX];  /* the last ones, oldest first */
	size_t steps_n;
};

struct officer {
	bool joined;
	bool remote; /* from a terminal at a desk: sees the screen, not the person and the papers */
	bool typing; /* they have taken over: the keys are theirs, until they hand back */
	char id[24]; /* key of the staff row */
	char name[41];
	char initials[5];
	char role[12];
};

/** Who came along. */
enum companion {
	COMPANION_NONE,
	COMPANION_CHILD,
	COMPANION_SPOUSE,
	COMPANION_NEIGHBOUR,
	COMPANION_OTHER,
	COMPANIONS
};

/** An account as a supervisor sees it, and what they change of it. */
enum { ACCOUNTS_MAX = 24 };
struct account_row {
	char initials[5], name[41], role[12];
	bool disabled, locked;
};
enum account_change {
	ACCOUNT_NEW_PIN,
	ACCOUNT_CLOSE,
	ACCOUNT_OPEN,
	ACCOUNT_UNLOCK,
	ACCOUNT_ADD,  /* answers->new_account, with new_pin */
	ACCOUNT_CARD, /* a new one, printed; the one before opens nothing */
};

/** What a member of staff typed for the participant, to be read back to them before it is sent. */
enum { HELPED_MAX = 9 };
struct helped {
	char label[48]; /* of the field, not translated */
	char text[48];
};

/** What a visit that a crash or a power cut ended left of this person, until they say whether it counts. */
struct earlier {
	bool sought, found, taken;
	char visit[UUID_TEXT];
	enum claim_reason reason;
	struct date event_date;
	char event_typed[9];
	struct officer attester; /* who saw the documents */
	struct document document[DOCUMENTS_MAX];
	size_t documents_n;
	char bank[4], account[ACCOUNT_ROOM]; /* as typed; "" none */
	bool show_amount;
};

enum ticket_kind {
	TICKET_NONE,
	TICKET_COUNTER,
	TICKET_BRANCH,
	TICKET_LAPAK_ASIK,
	TICKET_COMPLAINT,
	TICKET_KINDS,
};

/** A hand-over as an officer opened it by its code; what was said comes back to its person alone, once proven. */
struct handed_over {
	char asked[CODE_ROOM]; /* the code it is opened by */
	struct handover_line line;
	struct date on, closed_on; /* made; closed, not known: open */
	char outcome[16];          /* how it ended, or is about to */
	char claim[CODE_ROOM];     /* of a claim that waits for staff; "" it is of none */
	bool readable;             /* what was answered is there and can be read */
	bool taken;                /* this visit went on with it */
	char nik[NIK_ROOM], kpj[KPJ_ROOM], birth_typed[9]; /* by which the person is found again */
	char name_masked[NAME_ROOM], topic[TEXT_ROOM], number[24];
	enum ticket_kind kind;
	struct date preferred, visit_on;
	struct earlier left;
};

/** A visit kept at the centre, to be gone on with another day at any kiosk. */
struct kept {
	char asked[CODE_ROOM]; /* the code of the slip a visit is opened by; "" none */
	char flow[FLOW_ROOM], step[FLOW_ROOM]; /* where to go on: to be kept, or as it was kept */
	bool found;                            /* the centre gave it back */
	int64_t at_s;                          /* when it was kept */
	struct date on;                        /* the day of it, here */
	struct earlier left;                   /* what was said then, as far as it can be read */
	char code[CODE_ROOM];                  /* of the visit kept now; "" none */
	struct date valid_until;
};

/** What a ticket of the centre is wanted for. */
struct ticket_wish {
	enum ticket_kind kind;
	enum claim_reason reason; /* of the claim it is about; REASON_NONE: of none */
	struct date preferred;    /* not known: the next that is free */
	char topic[TEXT_ROOM];    /* of a complaint; "" none */
};

/** What consent was withdrawn with. */
struct withdrawal {
	char reference[REFERENCE_ROOM]; /* "" none */
	int64_t stops_by_s;             /* Unix */
};

/** What a second person who was asked from here has said. */
enum second_said { SECOND_SAID_NOTHING, SECOND_SAID_NO, SECOND_SAID_LATE, SECOND_SAID_BUSY };

/** JMO opened again by two of staff. */
struct unblock {
	enum unblock_reason reason;
	struct officer second;      /* who approved; nobody: the centre is to */
	enum second is_second;      /* why who gave a PIN may not approve */
	enum second_said said;
	bool opened;                /* else it waits for the centre */
	char reference[REFERENCE_ROOM]; /* of the centre, "" none */
};

/** A code to pay contributions of one's own with. */
struct bill {
	int months;    /* wished: 1 … 12 */
	char code[16]; /* "" none */
	int64_t amount;
	struct date valid_until;
};

/** What is known of a claim by its receipt code alone: states and dates, nothing personal. */
struct lookup {
	char typed[17], code[CODE_ROOM]; /* as typed or scanned; as it was understood */
	bool here;                       /* made at this kiosk, which knows … */
	bool parked, printable;          /* waits for staff; young enough for a copy */
	bool ticket;                     /* it is of a hand-over kept here, and no claim */
	bool ticket_closed;              /* staff are done with that */
	char problem[40];                /* why it is parked */
	char duplicate_of[40];           /* number of a claim the centre had before, "" none */
	char number[40], was[16];        /* of the centre, as kept here */
	struct date confirmed_on;
	bool asked, told;                /* the centre answered; it has such a claim */
	char status[16];                 /* what it tells, else what is kept here; "" none */
	char return_reason[40];
	bool overdue;
	int64_t since_s; /* Unix; 0 not told */
	struct date since, promised;
	enum withdrawn withdrawn; /* consent, by this code */
	char reference[REFERENCE_ROOM]; /* of that at the centre, with … */
	int64_t stops_by_s;
	struct date stops_by;
};

/** Something a supervisor looks at again. */
struct review_item {
	int64_t seq;
	enum review_kind kind;
	enum review_face face; /* of a claim without one */
	char officer[24], second[24], initials[5], code[CODE_ROOM];
	struct date on;
};

/** A page of the journal as it is shown, and what it is a page of. */
enum { LOG_LINES = 10, LOG_ANY_DAY = -1, LOG_DAYS_BACK = 30 };
struct log_view {
	struct {
		char when[16], text[128];
	} line[LOG_LINES];
	size_t n;
	bool looking, end, missing; /* missing: the receipt code is of nothing here */
	bool follows;
	struct date back;           /* searched back to this day */
	int days_ago, kind; /* LOG_ANY_DAY; a place in the flow's table */
	unsigned endings;   /* bits of enum ending; 0 any */
	char code_typed[17];
};

enum day_wish { DAY_OPEN, DAY_CLOSE, DAY_SLIP };

struct answers {
	/* the visit */
	char visit[UUID_TEXT]; /* ours; "" between visits */
	enum service service;
	struct officer officer;  /* joined now */
	struct officer attester; /* who saw the KTP or a paper; stays after hand-back */
	struct officer helper;   /* who took over last; likewise */
	struct helped helped[HELPED_MAX]; /* not read back yet */
	size_t helped_n;
	enum companion companion;
	struct voice_wish voice;
	bool without_centre;     /* begun or gone on offline */
	bool line_back;          /* since then the centre answers again */

	/* who; what follows down to the result is of this person alone */
	char person_nik[NIK_ROOM]; /* the NIK all that follows was asked about; "" none yet */
	char nik[NIK_ROOM];
	char kpj[KPJ_ROOM];  /* typed instead of the NIK */
	char birth_typed[9]; /* DDMMYYYY, beside the KPJ */
	struct date birth;
	char name_masked[NAME_ROOM];
	enum assurance assurance;
	char centre_visit[REFERENCE_ROOM]; /* the centre's id; "" none */
	bool confirmed_identity;           /* "Apakah ini Anda?" YA */

	/* consent and face */
	enum consent consent;
	char consent_id[REFERENCE_ROOM];
	int64_t consent_at_ms; /* when it was given; 0: not known */
	int face_tries;        /* only not_verified counts */
	char face_reference[REFERENCE_ROOM];
	char face_result[24]; /* verified, verified_with_reason, not_enrolled … */
	bool photo_kept;      /* taken without the centre: it follows the claim */
	bool ktp_seen;
	char attestation_id[REFERENCE_ROOM]; /* the centre's; "" none */

	/* the record; valid where have_record */
	bool have_record;
	char name[NAME_ROOM], mother_name[NAME_ROOM], address[201];
	char phone[17], email[TEXT_ROOM];
	char phone_typed[16]; /* asked for where there is no record */
	char record[RECORD_FIELDS][RECORD_ROOM]; /* by field, as the centre has it; "" none */
	struct record_change change[RECORD_FIELDS];
	struct date record_birth; /* as the centre has it */
	bool birth_differs, data_complete, jmo_blocked;
	char missing[MISSING_MAX][32];
	size_t missing_n;
	struct card card[CARDS_MAX];
	size_t cards_n;
	int64_t principal, yield; /* rupiah, over registered cards */
	struct date first_partial_on;
	enum claim_reason first_partial;
	int64_t first_partial_gross; /* rupiah; 0 none */
	struct known_claim claim[CLAIMS_MAX];
	size_t claims_n;
	char claim_shown[40]; /* number of the one being looked at, "" none chosen */
	char mending[40];     /* number of the returned one being mended, "" none */

	/* balance and contributions, as far as they were asked for */
	int year_asked; /* 0: this year */
	struct contributions contributions;
	int years_until;                  /* the newest year wanted; 0: of the newest contribution */
	struct year_paid year[YEARS_MAX]; /* newest first */
	size_t years_n;
	bool years_cut;                   /* the centre did not answer for all of them */
	int year_at;                      /* index of the one whose months are looked at */
	struct date last_paid[CARDS_MAX]; /* as card: the month; not known: none in these years */
	bool have_programmes;
	enum programme_state programme[PROGRAMMES];

	struct earlier earlier;
	struct kept kept;
	struct withdrawal withdrawal;
	struct bill bill;
	struct unblock unblock;

	enum amounts amounts; /* of the screen that is shown; another one covers them */
	int cards_from;       /* index of the first KPJ on the screen */
	enum claim_reason bring_reason; /* what to bring is asked for this one */

	/* the claim */
	enum claim_reason reason;
	struct date event_date; /* when work ended, as said */
	char event_typed[9];    /* DDMMYYYY */
	struct document document[DOCUMENTS_MAX];
	size_t documents_n;
	struct claim_decision decision;
	bool decided;
	bool wants_ticket; /* an officer left them with one */

	/* the account */
	char bank[4], account[ACCOUNT_ROOM], holder[NAME_ROOM];
	enum name_match holder_match;
	bool account_checked, account_known, account_confirmed, similar_accepted;

	/* the result */
	char code[CODE_ROOM]; /* of the receipt */
	char idempotency_key[UUID_TEXT], photo_key[UUID_TEXT];
	int64_t confirmed_at_ms;
	char claim_number[40], claim_status[16];
	char duplicate_of[40]; /* number of a claim the centre had before, "" none */
	struct date promised;
	bool promised_estimate, to_verify, received, saved;
	bool parked; /* the centre said no: staff must act; see problem */
	bool show_amount;
	char ticket_code[CODE_ROOM];              /* of the hand-over; never that of a claim */
	char ticket[24], ticket_place[TEXT_ROOM]; /* of the queue; "" none */
	int64_t ticket_at_ms;
	struct date ticket_on; /* likewise, at the kiosk's place, and … */
	int ticket_second_of_day;
	struct ticket_wish ticket_wish;
	enum paper ticket_paper[PAPERS_MAX]; /* to bring along */
	size_t ticket_papers_n;
	uint32_t items_there, items_missing; /* what is in hand, as said: bits of rules/checklist.h */

	/* what is being typed or decided right now */
	char pin[8], card_code[STAFF_CARD_ROOM]; /* of a member of staff at the door */
	enum staff_door door;                    /* what they were told the last time */
	int door_wait_s;
	struct account_row account_row[ACCOUNTS_MAX]; /* what a supervisor goes through */
	size_t accounts_n;
	int accounts_page, account_at;
	enum account_change account_change;
	enum status account_trouble; /* why it was not made */
	char new_pin[8];
	struct account_row new_account;
	int away_min; /* a member of staff goes for so long; 0: until the counter opens again */
	bool turn_refused;       /* what was read back is not right yet */
	int record_at;           /* enum record_field being filled in by an officer */
	char record_typed[48], postal_typed[6];
	char contact_typed[16];
	bool postal_asked, contact_asked; /* and perhaps not known */
	bool refusals_told;               /* by the claim that completed the record */
	int record_page;                  /* of the fields being shown */
	int region[3]; /* codes picked, by enum region_level */
	int region_page; /* of the list of regions being shown */
	bool birth_told; /* that the birth date differs, and where it is corrected */
	int card_at;             /* index of the KPJ being offered; -1: kpj_typed is */
	uint32_t cards_declined; /* bit per card */
	char kpj_typed[KPJ_ROOM]; /* of a card that is not in the list */
	enum kpj_search kpj_search;
	bool cards_touched;      /* the service of cards has begun; before: */
	int64_t balance_before;  /* rupiah, over the KPJ registered then */
	enum paper document_kind;
	char document_number[33], document_date[9]; /* DDMMYYYY */
	bool bank_list_all;                         /* all banks, not the short list */
	int bank_page;
	bool face_given_up; /* the person or the camera gave the face up: an officer instead */
	bool no_camera;     /* there was none that worked; why an officer attested */
	bool paper_done, paper_failed; /* of the receipt: one came out; the last try did not */
	enum status paper_trouble;     /* why it failed */
	bool paper_torn;               /* a part of it may be out */
	bool paper_is_old;             /* the claim's state has changed since it was printed */
	char ticket_why
		[32]; /* claim_why_code, "over-limit", "papers", "no-account", "heirs", "called" */
	bool priority; /* 60 and over, or said so */
	bool priority_asked;
	int days_from; /* working days from today to the first on the screen */
	int topic;     /* of a complaint, index of its table */

	struct lookup lookup;

	struct handover_line handover[HANDOVERS_SHOWN]; /* what the officer picks from … */
	size_t handovers_n;
	int handovers_from, handovers_open; /* … behind so many, of so many */
	struct handed_over handed;

	struct waiting_claim waiting[ATTENTION_MAX]; /* what the officer goes through */
	size_t waiting_n;
	int waiting_at;
	char waiting_code[CODE_ROOM]; /* this one alone, as it was handed over; "" all */
	char waiting_file[CODE_ROOM]; /* the hand-over that one became */
	enum waiting_wish waiting_wish;
	struct claim_fix fix;
	struct claim_contact contact; /* of who is to be reached, while it is shown */

	struct review_item review[ATTENTION_MAX]; /* what the supervisor goes through */
	size_t reviews_n;
	int review_at, reviews_open;
	enum review_verdict review_verdict;
	enum review_note review_note;
	char review_written[FLOW_ROOM];
	bool review_failed;
	struct log_view log;
	enum day_wish day_wish;
	bool day_begun; /* just now: what is shown next belongs to it */
	int ready_page, ready_at; /* of the rows of readiness: what is shown of them */
	char code_seen[FLOW_ROOM]; /* what the camera read when it was tried */

	/* the last exchange */
	enum outcome outcome;
	char problem[40];       /* code of the centre's problem, "" none */
	char problem_claim[40]; /* claim number of claim-open-elsewhere */
	int again_s;            /* the centre asked to come again in so many seconds, 0 it did not */
};

/** "none" "claimed" "verified" "attested". */
const char *assurance_code(enum assurance assurance);

/** "anak" "pasangan" "tetangga" "lain", as the contract names them; "" nobody. */
const char *companion_code(enum companion companion);

/** Somebody has said who they are, or begun to. */
bool answers_are_of_somebody(const struct answers *answers);

/** Somebody of the staff stands beside the participant: only they can see a KTP, a paper or the person. */
bool officer_is_beside(const struct answers *answers);

/** The facts the decision depends on. today: at the kiosk's place. */
void answers_facts(
	const struct answers *answers, struct date today, struct claim_facts *ret_facts);

#endif
