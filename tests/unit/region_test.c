/* SPDX-License-Identifier: Apache-2.0 */
/* The shipped regions, bad files refused by their line, and the region of a NIK. */
#include "base/array.h"
#include "rules/region.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct regions regions;

static void
add_file(enum region_level level, const char *path)
{
	struct buf buf;
	int line = 0;

	assert_int_equal(tree_file_read(path, &buf), ST_OK);
	assert_int_equal(regions_add(&regions, level, buf.data, &line), ST_OK);
	buf_free(&buf);
}

static int
read_shipped(void **state)
{
	(void)state;
	add_file(REGION_PROVINCE, "assets/regions/provinces.csv");
	add_file(REGION_REGENCY, "assets/regions/regencies.csv");
	add_file(REGION_DISTRICT, "assets/regions/districts.csv");
	return 0;
}

static void
regions__are_38_provinces_514_regencies_7277_districts(void **state)
{
	size_t n[] = { 0, 0, 0 };

	(void)state;
	for (size_t i = 0; i < regions.n; i++)
		n[region_level(regions.region[i].code)]++;
	assert_int_equal(n[REGION_PROVINCE], 38);
	assert_int_equal(n[REGION_REGENCY], 514);
	assert_int_equal(n[REGION_DISTRICT], 7277);
	assert_in_range(sizeof(regions), 1, 300000);
}

static void
region_words__name_the_district_its_regency_and_province(void **state)
{
	static const struct {
		int code;
		const char *words;
	} cases[] = {
		{ 630805, "Amuntai Tengah, Hulu Sungai Utara, Kalimantan Selatan" },
		{ 6371, "Kota Banjarmasin, Kalimantan Selatan" },
		{ 31, "DKI Jakarta" },
	};
	char text[REGION_WORDS_ROOM], small[8] = "as was";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(
			region_words(&regions, cases[i].code, text, sizeof(text)), ST_OK);
		assert_string_equal(text, cases[i].words);
	}
	assert_int_equal(region_words(&regions, 639905, text, sizeof(text)), ST_NOT_FOUND);
	assert_int_equal(region_words(&regions, 630805, small, sizeof(small)), ST_TOO_LONG);
}

static void
region_words__of_every_region_find_room(void **state)
{
	char text[REGION_WORDS_ROOM];

	(void)state;
	for (size_t i = 0; i < regions.n; i++)
		assert_int_equal(
			region_words(&regions, regions.region[i].code, text, sizeof(text)),
			ST_OK);
}

static void
region_at__is_the_region_of_that_level(void **state)
{
	(void)state;
	assert_int_equal(region_at(630805, REGION_PROVINCE), 63);
	assert_int_equal(region_at(630805, REGION_REGENCY), 6308);
	assert_int_equal(region_at(630805, REGION_DISTRICT), 630805);
	assert_int_equal(region_at(6308, REGION_DISTRICT), 0);
	assert_int_equal(region_at(63, REGION_REGENCY), 0);
	assert_int_equal(region_at(0, REGION_PROVINCE), 0);
}

static void
region_children__stand_in_alphabetical_order_cities_by_their_names(void **state)
{
	static const char *const names[] = { "Balangan", "Banjar", "Kota Banjarbaru",
		"Kota Banjarmasin", "Barito Kuala", "Hulu Sungai Selatan", "Hulu Sungai Tengah",
		"Hulu Sungai Utara", "Kotabaru", "Tabalong", "Tanah Bumbu", "Tanah Laut",
		"Tapin" };
	int codes[REGION_CHILDREN_MAX];

	(void)state;
	assert_int_equal(region_children(&regions, 63, codes), ARRAY_LEN(names));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_string_equal(region_name(&regions, codes[i]), names[i]);
	assert_int_equal(region_children(&regions, 0, codes), 38);
	assert_int_equal(region_children(&regions, 6308, codes), 10);
	assert_string_equal(region_name(&regions, codes[0]), "Amuntai Selatan");
	assert_int_equal(region_children(&regions, 630805, codes), 0);
	assert_int_equal(region_children(&regions, 99, codes), 0);
}

static void
region_find__takes_the_names_of_records(void **state)
{
	static const struct {
		int parent;
		const char *name;
		int code;
	} cases[] = {
		{ 0, "Kalimantan Selatan", 63 },
		{ 63, "HULU SUNGAI UTARA", 6308 },
		{ 63, "Kabupaten Banjar", 6303 },
		{ 63, "KAB. BANJAR", 6303 },
		{ 32, "Kota Banjar", 3279 },
		{ 6308, "amuntai tengah", 630805 },
		{ 6308, "Amuntai", 0 },
		{ 62, "Hulu Sungai Utara", 0 },
		{ 63, "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			region_find(&regions, cases[i].parent, cases[i].name), cases[i].code);
}

static void
region_of_nik__is_the_smallest_known_region(void **state)
{
	static const struct {
		const char *nik;
		int code;
		enum flaw flaw;
	} cases[] = {
		{ "6308055203600001", 630805, FLAW_NONE },
		{ "6308995203600001", 6308, FLAW_NIK_REGION },
		{ "6399055203600001", 63, FLAW_NIK_REGION },
		{ "9905055203600001", 0, FLAW_NIK_REGION },
		{ "0105055203600001", 0, FLAW_NIK_REGION },
		{ "0011015203600001", 0, FLAW_NIK_REGION },
		{ "63080", 0, FLAW_NIK_REGION },
		{ "", 0, FLAW_NIK_REGION },
	};
	static const struct regions none;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(region_of_nik(&regions, cases[i].nik), cases[i].code);
		assert_int_equal(region_check(&regions, cases[i].nik), cases[i].flaw);
		assert_int_equal(region_check(&none, cases[i].nik), FLAW_NONE);
	}
	assert_true(flaw_only_warns(FLAW_NIK_REGION));
}

static void
regions_add__says_which_row_is_bad_and_adds_nothing(void **state)
{
	static const struct {
		enum region_level level;
		const char *text;
		int line;
	} cases[] = {
		{ REGION_PROVINCE, "", 0 },
		{ REGION_PROVINCE, "name,code\n", 1 },
		{ REGION_PROVINCE, "code,name\n98,Good\n98,Twice\n", 3 },
		{ REGION_PROVINCE, "code,name\n98,Good\n97,Descends\n", 3 },
		{ REGION_PROVINCE, "code,name\n12,Is there\n", 2 },
		{ REGION_PROVINCE, "code,name\n9,One digit\n", 2 },
		{ REGION_PROVINCE, "code,name\n098,Three\n", 2 },
		{ REGION_PROVINCE, "code,name\n+98,Sign\n", 2 },
		{ REGION_PROVINCE, "code,name\n98,\n", 2 },
		{ REGION_PROVINCE, "code,name\n9801,Another level\n", 2 },
		{ REGION_REGENCY, "code,name\n9801,Lies nowhere\n", 2 },
		{ REGION_DISTRICT, "code,name\n630899,Good\n639901,Lies nowhere\n", 3 },
		{ REGION_PROVINCE,
			"code,name\n98,Forty-eight letters are more than a region may have\n",
			2 },
	};
	static const struct region top[] = { { .code = 12 }, { .code = 63 }, { .code = 6308 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		static struct regions few;
		int line = -1;

		few = (struct regions){ .n = ARRAY_LEN(top), .names_n = 1 };
		memcpy(few.region, top, sizeof(top));
		if (cases[i].level == REGION_PROVINCE)
			few.n = 1;
		assert_int_equal(
			regions_add(&few, cases[i].level, cases[i].text, &line), ST_INVALID);
		assert_int_equal(line, cases[i].line);
		assert_int_equal(few.n, cases[i].level == REGION_PROVINCE ? 1 : ARRAY_LEN(top));
		assert_int_equal(few.names_n, 1);
	}
}

static void
regions_add__refuses_more_than_its_room(void **state)
{
	static struct regions full;
	int line = -1;

	(void)state;
	full.names_n = REGION_NAMES_MAX - 4;
	assert_int_equal(
		regions_add(&full, REGION_PROVINCE, "code,name\n98,Abc\n99,D\n", &line),
		ST_TOO_LONG);
	assert_int_equal(line, 3);
	assert_int_equal(full.n, 0);
	assert_int_equal(full.names_n, REGION_NAMES_MAX - 4);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions__are_38_provinces_514_regencies_7277_districts),
		cmocka_unit_test(region_words__name_the_district_its_regency_and_province),
		cmocka_unit_test(region_words__of_every_region_find_room),
		cmocka_unit_test(region_at__is_the_region_of_that_level),
		cmocka_unit_test(
			region_children__stand_in_alphabetical_order_cities_by_their_names),
		cmocka_unit_test(region_find__takes_the_names_of_records),
		cmocka_unit_test(region_of_nik__is_the_smallest_known_region),
		cmocka_unit_test(regions_add__says_which_row_is_bad_and_adds_nothing),
		cmocka_unit_test(regions_add__refuses_more_than_its_room),
	};

	return cmocka_run_group_tests(tests, read_shipped, NULL);
}
