/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of the journal that are old go into files, each whole and signed before a row leaves the database; nothing is
 * ever dropped otherwise: a trigger refuses it. Archives and database are one chain (store/journal_proof.h), and the
 * newest row always stays.
 *
 * DIR/archive/journal-FIRST-LAST.db is a database of its own with the table journal, beside it the same name with .sig:
 * base64 of the device's Ed25519 signature of "anjungan-journal-archive:FIRST:LAST:HASH", HASH the BLAKE2b-256 of the
 * file in hex. They may be copied anywhere; where one is missing the proof names it.
 */
#ifndef STORE_JOURNAL_ARCHIVE_H
#define STORE_JOURNAL_ARCHIVE_H

#include "store/store.h"

enum { ARCHIVE_ROWS = 10000, ARCHIVE_NAME = 64 };

/** One step: rows of before before_ms into one file, ARCHIVE_ROWS at most, or rows that are in a file already out of the
 *  database. Fewer than that are left until the oldest is a month older, unless all: so files do not become many. ST_NOT_FOUND:
 *  there is nothing to do; ST_OK: there may be more. A fifth of a second, on a slow disk a whole one. */
enum status journal_archive_step(
	struct store *store, int64_t before_ms, int64_t now_ms, bool all);

/** One file, as the database knows it. */
struct journal_archive {
	int64_t first, last;
	uint8_t hash[SEAL_HASH]; /* of the last row */
	char file[ARCHIVE_NAME];
};
/** The first one that begins behind a row. ST_NOT_FOUND. */
enum status journal_archive_next(
	struct store *store, int64_t after_seq, struct journal_archive *ret_archive);

/** The last one that begins before a row. ST_NOT_FOUND. */
enum status journal_archive_before(
	struct store *store, int64_t before_seq, struct journal_archive *ret_archive);

/** The rows of one database, be it an archive or the state: 0 where there are none. */
struct journal_edges {
	int64_t oldest_ms, newest_ms, first_seq;
};
enum status journal_edges(struct store *store, struct journal_edges *ret_edges);

/** Opens one by its name in DIR/archive, for searching and reading alone; to be released with store_close. ST_NOT_FOUND,
 *  ST_TAMPERED: it is not what was signed, ST_INVALID: no name of an archive. */
enum status journal_archive_open(
	const struct store *store, const char *file, struct store **ret_archive);

#endif
