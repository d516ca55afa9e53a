/* SPDX-License-Identifier: Apache-2.0 */
/* Signing heads of the journal, and the file they are kept in. */
#include "store/journal_head.h"

#include "base/str.h"
#include "store/journal_inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOST_FILE HEAD_FILE ".lost-"

enum {
	MESSAGE_ROOM = 128,
	HEX_ROOM = 2 * SEAL_HASH + 1,
	SIG_ROOM = 89, /* base64 of SEAL_SIGNATURE and a NUL */
	NAME_ROOM_FILE = 64,
	DAY_MS = 24 * 60 * 60 * 1000,
};

/* --- as text ------------------------------------------------------------------------------------------------------------ */

void
journal_head_text(const struct journal_head *head, char ret_text[HEAD_TEXT])
{
	char hash[HEX_ROOM], signature[SIG_ROOM];

	sodium_bin2hex(hash, sizeof(hash), head->hash, SEAL_HASH);
	sodium_bin2base64(signature, sizeof(signature), head->signature, SEAL_SIGNATURE,
		sodium_base64_VARIANT_ORIGINAL);
	(void)str_format(ret_text, HEAD_TEXT, "%" PRId64 ":%s:%s", head->seq, hash,
		signature); /* fits: at most 19 digits */
}

/* The three parts of it; what follows the last is a line end. */
static bool
split(const char *text, char seq[24], char hash[HEX_ROOM], char signature[SIG_ROOM])
{
	const struct {
		char *to;
		size_t room;
		const char *end;
	} parts[] = { { seq, 24, ":" }, { hash, HEX_ROOM, ":" },
		{ signature, SIG_ROOM, "\r\n" } };

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		size_t n = strcspn(text, parts[i].end);

		if (n == 0 || n >= parts[i].room || (i < 2 && text[n] == '\0'))
			return false;
		memcpy(parts[i].to, text, n);
		parts[i].to[n] = '\0';
		text += n + (text[n] != '\0');
	}
	return text[strspn(text, "\r\n")] == '\0';
}

enum status
journal_head_read(const char *text, struct journal_head *ret_head)
{
	char seq[24], hash[HEX_ROOM], signature[SIG_ROOM];
	struct journal_head head;
	long long number;
	size_t n = 0;

	if (!split(text, seq, hash, signature) ||
		str_to_int64(seq, 1, INT64_MAX - 1, &number) != ST_OK)
		return ST_INVALID;
	head.seq = number;
	if (sodium_hex2bin(head.hash, SEAL_HASH, hash, strlen(hash), NULL, &n, NULL) != 0 ||
		n != SEAL_HASH || strlen(hash) != HEX_ROOM - 1)
		return ST_INVALID;
	if (sodium_base642bin(head.signature, SEAL_SIGNATURE, signature, strlen(signature),
		    NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
		n != SEAL_SIGNATURE)
		return ST_INVALID;
	*ret_head = head;
	return ST_OK;
}

/* --- signing ------------------------------------------------------------------------------------------------------------ */

static size_t
write_message(const struct journal_head *head, char ret_text[MESSAGE_ROOM])
{
	char hash[HEX_ROOM];

	sodium_bin2hex(hash, sizeof(hash), head->hash, SEAL_HASH);
	(void)str_format(ret_text, MESSAGE_ROOM, "anjungan-journal-head:%" PRId64 ":%s",
		head->seq, hash); /* fits */
	return strlen(ret_text);
}

bool
journal_head_is_ours(const struct store *store, const struct journal_head *head)
{
	char message[MESSAGE_ROOM];
	size_t n = write_message(head, message);

	return seal_signed(store->seal, message, n, head->signature);
}

enum status
journal_head_sign(struct store *store, struct journal_head *ret_head)
{
	struct journal_head head;
	char message[MESSAGE_ROOM];
	enum status st = journal_newest(store, &head.seq, head.hash);

	if (st == ST_OK && head.seq == 0)
		st = ST_NOT_FOUND;
	if (st != ST_OK)
		return st;
	seal_sign(store->seal, message, write_message(&head, message), head.signature);
	*ret_head = head;
	return ST_OK;
}

/* --- the file ----------------------------------------------------------------------------------------------------------- */

static enum status
read_file(int dir, const char *name, struct journal_head *ret_head)
{
	char text[HEAD_TEXT + 2] = "";
	enum status st = ST_OK;
	ssize_t n;
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return status_from_errno(errno);
	n = read(fd, text, sizeof(text) - 1);
	if (n < 0)
		st = status_from_errno(errno);
	(void)close(fd); /* read only: nothing can be lost */
	return st == ST_OK ? journal_head_read(text, ret_head) : st;
}

static enum status
fill_file(int fd, const struct journal_head *head)
{
	char text[HEAD_TEXT + 1];
	size_t n;
	ssize_t done;

	journal_head_text(head, text);
	n = strlen(text);
	text[n++] = '\n';
	done = write(fd, text, n);
	if (done != (ssize_t)n)
		return done < 0 ? status_from_errno(errno) : ST_DISK_FULL;
	return fsync(fd) == 0 ? ST_OK : status_from_errno(errno);
}

/* Beside, then in its place: whole or as it was. */
static enum status
write_file(int dir, const struct journal_head *head)
{
	static const char beside[] = HEAD_FILE ".new";
	int fd = openat(
		dir, beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	enum status st = fd < 0 ? status_from_errno(errno) : fill_file(fd, head);

	if (fd >= 0)
		(void)close(fd); /* synced */
	if (st == ST_OK && renameat(dir, beside, dir, HEAD_FILE) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK && fsync(dir) != 0)
		st = status_from_errno(errno);
	return st;
}

/* --- keeping ------------------------------------------------------------------------------------------------------------ */

/* Whether the row it names is the one it names. A row that is archived has been looked at before. */
static enum status
is_on_chain(struct store *store, const struct journal_head *head, bool *ret_on)
{
	uint8_t hash[SEAL_HASH];
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_HASH, VALUES(value_int(head->seq)), &stmt);

	*ret_on = false;
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_bytes(stmt, 0, hash, SEAL_HASH);
	if (st == ST_OK)
		*ret_on = memcmp(hash, head->hash, SEAL_HASH) == 0;
	db_done(stmt);
	return st == ST_NOT_FOUND || st == ST_CORRUPT ? ST_OK : st;
}

static enum status
put_aside(struct store *store, const struct journal_head *lost, int64_t now_ms)
{
	char name[NAME_ROOM_FILE], detail[48];
	int64_t newest = 0;
	const struct journal_entry entry = { .event = EVENT_JOURNAL_LOST,
		.at_ms = now_ms,
		.actor = "kiosk",
		.outcome = "lost",
		.detail = detail };
	enum status st = store_journal_newest(store, &newest);

	if (st == ST_OK)
		st = str_format(name, sizeof(name), LOST_FILE "%" PRId64, lost->seq);
	if (st == ST_OK)
		st = str_format(
			detail, sizeof(detail), "%" PRId64 " %" PRId64, lost->seq, newest);
	if (st == ST_OK)
		st = store_journal_add(store, &entry);
	if (st == ST_OK && renameat(store->dir, HEAD_FILE, store->dir, name) != 0)
		st = status_from_errno(errno);
	return st;
}

/* What the file says, if it is ours and still true; else it is kept aside. seq 0: there is none. */
static enum status
look_at_file(struct store *store, int64_t now_ms, int64_t *ret_seq)
{
	struct journal_head head;
	bool on = false;
	enum status st = read_file(store->dir, HEAD_FILE, &head);

	*ret_seq = 0;
	if (st == ST_NOT_FOUND || st == ST_INVALID)
		return ST_OK; /* none yet, or none of ours: a new one comes */
	if (st == ST_OK && !journal_head_is_ours(store, &head))
		return ST_OK;
	if (st == ST_OK)
		st = is_on_chain(store, &head, &on);
	if (st == ST_OK && !on)
		st = put_aside(store, &head, now_ms);
	if (st == ST_OK && on)
		*ret_seq = head.seq;
	return st;
}

static enum status
add_daily(struct store *store, const struct journal_head *head, int64_t now_ms)
{
	return db_run(store, SQL_HEAD_ADD,
		VALUES(value_int(head->seq), value_int(now_ms),
			value_blob(head->hash, SEAL_HASH),
			value_blob(head->signature, SEAL_SIGNATURE),
			value_int(now_ms - DAY_MS)));
}

enum status
journal_head_update(struct store *store, int64_t now_ms)
{
	struct journal_head head;
	int64_t kept = 0;
	enum status st = look_at_file(store, now_ms, &kept);

	if (st == ST_OK)
		st = journal_head_sign(store, &head);
	if (st == ST_NOT_FOUND)
		return ST_OK;
	if (st == ST_OK && head.seq != kept)
		st = write_file(store->dir, &head);
	return st == ST_OK ? add_daily(store, &head, now_ms) : st;
}

/* --- all of them -------------------------------------------------------------------------------------------------------- */

struct heap {
	struct journal_head *heads; /* owned */
	size_t n, room;
};

static enum status
add_head(struct heap *heap, const struct journal_head *head)
{
	size_t room = heap->room > 0 ? 2 * heap->room : 64;
	struct journal_head *heads;

	if (heap->n == heap->room) {
		heads = reallocarray(heap->heads, room, sizeof(*heads));
		if (heads == NULL)
			return ST_NO_MEMORY;
		heap->heads = heads;
		heap->room = room;
	}
	heap->heads[heap->n++] = *head;
	return ST_OK;
}

static enum status
add_table(struct store *store, struct heap *heap)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_HEAD_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		struct journal_head head = { .seq = sqlite3_column_int64(stmt, 0) };

		/* one of another length is a false one: zeros */
		(void)column_bytes(stmt, 1, head.hash, SEAL_HASH);
		(void)column_bytes(stmt, 2, head.signature, SEAL_SIGNATURE);
		st = add_head(heap, &head);
		if (st == ST_OK)
			st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static bool
is_head_file(const char *name)
{
	return strcmp(name, HEAD_FILE) == 0 || strncmp(name, LOST_FILE, strlen(LOST_FILE)) == 0;
}

static enum status
add_files(struct store *store, struct heap *heap)
{
	int fd = openat(store->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	enum status st = ST_OK;

	if (dir == NULL) {
		st = status_from_errno(errno);
		if (fd >= 0)
			(void)close(fd);
		return st;
	}
	while (st == ST_OK && (entry = readdir(dir)) != NULL) {
		struct journal_head head;

		if (is_head_file(entry->d_name) &&
			read_file(store->dir, entry->d_name, &head) == ST_OK)
			st = add_head(heap, &head);
	}
	(void)closedir(dir); /* read only */
	return st;
}

enum status
journal_heads_all(struct store *store, struct journal_head **ret_heads, size_t *ret_n)
{
	struct heap heap = { .n = 0 };
	enum status st = add_table(store, &heap);

	if (st == ST_OK && store->dir >= 0)
		st = add_files(store, &heap);
	if (st != ST_OK) {
		free(heap.heads);
		return st;
	}
	*ret_heads = heap.heads;
	*ret_n = heap.n;
	return ST_OK;
}
