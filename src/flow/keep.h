/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Simpan dan lanjutkan nanti": the rows with which a claim is kept at the centre for another day and any kiosk, or,
 * where the centre cannot be reached, on this one for staff. All are reached by name: "no_account" for who has nowhere
 * to send the money, "keep" for whoever wants to go on later.
 */
#ifndef FLOW_KEEP_H
#define FLOW_KEEP_H

#include "flow/flow.h"

enum { KEEP_STEPS_N = 5 };

extern const struct step keep_steps[KEEP_STEPS_N];

/** For the options that lead to "keep": who only says who they are keeps nothing. */
bool keep_is_possible(const struct answers *answers, const struct place *place);
/** Whether an account is what is missing, as far as is known. */
bool keep_waits_for_account(const struct answers *answers, const struct place *place);

#endif
