-- SPDX-License-Identifier: Apache-2.0
-- What the kiosk keeps on disk: one SQLite file (WAL, synchronous=FULL, foreign keys, secure_delete).
-- This is the newest schema with words; the program builds it from the steps in src/store/schema.c, and a test
-- holds the two together. Times are Unix milliseconds.
--
--   sealed   XChaCha20-Poly1305 under a key of its purpose, bound to the key of its row
--   person   keyed BLAKE2b of a NIK or KPJ: found by who knows the number and the device key, read by nobody

-- The answers of the visit in progress.
CREATE TABLE visit_draft (
	visit    TEXT PRIMARY KEY NOT NULL,
	person   BLOB,                      -- NULL: not known yet
	saved_ms INTEGER NOT NULL,
	answers  BLOB NOT NULL              -- sealed
) STRICT;
CREATE INDEX visit_draft_person ON visit_draft(person, saved_ms) WHERE person IS NOT NULL;

-- What a person confirmed.
CREATE TABLE claim (
	code         TEXT PRIMARY KEY NOT NULL, -- of the receipt
	visit        TEXT NOT NULL,
	person       BLOB,
	reason       TEXT NOT NULL,
	receipt      BLOB NOT NULL,             -- sealed: the lines of the receipt, for a reprint
	confirmed_ms INTEGER NOT NULL,
	number       TEXT,                      -- of the centre; NULL before it answered, as the next two
	status       TEXT,
	promised     TEXT,
	duplicate_of TEXT,                      -- number of a claim of this person the centre had before
	contact      BLOB,                      -- sealed: whom to reach; NULL once it is paid, rejected or withdrawn
	called       TEXT,                      -- how staff reached them: reached not-reached posted; NULL: nobody tried
	called_ms    INTEGER
) STRICT;
CREATE INDEX claim_person ON claim(person, confirmed_ms) WHERE person IS NOT NULL;

-- The outbox: requests whose bytes are frozen until the centre has answered.
CREATE TABLE request (
	id              INTEGER PRIMARY KEY,  -- order within a visit
	key             TEXT UNIQUE NOT NULL, -- idempotency key, UUIDv7
	code            TEXT,                 -- of the claim it belongs to
	visit           TEXT NOT NULL,
	kind            TEXT NOT NULL,        -- claim, offline-claim, photo, ticket …
	method          TEXT NOT NULL,
	path            TEXT NOT NULL,        -- nothing personal
	content_type    TEXT NOT NULL,
	body            BLOB,                 -- sealed; NULL once done or expired
	state           INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
	                                      -- 0 waiting 1 sending 2 done 3 parked 4 expired
	attempts        INTEGER NOT NULL DEFAULT 0,
	outcome_unknown INTEGER NOT NULL DEFAULT 0, -- 1: bytes may have arrived, ask the centre first
	next_ms         INTEGER NOT NULL DEFAULT 0, -- not before
	expires_ms      INTEGER NOT NULL,           -- 0: never
	made_ms         INTEGER NOT NULL,
	settled_ms      INTEGER,
	http_status     INTEGER,
	problem         TEXT,
	answer          BLOB,                 -- sealed
	FOREIGN KEY (code) REFERENCES claim(code)
) STRICT;
CREATE INDEX request_state ON request(state, made_ms);
CREATE INDEX request_open ON request(visit, id) WHERE state IN (0, 1);
CREATE INDEX request_code ON request(code);
CREATE INDEX request_next ON request(attempts, id) WHERE state = 0; -- the least tried first

-- Receipts on their way to the printer.
CREATE TABLE print_job (
	key        TEXT PRIMARY KEY NOT NULL,
	code       TEXT NOT NULL,             -- of the receipt
	bytes      BLOB,                      -- sealed; NULL once printed
	state      INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
	                                      -- 0 waiting 1 done 2 failed
	why        TEXT,
	made_ms    INTEGER NOT NULL,
	settled_ms INTEGER
) STRICT;

-- What an officer finds prepared.
CREATE TABLE handover (
	code      TEXT PRIMARY KEY NOT NULL,  -- on the ticket
	visit     TEXT NOT NULL,
	person    BLOB,
	why       TEXT NOT NULL,
	priority  INTEGER NOT NULL CHECK (priority IN (0, 1)),
	answers   BLOB NOT NULL,              -- sealed; empty once it is closed
	made_ms   INTEGER NOT NULL,
	closed_ms INTEGER,                    -- NULL: open
	called    INTEGER NOT NULL DEFAULT 0 CHECK (called IN (0, 1)),  -- an officer who did not come
	outcome   TEXT,                       -- served absent cancelled claimed renewed expired
	claim     TEXT                        -- code of the claim that waited for staff; NULL: it is of none
) STRICT;
CREATE INDEX handover_open ON handover(called, priority, made_ms) WHERE closed_ms IS NULL;
CREATE INDEX handover_claim ON handover(claim) WHERE claim IS NOT NULL AND closed_ms IS NULL;

-- What people said of a visit in one key, or why they gave it up; nothing that tells who they are.
CREATE TABLE survey (
	visit    TEXT PRIMARY KEY NOT NULL,
	service  TEXT NOT NULL,               -- claim, balance …
	score    INTEGER CHECK (score BETWEEN 1 AND 5), -- 5 very content … 1 not at all
	left_why TEXT CHECK (left_why IN ('papers', 'confused', 'long', 'photo', 'other')),
	assisted INTEGER NOT NULL CHECK (assisted IN (0, 1)), -- an officer helped
	senior   INTEGER NOT NULL CHECK (senior IN (0, 1)),   -- 60 and over
	made_ms  INTEGER NOT NULL,
	CHECK ((score IS NULL) <> (left_why IS NULL))
) STRICT;
CREATE INDEX survey_made ON survey(made_ms);

-- What a camera was found to be, by a printed page that staff held before it.
CREATE TABLE calibration (
	camera           TEXT PRIMARY KEY NOT NULL, -- camera.source
	sharpness_tenths INTEGER NOT NULL CHECK (sharpness_tenths > 0), -- what a face must reach, in tenths
	light_percent    INTEGER NOT NULL CHECK (light_percent BETWEEN 0 AND 100), -- luminance of white paper there
	made_ms          INTEGER NOT NULL,
	made_by          TEXT NOT NULL              -- key of a staff row
) STRICT;

-- Seconds in which frames of the face came and the gate let none pass: measures, never a picture, nothing of who it was
-- but the visit. Rows leave by age.
CREATE TABLE capture_quality (
	id            INTEGER PRIMARY KEY,
	time_ms       INTEGER NOT NULL,
	visit         TEXT NOT NULL,
	reason        TEXT NOT NULL,          -- the first check that failed: no-face closer dark … (src/rules/face_gate.h)
	camera        TEXT NOT NULL,          -- camera.source
	faces         INTEGER NOT NULL,
	eye_px        REAL NOT NULL,          -- distance between the eyes; the raw values are those of base/face_measures.h
	frame_px      REAL NOT NULL,
	yaw           REAL NOT NULL,          -- degrees, as the next two
	pitch         REAL NOT NULL,
	roll          REAL NOT NULL,
	room_left     REAL NOT NULL,          -- eye distances to the edge of the frame, as the next three
	room_right    REAL NOT NULL,
	room_up       REAL NOT NULL,
	room_down     REAL NOT NULL,
	sharpness     REAL NOT NULL,
	luminance     REAL NOT NULL,          -- 0–1: brightness of the face
	overexposed   REAL NOT NULL,          -- share of its pixels
	light_overlap REAL NOT NULL           -- 0–1: left and right half alike
) STRICT;
CREATE INDEX capture_quality_time ON capture_quality(time_ms);

CREATE TABLE staff (
	id       TEXT PRIMARY KEY NOT NULL,
	initials TEXT UNIQUE NOT NULL,
	role     TEXT NOT NULL CHECK (role IN ('officer', 'supervisor', 'technician')),
	name     BLOB NOT NULL,               -- sealed
	pin      BLOB NOT NULL,               -- sealed Argon2id
	made_ms  INTEGER NOT NULL,
	disabled_ms INTEGER,                  -- the account was closed
	card     BLOB                         -- keyed hash of the code on the card
) STRICT;
CREATE UNIQUE INDEX staff_card ON staff(card) WHERE card IS NOT NULL;

-- Wrong PINs in a row, so that a restart forgives none.
CREATE TABLE pin_try (
	who     TEXT PRIMARY KEY NOT NULL,    -- staff.id where a card named it, else the door: kiosk, command-line
	wrong   INTEGER NOT NULL,
	open_ms INTEGER NOT NULL              -- before, none is tried
) STRICT;

-- Staff said that they are away: one row, or none.
CREATE TABLE absence (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	back_ms INTEGER NOT NULL              -- until then
) STRICT;

-- What happened; assets/events.md names the events. Rows are only ever added.
CREATE TABLE journal (
	seq     INTEGER PRIMARY KEY,          -- 1, 2, 3 …
	time_ms INTEGER NOT NULL,
	visit   BLOB,                         -- 16 bytes of the UUID
	actor   TEXT NOT NULL,                -- participant, kiosk, or the key of a staff row
	event   TEXT NOT NULL,
	outcome TEXT NOT NULL,
	subject BLOB,                         -- first 16 bytes of person
	detail  TEXT NOT NULL,
	prev    BLOB NOT NULL,                -- hash of the row before; zeros in the first
	hash    BLOB NOT NULL,                -- keyed BLAKE2b over prev, everything above and service
	service TEXT                          -- what the person came for: claim, balance …; NULL: not known
) STRICT;
CREATE INDEX journal_time ON journal(time_ms);
CREATE INDEX journal_event ON journal(event, seq);
CREATE INDEX journal_subject ON journal(subject, seq) WHERE subject IS NOT NULL;
CREATE INDEX journal_actor ON journal(actor, seq);
CREATE INDEX journal_outcome ON journal(outcome, seq) WHERE outcome <> 'ok';
CREATE INDEX journal_visit ON journal(visit) WHERE visit IS NOT NULL;
CREATE INDEX journal_service ON journal(service, seq) WHERE service IS NOT NULL;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is not changed'); END;
CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
	WHEN NOT EXISTS (SELECT 1 FROM journal_archive WHERE old.seq BETWEEN first_seq AND last_seq)
BEGIN SELECT raise(ABORT, 'the journal is not cut'); END;

-- Consent withdrawn by the code of a receipt, made here or elsewhere.
CREATE TABLE withdrawal (
	code      TEXT PRIMARY KEY NOT NULL,  -- of the receipt
	key       TEXT,                       -- of the request; NULL: the claim had not left and was closed here
	made_ms   INTEGER NOT NULL,
	reference TEXT,                       -- of the centre, once it answered
	stops_ms  INTEGER
) STRICT;
CREATE INDEX withdrawal_key ON withdrawal(key) WHERE key IS NOT NULL;

-- Files that old rows went into, each signed; rows leave the journal only once they are in one.
CREATE TABLE journal_archive (
	first_seq INTEGER PRIMARY KEY,
	last_seq  INTEGER NOT NULL,
	hash      BLOB NOT NULL,              -- of the last row: where the chain goes on
	file      TEXT NOT NULL,              -- in DIR/archive
	made_ms   INTEGER NOT NULL
) STRICT;

-- What a supervisor looks at again: written with the row of the journal that says what was done.
CREATE TABLE review (
	seq       INTEGER PRIMARY KEY,        -- of that row
	kind      TEXT NOT NULL CHECK (kind IN ('no-face', 'similar-name', 'unblock', 'withdrawn')),
	officer   TEXT NOT NULL,              -- who did it: the key of a staff row, or participant
	second    TEXT NOT NULL,              -- who approved it, or nobody: ''
	visit     TEXT NOT NULL,              -- '' of none
	code      TEXT NOT NULL,              -- of the claim, or ''
	made_ms   INTEGER NOT NULL,
	verdict   TEXT CHECK (verdict IN ('fits', 'questioned')), -- NULL: nobody has looked
	note      TEXT,                       -- a code of src/rules/review.h
	written   BLOB,                       -- sealed: the supervisor's own words
	marked_by TEXT,                       -- key of a staff row that is neither of the two
	marked_ms INTEGER,
	CHECK ((verdict IS NULL) = (marked_by IS NULL))
) STRICT;
CREATE INDEX review_open ON review(seq) WHERE verdict IS NULL;
CREATE INDEX review_visit ON review(visit) WHERE code = '';

-- What claims may share, as keyed hashes: one account for two people, one phone for many.
CREATE TABLE claim_trace (
	code    TEXT PRIMARY KEY NOT NULL REFERENCES claim(code),
	officer TEXT NOT NULL,                -- who saw the KTP or a paper, or nobody: ''
	person  BLOB,
	account BLOB,
	phone   BLOB,                         -- NULL: none
	made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_trace_account ON claim_trace(account) WHERE account IS NOT NULL;
CREATE INDEX claim_trace_phone ON claim_trace(phone) WHERE phone IS NOT NULL;
CREATE INDEX claim_trace_made ON claim_trace(made_ms);

-- Days of the counter.
CREATE TABLE day (
	day       TEXT PRIMARY KEY NOT NULL,  -- 2026-11-28, at the counter
	opened_ms INTEGER NOT NULL,
	opened_by TEXT NOT NULL,              -- key of a staff row
	closed_ms INTEGER,                    -- NULL: not closed, as the next two
	closed_by TEXT,
	head      TEXT                        -- SEQ:HASH:SIGNATURE of the journal it ended with
) STRICT;
CREATE INDEX day_left_open ON day(day) WHERE closed_ms IS NULL;

-- Signed heads of the chain: printed on the day slip and sent to the centre.
CREATE TABLE journal_head (
	seq       INTEGER PRIMARY KEY,        -- of the row it names
	time_ms   INTEGER NOT NULL,
	hash      BLOB NOT NULL,
	signature BLOB NOT NULL,              -- Ed25519 over seq and hash (src/store/journal_head.h)
	sent_ms   INTEGER
) STRICT;
