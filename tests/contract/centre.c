/* SPDX-License-Identifier: Apache-2.0 */
/* The program started and ended. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 64, PATH_ROOM = 256, START_MS = 20000 };

#define PEOPLE "assets/demo/people.json"

static const char *
program(void)
{
	static char path[PATH_ROOM];
	const char *build = getenv("BUILD");

	assert_int_equal(str_format(path, sizeof(path), "%s/bin/anjungan-central",
				 build != NULL ? build : "build"),
		ST_OK);
	if (access(path, X_OK) != 0)
		fail_msg("%s is not built: run make all", path);
	return path;
}

const char *
centre_path(const struct centre_run *run, const char *name)
{
	static char path[4][PATH_ROOM];
	static unsigned turn;
	char *at = path[turn++ % ARRAY_LEN(path)];

	assert_int_equal(str_format(at, PATH_ROOM, "%s/%s", run->dir, name), ST_OK);
	return at;
}

static void
write_secrets(const struct centre_run *run)
{
	FILE *file = fopen(centre_path(run, "secrets"), "we");

	assert_non_null(file);
	assert_true(fprintf(file, "# for tests\n%s %s\n%s %s\n", KIOSK, SECRET, KIOSK_2,
			    SECRET_2) > 0);
	assert_int_equal(fclose(file), 0);
}

/* Runs in the child: only what is safe between fork and exec. */
static void
become(const char *const arguments[], int error_fd)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nowhere >= 0 && dup2(nowhere, STDIN_FILENO) >= 0 &&
		dup2(nowhere, STDOUT_FILENO) >= 0 && dup2(error_fd, STDERR_FILENO) >= 0)
		execv(arguments[0], (char *const *)arguments);
	_exit(127);
}

static pid_t
start(const char *const arguments[], int error_fd)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		become(arguments, error_fd);
	return pid;
}

/* The line with the port, once it is whole. */
static const char *
port_said(const char *said)
{
	const char *line = strstr(said, "listening on ");

	return line == NULL || strchr(line, '\n') == NULL ? NULL : strrchr(line, ':');
}

static void
wait_until_listening(struct centre_run *run, int fd)
{
	char said[4096] = "";
	size_t n = 0;

	while (port_said(said) == NULL) {
		struct pollfd in = { .fd = fd, .events = POLLIN };
		ssize_t got = poll(&in, 1, START_MS) == 1
				      ? read(fd, said + n, sizeof(said) - 1 - n)
				      : 0;

		if (got <= 0)
			fail_msg("anjungan-central did not start: %s", said);
		n += (size_t)got;
		said[n] = '\0';
	}
	run->port = (int)strtol(port_said(said) + 1, NULL, 10);
	assert_true(run->port > 0);
}

static void
write_all(int fd, const char *bytes, ssize_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, (size_t)n);

		if (done <= 0)
			return;
		bytes += done;
		n -= done;
	}
}

/* Until the program ends. */
static void *
copy_words(void *ctx)
{
	const struct centre_run *run = ctx;
	char chunk[4096];
	ssize_t n;

	while ((n = read(run->said, chunk, sizeof(chunk))) > 0)
		write_all(run->log, chunk, n);
	return NULL;
}

static void
end_copying(struct centre_run *run)
{
	assert_int_equal(pthread_join(run->copier, NULL), 0);
	(void)close(run->said);
	(void)close(run->log);
}

static size_t
add(const char **arguments, size_t n, const char *const more[])
{
	for (; more != NULL && *more != NULL; more++) {
		assert_true(n + 1 < ARGUMENTS_MAX);
		arguments[n++] = *more;
	}
	arguments[n] = NULL;
	return n;
}

void
centre_restart(struct centre_run *run, const char *const options[])
{
	const char *const fixed[] = { program(), "--listen", "127.0.0.1:0", "--seed", PEOPLE,
		"--db", centre_path(run, "db"), "--secret-file", centre_path(run, "secrets"),
		NULL };
	const char *arguments[ARGUMENTS_MAX];
	int said[2];

	assert_int_equal(run->pid, 0);
	(void)add(arguments, add(arguments, 0, fixed), options);
	assert_int_equal(pipe2(said, O_CLOEXEC), 0);
	run->pid = start(arguments, said[1]);
	(void)close(said[1]);
	wait_until_listening(run, said[0]);
	run->said = said[0];
	run->log =
		open(centre_path(run, "log"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	assert_true(run->log >= 0);
	assert_int_equal(pthread_create(&run->copier, NULL, copy_words, run), 0);
}

void
centre_start(struct centre_run *run, const char *const options[])
{
	const char *place = getenv("TMPDIR");

	assert_true(sodium_init() >= 0);
	assert_int_equal(curl_global_init(CURL_GLOBAL_ALL), 0);
	assert_int_equal(str_format(run->dir, sizeof(run->dir), "%s/central-XXXXXX",
				 place != NULL && strlen(place) < 40 ? place : "/tmp"),
		ST_OK);
	assert_non_null(mkdtemp(run->dir));
	write_secrets(run);
	centre_restart(run, options);
}

static int
wait_for(pid_t pid)
{
	int how = 0;

	while (waitpid(pid, &how, 0) < 0)
		assert_int_equal(errno, EINTR);
	return how;
}

void
centre_kill(struct centre_run *run)
{
	assert_true(run->pid > 0);
	assert_int_equal(kill(run->pid, SIGKILL), 0);
	(void)wait_for(run->pid);
	run->pid = 0;
	end_copying(run);
}

char *
centre_log(const struct centre_run *run)
{
	FILE *file = fopen(centre_path(run, "log"), "re");
	char *text = NULL;
	size_t room = 0;

	assert_non_null(file);
	assert_true(getdelim(&text, &room, '\0', file) > 0);
	assert_int_equal(fclose(file), 0);
	return text;
}

/* What sanitizers have to say is in the log. */
static void
show_log(const struct centre_run *run)
{
	char *text = centre_log(run);

	print_error("%s\n", text);
	free(text);
}

static void
remove_dir(const char *path)
{
	DIR *dir = opendir(path);

	if (dir == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
		if (entry->d_name[0] != '.')
			(void)unlinkat(dirfd(dir), entry->d_name, 0);
	(void)closedir(dir);
	(void)rmdir(path);
}

void
centre_stop(struct centre_run *run)
{
	int how = 0;

	if (run->pid > 0) {
		assert_int_equal(kill(run->pid, SIGTERM), 0);
		how = wait_for(run->pid);
		run->pid = 0;
		end_copying(run);
	}
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		show_log(run);
	remove_dir(run->dir);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

int
centre_command(const char *const options[])
{
	const char *const fixed[] = { program(), NULL };
	const char *arguments[ARGUMENTS_MAX];
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC), how;

	assert_true(nowhere >= 0);
	(void)add(arguments, add(arguments, 0, fixed), options);
	how = wait_for(start(arguments, nowhere));
	(void)close(nowhere);
	assert_true(WIFEXITED(how));
	return WEXITSTATUS(how);
}

int
centre_advance(struct centre_run *run, const char *const options[])
{
	const char *const fixed[] = { "advance", "--db", centre_path(run, "db"), NULL };
	const char *arguments[ARGUMENTS_MAX];

	(void)add(arguments, add(arguments, 0, fixed), options);
	return centre_command(arguments);
}
