/* SPDX-License-Identifier: Apache-2.0 */
/* The cast: relative dates, strict reading, loading once, generated people. */
#include "central/form.h"
#include "central/seed.h"
#include "base/array.h"
#include "base/str.h"
#include "rules/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEOPLE = 60 };

#define CAST "assets/demo/people.json"

static struct centre centre;

static int
open_empty(void **state)
{
	(void)state;
	memset(&centre, 0, sizeof(centre));
	centre.policy = *policy_built_in();
	centre.zone_s = 8 * 3600;
	assert_int_equal(ledger_open(":memory:", &centre.ledger), ST_OK);
	return 0;
}

static int
close_it(void **state)
{
	(void)state;
	ledger_close(centre.ledger);
	return 0;
}

static int64_t
count(const char *sql)
{
	int64_t n = -1;

	assert_int_equal(ledger_number(centre.ledger, &n, sql, ""), ST_OK);
	return n;
}

static void
when_parse__counts_from_the_day(void **state)
{
	static const struct date today = { 2026, 3, 31 }; /* a Tuesday */
	static const struct holidays holidays = { { { 2026, 3, 24 } }, 1 };
	static const struct {
		const char *text, *date; /* NULL: refused */
	} cases[] = {
		{ "-10d", "2026-03-21" },
		{ "+20d", "2026-04-20" },
		{ "-1m", "2026-02-28" },
		{ "-2y", "2024-03-31" },
		{ "-1w", "2026-03-30" },
		{ "-6w", "2026-03-20" }, /* the 24th is a holiday */
		{ "+1w", "2026-04-01" },
		{ "2020-02-29", "2020-02-29" },
		{ "2021-02-29", NULL },
		{ "-0w", NULL },
		{ "10d", NULL },
		{ "-d", NULL },
		{ "-1x", NULL },
		{ "", NULL },
		{ "--1d", NULL },
		{ "-99999999d", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct date date;
		char iso[DATE_ISO] = "";
		enum status st = when_parse(cases[i].text, today, &holidays, &date);

		assert_int_equal(st, cases[i].date != NULL ? ST_OK : ST_INVALID);
		if (st != ST_OK)
			continue;
		date_format_iso(date, iso);
		assert_string_equal(iso, cases[i].date);
	}
}

static void
demo_cast__loads_once_and_whole(void **state)
{
	char where[WHERE_ROOM];
	json_t *seed = NULL;
	int added = 0;

	(void)state;
	assert_int_equal(seed_read(CAST, &seed, where), ST_OK);
	assert_int_equal(seed_load(&centre, seed, &added, where), ST_OK);
	assert_int_equal(added, count("SELECT count(*) FROM person"));
	assert_true(added >= 25);
	assert_int_equal(count("SELECT count(*) FROM card WHERE joined_on > ended_on"), 0);
	assert_int_equal(
		count("SELECT count(*) FROM person WHERE bank IS NOT NULL AND NOT EXISTS"
		      " (SELECT 1 FROM account WHERE account.bank = person.bank AND"
		      " account.number = person.account)"),
		0);
	assert_int_equal(seed_load(&centre, seed, &added, where), ST_OK);
	assert_int_equal(added, 0);
	json_decref(seed);
}

/* The demo cast with one person's member set to something else. */
static void
expect_refused(const char *member, json_t *value, const char *expected)
{
	char where[WHERE_ROOM] = "", path[] = "/tmp/seed-XXXXXX";
	json_t *seed = json_load_file(CAST, 0, NULL), *read = NULL;
	json_t *person = json_array_get(json_object_get(seed, "people"), 2);
	int fd = mkstemp(path), added;
	enum status st;

	assert_true(fd >= 0);
	assert_int_equal(json_object_set_new(person, member, value), 0);
	assert_int_equal(json_dumpfd(seed, fd, 0), 0);
	(void)close(fd);
	st = seed_read(path, &read, where);
	if (st == ST_OK)
		st = seed_load(&centre, read, &added, where);
	(void)unlink(path);
	assert_int_equal(st, ST_INVALID);
	assert_string_equal(where, expected);
	assert_int_equal(count("SELECT count(*) FROM person"), 0);
	json_decref(seed);
	json_decref(read);
}

static void
wrong_cast__is_refused_with_its_place_and_nothing_taken(void **state)
{
	(void)state;
	expect_refused("nik", json_string("123"), "/people/2/nik: wrong-form");
	expect_refused("shoe_size", json_integer(41), "/people/2/shoe_size: unknown");
	expect_refused("face", json_string("smile"), "/people/2/face: not-allowed");
	expect_refused("nik", json_string("6308047201900003"), "6308047201900003: not a NIK");
	expect_refused("nik", json_string("6308055203600001"), "6308055203600001: NIK twice");
	expect_refused("died", json_string("soon"), "died: not a date");
	expect_refused("account",
		json_pack("{s:s, s:s}", "bank", "002", "number", "999999999999999"),
		"6308040101900003: account not among accounts");
}

static void
generated_people__are_the_same_and_have_valid_numbers(void **state)
{
	struct date today = centre_date(&centre, centre_now(&centre));
	char birth[DATE_ISO];
	sqlite3_stmt *query = NULL;
	int64_t soon = 0;
	enum status st;

	(void)state;
	assert_int_equal(seed_generate(&centre, PEOPLE), ST_OK);
	assert_int_equal(seed_generate(&centre, PEOPLE), ST_OK); /* those there stay */
	assert_int_equal(count("SELECT count(*) FROM person"), PEOPLE);
	assert_int_equal(
		ledger_query(centre.ledger, &query, "SELECT nik, birth_date FROM person", ""),
		ST_OK);
	while ((st = ledger_next(query)) == ST_OK) {
		struct nik nik;

		assert_int_equal(nik_check(ledger_text(query, 0), today, &nik), FLAW_NONE);
		date_format_iso(nik.birth, birth);
		assert_string_equal(birth, ledger_text(query, 1));
	}
	assert_int_equal(st, ST_NOT_FOUND);
	sqlite3_finalize(query);
	date_format_iso(
		date_add_months(date_add_days(today, 0), -12 * 56), birth); /* 56 today */
	assert_int_equal(ledger_number(centre.ledger, &soon,
				 "SELECT count(*) FROM person WHERE"
				 " julianday(birth_date) - julianday(?) = 20",
				 "s", birth),
		ST_OK);
	assert_true(soon >= 1);
}

/* A centre that ran before there were contacts keeps its people and learns of them. */
static void
older_file__is_brought_up_to_date_with_its_people(void **state)
{
	static const char *const older[] = {
		"INSERT INTO person (nik, name, birth_date, has_no_phone, has_npwp, "
		"jmo_blocked,"
		" face, situation) VALUES ('6308055203600001', 'SITI', '1960-03-12', 0, 1, 0,"
		" 'match', '')",
		"ALTER TABLE person DROP COLUMN education",
		"ALTER TABLE person DROP COLUMN contact_name",
		"ALTER TABLE person DROP COLUMN contact_relation",
		"ALTER TABLE person DROP COLUMN contact_phone",
		"ALTER TABLE person DROP COLUMN has_no_contact",
		"PRAGMA user_version = 1",
	};
	char path[] = "/tmp/older-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(ledger_open(path, &centre.ledger), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(older); i++)
		assert_int_equal(ledger_run(centre.ledger, older[i], ""), ST_OK);
	ledger_close(centre.ledger);
	assert_int_equal(ledger_open(path, &centre.ledger), ST_OK);
	assert_int_equal(count("SELECT count(*) FROM person WHERE contact_phone IS NULL AND"
			       " education IS NULL AND has_no_contact = 0"),
		1);
	assert_int_equal(ledger_run(centre.ledger, "PRAGMA user_version = 99", ""), ST_OK);
	ledger_close(centre.ledger);
	assert_int_equal(ledger_open(path, &centre.ledger), ST_NEWER);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(when_parse__counts_from_the_day),
		cmocka_unit_test_setup_teardown(
			demo_cast__loads_once_and_whole, open_empty, close_it),
		cmocka_unit_test_setup_teardown(
			wrong_cast__is_refused_with_its_place_and_nothing_taken, open_empty,
			close_it),
		cmocka_unit_test_setup_teardown(
			generated_people__are_the_same_and_have_valid_numbers, open_empty,
			close_it),
		cmocka_unit_test(older_file__is_brought_up_to_date_with_its_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
