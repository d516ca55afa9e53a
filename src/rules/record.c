/* SPDX-License-Identifier: Apache-2.0 */
/* Codes, words and ways of the record, from the lists in the header. */
#include "rules/record.h"

#include "base/array.h"
#include "base/str.h"

#include <assert.h>
#include <string.h>

#define FIELD_ROW(name, code, way, words) [name] = { code, words },
#define ROW(name, code, words)            [name] = { code, words },
static const struct code_words field_rows[] = { RECORD_FIELD_LIST(FIELD_ROW) };
static const struct code_words marital_rows[] = { MARITAL_LIST(ROW) };
static const struct code_words education_rows[] = { EDUCATION_LIST(ROW) };
static const struct code_words relation_rows[] = { RELATION_LIST(ROW) };
static const struct code_words refusal_rows[] = { REFUSAL_LIST(ROW) };
static const struct code_words correction_rows[] = { CORRECTION_LIST(ROW) };
#undef FIELD_ROW
#undef ROW

static const enum record_way ways[] = {
#define WAY_ROW(name, code, way, words) [name] = way,
	RECORD_FIELD_LIST(WAY_ROW)
#undef WAY_ROW
};

enum status
code_find(const struct code_list *list, const char *code, int *ret_value)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->row[i].code, code) == 0) {
			*ret_value = (int)i;
			return ST_OK;
		}
	return ST_NOT_FOUND;
}

enum record_way
record_way(enum record_field field)
{
	assert((size_t)field < ARRAY_LEN(ways));
	return ways[field];
}

const struct code_list *
record_choices(enum record_field field)
{
	switch (field) {
	case RECORD_MARITAL:
		return &maritals;
	case RECORD_EDUCATION:
		return &educations;
	case RECORD_CONTACT_RELATION:
		return &relations;
	default:
		return NULL;
	}
}

bool
record_may_be_none(enum record_field field)
{
	return field == RECORD_PHONE || field == RECORD_EMAIL ||
	       field == RECORD_CONTACT_RELATION || field == RECORD_CONTACT_PHONE ||
	       field == RECORD_CONTACT_NAME;
}

const struct code_list record_fields = { field_rows, ARRAY_LEN(field_rows) };
const struct code_list maritals = { marital_rows, ARRAY_LEN(marital_rows) };
const struct code_list educations = { education_rows, ARRAY_LEN(education_rows) };
const struct code_list relations = { relation_rows, ARRAY_LEN(relation_rows) };
const struct code_list refusals = { refusal_rows, ARRAY_LEN(refusal_rows) };
const struct code_list corrections = { correction_rows, ARRAY_LEN(correction_rows) };
