/* SPDX-License-Identifier: Apache-2.0 */
/* Every region of the country found with number keys, and how many it takes. */
#include "base/array.h"
#include "base/utf8.h"
#include "rules/region_pick.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { AMUNTAI_TENGAH = 630805, KEYS_MAX = 3, FIRST_PAGE = 0 };

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

/* Whether the region is found from this page on with so many keys. */
static bool
is_found(const struct regions *all, int likely, int page, int region, int keys)
{
	struct pick pick;

	region_pick(all, region / 100, &likely, 1, page, &pick);
	for (size_t i = 0; i < pick.n; i++)
		if (pick.row[i].region == region)
			return true;
	for (size_t i = 0; i < pick.n && keys > 1; i++)
		if (pick.row[i].region == 0 &&
			is_found(all, likely, pick.row[i].page, region, keys - 1))
			return true;
	return false;
}

static void
assert_rows(const struct pick *pick, const char *const text[], size_t n)
{
	assert_int_equal(pick->n, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(pick->row[i].text, text[i]);
}

static void
own_district__is_one_key_on_each_of_three_pages(void **state)
{
	static const int likely[] = { AMUNTAI_TENGAH };
	int parent = 0;

	(void)state;
	for (int level = REGION_PROVINCE; level <= REGION_DISTRICT; level++) {
		struct pick pick;

		region_pick(&regions, parent, likely, 1, FIRST_PAGE, &pick);
		assert_non_null(pick_row(&pick, '1'));
		parent = pick_row(&pick, '1')->region;
	}
	assert_int_equal(parent, AMUNTAI_TENGAH);
}

static void
first_page__has_the_likely_then_their_neighbours_by_the_alphabet(void **state)
{
	static const int likely[] = { 0, 357801, AMUNTAI_TENGAH, 6303, 999999 };
	static const char *const provinces[] = { "Jawa Timur", "Kalimantan Selatan", "Banten",
		"Daerah Istimewa Yogyakarta", "DKI Jakarta", "Jawa Barat", "Jawa Tengah",
		"Lainnya" };
	static const char *const regencies[] = { "Hulu Sungai Utara", "Banjar", "Balangan",
		"Hulu Sungai Selatan", "Hulu Sungai Tengah", "Tabalong", "Tanah Bumbu",
		"Lainnya" };
	struct pick pick;

	(void)state;
	region_pick(&regions, 0, likely, ARRAY_LEN(likely), FIRST_PAGE, &pick);
	assert_rows(&pick, provinces, ARRAY_LEN(provinces));
	region_pick(&regions, 63, likely, ARRAY_LEN(likely), FIRST_PAGE, &pick);
	assert_rows(&pick, regencies, ARRAY_LEN(regencies));
}

static void
few_others__stand_behind_lainnya_by_name(void **state)
{
	static const int likely[] = { AMUNTAI_TENGAH };
	static const char *const others[] = { "Danau Panggang", "Paminggir", "Sungai Tabukan",
		"Sebelumnya" };
	struct pick pick;

	(void)state;
	region_pick(&regions, 6308, likely, 1, FIRST_PAGE, &pick);
	region_pick(&regions, 6308, likely, 1, pick_row(&pick, '8')->page, &pick);
	assert_rows(&pick, others, ARRAY_LEN(others));
	assert_int_equal(pick_row(&pick, '9')->page, FIRST_PAGE);
}

static void
without_a_likely_one__the_alphabet_comes_first(void **state)
{
	static const char *const parts[] = { "Aceh sampai DKI Jakarta",
		"Gorontalo sampai Kalimantan Barat", "Kalimantan Selatan sampai Lampung",
		"Maluku sampai Papua Barat", "Papua Barat Daya sampai Sulawesi Barat",
		"Sulawesi Selatan sampai Sumatera Utara" };
	struct pick pick;

	(void)state;
	region_pick(&regions, 0, NULL, 0, FIRST_PAGE, &pick);
	assert_rows(&pick, parts, ARRAY_LEN(parts));
	region_pick(&regions, 0, NULL, 0, pick.row[2].page, &pick);
	assert_string_equal(pick.row[0].text, "Kalimantan Selatan");
	assert_string_equal(pick_row(&pick, '8')->text, "Berikutnya");
	assert_string_equal(pick_row(&pick, '9')->text, "Sebelumnya");
	region_pick(&regions, 0, NULL, 0, pick_row(&pick, '8')->page, &pick);
	assert_string_equal(pick.row[0].text, "Maluku");
}

static void
every_region__is_found_with_three_keys(void **state)
{
	static const int likely[] = { 0, AMUNTAI_TENGAH };

	(void)state;
	for (size_t i = 0; i < regions.n; i++) {
		int code = regions.region[i].code;

		for (size_t k = 0; k < ARRAY_LEN(likely); k++)
			if (!is_found(&regions, likely[k], FIRST_PAGE, code, KEYS_MAX))
				fail_msg("%d is not found", code);
		if (!is_found(&regions, code, FIRST_PAGE, code, 1))
			fail_msg("%d is not the first of its own", code);
	}
}

/* From one of its regions, each page of every list. */
static void
every_page__has_keys_that_differ_and_lead_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < regions.n; i++) {
		int code = regions.region[i].code;

		for (int page = -1; page < 20; page++) {
			struct pick pick;

			region_pick(&regions, code / 100, &code, i % 2, page, &pick);
			assert_in_range(pick.n, 1, PICK_ROWS);
			for (size_t k = 0; k < pick.n; k++) {
				const struct pick_row *row = &pick.row[k];

				assert_ptr_equal(pick_row(&pick, row->key), row);
				assert_in_range(row->key, '1', '9');
				assert_in_range(utf8_columns(row->text), 1, 56);
				assert_true(
					row->region == 0 || row->region / 100 == code / 100);
				assert_true(row->region != 0 || row->page != page);
			}
		}
	}
}

static void
a_hundred_regions__are_found_with_four_keys(void **state)
{
	static struct regions many;
	struct buf csv;
	int line = 0;

	(void)state;
	buf_init(&csv, 1 << 14);
	assert_int_equal(buf_add_str(&csv, "code,name\n"), ST_OK);
	for (int i = 0; i < REGION_CHILDREN_MAX; i++)
		assert_int_equal(buf_printf(&csv, "%d,Region %d\n", 1000 + i, i), ST_OK);
	assert_int_equal(
		regions_add(&many, REGION_PROVINCE, "code,name\n10,Many\n", &line), ST_OK);
	assert_int_equal(regions_add(&many, REGION_REGENCY, csv.data, &line), ST_OK);
	buf_free(&csv);
	for (int i = 0; i < REGION_CHILDREN_MAX; i++) {
		assert_true(is_found(&many, 0, FIRST_PAGE, 1000 + i, KEYS_MAX));
		assert_true(is_found(&many, 1000, FIRST_PAGE, 1000 + i, KEYS_MAX + 1));
	}
}

static void
no_regions__are_no_rows(void **state)
{
	static const struct regions none;
	static const int likely[] = { AMUNTAI_TENGAH };
	struct pick pick = { .n = 7 };

	(void)state;
	region_pick(&none, 0, likely, 1, FIRST_PAGE, &pick);
	assert_int_equal(pick.n, 0);
	region_pick(&regions, AMUNTAI_TENGAH, likely, 1, FIRST_PAGE, &pick);
	assert_int_equal(pick.n, 0);
	assert_null(pick_row(&pick, '1'));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_district__is_one_key_on_each_of_three_pages),
		cmocka_unit_test(
			first_page__has_the_likely_then_their_neighbours_by_the_alphabet),
		cmocka_unit_test(few_others__stand_behind_lainnya_by_name),
		cmocka_unit_test(without_a_likely_one__the_alphabet_comes_first),
		cmocka_unit_test(every_region__is_found_with_three_keys),
		cmocka_unit_test(every_page__has_keys_that_differ_and_lead_on),
		cmocka_unit_test(a_hundred_regions__are_found_with_four_keys),
		cmocka_unit_test(no_regions__are_no_rows),
	};

	return cmocka_run_group_tests(tests, read_shipped, NULL);
}
