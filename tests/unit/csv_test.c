/* SPDX-License-Identifier: Apache-2.0 */
/* Strict rows: comments skipped, lines counted, everything unclear refused. */
#include "base/array.h"
#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
csv__gives_the_rows_with_their_line_numbers(void **state)
{
	struct csv_row row;
	struct csv csv;

	(void)state;
	assert_int_equal(csv_open(&csv, "# one\na,b\n1,é\n# two\n,\n3,4", "a,b"), ST_OK);
	assert_int_equal(csv_next(&csv, &row), ST_OK);
	assert_string_equal(row.cell[0], "1");
	assert_string_equal(row.cell[1], "é");
	assert_int_equal(csv.line, 3);
	assert_int_equal(csv_next(&csv, &row), ST_OK);
	assert_string_equal(row.cell[1], "");
	assert_int_equal(csv.line, 5);
	assert_int_equal(csv_next(&csv, &row), ST_OK);
	assert_string_equal(row.cell[1], "4");
	assert_int_equal(csv_next(&csv, &row), ST_NOT_FOUND);
}

static void
csv_open__refuses_another_header(void **state)
{
	static const char *const bad[] = { "", "# only\n", "a\n", "a,b,c\n", "b,a\n", "a,b \n",
		"a,b\r\n", "\na,b\n" };
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(csv_open(&csv, bad[i], "a,b"), ST_INVALID);
}

static void
csv_next__refuses_unclear_rows(void **state)
{
	static const char *const bad[] = { "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n", "a,b\n1, 2\n",
		"a,b\n1 ,2\n", "a,b\n1,2\r\n", "a,b\n1,\"2\"\n", "a,b\n1,\x1b[2J\n",
		"a,b\n1,\xc3(\n", "a,b\n1,\xc3\n", "a,b\n1\t,2\n" };
	struct csv_row row;
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_int_equal(csv_open(&csv, bad[i], "a,b"), ST_OK);
		assert_int_equal(csv_next(&csv, &row), ST_INVALID);
		assert_int_equal(csv.line, 2);
	}
}

static void
csv_next__refuses_a_cell_longer_than_its_room(void **state)
{
	char text[8 + CSV_CELL_ROOM] = "a\n";
	struct csv_row row;
	struct csv csv;

	(void)state;
	memset(text + 2, 'x', CSV_CELL_ROOM - 1);
	assert_int_equal(csv_open(&csv, text, "a"), ST_OK);
	assert_int_equal(csv_next(&csv, &row), ST_OK);
	assert_int_equal(strlen(row.cell[0]), CSV_CELL_ROOM - 1);
	text[2 + CSV_CELL_ROOM - 1] = 'x';
	assert_int_equal(csv_open(&csv, text, "a"), ST_OK);
	assert_int_equal(csv_next(&csv, &row), ST_INVALID);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv__gives_the_rows_with_their_line_numbers),
		cmocka_unit_test(csv_open__refuses_another_header),
		cmocka_unit_test(csv_next__refuses_unclear_rows),
		cmocka_unit_test(csv_next__refuses_a_cell_longer_than_its_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
