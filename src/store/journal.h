/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal: what happened, when, by whom, how it ended; never personal data. Events come from one catalogue; rows
 * are chained by hashes (keyed BLAKE2b over the previous hash and the row) so that nothing can be changed unseen.
 * assets/events.md documents the catalogue; a test holds the two together.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/uuid.h"
#include "rules/review.h"

#include <stdint.h>

/* X(name, code in the journal, what it says, its detail) */
#define EVENT_LIST(X)                                                                          \
	X(EVENT_KIOSK_START, "kiosk.start", "the kiosk opened its state", "version")           \
	X(EVENT_KIOSK_STOP, "kiosk.stop", "the kiosk ended in order", "")                      \
	X(EVENT_KIOSK_SLOW_TURN, "kiosk.slow-turn", "a handler held the screen over 50 ms", "handler ms") \
	X(EVENT_CLOCK, "clock.wrong", "our clock does not fit the centre's or the journal, or does again (ok)", "by seconds") \
	X(EVENT_CLOCK_JUMP, "clock.jump", "the clock was set while the kiosk ran", "seconds")  \
	X(EVENT_CLOCK_SIGNING, "clock.corrected", "requests are signed by the centre's time", "seconds") \
	X(EVENT_VISIT_BEGIN, "visit.begin", "somebody pressed the first key", "")              \
	X(EVENT_VISIT_END, "visit.end", "the visit was wiped", "how age keys flow/step") \
	X(EVENT_VISIT_SAVED, "visit.saved", "answers were kept at the centre for another day, or why not", \
		"flow step problem")                                                           \
	X(EVENT_VISIT_REOPENED, "visit.reopened", "what was kept was taken up, begun anew, or why not", \
		"flow step, or problem")                                                       \
	X(EVENT_VISIT_RESUME, "visit.resume", "a draft was taken up again", "")                \
	X(EVENT_VISIT_IDENTIFIED, "visit.identified", "a NIK or KPJ was found at the centre", "age") \
	X(EVENT_VISIT_NOT_FOUND, "visit.not-found", "unknown or not matching", "")             \
	X(EVENT_SURVEY, "survey.given", "one key said how a visit was, or why it was given up", "service score-or-why") \
	X(EVENT_STEP, "visit.step", "an answer was saved", "flow/step ms")              \
	X(EVENT_CONSENT, "consent.given", "consent was answered", "version choice")            \
	X(EVENT_CONSENT_WITHDRAWN, "consent.withdrawn", "consent was withdrawn by a receipt code; the request is on disk, or the unsent claim closed", "where status") \
	X(EVENT_FACE_BEGIN, "face.begin", "the face step opened", "")                          \
	X(EVENT_FACE_END, "face.end", "the face step ended", "result tries")                   \
	X(EVENT_FACE_FRAMES, "face.frames", "what the gate said of frames, as counts", "good-or-reason count ...") \
	X(EVENT_FACE_ROOM, "face.room", "the room's light kept faces from passing; staff are told", "light") \
	X(EVENT_CAMERA, "camera.state", "the camera helper changed state", "state")            \
	X(EVENT_STAFF_JOIN, "staff.join", "an officer joined by PIN", "role desk")                      \
	X(EVENT_STAFF_WRONG_PIN, "staff.wrong-pin", "a PIN that opened nothing, and why", "counted-for") \
	X(EVENT_STAFF_LEAVE, "staff.leave", "officer rights ended", "how")                     \
	X(EVENT_STAFF_AWAY, "staff.away", "staff said that they are away", "")                 \
	X(EVENT_STAFF_BACK, "staff.back", "staff said that they are back", "")                 \
	X(EVENT_STAFF_TAKE_OVER, "staff.take-over", "an officer types for the participant from here on", "step name") \
	X(EVENT_STAFF_HAND_BACK, "staff.hand-back", "an officer handed the keys back", "step name") \
	X(EVENT_STAFF_READ_BACK, "staff.read-back", "what an officer typed was read back at the participant's turn, and the key pressed", "answers") \
	X(EVENT_STAFF_CALLED, "staff.called", "a participant called for staff", "step name")   \
	X(EVENT_STAFF_ATTEST, "staff.attest", "an officer attested instead of the face", "reason") \
	X(EVENT_STAFF_DOCUMENT, "staff.document", "an officer saw a paper", "paper code")      \
	X(EVENT_STAFF_NAME, "staff.similar-name", "an officer accepted a similar account name", "") \
	X(EVENT_STAFF_ATTACH, "staff.attach", "somebody signed in at a terminal at a desk", "role") \
	X(EVENT_STAFF_WATCH, "staff.watch", "somebody at a desk looks at the participant's screen", "step name") \
	X(EVENT_APPROVAL_ASK, "approval.ask", "a second person was asked for", "what")         \
	X(EVENT_APPROVAL_DENIED, "approval.denied", "somebody who may not approved", "what")   \
	X(EVENT_APPROVAL_END, "approval.end", "the second person answered, or nobody did", "what") \
	X(EVENT_JMO_UNBLOCK, "jmo.unblock", "JMO was opened by two of staff, waits for the centre, or why not", "reason second problem") \
	X(EVENT_WAITING_RESEND, "waiting.resend", "an officer had a refused claim sent again", "problem") \
	X(EVENT_WAITING_WITHDRAWN, "waiting.withdrawn", "a refused claim was withdrawn at the participant's turn", "problem") \
	X(EVENT_WAITING_CONTACT, "waiting.contact", "an officer was shown whom to reach about a claim", "problem") \
	X(EVENT_WAITING_CALL, "waiting.call", "an officer reached a participant about a claim, or not", "problem") \
	X(EVENT_STAFF_ADD, "staff.add", "a staff account was made", "role")                    \
	X(EVENT_STAFF_DISABLE, "staff.disable", "a staff account was closed", "whose")         \
	X(EVENT_STAFF_ENABLE, "staff.enable", "a closed staff account was opened", "whose")    \
	X(EVENT_STAFF_NEW_PIN, "staff.new-pin", "a member of staff got another PIN", "whose")  \
	X(EVENT_STAFF_CARD, "staff.card", "a staff card was made; the one before opens nothing", "whose") \
	X(EVENT_STAFF_UNLOCK, "staff.unlock", "wrong PINs were forgiven by a supervisor", "whose") \
	X(EVENT_CARD_ADD, "card.add", "an unregistered KPJ was registered", "")                \
	X(EVENT_RECORD_CHANGE, "record.change", "fields of the record were changed at the centre, or not all (some), or why not", "taken refused") \
	X(EVENT_ACCOUNT_CHECK, "account.check", "an account name was compared", "match")       \
	X(EVENT_DECISION, "claim.decision", "eligibility was decided", "why route")            \
	X(EVENT_DECISION_DIFFERS, "claim.decision-differs", "centre and kiosk decided differently", "ours theirs") \
	X(EVENT_CLAIM_CONFIRM, "claim.confirm", "the participant confirmed; claim and request are on disk", "reason channel line") \
	X(EVENT_CLAIM_SENT, "claim.sent", "the centre has the claim", "attempts promised")     \
	X(EVENT_CLAIM_PARKED, "claim.parked", "the centre refused; staff must act", "problem") \
	X(EVENT_CLAIM_STATE, "claim.state", "the centre told a new state of a claim made here", "from to promised") \
	X(EVENT_CLAIM_MEND, "claim.mend", "a returned claim was mended, or why not", "field problem") \
	X(EVENT_CLAIM_LOOKUP, "claim.lookup", "a claim was asked for by its receipt code", "where status") \
	X(EVENT_TICKET_ASKED, "ticket.asked", "the centre gave a number for a ticket, or why not", "kind") \
	X(EVENT_TICKET, "ticket.made", "a hand-over was kept and a ticket made", "why")        \
	X(EVENT_HANDOVER_OPEN, "ticket.opened", "staff opened a hand-over, or what it is (closed, unknown)", "why") \
	X(EVENT_HANDOVER_TAKEN, "ticket.taken", "staff and the participant went on with what was handed over", "why") \
	X(EVENT_HANDOVER_CLOSED, "ticket.closed", "a hand-over was closed, by how it ended", "why") \
	X(EVENT_HANDOVER_EXPIRED, "ticket.expired", "hand-overs nobody closed became too old", "how-many") \
	X(EVENT_REQUEST_RETRY, "request.retry", "sending failed and will be tried again", "kind problem attempts") \
	X(EVENT_REQUEST_SENT, "request.sent", "the centre has a request other than a claim", "kind attempts") \
	X(EVENT_REQUEST_PARKED, "request.parked", "a request other than a claim was refused", "kind problem") \
	X(EVENT_REQUEST_EXPIRED, "request.expired", "a request reached its end unsent", "kind") \
	X(EVENT_OUTBOX_FROZEN, "outbox.frozen", "unsent for over two working days, or no longer (ok): supervisors must act", "unsent hours") \
	X(EVENT_UNSENT_LIST, "outbox.list", "the codes of what is unsent were printed, or why not", "claims") \
	X(EVENT_LINE_STOP, "line.not-admitted", "the centre does not admit this kiosk", "problem") \
	X(EVENT_LINE_UP, "line.up", "the centre answers", "")                                  \
	X(EVENT_LINE_DOWN, "line.down", "the centre does not answer", "problem")               \
	X(EVENT_PRINT_BEGIN, "print.begin", "a receipt goes to the printer", "kind")           \
	X(EVENT_PRINT_END, "print.end", "the printer took all of it, or why not", "status part-out") \
	X(EVENT_DAY_OPEN, "day.open", "a day of the counter was opened", "day")                \
	X(EVENT_DAY_CLOSE, "day.close", "a day was closed; the head of the journal goes to the centre", "day") \
	X(EVENT_DAY_LEFT_OPEN, "day.left-open", "a day before was not closed", "day")          \
	X(EVENT_REVIEW, "review.marked", "a supervisor looked at it again: fits or questioned", "row kind whose note") \
	X(EVENT_LOG_READ, "log.read", "somebody read the journal", "filters")                  \
	X(EVENT_JOURNAL_ARCHIVE, "journal.archive", "old rows went into a signed file", "first last") \
	X(EVENT_JOURNAL_LOST, "journal.lost", "rows that were signed are not in the journal any more", "signed newest") \
	X(EVENT_REPORT_READ, "report.read", "somebody made a report", "format")                \
	X(EVENT_STATE_BACKUP, "state.backup", "a copy of the state was made", "")              \
	X(EVENT_SECOND_COPY, "state.second-copy", "the medium of the second copy is there, or why not", "status") \
	X(EVENT_REQUEST_BACK, "state.request-back", "a request came back from the second copy", "") \
	X(EVENT_STATE_RESTORE, "state.restore", "a copy of the state took its place", "rows waiting")

enum event {
#define EVENT_ENUM(name, code, says, detail) name,
	EVENT_LIST(EVENT_ENUM)
#undef EVENT_ENUM
	EVENT_COUNT
};
const char *event_code(enum event event);
const char *event_says(enum event event);
const char *event_detail(enum event event);

/** What a supervisor is to look at again (rules/review.h): a row of its own, in the transaction of the entry. All
 *  borrowed. */
struct journal_review {
	enum review_kind kind;       /* REVIEW_NONE: nothing */
	const char *officer;         /* whose word it was done on; NULL: the entry's actor */
	const char *second;          /* who approved; NULL nobody */
	const char *code;            /* of the claim; NULL none */
};

struct journal_entry {
	enum event event;
	int64_t at_ms;
	const char *visit;   /* a UUID; "" or NULL none; borrowed, as all here */
	const char *actor;   /* "participant", "kiosk", a staff id */
	const char *outcome; /* "ok", or a short code */
	const char *subject; /* NIK or KPJ, stored as keyed hash only; "" none */
	const char *detail;  /* codes and counts, at most 96 bytes */
	const char *service; /* what the person came for; NULL: as last told of this visit */
	struct journal_review review;
};

struct journal_row {
	int64_t seq, at_ms;
	char visit[UUID_TEXT], actor[24], event[32], outcome[32], service[16], detail[97];
	uint8_t subject[16]; /* keyed hash; zeros: none */
};

#endif
