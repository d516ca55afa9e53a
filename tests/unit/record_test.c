/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of the record held against the contract, and their words against the public. */
#include "base/array.h"
#include "base/str.h"
#include "rules/record.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { SCHEMA_ROOM = 8192, WORDS_A_LINE = 12 };

/* One schema of the contract, from its name to the next one's. */
static void
read_schema(const char *name, char schema[SCHEMA_ROOM])
{
	char head[64];
	const char *at, *end;
	struct buf yaml;

	assert_int_equal(str_format(head, sizeof(head), "\n    %s:\n", name), ST_OK);
	assert_int_equal(tree_file_read("assets/openapi.yaml", &yaml), ST_OK);
	at = strstr(yaml.data, head);
	assert_non_null(at);
	for (end = at + strlen(head); strncmp(end, "\n    ", 5) != 0 || end[5] == ' '; end++)
		assert_int_not_equal(*end, '\0');
	assert_int_equal(str_format(schema, SCHEMA_ROOM, "%.*s", (int)(end - at), at), ST_OK);
	buf_free(&yaml);
}

/* " phone, email,": each word with a blank before and a comma behind it. */
static void
read_enum(const char *schema, const char *member, char words[512])
{
	static const char start[] = "enum: [";
	const char *at = strstr(schema, member), *end;

	assert_non_null(at);
	at = strstr(at, start);
	assert_non_null(at);
	at += sizeof(start) - 1;
	end = strchr(at, ']');
	assert_non_null(end);
	assert_int_equal(str_format(words, 512, " %.*s,", (int)(end - at), at), ST_OK);
}

static size_t
count(const char *text, char ch)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == ch;
	return n;
}

static void
assert_same(const struct code_list *list, const char *words, size_t others)
{
	char word[64];

	assert_int_equal(count(words, ','), list->n + others);
	for (size_t i = 0; i < list->n; i++) {
		assert_int_equal(
			str_format(word, sizeof(word), " %s,", list->row[i].code), ST_OK);
		assert_non_null(strstr(words, word));
	}
}

static void
code_lists__are_those_of_the_contract(void **state)
{
	static const struct {
		const char *schema, *member;
		const struct code_list *list;
		size_t others; /* null */
	} cases[] = {
		{ "Participant", " marital_status: {", &maritals, 1 },
		{ "Participant", " education: {", &educations, 1 },
		{ "Participant", " contact_relation: {", &relations, 1 },
		{ "Participant", " missing_fields: {", &record_fields, 0 },
		{ "ParticipantChange", " marital_status: {", &maritals, 0 },
		{ "ParticipantChange", " education: {", &educations, 0 },
		{ "ParticipantChange", " contact_relation: {", &relations, 1 },
		{ "ParticipantChanged", " code: {", &refusals, 0 },
		{ "ParticipantChanged", " where: {", &corrections, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char schema[SCHEMA_ROOM], words[512];

		read_schema(cases[i].schema, schema);
		read_enum(schema, cases[i].member, words);
		assert_same(cases[i].list, words, cases[i].others);
	}
}

static void
every_field_of_the_record__may_be_changed(void **state)
{
	char schema[SCHEMA_ROOM], member[64];

	(void)state;
	read_schema("ParticipantChange", schema);
	for (size_t i = 0; i < record_fields.n; i++) {
		assert_int_equal(str_format(member, sizeof(member), "\n        %s: {",
					 record_fields.row[i].code),
			ST_OK);
		assert_non_null(strstr(schema, member));
	}
}

static void
code_find__gives_each_code_its_value(void **state)
{
	static const struct code_list *const lists[] = { &record_fields, &maritals, &educations,
		&relations, &refusals, &corrections };
	static const size_t sizes[] = { RECORD_FIELDS, MARITALS, EDUCATIONS, RELATIONS,
		REFUSALS, CORRECTIONS };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		int value = -1;

		assert_int_equal(lists[i]->n, sizes[i]);
		for (size_t k = 0; k < lists[i]->n; k++) {
			assert_int_equal(
				code_find(lists[i], lists[i]->row[k].code, &value), ST_OK);
			assert_int_equal(value, k);
		}
		assert_int_equal(code_find(lists[i], "", &value), ST_NOT_FOUND);
		assert_int_equal(value, lists[i]->n - 1);
	}
}

static void
words__are_there_and_short(void **state)
{
	static const struct code_list *const lists[] = { &record_fields, &maritals, &educations,
		&relations, &refusals, &corrections };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		for (size_t k = 0; k < lists[i]->n; k++) {
			const char *words = lists[i]->row[k].words;

			assert_true(words[0] >= 'A' && words[0] <= 'Z');
			assert_in_range(count(words, ' '), 0, WORDS_A_LINE - 1);
		}
}

static void
record_way__asks_letters_of_staff_alone(void **state)
{
	static const enum record_field letters[] = { RECORD_EMAIL, RECORD_VILLAGE,
		RECORD_ADDRESS, RECORD_BIRTH_PLACE, RECORD_MOTHER_NAME, RECORD_CONTACT_NAME };
	size_t staff = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(letters); i++)
		assert_int_equal(record_way(letters[i]), RECORD_STAFF);
	for (int field = 0; field < RECORD_FIELDS; field++)
		staff += record_way((enum record_field)field) == RECORD_STAFF;
	assert_int_equal(staff, ARRAY_LEN(letters));
	assert_int_equal(record_way(RECORD_PHONE), RECORD_DIGITS);
	assert_int_equal(record_way(RECORD_DISTRICT), RECORD_PICKED);
}

static void
record_choices__are_of_fields_picked_from_a_short_list(void **state)
{
	size_t n = 0;

	(void)state;
	for (int field = 0; field < RECORD_FIELDS; field++) {
		const struct code_list *choices = record_choices((enum record_field)field);

		if (choices == NULL)
			continue;
		n++;
		assert_int_equal(record_way((enum record_field)field), RECORD_PICKED);
		assert_in_range(choices->n, 2, 9);
	}
	assert_int_equal(n, 3);
	assert_ptr_equal(record_choices(RECORD_EDUCATION), &educations);
}

/* Nobody is without a school or a district; a phone and a contact one may lack. */
static void
record_may_be_none__holds_for_phone_e_mail_and_contact(void **state)
{
	size_t n = 0;

	(void)state;
	for (int field = 0; field < RECORD_FIELDS; field++)
		n += record_may_be_none((enum record_field)field);
	assert_int_equal(n, 5);
	assert_true(record_may_be_none(RECORD_CONTACT_RELATION));
	assert_true(record_may_be_none(RECORD_CONTACT_PHONE));
	assert_true(record_may_be_none(RECORD_CONTACT_NAME));
	assert_false(record_may_be_none(RECORD_EDUCATION));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_lists__are_those_of_the_contract),
		cmocka_unit_test(every_field_of_the_record__may_be_changed),
		cmocka_unit_test(code_find__gives_each_code_its_value),
		cmocka_unit_test(words__are_there_and_short),
		cmocka_unit_test(record_way__asks_letters_of_staff_alone),
		cmocka_unit_test(record_choices__are_of_fields_picked_from_a_short_list),
		cmocka_unit_test(record_may_be_none__holds_for_phone_e_mail_and_contact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
