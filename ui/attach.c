/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of a kiosk on this terminal, keys back to it: one loop, as the kiosk's own. */
#include "ui/attach.h"

#include "base/loop.h"
#include "base/str.h"
#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/frame.h"
#include "ui/keyboard.h"
#include "ui/paint.h"
#include "ui/rescue.h"
#include "ui/screen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TURN_MS = 1000, PICTURES_A_TURN = 32 };

struct client {
	int fd; /* borrowed */
	struct loop *loop;
	struct screen screen;
	struct canvas canvas;
	struct frame_head head;
	struct keyboard keyboard;
	uint8_t *packet; /* ATTACH_PACKET_MAX, owned */
	struct attach_message over;
	bool ended;
};

static void
end(struct client *client, enum attach_why why)
{
	client->over = (struct attach_message){ .kind = ATTACH_OVER, .why = why };
	client->ended = true;
}

/* --- pictures in -------------------------------------------------------------------------- */

static void
paint(struct client *client)
{
	(void)erase();
	paint_canvas(stdscr, &client->canvas, client->head.theme);
	(void)refresh(); /* fails on a dead terminal only, which the next read tells */
}

/* What stands there until the kiosk's first picture. */
static enum status
paint_greeting(struct client *client)
{
	struct page page;
	enum status st = canvas_resize(&client->canvas, COLS, LINES);

	if (st != ST_OK)
		return st;
	page_init(&page);
	page.kind = STEP_INFO;
	page.plus = PLUS_NOTHING;
	str_clip(page.ask, sizeof(page.ask), TR(N_("Menyambung ke mesin")));
	str_clip(page.todo, sizeof(page.todo), TR(N_("Tunggu sebentar. Ctrl-Q: keluar.")));
	draw_page(&client->canvas, &page, NULL);
	paint(client);
	return ST_OK;
}

/* Only the newest of the pictures that have come is painted. True: there may be more. */
static bool
take_packet(struct client *client, bool *ret_is_picture)
{
	ssize_t n =
		recv(client->fd, client->packet, ATTACH_PACKET_MAX, MSG_DONTWAIT | MSG_TRUNC);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		client->ended = true; /* without a word */
	} else if (n <= ATTACH_PACKET_MAX && client->packet[0] == ATTACH_FRAME &&
		   frame_take(client->packet, (size_t)n, &client->canvas, &client->head) ==
			   ST_OK) {
		*ret_is_picture = true;
	} else if (attach_wire_take(client->packet, (size_t)n, &client->over) == ST_OK &&
		   client->over.kind == ATTACH_OVER) {
		client->ended = true;
	} else {
		end(client, ATTACH_BROKEN);
	}
	return !client->ended;
}

static void
on_kiosk(void *ctx, int fd, short revents)
{
	struct client *client = ctx;
	bool is_picture = false;

	(void)fd;
	(void)revents;
	for (int i = 0; i < PICTURES_A_TURN && take_packet(client, &is_picture); i++)
		;
	wipe(client->packet, ATTACH_PACKET_MAX);
	if (is_picture && !client->ended)
		paint(client);
}

/* --- keys out ----------------------------------------------------------------------------- */

/* What a kiosk that stands still has no room for is lost, as its pictures are. */
static void
tell(struct client *client, const struct attach_message *message)
{
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	size_t n;

	if (attach_wire_put(message, bytes, &n) == ST_OK)
		(void)send(client->fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
	wipe(bytes, sizeof(bytes));
}

static void
act(void *ctx, const struct action *action)
{
	struct client *client = ctx;
	const struct attach_message key = {
		.kind = ATTACH_KEY, .action = (int)action->kind, .ch = action->ch
	};

	if (action->kind == ACTION_QUIT)
		end(client, ATTACH_LEFT);
	else if (action->kind != ACTION_SCAN)
		tell(client, &key);
}

static enum field_kind
field(void *ctx)
{
	const struct client *client = ctx;

	return client->head.field;
}

static void
terminal_gone(void *ctx)
{
	end(ctx, ATTACH_LEFT);
}

/* --- size and signals --------------------------------------------------------------------- */

static void
tell_size(struct client *client, enum attach_kind kind)
{
	struct attach_message size = {
		.kind = kind, .version = ATTACH_VERSION, .columns = COLS, .rows = LINES
	};

	str_clip(size.program, sizeof(size.program), VERSION);
	tell(client, &size);
}

static void
on_signal(void *ctx, int fd, short revents)
{
	struct client *client = ctx;
	struct rescue_news news;

	(void)fd;
	(void)revents;
	rescue_signals(&news);
	if (news.resize && screen_take_size()) {
		(void)clearok(stdscr, TRUE); /* always OK */
		paint(client);
		tell_size(client, ATTACH_SIZE);
	}
	if (news.end)
		end(client, ATTACH_LEFT);
}

/* --- life --------------------------------------------------------------------------------- */

static enum status
join_loop(struct client *client)
{
	struct loop *loop = client->loop;
	enum status st;

	st = keyboard_listen(&client->keyboard);
	if (st == ST_OK)
		st = loop_watch(
			loop, client->screen.signal_fd, POLLIN, on_signal, client, "signal");
	if (st == ST_OK)
		st = loop_watch(loop, client->fd, POLLIN, on_kiosk, client, "kiosk");
	return st;
}

static enum status
run(struct client *client)
{
	enum status st = paint_greeting(client);

	tell_size(client, ATTACH_HELLO);
	while (st == ST_OK && !client->ended)
		st = loop_turn(client->loop, TURN_MS);
	return st;
}

enum status
attach_show(int fd, struct attach_message *ret_over)
{
	static const struct keys_options options = { .allow_quit = true, .typed_only = true };
	struct client client = { .fd = fd, .packet = malloc(ATTACH_PACKET_MAX) };
	enum status st = client.packet ? loop_new(&client.loop) : ST_NO_MEMORY;

	client.screen.signal_fd = -1;
	canvas_init(&client.canvas);
	keyboard_init(&client.keyboard, client.loop,
		&(struct keys_sink){ .act = act, .field = field, .ctx = &client }, &options,
		terminal_gone);
	if (st == ST_OK)
		st = screen_open(&client.screen);
	if (st == ST_OK)
		st = join_loop(&client);
	if (st == ST_OK)
		st = run(&client);
	keyboard_close(&client.keyboard);
	screen_close(&client.screen);
	canvas_free(&client.canvas);
	loop_free(client.loop);
	free(client.packet); /* wiped after each turn */
	if (st == ST_OK)
		*ret_over = client.over;
	return st;
}
