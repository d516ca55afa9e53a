/* SPDX-License-Identifier: Apache-2.0 */
/* The tables. Dates are ISO text, times Unix seconds, money whole rupiah, truth 0 or 1. */
#include "central/schema.h"

#include <stddef.h>

/* clang-format off */
static const char people[] =
	"CREATE TABLE person ("
	"	nik TEXT PRIMARY KEY, name TEXT NOT NULL, birth_date TEXT NOT NULL,"
	"	birth_place TEXT, mother_name TEXT, marital_status TEXT,"
	"	address TEXT, village TEXT, district TEXT, regency TEXT, province TEXT,"
	"	postal_code TEXT, phone TEXT, has_no_phone INTEGER NOT NULL, email TEXT,"
	"	has_npwp INTEGER NOT NULL, jmo_blocked INTEGER NOT NULL, died_on TEXT,"
	"	face TEXT NOT NULL, bank TEXT, account TEXT,"
	"	partial_reason TEXT, partial_on TEXT, partial_gross INTEGER,"
	"	situation TEXT NOT NULL) STRICT;"
	"CREATE TABLE card ("
	"	kpj TEXT PRIMARY KEY, nik TEXT NOT NULL REFERENCES person,"
	"	employer TEXT NOT NULL, segment TEXT NOT NULL, active INTEGER NOT NULL,"
	"	registered INTEGER NOT NULL, joined_on TEXT NOT NULL, ended_on TEXT,"
	"	end_reason TEXT, balance INTEGER NOT NULL, wage INTEGER NOT NULL) STRICT;"
	"CREATE INDEX card_nik ON card (nik);"
	"CREATE TABLE account ("
	"	bank TEXT NOT NULL, number TEXT NOT NULL, holder TEXT NOT NULL,"
	"	state TEXT NOT NULL, PRIMARY KEY (bank, number)) STRICT;";

static const char visits[] =
	"CREATE TABLE visit ("
	"	id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, nik TEXT NOT NULL REFERENCES person,"
	"	assurance TEXT NOT NULL, opened_at INTEGER NOT NULL,"
	"	expires_at INTEGER NOT NULL, ended_at INTEGER, consent_id TEXT,"
	"	saved_code TEXT, assisted_by TEXT) STRICT;"
	"CREATE INDEX visit_nik ON visit (nik, opened_at);"
	"CREATE TABLE consent ("
	"	id TEXT PRIMARY KEY, visit TEXT NOT NULL REFERENCES visit,"
	"	text_version TEXT NOT NULL, method TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
	"CREATE TABLE verification ("
	"	id INTEGER PRIMARY KEY, nik TEXT NOT NULL, visit TEXT, result TEXT NOT NULL,"
	"	at INTEGER NOT NULL) STRICT;"
	"CREATE TABLE attestation ("
	"	id TEXT PRIMARY KEY, visit TEXT NOT NULL REFERENCES visit,"
	"	officer TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
	"CREATE TABLE saved_visit ("
	"	code TEXT PRIMARY KEY, nik TEXT NOT NULL, flow TEXT NOT NULL,"
	"	step TEXT NOT NULL, answers TEXT NOT NULL, saved_at INTEGER NOT NULL,"
	"	valid_until TEXT NOT NULL) STRICT;"
	"CREATE TABLE unblocking ("
	"	id INTEGER PRIMARY KEY, nik TEXT NOT NULL, officer TEXT NOT NULL,"
	"	supervisor TEXT, reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
	"CREATE TABLE ticket ("
	"	id INTEGER PRIMARY KEY, visit TEXT NOT NULL REFERENCES visit,"
	"	kind TEXT NOT NULL, reason TEXT, topic TEXT, priority INTEGER NOT NULL,"
	"	day TEXT NOT NULL, number INTEGER NOT NULL) STRICT;"
	"CREATE TABLE bill ("
	"	id INTEGER PRIMARY KEY, nik TEXT NOT NULL, months INTEGER NOT NULL,"
	"	amount INTEGER NOT NULL, valid_until TEXT NOT NULL) STRICT;"
	"CREATE TABLE attempt (kiosk TEXT NOT NULL, at INTEGER NOT NULL) STRICT;";

static const char claims[] =
	"CREATE TABLE claim ("
	"	id INTEGER PRIMARY KEY, claim_number TEXT NOT NULL UNIQUE,"
	"	receipt_code TEXT UNIQUE, nik TEXT NOT NULL, kiosk TEXT, visit TEXT,"
	"	channel TEXT NOT NULL, reason TEXT NOT NULL, event_date TEXT,"
	"	status TEXT NOT NULL, submitted_at INTEGER NOT NULL,"
	"	counted_from INTEGER, promised_date TEXT, paid_on TEXT,"
	"	gross INTEGER NOT NULL, tax INTEGER NOT NULL, net INTEGER NOT NULL,"
	"	bank TEXT, account TEXT, return_reason TEXT, duplicate_of TEXT,"
	"	held INTEGER NOT NULL, body TEXT) STRICT;"
	"CREATE INDEX claim_nik ON claim (nik);"
	"CREATE INDEX claim_status ON claim (status);"
	"CREATE TABLE claim_step ("
	"	claim INTEGER NOT NULL REFERENCES claim, seq INTEGER NOT NULL,"
	"	status TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (claim, seq)) STRICT;"
	"CREATE TABLE withdrawal ("
	"	id INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claim,"
	"	at INTEGER NOT NULL) STRICT;";

static const char traffic[] =
	"CREATE TABLE nonce ("
	"	kiosk TEXT NOT NULL, nonce TEXT NOT NULL, at INTEGER NOT NULL,"
	"	PRIMARY KEY (kiosk, nonce)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX nonce_at ON nonce (at);"
	"CREATE TABLE request ("
	"	kiosk TEXT NOT NULL, key TEXT NOT NULL, fingerprint BLOB NOT NULL,"
	"	method TEXT NOT NULL, target TEXT NOT NULL, status INTEGER NOT NULL,"
	"	content_type TEXT, body TEXT NOT NULL, answered_at INTEGER NOT NULL,"
	"	PRIMARY KEY (kiosk, key)) STRICT;"
	"CREATE TABLE journal_head ("
	"	kiosk TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,"
	"	signed_at TEXT NOT NULL, public_key TEXT NOT NULL, signature TEXT NOT NULL,"
	"	received_at INTEGER NOT NULL, PRIMARY KEY (kiosk, seq)) STRICT;"
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

static const char contacts[] =
	"ALTER TABLE person ADD COLUMN education TEXT;"
	"ALTER TABLE person ADD COLUMN contact_name TEXT;"
	"ALTER TABLE person ADD COLUMN contact_relation TEXT;"
	"ALTER TABLE person ADD COLUMN contact_phone TEXT;"
	"ALTER TABLE person ADD COLUMN has_no_contact INTEGER NOT NULL DEFAULT 0;";
/* clang-format on */

const struct schema_part schema_parts[] = {
	{ 1, people },
	{ 1, visits },
	{ 1, claims },
	{ 1, traffic },
	{ 2, contacts },
	{ 0, NULL },
};
