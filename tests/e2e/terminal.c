/* SPDX-License-Identifier: Apache-2.0 */
/* A pseudo terminal, the process that leads its session, and libvterm as the picture. */
#include "tests/e2e/terminal.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/loop.h"
#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

enum {
	ROWS = 22,
	COLUMNS = 80,
	BYTES_MAX = 4 << 20,
	SCROLLBACK_MAX = 1 << 20,
	WRITE_BUDGET_MS = 5000,
	END_BUDGET_MS = 5000,
	ENV_MAX = 64,
};

/* Where a row starts in the text, and the columns it takes up to its last character. */
struct row {
	size_t at;
	int columns;
};

struct terminal {
	int pty, slave, keeper_pipe; /* -1: none */
	pid_t keeper, program;
	int64_t exec_ns;
	bool ended;
	int wait_status;
	int rows, columns;
	VTerm *vterm;
	VTermScreen *screen; /* vterm's */
	bool cursor_hidden, alternate;
	struct buf bytes, out, text; /* all from the program; to the program; the grid */
	struct buf scrollback;       /* lines that left the first screen at its top */
	struct row *row;             /* of the text; owned */
	bool text_old;
};

/* --- the process that leads the session ------------------------------------------------------------------------- */

/* What the keeper tells us, each once: that the program started (or why not), and how it ended. */
struct news {
	enum { NEWS_STARTED, NEWS_FAILED, NEWS_ENDED } what;
	int value;     /* pid, errno, wait status */
	int64_t at_ns; /* of the fork, with NEWS_STARTED */
};

static void
tell(int fd, int what, int value, int64_t at_ns)
{
	struct news news = { .what = what, .value = value, .at_ns = at_ns };

	if (write(fd, &news, sizeof(news)) != (ssize_t)sizeof(news))
		_exit(125);
}

static void
die_with(pid_t parent)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(125);
}

_Noreturn static void
program_run(pid_t keeper, int slave, int failure, char *const *argv, char *const *env)
{
	static const int reset[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE, SIGTTOU };
	int error;

	die_with(keeper);
	for (size_t i = 0; i < ARRAY_LEN(reset); i++)
		(void)signal(reset[i], SIG_DFL);
	if (dup2(slave, 0) == 0 && dup2(slave, 1) == 1 && dup2(slave, 2) == 2)
		(void)execvpe(argv[0], argv, env);
	error = errno;
	(void)!write(failure, &error, sizeof(error));
	_exit(127);
}

/* Starts the program; the pipe `failure` closes by its exec, or carries the errno of one that failed. */
static pid_t
program_start(int slave, int to_test, char *const *argv, char *const *env)
{
	int failure[2], error = 0;
	pid_t pid, keeper = getpid();

	if (pipe2(failure, O_CLOEXEC) != 0)
		_exit(125);
	pid = fork();
	if (pid == 0)
		program_run(keeper, slave, failure[1], argv, env);
	(void)close(failure[1]);
	if (pid < 0 || read(failure[0], &error, sizeof(error)) > 0) {
		tell(to_test, NEWS_FAILED, pid < 0 ? errno : error, 0);
		_exit(0);
	}
	(void)close(failure[0]);
	return pid;
}

_Noreturn static void
keeper_run(pid_t test, int slave, int to_test, char *const *argv, char *const *env)
{
	static const int ignored[] = { SIGINT, SIGQUIT, SIGHUP, SIGTTOU, SIGPIPE };
	struct timespec begin = { 0 };
	int status = 0;
	pid_t pid;

	die_with(test);
	for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
		(void)signal(ignored[i], SIG_IGN);
	if (setsid() < 0 || ioctl(slave, TIOCSCTTY, 0) != 0)
		_exit(125);
	(void)clock_gettime(CLOCK_MONOTONIC, &begin);
	pid = program_start(slave, to_test, argv, env);
	tell(to_test, NEWS_STARTED, (int)pid,
		(int64_t)begin.tv_sec * 1000000000 + begin.tv_nsec);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	tell(to_test, NEWS_ENDED, status, 0);
	for (;;)
		(void)pause();
}

/* --- libvterm --------------------------------------------------------------------------------------------------- */

static void
on_output(const char *bytes, size_t n, void *user)
{
	struct terminal *terminal = user;

	(void)buf_add(&terminal->out, bytes, n);
}

static int
on_damage(VTermRect rect, void *user)
{
	struct terminal *terminal = user;

	(void)rect;
	terminal->text_old = true;
	return 1;
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *terminal = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		terminal->cursor_hidden = !value->boolean;
	if (property == VTERM_PROP_ALTSCREEN) {
		terminal->alternate = value->boolean;
		terminal->text_old = true;
	}
	return 1;
}

/* A line leaves the first screen at its top, where a person could scroll back to it. */
static int
on_scroll(int columns, const VTermScreenCell *cells, void *user)
{
	struct terminal *terminal = user;

	for (int i = 0; i < columns; i++) {
		char letters[8];
		size_t n = utf8_put(letters, cells[i].chars[0] ? cells[i].chars[0] : ' ');

		(void)buf_add(&terminal->scrollback, letters, n);
	}
	(void)buf_add_str(&terminal->scrollback, "\n");
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.damage = on_damage,
	.settermprop = on_property,
	.sb_pushline = on_scroll,
};

static enum status
vterm_begin(struct terminal *terminal)
{
	terminal->vterm = vterm_new(terminal->rows, terminal->columns);
	if (terminal->vterm == NULL)
		return ST_NO_MEMORY;
	vterm_set_utf8(terminal->vterm, 1);
	vterm_output_set_callback(terminal->vterm, on_output, terminal);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
	vterm_screen_reset(terminal->screen, 1);
	return ST_OK;
}

/* --- life ------------------------------------------------------------------------------------------------------- */

static enum status
pty_open(struct terminal *terminal)
{
	struct winsize size = { .ws_row = (unsigned short)terminal->rows,
		.ws_col = (unsigned short)terminal->columns };
	char name[64];

	terminal->pty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (terminal->pty < 0 || grantpt(terminal->pty) != 0 || unlockpt(terminal->pty) != 0 ||
		ptsname_r(terminal->pty, name, sizeof(name)) != 0)
		return status_from_errno(errno);
	terminal->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (terminal->slave < 0 || ioctl(terminal->slave, TIOCSWINSZ, &size) != 0)
		return status_from_errno(errno);
	return ST_OK;
}

/* The environment of the program: what a console login has, and what the test adds. Strings are borrowed. */
static void
environment(const struct terminal_start *how, char path[1024], char home[256],
	const char *env[ENV_MAX + 6])
{
	size_t n = 0;

	(void)str_format(
		path, 1024, "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
	(void)str_format(home, 256, "HOME=%s", getenv("HOME") ? getenv("HOME") : "/");
	env[n++] = path;
	env[n++] = home;
	env[n++] = "TERM=xterm-256color";
	env[n++] = "LANG=C.UTF-8";
	for (size_t i = 0; how->env != NULL && how->env[i] != NULL && n < ENV_MAX + 5; i++)
		env[n++] = how->env[i];
	env[n] = NULL;
}

static enum status
keeper_start(struct terminal *terminal, const struct terminal_start *how)
{
	const char *env[ENV_MAX + 6];
	char path[1024], home[256];
	pid_t test = getpid();
	int news[2];

	environment(how, path, home, env);
	if (pipe2(news, O_CLOEXEC) != 0)
		return status_from_errno(errno);
	terminal->keeper_pipe = news[0];
	(void)fflush(NULL);
	terminal->keeper = fork();
	if (terminal->keeper == 0)
		keeper_run(test, terminal->slave, news[1], (char *const *)how->argv,
			(char *const *)env);
	(void)close(news[1]);
	return terminal->keeper < 0 ? status_from_errno(errno) : ST_OK;
}

static enum status
keeper_hear(struct terminal *terminal)
{
	struct news news;

	if (read(terminal->keeper_pipe, &news, sizeof(news)) != (ssize_t)sizeof(news)) {
		terminal->ended = true;
		return ST_GONE;
	}
	switch (news.what) {
	case NEWS_STARTED:
		terminal->program = (pid_t)news.value;
		terminal->exec_ns = news.at_ns;
		return ST_OK;
	case NEWS_FAILED:
		terminal->ended = true;
		return status_from_errno(news.value);
	case NEWS_ENDED:
		terminal->ended = true;
		terminal->wait_status = news.value;
		return ST_OK;
	}
	return ST_INVALID;
}

enum status
terminal_new(const struct terminal_start *how, struct terminal **ret_terminal)
{
	struct terminal *terminal = calloc(1, sizeof(*terminal));
	enum status st;

	if (terminal == NULL)
		return ST_NO_MEMORY;
	terminal->pty = terminal->slave = terminal->keeper_pipe = -1;
	terminal->rows = how->rows > 0 ? how->rows : ROWS;
	terminal->columns = how->columns > 0 ? how->columns : COLUMNS;
	buf_init(&terminal->bytes, BYTES_MAX);
	buf_init(&terminal->out, BYTES_MAX);
	buf_init(&terminal->text, BYTES_MAX);
	buf_init(&terminal->scrollback, SCROLLBACK_MAX);
	terminal->text_old = true;
	st = vterm_begin(terminal);
	if (st == ST_OK)
		st = pty_open(terminal);
	if (st == ST_OK)
		st = keeper_start(terminal, how);
	if (st == ST_OK)
		st = keeper_hear(terminal);
	if (st == ST_OK)
		*ret_terminal = terminal;
	else
		terminal_free(terminal);
	return st;
}

void
terminal_kill(struct terminal *terminal, int signal_number)
{
	if (!terminal->ended && terminal->program > 0)
		(void)kill(terminal->program, signal_number);
}

/* The keeper collects the program first, so that no zombie is left to whoever is process 1 here. */
static void
keeper_end(struct terminal *terminal)
{
	struct pollfd fd = { .fd = terminal->keeper_pipe, .events = POLLIN };

	if (terminal->keeper <= 0)
		return;
	if (!terminal->ended && poll(&fd, 1, END_BUDGET_MS) > 0)
		(void)keeper_hear(terminal);
	(void)kill(-terminal->keeper, SIGKILL);
	(void)kill(terminal->keeper, SIGKILL);
	(void)waitpid(terminal->keeper, NULL, 0);
}

void
terminal_free(struct terminal *terminal)
{
	if (terminal == NULL)
		return;
	terminal_kill(terminal, SIGKILL);
	keeper_end(terminal);
	if (terminal->vterm != NULL)
		vterm_free(terminal->vterm);
	if (terminal->pty >= 0)
		(void)close(terminal->pty);
	if (terminal->slave >= 0)
		(void)close(terminal->slave);
	if (terminal->keeper_pipe >= 0)
		(void)close(terminal->keeper_pipe);
	buf_free(&terminal->bytes);
	buf_free(&terminal->out);
	buf_free(&terminal->text);
	buf_free(&terminal->scrollback);
	free(terminal->row);
	free(terminal);
}

/* --- moving bytes ----------------------------------------------------------------------------------------------- */

/* Takes in all that is there. Whether there was anything. */
static bool
take_in(struct terminal *terminal)
{
	char chunk[16384];
	bool any = false;
	ssize_t n;

	while ((n = read(terminal->pty, chunk, sizeof(chunk))) > 0) {
		any = true;
		(void)buf_add(&terminal->bytes, chunk, (size_t)n);
		(void)vterm_input_write(terminal->vterm, chunk, (size_t)n);
	}
	if (any)
		vterm_screen_flush_damage(terminal->screen);
	return any;
}

static void
give_out(struct terminal *terminal)
{
	struct buf *out = &terminal->out;
	ssize_t n = write(terminal->pty, out->data, out->len);

	if (n <= 0)
		return;
	memmove(out->data, out->data + n, out->len - (size_t)n);
	out->len -= (size_t)n;
	out->data[out->len] = '\0';
}

/* One poll; returns after something moved or the time is over. */
static void
pump(struct terminal *terminal, int budget_ms)
{
	struct pollfd fds[2] = {
		{ .fd = terminal->pty, .events = POLLIN },
		{ .fd = terminal->ended ? -1 : terminal->keeper_pipe, .events = POLLIN },
	};

	if (terminal->out.len > 0)
		fds[0].events |= POLLOUT;
	if (poll(fds, ARRAY_LEN(fds), budget_ms) <= 0)
		return;
	if (fds[1].revents != 0)
		(void)keeper_hear(terminal);
	if (fds[0].revents & POLLOUT)
		give_out(terminal);
	(void)take_in(terminal);
}

static int
left(int64_t end)
{
	int64_t ms = end - loop_now_ms();

	return ms < 0 ? 0 : (int)ms;
}

enum status
terminal_wait(struct terminal *terminal, terminal_sees_fn *sees, void *ctx, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms;
	bool ended;

	for (;;) {
		ended = terminal->ended;
		(void)take_in(terminal);
		if (sees(terminal, ctx))
			return ST_OK;
		if (ended)
			return ST_GONE;
		if (left(end) == 0)
			return ST_TIMEOUT;
		pump(terminal, left(end));
	}
}

static bool
sees_text(const struct terminal *terminal, void *ctx)
{
	return terminal_has(terminal, ctx);
}

static bool
sees_no_text(const struct terminal *terminal, void *ctx)
{
	return !terminal_has(terminal, ctx);
}

static bool
sees_end(const struct terminal *terminal, void *ctx)
{
	(void)ctx;
	return terminal->ended;
}

static bool
sees_nothing(const struct terminal *terminal, void *ctx)
{
	(void)terminal;
	(void)ctx;
	return false;
}

static bool
sees_all_sent(const struct terminal *terminal, void *ctx)
{
	(void)ctx;
	return terminal->out.len == 0;
}

enum status
terminal_wait_text(struct terminal *terminal, const char *text, int budget_ms)
{
	return terminal_wait(terminal, sees_text, (void *)text, budget_ms);
}

enum status
terminal_wait_no_text(struct terminal *terminal, const char *text, int budget_ms)
{
	return terminal_wait(terminal, sees_no_text, (void *)text, budget_ms);
}

enum status
terminal_wait_exit(struct terminal *terminal, int budget_ms, int *ret_status)
{
	enum status st = terminal_wait(terminal, sees_end, NULL, budget_ms);

	if (st == ST_OK)
		*ret_status = terminal->wait_status;
	return st;
}

void
terminal_settle(struct terminal *terminal, int budget_ms)
{
	(void)terminal_wait(terminal, sees_nothing, NULL, budget_ms);
}

/* --- keys ------------------------------------------------------------------------------------------------------- */

static enum status
send_out(struct terminal *terminal)
{
	return terminal_wait(terminal, sees_all_sent, NULL, WRITE_BUDGET_MS);
}

enum status
terminal_type(struct terminal *terminal, const char *bytes)
{
	enum status st = buf_add_str(&terminal->out, bytes);

	return st == ST_OK ? send_out(terminal) : st;
}

static const struct {
	const char *name;
	int key;
} keys[] = {
	{ "enter", VTERM_KEY_ENTER },
	{ "tab", VTERM_KEY_TAB },
	{ "backspace", VTERM_KEY_BACKSPACE },
	{ "escape", VTERM_KEY_ESCAPE },
	{ "up", VTERM_KEY_UP },
	{ "down", VTERM_KEY_DOWN },
	{ "left", VTERM_KEY_LEFT },
	{ "right", VTERM_KEY_RIGHT },
	{ "insert", VTERM_KEY_INS },
	{ "delete", VTERM_KEY_DEL },
	{ "home", VTERM_KEY_HOME },
	{ "end", VTERM_KEY_END },
	{ "pageup", VTERM_KEY_PAGEUP },
	{ "pagedown", VTERM_KEY_PAGEDOWN },
	{ "kp0", VTERM_KEY_KP_0 },
	{ "kp1", VTERM_KEY_KP_1 },
	{ "kp2", VTERM_KEY_KP_2 },
	{ "kp3", VTERM_KEY_KP_3 },
	{ "kp4", VTERM_KEY_KP_4 },
	{ "kp5", VTERM_KEY_KP_5 },
	{ "kp6", VTERM_KEY_KP_6 },
	{ "kp7", VTERM_KEY_KP_7 },
	{ "kp8", VTERM_KEY_KP_8 },
	{ "kp9", VTERM_KEY_KP_9 },
	{ "kp*", VTERM_KEY_KP_MULT },
	{ "kp+", VTERM_KEY_KP_PLUS },
	{ "kp-", VTERM_KEY_KP_MINUS },
	{ "kp.", VTERM_KEY_KP_PERIOD },
	{ "kp/", VTERM_KEY_KP_DIVIDE },
	{ "kp-enter", VTERM_KEY_KP_ENTER },
};

/* VTERM_KEY_NONE where no key has the name. */
static int
key_find(const char *name)
{
	long long number;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return keys[i].key;
	if (name[0] == 'f' && str_to_int64(name + 1, 1, 12, &number) == ST_OK)
		return VTERM_KEY_FUNCTION((int)number);
	return VTERM_KEY_NONE;
}

enum status
terminal_key(struct terminal *terminal, const char *name)
{
	int key = key_find(name);

	if (strncmp(name, "ctrl-", 5) == 0 && strlen(name) == 6)
		vterm_keyboard_unichar(terminal->vterm, (uint32_t)name[5], VTERM_MOD_CTRL);
	else if (key != VTERM_KEY_NONE)
		vterm_keyboard_key(terminal->vterm, (VTermKey)key, VTERM_MOD_NONE);
	else
		return ST_INVALID;
	return send_out(terminal);
}

enum status
terminal_resize(struct terminal *terminal, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)columns };

	(void)take_in(terminal);
	terminal->rows = rows;
	terminal->columns = columns;
	terminal->text_old = true;
	vterm_set_size(terminal->vterm, rows, columns);
	return ioctl(terminal->pty, TIOCSWINSZ, &size) == 0 ? ST_OK : status_from_errno(errno);
}

pid_t
terminal_pid(const struct terminal *terminal)
{
	return terminal->program;
}

int64_t
terminal_exec_ns(const struct terminal *terminal)
{
	return terminal->exec_ns;
}

/* --- the grid as text ------------------------------------------------------------------------------------------- */

static void
cell_text(const VTermScreenCell *cell, char *ret, size_t room)
{
	size_t used = 0;

	ret[0] = '\0';
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
		if (used + 5 < room)
			used += utf8_put(ret + used, cell->chars[i]);
	if (used == 0)
		(void)str_copy(ret, room, " ");
}

static void
row_render(struct terminal *terminal, int row)
{
	size_t last = terminal->text.len;
	VTermScreenCell cell;
	char text[32];

	terminal->row[row] = (struct row){ .at = last };
	for (int column = 0;
		column<terminal->columns; column += cell.width> 1 ? cell.width : 1) {
		cell = (VTermScreenCell){ 0 };
		(void)vterm_screen_get_cell(
			terminal->screen, (VTermPos){ .row = row, .col = column }, &cell);
		cell_text(&cell, text, sizeof(text));
		(void)buf_add_str(&terminal->text, text);
		if (strcmp(text, " ") != 0) {
			last = terminal->text.len;
			terminal->row[row].columns = column + (cell.width > 1 ? cell.width : 1);
		}
	}
	terminal->text.len = last;
	terminal->text.data[last] = '\0';
	(void)buf_add_str(&terminal->text, "\n");
}

/* The text is a picture of vterm's grid, made when somebody looks. */
static void
render(const struct terminal *terminal)
{
	struct terminal *mutable = (struct terminal *)terminal;
	struct row *room;

	if (!terminal->text_old)
		return;
	room = realloc(mutable->row, ((size_t)terminal->rows + 1) * sizeof(*room));
	if (room == NULL)
		abort();
	mutable->row = room;
	buf_clear(&mutable->text);
	for (int row = 0; row < terminal->rows; row++)
		row_render(mutable, row);
	mutable->text_old = false;
}

const char *
terminal_text(const struct terminal *terminal)
{
	render(terminal);
	return terminal->text.data;
}

const char *
terminal_row(const struct terminal *terminal, int row)
{
	static char line[4096];
	const char *from;
	size_t n;

	render(terminal);
	if (row < 0 || row >= terminal->rows)
		return "";
	from = terminal->text.data + terminal->row[row].at;
	n = strcspn(from, "\n");
	(void)str_format(line, sizeof(line), "%.*s", (int)n, from);
	return line;
}

bool
terminal_has(const struct terminal *terminal, const char *text)
{
	return strstr(terminal_text(terminal), text) != NULL;
}

static uint32_t
rgb(const struct terminal *terminal, VTermColor color)
{
	vterm_screen_convert_color_to_rgb(terminal->screen, &color);
	return (uint32_t)color.rgb.red << 16 | (uint32_t)color.rgb.green << 8 | color.rgb.blue;
}

struct terminal_cell
terminal_cell(const struct terminal *terminal, int row, int column)
{
	struct terminal_cell ret = { 0 };
	VTermScreenCell cell = { 0 };

	(void)vterm_screen_get_cell(
		terminal->screen, (VTermPos){ .row = row, .col = column }, &cell);
	cell_text(&cell, ret.text, sizeof(ret.text));
	ret.fg = rgb(terminal, cell.fg);
	ret.bg = rgb(terminal, cell.bg);
	ret.bold = cell.attrs.bold;
	ret.reverse = cell.attrs.reverse;
	ret.underline = cell.attrs.underline != 0;
	return ret;
}

bool
terminal_is_restored(const struct terminal *terminal)
{
	struct termios mode;

	return tcgetattr(terminal->slave, &mode) == 0 && (mode.c_lflag & ECHO) != 0 &&
	       (mode.c_lflag & ICANON) != 0 && !terminal->alternate && !terminal->cursor_hidden;
}

static void
dump_edge(const struct terminal *terminal, FILE *to)
{
	(void)fputc('+', to);
	for (int i = 0; i < terminal->columns; i++)
		(void)fputc('-', to);
	(void)fputs("+\n", to);
}

void
terminal_dump(const struct terminal *terminal, FILE *to)
{
	dump_edge(terminal, to);
	for (int row = 0; row < terminal->rows; row++) {
		const char *text = terminal_row(terminal, row);

		(void)fprintf(to, "|%s%*s|\n", text,
			terminal->columns - terminal->row[row].columns, "");
	}
	dump_edge(terminal, to);
	if (terminal->ended)
		(void)fprintf(to, "the program has ended, wait status 0x%x\n",
			(unsigned)terminal->wait_status);
}

const char *
terminal_bytes(const struct terminal *terminal, size_t *ret_n)
{
	*ret_n = terminal->bytes.len;
	return terminal->bytes.data;
}

const char *
terminal_scrollback(const struct terminal *terminal)
{
	return terminal->scrollback.data;
}
