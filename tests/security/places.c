/* SPDX-License-Identifier: Apache-2.0 */
/* Reading /proc and folders. */
#include "tests/security/places.h"

#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_ROOM = 512, FILE_MAX = 64 << 20, PHOTO_MIN = 4096, PHOTO_MAX = 1 << 20 };

/* --- memory ------------------------------------------------------------------------------------------------------ */

/* One stretch of memory as /proc/PID/maps tells it. */
struct stretch {
	uintptr_t from, end;
	char name[PATH_ROOM];
	char rights[8];
	long inode;
};

typedef enum status stretch_fn(void *ctx, const char *name, const uint8_t *bytes, size_t n);

static bool
is_kept(const struct stretch *stretch)
{
	if (stretch->rights[0] != 'r' || strncmp(stretch->name, "[v", 2) == 0)
		return false;
	return stretch->rights[1] == 'w' || stretch->inode == 0;
}

static enum status
read_stretch(int memory, const struct stretch *stretch, stretch_fn *each, void *ctx)
{
	size_t n = stretch->end - stretch->from, have = 0;
	uint8_t *bytes = malloc(n);
	enum status st;

	if (bytes == NULL)
		return ST_NO_MEMORY;
	while (have < n) {
		ssize_t more =
			pread(memory, bytes + have, n - have, (off_t)(stretch->from + have));

		if (more <= 0)
			break; /* gone since, or never there */
		have += (size_t)more;
	}
	st = each(ctx, stretch->name, bytes, have);
	free(bytes);
	return st;
}

static enum status
each_stretch(pid_t pid, stretch_fn *each, void *ctx)
{
	char path[64], line[2 * PATH_ROOM];
	enum status st = str_format(path, sizeof(path), "/proc/%d/mem", (int)pid);
	int memory = open(path, O_RDONLY | O_CLOEXEC);
	FILE *maps = NULL;
	int read_n = 0;

	if (memory < 0)
		return errno == ESRCH ? ST_GONE : status_from_errno(errno);
	if (st == ST_OK)
		st = str_format(path, sizeof(path), "/proc/%d/maps", (int)pid);
	maps = fopen(path, "re");
	if (maps == NULL)
		st = status_from_errno(errno);
	while (st == ST_OK && fgets(line, sizeof(line), maps) != NULL) {
		struct stretch stretch = { .name = "" };

		if (sscanf(line, "%lx-%lx %7s %*s %*s %ld %511[^\n]", &stretch.from,
			    &stretch.end, stretch.rights, &stretch.inode, stretch.name) < 4 ||
			!is_kept(&stretch))
			continue;
		st = read_stretch(memory, &stretch, each, ctx);
		read_n++;
	}
	if (maps)
		(void)fclose(maps);
	(void)close(memory);
	return st == ST_OK && read_n == 0 ? ST_GONE : st;
}

struct search {
	const struct needles *needles;
	const char *who;
	bool tell;
	size_t *hits;
};

static enum status
search_stretch(void *ctx, const char *name, const uint8_t *bytes, size_t n)
{
	const struct search *search = ctx;
	char place[2 * PATH_ROOM];
	enum status st = str_format(place, sizeof(place), "memory of %s %s", search->who,
		name[0] ? name : "[anonymous]");

	*search->hits += needles_search(search->needles, search->tell ? place : NULL, bytes, n);
	return st;
}

enum status
place_memory(const struct needles *needles, const char *who, pid_t pid, bool tell, size_t *hits)
{
	struct search search = { needles, who, tell, hits };

	return each_stretch(pid, search_stretch, &search);
}

/* --- photographs ------------------------------------------------------------------------------------------------- */

/* The length of the JPEG that begins here, 0: none does. */
static size_t
photo_length(const uint8_t *bytes, size_t n)
{
	static const uint8_t begins[] = { 0xFF, 0xD8, 0xFF }, ends[] = { 0xFF, 0xD9 };
	const uint8_t *end;

	if (n < PHOTO_MIN || memcmp(bytes, begins, sizeof(begins)) != 0)
		return 0;
	if (n > PHOTO_MAX)
		n = PHOTO_MAX;
	end = memmem(bytes, n, ends, sizeof(ends));
	return end == NULL ? 0 : (size_t)(end - bytes) + sizeof(ends);
}

static enum status
keep_photo(void *ctx, const char *name, const uint8_t *bytes, size_t n)
{
	struct buf *jpeg = ctx;
	enum status st = ST_OK;

	(void)name;
	for (size_t at = 0; st == ST_OK && at + PHOTO_MIN < n; at++) {
		size_t length = bytes[at] == 0xFF ? photo_length(bytes + at, n - at) : 0;

		if (length < PHOTO_MIN || length <= jpeg->len)
			continue;
		buf_clear(jpeg);
		st = buf_add(jpeg, bytes + at, length);
	}
	return st;
}

enum status
place_find_photo(pid_t pid, struct buf *ret_jpeg)
{
	enum status st = each_stretch(pid, keep_photo, ret_jpeg);

	return st == ST_OK && ret_jpeg->len == 0 ? ST_NOT_FOUND : st;
}

/* --- files ------------------------------------------------------------------------------------------------------- */

static enum status
search_file(const struct needles *needles, const char *path, size_t *hits)
{
	char chunk[16 << 10];
	enum status st = ST_OK;
	struct buf bytes;
	ssize_t n = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT || errno == ESRCH ? ST_OK : status_from_errno(errno);
	buf_init(&bytes, FILE_MAX);
	while (st == ST_OK && n > 0) {
		n = read(fd, chunk, sizeof(chunk));
		st = n < 0 ? status_from_errno(errno) : buf_add(&bytes, chunk, (size_t)n);
	}
	(void)close(fd);
	if (st == ST_OK)
		*hits += needles_search(needles, path, bytes.data, bytes.len);
	buf_free(&bytes);
	return st;
}

enum status
place_words(const struct needles *needles, pid_t pid, size_t *hits)
{
	static const char *const files[] = { "cmdline", "environ" };
	enum status st = ST_OK;
	char path[64];

	for (size_t i = 0; st == ST_OK && i < sizeof(files) / sizeof(files[0]); i++) {
		st = str_format(path, sizeof(path), "/proc/%d/%s", (int)pid, files[i]);
		if (st == ST_OK)
			st = search_file(needles, path, hits);
	}
	return st;
}

enum status
place_folder(const struct needles *needles, const char *folder, size_t *hits)
{
	DIR *dir = opendir(folder);
	enum status st = dir == NULL ? status_from_errno(errno) : ST_OK;
	struct dirent *entry;
	char path[PATH_ROOM];

	while (st == ST_OK && (entry = readdir(dir)) != NULL) {
		if (entry->d_type != DT_REG)
			continue;
		st = str_format(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (st == ST_OK)
			st = search_file(needles, path, hits);
	}
	if (dir)
		(void)closedir(dir);
	return st;
}
