/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to the centre: one row a call, one function a body. */
#include "work/central.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "work/central_inside.h"
#include "work/central_object.h"
#include "work/wire.h"

#include <sodium.h>
#include <string.h>

enum { BODY_MAX = 512 * 1024 };

#define BOUNDARY_PREFIX "anjungan-"
#define RECORD          "/participant?include=cards%2Cjht%2Cclaims"

static const char *const words[] = {
#define CALL_WORD(name, word) word,
	CALL_LIST(CALL_WORD)
#undef CALL_WORD
};

const char *
call_word(enum call call)
{
	return (size_t)call < ARRAY_LEN(words) ? words[call] : "?";
}

enum status
call_of_word(const char *word, enum call *ret_call)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i], word) == 0) {
			*ret_call = (enum call)i;
			return ST_OK;
		}
	return ST_NOT_FOUND;
}

/* --- what the answers say ----------------------------------------------------------------- */

/* The member of staff who has seen something, else who took over, else who helps now; NULL: nobody. */
static const struct officer *
helper_of(const struct answers *answers)
{
	if (answers->attester.name[0])
		return &answers->attester;
	if (answers->helper.name[0])
		return &answers->helper;
	return answers->officer.joined ? &answers->officer : NULL;
}

/* No limit, and no photograph, for whom an officer vouches: joining alone is not enough, the KTP was seen. */
static bool
is_assisted(const struct answers *answers)
{
	return answers->ktp_seen && answers->attester.name[0];
}

static const char *
helper_name(const struct answers *answers)
{
	const struct officer *officer = helper_of(answers);

	return officer ? officer->name : "";
}

static bool
has_consent(const struct answers *answers)
{
	return answers->consent == CONSENT_FACE || answers->consent == CONSENT_NO_FACE;
}

const char *
central_attestation_reason(const struct answers *answers)
{
	if (answers->no_camera)
		return "no_camera";
	if (answers->consent == CONSENT_NO_FACE)
		return "no_photo_wanted";
	return answers->face_tries > 0 ? "face_not_matched" : "other";
}

static const char *
match_word(enum name_match match)
{
	static const char *const matches[] = {
		[NAME_SAME] = "same",
		[NAME_SIMILAR] = "similar",
		[NAME_DIFFERENT] = "different",
	};

	return matches[match];
}

/* --- bodies: NULL where the answers lack something or memory does ------------------------- */

static json_t *
visit_body(const struct answers *answers, const struct call_extra *extra)
{
	struct date birth = answers->birth;
	json_t *body;

	(void)extra;
	if (answers->nik[0]) {
		body = OBJECT({ "nik", json_string(answers->nik) });
	} else if (answers->kept.asked[0]) {
		body = OBJECT({ "saved_code", json_string(answers->kept.asked) });
	} else {
		if (!date_is_known(birth) &&
			date_parse_pad(answers->birth_typed, &birth) != ST_OK)
			return NULL;
		if (answers->kpj[0] == '\0')
			return NULL;
		body = OBJECT({ "kpj", json_string(answers->kpj) },
			{ "birth_date", date_or_null(birth) });
	}
	if (body && answers->officer.joined &&
		json_object_set_new(body, "assisted_by", json_string(answers->officer.name)) !=
			0) {
		json_decref(body);
		body = NULL;
	}
	return body;
}

static json_t *
consent_body(const struct answers *answers, const struct call_extra *extra)
{
	(void)extra;
	if (!has_consent(answers))
		return NULL;
	return OBJECT({ "text_version", json_string(CONSENT_TEXT_VERSION) },
		{ "method", json_string("key") });
}

static json_t *
officer_body(const struct answers *answers, const struct call_extra *extra)
{
	(void)extra;
	if (!answers->ktp_seen || helper_of(answers) == NULL)
		return NULL;
	return OBJECT({ "officer", json_string(helper_name(answers)) },
		{ "ktp_seen", json_true() },
		{ "reason", json_string(central_attestation_reason(answers)) });
}

static json_t *
card_body(const struct answers *answers, const struct call_extra *extra)
{
	(void)answers;
	return extra->kpj ? OBJECT({ "kpj", json_string(extra->kpj) }) : NULL;
}

static json_t *
account_body(const struct answers *answers, const struct call_extra *extra)
{
	(void)extra;
	if (answers->bank[0] == '\0' || answers->account[0] == '\0')
		return NULL;
	return OBJECT({ "bank", json_string(answers->bank) },
		{ "number", json_string(answers->account) });
}

static json_t *
papers_seen(const struct answers *answers)
{
	json_t *papers = json_array();

	for (size_t i = 0; i < answers->documents_n; i++)
		if (json_array_append_new(
			    papers, json_string(paper_code(answers->document[i].kind))) != 0) {
			json_decref(papers);
			return NULL;
		}
	return papers;
}

static json_t *
preview_body(const struct answers *answers, const struct call_extra *extra)
{
	(void)extra;
	if (answers->reason == REASON_NONE)
		return NULL;
	return OBJECT({ "reason", json_string(claim_reason_code(answers->reason)) },
		{ "date", date_or_null(answers->event_date) },
		{ "assisted", json_boolean(is_assisted(answers)) },
		{ "papers_seen", papers_seen(answers) });
}

static json_t *
numbers_body(const struct answers *answers, const struct call_extra *extra)
{
	json_t *numbers = extra->claims_n > 0 ? json_array() : NULL;

	(void)answers;
	for (size_t i = 0; numbers && i < extra->claims_n; i++)
		if (json_array_append_new(numbers, json_string(extra->claims[i].number)) != 0) {
			json_decref(numbers);
			return NULL;
		}
	return numbers ? OBJECT({ "numbers", numbers }) : NULL;
}

static json_t *
code_body(const struct answers *answers, const struct call_extra *extra)
{
	const char *code = answers->lookup.code;

	(void)extra;
	return code[0] ? OBJECT({ "code", json_string(code) }) : NULL;
}

/* --- the claim ---------------------------------------------------------------------------- */

static json_t *
cards_of_claim(const struct answers *answers)
{
	json_t *cards = json_array();
	bool whole = cards != NULL;

	for (size_t i = 0; i < answers->cards_n && whole; i++)
		if (answers->card[i].registered)
			whole = json_array_append_new(
					cards, json_string(answers->card[i].kpj)) == 0;
	if (whole && !answers->have_record && answers->kpj[0])
		whole = json_array_append_new(cards, json_string(answers->kpj)) == 0;
	if (whole)
		return cards;
	json_decref(cards);
	return NULL;
}

json_t *
central_documents(const struct answers *answers)
{
	json_t *documents = json_array();

	for (size_t i = 0; i < answers->documents_n; i++) {
		const struct document *document = &answers->document[i];
		json_t *row = OBJECT({ "kind", json_string(paper_code(document->kind)) },
			{ "number", json_string(document->number) },
			{ "date", date_or_null(document->date) },
			{ "officer", json_string(helper_name(answers)) });

		if (json_array_append_new(documents, row) != 0) {
			json_decref(documents);
			return NULL;
		}
	}
	return documents;
}

static json_t *
account_of_claim(const struct answers *answers)
{
	bool checked = answers->account_checked || answers->account_known;

	return OBJECT({ "bank", json_string(answers->bank) },
		{ "number", json_string(answers->account) },
		{ "holder", text_or_null(checked ? answers->holder : "") },
		{ "match", text_or_null(checked ? match_word(answers->holder_match) : "") });
}

static json_t *
consent_of_claim(const struct answers *answers)
{
	int64_t given_ms =
		answers->consent_at_ms ? answers->consent_at_ms : answers->confirmed_at_ms;

	return OBJECT({ "text_version", json_string(CONSENT_TEXT_VERSION) },
		{ "method", json_string("key") }, { "given_at", time_of(given_ms) });
}

/* What a claim cannot do without; the rest may be null. */
static bool
is_whole_claim(const struct answers *answers)
{
	return answers->code[0] && answers->confirmed_at_ms > 0 &&
	       answers->reason != REASON_NONE && answers->nik[0] && answers->bank[0] &&
	       answers->account[0] && has_consent(answers);
}

static json_t *
claim_body(const struct answers *answers, const struct call_extra *extra)
{
	const struct claim_decision *decision = &answers->decision;
	bool sums = answers->have_record && answers->decided && decision->eligible;
	struct date birth = answers->have_record ? answers->record_birth : answers->birth;
	bool assisted = is_assisted(answers);

	(void)extra;
	if (!is_whole_claim(answers))
		return NULL;
	return OBJECT({ "receipt_code", json_string(answers->code) },
		{ "confirmed_at", time_of(answers->confirmed_at_ms) },
		{ "channel", json_string(assisted ? "assisted" : "kiosk") },
		{ "reason", json_string(claim_reason_code(answers->reason)) },
		{ "event_date", date_or_null(answers->event_date) },
		{ "nik", json_string(answers->nik) }, { "birth_date", date_or_null(birth) },
		{ "name", text_or_null(answers->name) },
		{ "mother_name", text_or_null(answers->mother_name) },
		{ "address", text_or_null(answers->address) },
		{ "phone", text_or_null(answers->phone) },
		{ "email", text_or_null(answers->email) }, { "cards", cards_of_claim(answers) },
		{ "documents_seen", central_documents(answers) },
		{ "account", account_of_claim(answers) },
		{ "face_reference", text_or_null(answers->face_reference) },
		{ "attestation_id", text_or_null(answers->attestation_id) },
		{ "consent", consent_of_claim(answers) },
		{ "companion", text_or_null(companion_code(answers->companion)) },
		{ "officer", text_or_null(helper_name(answers)) },
		{ "gross", rupiah_or_null(sums, decision->gross) },
		{ "tax", rupiah_or_null(sums, decision->tax) },
		{ "net", rupiah_or_null(sums, decision->net) });
}

/* --- the photograph ----------------------------------------------------------------------- */

enum status
central_measures(const struct face_measures *measures, char ret_json[MEASURES_ROOM])
{
	struct buf text;
	enum status st = ST_INVALID;
	/* json_real refuses what is not a number */
	json_t *object = OBJECT({ "faces", json_integer(measures->faces) },
		{ "eye_distance_px", json_real((double)measures->eye_distance_px) },
		{ "yaw", json_real((double)measures->yaw) },
		{ "pitch", json_real((double)measures->pitch) },
		{ "roll", json_real((double)measures->roll) },
		{ "sharpness", json_real((double)measures->sharpness) },
		{ "luminance", json_real((double)measures->luminance) },
		{ "overexposed", json_real((double)measures->overexposed) },
		{ "light_overlap", json_real((double)measures->light_overlap) },
		{ "pad", json_string("none") });

	buf_init(&text, MEASURES_ROOM - 1);
	if (object)
		st = json_write(object, &text);
	if (st == ST_OK)
		st = str_copy(ret_json, MEASURES_ROOM, text.data);
	buf_free(&text);
	json_decref(object);
	return st;
}

static enum status
add_part(struct buf *body, const char *boundary, const char *head, const void *bytes, size_t n)
{
	enum status st = buf_printf(
		body, "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n", boundary, head);

	if (st == ST_OK)
		st = buf_add(body, bytes, n);
	return st == ST_OK ? buf_add_str(body, "\r\n") : st;
}

static enum status
build_face(const struct call_extra *extra, struct wire_request *request)
{
	char boundary[sizeof(BOUNDARY_PREFIX) + UUID_TEXT];
	struct buf *body = &request->body;
	enum status st;

	if (extra->jpeg == NULL || extra->jpeg_n == 0 || extra->measures_json == NULL)
		return ST_INVALID;
	st = str_format(boundary, sizeof(boundary), BOUNDARY_PREFIX "%s",
		extra->idempotency_key); /* in no JPEG: made after it, and random */
	if (st == ST_OK)
		st = str_format(request->content_type, sizeof(request->content_type),
			"multipart/form-data; boundary=%s", boundary);
	if (st == ST_OK)
		st = add_part(body, boundary,
			"name=\"photo\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg",
			extra->jpeg, extra->jpeg_n);
	if (st == ST_OK)
		st = add_part(body, boundary,
			"name=\"measures\"\r\nContent-Type: application/json",
			extra->measures_json, strlen(extra->measures_json));
	return st == ST_OK ? buf_printf(body, "--%s--\r\n", boundary) : st;
}

/* --- the table of calls ------------------------------------------------------------------- */

enum { AFTER_ROOM = 64 };

static enum status
year_asked(const struct answers *answers, const struct call_extra *extra,
	char ret_text[AFTER_ROOM])
{
	int year = answers->year_asked ? answers->year_asked : extra->today.year;

	return year > 0 ? str_format(ret_text, AFTER_ROOM, "%04d", year) : ST_INVALID;
}

static enum status
number_asked(const struct answers *answers, const struct call_extra *extra,
	char ret_text[AFTER_ROOM])
{
	const struct known_claim *claim = central_claim_shown(answers);

	(void)extra;
	if (claim == NULL || !wire_is_id(claim->number))
		return ST_INVALID;
	return str_copy(ret_text, AFTER_ROOM, claim->number);
}

static enum status
request_asked(const struct answers *answers, const struct call_extra *extra,
	char ret_text[AFTER_ROOM])
{
	(void)answers;
	if (extra->outcome_of == NULL || !wire_is_id(extra->outcome_of))
		return ST_INVALID;
	return str_copy(ret_text, AFTER_ROOM, extra->outcome_of);
}

static enum status
kiosk_heads(const struct answers *answers, const struct call_extra *extra,
	char ret_text[AFTER_ROOM])
{
	(void)answers;
	if (extra->kiosk == NULL || !wire_is_id(extra->kiosk))
		return ST_INVALID;
	return str_format(ret_text, AFTER_ROOM, "%s/journal-heads", extra->kiosk);
}

/* --- the journal -------------------------------------------------------------------------- */

static json_t *
head_body(const struct answers *answers, const struct call_extra *extra)
{
	char hash[2 * SEAL_HASH + 1], key[64], signature[128];
	const struct journal_head *head = extra->head;

	(void)answers;
	if (head == NULL || extra->public_key == NULL)
		return NULL;
	sodium_bin2hex(hash, sizeof(hash), head->hash, SEAL_HASH);
	sodium_bin2base64(key, sizeof(key), extra->public_key, SEAL_PUBLIC,
		sodium_base64_VARIANT_ORIGINAL);
	sodium_bin2base64(signature, sizeof(signature), head->signature, SEAL_SIGNATURE,
		sodium_base64_VARIANT_ORIGINAL);
	return OBJECT({ "seq", json_integer(head->seq) }, { "hash", json_string(hash) },
		{ "signed_at", time_of(extra->now_ms) }, { "public_key", json_string(key) },
		{ "signature", json_string(signature) });
}

struct row {
	const char *method;
	const char *path; /* whole, or after what names the visit or the claim */
	bool of_visit;    /* after /v1/visits/{id} */
	bool of_face;     /* the body is a form with a photograph */
	bool of_claim;    /* after /v1/offline-claims/{code} */
	json_t *(*body)(const struct answers *answers, const struct call_extra *extra);
	/** What ends the path. ST_INVALID: there is none. */
	enum status (*after)(const struct answers *answers, const struct call_extra *extra,
		char ret_text[AFTER_ROOM]);
};

/* clang-format off */
static const struct row rows[] = {
	[CALL_STATUS]        = { "GET",    "/v1/status" },
	[CALL_OPEN_VISIT]    = { "POST",   "/v1/visits",            .body = visit_body },
	[CALL_CONSENT]       = { "POST",   "/consent",             true, .body = consent_body },
	[CALL_FACE]          = { "POST",   "/face",                true, .of_face = true },
	[CALL_ATTEST]        = { "POST",   "/attestation",         true, .body = officer_body },
	[CALL_PARTICIPANT]   = { "GET",    RECORD,                 true },
	[CALL_CHANGE]        = { "PATCH",  "/participant",         true, .body = central_change_body },
	[CALL_CONTRIBUTIONS] = { "GET",    "/jht/contributions?year=", true, .after = year_asked },
	[CALL_PROGRAMMES]    = { "GET",    "/programmes",          true },
	[CALL_ADD_CARD]      = { "POST",   "/cards",               true, .body = card_body },
	[CALL_CHECK_ACCOUNT] = { "POST",   "/bank-account-checks", true, .body = account_body },
	[CALL_PREVIEW]       = { "POST",   "/claim-previews",      true, .body = preview_body },
	[CALL_CLAIM]         = { "POST",   "/claims",              true, .body = claim_body },
	[CALL_OFFLINE_CLAIM] = { "POST",   "/v1/offline-claims",    .body = claim_body },
	[CALL_CLAIM_FACE]    = { "POST",   "/face",                .of_claim = true, .of_face = true },
	[CALL_TICKET]        = { "POST",   "/tickets",             true, .body = central_ticket_body },
	[CALL_CLAIMS]        = { "GET",    "/claims",              true },
	[CALL_MEND]          = { "PATCH",  "/claims/",             true, .body = central_mend_body, .after = number_asked },
	[CALL_SAVE_VISIT]    = { "POST",   "/saved-visits",        true, .body = central_save_body },
	[CALL_BILL]          = { "POST",   "/contribution-bills",  true, .body = central_bill_body },
	[CALL_UNBLOCK]       = { "POST",   "/unblock",             true, .body = central_unblock_body },
	[CALL_WITHDRAW]      = { "POST",   "/v1/consents/withdrawal", .body = code_body },
	[CALL_CLAIM_STATES]  = { "POST",   "/v1/claim-states",      .body = numbers_body },
	[CALL_CLAIM_LOOKUP]  = { "POST",   "/v1/claim-lookups",     .body = code_body },
	[CALL_JOURNAL_HEAD]  = { "POST",   "/v1/kiosks/",           .body = head_body, .after = kiosk_heads },
	[CALL_OUTCOME]       = { "GET",    "/v1/requests/",         .after = request_asked },
	[CALL_CLOSE_VISIT]   = { "DELETE", "",                     true },
};
/* clang-format on */

const char *
central_offline_path(void)
{
	return rows[CALL_OFFLINE_CLAIM].path;
}

static enum status
build_path(enum call call, const struct answers *answers, const struct call_extra *extra,
	struct wire_request *request)
{
	const struct row *row = &rows[call];
	const char *before = row->of_visit   ? "/v1/visits/"
			     : row->of_claim ? "/v1/offline-claims/"
					     : "";
	const char *id = row->of_visit   ? answers->centre_visit
			 : row->of_claim ? answers->code
					 : "";
	char after[AFTER_ROOM] = "";

	if (before[0] && !wire_is_id(id))
		return ST_INVALID;
	if (row->after && row->after(answers, extra, after) != ST_OK)
		return ST_INVALID;
	return str_format(
		request->path, sizeof(request->path), "%s%s%s%s", before, id, row->path, after);
}

static enum status
build_json(const struct row *row, const struct answers *answers, const struct call_extra *extra,
	struct wire_request *request)
{
	json_t *value = row->body(answers, extra);
	enum status st;

	if (value == NULL)
		return ST_INVALID;
	st = json_write(value, &request->body);
	if (st == ST_OK)
		st = str_copy(request->content_type, sizeof(request->content_type),
			"application/json");
	json_decref(value);
	return st;
}

static enum status
build(enum call call, const struct answers *answers, const struct call_extra *extra,
	struct wire_request *request)
{
	const struct row *row = &rows[call];
	bool is_get = strcmp(row->method, "GET") == 0;
	enum status st = str_copy(request->method, sizeof(request->method), row->method);

	request->call = call;
	if (st == ST_OK && !is_get)
		st = wire_is_id(extra->idempotency_key)
			     ? str_copy(request->idempotency_key,
				       sizeof(request->idempotency_key), extra->idempotency_key)
			     : ST_INVALID;
	if (st == ST_OK)
		st = build_path(call, answers, extra, request);
	if (st == ST_OK && row->body)
		st = build_json(row, answers, extra, request);
	if (st == ST_OK && row->of_face)
		st = build_face(extra, request);
	return st;
}

enum status
central_build(enum call call, const struct answers *answers, const struct call_extra *extra,
	struct wire_request *ret_request)
{
	struct wire_request request;
	enum status st;

	wire_request_init(&request);
	st = build(call, answers, extra, &request);
	if (st == ST_OK)
		*ret_request = request;
	else
		wire_request_free(&request);
	return st;
}

void
wire_request_init(struct wire_request *request)
{
	*request = (struct wire_request){ .call = CALL_STATUS };
	buf_init(&request->body, BODY_MAX);
}

void
wire_request_free(struct wire_request *request)
{
	buf_free(&request->body);
}
