/* SPDX-License-Identifier: Apache-2.0 */
/* A supervisor's look at the accounts, and what they change of one. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/staff.h"
#include "rules/staff_card.h"

#include <stdlib.h>
#include <string.h>

/* --- the list -------------------------------------------------------------------------------------------------------- */

struct list_job {
	struct visit_job v; /* first */
	struct account_row row[ACCOUNTS_MAX];
	size_t n;
};

static void
keep_row(void *ctx, const struct staff_account *account)
{
	struct list_job *l = ctx;
	struct account_row *row = &l->row[l->n];

	if (l->n == ACCOUNTS_MAX)
		return; /* the command line lists all */
	memcpy(row->initials, account->staff.initials, sizeof(row->initials));
	str_clip(row->name, sizeof(row->name), account->staff.name);
	str_clip(row->role, sizeof(row->role), account->staff.role);
	row->disabled = account->disabled;
	row->locked = account->locked;
	l->n++;
}

static void
list_run(struct job *job)
{
	struct list_job *l = (struct list_job *)job;

	l->v.st = store_staff_list(l->v.desk->store, keep_row, l);
}

static void
list_done(struct job *job)
{
	struct list_job *l = (struct list_job *)job;
	struct visit *visit = l->v.visit;
	struct answers *a = visit->answers;
	bool current = visit_job_is_current(&l->v);
	enum status st = l->v.st;

	if (st != ST_OK)
		log_error("staff: %s", status_words(st));
	if (current && st == ST_OK) {
		memcpy(a->account_row, l->row, sizeof(a->account_row));
		a->accounts_n = l->n;
	}
	if (current)
		a->account_trouble = st;
	wipe(l, sizeof(*l));
	free(l);
	if (current)
		visit_end_effect(visit, st == ST_OK ? OUTCOME_OK : OUTCOME_AWAY);
}

void
visit_list_accounts(struct visit *visit)
{
	struct list_job *l = visit_job_new(visit, sizeof(*l), list_run, list_done);

	visit->effect_can_stop = false;
	if (l)
		worker_post(visit->desk->store_worker, &l->v.job);
	else
		visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- one of them ----------------------------------------------------------------------------------------------------- */

struct account_job {
	struct visit_job v; /* first */
	struct journal_copy entry;
	enum account_change change;
	char initials[5], by[24], pin[8];
	struct staff added;          /* of ACCOUNT_ADD */
	struct staff owner;          /* of ACCOUNT_CARD, as the next */
	char card[STAFF_CARD_ROOM];
};

static enum status
make_change(const struct account_job *c, const char *id)
{
	struct store *store = c->v.desk->store;

	switch (c->change) {
	case ACCOUNT_NEW_PIN:
		return store_staff_reset_pin(store, id, c->pin);
	case ACCOUNT_CLOSE:
		return store_staff_disable(store, id, c->entry.entry.at_ms);
	case ACCOUNT_OPEN:
		return store_staff_enable(store, id);
	case ACCOUNT_UNLOCK:
		return store_staff_unlock(store, id);
	case ACCOUNT_CARD:
		return store_staff_set_card(store, id, c->card);
	case ACCOUNT_ADD:
		break; /* there is none yet */
	}
	return ST_INVALID;
}

/* The journal says which right came into the world, as for the command. */
static enum status
add_account(struct account_job *c)
{
	struct store *store = c->v.desk->store;
	struct staff_account account;
	enum status st = store_staff_find(store, c->added.initials, &account);

	if (st != ST_NOT_FOUND)
		return st == ST_OK ? ST_EXISTS : st;
	str_clip(c->entry.detail, sizeof(c->entry.detail), c->added.role);
	st = store_staff_add(store, &c->added, c->pin, c->entry.entry.at_ms);
	return st == ST_OK ? store_journal_add(store, &c->entry.entry) : st;
}

static enum status
change_account(struct account_job *c)
{
	struct store *store = c->v.desk->store;
	struct staff_account account;
	enum status st = store_staff_find(store, c->initials, &account);

	if (st == ST_OK)
		st = make_change(c, account.staff.id);
	if (st != ST_OK)
		return st;
	c->owner = account.staff;
	str_clip(c->entry.detail, sizeof(c->entry.detail), account.staff.id);
	return store_journal_add(store, &c->entry.entry);
}

/* Their own account may have been closed since they came in. */
static void
account_run(struct job *job)
{
	struct account_job *c = (struct account_job *)job;
	enum status st = store_staff_is_open(c->v.desk->store, c->by);

	if (st == ST_NOT_FOUND)
		st = ST_DENIED;
	if (st == ST_OK)
		st = c->change == ACCOUNT_ADD ? add_account(c) : change_account(c);
	c->v.st = st;
}

/* Its code is on this paper and nowhere else. */
static void
print_card(struct visit *visit, const struct account_job *c)
{
	const struct place *place = &visit->desk->place;
	const struct staff_card_facts facts = { place->site, place->kiosk, c->owner.initials,
		c->owner.name, c->owner.role, c->card, place->today };
	struct receipt *receipt = calloc(1, sizeof(*receipt));

	visit->answers->account_trouble = ST_GONE; /* of the paper, where it does not come out */
	if (receipt == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	receipt_of_staff_card(&facts, receipt);
	visit_print_lines(visit, receipt, "staff-card");
	wipe(receipt, sizeof(*receipt));
	free(receipt);
}

static void
account_done(struct job *job)
{
	struct account_job *c = (struct account_job *)job;
	struct visit *visit = c->v.visit;
	bool current = visit_job_is_current(&c->v);
	enum status st = c->v.st;

	if (st == ST_OK)
		c->v.desk->staff_changed++;
	else
		log_error("staff: %s", status_words(st));
	if (current) {
		visit->answers->account_trouble = st;
		if (st == ST_OK && c->change == ACCOUNT_CARD)
			print_card(visit, c);
		else
			visit_end_effect(visit, st == ST_OK ? OUTCOME_OK : OUTCOME_REFUSED);
	}
	wipe(c, sizeof(*c));
	free(c);
}

static void
make_card(struct desk *desk, char ret_card[STAFF_CARD_ROOM])
{
	uint8_t random[STAFF_CARD_DIGITS];

	desk->chance.fill(desk->chance.ctx, random, sizeof(random));
	staff_card_make(random, ret_card);
	wipe(random, sizeof(random));
}

static void
fill_added(const struct account_row *row, struct staff *ret_staff)
{
	if (str_format(ret_staff->id, sizeof(ret_staff->id), "staff-%s", row->initials) != ST_OK)
		ret_staff->id[0] = '\0'; /* is refused */
	str_clip(ret_staff->name, sizeof(ret_staff->name), row->name);
	str_clip(ret_staff->initials, sizeof(ret_staff->initials), row->initials);
	str_clip(ret_staff->role, sizeof(ret_staff->role), row->role);
}

void
visit_change_account(struct visit *visit)
{
	static const enum event events[] = {
		[ACCOUNT_NEW_PIN] = EVENT_STAFF_NEW_PIN,
		[ACCOUNT_CLOSE] = EVENT_STAFF_DISABLE,
		[ACCOUNT_OPEN] = EVENT_STAFF_ENABLE,
		[ACCOUNT_UNLOCK] = EVENT_STAFF_UNLOCK,
		[ACCOUNT_ADD] = EVENT_STAFF_ADD,
		[ACCOUNT_CARD] = EVENT_STAFF_CARD,
	};
	struct answers *a = visit->answers;
	struct account_job *c = visit_job_new(visit, sizeof(*c), account_run, account_done);
	const struct journal_entry entry = { .event = events[a->account_change],
		.at_ms = desk_wall_ms(visit->desk),
		.actor = a->officer.id,
		.outcome = "ok" };

	visit->effect_can_stop = false;
	a->account_trouble = ST_NO_MEMORY;
	if (c && !staff_may(a->officer.role, RIGHT_ACCOUNTS)) { /* no row leads here */
		free(c);
		c = NULL;
		a->account_trouble = ST_DENIED;
	}
	if (c) {
		journal_copy(&c->entry, &entry);
		c->change = a->account_change;
		memcpy(c->initials, a->account_row[a->account_at].initials,
			sizeof(c->initials));
		memcpy(c->by, a->officer.id, sizeof(c->by));
		memcpy(c->pin, a->new_pin, sizeof(c->pin));
		fill_added(&a->new_account, &c->added);
		if (c->change == ACCOUNT_CARD)
			make_card(visit->desk, c->card);
	}
	wipe(a->new_pin, sizeof(a->new_pin));
	wipe(a->pin, sizeof(a->pin));
	if (c)
		worker_post(visit->desk->store_worker, &c->v.job);
	else
		visit_end_effect(visit, OUTCOME_REFUSED);
}
