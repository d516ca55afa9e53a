/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of the schema. A step that has been in a release never changes: a new one follows it. */
#include "store/schema.h"

#include "base/array.h"

#include <stddef.h>

/* clang-format off */
static const char first[] =
	"CREATE TABLE visit_draft (\n"
	"visit TEXT PRIMARY KEY NOT NULL,\n"
	"person BLOB,\n"
	"saved_ms INTEGER NOT NULL,\n"
	"answers BLOB NOT NULL\n"
	") STRICT;\n"
	"CREATE INDEX visit_draft_person ON visit_draft(person, saved_ms) WHERE person IS NOT NULL;\n"
	"CREATE TABLE claim (\n"
	"code TEXT PRIMARY KEY NOT NULL,\n"
	"visit TEXT NOT NULL,\n"
	"person BLOB,\n"
	"reason TEXT NOT NULL,\n"
	"receipt BLOB NOT NULL,\n"
	"confirmed_ms INTEGER NOT NULL,\n"
	"number TEXT,\n"
	"status TEXT,\n"
	"promised TEXT\n"
	") STRICT;\n"
	"CREATE INDEX claim_person ON claim(person, confirmed_ms) WHERE person IS NOT NULL;\n"
	"CREATE TABLE request (\n"
	"id INTEGER PRIMARY KEY,\n"
	"key TEXT UNIQUE NOT NULL,\n"
	"code TEXT,\n"
	"visit TEXT NOT NULL,\n"
	"kind TEXT NOT NULL,\n"
	"method TEXT NOT NULL,\n"
	"path TEXT NOT NULL,\n"
	"content_type TEXT NOT NULL,\n"
	"body BLOB,\n"
	"state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),\n"
	"attempts INTEGER NOT NULL DEFAULT 0,\n"
	"outcome_unknown INTEGER NOT NULL DEFAULT 0,\n"
	"next_ms INTEGER NOT NULL DEFAULT 0,\n"
	"expires_ms INTEGER NOT NULL,\n"
	"made_ms INTEGER NOT NULL,\n"
	"settled_ms INTEGER,\n"
	"http_status INTEGER,\n"
	"problem TEXT,\n"
	"answer BLOB,\n"
	"FOREIGN KEY (code) REFERENCES claim(code)\n"
	") STRICT;\n"
	"CREATE INDEX request_state ON request(state, made_ms);\n"
	"CREATE INDEX request_open ON request(visit, id) WHERE state IN (0, 1);\n"
	"CREATE INDEX request_code ON request(code);\n"
	"CREATE TABLE print_job (\n"
	"key TEXT PRIMARY KEY NOT NULL,\n"
	"code TEXT NOT NULL,\n"
	"bytes BLOB,\n"
	"state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),\n"
	"why TEXT,\n"
	"made_ms INTEGER NOT NULL,\n"
	"settled_ms INTEGER\n"
	") STRICT;\n"
	"CREATE TABLE handover (\n"
	"code TEXT PRIMARY KEY NOT NULL,\n"
	"visit TEXT NOT NULL,\n"
	"person BLOB,\n"
	"why TEXT NOT NULL,\n"
	"priority INTEGER NOT NULL CHECK (priority IN (0, 1)),\n"
	"answers BLOB NOT NULL,\n"
	"made_ms INTEGER NOT NULL,\n"
	"closed_ms INTEGER\n"
	") STRICT;\n"
	"CREATE INDEX handover_open ON handover(priority, made_ms) WHERE closed_ms IS NULL;\n"
	"CREATE TABLE staff (\n"
	"id TEXT PRIMARY KEY NOT NULL,\n"
	"initials TEXT UNIQUE NOT NULL,\n"
	"role TEXT NOT NULL CHECK (role IN ('officer', 'supervisor', 'technician')),\n"
	"name BLOB NOT NULL,\n"
	"pin BLOB NOT NULL,\n"
	"made_ms INTEGER NOT NULL\n"
	") STRICT;\n"
	"CREATE TABLE journal (\n"
	"seq INTEGER PRIMARY KEY,\n"
	"time_ms INTEGER NOT NULL,\n"
	"visit BLOB,\n"
	"actor TEXT NOT NULL,\n"
	"event TEXT NOT NULL,\n"
	"outcome TEXT NOT NULL,\n"
	"subject BLOB,\n"
	"detail TEXT NOT NULL,\n"
	"prev BLOB NOT NULL,\n"
	"hash BLOB NOT NULL\n"
	") STRICT;\n"
	"CREATE INDEX journal_time ON journal(time_ms);\n"
	"CREATE INDEX journal_event ON journal(event, seq);\n"
	"CREATE INDEX journal_subject ON journal(subject, seq) WHERE subject IS NOT NULL;\n"
	"CREATE INDEX journal_actor ON journal(actor, seq);\n"
	"CREATE INDEX journal_outcome ON journal(outcome, seq) WHERE outcome <> 'ok';\n"
	"CREATE INDEX journal_visit ON journal(visit) WHERE visit IS NOT NULL;\n"
	"CREATE TRIGGER journal_stays BEFORE UPDATE ON journal\n"
	"BEGIN SELECT raise(ABORT, 'the journal is not changed'); END;\n"
	"CREATE TRIGGER journal_keeps BEFORE DELETE ON journal\n"
	"BEGIN SELECT raise(ABORT, 'the journal is not cut'); END;\n"
	"CREATE TABLE journal_head (\n"
	"seq INTEGER PRIMARY KEY,\n"
	"time_ms INTEGER NOT NULL,\n"
	"hash BLOB NOT NULL,\n"
	"signature BLOB NOT NULL,\n"
	"sent_ms INTEGER\n"
	") STRICT;\n";

/* The next request to try is found without reading all that wait. */
static const char second[] =
	"CREATE INDEX request_next ON request(attempts, id) WHERE state = 0;\n";

/* The centre took the claim and had another one of the same person before. */
static const char third[] =
	"ALTER TABLE claim ADD COLUMN duplicate_of TEXT;\n";
/* What people said of a visit, or why they gave it up. */
static const char fourth[] =
	"CREATE TABLE survey (\n"
	"visit TEXT PRIMARY KEY NOT NULL,\n"
	"service TEXT NOT NULL,\n"
	"score INTEGER CHECK (score BETWEEN 1 AND 5),\n"
	"left_why TEXT CHECK (left_why IN ('papers', 'confused', 'long', 'photo', 'other')),\n"
	"assisted INTEGER NOT NULL CHECK (assisted IN (0, 1)),\n"
	"senior INTEGER NOT NULL CHECK (senior IN (0, 1)),\n"
	"made_ms INTEGER NOT NULL,\n"
	"CHECK ((score IS NULL) <> (left_why IS NULL))\n"
	") STRICT;\n"
	"CREATE INDEX survey_made ON survey(made_ms);\n";

/* Accounts are closed, cards open them with their PIN, wrong PINs are counted over a restart. */
static const char fifth[] =
	"ALTER TABLE staff ADD COLUMN disabled_ms INTEGER;\n"
	"ALTER TABLE staff ADD COLUMN card BLOB;\n"
	"CREATE UNIQUE INDEX staff_card ON staff(card) WHERE card IS NOT NULL;\n"
	"CREATE TABLE pin_try (\n"
	"who TEXT PRIMARY KEY NOT NULL,\n"
	"wrong INTEGER NOT NULL,\n"
	"open_ms INTEGER NOT NULL\n"
	") STRICT;\n";

/* What the person of a visit came for, in every row of it. */
static const char sixth[] =
	"ALTER TABLE journal ADD COLUMN service TEXT;\n"
	"CREATE INDEX journal_service ON journal(service, seq) WHERE service IS NOT NULL;\n";

/* Consent withdrawn by the code of a receipt, made here or elsewhere. */
static const char seventh[] =
	"CREATE TABLE withdrawal (\n"
	"code TEXT PRIMARY KEY NOT NULL,\n"
	"key TEXT,\n"
	"made_ms INTEGER NOT NULL,\n"
	"reference TEXT,\n"
	"stops_ms INTEGER\n"
	") STRICT;\n"
	"CREATE INDEX withdrawal_key ON withdrawal(key) WHERE key IS NOT NULL;\n";

/* Old rows may leave the journal once they are in a signed file, and not before. */
static const char eighth[] =
	"CREATE TABLE journal_archive (\n"
	"first_seq INTEGER PRIMARY KEY,\n"
	"last_seq INTEGER NOT NULL,\n"
	"hash BLOB NOT NULL,\n"
	"file TEXT NOT NULL,\n"
	"made_ms INTEGER NOT NULL\n"
	") STRICT;\n"
	"DROP TRIGGER journal_keeps;\n"
	"CREATE TRIGGER journal_keeps BEFORE DELETE ON journal"
	" WHEN NOT EXISTS (SELECT 1 FROM journal_archive"
	" WHERE old.seq BETWEEN first_seq AND last_seq)\n"
	"BEGIN SELECT raise(ABORT, 'the journal is not cut'); END;\n";

/* What a supervisor looks at again, and what claims of one officer may share. */
static const char ninth[] =
	"CREATE TABLE review (\n"
	"seq INTEGER PRIMARY KEY,\n"
	"kind TEXT NOT NULL CHECK (kind IN ('no-face', 'similar-name', 'unblock', 'withdrawn')),\n"
	"officer TEXT NOT NULL,\n"
	"second TEXT NOT NULL,\n"
	"visit TEXT NOT NULL,\n"
	"code TEXT NOT NULL,\n"
	"made_ms INTEGER NOT NULL,\n"
	"verdict TEXT CHECK (verdict IN ('fits', 'questioned')),\n"
	"note TEXT,\n"
	"written BLOB,\n"
	"marked_by TEXT,\n"
	"marked_ms INTEGER,\n"
	"CHECK ((verdict IS NULL) = (marked_by IS NULL))\n"
	") STRICT;\n"
	"CREATE INDEX review_open ON review(seq) WHERE verdict IS NULL;\n"
	"CREATE INDEX review_visit ON review(visit) WHERE code = '';\n"
	"CREATE TABLE claim_trace (\n"
	"code TEXT PRIMARY KEY NOT NULL REFERENCES claim(code),\n"
	"officer TEXT NOT NULL,\n"
	"person BLOB,\n"
	"account BLOB,\n"
	"phone BLOB,\n"
	"made_ms INTEGER NOT NULL\n"
	") STRICT;\n"
	"CREATE INDEX claim_trace_account ON claim_trace(account) WHERE account IS NOT NULL;\n"
	"CREATE INDEX claim_trace_phone ON claim_trace(phone) WHERE phone IS NOT NULL;\n"
	"CREATE INDEX claim_trace_made ON claim_trace(made_ms);\n";

/* Staff said that they are away, and until when. */
static const char tenth[] =
	"CREATE TABLE absence (\n"
	"id INTEGER PRIMARY KEY CHECK (id = 1),\n"
	"back_ms INTEGER NOT NULL\n"
	") STRICT;\n";

/* Days of the counter, with the head of the journal each ended with. */
static const char eleventh[] =
	"CREATE TABLE day (\n"
	"day TEXT PRIMARY KEY NOT NULL,\n"
	"opened_ms INTEGER NOT NULL,\n"
	"opened_by TEXT NOT NULL,\n"
	"closed_ms INTEGER,\n"
	"closed_by TEXT,\n"
	"head TEXT\n"
	") STRICT;\n"
	"CREATE INDEX day_left_open ON day(day) WHERE closed_ms IS NULL;\n";

/* Who is reached about a claim that waits, and whether they were. */
static const char twelfth[] =
	"ALTER TABLE claim ADD COLUMN contact BLOB;\n"
	"ALTER TABLE claim ADD COLUMN called TEXT;\n"
	"ALTER TABLE claim ADD COLUMN called_ms INTEGER;\n";

/* Who called for an officer that did not come heads the list; how a hand-over ended is kept without its answers. */
static const char thirteenth[] =
	"ALTER TABLE handover ADD COLUMN called INTEGER NOT NULL DEFAULT 0 CHECK (called IN (0, 1));\n"
	"ALTER TABLE handover ADD COLUMN outcome TEXT;\n"
	"DROP INDEX handover_open;\n"
	"CREATE INDEX handover_open ON handover(called, priority, made_ms) WHERE closed_ms IS NULL;\n";

/* Why the gate refused a face, second by second: measures, never a picture. */
static const char fourteenth[] =
	"CREATE TABLE capture_quality (\n"
	"id INTEGER PRIMARY KEY,\n"
	"time_ms INTEGER NOT NULL,\n"
	"visit TEXT NOT NULL,\n"
	"reason TEXT NOT NULL,\n"
	"camera TEXT NOT NULL,\n"
	"faces INTEGER NOT NULL,\n"
	"eye_px REAL NOT NULL,\n"
	"frame_px REAL NOT NULL,\n"
	"yaw REAL NOT NULL,\n"
	"pitch REAL NOT NULL,\n"
	"roll REAL NOT NULL,\n"
	"room_left REAL NOT NULL,\n"
	"room_right REAL NOT NULL,\n"
	"room_up REAL NOT NULL,\n"
	"room_down REAL NOT NULL,\n"
	"sharpness REAL NOT NULL,\n"
	"luminance REAL NOT NULL,\n"
	"overexposed REAL NOT NULL,\n"
	"light_overlap REAL NOT NULL\n"
	") STRICT;\n"
	"CREATE INDEX capture_quality_time ON capture_quality(time_ms);\n";

/* A claim that waits for staff may become a hand-over, and waits in that list until it is closed. */
static const char fifteenth[] =
	"ALTER TABLE handover ADD COLUMN claim TEXT;\n"
	"CREATE INDEX handover_claim ON handover(claim) WHERE claim IS NOT NULL AND closed_ms IS NULL;\n";

/* What a member of staff found the camera to be, by a printed page. */
static const char sixteenth[] =
	"CREATE TABLE calibration (\n"
	"camera TEXT PRIMARY KEY NOT NULL,\n"
	"sharpness_tenths INTEGER NOT NULL CHECK (sharpness_tenths > 0),\n"
	"light_percent INTEGER NOT NULL CHECK (light_percent BETWEEN 0 AND 100),\n"
	"made_ms INTEGER NOT NULL,\n"
	"made_by TEXT NOT NULL\n"
	") STRICT;\n";
/* clang-format on */

static const char *const steps[] = { first, second, third, fourth, fifth, sixth, seventh,
	eighth, ninth, tenth, eleventh, twelfth, thirteenth, fourteenth, fifteenth,
	sixteenth };

const char *
schema_step(int step)
{
	return step >= 0 && (size_t)step < ARRAY_LEN(steps) ? steps[step] : NULL;
}

int
schema_version(void)
{
	return (int)ARRAY_LEN(steps);
}
