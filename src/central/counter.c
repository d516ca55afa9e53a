/* SPDX-License-Identifier: Apache-2.0 */
/* What ends at a counter or with staff: unblocking, tickets, BPU bills, journal heads. */
#include "central/handlers.h"
#include "base/array.h"
#include "base/str.h"
#include "rules/claim.h"

#include <inttypes.h>
#include <string.h>

enum {
	REFERENCE_ROOM = 24,
	BPU_MONTH = 36800, /* JHT 2 % and JKK 1 % of Rp1,000,000, JKM Rp6,800 */
	BILL_DAYS = 7,
	OPENING_S = 8 * 3600,
	WAIT_S = 30 * 60,
};

#define LOKET "Loket BPJS Ketenagakerjaan, Mal Pelayanan Publik"

static const struct {
	const char *kind, *place;
} places[] = {
	{ "counter", LOKET },
	{ "branch", "BPJS Ketenagakerjaan Hulu Sungai Utara (contoh), Jalan Contoh 1, Amuntai" },
	{ "lapak_asik", "Panggilan video Lapak Asik" },
	{ "complaint", LOKET },
};

/* clang-format off */
const struct field unblock_form[] = {
	{ "officer", FORM_TEXT, .required = true, .min = 1, .max = 40 },
	{ "supervisor", FORM_TEXT, .required = true, .nullable = true, .min = 1, .max = 40 },
	{ "reason", FORM_TEXT, .required = true, .min = 1, .max = 100 },
	{ NULL },
};

const struct field ticket_form[] = {
	{ "kind", FORM_WORD, .required = true, .words = "counter branch lapak_asik complaint" },
	{ "preferred_date", FORM_DATE, .nullable = true },
	{ "topic", FORM_TEXT, .nullable = true, .max = 200 },
	{ "reason", FORM_REASON, .nullable = true },
	{ "priority", FORM_BOOL },
	{ NULL },
};

const struct field bill_form[] = {
	{ "months", FORM_INT, .required = true, .min = 1, .max = 12 },
	{ NULL },
};

const struct field head_form[] = {
	{ "seq", FORM_INT, .required = true, .min = 1, .max = INT64_C(1) << 52 },
	{ "hash", FORM_TEXT, .required = true, .min = 64, .max = 64 },
	{ "signed_at", FORM_TIME, .required = true },
	{ "public_key", FORM_TEXT, .required = true, .min = 1, .max = 64 },
	{ "signature", FORM_TEXT, .required = true, .min = 1, .max = 128 },
	{ NULL },
};
/* clang-format on */

enum status
account_unblock(struct exchange *x)
{
	const char *officer = text_of(x->body, "officer");
	const char *supervisor = text_of(x->body, "supervisor");
	char reference[REFERENCE_ROOM];
	int64_t blocked = 0;
	enum status st = ledger_number(x->centre->ledger, &blocked,
		"SELECT jmo_blocked FROM person WHERE nik = ?", "s", x->visit.nik);

	if (supervisor != NULL && strcmp(officer, supervisor) == 0)
		return refuse(x, PROBLEM_SECOND);
	if (st == ST_OK && !blocked)
		return refuse(x, PROBLEM_NOT_BLOCKED);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO unblocking (nik, officer, supervisor, reason, at) VALUES"
			" (?, ?, ?, ?, ?)",
			"ssssi", x->visit.nik, officer, supervisor, text_of(x->body, "reason"),
			x->now);
	if (st == ST_OK)
		st = str_format(reference, sizeof(reference), "UB-%010" PRId64,
			ledger_last_id(x->centre->ledger));
	if (st == ST_OK && supervisor != NULL)
		st = ledger_run(x->centre->ledger,
			"UPDATE person SET jmo_blocked = 0 WHERE nik = ?", "s", x->visit.nik);
	if (st != ST_OK)
		return st;
	return answer(x, supervisor != NULL ? 200 : 202,
		json_pack("{s:s, s:o, s:s}", "state",
			supervisor != NULL ? "unblocked" : "awaiting_approval", "unblocked_at",
			supervisor != NULL ? time_json(x->centre, x->now) : json_null(),
			"reference", reference));
}

/* The papers of a claim by somebody of whom nothing is known yet. */
static json_t *
documents_for(struct exchange *x, const char *code)
{
	struct claim_facts facts = { .today = x->today, .officer = true, .has_npwp = true };
	struct claim_decision decision;
	json_t *papers = json_array();

	if (code == NULL || claim_reason_from_code(code, &facts.reason) != ST_OK)
		return papers;
	facts.birth = date_add_months(x->today, -12 * 100);
	facts.event_date = facts.card[0].joined_on = date_add_months(x->today, -12 * 20);
	facts.card[0].registered = true;
	facts.card[0].balance = 1;
	facts.cards_n = 1;
	claim_decide(&x->centre->policy, &facts, &decision);
	for (size_t i = 0; i < decision.papers_n; i++)
		if (json_array_append_new(
			    papers, json_string(paper_code(decision.papers[i]))) != 0) {
			json_decref(papers);
			return NULL;
		}
	return papers;
}

/* The wished day, or today while the counters are open, or the next working day. */
static struct date
ticket_day(struct exchange *x)
{
	struct date day = date_of_text(text_of(x->body, "preferred_date"));
	bool estimate;

	if (!date_is_known(day) || date_compare(day, x->today) < 0)
		day = x->today;
	if (!is_working_day(&x->centre->holidays, day) ||
		(date_equal(day, x->today) && centre_after_closing(x->centre, x->now)))
		day = working_days_after(&x->centre->holidays, day, 1, &estimate);
	return day;
}

static int64_t
ticket_time(struct exchange *x, struct date day)
{
	int64_t opening = date_to_unix(day, OPENING_S, x->centre->zone_s);

	return opening > x->now ? opening : x->now + WAIT_S;
}

/* The form lets no other kind in. */
static const char *
place_of(const char *kind)
{
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(places) && strcmp(places[i].kind, kind) != 0)
		i++;
	return places[i].place;
}

enum status
ticket_take(struct exchange *x)
{
	struct date day = ticket_day(x);
	bool priority = truth_of(x->body, "priority");
	char text[DATE_ISO], ticket[REFERENCE_ROOM];
	int64_t number = 0;
	enum status st;

	date_format_iso(day, text);
	st = ledger_number(x->centre->ledger, &number,
		"SELECT count(*) + 1 FROM ticket WHERE day = ?", "s", text);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO ticket (visit, kind, reason, topic, priority, day,"
			" number) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"ssssisi", x->visit.id, text_of(x->body, "kind"),
			text_of(x->body, "reason"), text_of(x->body, "topic"),
			(int64_t)priority, text, number);
	if (st == ST_OK)
		st = str_format(
			ticket, sizeof(ticket), "%c-%03" PRId64, priority ? 'P' : 'A', number);
	return st != ST_OK
		       ? st
		       : answer(x, 201,
				 json_pack("{s:s, s:s, s:o, s:o}", "ticket", ticket, "place",
					 place_of(text_of(x->body, "kind")), "time",
					 time_json(x->centre, ticket_time(x, day)), "documents",
					 documents_for(x, text_of(x->body, "reason"))));
}

enum status
bill_make(struct exchange *x)
{
	int64_t months = integer_of(x->body, "months"), cards = 0;
	char until[DATE_ISO], code[REFERENCE_ROOM];
	enum status st = ledger_number(x->centre->ledger, &cards,
		"SELECT count(*) FROM card WHERE nik = ? AND segment = 'BPU' AND registered ="
		" 1",
		"s", x->visit.nik);

	if (st == ST_OK && cards == 0)
		return refuse(x, PROBLEM_NOT_BPU);
	date_format_iso(date_add_days(x->today, BILL_DAYS), until);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO bill (nik, months, amount, valid_until) VALUES (?, ?, ?,"
			" ?)",
			"siis", x->visit.nik, months, months * BPU_MONTH, until);
	if (st == ST_OK)
		st = str_format(
			code, sizeof(code), "98%010" PRId64, ledger_last_id(x->centre->ledger));
	return st != ST_OK ? st
			   : answer(x, 201,
				     json_pack("{s:s, s:I, s:I, s:s}", "bill_code", code,
					     "months", (json_int_t)months, "amount",
					     (json_int_t)(months * BPU_MONTH), "valid_until",
					     until));
}

enum status
journal_head_keep(struct exchange *x)
{
	int64_t seq = integer_of(x->body, "seq"), same = 0;
	const char *hash = text_of(x->body, "hash");
	enum status st;

	if (strcmp(x->part[0], x->kiosk) != 0)
		return refuse(x, PROBLEM_OTHER_KIOSK);
	if (strspn(hash, "0123456789abcdef") != 64)
		return refuse_member(x, PROBLEM_INVALID, "/hash", "wrong-form");
	st = ledger_number(x->centre->ledger, &same,
		"SELECT hash = ? FROM journal_head WHERE kiosk = ? AND seq = ?", "ssi", hash,
		x->kiosk, seq);
	if (st == ST_OK && !same)
		return refuse(x, PROBLEM_HEAD);
	if (st == ST_NOT_FOUND)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO journal_head (kiosk, seq, hash, signed_at, public_key,"
			" signature, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"sissssi", x->kiosk, seq, hash, text_of(x->body, "signed_at"),
			text_of(x->body, "public_key"), text_of(x->body, "signature"), x->now);
	return st != ST_OK ? st
			   : answer(x, 201,
				     json_pack("{s:I, s:o}", "seq", (json_int_t)seq,
					     "received_at", time_json(x->centre, x->now)));
}
