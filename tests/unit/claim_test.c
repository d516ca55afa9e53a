/* SPDX-License-Identifier: Apache-2.0 */
/* The decision on claims: every demo person whose way is a claim, then the edges, as rows. */
#include "base/array.h"
#include "base/str.h"
#include "rules/claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define SEEN(paper) (UINT32_C(1) << (paper))

static const struct date today = { 2026, 11, 22 };

struct row {
	const char *nik;
	const char *what;
	struct claim_facts facts; /* today, birth and has_npwp are filled in */
	enum claim_reason reason_of;
	bool eligible;
	enum claim_why why;
	enum claim_route route;
	bool over_limit;
	int64_t gross, tax;
	bool progressive;
	struct date possible_from;
	const char *employer;
	enum claim_reason alternative;
	size_t papers_n;
};

/* A card without employer is one of "PT A", one without first day is of 2015; "-" and
 * NOBODY_KNOWS stand for none. */
#define CARD(money, ...)                                                                       \
	{                                                                                      \
		.registered = true, .balance = (money), __VA_ARGS__                            \
	}
#define LOOSE(money, ...)                                                                      \
	{                                                                                      \
		.registered = false, .balance = (money), __VA_ARGS__                           \
	}
#define NOBODY_KNOWS                                                                           \
	{                                                                                      \
		-1, 1, 1                                                                       \
	}
#define ACTIVE     .active = true
#define ENDED(...) .ended_on = { __VA_ARGS__ }

/* clang-format off */
static const struct row cast[] = {
	{ "6308055203600001", "the straight claim",
		{ .card = { CARD(8450000, ENDED(2020, 3, 31)) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 8450000 },
	{ "6308031507650002", "above the limit, alone",
		{ .card = { CARD(23750000, ENDED(2021, 1, 31)) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_OFFICER, true, .gross = 23750000 },
	{ "6308031507650002", "above the limit, with an officer",
		{ .card = { CARD(23750000, ENDED(2021, 1, 31)) }, .cards_n = 1,
		  .reason = REASON_USIA_56, .officer = true },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 23750000 },
	{ "6308040101900003", "resigned two months ago, no reason at the centre",
		{ .card = { CARD(6200000, ENDED(2026, 9, 22)) }, .cards_n = 1,
		  .reason = REASON_RESIGN },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 6200000, .papers_n = 3 },
	{ "6308040101900003", "the officer has seen the letter",
		{ .card = { CARD(6200000, ENDED(2026, 9, 22)) }, .cards_n = 1,
		  .reason = REASON_RESIGN, .officer = true,
		  .papers_seen = SEEN(PAPER_EMPLOYER_LETTER) },
		REASON_NONE, true, WHY_OK, ROUTE_KIOSK, .gross = 6200000 },
	{ "6308040101900003", "the officer is there, the letter not yet seen",
		{ .card = { CARD(6200000, ENDED(2026, 9, 22)) }, .cards_n = 1,
		  .reason = REASON_RESIGN, .officer = true },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 6200000, .papers_n = 3 },
	{ "6308044505920004", "resigned ten days ago",
		{ .card = { CARD(3100000, ENDED(2026, 11, 12), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN },
		REASON_RESIGN, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 12, 12 } },
	{ "6308012008850005", "12 years a member and active: the tenth",
		{ .card = { CARD(14100000, ACTIVE, .joined_on = { 2014, 11, 22 }) },
		  .cards_n = 1, .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, true, WHY_OK, ROUTE_KIOSK, .gross = 1410000 },
	{ "6308012008850005", "12 years a member: the house",
		{ .card = { CARD(14100000, ACTIVE, .joined_on = { 2014, 11, 22 }) },
		  .cards_n = 1, .reason = REASON_SEBAGIAN_30 },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 4230000, .papers_n = 1 },
	{ "6308012008850005", "12 years a member: all of it",
		{ .card = { CARD(14100000, ACTIVE, .joined_on = { 2014, 11, 22 }) },
		  .cards_n = 1, .reason = REASON_RESIGN },
		REASON_NONE, false, WHY_STILL_ACTIVE, ROUTE_TICKET, .employer = "PT A",
		.alternative = REASON_SEBAGIAN_10 },
	{ "6308022211800006", "took the tenth four years ago: no second part",
		{ .card = { CARD(13400000, .joined_on = { 2011, 11, 22 }, ENDED(2026, 8, 22),
			.end_reason = REASON_RESIGN) }, .cards_n = 1,
		  .first_partial_on = { 2022, 11, 22 }, .first_partial = REASON_SEBAGIAN_10,
		  .reason = REASON_SEBAGIAN_10 },
		REASON_RESIGN, false, WHY_PARTIAL_USED, ROUTE_TICKET,
		.alternative = REASON_RESIGN },
	{ "6308022211800006", "took the tenth four years ago: all of it, progressive",
		{ .card = { CARD(13400000, .joined_on = { 2011, 11, 22 }, ENDED(2026, 8, 22),
			.end_reason = REASON_RESIGN) }, .cards_n = 1,
		  .first_partial_on = { 2022, 11, 22 }, .first_partial = REASON_SEBAGIAN_10,
		  .reason = REASON_RESIGN },
		REASON_RESIGN, true, WHY_OK, ROUTE_KIOSK, .gross = 13400000, .tax = 670000,
		.progressive = true },
	{ "6308066510580007", "the face never matches: the rules do not mind",
		{ .card = { CARD(9900000, ENDED(2019, 1, 1)) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 9900000 },
	{ "6308070903700008", "one of three cards registered",
		{ .card = { CARD(2000000, ENDED(2010, 1, 1)),
			LOOSE(4500000), LOOSE(5250000) },
		  .cards_n = 3, .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 2000000 },
	{ "6308070903700008", "all three cards registered",
		{ .card = { CARD(2000000, ENDED(2010, 1, 1)), CARD(4500000), CARD(5250000) },
		  .cards_n = 3, .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 11750000 },
	{ "6308050505550012", "71 and still working",
		{ .card = { CARD(12000000, ACTIVE) }, .cards_n = 1, .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 12000000 },
	{ "6308054107950013", "31, active for six years: the age",
		{ .card = { CARD(9000000, ACTIVE, .joined_on = { 2020, 11, 22 }) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_NONE, false, WHY_UNDER_AGE, ROUTE_TICKET,
		.possible_from = { 2051, 7, 1 } },
	{ "6308054107950013", "31, active for six years: the tenth",
		{ .card = { CARD(9000000, ACTIVE, .joined_on = { 2020, 11, 22 }) }, .cards_n = 1,
		  .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, false, WHY_TOO_SHORT, ROUTE_TICKET,
		.possible_from = { 2030, 11, 22 } },
	{ "6308054107950013", "31, active for six years: all of it",
		{ .card = { CARD(9000000, ACTIVE, .joined_on = { 2020, 11, 22 }) }, .cards_n = 1,
		  .reason = REASON_PHK },
		REASON_NONE, false, WHY_STILL_ACTIVE, ROUTE_TICKET, .employer = "PT A" },
	{ "6308051708750014", "dismissed 40 days ago, one rupiah under the limit",
		{ .card = { CARD(14999999, ENDED(2026, 10, 13), .end_reason = REASON_PHK) },
		  .cards_n = 1, .reason = REASON_PHK },
		REASON_PHK, true, WHY_OK, ROUTE_KIOSK, .gross = 14999999 },
	{ "6308051708750015", "dismissed 31 days ago, one rupiah over the limit",
		{ .card = { CARD(15000001, ENDED(2026, 10, 22), .end_reason = REASON_PHK) },
		  .cards_n = 1, .reason = REASON_PHK },
		REASON_PHK, true, WHY_OK, ROUTE_OFFICER, true, .gross = 15000001 },
	{ "6308021203550016", "an heir: nothing of the deceased",
		{ .card = { CARD(7000000, ENDED(2020, 1, 1)) }, .cards_n = 1,
		  .reason = REASON_MENINGGAL },
		REASON_USIA_56, false, WHY_HEIRS, ROUTE_TICKET, .papers_n = 3 },
	{ "6308055009600019", "a claim is open in JMO",
		{ .card = { CARD(7000000, ENDED(2020, 1, 1)) }, .cards_n = 1,
		  .claim_open = true, .reason = REASON_USIA_56 },
		REASON_USIA_56, false, WHY_OPEN_ELSEWHERE, ROUTE_TICKET },
	{ "6308060107900020", "the employer has not reported",
		{ .card = { CARD(8000000, ACTIVE) }, .cards_n = 1, .reason = REASON_RESIGN,
		  .event_date = { 2026, 9, 22 } },
		REASON_NONE, true, WHY_NOT_REPORTED, ROUTE_OFFICER, .gross = 8000000,
		.employer = "PT A", .papers_n = 3 },
	{ "6308060107900020", "the employer has not reported, ten days ago",
		{ .card = { CARD(8000000, ACTIVE, .joined_on = { 2020, 1, 1 }) }, .cards_n = 1,
		  .reason = REASON_RESIGN, .event_date = { 2026, 11, 12 } },
		REASON_NONE, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 12, 12 }, .employer = "PT A" },
	{ "6308060107900020", "the officer has seen the proof",
		{ .card = { CARD(8000000, ACTIVE) }, .cards_n = 1, .reason = REASON_RESIGN,
		  .event_date = { 2026, 9, 22 }, .officer = true,
		  .papers_seen = SEEN(PAPER_PAYSLIP) },
		REASON_NONE, true, WHY_NOT_REPORTED, ROUTE_KIOSK, .gross = 8000000,
		.employer = "PT A" },
	{ "6308071111880021", "left A, active at B",
		{ .card = { CARD(5000000, .joined_on = { 2018, 1, 1 }, ENDED(2026, 8, 1),
				.end_reason = REASON_RESIGN),
			CARD(500000, ACTIVE, .employer = "PT B", .joined_on = { 2026, 8, 15 }) },
		  .cards_n = 2, .reason = REASON_RESIGN, .event_date = { 2026, 8, 1 } },
		REASON_RESIGN, false, WHY_ACTIVE_ELSEWHERE, ROUTE_TICKET, .employer = "PT B" },
	{ "6308071111880021", "left A, active at an unregistered B, member for long",
		{ .card = { CARD(5000000, ENDED(2026, 8, 1), .end_reason = REASON_RESIGN),
			LOOSE(500000, ACTIVE, .employer = "PT B",
				.joined_on = { 2026, 8, 15 }) },
		  .cards_n = 2, .reason = REASON_RESIGN },
		REASON_RESIGN, false, WHY_ACTIVE_ELSEWHERE, ROUTE_TICKET, .employer = "PT B",
		.alternative = REASON_SEBAGIAN_10 },
	{ "6308092808640023", "above the tax-free sum, officer present",
		{ .card = { CARD(61250000, ENDED(2022, 1, 1)) }, .cards_n = 1,
		  .reason = REASON_USIA_56, .officer = true },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 61250000, .tax = 562500 },
	{ "6308011905610025", "one card unregistered: under the limit",
		{ .card = { CARD(9900000, ENDED(2015, 6, 1)),
			LOOSE(5300000) }, .cards_n = 2,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 9900000 },
	{ "6308011905610025", "both cards registered: over the limit",
		{ .card = { CARD(9900000, ENDED(2015, 6, 1)), CARD(5300000) }, .cards_n = 2,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_OFFICER, true, .gross = 15200000 },
};

static const struct row edges[] = {
	{ "6308052211700001", "56 today",
		{ .card = { CARD(1000000) }, .cards_n = 1, .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 1000000 },
	{ "6308052311700001", "56 tomorrow",
		{ .card = { CARD(1000000, .joined_on = { 2016, 11, 23 }) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_NONE, false, WHY_UNDER_AGE, ROUTE_TICKET,
		.possible_from = { 2026, 11, 23 } },
	{ "6308052211700001", "no reason given: by age",
		{ .card = { CARD(1000000) }, .cards_n = 1 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 1000000 },
	{ "6308052311700001", "ten years a member tomorrow",
		{ .card = { CARD(1000000, .joined_on = { 2016, 11, 23 }) }, .cards_n = 1,
		  .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, false, WHY_TOO_SHORT, ROUTE_TICKET,
		.possible_from = { 2026, 11, 23 } },
	{ "6308052311700001", "ten years a member today, by an older card",
		{ .card = { CARD(1000000, .joined_on = { 2020, 1, 1 }),
			LOOSE(7, .joined_on = { 2016, 11, 22 }) },
		  .cards_n = 2, .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, true, WHY_OK, ROUTE_KIOSK, .gross = 100000 },
	{ "6308052311700001", "nobody knows since when a member",
		{ .card = { CARD(1000000, .joined_on = NOBODY_KNOWS) }, .cards_n = 1,
		  .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, false, WHY_TOO_SHORT, ROUTE_TICKET },
	{ "6308055203600001", "a balance equal to the limit",
		{ .card = { CARD(15000000) }, .cards_n = 1, .reason = REASON_USIA_56 },
		REASON_USIA_56, true, WHY_OK, ROUTE_KIOSK, .gross = 15000000 },
	{ "6308012008850005", "the limit is on the balance, not on the part",
		{ .card = { CARD(15000001, ACTIVE) }, .cards_n = 1,
		  .reason = REASON_SEBAGIAN_10 },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, true, .gross = 1500000 },
	{ "6308040101900003", "one month is over today",
		{ .card = { CARD(1000000, ENDED(2026, 10, 22), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN },
		REASON_RESIGN, true, WHY_OK, ROUTE_KIOSK, .gross = 1000000 },
	{ "6308040101900003", "one month is over tomorrow",
		{ .card = { CARD(1000000, ENDED(2026, 10, 23), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN },
		REASON_RESIGN, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 11, 23 } },
	{ "6308040101900003", "an earlier day said than the employer reported",
		{ .card = { CARD(1000000, ENDED(2026, 11, 10), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN, .event_date = { 2026, 9, 1 } },
		REASON_RESIGN, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 12, 10 } },
	{ "6308040101900003", "no day known",
		{ .card = { CARD(1000000) }, .cards_n = 1, .reason = REASON_PHK },
		REASON_NONE, false, WHY_DATE_NEEDED, ROUTE_TICKET,
		.alternative = REASON_SEBAGIAN_10 },
	{ "6308040101900003", "a day said where the employer gave none",
		{ .card = { CARD(1000000) }, .cards_n = 1, .reason = REASON_PHK,
		  .event_date = { 2026, 10, 1 } },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 1000000, .papers_n = 5 },
	{ "6308040101900003", "another reason said than the employer reported",
		{ .card = { CARD(1000000, ENDED(2026, 9, 1), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_PHK },
		REASON_RESIGN, true, WHY_OK, ROUTE_OFFICER, .gross = 1000000, .papers_n = 5 },
	{ "6308040101900003", "a contract that ended yesterday does not wait",
		{ .card = { CARD(1000000, ENDED(2026, 11, 21), .end_reason = REASON_PKWT) },
		  .cards_n = 1, .reason = REASON_PKWT },
		REASON_PKWT, true, WHY_OK, ROUTE_OFFICER, .gross = 1000000 },
	{ "6308040101900003", "a contract that ends tomorrow",
		{ .card = { CARD(1000000) }, .cards_n = 1, .reason = REASON_PKWT,
		  .event_date = { 2026, 11, 23 } },
		REASON_NONE, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 11, 23 } },
	{ "6308055203600001", "over 56 who only resigned lately: the age is enough",
		{ .card = { CARD(1000000, ENDED(2026, 11, 12), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN },
		REASON_USIA_56, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 12, 12 }, .alternative = REASON_USIA_56 },
	{ "6308040101900003", "the employer has not reported, an older job has ended",
		{ .card = { CARD(1000000, ENDED(2020, 1, 1), .end_reason = REASON_PHK),
			CARD(2000000, ACTIVE, .employer = "PT B", .joined_on = { 2020, 2, 1 }) },
		  .cards_n = 2, .reason = REASON_RESIGN, .event_date = { 2026, 9, 22 } },
		REASON_PHK, true, WHY_NOT_REPORTED, ROUTE_OFFICER, .gross = 3000000,
		.employer = "PT B", .papers_n = 3 },
	{ "6308040101900003", "one of two jobs has ended on the day said, the other goes on",
		{ .card = { CARD(1000000, ENDED(2026, 8, 1), .end_reason = REASON_RESIGN,
				.joined_on = { 2019, 1, 1 }),
			CARD(2000000, ACTIVE, .employer = "PT B", .joined_on = { 2019, 1, 1 }) },
		  .cards_n = 2, .reason = REASON_RESIGN, .event_date = { 2026, 8, 1 } },
		REASON_RESIGN, false, WHY_ACTIVE_ELSEWHERE, ROUTE_TICKET, .employer = "PT B" },
	{ "6308040101900003", "the employer has not reported, proof seen, the officer gone",
		{ .card = { CARD(1000000, ACTIVE) }, .cards_n = 1, .reason = REASON_RESIGN,
		  .event_date = { 2026, 9, 22 }, .papers_seen = SEEN(PAPER_PAYSLIP) },
		REASON_NONE, true, WHY_NOT_REPORTED, ROUTE_OFFICER, .gross = 1000000,
		.employer = "PT A" },
	{ "6308040101900003", "a later day said than the employer reported",
		{ .card = { CARD(1000000, ENDED(2026, 9, 1), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .reason = REASON_RESIGN, .event_date = { 2026, 11, 10 } },
		REASON_RESIGN, false, WHY_TOO_EARLY, ROUTE_TICKET,
		.possible_from = { 2026, 12, 10 } },
	{ "6308040101900003", "two jobs are active: nobody knows which was left",
		{ .card = { CARD(1000000, ACTIVE, .joined_on = { 2019, 1, 1 }),
			CARD(2000000, ACTIVE, .joined_on = { 2019, 1, 1 }) },
		  .cards_n = 2, .reason = REASON_RESIGN, .event_date = { 2026, 9, 22 } },
		REASON_NONE, false, WHY_ACTIVE_ELSEWHERE, ROUTE_TICKET, .employer = "PT A" },
	{ "6308040101900003", "the day said is before the active job began",
		{ .card = { CARD(2000000, ACTIVE, .joined_on = { 2026, 10, 1 }) }, .cards_n = 1,
		  .reason = REASON_RESIGN, .event_date = { 2026, 9, 22 } },
		REASON_NONE, false, WHY_STILL_ACTIVE, ROUTE_TICKET, .employer = "PT A" },
	{ "6308040101900003", "self-employed, stopped",
		{ .card = { CARD(2000000, .segment = SEGMENT_BPU) }, .cards_n = 1,
		  .reason = REASON_BPU },
		REASON_NONE, true, WHY_OK, ROUTE_KIOSK, .gross = 2000000 },
	{ "6308040101900003", "self-employed, not stopped",
		{ .card = { CARD(2000000, ACTIVE, .segment = SEGMENT_BPU, .employer = "-",
			.joined_on = { 2024, 1, 1 }) }, .cards_n = 1, .reason = REASON_BPU },
		REASON_NONE, false, WHY_STILL_ACTIVE, ROUTE_TICKET,
		.employer = "usaha sendiri" },
	{ "6308040101900003", "never self-employed",
		{ .card = { CARD(2000000, .joined_on = { 2024, 1, 1 }) }, .cards_n = 1,
		  .reason = REASON_BPU },
		REASON_NONE, false, WHY_NOT_SELF_EMPLOYED, ROUTE_TICKET },
	{ "6308040101900003", "self-employed once, working now",
		{ .card = { CARD(2000000, .segment = SEGMENT_BPU, .joined_on = { 2024, 1, 1 }),
			CARD(1, ACTIVE, .employer = "PT B", .joined_on = { 2024, 1, 1 }) },
		  .cards_n = 2, .reason = REASON_BPU },
		REASON_NONE, false, WHY_ACTIVE_ELSEWHERE, ROUTE_TICKET, .employer = "PT B" },
	{ "6308040101900003", "pension by the company's rules",
		{ .card = { CARD(2000000) }, .cards_n = 1, .reason = REASON_USIA_PKB },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 2000000, .papers_n = 1 },
	{ "6308040101900003", "leaving for good needs both papers",
		{ .card = { CARD(2000000) }, .cards_n = 1, .reason = REASON_WNA,
		  .officer = true, .papers_seen = SEEN(PAPER_PASSPORT) },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 2000000, .papers_n = 1 },
	{ "6308040101900003", "leaving for good, both papers seen",
		{ .card = { CARD(2000000) }, .cards_n = 1, .reason = REASON_WNA,
		  .officer = true, .papers_seen = SEEN(PAPER_PASSPORT) | SEEN(PAPER_LEAVING) },
		REASON_NONE, true, WHY_OK, ROUTE_KIOSK, .gross = 2000000 },
	{ "6308040101900003", "disabled, the letter seen, the officer gone",
		{ .card = { CARD(2000000) }, .cards_n = 1, .reason = REASON_CACAT,
		  .papers_seen = SEEN(PAPER_DOCTOR) },
		REASON_NONE, true, WHY_OK, ROUTE_OFFICER, .gross = 2000000 },
	{ "6308055203600001", "no card at all",
		{ .cards_n = 0, .reason = REASON_USIA_56 },
		REASON_USIA_56, false, WHY_NOT_REGISTERED, ROUTE_TICKET },
	{ "6308055203600001", "no card registered",
		{ .card = { LOOSE(2000000) }, .cards_n = 1,
		  .reason = REASON_USIA_56 },
		REASON_USIA_56, false, WHY_NOT_REGISTERED, ROUTE_TICKET },
	{ "6308055203600001", "nothing to claim",
		{ .card = { CARD(0) }, .cards_n = 1, .reason = REASON_USIA_56 },
		REASON_USIA_56, false, WHY_NO_BALANCE, ROUTE_TICKET },
	{ "6308055203600001", "a debt is nothing to claim",
		{ .card = { CARD(-5) }, .cards_n = 1, .reason = REASON_USIA_56 },
		REASON_USIA_56, false, WHY_NO_BALANCE, ROUTE_TICKET },
	{ "6308022211800006", "the tenth of last year uses up the zero band",
		{ .card = { CARD(60000000, ENDED(2026, 8, 22), .end_reason = REASON_RESIGN) },
		  .cards_n = 1, .first_partial_on = { 2025, 1, 2 },
		  .first_partial = REASON_SEBAGIAN_10, .first_partial_gross = 6000000,
		  .reason = REASON_RESIGN, .officer = true },
		REASON_RESIGN, true, WHY_OK, ROUTE_KIOSK, .gross = 60000000, .tax = 800000 },
};
/* clang-format on */

static void
complete_card(struct card *card)
{
	if (card->joined_on.year <= 0)
		card->joined_on = card->joined_on.year < 0 ? (struct date){ 0 }
							   : (struct date){ 2015, 1, 1 };
	assert_int_equal(str_copy(card->employer, sizeof(card->employer),
				 card->employer[0] == '-'    ? ""
				 : card->employer[0] == '\0' ? "PT A"
							     : card->employer),
		ST_OK);
}

static struct claim_facts
facts_of(const struct row *row)
{
	struct claim_facts facts = row->facts;
	struct nik nik;

	assert_int_equal(nik_check(row->nik, today, &nik), FLAW_NONE);
	facts.today = today;
	facts.birth = nik.birth;
	facts.has_npwp = true;
	for (size_t i = 0; i < facts.cards_n; i++)
		complete_card(&facts.card[i]);
	return facts;
}

static void
assert_date(struct date date, struct date expected)
{
	char text[DATE_ISO], expected_text[DATE_ISO];

	date_format_iso(date, text);
	date_format_iso(expected, expected_text);
	assert_string_equal(text, expected_text);
}

static void
assert_row(const struct row *row)
{
	struct claim_facts facts = facts_of(row);
	struct claim_decision decision;

	print_message("           %s: %s\n", row->nik, row->what);
	claim_decide(policy_built_in(), &facts, &decision);
	assert_int_equal(claim_reason_of(policy_built_in(), &facts), row->reason_of);
	assert_string_equal(claim_why_code(decision.why), claim_why_code(row->why));
	assert_int_equal(decision.eligible, row->eligible);
	assert_int_equal(decision.route, row->route);
	assert_int_equal(decision.over_limit, row->over_limit);
	assert_int_equal(decision.gross, row->gross);
	assert_int_equal(decision.tax, row->tax);
	assert_int_equal(decision.net, row->gross - row->tax);
	assert_int_equal(decision.tax_progressive, row->progressive);
	assert_date(decision.possible_from, row->possible_from);
	assert_string_equal(decision.employer, row->employer ? row->employer : "");
	assert_int_equal(decision.alternative, row->alternative);
	assert_int_equal(decision.papers_n, row->papers_n);
}

static void
claim_decide__says_what_the_demo_cast_must_hear(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cast); i++)
		assert_row(&cast[i]);
}

static void
claim_decide__stands_on_every_edge(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++)
		assert_row(&edges[i]);
}

static void
claim_decide__tells_heirs_nothing_but_the_papers(void **state)
{
	struct claim_facts facts = { .today = today, .reason = REASON_MENINGGAL, .cards_n = 1 };
	struct claim_decision decision;

	(void)state;
	facts.card[0].balance = 7000000;
	facts.card[0].registered = true;
	facts.claim_open = true;
	claim_decide(policy_built_in(), &facts, &decision);
	assert_int_equal(decision.why, WHY_HEIRS);
	assert_int_equal(decision.total_balance, 0);
	assert_string_equal(decision.employer, "");
	assert_int_equal(decision.alternative, REASON_NONE);
	assert_true(decision.papers_all);
	assert_int_equal(decision.papers[0], PAPER_DEATH);
	assert_int_equal(decision.papers[2], PAPER_HEIR_ID);
}

/* What holds of every decision, over facts made by chance. */
static void
claim_decide__never_contradicts_itself(void **state)
{
	uint32_t chance = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct claim_facts facts = { .today = today, .has_npwp = true };
		struct claim_decision decision;
		uint32_t bits[8];

		for (size_t i = 0; i < ARRAY_LEN(bits); i++) {
			chance = chance * 1664525u + 1013904223u;
			bits[i] = chance >> 8;
		}
		facts.birth = date_add_days(today, -(int)(bits[0] % 30000));
		facts.reason = (enum claim_reason)(bits[1] % REASON_COUNT);
		facts.officer = bits[1] & 0x100000;
		facts.claim_open = bits[1] % 16 == 3;
		facts.papers_seen = bits[2] % 3 == 0 ? bits[2] : 0;
		if (bits[2] & 0x100000)
			facts.event_date = date_add_days(today, -(int)(bits[3] % 100));
		if (bits[3] % 4 == 0)
			facts.first_partial_on = date_add_days(today, -(int)(bits[4] % 3000));
		facts.cards_n = bits[4] % 3;
		for (size_t i = 0; i < facts.cards_n; i++) {
			struct card *card = &facts.card[i];

			card->active = bits[5 + i] % 3 == 0;
			card->registered = bits[5 + i] % 5 != 0;
			card->balance = bits[5 + i] % 40000000;
			card->joined_on = date_add_days(today, -(int)(bits[5 + i] % 7000));
			if (!card->active && bits[5 + i] % 4 != 0)
				card->ended_on =
					date_add_days(today, -(int)(bits[6 + i] % 400));
			card->end_reason = (enum claim_reason)(bits[6 + i] % REASON_COUNT);
		}
		claim_decide(policy_built_in(), &facts, &decision);

		assert_int_equal(decision.eligible,
			decision.gross > 0 ||
				(decision.eligible && decision.total_balance < 10));
		assert_int_equal(decision.eligible,
			decision.why == WHY_OK || decision.why == WHY_NOT_REPORTED);
		assert_int_equal(decision.net, decision.gross - decision.tax);
		assert_true(decision.net >= 0 && decision.gross <= decision.total_balance);
		assert_true(!decision.over_limit || !facts.officer);
		if (decision.eligible) {
			assert_false(date_is_known(decision.possible_from));
			assert_false(facts.claim_open);
			assert_int_not_equal(decision.route, ROUTE_TICKET);
			assert_true(decision.route == ROUTE_OFFICER ||
				    (decision.papers_n == 0 && !decision.over_limit));
		}
		if (date_is_known(decision.possible_from))
			assert_true(date_compare(decision.possible_from, today) > 0);
		if (decision.alternative != REASON_NONE) {
			assert_false(decision.eligible);
			facts.reason = decision.alternative;
			claim_decide(policy_built_in(), &facts, &decision);
			assert_true(decision.eligible);
		}
	}
}

static void
claim_decide__is_possible_on_the_day_it_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		struct claim_facts facts = facts_of(&edges[i]);
		struct claim_decision decision;

		if (!date_is_known(edges[i].possible_from))
			continue;
		facts.today = edges[i].possible_from;
		claim_decide(policy_built_in(), &facts, &decision);
		assert_true(decision.eligible);
		facts.today = date_add_days(facts.today, -1);
		claim_decide(policy_built_in(), &facts, &decision);
		assert_false(decision.eligible);
	}
}

static void
claim_decide__waits_to_the_end_of_a_short_month(void **state)
{
	struct claim_facts facts = { .reason = REASON_RESIGN, .cards_n = 1, .has_npwp = true };
	struct claim_decision decision;

	(void)state;
	facts.birth = (struct date){ 1990, 1, 1 };
	facts.card[0] = (struct card){
		.registered = true,
		.balance = 1,
		.ended_on = {2026, 1, 31},
		.end_reason = REASON_RESIGN
	};
	facts.today = (struct date){ 2026, 2, 27 };
	claim_decide(policy_built_in(), &facts, &decision);
	assert_false(decision.eligible);
	assert_date(decision.possible_from, (struct date){ 2026, 2, 28 });
	facts.today = decision.possible_from;
	claim_decide(policy_built_in(), &facts, &decision);
	assert_true(decision.eligible);
}

static void
claim_decide__takes_the_limit_of_the_day(void **state)
{
	struct claim_facts facts = facts_of(&cast[0]);
	struct claim_decision decision;

	(void)state;
	facts.card[0].balance = 10000001;
	facts.today = (struct date){ 2025, 4, 30 };
	claim_decide(policy_built_in(), &facts, &decision);
	assert_true(decision.over_limit);
	facts.today = (struct date){ 2025, 5, 1 };
	claim_decide(policy_built_in(), &facts, &decision);
	assert_false(decision.over_limit);
}

static void
claim_total_balance__is_over_registered_cards_and_does_not_overflow(void **state)
{
	struct claim_facts facts = { .cards_n = 3 };

	(void)state;
	facts.card[0] = (struct card){ .registered = true, .balance = 2000000 };
	facts.card[1] = (struct card){ .registered = false, .balance = 4500000 };
	facts.card[2] = (struct card){ .registered = false, .balance = 5250000 };
	assert_int_equal(claim_total_balance(&facts, false), 2000000);
	assert_int_equal(claim_total_balance(&facts, true), 11750000);
	facts.card[2].balance = INT64_MAX;
	assert_int_equal(claim_total_balance(&facts, true), INT64_MAX);
}

static void
claim_papers__are_one_of_many_but_all_for_heirs_and_emigrants(void **state)
{
	bool all = true;

	(void)state;
	assert_int_equal(claim_papers(REASON_RESIGN, &all),
		SEEN(PAPER_EMPLOYER_LETTER) | SEEN(PAPER_EMPLOYEE_CARD) | SEEN(PAPER_PAYSLIP));
	assert_false(all);
	assert_int_equal(claim_papers(REASON_USIA_56, &all), 0);
	assert_int_equal(
		claim_papers(REASON_WNA, &all), SEEN(PAPER_PASSPORT) | SEEN(PAPER_LEAVING));
	assert_true(all);
	assert_int_equal(claim_papers(REASON_MENINGGAL, &all),
		SEEN(PAPER_DEATH) | SEEN(PAPER_HEIR) | SEEN(PAPER_HEIR_ID));
	assert_true(all);
}

static void
claim_codes__read_back(void **state)
{
	enum claim_reason reason;
	enum paper paper;

	(void)state;
	for (int i = 0; i < REASON_COUNT; i++) {
		assert_int_equal(claim_reason_from_code(
					 claim_reason_code((enum claim_reason)i), &reason),
			ST_OK);
		assert_int_equal(reason, i);
	}
	for (int i = 0; i < PAPER_COUNT; i++) {
		assert_int_equal(paper_from_code(paper_code((enum paper)i), &paper), ST_OK);
		assert_int_equal(paper, i);
		assert_true(paper_words((enum paper)i)[0] != '\0');
	}
	assert_int_equal(claim_reason_from_code("usia_56", &reason), ST_NOT_FOUND);
	assert_int_equal(paper_from_code("", &paper), ST_NOT_FOUND);
	assert_string_equal(claim_reason_words(REASON_NONE), "");
	assert_string_equal(claim_why_words(WHY_OK), "");
	assert_string_equal(claim_route_code(ROUTE_OFFICER), "officer");
	assert_string_equal(segment_code(SEGMENT_BPU), "BPU");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(claim_decide__says_what_the_demo_cast_must_hear),
		cmocka_unit_test(claim_decide__stands_on_every_edge),
		cmocka_unit_test(claim_decide__tells_heirs_nothing_but_the_papers),
		cmocka_unit_test(claim_decide__never_contradicts_itself),
		cmocka_unit_test(claim_decide__is_possible_on_the_day_it_names),
		cmocka_unit_test(claim_decide__waits_to_the_end_of_a_short_month),
		cmocka_unit_test(claim_decide__takes_the_limit_of_the_day),
		cmocka_unit_test(
			claim_total_balance__is_over_registered_cards_and_does_not_overflow),
		cmocka_unit_test(claim_papers__are_one_of_many_but_all_for_heirs_and_emigrants),
		cmocka_unit_test(claim_codes__read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
