/* SPDX-License-Identifier: Apache-2.0 */
/* Files of old rows, from folder to folder. */
#include "store/archive_copy.h"

#include "base/str.h"
#include "store/journal_archive.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, FILE_ROOM = ARCHIVE_NAME + 16 };

struct folders {
	int from, to; /* to -1: not made yet */
	const char *to_path;
};

static enum status
open_folder(const char *path, int *ret_folder)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return status_from_errno(errno);
	*ret_folder = fd;
	return ST_OK;
}

static enum status
need_folder(struct folders *folders)
{
	if (folders->to >= 0)
		return ST_OK;
	if (mkdir(folders->to_path, 0700) != 0 && errno != EEXIST)
		return status_from_errno(errno);
	return open_folder(folders->to_path, &folders->to);
}

/* What is written in part is an error: the medium is full. */
static enum status
copy_bytes(int from, int to)
{
	static _Thread_local char chunk[CHUNK];
	ssize_t n = 1;

	while (n > 0) {
		n = read(from, chunk, sizeof(chunk));
		if (n > 0 && write(to, chunk, (size_t)n) != n)
			return errno != 0 ? status_from_errno(errno) : ST_IO;
	}
	return n < 0 ? status_from_errno(errno) : ST_OK;
}

static enum status
copy_file(const struct folders *folders, const char *name)
{
	char part[FILE_ROOM];
	enum status st = str_format(part, sizeof(part), "%s.part", name);
	int from, to = -1;

	if (st != ST_OK)
		return st;
	from = openat(folders->from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (from < 0)
		return status_from_errno(errno);
	errno = 0;
	to = openat(
		folders->to, part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	st = to < 0 ? status_from_errno(errno) : copy_bytes(from, to);
	if (st == ST_OK && fsync(to) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK && renameat(folders->to, part, folders->to, name) != 0)
		st = status_from_errno(errno);
	(void)close(from);
	if (to >= 0)
		(void)close(to); /* synced */
	return st;
}

/* -1: it is not there. */
static off_t
size_in(int folder, const char *name)
{
	struct stat info;

	return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? info.st_size : -1;
}

/* The signature first: a name is a whole archive. */
static enum status
copy_archive(struct folders *folders, const char *file, struct archives_copied *copied)
{
	char sig[FILE_ROOM];
	enum status st = str_format(sig, sizeof(sig), "%s.sig", file);
	off_t size = size_in(folders->from, file);

	if (st == ST_OK && (size < 0 || size_in(folders->from, sig) < 0)) {
		copied->missing++;
		return ST_OK;
	}
	if (st == ST_OK)
		st = need_folder(folders);
	if (st == ST_OK && size_in(folders->to, file) == size &&
		size_in(folders->to, sig) > 0) {
		copied->there++;
		return ST_OK;
	}
	if (st == ST_OK)
		st = copy_file(folders, sig);
	if (st == ST_OK)
		st = copy_file(folders, file);
	copied->copied += st == ST_OK;
	return st;
}

enum status
archives_copy(struct store *store, const char *from, const char *to,
	struct archives_copied *ret_copied)
{
	struct folders folders = { .from = -1, .to = -1, .to_path = to };
	struct archives_copied copied = { .copied = 0 };
	struct journal_archive archive = { .first = 0 };
	enum status st = open_folder(from, &folders.from);

	if (st == ST_NOT_FOUND) /* every one of them is missing */
		st = ST_OK;
	while (st == ST_OK &&
		(st = journal_archive_next(store, archive.first, &archive)) == ST_OK)
		st = copy_archive(&folders, archive.file, &copied);
	if (st == ST_NOT_FOUND)
		st = folders.to >= 0 && fsync(folders.to) != 0 ? status_from_errno(errno)
							       : ST_OK;
	if (folders.from >= 0)
		(void)close(folders.from);
	if (folders.to >= 0)
		(void)close(folders.to); /* synced */
	if (st == ST_OK)
		*ret_copied = copied;
	return st;
}
