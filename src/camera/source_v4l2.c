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
#include <unistd.h>

#include <libv4l2.h>
#include <linux/videodev2.h>

enum { BUFFERS = 4, FPS_WANTED = 30, FPS_LEAST = 10 };

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

/* Tried in this order. A driver answers with what it has of a format; it is taken where that is
 * at least so many rows, at FPS_LEAST. A camera that has no such thing is asked again for
 * anything. */
static const struct wish {
	uint32_t format, width, height, least;
} wishes[] = {
	{ V4L2_PIX_FMT_MJPEG, 1920, 1080, 720 },
	{ V4L2_PIX_FMT_MJPEG, 1280, 720, 720 },
	{ V4L2_PIX_FMT_JPEG, 1920, 1080, 720 },
	{ V4L2_PIX_FMT_YUYV, 1280, 720, 720 },
	{ V4L2_PIX_FMT_MJPEG, 640, 480, 480 },
	{ V4L2_PIX_FMT_YUYV, 640, 480, 480 },
};

/* What another program may have set by hand goes back to the camera. It need not know them. */
static const struct {
	uint32_t id;
	int32_t value;
} controls[] = {
	{ V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY },
	{ V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_AUTO }, /* cameras know the one or the other */
	{ V4L2_CID_AUTOGAIN, 1 },
	{ V4L2_CID_AUTO_WHITE_BALANCE, 1 },
	{ V4L2_CID_FOCUS_AUTO, 1 },
	{ V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ },
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

/* A driver's name is bytes; what is no plain text of it becomes '?'. */
static void
take_name(struct v4l2 *camera, const uint8_t *card, size_t n)
{
	char *name = camera->source.about.card;
	size_t at = 0;

	for (; at < n && at + 1 < CAMERA_CARD_ROOM && card[at]; at++)
		name[at] = card[at] >= ' ' && card[at] < 0x7F ? (char)card[at] : '?';
	name[at] = '\0';
}

/* A file, a terminal, the metadata node beside a camera, a sink: none of them is one. */
static enum status
check_is_camera(struct v4l2 *camera)
{
	struct v4l2_capability about = { 0 };
	enum status st = control(camera, VIDIOC_QUERYCAP, &about);
	uint32_t can = about.capabilities & V4L2_CAP_DEVICE_CAPS ? about.device_caps
								 : about.capabilities;

	if (st != ST_OK)
		return st == ST_GONE ? st : ST_UNSUPPORTED;
	take_name(camera, about.card, sizeof(about.card));
	return can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING ? ST_OK
									: ST_UNSUPPORTED;
}

/* Frames a second as the driver promises them; 0: it does not say. */
static int
agree_fps(struct v4l2 *camera)
{
	struct v4l2_streamparm parm = { .type = V4L2_BUF_TYPE_VIDEO_CAPTURE };
	struct v4l2_fract *each = &parm.parm.capture.timeperframe;
	uint64_t fps;

	*each = (struct v4l2_fract){ 1, FPS_WANTED };
	if (control(camera, VIDIOC_S_PARM, &parm) != ST_OK &&
		control(camera, VIDIOC_G_PARM, &parm) != ST_OK)
		return 0;
	fps = each->numerator > 0 ? (each->denominator + each->numerator / 2) / each->numerator
				  : 0;
	return fps <= CAMERA_FPS_MAX ? (int)fps : CAMERA_FPS_MAX;
}

static bool
is_usable(const struct v4l2_pix_format *pix, const struct wish *wish)
{
	return pix->pixelformat == wish->format && pix->width > 1 && pix->height > 0 &&
	       pix->width <= FRAME_SIDE_MAX && pix->height <= FRAME_SIDE_MAX;
}

static void
agree(struct v4l2 *camera, const struct v4l2_pix_format *pix, int fps)
{
	struct camera_about *about = &camera->source.about;
	uint32_t least = 2 * pix->width;

	camera->format = *pix;
	if (pix->pixelformat == V4L2_PIX_FMT_YUYV && pix->bytesperline < least)
		camera->format.bytesperline = least; /* some leave it out */
	memcpy(about->format, &pix->pixelformat, 4);
	about->width = (int)pix->width;
	about->height = (int)pix->height;
	about->fps = fps;
	log_info("camera: %s: %s %d x %d, %d frames/s", about->card, about->format,
		about->width, about->height, fps);
}

/* One wish. ST_AGAIN: the camera has something else. */
static enum status
ask_for(struct v4l2 *camera, const struct wish *wish, bool anything)
{
	struct v4l2_format want = { .type = V4L2_BUF_TYPE_VIDEO_CAPTURE };
	struct v4l2_pix_format *pix = &want.fmt.pix;
	enum status st;
	int fps;

	pix->pixelformat = wish->format;
	pix->width = wish->width;
	pix->height = wish->height;
	pix->field = V4L2_FIELD_ANY;
	st = control(camera, VIDIOC_S_FMT, &want);
	if (st != ST_OK)
		return st == ST_INVALID ? ST_AGAIN : st;
	if (!is_usable(pix, wish))
		return ST_AGAIN;
	fps = agree_fps(camera);
	if (!anything && (pix->height < wish->least || (fps > 0 && fps < FPS_LEAST)))
		return ST_AGAIN;
	agree(camera, pix, fps);
	return ST_OK;
}

static enum status
negotiate(struct v4l2 *camera, const char *avoid)
{
	enum status st = ST_AGAIN;

	for (size_t i = 0; i < 2 * ARRAY_LEN(wishes) && st == ST_AGAIN; i++) {
		const struct wish *wish = &wishes[i % ARRAY_LEN(wishes)];

		if (strncmp(avoid, (const char *)&wish->format, 4) != 0)
			st = ask_for(camera, wish, i >= ARRAY_LEN(wishes));
	}
	return st == ST_AGAIN ? ST_UNSUPPORTED : st;
}

static void
leave_light_to_it(struct v4l2 *camera)
{
	for (size_t i = 0; i < ARRAY_LEN(controls); i++) {
		struct v4l2_control set = { controls[i].id, controls[i].value };

		(void)control(camera, VIDIOC_S_CTRL, &set); /* not every camera has them all */
	}
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

/* Whatever opens and is no device of V4L2, a file say, is the wrong one. */
static enum status
open_device(const char *path, int *ret_fd)
{
	int fd = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	enum status st = fd < 0 ? status_from_errno(errno) : ST_OK;

	if (st != ST_OK)
		return st == ST_GONE ? ST_NOT_FOUND : st == ST_IO ? ST_UNSUPPORTED : st;
	*ret_fd = v4l2_fd_open(fd, V4L2_DISABLE_CONVERSION);
	if (*ret_fd >= 0)
		return ST_OK;
	st = status_from_errno(errno);
	(void)close(fd); /* nothing was written */
	return st == ST_GONE || st == ST_BUSY ? st : ST_UNSUPPORTED;
}

static enum status
v4l2_source_open(const char *path, const char *avoid, struct source **ret_source)
{
	struct v4l2 *camera = calloc(1, sizeof(*camera));
	enum status st;

	if (camera == NULL)
		return ST_NO_MEMORY;
	camera->source = (struct source){ .kind = &source_v4l2, .fd = -1 };
	camera->lent = -1;
	st = open_device(path, &camera->source.fd);
	if (st == ST_OK)
		st = check_is_camera(camera);
	if (st == ST_OK)
		st = negotiate(camera, avoid);
	if (st == ST_OK)
		leave_light_to_it(camera);
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
	if (st == ST_IO) /* says V4L2 of what may pass: a lost signal, a full bus */
		return ST_CORRUPT;
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
