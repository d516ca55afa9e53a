/* SPDX-License-Identifier: Apache-2.0 */
/* Whose account a number is. */
#include "central/handlers.h"
#include "central/person.h"

/* clang-format off */
const struct field account_form[] = {
	{ "bank", FORM_DIGITS, .required = true, .min = 3, .max = 3 },
	{ "number", FORM_DIGITS, .required = true, .min = 6, .max = 20 },
	{ NULL },
};
/* clang-format on */

enum status
account_ask(struct exchange *x)
{
	struct account account;
	enum status st = person_account(x->centre->ledger, x->visit.nik,
		text_of(x->body, "bank"), text_of(x->body, "number"), &account);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_ACCOUNT);
	if (st != ST_OK)
		return st;
	return answer(x, 200,
		json_pack("{s:s, s:s, s:s, s:s, s:s}", "bank", account.bank, "number",
			account.number, "holder", account.shown, "match",
			match_code(account.match), "state",
			account.dormant ? "dormant" : "active"));
}
