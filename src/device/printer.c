/* SPDX-License-Identifier: Apache-2.0 */
/* The real printers: what a target names, and how each kind is opened. */
#include "device/printer.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/module.h"
#include "device/printer_file.h"
#include "device/printer_line.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { HOST_ROOM = 64, PORT_ROOM = 8, QUEUE_ROOM = 128 };

struct kind;

struct printer {
	const struct kind *kind;
	char path[PATH_MAX];             /* escpos:, file: */
	struct sockaddr_storage address; /* escpos-tcp: */
	socklen_t address_n;
	struct printer_options options;  /* of the line, where it is a serial one */
	struct printer_habits habits;
	atomic_bool low;         /* habits.low, for other threads */
	struct printer_port far; /* cups: */
};

/* A row a kind of target. One that is talked to has `open`, one behind a module has `far`, the
 * others their own print and state. */
struct kind {
	const char *prefix;
	enum status (*parse)(
		struct printer *printer, const char *rest, char ret_why[PRINTER_WHY]);
	enum status (*open)(
		struct printer *printer, int64_t deadline_ms, struct printer_line *ret_line);
	enum status (*print)(const char *path, const void *bytes, size_t n);
	enum status (*state)(const char *path);
	bool far;
};

static enum status
why(char ret_why[PRINTER_WHY], enum status st, const char *words)
{
	str_clip(ret_why, PRINTER_WHY, words);
	return st;
}

/* --- device files ------------------------------------------------------------------------- */

static enum status
parse_path(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	if (rest[0] != '/')
		return why(ret_why, ST_CONFIG, "the path after the colon must start with /");
	if (str_copy(printer->path, sizeof(printer->path), rest) != ST_OK)
		return why(ret_why, ST_CONFIG, "the path is too long");
	return ST_OK;
}

static const struct {
	int baud;
	speed_t speed;
} speeds[] = {
	{ 2400,   B2400   },
	{ 4800,   B4800   },
	{ 9600,   B9600   },
	{ 19200,  B19200  },
	{ 38400,  B38400  },
	{ 57600,  B57600  },
	{ 115200, B115200 },
};

/** Bytes must arrive as they are sent; a serial line may be set to make two of a line feed. Hanging up would reset
 *  many a printer. */
static enum status
set_line(int fd, const struct printer_options *options)
{
	struct termios termios;
	speed_t speed = B9600;

	if (tcgetattr(fd, &termios) != 0)
		return errno == ENOTTY ? ST_OK : status_from_errno(errno);
	for (size_t i = 0; i < ARRAY_LEN(speeds); i++)
		if (speeds[i].baud == options->baud)
			speed = speeds[i].speed;
	cfmakeraw(&termios);
	termios.c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
	termios.c_cflag &= ~(tcflag_t)(CRTSCTS | HUPCL | CSTOPB);
	termios.c_cflag |= CLOCAL | CREAD;
	if (options->flow == PRINTER_FLOW_HARDWARE)
		termios.c_cflag |= CRTSCTS;
	if (options->flow == PRINTER_FLOW_SOFTWARE)
		termios.c_iflag |= IXON | IXOFF;
	if (cfsetspeed(&termios, speed) != 0 || tcsetattr(fd, TCSANOW, &termios) != 0)
		return status_from_errno(errno);
	return ST_OK;
}

static enum status
open_status(int error)
{
	return error == ENOENT ? ST_GONE : status_from_errno(error);
}

/* Only a character device is opened for reading: a FIFO would give us back our own bytes. */
static enum status
open_device(struct printer *printer, int64_t deadline_ms, struct printer_line *ret_line)
{
	struct stat stat_;
	enum status st;
	bool talks;
	int fd;

	(void)deadline_ms; /* O_NONBLOCK: opening does not wait */
	if (stat(printer->path, &stat_) != 0)
		return open_status(errno);
	talks = S_ISCHR(stat_.st_mode);
	fd = open(printer->path,
		(talks ? O_RDWR : O_WRONLY | O_APPEND) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return open_status(errno);
	st = set_line(fd, &printer->options);
	if (st != ST_OK) {
		close(fd);
		return st;
	}
	*ret_line = (struct printer_line){ .fd = fd, .talks = talks };
	return ST_OK;
}

/* --- network ------------------------------------------------------------------------------ */

/** "ADDRESS:PORT" or "[ADDRESS]:PORT". */
static enum status
split_address(const char *rest, char host[HOST_ROOM], char port[PORT_ROOM])
{
	const char *colon = strrchr(rest, ':');
	size_t n = colon == NULL ? 0 : (size_t)(colon - rest);

	if (n >= 2 && rest[0] == '[' && rest[n - 1] == ']') {
		rest++;
		n -= 2;
	}
	if (n == 0 || n >= HOST_ROOM || !str_is_digits(colon + 1))
		return ST_CONFIG;
	memcpy(host, rest, n);
	host[n] = '\0';
	return str_copy(port, PORT_ROOM, colon + 1);
}

static enum status
parse_address(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM };
	char host[HOST_ROOM], port[PORT_ROOM];
	struct addrinfo *found = NULL;
	long long number;

	if (split_address(rest, host, port) != ST_OK ||
		str_to_int64(port, 1, 65535, &number) != ST_OK)
		return why(ret_why, ST_CONFIG,
			"expected ADDRESS:PORT, as in escpos-tcp:192.0.2.7:9100");
	if (getaddrinfo(host, port, &hints, &found) != 0)
		return why(ret_why, ST_CONFIG,
			"the printer's address must be in digits: looking up a name can take "
			"longer than any time budget");
	memcpy(&printer->address, found->ai_addr, found->ai_addrlen);
	printer->address_n = found->ai_addrlen;
	freeaddrinfo(found);
	return ST_OK;
}

static enum status
wait_connected(int fd, int64_t deadline_ms)
{
	struct pollfd pfd = { fd, POLLOUT, 0 };
	int error = 0, n;
	socklen_t size = sizeof(error);

	do {
		int64_t left = deadline_ms - loop_now_ms();

		n = poll(&pfd, 1, left < 0 ? 0 : left > 60000 ? 60000 : (int)left);
		if (n < 0 && errno != EINTR)
			return status_from_errno(errno);
	} while (n <= 0 && loop_now_ms() < deadline_ms);
	if (n <= 0)
		return ST_TIMEOUT;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
		return status_from_errno(errno);
	return error == 0 ? ST_OK : ST_GONE;
}

static enum status
open_tcp(struct printer *printer, int64_t deadline_ms, struct printer_line *ret_line)
{
	int fd = socket(
		printer->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	const int at_once = 1;
	enum status st;

	if (fd < 0)
		return status_from_errno(errno);
	/* Questions are three bytes; each would wait for the other side's delayed acknowledgement. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
	if (connect(fd, (const struct sockaddr *)&printer->address, printer->address_n) == 0)
		st = ST_OK;
	else
		st = errno == EINPROGRESS ? wait_connected(fd, deadline_ms) : ST_GONE;
	if (st != ST_OK) {
		close(fd);
		return st;
	}
	*ret_line = (struct printer_line){ .fd = fd, .talks = true, .socket = true };
	return ST_OK;
}

/* --- kinds -------------------------------------------------------------------------------- */

static enum status
parse_nothing(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	(void)printer;
	return rest[0] == '\0' ? ST_OK : why(ret_why, ST_CONFIG, "nothing may follow \"none\"");
}

/* CUPS takes no others. */
static bool
is_queue(const char *name)
{
	return name[0] != '\0' && strlen(name) < QUEUE_ROOM && strpbrk(name, "/#?\\'\" ") == NULL;
}

static enum status
parse_queue(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	if (!is_queue(rest))
		return why(ret_why, ST_CONFIG,
			"expected cups:QUEUE, as lpstat -e names it: no blanks, slashes or quotes");
	if (!module_has_cups())
		return why(ret_why, ST_UNSUPPORTED,
			"printing through CUPS needs the module cups.so, which was not built: "
			"install libcups2-dev, build and install again");
	return str_copy(printer->path, sizeof(printer->path), rest);
}

/* Loaded when it is first needed: libcups brings twenty libraries. */
static enum status
reach_queue(struct printer *printer)
{
	const struct cups_options options = { .queue = printer->path,
		.format = printer->options.pages ? CUPS_PDF : CUPS_RAW };

	return printer->far.print ? ST_OK : module_open_cups(&options, &printer->far);
}

static const struct kind kinds[] = {
	{ .prefix = "escpos-tcp:", .parse = parse_address, .open = open_tcp },
	{ .prefix = "escpos:", .parse = parse_path, .open = open_device },
	{ .prefix = "file:",
		.parse = parse_path,
		.print = printer_file_print,
		.state = printer_file_state },
	{ .prefix = "cups:", .parse = parse_queue, .far = true },
	{ .prefix = "none", .parse = parse_nothing },
};

/* Whole pages. */
static const struct kind page_kinds[] = {
	{ .prefix = "file:",
		.parse = parse_path,
		.print = printer_file_print_page,
		.state = printer_file_state },
	{ .prefix = "cups:", .parse = parse_queue, .far = true },
	{ .prefix = "none", .parse = parse_nothing },
};

static const struct kind *
find_kind(const char *target, bool pages)
{
	const struct kind *rows = pages ? page_kinds : kinds;
	size_t n = pages ? ARRAY_LEN(page_kinds) : ARRAY_LEN(kinds);

	for (size_t i = 0; i < n; i++)
		if (strncmp(target, rows[i].prefix, strlen(rows[i].prefix)) == 0)
			return &rows[i];
	return NULL;
}

enum status
printer_new(const char *target, const struct printer_options *options,
	struct printer **ret_printer, char ret_why[PRINTER_WHY])
{
	const struct kind *kind = find_kind(target, options->pages);
	struct printer *printer;
	enum status st;

	if (kind == NULL)
		return why(ret_why, ST_CONFIG,
			options->pages ? "expected cups:QUEUE, file:DIR or none"
				       : "expected escpos:/dev/…, escpos-tcp:ADDRESS:PORT, "
					 "cups:QUEUE, file:DIR or none");
	printer = calloc(1, sizeof(*printer));
	if (printer == NULL)
		return why(ret_why, ST_NO_MEMORY, status_words(ST_NO_MEMORY));
	printer->kind = kind;
	printer->options = *options;
	st = kind->parse(printer, target + strlen(kind->prefix), ret_why);
	if (st == ST_OK)
		*ret_printer = printer;
	else
		printer_free(printer);
	return st;
}

void
printer_free(struct printer *printer)
{
	if (printer && printer->far.free)
		printer->far.free(printer->far.ctx);
	free(printer);
}

/* --- the port ----------------------------------------------------------------------------- */

static enum status
talk(struct printer *printer, const void *bytes, size_t n, int64_t deadline_ms,
	size_t *ret_sent)
{
	struct printer_line line;
	enum status st = printer->kind->open(printer, deadline_ms, &line);

	if (st != ST_OK)
		return st;
	line.habits = printer->habits;
	st = printer_line_state(&line, deadline_ms);
	if ((st == ST_OK || st == ST_PAPER_LOW) && n > 0)
		st = printer_line_send(&line, bytes, n, deadline_ms, ret_sent);
	if (st == ST_OK && n > 0)
		st = printer_line_finish(&line, deadline_ms);
	printer->habits = line.habits;
	atomic_store(&printer->low, line.habits.low);
	if (st != ST_OK && st != ST_PAPER_LOW) /* closing a serial line would wait for what is still queued */
		(void)tcflush(line.fd, TCIOFLUSH);
	close(line.fd);
	return st;
}

/** As talk, but whoever hangs up costs a status, not the process. */
static enum status
talk_without_sigpipe(
	struct printer *printer, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	const struct timespec now = { 0, 0 };
	sigset_t broken_pipe, before, pending;
	enum status st;

	if (sigemptyset(&broken_pipe) != 0 || sigaddset(&broken_pipe, SIGPIPE) != 0 ||
		sigpending(&pending) != 0 ||
		pthread_sigmask(SIG_BLOCK, &broken_pipe, &before) != 0)
		return ST_IO;
	st = talk(printer, bytes, n, loop_now_ms() + budget_ms, ret_sent);
	while (!sigismember(&pending, SIGPIPE) && sigtimedwait(&broken_pipe, NULL, &now) < 0 &&
		errno == EINTR)
		;
	if (pthread_sigmask(SIG_SETMASK, &before, NULL) != 0)
		return ST_IO;
	return st;
}

static void
note_low(struct printer *printer)
{
	if (printer->far.low)
		atomic_store(&printer->low, printer->far.low(printer->far.ctx));
}

static enum status
print(void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct printer *printer = ctx;
	enum status st = ST_NOT_FOUND;

	*ret_sent = 0;
	if (printer->kind->far) {
		st = reach_queue(printer);
		if (st == ST_OK)
			st = printer->far.print(printer->far.ctx, bytes, n, budget_ms, ret_sent);
		note_low(printer);
		return st;
	}
	if (printer->kind->open != NULL)
		return talk_without_sigpipe(printer, bytes, n, budget_ms, ret_sent);
	if (printer->kind->print != NULL)
		st = printer->kind->print(printer->path, bytes, n);
	if (st == ST_OK)
		*ret_sent = n;
	return st;
}

static enum status
state(void *ctx, int budget_ms)
{
	struct printer *printer = ctx;
	size_t sent = 0;
	enum status st;

	if (printer->kind->far) {
		st = reach_queue(printer);
		if (st == ST_OK)
			st = printer->far.state(printer->far.ctx, budget_ms);
		note_low(printer);
		return st;
	}
	if (printer->kind->open != NULL)
		return talk_without_sigpipe(printer, NULL, 0, budget_ms, &sent);
	return printer->kind->state == NULL ? ST_NOT_FOUND
					    : printer->kind->state(printer->path);
}

static bool
low(void *ctx)
{
	struct printer *printer = ctx;

	return atomic_load(&printer->low);
}

struct printer_port
printer_port(struct printer *printer)
{
	return (struct printer_port){ .print = print,
		.state = state,
		.low = low,
		.present = strcmp(printer->kind->prefix, "none") != 0,
		.ctx = printer };
}
