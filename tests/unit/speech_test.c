/* SPDX-License-Identifier: Apache-2.0 */
/* The voice, with shell scripts in its place that tell through a FIFO what they were given. */
#include "base/array.h"
#include "base/str.h"
#include "device/speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONG_TEXT = 300000, TOLD_MAX = LONG_TEXT + 100 };

/* A script that is the voice, and the FIFO it tells through. */
struct stage {
	char dir[32], script[64], fifo[64];
	int fd;
	struct speech *speech;
	struct speech_port port;
};

static void
path_in(const char *dir, const char *name, char path[64])
{
	assert_int_equal(str_format(path, 64, "%s/%s", dir, name), ST_OK);
}

/** A FIFO that had a writer stays at its end until it is opened again. */
static void
listen_anew(struct stage *stage)
{
	if (stage->fd >= 0)
		close(stage->fd);
	stage->fd = open(stage->fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_true(stage->fd >= 0);
}

static enum status
make(const char *command, struct speech **ret_speech)
{
	const struct speech_options options = { .command = command };

	return speech_new(&options, ret_speech);
}

/** $1 of the script is the FIFO, $2 the loudness, $3 the speed. */
static void
stage_open(struct stage *stage, const char *script)
{
	char command[256];
	FILE *file;

	stage->fd = -1;
	assert_int_equal(str_copy(stage->dir, sizeof(stage->dir), "/tmp/speech.XXXXXX"), ST_OK);
	assert_non_null(mkdtemp(stage->dir));
	path_in(stage->dir, "voice", stage->script);
	path_in(stage->dir, "told", stage->fifo);
	file = fopen(stage->script, "we");
	assert_non_null(file);
	assert_true(fputs(script, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(mkfifo(stage->fifo, 0600), 0);
	listen_anew(stage);
	assert_int_equal(str_format(command, sizeof(command), "sh %s %s {loudness} {speed}",
				 stage->script, stage->fifo),
		ST_OK);
	assert_int_equal(make(command, &stage->speech), ST_OK);
	stage->port = speech_port(stage->speech);
}

static void
stage_close(struct stage *stage)
{
	speech_free(stage->speech);
	close(stage->fd);
	assert_int_equal(unlink(stage->script), 0);
	assert_int_equal(unlink(stage->fifo), 0);
	assert_int_equal(rmdir(stage->dir), 0);
}

/** What the script tells until it closes the FIFO. */
static char *
told(struct stage *stage)
{
	static char text[TOLD_MAX];
	struct pollfd pfd = { stage->fd, POLLIN, 0 };
	size_t n = 0;
	ssize_t got = 1;

	while (got != 0) {
		assert_int_equal(poll(&pfd, 1, -1), 1);
		got = read(stage->fd, text + n, sizeof(text) - 1 - n);
		if (got > 0)
			n += (size_t)got;
		else
			assert_true(got == 0 || errno == EAGAIN);
	}
	text[n] = '\0';
	listen_anew(stage);
	return text;
}

static void
say(struct stage *stage, const char *text)
{
	stage->port.say(stage->port.ctx, text);
	(void)stage->port.tick(stage->port.ctx);
}

static void
wait_until_silent(struct stage *stage)
{
	while (stage->port.tick(stage->port.ctx))
		;
}

static const char echo[] = "exec cat > \"$1\"\n";
/* Tells its number and its text, then goes on for ever like a sound device that does not
 * play. */
static const char stuck[] =
	"read -r line; echo \"$$ $line\" > \"$1\"; exec tail -f /dev/null\n";

static void
speech_say__gives_the_text_to_the_program(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, echo);
	assert_true(stage.port.present);
	say(&stage, "Selamat datang. Tekan lima untuk suara.");
	assert_string_equal(told(&stage), "Selamat datang. Tekan lima untuk suara.");
	wait_until_silent(&stage);
	say(&stage, "Sekali lagi.");
	assert_string_equal(told(&stage), "Sekali lagi.");
	stage_close(&stage);
}

static void
speech_say__has_no_limit_of_a_pipe(void **state)
{
	char *text = malloc(LONG_TEXT + 1);
	struct stage stage;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', LONG_TEXT);
	text[LONG_TEXT] = '\0';
	stage_open(&stage, echo);
	say(&stage, text);
	assert_string_equal(told(&stage), text);
	stage_close(&stage);
	free(text);
}

static pid_t
pid_told(struct stage *stage, const char *text)
{
	char *line = told(stage), *end = NULL;
	long pid = strtol(line, &end, 10);

	assert_true(pid > 1);
	assert_string_equal(end, text);
	return (pid_t)pid;
}

static void
speech_say__kills_what_was_being_said(void **state)
{
	struct stage stage;
	pid_t first, second;

	(void)state;
	stage_open(&stage, stuck);
	say(&stage, "satu\n");
	first = pid_told(&stage, " satu\n");
	assert_true(stage.port.tick(stage.port.ctx));
	assert_int_equal(kill(first, 0), 0);
	say(&stage, "dua\n");
	second = pid_told(&stage, " dua\n");
	while (kill(first, 0) == 0)
		assert_true(stage.port.tick(stage.port.ctx));
	assert_int_equal(kill(second, 0), 0);
	stage.port.hush(stage.port.ctx);
	assert_false(stage.port.tick(stage.port.ctx));
	while (kill(second, 0) == 0)
		assert_false(stage.port.tick(stage.port.ctx));
	stage.port.hush(stage.port.ctx);
	stage_close(&stage);
}

/* Whoever presses keys quickly starts no program for what they have passed already. */
static void
speech_say__starts_only_the_text_of_the_tick(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, echo);
	stage.port.say(stage.port.ctx, "satu");
	stage.port.say(stage.port.ctx, "dua");
	assert_true(stage.port.tick(stage.port.ctx));
	assert_string_equal(told(&stage), "dua");
	stage.port.say(stage.port.ctx, "tiga");
	stage.port.hush(stage.port.ctx);
	assert_false(stage.port.tick(stage.port.ctx));
	stage_close(&stage);
}

static void
speech_say__hushes_on_an_empty_text(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, stuck);
	say(&stage, "satu\n");
	(void)pid_told(&stage, " satu\n");
	say(&stage, "");
	assert_false(stage.port.tick(stage.port.ctx));
	stage_close(&stage);
}

static void
speech_say__survives_a_voice_that_dies_or_is_missing(void **state)
{
	static const char *const commands[] = { "false", "true", "/no/such/program",
		"espeak-nowhere --stdin", "/dev/null" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		struct stage stage;

		assert_int_equal(make(commands[i], &stage.speech), ST_OK);
		stage.port = speech_port(stage.speech);
		for (int n = 0; n < 20; n++)
			say(&stage, "Selamat datang.");
		wait_until_silent(&stage);
		speech_free(stage.speech);
	}
}

static void
speech_say__gives_none_of_our_descriptors_away(void **state)
{
	struct stage stage;
	int fd;

	(void)state;
	stage_open(&stage,
		"if [ -e /proc/$$/fd/77 ]; then echo leaked; else echo clean; fi > \"$1\"\n");
	fd = dup2(stage.fd, 77);
	assert_int_equal(fd, 77);
	say(&stage, "x");
	assert_string_equal(told(&stage), "clean\n");
	close(fd);
	stage_close(&stage);
}

static void
speech_tune__holds_for_the_next_text_and_is_clamped(void **state)
{
	static const struct {
		int loudness, speed;
		const char *told;
	} cases[] = {
		{ 100, 140, "100 140\n" },
		{ 50, 90, "50 90\n" },
		{ -5, 0, "0 80\n" },
		{ 9999, 9999, "200 450\n" },
	};
	struct stage stage;

	(void)state;
	stage_open(&stage, "echo \"$2 $3\" > \"$1\"\n");
	say(&stage, "x");
	assert_string_equal(told(&stage), "100 140\n");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		stage.port.tune(stage.port.ctx, cases[i].loudness, cases[i].speed);
		say(&stage, "x");
		assert_string_equal(told(&stage), cases[i].told);
	}
	stage_close(&stage);
}

static void
speech_new__without_a_command_is_not_present(void **state)
{
	static const char *const commands[] = { "", "  ", "none" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		struct speech *speech = NULL;
		struct speech_port port;

		assert_int_equal(make(commands[i], &speech), ST_OK);
		port = speech_port(speech);
		assert_false(port.present);
		port.say(port.ctx, "x");
		assert_false(port.tick(port.ctx));
		port.hush(port.ctx);
		speech_free(speech);
	}
}

static void
speech_new__refuses_commands_it_cannot_hold(void **state)
{
	char many[200] = "", longer[500];
	struct speech *speech = NULL;

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(many); i += 2)
		memcpy(many + i, "a ", 3);
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(make(many, &speech), ST_CONFIG);
	assert_int_equal(make(longer, &speech), ST_CONFIG);
	assert_int_equal(make("espeak-ng -a {volume}", &speech), ST_CONFIG);
	assert_null(speech);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(speech_say__gives_the_text_to_the_program),
		cmocka_unit_test(speech_say__has_no_limit_of_a_pipe),
		cmocka_unit_test(speech_say__kills_what_was_being_said),
		cmocka_unit_test(speech_say__starts_only_the_text_of_the_tick),
		cmocka_unit_test(speech_say__hushes_on_an_empty_text),
		cmocka_unit_test(speech_say__survives_a_voice_that_dies_or_is_missing),
		cmocka_unit_test(speech_say__gives_none_of_our_descriptors_away),
		cmocka_unit_test(speech_tune__holds_for_the_next_text_and_is_clamped),
		cmocka_unit_test(speech_new__without_a_command_is_not_present),
		cmocka_unit_test(speech_new__refuses_commands_it_cannot_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
