/* SPDX-License-Identifier: Apache-2.0 */
/* What the tax office takes of a payment: bands, lump sum or progressive. */
#include "rules/claim.h"
#include "rules/money.h"

#include <assert.h>

static int64_t
tax_of_bands(const struct tax_band *bands, size_t n, int64_t amount)
{
	int64_t tax = 0, from = 0;

	for (size_t i = 0; i < n && amount > from; i++) {
		int64_t to = amount < bands[i].up_to ? amount : bands[i].up_to;

		tax += money_part(to - from, bands[i].part);
		from = to;
	}
	return tax;
}

static int64_t
tax_of_lump_sum(const struct policy *policy, int64_t gross, int64_t earlier)
{
	int64_t both;

	if (__builtin_add_overflow(gross, earlier, &both))
		both = INT64_MAX;
	return tax_of_bands(policy->lump, policy->lump_n, both) -
	       tax_of_bands(policy->lump, policy->lump_n, earlier);
}

int64_t
claim_tax(const struct policy *policy, int64_t gross, struct date paid_on,
	struct date earlier_on, int64_t earlier_gross, bool has_npwp, bool *ret_progressive)
{
	bool progressive = date_is_known(earlier_on) &&
			   paid_on.year - earlier_on.year + 1 >= policy->progressive_from_year;
	int64_t tax;

	assert(gross >= 0 && earlier_gross >= 0);
	*ret_progressive = progressive;
	if (!progressive)
		return tax_of_lump_sum(policy, gross, earlier_gross);
	tax = tax_of_bands(policy->progressive, policy->progressive_n, gross);
	if (!has_npwp)
		tax += money_part(tax, policy->no_npwp_surcharge);
	return tax;
}
