/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing screens row by row, and dropping files from the page cache. */
#include "tests/bench/picture.h"

#include "base/str.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 20000, STILL_MS = 400, FILES_MAX = 256 };

/* --- pictures --------------------------------------------------------------------------------------------------- */

static void
look(const struct terminal *terminal, struct picture *ret)
{
	const char *text = terminal_text(terminal);

	*ret = (struct picture){ 0 };
	while (*text != '\0' && ret->rows < PICTURE_ROWS) {
		size_t n = strcspn(text, "\n");

		if (str_format(ret->row[ret->rows++], PICTURE_ROW, "%.*s", (int)n, text) !=
			ST_OK)
			abort();
		text += n + (text[n] == '\n');
	}
}

static bool
same(const struct terminal *terminal, void *ctx)
{
	const struct picture *picture = ctx;

	for (int row = 0; row < picture->rows; row++)
		if (!picture->changes[row] &&
			strcmp(terminal_row(terminal, row), picture->row[row]) != 0)
			return false;
	return true;
}

static bool
other(const struct terminal *terminal, void *ctx)
{
	return !same(terminal, ctx);
}

enum status
picture_take(struct terminal *terminal, const char *text, struct picture *ret_picture)
{
	enum status st = terminal_wait_text(terminal, text, LOOK_MS);

	while (st == ST_OK) {
		look(terminal, ret_picture);
		st = terminal_wait(terminal, other, ret_picture, STILL_MS);
	}
	return st == ST_TIMEOUT && terminal_has(terminal, text) ? ST_OK : st;
}

void
picture_compare(struct picture *picture, const struct picture *with)
{
	for (int row = 0; row < picture->rows; row++)
		if (strcmp(picture->row[row], with->row[row]) != 0)
			picture->changes[row] = true;
}

enum status
picture_wait(struct terminal *terminal, struct picture *picture, int budget_ms)
{
	return terminal_wait(terminal, same, picture, budget_ms);
}

/* --- files ------------------------------------------------------------------------------------------------------ */

struct files {
	size_t n;
	char *path[FILES_MAX];
};

enum status
files_add(struct files *files, const char *path)
{
	for (size_t i = 0; i < files->n; i++)
		if (strcmp(files->path[i], path) == 0)
			return ST_OK;
	if (files->n == FILES_MAX)
		return ST_TOO_LONG;
	files->path[files->n] = strdup(path);
	return files->path[files->n++] == NULL ? ST_NO_MEMORY : ST_OK;
}

enum status
files_of(pid_t pid, struct files **ret_files)
{
	struct files *files = calloc(1, sizeof(*files));
	char path[64], line[4096];
	enum status st = ST_OK;
	FILE *maps;

	if (files == NULL)
		return ST_NO_MEMORY;
	if (str_format(path, sizeof(path), "/proc/%d/maps", pid) != ST_OK)
		abort();
	maps = fopen(path, "re");
	if (maps == NULL)
		st = ST_GONE;
	while (st == ST_OK && fgets(line, sizeof(line), maps) != NULL) {
		char *name = strchr(line, '/');

		line[strcspn(line, "\n")] = '\0';
		if (name != NULL)
			st = files_add(files, name);
	}
	if (maps != NULL)
		(void)fclose(maps);
	if (st == ST_OK)
		*ret_files = files;
	else
		files_free(files);
	return st;
}

void
files_forget(const struct files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		int fd = open(files->path[i], O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			continue;
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		(void)close(fd);
	}
}

void
files_free(struct files *files)
{
	if (files == NULL)
		return;
	for (size_t i = 0; i < files->n; i++)
		free(files->path[i]);
	free(files);
}
