/* SPDX-License-Identifier: Apache-2.0 */
/* The voice as child processes, one after the other. */
#include "device/speech.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/recording.h"
#include "base/str.h"
#include "device/command.h"
#include "device/pronounce.h"
#include "device/recordings.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	TEXT_MAX = 1024 * 1024,
	DYING_MAX = 8, /* killed and not yet collected: stuck in a sound driver */
	LOUDNESS_MAX = 200,
	SPEED_MIN = 80,
	SPEED_MAX = 450,
	FILE_ROOM = 384,
	WORD_BYTES = 6, /* with the blank behind */
	PATIENCE_MS = 15000,
	PATIENCE_FACTOR = 4, /* of the time the words take */
	PLAYING_MS = 60000,
	SILENT_BYTES = 80, /* said in a tenth of its time, such a text was not said */
	SILENT_FACTOR = 10,
	WAIT_MS = 1000,
	WAITS_MAX = 6, /* 1 s, 2 s … 64 s */
};

/* What is being said. */
struct saying {
	pid_t pid; /* 0: nothing; leads a process group of its own */
	bool plays;
	size_t from; /* of the text that waits */
	int64_t began_ms;
	int64_t takes_ms, until_ms; /* about, and at the latest */
};

struct speech {
	struct command voice, player;
	struct recordings *recordings;
	bool in_phonemes;
	int64_t (*now_ms)(void);
	int loudness, words_a_minute;
	struct saying now;
	pid_t dying[DYING_MAX];
	size_t dying_n;
	struct buf text; /* as it was given; said up to: */
	size_t said;
	enum status state;
	int failures;                      /* of the voice, one after the other */
	int64_t retry_ms, player_retry_ms; /* left alone until then */
};

/* --- holes of the commands ----------------------------------------------------------------------------------------- */

enum { LOUDNESS, SPEED, FILE_OF_PLAYER, HOLES };

struct holes {
	char loudness[12], speed[12];
	struct fill fill[HOLES];
};

static void
fill_holes(const struct speech *speech, const char *file, struct holes *ret)
{
	if (str_format(ret->loudness, sizeof(ret->loudness), "%d", speech->loudness) != ST_OK ||
		str_format(ret->speed, sizeof(ret->speed), "%d", speech->words_a_minute) != ST_OK)
		ret->loudness[0] = ret->speed[0] = '\0'; /* there is room */
	ret->fill[LOUDNESS] = (struct fill){ "loudness", ret->loudness };
	ret->fill[SPEED] = (struct fill){ "speed", ret->speed };
	ret->fill[FILE_OF_PLAYER] = (struct fill){ "file", file };
}

/* --- children ------------------------------------------------------------------------------------------------------ */

/** A file in memory with the text, at its start: a child may be slow to read or die at once,
 *  and nobody waits. */
static enum status
text_to_fd(const char *text, size_t n, int *ret_fd)
{
	int fd = memfd_create("speech", MFD_CLOEXEC);

	if (fd < 0)
		return status_from_errno(errno);
	if (write(fd, text, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		return ST_IO;
	}
	*ret_fd = fd;
	return ST_OK;
}

static void
collect_dying(struct speech *speech)
{
	size_t left = 0;

	for (size_t i = 0; i < speech->dying_n; i++)
		if (child_end(speech->dying[i]) == CHILD_RUNS)
			speech->dying[left++] = speech->dying[i];
	speech->dying_n = left;
}

/* The list has room: nobody is started while it is full. */
static void
kill_now(struct speech *speech)
{
	(void)kill(-speech->now.pid, SIGKILL); /* it may end by itself just now */
	speech->dying[speech->dying_n++] = speech->now.pid;
	speech->now.pid = 0;
	collect_dying(speech);
}

/* --- how the programs behave ---------------------------------------------------------------------------------------- */

static void
forget_text(struct speech *speech)
{
	buf_clear(&speech->text);
	speech->said = 0;
}

/** What waits is dropped: late words help nobody. */
static void
voice_failed(struct speech *speech, enum status st)
{
	int waits = speech->failures < WAITS_MAX ? speech->failures : WAITS_MAX;

	if (speech->state != st)
		log_error("voice: %s", status_words(st));
	speech->state = st;
	speech->failures++;
	speech->retry_ms = speech->now_ms() + ((int64_t)WAIT_MS << waits);
	forget_text(speech);
}

/** Its sentence is said by the voice, and so are those of the next minute. */
static void
player_failed(struct speech *speech, const char *why)
{
	log_error("voice: speech.player: %s", why);
	speech->player_retry_ms = speech->now_ms() + ((int64_t)WAIT_MS << WAITS_MAX);
	speech->said = speech->now.from;
}

/** Nobody has spoken so many words in so little time. */
static bool
was_silent(const struct speech *speech)
{
	const struct saying *now = &speech->now;

	return now->takes_ms >= (int64_t)SILENT_BYTES * 60000 / WORD_BYTES / speech->words_a_minute &&
	       speech->now_ms() - now->began_ms < now->takes_ms / SILENT_FACTOR;
}

static void
ended(struct speech *speech, enum child_end end)
{
	speech->now.pid = 0;
	if (speech->now.plays) {
		if (end == CHILD_BADLY)
			player_failed(speech, "ended with an error");
	} else if (end == CHILD_BADLY) {
		voice_failed(speech, ST_GONE);
	} else {
		speech->failures = 0;
		speech->state = was_silent(speech) ? ST_IO : ST_OK;
	}
}

static void
overdue(struct speech *speech)
{
	kill_now(speech);
	if (speech->now.plays)
		player_failed(speech, "took too long");
	else
		voice_failed(speech, ST_TIMEOUT);
}

static void
follow(struct speech *speech)
{
	enum child_end end = child_end(speech->now.pid);

	if (end != CHILD_RUNS)
		ended(speech, end);
	else if (speech->now_ms() >= speech->now.until_ms)
		overdue(speech);
}

/* --- the next part of the text -------------------------------------------------------------------------------------- */

static bool
is_recorded(const struct speech *speech, const char *sentence, size_t n, char file[FILE_ROOM])
{
	return speech->player.words > 0 && speech->now_ms() >= speech->player_retry_ms &&
	       recordings_find(speech->recordings, sentence, n, file, FILE_ROOM);
}

/** Bytes up to the next sentence that is recorded. */
static size_t
plain_part(const struct speech *speech, const char *text)
{
	const char *at = text;
	char file[FILE_ROOM];
	size_t n = recording_sentence(&at);

	for (const char *next = at + n; (n = recording_sentence(&next)) > 0; next += n) {
		if (is_recorded(speech, next, n, file))
			return (size_t)(next - text);
	}
	return strlen(text);
}

static enum status
speak_part(struct speech *speech, const char *text, size_t n)
{
	struct holes holes;
	struct buf words;
	enum status st;
	int fd = -1;

	buf_init(&words, 4 * TEXT_MAX);
	fill_holes(speech, "", &holes);
	st = speech->in_phonemes ? pronounce(text, n, &words) : buf_add(&words, text, n);
	if (st == ST_OK)
		st = text_to_fd(words.data, words.len, &fd);
	if (st == ST_OK) {
		st = command_start(&speech->voice, holes.fill, FILE_OF_PLAYER, fd, &speech->now.pid);
		close(fd);
	}
	buf_free(&words);
	return st;
}

static enum status
play_part(struct speech *speech, const char *file)
{
	struct holes holes;
	enum status st;
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return status_from_errno(errno);
	fill_holes(speech, file, &holes);
	st = command_start(&speech->player, holes.fill, HOLES, fd, &speech->now.pid);
	close(fd);
	return st;
}

static void
begin(struct speech *speech, size_t from, size_t n, bool plays)
{
	int64_t takes_ms = (int64_t)n * 60000 / WORD_BYTES / speech->words_a_minute;

	speech->now.plays = plays;
	speech->now.from = from;
	speech->now.began_ms = speech->now_ms();
	speech->now.takes_ms = takes_ms;
	speech->now.until_ms = speech->now.began_ms + PATIENCE_MS +
			       (plays ? PLAYING_MS : PATIENCE_FACTOR * takes_ms);
	speech->said = from + n;
}

static void
start_next(struct speech *speech)
{
	const char *text = speech->text.data + speech->said;
	char file[FILE_ROOM];
	size_t n = recording_sentence(&text), from = (size_t)(text - speech->text.data);
	bool plays = n > 0 && is_recorded(speech, text, n, file);
	enum status st = ST_OK;

	if (n == 0 || speech->now_ms() < speech->retry_ms || speech->dying_n == DYING_MAX) {
		forget_text(speech);
		return;
	}
	n = plays ? n : plain_part(speech, text);
	st = plays ? play_part(speech, file) : speak_part(speech, text, n);
	begin(speech, from, n, plays);
	if (st == ST_OK)
		return;
	speech->now.pid = 0;
	if (plays)
		player_failed(speech, status_words(st));
	else
		voice_failed(speech, st == ST_NOT_FOUND ? ST_NOT_FOUND : ST_GONE);
}

/* --- the port ------------------------------------------------------------------------------------------------------- */

static bool
tick(void *ctx)
{
	struct speech *speech = ctx;

	collect_dying(speech);
	if (speech->now.pid != 0)
		follow(speech);
	if (speech->now.pid == 0 && speech->said < speech->text.len)
		start_next(speech);
	return speech->now.pid != 0;
}

static void
hush(void *ctx)
{
	struct speech *speech = ctx;

	forget_text(speech);
	if (speech->now.pid != 0)
		follow(speech);
	if (speech->now.pid != 0)
		kill_now(speech);
	forget_text(speech);
}

/* Starting a program takes milliseconds, which the next tick has and the answer to a key has
 * not; and who presses keys quickly starts nothing. */
static void
say(void *ctx, const char *text)
{
	struct speech *speech = ctx;

	hush(speech);
	if (speech->voice.words > 0 && buf_add_str(&speech->text, text) != ST_OK)
		forget_text(speech);
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

static enum status
state(void *ctx)
{
	const struct speech *speech = ctx;

	return speech->voice.words > 0 ? speech->state : ST_NOT_FOUND;
}

/* --- life ----------------------------------------------------------------------------------------------------------- */

static bool
is_espeak(const struct command *command)
{
	const char *slash = strrchr(command->text, '/');

	return command->words > 0 &&
	       strncmp(slash ? slash + 1 : command->text, "espeak", strlen("espeak")) == 0;
}

static enum status
take_commands(struct speech *speech, const struct speech_options *options)
{
	struct holes holes;
	enum status st = ST_OK;

	if (strcmp(options->command, "none") != 0)
		st = command_parse(options->command, &speech->voice);
	if (st == ST_OK && options->player)
		st = command_parse(options->player, &speech->player);
	fill_holes(speech, "", &holes);
	if (st == ST_OK && (!command_fits(&speech->voice, holes.fill, FILE_OF_PLAYER) ||
				   !command_fits(&speech->player, holes.fill, HOLES)))
		st = ST_CONFIG;
	speech->in_phonemes = is_espeak(&speech->voice);
	return st;
}

enum status
speech_new(const struct speech_options *options, struct speech **ret_speech)
{
	struct speech *speech = calloc(1, sizeof(*speech));
	enum status st = ST_OK, read = ST_OK;

	if (speech == NULL)
		return ST_NO_MEMORY;
	buf_init(&speech->text, TEXT_MAX);
	speech->now_ms = options->now_ms ? options->now_ms : loop_now_ms;
	tune(speech, SPEECH_LOUDNESS_DEFAULT, SPEECH_WORDS_DEFAULT);
	st = take_commands(speech, options);
	if (st == ST_OK)
		st = recordings_new(
			options->recordings ? options->recordings : "", &speech->recordings, &read);
	if (read != ST_OK)
		log_error("speech.recordings: %s", status_words(read));
	if (st == ST_OK)
		*ret_speech = speech;
	else
		speech_free(speech);
	return st;
}

void
speech_free(struct speech *speech)
{
	if (speech == NULL)
		return;
	hush(speech);
	recordings_free(speech->recordings);
	buf_free(&speech->text);
	free(speech);
}

struct speech_port
speech_port(struct speech *speech)
{
	return (struct speech_port){ .say = say,
		.hush = hush,
		.tune = tune,
		.tick = tick,
		.state = state,
		.present = speech->voice.words > 0,
		.ctx = speech };
}
