/* SPDX-License-Identifier: Apache-2.0 */
/* A long journal, made fast: without indexes first, which are built when all rows are there. */
#include "tests/bench/journal.h"

#include "base/array.h"
#include "base/str.h"
#include "store/journal_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 512, SCRIPT_ROOM = 1 << 16, VISIT_ROWS = 20, RARE_VISITS = 1000 };

/* One visit; what is not in every visit has its share in a thousand. */
static const struct {
	const char *event, *outcome, *actor;
	int per_mille;
} scene[VISIT_ROWS] = {
	{ "visit.begin", "ok", "participant", 1000 },
	{ "visit.step", "ok", "participant", 1000 },
	{ "visit.identified", "ok", "participant", 1000 },
	{ "visit.step", "ok", "participant", 1000 },
	{ "consent.given", "ok", "participant", 1000 },
	{ "face.begin", "ok", "participant", 1000 },
	{ "face.end", "no", "participant", 100 },
	{ "face.end", "ok", "participant", 1000 },
	{ "staff.join", "ok", "staff-RN", 150 },
	{ "staff.attest", "ok", "staff-RN", 100 },
	{ "visit.step", "ok", "participant", 1000 },
	{ "visit.step", "ok", "participant", 1000 },
	{ "claim.decision", "yes", "participant", 700 },
	{ "claim.confirm", "ok", "participant", 600 },
	{ "print.begin", "ok", "participant", 1000 },
	{ "print.end", "ok", "kiosk", 1000 },
	{ "request.retry", "again", "kiosk", 20 },
	{ "claim.parked", "parked", "kiosk", 5 },
	{ "claim.sent", "ok", "kiosk", 600 },
	{ "visit.end", "finished", "participant", 1000 },
};

static const char *const services[] = { "claim", "claim", "claim", "claim", "balance",
	"balance", "data", "my-claims", "check", "other" };

/* --- the connection ------------------------------------------------------------------------------------------------------ */

static void
must(sqlite3 *db, int code)
{
	if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
		return;
	(void)fprintf(stderr, "journal: %s\n", sqlite3_errmsg(db));
	abort();
}

void
journal_run(sqlite3 *db, const char *sql)
{
	must(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

sqlite3 *
journal_connect(const char *dir, bool writer)
{
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	if (str_format(path, sizeof(path), "%s/anjungan.db", dir) != ST_OK)
		abort();
	must(db, sqlite3_open_v2(path, &db,
			 (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
				 SQLITE_OPEN_NOMUTEX,
			 NULL));
	journal_run(db,
		"PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
		"PRAGMA cache_size=-512; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;");
	if (writer)
		journal_run(db, "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;"
				"PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=256;"
				"PRAGMA journal_size_limit=1048576;");
	return db;
}

/* --- rows ---------------------------------------------------------------------------------------------------------------- */

struct maker {
	struct store hashing; /* the chain's key, and nothing else */
	const struct seal *seal;
	sqlite3_stmt *insert;
	sqlite3 *db;
	uint64_t chance;
	uint8_t rare[SEAL_HASH]; /* the keyed hash of JOURNAL_NIK */
	struct link link;
	uint8_t visit[VISIT_BYTES], subject[SUBJECT_BYTES];
};

/* xorshift64*: the same journal every time. */
static uint64_t
draw(struct maker *maker)
{
	maker->chance ^= maker->chance >> 12;
	maker->chance ^= maker->chance << 25;
	maker->chance ^= maker->chance >> 27;
	return maker->chance * 2685821657736338717u;
}

static void
draw_bytes(struct maker *maker, uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i += sizeof(uint64_t)) {
		uint64_t drawn = draw(maker);

		memcpy(bytes + i, &drawn, sizeof(drawn));
	}
}

static void
bind(struct maker *maker, int at, int type, const void *bytes, size_t n)
{
	sqlite3_stmt *insert = maker->insert;

	if (type == VALUE_TEXT)
		must(maker->db, sqlite3_bind_text(insert, at, bytes, (int)n, SQLITE_STATIC));
	else if (type == VALUE_BLOB)
		must(maker->db, sqlite3_bind_blob(insert, at, bytes, (int)n, SQLITE_STATIC));
	else
		must(maker->db, sqlite3_bind_null(insert, at));
}

/* The columns of JOURNAL_LINK from the third on. */
static const enum link_part columns[LINK_PARTS] = { LINK_VISIT, LINK_ACTOR, LINK_EVENT,
	LINK_OUTCOME, LINK_SUBJECT, LINK_DETAIL, LINK_SERVICE };

static void
add_link(struct maker *maker)
{
	struct link *link = &maker->link;
	uint8_t bytes[LINK_ROOM], hash[SEAL_HASH];

	link->seq++;
	link->at_ms += JOURNAL_EVERY_MS;
	link_hash(&maker->hashing, bytes, link_bytes(link, bytes), hash);
	must(maker->db, sqlite3_bind_int64(maker->insert, 1, link->seq));
	must(maker->db, sqlite3_bind_int64(maker->insert, 2, link->at_ms));
	for (int i = 0; i < LINK_PARTS; i++) {
		const struct value *part = &link->part[columns[i]];

		bind(maker, 3 + i, (int)part->type, part->bytes, part->n);
	}
	bind(maker, 3 + LINK_PARTS, VALUE_BLOB, link->prev, SEAL_HASH);
	bind(maker, 4 + LINK_PARTS, VALUE_BLOB, hash, SEAL_HASH);
	must(maker->db, sqlite3_step(maker->insert));
	must(maker->db, sqlite3_reset(maker->insert));
	memcpy(link->prev, hash, SEAL_HASH);
}

static void
add_visit(struct maker *maker, int64_t number, int64_t rows)
{
	struct link *link = &maker->link;

	draw_bytes(maker, maker->visit, VISIT_BYTES);
	draw_bytes(maker, maker->subject, SUBJECT_BYTES);
	if (number % RARE_VISITS == RARE_VISITS / 2)
		memcpy(maker->subject, maker->rare, SUBJECT_BYTES);
	link->part[LINK_VISIT] = value_blob(maker->visit, VISIT_BYTES);
	link->part[LINK_SUBJECT] = value_text(NULL);
	link->part[LINK_SERVICE] = value_text(NULL);
	link->part[LINK_DETAIL] = value_text("account");
	for (size_t i = 0; i < ARRAY_LEN(scene) && link->seq < rows; i++) {
		if ((int)(draw(maker) % 1000) >= scene[i].per_mille)
			continue;
		link->part[LINK_ACTOR] = value_text(scene[i].actor);
		link->part[LINK_EVENT] = value_text(scene[i].event);
		link->part[LINK_OUTCOME] = value_text(scene[i].outcome);
		add_link(maker);
		link->part[LINK_SERVICE] =
			value_text(services[number % (int64_t)ARRAY_LEN(services)]);
		link->part[LINK_SUBJECT] = value_blob(maker->subject, SUBJECT_BYTES);
	}
}

/* Where the chain goes on. */
static void
find_newest(struct maker *maker)
{
	sqlite3_stmt *stmt = NULL;

	must(maker->db, sqlite3_prepare_v2(maker->db,
				"SELECT seq,hash FROM journal ORDER BY seq DESC LIMIT 1", -1,
				&stmt, NULL));
	if (sqlite3_step(stmt) == SQLITE_ROW &&
		sqlite3_column_bytes(stmt, 1) == (int)sizeof(maker->link.prev)) {
		maker->link.seq = sqlite3_column_int64(stmt, 0);
		memcpy(maker->link.prev, sqlite3_column_blob(stmt, 1),
			sizeof(maker->link.prev));
	}
	must(maker->db, sqlite3_finalize(stmt));
}

/* --- all of it ------------------------------------------------------------------------------------------------------------ */

/* The indexes of the schema, dropped until the rows are there. */
static void
take_indexes(sqlite3 *db, char ret_script[SCRIPT_ROOM], char ret_drops[SCRIPT_ROOM])
{
	size_t n = 0, drops = 0;
	sqlite3_stmt *stmt = NULL;

	must(db, sqlite3_prepare_v2(db,
			 "SELECT sql,name FROM sqlite_schema WHERE type='index'"
			 " AND tbl_name='journal' AND sql NOT NULL",
			 -1, &stmt, NULL));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		if (str_format(ret_script + n, SCRIPT_ROOM - n, "%s;",
			    (const char *)sqlite3_column_text(stmt, 0)) != ST_OK ||
			str_format(ret_drops + drops, SCRIPT_ROOM - drops, "DROP INDEX %s;",
				(const char *)sqlite3_column_text(stmt, 1)) != ST_OK)
			abort();
		n = strlen(ret_script);
		drops = strlen(ret_drops);
	}
	must(db, sqlite3_finalize(stmt));
}

void
journal_make(const char *dir, const struct seal *seal, int64_t rows)
{
	static char script[SCRIPT_ROOM], drops[SCRIPT_ROOM];
	struct maker maker = { .seal = seal, .chance = 88172645463325252u };
	struct store *keyed = NULL;
	sqlite3 *db = journal_connect(dir, true);

	if (store_blank(seal, &keyed) != ST_OK)
		abort();
	maker.hashing.chain = keyed->chain;
	maker.db = db;
	maker.link.at_ms = JOURNAL_BEGINS - JOURNAL_EVERY_MS;
	seal_lookup(seal, "person", JOURNAL_NIK, maker.rare);
	find_newest(&maker);
	journal_run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
			"PRAGMA cache_size=-400000; PRAGMA secure_delete=OFF; BEGIN;");
	take_indexes(db, script, drops);
	journal_run(db, drops);
	must(db, sqlite3_prepare_v2(db,
			 "INSERT INTO journal(" JOURNAL_LINK ")"
			 " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
			 -1, &maker.insert, NULL));
	for (int64_t visit = 0; maker.link.seq < rows; visit++)
		add_visit(&maker, visit, rows);
	must(db, sqlite3_finalize(maker.insert));
	journal_run(db, script);
	journal_run(db, "COMMIT; PRAGMA journal_mode=WAL;");
	must(db, sqlite3_close(db));
	store_close(keyed);
}
