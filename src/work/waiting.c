/* SPDX-License-Identifier: Apache-2.0 */
/* Acts on claims that wait for staff. */
#include "work/waiting.h"

#include "base/json.h"
#include "base/str.h"
#include "flow/ticket.h"
#include "flow/waiting.h"
#include "rules/receipt.h"
#include "work/visit_inside.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	enum event event;
	const char *outcome;
	enum reach reach;
} wishes[WAITING_WISHES] = {
	[WAITING_SEND] = { EVENT_WAITING_RESEND, "ok", REACH_NONE },
	[WAITING_DROP] = { EVENT_WAITING_WITHDRAWN, "ok", REACH_NONE },
	[WAITING_REACHED] = { EVENT_WAITING_CALL, "reached", REACH_YES },
	[WAITING_MISSED] = { EVENT_WAITING_CALL, "not-reached", REACH_NO },
	[WAITING_POSTED] = { EVENT_WAITING_CALL, "posted", REACH_POSTED },
	[WAITING_CORRECT] = { EVENT_WAITING_CORRECT, "ok", REACH_NONE },
	[WAITING_HAND_OVER] = { EVENT_WAITING_HANDED, "ok", REACH_NONE },
};

void
waiting_act_of(struct desk *desk, const struct waiting_claim *claim, enum waiting_wish wish,
	const struct officer *officer, struct waiting_act *act)
{
	uint8_t random[8];

	*act = (struct waiting_act){ .wish = wish, .now_ms = desk_wall_ms(desk) };
	memcpy(act->code, claim->code, sizeof(act->code));
	str_clip(act->problem, sizeof(act->problem), waiting_problem(claim));
	memcpy(act->who, officer->id, sizeof(act->who));
	memcpy(act->officer, officer->name, sizeof(act->officer));
	memcpy(act->initials, officer->initials, sizeof(act->initials));
	if (wish != WAITING_HAND_OVER)
		return;
	desk->chance.fill(desk->chance.ctx, random, sizeof(random));
	code_make(random, act->file);
}

void
waiting_act_fix(struct desk *desk, const struct claim_fix *fix, struct waiting_act *act)
{
	const struct bank *bank = banks_find(desk->place.banks, fix->bank);

	act->fix = *fix;
	str_clip(act->bank, sizeof(act->bank), bank ? bank->name : fix->bank);
	desk_uuid(desk, act->key);
}

/* The row is of the visit that made the claim (store). */
static struct journal_entry
entry_of(const struct waiting_act *act, const char *detail)
{
	return (struct journal_entry){ .event = wishes[act->wish].event,
		.at_ms = act->now_ms,
		.actor = act->who,
		.outcome = wishes[act->wish].outcome,
		.detail = detail,
		.service = service_code(SERVICE_CLAIM) };
}

/* --- corrected ------------------------------------------------------------------------------------------------------ */

static enum status
read_receipt(struct store *store, const char *code, char visit[UUID_TEXT],
	struct claim_receipt *receipt)
{
	struct claim_got got;
	enum status st = store_claim_by_code(store, code, &got);

	if (st != ST_OK)
		return st;
	if (got.receipt.len == sizeof(*receipt))
		memcpy(receipt, got.receipt.data, sizeof(*receipt));
	else
		st = ST_UNSUPPORTED;
	memcpy(visit, got.visit, UUID_TEXT);
	claim_got_free(&got);
	return st;
}

static void
drop_paper(struct claim_receipt *receipt, enum paper seen)
{
	size_t n = 0;

	for (size_t i = 0; i < receipt->papers_n; i++)
		if (receipt->papers[i] != seen)
			receipt->papers[n++] = receipt->papers[i];
	receipt->papers_n = n;
}

/* What the paper says from now on: it is saved, with what was corrected, by this officer. */
static void
correct_receipt(const struct waiting_act *act, struct claim_receipt *receipt)
{
	const struct claim_fix *fix = &act->fix;

	receipt->state = RECEIPT_SAVED;
	receipt->problem[0] = receipt->duplicate_of[0] = '\0';
	str_clip(receipt->officer, sizeof(receipt->officer), act->initials);
	if (fix->what == FIX_ACCOUNT) {
		memcpy(receipt->bank, act->bank, sizeof(receipt->bank));
		memcpy(receipt->account, fix->account, sizeof(receipt->account));
	} else if (fix->what == FIX_PAPER) {
		drop_paper(receipt, fix->paper.kind);
	}
}

static enum status
put_in_place(struct store *store, const struct waiting_act *act,
	const struct outbox_item *refused, const struct buf *body,
	const struct claim_receipt *receipt)
{
	const struct claim_fix *fix = &act->fix;
	char account[sizeof(fix->bank) + 1 + ACCOUNT_ROOM] = "", detail[DETAIL_ROOM];
	const struct outbox_put request = { .key = act->key,
		.kind = refused->kind,
		.method = refused->method,
		.path = refused->path,
		.content_type = refused->content_type,
		.body = body->data,
		.n = body->len,
		.expires_ms = refused->expires_ms };
	const struct waiting_corrected corrected = { .code = act->code,
		.nik = fix->nik,
		.refused = refused->key,
		.request = &request,
		.receipt = receipt,
		.receipt_n = sizeof(*receipt),
		.account = fix->what == FIX_ACCOUNT ? account : NULL,
		.officer = act->who };
	const struct journal_entry entry = entry_of(act, detail);
	enum status st = str_format(account, sizeof(account), "%s:%s", fix->bank, fix->account);

	if (st == ST_OK)
		st = str_format(detail, sizeof(detail), "%s %s", parked_fix_code(fix->what),
			act->problem);
	if (st == ST_OK)
		st = store_waiting_correct(store, &corrected, &entry, act->now_ms);
	wipe(account, sizeof(account));
	return st;
}

static enum status
correct(struct store *store, const struct waiting_act *act)
{
	struct claim_receipt receipt = { .state = RECEIPT_SAVED };
	struct outbox_item refused = { .attempts = 0 };
	struct buf body;
	char visit[UUID_TEXT];
	enum status st;

	buf_init(&body, JSON_BYTES_MAX);
	buf_init(&refused.body, 0);
	st = read_receipt(store, act->code, visit, &receipt);
	if (st == ST_OK)
		st = store_waiting_open(store, act->code, act->fix.nik, &refused);
	if (st == ST_OK)
		st = central_correct(&act->fix, act->officer, &refused.body, &body);
	if (st == ST_OK) {
		correct_receipt(act, &receipt);
		st = put_in_place(store, act, &refused, &body, &receipt);
	}
	buf_free(&body);
	outbox_item_free(&refused);
	wipe(&receipt, sizeof(receipt));
	return st;
}

enum status
waiting_open(
	struct store *store, const struct waiting_act *act, enum claim_reason *ret_reason)
{
	struct claim_receipt receipt;
	struct outbox_item refused;
	char visit[UUID_TEXT];
	enum status st = read_receipt(store, act->code, visit, &receipt);

	if (st == ST_OK)
		st = store_waiting_open(store, act->code, act->fix.nik, &refused);
	if (st == ST_OK) {
		*ret_reason = receipt.reason;
		outbox_item_free(&refused);
	}
	wipe(&receipt, sizeof(receipt));
	return st;
}

/* --- handed over ---------------------------------------------------------------------------------------------------- */

/* As if its person had asked for staff: the slip has their masked name and what it is about. */
static enum status
fill_file(struct store *store, const struct waiting_act *act, struct draft_blob *blob)
{
	struct answers *a = &blob->answers;
	struct claim_receipt receipt;
	enum status st = read_receipt(store, act->code, a->visit, &receipt);

	blob->version = DRAFT_VERSION;
	blob->size = sizeof(*blob);
	str_clip(a->ticket_why, sizeof(a->ticket_why), TICKET_WHY_WAITING);
	memcpy(a->ticket_code, act->file, sizeof(a->ticket_code));
	if (st == ST_OK) {
		memcpy(a->nik, receipt.nik, sizeof(a->nik));
		name_mask(receipt.name, a->name_masked, sizeof(a->name_masked));
		a->reason = receipt.reason;
	}
	wipe(&receipt, sizeof(receipt));
	return st == ST_UNSUPPORTED ? ST_OK : st; /* of another version: the file has its code */
}

static enum status
hand_over(struct store *store, const struct waiting_act *act)
{
	struct draft_blob *blob = calloc(1, sizeof(*blob));
	const struct journal_entry entry = entry_of(act, act->problem);
	struct handover_put put = { .code = act->file,
		.why = TICKET_WHY_WAITING,
		.called = true,
		.claim = act->code,
		.blob = blob,
		.n = sizeof(*blob),
		.now_ms = act->now_ms };
	enum status st = blob ? fill_file(store, act, blob) : ST_NO_MEMORY;

	if (st == ST_OK) {
		put.visit = blob->answers.visit;
		put.nik = blob->answers.nik;
		st = store_waiting_hand_over(store, &put, &entry);
	}
	if (blob)
		wipe(blob, sizeof(*blob));
	free(blob);
	return st;
}

/* --- all of them ---------------------------------------------------------------------------------------------------- */

static enum status
drop(struct store *store, const struct waiting_act *act)
{
	struct journal_entry entry = entry_of(act, act->problem);

	entry.review = (struct journal_review){ .kind = REVIEW_WITHDRAWN, .code = act->code };
	return store_waiting_drop(store, act->code, &entry, act->now_ms);
}

enum status
waiting_do(struct store *store, const struct waiting_act *act)
{
	const struct journal_entry entry = entry_of(act, act->problem);

	switch (act->wish) {
	case WAITING_SEND:
		return store_waiting_resend(store, act->code, &entry, act->now_ms);
	case WAITING_DROP:
		return drop(store, act);
	case WAITING_CORRECT:
		return correct(store, act);
	case WAITING_HAND_OVER:
		return hand_over(store, act);
	default:
		return store_waiting_called(store, act->code,
			reach_code(wishes[act->wish].reach), &entry, act->now_ms);
	}
}

enum status
waiting_contact(
	struct store *store, const struct waiting_act *act, struct claim_contact *ret_contact)
{
	struct journal_entry entry = entry_of(act, act->problem);
	struct buf bytes;
	enum status st;

	entry.event = EVENT_WAITING_CONTACT;
	entry.outcome = "ok";
	buf_init(&bytes, sizeof(*ret_contact));
	st = store_waiting_contact(store, act->code, &entry, &bytes);
	if (st == ST_OK && bytes.len == sizeof(*ret_contact))
		memcpy(ret_contact, bytes.data, sizeof(*ret_contact));
	buf_free(&bytes);
	return st;
}

void
waiting_take_rows(const struct desk *desk, const struct attention *row, size_t n,
	struct waiting_claim ret_claims[ATTENTION_MAX])
{
	int second;

	for (size_t i = 0; i < n; i++) {
		struct waiting_claim *to = &ret_claims[i];

		*to = (struct waiting_claim){ .withdrawal = row[i].withdrawal,
			.called = reach_of(row[i].called),
			.on = date_of_unix(
				row[i].confirmed_ms / 1000, desk->zone_offset_s, &second) };
		memcpy(to->code, row[i].code, sizeof(to->code));
		memcpy(to->problem, row[i].problem, sizeof(to->problem));
		memcpy(to->duplicate_of, row[i].duplicate_of, sizeof(to->duplicate_of));
		(void)date_parse_iso(row[i].promised, &to->promised); /* "" none */
	}
}
