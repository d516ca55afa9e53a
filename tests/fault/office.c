/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the centre put together as its main does. */
#include "tests/fault/office.h"

#include "base/str.h"
#include "central/claim_record.h"
#include "central/fault.h"
#include "central/guard.h"
#include "central/seed.h"
#include "tests/fake/tree_file.h"
#include "tests/fault/must.h"

#include <string.h>

enum { PATH_MAX_ROOM = 256, TABLE_MAX = 1 << 20 };

#define CAST "assets/demo/people.json"

static void
read_tables(struct centre *centre)
{
	struct buf bytes;
	int line = 0;

	buf_init(&bytes, TABLE_MAX);
	centre->policy = *policy_built_in();
	MUST(tree_file_read("config/holidays.csv", &bytes) == ST_OK);
	MUST(holidays_parse(bytes.data, &centre->holidays, &line) == ST_OK);
	MUST(str_copy(centre->reference_dir, sizeof(centre->reference_dir), "config") == ST_OK);
	buf_free(&bytes);
}

static void
put_people(struct centre *centre)
{
	char where[WHERE_ROOM] = "";
	json_t *seed = NULL;
	int added = 0;

	MUST(seed_read(CAST, &seed, where) == ST_OK);
	MUST(seed_load(centre, seed, &added, where) == ST_OK);
	json_decref(seed);
}

void
office_open(struct office *office, const char *dir, const char *const *faults)
{
	struct centre *centre = &office->centre;
	const char *label;
	char path[PATH_MAX_ROOM];
	int line;

	*office = (struct office){ .centre = { .visit_minutes = 30, .attempts = 30 } };
	MUST(zone_offset("Asia/Makassar", &centre->zone_s, &label) == ST_OK);
	MUST(str_format(path, sizeof(path), "%s/centre.db", dir) == ST_OK);
	MUST(ledger_open(path, &centre->ledger) == ST_OK);
	MUST(kiosks_read(NULL, &centre->kiosks, &line) == ST_OK);
	MUST(faults_new(&centre->faults) == ST_OK);
	for (; faults != NULL && *faults != NULL; faults++)
		MUST(faults_add(centre->faults, *faults) == ST_OK);
	read_tables(centre);
	put_people(centre);
}

int
office_door(struct office *office, int door, const char *dir, const char *name)
{
	char crt[PATH_MAX_ROOM], key[PATH_MAX_ROOM];
	struct server_options options = { .address = "127.0.0.1:0" };

	if (name != NULL) {
		MUST(str_format(crt, sizeof(crt), "%s/%s.crt", dir, name) == ST_OK);
		MUST(str_format(key, sizeof(key), "%s/%s.key", dir, name) == ST_OK);
		options.cert = crt;
		options.key = key;
	}
	MUST(server_start(&office->centre, &options, &office->door[door]) == ST_OK);
	return server_port(office->door[door]);
}

void
office_shut(struct office *office)
{
	for (int i = 0; i < OFFICE_DOORS; i++) {
		server_stop(office->door[i]);
		office->door[i] = NULL;
	}
}

void
office_close(struct office *office)
{
	office_shut(office);
	faults_free(office->centre.faults);
	kiosks_free(office->centre.kiosks);
	ledger_close(office->centre.ledger);
}

int64_t
office_number(struct office *office, const char *sql, const char *text)
{
	struct ledger *ledger = office->centre.ledger;
	int64_t number = -1;

	MUST(ledger_begin(ledger) == ST_OK);
	if (text == NULL)
		MUST(ledger_number(ledger, &number, sql, "") == ST_OK);
	else
		MUST(ledger_number(ledger, &number, sql, "s", text) == ST_OK);
	ledger_rollback(ledger);
	return number;
}

void
office_move_claim(struct office *office, const char *number, const char *state)
{
	struct centre *centre = &office->centre;
	int64_t id = 0;

	MUST(ledger_begin(centre->ledger) == ST_OK);
	MUST(ledger_number(centre->ledger, &id, "SELECT id FROM claim WHERE claim_number = ?",
		     "s", number) == ST_OK);
	MUST(claim_move(centre, id, state, NULL, centre_now(centre)) == ST_OK);
	MUST(ledger_commit(centre->ledger) == ST_OK);
}
