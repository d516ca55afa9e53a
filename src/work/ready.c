/* SPDX-License-Identifier: Apache-2.0 */
/* The looks of readiness, begun and collected on the ui thread. */
#include "work/ready.h"

#include "base/log.h"
#include "base/str.h"
#include "work/central.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
	AGAIN_MS = 3000,
	PRINTER_MS = 3000,
	LONGEST_MS = 20000, /* a disk or a driver that hangs is told as being looked at */
	CAMERA_TICK_MS = 1000,
};

struct files_look {
	struct job job; /* first */
	struct ready *ready;
	bool busy, again; /* again: the short one */
	int64_t now_ms, latest_ms;
	struct ready_row row[READY_ITEMS];
};

struct printer_look {
	struct job job; /* first */
	struct ready *ready;
	bool busy;
	enum status state;
};

struct centre_look {
	struct line_job job;
	bool busy;
	int64_t began_ms;
};

struct ready {
	struct desk *desk;                   /* borrowed, as … */
	const struct ready_subject *subject; /* … this */
	struct worker *worker;               /* owned; NULL until the first look */
	struct files_look files;
	struct printer_look printer;
	struct centre_look centre;
	struct ready_camera camera;
	bool camera_on;
	int64_t camera_tick_ms;
	struct ready_row row[READY_ITEMS];
	bool shown, whole, stopping;
	int64_t began_ms, again_ms, latest_ms;
	unsigned revision;
};

static void
set_row(struct ready *ready, enum ready_item item, const struct ready_row *row)
{
	struct ready_row *to = &ready->row[item];

	if (to->is == row->is && to->n == row->n && strcmp(to->text, row->text) == 0 &&
		strcmp(to->measured, row->measured) == 0)
		return;
	*to = *row;
	ready->revision++;
}

/* --- the event ------------------------------------------------------------------------------------------------------ */

static bool
is_answered(const struct ready *ready)
{
	return ready_count(ready->row).of[READY_LOOKS] == 0;
}

/* What is bad, by name; what has no room is counted. */
static void
journal(const struct ready *ready)
{
	const struct ready_count count = ready_count(ready->row);
	char detail[97];
	struct journal_entry entry = { .event = EVENT_READY,
		.actor = "kiosk",
		.outcome = ready_all_well(ready->row) ? "ready" : "not-ready",
		.detail = detail };
	size_t n = 0;

	if (str_format(detail, sizeof(detail), "bad %d warn %d silent %d", count.of[READY_BAD],
		    count.of[READY_WARN], count.of[READY_LOOKS]) != ST_OK)
		return;
	for (int i = 0; i < READY_ITEMS; i++) {
		if (ready_state_of(&ready->row[i]) != READY_BAD)
			continue;
		n = strlen(detail);
		if (str_format(detail + n, sizeof(detail) - n, "%s%s",
			    strchr(detail, ':') ? ", " : ": ",
			    ready_item_name((enum ready_item)i)) != ST_OK) {
			detail[n] = '\0';
			break;
		}
	}
	desk_journal(ready->desk, &entry);
}

static void
see_whole(struct ready *ready)
{
	int64_t ago_ms = desk_mono_ms(ready->desk) - ready->began_ms;

	if (ready->whole || !ready->shown || (!is_answered(ready) && ago_ms < LONGEST_MS))
		return;
	ready->whole = true;
	ready->revision++;
	journal(ready);
}

static void
stop_camera(struct ready *ready)
{
	struct camera_port *camera = &ready->desk->camera;

	if (ready->camera_on)
		camera->stop(camera->ctx);
	ready->camera_on = false;
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static void
files_run(struct job *job)
{
	struct files_look *files = (struct files_look *)job;
	const struct ready_subject *subject = files->ready->subject;

	if (files->again)
		ready_look_again(subject, files->row);
	else
		ready_look_files(subject, files->now_ms, files->row, &files->latest_ms);
}

/* The camera's row is its events' once it runs. */
static bool
is_of_files(const struct ready *ready, int item)
{
	return item != READY_PRINTER && item != READY_CENTRE && item != READY_CLOCK &&
	       (item != READY_CAMERA || !ready->camera_on ||
		       ready_state_of(&ready->files.row[item]) != READY_LOOKS);
}

/* Its program may be there and find no sound device: that is told by what was said last. */
static void
hear_voice(const struct ready *ready, struct ready_row *row)
{
	const struct speech_port *speech = &ready->desk->speech;
	enum status st = speech->present ? speech->state(speech->ctx) : ST_OK;

	if (row->is != FOUND_VOICE_FINE || st == ST_OK)
		return;
	row->is = FOUND_VOICE_SILENT;
	str_clip(row->measured, sizeof(row->measured), status_words(st));
}

static void
files_done(struct job *job)
{
	struct files_look *files = (struct files_look *)job;
	struct ready *ready = files->ready;

	files->busy = false;
	if (ready_state_of(&files->row[READY_CAMERA]) != READY_LOOKS)
		stop_camera(ready); /* unplugged, or none */
	hear_voice(ready, &files->row[READY_VOICE]);
	for (int i = 0; i < READY_ITEMS; i++)
		if (is_of_files(ready, i))
			set_row(ready, (enum ready_item)i, &files->row[i]);
	ready->latest_ms = files->latest_ms;
}

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

static bool
have_worker(struct ready *ready)
{
	enum status st = ST_OK;

	if (ready->worker)
		return true;
	st = worker_new("ready", &ready->worker);
	if (st == ST_OK)
		st = loop_watch(ready->desk->loop, worker_fd(ready->worker), POLLIN, on_worker,
			ready->worker, "ready");
	if (st != ST_OK)
		log_error("ready: %s", status_words(st));
	return st == ST_OK;
}

static void
look_at_files(struct ready *ready, bool again)
{
	struct files_look *files = &ready->files;

	if (files->busy || !have_worker(ready))
		return;
	files->busy = true;
	files->again = again;
	files->now_ms = desk_wall_ms(ready->desk);
	files->job = (struct job){ .run = files_run, .done = files_done };
	worker_post(ready->worker, &files->job);
}

/* --- the printer ---------------------------------------------------------------------------------------------------- */

static void
tell_printer(struct ready *ready)
{
	struct ready_row row;

	ready_look_printer(ready->subject, &ready->desk->printer, ready->printer.state, &row);
	set_row(ready, READY_PRINTER, &row);
}

static void
printer_run(struct job *job)
{
	struct printer_look *look = (struct printer_look *)job;
	const struct printer_port *port = &look->ready->desk->printer;

	look->state = port->state(port->ctx, PRINTER_MS);
}

static void
printer_done(struct job *job)
{
	struct printer_look *look = (struct printer_look *)job;

	look->busy = false;
	tell_printer(look->ready);
}

static void
look_at_printer(struct ready *ready)
{
	struct printer_look *look = &ready->printer;

	if (look->busy)
		return;
	if (!ready->desk->printer.present) {
		tell_printer(ready);
		return;
	}
	look->busy = true;
	look->job = (struct job){ .run = printer_run, .done = printer_done };
	worker_post(ready->desk->print_worker, &look->job);
}

/* --- the centre ----------------------------------------------------------------------------------------------------- */

static void
centre_done(struct line_job *job)
{
	struct ready *ready = job->ctx;
	struct desk *desk = ready->desk;
	struct ready_row row;

	ready->centre.busy = false;
	if (job->answer.st != ST_CANCELLED) {
		ready_look_centre(ready->subject, &job->answer,
			desk_mono_ms(desk) - ready->centre.began_ms, &row);
		set_row(ready, READY_CENTRE, &row);
		ready_look_clock(&job->answer, desk_wall_ms(desk), ready->latest_ms, &row);
		set_row(ready, READY_CLOCK, &row);
	}
	line_job_free(job);
}

static void
look_at_centre(struct ready *ready)
{
	const struct call_extra extra = { .kiosk = ready->desk->place.kiosk };
	struct line_job *job = &ready->centre.job;

	if (ready->centre.busy)
		return;
	line_job_init(job);
	if (central_build(CALL_STATUS, NULL, &extra, &job->request) != ST_OK)
		return;
	ready->centre.busy = true;
	ready->centre.began_ms = desk_mono_ms(ready->desk);
	job->budget_ms = ready->desk->timeout_ms;
	job->done = centre_done;
	job->ctx = ready;
	line_post(ready->desk->line, job);
}

/* --- the camera ----------------------------------------------------------------------------------------------------- */

/* As soon as the files say that there is one, and anew where it gave up. */
static void
start_camera(struct ready *ready)
{
	static const struct ready_camera opening = { .state = CAMERA_OPENING };
	struct camera_port *camera = &ready->desk->camera;

	if (ready->camera_on && ready->camera.state == CAMERA_GIVEN_UP)
		stop_camera(ready);
	if (ready->camera_on || ready->row[READY_CAMERA].measured[0] == '\0' ||
		(ready->row[READY_CAMERA].is != FOUND_LOOKING &&
			ready->row[READY_CAMERA].is != FOUND_CAMERA_SILENT))
		return;
	ready->camera = opening;
	ready->camera_on = true;
	if (camera->start(camera->ctx, CAMERA_TASK_CODE, 1, 1) != ST_OK)
		ready->camera.state = CAMERA_GONE;
}

static void
follow_camera(struct ready *ready)
{
	struct camera_port *camera = &ready->desk->camera;
	int64_t now_ms = desk_mono_ms(ready->desk);
	struct camera_event *event = ready->camera_on ? calloc(1, sizeof(*event)) : NULL;
	struct ready_row row;

	if (event == NULL)
		return; /* no camera; without memory the next tick tries again */
	while (camera->next(camera->ctx, event) == ST_OK)
		ready_see_camera(&ready->camera, event, now_ms);
	wipe(event, sizeof(*event)); /* somebody's code may have passed */
	free(event);
	if (now_ms >= ready->camera_tick_ms) {
		camera->tick(camera->ctx);
		ready->camera_tick_ms = now_ms + CAMERA_TICK_MS;
	}
	ready_look_camera(ready->subject, &ready->camera, &row);
	if (row.is != FOUND_LOOKING || ready_state_of(&ready->row[READY_CAMERA]) != READY_OK)
		set_row(ready, READY_CAMERA, &row);
}

/* --- all of them ---------------------------------------------------------------------------------------------------- */

static void
begin(struct ready *ready)
{
	memset(ready->row, 0, sizeof(ready->row));
	ready->whole = false;
	ready->latest_ms = 0;
	ready->began_ms = desk_mono_ms(ready->desk);
	ready->again_ms = ready->began_ms + AGAIN_MS;
	ready->revision++;
	look_at_files(ready, false);
	look_at_printer(ready);
	look_at_centre(ready);
}

void
ready_show(struct ready *ready, bool shown)
{
	if (ready == NULL || ready->shown == shown)
		return;
	ready->shown = shown;
	if (shown)
		begin(ready);
	else
		stop_camera(ready);
}

void
ready_tick(struct ready *ready)
{
	int64_t now_ms;

	if (ready == NULL || ready->stopping || !ready->shown)
		return;
	now_ms = desk_mono_ms(ready->desk);
	start_camera(ready);
	follow_camera(ready);
	if (now_ms >= ready->again_ms) {
		ready->again_ms = now_ms + AGAIN_MS;
		look_at_files(ready, true);
		look_at_printer(ready);
		look_at_centre(ready);
	}
	see_whole(ready);
}

bool
ready_is_whole(const struct ready *ready)
{
	return ready->whole;
}

bool
ready_is_busy(const struct ready *ready)
{
	return ready && (ready->files.busy || ready->printer.busy || ready->centre.busy);
}

unsigned
ready_revision(const struct ready *ready)
{
	return ready->revision;
}

/* --- life ----------------------------------------------------------------------------------------------------------- */

enum status
ready_new(struct desk *desk, const struct ready_subject *subject, struct ready **ret_ready)
{
	struct ready *ready = calloc(1, sizeof(*ready));

	if (ready == NULL)
		return ST_NO_MEMORY;
	ready->desk = desk;
	ready->subject = subject;
	ready->files.ready = ready->printer.ready = ready;
	desk->ready = ready;
	desk->place.ready = ready->row;
	*ret_ready = ready;
	return ST_OK;
}

void
ready_stop(struct ready *ready)
{
	if (ready == NULL || ready->stopping)
		return;
	ready->stopping = true;
	stop_camera(ready);
	if (ready->centre.busy)
		line_cancel(ready->desk->line, &ready->centre.job);
	if (ready->worker)
		loop_unwatch(ready->desk->loop, worker_fd(ready->worker));
	worker_free(ready->worker);
	ready->worker = NULL;
}

void
ready_free(struct ready *ready)
{
	if (ready == NULL)
		return;
	ready_stop(ready);
	ready->desk->ready = NULL;
	ready->desk->place.ready = NULL;
	free(ready);
}
