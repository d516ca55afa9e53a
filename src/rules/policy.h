/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dated numbers of the law and the programme: limits, ages, waiting times, tax bands.
 * Parsed from config/policy.json or the centre's /v1/reference/policy; a built-in table serves
 * as fallback.
 */
#ifndef RULES_POLICY_H
#define RULES_POLICY_H

#include "rules/date.h"

enum { POLICY_STEPS_MAX = 8, TAX_BANDS_MAX = 8 };

struct dated_amount {
	struct date from;
	int64_t value;
};

struct tax_band {
	int64_t up_to; /* rupiah, INT64_MAX for the last */
	int part;      /* per 10000 */
};

struct policy {
	char version[24];
	struct dated_amount unattended_limit[POLICY_STEPS_MAX]; /* ascending by from */
	size_t limits_n;
	int jht_age;                /* Permenaker 4/2022 art. 6: 56 */
	int wait_months;            /* RESIGN, PHK: 1 */
	int partial_years;          /* 10 */
	int partial_10, partial_30; /* per 10000: 1000, 3000 */
	int promise_working_days;   /* 5 */
	struct tax_band lump[TAX_BANDS_MAX], progressive[TAX_BANDS_MAX];
	size_t lump_n, progressive_n;
	int no_npwp_surcharge;     /* per 10000 of the tax: 2000 */
	int progressive_from_year; /* calendar years, the first partial payment's is 1: 3 */
};

/** The fallback, equal to config/policy.json as shipped (a test compares). */
const struct policy *policy_built_in(void);
/** Strict: a missing, wrong-typed or out-of-range member is ST_INVALID and *ret_why names it;
 *  "" on success. The last band of a tax has "up_to": null. */
enum status policy_parse(
	const char *json, size_t n, struct policy *ret_policy, char ret_why[96]);
/** The limit in force on a date; the earliest one before the first entry. */
int64_t policy_limit_on(const struct policy *policy, struct date date);

#endif
