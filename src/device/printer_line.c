/* SPDX-License-Identifier: Apache-2.0 */
/* The talk with an ESC/POS printer. */
#include "device/printer_line.h"

#include "base/array.h"
#include "base/loop.h"

#include <errno.h>
#include <linux/lp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ANSWER_MS = 500,    /* a printer that answers does so within a few */
	FINISHED_MS = 8000, /* the longest receipt on a slow printer */
	HANG_UP_MS = 3000,  /* what a mute one on the network takes to read all and close */
	DRAIN_LOOK_MS = 2,
	STALE_MAX = 256, /* bytes of earlier answers thrown away before asking */

	/* Answer to DLE EOT n: 0xx1xx10. To GS r 1: 0xx0xxxx. Status unasked: 0xx1xx00, then
	 * three of 0xx0xxxx. */
	REALTIME_MASK = 0x93,
	REALTIME_IS = 0x12,
	UNASKED_IS = 0x10,
	SENSOR_MASK = 0x90,
	SENSOR_IS = 0x00,
	SENSOR_LOW = 0x0f, /* near its end, or just there */
	UNASKED_REST = 3,
};

static const unsigned char ask_sensor[] = { 0x1d, 'r', 1 };

/* The questions in the order they are asked, and what their bits mean, worst first. */
enum question { ASK_WHY, ASK_ROLL, ASK_ONLINE, ASK_FAULT, QUESTIONS };

static const unsigned char questions[QUESTIONS][3] = {
	[ASK_WHY] = { 0x10, 0x04, 2 },
	[ASK_ROLL] = { 0x10, 0x04, 4 },
	[ASK_ONLINE] = { 0x10, 0x04, 1 },
	[ASK_FAULT] = { 0x10, 0x04, 3 },
};

static const struct {
	enum question question;
	unsigned char bits; /* all of them set */
	enum status status;
} meanings[] = {
	{ ASK_WHY,    0x04, ST_COVER_OPEN },
	{ ASK_WHY,    0x20, ST_PAPER_OUT  },
	{ ASK_ROLL,   0x60, ST_PAPER_OUT  },
	{ ASK_WHY,    0x40, ST_FAULT      },
	{ ASK_FAULT,  0x08, ST_FAULT      }, /* the cutter */
	{ ASK_FAULT,  0x20, ST_FAULT      }, /* cannot be mended here */
	{ ASK_FAULT,  0x40, ST_FAULT      }, /* too hot: comes back by itself */
	{ ASK_ONLINE, 0x08, ST_OFFLINE    },
	{ ASK_ROLL,   0x0c, ST_PAPER_LOW  },
};

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

/** Whether the byte belongs to a status the printer sends by itself. */
static bool
is_unasked(struct printer_line *line, unsigned char byte)
{
	if ((byte & REALTIME_MASK) == UNASKED_IS) {
		line->unasked = UNASKED_REST;
		return true;
	}
	if ((byte & SENSOR_MASK) != SENSOR_IS || line->unasked == 0)
		return false;
	line->unasked--;
	return true;
}

static void
forget_old_answers(struct printer_line *line)
{
	unsigned char byte;

	for (int i = 0; i < STALE_MAX && read(line->fd, &byte, 1) == 1; i++)
		(void)is_unasked(line, byte);
}

/** Waits for a byte of the wanted form; others are not for us. ST_AGAIN: none until the
 *  deadline. */
static enum status
hear(struct printer_line *line, unsigned char mask, unsigned char is, int64_t deadline_ms,
	unsigned char *ret_byte)
{
	for (;;) {
		unsigned char byte;
		enum status st = wait_for(line, POLLIN, deadline_ms);
		ssize_t n;

		if (st == ST_OK && loop_now_ms() > deadline_ms) /* rubbish without an end */
			st = ST_TIMEOUT;
		if (st != ST_OK)
			return st == ST_TIMEOUT ? ST_AGAIN : st;
		n = read(line->fd, &byte, 1);
		if (n == 0) /* nothing will ever come: a plain file, /dev/null */
			return ST_AGAIN;
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return device_status(errno);
		if (n == 1 && !is_unasked(line, byte) && (byte & mask) == is) {
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
judge(const unsigned char answer[QUESTIONS])
{
	for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
		if ((answer[meanings[i].question] & meanings[i].bits) == meanings[i].bits)
			return meanings[i].status;
	return ST_OK;
}

/* What the kernel's printer drivers know of the cable: a few printers tell their paper there and nowhere else. */
static enum status
cable_state(const struct printer_line *line)
{
	int lines = 0;

	if (!line->socket && ioctl(line->fd, LPGETSTATUS, &lines) == 0 && (lines & LP_POUTPA))
		return ST_PAPER_OUT;
	return ST_OK;
}

/* Silence is a fault only of one that has answered. */
static enum status
silence(const struct printer_line *line)
{
	return line->answers ? ST_TIMEOUT : cable_state(line);
}

enum status
printer_line_state(struct printer_line *line, int64_t deadline_ms)
{
	unsigned char answer[QUESTIONS] = { 0 };
	enum status st = ST_OK;

	if (!line->talks)
		return ST_OK;
	forget_old_answers(line);
	for (size_t i = 0; i < QUESTIONS; i++) {
		st = ask_realtime(line, questions[i], deadline_ms, &answer[i]);
		if (st == ST_AGAIN && i > ASK_ROLL) /* some know the first two only */
			break;
		if (st != ST_OK)
			return st == ST_AGAIN ? silence(line) : st;
		line->answers = true;
	}
	st = judge(answer);
	line->habits.low = st == ST_PAPER_LOW || (st != ST_OK && line->habits.low);
	return st;
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

/* Who takes every byte of a job hangs up after us; one that closes earlier resets the connection. */
static enum status
await_hang_up(struct printer_line *line, int64_t deadline_ms)
{
	struct pollfd pfd = { line->fd, POLLIN, 0 };
	const int64_t until = sooner(deadline_ms, loop_now_ms() + HANG_UP_MS);
	socklen_t size = sizeof(int);
	unsigned char bytes[64];
	int error = 0;
	ssize_t n = 1;

	if (shutdown(line->fd, SHUT_WR) != 0)
		return device_status(errno);
	while (n != 0) {
		int64_t left = until - loop_now_ms();

		if (left <= 0 || poll(&pfd, 1, (int)left) == 0) {
			line->habits.keeps_open = true;
			return ST_OK;
		}
		n = read(line->fd, bytes, sizeof(bytes));
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return device_status(errno);
	}
	if (getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
		return device_status(errno);
	return error == 0 ? ST_OK : ST_GONE;
}

static enum status
finish_mute(struct printer_line *line, int64_t deadline_ms)
{
	if (line->socket && !line->habits.keeps_open)
		return await_hang_up(line, deadline_ms);
	return line->socket ? wait_for(line, POLLOUT, deadline_ms) : cable_state(line);
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

	if (st == ST_OK && !line->answers)
		return finish_mute(line, deadline_ms);
	if (st != ST_OK || line->habits.mute_on_sensor)
		return st;
	for (;;) {
		st = ask(line, ask_sensor, SENSOR_MASK, SENSOR_IS,
			sooner(deadline_ms, loop_now_ms() + ANSWER_MS), &sensor);
		if (st == ST_OK && (sensor & SENSOR_LOW))
			line->habits.low = true;
		if (st != ST_AGAIN)
			return st;
		st = printer_line_state(line, deadline_ms);
		if (st != ST_OK && st != ST_PAPER_LOW)
			return st;
		if (loop_now_ms() >= deadline_ms)
			return ST_TIMEOUT;
		if (loop_now_ms() >= patience) {
			line->habits.mute_on_sensor = true;
			return ST_OK;
		}
	}
}
