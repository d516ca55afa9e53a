/* SPDX-License-Identifier: Apache-2.0 */
/* The cups module against a real cupsd in a folder of its own, whose queues end at the virtual printer. */
#include "device/cups.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/loop.h"
#include "base/str.h"
#include "tests/fake/virtual_printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cups/cups.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 256, TEXT_MAX = 16384, BUDGET_MS = 60000, SHORT_MS = 3000, LOOK_MS = 10 };

#define CUPSD "/usr/sbin/cupsd"

static const char job[] = "\x1b@line one\nline two\n\x1d\x56\x42";
enum { JOB = sizeof(job) };

static struct {
	char folder[64];
	pid_t cupsd;
	struct virtual_printer *machine;
} rig;

/* --- a cupsd ------------------------------------------------------------------------------------------------------- */

static void
path_in(const char *name, char ret_path[PATH_ROOM])
{
	assert_int_equal(str_format(ret_path, PATH_ROOM, "%s/%s", rig.folder, name), ST_OK);
}

/* {D} is the folder, {P} the port of the printer. */
static void
write_file(const char *name, const char *text)
{
	char path[PATH_ROOM];
	FILE *file;

	path_in(name, path);
	file = fopen(path, "we");
	assert_non_null(file);
	for (; *text; text++) {
		int rc;

		if (strncmp(text, "{D}", 3) == 0)
			rc = fputs(rig.folder, file);
		else if (strncmp(text, "{P}", 3) == 0)
			rc = fprintf(file, "%d", virtual_printer_port(rig.machine));
		else
			rc = fputc(*text, file);
		assert_true(rc >= 0);
		if (*text == '{')
			text += 2;
	}
	assert_int_equal(fclose(file), 0);
}

static void
copy_backend(void)
{
	char text[TEXT_MAX], path[PATH_ROOM];
	FILE *file = fopen("tests/cups/backend.py", "re");
	size_t n;

	assert_non_null(file);
	n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	assert_int_equal(fclose(file), 0);
	path_in("bin/backend/virtual", path);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static void
make_folders(void)
{
	static const char *const names[] = { "root", "bin", "bin/backend", "cache", "run", "spool",
		"log" };
	char path[PATH_ROOM];

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		path_in(names[i], path);
		assert_int_equal(mkdir(path, 0755), 0);
	}
	path_in("bin/daemon", path);
	assert_int_equal(symlink("/usr/lib/cups/daemon", path), 0);
	path_in("bin/notifier", path);
	assert_int_equal(symlink("/usr/lib/cups/notifier", path), 0);
}

static void
write_settings(void)
{
	write_file("root/cupsd.conf",
		"Listen {D}/run/cups.sock\nBrowsing Off\nDefaultAuthType None\nWebInterface No\n"
		"<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
		"<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
		"SubscriptionPrivateAccess all\nSubscriptionPrivateValues none\n"
		"<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n");
	write_file("root/cups-files.conf",
		"ServerRoot {D}/root\nServerBin {D}/bin\nDataDir /usr/share/cups\n"
		"CacheDir {D}/cache\nStateDir {D}/run\nRequestRoot {D}/spool\nTempDir {D}/spool\n"
		"AccessLog {D}/log/access\nErrorLog {D}/log/error\nPageLog {D}/log/page\n"
		"FileDevice Yes\n");
	write_file("root/printers.conf",
		"<Printer thermal>\nDeviceURI virtual://127.0.0.1:{P}\nState Idle\nAccepting Yes\n"
		"</Printer>\n"
		"<Printer stopped>\nDeviceURI virtual://127.0.0.1:{P}\nState Stopped\n"
		"Accepting Yes\n</Printer>\n"
		"<Printer closed>\nDeviceURI virtual://127.0.0.1:{P}\nState Idle\nAccepting No\n"
		"</Printer>\n"
		"<Printer hole>\nDeviceURI file:/dev/null\nState Idle\nAccepting Yes\n"
		"</Printer>\n");
}

static void
start_cupsd(void)
{
	char conf[PATH_ROOM], files[PATH_ROOM], log[PATH_ROOM], socket_[PATH_ROOM];
	char *arguments[] = { (char *)CUPSD, (char *)"-f", (char *)"-c", conf, (char *)"-s", files,
		NULL };
	posix_spawn_file_actions_t actions;
	int64_t end = loop_now_ms() + BUDGET_MS;

	path_in("root/cupsd.conf", conf);
	path_in("root/cups-files.conf", files);
	path_in("log/output", log);
	path_in("run/cups.sock", socket_);
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(
				 &actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0600),
		0);
	assert_int_equal(posix_spawn_file_actions_adddup2(&actions, 1, 2), 0);
	assert_int_equal(posix_spawn(&rig.cupsd, CUPSD, &actions, NULL, arguments, environ), 0);
	assert_int_equal(posix_spawn_file_actions_destroy(&actions), 0);
	while (access(socket_, F_OK) != 0 && loop_now_ms() < end)
		(void)poll(NULL, 0, LOOK_MS);
	assert_int_equal(access(socket_, F_OK), 0);
	assert_int_equal(setenv("CUPS_SERVER", socket_, 1), 0);
}

static int
begin(void **state)
{
	(void)state;
	assert_int_equal(str_copy(rig.folder, sizeof(rig.folder), "/tmp/cups.XXXXXX"), ST_OK);
	assert_non_null(mkdtemp(rig.folder));
	assert_int_equal(virtual_printer_new(VIRTUAL_NETWORK, &rig.machine), ST_OK);
	make_folders();
	copy_backend();
	write_settings();
	start_cupsd();
	return 0;
}

static int
end(void **state)
{
	char *arguments[] = { (char *)"rm", (char *)"-rf", rig.folder, NULL };
	pid_t rm;
	int how;

	(void)state;
	assert_int_equal(kill(rig.cupsd, SIGTERM), 0);
	assert_int_equal(waitpid(rig.cupsd, &how, 0), rig.cupsd);
	virtual_printer_free(rig.machine);
	assert_int_equal(posix_spawnp(&rm, "rm", NULL, NULL, arguments, environ), 0);
	assert_int_equal(waitpid(rm, &how, 0), rm);
	return how;
}

/* --- what is done with it ------------------------------------------------------------------------------------------- */

static struct printer_port
open_queue(const char *name, const char *format)
{
	const struct cups_options options = { name, format };
	struct printer_port port = { 0 };

	assert_int_equal(anjungan_cups_module.open(&options, &port), ST_OK);
	return port;
}

static enum status
print(const char *queue, const char *format, int budget_ms, size_t *ret_sent)
{
	struct printer_port port = open_queue(queue, format);
	enum status st = port.print(port.ctx, job, JOB, budget_ms, ret_sent);

	port.free(port.ctx);
	return st;
}

static void
behave(const struct virtual_habits *habits)
{
	assert_int_equal(virtual_printer_plug(rig.machine), ST_OK);
	virtual_printer_set(rig.machine, habits);
}

/* Jobs lie there as dNNNNN-001 while they wait, and their attributes as cNNNNN. */
static int
spooled(void)
{
	char path[PATH_ROOM];
	const struct dirent *entry;
	DIR *dir;
	int n = 0;

	path_in("spool", path);
	dir = opendir(path);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		n += entry->d_name[0] == 'd';
	closedir(dir);
	return n;
}

static void
assert_prints(const char *format)
{
	size_t before = virtual_printer_printed(rig.machine), sent = 0;
	struct buf bytes;

	behave(&(struct virtual_habits){ 0 });
	assert_int_equal(print("thermal", format, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(sent, JOB);
	buf_init(&bytes, TEXT_MAX);
	assert_int_equal(virtual_printer_read(rig.machine, before, &bytes), ST_OK);
	assert_int_equal(bytes.len, JOB);
	assert_memory_equal(bytes.data, job, JOB);
	buf_free(&bytes);
	assert_int_equal(spooled(), 0);
}

static void
cups__prints_bytes_and_pages_as_they_are_and_leaves_nothing_in_the_spool(void **state)
{
	(void)state;
	assert_prints(CUPS_RAW);
	assert_prints(CUPS_PDF);
}

static void
cups__says_what_stands_in_the_way_and_nothing_comes_out_later(void **state)
{
	static const struct {
		struct virtual_habits habits;
		bool unplugged;
		enum status st;
		int budget_ms;
	} cases[] = {
		{ { .paper_out = true }, false, ST_PAPER_OUT, BUDGET_MS },
		{ { .cover_open = true }, false, ST_COVER_OPEN, BUDGET_MS },
		{ { 0 }, true, ST_GONE, SHORT_MS },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t before = virtual_printer_printed(rig.machine), sent = 0;

		behave(&cases[i].habits);
		if (cases[i].unplugged)
			virtual_printer_unplug(rig.machine);
		assert_int_equal(
			print("thermal", CUPS_RAW, cases[i].budget_ms, &sent), cases[i].st);
		assert_int_equal(sent, JOB); /* it may be out for all we know */
		assert_int_equal(virtual_printer_plug(rig.machine), ST_OK);
		assert_int_equal(spooled(), 0);
		assert_int_equal(virtual_printer_printed(rig.machine), before);
		assert_prints(CUPS_RAW); /* and not two of them */
	}
}

static void
cups__says_that_the_paper_is_nearly_at_its_end(void **state)
{
	struct printer_port port = open_queue("thermal", CUPS_RAW);
	size_t sent;

	(void)state;
	behave(&(struct virtual_habits){ .paper_low = true });
	assert_int_equal(port.print(port.ctx, job, JOB, BUDGET_MS, &sent), ST_OK);
	assert_int_equal(port.state(port.ctx, BUDGET_MS), ST_PAPER_LOW);
	assert_true(port.low(port.ctx));
	port.free(port.ctx);
}

static void
cups__gives_nothing_to_a_queue_that_cannot_print(void **state)
{
	static const struct {
		const char *queue;
		enum status st;
	} cases[] = {
		{ "stopped", ST_OFFLINE },
		{ "closed",  ST_OFFLINE },
		{ "hole",    ST_CONFIG  }, /* would call everything printed */
		{ "nowhere", ST_CONFIG  },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct printer_port port = open_queue(cases[i].queue, CUPS_RAW);
		size_t sent = 4711;

		assert_int_equal(port.state(port.ctx, BUDGET_MS), cases[i].st);
		assert_int_equal(
			port.print(port.ctx, job, JOB, BUDGET_MS, &sent), cases[i].st);
		assert_int_equal(sent, 0);
		port.free(port.ctx);
	}
	assert_int_equal(spooled(), 0);
}

static void
cups__that_is_not_there__is_unreachable(void **state)
{
	char path[PATH_ROOM], was[PATH_ROOM];
	size_t sent = 4711;

	(void)state;
	assert_int_equal(str_copy(was, sizeof(was), getenv("CUPS_SERVER")), ST_OK);
	path_in("run/nobody.sock", path);
	assert_int_equal(setenv("CUPS_SERVER", path, 1), 0);
	cupsSetServer(path);
	assert_int_equal(print("thermal", CUPS_RAW, BUDGET_MS, &sent), ST_UNREACHABLE);
	assert_int_equal(sent, 0);
	cupsSetServer(was);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			cups__prints_bytes_and_pages_as_they_are_and_leaves_nothing_in_the_spool),
		cmocka_unit_test(cups__says_what_stands_in_the_way_and_nothing_comes_out_later),
		cmocka_unit_test(cups__says_that_the_paper_is_nearly_at_its_end),
		cmocka_unit_test(cups__gives_nothing_to_a_queue_that_cannot_print),
		cmocka_unit_test(cups__that_is_not_there__is_unreachable),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
