/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed heads of the journal: which row was the newest at some time, by its number and its hash, under the device's
 * signature (Ed25519). The chain cannot see that its newest rows were cut off, that an older copy took the place of the
 * database, or that it was written anew by who has the key's chain: a head that is kept elsewhere shows each of them.
 *
 * Heads are kept in three places, each further from who can change the database: in its table journal_head, once a day;
 * in DIR/journal.head, written anew (whole or not at all) within a minute after a row; on paper and at the centre.
 * Where the head in the file is not on the chain any more, the file is kept aside as DIR/journal.head.lost-SEQ and the
 * journal says so: it stays evidence.
 *
 * What is signed is the text "anjungan-journal-head:SEQ:HASH", HASH in 64 lower-case hex digits: a head can be checked
 * by anybody who has the device's public key.
 */
#ifndef STORE_JOURNAL_HEAD_H
#define STORE_JOURNAL_HEAD_H

#include "store/store.h"

struct journal_head {
	int64_t seq;
	uint8_t hash[SEAL_HASH], signature[SEAL_SIGNATURE];
};

enum { HEAD_TEXT = 176 };
#define HEAD_FILE "journal.head"

/** "SEQ:HASH:SIGNATURE", hex and base64: as it stands in the file, on the day slip and on the command line. */
void journal_head_text(const struct journal_head *head, char ret_text[HEAD_TEXT]);
/** ST_INVALID. Says nothing of the signature. */
enum status journal_head_read(const char *text, struct journal_head *ret_head);

/** The newest row, signed now. ST_NOT_FOUND: there is none. */
enum status journal_head_sign(struct store *store, struct journal_head *ret_head);
bool journal_head_is_ours(const struct store *store, const struct journal_head *head);

/** Brings DIR/journal.head up to the newest row, and adds a head to the table where its last one is a day old. Nothing
 *  where there is no newer row. A head that is not on the chain any more is kept aside and journalled. */
enum status journal_head_update(struct store *store, int64_t now_ms);

/** Every head there is: of the table, of the file and of those kept aside, whatever their signatures are worth. To be
 *  released with free(). */
enum status journal_heads_all(
	struct store *store, struct journal_head **ret_heads, size_t *ret_n);

#endif
