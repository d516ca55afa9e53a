/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts that stay covered until the person asks for them. */
#include "flow/amounts.h"

#include "base/str.h"

void
amounts_text(const struct answers *a, int64_t rupiah, char ret_text[MONEY_TEXT])
{
	if (a->amounts == AMOUNTS_COVERED)
		str_clip(ret_text, MONEY_TEXT, TR(N_("ditutup")));
	else
		money_format(rupiah, ret_text);
}

bool
amounts_are_covered(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->amounts == AMOUNTS_COVERED;
}

bool
amounts_are_open(const struct answers *a, const struct place *p)
{
	return !amounts_are_covered(a, p);
}

bool
amounts_can_be_said(const struct answers *a, const struct place *p)
{
	return amounts_are_open(a, p) && p->voice;
}

void
amounts_set(struct answers *a, int value)
{
	a->amounts = (enum amounts)value;
}
