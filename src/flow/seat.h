/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a member of staff at a desk reads beside the participant's own screen: who calls, what waits, what a second
 * person is wanted for. Pure: a view in, a page or the meaning of a key out. Of a participant it shows whom to reach, when
 * that is asked for; before the PIN nothing of the kiosk is on it at all.
 */
#ifndef FLOW_SEAT_H
#define FLOW_SEAT_H

#include "flow/answers.h"
#include "flow/page.h"

enum { SEAT_HANDOVERS_MAX = 9, PIN_LENGTH = 6 };

enum seat_screen {
	SEAT_PIN,
	SEAT_LIST,      /* the call list, and the way to all else */
	SEAT_CLAIMS,    /* that wait for staff */
	SEAT_CONTACT,   /* whom to reach about the claim shown */
	SEAT_HANDOVERS, /* prepared by participants */
	SEAT_APPROVAL,  /* what is wanted; the own PIN gives it */
	SEAT_SCREENS,
};

struct seat_handover {
	char code[CODE_ROOM], why[32];
	bool priority;
	struct date on;
};

struct seat_view {
	enum seat_screen screen;
	bool working;       /* a PIN is being checked, a list read */
	int typed;          /* digits of a PIN */
	const char *notice; /* NULL none; static, not translated */
	bool notice_is_bad;
	int wait_s;                /* until the next PIN is tried; said behind the notice */
	struct date today;
	char initials[5];          /* of who sits here, "" nobody */
	bool somebody;             /* stands at the kiosk; then: */
	const char *service, *ask; /* static, not translated */
	bool called;
	int called_min, here_min;
	char helper[5];
	struct waiting_claim claim[ATTENTION_MAX];
	struct seat_handover handover[SEAT_HANDOVERS_MAX];
	bool may_act;                 /* they may do something about what waits */
	struct claim_contact contact; /* while it is shown */
	size_t claims_n, handovers_n, at; /* at: the one shown of the list shown */
	int handovers_open;               /* all there are */
	const char *wanted; /* of a second person, static, not translated; NULL nothing */
	char wanted_by[5];
};

/** What a choice asks for. */
enum seat_wish {
	SEAT_WISH_NONE,
	SEAT_WISH_WATCH,
	SEAT_WISH_CLAIMS,
	SEAT_WISH_HANDOVERS,
	SEAT_WISH_APPROVAL,
	SEAT_WISH_NEXT,
	SEAT_WISH_RESEND, /* of the claim shown, as the next four */
	SEAT_WISH_HAND_OVER,
	SEAT_WISH_CONTACT,
	SEAT_WISH_REACHED,
	SEAT_WISH_MISSED,
	SEAT_WISH_LIST,
	SEAT_WISH_SIGN_OUT,
};

void seat_fill(const struct seat_view *view, struct page *page);
enum seat_wish seat_wish(const struct seat_view *view, char key);
/** Whether digits are typed there. */
bool seat_takes_pin(const struct seat_view *view);

/** The participant's page as who looks on sees it, and as who helps does. helper: initials of somebody else who
 *  helps, "" nobody. Keys that do nothing here are not named. */
void seat_look_on(const char *helper, const char *notice, struct page *page);
void seat_help(const char *notice, struct page *page);

#endif
