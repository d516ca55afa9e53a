/* SPDX-License-Identifier: Apache-2.0 */
/* A change made by this command, or by the kiosk that has the state. */
#include "cli/cli.h"

#include "base/array.h"
#include "base/str.h"
#include "work/change.h"
#include "work/control.h"
#include "work/door.h"
#include "work/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

enum {
	TURN_MS = 200,
	STARTS_MS = 2000, /* a kiosk that has the lock and not yet its socket */
	AGAIN_MS = 50,
	ON_TOP_MS = 5000, /* of the change's own time: the way there and back */
};

/* --- asking ------------------------------------------------------------------------------------------------------------ */

static enum status
come_in(int dir, int64_t end_ms, int *ret_fd)
{
	int64_t starts_ms = loop_now_ms() + STARTS_MS, now_ms;
	enum status st;

	while ((st = door_knock(dir, CONTROL_NAME, ret_fd)) == ST_AGAIN || st == ST_UNREACHABLE) {
		now_ms = loop_now_ms();
		if (now_ms >= end_ms || (st == ST_UNREACHABLE && now_ms >= starts_ms))
			return ST_UNREACHABLE;
		(void)poll(NULL, 0, AGAIN_MS);
	}
	return st;
}

static enum status
send_request(int fd, const json_t *request)
{
	struct buf bytes;
	enum status st;

	buf_init(&bytes, CONTROL_BYTES_MAX);
	st = json_write(request, &bytes);
	if (st == ST_OK && send(fd, bytes.data, bytes.len, MSG_NOSIGNAL) != (ssize_t)bytes.len)
		st = ST_GONE;
	buf_free(&bytes);
	return st;
}

static enum status
wait_for(int fd, int64_t end_ms)
{
	struct pollfd answer = { .fd = fd, .events = POLLIN };
	int64_t left_ms;
	int n;

	do {
		left_ms = end_ms - loop_now_ms();
		n = left_ms > 0 ? poll(&answer, 1, (int)left_ms) : 0;
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return status_from_errno(errno);
	return n == 0 ? ST_TIMEOUT : ST_OK;
}

static enum status
read_answer(int fd)
{
	char bytes[CONTROL_BYTES_MAX], name[32];
	ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_TRUNC);
	enum status st, answer = ST_INVALID;
	json_t *object = NULL;

	if (n <= 0)
		return ST_GONE;
	st = (size_t)n > sizeof(bytes) ? ST_INVALID : json_read(bytes, (size_t)n, &object);
	if (st == ST_OK)
		st = json_need_string(object, "status", name, sizeof(name));
	if (st == ST_OK && !status_from_name(name, &answer))
		st = ST_UNSUPPORTED;
	json_decref(object);
	return st == ST_OK ? answer : ST_UNSUPPORTED;
}

enum status
cli_ask(const char *dir, const json_t *request, int budget_ms)
{
	int64_t end_ms = loop_now_ms() + budget_ms;
	int at = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC), fd = -1;
	enum status st = at < 0 ? status_from_errno(errno) : come_in(at, end_ms, &fd);

	if (st == ST_OK)
		st = send_request(fd, request);
	if (st == ST_OK || st == ST_GONE) /* it may have answered before it closed */
		st = wait_for(fd, end_ms);
	if (st == ST_OK)
		st = read_answer(fd);
	if (fd >= 0)
		(void)close(fd);
	if (at >= 0)
		(void)close(at);
	return st;
}

bool
cli_kiosk_listens(const char *dir)
{
	int at = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC), fd = -1;
	enum status st = at < 0 ? ST_NOT_FOUND : door_knock(at, CONTROL_NAME, &fd);

	if (fd >= 0)
		(void)close(fd);
	if (at >= 0)
		(void)close(at);
	return st == ST_OK || st == ST_AGAIN;
}

/* --- doing ------------------------------------------------------------------------------------------------------------- */

/* Turns as the kiosk would. At the end the store thread is at rest: the store may be used here. */
static enum status
go_on(struct desk *desk, const struct change_row *row)
{
	int64_t end_ms = loop_now_ms() + row->longest_ms;
	enum status st = ST_OK;

	row->begin(desk);
	if (row->is_done == NULL)
		return ST_OK;
	while (st == ST_OK && (!row->is_done(desk) || worker_pending(desk->store_worker) > 0)) {
		if (loop_now_ms() >= end_ms)
			return ST_TIMEOUT;
		outbox_tick(desk->outbox);
		st = loop_turn(desk->loop, TURN_MS);
	}
	return st;
}

static enum status
make(const struct cli *cli, const struct change *change)
{
	const struct change_row *row = change->row;
	enum status st = row->run ? row->run(change, cli->store) : ST_OK;

	return st == ST_OK && row->begin ? go_on(cli->desk, row) : st;
}

enum status
cli_change(const struct cli *cli, json_t *request)
{
	struct change change = { .row = NULL };
	enum status st = request ? change_read(request, cli->now_ms, &change) : ST_INVALID;

	if (st == ST_OK && cli->beside)
		st = cli_ask(
			cli->settings->state_dir, request, change.row->longest_ms + ON_TOP_MS);
	else if (st == ST_OK)
		st = make(cli, &change);
	json_decref(request);
	wipe(&change, sizeof(change));
	return st;
}

enum status
cli_note(const struct cli *cli, enum event event, enum status outcome, const char *detail)
{
	return cli_change(cli,
		json_pack("{s:s,s:s,s:s,s:s}", "change", "note", "event", event_code(event),
			"outcome", outcome == ST_OK ? "ok" : status_name(outcome), "detail",
			detail));
}

const char *
cli_change_remedy(enum status st)
{
	static const struct {
		enum status status;
		const char *remedy;
	} rows[] = {
		{ ST_GONE, "The kiosk ended before it answered: look whether it is done." },
		{ ST_TIMEOUT, "It may still be done: look, before you try again." },
		{ ST_UNREACHABLE, "The state is in use, and no kiosk answers: try again." },
		{ ST_UNSUPPORTED, "The running kiosk is of another version: start it again." },
		{ ST_DENIED, "The kiosk is another user's: do it as that user, or as root." },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == st)
			return rows[i].remedy;
	return "Nothing was changed.";
}

void
cli_read_pin(const char *whose, char ret_pin[CLI_PIN_LINE])
{
	struct termios before, quiet;
	bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;

	if (terminal) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		fprintf(stderr, "%s: ", whose);
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	if (fgets(ret_pin, CLI_PIN_LINE, stdin) == NULL)
		ret_pin[0] = '\0';
	ret_pin[strcspn(ret_pin, "\r\n")] = '\0';
	if (terminal) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
}
