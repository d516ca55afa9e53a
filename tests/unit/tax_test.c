/* SPDX-License-Identifier: Apache-2.0 */
/* Tax on JHT: the vectors, both ways of counting, and what must hold of every amount. */
#include "base/array.h"
#include "rules/claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct date paid = { 2026, 11, 22 };
static const struct date never = { 0, 0, 0 };

static void
claim_tax__follows_the_bands(void **state)
{
	static const struct {
		int64_t gross;
		struct date earlier_on;
		int64_t earlier_gross;
		bool npwp;
		int64_t tax;
		bool progressive;
	} cases[] = {
		{0,           { 0, 0, 0 },      0,        true,  0,          false},
		{ 8450000,    { 0, 0, 0 },      0,        true,  0,          false},
		{ 50000000,   { 0, 0, 0 },      0,        true,  0,          false},
		{ 50000019,   { 0, 0, 0 },      0,        true,  0,          false},
		{ 50000020,   { 0, 0, 0 },      0,        true,  1,          false},
		{ 60000000,   { 0, 0, 0 },      0,        true,  500000,     false},
		{ 61250000,   { 0, 0, 0 },      0,        true,  562500,     false},
		{ 61250000,   { 0, 0, 0 },      0,        false, 562500,     false},
 /* within two calendar years the earlier payment used the zero band */
		{ 60000000,   { 2026, 1, 5 },   50000000, true,  3000000,    false},
		{ 60000000,   { 2025, 1, 1 },   20000000, true,  1500000,    false},
		{ 10000000,   { 2025, 12, 31 }, 20000000, true,  0,          false},
		{ 10000000,   { 2025, 12, 31 }, 0,        true,  0,          false},
		{ 10000000,   { 2025, 12, 31 }, 60000000, true,  500000,     false},
 /* the third calendar year */
		{ 10000000,   { 2024, 12, 31 }, 1000000,  true,  500000,     true },
		{ 13400000,   { 2022, 11, 22 }, 0,        true,  670000,     true },
		{ 13400000,   { 2022, 11, 22 }, 0,        false, 804000,     true },
		{ 60000000,   { 2020, 1, 1 },   0,        true,  3000000,    true },
		{ 100000000,  { 2020, 1, 1 },   0,        true,  9000000,    true },
		{ 250000000,  { 2020, 1, 1 },   0,        true,  31500000,   true },
		{ 500000000,  { 2020, 1, 1 },   0,        true,  94000000,   true },
		{ 5000000000, { 2020, 1, 1 },   0,        true,  1444000000, true },
		{ 5000000100, { 2020, 1, 1 },   0,        true,  1444000035, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool progressive = !cases[i].progressive;

		assert_int_equal(
			claim_tax(policy_built_in(), cases[i].gross, paid, cases[i].earlier_on,
				cases[i].earlier_gross, cases[i].npwp, &progressive),
			cases[i].tax);
		assert_int_equal(progressive, cases[i].progressive);
	}
}

static void
claim_tax__grows_with_the_amount_and_never_reaches_it(void **state)
{
	static const struct date earlier[] = {
		{0,     0, 0},
                { 2025, 6, 1},
                { 2022, 6, 1}
	};
	uint64_t chance = 42;
	int64_t amounts[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(amounts); i++) {
		chance = chance * 6364136223846793005u + 1442695040888963407u;
		amounts[i] = (int64_t)(chance >> (2 + i % 50));
	}
	for (size_t e = 0; e < ARRAY_LEN(earlier); e++)
		for (size_t i = 1; i < ARRAY_LEN(amounts); i++) {
			int64_t a = amounts[i - 1], b = amounts[i], tax_a, tax_b;
			bool progressive;

			tax_a = claim_tax(policy_built_in(), a, paid, earlier[e], 7654321,
				false, &progressive);
			tax_b = claim_tax(policy_built_in(), b, paid, earlier[e], 7654321,
				false, &progressive);
			assert_true(tax_a >= 0 && tax_a <= a);
			assert_true(a <= b ? tax_a <= tax_b : tax_a >= tax_b);
		}
}

static void
claim_tax__survives_the_largest_amounts(void **state)
{
	bool progressive;

	(void)state;
	assert_true(claim_tax(policy_built_in(), INT64_MAX, paid, never, INT64_MAX, true,
			    &progressive) >= 0);
	assert_true(claim_tax(policy_built_in(), INT64_MAX, paid, (struct date){ 2000, 1, 1 },
			    0, false, &progressive) > 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(claim_tax__follows_the_bands),
		cmocka_unit_test(claim_tax__grows_with_the_amount_and_never_reaches_it),
		cmocka_unit_test(claim_tax__survives_the_largest_amounts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
