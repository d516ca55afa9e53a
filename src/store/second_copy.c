/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as sealed files on another medium, and back. */
#include "store/second_copy.h"

#include "base/str.h"
#include "store/db.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Columns of SQL_COPY_NEXT. */
enum { COLUMN_ROW, COLUMN_KEY, COLUMN_CODE, COLUMN_MADE = 10, COLUMN_CLAIM = 11, COLUMNS = 19 };

enum { FILE_NAME_ROOM = UUID_TEXT + 8, COPY_MAX = SEALED_MAX + (1 << 16) };

static const char magic[8] = "AJCOPY1";
static const char suffix[] = ".copy";

/* --- a row as bytes -------------------------------------------------------------------------------------------------- */

struct head {
	int32_t type; /* enum value_type */
	uint32_t n;   /* of bytes that follow, without padding */
	int64_t number;
};

static struct head
head_of(sqlite3_stmt *stmt, int column)
{
	struct head head = { .type = VALUE_NULL };

	switch (sqlite3_column_type(stmt, column)) {
	case SQLITE_INTEGER:
		head.type = VALUE_INT;
		head.number = sqlite3_column_int64(stmt, column);
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		head.type = sqlite3_column_type(stmt, column) == SQLITE_TEXT ? VALUE_TEXT
									     : VALUE_BLOB;
		head.n = (uint32_t)sqlite3_column_bytes(stmt, column);
		break;
	default:
		break;
	}
	return head;
}

static enum status
write_row(sqlite3_stmt *stmt, struct buf *bytes)
{
	enum status st = buf_add(bytes, magic, sizeof(magic));

	for (int i = 0; st == ST_OK && i < COLUMNS; i++) {
		const void *value = sqlite3_column_blob(stmt, i);
		struct head head = head_of(stmt, i);

		st = buf_add(bytes, &head, sizeof(head));
		if (st == ST_OK && head.n > 0)
			st = buf_add(bytes, value, head.n);
	}
	return st;
}

static enum status
read_value(const char **at, size_t *left, struct value *value)
{
	struct head head;

	if (*left < sizeof(head))
		return ST_CORRUPT;
	memcpy(&head, *at, sizeof(head));
	*at += sizeof(head);
	*left -= sizeof(head);
	if (head.type < VALUE_NULL || head.type > VALUE_BLOB || head.n > *left)
		return ST_CORRUPT;
	*value = (struct value){ .type = (enum value_type)head.type,
		.number = head.number,
		.bytes = *at,
		.n = head.n };
	*at += head.n;
	*left -= head.n;
	return ST_OK;
}

/* The values point into the bytes. */
static enum status
read_row(const struct buf *bytes, struct value values[COLUMNS])
{
	const char *at = bytes->data;
	size_t left = bytes->len;
	enum status st = ST_OK;

	if (left < sizeof(magic) || memcmp(at, magic, sizeof(magic)) != 0)
		return ST_UNSUPPORTED;
	at += sizeof(magic);
	left -= sizeof(magic);
	for (int i = 0; st == ST_OK && i < COLUMNS; i++)
		st = read_value(&at, &left, &values[i]);
	return st == ST_OK && left > 0 ? ST_CORRUPT : st;
}

/* --- out of the store ------------------------------------------------------------------------------------------------ */

static enum status
seal_row(struct store *store, sqlite3_stmt *stmt, struct second_copy *copy)
{
	char context[CONTEXT_ROOM];
	struct buf plain;
	enum status st;

	buf_init(&plain, COPY_MAX);
	copy->row = sqlite3_column_int64(stmt, COLUMN_ROW);
	st = column_text(stmt, COLUMN_KEY, copy->key, sizeof(copy->key));
	if (st == ST_OK)
		st = name_context(copy->key, "copy", context);
	if (st == ST_OK)
		st = write_row(stmt, &plain);
	if (st == ST_OK)
		st = seal_box(
			store->seal, SEAL_OUTBOX, context, plain.data, plain.len, &copy->bytes);
	buf_free(&plain);
	return st;
}

enum status
second_copy_next(struct store *store, int64_t after_row, struct second_copy *ret_copy)
{
	struct second_copy copy = { .row = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_COPY_NEXT, VALUES(value_int(after_row)), &stmt);

	buf_init(&copy.bytes, COPY_MAX + SEAL_OVERHEAD);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = seal_row(store, stmt, &copy);
	db_done(stmt);
	if (st == ST_OK)
		*ret_copy = copy;
	else
		second_copy_free(&copy);
	return st;
}

void
second_copy_free(struct second_copy *copy)
{
	if (copy != NULL)
		buf_free(&copy->bytes);
}

enum status
second_copy_is_over(struct store *store, const char *key, bool *ret_over)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_COPY_STATE, VALUES(value_text(key)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK) {
		int state = sqlite3_column_int(stmt, 0);

		*ret_over = state == REQUEST_DONE || state == REQUEST_EXPIRED;
	}
	db_done(stmt);
	return st;
}

/* --- the medium -------------------------------------------------------------------------------------------------------- */

enum status
second_copy_medium(const char *dir, const char *state_dir)
{
	struct stat medium, state;

	if (stat(dir, &medium) != 0 || stat(state_dir, &state) != 0)
		return status_from_errno(errno);
	if (!S_ISDIR(medium.st_mode))
		return ST_INVALID;
	if (medium.st_dev == state.st_dev)
		return ST_GONE;
	return access(dir, W_OK) == 0 ? ST_OK : status_from_errno(errno);
}

static enum status
name_file(const char *dir, const char *key, const char *end, char ret_path[PATH_MAX])
{
	return str_format(ret_path, PATH_MAX, "%s/%s%s", dir, key, end);
}

static enum status
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno != EINTR)
			return status_from_errno(errno);
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	return fsync(fd) == 0 ? ST_OK : status_from_errno(errno);
}

static enum status
sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status st = ST_OK;

	if (fd < 0)
		return status_from_errno(errno);
	if (fsync(fd) != 0 && errno != EINVAL) /* some file systems sync no folders */
		st = status_from_errno(errno);
	(void)close(fd); /* only synced */
	return st;
}

static enum status
write_file(const char *path, const struct buf *bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	enum status st;

	if (fd < 0)
		return status_from_errno(errno);
	st = write_all(fd, bytes->data, bytes->len);
	if (close(fd) != 0 && st == ST_OK)
		st = status_from_errno(errno);
	return st;
}

enum status
second_copy_write(const char *dir, const struct second_copy *copy)
{
	char path[PATH_MAX], part[PATH_MAX];
	struct stat info;
	enum status st = name_file(dir, copy->key, suffix, path);

	if (st == ST_OK)
		st = name_file(dir, copy->key, ".part", part);
	if (st != ST_OK)
		return st;
	if (stat(path, &info) == 0 && info.st_size == (off_t)copy->bytes.len)
		return ST_OK; /* whole: it came there by its name alone */
	st = write_file(part, &copy->bytes);
	if (st == ST_OK && rename(part, path) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		return sync_folder(dir);
	(void)unlink(part);
	return st;
}

enum status
second_copy_remove(const char *dir, const char *key)
{
	char path[PATH_MAX];
	enum status st = name_file(dir, key, suffix, path);

	if (st == ST_OK && unlink(path) != 0 && errno != ENOENT)
		st = status_from_errno(errno);
	return st;
}

/* The key a file is named by; false: it is none of ours. */
static bool
read_name(const char *name, char ret_key[UUID_TEXT])
{
	uint8_t bytes[UUID_BYTES];
	char key[FILE_NAME_ROOM];

	if (str_copy(key, sizeof(key), name) != ST_OK || strlen(key) != UUID_TEXT - 1 + 5 ||
		strcmp(key + UUID_TEXT - 1, suffix) != 0)
		return false;
	key[UUID_TEXT - 1] = '\0';
	return uuid_bytes(key, bytes) == ST_OK && str_copy(ret_key, UUID_TEXT, key) == ST_OK;
}

enum status
second_copy_list(
	const char *dir, void **walk, char ret_keys[SECOND_COPY_LIST][UUID_TEXT], size_t *ret_n)
{
	DIR *folder = *walk ? *walk : opendir(dir);
	const struct dirent *entry = NULL;
	size_t n = 0;

	if (folder == NULL)
		return status_from_errno(errno);
	errno = 0;
	while (n < SECOND_COPY_LIST && (entry = readdir(folder)) != NULL)
		n += read_name(entry->d_name, ret_keys[n]);
	if (entry == NULL) {
		int error = errno;

		second_copy_list_end(folder);
		*walk = NULL;
		if (error != 0)
			return status_from_errno(error);
	} else {
		*walk = folder;
	}
	*ret_n = n;
	return ST_OK;
}

void
second_copy_list_end(void *walk)
{
	if (walk != NULL)
		(void)closedir(walk); /* only read */
}

/* --- the way back ---------------------------------------------------------------------------------------------------- */

static enum status
read_all(int fd, struct buf *ret_bytes)
{
	static char chunk[64 << 10]; /* one restore at a time, under the lock */
	enum status st = ST_OK;
	ssize_t n = 1;

	while (st == ST_OK && n > 0) {
		n = read(fd, chunk, sizeof(chunk));
		st = n < 0 ? status_from_errno(errno) : buf_add(ret_bytes, chunk, (size_t)n);
	}
	return st;
}

static enum status
open_copy(const struct store *store, const char *dir, const char *key, struct buf *ret_plain)
{
	char path[PATH_MAX], context[CONTEXT_ROOM];
	struct buf sealed;
	int fd = -1;
	enum status st = name_file(dir, key, suffix, path);

	buf_init(&sealed, COPY_MAX + SEAL_OVERHEAD);
	if (st == ST_OK)
		st = name_context(key, "copy", context);
	if (st == ST_OK && (fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = read_all(fd, &sealed);
	if (st == ST_OK)
		st = seal_open(
			store->seal, SEAL_OUTBOX, context, sealed.data, sealed.len, ret_plain);
	if (fd >= 0)
		(void)close(fd); /* only read */
	buf_free(&sealed);
	return st;
}

/* Where a copy stands in the order things were made in. */
struct place_in_order {
	int64_t made_ms, row;
	char key[UUID_TEXT];
};

struct order {
	struct place_in_order *place; /* owned */
	size_t n, room;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place_in_order *x = a, *y = b;

	if (x->made_ms != y->made_ms)
		return x->made_ms < y->made_ms ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static enum status
add_place(struct order *order, const char *key, const struct value values[COLUMNS])
{
	if (order->n == order->room) {
		size_t room = order->room ? 2 * order->room : 64;
		struct place_in_order *place =
			realloc(order->place, room * sizeof(*order->place));

		if (place == NULL)
			return ST_NO_MEMORY;
		order->place = place;
		order->room = room;
	}
	order->place[order->n] = (struct place_in_order){ .made_ms = values[COLUMN_MADE].number,
		.row = values[COLUMN_ROW].number };
	memcpy(order->place[order->n++].key, key, UUID_TEXT);
	return ST_OK;
}

/* One file: known, damaged, or to be brought back. */
static enum status
sort_in(struct store *store, const char *dir, const char *key, struct order *order,
	struct second_copy_back *back)
{
	struct value values[COLUMNS];
	struct buf plain;
	bool over;
	enum status st = second_copy_is_over(store, key, &over);

	if (st == ST_OK)
		back->known++;
	if (st != ST_NOT_FOUND)
		return st;
	buf_init(&plain, COPY_MAX);
	st = open_copy(store, dir, key, &plain);
	if (st == ST_OK)
		st = read_row(&plain, values);
	if (st == ST_OK)
		st = add_place(order, key, values);
	else if (st == ST_TAMPERED || st == ST_CORRUPT || st == ST_UNSUPPORTED) {
		back->damaged++;
		st = ST_OK;
	}
	buf_free(&plain);
	return st;
}

static enum status
sort_all(struct store *store, const char *dir, struct order *order,
	struct second_copy_back *back)
{
	char keys[SECOND_COPY_LIST][UUID_TEXT];
	void *walk = NULL;
	size_t n = 0;
	enum status st;

	do {
		st = second_copy_list(dir, &walk, keys, &n);
		for (size_t i = 0; st == ST_OK && i < n; i++)
			st = sort_in(store, dir, keys[i], order, back);
	} while (st == ST_OK && walk != NULL);
	second_copy_list_end(walk);
	if (order->n > 0)
		qsort(order->place, order->n, sizeof(*order->place), compare_places);
	return st;
}

static enum status
note_back(struct store *store, int64_t now_ms)
{
	const struct journal_entry entry = { .event = EVENT_REQUEST_BACK,
		.at_ms = now_ms,
		.actor = "command-line",
		.outcome = "ok" };

	return journal_append(store, &entry);
}

static enum status
put_back(struct store *store, const char *dir, const char *key, int64_t now_ms)
{
	struct value values[COLUMNS];
	struct buf plain;
	enum status st;

	buf_init(&plain, COPY_MAX);
	st = open_copy(store, dir, key, &plain);
	if (st == ST_OK)
		st = read_row(&plain, values);
	if (st == ST_OK && values[COLUMN_CODE].type == VALUE_TEXT)
		st = db_run(store, SQL_COPY_CLAIM_BACK,
			VALUES(values[COLUMN_CODE], values[COLUMN_CLAIM],
				values[COLUMN_CLAIM + 1], values[COLUMN_CLAIM + 2],
				values[COLUMN_CLAIM + 3], values[COLUMN_CLAIM + 4],
				values[COLUMN_CLAIM + 5], values[COLUMN_CLAIM + 6],
				values[COLUMN_CLAIM + 7]));
	if (st == ST_OK)
		st = db_run(
			store, SQL_COPY_BACK, &values[COLUMN_KEY], COLUMN_CLAIM - COLUMN_KEY);
	if (st == ST_OK)
		st = note_back(store, now_ms);
	buf_free(&plain);
	return st;
}

enum status
second_copy_restore(
	struct store *store, const char *dir, int64_t now_ms, struct second_copy_back *ret_back)
{
	struct second_copy_back back = { .back = 0 };
	struct order order = { .n = 0 };
	enum status st = sort_all(store, dir, &order, &back);

	if (st == ST_OK)
		st = db_begin(store);
	if (st == ST_OK) {
		for (size_t i = 0; st == ST_OK && i < order.n; i++, back.back++)
			st = put_back(store, dir, order.place[i].key, now_ms);
		st = db_end(store, st);
	}
	free(order.place);
	if (st == ST_OK)
		*ret_back = back;
	return st;
}

enum status
second_copy_count(struct store *store, const char *dir, int *ret_waiting, int *ret_missing)
{
	char key[UUID_TEXT], path[PATH_MAX];
	sqlite3_stmt *stmt = NULL;
	int waiting = 0, missing = 0;
	enum status st = db_query(store, SQL_COPY_KEYS, NULL, 0, &stmt);

	while (st == ST_OK && (st = db_step(store, stmt)) == ST_OK) {
		st = column_text(stmt, 0, key, sizeof(key));
		if (st == ST_OK)
			st = name_file(dir, key, suffix, path);
		waiting++;
		missing += st == ST_OK && access(path, F_OK) != 0;
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_waiting = waiting;
	*ret_missing = missing;
	return ST_OK;
}
