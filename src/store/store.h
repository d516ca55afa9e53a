/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kiosk keeps: drafts, claims, the outbox, the journal, staff, hand-overs and print jobs, in one SQLite
 * file (WAL, synchronous=FULL). Personal columns are sealed; people are found by keyed hashes. Every function may
 * wait for the disk: call them on the store thread only. Times are Unix milliseconds.
 *
 * Opening takes the state's lock (one writer, ST_BUSY), checks the schema (ST_NEWER for a newer one), and turns what
 * was being sent when the power went into "waiting, outcome unknown".
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/buf.h"
#include "base/seal.h"
#include "base/uuid.h"
#include "rules/code.h"
#include "rules/identity.h"
#include "rules/oversight.h"
#include "rules/staff.h"
#include "rules/withdrawal.h"
#include "store/journal.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/** dir exists and is writable for its owner alone; seal is borrowed and outlives the store. vfs: name of a SQLite
 *  VFS, NULL the default (tests give their own). Makes DIR/anjungan.db and DIR/lock, 0600. ST_NOT_FOUND, ST_INVALID
 *  (not a directory), ST_DENIED (others may write there, or read the file), ST_READ_ONLY, ST_DISK_FULL, ST_CORRUPT,
 *  ST_NEWER, ST_BUSY, ST_IO. A file that is gone or empty where a store has been is ST_CORRUPT, not a new store: who
 *  wants to start anew removes DIR/lock, too. Disk troubles may come from every other function here, too; none of them leaves half a
 *  change behind. */
enum status store_open(
	const char *dir, const struct seal *seal, const char *vfs, struct store **ret_store);
/** For who reads beside a running kiosk (log, report, check): takes no lock and changes nothing; every function here
 *  that would is ST_READ_ONLY. ST_NOT_FOUND: no store there yet; ST_NEWER, ST_UNSUPPORTED: of a newer or older
 *  version. */
enum status store_open_reader(
	const char *dir, const struct seal *seal, const char *vfs, struct store **ret_store);
/** ST_BUSY while a program that writes has it open; ST_NOT_FOUND: no store there yet. Changes nothing. */
enum status store_in_use(const char *dir);
/** ST_NOT_FOUND: none was ever made there, so that nothing is sealed with a key. Changes nothing. */
enum status store_was_made(const char *dir);
/** From here on it reads only, and others may write: for a command that has made its change and goes on looking. */
enum status store_let_go(struct store *store);
/** Takes NULL. */
void store_close(struct store *store);
/** SQLite's whole check; opening makes the quick one. Reads every page: not while somebody waits. ST_CORRUPT. */
enum status store_check(struct store *store);

/* --- drafts: the visit in progress --------------------------------------------------------------------------------- */

struct draft {
	char visit[UUID_TEXT];
	int64_t saved_ms;
	struct buf blob; /* owned; the sealed answers, opened */
};
/** Replaces the draft of this visit, in one transaction with the journal entry (NULL: none). nik: for the keyed hash;
 *  "" not known yet. */
enum status store_draft_save(struct store *store, const char *visit, const char *nik,
	const void *blob, size_t n, const struct journal_entry *entry, int64_t now_ms);
/** The newest draft of this person, of another visit than but_visit ("" any), not older than max_age_ms; ST_NOT_FOUND. One from further ahead than that (a clock
 *  that was wrong) is as good as old, here and for the sweep. */
enum status store_draft_find(struct store *store, const char *nik, const char *but_visit,
	int64_t now_ms, int64_t max_age_ms, struct draft *ret_draft);
enum status store_draft_drop(struct store *store, const char *visit);
/** Drops what is older than max_age_ms. */
enum status store_draft_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms);

/* --- claims and the outbox ----------------------------------------------------------------------------------------- */

enum request_state { REQUEST_WAITING, REQUEST_SENDING, REQUEST_DONE, REQUEST_PARKED, REQUEST_EXPIRED };

/** One request as it goes in: bytes are frozen from here on. */
struct outbox_put {
	const char *key;          /* UUIDv7: idempotency key */
	const char *kind;         /* "claim", "offline-claim", "photo", "ticket" */
	const char *method, *path, *content_type;
	const void *body;
	size_t n;
	int64_t expires_ms;       /* 0: never */
};

struct claim_put {
	const char *code;         /* receipt code */
	const char *visit, *nik;
	const char *reason;       /* claim_reason_code */
	const void *receipt;      /* struct claim_receipt as bytes: sealed, for reprint and truth */
	size_t receipt_n;
	int64_t confirmed_ms;
	/** What claims may share, kept as keyed hashes alone; NULL or "" nothing. officer: who vouched. */
	const char *officer, *account, *phone;
	const void *contact; /* struct claim_contact as bytes: sealed; NULL none */
	size_t contact_n;
};

/** Claim, its requests (in order) and the journal entry in ONE transaction: all of it is on disk when this returns
 *  ST_OK, none of it otherwise. The visit's draft goes in the same transaction. Called again with the same code,
 *  visit and keys it is ST_EXISTS and changes nothing: so after ST_IO (which may hide a success) ask again.
 *  ST_INVALID: no request, or the code or a key belongs to another claim: make a new code. ST_DENIED: another claim of
 *  this person waits here to be sent. ST_TOO_LONG: a text has no place in struct outbox_item or claim_got, or a body
 *  is over 4 MiB. */
enum status store_confirm(struct store *store, const struct claim_put *claim,
	const struct outbox_put *requests, size_t n, const struct journal_entry *entry);

/** The claim behind a receipt code, or the newest one of a person. ST_NOT_FOUND. */
struct claim_got {
	char code[CODE_ROOM];
	char visit[UUID_TEXT];
	char number[40], status[16]; /* of the centre; "" before it answered */
	char promised[11];           /* ISO date or "" */
	char duplicate_of[40];       /* number of a claim of this person the centre had before, "" none */
	enum request_state request;  /* of the claim's own request */
	char problem[40];            /* why it is parked */
	int64_t confirmed_ms;
	struct buf receipt;          /* owned; opened */
};
enum status store_claim_by_code(struct store *store, const char *code, struct claim_got *ret_claim);
enum status store_claim_by_nik(struct store *store, const char *nik, struct claim_got *ret_claim);
void claim_got_free(struct claim_got *claim);

/** A claim, or a withdrawal of consent, that nobody but staff can move on. */
struct attention {
	char code[CODE_ROOM];
	int64_t confirmed_ms;
	char problem[40];      /* why the centre refused it (rules/parked.h), "" it did not */
	char duplicate_of[40]; /* another claim of this person at the centre, "" none */
	bool withdrawal;       /* then confirmed_ms is when it was asked for */
	char promised[11];     /* the day that has passed, with problem "overdue"; else "" */
	char called[16];       /* how staff reached the person: reached not-reached posted, "" nobody tried */
};
/** Up to `room` of them, the oldest first, and behind them those whose person was reached; not those that are an open
 *  hand-over. today: ISO date; what was promised for a day before it is overdue. code: this one alone, also where it is a
 *  hand-over; "" all. */
enum status store_attention(struct store *store, const char *today, const char *code,
	struct attention *ret_rows, size_t room, size_t *ret_n);

/* What an officer does about one of them, each in one transaction with its journal entry. ST_NOT_FOUND: it does not wait
 * for that any more. What settles it closes its hand-over, too. */

/** Refused: sent again as it is, under the key it has. A withdrawal, too. */
enum status store_waiting_resend(struct store *store, const char *code,
	const struct journal_entry *entry, int64_t now_ms);
/** Refused: it is not sent any more, nor what follows it; the centre does not have it. */
enum status store_waiting_drop(struct store *store, const char *code,
	const struct journal_entry *entry, int64_t now_ms);
/** how: "reached" "not-reached" "posted". */
enum status store_waiting_called(struct store *store, const char *code, const char *how,
	const struct journal_entry *entry, int64_t now_ms);
/** Whom to reach: what claim_put had, opened, and journalled that it was. Of a claim of before this was kept
 *  ST_NOT_FOUND. */
enum status store_waiting_contact(struct store *store, const char *code,
	const struct journal_entry *entry, struct buf *ret_contact);

/** It becomes this hand-over, with its claim. */
struct handover_put;
enum status store_waiting_hand_over(struct store *store, const struct handover_put *handover,
	const struct journal_entry *entry);

/* A refused claim is corrected by another request in the place of the one the centre refused: that is closed, the new
 * one waits in front of what follows the claim, the receipt says what is so now, in ONE transaction. So there is one or
 * the other, whenever the power goes. */

struct outbox_item;
/** The refused request, for the new one to be made of. ST_DENIED: the claim is not of the person with this NIK;
 *  ST_EXISTS: they have another one here that is on its way; ST_TAMPERED: it does not open. outbox_item_free. */
enum status store_waiting_open(struct store *store, const char *code, const char *nik,
	struct outbox_item *ret_item);
struct waiting_corrected {
	const char *code, *nik;
	const char *refused;              /* key of the request whose place it takes */
	const struct outbox_put *request; /* the new one */
	const void *receipt;              /* as of claim_put, as the next */
	size_t receipt_n;
	const char *account; /* NULL: as it was */
	const char *officer; /* who saw the KTP */
};
/** As store_waiting_open, and ST_EXISTS also where the new key is in use. */
enum status store_waiting_correct(struct store *store, const struct waiting_corrected *corrected,
	const struct journal_entry *entry, int64_t now_ms);

/** Where a claim made here stands at the centre. */
struct claim_state {
	int64_t row;                 /* to go on from */
	char number[40], visit[UUID_TEXT], status[16];
};
/** Up to `room` claims the centre has and has neither paid nor rejected, after the row, in their order. */
enum status store_claims_open(struct store *store, int64_t after_row,
	struct claim_state *ret_claims, size_t room, size_t *ret_n);
/** A new state, in one transaction with the journal entry, which is of the visit that made the claim. promised: ISO date, NULL as it was. ST_NOT_FOUND: no such
 *  claim, or no news; ST_TOO_LONG. */
enum status store_claim_state(struct store *store, const char *number, const char *status,
	const char *promised, const struct journal_entry *entry);

/** A request on its way out. */
struct outbox_item {
	char key[UUID_TEXT], visit[UUID_TEXT], kind[24], method[8], path[200], content_type[96];
	char code[CODE_ROOM];     /* of the claim it belongs to */
	struct buf body;          /* owned */
	int attempts;             /* tries before this one */
	bool outcome_unknown;     /* ask the centre first */
	int64_t expires_ms;       /* past: not to be sent but settled as EXPIRED; 0 never */
	char problem[40];         /* of the last try, "" none */
	int64_t tried_ms;         /* when the last try was settled, 0 none */
};
/** The least tried request that is due, marked as being sent in the same transaction; within a visit the earlier one
 *  first, and none while an earlier one waits or is being sent (a parked one holds back only what follows it of the
 *  same claim). One that is past its expiry is due whatever its next time and whatever is before it, and so is one whose next time is more than two hours ahead (a clock that
 *  was wrong). One that does not open any more is parked as "damaged", journalled and
 *  passed over. ST_NOT_FOUND: *ret_next_ms is when to ask again (0: nothing waits, or only behind what is being
 *  sent: ask when that is settled). */
enum status store_outbox_take(
	struct store *store, int64_t now_ms, struct outbox_item *ret_item, int64_t *ret_next_ms);
void outbox_item_free(struct outbox_item *item);
/** How sending ended. One transaction with the journal entry (NULL: none). DONE and EXPIRED (past its end, or of no more
 *  use) are final and let the body go; PARKED may be settled again as WAITING. ST_NOT_FOUND: no such key, or final
 *  already; ST_TOO_LONG: a text
 *  has no place in what it is read back into. */
struct outbox_settle {
	const char *key;
	enum request_state state; /* DONE, WAITING (again), PARKED, EXPIRED */
	int64_t next_ms;          /* WAITING */
	bool outcome_unknown;     /* WAITING: bytes may have arrived */
	int http_status;
	const char *problem;      /* "" none */
	const void *answer;       /* sealed; NULL none */
	size_t answer_n;
	const char *number, *status, *promised; /* what is told of the claim: into its row; NULL as it was */
	const char *duplicate_of; /* likewise: another claim the centre has of this person */
	const char *reference; /* DONE: of a withdrawal, NULL: it is none; with it: */
	int64_t stops_ms;
	const struct outbox_put *instead; /* EXPIRED: takes its place, of the same claim and visit; NULL none */
};
enum status store_outbox_settle(struct store *store, const struct outbox_settle *settle,
	const struct journal_entry *entry, int64_t now_ms);

/** One that ended, in a round; all borrowed. entry NULL: none. */
struct outbox_ended {
	const struct outbox_settle *settle;
	const struct journal_entry *entry;
	int64_t now_ms;
};
/** A round of the outbox in ONE transaction: what ended is settled, then what is due is taken, each as above. All of
 *  it or nothing; after a failure no item is held. What is final already is passed over. */
struct outbox_round {
	const struct outbox_ended *ended; /* borrowed */
	size_t ended_n;
	/** The line is back: what waits because nothing of the centre came back, or because the kiosk was not
	 *  admitted, is due now. What the centre itself answered keeps its time. */
	bool hurry;
	int64_t now_ms;
	size_t room;              /* items wanted at most */
	size_t bytes;             /* none is taken behind that many bytes of bodies */
	struct outbox_item *item; /* room for so many; the first `items` are the caller's */
	size_t items;
	bool dry;                 /* nothing more is due */
	int64_t next_ms;          /* then: when to ask again, as for store_outbox_take */
};
enum status store_outbox_round(struct store *store, struct outbox_round *round);

/** A claim that the centre does not have yet, by its receipt's code; photographs behind claims count, withdrawals do
 *  not. */
struct unsent_claim {
	char code[CODE_ROOM];
	int64_t made_ms;
	bool parked, unknown; /* staff must act; it may have arrived */
};
/** The oldest `room` of them in their order, and how many there are. */
enum status store_unsent(struct store *store, struct unsent_claim *ret_claims, size_t room,
	size_t *ret_n, int *ret_total);

struct outbox_counts {
	int waiting, sending, parked, done, expired;
	int64_t oldest_waiting_ms; /* 0 none */
};
enum status store_outbox_counts(struct store *store, struct outbox_counts *ret_counts);

/* --- consent withdrawn ------------------------------------------------------------------------------------------------ */

struct withdrawal_put {
	const char *code;                 /* of a receipt, of this kiosk or another one */
	const char *visit;                /* now */
	const struct outbox_put *request; /* by which the centre is told */
	int64_t now_ms;
};
/** In ONE transaction with the journal entry: what has not left this kiosk of that claim is closed and its contents go;
 *  the rest the centre is told of, behind the claim where that is still on its way. A claim of which the centre has
 *  nothing, and cannot have, is closed whole: then no request is kept, and the entry's outcome is "closed". A claim
 *  under way that is refused later is closed then. ST_EXISTS: withdrawn before; nothing changes. */
enum status store_withdraw(struct store *store, const struct withdrawal_put *withdrawal,
	const struct journal_entry *entry);

struct withdrawal_got {
	enum withdrawn state;
	char key[UUID_TEXT]; /* of the request; "" none */
	char problem[40];    /* WITHDRAWN_STAFF: why */
	char reference[64];  /* of the centre; "" none */
	int64_t stops_ms;
};
/** ST_NOT_FOUND: not withdrawn at this kiosk. */
enum status store_withdrawal(
	struct store *store, const char *code, struct withdrawal_got *ret_withdrawal);

/* --- print jobs ------------------------------------------------------------------------------------------------------ */

enum print_state { PRINT_WAITING, PRINT_DONE, PRINT_FAILED };
/** Keeps the bytes, sealed, until they are printed. ST_EXISTS: the key is in use. */
enum status store_print_put(struct store *store, const char *key, const char *code,
	const void *bytes, size_t n, int64_t now_ms);
/** DONE is final and lets the bytes go. entry may be NULL. ST_NOT_FOUND: no such key, or printed already. */
enum status store_print_settle(struct store *store, const char *key, enum print_state state,
	const char *why, const struct journal_entry *entry, int64_t now_ms);
/** Settles as FAILED what waits from before a kill or a power cut, with the entry for each, in one transaction: its
 *  detail is the reason. Only while nothing is being printed. *ret_n: how many there were. */
enum status store_print_recover(
	struct store *store, const struct journal_entry *entry, int *ret_n);
/** Lets go the bytes of settled jobs older than max_age_ms, or as far ahead (a clock that was wrong). */
enum status store_print_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms);

/* --- hand-overs: what an officer finds prepared ----------------------------------------------------------------------- */

struct handover_put {
	const char *code;   /* on the ticket */
	const char *visit, *nik;
	const char *why;    /* claim_why_code, "over-limit", "called", "no-account" … */
	bool priority;
	bool called;        /* for an officer, and none came: it heads the list */
	const char *claim;  /* the receipt code of one that waited for staff; NULL none */
	const void *blob;   /* answers: sealed */
	size_t n;
	int64_t now_ms;
};
/** One transaction with the journal entry (NULL: none). ST_EXISTS: the code is in use. */
enum status store_handover_put(struct store *store, const struct handover_put *handover,
	const struct journal_entry *entry);
/** One of them: what is on it of the person stays sealed. */
struct handover_row {
	char code[CODE_ROOM], why[32];
	bool priority, called;
	int64_t made_ms, closed_ms; /* closed_ms 0: open */
	char outcome[16];           /* how it ended, "" open */
	char claim[CODE_ROOM];      /* that waits for staff; "" it is of none */
};
/** Up to `room` of the open ones behind the first `from`: who called and nobody came, then those with priority, then the
 *  oldest. */
enum status store_handover_list(struct store *store, size_t from, struct handover_row *ret_rows,
	size_t room, size_t *ret_n);
/** ST_NOT_FOUND: no hand-over of this kiosk has that code. */
enum status store_handover_find(
	struct store *store, const char *code, struct handover_row *ret_row);
/** Likewise, with the answers as they were put; none where it is closed. Release with buf_free. */
enum status store_handover_open(struct store *store, const char *code,
	struct handover_row *ret_row, struct buf *ret_blob);
enum status store_handover_count(struct store *store, int *ret_open);
/** Keeps how it ended and lets the answers go; one transaction with the entry. ST_NOT_FOUND: none is open there. */
enum status store_handover_close(struct store *store, const char *code, const char *outcome,
	const struct journal_entry *entry, int64_t now_ms);
/** Closes as "expired" what is open for longer than max_age_ms, with ONE entry whose detail is how many where there are
 *  any, and forgets what is closed for as long. */
enum status store_handover_sweep(struct store *store, const struct journal_entry *entry,
	int64_t now_ms, int64_t max_age_ms);

/* --- what a supervisor looks at again ---------------------------------------------------------------------------------- */

struct review_row {
	int64_t seq, made_ms; /* seq: of the journal row that says what was done */
	enum review_kind kind;
	enum review_verdict verdict;
	char officer[24], second[24]; /* staff ids, or "participant"; second: "" nobody */
	char initials[5];             /* of the officer; "" none of the staff */
	char visit[UUID_TEXT], code[CODE_ROOM]; /* "" none */
	enum review_face face;                  /* of REVIEW_NO_FACE */
};
/** Up to `room` that nobody has looked at, after the row, the oldest first. */
enum status store_review_list(struct store *store, int64_t after_seq,
	struct review_row *ret_rows, size_t room, size_t *ret_n);
enum status store_review_count(struct store *store, int *ret_open);

struct review_mark {
	int64_t seq;
	enum review_verdict verdict;
	enum review_note note;
	const char *written; /* with NOTE_WRITTEN: kept sealed */
	const char *id, *role; /* of who looked */
	int64_t now_ms;
};
/** One transaction with its journal entry, which names both. ST_NOT_FOUND: no such row; ST_EXISTS: somebody has
 *  looked; ST_DENIED: they may not, or it is their own; ST_INVALID: the note does not go with the verdict. */
enum status store_review_mark(struct store *store, const struct review_mark *mark);

/** Every member of staff, up to `room`, with what stands out since then. */
enum status store_oversight(struct store *store, int64_t since_ms,
	struct officer_counts *ret_officers, size_t room, size_t *ret_n);

/* --- surveys: what people said of a visit ------------------------------------------------------------------------------ */

struct survey_put {
	const char *visit, *service; /* service_code */
	int score;                   /* 5 … 1; 0: they gave up */
	const char *left_why;        /* left_why_code; NULL: they did not */
	bool assisted, senior;
	int64_t now_ms;
};
/** One transaction with the journal entry. ST_EXISTS: this visit has been answered for. ST_INVALID: neither or both of
 *  score and left_why, or one that is none. */
enum status store_survey_put(struct store *store, const struct survey_put *survey,
	const struct journal_entry *entry);

/* --- staff ------------------------------------------------------------------------------------------------------------- */

struct staff {
	char id[24], name[41], initials[5], role[16]; /* "officer" "supervisor" "technician" */
};
/** PIN: kept as sealed Argon2id (3 passes, 8 MiB). ST_INVALID: an empty member, an unknown role, or a PIN that
 *  rules/staff.h refuses. ST_EXISTS: id, initials or PIN in use, also by a closed account. */
enum status store_staff_add(
	struct store *store, const struct staff *staff, const char *pin, int64_t now_ms);
/** Tries each row, some 10–20 ms each, and counts nothing. ST_DENIED when nobody has this PIN whose account is open. */
enum status store_staff_check(struct store *store, const char *pin, struct staff *ret_staff);

/** One account as it is listed. */
struct staff_account {
	struct staff staff;
	bool disabled, has_card, locked;
};
enum status store_staff_list(struct store *store,
	void (*row)(void *ctx, const struct staff_account *account), void *ctx);
/** ST_NOT_FOUND. */
enum status store_staff_find(
	struct store *store, const char *initials, struct staff_account *ret_account);
/** ST_NOT_FOUND: closed, or none. */
enum status store_staff_is_open(struct store *store, const char *id);
/** Whether an open account of a supervisor is there, beside that of this id; ST_NOT_FOUND. id: "" any. */
enum status store_staff_supervisor(struct store *store, const char *id);

/** What is done to an account that is there; each is ST_NOT_FOUND where it is not. */
/** ST_BUSY: the last open account of a supervisor stays open. */
enum status store_staff_disable(struct store *store, const char *id, int64_t now_ms);
/** Opens a closed account. */
enum status store_staff_enable(struct store *store, const char *id);
/** A new PIN, and no wrong ones any more. ST_INVALID, ST_EXISTS: as for store_staff_add. */
enum status store_staff_reset_pin(struct store *store, const char *id, const char *pin);
/** The code of a card takes the place of the one before; kept as a keyed hash. "": none any more. */
enum status store_staff_set_card(struct store *store, const char *id, const char *card);
/** Forgets the wrong PINs of an account; STAFF_KIOSK: those that named nobody. */
enum status store_staff_unlock(struct store *store, const char *id);
#define STAFF_KIOSK "kiosk"
/** Commands have a door of their own: who closes the kiosk's does not keep a supervisor from opening it. */
#define STAFF_COMMAND "command-line"

/** Somebody at the door. */
struct staff_try {
	const char *pin, *card; /* card: "" without one */
	int64_t now_ms;
	const char *door; /* for which wrong ones without a card are counted; NULL: STAFF_KIOSK */
};
struct staff_answer {
	enum staff_door door; /* none of a right or of a failure */
	int wait_s;           /* until the next one is tried */
	struct staff staff;   /* of DOOR_OPEN */
	char counted[24];     /* for whom a wrong one was counted: a staff id, or the door */
};
/** Counts by rules/staff.h: before the PIN is looked at, so that no cut of power gives a free try. A card names whose
 *  tries they are, a PIN alone those of the door: of these a right one takes one back, a supervisor's all. While they
 *  are locked every other PIN is DOOR_LOCKED, right or wrong. */
enum status store_staff_enter(
	struct store *store, const struct staff_try *attempt, struct staff_answer *ret_answer);

/* --- presence ------------------------------------------------------------------------------------------------------- */

/** Staff are away until then. One transaction with the journal entry, as the next. */
enum status store_presence_away(
	struct store *store, int64_t back_ms, const struct journal_entry *entry);
/** They are back. */
enum status store_presence_back(struct store *store, const struct journal_entry *entry);
/** 0: nobody said that they are away. */
enum status store_presence_read(struct store *store, int64_t *ret_back_ms);

/* --- journal ------------------------------------------------------------------------------------------------------------ */

/** ST_INVALID: visit is neither "" nor a UUID; ST_TOO_LONG: a text has no place in struct journal_row. */
enum status store_journal_add(struct store *store, const struct journal_entry *entry);
/** Walks the chain from the first row; ST_TAMPERED with *ret_seq of the first broken row. */
enum status store_journal_verify(struct store *store, int64_t *ret_rows, int64_t *ret_seq);
/** Newest first, at most `limit` rows older than before_seq (0: from the end). */
enum status store_journal_read(struct store *store, int64_t before_seq, int limit,
	void (*row)(void *ctx, const struct journal_row *row), void *ctx);
/** Every row of a visit, in order. ST_INVALID: no UUID. */
enum status store_journal_visit(struct store *store, const char *visit,
	void (*row)(void *ctx, const struct journal_row *row), void *ctx);
/** Whether this person (struct journal_row; zeros: nobody) stands in a later row of another visit, until then. */
enum status store_journal_again(struct store *store, const char *visit,
	const uint8_t subject[16], int64_t after_seq, int64_t until_ms, bool *ret_again);
/** The time of the first row that is kept here; unchanged where there is none. */
enum status store_journal_oldest(struct store *store, int64_t *ret_ms);
/** seq of the newest row; 0 none. */
enum status store_journal_newest(struct store *store, int64_t *ret_seq);
/** The latest time in it, which after a clock went back is not that of the last row; 0 none. */
enum status store_journal_latest(struct store *store, int64_t *ret_ms);
/** The newest row of one event; ST_NOT_FOUND. */
enum status store_journal_last(
	struct store *store, enum event event, struct journal_row *ret_row);

#endif
