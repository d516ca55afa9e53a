/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What members of staff may do, which PINs they may have, how often one may be tried, and who may be the second where two
 * are needed. Doubt means no: an unknown role has no right.
 */
#ifndef RULES_STAFF_H
#define RULES_STAFF_H

#include <stdbool.h>
#include <stdint.h>

/** As in the store: "officer" "supervisor" "technician". */
enum staff_role { ROLE_NONE, ROLE_OFFICER, ROLE_SUPERVISOR, ROLE_TECHNICIAN };
enum staff_role staff_role_of(const char *code);   /* ROLE_NONE: no such role */
const char *staff_role_code(enum staff_role role); /* "" of ROLE_NONE */
const char *staff_role_words(enum staff_role role);

enum staff_right {
	RIGHT_HELP,      /* join a visit: KTP, papers, names, take over */
	RIGHT_PRESENCE,  /* say that staff are away, or back */
	RIGHT_HANDOVERS, /* what waits for staff */
	RIGHT_UNBLOCK,   /* as the first of two */
	RIGHT_APPROVE,   /* as the second of two */
	RIGHT_ACCOUNTS,  /* other people's accounts and PINs */
	RIGHT_LOG,
	RIGHT_REVIEW,
	RIGHT_REPORT,
	RIGHT_DAY,     /* start and end of day */
	RIGHT_DEVICES, /* camera, printer, calibration */
	RIGHT_COUNT
};
bool staff_may(const char *role, enum staff_right right);

/** What is wrong with a PIN somebody wants to have; whether another one has it is the store's to say. */
enum pin_flaw {
	PIN_FINE,
	PIN_NOT_SIX,   /* not six digits */
	PIN_ONE_DIGIT, /* 000000 */
	PIN_ROW,       /* 123456 654321 901234 */
	PIN_REPEATS,   /* 121212 123123 */
	PIN_DATE,      /* 120360: somebody's birthday as ddmmyy */
	PIN_FLAWS
};
enum pin_flaw staff_pin_flaw(const char *pin);
/** For the command line, English. */
const char *staff_pin_reason(enum pin_flaw flaw);

/**
 * Wrong PINs in a row, of one account where a card names it, else of the kiosk. Five close it for 15 s, each further
 * one for twice as long, up to 15 minutes. From 15 on it is locked: an account until a supervisor opens it; the kiosk, which no
 * prober may close for everybody, still takes one try every 15 minutes, of a supervisor.
 */
struct pin_tries {
	int wrong;
	int64_t open_ms; /* wall clock; before, none is tried */
};
enum { PIN_TRIES_FREE = 4, PIN_TRIES_LOCK = 15 };

/** Seconds until the next try, rounded up; 0: now. A clock that was set back does not make it longer. */
int pin_tries_wait_s(const struct pin_tries *tries, int64_t now_ms);
bool pin_tries_locked(const struct pin_tries *tries);
/** One more wrong one. */
struct pin_tries pin_tries_wrong(struct pin_tries tries, int64_t now_ms);

/** What somebody at the door is told. */
enum staff_door {
	DOOR_OPEN,
	DOOR_WRONG,    /* nobody's PIN, or not of this card */
	DOOR_NO_CARD,  /* nobody's card; not counted: it cannot be guessed */
	DOOR_WAIT,     /* not tried: it is closed for a while */
	DOOR_LOCKED,   /* until a supervisor opens it */
	DOOR_DISABLED, /* the right PIN of a closed account */
	DOOR_NO_RIGHT, /* the right PIN of somebody whose role does not do this */
	DOOR_FAILED,   /* the store did not answer */
	DOORS
};
/** For the journal: "ok" "denied" "wait" … */
const char *staff_door_code(enum staff_door door);
/** For the pad; "" for DOOR_OPEN. */
const char *staff_door_words(enum staff_door door);

/** The code on a staff card: digits alone, so that no reader mistakes it for a NIK or KPJ, which are shorter. */
enum { STAFF_CARD_DIGITS = 32, STAFF_CARD_ROOM };
void staff_card_make(const uint8_t random[STAFF_CARD_DIGITS], char ret_code[STAFF_CARD_ROOM]);
bool staff_card_has_form(const char *code);

/** Whether somebody may be the second of two. */
enum second { SECOND_FINE, SECOND_NOBODY, SECOND_SAME, SECOND_NO_RIGHT, SECONDS };
/** first, second: staff ids; "" nobody. */
enum second staff_second(const char *first, const char *second, const char *second_role);
/** For the pad; "" for SECOND_FINE. */
const char *staff_second_words(enum second second);

#endif
