/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looks through a camera for some seconds as the kiosk does, and says what it saw: for scripts/smoke-camera.sh, and for
 * whoever stands before a camera that is new.
 *
 *	camera_look HELPER MODEL SOURCE face|code SECONDS [STATE]
 *
 * Prints each state as it is told, then the camera's name, format and frames a second, and whether the helper sat under
 * its filter all the time. Exit code 0: frames came to the end, or, with STATE (the words of a state, or the beginning
 * of them), that was the last state; 1: neither.
 */
#include "base/loop.h"
#include "base/str.h"
#include "device/camera.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TICK_MS = 1000, PATH_ROOM = 64 };

struct watch {
	struct camera_client *client;
	struct camera_port port;
	int frames, pictures, codes;
	int filtered, bare; /* looks at the helper's filter: there, or not */
	int64_t begun_ms, last_frame_ms;
};

static void
count(struct watch *watch, const struct camera_event *event)
{
	int64_t now_ms = loop_now_ms();

	switch (event->kind) {
	case CAMERA_STATE:
		printf("  %5.1f s  %s\n", (double)(now_ms - watch->begun_ms) / 1000,
			camera_state_words(event->state));
		break;
	case CAMERA_FRAME:
		watch->frames++;
		watch->pictures += event->cells.columns > 0;
		watch->last_frame_ms = now_ms;
		break;
	case CAMERA_CODE:
		watch->codes++;
		break;
	default:
		break;
	}
}

/* Every helper lives as a child of this process; from its first frame on it must be locked in. */
static void
look_at_filter(struct watch *watch)
{
	char path[PATH_ROOM], line[PATH_ROOM * 4] = "";
	FILE *in;
	long pid;

	if (str_format(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid()) != ST_OK)
		return;
	in = fopen(path, "r");
	pid = in != NULL && fgets(line, sizeof(line), in) != NULL ? strtol(line, NULL, 10) : 0;
	if (in != NULL)
		(void)fclose(in);
	if (pid == 0 || str_format(path, sizeof(path), "/proc/%ld/status", pid) != ST_OK)
		return;
	in = fopen(path, "r");
	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		if (strncmp(line, "Seccomp:", 8) == 0) {
			watch->filtered += strtol(line + 8, NULL, 10) == 2;
			watch->bare += strtol(line + 8, NULL, 10) != 2;
		}
	if (in != NULL)
		(void)fclose(in);
}

static void
look(struct watch *watch, int64_t end_ms)
{
	struct camera_event *event = calloc(1, sizeof(*event));
	int64_t ticked_ms = 0;

	while (event != NULL && loop_now_ms() < end_ms) {
		struct pollfd wait = { .fd = watch->port.fd(watch->port.ctx), .events = POLLIN };

		while (watch->port.next(watch->port.ctx, event) == ST_OK)
			count(watch, event);
		if (loop_now_ms() - ticked_ms >= TICK_MS) {
			ticked_ms = loop_now_ms();
			watch->port.tick(watch->port.ctx);
			if (watch->frames > 0 && ticked_ms - watch->last_frame_ms < TICK_MS)
				look_at_filter(watch);
		}
		(void)poll(&wait, 1, 100);
	}
	free(event);
}

static int
judge(const struct watch *watch, const char *wanted)
{
	const struct camera_about *about = watch->port.about(watch->port.ctx);
	bool live = about->state == CAMERA_LIVE && watch->frames > 0 && watch->bare == 0 &&
		    watch->filtered > 0;

	printf("  camera: %s, %s %d x %d, promises %d frames/s, gave %d\n", about->card,
		about->format, about->width, about->height, about->fps, about->fps_seen);
	printf("  %d frames told, %d pictures, %d codes; filter seen %d times, missed %d times\n",
		watch->frames, watch->pictures, watch->codes, watch->filtered, watch->bare);
	if (wanted != NULL)
		live = strncmp(camera_state_words(about->state), wanted, strlen(wanted)) == 0;
	printf("  %s\n", live ? "as it should be" : "NOT AS IT SHOULD BE");
	return live ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	struct camera_settings settings = { 0 };
	struct watch watch = { .begun_ms = loop_now_ms() };
	long long seconds;
	int rc;

	if (argc < 6 || str_to_int64(argv[5], 1, 3600, &seconds) != ST_OK) {
		(void)fputs("camera_look HELPER MODEL SOURCE face|code SECONDS [STATE]\n", stderr);
		return 2;
	}
	settings = (struct camera_settings){
		.program = argv[1], .model = argv[2], .source = argv[3]
	};
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	if (camera_client_new(&settings, &watch.client) != ST_OK)
		return EXIT_FAILURE;
	watch.port = camera_client_port(watch.client);
	if (watch.port.start(watch.port.ctx,
		    strcmp(argv[4], "code") == 0 ? CAMERA_TASK_CODE : CAMERA_TASK_FACE,
		    CELLS_COLUMNS, CELLS_ROWS) != ST_OK)
		return EXIT_FAILURE;
	look(&watch, watch.begun_ms + seconds * 1000);
	rc = judge(&watch, argc > 6 ? argv[6] : NULL);
	camera_client_free(watch.client);
	return rc;
}
