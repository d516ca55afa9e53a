/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second copy of what waits in the outbox, on another medium: one file a request, named KEY.copy, sealed whole with
 * the device key, with the claim it belongs to. The folder is the truth: a file is there whole and synced, or it is not
 * there; nothing in the state speaks of it. A medium that was away, or another one, is brought up to date by walking
 * all that waits once more.
 *
 * A copy goes when its request is settled. One that this state does not know may be all that is left of a claim, and
 * stays until it is brought back.
 */
#ifndef STORE_SECOND_COPY_H
#define STORE_SECOND_COPY_H

#include "store/store.h"

/* --- the store's side: on the store thread ------------------------------------------------------------------------- */

struct second_copy {
	int64_t row; /* to go on from */
	char key[UUID_TEXT];
	struct buf bytes; /* owned; sealed */
};
/** The next request behind the row that is not settled. ST_NOT_FOUND: none. */
enum status second_copy_next(
	struct store *store, int64_t after_row, struct second_copy *ret_copy);
void second_copy_free(struct second_copy *copy);

/** Whether the request is settled for good. ST_NOT_FOUND: not known here. */
enum status second_copy_is_over(struct store *store, const char *key, bool *ret_over);

/* --- the medium's side: on a thread that may hang --------------------------------------------------------------------- */

/** Whether dir is a folder on another device than the state. ST_NOT_FOUND; ST_GONE: it is on the same one, as a mount
 *  point is whose medium was pulled; ST_READ_ONLY, ST_IO. */
enum status second_copy_medium(const char *dir, const char *state_dir);
/** Whole and synced when this is ST_OK. One that is there already is not written again. */
enum status second_copy_write(const char *dir, const struct second_copy *copy);
/** ST_OK also where there was none. */
enum status second_copy_remove(const char *dir, const char *key);

enum { SECOND_COPY_LIST = 64 };
/** Walks the keys in the folder, as many at a time; *walk NULL begins, and is NULL again after the last. */
enum status second_copy_list(const char *dir, void **walk,
	char ret_keys[SECOND_COPY_LIST][UUID_TEXT], size_t *ret_n);
/** Gives up a walk; takes NULL. */
void second_copy_list_end(void *walk);

/* --- the way back -------------------------------------------------------------------------------------------------------- */

struct second_copy_back {
	int back, known,
		damaged; /* requests brought back; there already, in whatever state; files that do not open */
};
/** Brings back what the state does not know, oldest first: waiting, outcome unknown, under the key it always had, so
 *  that the centre is asked first and has each once. One transaction, with a journal row for each. */
enum status second_copy_restore(struct store *store, const char *dir, int64_t now_ms,
	struct second_copy_back *ret_back);

/** How many requests wait, and how many of them have no copy in dir. Reads a name for each. */
enum status second_copy_count(
	struct store *store, const char *dir, int *ret_waiting, int *ret_missing);

#endif
