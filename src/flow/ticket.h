/* SPDX-License-Identifier: Apache-2.0 */
/* What a ticket is about, for its rows, its slip and the officer who finds it. */
#ifndef FLOW_TICKET_H
#define FLOW_TICKET_H

#include "flow/flow.h"
#include "rules/checklist.h"

/** Nobody left with it: staff made it of a claim that waits for them. */
#define TICKET_WHY_WAITING "waiting"

/** Why somebody leaves with a ticket, as a sentence (source); code: answers->ticket_why. */
const char *ticket_why_words(const char *code);
/** Likewise in two or three words, for a list. */
const char *ticket_why_brief(const char *code);
/** The service (GO_…) in which an officer and the person go on; NULL: nothing is gone on with at the kiosk. */
const char *ticket_goes_on(const char *code);
/** "Not now, but from that day on" is to be read at home; no officer prepares for it, and nobody is asked anything. */
bool ticket_is_notice(const struct answers *answers);
bool ticket_is_for_heirs(const struct answers *answers);
/** "counter" "branch" … as the journal and the contract name it; "" none. */
const char *ticket_kind_code(enum ticket_kind kind);
/** Where somebody wants to go (source); "" for TICKET_NONE. */
const char *ticket_kind_words(enum ticket_kind kind);

/** What has to be in hand for what the ticket is about. */
void ticket_checklist(const struct answers *answers, struct checklist *ret_list);

#endif
