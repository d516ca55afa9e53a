/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A camera without a driver: a libv4l2 plugin. A file that begins with the line below, opened
 *through libv4l2, behaves like a capture device; every other file is left alone. The buffers
 *are a memfd put over the application's descriptor, so that its mmap is a real one.
 *
 *	anjungan-test-camera FOURCC WIDTH HEIGHT FPS UNPLUG STALL LIVE FILE
 *	WORD=VALUE …
 *
 * FILE holds one frame. After UNPLUG frames every call fails with ENODEV, after STALL frames
 *none comes any more (0: never); LIVE 1: frames differ from one another, as a sensor's do. The
 *second line may be left out, and says more:
 *
 *	ctl=FILE      its first byte is looked at in every call: 'u' unplugged, 's' stalled, else
 *	              well; whoever shares the file steers the camera while it runs
 *	also=FOURCC:WIDTH:HEIGHT:FPS   another format it has, with the same frame
 *	busy=N        the N-th kind of call of S_FMT, REQBUFS, STREAMON fails with EBUSY: 1, 2, 3
 *	is=meta|output   another kind of node
 *	lie=short|empty|long|error|stride   about a frame's bytes: half of them, none, more than there
 *	              are; marked as damaged; bytesperline left out
 *	manual=1      frames are black until exposure is handed back to the camera
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

enum { MODES = 3, BUFFERS = 4, FRAME_MAX = 4 << 20, TAIL = 32, PATH = 512, LINE = 1024 };

struct mode {
	uint32_t fourcc;
	unsigned width, height, fps;
};

struct camera {
	struct mode mode[MODES];
	unsigned modes, unplug, stall, live;
	struct mode now; /* as agreed */
	unsigned busy, manual;
	char is[16], lie[16];
	const char *ctl; /* mapped; NULL none */
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

static uint32_t
code_of(const char fourcc[5])
{
	return v4l2_fourcc(fourcc[0], fourcc[1], fourcc[2], fourcc[3]);
}

static const char *
share(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *page = fd < 0 ? MAP_FAILED : mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

	if (fd >= 0)
		(void)close(fd);
	return page == MAP_FAILED ? NULL : page;
}

static void
read_word(struct camera *camera, const char *word)
{
	struct mode *mode = &camera->mode[camera->modes];
	char fourcc[5] = "", path[PATH];

	if (sscanf(word, "ctl=%511s", path) == 1)
		camera->ctl = share(path);
	if (camera->modes < MODES && sscanf(word, "also=%4[^:]:%u:%u:%u", fourcc, &mode->width,
					     &mode->height, &mode->fps) == 4) {
		mode->fourcc = code_of(fourcc);
		camera->modes++;
	}
	(void)sscanf(word, "busy=%u", &camera->busy);
	(void)sscanf(word, "manual=%u", &camera->manual);
	(void)sscanf(word, "is=%15s", camera->is);
	(void)sscanf(word, "lie=%15s", camera->lie);
}

static bool
read_line(int fd, struct camera *camera, char path[PATH])
{
	char line[LINE] = "", fourcc[5] = "", *more;
	ssize_t n = pread(fd, line, sizeof(line) - 1, 0);
	struct mode *mode = &camera->mode[0];

	if (n <= 0 || sscanf(line, "anjungan-test-camera %4s %u %u %u %u %u %u %511s", fourcc,
			      &mode->width, &mode->height, &mode->fps, &camera->unplug,
			      &camera->stall, &camera->live, path) != 8)
		return false;
	mode->fourcc = code_of(fourcc);
	camera->modes = 1;
	camera->now = *mode;
	more = strchr(line, '\n');
	for (char *rest, *word = more ? strtok_r(more, " \n", &rest) : NULL; word;
		word = strtok_r(NULL, " \n", &rest))
		read_word(camera, word);
	return mode->fps > 0;
}

static bool
is_told(const struct camera *camera, char what)
{
	return camera->ctl != NULL && camera->ctl[0] == what;
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
	memset(ret, 0, sizeof(*ret));
	memcpy(ret->driver, "test", 5);
	memcpy(ret->card, "camera of a test", 17);
	ret->device_caps = V4L2_CAP_STREAMING;
	ret->device_caps |= strcmp(camera->is, "meta") == 0     ? V4L2_CAP_META_CAPTURE
			    : strcmp(camera->is, "output") == 0 ? V4L2_CAP_VIDEO_OUTPUT
								: V4L2_CAP_VIDEO_CAPTURE;
	ret->capabilities = ret->device_caps | V4L2_CAP_DEVICE_CAPS;
	return 0;
}

static int
tell_format(struct camera *camera, struct v4l2_format *ret)
{
	struct v4l2_pix_format *pix = &ret->fmt.pix;
	bool lines = camera->now.fourcc == V4L2_PIX_FMT_YUYV && strcmp(camera->lie, "stride") != 0;

	if (ret->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
		return EINVAL;
	memset(pix, 0, sizeof(*pix));
	pix->pixelformat = camera->now.fourcc;
	pix->width = camera->now.width;
	pix->height = camera->now.height;
	pix->field = V4L2_FIELD_NONE;
	pix->bytesperline = lines ? 2 * camera->now.width : 0;
	pix->sizeimage = FRAME_MAX;
	return 0;
}

/* As drivers do: the nearest of what it has, or something else altogether. */
static int
agree(struct camera *camera, struct v4l2_format *ret)
{
	uint32_t wanted = ret->fmt.pix.pixelformat;
	int height = (int)ret->fmt.pix.height, best = -1, off = 0;

	if (camera->busy == 1)
		return EBUSY;
	for (unsigned i = 0; i < camera->modes; i++) {
		int away = abs((int)camera->mode[i].height - height);

		if (camera->mode[i].fourcc != wanted || (best >= 0 && away >= off))
			continue;
		best = (int)i;
		off = away;
	}
	camera->now = camera->mode[best < 0 ? 0 : best];
	return tell_format(camera, ret);
}

static int
tell_rate(struct camera *camera, struct v4l2_streamparm *ret)
{
	ret->parm.capture.timeperframe = (struct v4l2_fract){ 1, camera->now.fps };
	return 0;
}

static int
set_control(struct camera *camera, const struct v4l2_control *set)
{
	if (set->id != V4L2_CID_EXPOSURE_AUTO || set->value != V4L2_EXPOSURE_APERTURE_PRIORITY)
		return EINVAL;
	camera->manual = 0;
	return 0;
}

static int
give_buffers(const struct camera *camera, struct v4l2_requestbuffers *ask)
{
	if (camera->busy == 2)
		return EBUSY;
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

static uint32_t
told_bytes(const struct camera *camera, size_t len)
{
	if (strcmp(camera->lie, "short") == 0)
		return (uint32_t)len / 2;
	if (strcmp(camera->lie, "long") == 0)
		return 2 * FRAME_MAX;
	return strcmp(camera->lie, "empty") == 0 ? 0 : (uint32_t)len;
}

static int
dequeue(struct camera *camera, struct v4l2_buffer *buffer)
{
	int64_t due = camera->begun_ns + (int64_t)camera->given * 1000000000 / camera->now.fps;
	unsigned at = camera->next;
	uint8_t *to = camera->memory + (size_t)at * FRAME_MAX;
	size_t len = camera->len;

	if (!camera->streaming)
		return EINVAL;
	if ((camera->stall > 0 && camera->given >= camera->stall) || is_told(camera, 's'))
		return EAGAIN;
	if (!camera->queued[at] || now_ns() < due)
		return EAGAIN;
	memcpy(to, camera->frame, len);
	if (camera->manual) /* YUYV alone can be made black here */
		memset(to, 16, len);
	if (camera->now.fourcc != V4L2_PIX_FMT_YUYV) { /* after the picture's end, as cameras pad */
		memset(to + len, 0, TAIL);
		len += TAIL;
	}
	if (camera->live)
		memset(to + len - TAIL, (int)(camera->given & 0xFF), TAIL);
	camera->queued[at] = false;
	camera->next = (at + 1) % BUFFERS;
	camera->given++;
	buffer->index = at;
	buffer->bytesused = told_bytes(camera, len);
	buffer->flags = strcmp(camera->lie, "error") == 0 ? V4L2_BUF_FLAG_ERROR : 0;
	return 0;
}

static int
stream(struct camera *camera, bool on)
{
	if (on && camera->busy == 3)
		return EBUSY;
	camera->streaming = on;
	camera->begun_ns = now_ns();
	camera->given = 0;
	return 0;
}

static int
answer(struct camera *camera, unsigned long request, void *argument)
{
	if ((camera->unplug > 0 && camera->given >= camera->unplug) || is_told(camera, 'u'))
		return ENODEV;
	switch (request) {
	case VIDIOC_QUERYCAP:
		return about(camera, argument);
	case VIDIOC_G_FMT:
	case VIDIOC_TRY_FMT:
		return tell_format(camera, argument);
	case VIDIOC_S_FMT:
		return agree(camera, argument);
	case VIDIOC_G_PARM:
	case VIDIOC_S_PARM:
		return tell_rate(camera, argument);
	case VIDIOC_S_CTRL:
		return set_control(camera, argument);
	case VIDIOC_REQBUFS:
		return give_buffers(camera, argument);
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
