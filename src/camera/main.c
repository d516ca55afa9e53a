/* SPDX-License-Identifier: Apache-2.0 */
/*
 * anjungan-camera: the helper process that looks through the camera. Started by the kiosk with
 * a socket as descriptor 3; opens model and camera, locks itself in, and serves one visit.
 */
#include "base/log.h"
#include "base/str.h"
#include "camera/model.h"
#include "camera/sandbox.h"
#include "camera/session.h"
#include "camera/source.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KIOSK_FD = 3, EXIT_USAGE = 2, SHARPNESS_MAX = 100000, NICENESS = 5 };

static const char usage[] = "Usage: anjungan-camera --source images:DIR|v4l2:PATH --model FILE "
			    "[--sharpness-min N] [--avoid FORMAT]\n"
			    "Looks through the camera for the kiosk, which starts it with a "
			    "socket on descriptor 3.\n"
			    "  --source         where frames come from\n"
			    "  --model          the face model, blazeface-front-128.onnx\n"
			    "  --sharpness-min  from the calibration of this camera\n"
			    "  --avoid          a format whose frames could not be read: MJPG, "
			    "JPEG or YUYV\n";

struct options {
	const char *source, *model, *avoid;
	float sharpness_min; /* 0: the built-in one */
	bool help;
};

/* "4" or "2.6" */
static enum status
read_sharpness(const char *text, float *ret_sharpness)
{
	char *end = NULL;
	float value = strtof(text, &end);

	if (end == text || *end != '\0' || !(value >= 0.1F && value <= SHARPNESS_MAX))
		return ST_INVALID;
	*ret_sharpness = value;
	return ST_OK;
}

static enum status
read_options(int argc, char **argv, struct options *options)
{
	static const struct option rows[] = {
		{ "source", required_argument, NULL, 's' },
		{ "model", required_argument, NULL, 'm' },
		{ "sharpness-min", required_argument, NULL, 'n' },
		{ "avoid", required_argument, NULL, 'a' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum status st = ST_OK;
	int letter;

	while (st == ST_OK && (letter = getopt_long(argc, argv, "", rows, NULL)) != -1) {
		switch (letter) {
		case 's':
			options->source = optarg;
			break;
		case 'm':
			options->model = optarg;
			break;
		case 'n':
			st = read_sharpness(optarg, &options->sharpness_min);
			break;
		case 'a':
			options->avoid = optarg;
			break;
		case 'h':
			options->help = true;
			return ST_OK;
		default:
			st = ST_INVALID;
		}
	}
	if (optind != argc || options->source == NULL || options->model == NULL)
		st = ST_INVALID;
	return st;
}

/* Everything that needs a path, then the cage, then the work. */
static enum status
serve(const struct options *options)
{
	struct face_limits limits = *face_limits_default();
	struct face_finder *finder = NULL;
	struct session *session = NULL;
	struct source *source = NULL;
	enum status st = ST_OK;

	session_announce(KIOSK_FD, CAMERA_OPENING);
	st = model_load(options->model, &finder);
	session_announce(KIOSK_FD, CAMERA_OPENING);
	if (options->sharpness_min > 0)
		limits.sharpness_min = options->sharpness_min;
	if (st != ST_OK)
		log_error("camera: face model: %s", status_words(st));
	st = source_open(options->source, options->avoid, &source);
	if (st != ST_OK) {
		log_error("camera: %s: %s", options->source, status_words(st));
		session_announce(KIOSK_FD, source_trouble(st));
		goto out;
	}
	session_announce(KIOSK_FD, CAMERA_OPENING);
	st = session_new(KIOSK_FD, source, finder, &limits, &session);
	if (st == ST_OK)
		st = session_warm_up(session);
	if (st == ST_OK)
		st = sandbox_enter(source->fd);
	if (st != ST_OK) {
		log_error("camera: not started: %s", status_words(st));
		goto out;
	}
	st = session_run(session);
out:
	session_free(session);
	source_close(source);
	face_finder_free(finder);
	return st;
}

int
main(int argc, char **argv)
{
	struct options options = { .avoid = "" };
	struct stat about;

	if (read_options(argc, argv, &options) != ST_OK || options.help) {
		(void)fputs(usage, options.help ? stdout : stderr);
		return options.help ? EXIT_SUCCESS : EXIT_USAGE;
	}
	if (fstat(KIOSK_FD, &about) != 0 || !S_ISSOCK(about.st_mode)) {
		log_error("camera: descriptor 3 is no socket; the kiosk starts this program");
		return EXIT_USAGE;
	}
	if (sodium_init() < 0 || sandbox_prepare() != ST_OK) {
		log_error("camera: the process cannot be locked in; not started");
		return EXIT_FAILURE;
	}
	if (setpriority(PRIO_PROCESS, 0, NICENESS) != 0)
		log_error("camera: runs at the kiosk's priority"); /* slower keys, nothing worse
								    */
	/* _exit: what is left to tidy up belongs to libraries, and the sandbox allows little of
	 * it */
	_exit(serve(&options) == ST_OK ? EXIT_SUCCESS : EXIT_FAILURE);
}
