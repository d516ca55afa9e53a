/* SPDX-License-Identifier: Apache-2.0 */
/* Taking and giving back the terminal. */
#include "ui/screen.h"

#include "ui/rescue.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Texts are UTF-8 whatever the environment says. */
static enum status
take_locale(void)
{
	if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return ST_OK;
	return setlocale(LC_CTYPE, "C.UTF-8") != NULL ? ST_OK : ST_UNSUPPORTED;
}

static enum status
begin_curses(struct screen *screen)
{
	enum status st = rescue_prepare(STDIN_FILENO);

	if (st != ST_OK)
		return st;
	screen->curses = newterm(NULL, stdout, stdin);
	if (screen->curses == NULL)
		return ST_UNSUPPORTED;
	st = rescue_begin(&screen->signal_fd);
	if (st != ST_OK)
		return st;
	if (raw() == ERR || noecho() == ERR || nonl() == ERR || leaveok(stdscr, TRUE) == ERR)
		return ST_UNSUPPORTED;
	if (typeahead(-1) == ERR) /* else a key under way leaves half a picture */
		return ST_UNSUPPORTED;
	(void)curs_set(0);   /* not every terminal can hide it */
	(void)start_color(); /* nor has colours: a theme copes with none */
	(void)use_default_colors();
	return ST_OK;
}

enum status
screen_open(struct screen *screen)
{
	enum status st = take_locale();

	*screen = (struct screen){ .signal_fd = -1 };
	return st == ST_OK ? begin_curses(screen) : st;
}

bool
screen_take_size(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 &&
	       size.ws_row > 0 && resizeterm(size.ws_row, size.ws_col) == OK;
}

void
screen_close(struct screen *screen)
{
	if (screen->curses) {
		(void)erase(); /* nothing personal stays in curses' memory or on the screen */
		(void)refresh();
	}
	rescue_end(); /* does what endwin would, so that there is one way out */
	if (screen->curses)
		delscreen(screen->curses);
	*screen = (struct screen){ .signal_fd = -1 };
}
