/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows of identification share with the services that begin with them. */
#ifndef FLOW_PERSON_H
#define FLOW_PERSON_H

#include "flow/flow.h"

/** The room of a field in the answers. */
#define ROOM_OF(member)                                                                        \
	.offset = offsetof(struct answers, member),                                            \
	.room = sizeof(((struct answers *)0)->member)

enum flaw person_check_nik(
	const char *typed, const struct answers *answers, const struct place *place);
enum flaw person_check_kpj(
	const char *typed, const struct answers *answers, const struct place *place);
/** What to do for a KPJ here, as the scanner is. */
void person_fill_kpj(const struct answers *answers, const struct place *place, struct page *page);
/** Typed as DDMMYYYY: a day that was, at most 110 years ago. */
enum flaw person_check_birth(
	const char *typed, const struct answers *answers, const struct place *place);

/** The person of the NIK, or of the KPJ and the birth date, in the answers: of another one nothing stays. */
void person_take_nik(struct answers *answers, const struct place *place);
void person_take_birth(struct answers *answers, const struct place *place);

#endif
