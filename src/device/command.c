/* SPDX-License-Identifier: Apache-2.0 */
/* Programs of the settings as child processes. */
#include "device/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum status
command_parse(const char *text, struct command *ret_command)
{
	struct command command = { .words = 0 };
	char *out = command.text;
	size_t n;

	for (; *(text += strspn(text, " \t")) != '\0'; text += n) {
		n = strcspn(text, " \t");
		if (command.words == COMMAND_WORDS || n >= COMMAND_WORD ||
			n + 1 > (size_t)(command.text + COMMAND_ROOM - out))
			return ST_CONFIG;
		memcpy(out, text, n);
		out[n] = '\0';
		out += n + 1;
		command.words++;
	}
	*ret_command = command;
	return ST_OK;
}

static enum status
fill_words(const struct command *command, const struct fill *fills, size_t n,
	char words[COMMAND_WORDS][COMMAND_WORD], char *ret_argv[COMMAND_WORDS + 1])
{
	const char *word = command->text;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < command->words; i++, word += strlen(word) + 1) {
		st = fill_text(words[i], COMMAND_WORD, word, fills, n);
		ret_argv[i] = words[i];
	}
	ret_argv[command->words] = NULL;
	return st;
}

bool
command_fits(const struct command *command, const struct fill *fills, size_t n)
{
	char words[COMMAND_WORDS][COMMAND_WORD], *argv[COMMAND_WORDS + 1];

	return fill_words(command, fills, n, words, argv) == ST_OK;
}

/** Text in, nothing out, none of our descriptors. */
static int
plug(posix_spawn_file_actions_t *actions, int in_fd)
{
	int error = posix_spawn_file_actions_adddup2(actions, in_fd, STDIN_FILENO);

	if (error == 0)
		error = posix_spawn_file_actions_addopen(
			actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
	return error;
}

/** Signals as after login. */
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
spawn(char *const argv[], int in_fd, pid_t *ret_pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return status_from_errno(error);
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = plug(&actions, in_fd);
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

enum status
command_start(const struct command *command, const struct fill *fills, size_t n, int in_fd,
	pid_t *ret_pid)
{
	char words[COMMAND_WORDS][COMMAND_WORD], *argv[COMMAND_WORDS + 1];
	enum status st = fill_words(command, fills, n, words, argv);

	return st == ST_OK ? spawn(argv, in_fd, ret_pid) : st;
}

enum child_end
child_end(pid_t pid)
{
	int how = 0;
	pid_t got = waitpid(pid, &how, WNOHANG);

	if (got == 0 || (got < 0 && errno == EINTR))
		return CHILD_RUNS;
	return got == pid && WIFEXITED(how) && WEXITSTATUS(how) == 0 ? CHILD_WELL : CHILD_BADLY;
}
