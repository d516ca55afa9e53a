/* SPDX-License-Identifier: Apache-2.0 */
/* The real printers: what a target names, and how each kind is opened. */
#include "device/printer.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/printer_file.h"
#include "device/printer_line.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { HOST_ROOM = 64, PORT_ROOM = 8 };

struct kind;

struct printer {
	const struct kind *kind;
	char path[PATH_MAX];             /* escpos:, file: */
	struct sockaddr_storage address; /* escpos-tcp: */
	socklen_t address_n;
	bool mute_on_sensor; /* learned while printing, see struct printer_line */
};

/* A row a kind of target. One that is talked to has `open`, the others their own print and
 * state. */
struct kind {
	const char *prefix;
	enum status (*parse)(
		struct printer *printer, const char *rest, char ret_why[PRINTER_WHY]);
	enum status (*open)(
		struct printer *printer, int64_t deadline_ms, struct printer_line *ret_line);
	enum status (*print)(const char *path, const void *bytes, size_t n);
	enum status (*state)(const char *path);
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

/** Bytes must arrive as they are sent; a serial line may be set to make two of a line feed. */
static enum status
make_raw(int fd)
{
	struct termios termios;

	if (tcgetattr(fd, &termios) != 0)
		return errno == ENOTTY ? ST_OK : status_from_errno(errno);
	cfmakeraw(&termios);
	return tcsetattr(fd, TCSANOW, &termios) == 0 ? ST_OK : status_from_errno(errno);
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
	st = make_raw(fd);
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
	enum status st;

	if (fd < 0)
		return status_from_errno(errno);
	if (connect(fd, (const struct sockaddr *)&printer->address, printer->address_n) == 0)
		st = ST_OK;
	else
		st = errno == EINPROGRESS ? wait_connected(fd, deadline_ms) : ST_GONE;
	if (st != ST_OK) {
		close(fd);
		return st;
	}
	*ret_line = (struct printer_line){ .fd = fd, .talks = true };
	return ST_OK;
}

/* --- kinds -------------------------------------------------------------------------------- */

static enum status
parse_nothing(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	(void)printer;
	return rest[0] == '\0' ? ST_OK : why(ret_why, ST_CONFIG, "nothing may follow \"none\"");
}

static enum status
parse_cups(struct printer *printer, const char *rest, char ret_why[PRINTER_WHY])
{
	(void)printer;
	(void)rest;
	return why(ret_why, ST_UNSUPPORTED,
		"this program cannot print through CUPS yet; use escpos:/dev/usb/lp0, "
		"escpos-tcp:ADDRESS:9100, file:DIR or none");
}

static const struct kind kinds[] = {
	{"escpos-tcp:", parse_address, open_tcp,    NULL,               NULL              },
	{ "escpos:",    parse_path,    open_device, NULL,               NULL              },
	{ "file:",      parse_path,    NULL,        printer_file_print, printer_file_state},
	{ "cups:",      parse_cups,    NULL,        NULL,               NULL              },
	{ "none",       parse_nothing, NULL,        NULL,               NULL              },
};

enum status
printer_new(const char *target, struct printer **ret_printer, char ret_why[PRINTER_WHY])
{
	struct printer *printer;
	enum status st;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		size_t n = strlen(kinds[i].prefix);

		if (strncmp(target, kinds[i].prefix, n) != 0)
			continue;
		printer = calloc(1, sizeof(*printer));
		if (printer == NULL)
			return why(ret_why, ST_NO_MEMORY, status_words(ST_NO_MEMORY));
		printer->kind = &kinds[i];
		st = kinds[i].parse(printer, target + n, ret_why);
		if (st == ST_OK)
			*ret_printer = printer;
		else
			printer_free(printer);
		return st;
	}
	return why(ret_why, ST_CONFIG,
		"expected escpos:/dev/…, escpos-tcp:ADDRESS:PORT, file:DIR or none");
}

void
printer_free(struct printer *printer)
{
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
	line.mute_on_sensor = printer->mute_on_sensor;
	st = printer_line_state(&line, deadline_ms);
	if (st == ST_OK && n > 0)
		st = printer_line_send(&line, bytes, n, deadline_ms, ret_sent);
	if (st == ST_OK && n > 0)
		st = printer_line_finish(&line, deadline_ms);
	printer->mute_on_sensor = line.mute_on_sensor;
	if (st != ST_OK) /* closing a serial line would wait for what is still queued */
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

static enum status
print(void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct printer *printer = ctx;
	enum status st = ST_NOT_FOUND;

	*ret_sent = 0;
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

	if (printer->kind->open != NULL)
		return talk_without_sigpipe(printer, NULL, 0, budget_ms, &sent);
	return printer->kind->state == NULL ? ST_NOT_FOUND
					    : printer->kind->state(printer->path);
}

struct printer_port
printer_port(struct printer *printer)
{
	return (struct printer_port){ .print = print,
		.state = state,
		.present = printer->kind->open != NULL || printer->kind->print != NULL,
		.ctx = printer };
}
