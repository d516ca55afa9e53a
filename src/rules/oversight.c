/* SPDX-License-Identifier: Apache-2.0 */
/* Counts to flags. */
#include "rules/oversight.h"

#include "base/str.h"

/* How many of those who vouched at all vouched for fewer people than this. */
static size_t
rank_of(const struct officer_counts *officers, size_t n, int attests)
{
	size_t below = 0;

	for (size_t i = 0; i < n; i++)
		below += officers[i].attests > 0 && officers[i].attests < attests;
	return below;
}

/* The one that stands at this place in order. */
static int
count_at(const struct officer_counts *officers, size_t n, size_t place)
{
	int best = 0;

	for (size_t i = 0; i < n; i++)
		if (officers[i].attests > best && rank_of(officers, n, officers[i].attests) <= place)
			best = officers[i].attests;
	return best;
}

/* Twice the median stays a whole number. */
static int
twice_median(const struct officer_counts *officers, size_t n)
{
	size_t who = 0;

	for (size_t i = 0; i < n; i++)
		who += officers[i].attests > 0;
	if (who == 0)
		return 0;
	return count_at(officers, n, (who - 1) / 2) + count_at(officers, n, who / 2);
}

void
oversight_flags(const struct officer_counts *officers, size_t n, unsigned *ret_flags)
{
	int most = twice_median(officers, n);

	for (size_t i = 0; i < n; i++)
		ret_flags[i] = (officers[i].attests > most ? FLAG_ATTESTS : 0u) |
			       (officers[i].accounts > 0 ? FLAG_ACCOUNTS : 0u) |
			       (officers[i].phones > 0 ? FLAG_PHONES : 0u);
}

const char *
oversight_words(enum oversight_flag flag)
{
	switch (flag) {
	case FLAG_ATTESTS:
		return N_("menjamin orang lebih dari 2 kali biasanya");
	case FLAG_ACCOUNTS:
		return N_("satu rekening untuk beberapa orang");
	case FLAG_PHONES:
		return N_("satu HP untuk lebih dari 3 orang");
	}
	return "";
}
