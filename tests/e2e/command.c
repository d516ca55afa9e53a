/* SPDX-License-Identifier: Apache-2.0 */
/* Commands of the kiosk program as child processes. */
#include "tests/e2e/command.h"

#include "tests/e2e/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
command_file(const char *text)
{
	int fd = memfd_create("command", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

struct command
command_begin(struct rig *rig, const char *input, const char *const *arguments)
{
	const char *argv[RIG_ARGUMENTS_MAX] = { rig_build("bin/anjungan"), "--config",
		rig_config(rig) };
	struct command command = {
		.child.pidfd = -1, .in = command_file(input), .out = command_file("")
	};

	for (size_t i = 0; arguments[i]; i++)
		argv[i + 3] = arguments[i];
	assert_int_equal(
		child_start(argv, NULL, command.in, command.out, &command.child), ST_OK);
	return command;
}

void
command_words(const struct command *command, char ret_words[COMMAND_WORDS])
{
	ssize_t n = pread(command->out, ret_words, COMMAND_WORDS - 1, 0);

	assert_true(n >= 0);
	ret_words[n] = '\0';
}

void
command_end_with(
	struct command *command, const char *what, int code, char ret_words[COMMAND_WORDS])
{
	int status = -1;

	assert_int_equal(child_wait(&command->child, EXPECT_MS, &status), ST_OK);
	command_words(command, ret_words);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
		fail_msg("%s: status %d, not %d: %s", what, status, code, ret_words);
	if (strstr(ret_words, "not journalled") != NULL)
		fail_msg("%s: %s", what, ret_words);
	assert_int_equal(close(command->in), 0);
	assert_int_equal(close(command->out), 0);
}

void
command_end(struct command *command, const char *what, int code, const char *words)
{
	char said[COMMAND_WORDS];

	command_end_with(command, what, code, said);
	if (strstr(said, words) == NULL)
		fail_msg("%s: not \"%s\": %s", what, words, said);
}
