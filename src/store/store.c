/* SPDX-License-Identifier: Apache-2.0 */
/* Opening and closing the state directory: its checks, its lock, and what a power cut left behind. */
#include "store/store.h"

#include "base/str.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lock_name[] = "lock";
static const char file_name[] = STORE_FILE;

/* A directory one may not write to is read-only to us, whatever the reason. */
static enum status
status_of_directory(int error)
{
	enum status st = status_from_errno(error);

	return st == ST_DENIED ? ST_READ_ONLY : st;
}

enum status
store_open_directory(const char *dir, int *ret_fd)
{
	struct stat info;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOTDIR ? ST_INVALID : status_from_errno(errno);
	if (fstat(fd, &info) != 0 || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
		(void)close(fd); /* read only: nothing can be lost */
		return ST_DENIED;
	}
	*ret_fd = fd;
	return ST_OK;
}

/* Not inherited by helpers: a helper that outlives the kiosk must not keep the state locked. */
static enum status
take_lock(int dir, int *ret_lock)
{
	int fd = openat(dir, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	int error;

	if (fd < 0)
		return status_of_directory(errno);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		error = errno;
		(void)close(fd); /* nothing was written */
		return error == EWOULDBLOCK ? ST_BUSY : status_from_errno(error);
	}
	*ret_lock = fd;
	return ST_OK;
}

/* SQLite gives its -wal and -shm files the mode it finds on this one. */
static enum status
make_file(int dir)
{
	int fd = openat(dir, file_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST ? ST_EXISTS : status_of_directory(errno);
	if (close(fd) != 0 || fsync(dir) != 0)
		return status_of_directory(errno);
	return ST_OK;
}

/* By name: closing any descriptor of the file would let go the locks SQLite may hold on it in this process. */
static enum status
check_file(int dir)
{
	struct stat info;

	if (fstatat(dir, file_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return status_from_errno(errno);
	if (!S_ISREG(info.st_mode))
		return ST_INVALID;
	return (info.st_mode & (S_IRWXG | S_IRWXO)) == 0 ? ST_OK : ST_DENIED;
}

static enum status
key_chain(struct store *store)
{
	uint8_t key[32];

	store->chain = sodium_malloc(sizeof(*store->chain));
	if (store->chain == NULL)
		return ST_NO_MEMORY;
	seal_chain_key(store->seal, key);
	crypto_generichash_init(store->chain, key, sizeof(key), SEAL_HASH);
	wipe(key, sizeof(key));
	return sodium_mprotect_readonly(store->chain) == 0 ? ST_OK : ST_UNSUPPORTED;
}

/* The lock file is empty until the first store is whole. A file system that empties a file must not pass for a new
 * kiosk with no claims. */
static enum status
read_mark(struct store *store)
{
	struct stat info;

	if (fstat(store->lock, &info) != 0)
		return status_from_errno(errno);
	store->made = info.st_size > 0;
	return ST_OK;
}

enum status
store_take_lock(struct store *store, int dir)
{
	enum status st = take_lock(dir, &store->lock);

	return st == ST_OK ? read_mark(store) : st;
}

enum status
store_write_mark(struct store *store)
{
	static const char mark[] = "A store was made here. Do not delete.\n";
	ssize_t n = (ssize_t)sizeof(mark) - 1;

	if (store->made)
		return ST_OK;
	if (pwrite(store->lock, mark, (size_t)n, 0) != n || fsync(store->lock) != 0)
		return status_of_directory(errno);
	store->made = true;
	return ST_OK;
}

static off_t
size_of(int dir, const char *name)
{
	struct stat info;

	return fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? info.st_size : 0;
}

/* SQLite deletes a log whose database is gone or empty: it may hold the last claims, so it is not let near. */
static enum status
check_not_lost(int dir)
{
	if (size_of(dir, file_name) > 0)
		return ST_OK;
	return size_of(dir, lock_name) > 0 || size_of(dir, STORE_FILE "-wal") > 0 ? ST_CORRUPT
										   : ST_OK;
}

static enum status
open_writer(struct store *store, int dir, const char *path, const char *vfs)
{
	enum status st = store_take_lock(store, dir);

	if (st == ST_OK)
		st = check_not_lost(dir);
	if (st == ST_OK)
		st = make_file(dir);
	if (st == ST_EXISTS)
		st = check_file(dir);
	if (st == ST_OK)
		st = db_open(store, path, vfs);
	if (st == ST_OK)
		st = store_write_mark(store);
	if (st == ST_OK)
		st = db_run(store, SQL_REQUEST_RESUME, NULL, 0);
	return st;
}

static enum status
open_reader(struct store *store, int dir, const char *path, const char *vfs)
{
	enum status st = check_file(dir);

	if (st == ST_OK)
		st = check_not_lost(dir);
	return st == ST_OK ? db_open_reader(store, path, vfs) : st;
}

static enum status
open_files(struct store *store, const char *dir, const char *vfs, bool reader)
{
	char path[PATH_MAX];
	int fd = -1;
	enum status st = str_format(path, sizeof(path), "%s/%s", dir, file_name);

	if (st == ST_OK)
		st = store_open_directory(dir, &fd);
	if (st != ST_OK)
		return st;
	store->dir = fd;
	return reader ? open_reader(store, fd, path, vfs) : open_writer(store, fd, path, vfs);
}

enum status
store_blank(const struct seal *seal, struct store **ret_store)
{
	struct store *store = calloc(1, sizeof(*store));
	enum status st;

	if (store == NULL)
		return ST_NO_MEMORY;
	store->seal = seal;
	store->dir = store->lock = -1;
	st = key_chain(store);
	if (st == ST_OK)
		*ret_store = store;
	else
		store_close(store);
	return st;
}

static enum status
open_store(const char *dir, const struct seal *seal, const char *vfs, bool reader,
	struct store **ret_store)
{
	struct store *store = NULL;
	enum status st = store_blank(seal, &store);

	if (st == ST_OK)
		st = open_files(store, dir, vfs, reader);
	if (st != ST_OK) {
		store_close(store);
		return st;
	}
	*ret_store = store;
	return ST_OK;
}

enum status
store_open(const char *dir, const struct seal *seal, const char *vfs, struct store **ret_store)
{
	return open_store(dir, seal, vfs, false, ret_store);
}

enum status
store_open_reader(
	const char *dir, const struct seal *seal, const char *vfs, struct store **ret_store)
{
	return open_store(dir, seal, vfs, true, ret_store);
}

enum status
store_in_use(const char *dir)
{
	char path[PATH_MAX];
	enum status st = str_format(path, sizeof(path), "%s/%s", dir, lock_name);
	int fd = -1;

	if (st != ST_OK)
		return st;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return status_from_errno(errno);
	if (flock(fd, LOCK_SH | LOCK_NB) != 0)
		st = errno == EWOULDBLOCK ? ST_BUSY : status_from_errno(errno);
	(void)close(fd); /* read only: nothing can be lost */
	return st;
}

enum status
store_was_made(const char *dir)
{
	int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	bool made;

	if (fd < 0)
		return status_from_errno(errno);
	made = size_of(fd, file_name) > 0 || check_not_lost(fd) != ST_OK;
	(void)close(fd); /* nothing was written */
	return made ? ST_OK : ST_NOT_FOUND;
}

enum status
store_let_go(struct store *store)
{
	enum status st = db_read_only(store);

	if (st == ST_OK && store->lock >= 0) {
		(void)close(store->lock); /* what was written is synced */
		store->lock = -1;
	}
	return st;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	db_close(store);
	sodium_free(store->chain);
	if (store->lock >= 0)
		(void)close(store->lock); /* what was written is synced */
	if (store->dir >= 0)
		(void)close(store->dir);
	free(store);
}

enum status
store_check(struct store *store)
{
	return db_need_pragma(store, "PRAGMA integrity_check(1)", "ok", ST_CORRUPT);
}
