/* SPDX-License-Identifier: Apache-2.0 */
/* The services of the menu: what each begins with. */
#include "flow/flow.h"

#include "base/array.h"
#include "flow/saved.h"

#include <string.h>

static const char *
at_code(const struct answers *answers)
{
	(void)answers;
	return "code";
}

static const char *
at_open(const struct answers *answers)
{
	(void)answers;
	return "open";
}

/* Whose hand-over is taken up types no number again, and nobody else reads it here. */
static const char *
at_person(const struct answers *answers)
{
	return answers->handed.taken && !answers->confirmed_identity ? "find" : NULL;
}

static const struct service_row services[] = {
	{ GO_CLAIM, SERVICE_CLAIM, &claim_flow, at_person },
	{ GO_BALANCE, SERVICE_BALANCE, &balance_flow, at_person },
	{ GO_CHECK, SERVICE_CHECK, &check_flow, at_person },
	{ GO_BRING, SERVICE_BRING, &bring_flow },
	{ GO_WITHDRAW, SERVICE_WITHDRAW, &withdraw_flow },
	{ GO_MY_CLAIMS, SERVICE_MY_CLAIMS, &my_claims_flow, at_person },
	{ GO_DATA, SERVICE_DATA, &data_flow, at_person },
	{ GO_CARDS, SERVICE_DATA, &cards_flow, at_person },
	{ GO_TICKET, SERVICE_TICKET, &appointment_flow, at_person },
	{ GO_COMPLAINT, SERVICE_TICKET, &complaint_flow, at_person },
	{ GO_SAVED, SERVICE_SAVED, &saved_flow, at_code },
	{ GO_SLIP, SERVICE_SAVED, &saved_flow, at_open },
	{ GO_KEPT, SERVICE_CLAIM, &claim_flow, saved_goes_on_at },
};

static const char *const codes[] = {
	[SERVICE_NONE] = "other",
	[SERVICE_CLAIM] = "claim",
	[SERVICE_BALANCE] = "balance",
	[SERVICE_DATA] = "data",
	[SERVICE_MY_CLAIMS] = "my-claims",
	[SERVICE_CHECK] = "check",
	[SERVICE_SAVED] = "saved",
	[SERVICE_TICKET] = "ticket",
	[SERVICE_WITHDRAW] = "withdraw",
	[SERVICE_OTHER] = "other",
};

const char *
service_code(enum service service)
{
	return codes[service];
}

const struct service_row *
service_of(const char *go)
{
	for (size_t i = 0; i < ARRAY_LEN(services); i++)
		if (strcmp(services[i].go, go) == 0)
			return &services[i];
	return NULL;
}
