/* SPDX-License-Identifier: Apache-2.0 */
/* The wire of the services beside the claim: what is asked, and what is believed of the answers. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "work/central.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define KEY     "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT   "019ab1c2-0000-7000-8000-000000000001"
#define JSON    "application/json"
#define TROUBLE "application/problem+json"

static const struct call_extra extra = { .idempotency_key = KEY,
	.today = { .year = 2026, .month = 11, .day = 23 } };

static enum status
apply(enum call call, int status, const char *body, struct answers *answers)
{
	struct http_answer answer = { .st = ST_OK, .status = status, .retry_after_s = -1 };
	enum status st;

	assert_int_equal(str_copy(answer.content_type, sizeof(answer.content_type),
				 status < 400 ? JSON : TROUBLE),
		ST_OK);
	buf_init(&answer.body, HTTP_ANSWER_MAX);
	assert_int_equal(buf_add_str(&answer.body, body), ST_OK);
	st = central_apply(call, &answer, answers);
	buf_free(&answer.body);
	return st;
}

/* An answer with one piece spoilt. */
struct spoilt {
	const char *from, *to;
};

/* No spoilt answer is believed, and none changes what was known. */
static void
refuses_each(enum call call, int status, const char *good, const struct spoilt *spoilt,
	size_t n, const struct answers *before)
{
	for (size_t i = 0; i < n; i++) {
		struct answers answers = *before;
		const char *at = strstr(good, spoilt[i].from);
		struct buf body;

		assert_non_null(at);
		buf_init(&body, HTTP_ANSWER_MAX);
		assert_int_equal(buf_add(&body, good, (size_t)(at - good)), ST_OK);
		assert_int_equal(buf_add_str(&body, spoilt[i].to), ST_OK);
		assert_int_equal(buf_add_str(&body, at + strlen(spoilt[i].from)), ST_OK);
		if (apply(call, status, body.data, &answers) != ST_INVALID)
			fail_msg("believed: %s", body.data);
		assert_int_equal(answers.outcome, OUTCOME_AWAY);
		assert_string_equal(answers.problem, "bad-answer");
		answers.outcome = before->outcome;
		memcpy(answers.problem, before->problem, sizeof(answers.problem));
		assert_memory_equal(&answers, before, sizeof(answers));
		buf_free(&body);
	}
}

static void
asks(enum call call, const struct answers *answers, const char *method, const char *path)
{
	struct wire_request request;

	assert_int_equal(central_build(call, answers, &extra, &request), ST_OK);
	assert_string_equal(request.method, method);
	assert_string_equal(request.path, path);
	wire_request_free(&request);
}

/* --- balance ------------------------------------------------------------------------------ */

#define MONTH(kpj, month, paid_on)                                                             \
	"{\"kpj\":\"" kpj "\",\"month\":\"" month "\",\"wage\":3500000,\"amount\":199500,"     \
	"\"paid_on\":" paid_on "}"
#define YEAR                                                                                   \
	"{\"year\":2026,\"months\":[" MONTH("20601234505", "2026-01", "\"2026-02-10\"") ","    \
	MONTH("20601234505", "2026-02", "null") ","                                            \
	MONTH("20601234515", "2026-12", "\"2027-01-10\"") "]}"

static void
contributions__are_asked_for_one_year(void **state)
{
	struct answers answers = { .centre_visit = VISIT };
	const struct call_extra no_day = { .idempotency_key = KEY };
	struct wire_request request;

	(void)state;
	asks(CALL_CONTRIBUTIONS, &answers, "GET",
		"/v1/visits/" VISIT "/jht/contributions?year=2026");
	answers.year_asked = 2019;
	asks(CALL_CONTRIBUTIONS, &answers, "GET",
		"/v1/visits/" VISIT "/jht/contributions?year=2019");
	answers.year_asked = 0;
	assert_int_equal(
		central_build(CALL_CONTRIBUTIONS, &answers, &no_day, &request), ST_INVALID);
}

static void
contributions__stand_by_kpj_and_month(void **state)
{
	struct answers answers = { 0 };
	const struct contributions *c = &answers.contributions;

	(void)state;
	assert_int_equal(apply(CALL_CONTRIBUTIONS, 200, YEAR, &answers), ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_OK);
	assert_int_equal(c->year, 2026);
	assert_int_equal(c->rows_n, 2);
	assert_string_equal(c->row[0].kpj, "20601234505");
	assert_int_equal(c->row[0].month[0].amount, 199500);
	assert_true(c->row[0].month[0].due && c->row[0].month[0].paid);
	assert_true(c->row[0].month[1].due && !c->row[0].month[1].paid);
	assert_false(c->row[0].month[2].due);
	assert_string_equal(c->row[1].kpj, "20601234515");
	assert_true(c->row[1].month[11].paid);
	assert_int_equal(
		apply(CALL_CONTRIBUTIONS, 200, "{\"year\":2025,\"months\":[]}", &answers),
		ST_OK);
	assert_int_equal(c->rows_n, 0);
}

static void
contributions__are_believed_whole_or_not_at_all(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"year\":2026,", "" },
		{ "\"year\":2026", "\"year\":2027" },
		{ "\"year\":2026", "\"year\":\"2026\"" },
		{ "\"year\":2026", "\"year\":4294969322" },
		{ "\"months\"", "\"bulan\"" },
		{ "[{", "[7,{" },
		{ "\"kpj\":\"20601234505\"", "\"kpj\":20601234505" },
		{ "\"kpj\":\"20601234505\"", "\"kpj\":\"206012345051\"" },
		{ "\"2026-01\"", "\"2026-13\"" },
		{ "\"2026-01\"", "\"2026-00\"" },
		{ "\"2026-01\"", "\"2025-01\"" },
		{ "\"2026-01\"", "\"2026-01-01\"" },
		{ "\"amount\":199500", "\"amount\":-1" },
		{ "\"amount\":199500", "\"amount\":1.5" },
		{ "\"amount\":199500", "\"amount\":99999999999999999999" },
		{ "\"2026-02-10\"", "\"2026-02-30\"" },
		{ ",\"paid_on\":null", "" },
	};
	const struct answers before = { .year_asked = 2026,
		.contributions = { .year = 2020, .rows_n = 1 } };

	(void)state;
	refuses_each(CALL_CONTRIBUTIONS, 200, YEAR, spoilt, ARRAY_LEN(spoilt), &before);
}

static void
contributions__have_no_more_rows_than_a_person_has_cards(void **state)
{
	static const struct {
		int cards, months;
		enum status st;
	} cases[] = {
		{ CARDS_MAX, YEAR_MONTHS, ST_OK },
		{ CARDS_MAX + 1, 1, ST_INVALID },
		{ 1, CARDS_MAX * YEAR_MONTHS + 1, ST_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers = { 0 };
		struct buf body;

		buf_init(&body, HTTP_ANSWER_MAX);
		assert_int_equal(buf_add_str(&body, "{\"year\":2026,\"months\":["), ST_OK);
		for (int n = 0; n < cases[i].cards * cases[i].months; n++)
			assert_int_equal(
				buf_printf(&body,
					"%s{\"kpj\":\"206012345%02d\",\"month\":\"2026-%02d\","
					"\"amount\":1,\"paid_on\":null}",
					n ? "," : "", n / cases[i].months, n % 12 + 1),
				ST_OK);
		assert_int_equal(buf_add_str(&body, "]}"), ST_OK);
		assert_int_equal(
			apply(CALL_CONTRIBUTIONS, 200, body.data, &answers), cases[i].st);
		buf_free(&body);
	}
}

#define PROGRAMMES_TOLD                                                                        \
	"{\"programmes\":[{\"code\":\"JKK\",\"state\":\"active\"},"                            \
	"{\"code\":\"JHT\",\"state\":\"inactive\"},{\"code\":\"JKM\",\"state\":\"active\"},"   \
	"{\"code\":\"JP\",\"state\":\"none\"},{\"code\":\"JKP\",\"state\":\"none\"}]}"

static void
programmes__are_told_all_five(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"JKP\"", "\"JKK\"" },
		{ "\"JKP\"", "\"JKN\"" },
		{ "\"JKP\"", "5" },
		{ "\"inactive\"", "\"asleep\"" },
		{ "\"inactive\"", "null" },
		{ "\"programmes\"", "\"program\"" },
		{ ",{\"code\":\"JKP\",\"state\":\"none\"}", "" },
		{ "]}", ",{\"code\":\"JKP\",\"state\":\"none\"}]}" },
	};
	struct answers answers = { .centre_visit = VISIT };
	const struct answers before = { .programme = { PROGRAMME_INACTIVE } };

	(void)state;
	asks(CALL_PROGRAMMES, &answers, "GET", "/v1/visits/" VISIT "/programmes");
	assert_int_equal(apply(CALL_PROGRAMMES, 200, PROGRAMMES_TOLD, &answers), ST_OK);
	assert_true(answers.have_programmes);
	assert_int_equal(answers.programme[PROGRAMME_JKK], PROGRAMME_ACTIVE);
	assert_int_equal(answers.programme[PROGRAMME_JHT], PROGRAMME_INACTIVE);
	assert_int_equal(answers.programme[PROGRAMME_JKP], PROGRAMME_NOT_IN);
	refuses_each(CALL_PROGRAMMES, 200, PROGRAMMES_TOLD, spoilt, ARRAY_LEN(spoilt), &before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contributions__are_asked_for_one_year),
		cmocka_unit_test(contributions__stand_by_kpj_and_month),
		cmocka_unit_test(contributions__are_believed_whole_or_not_at_all),
		cmocka_unit_test(contributions__have_no_more_rows_than_a_person_has_cards),
		cmocka_unit_test(programmes__are_told_all_five),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
