/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A camera without a driver: a libv4l2 plugin. A file that begins with the line below, opened
 *through libv4l2, behaves like a capture device; every other file is left alone. The buffers
 *are a memfd put over the application's descriptor, so that its mmap is a real one.
 *
 *	anjungan-test-camera FOURCC WIDTH HEIGHT FPS UNPLUG STALL LIVE FILE
 *
 * FILE holds one frame. After UNPLUG frames every call fails with ENODEV, after STALL frames
 *none comes any more (0: never); LIVE 1: frames differ from one another, as a sensor's do.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <libv4l-plugin.h>
#include <linux/videodev2.h>

enum { BUFFERS = 4, FRAME_MAX = 4 << 20, TAIL = 32, PATH = 512, LINE = 1024 };

struct camera {
	uint32_t fourcc;
	unsigned width, height, fps, unplug, stall, live;
	uint8_t *frame;
	size_t len;      /* of the frame */
	uint8_t *memory; /* BUFFERS × FRAME_MAX, what the application maps */
	bool queued[BUFFERS], streaming;
	unsigned next, given;
	int64_t begun_ns;
};

static int64_t
now_ns(void)
{
	struct timespec now;

	return clock_gettime(CLOCK_MONOTONIC, &now) == 0
		       ? (int64_t)now.tv_sec * 1000000000 + now.tv_nsec
		       : 0;
}

static bool
read_line(int fd, struct camera *camera, char path[PATH])
{
	char line[LINE] = "", fourcc[5] = "";
	ssize_t n = pread(fd, line, sizeof(line) - 1, 0);

	if (n <= 0 || sscanf(line, "anjungan-test-camera %4s %u %u %u %u %u %u %511s", fourcc,
			      &camera->width, &camera->height, &camera->fps, &camera->unplug,
			      &camera->stall, &camera->live, path) != 8)
		return false;
	camera->fourcc = v4l2_fourcc(fourcc[0], fourcc[1], fourcc[2], fourcc[3]);
	return camera->fps > 0;
}

static bool
read_frame(struct camera *camera, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, camera->frame, FRAME_MAX - TAIL);

	if (fd >= 0)
		(void)close(fd);
	camera->len = n > 0 ? (size_t)n : 0;
	return n > 0;
}

static bool
put_memory_over(int fd, struct camera *camera)
{
	int memory = memfd_create("camera", MFD_CLOEXEC);
	bool ok = memory >= 0 && ftruncate(memory, (off_t)BUFFERS * FRAME_MAX) == 0;

	if (ok) {
		camera->memory = mmap(NULL, (size_t)BUFFERS * FRAME_MAX, PROT_READ | PROT_WRITE,
			MAP_SHARED, memory, 0);
		ok = camera->memory != MAP_FAILED && dup2(memory, fd) == fd;
	}
	if (memory >= 0)
		(void)close(memory);
	return ok;
}

static void *
plug_in(int fd)
{
	struct camera *camera = calloc(1, sizeof(*camera));
	char path[PATH] = "";

	if (camera == NULL)
		return NULL;
	if (!read_line(fd, camera, path)) {
		free(camera);
		return NULL;
	}
	camera->frame = malloc(FRAME_MAX);
	if (camera->frame != NULL && read_frame(camera, path) && put_memory_over(fd, camera))
		return camera;
	free(camera->frame);
	free(camera);
	return NULL;
}

static void
plug_out(void *ctx)
{
	struct camera *camera = ctx;

	(void)munmap(camera->memory, (size_t)BUFFERS * FRAME_MAX);
	free(camera->frame);
	free(camera);
}

/* --- ioctls: 0 or an errno ---------------------------------------------------------------- */

static int
about(struct camera *camera, struct v4l2_capability *ret)
{
	(void)camera;
	memset(ret, 0, sizeof(*ret));
	memcpy(ret->driver, "test", 5);
	memcpy(ret->card, "camera of a test", 17);
	ret->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
	ret->capabilities = ret->device_caps | V4L2_CAP_DEVICE_CAPS;
	return 0;
}

static int
tell_format(struct camera *camera, struct v4l2_format *ret)
{
	struct v4l2_pix_format *pix = &ret->fmt.pix;

	if (ret->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
		return EINVAL;
	memset(pix, 0, sizeof(*pix));
	pix->pixelformat = camera->fourcc;
	pix->width = camera->width;
	pix->height = camera->height;
	pix->field = V4L2_FIELD_NONE;
	pix->bytesperline = camera->fourcc == V4L2_PIX_FMT_YUYV ? 2 * camera->width : 0;
	pix->sizeimage = FRAME_MAX;
	return 0;
}

static int
give_buffers(struct v4l2_requestbuffers *ask)
{
	ask->count = ask->count == 0 ? 0 : BUFFERS;
	return ask->memory == V4L2_MEMORY_MMAP ? 0 : EINVAL;
}

static int
tell_buffer(struct v4l2_buffer *buffer)
{
	if (buffer->index >= BUFFERS)
		return EINVAL;
	buffer->length = FRAME_MAX;
	buffer->m.offset = buffer->index * FRAME_MAX;
	buffer->flags = 0;
	return 0;
}

static int
queue(struct camera *camera, const struct v4l2_buffer *buffer)
{
	if (buffer->index >= BUFFERS)
		return EINVAL;
	camera->queued[buffer->index] = true;
	return 0;
}

static int
dequeue(struct camera *camera, struct v4l2_buffer *buffer)
{
	int64_t due = camera->begun_ns + (int64_t)camera->given * 1000000000 / camera->fps;
	unsigned at = camera->next;
	uint8_t *to = camera->memory + (size_t)at * FRAME_MAX;
	size_t len = camera->len;

	if (!camera->streaming)
		return EINVAL;
	if (camera->stall > 0 && camera->given >= camera->stall)
		return EAGAIN;
	if (!camera->queued[at] || now_ns() < due)
		return EAGAIN;
	memcpy(to, camera->frame, len);
	if (camera->fourcc != V4L2_PIX_FMT_YUYV) { /* after the picture's end, as cameras pad */
		memset(to + len, 0, TAIL);
		len += TAIL;
	}
	if (camera->live)
		memset(to + len - TAIL, (int)(camera->given & 0xFF), TAIL);
	camera->queued[at] = false;
	camera->next = (at + 1) % BUFFERS;
	camera->given++;
	buffer->index = at;
	buffer->bytesused = (uint32_t)len;
	buffer->flags = 0;
	return 0;
}

static int
stream(struct camera *camera, bool on)
{
	camera->streaming = on;
	camera->begun_ns = now_ns();
	camera->given = 0;
	return 0;
}

static int
answer(struct camera *camera, unsigned long request, void *argument)
{
	if (camera->unplug > 0 && camera->given >= camera->unplug)
		return ENODEV;
	switch (request) {
	case VIDIOC_QUERYCAP:
		return about(camera, argument);
	case VIDIOC_G_FMT:
	case VIDIOC_S_FMT:
	case VIDIOC_TRY_FMT:
		return tell_format(camera, argument);
	case VIDIOC_REQBUFS:
		return give_buffers(argument);
	case VIDIOC_QUERYBUF:
		return tell_buffer(argument);
	case VIDIOC_QBUF:
		return queue(camera, argument);
	case VIDIOC_DQBUF:
		return dequeue(camera, argument);
	case VIDIOC_STREAMON:
		return stream(camera, true);
	case VIDIOC_STREAMOFF:
		return stream(camera, false);
	default:
		return ENOTTY;
	}
}

static int
control(void *ctx, int fd, unsigned long request, void *argument)
{
	int error = answer(ctx, request & 0xFFFFFFFF, argument);

	(void)fd;
	if (error == 0)
		return 0;
	errno = error;
	return -1;
}

extern const struct libv4l_dev_ops libv4l2_plugin;
const struct libv4l_dev_ops libv4l2_plugin = {
	.init = plug_in,
	.close = plug_out,
	.ioctl = control,
};
