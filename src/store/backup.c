/* SPDX-License-Identifier: Apache-2.0 */
/* The state copied by SQLite's online backup, and put back file by file. */
#include "store/backup.h"

#include "base/str.h"
#include "store/db.h"
#include "store/journal_head.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, SUFFIX_ROOM = 16 };

#define RESTORING "restoring.db"

/* --- files ------------------------------------------------------------------------------------------------------- */

static enum status
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	enum status st = ST_OK;

	if (fd < 0)
		return status_from_errno(errno);
	if (fsync(fd) != 0)
		st = status_from_errno(errno);
	(void)close(fd); /* synced: nothing can be lost */
	return st;
}

static enum status
sync_folder_of(const char *path)
{
	char copy[PATH_MAX];
	enum status st = str_copy(copy, sizeof(copy), path);

	return st == ST_OK ? sync_path(dirname(copy), O_RDONLY | O_DIRECTORY) : st;
}

static enum status
make_new(int dir, const char *path, int *ret_fd)
{
	int fd = openat(dir, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return status_from_errno(errno);
	*ret_fd = fd;
	return ST_OK;
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
	return ST_OK;
}

static enum status
copy_bytes(int from, int to)
{
	static char chunk[CHUNK]; /* one restore at a time, under the lock */
	enum status st = ST_OK;
	ssize_t n = 1;

	while (st == ST_OK && n > 0) {
		n = read(from, chunk, sizeof(chunk));
		st = n < 0 ? status_from_errno(errno) : write_all(to, chunk, (size_t)n);
	}
	return st;
}

/* --- backup ------------------------------------------------------------------------------------------------------ */

static enum status
copy_pages(struct store *from, struct store *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
	int code;

	if (backup == NULL)
		return db_status(to, sqlite3_extended_errcode(to->db));
	code = sqlite3_backup_step(backup, -1);
	if (code == SQLITE_DONE)
		code = SQLITE_OK;
	if (sqlite3_backup_finish(backup) != SQLITE_OK && code == SQLITE_OK)
		code = SQLITE_IOERR;
	return db_status(to, code);
}

/* As one file that opens without a log beside it. */
static enum status
fill_copy(struct store *from, const char *path)
{
	struct store copy = { .dir = -1, .lock = -1 };
	int code = sqlite3_open_v2(
		path, &copy.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	enum status st = copy.db == NULL ? ST_NO_MEMORY : db_status(&copy, code);

	if (st == ST_OK)
		st = copy_pages(from, &copy);
	if (st == ST_OK)
		st = store_check(&copy);
	if (st == ST_OK)
		st = db_need_pragma(&copy, "PRAGMA journal_mode=DELETE", "delete", ST_IO);
	db_close(&copy);
	return st;
}

enum status
store_backup(struct store *store, const char *file)
{
	char part[PATH_MAX];
	int fd = -1;
	enum status st = str_format(part, sizeof(part), "%s.part", file);

	if (st == ST_OK && access(file, F_OK) == 0)
		st = ST_EXISTS;
	if (st == ST_OK)
		st = make_new(AT_FDCWD, part, &fd);
	if (st != ST_OK)
		return st;
	(void)close(fd); /* empty; SQLite fills it by name */
	st = fill_copy(store, part);
	if (st == ST_OK)
		st = sync_path(part, O_RDONLY);
	if (st == ST_OK && renameat2(AT_FDCWD, part, AT_FDCWD, file, RENAME_NOREPLACE) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		return sync_folder_of(file);
	(void)unlink(part);
	return st;
}

/* --- checking a copy ----------------------------------------------------------------------------------------------- */

static enum status
count_waiting(struct store *copy, int *ret_waiting)
{
	struct outbox_counts counts;
	enum status st = store_outbox_counts(copy, &counts);

	if (st == ST_OK)
		*ret_waiting = counts.waiting + counts.sending;
	return st;
}

static enum status
note_restore(struct store *copy, int64_t now_ms, struct restored *restored)
{
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_STATE_RESTORE,
		.at_ms = now_ms,
		.actor = "command-line",
		.outcome = "ok",
		.detail = detail };
	enum status st = str_format(detail, sizeof(detail), "%lld %d",
		(long long)restored->rows, restored->waiting);

	if (st == ST_OK)
		st = store_journal_add(copy, &entry);
	if (st == ST_OK)
		restored->rows++;
	return st;
}

/* Opened as the state it is to become, so that one of an older version is brought up to date here, too. */
static enum status
check_and_mark(struct store *copy, const char *path, int64_t now_ms, struct restored *restored)
{
	int64_t broken;
	enum status st;

	copy->made = true; /* an empty file is no state */
	st = db_open(copy, path, NULL);
	if (st == ST_OK)
		st = store_check(copy);
	if (st == ST_OK)
		st = store_journal_verify(copy, &restored->rows, &broken);
	if (st == ST_OK)
		st = count_waiting(copy, &restored->waiting);
	if (st == ST_OK)
		st = db_run(copy, SQL_REQUEST_RESTORED, NULL, 0);
	if (st == ST_OK)
		st = note_restore(copy, now_ms, restored);
	if (st == ST_OK)
		st = db_need_pragma(copy, "PRAGMA journal_mode=DELETE", "delete", ST_IO);
	return st;
}

static void
drop_copy(int dir)
{
	static const char *const names[] = { RESTORING, RESTORING "-wal", RESTORING "-shm",
		RESTORING "-journal" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		(void)unlinkat(dir, names[i], 0); /* of an earlier try, or not there */
}

static enum status
take_copy(int dir, const char *file)
{
	int from = open(file, O_RDONLY | O_CLOEXEC), to = -1;
	enum status st = from < 0 ? status_from_errno(errno) : ST_OK;

	if (st == ST_OK)
		st = make_new(dir, RESTORING, &to);
	if (st == ST_OK)
		st = copy_bytes(from, to);
	if (st == ST_OK && fsync(to) != 0)
		st = status_from_errno(errno);
	if (from >= 0)
		(void)close(from);
	if (to >= 0)
		(void)close(to); /* synced */
	return st;
}

/* --- taking the place ----------------------------------------------------------------------------------------------- */

/* The file before its log: the log alone next to an older file would be taken for that one's. */
static enum status
keep_old(int dir, int64_t now_ms, char ret_kept[BACKUP_KEPT_ROOM])
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	char kept[BACKUP_KEPT_ROOM] = "";
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(parts); i++) {
		char name[sizeof(STORE_FILE) + SUFFIX_ROOM];
		char to[BACKUP_KEPT_ROOM];

		st = str_format(name, sizeof(name), STORE_FILE "%s", parts[i]);
		if (st == ST_OK)
			st = str_format(to, sizeof(to), "before-%lld.db%s", (long long)now_ms,
				parts[i]);
		if (st != ST_OK)
			break;
		if (renameat2(dir, name, dir, to, RENAME_NOREPLACE) == 0) {
			if (i == 0)
				st = str_copy(kept, sizeof(kept), to);
		} else if (errno != ENOENT) {
			st = status_from_errno(errno);
		}
	}
	if (st == ST_OK)
		(void)str_copy(ret_kept, BACKUP_KEPT_ROOM, kept); /* of the same room */
	return st;
}

/* It names a row of the state that is put aside, and would say of the copy that rows were cut off. */
static enum status
keep_head(int dir, int64_t now_ms)
{
	char to[BACKUP_KEPT_ROOM];
	enum status st = str_format(to, sizeof(to), "before-%lld.head", (long long)now_ms);

	if (st == ST_OK && renameat2(dir, HEAD_FILE, dir, to, RENAME_NOREPLACE) != 0 &&
		errno != ENOENT)
		st = status_from_errno(errno);
	return st;
}

static enum status
take_place(struct store *store, int dir, int64_t now_ms, struct restored *restored)
{
	enum status st = keep_old(dir, now_ms, restored->kept);

	if (st == ST_OK)
		st = keep_head(dir, now_ms);
	if (st == ST_OK && fsync(dir) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK && renameat2(dir, RESTORING, dir, STORE_FILE, RENAME_NOREPLACE) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK && fsync(dir) != 0)
		st = status_from_errno(errno);
	return st == ST_OK ? store_write_mark(store) : st;
}

static enum status
restore_into(struct store *store, int dir, const char *path, const char *file, int64_t now_ms,
	struct restored *restored)
{
	bool made;
	enum status st = store_take_lock(store, dir);

	if (st != ST_OK)
		return st;
	made = store->made;
	drop_copy(dir);
	st = take_copy(dir, file);
	if (st == ST_OK)
		st = check_and_mark(store, path, now_ms, restored);
	db_close(store);
	store->made = made;
	if (st == ST_OK)
		st = sync_path(path, O_RDONLY);
	if (st == ST_OK)
		st = take_place(store, dir, now_ms, restored);
	if (st != ST_OK)
		drop_copy(dir);
	return st;
}

enum status
store_restore(const char *dir, const struct seal *seal, const char *file, int64_t now_ms,
	struct restored *ret_restored)
{
	struct restored restored = { .kept = "" };
	struct store *store = NULL;
	char path[PATH_MAX];
	int fd = -1;
	enum status st = str_format(path, sizeof(path), "%s/%s", dir, RESTORING);

	if (st == ST_OK)
		st = store_open_directory(dir, &fd);
	if (st == ST_OK)
		st = store_blank(seal, &store);
	if (st == ST_OK)
		st = restore_into(store, fd, path, file, now_ms, &restored);
	store_close(store);
	if (fd >= 0)
		(void)close(fd); /* synced */
	if (st == ST_OK)
		*ret_restored = restored;
	return st;
}
