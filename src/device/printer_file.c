/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts as files in a directory. */
#include "device/printer_file.h"

#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_NAME_ROOM = 40, DIGITS = 6, TRIES = 16 };

/* What a job's file is called, around its number. */
struct names {
	const char *head, *tail;
};
static const struct names receipts = { "receipt-", ".prn" }, pages = { "form-", ".pdf" };

#define UNDER_WAY ".receipt.tmp"

static enum status
open_directory(const char *directory, int *ret_fd)
{
	int fd;

	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		return status_from_errno(errno);
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOTDIR ? ST_INVALID : status_from_errno(errno);
	*ret_fd = fd;
	return ST_OK;
}

/** The number in "receipt-NNNNNN.prn"; 0 for other names. */
static long long
number_of(const struct names *names, const char *name)
{
	const size_t head = strlen(names->head), n = strlen(name), tail = strlen(names->tail);
	char digits[FILE_NAME_ROOM];
	long long number = 0;

	if (n <= head + tail || strncmp(name, names->head, head) != 0 ||
		strcmp(name + n - tail, names->tail) != 0)
		return 0;
	if (str_format(digits, sizeof(digits), "%.*s", (int)(n - head - tail), name + head) !=
			ST_OK ||
		!str_is_digits(digits) ||
		str_to_int64(digits, 0, 999999999999, &number) != ST_OK)
		return 0;
	return number;
}

static enum status
highest_number(const struct names *names, int directory_fd, long long *ret_highest)
{
	int fd = openat(directory_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	long long highest = 0;
	int error;

	if (dir == NULL) {
		error = errno;
		if (fd >= 0)
			close(fd);
		return status_from_errno(error);
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		long long number = number_of(names, entry->d_name);

		if (number > highest)
			highest = number;
	}
	error = errno;
	closedir(dir);
	if (error == 0)
		*ret_highest = highest;
	return status_from_errno(error);
}

static enum status
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t took = write(fd, bytes, n);

		if (took < 0 && errno != EINTR)
			return status_from_errno(errno);
		if (took > 0) {
			bytes += took;
			n -= (size_t)took;
		}
	}
	return fsync(fd) == 0 ? ST_OK : status_from_errno(errno);
}

static enum status
write_under_way(int directory_fd, const void *bytes, size_t n)
{
	enum status st;
	int fd;

	if (unlinkat(directory_fd, UNDER_WAY, 0) != 0 && errno != ENOENT)
		return status_from_errno(errno);
	fd = openat(directory_fd, UNDER_WAY,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return status_from_errno(errno);
	st = write_all(fd, bytes, n);
	if (close(fd) != 0 && st == ST_OK)
		st = status_from_errno(errno);
	return st;
}

/** Gives it its name, which must be new. */
static enum status
publish(const struct names *names, int directory_fd)
{
	long long number = 0;
	enum status st = highest_number(names, directory_fd, &number);

	for (int i = 0; st == ST_OK && i < TRIES; i++) {
		char name[FILE_NAME_ROOM];

		st = str_format(name, sizeof(name), "%s%0*lld%s", names->head, DIGITS, ++number,
			names->tail);
		if (st != ST_OK)
			break;
		if (renameat2(directory_fd, UNDER_WAY, directory_fd, name, RENAME_NOREPLACE) ==
			0)
			return fsync(directory_fd) == 0 ? ST_OK : status_from_errno(errno);
		if (errno != EEXIST)
			st = status_from_errno(errno);
	}
	return st == ST_OK ? ST_EXISTS : st;
}

static enum status
print_as(const struct names *names, const char *directory, const void *bytes, size_t n)
{
	enum status st;
	int fd = -1;

	st = open_directory(directory, &fd);
	if (st != ST_OK)
		return st;
	st = write_under_way(fd, bytes, n);
	if (st == ST_OK)
		st = publish(names, fd);
	if (st != ST_OK && unlinkat(fd, UNDER_WAY, 0) != 0 && errno != ENOENT)
		st = status_from_errno(errno);
	close(fd);
	return st;
}

enum status
printer_file_print(const char *directory, const void *bytes, size_t n)
{
	return print_as(&receipts, directory, bytes, n);
}

enum status
printer_file_print_page(const char *directory, const void *bytes, size_t n)
{
	return print_as(&pages, directory, bytes, n);
}

enum status
printer_file_state(const char *directory)
{
	enum status st;
	int fd = -1;

	st = open_directory(directory, &fd);
	if (st != ST_OK)
		return st;
	if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
		st = status_from_errno(errno);
	close(fd);
	return st;
}
