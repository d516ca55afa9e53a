/* SPDX-License-Identifier: Apache-2.0 */
/* The decision on a claim: first the law, then the money, then the way. */
#include "rules/claim.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/money.h"

#include <assert.h>

enum { MONTHS_IN_YEAR = 12 };

/* What one reason is judged by; the reason need not be the one of the facts. */
struct law {
	const struct policy *policy;
	const struct claim_facts *facts;
	enum claim_reason reason;
};

/* What the law says of one reason; the rest of the decision is derived. */
struct verdict {
	enum claim_why why;
	bool eligible, reported; /* reported: the centre knows what papers would prove */
	struct date possible_from;
	const struct card *card; /* whose employer is named; borrowed, may be NULL */
};

static const struct verdict yes = { .why = WHY_OK, .eligible = true };

static const struct card *
latest_ended(const struct claim_facts *facts)
{
	const struct card *latest = NULL;

	for (size_t i = 0; i < facts->cards_n; i++) {
		const struct card *card = &facts->card[i];

		if (card->active || !date_is_known(card->ended_on))
			continue;
		if (latest == NULL || date_compare(card->ended_on, latest->ended_on) > 0)
			latest = card;
	}
	return latest;
}

/* The first active card, and how many there are. */
static const struct card *
first_active(const struct claim_facts *facts, size_t *ret_n)
{
	const struct card *first = NULL;

	*ret_n = 0;
	for (size_t i = 0; i < facts->cards_n; i++) {
		if (!facts->card[i].active)
			continue;
		if (first == NULL)
			first = &facts->card[i];
		++*ret_n;
	}
	return first;
}

static const struct card *
find_segment(const struct claim_facts *facts, enum segment segment)
{
	for (size_t i = 0; i < facts->cards_n; i++)
		if (facts->card[i].segment == segment)
			return &facts->card[i];
	return NULL;
}

static bool
has_registered(const struct claim_facts *facts)
{
	for (size_t i = 0; i < facts->cards_n; i++)
		if (facts->card[i].registered)
			return true;
	return false;
}

static struct date
later(struct date a, struct date b)
{
	if (!date_is_known(a) || !date_is_known(b))
		return date_is_known(a) ? a : b;
	return date_compare(a, b) >= 0 ? a : b;
}

/* Yes from that day on, else `why` with the day. Not known means no. */
static struct verdict
from_day(struct law law, struct date day, enum claim_why why)
{
	if (date_is_known(day) && date_compare(law.facts->today, day) >= 0)
		return yes;
	return (struct verdict){ .why = why, .possible_from = day };
}

static struct verdict
of_age(struct law law)
{
	struct date birth = law.facts->birth;
	struct date day = date_is_known(birth) ? date_birthday(birth, law.policy->jht_age)
					       : (struct date){ 0 };

	return from_day(law, day, WHY_UNDER_AGE);
}

static struct verdict
of_nothing(struct law law)
{
	(void)law;
	return yes;
}

static struct verdict
waited(struct law law, struct date event)
{
	if (!date_is_known(event))
		return (struct verdict){ .why = WHY_DATE_NEEDED };
	if (law.reason != REASON_PKWT)
		event = date_add_months(event, law.policy->wait_months);
	return from_day(law, event, WHY_TOO_EARLY);
}

/* Whether the day the person says they left can only be that of the one card still active. */
static bool
left_unreported(const struct claim_facts *facts, const struct card *active, size_t active_n)
{
	const struct card *ended = latest_ended(facts);
	struct date said = facts->event_date;

	return active_n == 1 && date_is_known(said) &&
	       (!date_is_known(active->joined_on) ||
		       date_compare(said, active->joined_on) >= 0) &&
	       (ended == NULL || date_compare(said, ended->ended_on) > 0);
}

static struct verdict
still_active(struct law law, const struct card *active, size_t active_n)
{
	struct verdict verdict = { .why = WHY_STILL_ACTIVE };

	if (left_unreported(law.facts, active, active_n)) {
		verdict = waited(law, law.facts->event_date);
		if (verdict.eligible)
			verdict.why = WHY_NOT_REPORTED;
	} else if (law.facts->cards_n > 1) {
		verdict.why = WHY_ACTIVE_ELSEWHERE;
	}
	verdict.card = active;
	return verdict;
}

/* RESIGN, PHK and PKWT: no card is active any more, and the wait is over. */
static struct verdict
of_leaving(struct law law)
{
	const struct card *ended = latest_ended(law.facts);
	size_t active_n;
	const struct card *active = first_active(law.facts, &active_n);
	struct date event = law.facts->event_date;
	struct verdict verdict;

	if (active != NULL)
		return still_active(law, active, active_n);
	if (ended != NULL)
		event = later(event, ended->ended_on);
	verdict = waited(law, event);
	verdict.reported = ended != NULL && ended->end_reason == law.reason;
	return verdict;
}

static struct verdict
of_self_employed(struct law law)
{
	size_t active_n;
	const struct card *active = first_active(law.facts, &active_n);

	if (find_segment(law.facts, SEGMENT_BPU) == NULL)
		return (struct verdict){ .why = WHY_NOT_SELF_EMPLOYED };
	if (active == NULL)
		return yes;
	return (struct verdict){
		.why = active->segment == SEGMENT_BPU ? WHY_STILL_ACTIVE : WHY_ACTIVE_ELSEWHERE,
		.card = active,
	};
}

/* SEBAGIAN_10 and SEBAGIAN_30: once, after years of membership. */
static struct verdict
of_membership(struct law law)
{
	struct date joined = { 0 };

	if (date_is_known(law.facts->first_partial_on))
		return (struct verdict){ .why = WHY_PARTIAL_USED };
	for (size_t i = 0; i < law.facts->cards_n; i++) {
		struct date on = law.facts->card[i].joined_on;

		if (!date_is_known(joined) ||
			(date_is_known(on) && date_compare(on, joined) < 0))
			joined = on;
	}
	if (date_is_known(joined))
		joined = date_add_months(joined, law.policy->partial_years * MONTHS_IN_YEAR);
	return from_day(law, joined, WHY_TOO_SHORT);
}

static struct verdict
of_heirs(struct law law)
{
	(void)law;
	return (struct verdict){ .why = WHY_HEIRS };
}

struct rule {
	struct verdict (*judge)(struct law law);
	bool officer;    /* an officer sees it always */
	bool all;        /* all of the papers, not any one */
	uint32_t papers; /* bits */
};

#define BIT(paper) (UINT32_C(1) << (paper))

/* clang-format off */
static const struct rule rules[REASON_COUNT] = {
	[REASON_NONE]        = { of_age },
	[REASON_USIA_56]     = { of_age },
	[REASON_USIA_PKB]    = { of_nothing, .officer = true,
		.papers = BIT(PAPER_PENSION_LETTER) },
	[REASON_PKWT]        = { of_leaving, .officer = true,
		.papers = BIT(PAPER_CONTRACT) | BIT(PAPER_EMPLOYER_LETTER) },
	[REASON_BPU]         = { of_self_employed },
	[REASON_RESIGN]      = { of_leaving, .papers = BIT(PAPER_EMPLOYER_LETTER) |
		BIT(PAPER_EMPLOYEE_CARD) | BIT(PAPER_PAYSLIP) },
	[REASON_PHK]         = { of_leaving, .papers = BIT(PAPER_PHK_REPORT_RECEIPT) |
		BIT(PAPER_PHK_REPORT) | BIT(PAPER_PHK_NOTICE) | BIT(PAPER_JOINT_AGREEMENT) |
		BIT(PAPER_COURT_DECISION) },
	[REASON_SEBAGIAN_10] = { of_membership },
	[REASON_SEBAGIAN_30] = { of_membership, .officer = true, .papers = BIT(PAPER_HOUSE) },
	[REASON_WNA]         = { of_nothing, .officer = true, .all = true,
		.papers = BIT(PAPER_PASSPORT) | BIT(PAPER_LEAVING) },
	[REASON_CACAT]       = { of_nothing, .officer = true, .papers = BIT(PAPER_DOCTOR) },
	[REASON_MENINGGAL]   = { of_heirs, .officer = true, .all = true,
		.papers = BIT(PAPER_DEATH) | BIT(PAPER_HEIR) | BIT(PAPER_HEIR_ID) },
};
/* clang-format on */

static struct verdict
judge(struct law law)
{
	const struct claim_facts *facts = law.facts;

	if (law.reason == REASON_MENINGGAL)
		return rules[law.reason].judge(law);
	if (facts->claim_open)
		return (struct verdict){ .why = WHY_OPEN_ELSEWHERE };
	if (!has_registered(facts))
		return (struct verdict){ .why = WHY_NOT_REGISTERED };
	if (claim_total_balance(facts, false) <= 0)
		return (struct verdict){ .why = WHY_NO_BALANCE };
	return rules[law.reason].judge(law);
}

/* What is possible today instead: the whole by another reason, else the tenth. */
static enum claim_reason
find_alternative(struct law law, enum claim_why why)
{
	const enum claim_reason others[] = {
		claim_reason_of(law.policy, law.facts),
		why == WHY_TOO_EARLY ? REASON_NONE : REASON_SEBAGIAN_10,
	};

	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		law.reason = others[i];
		if (others[i] != REASON_NONE && others[i] != law.facts->reason &&
			judge(law).eligible)
			return others[i];
	}
	return REASON_NONE;
}

static void
name_employer(const struct card *card, struct claim_decision *decision)
{
	bool own = card->segment == SEGMENT_BPU && card->employer[0] == '\0';
	enum status st = str_copy(decision->employer, sizeof(decision->employer),
		own ? TR(N_("usaha sendiri")) : card->employer);

	if (st != ST_OK) /* a translation longer than any employer */
		decision->employer[0] = '\0';
}

static void
set_papers(const struct rule *rule, uint32_t seen, struct claim_decision *decision)
{
	uint32_t due = rule->papers & ~seen;

	decision->papers_all = rule->all;
	if (!rule->all && (rule->papers & seen) != 0)
		return;
	for (int paper = 0; paper < PAPER_COUNT; paper++)
		if (due & BIT(paper))
			decision->papers[decision->papers_n++] = (enum paper)paper;
}

static void
set_money(const struct policy *policy, const struct claim_facts *facts,
	struct claim_decision *decision)
{
	int part = facts->reason == REASON_SEBAGIAN_10   ? policy->partial_10
		   : facts->reason == REASON_SEBAGIAN_30 ? policy->partial_30
							 : 10000;

	decision->gross = money_part(decision->total_balance, part);
	decision->tax = claim_tax(policy, decision->gross, facts->today,
		facts->first_partial_on, facts->first_partial_gross, facts->has_npwp,
		&decision->tax_progressive);
	decision->net = decision->gross - decision->tax;
}

static void
set_route(const struct policy *policy, const struct claim_facts *facts, bool needs_officer,
	struct claim_decision *decision)
{
	bool over = decision->total_balance > policy_limit_on(policy, facts->today);

	decision->over_limit = over && !facts->officer;
	if (facts->officer)
		needs_officer = false;
	decision->route = needs_officer || decision->over_limit || decision->papers_n > 0
				  ? ROUTE_OFFICER
				  : ROUTE_KIOSK;
}

enum claim_reason
claim_reason_of(const struct policy *policy, const struct claim_facts *facts)
{
	const struct card *ended = latest_ended(facts);

	if (of_age((struct law){ policy, facts, REASON_USIA_56 }).eligible)
		return REASON_USIA_56;
	return ended != NULL ? ended->end_reason : REASON_NONE;
}

uint32_t
claim_papers(enum claim_reason reason, bool *ret_all)
{
	assert((size_t)reason < ARRAY_LEN(rules));
	*ret_all = rules[reason].all;
	return rules[reason].papers;
}

int64_t
claim_total_balance(const struct claim_facts *facts, bool with_unregistered)
{
	int64_t total = 0;

	assert(facts->cards_n <= CARDS_MAX);
	for (size_t i = 0; i < facts->cards_n; i++) {
		const struct card *card = &facts->card[i];

		if (!card->registered && !with_unregistered)
			continue;
		if (__builtin_add_overflow(total, card->balance, &total))
			return INT64_MAX;
	}
	return total;
}

void
claim_decide(const struct policy *policy, const struct claim_facts *facts,
	struct claim_decision *ret_decision)
{
	const struct law law = { policy, facts, facts->reason };
	const struct rule *rule = &rules[law.reason];
	struct verdict verdict = judge(law);
	struct claim_decision decision = {
		.eligible = verdict.eligible,
		.why = verdict.why,
		.possible_from = verdict.possible_from,
		.route = ROUTE_TICKET,
	};

	assert(date_is_valid(facts->today));
	if (verdict.why != WHY_HEIRS)
		decision.total_balance = claim_total_balance(facts, false);
	if (verdict.card != NULL)
		name_employer(verdict.card, &decision);
	if ((verdict.eligible && !verdict.reported) || verdict.why == WHY_HEIRS)
		set_papers(rule, facts->papers_seen, &decision);
	if (verdict.eligible) {
		set_money(policy, facts, &decision);
		set_route(policy, facts, rule->officer || verdict.why == WHY_NOT_REPORTED,
			&decision);
	} else if (verdict.why != WHY_HEIRS) {
		decision.alternative = find_alternative(law, verdict.why);
	}
	*ret_decision = decision;
}

struct date
claim_promised(const struct policy *policy, const struct holidays *holidays,
	struct date received_on, bool after_closing, bool *ret_estimate)
{
	bool first_estimate = false;
	struct date promised;

	if (after_closing || !is_working_day(holidays, received_on))
		received_on = working_days_after(holidays, received_on, 1, &first_estimate);
	promised = working_days_after(
		holidays, received_on, policy->promise_working_days, ret_estimate);
	*ret_estimate |= first_estimate;
	return promised;
}
