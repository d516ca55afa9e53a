/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plays the JPEGs of a directory in the order of their names, 20 a second, round and round: for
 * the demo, training and tests. NAME@40.jpg is shown 40 frames long. They pass through the same
 * decoder as a camera's.
 */
#include "camera/source.h"

#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IMAGES_MAX = 64, IMAGE_BYTES_MAX = 4 << 20, HOLD_MAX = 10000, FRAME_MS = 50 };

struct image {
	struct frame frame; /* bytes owned */
	int hold;           /* frames */
};

struct images {
	struct source source;
	struct image image[IMAGES_MAX];
	int count, at, shown;
	int64_t due_ms;
};

static int
is_jpeg(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot != NULL &&
	       (strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0);
}

/* The number between the last '@' and the last '.', else 1. */
static int
hold_of(const char *name)
{
	const char *at = strrchr(name, '@'), *dot = strrchr(name, '.');
	long long hold;
	char digits[8];

	if (at == NULL || dot < at ||
		str_format(digits, sizeof(digits), "%.*s", (int)(dot - at - 1), at + 1) !=
			ST_OK ||
		str_to_int64(digits, 1, HOLD_MAX, &hold) != ST_OK)
		return 1;
	return (int)hold;
}

static enum status
read_whole(int dir, const char *name, struct frame *ret_frame)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	struct stat info;
	uint8_t *bytes = NULL;
	enum status st = ST_OK;

	if (fd < 0 || fstat(fd, &info) != 0) {
		st = status_from_errno(errno);
		goto out;
	}
	if (info.st_size < 4 || info.st_size > IMAGE_BYTES_MAX) {
		st = info.st_size < 4 ? ST_CORRUPT : ST_TOO_LONG;
		goto out;
	}
	bytes = malloc((size_t)info.st_size);
	if (bytes == NULL || read(fd, bytes, (size_t)info.st_size) != info.st_size) {
		st = bytes == NULL ? ST_NO_MEMORY : ST_IO;
		goto out;
	}
	*ret_frame = (struct frame){
		.format = FRAME_JPEG, .bytes = bytes, .len = (size_t)info.st_size
	};
	bytes = NULL;
	st = frame_size(ret_frame);
out:
	free(bytes);
	if (fd >= 0)
		(void)close(fd); /* read only */
	return st;
}

static void
images_close(struct source *source)
{
	struct images *images = (struct images *)source;

	for (int i = 0; i < images->count; i++)
		free((void *)images->image[i].frame.bytes);
	free(images);
}

static enum status
images_load(struct images *images, int dir, struct dirent **names, int n)
{
	enum status st = n > IMAGES_MAX ? ST_TOO_LONG : n == 0 ? ST_NOT_FOUND : ST_OK;

	for (int i = 0; i < n && st == ST_OK; i++) {
		struct image *image = &images->image[images->count++];

		image->hold = hold_of(names[i]->d_name);
		st = read_whole(dir, names[i]->d_name, &image->frame);
	}
	return st;
}

static enum status
images_open(const char *path, const char *avoid, struct source **ret_source)
{
	struct images *images = calloc(1, sizeof(*images));
	struct dirent **names = NULL;
	int n = 0, dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status st = ST_NO_MEMORY;

	(void)avoid;
	if (images == NULL)
		goto out;
	images->source = (struct source){ .kind = &source_images, .fd = -1, .may_stand = true,
		.about = { .card = "pictures", .format = "JPEG", .fps = 1000 / FRAME_MS } };
	n = dir >= 0 ? scandirat(dir, ".", &names, is_jpeg, alphasort) : -1;
	st = n < 0 ? status_from_errno(errno) : images_load(images, dir, names, n);
	if (st == ST_OK) {
		images->source.about.width = images->image[0].frame.width;
		images->source.about.height = images->image[0].frame.height;
		*ret_source = &images->source;
		images = NULL;
	}
out:
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	if (dir >= 0)
		(void)close(dir); /* read only */
	if (images != NULL)
		images_close(&images->source);
	return st;
}

static enum status
images_start(struct source *source, int64_t now_ms)
{
	struct images *images = (struct images *)source;

	images->at = images->shown = 0;
	images->due_ms = now_ms;
	return ST_OK;
}

/* Late is late: frames that were due meanwhile are left out, as a camera does. */
static enum status
images_next(struct source *source, int64_t now_ms, struct frame *ret_frame)
{
	struct images *images = (struct images *)source;
	int passed;

	if (now_ms < images->due_ms)
		return ST_AGAIN;
	passed = (int)((now_ms - images->due_ms) / FRAME_MS) + 1;
	images->due_ms += (int64_t)passed * FRAME_MS;
	*ret_frame = images->image[images->at].frame;
	images->shown += passed;
	if (images->shown >= images->image[images->at].hold) {
		images->at = (images->at + 1) % images->count;
		images->shown = 0;
	}
	return ST_OK;
}

static void
images_release(struct source *source)
{
	(void)source;
}

const struct source_kind source_images = {
	.prefix = "images:",
	.open = images_open,
	.start = images_start,
	.next = images_next,
	.release = images_release,
	.close = images_close,
};
