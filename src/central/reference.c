/* SPDX-License-Identifier: Apache-2.0 */
/* The centre's state, its dated tables, and outcomes of earlier requests. */
#include "central/handlers.h"
#include "central/whole_file.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/str.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 1 << 20 };

enum status
status_get(struct exchange *x)
{
	int64_t until = x->centre->maintenance_until;
	bool closed = until > x->now;

	return answer(x, 200,
		json_pack("{s:s, s:o, s:o, s:s?, s:s}", "state",
			closed ? "maintenance" : "open", "until",
			closed ? time_json(x->centre, until) : json_null(), "time",
			time_json(x->centre, x->now), "message",
			closed ? "Pusat sedang diperbaiki. Silakan coba lagi nanti." : NULL,
			"policy_version", x->centre->policy.version));
}

typedef json_t *row_fn(const struct csv_row *row);

static json_t *
holiday_row(const struct csv_row *row)
{
	return json_pack("{s:s, s:s, s:s}", "date", row->cell[0], "kind", row->cell[1], "name",
		row->cell[2]);
}

static json_t *
bank_row(const struct csv_row *row)
{
	json_t *lengths = json_array();

	for (const char *at = row->cell[3]; *at != '\0';) {
		char *end = NULL;
		long length = strtol(at, &end, 10);

		if (end == at || json_array_append_new(lengths, json_integer(length)) != 0)
			break;
		at = end + strspn(end, " ");
	}
	return json_pack("{s:s, s:s, s:b, s:o}", "code", row->cell[0], "name", row->cell[1],
		"short", strcmp(row->cell[2], "yes") == 0, "lengths", lengths);
}

/* NULL: not a table of that heading. */
static json_t *
table_rows(const char *text, const char *heading, row_fn *make)
{
	json_t *rows = json_array();
	struct csv_row row;
	struct csv csv;
	enum status st = csv_open(&csv, text, heading);

	while (st == ST_OK && (st = csv_next(&csv, &row)) == ST_OK)
		if (json_array_append_new(rows, make(&row)) != 0)
			st = ST_NO_MEMORY;
	if (st == ST_NOT_FOUND)
		return rows;
	json_decref(rows);
	return NULL;
}

static json_t *
policy_table(char *text)
{
	return json_loads(text, JSON_REJECT_DUPLICATES, NULL);
}

static json_t *
holidays_table(char *text)
{
	return json_pack("{s:o}", "holidays", table_rows(text, "date,kind,name", holiday_row));
}

static json_t *
banks_table(char *text)
{
	return json_pack(
		"{s:o}", "banks", table_rows(text, "code,name,short,lengths", bank_row));
}

static json_t *
branches_table(char *text)
{
	(void)text;
	return json_pack("{s:[{s:s, s:s, s:s, s:s, s:s}]}", "branches", "code", "HSU", "name",
		"BPJS Ketenagakerjaan Hulu Sungai Utara (contoh)", "address",
		"Jalan Contoh 1, Amuntai", "phone", "175", "hours", "Senin-Jumat 08.00-16.00");
}

static const struct {
	const char *name, *file;
	json_t *(*make)(char *text);
} tables[] = {
	{ "policy", "policy.json", policy_table },
	{ "holidays", "holidays.csv", holidays_table },
	{ "banks", "banks.csv", banks_table },
	{ "branches", NULL, branches_table },
};

static enum status
set_etag(struct exchange *x)
{
	unsigned char hash[16];
	char hex[2 * sizeof(hash) + 1];

	if (crypto_generichash(hash, sizeof(hash), (const unsigned char *)x->text,
		    strlen(x->text), NULL, 0) != 0)
		return ST_INVALID;
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return str_format(x->etag, sizeof(x->etag), "\"%s\"", hex);
}

enum status
reference_get(struct exchange *x)
{
	char etag[sizeof(x->etag)];
	struct buf buf;
	size_t i = 0;
	enum status st = ST_OK;

	while (i < ARRAY_LEN(tables) && strcmp(tables[i].name, x->part[0]) != 0)
		i++;
	if (i == ARRAY_LEN(tables))
		return refuse(x, PROBLEM_NO_PATH);
	buf_init(&buf, TABLE_MAX);
	if (tables[i].file != NULL)
		st = whole_file_in(x->centre->reference_dir, tables[i].file, &buf);
	if (st == ST_OK)
		st = answer(x, 200, tables[i].make(buf.data));
	else if (st == ST_NOT_FOUND)
		st = refuse(x, PROBLEM_NO_PATH);
	buf_free(&buf);
	if (st != ST_OK || x->status != 200)
		return st;
	st = set_etag(x);
	if (st != ST_OK || strcmp(x->etag, x->if_none_match) != 0)
		return st;
	st = str_copy(etag, sizeof(etag), x->etag);
	if (st == ST_OK)
		st = answer_nothing(x, 304);
	return st == ST_OK ? str_copy(x->etag, sizeof(x->etag), etag) : st;
}

enum status
request_get(struct exchange *x)
{
	sqlite3_stmt *query = NULL;
	json_t *outcome = NULL;
	int64_t at = 0;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT key AS idempotency_key, method, target, status, content_type, iif(body"
		" = '', NULL, body) AS \"body{}\" FROM request WHERE kiosk = ? AND key = ?",
		"ss", x->kiosk, x->part[0]);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, &outcome);
	sqlite3_finalize(query);
	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_REQUEST);
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &at,
			"SELECT answered_at FROM request WHERE kiosk = ? AND key = ?", "ss",
			x->kiosk, x->part[0]);
	if (st == ST_OK &&
		json_object_set_new(outcome, "answered_at", time_json(x->centre, at)) != 0)
		st = ST_NO_MEMORY;
	if (st == ST_OK)
		return answer(x, 200, outcome);
	json_decref(outcome);
	return st;
}
