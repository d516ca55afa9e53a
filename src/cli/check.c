/* SPDX-License-Identifier: Apache-2.0 */
/* anjungan check: the rows of readiness as text, as JSON and as a slip. */
#include "cli/check.h"

#include "base/array.h"
#include "base/str.h"
#include "cli/slip.h"
#include "rules/date.h"
#include "work/central.h"
#include "work/ready_look.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REPORT_MAX = 64 << 10,
	PRINTER_MS = 3000,
	LATE_MS = 1000,   /* the line answers within its budget, and a little */
	CAMERA_MS = 8000, /* opening one takes seconds */
	TURN_MS = 100,
};

/* --- the centre ------------------------------------------------------------------------------------------------------- */

static void
take_answer(struct line_job *job)
{
	bool *done = job->ctx;

	*done = true;
}

static void
wait_for(struct line *line, struct line_job *job, const bool *done)
{
	int64_t end_ms = loop_now_ms() + job->budget_ms + LATE_MS;

	line_post(line, job);
	while (!*done) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		(void)poll(&fd, 1, LATE_MS);
		line_collect(line);
		if (!*done && loop_now_ms() > end_ms)
			line_cancel(line, job); /* answers at once, as cancelled */
	}
}

/* One exchange; whatever becomes of it is the answer's status. */
static void
look_at_centre(const struct cli *cli, const struct ready_subject *subject, int64_t latest_ms,
	struct ready_row rows[READY_ITEMS])
{
	const struct call_extra extra = { .kiosk = cli->settings->kiosk.id };
	struct line *line = cli->desk->line;
	int64_t began_ms = loop_now_ms();
	struct line_job job;
	bool done = false;

	line_job_init(&job);
	job.budget_ms = cli->settings->central.timeout_ms;
	job.done = take_answer;
	job.ctx = &done;
	if (line && central_build(CALL_STATUS, NULL, &extra, &job.request) == ST_OK)
		wait_for(line, &job, &done);
	else
		job.answer.st = ST_UNREACHABLE;
	ready_look_centre(subject, &job.answer, loop_now_ms() - began_ms, &rows[READY_CENTRE]);
	ready_look_clock(&job.answer, cli->now_ms, latest_ms, &rows[READY_CLOCK]);
	line_job_free(&job);
}

/* --- printer and camera ------------------------------------------------------------------------------------------------ */

static void
look_at_printer(const struct cli *cli, const struct ready_subject *subject,
	struct ready_row rows[READY_ITEMS])
{
	const struct printer_port *printer = &cli->desk->printer;
	enum status st = ST_NOT_FOUND;

	if (printer->state && printer->present)
		st = printer->state(printer->ctx, PRINTER_MS);
	ready_look_printer(subject, printer, st, &rows[READY_PRINTER]);
}

static void
drain_camera(
	const struct camera_port *port, struct camera_event *event, struct ready_camera *camera)
{
	struct pollfd fd = { .fd = port->fd(port->ctx), .events = POLLIN };

	(void)poll(&fd, 1, TURN_MS);
	while (port->next(port->ctx, event) == ST_OK)
		ready_see_camera(camera, event, loop_now_ms());
	wipe(event, sizeof(*event)); /* a code may have passed */
	port->tick(port->ctx);
}

/* Until it has shown enough frames to be counted, or said what it is in trouble with. */
static void
look_at_camera(
	const struct cli *cli, const struct ready_subject *subject, struct ready_row *row)
{
	const struct camera_port *port = &cli->desk->camera;
	struct camera_event *event = calloc(1, sizeof(*event));
	struct ready_camera camera = { .state = CAMERA_OPENING };
	int64_t end_ms = loop_now_ms() + CAMERA_MS;

	if (event == NULL || port->start == NULL ||
		port->start(port->ctx, CAMERA_TASK_CODE, 1, 1) != ST_OK)
		camera.state = CAMERA_GONE;
	do {
		ready_look_camera(subject, &camera, row);
		if (row->is != FOUND_LOOKING || camera.state == CAMERA_GONE)
			break;
		drain_camera(port, event, &camera);
	} while (loop_now_ms() < end_ms);
	if (row->is == FOUND_LOOKING) {
		camera.state = CAMERA_GONE;
		ready_look_camera(subject, &camera, row);
	}
	if (row->is == FOUND_CAMERA_BUSY && cli_kiosk_listens(cli->settings->state_dir))
		row->is = FOUND_CAMERA_USED; /* somebody stands there right now */
	if (port->stop)
		port->stop(port->ctx);
	free(event);
}

void
cli_check_look(const struct cli *cli, struct ready_row ret_rows[READY_ITEMS])
{
	const struct ready_subject subject = { cli->settings, cli->camera_program,
		cli->camera_model, cli->path };
	int64_t latest_ms = 0;

	memset(ret_rows, 0, READY_ITEMS * sizeof(ret_rows[0]));
	ready_look_files(&subject, cli->now_ms, ret_rows, &latest_ms);
	look_at_printer(cli, &subject, ret_rows);
	look_at_centre(cli, &subject, latest_ms, ret_rows);
	if (ret_rows[READY_CAMERA].is == FOUND_LOOKING)
		look_at_camera(cli, &subject, &ret_rows[READY_CAMERA]);
}

/* --- telling ------------------------------------------------------------------------------------------------------------ */

void
cli_check_show(const struct ready_row rows[READY_ITEMS])
{
	const struct ready_count count = ready_count(rows);
	char words[READY_WORDS];

	for (int i = 0; i < READY_ITEMS; i++) {
		const struct ready_row *row = &rows[i];

		ready_words(row, words);
		printf("%-5s %-12s %s (%s)\n", ready_state_word(ready_state_of(row)),
			TR(ready_item_label((enum ready_item)i)), words, row->measured);
		if (ready_todo(row)[0])
			printf("                   %s\n", TR(ready_todo(row)));
	}
	printf("%s: %d ok, %d warn, %d bad\n",
		ready_all_well(rows) ? TR(N_("Mesin siap")) : TR(N_("Mesin belum siap")),
		count.of[READY_OK], count.of[READY_WARN], count.of[READY_BAD]);
}

static json_t *
row_json(enum ready_item item, const struct ready_row *row)
{
	const char *unit = ready_unit(row->is), *todo = ready_todo(row);
	char words[READY_WORDS], code[READY_CODE];
	json_t *object;

	ready_words(row, words);
	ready_finding_code(row->is, code);
	object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?}", "name", ready_item_name(item),
		"state", ready_state_word(ready_state_of(row)), "finding", code, "words", words,
		"measured", row->measured, "remedy", todo[0] ? TR(todo) : NULL);
	if (object && unit[0] &&
		(json_object_set_new(object, "figure", json_integer(row->n)) != 0 ||
			json_object_set_new(object, "unit", json_string(unit)) != 0)) {
		json_decref(object);
		object = NULL;
	}
	return object;
}

static enum status
show_json(const struct ready_row rows[READY_ITEMS])
{
	json_t *list = json_array(), *report = NULL;
	enum status st = list ? ST_OK : ST_NO_MEMORY;
	struct buf text;

	buf_init(&text, REPORT_MAX);
	for (int i = 0; st == ST_OK && i < READY_ITEMS; i++)
		if (json_array_append_new(list, row_json((enum ready_item)i, &rows[i])) != 0)
			st = ST_NO_MEMORY;
	if (st == ST_OK)
		report = json_pack("{s:b, s:O}", "ready", ready_all_well(rows),
			"checks", list);
	if (st == ST_OK)
		st = report ? json_write(report, &text) : ST_NO_MEMORY;
	if (st == ST_OK)
		puts(text.data);
	buf_free(&text);
	json_decref(report);
	json_decref(list);
	return st;
}

enum status
cli_check_print(const struct cli *cli, const struct ready_row rows[READY_ITEMS])
{
	static struct receipt receipt;
	struct ready_place place = { .site = cli->settings->site.name,
		.kiosk = cli->settings->kiosk.id,
		.officer = "" };
	int zone_offset_s;
	enum status st = zone_offset(cli->settings->site.timezone, &zone_offset_s, &place.zone);

	if (st != ST_OK)
		return st;
	place.on = date_of_unix(cli->now_ms / 1000, zone_offset_s, &place.second_of_day);
	receipt_of_ready(rows, &place, &receipt);
	return cli_slip_print(cli, &receipt);
}

int
cli_check(const struct cli *cli)
{
	static struct ready_row rows[READY_ITEMS];
	bool json = false, print = false;
	enum status st = ST_OK;

	for (int i = 0; i < cli->argc; i++) {
		bool is_json = strcmp(cli->argv[i], "--json") == 0;

		if (!is_json && strcmp(cli->argv[i], "--print") != 0) {
			fputs("usage: anjungan check [--json] [--print]\n", stderr);
			return EXIT_USAGE;
		}
		json = json || is_json;
		print = print || !is_json;
	}
	cli_check_look(cli, rows);
	if (json)
		st = show_json(rows);
	else
		cli_check_show(rows);
	if (st == ST_OK && print)
		st = cli_check_print(cli, rows);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: check: %s\n", status_words(st));
	return st == ST_OK && ready_all_well(rows) ? EXIT_DONE : EXIT_FAILED;
}
