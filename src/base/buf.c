/* SPDX-License-Identifier: Apache-2.0 */
/* A byte buffer with a ceiling that wipes behind itself. */
#include "base/buf.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char nothing[1];

static enum status
grow(struct buf *buf, size_t more)
{
	size_t room = buf->room ? buf->room : 64;
	char *data;

	if (more > buf->ceiling - buf->len)
		return ST_TOO_LONG;
	if (buf->len + more < buf->room)
		return ST_OK;
	while (room <= buf->len + more)
		room *= 2;
	data = malloc(room);
	if (data == NULL)
		return ST_NO_MEMORY;
	memcpy(data, buf->data, buf->len + 1);
	if (buf->room) {
		wipe(buf->data, buf->room);
		free(buf->data);
	}
	buf->data = data;
	buf->room = room;
	return ST_OK;
}

void
buf_init(struct buf *buf, size_t ceiling)
{
	*buf = (struct buf){ .data = nothing, .ceiling = ceiling };
}

void
buf_clear(struct buf *buf)
{
	if (buf->room)
		wipe(buf->data, buf->room);
	buf->len = 0;
}

void
buf_free(struct buf *buf)
{
	if (buf->room) {
		wipe(buf->data, buf->room);
		free(buf->data);
	}
	buf_init(buf, buf->ceiling);
}

enum status
buf_add(struct buf *buf, const void *bytes, size_t n)
{
	enum status st = grow(buf, n);

	if (st != ST_OK || n == 0)
		return st;
	memcpy(buf->data + buf->len, bytes, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
	return ST_OK;
}

enum status
buf_add_str(struct buf *buf, const char *text)
{
	return buf_add(buf, text, strlen(text));
}

enum status
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	enum status st;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	st = n < 0 ? ST_INVALID : grow(buf, (size_t)n);
	if (st == ST_OK && n > 0) {
		if (vsnprintf(buf->data + buf->len, buf->room - buf->len, format, again) == n)
			buf->len += (size_t)n;
		else
			st = ST_INVALID;
	}
	va_end(again);
	return st;
}

enum status
buf_add_file(struct buf *buf, const char *path)
{
	char chunk[4096];
	enum status st = ST_OK;
	ssize_t n = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return status_from_errno(errno);
	while (st == ST_OK && n > 0) {
		n = read(fd, chunk, sizeof(chunk));
		st = n < 0 ? status_from_errno(errno) : buf_add(buf, chunk, (size_t)n);
	}
	wipe(chunk, sizeof(chunk));
	(void)close(fd); /* only read */
	return st;
}
