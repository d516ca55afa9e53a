/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes in 1080p frames: how many the helper's look reads and how long it takes, beside zbarimg (Debian's zbar-tools) on
 * the same JPEGs. A receipt's QR is drawn small and large, blurred, tilted, in perspective, dark, near the rim.
 *
 *	code_bench REPORT.json
 */
#include "base/array.h"
#include "base/str.h"
#include "camera/code_look.h"
#include "camera/code_sight.h"
#include "camera/picture.h"

#include <fcntl.h>
#include <math.h>
#include <qrencode.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, FRAME_BYTES = 2 << 20, PICTURES_MAX = 256, PATH_BYTES = 128 };

static const char text[] = "K7MP-Q2RX-A";

/* --- pictures ---------------------------------------------------------------------------------------------------- */

struct shot {
	float dot;         /* pixels a square of the code */
	float turn;        /* degrees */
	float lean;        /* of the far edge: 0.3 is that much narrower */
	float gain;        /* of the light */
	int blur;          /* radius of a box, applied twice */
	float x, y;        /* middle, as a part of the frame */
};

static const float dots[] = { 3, 4, 5, 8, 14 };
static const float turns[] = { 0, 12, 30, 45, 80 };
static const float leans[] = { 0, 0.15F, 0.3F };
static const float gains[] = { 1, 0.35F, 0.15F, 0.08F };
static const int blurs[] = { 0, 1, 2, 3, 4 };
static const struct {
	float x, y;
} places[] = { { 0.5F, 0.5F }, { 0.2F, 0.25F }, { 0.82F, 0.78F } };

static uint32_t seed = 1;

static int
noise(void)
{
	seed = seed * 1664525 + 1013904223;
	return (int)(seed >> 29) - 4;
}

/* The square of the code under a pixel, or -1: paper or table. */
static int
square_at(const QRcode *qr, const struct shot *shot, int x, int y)
{
	float c = cosf(shot->turn * 3.14159F / 180), s = sinf(shot->turn * 3.14159F / 180);
	float dx = (float)x - shot->x * WIDTH, dy = (float)y - shot->y * HEIGHT;
	float u = (c * dx + s * dy) / shot->dot, v = (c * dy - s * dx) / shot->dot;
	float half = (float)qr->width / 2, narrow = 1 - shot->lean * (v / half + 1) / 2;
	int column, row;

	u /= narrow;
	column = (int)floorf(u + half);
	row = (int)floorf(v + half);
	if (column < -4 || row < -4 || column >= qr->width + 4 || row >= qr->width + 4)
		return 2; /* the table */
	if (column < 0 || row < 0 || column >= qr->width || row >= qr->width)
		return 0;
	return qr->data[row * qr->width + column] & 1;
}

static void
blur_rows(struct picture *grey, int radius, bool upright)
{
	int lines = upright ? grey->width : grey->height, length = upright ? grey->height : grey->width;
	int stride = upright ? grey->width : 1, step = upright ? 1 : grey->width;
	uint8_t line[WIDTH];

	for (int l = 0; l < lines; l++) {
		uint8_t *at = grey->pixels + (size_t)l * (size_t)step;
		int sum = 0, n = 0;

		for (int i = 0; i < length; i++)
			line[i] = at[(size_t)i * (size_t)stride];
		for (int i = -radius; i < length; i++) {
			if (i + radius < length) {
				sum += line[i + radius];
				n++;
			}
			if (i - radius - 1 >= 0) {
				sum -= line[i - radius - 1];
				n--;
			}
			if (i >= 0)
				at[(size_t)i * (size_t)stride] = (uint8_t)(sum / n);
		}
	}
}

static enum status
draw(const QRcode *qr, const struct shot *shot, struct picture *grey, struct picture *rgb)
{
	static const int greys[] = { 220, 30, 110 };
	enum status st = picture_resize(grey, WIDTH, HEIGHT, 1);

	if (st == ST_OK)
		st = picture_resize(rgb, WIDTH, HEIGHT, 3);
	if (st != ST_OK)
		return st;
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			*picture_at(grey, x, y) = (uint8_t)greys[square_at(qr, shot, x, y)];
	for (int i = 0; i < 4 && shot->blur > 0; i++)
		blur_rows(grey, shot->blur, i % 2);
	for (int i = 0; i < WIDTH * HEIGHT; i++) {
		int value = (int)((float)grey->pixels[i] * shot->gain) + noise();

		memset(rgb->pixels + (size_t)i * 3, value < 0 ? 0 : value, 3);
	}
	return ST_OK;
}

/* --- both readers ------------------------------------------------------------------------------------------------- */

static double
ms_of(const struct timespec *time)
{
	return (double)time->tv_sec * 1e3 + (double)time->tv_nsec / 1e6;
}

/* Of one core: what else the machine does is left out, for both alike. */
static double
cpu_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0)
		abort();
	return ms_of(&now);
}

static double
children_ms(void)
{
	struct rusage used;

	if (getrusage(RUSAGE_CHILDREN, &used) != 0)
		abort();
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

enum group { PLAIN, BLURRED, TILTED, DARK, GROUPS };

static const char *const group_words[] = { "plain", "blur", "tilt", "dark" };

struct taken {
	char path[PATH_BYTES];
	struct buf jpeg;
	enum group group;
	bool ours, theirs;
	double ours_ms;
};

static struct taken taken[PICTURES_MAX];
static int taken_n;

/* The picture stands before the camera until it is read, or every way was tried. */
static void
read_ours(struct taken *picture)
{
	struct frame frame = { .format = FRAME_JPEG,
		.bytes = (const uint8_t *)picture->jpeg.data,
		.len = picture->jpeg.len };
	static struct camera_event event;
	static struct picture small;
	struct code_look *look = NULL;
	struct code_sight sight;
	double begin = cpu_ms();
	int divide;

	if (frame_size(&frame) != ST_OK || code_look_new(&look) != ST_OK ||
		picture_small(&frame, &small, &divide) != ST_OK)
		abort();
	code_sight_look(&small, frame.width, frame.height, &sight);
	for (int turn = 0; turn < CODE_LOOK_WAYS && !picture->ours; turn++)
		picture->ours = code_look_at(look, &frame, &sight.where, turn, &event) == ST_OK &&
				strcmp(event.code, text) == 0;
	picture->ours_ms = cpu_ms() - begin;
	code_look_free(look);
}

static struct taken *
taken_at(const char *line)
{
	for (int i = 0; i < taken_n; i++)
		if (strstr(line, taken[i].path) != NULL)
			return &taken[i];
	return NULL;
}

/* All pictures in one run, so that its start is hardly a part of it. Its answers go to a file; the CPU time it took. */
static double
read_theirs(const char *answers)
{
	static const char *argument[PICTURES_MAX + 12] = { "zbarimg", "-q", "--nodbus", "--xml", "-Sdisable",
		"-Sqrcode.enable", "-Scode128.enable", "-Scode39.enable" };
	static const char *const environment[] = { "PATH=/usr/bin:/bin", "OMP_NUM_THREADS=1",
		"MAGICK_THREAD_LIMIT=1", NULL };
	posix_spawn_file_actions_t actions;
	double begin = children_ms();
	pid_t pid = 0;

	for (int i = 0; i < taken_n; i++)
		argument[8 + i] = taken[i].path;
	if (posix_spawn_file_actions_init(&actions) != 0 ||
		posix_spawn_file_actions_addopen(
			&actions, 1, answers, O_WRONLY | O_CREAT | O_TRUNC, 0600) != 0 ||
		posix_spawnp(&pid, "zbarimg", &actions, NULL, (char *const *)argument,
			(char *const *)environment) != 0 ||
		waitpid(pid, NULL, 0) != pid)
		return -1;
	posix_spawn_file_actions_destroy(&actions);
	return children_ms() - begin;
}

static bool
take_answers(const char *answers)
{
	static char line[4096];
	struct taken *picture = NULL;
	FILE *in = fopen(answers, "r");
	int sources = 0;

	while (in != NULL && fgets(line, sizeof(line), in) != NULL) {
		if (strstr(line, "<source") != NULL) {
			picture = taken_at(line);
			sources++;
		}
		if (picture != NULL && strstr(line, text) != NULL)
			picture->theirs = true;
	}
	if (in != NULL)
		(void)fclose(in);
	return sources > 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void
take(const QRcode *qr, const struct shot *shot, enum group group, const char *folder)
{
	static struct picture grey, rgb;
	struct taken *picture = &taken[taken_n];
	FILE *out;

	if (taken_n == PICTURES_MAX)
		abort();
	picture->group = group;
	buf_init(&picture->jpeg, FRAME_BYTES);
	if (draw(qr, shot, &grey, &rgb) != ST_OK ||
		picture_encode(&rgb, FRAME_BYTES - 1, &picture->jpeg) != ST_OK ||
		str_format(picture->path, PATH_BYTES, "%s/%03d.jpg", folder, taken_n) != ST_OK)
		abort();
	out = fopen(picture->path, "wb");
	if (out == NULL || fwrite(picture->jpeg.data, 1, picture->jpeg.len, out) != picture->jpeg.len ||
		fclose(out) != 0)
		abort();
	taken_n++;
}

static void
take_all(const QRcode *qr, const char *folder)
{
	for (size_t d = 0; d < ARRAY_LEN(dots); d++) {
		struct shot shot = { .dot = dots[d], .gain = 1 };
		size_t place = 0;

		for (place = 0; place < ARRAY_LEN(places); place++) {
			shot.x = places[place].x;
			shot.y = places[place].y;
			take(qr, &shot, PLAIN, folder);
		}
		for (size_t i = 0; i < ARRAY_LEN(blurs); i++) {
			struct shot blurred = shot;

			blurred.blur = blurs[i];
			blurred.turn = turns[(i + d) % ARRAY_LEN(turns)];
			take(qr, &blurred, BLURRED, folder);
			blurred.gain = gains[1];
			take(qr, &blurred, BLURRED, folder);
		}
		for (size_t i = 0; i < ARRAY_LEN(turns) * ARRAY_LEN(leans); i++) {
			struct shot tilted = shot;

			tilted.turn = turns[i / ARRAY_LEN(leans)];
			tilted.lean = leans[i % ARRAY_LEN(leans)];
			tilted.x = places[i % ARRAY_LEN(places)].x;
			tilted.y = places[i % ARRAY_LEN(places)].y;
			take(qr, &tilted, TILTED, folder);
		}
		for (size_t i = 0; i < ARRAY_LEN(gains) * 2; i++) {
			struct shot dark = shot;

			dark.gain = gains[i / 2];
			dark.blur = (int)i % 2;
			take(qr, &dark, DARK, folder);
		}
	}
}

static void
row(FILE *json, const char *name, double value, const char *unit, double peer, bool more)
{
	bool ok = more ? value >= peer : value <= peer;

	printf("%-44s %9.2f %-4s zbarimg %9.2f  %s\n", name, value, unit, peer,
		ok ? "ok" : "MISSED");
	fprintf(json,
		"%s{\"name\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"goal\":%.4f,\"peer\":%.4f,"
		"\"ok\":%s}",
		ftell(json) == 1 ? "" : ",\n ", name, value, unit, peer, peer,
		ok ? "true" : "false");
}

static void
report(FILE *json, double theirs_ms)
{
	int pictures[GROUPS] = { 0 }, ours[GROUPS] = { 0 }, theirs[GROUPS] = { 0 };
	double ours_ms = 0;
	char name[64];

	for (int i = 0; i < taken_n; i++) {
		pictures[taken[i].group]++;
		ours[taken[i].group] += taken[i].ours;
		theirs[taken[i].group] += taken[i].theirs;
		ours_ms += taken[i].ours_ms;
		buf_free(&taken[i].jpeg);
	}
	fputs("[", json);
	for (int g = 0; g < GROUPS; g++)
		if (str_format(name, sizeof(name), "QR in a 1080p frame, %s: read of %d",
			    group_words[g], pictures[g]) == ST_OK)
			row(json, name, ours[g], "", theirs[g], true);
	row(json, "QR in a 1080p frame, a whole look", ours_ms / taken_n, "ms", theirs_ms / taken_n,
		false);
	fputs("]\n", json);
}

static void
clear(const char *folder, const char *answers)
{
	for (int i = 0; i < taken_n; i++)
		(void)unlink(taken[i].path);
	(void)unlink(answers);
	(void)rmdir(folder);
}

int
main(int argc, char **argv)
{
	QRcode *qr = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	char folder[] = "/tmp/anjungan-codes-XXXXXX", answers[PATH_BYTES];
	FILE *json = argc == 2 ? fopen(argv[1], "w") : NULL;
	double theirs_ms;
	int rc = EXIT_FAILURE;

	if (qr == NULL || json == NULL || mkdtemp(folder) == NULL ||
		str_format(answers, sizeof(answers), "%s/answers", folder) != ST_OK) {
		(void)fputs("code_bench REPORT.json\n", stderr);
		return 2;
	}
	take_all(qr, folder);
	for (int i = 0; i < taken_n; i++)
		read_ours(&taken[i]);
	theirs_ms = read_theirs(answers);
	if (theirs_ms > 0 && take_answers(answers)) {
		report(json, theirs_ms);
		rc = EXIT_SUCCESS;
	} else {
		(void)fputs("code_bench: zbarimg is missing: scripts/install-packages.sh test\n", stderr);
	}
	clear(folder, answers);
	QRcode_free(qr);
	return fclose(json) == 0 ? rc : EXIT_FAILURE;
}
