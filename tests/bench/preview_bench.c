/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live picture: pictures a second at 60 × 20 cells from the helper, at the face step and while codes are looked for,
 * and what all processes of a kiosk weigh while it moves, the face model included. That no key is late meanwhile is
 * key_bench's to say.
 */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/camera.h"
#include "tests/bench/proc.h"
#include "tests/bench/row.h"
#include "tests/e2e/rig.h"
#include "tests/e2e/walk.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 5000, BUDGET_MS = 10000, SOURCE_ROOM = 512, MB_MAX = 60, PICTURES_LEAST = 10 };

#define PERSON "6308055203600001"

static void
must(enum status st, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "preview_bench: %s: %s\n", what, status_words(st));
	exit(1);
}

/* --- pictures a second ------------------------------------------------------------------------------------------ */

static bool
next_picture(struct camera_port *port, struct camera_event *event, int64_t end_ms)
{
	while (loop_now_ms() < end_ms) {
		struct pollfd wait = { .fd = port->fd(port->ctx), .events = POLLIN };

		while (port->next(port->ctx, event) == ST_OK)
			if (event->kind == CAMERA_FRAME && event->cells.columns > 0)
				return true;
		(void)poll(&wait, 1, 50);
	}
	return false;
}

static void
pictures(const char *source, enum camera_task task, const char *words)
{
	const struct camera_settings settings = { .program = rig_build("bin/anjungan-camera"),
		.source = source,
		.model = "assets/models/blazeface-front-128.onnx" };
	static struct camera_event event;
	struct camera_client *client = NULL;
	struct camera_port port;
	int64_t end_ms;
	int n = 0;

	must(camera_client_new(&settings, &client), "camera");
	port = camera_client_port(client);
	must(port.start(port.ctx, task, CELLS_COLUMNS, CELLS_ROWS), "camera");
	if (!next_picture(&port, &event, loop_now_ms() + BUDGET_MS))
		must(ST_TIMEOUT, "the first picture");
	end_ms = loop_now_ms() + LOOK_MS;
	while (next_picture(&port, &event, end_ms))
		n++;
	camera_client_free(client);
	/* a row's goal is the highest good value: the time each picture takes */
	row_report((struct row){ words, "ms", n > 0 ? (double)LOOK_MS / n : LOOK_MS, ROW_NONE,
		1000.0 / PICTURES_LEAST });
}

/* --- memory ------------------------------------------------------------------------------------------------------ */

static void
weigh(const char *source)
{
	static const struct walk_row rows[] = {
		{ WALK_NIK, PERSON "\n" },
		{ "Apakah ini Anda?", "1" },
		{ "Bolehkah kami memeriksa data Anda?", "1" },
	};
	char setting[SOURCE_ROOM];
	struct rig_options options = { .settings = { { "camera.source", setting } } };
	struct rig *rig = NULL;
	long kiosk, helper;

	must(str_copy(setting, sizeof(setting), source), "camera");
	must(rig_new(&options, &rig), "rig");
	must(rig_kiosk_start(rig), "kiosk");
	must(walk_to_nik(rig_kiosk(rig)), "the question for the NIK");
	must(walk(rig_kiosk(rig), rows, ARRAY_LEN(rows), "Lihat ke kamera", BUDGET_MS), "the face");
	terminal_settle(rig_kiosk(rig), LOOK_MS);
	kiosk = proc_smaps_kb(terminal_pid(rig_kiosk(rig)), "Pss");
	helper = proc_smaps_kb(rig_camera_pid(rig), "Pss");
	row_check("kiosk and helper could be weighed", kiosk > 0 && helper > 0);
	row_report((struct row){ "kiosk while the preview moves, PSS", "MB", (double)kiosk / 1024,
		ROW_NONE, ROW_NONE });
	row_report((struct row){ "camera helper with the face model, PSS", "MB",
		(double)helper / 1024, ROW_NONE, ROW_NONE });
	row_report((struct row){ "all processes while the preview moves, PSS", "MB",
		(double)(kiosk + helper) / 1024, ROW_NONE, MB_MAX });
	rig_free(rig);
}

int
main(void)
{
	char quoted[SOURCE_ROOM], source[SOURCE_ROOM] = "";

	must(rig_demo_camera(quoted, sizeof(quoted)), "camera");
	must(str_format(source, sizeof(source), "%.*s", (int)strlen(quoted) - 2, quoted + 1), "camera");
	pictures(source, CAMERA_TASK_FACE, "preview at 60 x 20 cells, face, a picture every");
	pictures(source, CAMERA_TASK_CODE, "preview at 60 x 20 cells, codes, a picture every");
	weigh(quoted);
	return rows_end();
}
