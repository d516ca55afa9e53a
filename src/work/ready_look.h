/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking whether the machine is ready: the rows of rules/ready.h. What reads files, the state and the journal takes as
 * long as they are, and belongs on a thread of its own, with a reader of its own; what printer, centre and camera said
 * is judged here and waits for nothing. Looking changes nothing. The command and the kiosk look by the same functions.
 */
#ifndef WORK_READY_LOOK_H
#define WORK_READY_LOOK_H

#include "base/settings.h"
#include "port.h"
#include "rules/ready.h"

/** The machine that is looked at. All borrowed; constant while it runs. */
struct ready_subject {
	const struct settings *settings;
	const char *camera_program, *camera_model; /* where the helper and its model lie */
	const char *path;                          /* where programs are looked for */
};

/** Everything that stands in files: all rows but printer, centre and clock; the camera's as far as it can be told
 *  without starting it, else it LOOKS. *ret_latest_ms: the latest time in the journal, 0 where it cannot be read. */
void ready_look_files(const struct ready_subject *subject, int64_t now_ms,
	struct ready_row ret_rows[READY_ITEMS], int64_t *ret_latest_ms);
/** Of those what comes and goes while the machine runs: camera, voice, disk. */
void ready_look_again(
	const struct ready_subject *subject, struct ready_row ret_rows[READY_ITEMS]);

/** state: what the port's state answered; not asked where no printer is there. */
void ready_look_printer(const struct ready_subject *subject, const struct printer_port *printer,
	enum status state, struct ready_row *ret_row);

/** What the centre answered to GET /v1/status, and after how long; and its clock beside ours. latest_ms: as above. */
void ready_look_centre(const struct ready_subject *subject, const struct http_answer *answer,
	int64_t took_ms, struct ready_row *ret_row);
void ready_look_clock(const struct http_answer *answer, int64_t now_ms, int64_t latest_ms,
	struct ready_row *ret_row);

/** What was seen of a camera that was started: its last state, and frames over a time. */
struct ready_camera {
	enum camera_state state;
	struct camera_about about; /* what it said of itself */
	int frames;
	int64_t first_ms, last_ms; /* when the first and the last of them came */
};
enum { READY_FRAMES_MS = 1000 }; /* so long they are counted at least */
void ready_see_camera(
	struct ready_camera *camera, const struct camera_event *event, int64_t now_ms);
/** LOOKS until there is something to say. */
void ready_look_camera(const struct ready_subject *subject, const struct ready_camera *camera,
	struct ready_row *ret_row);

#endif
