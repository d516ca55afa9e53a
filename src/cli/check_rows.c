/* SPDX-License-Identifier: Apache-2.0 */
/* What each check looks at. */
#include "cli/check.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "rules/account.h"
#include "rules/date.h"
#include "rules/policy.h"
#include "rules/unsent.h"
#include "rules/working_days.h"
#include "store/second_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	PATH_ROOM = 2 * SETTING_PATH,
	FILE_MAX = 4 << 20,
	PRINTER_MS = 3000,
	LATE_MS = 1000, /* the line answers within its budget, and a little */
	DISK_LOW_MB = 1024,
	DISK_BAD_MB = 100,
	CLOCK_WARN_S = 30,
	CLOCK_BAD_S = 240, /* the centre refuses from 300 on */
	NEWS_MONTH = 11,   /* from when the next year's holidays are known */
};

#define HOUR_MS (INT64_C(3600) * 1000)

/* --- saying what was found ------------------------------------------------------------------------------------------ */

__attribute__((format(printf, 4, 5))) static void
found(struct finding *finding, enum check_state state, const char *remedy, const char *format,
	...)
{
	char text[2 * PATH_ROOM];
	va_list args;

	va_start(args, format);
	if (str_vformat(text, sizeof(text), format, args) != ST_OK)
		text[0] = '\0';
	va_end(args);
	finding->state = state;
	finding->remedy = remedy;
	str_clip(finding->measured, sizeof(finding->measured), text);
}

static enum status
read_file(const char *path, struct buf *ret_bytes)
{
	char chunk[4096];
	enum status st = ST_OK;
	ssize_t n = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return status_from_errno(errno);
	while (st == ST_OK && n > 0) {
		n = read(fd, chunk, sizeof(chunk));
		st = n < 0 ? status_from_errno(errno) : buf_add(ret_bytes, chunk, (size_t)n);
	}
	(void)close(fd); /* only read */
	return st;
}

/* A file of data.dir; false: it cannot be read, and the finding says so. */
static bool
read_data(const struct checkup *c, const char *name, struct buf *bytes, struct finding *finding)
{
	char path[PATH_ROOM];
	enum status st =
		str_format(path, sizeof(path), "%s/%s", c->cli->settings->data.dir, name);

	buf_init(bytes, FILE_MAX);
	if (st == ST_OK)
		st = read_file(path, bytes);
	if (st != ST_OK)
		found(finding, CHECK_BAD, "Put the file back, or set data.dir.", "%s: %s", path,
			status_words(st));
	return st == ST_OK;
}

static int
zone_of(const struct checkup *c)
{
	const char *label;
	int offset_s = 0;

	if (zone_offset(c->cli->settings->site.timezone, &offset_s, &label) != ST_OK)
		offset_s = 0;
	return offset_s;
}

static struct date
today_of(const struct checkup *c)
{
	int second;

	return date_of_unix(c->cli->now_ms / 1000, zone_of(c), &second);
}

/* None where the file cannot be had; its own row says so. */
static struct holidays
holidays_of(const struct checkup *c)
{
	struct holidays holidays = { .n = 0 };
	struct finding unsaid;
	struct buf bytes;
	int line = 0;

	if (read_data(c, "holidays.csv", &bytes, &unsaid) &&
		holidays_parse(bytes.data, &holidays, &line) != ST_OK)
		holidays.n = 0;
	buf_free(&bytes);
	return holidays;
}

/* --- settings and data ----------------------------------------------------------------------------------------------- */

static void
look_settings(const struct checkup *c, struct finding *finding)
{
	const struct settings *s = c->cli->settings;

	found(finding, CHECK_OK, NULL, "kiosk %s at %s", s->kiosk.id, s->site.name);
}

static void
look_secret(const struct checkup *c, struct finding *finding)
{
	const char *file = c->cli->settings->kiosk.secret_file;
	struct stat info;

	if (stat(file, &info) != 0)
		found(finding, CHECK_BAD, "Ask the centre for this kiosk's secret.", "%s: %s",
			file, status_words(status_from_errno(errno)));
	else if (info.st_mode & (S_IRWXG | S_IRWXO))
		found(finding, CHECK_WARN, "Let its owner alone read it: chmod 600.",
			"%s: others can read it (mode %03o)", file,
			(unsigned)info.st_mode & 0777);
	else
		found(finding, CHECK_OK, NULL, "%s", file);
}

static void
look_policy(const struct checkup *c, struct finding *finding)
{
	struct policy policy;
	struct buf bytes;
	char why[96] = "";

	if (read_data(c, "policy.json", &bytes, finding)) {
		if (policy_parse(bytes.data, bytes.len, &policy, why) == ST_OK)
			found(finding, CHECK_OK, NULL, "version %s", policy.version);
		else
			found(finding, CHECK_BAD,
				"Mend policy.json; until then the built-in rules serve.",
				"policy.json: %s", why);
	}
	buf_free(&bytes);
}

static void
judge_years(const struct holidays *holidays, struct date today, struct finding *finding)
{
	static const char remedy[] = "Add the year to holidays.csv; dates promised in it are "
				     "called estimates until then.";
	int year = today.year;

	if (!holidays_know_year(holidays, year))
		found(finding, CHECK_WARN, remedy, "no day of %d", year);
	else if (today.month >= NEWS_MONTH && !holidays_know_year(holidays, year + 1))
		found(finding, CHECK_WARN, remedy, "no day of %d", year + 1);
	else
		found(finding, CHECK_OK, NULL, "%zu days, %d known", holidays->n, year);
}

static void
look_holidays(const struct checkup *c, struct finding *finding)
{
	struct holidays holidays;
	struct buf bytes;
	int line = 0;

	if (read_data(c, "holidays.csv", &bytes, finding)) {
		if (holidays_parse(bytes.data, &holidays, &line) == ST_OK)
			judge_years(&holidays, today_of(c), finding);
		else
			found(finding, CHECK_BAD, "Mend that line of holidays.csv.",
				"holidays.csv: line %d", line);
	}
	buf_free(&bytes);
}

static void
look_banks(const struct checkup *c, struct finding *finding)
{
	struct banks banks;
	struct buf bytes;
	int line = 0;

	if (read_data(c, "banks.csv", &bytes, finding)) {
		if (banks_parse(bytes.data, &banks, &line) == ST_OK)
			found(finding, CHECK_OK, NULL, "%zu banks", banks.n);
		else
			found(finding, CHECK_BAD, "Mend that line of banks.csv.",
				"banks.csv: line %d", line);
	}
	buf_free(&bytes);
}

/* --- key and state ---------------------------------------------------------------------------------------------------- */

static void
look_key(const struct checkup *c, struct finding *finding)
{
	const char *file = c->cli->settings->kiosk.key_file;

	if (c->seal_st == ST_OK)
		found(finding, CHECK_OK, NULL, "%s", file);
	else
		found(finding, CHECK_BAD,
			c->seal_st == ST_NOT_FOUND
				? "New kiosk: anjungan key init. Else bring the key back."
				: "Bring the key back; it must be its owner's alone (0600).",
			"%s: %s", file, status_words(c->seal_st));
}

static const char *
state_remedy(enum status st)
{
	switch (st) {
	case ST_NOT_FOUND:
		return "New kiosk: start it once. Else: anjungan restore FILE.";
	case ST_DENIED:
		return "The folder and its files must be this user's alone: chmod 700 and 600.";
	case ST_CORRUPT:
		return "Stop the kiosk, then: anjungan restore FILE; the damaged state is "
		       "kept.";
	case ST_NEWER:
		return "Install the anjungan that wrote it, or a newer one.";
	case ST_UNSUPPORTED:
		return "Start the kiosk once: it brings an older state up to date.";
	default:
		return "Look at the disk; then: anjungan restore FILE.";
	}
}

static void
look_state(const struct checkup *c, struct finding *finding)
{
	const char *dir = c->cli->settings->state_dir;
	enum status st = c->store ? store_check(c->store) : c->store_st;

	if (st == ST_OK)
		found(finding, CHECK_OK, NULL, "%s: every page read and whole", dir);
	else if (c->seal == NULL)
		found(finding, CHECK_BAD, "Mend the device key first.", "%s: not opened", dir);
	else
		found(finding, CHECK_BAD, state_remedy(st), "%s: %s", dir, status_words(st));
}

static void
look_journal(const struct checkup *c, struct finding *finding)
{
	int64_t rows = 0, broken = 0;
	enum status st;

	if (c->store == NULL) {
		found(finding, CHECK_BAD, "Mend the state first.", "not opened");
		return;
	}
	st = store_journal_verify(c->store, &rows, &broken);
	if (st == ST_OK)
		found(finding, CHECK_OK, NULL, "%" PRId64 " rows, chain whole", rows);
	else if (st == ST_TAMPERED)
		found(finding, CHECK_BAD,
			"Tell the supervisor: rows were changed, or the device key is another.",
			"broken at row %" PRId64, broken);
	else
		found(finding, CHECK_BAD, state_remedy(st), "%s", status_words(st));
}

static void
look_disk(const struct checkup *c, struct finding *finding)
{
	static const char remedy[] = "Make room on the disk of the state.";
	const char *dir = c->cli->settings->state_dir;
	struct statvfs disk;
	uint64_t mb;

	if (statvfs(dir, &disk) != 0) {
		found(finding, CHECK_BAD, "Set state_dir to a folder that is there.", "%s: %s",
			dir, status_words(status_from_errno(errno)));
		return;
	}
	mb = (uint64_t)disk.f_bavail * disk.f_frsize >> 20;
	if (disk.f_flag & ST_RDONLY)
		found(finding, CHECK_BAD, "Mount it for writing; look for the disk's errors.",
			"%s: read-only", dir);
	else
		found(finding,
			mb < DISK_BAD_MB   ? CHECK_BAD
			: mb < DISK_LOW_MB ? CHECK_WARN
					   : CHECK_OK,
			remedy, "%" PRIu64 " MB free", mb);
}

static void
judge_unsent(const struct checkup *c, const struct outbox_counts *counts,
	struct finding *finding)
{
	const struct holidays holidays = holidays_of(c);
	int unsent = counts->waiting + counts->sending;
	int64_t oldest_ms = counts->oldest_waiting_ms, now_ms = c->cli->now_ms;
	int64_t hours = oldest_ms > 0 ? (now_ms - oldest_ms) / HOUR_MS : 0;

	if (unsent_is_frozen(&holidays, zone_of(c), oldest_ms, now_ms))
		found(finding, CHECK_BAD,
			"Tell the supervisor; mend the way to the centre. Until then no claim "
			"is taken without the centre and an officer.",
			"%d unsent, the oldest for %" PRId64 " h, over %d working days", unsent,
			hours, UNSENT_WORKING_DAYS);
	else if (unsent_is_late(oldest_ms, now_ms))
		found(finding, CHECK_WARN, "Mend the way to the centre; nothing is lost.",
			"%d unsent, the oldest for %" PRId64 " h", unsent, hours);
	else if (counts->parked > 0)
		found(finding, CHECK_WARN, "Staff must look at what the centre refused.",
			"%d for staff, %d unsent", counts->parked, unsent);
	else
		found(finding, CHECK_OK, NULL, "%d unsent, %d sent", unsent, counts->done);
}

static void
look_outbox(const struct checkup *c, struct finding *finding)
{
	struct outbox_counts counts;
	enum status st;

	if (c->store == NULL) {
		found(finding, CHECK_BAD, "Mend the state first.", "not opened");
		return;
	}
	st = store_outbox_counts(c->store, &counts);
	if (st == ST_OK)
		judge_unsent(c, &counts, finding);
	else
		found(finding, CHECK_BAD, state_remedy(st), "%s", status_words(st));
}

static const char *
medium_remedy(enum status st)
{
	switch (st) {
	case ST_GONE:
		return "Plug the medium in and mount it there: this folder is on the state's "
		       "own disk.";
	case ST_NOT_FOUND:
		return "Plug the medium in, or correct outbox.second_copy.";
	case ST_READ_ONLY:
	case ST_DENIED:
		return "Let this user write to the medium.";
	default:
		return "Look at the medium; take another one.";
	}
}

static void
count_copies(const struct checkup *c, const char *dir, struct finding *finding)
{
	int waiting, missing;
	enum status st = second_copy_count(c->store, dir, &waiting, &missing);

	if (st != ST_OK)
		found(finding, CHECK_BAD, state_remedy(st), "%s", status_words(st));
	else if (missing > 0)
		found(finding, CHECK_WARN,
			"A running kiosk copies within a minute; else make room on the medium.",
			"%s: %d of %d not copied", dir, missing, waiting);
	else
		found(finding, CHECK_OK, NULL, "%s: all %d copied", dir, waiting);
}

static void
look_second_copy(const struct checkup *c, struct finding *finding)
{
	const char *dir = c->cli->settings->outbox.second_copy;
	enum status st;

	if (dir[0] == '\0') {
		found(finding, CHECK_OK, NULL, "none is set");
		return;
	}
	st = second_copy_medium(dir, c->cli->settings->state_dir);
	if (st != ST_OK)
		found(finding, CHECK_BAD, medium_remedy(st), "%s: %s", dir, status_words(st));
	else if (c->store == NULL)
		found(finding, CHECK_BAD, "Mend the state first.", "not opened");
	else
		count_copies(c, dir, finding);
}

/* --- the centre ------------------------------------------------------------------------------------------------------- */

static void
judge_refusal(const struct checkup *c, enum verdict verdict, const struct problem *problem,
	struct finding *finding)
{
	const char *url = c->cli->settings->central.url;

	if (verdict == VERDICT_NOT_ADMITTED)
		found(finding, CHECK_BAD,
			"Check kiosk.id, the secret and the clock with the centre.",
			"%s: this kiosk is not admitted: %s", url, problem->code);
	else if (c->answer.st == ST_TLS)
		found(finding, CHECK_BAD,
			"Check the clock, central.ca, central.pin and the centre's certificate.", "%s: %s",
			url, status_words(c->answer.st));
	else if (c->answer.st == ST_NOT_FOUND)
		found(finding, CHECK_BAD, "Install lib/anjungan/http.so beside the program.",
			"%s: not asked, the network module is missing", url);
	else
		found(finding, CHECK_BAD,
			"Check cable, network and central.url; claims wait here meanwhile.",
			"%s: %s", url, problem->code);
}

static void
look_centre(const struct checkup *c, struct finding *finding)
{
	struct problem problem = { .code = "" };
	struct centre_state state;
	enum verdict verdict = central_verdict(&c->answer, &problem);

	if (verdict != VERDICT_DONE)
		judge_refusal(c, verdict, &problem, finding);
	else if (central_read_status(&c->answer, &state) != ST_OK)
		found(finding, CHECK_BAD, "Check central.url: another program answers there.",
			"%s: no status of a centre", c->cli->settings->central.url);
	else if (!state.open)
		found(finding, CHECK_WARN, "Claims wait here until it is open.",
			"maintenance until %s", state.until[0] ? state.until : "?");
	else
		found(finding, CHECK_OK, NULL, "open, answered in %" PRId64 " ms", c->took_ms);
}

/* Without the centre only a clock that went back shows. */
static void
look_clock_alone(const struct checkup *c, struct finding *finding)
{
	int64_t latest_ms = 0, behind_s;

	if (c->store == NULL || store_journal_latest(c->store, &latest_ms) != ST_OK)
		latest_ms = 0;
	behind_s = (latest_ms - c->cli->now_ms) / 1000;
	if (behind_s > CLOCK_WARN_S)
		found(finding, CHECK_BAD,
			"Set the clock, or, if it is right, let the journal's time come; "
			"nothing is lost.",
			"%" PRId64 " s behind the last row of the journal", behind_s);
	else
		found(finding, CHECK_WARN, "Reach the centre first.", "not compared");
}

static void
look_clock(const struct checkup *c, struct finding *finding)
{
	struct problem problem = { .code = "" };
	int64_t centre_s = c->answer.date_s, apart_s;

	(void)central_verdict(&c->answer, &problem);
	if (problem.centre_s > 0)
		centre_s = problem.centre_s;
	if (centre_s == 0) {
		look_clock_alone(c, finding);
		return;
	}
	apart_s = c->cli->now_ms / 1000 - centre_s;
	found(finding,
		llabs(apart_s) > CLOCK_BAD_S    ? CHECK_BAD
		: llabs(apart_s) > CLOCK_WARN_S ? CHECK_WARN
						: CHECK_OK,
		"Set the clock, and let a time service keep it.",
		"%+" PRId64 " s from the centre's", apart_s);
}

/* --- devices ---------------------------------------------------------------------------------------------------------- */

static const char *
printer_remedy(enum status st)
{
	static const struct {
		enum status status;
		const char *remedy;
	} remedies[] = {
		{ ST_PAPER_OUT, "Put in a roll of paper." },
		{ ST_PAPER_LOW, "Have a new roll at hand." },
		{ ST_COVER_OPEN, "Close the cover." },
		{ ST_OFFLINE, "Press the printer's feed or online button; a queue: cupsenable." },
		{ ST_FAULT, "Look for jammed paper, then switch the printer off and on." },
		{ ST_UNREACHABLE, "Start CUPS: systemctl start cups." },
		{ ST_CONFIG, "Name a queue that lpstat -e lists and that has a real printer." },
		{ ST_DENIED, "This user must be in the groups lp and dialout." },
	};

	for (size_t i = 0; i < ARRAY_LEN(remedies); i++)
		if (remedies[i].status == st)
			return remedies[i].remedy;
	return "Check the cable, the power and the cover.";
}

static void
look_printer(const struct checkup *c, struct finding *finding)
{
	const struct printer_port *printer = &c->cli->desk->printer;
	const char *target = c->cli->settings->printer.target;
	enum status st;

	if (printer->state == NULL) {
		found(finding, CHECK_BAD, "Correct printer.target.", "%s: not known", target);
		return;
	}
	if (!printer->present) {
		found(finding, CHECK_WARN,
			"Set printer.target; until then codes are shown on the screen.",
			"none is set");
		return;
	}
	st = printer->state(printer->ctx, PRINTER_MS);
	found(finding,
		st == ST_OK	     ? CHECK_OK
		: st == ST_PAPER_LOW ? CHECK_WARN
				     : CHECK_BAD,
		printer_remedy(st), "%s: %s", target,
		st == ST_OK ? "ready" : status_words(st));
}

static void
look_camera(const struct checkup *c, struct finding *finding)
{
	const char *source = c->cli->settings->camera.source;
	const char *colon = strchr(source, ':'), *program = c->cli->camera_program;

	if (strcmp(source, "none") == 0)
		found(finding, CHECK_WARN, "Set camera.source; until then officers attest.",
			"none is set");
	else if (access(program, X_OK) != 0)
		found(finding, CHECK_BAD, "Install anjungan-camera beside anjungan.", "%s: %s",
			program, status_words(status_from_errno(errno)));
	else if (colon && access(colon + 1, R_OK) != 0)
		found(finding, CHECK_BAD,
			"Plug the camera in; this user must be in the group video.", "%s: %s",
			source, status_words(status_from_errno(errno)));
	else
		found(finding, CHECK_OK, NULL, "%s, helper %s", source, program);
}

static void
look_scanner(const struct checkup *c, struct finding *finding)
{
	const char *source = c->cli->settings->scanner.source;

	if (strcmp(source, "none") == 0)
		found(finding, CHECK_WARN, "Set scanner.source; until then numbers are typed.",
			"none is set");
	else if (strcmp(source, "camera") == 0 &&
		 strcmp(c->cli->settings->camera.source, "none") == 0)
		found(finding, CHECK_BAD,
			"Set camera.source, or scanner.source = \"keyboard\".",
			"camera, and no camera is set");
	else
		found(finding, CHECK_OK, NULL, "%s", source);
}

/* The sum that stands beside the file, as sha256sum writes it: digits, two blanks, name. */
static bool
sum_is_listed(const char *list, const uint8_t sum[crypto_hash_sha256_BYTES], const char *name)
{
	char line[2 * crypto_hash_sha256_BYTES + 2 + SETTING_PATH];
	char hex[2 * crypto_hash_sha256_BYTES + 1];

	(void)sodium_bin2hex(hex, sizeof(hex), sum, crypto_hash_sha256_BYTES);
	return str_format(line, sizeof(line), "%s  %s\n", hex, name) == ST_OK &&
	       strstr(list, line) != NULL;
}

static void
judge_model(const char *path, const struct buf *model, const struct buf *list,
	struct finding *finding)
{
	const char *name = strrchr(path, '/') + 1; /* main joins it of a folder and a name */
	uint8_t sum[crypto_hash_sha256_BYTES];

	(void)crypto_hash_sha256(sum, (const uint8_t *)model->data, model->len); /* always 0 */
	if (sum_is_listed(list->data, sum, name))
		found(finding, CHECK_OK, NULL, "%s: %zu bytes, sum right", name, model->len);
	else
		found(finding, CHECK_BAD, "Install the model again.",
			"%s: not the file of SHA256SUMS", path);
}

static void
look_model(const struct checkup *c, struct finding *finding)
{
	const char *path = c->cli->camera_model;
	char sums[PATH_ROOM];
	struct buf model, list;
	enum status st = str_format(
		sums, sizeof(sums), "%s/models/SHA256SUMS", c->cli->settings->data.assets_dir);

	buf_init(&model, FILE_MAX);
	buf_init(&list, FILE_MAX);
	if (st == ST_OK)
		st = read_file(path, &model);
	if (st == ST_OK)
		st = read_file(sums, &list);
	if (st == ST_OK)
		judge_model(path, &model, &list, finding);
	else
		found(finding, CHECK_BAD, "Install the model again, or set data.assets_dir.",
			"%s: %s", path, status_words(st));
	buf_free(&model);
	buf_free(&list);
}

/* As the shell looks: a name with a slash is a path, any other is looked for along PATH. */
static bool
is_program(const char *word, size_t n, const char *along)
{
	char path[PATH_ROOM];

	if (memchr(word, '/', n))
		return str_format(path, sizeof(path), "%.*s", (int)n, word) == ST_OK &&
		       access(path, X_OK) == 0;
	for (; *along; along += strcspn(along, ":"), along += *along == ':')
		if (str_format(path, sizeof(path), "%.*s/%.*s", (int)strcspn(along, ":"), along,
			    (int)n, word) == ST_OK &&
			access(path, X_OK) == 0)
			return true;
	return false;
}

static void
look_voice(const struct checkup *c, struct finding *finding)
{
	const char *command = c->cli->settings->speech.command;
	const char *word = command + strspn(command, " \t");
	size_t n = strcspn(word, " \t");

	if (n == 0 || strcmp(command, "none") == 0)
		found(finding, CHECK_WARN,
			"Set speech.command, for people who cannot read the screen.",
			"none is set");
	else if (is_program(word, n, c->cli->path))
		found(finding, CHECK_OK, NULL, "%.*s", (int)n, word);
	else
		found(finding, CHECK_BAD, "Install espeak-ng, or correct speech.command.",
			"%.*s: not found", (int)n, word);
}

/* --- what the rows share ------------------------------------------------------------------------------------------------ */

static void
take_answer(struct line_job *job)
{
	bool *done = job->ctx;

	*done = true;
}

/* One exchange; whatever becomes of it is the answer's status. */
static void
ask_centre(struct checkup *c)
{
	const struct call_extra extra = { .kiosk = c->cli->settings->kiosk.id };
	struct line *line = c->cli->desk->line;
	int64_t began = loop_now_ms(), end;
	struct line_job job;
	bool done = false;

	c->answer.st = ST_UNREACHABLE;
	line_job_init(&job);
	job.budget_ms = c->cli->settings->central.timeout_ms;
	job.done = take_answer;
	job.ctx = &done;
	if (line == NULL || central_build(CALL_STATUS, NULL, &extra, &job.request) != ST_OK)
		return;
	end = began + job.budget_ms + LATE_MS;
	line_post(line, &job);
	while (!done) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		(void)poll(&fd, 1, LATE_MS);
		line_collect(line);
		if (!done && loop_now_ms() > end)
			line_cancel(line, &job); /* answers at once, as cancelled */
	}
	c->took_ms = loop_now_ms() - began;
	c->answer = job.answer;
	buf_init(&job.answer.body, HTTP_ANSWER_MAX); /* the body is the checkup's now */
	line_job_free(&job);
}

void
checkup_begin(struct checkup *checkup, const struct cli *cli)
{
	*checkup = (struct checkup){ .cli = cli, .store_st = ST_NOT_FOUND };
	buf_init(&checkup->answer.body, HTTP_ANSWER_MAX);
	checkup->seal_st = seal_load(cli->settings->kiosk.key_file, &checkup->seal);
	if (checkup->seal_st == ST_OK)
		checkup->store_st = store_open_reader(
			cli->settings->state_dir, checkup->seal, NULL, &checkup->store);
	ask_centre(checkup);
}

void
checkup_end(struct checkup *checkup)
{
	buf_free(&checkup->answer.body);
	store_close(checkup->store);
	seal_free(checkup->seal);
}

static const struct check checks[] = {
	{ "settings", look_settings },
	{ "secret", look_secret },
	{ "policy", look_policy },
	{ "holidays", look_holidays },
	{ "banks", look_banks },
	{ "device key", look_key },
	{ "state", look_state },
	{ "journal", look_journal },
	{ "disk", look_disk },
	{ "outbox", look_outbox },
	{ "second copy", look_second_copy },
	{ "centre", look_centre },
	{ "clock", look_clock },
	{ "printer", look_printer },
	{ "camera", look_camera },
	{ "scanner", look_scanner },
	{ "face model", look_model },
	{ "voice", look_voice },
};

const struct check *
check_table(size_t *ret_n)
{
	*ret_n = ARRAY_LEN(checks);
	return checks;
}
