/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Face photographs. The reference central recognises nobody: the result is the one the cast
 * gives the person. Form and quality of what was sent are checked for real.
 */
#include "central/handlers.h"
#include "central/claim_record.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	PHOTO_MAX = 250 * 1000,
	SIDE_MIN = 240,
	BOUNDARY_ROOM = 80,
	REFERENCE_ROOM = 24,
	CERTIFICATE_DAYS = 30,
};

#define ISSUER "Mitra Verifikasi Demo"

/* clang-format off */
static const struct field measures_form[] = {
	{ "faces", FORM_INT, .required = true, .max = 100 },
	{ "eye_distance_px", FORM_NUMBER, .required = true, .max = 10000 },
	{ "yaw", FORM_NUMBER, .min = -180, .max = 180 },
	{ "pitch", FORM_NUMBER, .min = -180, .max = 180 },
	{ "roll", FORM_NUMBER, .required = true, .min = -180, .max = 180 },
	{ "sharpness", FORM_NUMBER, .required = true, .max = 10000000 },
	{ "luminance", FORM_NUMBER, .required = true, .max = 1 },
	{ "overexposed", FORM_NUMBER, .max = 1 },
	{ "light_overlap", FORM_NUMBER, .max = 1 },
	{ "pad", FORM_WORD, .words = "none" },
	{ NULL },
};
/* clang-format on */

struct bytes {
	const unsigned char *at; /* borrowed; NULL: not there */
	size_t n;
};

struct upload {
	struct bytes photo, measures;
};

static struct bytes
find(struct bytes in, const char *what)
{
	struct bytes rest = { NULL, 0 };
	const unsigned char *at = memmem(in.at, in.n, what, strlen(what));

	if (at != NULL) {
		rest.at = at;
		rest.n = in.n - (size_t)(at - in.at);
	}
	return rest;
}

static struct bytes
after(struct bytes in, size_t n)
{
	return (struct bytes){ in.at + n, in.n - n };
}

/* "multipart/form-data; boundary=X" → "\r\n--X" */
static enum status
read_boundary(const char *content_type, char ret_boundary[BOUNDARY_ROOM])
{
	static const char kind[] = "multipart/form-data";
	const char *at = strstr(content_type, "boundary=");
	size_t n;

	if (strncmp(content_type, kind, sizeof(kind) - 1) != 0 || at == NULL)
		return ST_INVALID;
	at += strlen("boundary=");
	at += *at == '"';
	n = strcspn(at, "\"; ");
	return n == 0 ? ST_INVALID
		      : str_format(ret_boundary, BOUNDARY_ROOM, "\r\n--%.*s", (int)n, at);
}

static void
take_part(struct bytes part, struct upload *upload)
{
	struct bytes end = find(part, "\r\n\r\n"), head, body;

	if (end.at == NULL)
		return;
	head = (struct bytes){ part.at, (size_t)(end.at - part.at) };
	body = after(end, 4);
	if (find(head, "name=\"photo\"").at != NULL)
		upload->photo = body;
	else if (find(head, "name=\"measures\"").at != NULL)
		upload->measures = body;
}

static enum status
read_upload(const struct exchange *x, struct upload *ret_upload)
{
	char boundary[BOUNDARY_ROOM];
	struct bytes rest = { x->bytes, x->n }, next;
	enum status st = read_boundary(x->content_type, boundary);

	if (st != ST_OK)
		return st;
	/* the first boundary may stand at the very start, without its line break */
	rest = find(rest, boundary + 2);
	if (rest.at == NULL)
		return ST_INVALID;
	for (rest = after(rest, strlen(boundary) - 2); (next = find(rest, boundary)).at != NULL;
		rest = after(next, strlen(boundary)))
		take_part((struct bytes){ rest.at, (size_t)(next.at - rest.at) }, ret_upload);
	return ret_upload->photo.at != NULL && ret_upload->measures.at != NULL ? ST_OK
									       : ST_INVALID;
}

/* Width and height out of the start-of-frame segment; false: not a JPEG. */
static bool
jpeg_size(struct bytes jpeg, int *ret_width, int *ret_height)
{
	size_t at = 2;

	if (jpeg.n < 4 || jpeg.at[0] != 0xFF || jpeg.at[1] != 0xD8)
		return false;
	while (at + 9 < jpeg.n && jpeg.at[at] == 0xFF) {
		unsigned char marker = jpeg.at[at + 1];
		bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
			     marker != 0xC8 && marker != 0xCC;

		if (frame) {
			*ret_height = jpeg.at[at + 5] << 8 | jpeg.at[at + 6];
			*ret_width = jpeg.at[at + 7] << 8 | jpeg.at[at + 8];
			return true;
		}
		at += 2 + (size_t)(jpeg.at[at + 2] << 8 | jpeg.at[at + 3]);
	}
	return false;
}

/* NULL: good enough to be compared. */
static const char *
quality_fault(const struct upload *upload, const json_t *measures)
{
	double light = json_number_value(json_object_get(measures, "luminance"));
	int width = 0, height = 0;

	if (!jpeg_size(upload->photo, &width, &height))
		return "not-jpeg";
	if (upload->photo.n > PHOTO_MAX)
		return "too-large";
	if (width < SIDE_MIN || height < SIDE_MIN)
		return "too-small";
	if (integer_of(measures, "faces") != 1)
		return "not-one-face";
	if (light < 0.05)
		return "dark";
	return light > 0.95 ? "bright" : NULL;
}

/* Answers where the upload cannot be used. */
static enum status
check_upload(struct exchange *x)
{
	struct upload upload = { { NULL, 0 }, { NULL, 0 } };
	json_t *measures = NULL, *errors = json_array();
	const char *fault;
	enum status st = ST_OK;

	if (errors == NULL)
		return ST_NO_MEMORY;
	if (strncmp(x->content_type, "multipart/form-data", 19) != 0)
		st = refuse(x, PROBLEM_CONTENT_TYPE);
	else if (read_upload(x, &upload) != ST_OK)
		st = refuse(x, PROBLEM_MALFORMED);
	else if ((measures = json_loadb((const char *)upload.measures.at, upload.measures.n,
			  JSON_REJECT_DUPLICATES, NULL)) == NULL)
		st = refuse(x, PROBLEM_MALFORMED);
	if (st == ST_OK && x->status == 0)
		st = form_check(measures_form, measures, errors);
	if (st == ST_OK && x->status == 0 && json_array_size(errors) > 0)
		st = refuse_with(x, PROBLEM_INVALID, json_pack("{s:O}", "errors", errors));
	if (st == ST_OK && x->status == 0 && (fault = quality_fault(&upload, measures)) != NULL)
		st = refuse_with(x, PROBLEM_FACE_QUALITY, json_pack("{s:s}", "quality", fault));
	json_decref(measures);
	json_decref(errors);
	return st;
}

/* The cast's word on this person: match, never, not_enrolled; the dead match nobody. */
static enum status
compare(struct exchange *x, const char *nik, const char **ret_result)
{
	int64_t kind = 0;
	enum status st = ledger_number(x->centre->ledger, &kind,
		"SELECT CASE WHEN died_on IS NOT NULL OR face = 'never' THEN 0 WHEN face ="
		" 'not_enrolled' THEN 2 ELSE 1 END FROM person WHERE nik = ?",
		"s", nik);
	static const char *const results[] = { "not_verified", "verified", "not_enrolled" };

	if (st == ST_OK)
		*ret_result = results[kind];
	if (st == ST_OK && kind == 2) /* the partner matched it: enrolled from now on */
		st = ledger_run(x->centre->ledger,
			"UPDATE person SET face = 'match' WHERE nik = ?", "s", nik);
	return st;
}

static enum status
keep_result(struct exchange *x, const char *nik, const char *visit, const char *result,
	char ret_reference[REFERENCE_ROOM])
{
	enum status st = ledger_run(x->centre->ledger,
		"INSERT INTO verification (nik, visit, result, at) VALUES (?, ?, ?, ?)", "sssi",
		nik, visit, result, x->now);

	return st != ST_OK ? st
			   : str_format(ret_reference, REFERENCE_ROOM, "VRF-%010" PRId64,
				     ledger_last_id(x->centre->ledger));
}

static json_t *
certificate(struct exchange *x, const char *reference)
{
	return json_pack("{s:s, s:s, s:o, s:o}", "reference", reference, "issuer", ISSUER,
		"issued_at", time_json(x->centre, x->now), "valid_until",
		time_json(x->centre, x->now + INT64_C(86400) * CERTIFICATE_DAYS));
}

enum status
face_verify(struct exchange *x)
{
	const char *result = NULL;
	char reference[REFERENCE_ROOM];
	bool matched;
	enum status st;

	if (x->visit.consent_id[0] == '\0')
		return refuse(x, PROBLEM_CONSENT);
	st = check_upload(x);
	if (st != ST_OK || x->status != 0)
		return st;
	st = compare(x, x->visit.nik, &result);
	if (st == ST_OK)
		st = keep_result(x, x->visit.nik, x->visit.id, result, reference);
	if (st != ST_OK)
		return st;
	matched = strcmp(result, "not_verified") != 0;
	if (matched && strcmp(x->visit.assurance, "claimed") == 0)
		st = ledger_run(x->centre->ledger,
			"UPDATE visit SET assurance = 'verified' WHERE id = ?", "s",
			x->visit.id);
	if (st != ST_OK)
		return st;
	return answer(x, 200,
		json_pack("{s:s, s:o, s:b, s:s, s:o}", "result", result, "reject_fields",
			matched ? json_array() : json_pack("[s]", "face"), "enrolled",
			strcmp(result, "not_enrolled") == 0, "assurance",
			matched && strcmp(x->visit.assurance, "claimed") == 0
				? "verified"
				: x->visit.assurance,
			"certificate", matched ? certificate(x, reference) : json_null()));
}

struct waiting_claim {
	int64_t id;
	char nik[NIK_ROOM], status[16], number[32];
	bool duplicate, known;
};

static enum status
find_claim(struct exchange *x, struct waiting_claim *ret_claim)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT id, nik, status, claim_number, duplicate_of IS NOT NULL, EXISTS"
		" (SELECT 1 FROM person WHERE person.nik = claim.nik) FROM claim WHERE"
		" receipt_code = ? AND kiosk = ?",
		"ss", x->part[0], x->kiosk);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK) {
		ret_claim->id = sqlite3_column_int64(query, 0);
		ret_claim->duplicate = sqlite3_column_int(query, 4) != 0;
		ret_claim->known = sqlite3_column_int(query, 5) != 0;
		st = str_copy(ret_claim->nik, NIK_ROOM, ledger_text(query, 1));
	}
	if (st == ST_OK)
		st = str_copy(
			ret_claim->status, sizeof(ret_claim->status), ledger_text(query, 2));
	if (st == ST_OK)
		st = str_copy(
			ret_claim->number, sizeof(ret_claim->number), ledger_text(query, 3));
	sqlite3_finalize(query);
	return st;
}

enum status
claim_face_add(struct exchange *x)
{
	struct waiting_claim claim = { .id = 0 };
	const char *result = "not_verified";
	char reference[REFERENCE_ROOM];
	char *promised = NULL;
	bool complete = false;
	enum status st = find_claim(x, &claim);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_CLAIM);
	if (st == ST_OK)
		st = check_upload(x);
	if (st != ST_OK || x->status != 0)
		return st;
	if (claim.known)
		st = compare(x, claim.nik, &result);
	if (st == ST_OK)
		st = keep_result(x, claim.nik, NULL, result, reference);
	complete = strcmp(result, "not_verified") != 0 && !claim.duplicate &&
		   strcmp(claim.status, "to_verify") == 0;
	if (st == ST_OK && complete)
		st = claim_complete(x->centre, claim.id, x->now);
	if (st == ST_OK && complete)
		st = claim_text(x->centre->ledger,
			"SELECT promised_date FROM claim WHERE id = ?", claim.id, &promised);
	if (st == ST_OK)
		st = answer(x, 202,
			json_pack("{s:s, s:s, s:s, s:s?, s:s}", "claim_number", claim.number,
				"receipt_code", x->part[0], "status",
				complete ? "received" : claim.status, "promised_date", promised,
				"result", result));
	free(promised);
	return st;
}
