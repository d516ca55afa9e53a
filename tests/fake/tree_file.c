/* SPDX-License-Identifier: Apache-2.0 */
/* Files of the source tree. */
#include "tests/fake/tree_file.h"

#include <errno.h>
#include <stdio.h>

enum { TREE_FILE_MAX = 8 << 20 };

enum status
tree_file_read(const char *path, struct buf *ret_buf)
{
	FILE *file = fopen(path, "rb");
	enum status st = ST_OK;
	char part[4096];
	size_t n;

	if (file == NULL)
		return status_from_errno(errno);
	buf_init(ret_buf, TREE_FILE_MAX);
	while (st == ST_OK && (n = fread(part, 1, sizeof(part), file)) > 0)
		st = buf_add(ret_buf, part, n);
	if (st == ST_OK && ferror(file))
		st = ST_IO;
	if (st != ST_OK)
		buf_free(ret_buf);
	if (fclose(file) != 0 && st == ST_OK)
		st = ST_IO;
	return st;
}
