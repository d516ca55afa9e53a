/* SPDX-License-Identifier: Apache-2.0 */
/* Files read in one go. */
#include "central/whole_file.h"
#include "base/str.h"

#include <stdio.h>

enum { CHUNK = 8192, PATH_ROOM = 4096 };

enum status
whole_file(const char *path, struct buf *buf)
{
	char chunk[CHUNK];
	FILE *file = fopen(path, "re");
	enum status st = ST_OK;
	size_t n;

	if (file == NULL)
		return ST_NOT_FOUND;
	while (st == ST_OK && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		st = buf_add(buf, chunk, n);
	if (st == ST_OK && ferror(file))
		st = ST_IO;
	(void)fclose(file); /* only read from */
	wipe(chunk, sizeof(chunk));
	return st;
}

enum status
whole_file_in(const char *folder, const char *name, struct buf *buf)
{
	char path[PATH_ROOM];
	enum status st = str_format(path, sizeof(path), "%s/%s", folder, name);

	return st == ST_OK ? whole_file(path, buf) : st;
}
