/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies against rows: every form at its edges, pointers to what is wrong. */
#include "central/form.h"
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* clang-format off */
static const struct field inner[] = {
	{ "a", FORM_INT, .required = true, .max = 9 },
	{ NULL },
};
static const struct field item[] = {
	{ "", FORM_OBJECT, .fields = inner },
};
static const struct field rows[] = {
	{ "text", FORM_TEXT, .min = 1, .max = 4 },
	{ "digits", FORM_DIGITS, .min = 3, .max = 5 },
	{ "kpj", FORM_KPJ },
	{ "code", FORM_CODE },
	{ "date", FORM_DATE, .nullable = true },
	{ "time", FORM_TIME },
	{ "phone", FORM_PHONE },
	{ "word", FORM_WORD, .words = "one two three" },
	{ "reason", FORM_REASON },
	{ "paper", FORM_PAPER },
	{ "bool", FORM_BOOL },
	{ "int", FORM_INT, .min = -2, .max = 7 },
	{ "number", FORM_NUMBER, .min = 0, .max = 1 },
	{ "object", FORM_OBJECT, .fields = inner },
	{ "array", FORM_ARRAY, .min = 1, .max = 2, .fields = item },
	{ NULL },
};
/* clang-format on */

/* "pointer code" of the first fault; "" none. */
static const char *
first_fault(const char *text, bool closed)
{
	static char said[200];
	json_t *object = json_loads(text, JSON_DECODE_ANY, NULL), *errors = json_array();
	const json_t *error;

	assert_non_null(object);
	assert_int_equal(closed ? form_check_closed(rows, object, errors)
				: form_check(rows, object, errors),
		ST_OK);
	error = json_array_get(errors, 0);
	said[0] = '\0';
	if (error != NULL)
		(void)snprintf(said, sizeof(said), "%s %s", text_of(error, "pointer"),
			text_of(error, "code"));
	json_decref(object);
	json_decref(errors);
	return said;
}

static void
form_check__names_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *json, *fault;
	} cases[] = {
		{ "{}", "" },
		{ "[]", " wrong-type" },
		{ "{\"text\":\"abcd\"}", "" },
		{ "{\"text\":\"abcde\"}", "/text too-long" },
		{ "{\"text\":\"\"}", "/text wrong-form" },
		{ "{\"text\":5}", "/text wrong-type" },
		{ "{\"text\":null}", "/text wrong-type" },
		{ "{\"digits\":\"12a\"}", "/digits wrong-form" },
		{ "{\"digits\":\"12\"}", "/digits wrong-form" },
		{ "{\"digits\":\"123456\"}", "/digits wrong-form" },
		{ "{\"kpj\":\"20601234501\"}", "" },
		{ "{\"kpj\":\"95A12345678\"}", "" },
		{ "{\"kpj\":\"2060123450\"}", "/kpj wrong-form" },
		{ "{\"kpj\":\"2060123450a\"}", "/kpj wrong-form" },
		{ "{\"code\":\"2GQFENAAG\"}", "" },
		{ "{\"code\":\"2GQFENAAH\"}", "/code wrong-form" },
		{ "{\"code\":\"2GQF-ENAA-G\"}", "/code wrong-form" },
		{ "{\"date\":\"2024-02-29\"}", "" },
		{ "{\"date\":\"2023-02-29\"}", "/date wrong-form" },
		{ "{\"date\":null}", "" },
		{ "{\"time\":\"2026-11-23T09:00:00+08:00\"}", "" },
		{ "{\"time\":\"2026-11-23T09:00:00.25Z\"}", "" },
		{ "{\"time\":\"2026-11-23 09:00:00Z\"}", "/time wrong-form" },
		{ "{\"time\":\"2026-11-23T09:00:00\"}", "/time wrong-form" },
		{ "{\"time\":\"2026-11-31T09:00:00Z\"}", "/time wrong-form" },
		{ "{\"time\":\"2026-11-23T24:00:00Z\"}", "/time wrong-form" },
		{ "{\"time\":\"2026-11-23T09:00:00+0800\"}", "/time wrong-form" },
		{ "{\"phone\":\"+628123456789\"}", "" },
		{ "{\"phone\":\"08123456789\"}", "/phone wrong-form" },
		{ "{\"word\":\"two\"}", "" },
		{ "{\"word\":\"tw\"}", "/word not-allowed" },
		{ "{\"word\":\"one two\"}", "/word not-allowed" },
		{ "{\"word\":\"\"}", "/word not-allowed" },
		{ "{\"reason\":\"USIA_56\"}", "" },
		{ "{\"reason\":\"\"}", "/reason not-allowed" },
		{ "{\"paper\":\"payslip\"}", "" },
		{ "{\"paper\":\"napkin\"}", "/paper not-allowed" },
		{ "{\"bool\":1}", "/bool wrong-type" },
		{ "{\"int\":-2}", "" },
		{ "{\"int\":8}", "/int out-of-range" },
		{ "{\"int\":1.0}", "/int wrong-type" },
		{ "{\"int\":9223372036854775807}", "/int out-of-range" },
		{ "{\"number\":0.5}", "" },
		{ "{\"number\":1.01}", "/number out-of-range" },
		{ "{\"object\":{\"a\":1}}", "" },
		{ "{\"object\":{}}", "/object/a missing" },
		{ "{\"array\":[]}", "/array out-of-range" },
		{ "{\"array\":[{\"a\":1},{\"a\":10}]}", "/array/1/a out-of-range" },
		{ "{\"array\":[7]}", "/array/0 wrong-type" },
		{ "{\"surprise\":1}", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (strcmp(first_fault(cases[i].json, false), cases[i].fault) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].json,
				first_fault(cases[i].json, false), cases[i].fault);
}

static void
form_check_closed__refuses_members_without_a_row(void **state)
{
	(void)state;
	assert_string_equal(first_fault("{\"surprise\":1}", true), "/surprise unknown");
	assert_string_equal(
		first_fault("{\"object\":{\"a\":1,\"b\":2}}", true), "/object/b unknown");
	assert_string_equal(first_fault("{\"object\":{\"a\":1}}", true), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_check__names_what_is_wrong_and_where),
		cmocka_unit_test(form_check_closed__refuses_members_without_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
