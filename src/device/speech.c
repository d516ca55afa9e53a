/* SPDX-License-Identifier: Apache-2.0 */
/* The voice as a child process. */
#include "device/speech.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/fill.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	COMMAND_ROOM = 512,
	TEXT_MAX = 1024 * 1024,
	WORDS_MAX = 32,
	WORD_ROOM = 128,
	DYING_MAX = 8, /* killed and not yet collected: stuck in a sound driver */
	LOUDNESS_MAX = 200,
	SPEED_MIN = 80,
	SPEED_MAX = 450,
};

struct speech {
	char command[COMMAND_ROOM]; /* words, each ended by a NUL */
	size_t words;
	int loudness, words_a_minute;
	pid_t speaking; /* 0: nobody; leads a process group of its own */
	pid_t dying[DYING_MAX];
	size_t dying_n;
	struct buf waiting; /* the text to be said at the next tick */
};

/* --- the command -------------------------------------------------------------------------- */

static enum status
split(struct speech *speech, const char *command)
{
	char *out = speech->command;
	size_t n;

	for (; *(command += strspn(command, " \t")) != '\0'; command += n) {
		n = strcspn(command, " \t");
		if (speech->words == WORDS_MAX || n >= WORD_ROOM ||
			n + 1 > (size_t)(speech->command + COMMAND_ROOM - out))
			return ST_CONFIG;
		memcpy(out, command, n);
		out[n] = '\0';
		out += n + 1;
		speech->words++;
	}
	return ST_OK;
}

/** Fills in loudness and speed. */
static enum status
words_to_argv(const struct speech *speech, char words[WORDS_MAX][WORD_ROOM],
	char *ret_argv[WORDS_MAX + 1])
{
	char loudness[12], speed[12];
	const struct fill fills[] = { { "loudness", loudness }, { "speed", speed } };
	const char *word = speech->command;
	enum status st;

	st = str_format(loudness, sizeof(loudness), "%d", speech->loudness);
	if (st == ST_OK)
		st = str_format(speed, sizeof(speed), "%d", speech->words_a_minute);
	for (size_t i = 0; st == ST_OK && i < speech->words; i++, word += strlen(word) + 1) {
		st = fill_text(words[i], WORD_ROOM, word, fills, ARRAY_LEN(fills));
		ret_argv[i] = words[i];
	}
	ret_argv[speech->words] = NULL;
	return st;
}

/* --- the child ---------------------------------------------------------------------------- */

/** A file in memory with the text, at its start: a child may be slow to read or die at once,
 *  and nobody waits. */
static enum status
text_to_fd(const char *text, int *ret_fd)
{
	int fd = memfd_create("speech", MFD_CLOEXEC);
	size_t n = strlen(text);

	if (fd < 0)
		return status_from_errno(errno);
	if (write(fd, text, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		return ST_IO;
	}
	*ret_fd = fd;
	return ST_OK;
}

/** Text in, nothing out, none of our descriptors. */
static int
plug(posix_spawn_file_actions_t *actions, int text_fd)
{
	int error = posix_spawn_file_actions_adddup2(actions, text_fd, STDIN_FILENO);

	if (error == 0)
		error = posix_spawn_file_actions_addopen(
			actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
	return error;
}

/** A process group of its own, so that a wrapper and its program stop together; signals as
 *  after login. */
static int
set_apart(posix_spawnattr_t *attributes)
{
	sigset_t none, all;
	int error = sigemptyset(&none) != 0 || sigfillset(&all) != 0 ? errno : 0;

	if (error == 0)
		error = posix_spawnattr_setflags(attributes,
			POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (error == 0)
		error = posix_spawnattr_setpgroup(attributes, 0);
	if (error == 0)
		error = posix_spawnattr_setsigmask(attributes, &none);
	return error != 0 ? error : posix_spawnattr_setsigdefault(attributes, &all);
}

static enum status
spawn(char *const argv[], int text_fd, pid_t *ret_pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return status_from_errno(error);
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = plug(&actions, text_fd);
		if (error == 0)
			error = set_apart(&attributes);
		if (error == 0)
			error = posix_spawnp(
				ret_pid, argv[0], &actions, &attributes, argv, environ);
		(void)posix_spawnattr_destroy(&attributes);
	}
	(void)posix_spawn_file_actions_destroy(&actions);
	return status_from_errno(error);
}

/** Whether the child has ended and is collected, or was never ours. */
static bool
collected(pid_t pid)
{
	pid_t got = waitpid(pid, NULL, WNOHANG);

	return got == pid || (got < 0 && errno == ECHILD);
}

static void
collect_dying(struct speech *speech)
{
	size_t left = 0;

	for (size_t i = 0; i < speech->dying_n; i++)
		if (!collected(speech->dying[i]))
			speech->dying[left++] = speech->dying[i];
	speech->dying_n = left;
}

/* --- the port ----------------------------------------------------------------------------- */

/** Starts the program with the text that waits. One that cannot be started is not tried
 *  again. */
static void
start(struct speech *speech)
{
	char words[WORDS_MAX][WORD_ROOM], *argv[WORDS_MAX + 1];
	pid_t pid;
	int fd = -1;

	if (speech->dying_n < DYING_MAX && words_to_argv(speech, words, argv) == ST_OK &&
		text_to_fd(speech->waiting.data, &fd) == ST_OK) {
		if (spawn(argv, fd, &pid) == ST_OK)
			speech->speaking = pid;
		close(fd);
	}
	buf_clear(&speech->waiting);
}

static bool
tick(void *ctx)
{
	struct speech *speech = ctx;

	collect_dying(speech);
	if (speech->speaking != 0 && collected(speech->speaking))
		speech->speaking = 0;
	if (speech->waiting.len > 0)
		start(speech);
	return speech->speaking != 0;
}

/* The list has room: nobody is started while it is full. */
static void
hush(void *ctx)
{
	struct speech *speech = ctx;

	buf_clear(&speech->waiting);
	if (!tick(speech))
		return;
	(void)kill(-speech->speaking, SIGKILL); /* it may end by itself just now */
	speech->dying[speech->dying_n++] = speech->speaking;
	speech->speaking = 0;
	collect_dying(speech);
}

/* Starting a program takes milliseconds, which the next tick has and the answer to a key has
 * not; and who presses keys quickly starts nothing. */
static void
say(void *ctx, const char *text)
{
	struct speech *speech = ctx;

	hush(speech);
	if (speech->words > 0 && buf_add_str(&speech->waiting, text) != ST_OK)
		buf_clear(&speech->waiting);
}

static int
clamp(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void
tune(void *ctx, int loudness, int words_a_minute)
{
	struct speech *speech = ctx;

	speech->loudness = clamp(loudness, 0, LOUDNESS_MAX);
	speech->words_a_minute = clamp(words_a_minute, SPEED_MIN, SPEED_MAX);
}

enum status
speech_new(const char *command, struct speech **ret_speech)
{
	struct speech *speech = calloc(1, sizeof(*speech));
	char words[WORDS_MAX][WORD_ROOM], *argv[WORDS_MAX + 1];
	enum status st = ST_OK;

	if (speech == NULL)
		return ST_NO_MEMORY;
	buf_init(&speech->waiting, TEXT_MAX);
	tune(speech, SPEECH_LOUDNESS_DEFAULT, SPEECH_WORDS_DEFAULT);
	if (strcmp(command, "none") != 0)
		st = split(speech, command);
	if (st == ST_OK && words_to_argv(speech, words, argv) != ST_OK)
		st = ST_CONFIG;
	if (st == ST_OK)
		*ret_speech = speech;
	else
		free(speech);
	return st;
}

void
speech_free(struct speech *speech)
{
	if (speech == NULL)
		return;
	hush(speech);
	buf_free(&speech->waiting);
	free(speech);
}

struct speech_port
speech_port(struct speech *speech)
{
	return (struct speech_port){ .say = say,
		.hush = hush,
		.tune = tune,
		.tick = tick,
		.present = speech->words > 0,
		.ctx = speech };
}
