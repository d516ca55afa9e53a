/* SPDX-License-Identifier: Apache-2.0 */
/* The roof: reads settings, builds the ports, opens the store, starts the threads, and the kiosk or a command. */
#include "base/array.h"
#include "base/json.h"
#include "base/log.h"
#include "base/seal.h"
#include "base/settings.h"
#include "base/str.h"
#include "cli/cli.h"
#include "device/camera.h"
#include "device/clock.h"
#include "device/http.h"
#include "device/module.h"
#include "device/printer.h"
#include "device/speech.h"
#include "rules/region.h"
#include "store/calibration.h"
#include "ui/attach.h"
#include "ui/frame.h"
#include "ui/ui.h"
#include "work/attach.h"
#include "work/control.h"
#include "work/journal_keeper.h"
#include "work/mirror.h"
#include "work/outbox.h"
#include "work/paper.h"
#include "work/ready.h"
#include "work/unsent_list.h"
#include "work/visit_life.h"
#include "work/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_DEFAULT "/etc/anjungan/anjungan.conf"
#define FACE_MODEL     "models/blazeface-front-128.onnx"

enum {
	FILE_MAX = 1 << 20,
	SECRET_MAX = 256,
	OUTBOX_TICK_MS = 250,
	LOCK_MS = 15000, /* for the commands to end that have the state, each in its turn */
	LOCK_AGAIN_MS = 50,
};

/* The lists of regions, read on the store's thread once the first picture stands. */
struct region_load {
	struct job job;      /* first */
	const char *dir;     /* borrowed */
	struct place *place; /* borrowed: the desk's, which learns of them on the ui thread */
	struct regions regions;
	enum status status;
};

/* Everything main owns. Zeroed, it can be taken down at any stage of being built. */
struct kiosk {
	struct settings settings;
	struct seal *seal;
	struct store *store;
	struct loop *loop;
	struct worker *store_worker, *print_worker, *copy_worker;
	struct line *line;
	struct http_options http;
	struct camera_client *camera;
	char camera_program[SETTING_PATH], camera_model[2 * SETTING_PATH];
	struct printer *printer, *pages;
	struct speech *speech;
	struct policy policy;
	struct holidays holidays;
	struct banks banks;
	struct region_load region_load;
	struct desk desk;
	struct watch *watch;
	struct journal_keeper *keeper;
	struct mirror *mirror;
	struct control *control;
	struct attach *attach;
	struct canvas desk_canvas; /* its pictures are drawn on */
	struct unsent_list *unsent_list;
	struct ready_subject ready_subject;
	struct ready *ready;
	struct visit *visit;
	struct ui *ui;
	int tick_id;
};

enum needs { NEEDS_SETTINGS, NEEDS_PORTS, NEEDS_READER, NEEDS_STORE, NEEDS_DESK };

struct command {
	const char *name, *words;
	enum needs needs;
	int (*run)(const struct cli *cli); /* NULL: the kiosk itself */
	bool looks; /* at the machine, as NEEDS_PORTS does */
};

static int run_attach(const struct cli *cli);

static const struct command commands[] = {
	{ "run", "the kiosk on this terminal (default)", NEEDS_DESK, NULL },
	{ "attach", "a second terminal for staff on the running kiosk", NEEDS_SETTINGS, run_attach },
	{ "check", "whether all is ready, and what to do: [--json] [--print]", NEEDS_PORTS, cli_check },
	{ "log", "what happened: [FILTER]..., [--follow]; [--verify]: whether it is whole", NEEDS_READER, cli_log },
	{ "report", "how well it served: --day D | --month M | --from D --to D, [--format F] [-o FILE]", NEEDS_READER, cli_report },
	{ "day", "a day of the counter: open | close | slip; [--print]", NEEDS_STORE, cli_day, .looks = true },
	{ "sync", "send what waits, without a screen", NEEDS_DESK, cli_sync },
	{ "staff", "staff accounts: add | list | disable | enable | reset-pin | unlock | card", NEEDS_STORE, cli_staff },
	{ "key", "the device key: init | status", NEEDS_SETTINGS, cli_key },
	{ "texts", "what the voice says, with the names of sound files", NEEDS_SETTINGS, cli_texts },
	{ "backup", "a sealed copy of the state: FILE", NEEDS_READER, cli_backup },
	{ "restore", "a copy in place of the state: FILE; or what a lost disk had: --second-copy DIR", NEEDS_SETTINGS, cli_restore },
};

/* --- files ---------------------------------------------------------------------------------------------------------- */

static enum status
read_data(const char *dir, const char *name, struct buf *ret_bytes)
{
	char path[2 * SETTING_PATH];
	enum status st = str_format(path, sizeof(path), "%s/%s", dir, name);

	buf_clear(ret_bytes);
	if (st == ST_OK)
		st = buf_add_file(ret_bytes, path);
	if (st != ST_OK)
		log_error("%s: %s", name, status_words(st));
	return st;
}

/* The dated data of the rules: without them the built-in policy serves, holidays are "perkiraan", and banks are
 * missed at once. */
static enum status
load_rules(struct kiosk *kiosk)
{
	const char *dir = kiosk->settings.data.dir;
	struct buf bytes;
	char why[96] = "";
	int line = 0;
	enum status st;

	buf_init(&bytes, FILE_MAX);
	kiosk->policy = *policy_built_in();
	if (read_data(dir, "policy.json", &bytes) == ST_OK &&
		policy_parse(bytes.data, bytes.len, &kiosk->policy, why) != ST_OK)
		log_error("policy.json: %s; the built-in table serves", why);
	if (read_data(dir, "holidays.csv", &bytes) == ST_OK &&
		holidays_parse(bytes.data, &kiosk->holidays, &line) != ST_OK)
		log_error("holidays.csv: line %d", line);
	st = read_data(dir, "banks.csv", &bytes);
	if (st == ST_OK) {
		st = banks_parse(bytes.data, &kiosk->banks, &line);
		if (st != ST_OK)
			log_error("banks.csv: line %d", line);
	}
	buf_free(&bytes);
	return st;
}

static enum status
load_regions_of(struct region_load *load, enum region_level level, struct buf *bytes)
{
	static const char *const files[] = {
		[REGION_PROVINCE] = "regions/provinces.csv",
		[REGION_REGENCY] = "regions/regencies.csv",
		[REGION_DISTRICT] = "regions/districts.csv",
	};
	int line = 0;
	enum status st = read_data(load->dir, files[level], bytes);

	if (st != ST_OK)
		return st;
	st = regions_add(&load->regions, level, bytes->data, &line);
	if (st != ST_OK)
		log_error("%s: line %d", files[level], line);
	return st;
}

static void
run_region_load(struct job *job)
{
	struct region_load *load = (struct region_load *)job;
	struct buf bytes;
	enum status st = ST_OK;

	buf_init(&bytes, FILE_MAX);
	for (int level = REGION_PROVINCE; st == ST_OK && level <= REGION_DISTRICT; level++)
		st = load_regions_of(load, (enum region_level)level, &bytes);
	buf_free(&bytes);
	load->status = st;
}

/* Without them a NIK is not held against its region, and that is all. */
static void
region_load_done(struct job *job)
{
	struct region_load *load = (struct region_load *)job;

	if (load->status == ST_OK)
		load->place->regions = &load->regions;
}

static void
load_regions(struct kiosk *kiosk)
{
	struct region_load *load = &kiosk->region_load;

	load->job = (struct job){ .run = run_region_load, .done = region_load_done };
	load->dir = kiosk->settings.data.assets_dir;
	load->place = &kiosk->desk.place;
	load->status = ST_CANCELLED; /* where the thread ends before it ran */
	worker_post(kiosk->store_worker, &load->job);
}

/* --- what must be so before anything personal is in memory ---------------------------------------------------------- */

static void
harden(void)
{
	const struct rlimit none = { 0, 0 };

	(void)signal(SIGPIPE, SIG_IGN);
	if (prctl(PR_SET_DUMPABLE, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
		log_error("core dumps could not be turned off");
	json_use_wiping_memory();
}

/* Standard error goes to the log while the screen is drawn; ret_before is where it went until now. */
static enum status
log_to_file(const char *path, int *ret_before)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	enum status st = ST_OK;

	if (fd < 0)
		return status_from_errno(errno);
	*ret_before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (*ret_before < 0 || dup2(fd, STDERR_FILENO) < 0)
		st = status_from_errno(errno);
	close(fd);
	return st;
}

static void
log_to_terminal(int before)
{
	if (before >= 0 && dup2(before, STDERR_FILENO) >= 0)
		close(before);
}

/* --- building --------------------------------------------------------------------------------------------------------- */

static int
load_settings(struct kiosk *kiosk, const char *path)
{
	struct settings_errors errors;
	struct buf text;

	if (settings_load(path, &kiosk->settings, &errors) == ST_OK)
		return EXIT_DONE;
	buf_init(&text, FILE_MAX);
	if (settings_errors_text(&errors, &text) == ST_OK)
		fputs(text.data, stderr);
	buf_free(&text);
	return EXIT_CONFIG;
}

static int
refuse(const char *what, const char *path, enum status st, const char *remedy)
{
	fprintf(stderr, "anjungan: %s %s: %s. %s\n", what, path, status_words(st), remedy);
	return st == ST_BUSY ? EXIT_SECOND_WRITER : EXIT_FAILED;
}

static const char *
remedy_for(enum status st)
{
	static const struct {
		enum status status;
		const char *remedy;
	} rows[] = {
		{ ST_BUSY, "Another anjungan runs on it." },
		{ ST_DENIED, "The folder must be the kiosk's user's alone (chown, chmod 700); "
			     "do this as that user, or as root." },
		{ ST_DISK_FULL, "Make room on the disk; nothing was lost." },
		{ ST_READ_ONLY, "The disk is read-only: remount it, or call the technician." },
		{ ST_CORRUPT, "Keep this folder as it is and restore a backup beside it." },
		{ ST_NEWER, "Install the anjungan that wrote it, or a newer one." },
		{ ST_TAMPERED, "The key does not fit this state; bring back the right one." },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == st)
			return rows[i].remedy;
	return "Nothing was changed. See anjungan(1), TROUBLE.";
}

static const char *
key_remedy(enum status st, const char *dir)
{
	if (st == ST_DENIED)
		return "It must be the kiosk's user's alone (chmod 600); do this as that user, "
		       "or as root.";
	return store_was_made(dir) == ST_NOT_FOUND
		       ? "Make one with: anjungan key init."
		       : "Bring back the one the state was made with: no other opens it.";
}

/* The folder and the key, without which there is no state. */
static int
open_seal(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	enum status st;

	if (mkdir(s->state_dir, 0700) != 0 && errno != EEXIST)
		return refuse("state", s->state_dir, status_from_errno(errno),
			"Make the folder, or set state_dir.");
	st = seal_load(s->kiosk.key_file, &kiosk->seal);
	if (st != ST_OK)
		return refuse(
			"device key", s->kiosk.key_file, st, key_remedy(st, s->state_dir));
	return EXIT_DONE;
}

/* What staff found the camera to be goes before the setting. */
static enum status
read_calibration(struct kiosk *kiosk)
{
	struct calibration *found = &kiosk->desk.place.calibration;
	enum status st = store_calibration_get(
		kiosk->store, kiosk->settings.camera.source, found);

	if (st == ST_OK && kiosk->desk.camera.calibrate)
		kiosk->desk.camera.calibrate(
			kiosk->desk.camera.ctx, found->sharpness_tenths);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
open_store(struct kiosk *kiosk)
{
	enum status st =
		store_open(kiosk->settings.state_dir, kiosk->seal, NULL, &kiosk->store);

	kiosk->desk.store = kiosk->store;
	if (st == ST_OK &&
		store_presence_read(kiosk->store, &kiosk->desk.absent_until_ms) != ST_OK)
		log_error("presence: not read"); /* then the hours alone say it */
	if (st == ST_OK)
		st = read_calibration(kiosk);
	if (st == ST_OK && kiosk->store_worker)
		worker_release(kiosk->store_worker);
	return st;
}

/* Another command that has the state is over soon; a kiosk is not. */
static enum status
open_store_in_turn(struct kiosk *kiosk)
{
	int64_t end_ms = loop_now_ms() + LOCK_MS;
	enum status st = open_store(kiosk);

	while (st == ST_BUSY && !cli_kiosk_listens(kiosk->settings.state_dir) &&
		loop_now_ms() < end_ms) {
		(void)poll(NULL, 0, LOCK_AGAIN_MS);
		st = open_store(kiosk);
	}
	return st;
}

/* Beside a kiosk a command reads the state, and the kiosk makes the changes. */
static enum status
open_state(struct kiosk *kiosk, enum needs needs, bool *ret_beside)
{
	const char *dir = kiosk->settings.state_dir;
	enum status st = open_store_in_turn(kiosk);

	if (st != ST_BUSY || (needs != NEEDS_READER && !cli_kiosk_listens(dir)))
		return st;
	st = store_open_reader(dir, kiosk->seal, NULL, &kiosk->store);
	*ret_beside = st == ST_OK;
	return st;
}

static enum status
open_line(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	struct line_options options = { .url = s->central.url,
		.kiosk = s->kiosk.id,
		.open_http = module_open_http,
		.open_ctx = &kiosk->http,
		.clock = device_clock(),
		.chance = device_chance() };
	struct buf secret;
	enum status st;

	kiosk->http = (struct http_options){ .ca_file = s->central.ca,
		.pin = s->central.pin,
		.client_cert = s->central.client_cert,
		.client_key = s->central.client_key };
	buf_init(&secret, SECRET_MAX);
	st = buf_add_file(&secret, s->kiosk.secret_file);
	if (st == ST_OK) {
		secret.data[strcspn(secret.data, "\r\n")] = '\0';
		options.secret = secret.data;
		st = line_new(&options, &kiosk->line);
	}
	if (st != ST_OK)
		fprintf(stderr, "anjungan: %s: %s\n", s->kiosk.secret_file, status_words(st));
	buf_free(&secret);
	return st;
}

/* A helper named without a folder lies beside this program. */
static enum status
find_helper(const char *name, char *path, size_t room)
{
	char self[SETTING_PATH];
	ssize_t n;

	if (strchr(name, '/'))
		return str_copy(path, room, name);
	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n <= 0)
		return n < 0 ? status_from_errno(errno) : ST_NOT_FOUND;
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	return str_format(path, room, "%s/%s", self, name);
}

static enum status
open_camera(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	const struct camera_settings camera = { .program = kiosk->camera_program,
		.source = s->camera.source,
		.model = kiosk->camera_model,
		.sharpness_tenths = 10 * s->camera.sharpness_min };
	enum status st = find_helper(
		s->camera.helper, kiosk->camera_program, sizeof(kiosk->camera_program));

	if (st == ST_OK)
		st = str_format(kiosk->camera_model, sizeof(kiosk->camera_model), "%s/%s",
			s->data.assets_dir, FACE_MODEL);
	if (st == ST_OK)
		st = camera_client_new(&camera, &kiosk->camera);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: camera: %s\n", status_words(st));
	return st;
}

static enum printer_flow
flow_of(const char *words)
{
	if (strcmp(words, "hardware") == 0)
		return PRINTER_FLOW_HARDWARE;
	return strcmp(words, "software") == 0 ? PRINTER_FLOW_SOFTWARE : PRINTER_FLOW_NONE;
}

static enum status
open_receipts(struct kiosk *kiosk, char ret_why[PRINTER_WHY])
{
	const struct settings *s = &kiosk->settings;
	const struct printer_options options = { .baud = s->printer.baud,
		.flow = flow_of(s->printer.flow) };

	return printer_new(s->printer.target, &options, &kiosk->printer, ret_why);
}

static enum status
open_printers(struct kiosk *kiosk)
{
	static const struct printer_options pages = { .pages = true };
	char why[PRINTER_WHY] = "";
	enum status st = open_receipts(kiosk, why);

	if (st != ST_OK) {
		fprintf(stderr, "anjungan: printer.target: %s\n", why);
		return st;
	}
	st = printer_new(kiosk->settings.printer.a4, &pages, &kiosk->pages, why);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: printer.a4: %s\n", why);
	return st;
}

static enum status
open_voice(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	const struct speech_options options = { .command = s->speech.command,
		.recordings = s->speech.recordings,
		.player = s->speech.player };
	enum status st = speech_new(&options, &kiosk->speech);

	if (st != ST_OK)
		fprintf(stderr, "anjungan: speech.command, speech.player: %s\n",
			status_words(st));
	return st;
}

static enum status
open_devices(struct kiosk *kiosk)
{
	enum status st = open_printers(kiosk);

	if (st == ST_OK)
		st = open_voice(kiosk);
	return st == ST_OK ? open_camera(kiosk) : st;
}

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

static void
on_line(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	line_collect(ctx);
}

static void
on_outbox_tick(void *ctx)
{
	struct kiosk *kiosk = ctx;

	outbox_tick(kiosk->desk.outbox);
	watch_tick(kiosk->watch);
	journal_keeper_tick(kiosk->keeper);
	mirror_tick(kiosk->mirror);
	control_tick(kiosk->control);
	unsent_list_tick(kiosk->unsent_list);
	ready_tick(kiosk->ready);
	approval_tick(&kiosk->desk);
	(void)kiosk->desk.speech.tick(kiosk->desk.speech.ctx);
}

static enum status
open_threads(struct kiosk *kiosk)
{
	enum status st = loop_new(&kiosk->loop);

	if (st == ST_OK)
		st = worker_new("store", &kiosk->store_worker);
	if (st == ST_OK) {
		if (kiosk->store == NULL)
			worker_hold(kiosk->store_worker); /* until there is one */
		st = worker_new("print", &kiosk->print_worker);
	}
	if (st == ST_OK)
		st = worker_new("copy", &kiosk->copy_worker);
	if (st == ST_OK)
		st = loop_watch(kiosk->loop, worker_fd(kiosk->store_worker), POLLIN, on_worker,
			kiosk->store_worker, "store");
	if (st == ST_OK)
		st = loop_watch(kiosk->loop, worker_fd(kiosk->print_worker), POLLIN, on_worker,
			kiosk->print_worker, "print");
	if (st == ST_OK)
		st = loop_watch(kiosk->loop, worker_fd(kiosk->copy_worker), POLLIN, on_worker,
			kiosk->copy_worker, "copy");
	if (st == ST_OK)
		st = loop_watch(kiosk->loop, line_fd(kiosk->line), POLLIN, on_line, kiosk->line,
			"line");
	if (st == ST_OK)
		st = loop_tick(kiosk->loop, OUTBOX_TICK_MS, on_outbox_tick, kiosk, "outbox",
			&kiosk->tick_id);
	return st;
}

/* Where programs are looked for. */
static const char *
program_path(void)
{
	const char *path = getenv("PATH");

	return path ? path : "/usr/bin:/bin";
}

static int
theme_of(const char *name)
{
	static const char *const names[] = { "default", "dark", "light", "mono" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return (int)i;
	return 0;
}

static enum scanner
scanner_of(const struct settings *s)
{
	if (strncmp(s->scanner.source, "keyboard", 8) == 0)
		return SCANNER_KEYBOARD;
	return strcmp(s->scanner.source, "camera") == 0 && strcmp(s->camera.source, "none") != 0
		       ? SCANNER_CAMERA
		       : SCANNER_NONE;
}

static enum code_page
code_page_of(const struct settings *s)
{
	return strcmp(s->printer.code_page, "ascii") == 0 ? CODE_PAGE_ASCII : CODE_PAGE_1252;
}

static enum status
open_ready(struct kiosk *kiosk)
{
	kiosk->ready_subject = (struct ready_subject){ .settings = &kiosk->settings,
		.camera_program = kiosk->camera_program,
		.camera_model = kiosk->camera_model,
		.path = program_path() };
	return ready_new(&kiosk->desk, &kiosk->ready_subject, &kiosk->ready);
}

static enum status
fill_desk(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	struct desk *desk = &kiosk->desk;
	enum status st;

	*desk = (struct desk){
		.loop = kiosk->loop,
		.store = kiosk->store,
		.store_worker = kiosk->store_worker,
		.print_worker = kiosk->print_worker,
		.line = kiosk->line,
		.camera = camera_client_port(kiosk->camera),
		.printer = printer_port(kiosk->printer),
		.pages = printer_port(kiosk->pages),
		.speech = speech_port(kiosk->speech),
		.voice = { .loudness = s->speech.volume,
			.words_a_minute = s->speech.speed_wpm,
			.idle_every_s = s->speech.idle_every_s,
			.always = s->speech.always },
		.clock = device_clock(),
		.chance = device_chance(),
		.opening = { s->site.hours_open * 60, s->site.hours_close * 60,
			strcmp(s->site.days, "daily") == 0 },
		.place = { .policy = &kiosk->policy,
			.holidays = &kiosk->holidays,
			.banks = &kiosk->banks,
			.site = s->site.name,
			.kiosk = s->kiosk.id,
			.scanner = scanner_of(s),
			.centre = true },
		.idle_s = s->ui.idle_s,
		.warn_s = s->ui.warn_s,
		.timeout_ms = s->central.timeout_ms,
		.paper_columns = s->printer.columns,
		.reprint_days = s->retention.reprint_days,
		.handover_days = s->retention.handover_days,
		.draft_min = s->retention.draft_min,
		.journal_months = s->retention.journal_months,
		.measures_days = s->retention.measures_days,
		.camera_name = s->camera.source,
		.paper_qr = s->printer.qr,
		.code_page = code_page_of(s),
		.allow_quit = s->ui.allow_quit,
		.theme = theme_of(s->ui.theme),
	};
	str_clip(desk->branch, sizeof(desk->branch), s->site.branch);
	st = zone_offset(s->site.timezone, &desk->zone_offset_s, &desk->place.zone);
	desk_refresh(desk);
	return st;
}

/* What the kiosk does by itself, beside whoever stands there. */
static enum status
open_parts(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	struct desk *desk = &kiosk->desk;
	enum status st = outbox_new(desk, &desk->outbox);

	if (st == ST_OK)
		st = watch_new(desk, &kiosk->watch);
	if (st == ST_OK)
		st = journal_keeper_new(desk, &kiosk->keeper);
	if (st == ST_OK)
		st = unsent_list_new(desk, &kiosk->unsent_list);
	if (st == ST_OK)
		st = open_ready(kiosk);
	return st == ST_OK ? mirror_new(desk, kiosk->copy_worker, s->outbox.second_copy,
				     s->state_dir, &kiosk->mirror)
			   : st;
}

static int
open_desk(struct kiosk *kiosk)
{
	enum status st = load_rules(kiosk);

	if (st == ST_OK)
		st = open_devices(kiosk);
	if (st == ST_OK)
		st = open_line(kiosk);
	if (st == ST_OK)
		st = open_threads(kiosk);
	if (st == ST_OK)
		st = fill_desk(kiosk);
	if (st == ST_OK)
		st = open_parts(kiosk);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: cannot start: %s\n", status_words(st));
	return st == ST_OK ? EXIT_DONE : EXIT_FAILED;
}

static void
open_paper(struct kiosk *kiosk)
{
	char why[PRINTER_WHY];

	if (open_receipts(kiosk, why) == ST_OK)
		kiosk->desk.printer = printer_port(kiosk->printer);
}

/* For who looks at how things are: what cannot be built stays out. */
static void
open_ports(struct kiosk *kiosk)
{
	open_paper(kiosk);
	if (open_camera(kiosk) != ST_OK)
		return;
	kiosk->desk.camera = camera_client_port(kiosk->camera);
	if (open_line(kiosk) == ST_OK)
		kiosk->desk.line = kiosk->line;
}

/* --- the kiosk ---------------------------------------------------------------------------------------------------------- */

static void
on_slow(void *ctx, const char *name, int ms)
{
	visit_slow_turn(ctx, name, ms);
}

static enum status
open_screen(struct kiosk *kiosk)
{
	const struct ui_options options = { .allow_quit = kiosk->settings.ui.allow_quit,
		.scanner = strcmp(kiosk->settings.scanner.source, "keyboard") == 0 };
	enum status st = visit_new(&kiosk->desk, &kiosk->visit);

	if (st == ST_OK)
		st = ui_open(kiosk->loop, kiosk->visit, &options, &kiosk->ui);
	if (st == ST_OK)
		ui_show(kiosk->ui);
	return st;
}

/* Without it the kiosk serves all the same: only the commands beside it cannot change anything. */
static void
open_control(struct kiosk *kiosk)
{
	enum status st =
		control_new(&kiosk->desk, kiosk->settings.state_dir, &kiosk->control);

	if (st != ST_OK)
		log_error("control socket: %s", status_words(st));
}

/* Likewise: then nobody looks in from a desk. */
static void
open_attach(struct kiosk *kiosk)
{
	const struct attach_painter painter = { frame_of_page, &kiosk->desk_canvas };
	enum status st = attach_new(&kiosk->desk, kiosk->visit, kiosk->settings.state_dir,
		&painter, &kiosk->attach);

	if (st != ST_OK)
		log_error("attach socket: %s", status_words(st));
}

static enum status
turn(struct kiosk *kiosk)
{
	const struct journal_entry start = { .event = EVENT_KIOSK_START, .detail = VERSION };
	const struct journal_entry stop = { .event = EVENT_KIOSK_STOP };
	enum status st;

	loop_on_slow(kiosk->loop, on_slow, kiosk->visit);
	open_control(kiosk);
	open_attach(kiosk);
	desk_journal(&kiosk->desk, &start);
	paper_recover(&kiosk->desk);
	load_regions(kiosk);
	st = loop_run(kiosk->loop);
	desk_journal(&kiosk->desk, &stop);
	return st;
}

/* The first picture stands before the database is opened and looked through; until then no key is read. */
static int
run_kiosk(struct kiosk *kiosk)
{
	const struct settings *s = &kiosk->settings;
	const char *what = "log", *which = s->log.file;
	int before = -1;
	enum status st = log_to_file(s->log.file, &before);

	if (st == ST_OK) {
		what = "terminal";
		which = "";
		st = open_screen(kiosk);
	}
	if (st == ST_OK) {
		what = "state";
		which = s->state_dir;
		st = open_store_in_turn(kiosk);
	}
	if (st == ST_OK) {
		what = "loop";
		which = "";
		st = turn(kiosk);
	}
	ui_close(kiosk->ui);
	kiosk->ui = NULL;
	log_to_terminal(before);
	return st == ST_OK ? EXIT_DONE : refuse(what, which, st, remedy_for(st));
}

/* Threads first: their jobs still point at the visit, the outbox and the store. */
static void
take_down(struct kiosk *kiosk)
{
	ui_close(kiosk->ui);
	control_stop(kiosk->control);
	attach_stop(kiosk->attach);
	visit_stop(kiosk->visit);
	watch_stop(kiosk->watch);
	mirror_stop(kiosk->mirror);
	unsent_list_stop(kiosk->unsent_list);
	ready_stop(kiosk->ready);
	outbox_stop(kiosk->desk.outbox);
	journal_keeper_stop(kiosk->keeper);
	line_free(kiosk->line);
	worker_free(kiosk->print_worker);
	worker_free(kiosk->copy_worker);
	worker_free(kiosk->store_worker);
	control_free(kiosk->control);
	attach_free(kiosk->attach);
	canvas_free(&kiosk->desk_canvas);
	visit_free(kiosk->visit);
	watch_free(kiosk->watch);
	journal_keeper_free(kiosk->keeper);
	mirror_free(kiosk->mirror);
	unsent_list_free(kiosk->unsent_list);
	ready_free(kiosk->ready);
	outbox_free(kiosk->desk.outbox);
	camera_client_free(kiosk->camera);
	speech_free(kiosk->speech);
	printer_free(kiosk->printer);
	printer_free(kiosk->pages);
	store_close(kiosk->store);
	seal_free(kiosk->seal);
	loop_free(kiosk->loop);
}

/* --- the terminal at a desk ----------------------------------------------------------------------------------------------- */

static int
run_attach(const struct cli *cli)
{
	struct attach_message over = { .kind = 0 };
	enum status st;
	int fd = -1, rc = cli_attach_begin(cli, &fd);

	if (rc != EXIT_DONE)
		return rc;
	st = attach_show(fd, &over);
	(void)close(fd);
	return cli_attach_end(cli, st, &over);
}

/* --- the command line ------------------------------------------------------------------------------------------------------ */

static void
print_usage(FILE *out)
{
	fputs("usage: anjungan [--config FILE] [COMMAND]\n\n", out);
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].words);
	fputs("  version  print the version\n\n"
	      "Exit codes: 0 done, 1 failed, 2 usage, 3 configuration refused, 4 a second "
	      "writer on this state.\n",
		out);
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
run_command(struct kiosk *kiosk, const struct command *command, int argc, char **argv)
{
	const struct clock_port clock = device_clock();
	struct cli cli = { .settings = &kiosk->settings,
		.argc = argc,
		.argv = argv,
		.now_ms = clock.wall_ms(clock.ctx),
		.camera_program = kiosk->camera_program,
		.camera_model = kiosk->camera_model,
		.path = program_path() };
	enum status st;
	int rc = EXIT_DONE;

	if (command->needs == NEEDS_PORTS || command->looks)
		open_ports(kiosk);
	if (command->needs >= NEEDS_READER)
		rc = open_seal(kiosk);
	if (rc == EXIT_DONE && command->run == NULL)
		rc = open_desk(kiosk);
	if (rc == EXIT_DONE && command->run == NULL)
		return run_kiosk(kiosk);
	if (rc == EXIT_DONE && command->needs >= NEEDS_READER) {
		st = open_state(kiosk, command->needs, &cli.beside);
		if (st != ST_OK)
			rc = refuse("state", kiosk->settings.state_dir, st, remedy_for(st));
	}
	if (rc == EXIT_DONE && command->needs >= NEEDS_DESK && !cli.beside)
		rc = open_desk(kiosk);
	if (rc != EXIT_DONE)
		return rc;
	cli.store = kiosk->store;
	cli.desk = &kiosk->desk;
	cli.mirror = kiosk->mirror;
	return command->run(&cli);
}

/* "COMMAND --config FILE …" means the same: it is where people look for it. */
static void
put_config_first(int argc, char **argv)
{
	char *command;

	if (argc < 4 || strcmp(argv[2], "--config") != 0 || argv[1][0] == '-')
		return;
	command = argv[1];
	argv[1] = argv[2];
	argv[2] = argv[3];
	argv[3] = command;
}

int
main(int argc, char **argv)
{
	static struct kiosk kiosk;
	const char *config = CONFIG_DEFAULT;
	const struct command *command;
	int at = 1, rc;

	put_config_first(argc, argv);
	if (at < argc && strcmp(argv[at], "--help") == 0) {
		print_usage(stdout);
		return EXIT_DONE;
	}
	if (at + 1 < argc && strcmp(argv[at], "--config") == 0) {
		config = argv[at + 1];
		at += 2;
	}
	if (at < argc && strcmp(argv[at], "version") == 0) {
		puts("anjungan " VERSION);
		return EXIT_DONE;
	}
	command = find_command(at < argc ? argv[at] : "run");
	if (command == NULL) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (sodium_init() < 0)
		return EXIT_FAILED;
	harden();
	rc = load_settings(&kiosk, config);
	if (rc == EXIT_DONE)
		rc = run_command(&kiosk, command, at < argc ? argc - at - 1 : 0, argv + at + 1);
	take_down(&kiosk);
	wipe(&kiosk, sizeof(kiosk));
	return rc;
}
