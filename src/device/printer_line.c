/* SPDX-License-Identifier: Apache-2.0 */
/* The talk with an ESC/POS printer. */
#include "device/printer_line.h"

#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	ANSWER_MS = 500,    /* a printer that answers does so within a few */
	FINISHED_MS = 8000, /* the longest receipt on a slow printer */
	DRAIN_LOOK_MS = 10,
	STALE_MAX = 256, /* bytes of earlier answers thrown away before asking */

	/* Answer to DLE EOT n: 0xx1xx10. To GS r 1: 0xx0xxxx. */
	REALTIME_MASK = 0x93,
	REALTIME_IS = 0x12,
	SENSOR_MASK = 0x90,
	SENSOR_IS = 0x00,

	OFFLINE_COVER = 0x04,
	OFFLINE_PAPER = 0x20,
	OFFLINE_ERROR = 0x40,
	ROLL_END = 0x60,
};

static const unsigned char ask_offline[] = { 0x10, 0x04, 2 }, ask_roll[] = { 0x10, 0x04, 4 },
			   ask_sensor[] = { 0x1d, 'r', 1 };

static enum status
device_status(int error)
{
	switch (error) {
	case EIO:
	case ENOTCONN:
	case ESHUTDOWN:
		return ST_GONE;
	case ENOSPC: /* the kernel's usblp driver says so of paper */
		return ST_PAPER_OUT;
	default:
		return status_from_errno(error);
	}
}

static int64_t
sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/** ST_OK: ready for `events`. */
static enum status
wait_for(const struct printer_line *line, short events, int64_t deadline_ms)
{
	struct pollfd pfd = { line->fd, events, 0 };

	for (;;) {
		int64_t left = deadline_ms - loop_now_ms();
		int n = poll(&pfd, 1, left > 0 ? (int)sooner(left, 60000) : 0);

		if (n < 0 && errno != EINTR)
			return status_from_errno(errno);
		if (n > 0 && (pfd.revents & (POLLERR | POLLHUP | POLLNVAL)))
			return ST_GONE;
		if (n > 0)
			return ST_OK;
		if (left <= 0)
			return ST_TIMEOUT;
	}
}

enum status
printer_line_send(struct printer_line *line, const void *bytes, size_t n, int64_t deadline_ms,
	size_t *ret_sent)
{
	const unsigned char *p = bytes;
	enum status st = ST_OK;
	size_t sent = 0;

	while (st == ST_OK && sent < n) {
		ssize_t took;

		st = wait_for(line, POLLOUT, deadline_ms);
		if (st != ST_OK)
			break;
		took = write(line->fd, p + sent, n - sent);
		if (took > 0)
			sent += (size_t)took;
		else if (took < 0 && errno != EAGAIN && errno != EINTR)
			st = device_status(errno);
	}
	*ret_sent = sent;
	return st;
}

static void
forget_old_answers(const struct printer_line *line)
{
	unsigned char byte;

	for (int i = 0; i < STALE_MAX && read(line->fd, &byte, 1) == 1; i++)
		;
}

/** Waits for a byte of the wanted form; others are not for us. ST_AGAIN: none until the
 *  deadline. */
static enum status
hear(const struct printer_line *line, unsigned char mask, unsigned char is, int64_t deadline_ms,
	unsigned char *ret_byte)
{
	for (;;) {
		unsigned char byte;
		enum status st = wait_for(line, POLLIN, deadline_ms);
		ssize_t n;

		if (st != ST_OK)
			return st == ST_TIMEOUT ? ST_AGAIN : st;
		n = read(line->fd, &byte, 1);
		if (n == 0) /* nothing will ever come: a plain file, /dev/null */
			return ST_AGAIN;
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return device_status(errno);
		if (n == 1 && (byte & mask) == is) {
			*ret_byte = byte;
			return ST_OK;
		}
	}
}

/** Sends a three-byte question. ST_AGAIN: no answer; ST_TIMEOUT: it could not even be asked. */
static enum status
ask(struct printer_line *line, const unsigned char question[3], unsigned char mask,
	unsigned char is, int64_t deadline_ms, unsigned char *ret_byte)
{
	enum status st;
	size_t sent;

	st = printer_line_send(line, question, 3, deadline_ms, &sent);
	if (st == ST_OK)
		st = hear(line, mask, is, deadline_ms, ret_byte);
	return st;
}

static enum status
ask_realtime(struct printer_line *line, const unsigned char question[3], int64_t deadline_ms,
	unsigned char *ret_byte)
{
	return ask(line, question, REALTIME_MASK, REALTIME_IS,
		sooner(deadline_ms, loop_now_ms() + ANSWER_MS), ret_byte);
}

static enum status
judge(unsigned char offline, unsigned char roll)
{
	if (offline & OFFLINE_COVER)
		return ST_COVER_OPEN;
	if ((offline & OFFLINE_PAPER) || (roll & ROLL_END) == ROLL_END)
		return ST_PAPER_OUT;
	return offline & OFFLINE_ERROR ? ST_IO : ST_OK;
}

enum status
printer_line_state(struct printer_line *line, int64_t deadline_ms)
{
	unsigned char offline = REALTIME_IS, roll = REALTIME_IS;
	enum status st;

	if (!line->talks)
		return ST_OK;
	forget_old_answers(line);
	st = ask_realtime(line, ask_offline, deadline_ms, &offline);
	if (st == ST_OK) {
		line->answers = true;
		st = ask_realtime(line, ask_roll, deadline_ms, &roll);
	}
	if (st == ST_AGAIN) /* silence is a fault only of one that has answered */
		st = line->answers ? ST_TIMEOUT : ST_OK;
	return st == ST_OK ? judge(offline, roll) : st;
}

/** Waits until the kernel has nothing left to hand over. */
static enum status
drain(const struct printer_line *line, int64_t deadline_ms)
{
	enum status st = wait_for(line, POLLOUT, deadline_ms);
	int left = 0;

	while (st == ST_OK && ioctl(line->fd, TIOCOUTQ, &left) == 0 && left > 0) {
		if (loop_now_ms() >= deadline_ms)
			return ST_TIMEOUT;
		if (poll(NULL, 0, DRAIN_LOOK_MS) < 0 && errno != EINTR)
			return status_from_errno(errno);
		st = wait_for(line, POLLOUT, deadline_ms);
	}
	return st;
}

/* GS r is answered in its turn, after everything before it; a printer out of paper does not
 * get there, but still answers DLE EOT. While asking for the state an answer to GS r may be
 * overheard, so it is asked anew. */
enum status
printer_line_finish(struct printer_line *line, int64_t deadline_ms)
{
	const int64_t now = loop_now_ms(),
		      patience = sooner(now + FINISHED_MS, now + (deadline_ms - now) / 2);
	enum status st = drain(line, deadline_ms);
	unsigned char sensor = 0;

	if (st != ST_OK || !line->answers || line->mute_on_sensor)
		return st;
	for (;;) {
		st = ask(line, ask_sensor, SENSOR_MASK, SENSOR_IS,
			sooner(deadline_ms, loop_now_ms() + ANSWER_MS), &sensor);
		if (st != ST_AGAIN)
			return st;
		st = printer_line_state(line, deadline_ms);
		if (st != ST_OK)
			return st;
		if (loop_now_ms() >= deadline_ms)
			return ST_TIMEOUT;
		if (loop_now_ms() >= patience) {
			line->mute_on_sensor = true;
			return ST_OK;
		}
	}
}
