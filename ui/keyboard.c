/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of standard input, in pieces as they come, and the time between them. */
#include "ui/keyboard.h"

#include "base/loop.h"
#include "base/str.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { READ_ROOM = 4096 };

static void on_settle(void *ctx);

static void
schedule_settling(struct keyboard *keyboard)
{
	int due = keys_due_ms(&keyboard->keys, loop_now_ms());

	if (keyboard->settling)
		loop_untick(keyboard->loop, keyboard->settling);
	keyboard->settling = 0;
	if (due >= 0 && loop_tick(keyboard->loop, due + 1, on_settle, keyboard, "ui.settle",
				&keyboard->settling) != ST_OK)
		keys_clear(&keyboard->keys); /* no timer free: that key is lost, the next one is not */
}

static void
on_settle(void *ctx)
{
	struct keyboard *keyboard = ctx;

	keys_settle(&keyboard->keys, loop_now_ms());
	schedule_settling(keyboard);
}

static void
on_input(void *ctx, int fd, short revents)
{
	struct keyboard *keyboard = ctx;
	char bytes[READ_ROOM];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	(void)revents;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		keyboard->gone(keyboard->keys.sink.ctx);
		return;
	}
	keys_feed(&keyboard->keys, bytes, (size_t)n, loop_now_ms());
	wipe(bytes, (size_t)n);
	schedule_settling(keyboard);
}

void
keyboard_init(struct keyboard *keyboard, struct loop *loop, const struct keys_sink *sink,
	const struct keys_options *options, void (*gone)(void *ctx))
{
	*keyboard = (struct keyboard){ .loop = loop, .gone = gone };
	keys_init(&keyboard->keys, sink, options);
}

enum status
keyboard_listen(struct keyboard *keyboard)
{
	enum status st = loop_watch(
		keyboard->loop, STDIN_FILENO, POLLIN, on_input, keyboard, "ui.input");

	keyboard->listens = st == ST_OK;
	return st;
}

void
keyboard_close(struct keyboard *keyboard)
{
	if (keyboard->listens)
		loop_unwatch(keyboard->loop, STDIN_FILENO);
	if (keyboard->settling)
		loop_untick(keyboard->loop, keyboard->settling);
	keyboard->settling = 0;
	keyboard->listens = false;
	keys_clear(&keyboard->keys);
}
