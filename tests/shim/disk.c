/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LD_PRELOAD: a disk that fills up or turns read-only. Below the folder DISK_DIR, while the
 * file DISK_FULL is there, whatever makes a file larger fails with ENOSPC; while DISK_READONLY
 * is there, whatever changes the folder or opens a file for writing fails with EROFS, and so
 * do writes to files that were open before.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static bool
is_on(const char *name)
{
	const char *flag = getenv(name);
	struct stat about;

	return flag != NULL && stat(flag, &about) == 0;
}

static bool
is_below(const char *path)
{
	const char *folder = getenv("DISK_DIR");

	return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static bool
fd_is_below(int fd)
{
	char link[64], path[PATH_ROOM];
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n <= 0)
		return false;
	path[n] = '\0';
	return is_below(path);
}

/* 0, or the error that a write to the file meets. */
static int
write_error(int fd)
{
	bool full = is_on("DISK_FULL"), readonly = is_on("DISK_READONLY");

	if ((!full && !readonly) || !fd_is_below(fd))
		return 0;
	return readonly ? EROFS : ENOSPC;
}

static int
change_error(const char *path)
{
	return is_below(path) && is_on("DISK_READONLY") ? EROFS : 0;
}

static int
open_error(const char *path, int flags)
{
	struct stat about;

	if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) == 0 || !is_below(path))
		return 0;
	if (is_on("DISK_READONLY"))
		return EROFS;
	return (flags & O_CREAT) && is_on("DISK_FULL") && stat(path, &about) != 0 ? ENOSPC : 0;
}

/* The call of libc behind ours. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(error)                                                                         \
	do {                                                                                   \
		int why = (error);                                                             \
                                                                                               \
		if (why != 0) {                                                                \
			errno = why;                                                           \
			return -1;                                                             \
		}                                                                              \
	} while (0)

static mode_t
mode_of(int flags, va_list list)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

int
open(const char *path, int flags, ...)
{
	va_list list;
	mode_t mode;

	va_start(list, flags);
	mode = mode_of(flags, list);
	va_end(list);
	FAIL_IF(open_error(path, flags));
	return REAL(open)(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	va_list list;
	mode_t mode;

	va_start(list, flags);
	mode = mode_of(flags, list);
	va_end(list);
	FAIL_IF(open_error(path, flags));
	return REAL(open64)(path, flags, mode);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	FAIL_IF(write_error(fd));
	return REAL(write)(fd, bytes, n);
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	FAIL_IF(write_error(fd));
	return REAL(pwrite)(fd, bytes, n, at);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	FAIL_IF(write_error(fd));
	return REAL(pwrite64)(fd, bytes, n, at);
}

int
ftruncate64(int fd, off64_t n)
{
	FAIL_IF(write_error(fd));
	return REAL(ftruncate64)(fd, n);
}

int
mkdir(const char *path, mode_t mode)
{
	struct stat about;

	FAIL_IF(stat(path, &about) == 0 ? EEXIST : change_error(path));
	return REAL(mkdir)(path, mode);
}

int
unlink(const char *path)
{
	FAIL_IF(change_error(path));
	return REAL(unlink)(path);
}

int
rename(const char *from, const char *to)
{
	FAIL_IF(change_error(to));
	return REAL(rename)(from, to);
}
