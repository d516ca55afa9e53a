/* SPDX-License-Identifier: Apache-2.0 */
/* /proc/PID/maps says where, /proc/PID/mem what. */
#include "tests/e2e/memory.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_ROOM = 64, LINE_ROOM = 512, NEEDLE_ROOM = 512, WIDTHS = 3 };

struct needle {
	char bytes[NEEDLE_ROOM];
	size_t n;
};

/* ASCII in characters of that many bytes. */
static enum status
widen(const char *text, size_t width, struct needle *ret_needle)
{
	size_t n = strlen(text);

	if (n == 0 || n * width > sizeof(ret_needle->bytes))
		return ST_TOO_LONG;
	*ret_needle = (struct needle){ .n = n * width };
	for (size_t i = 0; i < n; i++)
		ret_needle->bytes[i * width] = text[i];
	return ST_OK;
}

static int
count(const char *bytes, size_t n, const struct needle *needle)
{
	const char *at = bytes, *end = bytes + n;
	int hits = 0;

	while ((at = memmem(at, (size_t)(end - at), needle->bytes, needle->n)) != NULL) {
		hits++;
		at++;
	}
	return hits;
}

/* A mapping may go away meanwhile, and some cannot be read at all: nothing is found there. */
static enum status
search(int mem, uint64_t from, uint64_t to, const struct needle needles[WIDTHS], int *hits)
{
	char *bytes = malloc((size_t)(to - from));
	ssize_t n;

	if (bytes == NULL)
		return ST_NO_MEMORY;
	n = pread(mem, bytes, (size_t)(to - from), (off_t)from);
	for (size_t i = 0; n > 0 && i < WIDTHS; i++)
		*hits += count(bytes, (size_t)n, &needles[i]);
	free(bytes);
	return ST_OK;
}

static enum status
search_all(FILE *maps, int mem, const struct needle needles[WIDTHS], int *hits)
{
	char line[LINE_ROOM], mode[8];
	uint64_t from, to;
	enum status st = ST_OK;

	while (st == ST_OK && fgets(line, sizeof(line), maps) != NULL)
		if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 && mode[0] == 'r' &&
			mode[1] == 'w')
			st = search(mem, from, to, needles, hits);
	return st;
}

enum status
memory_count(pid_t pid, const char *text, int *ret_hits)
{
	static const size_t widths[WIDTHS] = { 1, 2, 4 };
	struct needle needles[WIDTHS];
	char path[PATH_ROOM];
	enum status st = ST_OK;
	FILE *maps = NULL;
	int mem = -1, hits = 0;

	for (size_t i = 0; st == ST_OK && i < WIDTHS; i++)
		st = widen(text, widths[i], &needles[i]);
	if (st == ST_OK)
		st = str_format(path, sizeof(path), "/proc/%d/mem", (int)pid);
	if (st == ST_OK && (mem = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = str_format(path, sizeof(path), "/proc/%d/maps", (int)pid);
	if (st == ST_OK && (maps = fopen(path, "re")) == NULL)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = search_all(maps, mem, needles, &hits);
	if (maps != NULL)
		(void)fclose(maps);
	if (mem >= 0)
		(void)close(mem);
	if (st == ST_OK)
		*ret_hits = hits;
	return st;
}
