/* SPDX-License-Identifier: Apache-2.0 */
/* From a code of the journal to the row it names. */
#include "flow/step_words.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/flow.h"

#include <string.h>

const struct flow *const every_flow[] = { &idle_flow, &menu_flow, &ticket_flow, &identity_flow,
	&person_flow, &claim_flow, &officer_flow, &status_flow, &bring_flow, &balance_flow,
	&check_flow, &my_claims_flow, &data_flow, &cards_flow, &saved_flow, &withdraw_flow,
	&appointment_flow, &complaint_flow, &survey_flow, &turn_flow, &unblock_flow,
	&waiting_flow, &counter_flow, &accounts_flow, &supervisor_flow, &devices_flow, NULL };

static const struct {
	enum service service;
	const struct flow *flow; /* whose title it is; NULL: of none */
} titles[] = {
	{ SERVICE_CLAIM, &claim_flow },
	{ SERVICE_BALANCE, &balance_flow },
	{ SERVICE_DATA, &data_flow },
	{ SERVICE_MY_CLAIMS, &my_claims_flow },
	{ SERVICE_CHECK, &check_flow },
	{ SERVICE_SAVED, &saved_flow },
	{ SERVICE_TICKET, &appointment_flow },
	{ SERVICE_WITHDRAW, &withdraw_flow },
	{ SERVICE_OTHER, NULL },
};

const char *
service_words(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		if (strcmp(service_code(titles[i].service), code) == 0)
			return titles[i].flow ? TR(titles[i].flow->service) : TR(N_("lain"));
	return NULL;
}

/* name: behind its flow's name and a slash. */
static const char *
name_in(const struct flow *flow, const char *flow_and_step)
{
	size_t n = strlen(flow->name);

	return strncmp(flow->name, flow_and_step, n) == 0 && flow_and_step[n] == '/'
		       ? flow_and_step + n + 1
		       : NULL;
}

/* NULL: none has it. */
static const struct step *
step_named(const char *flow_and_step, const struct flow **ret_flow)
{
	for (const struct flow *const *flow = every_flow; *flow != NULL; flow++) {
		const char *name = name_in(*flow, flow_and_step);
		int at = name ? flow_find(*flow, name) : NO_STEP;

		*ret_flow = *flow;
		if (at != NO_STEP)
			return flow_step(*flow, at);
	}
	return NULL;
}

const char *
step_asks(const char *flow_and_step)
{
	const struct flow *flow;
	const struct step *step = step_named(flow_and_step, &flow);

	return step ? TR(step->ask) : flow_and_step;
}

/* Some questions begin with the service already. */
void
step_words(const char *flow_and_step, char ret_words[STEP_WORDS])
{
	const struct flow *flow;
	const struct step *step = step_named(flow_and_step, &flow);
	const char *asks = step_asks(flow_and_step), *service = step ? TR(flow->service) : "";
	bool is_named = strncmp(asks, service, strlen(service)) == 0;

	if (str_format(ret_words, STEP_WORDS, "%s%s%s", is_named ? "" : service,
		    is_named ? "" : ": ", asks) != ST_OK)
		str_clip(ret_words, STEP_WORDS, asks);
}
