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

/* The body of a request; NULL: nothing is asked. */
static json_t *
body_of(enum call call, const struct answers *answers)
{
	struct wire_request request;
	json_t *body = NULL;

	if (central_build(call, answers, &extra, &request) != ST_OK)
		return NULL;
	assert_string_equal(request.content_type, JSON);
	assert_int_equal(json_read(request.body.data, request.body.len, &body), ST_OK);
	wire_request_free(&request);
	return body;
}

/* Sends exactly this. */
static void
sends(enum call call, const struct answers *answers, const char *body)
{
	json_t *value = body_of(call, answers);
	struct buf text;

	assert_non_null(value);
	buf_init(&text, HTTP_ANSWER_MAX);
	assert_int_equal(json_write(value, &text), ST_OK);
	assert_string_equal(text.data, body);
	buf_free(&text);
	json_decref(value);
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

/* --- bills -------------------------------------------------------------------------------- */

#define BILL                                                                                   \
	"{\"bill_code\":\"980000000001\",\"months\":3,\"amount\":110400,"                      \
	"\"valid_until\":\"2026-11-30\"}"

static void
bill__is_made_for_one_to_twelve_months(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"months\":3", "\"months\":4" },
		{ "\"months\":3", "\"months\":-3" },
		{ "\"980000000001\"", "980000000001" },
		{ "\"980000000001\"", "\"98000000000100000\"" },
		{ "110400", "-110400" },
		{ "2026-11-30", "2026-11-31" },
		{ "\"valid_until\"", "\"until\"" },
	};
	struct answers answers = { .centre_visit = VISIT };
	const struct answers before = { .bill = { .months = 3 } };

	(void)state;
	assert_null(body_of(CALL_BILL, &answers));
	answers.bill.months = 13;
	assert_null(body_of(CALL_BILL, &answers));
	answers.bill.months = 3;
	asks(CALL_BILL, &answers, "POST", "/v1/visits/" VISIT "/contribution-bills");
	sends(CALL_BILL, &answers, "{\"months\":3}");
	assert_int_equal(apply(CALL_BILL, 201, BILL, &answers), ST_OK);
	assert_string_equal(answers.bill.code, "980000000001");
	assert_int_equal(answers.bill.amount, 110400);
	assert_int_equal(answers.bill.valid_until.day, 30);
	refuses_each(CALL_BILL, 201, BILL, spoilt, ARRAY_LEN(spoilt), &before);
}

/* --- the record, changed ------------------------------------------------------------------ */

#define CHANGED                                                                                \
	"{\"accepted\":[\"phone\",\"marital_status\"],\"refused\":[{\"field\":"                \
	"\"mother_name\",\"code\":\"corrected-elsewhere\",\"where\":\"dukcapil\"}],"           \
	"\"data_complete\":false,\"missing_fields\":[\"postal_code\"]}"

static void
want(struct answers *answers, enum record_field field, const char *text)
{
	struct record_change *change = &answers->change[field];

	change->state = CHANGE_WANTED;
	assert_int_equal(str_copy(change->text, sizeof(change->text), text), ST_OK);
}

static void
change__sends_what_is_wanted_alone(void **state)
{
	struct answers answers = { .centre_visit = VISIT };

	(void)state;
	assert_null(body_of(CALL_CHANGE, &answers));
	want(&answers, RECORD_PHONE, "+6281200000025");
	want(&answers, RECORD_EMAIL, ""); /* has none */
	want(&answers, RECORD_MARITAL, "kawin");
	answers.change[RECORD_ADDRESS].state = CHANGE_REFUSED;
	asks(CALL_CHANGE, &answers, "PATCH", "/v1/visits/" VISIT "/participant");
	sends(CALL_CHANGE, &answers,
		"{\"phone\":\"+6281200000025\",\"email\":null,\"marital_status\":\"kawin\"}");
	want(&answers, RECORD_REGENCY, "");
	assert_null(body_of(CALL_CHANGE, &answers));
}

static void
change__takes_over_what_was_accepted_and_says_where_the_rest_is_corrected(void **state)
{
	struct answers answers = { .mother_name = "OLD",
		.record = { [RECORD_MOTHER_NAME] = "OLD", [RECORD_VILLAGE] = "Kebun Sari" } };
	const struct record_change *mother = &answers.change[RECORD_MOTHER_NAME];

	(void)state;
	want(&answers, RECORD_PHONE, "+6281200000025");
	want(&answers, RECORD_MARITAL, "kawin");
	want(&answers, RECORD_MOTHER_NAME, "NEW");
	assert_int_equal(apply(CALL_CHANGE, 200, CHANGED, &answers), ST_OK);
	assert_int_equal(answers.change[RECORD_PHONE].state, CHANGE_ACCEPTED);
	assert_string_equal(answers.record[RECORD_PHONE], "+6281200000025");
	assert_string_equal(answers.phone, "+6281200000025");
	assert_string_equal(answers.record[RECORD_MARITAL], "kawin");
	assert_int_equal(mother->state, CHANGE_REFUSED);
	assert_int_equal(mother->refusal, REFUSAL_ELSEWHERE);
	assert_int_equal(mother->correct, CORRECTED_DUKCAPIL);
	assert_string_equal(answers.mother_name, "OLD");
	assert_string_equal(answers.address, "Kebun Sari");
	assert_int_equal(answers.missing_n, 1);
}

static void
change__is_believed_where_it_speaks_of_every_field(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"phone\",", "" },
		{ "\"phone\"", "7" },
		{ "\"accepted\":[", "\"accepted\":7,\"x\":[" },
		{ "\"field\":\"mother_name\"", "\"field\":\"address\"" },
		{ "\"code\":\"corrected-elsewhere\"", "\"code\":null" },
		{ "\"where\":\"dukcapil\"", "\"wo\":\"dukcapil\"" },
		{ "\"refused\":[", "\"refused\":[7," },
		{ "\"data_complete\":false", "\"data_complete\":0" },
		{ "[\"postal_code\"]", "null" },
	};
	struct answers before = { .missing_n = 0 };

	(void)state;
	want(&before, RECORD_PHONE, "+6281200000025");
	want(&before, RECORD_MARITAL, "kawin");
	want(&before, RECORD_MOTHER_NAME, "NEW");
	refuses_each(CALL_CHANGE, 200, CHANGED, spoilt, ARRAY_LEN(spoilt), &before);
}

/* --- the claims of a person --------------------------------------------------------------- */

#define STEP(status, at) "{\"status\":\"" status "\",\"at\":\"" at "\"}"
#define CLAIM                                                                                  \
	"{\"claim_number\":\"JHT-2026-0000018\",\"receipt_code\":null,\"channel\":\"kiosk\","  \
	"\"reason\":\"USIA_56\",\"status\":\"returned\",\"submitted_on\":\"2026-11-09\","      \
	"\"promised_date\":null,\"paid_on\":null,\"gross\":7350000,\"tax\":0,"                 \
	"\"net\":7350000,\"overdue\":false,\"return_reason\":\"account-dormant\","             \
	"\"return_field\":\"account\",\"history\":[" STEP(                                     \
		"received", "2026-11-09T09:00:00+08:00") "," STEP("returned",                  \
		"2026-11-12T10:00:00+08:00") "]}"
#define CLAIMS "{\"claims\":[" CLAIM "]}"

static const struct spoilt spoilt_claims[] = {
	{ "\"claim_number\":", "\"number\":" },
	{ "\"JHT-2026-0000018\"", "\"JHT/2026\"" },
	{ "\"receipt_code\":null", "\"receipt_code\":7" },
	{ "\"status\":\"returned\",\"sub", "\"status\":\"lost\",\"sub" },
	{ "\"2026-11-09\"", "null" },
	{ "\"overdue\":false", "\"overdue\":null" },
	{ "\"return_field\":\"account\",", "" },
	{ "\"history\":[", "\"history\":[7," },
	{ "\"status\":\"received\"", "\"status\":\"sent\"" },
	{ "2026-11-12T10:00:00+08:00", "2026-11-31" },
};

static void
claims__come_with_their_story(void **state)
{
	struct answers answers = { .centre_visit = VISIT };
	const struct known_claim *claim = &answers.claim[0];
	const struct answers before = { .claims_n = 1, .claim = { { .number = "JHT-1" } } };

	(void)state;
	asks(CALL_CLAIMS, &answers, "GET", "/v1/visits/" VISIT "/claims");
	assert_int_equal(apply(CALL_CLAIMS, 200, CLAIMS, &answers), ST_OK);
	assert_int_equal(answers.claims_n, 1);
	assert_string_equal(claim->number, "JHT-2026-0000018");
	assert_string_equal(claim->code, "");
	assert_int_equal(claim->reason, REASON_USIA_56);
	assert_int_equal(claim->submitted_on.day, 9);
	assert_false(date_is_known(claim->promised));
	assert_true(claim->open && !claim->overdue);
	assert_string_equal(claim->return_reason, "account-dormant");
	assert_string_equal(claim->return_field, "account");
	assert_int_equal(claim->steps_n, 2);
	assert_string_equal(claim->step[1].status, "returned");
	assert_int_equal(claim->step[1].on.day, 12);
	refuses_each(CALL_CLAIMS, 200, CLAIMS, spoilt_claims, ARRAY_LEN(spoilt_claims),
		&before);
}

static void
mend__sends_the_field_asked_for_alone(void **state)
{
	struct answers answers = { .centre_visit = VISIT, .bank = "002", .claims_n = 1,
		.claim_shown = "JHT-2026-0000018", .account = "012301004567518", .attester = { .name = "Rina" },
		.claim = { { .number = "JHT-2026-0000018", .return_field = "account" } } };

	(void)state;
	asks(CALL_MEND, &answers, "PATCH", "/v1/visits/" VISIT "/claims/JHT-2026-0000018");
	sends(CALL_MEND, &answers,
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"}}");
	assert_int_equal(
		str_copy(answers.claim[0].return_field, 16, "documents_seen"), ST_OK);
	assert_null(body_of(CALL_MEND, &answers));
	answers.documents_n = 1;
	answers.document[0] = (struct document){ .kind = PAPER_PAYSLIP, .date = { 2026, 9, 1 } };
	sends(CALL_MEND, &answers,
		"{\"documents_seen\":[{\"kind\":\"payslip\",\"number\":\"\","
		"\"date\":\"2026-09-01\",\"officer\":\"Rina\"}]}");
	answers.claim[0].return_field[0] = '\0';
	assert_null(body_of(CALL_MEND, &answers));
	assert_int_equal(str_copy(answers.claim[0].return_field, 16, "account"), ST_OK);
	answers.claim_shown[0] = '\0';
	assert_null(body_of(CALL_MEND, &answers));
}

static void
mend__brings_the_same_claim_anew(void **state)
{
	struct answers answers = { .claims_n = 2,
		.claim_shown = "JHT-2026-0000018",
		.claim = { { .number = "JHT-1" }, { .number = "JHT-2026-0000018" } } };
	struct answers other = { .claims_n = 1, .claim_shown = "JHT-1", .claim = { { .number = "JHT-1" } } };

	(void)state;
	assert_int_equal(apply(CALL_MEND, 200, CLAIM, &answers), ST_OK);
	assert_string_equal(answers.claim[0].number, "JHT-1");
	assert_string_equal(answers.claim[1].status, "returned");
	assert_int_equal(apply(CALL_MEND, 200, CLAIM, &other), ST_INVALID);
	answers.claim[1].status[0] = '\0';
	refuses_each(CALL_MEND, 200, CLAIM, spoilt_claims, ARRAY_LEN(spoilt_claims), &answers);
}

/* --- another day -------------------------------------------------------------------------- */

#define LEFT                                                                                   \
	"{\"reason\":\"RESIGN\",\"event_date\":\"2026-09-22\",\"documents_seen\":[{\"kind\":"  \
	"\"payslip\",\"number\":\"7\",\"date\":\"2026-09-01\",\"officer\":\"Rina\"}],"         \
	"\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"},\"show_amount\":true}"

static void
visit__is_kept_with_what_was_said(void **state)
{
	static const char told[] = "{\"saved_code\":\"2GQFENAAG\",\"valid_until\":\"2026-12-07\"}";
	static const struct spoilt spoilt[] = {
		{ "\"2GQFENAAG\"", "\"2GQFENAAG2\"" },
		{ "\"2GQFENAAG\"", "null" },
		{ "2026-12-07", "7 Desember" },
		{ "\"valid_until\"", "\"until\"" },
	};
	struct answers answers = { .centre_visit = VISIT, .bank = "002", .reason = REASON_RESIGN,
		.account = "012301004567518", .attester = { .name = "Rina" }, .documents_n = 1,
		.show_amount = true, .event_date = { 2026, 9, 22 },
		.document = { { .kind = PAPER_PAYSLIP, .number = "7", .date = { 2026, 9, 1 } } } };
	const struct answers before = { .kept = { .code = "OLD" } };

	(void)state;
	assert_null(body_of(CALL_SAVE_VISIT, &answers));
	answers.kept = (struct kept){ .flow = "claim", .step = "account" };
	asks(CALL_SAVE_VISIT, &answers, "POST", "/v1/visits/" VISIT "/saved-visits");
	sends(CALL_SAVE_VISIT, &answers,
		"{\"flow\":\"claim\",\"step\":\"account\",\"answers\":" LEFT "}");
	assert_int_equal(apply(CALL_SAVE_VISIT, 201, told, &answers), ST_OK);
	assert_string_equal(answers.kept.code, "2GQFENAAG");
	assert_int_equal(answers.kept.valid_until.month, 12);
	refuses_each(CALL_SAVE_VISIT, 201, told, spoilt, ARRAY_LEN(spoilt), &before);
}

static void
visit__is_opened_by_the_code_of_its_slip(void **state)
{
	struct answers answers = { .kept = { .asked = "2GQFENAAG" } };

	(void)state;
	sends(CALL_OPEN_VISIT, &answers, "{\"saved_code\":\"2GQFENAAG\"}");
	assert_int_equal(str_copy(answers.nik, sizeof(answers.nik), "6308055203600001"), ST_OK);
	sends(CALL_OPEN_VISIT, &answers, "{\"nik\":\"6308055203600001\"}");
}

/* --- tickets and consent ------------------------------------------------------------------ */

#define TICKET                                                                                 \
	"{\"ticket\":\"A-002\",\"place\":\"Loket\",\"time\":\"2026-11-24T08:00:00+08:00\","    \
	"\"documents\":[\"death_certificate\",\"heir_id\"]}"

static void
ticket__says_where_when_and_what_to_bring(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"A-002\"", "2" },
		{ "\"place\"", "\"tempat\"" },
		{ "2026-11-24T08:00:00+08:00", "08.00" },
		{ "\"heir_id\"", "\"heirloom\"" },
		{ "\"heir_id\"", "7" },
		{ "\"documents\":[", "\"documents\":null,\"x\":[" },
		{ "[\"death", "[\"heir_id\",\"heir_id\",\"heir_id\",\"heir_id\",\"heir_id\","
			      "\"heir_id\",\"heir_id\",\"death" },
	};
	struct answers answers = { .centre_visit = VISIT, .reason = REASON_USIA_56 };
	const struct answers before = { .ticket = "OLD" };

	(void)state;
	assert_null(body_of(CALL_TICKET, &answers));
	answers.ticket_wish = (struct ticket_wish){ .kind = TICKET_BRANCH,
		.reason = REASON_MENINGGAL,
		.preferred = { 2026, 11, 24 } };
	answers.priority = true;
	sends(CALL_TICKET, &answers,
		"{\"kind\":\"branch\",\"preferred_date\":\"2026-11-24\",\"topic\":null,"
		"\"reason\":\"MENINGGAL\",\"priority\":true}");
	answers = (struct answers){ .centre_visit = VISIT,
		.ticket_wish = { .kind = TICKET_COMPLAINT, .topic = "Saldo tidak sesuai" } };
	sends(CALL_TICKET, &answers,
		"{\"kind\":\"complaint\",\"preferred_date\":null,\"topic\":\"Saldo tidak "
		"sesuai\",\"reason\":null,\"priority\":false}");
	assert_int_equal(apply(CALL_TICKET, 201, TICKET, &answers), ST_OK);
	assert_string_equal(answers.ticket, "A-002");
	assert_int_equal(answers.ticket_papers_n, 2);
	assert_int_equal(answers.ticket_paper[1], PAPER_HEIR_ID);
	refuses_each(CALL_TICKET, 201, TICKET, spoilt, ARRAY_LEN(spoilt), &before);
}

#define WITHDRAWAL                                                                             \
	"{\"reference\":\"WD-0000000001\",\"stops_by\":\"2026-11-26T09:10:00+08:00\"}"

static void
consent__is_withdrawn_by_the_code_of_a_receipt(void **state)
{
	static const struct spoilt spoilt[] = {
		{ "\"WD-0000000001\"", "1" },
		{ "\"reference\"", "\"ref\"" },
		{ "\"2026-11-26T09:10:00+08:00\"", "null" },
	};
	struct answers answers = { 0 };
	const struct answers before = { .withdrawal = { .reference = "OLD" } };

	(void)state;
	assert_null(body_of(CALL_WITHDRAW, &answers));
	assert_int_equal(str_copy(answers.lookup.code, CODE_ROOM, "2GQFENAAG"), ST_OK);
	asks(CALL_WITHDRAW, &answers, "POST", "/v1/consents/withdrawal");
	sends(CALL_WITHDRAW, &answers, "{\"code\":\"2GQFENAAG\"}");
	assert_int_equal(apply(CALL_WITHDRAW, 202, WITHDRAWAL, &answers), ST_OK);
	assert_string_equal(answers.withdrawal.reference, "WD-0000000001");
	assert_true(answers.withdrawal.stops_by_s > 0);
	refuses_each(CALL_WITHDRAW, 202, WITHDRAWAL, spoilt, ARRAY_LEN(spoilt), &before);
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
		cmocka_unit_test(bill__is_made_for_one_to_twelve_months),
		cmocka_unit_test(change__sends_what_is_wanted_alone),
		cmocka_unit_test(change__takes_over_what_was_accepted_and_says_where_the_rest_is_corrected),
		cmocka_unit_test(change__is_believed_where_it_speaks_of_every_field),
		cmocka_unit_test(claims__come_with_their_story),
		cmocka_unit_test(mend__sends_the_field_asked_for_alone),
		cmocka_unit_test(mend__brings_the_same_claim_anew),
		cmocka_unit_test(visit__is_kept_with_what_was_said),
		cmocka_unit_test(visit__is_opened_by_the_code_of_its_slip),
		cmocka_unit_test(ticket__says_where_when_and_what_to_bring),
		cmocka_unit_test(consent__is_withdrawn_by_the_code_of_a_receipt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
