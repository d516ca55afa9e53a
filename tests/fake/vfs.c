/* SPDX-License-Identifier: Apache-2.0 */
/* A SQLite file system that fails as planned and remembers what was not synced. */
#include "tests/fake/vfs.h"

#include "base/array.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DISKS_MAX = 16, KINDS = 6, PATH_ROOM = 256 };

/* A change of a file that no sync has followed: what was there, what is there. A truncation has no new bytes. */
struct change {
	int64_t at, size_before;
	uint8_t *before, *after; /* owned */
	size_t before_n, after_n;
	struct change *next; /* the earlier one; owned */
};

struct disk {
	char path[PATH_ROOM]; /* "" free */
	struct change *last;  /* owned */
};

struct file {
	sqlite3_file base; /* first: SQLite's view */
	struct disk *disk; /* NULL: a temporary file, not remembered */
	sqlite3_file *real;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct vfs_plan plan;
static int counts[KINDS], counted;
static bool struck;
static struct disk disks[DISKS_MAX];
static sqlite3_vfs *real_vfs, our_vfs;

/* --- the plan ------------------------------------------------------------------------------------------------------ */

static const int failures[KINDS] = { SQLITE_CANTOPEN, SQLITE_IOERR_READ, SQLITE_IOERR_WRITE,
	SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_DELETE };

static int
kind_of(enum vfs_call call)
{
	int kind = 0;

	while ((1u << kind) != (unsigned)call)
		kind++;
	return kind;
}

static bool
call_fails(enum vfs_call call)
{
	bool planned = (plan.calls & (unsigned)call) != 0;

	counts[kind_of(call)]++;
	if (planned && ++counted == plan.at) {
		struck = true;
		return true;
	}
	if (!struck || plan.trouble == VFS_ONCE)
		return false;
	return planned || plan.trouble == VFS_DEAD;
}

/* SQLITE_OK, or what the plan says; *ret_first: it is the N-th call itself. */
static int
meet(enum vfs_call call, bool *ret_first)
{
	int code = SQLITE_OK;
	bool before;

	pthread_mutex_lock(&guard);
	before = struck;
	if (call_fails(call))
		code = plan.code != 0 ? plan.code : failures[kind_of(call)];
	if (ret_first != NULL)
		*ret_first = struck && !before;
	pthread_mutex_unlock(&guard);
	return code;
}

void
vfs_follow(const struct vfs_plan *next)
{
	pthread_mutex_lock(&guard);
	plan = next != NULL ? *next : (struct vfs_plan){ .at = 0 };
	memset(counts, 0, sizeof(counts));
	counted = 0;
	struck = false;
	pthread_mutex_unlock(&guard);
}

int
vfs_count(unsigned calls)
{
	int n = 0;

	pthread_mutex_lock(&guard);
	for (int kind = 0; kind < KINDS; kind++)
		if ((calls & (1u << kind)) != 0)
			n += counts[kind];
	pthread_mutex_unlock(&guard);
	return n;
}

bool
vfs_struck(void)
{
	bool answer;

	pthread_mutex_lock(&guard);
	answer = struck;
	pthread_mutex_unlock(&guard);
	return answer;
}

static struct vfs_watch watch;

void
vfs_be_watched(const struct vfs_watch *by)
{
	watch = *by;
}

static size_t
show_before(enum vfs_call call, size_t n)
{
	return watch.before != NULL ? watch.before(watch.ctx, call, n) : n;
}

static void
show_after(enum vfs_call call)
{
	if (watch.after != NULL)
		watch.after(watch.ctx, call);
}

/* --- what was not synced --------------------------------------------------------------------------------------------- */

static void
forget_change(struct change *change)
{
	free(change->before);
	free(change->after);
	free(change);
}

static void
forget_all(struct disk *disk)
{
	while (disk->last != NULL) {
		struct change *change = disk->last;

		disk->last = change->next;
		forget_change(change);
	}
}

static struct disk *
find_disk(const char *path)
{
	for (size_t i = 0; i < ARRAY_LEN(disks); i++)
		if (strcmp(disks[i].path, path) == 0)
			return &disks[i];
	return NULL;
}

/* A test opens few files; one more than there is room for is a mistake of the test. */
static struct disk *
disk_of(const char *path)
{
	struct disk *disk = find_disk(path);

	if (disk != NULL)
		return disk;
	disk = find_disk("");
	assert(disk != NULL && strlen(path) < PATH_ROOM);
	memcpy(disk->path, path, strlen(path) + 1);
	return disk;
}

static void *
allocate(size_t n)
{
	void *bytes = calloc(1, n + 1);

	assert(bytes != NULL);
	return bytes;
}

/* Remembers a write of n bytes at `at`, or a truncation to `at` (bytes NULL), before it happens. */
static int
remember(struct file *file, const void *bytes, size_t n, int64_t at)
{
	struct change *change = allocate(sizeof(*change));
	sqlite3_int64 size = 0;
	int code = file->real->pMethods->xFileSize(file->real, &size);

	*change = (struct change){ .at = at, .size_before = size, .next = file->disk->last };
	if (size > at)
		change->before_n = (size_t)(size - at);
	if (bytes != NULL && change->before_n > n)
		change->before_n = n;
	change->before = allocate(change->before_n);
	change->after = allocate(n);
	if (bytes != NULL) {
		memcpy(change->after, bytes, n);
		change->after_n = n;
	}
	if (code == SQLITE_OK && change->before_n > 0)
		code = file->real->pMethods->xRead(
			file->real, change->before, (int)change->before_n, at);
	if (code != SQLITE_OK) {
		forget_change(change);
		return code;
	}
	file->disk->last = change;
	return SQLITE_OK;
}

static void
put_bytes(int fd, const uint8_t *bytes, size_t n, int64_t at)
{
	ssize_t put = n > 0 ? pwrite(fd, bytes, n, at) : 0;

	assert(put == (ssize_t)n);
	(void)put;
}

static void
take_back(int fd, const struct change *change)
{
	int cut;

	put_bytes(fd, change->before, change->before_n, change->at);
	cut = ftruncate(fd, change->size_before);
	assert(cut == 0);
	(void)cut;
}

/* From the first on: the list runs from the last one back. Truncations are not kept by halves. */
static size_t
keep_half(int fd, const struct change *change)
{
	size_t place;

	if (change == NULL)
		return 0;
	place = keep_half(fd, change->next);
	if (place % 2 == 0)
		put_bytes(fd, change->after, change->after_n, change->at);
	return place + 1;
}

static void
cut_disk(struct disk *disk, enum vfs_cut cut)
{
	int fd = cut == VFS_KEEP || disk->path[0] == '\0' ? -1 : open(disk->path, O_RDWR);

	if (fd >= 0) {
		for (struct change *c = disk->last; c != NULL; c = c->next)
			take_back(fd, c);
		if (cut == VFS_HALF)
			(void)keep_half(fd, disk->last);
		(void)close(fd); /* the test reads the file next */
	}
	forget_all(disk);
	disk->path[0] = '\0';
}

void
vfs_power_cut(enum vfs_cut cut)
{
	pthread_mutex_lock(&guard);
	for (size_t i = 0; i < ARRAY_LEN(disks); i++)
		cut_disk(&disks[i], cut);
	pthread_mutex_unlock(&guard);
}

/* --- a file ---------------------------------------------------------------------------------------------------------- */

static struct file *
file_of(sqlite3_file *file)
{
	return (struct file *)file;
}

static const sqlite3_io_methods *
real_methods(sqlite3_file *file)
{
	return file_of(file)->real->pMethods;
}

static int
file_close(sqlite3_file *file)
{
	return real_methods(file)->xClose(file_of(file)->real);
}

static int
file_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
	int code = meet(VFS_READ, NULL);

	return code != SQLITE_OK ? code
				 : real_methods(file)->xRead(file_of(file)->real, bytes, n, at);
}

static int
write_through(struct file *file, const void *bytes, int n, sqlite3_int64 at)
{
	int code = SQLITE_OK;

	pthread_mutex_lock(&guard);
	if (file->disk != NULL)
		code = remember(file, bytes, (size_t)n, at);
	pthread_mutex_unlock(&guard);
	return code != SQLITE_OK ? code
				 : file->real->pMethods->xWrite(file->real, bytes, n, at);
}

static int
file_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	bool first = false;
	int taken = (int)show_before(VFS_WRITE, (size_t)n);
	int code = meet(VFS_WRITE, &first), torn = (int)plan.torn;

	if (code == SQLITE_OK)
		code = write_through(file_of(file), bytes, taken, at);
	else if (first && torn > 0)
		(void)write_through(file_of(file), bytes, torn < n ? torn : n, at);
	show_after(VFS_WRITE);
	return code;
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code;

	(void)show_before(VFS_TRUNCATE, 0);
	code = meet(VFS_TRUNCATE, NULL);
	pthread_mutex_lock(&guard);
	if (code == SQLITE_OK && file_of(file)->disk != NULL)
		code = remember(file_of(file), NULL, 0, size);
	pthread_mutex_unlock(&guard);
	if (code == SQLITE_OK)
		code = real_methods(file)->xTruncate(file_of(file)->real, size);
	show_after(VFS_TRUNCATE);
	return code;
}

static int
file_sync(sqlite3_file *file, int flags)
{
	int code;

	(void)show_before(VFS_SYNC, 0);
	code = meet(VFS_SYNC, NULL);
	if (plan.sync_ms > 0)
		(void)real_vfs->xSleep(real_vfs, plan.sync_ms * 1000);
	if (code == SQLITE_OK)
		code = real_methods(file)->xSync(file_of(file)->real, flags);
	pthread_mutex_lock(&guard);
	if (code == SQLITE_OK && file_of(file)->disk != NULL)
		forget_all(file_of(file)->disk);
	pthread_mutex_unlock(&guard);
	show_after(VFS_SYNC);
	return code;
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
	return real_methods(file)->xFileSize(file_of(file)->real, ret_size);
}

static int
file_lock(sqlite3_file *file, int lock)
{
	return real_methods(file)->xLock(file_of(file)->real, lock);
}

static int
file_unlock(sqlite3_file *file, int lock)
{
	return real_methods(file)->xUnlock(file_of(file)->real, lock);
}

static int
file_check_reserved(sqlite3_file *file, int *ret_answer)
{
	return real_methods(file)->xCheckReservedLock(file_of(file)->real, ret_answer);
}

static int
file_control(sqlite3_file *file, int op, void *arg)
{
	if (op == SQLITE_FCNTL_LAST_ERRNO && struck) {
		*(int *)arg = plan.error;
		return SQLITE_OK;
	}
	return real_methods(file)->xFileControl(file_of(file)->real, op, arg);
}

static int
file_sector(sqlite3_file *file)
{
	return real_methods(file)->xSectorSize(file_of(file)->real);
}

/* Nothing promised: SQLite must not count on atomic or ordered writes of the disk below. */
static int
file_traits(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static int
file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **ret_page)
{
	return real_methods(file)->xShmMap(file_of(file)->real, page, size, extend, ret_page);
}

static int
file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real_methods(file)->xShmLock(file_of(file)->real, offset, n, flags);
}

static void
file_shm_barrier(sqlite3_file *file)
{
	real_methods(file)->xShmBarrier(file_of(file)->real);
}

static int
file_shm_unmap(sqlite3_file *file, int drop)
{
	return real_methods(file)->xShmUnmap(file_of(file)->real, drop);
}

/* Version 2: with shared memory, which WAL needs; without memory-mapped reads, which the plan could not see. */
static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
};

/* --- the file system ------------------------------------------------------------------------------------------------- */

static int
vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *ret_flags)
{
	struct file *file = file_of(base);
	int code;

	(void)vfs;
	(void)show_before(VFS_OPEN, 0);
	code = meet(VFS_OPEN, NULL);
	*file = (struct file){ .real = (sqlite3_file *)(file + 1) };
	if (code != SQLITE_OK)
		return code;
	if (plan.read_only)
		flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) |
			SQLITE_OPEN_READONLY;
	code = real_vfs->xOpen(real_vfs, path, file->real, flags, ret_flags);
	if (file->real->pMethods == NULL)
		return code;
	base->pMethods = &methods;
	pthread_mutex_lock(&guard);
	if (path != NULL)
		file->disk = disk_of(path);
	pthread_mutex_unlock(&guard);
	show_after(VFS_OPEN);
	return code;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	struct disk *disk;
	int code;

	(void)vfs;
	(void)show_before(VFS_DELETE, 0);
	code = meet(VFS_DELETE, NULL);
	if (code == SQLITE_OK)
		code = real_vfs->xDelete(real_vfs, path, sync_folder);
	pthread_mutex_lock(&guard);
	disk = code == SQLITE_OK ? find_disk(path) : NULL;
	if (disk != NULL)
		forget_all(disk);
	pthread_mutex_unlock(&guard);
	show_after(VFS_DELETE);
	return code;
}

static int
vfs_last_error(sqlite3_vfs *vfs, int n, char *ret_text)
{
	(void)vfs;
	return struck ? plan.error : real_vfs->xGetLastError(real_vfs, n, ret_text);
}

/* Whatever is not ours is the default's, which takes itself as its first argument and does not look at it. */
const char *
vfs_name(void)
{
	static const char name[] = "trouble";

	pthread_mutex_lock(&guard);
	if (real_vfs == NULL) {
		real_vfs = sqlite3_vfs_find(NULL);
		assert(real_vfs != NULL);
		our_vfs = *real_vfs;
		our_vfs.pNext = NULL;
		our_vfs.zName = name;
		our_vfs.szOsFile += (int)sizeof(struct file);
		our_vfs.xOpen = vfs_open;
		our_vfs.xDelete = vfs_delete;
		our_vfs.xGetLastError = vfs_last_error;
		if (sqlite3_vfs_register(&our_vfs, 0) != SQLITE_OK)
			abort();
	}
	pthread_mutex_unlock(&guard);
	return name;
}
