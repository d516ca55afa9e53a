/* SPDX-License-Identifier: Apache-2.0 */
/* anjungan attach: finding the kiosk, and saying how it ended. What is shown in between is the ui's. */
#include "base/array.h"
#include "cli/cli.h"
#include "work/attach.h"
#include "work/door.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STARTS_MS = 2000, AGAIN_MS = 50 };

static int
refuse(const char *dir, const char *why)
{
	fprintf(stderr, "anjungan attach: %s (%s)\n", why, dir);
	return EXIT_FAILED;
}

/* A PIN is typed to whoever listens: that is the owner of the state, or nobody. */
static bool
is_the_owner(int dir, int fd)
{
	struct ucred peer;
	struct stat state;
	socklen_t n = sizeof(peer);

	return fstat(dir, &state) == 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 &&
	       (peer.uid == state.st_uid || peer.uid == 0);
}

/* A kiosk that is just starting has its first picture before its socket. */
static enum status
come_in(int dir, int *ret_fd)
{
	int64_t end_ms = loop_now_ms() + STARTS_MS;
	enum status st;

	while ((st = door_knock(dir, ATTACH_NAME, ret_fd)) == ST_AGAIN ||
		st == ST_UNREACHABLE) {
		if (loop_now_ms() >= end_ms)
			return st;
		(void)poll(NULL, 0, AGAIN_MS);
	}
	return st;
}

static enum status
connect_to(const char *dir, int *ret_fd)
{
	int at = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC), fd = -1;
	enum status st = at < 0 ? status_from_errno(errno) : come_in(at, &fd);

	if (st == ST_OK && !is_the_owner(at, fd))
		st = ST_NOT_OURS;
	if (st == ST_OK)
		*ret_fd = fd;
	else if (fd >= 0)
		(void)close(fd);
	if (at >= 0)
		(void)close(at);
	return st;
}

int
cli_attach_begin(const struct cli *cli, int *ret_fd)
{
	static const struct {
		enum status status;
		const char *words;
	} rows[] = {
		{ ST_UNREACHABLE, "no kiosk that can be attached to runs on this state. Start "
				  "it, or name its "
				  "settings with --config." },
		{ ST_NOT_FOUND,
			"there is no such state. Name the kiosk's settings with --config." },
		{ ST_DENIED, "this kiosk is another user's. Do it as that user, or as root." },
		{ ST_NOT_OURS, "who listens there is not the owner of this state. Call the "
			       "technician." },
		{ ST_AGAIN, "too many are coming at once. Try again." },
	};
	const char *dir = cli->settings->state_dir;
	enum status st;

	if (cli->argc > 0) {
		fputs("usage: anjungan attach\n", stderr);
		return EXIT_USAGE;
	}
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return refuse(
			dir, "this needs a terminal. Over ssh: ssh -t HOST anjungan attach.");
	st = connect_to(dir, ret_fd);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == st)
			return refuse(dir, rows[i].words);
	return st == ST_OK ? EXIT_DONE : refuse(dir, status_words(st));
}

int
cli_attach_end(const struct cli *cli, enum status shown, const struct attach_message *over)
{
	static const char *const words[ATTACH_WHY_COUNT] = {
		[ATTACH_ENDS] = "the kiosk was ended.",
		[ATTACH_DENIED] =
			"this kiosk is another user's. Do it as that user, or as root.",
		[ATTACH_FULL] =
			"as many terminals as there may be are attached. End one of them.",
		[ATTACH_STALLED] = "this terminal took no picture for too long. Attach again.",
		[ATTACH_BROKEN] =
			"kiosk and terminal did not understand each other. Install the same "
			"anjungan on both sides.",
	};
	const char *dir = cli->settings->state_dir;

	if (shown == ST_UNSUPPORTED)
		return refuse(dir, "this terminal cannot show it. Set TERM to what it is.");
	if (shown != ST_OK)
		return refuse(dir, status_words(shown));
	if (over->kind != ATTACH_OVER)
		return refuse(dir, "the kiosk is gone. What was confirmed is on its disk.");
	if (over->why == ATTACH_LEFT)
		return EXIT_DONE;
	if (over->why != ATTACH_OTHER_VERSION)
		return refuse(dir, words[over->why]);
	fprintf(stderr,
		"anjungan attach: the kiosk runs anjungan %s (attach %d), this is %s (attach %d). "
		"Start the kiosk again after an update, or install the same here.\n",
		over->program, over->version, VERSION, ATTACH_VERSION);
	return EXIT_FAILED;
}
