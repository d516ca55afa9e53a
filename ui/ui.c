/* SPDX-License-Identifier: Apache-2.0 */
/* Terminal, keys and visit tied to the loop. Curses only draws: its getch would block the loop
 * for the rest of an Escape, and hands unknown sequences on as typed keys. */
#include "ui/ui.h"

#include "base/loop.h"
#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/keyboard.h"
#include "ui/paint.h"
#include "ui/rescue.h"
#include "ui/screen.h"
#include "work/visit.h"

#include <curses.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TICK_MS = 250 };

struct ui {
	struct loop *loop;   /* borrowed */
	struct visit *visit; /* borrowed */
	struct screen screen;
	struct canvas canvas;
	struct keyboard keyboard;
	int tick;           /* timer of the loop; 0 none */
	bool drawn;         /* something was drawn since the size changed */
	unsigned revision;  /* that was drawn */
	size_t line, next_line; /* of the page: the first drawn, and the one to read on from; 0 none */
	int ended_by;
};

/* --- pictures out ------------------------------------------------------------------------- */

static void
before_wait(void *ctx)
{
	struct ui *ui = ctx;
	unsigned revision = visit_revision(ui->visit);
	const struct page *page = visit_page(ui->visit);

	if (visit_wants_quit(ui->visit))
		loop_stop(ui->loop);
	if (ui->drawn && revision == ui->revision)
		return;
	ui->next_line = draw_page_from(
		&ui->canvas, page, visit_preview(ui->visit), ui->line);
	paint_canvas(stdscr, &ui->canvas, page->look.theme);
	(void)refresh(); /* fails on a dead terminal only, which the next read tells */
	ui->revision = revision;
	ui->drawn = true;
}

static void
take_size(struct ui *ui)
{
	if (!screen_take_size())
		return;
	if (canvas_resize(&ui->canvas, COLS, LINES) != ST_OK)
		return;              /* the old picture, clipped, is better than none */
	(void)clearok(stdscr, TRUE); /* always OK */
	ui->line = 0;
	ui->drawn = false;
}

/* --- keys in ------------------------------------------------------------------------------ */

static void
act(void *ctx, const struct action *action)
{
	static const struct action read_on = { .kind = ACTION_READ_ON };
	struct ui *ui = ctx;
	bool reads_on = action->kind == ACTION_ENTER && (ui->line > 0 || ui->next_line > 0) &&
			draw_can_read_on(visit_page(ui->visit));

	ui->line = reads_on ? ui->next_line : 0;
	ui->drawn = false;
	visit_act(ui->visit, reads_on ? &read_on : action);
}

static enum field_kind
field(void *ctx)
{
	const struct ui *ui = ctx;

	return visit_page(ui->visit)->field.kind;
}

static void
terminal_gone(void *ctx)
{
	struct ui *ui = ctx;

	loop_stop(ui->loop);
}

/* --- signals and time --------------------------------------------------------------------- */

static void
on_signal(void *ctx, int fd, short revents)
{
	struct ui *ui = ctx;
	struct rescue_news news;

	(void)fd;
	(void)revents;
	rescue_signals(&news);
	if (news.resize)
		take_size(ui);
	if (news.end) {
		ui->ended_by = news.end;
		loop_stop(ui->loop);
	}
}

static void
on_tick(void *ctx)
{
	struct ui *ui = ctx;

	visit_tick(ui->visit);
}

/* --- opening and closing ------------------------------------------------------------------ */

static enum status
join_loop(struct ui *ui)
{
	enum status st;

	st = keyboard_listen(&ui->keyboard);
	if (st == ST_OK)
		st = loop_watch(ui->loop, ui->screen.signal_fd, POLLIN, on_signal, ui, "ui.signal");
	if (st == ST_OK)
		st = loop_tick(ui->loop, TICK_MS, on_tick, ui, "ui.tick", &ui->tick);
	if (st != ST_OK)
		return st;
	loop_before_wait(ui->loop, before_wait, ui);
	return ST_OK;
}

static void
leave_loop(struct ui *ui)
{
	loop_unwatch(ui->loop, ui->screen.signal_fd);
	if (ui->tick)
		loop_untick(ui->loop, ui->tick);
	loop_before_wait(ui->loop, NULL, NULL);
}

enum status
ui_open(struct loop *loop, struct visit *visit, const struct ui_options *options,
	struct ui **ret_ui)
{
	struct keys_options key_options = { .allow_quit = options->allow_quit,
		.scanner = options->scanner };
	struct ui *ui = calloc(1, sizeof(*ui));
	enum status st;

	if (ui == NULL)
		return ST_NO_MEMORY;
	ui->loop = loop;
	ui->visit = visit;
	ui->screen.signal_fd = -1;
	canvas_init(&ui->canvas);
	keyboard_init(&ui->keyboard, loop,
		&(struct keys_sink){ .act = act, .field = field, .ctx = ui }, &key_options,
		terminal_gone);
	st = screen_open(&ui->screen);
	if (st == ST_OK)
		st = canvas_resize(&ui->canvas, COLS, LINES);
	if (st == ST_OK)
		st = join_loop(ui);
	if (st == ST_OK)
		*ret_ui = ui;
	else
		ui_close(ui);
	return st;
}

void
ui_show(struct ui *ui)
{
	before_wait(ui);
}

void
ui_close(struct ui *ui)
{
	if (ui == NULL)
		return;
	leave_loop(ui);
	keyboard_close(&ui->keyboard);
	screen_close(&ui->screen);
	canvas_free(&ui->canvas);
	free(ui);
}

int
ui_ended_by(const struct ui *ui)
{
	return ui->ended_by;
}
