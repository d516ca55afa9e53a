/* SPDX-License-Identifier: Apache-2.0 */
/* Real printers on stand-ins: the virtual printer on a pseudo terminal and on a socket, FIFOs, directories. */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/printer.h"
#include "rules/escpos.h"
#include "tests/fake/virtual_printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

enum { BUDGET_MS = 60000, SHORT_MS = 60, HEARD_MAX = 8192, LONG_JOB = 4 * 1024 * 1024 };

static const char job[] = "\x1b@line one\nline two\n\x1d\x56\x42";
enum { JOB = sizeof(job) }; /* with its NUL, so that zero bytes are carried, too */

/* --- stand-ins ---------------------------------------------------------------------------- */

static const struct printer_options plain = { .baud = 9600 };

static struct printer *
open_printer(const char *prefix, const char *path)
{
	char target[256], why[PRINTER_WHY];
	struct printer *printer = NULL;

	assert_int_equal(str_format(target, sizeof(target), "%s%s", prefix, path), ST_OK);
	assert_int_equal(printer_new(target, &plain, &printer, why), ST_OK);
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

/* A virtual printer and the real one that prints on it. */
struct counter {
	struct virtual_printer *machine;
	struct printer *printer;
	struct printer_port port;
};

static void
counter_open(struct counter *counter, enum virtual_link link, const struct virtual_habits *habits)
{
	assert_int_equal(virtual_printer_new(link, &counter->machine), ST_OK);
	if (habits)
		virtual_printer_set(counter->machine, habits);
	counter->printer = open_printer("", virtual_printer_target(counter->machine));
	counter->port = printer_port(counter->printer);
}

static void
counter_close(struct counter *counter)
{
	printer_free(counter->printer);
	virtual_printer_free(counter->machine);
}

static void
assert_took(struct counter *counter, const void *bytes, size_t n)
{
	struct buf took;

	buf_init(&took, 1 << 20);
	assert_int_equal(virtual_printer_read(counter->machine, 0, &took), ST_OK);
	assert_int_equal(took.len, n);
	if (n > 0)
		assert_memory_equal(took.data, bytes, n);
	buf_free(&took);
}

/* Of one that does not say when it has finished. */
static void
await_printed(struct virtual_printer *machine, size_t n)
{
	int64_t end = loop_now_ms() + BUDGET_MS;

	while (virtual_printer_printed(machine) < n && loop_now_ms() < end)
		(void)poll(NULL, 0, 1);
	assert_int_equal(virtual_printer_printed(machine), n);
}

static enum status
print_on(enum virtual_link link, const struct virtual_habits *habits, int budget_ms, size_t *ret_sent,
	size_t *ret_printed)
{
	struct counter counter;
	enum status st;

	counter_open(&counter, link, habits);
	st = print(counter.printer, job, JOB, budget_ms, ret_sent);
	*ret_printed = virtual_printer_printed(counter.machine);
	counter_close(&counter);
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
		{ "cups:",                           ST_CONFIG     },
		{ "cups:with blank",                 ST_CONFIG     },
		{ "cups:a/b",                        ST_CONFIG     },
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

		assert_int_equal(printer_new(cases[i].target, &plain, &printer, why), cases[i].st);
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

static void
printer_new__takes_no_receipts_where_pages_are_wanted(void **state)
{
	static const struct printer_options pages = { .pages = true };
	static const struct {
		const char *target;
		enum status st;
	} cases[] = {
		{ "none",               ST_OK     },
		{ "file:/tmp/forms",    ST_OK     },
		{ "escpos:/dev/usb/lp0", ST_CONFIG },
		{ "cups:",              ST_CONFIG },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct printer *printer = NULL;
		char why[PRINTER_WHY] = "";

		assert_int_equal(
			printer_new(cases[i].target, &pages, &printer, why), cases[i].st);
		printer_free(printer);
	}
}

/* --- devices ------------------------------------------------------------------------------ */

static const enum virtual_link links[] = { VIRTUAL_DEVICE, VIRTUAL_NETWORK };

static void
printer_line__prints_the_whole_job_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		struct counter counter;
		size_t sent;

		counter_open(&counter, links[i], NULL);
		assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_OK);
		assert_int_equal(sent, JOB);
		assert_took(&counter, job, JOB);
		assert_int_equal(virtual_printer_finish_asked(counter.machine), 1);
		counter_close(&counter);
	}
}

static void
printer_line__prints_on_one_that_never_answers(void **state)
{
	const struct virtual_habits mute = { .mute = true };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		size_t sent, printed;

		assert_int_equal(print_on(links[i], &mute, BUDGET_MS, &sent, &printed), ST_OK);
		assert_int_equal(sent, JOB);
	}
}

static void
printer_line__is_told_what_is_wrong_before_it_prints(void **state)
{
	static const struct {
		struct virtual_habits habits;
		enum status st;
	} cases[] = {
		{ { .cover_open = true }, ST_COVER_OPEN },
		{ { .paper_out = true }, ST_PAPER_OUT },
		{ { .cover_open = true, .paper_out = true }, ST_COVER_OPEN },
		{ { .fault = true }, ST_FAULT },
		{ { .offline = true }, ST_OFFLINE },
		{ { .paper_low = true }, ST_OK }, /* said, and it still prints */
		{ { .rubbish = true }, ST_OK },
		{ { .rubbish = true, .paper_out = true }, ST_PAPER_OUT },
		{ { .unasked = true }, ST_OK },
		{ { .unasked = true, .cover_open = true }, ST_COVER_OPEN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t k = 0; k < ARRAY_LEN(links); k++) {
			size_t sent, printed;

			assert_int_equal(print_on(links[k], &cases[i].habits, BUDGET_MS, &sent,
						 &printed),
				cases[i].st);
			assert_int_equal(sent, cases[i].st == ST_OK ? JOB : 0);
			assert_int_equal(printed, sent);
		}
}

static void
printer_line__says_that_the_paper_is_nearly_at_its_end(void **state)
{
	const struct virtual_habits low = { .paper_low = true }, full = { 0 };
	struct counter counter;
	size_t sent;

	(void)state;
	counter_open(&counter, VIRTUAL_DEVICE, &low);
	assert_false(counter.port.low(counter.port.ctx));
	assert_int_equal(counter.port.state(counter.port.ctx, BUDGET_MS), ST_PAPER_LOW);
	assert_true(counter.port.low(counter.port.ctx));
	virtual_printer_set(counter.machine, &full);
	assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_false(counter.port.low(counter.port.ctx));
	counter_close(&counter);
}

static void
printer_line__tells_when_the_paper_ends_on_the_way(void **state)
{
	const struct virtual_habits ending = { .paper = 10 };
	size_t sent, printed;

	(void)state;
	assert_int_equal(
		print_on(VIRTUAL_DEVICE, &ending, BUDGET_MS, &sent, &printed), ST_PAPER_OUT);
	assert_int_equal(sent, JOB);
	assert_int_equal(printed, 10);
}

/* Four bytes of a status that nobody asked for look like the answer to GS r, but for the first. */
static void
printer_line__never_takes_a_status_unasked_for_the_end_of_a_job(void **state)
{
	const struct virtual_habits ending = { .paper = 10, .unasked = true };
	size_t sent, printed;

	(void)state;
	assert_int_equal(
		print_on(VIRTUAL_DEVICE, &ending, BUDGET_MS, &sent, &printed), ST_PAPER_OUT);
}

static void
printer_line__believes_one_that_cannot_tell_when_it_has_finished(void **state)
{
	const struct virtual_habits never = { .never_done = true };
	struct counter counter;
	size_t sent;
	int asked;

	(void)state;
	counter_open(&counter, VIRTUAL_DEVICE, &never);
	assert_int_equal(print(counter.printer, job, JOB, 2000, &sent), ST_OK);
	asked = virtual_printer_finish_asked(counter.machine);
	assert_true(asked > 0);
	assert_int_equal(print(counter.printer, job, JOB, 2000, &sent), ST_OK);
	assert_int_equal(virtual_printer_finish_asked(counter.machine), asked);
	await_printed(counter.machine, 2 * JOB);
	counter_close(&counter);
}

static void
printer_line__tells_its_state_without_printing(void **state)
{
	const struct virtual_habits out = { .paper_out = true };
	struct counter counter;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		counter_open(&counter, links[i], &out);
		assert_int_equal(counter.port.state(counter.port.ctx, BUDGET_MS), ST_PAPER_OUT);
		virtual_printer_unplug(counter.machine);
		assert_int_equal(counter.port.state(counter.port.ctx, BUDGET_MS), ST_GONE);
		assert_int_equal(virtual_printer_plug(counter.machine), ST_OK);
		assert_int_equal(counter.port.state(counter.port.ctx, BUDGET_MS), ST_PAPER_OUT);
		assert_int_equal(virtual_printer_printed(counter.machine), 0);
		counter_close(&counter);
	}
}

static void
printer_line__times_out_on_one_that_takes_nothing(void **state)
{
	const struct virtual_habits stuck = { .stuck = true };
	char *bytes = calloc(1, 8 * LONG_JOB);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		struct counter counter;
		size_t sent;

		counter_open(&counter, links[i], &stuck);
		assert_int_equal(
			print(counter.printer, bytes, 8 * LONG_JOB, 700, &sent), ST_TIMEOUT);
		assert_in_range(sent, 1, 8 * LONG_JOB - 1);
		counter_close(&counter);
	}
	free(bytes);
}

static void
printer_network__that_keeps_the_line_open__is_waited_for_once(void **state)
{
	const struct virtual_habits open = { .mute = true, .keeps_open = true };
	struct counter counter;
	int64_t began;
	size_t sent;

	(void)state;
	counter_open(&counter, VIRTUAL_NETWORK, &open);
	assert_int_equal(print(counter.printer, job, JOB, 900, &sent), ST_OK);
	began = loop_now_ms();
	assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_true(loop_now_ms() - began < 2500); /* the question alone, not the 3 s after it */
	counter_close(&counter);
}

/* --- the cable, at every byte -------------------------------------------------------------- */

static size_t
short_receipt(unsigned char *bytes, size_t room)
{
	static const struct escpos_paper paper = { .columns = 32, .qr = ESCPOS_QR_PRINTER };
	static struct receipt receipt = { .n = 5,
		.line = { { RECEIPT_STATE, "", "DITERIMA PUSAT" },
			{ RECEIPT_PAIR, "Nama", "Siti Aminah" },
			{ RECEIPT_QR, "", "K7MPQ2RXA" },
			{ RECEIPT_TEXT_LINE, "", "Simpan kertas ini." },
			{ RECEIPT_CUT, "", "" } } };
	struct buf job_;
	size_t n;

	buf_init(&job_, room);
	assert_int_equal(escpos_write(&receipt, &paper, &job_), ST_OK);
	n = job_.len;
	memcpy(bytes, job_.data, n);
	buf_free(&job_);
	return n;
}

static bool
shows_anything(struct virtual_printer *machine)
{
	struct buf text;
	bool any;

	buf_init(&text, 1 << 16);
	assert_int_equal(virtual_printer_text(machine, 0, &text), ST_OK);
	any = text.len > 0;
	buf_free(&text);
	return any;
}

static void
unplugged_at(enum virtual_link link, bool mute, const unsigned char *bytes, size_t n, size_t at)
{
	const struct virtual_habits habits = { .mute = mute, .unplug = at };
	struct counter counter;
	size_t sent;

	counter_open(&counter, link, &habits);
	assert_int_equal(print(counter.printer, bytes, n, BUDGET_MS, &sent), ST_GONE);
	if (shows_anything(counter.machine)) /* the next one says SALINAN */
		assert_in_range(sent, ESCPOS_HEAD + 1, n);
	assert_true(sent >= virtual_printer_printed(counter.machine));
	counter_close(&counter);
}

static void
printer_line__plugged_in_again__prints(void **state)
{
	const struct virtual_habits going = { .unplug = 7 }, back = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		struct counter counter;
		size_t sent;

		counter_open(&counter, links[i], &going);
		assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_GONE);
		assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_GONE);
		assert_int_equal(sent, 0);
		virtual_printer_set(counter.machine, &back);
		assert_int_equal(virtual_printer_plug(counter.machine), ST_OK);
		assert_int_equal(print(counter.printer, job, JOB, BUDGET_MS, &sent), ST_OK);
		counter_close(&counter);
	}
}

static void
printer_device__unplugged_at_every_byte__is_never_called_printed(void **state)
{
	unsigned char bytes[1024];
	size_t n = short_receipt(bytes, sizeof(bytes));

	(void)state;
	for (size_t at = 1; at <= n; at++)
		unplugged_at(VIRTUAL_DEVICE, false, bytes, n, at);
}

static void
printer_network__cut_at_every_byte__is_never_called_printed(void **state)
{
	unsigned char bytes[1024];
	size_t n = short_receipt(bytes, sizeof(bytes));

	(void)state;
	for (size_t at = 1; at <= n; at++)
		unplugged_at(VIRTUAL_NETWORK, false, bytes, n, at);
	unplugged_at(VIRTUAL_NETWORK, true, bytes, n, n / 2); /* takes its silence for no consent, too */
}

/* --- lines of the kernel ------------------------------------------------------------------- */

/* The driver of a parallel or USB printer, where a test wants one. */
static int cable = -1;

int
ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *p;

	va_start(args, request);
	p = va_arg(args, void *);
	va_end(args);
	if (request != LPGETSTATUS || cable < 0)
		return (int)syscall(SYS_ioctl, fd, request, p);
	*(int *)p = cable;
	return 0;
}

static void
printer_device__that_is_mute__still_tells_by_its_cable_that_the_paper_is_out(void **state)
{
	const struct virtual_habits mute = { .mute = true };
	size_t sent, printed;

	(void)state;
	cable = LP_POUTPA | LP_PSELECD | LP_PERRORP;
	assert_int_equal(
		print_on(VIRTUAL_DEVICE, &mute, BUDGET_MS, &sent, &printed), ST_PAPER_OUT);
	assert_int_equal(sent, 0);
	cable = LP_PSELECD | LP_PERRORP;
	assert_int_equal(print_on(VIRTUAL_DEVICE, &mute, BUDGET_MS, &sent, &printed), ST_OK);
	cable = -1;
}

static void
printer_device__on_a_serial_line__sets_speed_and_flow(void **state)
{
	static const struct {
		struct printer_options options;
		speed_t speed;
		tcflag_t wires, letters;
	} cases[] = {
		{ { .baud = 9600, .flow = PRINTER_FLOW_NONE }, B9600, 0, 0 },
		{ { .baud = 115200, .flow = PRINTER_FLOW_HARDWARE }, B115200, CRTSCTS, 0 },
		{ { .baud = 19200, .flow = PRINTER_FLOW_SOFTWARE }, B19200, 0, IXON | IXOFF },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct virtual_printer *machine = NULL;
		struct printer *printer = NULL;
		char why[PRINTER_WHY];
		struct termios is;
		size_t sent;
		int fd;

		assert_int_equal(virtual_printer_new(VIRTUAL_DEVICE, &machine), ST_OK);
		assert_int_equal(printer_new(virtual_printer_target(machine), &cases[i].options,
					 &printer, why),
			ST_OK);
		assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
		fd = open(virtual_printer_target(machine) + strlen("escpos:"),
			O_RDWR | O_NOCTTY | O_CLOEXEC);
		assert_int_equal(tcgetattr(fd, &is), 0);
		assert_int_equal(cfgetospeed(&is), cases[i].speed);
		assert_int_equal(is.c_cflag & CRTSCTS, cases[i].wires);
		assert_int_equal(is.c_cflag & HUPCL, 0);
		assert_int_equal(is.c_iflag & (IXON | IXOFF), cases[i].letters);
		assert_int_equal(is.c_oflag & OPOST, 0);
		close(fd);
		printer_free(printer);
		virtual_printer_free(machine);
	}
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
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	size_t sent;

	assert_int_equal(print(printer, bytes, LONG_JOB, SHORT_MS, &sent), ST_TIMEOUT);
	close(fd);
	assert_int_equal(print(printer, bytes, LONG_JOB, BUDGET_MS, &sent), ST_GONE);
	printer_free(printer);
	free(bytes);
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

static void
printer_file__calls_pages_by_another_name(void **state)
{
	static const struct printer_options pages = { .pages = true };
	struct printer *printer = NULL;
	char target[128], why[PRINTER_WHY];
	size_t sent;

	assert_int_equal(
		str_format(target, sizeof(target), "file:%s", (char *)*state), ST_OK);
	assert_int_equal(printer_new(target, &pages, &printer, why), ST_OK);
	touch(*state, "receipt-000041.prn");
	assert_int_equal(print(printer, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_receipt(*state, "form-000001.pdf");
	printer_free(printer);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, directory, remove_directory)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(printer_new__takes_the_targets_it_knows),
		cmocka_unit_test(printer_none__is_not_present_and_still_answers),
		cmocka_unit_test(printer_new__takes_no_receipts_where_pages_are_wanted),
		cmocka_unit_test(printer_line__prints_the_whole_job_as_it_is),
		cmocka_unit_test(printer_line__prints_on_one_that_never_answers),
		cmocka_unit_test(printer_line__is_told_what_is_wrong_before_it_prints),
		cmocka_unit_test(printer_line__says_that_the_paper_is_nearly_at_its_end),
		cmocka_unit_test(printer_line__tells_when_the_paper_ends_on_the_way),
		cmocka_unit_test(printer_line__never_takes_a_status_unasked_for_the_end_of_a_job),
		cmocka_unit_test(printer_line__believes_one_that_cannot_tell_when_it_has_finished),
		cmocka_unit_test(printer_line__tells_its_state_without_printing),
		cmocka_unit_test(printer_line__times_out_on_one_that_takes_nothing),
		cmocka_unit_test(printer_network__that_keeps_the_line_open__is_waited_for_once),
		cmocka_unit_test(printer_line__plugged_in_again__prints),
		cmocka_unit_test(printer_device__unplugged_at_every_byte__is_never_called_printed),
		cmocka_unit_test(printer_network__cut_at_every_byte__is_never_called_printed),
		cmocka_unit_test(printer_device__that_is_mute__still_tells_by_its_cable_that_the_paper_is_out),
		cmocka_unit_test(printer_device__on_a_serial_line__sets_speed_and_flow),
		cmocka_unit_test(printer_device__knows_the_devices_of_every_linux),
		in_directory(printer_fifo__is_gone_without_a_reader),
		in_directory(printer_fifo__gets_the_job_and_no_question),
		in_directory(printer_fifo__times_out_on_a_reader_that_sleeps),
		in_directory(printer_fifo__is_gone_when_the_reader_leaves),
		in_directory(printer_file__numbers_receipts_after_the_highest),
		in_directory(printer_file__makes_its_directory),
		in_directory(printer_file__says_why_it_cannot_write),
		in_directory(printer_file__leaves_nothing_of_half_a_receipt),
		in_directory(printer_file__calls_pages_by_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
