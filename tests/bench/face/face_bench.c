/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed and truth of the face gate: milliseconds of one core a 1080p frame by stage, the share
 *of faces found at the smallest allowed size, the error of the eye distance. Prints a table and
 *writes the report's JSON.
 *
 *	face_bench REPORT.json HELPER       with the committed photograph, and HELPER
 *(anjungan-camera) as a process face_bench REPORT.json HELPER DIR   and every JPEG of DIR that
 *shows one face (photographs not ours to keep) face_bench --frames DIR             writes the
 *frames of the demo instead
 */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "camera/look.h"
#include "camera/measure.h"
#include "camera/model.h"
#include "camera/page.h"
#include "camera/preview.h"
#include "device/camera.h"
#include "rules/calibration.h"
#include "rules/face_gate.h"
#include "tests/bench/face/report.h"
#include "tests/bench/face/scene.h"
#include "tests/bench/face/verdict.h"

#include <dirent.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, ROUNDS = 60, SAMPLES_MAX = 20000, FRAME_BYTES = 2 << 20 };
enum { DEMO_BYTES = 120000, GATE_PX = 90 };

static const char photo_path[] = "tests/data/faces/astronaut.jpg";
static const char model_path[] = "assets/models/blazeface-front-128.onnx";

/* --- statistics --------------------------------------------------------------------------- */

struct samples {
	double value[SAMPLES_MAX];
	int n;
};

static void
add(struct samples *samples, double value)
{
	if (samples->n < SAMPLES_MAX)
		samples->value[samples->n++] = value;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
part(struct samples *samples, double share)
{
	if (samples->n == 0)
		return NAN;
	qsort(samples->value, (size_t)samples->n, sizeof(double), ascending);
	return samples->value[(int)(share * (samples->n - 1) + 0.5)];
}

static double
clock_ms(clockid_t clock)
{
	struct timespec now;

	if (clock_gettime(clock, &now) != 0)
		abort();
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
now_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

/* Of this thread, which does all the work: what else the machine does at the time is left out.
 */
static double
cpu_ms(void)
{
	return clock_ms(CLOCK_THREAD_CPUTIME_ID);
}

/* --- one scene as a camera would send it -------------------------------------------------- */

struct bench {
	struct face_finder *finder;
	struct look look;
	struct picture drawn;
	struct buf jpeg;
	struct frame frame;
	bool talks; /* says every judgement */
};

/* What was drawn becomes the frame. */
static enum status
encode(struct bench *bench, size_t most)
{
	enum status st;

	buf_clear(&bench->jpeg);
	st = picture_encode(&bench->drawn, most, &bench->jpeg);
	bench->frame = (struct frame){ .format = FRAME_JPEG,
		.bytes = (const uint8_t *)bench->jpeg.data,
		.len = bench->jpeg.len };
	return st == ST_OK ? frame_size(&bench->frame) : st;
}

static enum status
film(struct bench *bench, const struct photo *photo, const struct scene *scene, size_t most)
{
	enum status st = scene_draw(photo, scene, WIDTH, HEIGHT, &bench->drawn);

	return st == ST_OK ? encode(bench, most) : st;
}

/* --- speed -------------------------------------------------------------------------------- */

enum stage { DECODE, DETECT, LUMA, LIGHT, PREVIEW, GATE, WHOLE, STAGES };

static const char *const stage_names[] = { "decode at 1/4", "detect, both passes",
	"luma of the face", "sharpness and light", "preview", "frame without preview",
	"frame with both passes and preview" };

static double
lap(double *since)
{
	double now = cpu_ms(), took = now - *since;

	*since = now;
	return took;
}

static enum status
time_stages(struct bench *bench, struct preview *preview, struct samples *stages)
{
	struct square centre = { (WIDTH - HEIGHT) / 8.0F, 0, HEIGHT / 4.0F }, near;
	struct face_measures measures = { 0 };
	struct look *look = &bench->look;
	struct cells cells;
	struct faces faces;
	struct rect skin;
	struct rgb rgb;
	double t = cpu_ms();
	enum status st = picture_small(&bench->frame, &look->small, &look->divide);

	if (st != ST_OK)
		return st;
	add(&stages[DECODE], lap(&t));
	rgb = (struct rgb){ look->small.pixels, look->small.width, look->small.height,
		look->small.stride };
	face_finder_look(bench->finder, &rgb, &centre, &faces);
	if (faces.count != 1)
		return ST_NOT_FOUND;
	near = (struct square){ faces.face[0].x, faces.face[0].y, 2 * faces.face[0].width };
	face_finder_look(bench->finder, &rgb, &near, &faces);
	add(&stages[DETECT], lap(&t));
	skin = measure_skin(&look->face, WIDTH, HEIGHT);
	st = picture_luma(&bench->frame, &skin, &look->luma);
	if (st != ST_OK)
		return st;
	add(&stages[LUMA], lap(&t));
	st = measure_light(&look->luma, face_eye_distance(&look->face), &measures);
	if (st != ST_OK)
		return st;
	add(&stages[LIGHT], lap(&t));
	st = preview_draw(preview, look, &cells);
	add(&stages[PREVIEW], lap(&t));
	return st;
}

static enum status
bench_speed(struct bench *bench, const struct photo *photo, struct face_report *report)
{
	static struct samples stages[STAGES];
	struct preview *preview = NULL;
	struct cells cells;
	enum status st = preview_new(CELLS_COLUMNS, CELLS_ROWS, &preview);

	for (int i = 0; i < ROUNDS && st == ST_OK; i++) {
		struct scene scene = scene_good;
		double t;

		scene.seed = (uint32_t)i + 1;
		scene.noise = 6; /* a camera's frames are larger than a drawing's */
		st = film(bench, photo, &scene, FRAME_BYTES);
		t = cpu_ms();
		if (st == ST_OK)
			st = look_at(&bench->look, bench->finder, &bench->frame);
		add(&stages[GATE], cpu_ms() - t);
		if (st == ST_OK)
			st = preview_draw(preview, &bench->look, &cells);
		add(&stages[WHOLE], lap(&t));
		if (st == ST_OK)
			st = time_stages(bench, preview, stages);
	}
	report_row(report, "size of a 1080p frame", (double)bench->frame.len / 1000, "kB", NO_GOAL, 0);
	for (int s = 0; s < STAGES && st == ST_OK; s++)
		report_row(report, stage_names[s], part(&stages[s], 0.5), "ms",
			s == WHOLE ? AT_MOST : NO_GOAL, 33);
	report_row(report, "frame with preview, worst of 60", part(&stages[WHOLE], 1), "ms", NO_GOAL,
		0);
	preview_free(preview);
	return st;
}

/* --- truth -------------------------------------------------------------------------------- */

struct truth {
	int looked, found, one;
	struct samples error; /* per cent of the eye distance */
	struct samples roll, yaw,
		pitch; /* degrees: roll against the truth, the others as measured */
};

static enum status
look_once(struct bench *bench, const struct photo *photo, const struct scene *scene,
	struct truth *truth)
{
	const struct face_measures *m = &bench->look.measures;
	enum status st = film(bench, photo, scene, FRAME_BYTES);

	if (st == ST_OK)
		st = look_at(&bench->look, bench->finder, &bench->frame);
	if (st != ST_OK)
		return st;
	truth->looked++;
	if (!bench->look.found ||
		fabsf(m->eye_distance_px - scene->eyes_px) > scene->eyes_px / 2)
		return ST_OK;
	truth->found++;
	truth->one += m->faces == 1;
	add(&truth->error, 100 * fabs(m->eye_distance_px / scene->eyes_px - 1.0));
	add(&truth->yaw, m->yaw);
	add(&truth->pitch, m->pitch);
	return ST_OK;
}

/* Where people stand, how they hold the head, what the room does: each varied alone and some
 * together. */
static enum status
vary(struct bench *bench, const struct photo *photo, float eyes_px, struct truth *truth)
{
	static const float xs[] = { 0.38F, 0.5F, 0.62F }, ys[] = { 0.35F, 0.45F, 0.6F };
	static const float rolls[] = { -15, -8, 0, 8, 15 }, gains[] = { 0.4F, 0.7F, 1, 1.25F };
	enum status st = ST_OK;
	uint32_t seed = 1;

	for (size_t place = 0; place < ARRAY_LEN(xs) * ARRAY_LEN(ys); place++)
		for (size_t r = 0; r < ARRAY_LEN(rolls); r++) {
			struct scene scene = scene_good;

			scene.eyes_px = eyes_px;
			scene.x = xs[place % ARRAY_LEN(xs)];
			scene.y = ys[place / ARRAY_LEN(xs)];
			scene.roll = rolls[r];
			scene.gain = gains[(place + r) % ARRAY_LEN(gains)];
			scene.blur_px = (int)(place + 2 * r) % 3;
			scene.noise = 2 + (int)(r * place) % 8;
			scene.seed = seed++;
			if (st == ST_OK)
				st = look_once(bench, photo, &scene, truth);
		}
	return st;
}

static void
report_truth(struct face_report *report, const char *of, struct truth *truth)
{
	char name[64];

#define NAMED(what) (str_format(name, sizeof(name), "%s: %s", of, what) == ST_OK ? name : what)
	report_row(report, NAMED("scenes"), truth->looked, "", NO_GOAL, 0);
	report_row(report, NAMED("faces found"), 100.0 * truth->found / truth->looked, "%", AT_LEAST,
		99);
	report_row(report, NAMED("eye distance off, median"), part(&truth->error, 0.5), "%", AT_MOST,
		5);
	report_row(report, NAMED("eye distance off, 95 of 100"), part(&truth->error, 0.95), "%",
		NO_GOAL, 0);
	report_row(report, NAMED("yaw as measured, 5 of 100"), part(&truth->yaw, 0.05), "deg", NO_GOAL,
		0);
	report_row(report, NAMED("yaw as measured, 95 of 100"), part(&truth->yaw, 0.95), "deg",
		NO_GOAL, 0);
	report_row(report, NAMED("pitch as measured, median"), part(&truth->pitch, 0.5), "deg",
		NO_GOAL, 0);
	report_row(report, NAMED("pitch as measured, 5 of 100"), part(&truth->pitch, 0.05), "deg",
		NO_GOAL, 0);
	report_row(report, NAMED("pitch as measured, 95 of 100"), part(&truth->pitch, 0.95), "deg",
		NO_GOAL, 0);
#undef NAMED
}

static enum status
bench_truth(struct bench *bench, const struct photo *photo, struct face_report *report)
{
	static struct truth at_gate, at_aim;
	enum status st = vary(bench, photo, GATE_PX, &at_gate);

	if (st == ST_OK)
		st = vary(bench, photo, 120, &at_aim);
	report_truth(report, "at 90 px", &at_gate);
	report_truth(report, "at 120 px", &at_aim);
	return st;
}

/* --- judgement ------------------------------------------------------------------------------ */

/* With --judge: every scene with its measures. */
static void
say_judgement(
	const struct scene *scene, const struct face_measures *m, enum face_hint hint)
{
	printf("tone %.2f gain %.2f blur %d roll %3.0f turn %3.0f nod %3.0f wear %d | %-10s eyes %4.0f "
	       "yaw %5.1f pitch %5.1f roll %5.1f sharp %6.1f light %.2f over %.3f overlap %.2f\n",
		(double)scene->tone, (double)scene->gain, scene->blur_px, (double)scene->roll,
		(double)scene->turn, (double)scene->nod, (int)scene->wear, face_hint_code(hint),
		(double)m->eye_distance_px, (double)m->yaw, (double)m->pitch, (double)m->roll,
		(double)m->sharpness, (double)m->luminance, (double)m->overexposed,
		(double)m->light_overlap);
}

static enum status
judge(void *ctx, const struct photo *photo, const struct scene *scene, enum face_hint *ret_hint)
{
	struct bench *bench = ctx;
	enum status st = film(bench, photo, scene, FRAME_BYTES);

	if (st == ST_OK)
		st = look_at(&bench->look, bench->finder, &bench->frame);
	if (st == ST_OK)
		*ret_hint = face_gate(face_limits_default(), &bench->look.measures, 0);
	if (bench->talks && st == ST_OK)
		say_judgement(scene, &bench->look.measures, *ret_hint);
	return st;
}

static double
percent(const struct tally tallies[TONES])
{
	struct tally all = { 0, 0 };

	for (int tone = 0; tone < TONES; tone++) {
		all.shown += tallies[tone].shown;
		all.wrong += tallies[tone].wrong;
	}
	return all.shown > 0 ? 100.0 * all.wrong / all.shown : 0;
}

static void
report_verdicts(struct face_report *report, const struct verdicts *v, const char *of)
{
	char name[80];

	verdict_print(v, of);
	for (int tone = 0; tone < TONES; tone++)
		if (v->good[tone].shown > 0 &&
			str_format(name, sizeof(name), "%s: refused though well, face at %.2f",
				of, (double)verdict_tones[tone]) == ST_OK)
			report_row(report, name,
				100.0 * v->good[tone].wrong / v->good[tone].shown, "%",
				AT_MOST, 5);
	for (int hint = 0; hint < FACE_HINTS; hint++)
		if (v->bad[hint][0].shown > 0 &&
			str_format(name, sizeof(name), "%s: passed though %s", of,
				face_hint_code((enum face_hint)hint)) == ST_OK)
			report_row(report, name, percent(v->bad[hint]), "%", AT_MOST, 5);
	for (int wear = WEAR_HIJAB_DARK; wear < WEARS; wear++)
		if (str_format(name, sizeof(name), "%s: refused for what is worn, %d of %d", of,
			    wear, WEARS - 1) == ST_OK &&
			v->worn[wear].shown > 0)
			report_row(report, name,
				100.0 * v->worn[wear].wrong / v->worn[wear].shown, "%", AT_MOST, 5);
}

static enum status
bench_verdicts(struct bench *bench, const struct photo *photo, struct face_report *report)
{
	static struct verdicts verdicts;
	enum status st = verdict_photo(
		&verdicts, photo, (struct choice){ 0, 1, 0, 1 }, judge, bench);

	report_verdicts(report, &verdicts, "one person");
	return st;
}

/* Who does not look into the camera on their photograph is no case of the table, and counted. */
static enum status
judge_other(struct bench *bench, const struct photo *photo, int turn, struct verdicts *verdicts,
	int *ret_aside)
{
	/* not every scene for everybody: in turn, so that all are seen by many */
	const struct choice choice = { turn % TONES, TONES, turn % 3, 3 };
	struct scene scene = scene_good;
	enum face_hint hint = HINT_NONE;
	enum status st = judge(bench, photo, &scene, &hint);

	if (st != ST_OK)
		return st;
	if (hint == HINT_LOOK_STRAIGHT) {
		++*ret_aside;
		return ST_OK;
	}
	return verdict_photo(verdicts, photo, choice, judge, bench);
}

/* Photographs of many people: each shown at the gate's size in three places, and judged at one brightness each. */
static enum status
bench_others(struct bench *bench, const char *dir, struct face_report *report)
{
	static struct truth truth;
	static struct verdicts verdicts;
	struct dirent **names = NULL;
	int n = scandir(dir, &names, NULL, alphasort), people = 0, aside = 0;
	enum status st = n < 0 ? ST_NOT_FOUND : ST_OK;

	for (int i = 0; i < n; i++) {
		struct photo photo = { 0 };
		char path[512];

		if (str_format(path, sizeof(path), "%s/%s", dir, names[i]->d_name) == ST_OK &&
			photo_read_any(path, bench->finder, &photo) == ST_OK) {
			people++;
			for (int k = -1; k <= 1 && st == ST_OK; k++) {
				struct scene scene = scene_good;

				scene.eyes_px = GATE_PX;
				scene.x += 0.1F * (float)k;
				scene.roll = 5 * (float)k;
				st = look_once(bench, &photo, &scene, &truth);
			}
			if (st == ST_OK)
				st = judge_other(
					bench, &photo, people, &verdicts, &aside);
		}
		photo_free(&photo);
		free(names[i]);
	}
	free(names);
	report_row(report, "other people", people, "", NO_GOAL, 0);
	if (truth.looked > 0)
		report_truth(report, "others at 90 px", &truth);
	report_row(report, "other people who look aside, not judged", aside, "", NO_GOAL, 0);
	report_verdicts(report, &verdicts, "other people");
	return st;
}

/* --- the helper as a process -------------------------------------------------------------- */

enum { HELPER_RUNS = 5, HELPER_MS = 8000, TICKS_PATH = 64, READY_MS = 20000 };

static bool
next_frame(struct camera_port *port, struct camera_event *event, double end_ms)
{
	while (now_ms() < end_ms) {
		struct pollfd wait = { .fd = port->fd(port->ctx), .events = POLLIN };

		while (port->next(port->ctx, event) == ST_OK)
			if (event->kind == CAMERA_FRAME)
				return true;
		(void)poll(&wait, 1, 100);
	}
	return false;
}

/* The number after `name` in a file of the process; NAN where it cannot be read. */
static double
number_in(pid_t pid, const char *file, const char *name)
{
	char path[TICKS_PATH], line[256];
	double value = NAN;
	FILE *in = NULL;

	if (str_format(path, sizeof(path), "/proc/%d/%s", (int)pid, file) == ST_OK)
		in = fopen(path, "r");
	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		if (strncmp(line, name, strlen(name)) == 0)
			value = strtod(line + strlen(name), NULL);
	if (in != NULL && fclose(in) != 0)
		return NAN;
	return value;
}

static pid_t
helper_of_ours(void)
{
	char path[TICKS_PATH], line[TICKS_PATH] = "";
	FILE *in = NULL;

	if (str_format(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid()) ==
		ST_OK)
		in = fopen(path, "r");
	if (in == NULL)
		return 0;
	if (fgets(line, sizeof(line), in) == NULL)
		line[0] = '\0';
	return fclose(in) == 0 ? (pid_t)strtol(line, NULL, 10) : 0;
}

static enum status
bench_helper(const char *program, struct face_report *report)
{
	const struct camera_settings settings = {
		.program = program, .source = "images:assets/demo/faces", .model = model_path
	};
	static struct samples first;
	static struct camera_event event;
	double pss = NAN, dirty = NAN;
	enum status st = ST_OK;

	for (int run = 0; run < HELPER_RUNS && st == ST_OK; run++) {
		struct camera_client *client = NULL;
		double begun = now_ms();
		struct camera_port port;

		st = camera_client_new(&settings, &client);
		if (st != ST_OK)
			return st;
		port = camera_client_port(client);
		st = port.start(port.ctx, CAMERA_TASK_FACE, CELLS_COLUMNS, CELLS_ROWS);
		if (st == ST_OK && !next_frame(&port, &event, begun + HELPER_MS))
			st = ST_TIMEOUT;
		add(&first, now_ms() - begun);
		while (run == 0 && next_frame(&port, &event, begun + HELPER_MS)) {
		}
		if (run == 0) {
			pss = number_in(helper_of_ours(), "smaps_rollup", "Pss:") / 1000;
			dirty = number_in(helper_of_ours(), "smaps_rollup", "Private_Dirty:") /
				1000;
		}
		camera_client_free(client);
	}
	report_row(report, "helper: start to first frame", part(&first, 0.5), "ms", NO_GOAL, 0);
	if (isfinite(pss)) {
		report_row(report, "helper: PSS while it works", pss, "MB", NO_GOAL, 0);
		report_row(report, "helper: private dirty", dirty, "MB", NO_GOAL, 0);
	}
	return st;
}

/* From the first frame that passes to the words that say so, as a person walks from trouble to the right place. */
static enum status
bench_ready(const char *program, struct face_report *report)
{
	const struct camera_settings settings = {
		.program = program, .source = "images:assets/demo/faces", .model = model_path
	};
	static struct camera_event event;
	struct camera_client *client = NULL;
	double end = now_ms() + READY_MS, passed = NAN, said = NAN;
	struct camera_port port;
	enum status st = camera_client_new(&settings, &client);

	if (st != ST_OK)
		return st;
	port = camera_client_port(client);
	st = port.start(port.ctx, CAMERA_TASK_FACE, CELLS_COLUMNS, CELLS_ROWS);
	while (st == ST_OK && !isfinite(said) && next_frame(&port, &event, end)) {
		if (!event.ready)
			passed = NAN;
		else if (!isfinite(passed))
			passed = now_ms();
		if (event.ready && event.hint == HINT_NONE)
			said = now_ms();
	}
	camera_client_free(client);
	report_row(report, "well placed to \"Siap?\"", said - passed, "ms", AT_MOST, 1000);
	return st;
}

/* --- calibration -------------------------------------------------------------------------- */

/* A lens of this softness is calibrated by a page; then a face that is still must pass and one that moves must not. */
static enum status
bench_lens(struct bench *bench, const struct photo *photo, int soft, struct face_report *report)
{
	struct scene scene = scene_good;
	struct page_measures page = { 0 };
	struct calibration found;
	struct rect place = page_place(WIDTH, HEIGHT);
	float still = 0, moving = 0;
	char name[64];
	enum status st = scene_page(soft, 0.85F, 2, WIDTH, HEIGHT, &bench->drawn);

	if (st == ST_OK)
		st = encode(bench, FRAME_BYTES);
	if (st == ST_OK)
		st = picture_luma(&bench->frame, &place, &bench->look.luma);
	if (st == ST_OK)
		st = page_measure(&bench->look.luma, &page);
	found = calibration_of(&page);
	for (int moved = 0; moved <= 6 && st == ST_OK; moved += 6) {
		enum face_hint hint = HINT_NONE;

		scene.blur_px = soft + moved;
		st = judge(bench, photo, &scene, &hint);
		*(moved ? &moving : &still) = bench->look.measures.sharpness;
	}
	printf("lens of %d px: page %s, acutance %.3f, limit %d.%d; face still %.1f, moving %.1f\n",
		soft, calibration_words(calibration_judge(&page)), (double)page.acutance,
		found.sharpness_tenths / 10, found.sharpness_tenths % 10, (double)still,
		(double)moving);
	if (str_format(name, sizeof(name), "lens of %d px: still face over limit", soft) == ST_OK)
		report_row(report, name, 10 * (double)still / found.sharpness_tenths, "x",
			AT_LEAST, 1);
	if (str_format(name, sizeof(name), "lens of %d px: moving face over limit", soft) == ST_OK)
		report_row(report, name, 10 * (double)moving / found.sharpness_tenths, "x",
			AT_MOST, 1);
	return st;
}

/* --- demo frames -------------------------------------------------------------------------- */

static const struct {
	const char *name; /* @N: so many twentieths of a second */
	struct scene scene;
} demo[] = {
	{ "01-nobody@15.jpg", { .eyes_px = 130, .x = -1, .y = 0.45F, .gain = 1, .noise = 2 } },
	{ "02-far@36.jpg", { .eyes_px = 66, .x = 0.52F, .y = 0.5F, .gain = 1, .noise = 2 } },
	{ "03-aside@36.jpg",
		{ .eyes_px = 118, .x = 0.33F, .y = 0.46F, .gain = 1, .noise = 2 } },
	{ "04-tilted@36.jpg",
		{ .eyes_px = 126, .x = 0.5F, .y = 0.45F, .roll = 17, .gain = 1, .noise = 2 } },
	{ "05-moving@20.jpg",
		{ .eyes_px = 128, .x = 0.5F, .y = 0.45F, .blur_px = 9, .gain = 1 } },
	{ "06-good@150.jpg",
		{ .eyes_px = 130, .x = 0.5F, .y = 0.45F, .gain = 0.95F, .noise = 2 } },
	{ "07-good@150.jpg", { .eyes_px = 133,
				     .x = 0.505F,
				     .y = 0.455F,
				     .roll = -2,
				     .gain = 0.95F,
				     .noise = 2 } },
	{ "08-good@300.jpg", { .eyes_px = 131,
				     .x = 0.498F,
				     .y = 0.45F,
				     .roll = -3,
				     .gain = 0.95F,
				     .noise = 2 } },
};

static enum status
write_file(const char *path, const struct buf *bytes)
{
	FILE *file = fopen(path, "wb");
	enum status st = ST_OK;

	if (file == NULL)
		return ST_IO;
	if (fwrite(bytes->data, 1, bytes->len, file) != bytes->len)
		st = ST_IO;
	if (fclose(file) != 0)
		st = ST_IO;
	return st;
}

static enum status
write_frames(struct bench *bench, const struct photo *photo, const char *dir)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < ARRAY_LEN(demo) && st == ST_OK; i++) {
		struct scene scene = demo[i].scene;
		char path[512];

		scene.seed = (uint32_t)i + 1;
		st = film(bench, photo, &scene, DEMO_BYTES);
		if (st == ST_OK)
			st = str_format(path, sizeof(path), "%s/%s", dir, demo[i].name);
		if (st == ST_OK)
			st = write_file(path, &bench->jpeg);
		if (st == ST_OK)
			st = look_at(&bench->look, bench->finder, &bench->frame);
		printf("%-20s %6zu bytes  %s\n", demo[i].name, bench->jpeg.len,
			face_hint_words(
				face_gate(face_limits_default(), &bench->look.measures, 0)));
	}
	return st;
}

static enum status
judge_aloud(struct bench *bench, const struct photo *photo)
{
	static struct verdicts verdicts;

	bench->talks = true;
	return verdict_photo(
		&verdicts, photo, (struct choice){ 0, 1, 0, 1 }, judge, bench);
}

static enum status
run_bench(struct bench *bench, const struct photo *photo, char **arguments)
{
	const char *path = arguments[0], *program = arguments[1], *others = arguments[2];
	struct face_report report = { .json = fopen(path, "w") };
	enum status st;

	if (report.json == NULL)
		return ST_IO;
	fputs("[", report.json);
	st = bench_speed(bench, photo, &report);
	if (st == ST_OK)
		st = bench_truth(bench, photo, &report);
	if (st == ST_OK)
		st = bench_verdicts(bench, photo, &report);
	if (st == ST_OK)
		st = bench_helper(program, &report);
	if (st == ST_OK)
		st = bench_ready(program, &report);
	for (int soft = 0; soft <= 3 && st == ST_OK; soft++)
		st = bench_lens(bench, photo, soft, &report);
	if (st == ST_OK && others != NULL)
		st = bench_others(bench, others, &report);
	fputs("]\n", report.json);
	return fclose(report.json) == 0 ? st : ST_IO;
}

int
main(int argc, char **argv)
{
	struct bench bench = { 0 };
	struct photo photo = { 0 };
	enum status st;

	if (argc < 2) {
		fputs("usage: face_bench REPORT.json [DIR] | face_bench --frames DIR\n",
			stderr);
		return 2;
	}
	buf_init(&bench.jpeg, FRAME_BYTES);
	st = model_load(model_path, &bench.finder);
	if (st == ST_OK)
		st = photo_read_truth(photo_path, &photo);
	if (st == ST_OK && strcmp(argv[1], "--frames") == 0)
		st = write_frames(&bench, &photo, argv[2]);
	else if (st == ST_OK && strcmp(argv[1], "--judge") == 0)
		st = judge_aloud(&bench, &photo);
	else if (st == ST_OK)
		st = run_bench(&bench, &photo, argv + 1);
	if (st != ST_OK)
		fprintf(stderr, "face_bench: %s\n", status_words(st));
	photo_free(&photo);
	picture_free(&bench.drawn);
	look_free(&bench.look);
	buf_free(&bench.jpeg);
	face_finder_free(bench.finder);
	return st == ST_OK ? 0 : 1;
}
