/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The camera behind a step: started with its task, watched by the loop, its picture kept for the screen, its events
 * handed to the step (visit_face.c, visit_scan.c), and stopped when the step is left, however that happens.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <poll.h>
#include <stdlib.h>

enum { CAMERA_TICK_MS = 1000 };

static void on_camera(void *ctx, int fd, short revents);

static void
watch(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	int fd = visit->camera_on ? camera->fd(camera->ctx) : -1;

	if (fd == visit->camera_watch)
		return;
	if (visit->camera_watch >= 0)
		loop_unwatch(visit->desk->loop, visit->camera_watch);
	visit->camera_watch = -1;
	if (fd < 0)
		return;
	if (loop_watch(visit->desk->loop, fd, POLLIN, on_camera, visit, "camera") == ST_OK)
		visit->camera_watch = fd;
	else
		log_error("camera: no room in the loop");
}

void
visit_camera_start(struct visit *visit, enum camera_task task)
{
	struct camera_port *camera = &visit->desk->camera;

	visit->camera_on = true;
	visit->camera_state = CAMERA_OPENING;
	visit->have_preview = false;
	if (camera->start(camera->ctx, task, CELLS_COLUMNS, CELLS_ROWS) != ST_OK)
		visit->camera_state = CAMERA_GONE;
	watch(visit);
}

void
visit_camera_stop(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;

	if (!visit->camera_on)
		return;
	visit->camera_on = false;
	if (visit->face_stage == FACE_COUNTING || visit->face_stage == FACE_SHOOTING)
		buf_free(&visit->jpeg); /* left before "satu": nothing of it is kept */
	visit->face_stage = FACE_OFF;
	visit_measure_frames(visit);
	watch(visit);
	camera->stop(camera->ctx);
	visit->have_preview = false;
	wipe(&visit->preview, sizeof(visit->preview));
}

bool
visit_camera_works(const struct visit *visit)
{
	return visit->camera_state == CAMERA_LIVE;
}

static void
take_state(struct visit *visit, enum camera_state state)
{
	if (state != visit->camera_state)
		visit_journal(visit, EVENT_CAMERA, state == CAMERA_LIVE ? "ok" : "trouble",
			camera_state_words(state));
	visit->camera_state = state;
	if (state != CAMERA_OPENING)
		visit->desk->place.camera_state = state;
}

static void
take_event(struct visit *visit, const struct camera_event *event)
{
	bool is_frame = event->kind == CAMERA_FRAME || event->kind == CAMERA_PAGE;

	if (event->kind == CAMERA_STATE)
		take_state(visit, event->state);
	if (is_frame)
		visit->camera_state = CAMERA_LIVE;
	if (is_frame && event->cells.columns > 0) {
		visit->preview = event->cells;
		visit->have_preview = true;
	}
	if (visit_step(visit)->kind == STEP_FACE)
		visit_face_event(visit, event);
	else if (visit_step(visit)->kind == STEP_CALIBRATE)
		visit_calibrate_event(visit, event);
	else
		visit_scan_event(visit, event);
}

static void
go_on_with_photo(struct visit *visit)
{
	if (visit->face_stage == FACE_TAKEN)
		visit_go(visit, NULL);
	visit_changed(visit);
}

/* Everything the camera has to say now. */
static void
drain(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	struct camera_event *event = calloc(1, sizeof(*event));

	if (event == NULL)
		return; /* the next turn tries again */
	while (visit->camera_on && camera->next(camera->ctx, event) == ST_OK)
		take_event(visit, event);
	wipe(event, sizeof(*event));
	free(event);
	watch(visit);
	go_on_with_photo(visit);
}

static void
on_camera(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	drain(ctx);
}

void
visit_camera_tick(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	int64_t now = desk_mono_ms(visit->desk);

	if (!visit->camera_on)
		return;
	if (now >= visit->camera_tick_ms) {
		camera->tick(camera->ctx);
		visit->camera_tick_ms = now + CAMERA_TICK_MS;
	}
	drain(visit);
	visit_face_tick(visit);
	go_on_with_photo(visit);
}
