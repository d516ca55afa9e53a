/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The voice with real child processes: a program called espeak-ng that writes down what it is given and misbehaves on
 * command, a player, recorded sentences, and the real espeak-ng into a sound file. Time is the test's.
 */
#include "base/array.h"
#include "base/recording.h"
#include "base/str.h"
#include "device/speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 256, TEXT_ROOM = 8192, SECOND_MS = 1000 };

#define COMMAND "espeak-ng -v id --stdin -a {loudness} -s {speed}"

static char folder[PATH_ROOM], path_before[4096];
static int64_t now_ms = 1000000;

struct stage {
	struct speech *speech;
	struct speech_port port;
	int fds;
};

static int64_t
clock_ms(void)
{
	return now_ms;
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static const char *
in_folder(const char *name)
{
	static char path[4][PATH_ROOM * 2];
	static size_t at;

	at = (at + 1) % ARRAY_LEN(path);
	assert_int_equal(str_format(path[at], sizeof(path[at]), "%s/%s", folder, name), ST_OK);
	return path[at];
}

static void
write_file(const char *name, const char *text, mode_t mode)
{
	FILE *file = fopen(in_folder(name), "we");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(in_folder(name), mode), 0);
}

static const char *
read_file(const char *name)
{
	static char text[TEXT_ROOM];
	FILE *file = fopen(in_folder(name), "re");
	size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;

	if (file)
		assert_int_equal(fclose(file), 0);
	text[n] = '\0';
	return text;
}

static int
drop(const char *path, const struct stat *about, int flag, struct FTW *walk)
{
	(void)about;
	(void)flag;
	(void)walk;
	return remove(path);
}

/* --- the stage ------------------------------------------------------------------------------------------------------ */

static const char speaks[] = "echo \"$@\" >> \"$(dirname \"$0\")/arguments\"\n"
			     "cat >> \"$(dirname \"$0\")/said\"\n"
			     "echo >> \"$(dirname \"$0\")/said\"\n";

static void
be(const char *script)
{
	char text[1024];

	assert_int_equal(str_format(text, sizeof(text), "#!/bin/sh\n%s", script), ST_OK);
	write_file("espeak-ng", text, 0700);
}

static int
count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	assert_int_equal(closedir(dir), 0);
	return n;
}

static int
new_stage(void **state)
{
	static struct stage stage;
	char path[4096 + PATH_ROOM];

	assert_int_equal(str_copy(folder, sizeof(folder), "/tmp/voice.XXXXXX"), ST_OK);
	assert_non_null(mkdtemp(folder));
	assert_int_equal(str_format(path, sizeof(path), "%s:%s", folder, path_before), ST_OK);
	assert_int_equal(setenv("PATH", path, 1), 0);
	assert_int_equal(mkdir(in_folder("recordings"), 0700), 0);
	write_file("player", "#!/bin/sh\necho \"PLAYED ${1##*/}\" >> \"$(dirname \"$0\")/said\"\n", 0700);
	be(speaks);
	stage.fds = count_fds();
	*state = &stage;
	return 0;
}

/* After the recordings are there: the folder is read once. */
static void
begin(struct stage *stage)
{
	const struct speech_options options = { .command = COMMAND,
		.recordings = in_folder("recordings"),
		.player = "player {file}",
		.now_ms = clock_ms };

	assert_int_equal(speech_new(&options, &stage->speech), ST_OK);
	stage->port = speech_port(stage->speech);
}

/* Nothing is left of it: no child, no descriptor. */
static int
free_stage(void **state)
{
	struct stage *stage = *state;
	siginfo_t info;

	stage->port.hush(stage->port.ctx);
	for (int i = 0; i < 20000 && waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0; i++) {
		(void)stage->port.tick(stage->port.ctx);
		(void)poll(NULL, 0, 1);
	}
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	speech_free(stage->speech);
	assert_int_equal(count_fds(), stage->fds);
	assert_int_equal(nftw(folder, drop, 8, FTW_DEPTH | FTW_PHYS), 0);
	return 0;
}

static void
say(struct stage *stage, const char *text)
{
	stage->port.say(stage->port.ctx, text);
	(void)stage->port.tick(stage->port.ctx);
}

static void
until_silent(struct stage *stage)
{
	while (stage->port.tick(stage->port.ctx))
		(void)poll(NULL, 0, 1);
}

static void
assert_state(const struct stage *stage, enum status expected)
{
	assert_string_equal(status_name(stage->port.state(stage->port.ctx)), status_name(expected));
}

static int
starts(void)
{
	int n = 0;

	for (const char *at = read_file("arguments"); (at = strchr(at, '\n')) != NULL; at++)
		n++;
	return n;
}

/* --- tests ----------------------------------------------------------------------------------------------------------- */

static void
espeak__is_given_words_it_would_say_wrongly_in_phonemes(void **state)
{
	struct stage *stage = *state;

	begin(stage);
	say(stage, "Tekan enam untuk suara. Uang.");
	until_silent(stage);
	assert_string_equal(read_file("said"), "[[t@k'an]] [[@n'am]] untuk suara. Uang.\n");
	assert_string_equal(read_file("arguments"), "-v id --stdin -a 100 -s 140\n");
	assert_state(stage, ST_OK);
}

static void
record(const char *sentence)
{
	char name[RECORDING_NAME], file[PATH_ROOM];

	recording_name(sentence, strlen(sentence), name);
	assert_int_equal(str_format(file, sizeof(file), "recordings/%s.wav", name), ST_OK);
	write_file(file, "", 0600);
}

static void
recorded__sentences_are_played_in_their_place(void **state)
{
	struct stage *stage = *state;
	char name[RECORDING_NAME], expected[TEXT_ROOM];

	record("Anda mau apa?");
	begin(stage);
	say(stage, "Selamat datang. anda mau apa? Ambil uang. Lihat saldo.");
	until_silent(stage);
	recording_name("Anda mau apa?", 13, name);
	assert_int_equal(str_format(expected, sizeof(expected),
				 "Selamat datang. \nPLAYED %s.wav\nAmbil uang. Lihat saldo.\n", name),
		ST_OK);
	assert_string_equal(read_file("said"), expected);
}

static void
recorded__sentences_whose_player_fails_are_spoken(void **state)
{
	static const char *const players[] = { "#!/bin/sh\nexit 1\n", "#!/no/such/shell\n" };
	struct stage *stage = *state;

	record("Anda mau apa?");
	for (size_t i = 0; i < ARRAY_LEN(players); i++) {
		write_file("player", players[i], 0700);
		write_file("said", "", 0600);
		begin(stage);
		say(stage, "Anda mau apa? Ambil uang.");
		until_silent(stage);
		assert_string_equal(read_file("said"), "Anda mau apa? Ambil uang.\n");
		assert_state(stage, ST_OK);
		if (i + 1 < ARRAY_LEN(players))
			speech_free(stage->speech);
	}
}

/* One second, two, four: what is asked for meanwhile is not said, and costs nothing. */
static void
crash__is_left_alone_for_longer_and_longer(void **state)
{
	struct stage *stage = *state;

	be("echo x >> \"$(dirname \"$0\")/arguments\"\nkill -SEGV $$\n");
	begin(stage);
	for (int wait = 1, begun = 1; wait <= 4; wait *= 2, begun++) {
		say(stage, "Selamat datang.");
		until_silent(stage);
		assert_state(stage, ST_GONE);
		assert_int_equal(starts(), begun);
		now_ms += wait * SECOND_MS - 1;
		say(stage, "Selamat datang.");
		assert_false(stage->port.tick(stage->port.ctx));
		assert_int_equal(starts(), begun);
		now_ms++;
	}
	be(speaks);
	say(stage, "Ada lagi.");
	until_silent(stage);
	assert_state(stage, ST_OK);
	assert_string_equal(read_file("said"), "Ada lagi.\n");
}

static void
missing__program_is_found_once_it_is_there(void **state)
{
	struct stage *stage = *state;

	assert_int_equal(unlink(in_folder("espeak-ng")), 0);
	assert_int_equal(setenv("PATH", folder, 1), 0); /* not this machine's own */
	begin(stage);
	say(stage, "Halo.");
	until_silent(stage);
	assert_state(stage, ST_NOT_FOUND);
	now_ms += SECOND_MS;
	write_file("espeak-ng", "#!/bin/sh\nread -r line\necho \"$line\" >> \"${0%/*}/said\"\n", 0700);
	say(stage, "Halo.\n");
	until_silent(stage);
	assert_string_equal(read_file("said"), "Halo.\n");
}

/* A sound device that does not play: the program takes the text, or not even that, and stays. */
static void
hang__is_killed_when_its_words_would_long_be_over(void **state)
{
	static const char *const scripts[] = { "cat > /dev/null\nexec tail -f /dev/null\n",
		"exec tail -f /dev/null\n", "kill -STOP $$\n" };
	struct stage *stage = *state;

	begin(stage);
	for (size_t i = 0; i < ARRAY_LEN(scripts); i++) {
		be(scripts[i]);
		say(stage, "Selamat datang.");
		assert_true(stage->port.tick(stage->port.ctx));
		now_ms += 10 * SECOND_MS;
		assert_true(stage->port.tick(stage->port.ctx));
		now_ms += 60 * SECOND_MS;
		assert_false(stage->port.tick(stage->port.ctx));
		assert_state(stage, ST_TIMEOUT);
		now_ms += 600 * SECOND_MS;
	}
}

/* Keys come faster than programs die; each text takes the place of the one before. */
static void
keys__cost_nothing_whatever_the_program_does(void **state)
{
	static const char *const scripts[] = { "cat > /dev/null\nexec tail -f /dev/null\n",
		"exec tail -f /dev/null\n", "kill -STOP $$\n", "exit 0\n", "kill -KILL $$\n" };
	struct stage *stage = *state;
	char *text = malloc(500001);

	assert_non_null(text);
	memset(text, 'a', 500000);
	text[500000] = '\0';
	begin(stage);
	for (size_t i = 0; i < ARRAY_LEN(scripts); i++) {
		be(scripts[i]);
		for (int n = 0; n < 30; n++) {
			say(stage, text);
			now_ms += 100;
		}
		now_ms += 600 * SECOND_MS;
	}
	free(text);
}

/* Without a sound card espeak-ng ends at once and says that all is well. */
static void
silence__is_noticed_by_its_haste(void **state)
{
	static const char text[] = "Selamat datang di Mal Pelayanan Publik. Ambil uang jaminan hari "
				   "tua di sini. Tekan lima untuk suara.";
	struct stage *stage = *state;

	be("exit 0\n");
	begin(stage);
	say(stage, text);
	until_silent(stage);
	assert_state(stage, ST_IO);
	be("exit 0\n");
	say(stage, text);
	now_ms += 9 * SECOND_MS;
	until_silent(stage);
	assert_state(stage, ST_OK);
}

static long
sound_bytes(struct stage *stage, int words_a_minute)
{
	struct stat about;

	stage->port.tune(stage->port.ctx, 100, words_a_minute);
	say(stage, "Tekan satu untuk ambil uang jaminan hari tua.");
	until_silent(stage);
	assert_state(stage, ST_OK);
	assert_int_equal(stat(in_folder("sound.wav"), &about), 0);
	return (long)about.st_size;
}

/* The real one makes sound of it: 16 bits at 22 kHz, a few seconds, longer when slower. */
static void
espeak__makes_sound_of_words(void **state)
{
	struct stage *stage = *state;
	char command[PATH_ROOM * 2];
	const struct speech_options options = { .command = command, .now_ms = clock_ms };
	long normal, slow;

	assert_int_equal(unlink(in_folder("espeak-ng")), 0);
	assert_int_equal(str_format(command, sizeof(command),
				 "espeak-ng -v id --stdin -a {loudness} -s {speed} -w %s/sound.wav", folder),
		ST_OK);
	assert_int_equal(speech_new(&options, &stage->speech), ST_OK);
	stage->port = speech_port(stage->speech);
	normal = sound_bytes(stage, 140);
	slow = sound_bytes(stage, 90);
	assert_true(normal > 2 * 44100);
	assert_true(normal < 10 * 44100);
	assert_true(slow > normal * 5 / 4);
}

int
main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, new_stage, free_stage)
	static const struct CMUnitTest tests[] = {
		T(espeak__is_given_words_it_would_say_wrongly_in_phonemes),
		T(recorded__sentences_are_played_in_their_place),
		T(recorded__sentences_whose_player_fails_are_spoken),
		T(crash__is_left_alone_for_longer_and_longer),
		T(missing__program_is_found_once_it_is_there),
		T(hang__is_killed_when_its_words_would_long_be_over),
		T(keys__cost_nothing_whatever_the_program_does),
		T(silence__is_noticed_by_its_haste),
		T(espeak__makes_sound_of_words),
	};

	assert_int_equal(str_copy(path_before, sizeof(path_before), getenv("PATH")), ST_OK);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
