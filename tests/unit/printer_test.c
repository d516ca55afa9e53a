/* SPDX-License-Identifier: Apache-2.0 */
/* Real printers on stand-ins: a pseudo terminal that talks like a printer, FIFOs, sockets,
 * directories. */
#include "base/array.h"
#include "base/str.h"
#include "device/printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { BUDGET_MS = 60000, SHORT_MS = 60, HEARD_MAX = 8192, LONG_JOB = 4 * 1024 * 1024 };

static const char job[] = "\x1b@line one\nline two\n\x1d\x56\x42";
enum { JOB = sizeof(job) }; /* with its NUL, so that zero bytes are carried, too */

/* --- a printer behind a descriptor -------------------------------------------------------- */

/* Reads what comes, answers DLE EOT and GS r as it is told to, until it is stopped or has
 * read enough. */
struct machine {
	int fd; /* owned by the test */
	int stop[2];
	bool answers, finishes;      /* DLE EOT; GS r */
	unsigned char offline, roll; /* added to the answers */
	size_t paper;                /* job bytes until the paper is out; 0: no end */
	size_t hang_up;              /* job bytes until it closes; 0: never */
	size_t heard_n;
	char heard[HEARD_MAX]; /* without the questions */
	int sensor_asked;
	unsigned char window[3]; /* the bytes of a question so far */
	int window_n;
	pthread_t thread;
};

static bool
out_of_paper(const struct machine *machine)
{
	return machine->paper > 0 && machine->heard_n >= machine->paper;
}

static void
reply(const struct machine *machine, unsigned char byte)
{
	assert_int_equal(write(machine->fd, &byte, 1), 1);
}

static void
answer(struct machine *machine)
{
	const unsigned char *q = machine->window;

	if (q[0] == 0x1d) {
		machine->sensor_asked++;
		if (machine->finishes && !out_of_paper(machine))
			reply(machine, 0);
	} else if (machine->answers) {
		bool out = out_of_paper(machine);

		reply(machine,
			(unsigned char)(0x12 | (q[2] == 2 ? machine->offline | out << 5
							  : machine->roll | (out ? 0x60 : 0))));
	}
}

static void
hear_job(struct machine *machine, unsigned char byte)
{
	if (machine->heard_n < HEARD_MAX)
		machine->heard[machine->heard_n] = (char)byte;
	machine->heard_n++;
}

static void
hear(struct machine *machine, unsigned char byte)
{
	unsigned char *q = machine->window;

	q[machine->window_n++] = byte;
	if (machine->window_n == 1 && (byte == 0x10 || byte == 0x1d))
		return;
	if (machine->window_n == 2 &&
		((q[0] == 0x10 && byte == 4) || (q[0] == 0x1d && byte == 'r')))
		return;
	if (machine->window_n == 3)
		answer(machine);
	else
		for (int i = 0; i < machine->window_n; i++)
			hear_job(machine, q[i]);
	machine->window_n = 0;
}

static void *
machine_run(void *arg)
{
	struct machine *machine = arg;
	struct pollfd fds[] = {
		{machine->fd,       POLLIN, 0},
                { machine->stop[0], POLLIN, 0}
	};
	unsigned char byte;

	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents & POLLIN) {
			if (read(machine->fd, &byte, 1) != 1)
				return NULL;
			hear(machine, byte);
			if (machine->hang_up > 0 && machine->heard_n >= machine->hang_up) {
				close(machine->fd);
				return NULL;
			}
		} else if (fds[1].revents != 0 || (fds[0].revents & POLLHUP)) {
			return NULL;
		}
	}
	return NULL;
}

static void
machine_start(struct machine *machine)
{
	assert_int_equal(pipe2(machine->stop, O_CLOEXEC), 0);
	assert_int_equal(pthread_create(&machine->thread, NULL, machine_run, machine), 0);
}

static void
machine_stop(struct machine *machine)
{
	assert_int_equal(write(machine->stop[1], "", 1), 1);
	assert_int_equal(pthread_join(machine->thread, NULL), 0);
	close(machine->stop[0]);
	close(machine->stop[1]);
}

/* --- stand-ins ---------------------------------------------------------------------------- */

static struct printer *
open_printer(const char *prefix, const char *path)
{
	char target[256], why[PRINTER_WHY];
	struct printer *printer = NULL;

	assert_int_equal(str_format(target, sizeof(target), "%s%s", prefix, path), ST_OK);
	assert_int_equal(printer_new(target, &printer, why), ST_OK);
	return printer;
}

static enum status
print(struct printer *printer, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct printer_port port = printer_port(printer);

	assert_true(port.present);
	*ret_sent = 4711;
	return port.print(port.ctx, bytes, n, budget_ms, ret_sent);
}

/* The slave stays open as the device of a plugged-in printer would. */
struct pty {
	int slave;
	char path[128];
};

static void
pty_open(struct pty *pty, struct machine *machine)
{
	machine->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(machine->fd >= 0);
	assert_int_equal(grantpt(machine->fd), 0);
	assert_int_equal(unlockpt(machine->fd), 0);
	assert_int_equal(ptsname_r(machine->fd, pty->path, sizeof(pty->path)), 0);
	pty->slave = open(pty->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(pty->slave >= 0);
	machine_start(machine);
}

static void
pty_close(struct pty *pty, struct machine *machine)
{
	machine_stop(machine);
	close(pty->slave);
	close(machine->fd);
}

static enum status
print_on(struct machine *machine, int budget_ms, size_t *ret_sent)
{
	struct printer *printer;
	struct pty pty;
	enum status st;

	pty_open(&pty, machine);
	printer = open_printer("escpos:", pty.path);
	st = print(printer, job, JOB, budget_ms, ret_sent);
	pty_close(&pty, machine);
	printer_free(printer);
	return st;
}

static int
directory(void **state)
{
	static char path[32];

	assert_int_equal(str_copy(path, sizeof(path), "/tmp/printer.XXXXXX"), ST_OK);
	*state = mkdtemp(path);
	return *state == NULL;
}

static int
remove_directory(void **state)
{
	DIR *dir = opendir(*state);
	const struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
			assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
	closedir(dir);
	return rmdir(*state);
}

static void
path_in(const char *dir, const char *name, char path[128])
{
	assert_int_equal(str_format(path, 128, "%s/%s", dir, name), ST_OK);
}

static char *
long_job(void)
{
	char *bytes = malloc(LONG_JOB);

	assert_non_null(bytes);
	memset(bytes, 'x', LONG_JOB);
	return bytes;
}

/* --- targets ------------------------------------------------------------------------------ */

static void
printer_new__takes_the_targets_it_knows(void **state)
{
	static const struct {
		const char *target;
		enum status st;
	} cases[] = {
		{"none",			     ST_OK         },
		{ "escpos:/dev/usb/lp0",             ST_OK         },
		{ "file:/tmp/receipts",              ST_OK         },
		{ "escpos-tcp:192.0.2.7:9100",       ST_OK         },
		{ "escpos-tcp:[2001:db8::7]:9100",   ST_OK         },
		{ "cups:kasir",                      ST_UNSUPPORTED},
		{ "",				ST_CONFIG     },
		{ "nones",			   ST_CONFIG     },
		{ "lp0",			     ST_CONFIG     },
		{ "escpos:",                         ST_CONFIG     },
		{ "escpos:lp0",                      ST_CONFIG     },
		{ "file:receipts",                   ST_CONFIG     },
		{ "escpos-tcp:printer.example:9100", ST_CONFIG     },
		{ "escpos-tcp:192.0.2.7",            ST_CONFIG     },
		{ "escpos-tcp:192.0.2.7:",           ST_CONFIG     },
		{ "escpos-tcp:192.0.2.7:0",          ST_CONFIG     },
		{ "escpos-tcp:192.0.2.7:65536",      ST_CONFIG     },
		{ "escpos-tcp::9100",                ST_CONFIG     },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct printer *printer = NULL;
		char why[PRINTER_WHY] = "";

		assert_int_equal(printer_new(cases[i].target, &printer, why), cases[i].st);
		assert_int_equal(printer == NULL, cases[i].st != ST_OK);
		assert_int_equal(why[0] == '\0', cases[i].st == ST_OK);
		printer_free(printer);
	}
}

static void
printer_none__is_not_present_and_still_answers(void **state)
{
	struct printer *printer = open_printer("none", "");
	struct printer_port port = printer_port(printer);
	size_t sent = 4711;

	(void)state;
	assert_false(port.present);
	assert_int_equal(port.print(port.ctx, job, JOB, BUDGET_MS, &sent), ST_NOT_FOUND);
	assert_int_equal(sent, 0);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_NOT_FOUND);
	printer_free(printer);
}

/* --- devices ------------------------------------------------------------------------------ */

static void
printer_device__prints_the_whole_job_as_it_is(void **state)
{
	struct machine machine = { .answers = true, .finishes = true };
	size_t sent;

	(void)state;
	assert_int_equal(print_on(&machine, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(sent, JOB);
	assert_int_equal(machine.heard_n, JOB);
	assert_memory_equal(machine.heard, job, JOB);
	assert_int_equal(machine.sensor_asked, 1);
}

static void
printer_device__prints_on_one_that_never_answers(void **state)
{
	struct machine machine = { .answers = false };
	size_t sent;

	(void)state;
	assert_int_equal(print_on(&machine, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(sent, JOB);
}

static void
printer_device__says_what_is_wrong_before_it_prints(void **state)
{
	static const struct {
		unsigned char offline, roll;
		enum status st;
	} cases[] = {
		{0x04,  0x00, ST_COVER_OPEN},
                { 0x20, 0x00, ST_PAPER_OUT },
		{ 0x00, 0x60, ST_PAPER_OUT },
                { 0x24, 0x60, ST_COVER_OPEN},
		{ 0x40, 0x00, ST_IO        },
		{ 0x00, 0x0c, ST_OK        }, /* paper near its end still prints */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct machine machine = { .answers = true,
			.finishes = true,
			.offline = cases[i].offline,
			.roll = cases[i].roll };
		size_t sent;

		assert_int_equal(print_on(&machine, BUDGET_MS, &sent), cases[i].st);
		assert_int_equal(sent, cases[i].st == ST_OK ? JOB : 0);
		assert_int_equal(machine.heard_n, sent);
	}
}

static void
printer_device__tells_when_the_paper_ends_on_the_way(void **state)
{
	struct machine machine = { .answers = true, .finishes = true, .paper = 10 };
	size_t sent;

	(void)state;
	assert_int_equal(print_on(&machine, BUDGET_MS, &sent), ST_PAPER_OUT);
	assert_int_equal(sent, JOB);
}

static void
printer_device__believes_one_that_cannot_tell_when_it_has_finished(void **state)
{
	struct machine machine = { .answers = true };
	struct printer *printer;
	struct pty pty;
	size_t sent;
	int asked;

	(void)state;
	pty_open(&pty, &machine);
	printer = open_printer("escpos:", pty.path);
	assert_int_equal(print(printer, job, JOB, 2000, &sent), ST_OK);
	asked = machine.sensor_asked;
	assert_true(asked > 0);
	assert_int_equal(print(printer, job, JOB, 2000, &sent), ST_OK);
	assert_int_equal(machine.sensor_asked, asked);
	pty_close(&pty, &machine);
	assert_int_equal(machine.heard_n, 2 * JOB);
	printer_free(printer);
}

static void
printer_device__tells_its_state_without_printing(void **state)
{
	struct machine machine = { .answers = true, .offline = 0x20 };
	struct printer_port port;
	struct printer *printer;
	struct pty pty;

	(void)state;
	pty_open(&pty, &machine);
	printer = open_printer("escpos:", pty.path);
	port = printer_port(printer);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_PAPER_OUT);
	pty_close(&pty, &machine);
	assert_int_equal(machine.heard_n, 0);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_GONE);
	printer_free(printer);
}

static void
printer_device__knows_the_devices_of_every_linux(void **state)
{
	static const struct {
		const char *path;
		enum status st;
		size_t sent;
	} cases[] = {
		{"/dev/null",             ST_OK,        JOB},
		{ "/dev/full",            ST_PAPER_OUT, 0  },
		{ "/dev/no-such-printer", ST_GONE,      0  },
		{ "/dev",                 ST_IO,        0  },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct printer *printer = open_printer("escpos:", cases[i].path);
		size_t sent;

		assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), cases[i].st);
		assert_int_equal(sent, cases[i].sent);
		printer_free(printer);
	}
}

/* --- FIFO --------------------------------------------------------------------------------- */

static struct printer *
fifo_printer(const char *dir, char path[128])
{
	path_in(dir, "fifo", path);
	assert_int_equal(mkfifo(path, 0600), 0);
	return open_printer("escpos:", path);
}

static void
printer_fifo__is_gone_without_a_reader(void **state)
{
	char path[128];
	struct printer *printer = fifo_printer(*state, path);
	size_t sent;

	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_GONE);
	assert_int_equal(sent, 0);
	printer_free(printer);
}

static void
printer_fifo__gets_the_job_and_no_question(void **state)
{
	char path[128], heard[2 * JOB];
	struct printer *printer = fifo_printer(*state, path);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	size_t sent;

	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(read(fd, heard, sizeof(heard)), JOB);
	assert_memory_equal(heard, job, JOB);
	close(fd);
	printer_free(printer);
}

static void
printer_fifo__times_out_on_a_reader_that_sleeps(void **state)
{
	char path[128], *bytes = long_job();
	struct printer *printer = fifo_printer(*state, path);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	size_t sent;

	assert_int_equal(print(printer, bytes, LONG_JOB, SHORT_MS, &sent), ST_TIMEOUT);
	assert_in_range(sent, 4096, LONG_JOB - 1);
	close(fd);
	printer_free(printer);
	free(bytes);
}

static void
printer_fifo__is_gone_when_the_reader_leaves(void **state)
{
	char path[128], *bytes = long_job();
	struct printer *printer = fifo_printer(*state, path);
	struct machine machine = { .hang_up = 5000 };
	size_t sent;

	machine.fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	machine_start(&machine);
	assert_int_equal(print(printer, bytes, LONG_JOB, BUDGET_MS, &sent), ST_GONE);
	assert_in_range(sent, 5000, LONG_JOB - 1);
	machine_stop(&machine);
	printer_free(printer);
	free(bytes);
}

/* --- network ------------------------------------------------------------------------------ */

static int
listen_somewhere(char target[64])
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, n), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &n), 0);
	assert_int_equal(
		str_format(target, 64, "127.0.0.1:%d", ntohs(address.sin_port)), ST_OK);
	return fd;
}

struct accepting {
	int listener;
	struct machine machine;
	pthread_t thread;
};

static void *
accept_run(void *arg)
{
	struct accepting *accepting = arg;

	accepting->machine.fd = accept4(accepting->listener, NULL, NULL, SOCK_CLOEXEC);
	if (accepting->machine.fd >= 0)
		machine_run(&accepting->machine);
	return NULL;
}

static void
printer_tcp__prints_on_a_printer_that_talks(void **state)
{
	struct accepting accepting = {
		.machine = {.answers = true, .finishes = true}
	};
	struct printer *printer;
	char target[64];
	size_t sent;

	(void)state;
	accepting.listener = listen_somewhere(target);
	assert_int_equal(pipe2(accepting.machine.stop, O_CLOEXEC), 0);
	assert_int_equal(pthread_create(&accepting.thread, NULL, accept_run, &accepting), 0);
	printer = open_printer("escpos-tcp:", target);
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(sent, JOB);
	accepting.machine.thread = accepting.thread;
	machine_stop(&accepting.machine);
	assert_int_equal(accepting.machine.heard_n, JOB);
	assert_memory_equal(accepting.machine.heard, job, JOB);
	close(accepting.machine.fd);
	close(accepting.listener);
	printer_free(printer);
}

static void
printer_tcp__times_out_on_a_printer_that_reads_nothing(void **state)
{
	char target[64], *bytes = calloc(1, 8 * LONG_JOB);
	int listener = listen_somewhere(target);
	struct printer *printer = open_printer("escpos-tcp:", target);
	size_t sent;

	(void)state;
	assert_non_null(bytes);
	assert_int_equal(print(printer, bytes, 8 * LONG_JOB, 400, &sent), ST_TIMEOUT);
	assert_in_range(sent, 1, 8 * LONG_JOB - 1);
	close(listener);
	printer_free(printer);
	free(bytes);
}

static void
printer_tcp__is_gone_where_nobody_listens(void **state)
{
	char target[64];
	int listener = listen_somewhere(target);
	struct printer *printer = open_printer("escpos-tcp:", target);
	struct printer_port port = printer_port(printer);
	size_t sent;

	(void)state;
	close(listener);
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_GONE);
	assert_int_equal(sent, 0);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_GONE);
	printer_free(printer);
}

/* --- files -------------------------------------------------------------------------------- */

static void
assert_receipt(const char *dir, const char *name)
{
	char path[128], bytes[2 * JOB];
	struct stat stat_;
	int fd;

	path_in(dir, name, path);
	assert_int_equal(stat(path, &stat_), 0);
	assert_int_equal(stat_.st_mode & 07777, 0600);
	assert_int_equal(stat_.st_size, JOB);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(read(fd, bytes, sizeof(bytes)), JOB);
	assert_memory_equal(bytes, job, JOB);
	close(fd);
}

static int
files_in(const char *dir)
{
	DIR *stream = opendir(dir);
	int n = 0;

	assert_non_null(stream);
	while (readdir(stream) != NULL)
		n++;
	closedir(stream);
	return n - 2;
}

static void
touch(const char *dir, const char *name)
{
	char path[128];
	int fd;

	path_in(dir, name, path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void
printer_file__numbers_receipts_after_the_highest(void **state)
{
	struct printer *printer = open_printer("file:", *state);
	size_t sent;

	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(sent, JOB);
	assert_receipt(*state, "receipt-000001.prn");
	touch(*state, "receipt-000041.prn");
	touch(*state, "receipt-99999x.prn");
	touch(*state, "receipt-.prn");
	touch(*state, ".receipt.tmp"); /* left by a power cut */
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_receipt(*state, "receipt-000042.prn");
	assert_int_equal(files_in(*state), 5);
	printer_free(printer);
}

static void
printer_file__makes_its_directory(void **state)
{
	char path[128];
	struct printer *printer;
	struct printer_port port;
	size_t sent;

	path_in(*state, "receipts", path);
	printer = open_printer("file:", path);
	port = printer_port(printer);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_OK);
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_receipt(path, "receipt-000001.prn");
	printer_free(printer);
	state = (void *[]){ path };
	assert_int_equal(remove_directory(state), 0);
}

static void
printer_file__says_why_it_cannot_write(void **state)
{
	struct printer *printer;
	struct printer_port port;
	char path[128];
	size_t sent;

	path_in(*state, "no/where", path);
	printer = open_printer("file:", path);
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_NOT_FOUND);
	assert_int_equal(sent, 0);
	printer_free(printer);
	touch(*state, "file");
	path_in(*state, "file", path);
	printer = open_printer("file:", path);
	port = printer_port(printer);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_INVALID);
	printer_free(printer);
}

static void
printer_file__leaves_nothing_of_half_a_receipt(void **state)
{
	struct printer *printer = open_printer("file:", *state);
	struct rlimit before, little;
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	size_t sent;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	little = before;
	little.rlim_cur = JOB - 1;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(signal(SIGXFSZ, handler) == SIG_IGN);
	assert_int_equal(sent, 0);
	assert_int_equal(files_in(*state), 0);
	printer_free(printer);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, directory, remove_directory)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(printer_new__takes_the_targets_it_knows),
		cmocka_unit_test(printer_none__is_not_present_and_still_answers),
		cmocka_unit_test(printer_device__prints_the_whole_job_as_it_is),
		cmocka_unit_test(printer_device__prints_on_one_that_never_answers),
		cmocka_unit_test(printer_device__says_what_is_wrong_before_it_prints),
		cmocka_unit_test(printer_device__tells_when_the_paper_ends_on_the_way),
		cmocka_unit_test(
			printer_device__believes_one_that_cannot_tell_when_it_has_finished),
		cmocka_unit_test(printer_device__tells_its_state_without_printing),
		cmocka_unit_test(printer_device__knows_the_devices_of_every_linux),
		in_directory(printer_fifo__is_gone_without_a_reader),
		in_directory(printer_fifo__gets_the_job_and_no_question),
		in_directory(printer_fifo__times_out_on_a_reader_that_sleeps),
		in_directory(printer_fifo__is_gone_when_the_reader_leaves),
		cmocka_unit_test(printer_tcp__prints_on_a_printer_that_talks),
		cmocka_unit_test(printer_tcp__times_out_on_a_printer_that_reads_nothing),
		cmocka_unit_test(printer_tcp__is_gone_where_nobody_listens),
		in_directory(printer_file__numbers_receipts_after_the_highest),
		in_directory(printer_file__makes_its_directory),
		in_directory(printer_file__says_why_it_cannot_write),
		in_directory(printer_file__leaves_nothing_of_half_a_receipt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
