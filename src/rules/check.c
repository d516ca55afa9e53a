/* SPDX-License-Identifier: Apache-2.0 */
/* What of a person's record needs mending. */
#include "rules/check.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

#include <string.h>

enum { PAID_BY_DAY = 15 }; /* of the next month: PP 44/2015, PP 46/2015 */

struct list {
	struct finding *finding;
	size_t n;
};

/* What has no room is less bad than what has. */
static void
add(struct list *list, const struct finding *finding)
{
	if (list->n < FINDINGS_MAX)
		list->finding[list->n++] = *finding;
}

static void
add_if(struct list *list, bool is, enum finding_kind kind, int n)
{
	const struct finding finding = { .kind = kind, .n = n };

	if (is)
		add(list, &finding);
}

static int
month_number(struct date date)
{
	return date.year * 12 + date.month - 1;
}

/* The last month that had to be paid by today. */
static int
due_month(struct date today)
{
	return month_number(today) - (today.day > PAID_BY_DAY ? 1 : 2);
}

/* Months without a contribution since the last one, or since work began within the years that were looked at. */
static int
months_without(const struct check_facts *facts, size_t i)
{
	const struct date looked_from = { (int16_t)(facts->today.year - 1), 1, 1 };
	struct date joined = facts->card[i].joined_on;
	int last;

	if (date_is_known(facts->last_paid[i]))
		last = month_number(facts->last_paid[i]);
	else if (date_is_known(joined) && date_compare(joined, looked_from) > 0)
		last = month_number(joined) - 1;
	else
		last = month_number(looked_from) - 1;
	return due_month(facts->today) - last;
}

static bool
is_paid_for(const struct card *card)
{
	return card->registered && card->active;
}

static void
add_contributions(struct list *list, const struct check_facts *facts, bool bad)
{
	for (size_t i = 0; facts->paid_known && i < facts->cards_n; i++) {
		int n = is_paid_for(&facts->card[i]) ? months_without(facts, i) : 0;
		struct finding finding = { .kind = bad ? FINDING_UNPAID : FINDING_PAID,
			.n = n,
			.month = facts->last_paid[i] };

		if (!is_paid_for(&facts->card[i]) || (n > 0) != bad)
			continue;
		if (!bad && !date_is_known(facts->last_paid[i]))
			continue; /* so new that nothing is due yet */
		str_clip(finding.employer, sizeof(finding.employer), facts->card[i].employer);
		add(list, &finding);
	}
}

/* Of who has left: the last month with a contribution, else when that was. */
static void
add_former_employers(struct list *list, const struct check_facts *facts)
{
	for (size_t i = 0; i < facts->cards_n; i++) {
		const struct card *card = &facts->card[i];
		bool paid = facts->paid_known && date_is_known(facts->last_paid[i]);
		struct finding finding = { .kind = paid ? FINDING_PAID : FINDING_LEFT,
			.month = paid ? facts->last_paid[i] : card->ended_on };

		if (!card->registered || card->active || !date_is_known(finding.month))
			continue;
		str_clip(finding.employer, sizeof(finding.employer), card->employer);
		add(list, &finding);
	}
}

static int
unregistered(const struct check_facts *facts)
{
	int n = 0;

	for (size_t i = 0; i < facts->cards_n; i++)
		n += !facts->card[i].registered;
	return n;
}

static bool
is_any_paid_for(const struct check_facts *facts)
{
	for (size_t i = 0; i < facts->cards_n; i++)
		if (is_paid_for(&facts->card[i]))
			return true;
	return false;
}

size_t
check_decide(const struct check_facts *facts, struct finding ret_finding[FINDINGS_MAX])
{
	struct list list = { ret_finding, 0 };
	int cards = unregistered(facts), missing = (int)facts->missing_n;

	add_if(&list, facts->claim_returned, FINDING_RETURNED, 0);
	add_if(&list, facts->claim_overdue, FINDING_OVERDUE, 0);
	add_if(&list, facts->cards_n == 0, FINDING_NO_CARD, 0);
	add_if(&list, cards > 0, FINDING_UNREGISTERED, cards);
	add_if(&list, facts->birth_differs, FINDING_BIRTH, 0);
	add_contributions(&list, facts, true);
	add_if(&list, missing > 0, FINDING_MISSING, missing);
	add_if(&list, facts->jmo_blocked, FINDING_JMO, 0);
	add_if(&list, !facts->paid_known && is_any_paid_for(facts), FINDING_NOT_TOLD, 0);
	add_if(&list, missing == 0 && !facts->birth_differs, FINDING_DATA, 0);
	add_if(&list, facts->cards_n > 0 && cards == 0, FINDING_CARDS, 0);
	add_contributions(&list, facts, false);
	add_former_employers(&list, facts);
	add_if(&list, facts->claim_open && !facts->claim_returned && !facts->claim_overdue,
		FINDING_OPEN, 0);
	add_if(&list, !facts->claim_open, FINDING_NO_CLAIM, 0);
	return list.n;
}

/* --- words ------------------------------------------------------------------------------------ */

static const struct {
	const char *words, *todo;
} rows[] = {
#define FINDING_ROW(name, said, done) [name] = { said, done },
	FINDING_BAD_LIST(FINDING_ROW) FINDING_GOOD_LIST(FINDING_ROW)
#undef FINDING_ROW
};

bool
finding_is_bad(const struct finding *finding)
{
	return finding->kind < FINDING_DATA;
}

void
finding_words(const struct finding *finding, char ret_words[FINDING_TEXT])
{
	char n[12], day[DATE_LONG];
	const char *month;
	struct fill holes[3] = { { "n", n }, { "employer", finding->employer } };

	date_format_long(finding->month, day);
	month = strchr(day, ' '); /* "1 Maret 2026" */
	holes[2] = (struct fill){ "month", month ? month + 1 : day };
	if (str_format(n, sizeof(n), "%d", finding->n) != ST_OK ||
		fill_text(ret_words, FINDING_TEXT, TR(rows[finding->kind].words), holes,
			ARRAY_LEN(holes)) != ST_OK)
		ret_words[0] = '\0'; /* no half sentence */
}

const char *
finding_todo(const struct finding *finding)
{
	return rows[finding->kind].todo;
}
