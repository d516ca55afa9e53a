/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wire of the central contract (assets/openapi.yaml), and the only room that knows it: answers become requests,
 * answers of the centre become answers of the visit. Pure: bytes in, bytes out; the line (work/line.h) carries them.
 */
#ifndef WORK_CENTRAL_H
#define WORK_CENTRAL_H

#include "base/buf.h"
#include "base/face_measures.h"
#include "base/uuid.h"
#include "flow/answers.h"
#include "port.h"
#include "store/journal_head.h"
#include "store/store.h"

/* X(name, journal word) */
#define CALL_LIST(X)                                                                           \
	X(CALL_STATUS, "status")                                                               \
	X(CALL_OPEN_VISIT, "open-visit")                                                       \
	X(CALL_CONSENT, "consent")                                                             \
	X(CALL_FACE, "face")                                                                   \
	X(CALL_ATTEST, "attest")                                                               \
	X(CALL_PARTICIPANT, "participant")                                                     \
	X(CALL_CHANGE, "change")                                                               \
	X(CALL_CONTRIBUTIONS, "contributions")                                                 \
	X(CALL_PROGRAMMES, "programmes")                                                       \
	X(CALL_ADD_CARD, "add-card")                                                           \
	X(CALL_CHECK_ACCOUNT, "check-account")                                                 \
	X(CALL_PREVIEW, "preview")                                                             \
	X(CALL_CLAIM, "claim")                                                                 \
	X(CALL_OFFLINE_CLAIM, "offline-claim")                                                 \
	X(CALL_CLAIM_FACE, "photo")                                                            \
	X(CALL_TICKET, "ticket")                                                               \
	X(CALL_CLAIMS, "claims")                                                               \
	X(CALL_MEND, "mend")                                                                   \
	X(CALL_SAVE_VISIT, "save-visit")                                                       \
	X(CALL_BILL, "bill")                                                                   \
	X(CALL_UNBLOCK, "unblock")                                                             \
	X(CALL_WITHDRAW, "withdraw")                                                           \
	X(CALL_CLAIM_STATES, "claim-states")                                                   \
	X(CALL_CLAIM_LOOKUP, "claim-lookup")                                                   \
	X(CALL_JOURNAL_HEAD, "journal-head")                                                   \
	X(CALL_OUTCOME, "outcome")                                                             \
	X(CALL_CLOSE_VISIT, "close-visit")

enum call {
#define CALL_ENUM(name, word) name,
	CALL_LIST(CALL_ENUM)
#undef CALL_ENUM
};
const char *call_word(enum call call);
/** The call of that word: what a request in the outbox is. ST_NOT_FOUND: none. */
enum status call_of_word(const char *word, enum call *ret_call);

/** One request as it will leave, but for the headers that are made at the moment of sending. */
struct wire_request {
	enum call call;
	char method[8];
	char path[200];                  /* with query; nothing personal */
	char content_type[96];           /* "" no body */
	char idempotency_key[UUID_TEXT]; /* "" for GET */
	struct buf body;                 /* owned */
};
void wire_request_init(struct wire_request *request);
void wire_request_free(struct wire_request *request);

/** What a call needs besides the answers. */
struct call_extra {
	const char *kiosk, *site;    /* borrowed */
	const char *idempotency_key; /* borrowed; "" for GET */
	struct date today;           /* CALL_CONTRIBUTIONS: where no year was asked for */
	const char *kpj;             /* CALL_ADD_CARD */
	const void *jpeg;            /* CALL_FACE, CALL_CLAIM_FACE */
	size_t jpeg_n;
	const char *measures_json; /* with jpeg; of central_measures */
	const char *outcome_of;    /* CALL_OUTCOME: the key asked for */
	const struct claim_state
		*claims; /* CALL_CLAIM_STATES: 1 … CLAIM_STATES_MAX, borrowed */
	size_t claims_n;
	const struct journal_head *head; /* CALL_JOURNAL_HEAD: signed at now_ms; borrowed */
	const uint8_t *public_key;       /* likewise: SEAL_PUBLIC bytes */
	int64_t now_ms; /* confirmed_at of the claim body is answers->confirmed_at_ms */
};

/** Builds a request. ST_INVALID where the answers lack what the call needs. */
enum status central_build(enum call call, const struct answers *answers,
	const struct call_extra *extra, struct wire_request *ret_request);

/** The body of a claim the centre refused, with one thing of it corrected at the counter, where an officer saw the KTP;
 *  everything else stays. officer: their name. ST_INVALID: it is not a claim's body, or nothing to correct. */
enum status central_correct(const struct claim_fix *correction, const char *officer,
	const struct buf *body, struct buf *ret_body);

/** Where a claim goes whose visit the centre does not know any more: the same body, POSTed under a key of its own. */
const char *central_offline_path(void);

/** The measures that go with a photograph, as JSON. ST_INVALID: not numbers; ST_TOO_LONG. */
enum { MEASURES_ROOM = 320 };
enum status central_measures(
	const struct face_measures *measures, char ret_json[MEASURES_ROOM]);

/** Why an officer attests instead of the face, as the contract names it. */
const char *central_attestation_reason(const struct answers *answers);

/** What an answer means for whoever sent it (DESIGN: outbox rules). */
enum verdict {
	VERDICT_DONE, /* 2xx in our content type */
	VERDICT_AGAIN, /* transient: no route, time-out, TLS, 408 425 429 5xx, not our content type */
	VERDICT_NOT_ADMITTED, /* 401/403 for the kiosk itself (secret, clock): the line stops, nothing is parked */
	VERDICT_REFUSED, /* any other 4xx with a problem */
};

/** The reason beside a verdict: the centre's problem, or one of ours ("unreachable", "not-our-content"). */
struct problem {
	char code[40];     /* after urn:anjungan:problem: */
	char pointer[64];  /* of errors[0], "" none */
	char claim[40];    /* claim_number, where the problem names one */
	int status;        /* HTTP, 0 none */
	int retry_after_s; /* -1 none */
	int64_t centre_s;  /* the centre's clock where it told it (clock-skew), else 0 */
};

enum verdict central_verdict(const struct http_answer *answer, struct problem *ret_problem);

/** Reads a done answer into the answers, and sets answers->outcome, ->problem and ->problem_claim from verdict and
 *  problem in any case. Unknown members are ignored, missing or wrong-typed ones make it OUTCOME_AWAY with problem
 *  "bad-answer" and ST_INVALID; the answers keep what they had. All texts are made harmless and cut to their rooms.
 *  A reasoned no is ST_OK, too: OUTCOME_NOT_FOUND for a person, a visit (also one that is over), an account, a code or a
 *  request unknown to the centre, OUTCOME_FACE_QUALITY for face-quality, OUTCOME_FACE_NO for a face that is not the
 *  person's (counted in face_tries), else OUTCOME_REFUSED; an account into which nothing can be paid is
 *  OUTCOME_REFUSED with "account-dormant". CALL_OUTCOME reads nothing but whether there is an outcome. */
enum status central_apply(
	enum call call, const struct http_answer *answer, struct answers *answers);

/** CALL_STATUS: whether the centre is open; message (room) is harmless text. */
struct centre_state {
	bool open;
	char until[32], message[160], policy_version[24];
	int64_t time_s;
};
enum status central_read_status(
	const struct http_answer *answer, struct centre_state *ret_state);

/** CALL_CLAIM_STATES: what the centre tells of one of the claims asked for; "" promised: none. */
struct told_state {
	char number[40], status[16], promised[DATE_ISO];
};
enum { CLAIM_STATES_MAX = 100 };
/** ST_UNREACHABLE: not an answer of ours; ST_INVALID: not in its form. */
enum status central_read_claim_states(const struct http_answer *answer,
	struct told_state ret_states[CLAIM_STATES_MAX], size_t *ret_n);

/** CALL_OUTCOME: the answer the centre stored for a request, as if it had just come. ret_answer's body is the
 *  caller's to free. ST_NOT_FOUND: the centre never had the request; ST_INVALID: not an outcome. */
enum status central_unwrap(const struct http_answer *outcome, struct http_answer *ret_answer);

#endif
