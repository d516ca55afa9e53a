/* SPDX-License-Identifier: Apache-2.0 */
/* A camera through libv4l2, frames untouched: MJPEG as it comes, YUYV where the camera has
 * nothing better. */
#include "camera/source.h"

#include "base/array.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <libv4l2.h>
#include <linux/videodev2.h>

enum { BUFFERS = 4 };

struct v4l2 {
	struct source source;
	struct {
		uint8_t *bytes; /* mapped */
		size_t len;
	} buffer[BUFFERS];
	unsigned buffers;
	struct v4l2_pix_format format;
	int lent; /* index of the frame in use, -1: none */
	bool streaming;
};

/* Tried in this order; a driver may answer with another size of the same format, which is
 * taken. */
static const struct {
	uint32_t format, width, height;
} wishes[] = {
	{ V4L2_PIX_FMT_MJPEG, 1920, 1080 },
	{ V4L2_PIX_FMT_MJPEG, 1280, 720 },
	{ V4L2_PIX_FMT_JPEG, 1920, 1080 },
	{ V4L2_PIX_FMT_YUYV, 1280, 720 },
	{ V4L2_PIX_FMT_YUYV, 640, 480 },
};

static enum status
control(struct v4l2 *camera, unsigned long request, void *argument)
{
	int rc;

	do
		rc = v4l2_ioctl(camera->source.fd, request, argument);
	while (rc != 0 && errno == EINTR);
	return rc == 0 ? ST_OK : status_from_errno(errno);
}

static enum status
check_is_camera(struct v4l2 *camera)
{
	struct v4l2_capability about = { 0 };
	enum status st = control(camera, VIDIOC_QUERYCAP, &about);
	uint32_t can = about.capabilities & V4L2_CAP_DEVICE_CAPS ? about.device_caps
								 : about.capabilities;

	if (st != ST_OK)
		return st;
	return can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING ? ST_OK
									: ST_UNSUPPORTED;
}

static enum status
negotiate(struct v4l2 *camera)
{
	for (size_t i = 0; i < ARRAY_LEN(wishes); i++) {
		struct v4l2_format want = { .type = V4L2_BUF_TYPE_VIDEO_CAPTURE };
		enum status st;

		want.fmt.pix.pixelformat = wishes[i].format;
		want.fmt.pix.width = wishes[i].width;
		want.fmt.pix.height = wishes[i].height;
		want.fmt.pix.field = V4L2_FIELD_ANY;
		st = control(camera, VIDIOC_S_FMT, &want);
		if (st != ST_OK && st != ST_INVALID)
			return st;
		if (st != ST_OK || want.fmt.pix.pixelformat != wishes[i].format)
			continue;
		camera->format = want.fmt.pix;
		log_info("camera: %.4s %u x %u", (const char *)&want.fmt.pix.pixelformat,
			want.fmt.pix.width, want.fmt.pix.height);
		return ST_OK;
	}
	return ST_UNSUPPORTED;
}

static struct v4l2_buffer
buffer_at(unsigned index)
{
	return (struct v4l2_buffer){
		.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index
	};
}

static enum status
map_buffers(struct v4l2 *camera)
{
	struct v4l2_requestbuffers ask = { .count = BUFFERS,
		.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
		.memory = V4L2_MEMORY_MMAP };
	enum status st = control(camera, VIDIOC_REQBUFS, &ask);

	if (st == ST_OK && ask.count < 2)
		st = ST_NO_MEMORY;
	for (unsigned i = 0; i < ask.count && i < BUFFERS && st == ST_OK; i++) {
		struct v4l2_buffer buffer = buffer_at(i);
		void *bytes;

		st = control(camera, VIDIOC_QUERYBUF, &buffer);
		if (st != ST_OK)
			break;
		bytes = v4l2_mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED,
			camera->source.fd, buffer.m.offset);
		if (bytes == MAP_FAILED)
			return status_from_errno(errno);
		camera->buffer[i].bytes = bytes;
		camera->buffer[i].len = buffer.length;
		camera->buffers = i + 1;
	}
	return st;
}

static void
v4l2_source_close(struct source *source)
{
	struct v4l2 *camera = (struct v4l2 *)source;
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

	if (camera->streaming)
		(void)control(camera, VIDIOC_STREAMOFF, &type); /* an unplugged one cannot */
	for (unsigned i = 0; i < camera->buffers; i++) {
		wipe(camera->buffer[i].bytes, camera->buffer[i].len);
		(void)v4l2_munmap(camera->buffer[i].bytes, camera->buffer[i].len);
	}
	if (source->fd >= 0)
		(void)v4l2_close(source->fd);
	free(camera);
}

static enum status
v4l2_source_open(const char *path, struct source **ret_source)
{
	struct v4l2 *camera = calloc(1, sizeof(*camera));
	enum status st;
	int fd;

	if (camera == NULL)
		return ST_NO_MEMORY;
	camera->source = (struct source){ .kind = &source_v4l2, .fd = -1 };
	camera->lent = -1;
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	camera->source.fd = fd < 0 ? -1 : v4l2_fd_open(fd, V4L2_DISABLE_CONVERSION);
	st = camera->source.fd < 0 ? status_from_errno(errno) : check_is_camera(camera);
	if (st == ST_OK)
		st = negotiate(camera);
	if (st == ST_OK)
		st = map_buffers(camera);
	if (st != ST_OK)
		v4l2_source_close(&camera->source);
	else
		*ret_source = &camera->source;
	return st;
}

static enum status
v4l2_source_start(struct source *source, int64_t now_ms)
{
	struct v4l2 *camera = (struct v4l2 *)source;
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	enum status st = ST_OK;

	(void)now_ms;
	if (camera->streaming)
		return ST_OK;
	for (unsigned i = 0; i < camera->buffers && st == ST_OK; i++) {
		struct v4l2_buffer buffer = buffer_at(i);

		st = control(camera, VIDIOC_QBUF, &buffer);
	}
	if (st == ST_OK)
		st = control(camera, VIDIOC_STREAMON, &type);
	camera->streaming = st == ST_OK;
	return st;
}

static void
v4l2_source_release(struct source *source)
{
	struct v4l2 *camera = (struct v4l2 *)source;
	struct v4l2_buffer buffer;

	if (camera->lent < 0)
		return;
	buffer = buffer_at((unsigned)camera->lent);
	camera->lent = -1;
	(void)control(camera, VIDIOC_QBUF,
		&buffer); /* a camera that is gone says so at the next frame */
}

static struct frame
frame_in(const struct v4l2 *camera, const struct v4l2_buffer *buffer)
{
	const struct v4l2_pix_format *format = &camera->format;
	bool jpeg = format->pixelformat != V4L2_PIX_FMT_YUYV;

	return (struct frame){ .format = jpeg ? FRAME_JPEG : FRAME_YUYV,
		.bytes = camera->buffer[buffer->index].bytes,
		.len = buffer->bytesused,
		.width = (int)format->width,
		.height = (int)format->height,
		.stride = (int)format->bytesperline };
}

static enum status
v4l2_source_next(struct source *source, int64_t now_ms, struct frame *ret_frame)
{
	struct v4l2 *camera = (struct v4l2 *)source;
	struct v4l2_buffer buffer = buffer_at(0);
	enum status st = control(camera, VIDIOC_DQBUF, &buffer);

	(void)now_ms;
	if (st == ST_AGAIN)
		return ST_AGAIN;
	if (st != ST_OK || buffer.index >= camera->buffers)
		return ST_GONE;
	camera->lent = (int)buffer.index;
	*ret_frame = frame_in(camera, &buffer);
	st = buffer.bytesused > camera->buffer[buffer.index].len ||
			     buffer.flags & V4L2_BUF_FLAG_ERROR
		     ? ST_CORRUPT
		     : frame_size(ret_frame);
	if (st != ST_OK)
		v4l2_source_release(source);
	return st == ST_OK ? ST_OK : ST_CORRUPT;
}

const struct source_kind source_v4l2 = {
	.prefix = "v4l2:",
	.open = v4l2_source_open,
	.start = v4l2_source_start,
	.next = v4l2_source_next,
	.release = v4l2_source_release,
	.close = v4l2_source_close,
};
