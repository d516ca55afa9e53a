/* SPDX-License-Identifier: Apache-2.0 */
/* Folder, settings, centre and kiosk of one test. */
#include "tests/e2e/rig.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "tests/e2e/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

enum {
	PATH_ROOM = 512,
	START_MS = 20000,
	COMMAND_MS = 30000,
	LOOK_MS = 20, /* how often files and the centre are looked at while the kiosk goes on */
	SETTINGS_MAX = 64,
};

struct rig {
	char folder[64], root[PATH_ROOM], config[PATH_ROOM];
	struct rig_options options; /* borrowed: what it points to outlives the rig */
	struct rig_setting settings[SETTINGS_MAX]; /* copies: strdup */
	size_t settings_n;
	struct terminal *kiosk;
	struct child central;
	int port;
};

#define CERTIFICATE "central.crt"
#define PRIVATE_KEY "central.key"
#define KIOSK       "KIOSK-TEST"
#define SECRET      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* --- small things ----------------------------------------------------------------------------------------------- */

static enum status
failed(enum status st, const char *what)
{
	if (st != ST_OK)
		(void)fprintf(stderr, "rig: %s: %s\n", what, status_words(st));
	return st;
}

static enum status
inside(const struct rig *rig, const char *name, char ret[PATH_ROOM])
{
	return str_format(ret, PATH_ROOM, "%s/%s", rig->folder, name);
}

static enum status
file_write(const struct rig *rig, const char *name, const char *text)
{
	char path[PATH_ROOM];
	enum status st = inside(rig, name, path);
	size_t n = strlen(text);
	int fd;

	if (st != ST_OK)
		return st;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, text, n) != (ssize_t)n)
		st = status_from_errno(errno);
	if (fd >= 0)
		(void)close(fd);
	return st;
}

static enum status
file_read(const char *path, struct buf *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status st = ST_OK;
	char chunk[4096];
	ssize_t n;

	if (fd < 0)
		return status_from_errno(errno);
	while (st == ST_OK && (n = read(fd, chunk, sizeof(chunk))) > 0)
		st = buf_add(ret, chunk, (size_t)n);
	(void)close(fd);
	return st;
}

/* What a program of ours wrote before it failed, for whoever reads the test's output. */
static void
show_file(const struct rig *rig, const char *name)
{
	char path[PATH_ROOM];
	struct buf text;

	buf_init(&text, 1 << 20);
	if (inside(rig, name, path) == ST_OK && file_read(path, &text) == ST_OK)
		(void)fprintf(stderr, "rig: %s:\n%s\n", name, text.data);
	buf_free(&text);
}

const char *
rig_build(const char *file)
{
	static char rooms[4][PATH_ROOM];
	static unsigned next;
	char *room = rooms[next++ % ARRAY_LEN(rooms)];
	const char *build = getenv("BUILD");

	if (str_format(room, PATH_ROOM, "%s/%s", build == NULL ? "build" : build, file) !=
		ST_OK)
		abort();
	return room;
}

enum status
rig_demo_camera(char *ret, size_t room)
{
	char here[PATH_ROOM];

	if (getcwd(here, sizeof(here)) == NULL)
		return status_from_errno(errno);
	return str_format(ret, room, "\"images:%s/assets/demo/faces\"", here);
}

/* --- settings --------------------------------------------------------------------------------------------------- */

static struct rig_setting *
setting_find(struct rig *rig, const char *key)
{
	for (size_t i = 0; i < rig->settings_n; i++)
		if (strcmp(rig->settings[i].key, key) == 0)
			return &rig->settings[i];
	return NULL;
}

static enum status
setting_put(struct rig *rig, const char *key, const char *value)
{
	struct rig_setting *setting = setting_find(rig, key);
	char *copy = strdup(value);

	if (copy == NULL)
		return ST_NO_MEMORY;
	if (setting == NULL) {
		if (rig->settings_n == SETTINGS_MAX) {
			free(copy);
			return ST_TOO_LONG;
		}
		setting = &rig->settings[rig->settings_n++];
		setting->key = strdup(key);
	} else {
		free((void *)setting->value);
	}
	setting->value = copy;
	return setting->key == NULL ? ST_NO_MEMORY : ST_OK;
}

static size_t
section_length(const char *key)
{
	const char *dot = strchr(key, '.');

	return dot == NULL ? 0 : (size_t)(dot - key);
}

static bool
same_section(const char *a, const char *b)
{
	size_t n = section_length(a);

	return n == section_length(b) && strncmp(a, b, n) == 0;
}

/* The section of setting i with all that belongs to it; nothing where an earlier one began it. */
static enum status
section_write(const struct rig *rig, size_t i, struct buf *text)
{
	const char *key = rig->settings[i].key;
	size_t n = section_length(key);
	enum status st;

	for (size_t j = 0; j < i; j++)
		if (same_section(rig->settings[j].key, key))
			return ST_OK;
	st = n == 0 ? ST_OK : buf_printf(text, "%.*s: {\n", (int)n, key);
	for (size_t j = i; st == ST_OK && j < rig->settings_n; j++)
		if (same_section(rig->settings[j].key, key))
			st = buf_printf(text, "\t%s = %s;\n",
				rig->settings[j].key + n + (n > 0), rig->settings[j].value);
	return st == ST_OK && n > 0 ? buf_add_str(text, "};\n") : st;
}

static enum status
config_write(struct rig *rig)
{
	enum status st = ST_OK;
	struct buf text;

	buf_init(&text, 16 << 10);
	for (size_t i = 0; st == ST_OK && i < rig->settings_n; i++)
		st = section_write(rig, i, &text);
	if (st == ST_OK)
		st = file_write(rig, "anjungan.conf", text.data);
	buf_free(&text);
	return st;
}

enum status
rig_settings(struct rig *rig, const struct rig_setting *settings, size_t n)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n && settings[i].key != NULL; i++)
		st = setting_put(rig, settings[i].key, settings[i].value);
	return st == ST_OK ? config_write(rig) : st;
}

static enum status
settings_begin(struct rig *rig)
{
	char state[PATH_ROOM], url[64], ca[PATH_ROOM], secret[PATH_ROOM], paper[PATH_ROOM],
		data[PATH_ROOM + 16], assets[PATH_ROOM + 16];
	const struct rig_setting own[] = {
		{ "state_dir", state },
		{ "central.url", url },
		{ "central.ca", ca },
		{ "kiosk.id", "\"" KIOSK "\"" },
		{ "kiosk.secret_file", secret },
		{ "site.name", "\"MPP Uji Amuntai\"" },
		{ "site.hours_open", "\"00:00\"" }, /* staff are here whenever a test runs */
		{ "site.hours_close", "\"23:59\"" },
		{ "site.days", "\"daily\"" },
		{ "camera.source", "\"none\"" },
		{ "scanner.source", "\"none\"" },
		{ "printer.target", paper },
		{ "speech.command", "\"\"" },
		{ "ui.allow_quit", "true" },
		{ "data.dir", data },
		{ "data.assets_dir", assets },
	};
	enum status st = ST_TOO_LONG;

	if (str_format(state, sizeof(state), "\"%s/kiosk\"", rig->folder) == ST_OK &&
		str_format(url, sizeof(url), "\"%s://127.0.0.1:%d\"",
			rig->options.tls ? "https" : "http", rig->port) == ST_OK &&
		str_format(ca, sizeof(ca), "\"%s%s\"", rig->options.tls ? rig->folder : "",
			rig->options.tls ? "/" CERTIFICATE : "") == ST_OK &&
		str_format(secret, sizeof(secret), "\"%s/kiosk.secret\"", rig->folder) ==
			ST_OK &&
		str_format(paper, sizeof(paper), "\"file:%s/receipts\"", rig->folder) ==
			ST_OK &&
		str_format(data, sizeof(data), "\"%s/config\"", rig->root) == ST_OK &&
		str_format(assets, sizeof(assets), "\"%s/assets\"", rig->root) == ST_OK)
		st = rig_settings(rig, own, ARRAY_LEN(own));
	return st == ST_OK ? rig_settings(rig, rig->options.settings, RIG_SETTINGS_MAX) : st;
}

/* --- the centre ------------------------------------------------------------------------------------------------- */

/* A port that was free a moment ago, for a rig whose centre comes later. */
static enum status
port_pick(int *ret_port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	enum status st = ST_OK;

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
		getsockname(fd, (struct sockaddr *)&address, &n) != 0)
		st = status_from_errno(errno);
	else
		*ret_port = ntohs(address.sin_port);
	if (fd >= 0)
		(void)close(fd);
	return st;
}

static enum status
port_read(struct rig *rig)
{
	char path[PATH_ROOM];
	enum status st = inside(rig, "port", path);
	long long port;
	struct buf text;

	buf_init(&text, 64);
	if (st == ST_OK)
		st = file_read(path, &text);
	text.data[strcspn(text.data, "\n")] = '\0';
	if (st == ST_OK)
		st = str_to_int64(text.data, 1, 65535, &port) == ST_OK ? ST_OK : ST_AGAIN;
	if (st == ST_OK)
		rig->port = (int)port;
	buf_free(&text);
	return st == ST_NOT_FOUND ? ST_AGAIN : st;
}

/* Until the centre has written where it listens, or has ended. */
static enum status
port_wait(struct rig *rig, int watch)
{
	struct pollfd fds[2] = {
		{ .fd = watch, .events = POLLIN },
		{ .fd = rig->central.pidfd, .events = POLLIN },
	};
	int64_t end = loop_now_ms() + START_MS;
	char events[4096];
	enum status st;

	while ((st = port_read(rig)) == ST_AGAIN) {
		int64_t left = end - loop_now_ms();

		if (left <= 0)
			return ST_TIMEOUT;
		if (poll(fds, ARRAY_LEN(fds), (int)left) > 0 && fds[1].revents != 0)
			return ST_GONE;
		if (fds[0].revents != 0 && read(watch, events, sizeof(events)) < 0)
			return status_from_errno(errno);
	}
	return st;
}

/* A key and the certificate that vouches for itself, for loopback. */
static enum status
certificate_make(struct rig *rig)
{
	char certificate[PATH_ROOM], key[PATH_ROOM];
	const char *const argv[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
		"ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
		"/CN=anjungan-central", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
		key, "-out", certificate, NULL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), status = -1;
	struct child child = { .pidfd = -1 };
	enum status st = ST_TOO_LONG;

	if (inside(rig, CERTIFICATE, certificate) == ST_OK &&
		inside(rig, PRIVATE_KEY, key) == ST_OK)
		st = child_start(argv, NULL, null, null, &child);
	if (st == ST_OK)
		st = child_wait(&child, COMMAND_MS, &status);
	child_end(&child, SIGKILL, COMMAND_MS);
	if (null >= 0)
		(void)close(null);
	return st == ST_OK && status != 0 ? ST_NOT_FOUND : st;
}

static enum status
central_run(struct rig *rig, const char *const *faults)
{
	char listen[32], port[PATH_ROOM], db[PATH_ROOM], secrets[PATH_ROOM], log[PATH_ROOM],
		certificate[PATH_ROOM], key[PATH_ROOM];
	const char *argv[RIG_ARGUMENTS_MAX] = { rig_build("bin/anjungan-central"), "--listen",
		listen, "--port-file", port, "--db", db, "--seed", "assets/demo/people.json",
		"--secret-file", secrets };
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC), out = -1;
	enum status st = ST_IO;
	size_t n = 11;

	for (size_t i = 0; faults != NULL && faults[i] != NULL && n + 9 < ARRAY_LEN(argv);
		i++) {
		argv[n++] = "--fault";
		argv[n++] = faults[i];
	}
	if (rig->options.maintenance) {
		argv[n++] = "--maintenance";
		argv[n++] = rig->options.maintenance;
	}
	if (rig->options.tls) {
		argv[n++] = "--tls-cert";
		argv[n++] = certificate;
		argv[n++] = "--tls-key";
		argv[n++] = key;
	}
	if (inside(rig, CERTIFICATE, certificate) == ST_OK &&
		inside(rig, PRIVATE_KEY, key) == ST_OK &&
		str_format(listen, sizeof(listen), "127.0.0.1:%d", rig->port) == ST_OK &&
		inside(rig, "port", port) == ST_OK && inside(rig, "central.db", db) == ST_OK &&
		inside(rig, "central.secrets", secrets) == ST_OK &&
		inside(rig, "central.log", log) == ST_OK) {
		(void)unlink(port);
		out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		st = child_start(argv, NULL, in, out, &rig->central);
	}
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return st;
}

enum status
rig_central_start(struct rig *rig, const char *const *faults)
{
	int watch = inotify_init1(IN_CLOEXEC);
	enum status st = ST_OK;

	rig_central_kill(rig);
	if (watch < 0 ||
		inotify_add_watch(watch, rig->folder, IN_CREATE | IN_MODIFY | IN_MOVED_TO) < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = central_run(rig, faults);
	if (st == ST_OK)
		st = port_wait(rig, watch);
	if (st != ST_OK)
		show_file(rig, "central.log");
	if (watch >= 0)
		(void)close(watch);
	return failed(st, "the centre does not start");
}

void
rig_central_kill(struct rig *rig)
{
	child_end(&rig->central, SIGKILL, START_MS);
}

enum status
rig_central_number(struct rig *rig, const char *sql, int64_t *ret_number)
{
	sqlite3_stmt *query = NULL;
	enum status st = ST_IO;
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	if (inside(rig, "central.db", path) != ST_OK ||
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		goto out;
	(void)sqlite3_busy_timeout(db, COMMAND_MS);
	if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK) {
		(void)fprintf(stderr, "rig: %s: %s\n", sql, sqlite3_errmsg(db));
		goto out;
	}
	if (sqlite3_step(query) == SQLITE_ROW) {
		*ret_number = sqlite3_column_int64(query, 0);
		st = ST_OK;
	}
out:
	(void)sqlite3_finalize(query);
	(void)sqlite3_close(db);
	return st;
}

/* --- waiting while the kiosk goes on ---------------------------------------------------------------------------- */

static void
go_on(struct rig *rig, int budget_ms)
{
	if (rig->kiosk != NULL)
		terminal_settle(rig->kiosk, budget_ms);
	else
		(void)poll(NULL, 0, budget_ms);
}

enum status
rig_wait_central(struct rig *rig, const char *sql, int64_t expected, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms, number = 0;

	for (;;) {
		if (rig_central_number(rig, sql, &number) == ST_OK && number == expected)
			return ST_OK;
		if (loop_now_ms() >= end)
			break;
		go_on(rig, LOOK_MS);
	}
	(void)fprintf(stderr, "rig: %s is %lld, not %lld\n", sql, (long long)number,
		(long long)expected);
	return ST_TIMEOUT;
}

/* --- paper ------------------------------------------------------------------------------------------------------ */

static int
is_receipt(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 4 && strcmp(entry->d_name + n - 4, ".prn") == 0;
}

static int
receipts_list(struct rig *rig, struct dirent ***ret_list)
{
	char path[PATH_ROOM];

	return inside(rig, "receipts", path) == ST_OK
		       ? scandir(path, ret_list, is_receipt, alphasort)
		       : -1;
}

static void
receipts_release(struct dirent **list, int n)
{
	for (int i = 0; i < n; i++)
		free(list[i]);
	if (n >= 0)
		free(list);
}

int
rig_receipts(struct rig *rig)
{
	struct dirent **list;
	int n = receipts_list(rig, &list);

	receipts_release(list, n);
	return n;
}

enum status
rig_wait_receipts(struct rig *rig, int n, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms;

	while (rig_receipts(rig) < n) {
		if (loop_now_ms() >= end)
			return ST_TIMEOUT;
		go_on(rig, LOOK_MS);
	}
	return ST_OK;
}

enum status
rig_receipt(struct rig *rig, int n, struct buf *ret_bytes)
{
	enum status st = ST_NOT_FOUND;
	char path[PATH_ROOM];
	struct dirent **list;
	int found = receipts_list(rig, &list);

	if (n >= 1 && n <= found)
		st = str_format(
			path, sizeof(path), "%s/receipts/%s", rig->folder, list[n - 1]->d_name);
	if (st == ST_OK)
		st = file_read(path, ret_bytes);
	receipts_release(list, found);
	return st;
}

/* --- the kiosk -------------------------------------------------------------------------------------------------- */

enum status
rig_kiosk_start(struct rig *rig)
{
	const char *const argv[] = { rig_build("bin/anjungan"), "--config", rig->config, "run",
		NULL };
	const struct terminal_start how = {
		.argv = argv,
		.env = rig->options.env,
		.rows = rig->options.rows,
		.columns = rig->options.columns,
	};

	terminal_free(rig->kiosk);
	rig->kiosk = NULL;
	return failed(terminal_new(&how, &rig->kiosk), "the kiosk does not start");
}

struct terminal *
rig_kiosk(struct rig *rig)
{
	return rig->kiosk;
}

void
rig_kiosk_kill(struct rig *rig)
{
	int status;

	if (rig->kiosk == NULL)
		return;
	terminal_kill(rig->kiosk, SIGKILL);
	(void)terminal_wait_exit(rig->kiosk, START_MS, &status);
}

pid_t
rig_camera_pid(const struct rig *rig)
{
	char path[64], names[256] = "";
	pid_t kiosk = rig->kiosk == NULL ? 0 : terminal_pid(rig->kiosk);
	FILE *file;
	long pid = 0;

	if (kiosk == 0 || str_format(path, sizeof(path), "/proc/%d/task/%d/children", kiosk,
				  kiosk) != ST_OK)
		return 0;
	file = fopen(path, "re");
	if (file == NULL)
		return 0;
	while (fscanf(file, "%ld", &pid) == 1) {
		struct buf name;

		buf_init(&name, sizeof(names));
		if (str_format(path, sizeof(path), "/proc/%ld/comm", pid) == ST_OK &&
			file_read(path, &name) == ST_OK &&
			strncmp(name.data, "anjungan-camera", 15) == 0) {
			buf_free(&name);
			break;
		}
		buf_free(&name);
		pid = 0;
	}
	(void)fclose(file);
	return (pid_t)pid;
}

static int
memory_file(const char *text)
{
	int fd = memfd_create("rig", MFD_CLOEXEC);

	if (fd >= 0 && text != NULL && write(fd, text, strlen(text)) < 0) {
		(void)close(fd);
		fd = -1;
	}
	if (fd >= 0)
		(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

static enum status
memory_read(int fd, struct buf *ret)
{
	enum status st = ST_OK;
	char chunk[4096];
	ssize_t n;

	(void)lseek(fd, 0, SEEK_SET);
	while (st == ST_OK && (n = read(fd, chunk, sizeof(chunk))) > 0)
		st = buf_add(ret, chunk, (size_t)n);
	return st;
}

/* Runs a program to its end. */
static enum status
run(const char *const *argv, const char *input, struct buf *ret_output, int *ret_status)
{
	int in = memory_file(input), out = memory_file(NULL);
	struct child child = { .pidfd = -1 };
	enum status st = in < 0 || out < 0 ? ST_IO : ST_OK;

	if (st == ST_OK)
		st = child_start(argv, NULL, in, out, &child);
	if (st == ST_OK)
		st = child_wait(&child, COMMAND_MS, ret_status);
	if (st == ST_OK)
		st = memory_read(out, ret_output);
	child_end(&child, SIGKILL, COMMAND_MS);
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return st;
}

enum status
rig_central_advance(struct rig *rig, const char *const *options)
{
	char db[PATH_ROOM];
	const char *argv[RIG_ARGUMENTS_MAX] = { rig_build("bin/anjungan-central"), "advance",
		"--db", db };
	struct buf output;
	int status = 0;
	enum status st = inside(rig, "central.db", db);

	for (size_t i = 0; options[i] != NULL && i + 5 < ARRAY_LEN(argv); i++)
		argv[i + 4] = options[i];
	buf_init(&output, 1 << 16);
	if (st == ST_OK)
		st = run(argv, NULL, &output, &status);
	if (st == ST_OK && status != 0) {
		(void)fprintf(stderr, "rig: advance: %s", output.data);
		st = ST_REFUSED;
	}
	buf_free(&output);
	return st;
}

enum status
rig_command(struct rig *rig, const char *const *arguments, const char *input,
	struct buf *ret_output, int *ret_status)
{
	const char *argv[RIG_ARGUMENTS_MAX] = { rig_build("bin/anjungan"), "--config",
		rig->config };

	for (size_t i = 0; arguments[i] != NULL && i + 4 < ARRAY_LEN(argv); i++)
		argv[i + 3] = arguments[i];
	return run(argv, input, ret_output, ret_status);
}

/* A command that must succeed. */
static enum status
command(struct rig *rig, const char *const *arguments, const char *input)
{
	struct buf output;
	enum status st;
	int status = 0;

	buf_init(&output, 1 << 20);
	st = rig_command(rig, arguments, input, &output, &status);
	if (st == ST_OK && status != 0) {
		(void)fprintf(stderr, "rig: anjungan %s %s: %s", arguments[0], arguments[1],
			output.data);
		st = ST_REFUSED;
	}
	buf_free(&output);
	return st;
}

static enum status
staff_add(struct rig *rig)
{
	static const struct {
		const char *name, *initials, *role, *pin;
	} staff[] = {
		{ "Rina", "RN", "officer", RIG_OFFICER_PIN "\n" },
		{ "Hadi", "HD", "officer", RIG_OFFICER_2_PIN "\n" },
		{ "Suryani", "SY", "supervisor", RIG_SUPERVISOR_PIN "\n" },
	};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(staff); i++) {
		const char *const arguments[] = { "staff", "add", "--name", staff[i].name,
			"--initials", staff[i].initials, "--role", staff[i].role, NULL };

		st = command(rig, arguments, staff[i].pin);
	}
	return st;
}

/* --- life ------------------------------------------------------------------------------------------------------- */

static enum status
folder_make(struct rig *rig)
{
	static const char *const folders[] = { "kiosk", "receipts" };
	const char *parent = getenv("TMPDIR");
	char path[PATH_ROOM];
	enum status st;

	if (getcwd(rig->root, sizeof(rig->root)) == NULL)
		return status_from_errno(errno);
	st = str_format(rig->folder, sizeof(rig->folder), "%s/anjungan-rig-XXXXXX",
		parent == NULL ? "/tmp" : parent);
	if (st == ST_OK && mkdtemp(rig->folder) == NULL)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = inside(rig, "anjungan.conf", rig->config);
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(folders); i++)
		if (inside(rig, folders[i], path) != ST_OK || mkdir(path, 0700) != 0)
			st = status_from_errno(errno);
	if (st == ST_OK)
		st = file_write(rig, "kiosk.secret", SECRET "\n");
	return st == ST_OK ? file_write(rig, "central.secrets", KIOSK " " SECRET "\n") : st;
}

enum status
rig_new(const struct rig_options *options, struct rig **ret_rig)
{
	static const char *const key_init[] = { "key", "init", NULL };
	struct rig *rig = calloc(1, sizeof(*rig));
	enum status st;

	if (rig == NULL)
		return ST_NO_MEMORY;
	rig->options = *options;
	rig->central.pidfd = -1;
	st = failed(folder_make(rig), "no folder");
	if (st == ST_OK && options->tls)
		st = failed(certificate_make(rig), "no certificate");
	if (st == ST_OK && options->no_central)
		st = port_pick(&rig->port);
	else if (st == ST_OK)
		st = rig_central_start(rig, options->faults);
	if (st == ST_OK)
		st = failed(settings_begin(rig), "no settings");
	if (st == ST_OK)
		st = failed(command(rig, key_init, NULL), "no device key");
	if (st == ST_OK)
		st = failed(staff_add(rig), "no staff");
	if (st == ST_OK)
		*ret_rig = rig;
	else
		rig_free(rig);
	return st;
}

static int
remove_one(const char *path, const struct stat *about, int type, struct FTW *at)
{
	(void)about;
	(void)type;
	(void)at;
	return remove(path);
}

void
rig_free(struct rig *rig)
{
	if (rig == NULL)
		return;
	terminal_free(rig->kiosk);
	rig_central_kill(rig);
	for (size_t i = 0; i < rig->settings_n; i++) {
		free((void *)rig->settings[i].key);
		free((void *)rig->settings[i].value);
	}
	if (strstr(rig->folder, "anjungan-rig-") != NULL)
		(void)nftw(rig->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(rig);
}

const char *
rig_folder(const struct rig *rig)
{
	return rig->folder;
}

const char *
rig_config(const struct rig *rig)
{
	return rig->config;
}

int
rig_port(const struct rig *rig)
{
	return rig->port;
}
