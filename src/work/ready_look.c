/* SPDX-License-Identifier: Apache-2.0 */
/* What each row of readiness looks at. */
#include "work/ready_look.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/seal.h"
#include "base/str.h"
#include "rules/account.h"
#include "rules/policy.h"
#include "rules/unsent.h"
#include "rules/working_days.h"
#include "store/day.h"
#include "store/journal_proof.h"
#include "store/second_copy.h"
#include "work/central.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	PATH_ROOM = 2 * SETTING_PATH,
	FILE_MAX = 4 << 20,
	DISK_LOW_MB = 1024,
	DISK_BAD_MB = 100,
	CLOCK_WARN_S = 30,
	CLOCK_BAD_S = 240, /* the centre refuses from 300 on */
	NEWS_MONTH = 11,   /* from when the next year's holidays are known */
	DAY_S = 86400,
	PACE_ROWS = 1000, /* of fewer a pace says nothing */
};

#define HOUR_MS (INT64_C(3600) * 1000)

/* What the rows of files share. */
struct look {
	const struct ready_subject *subject;
	int64_t now_ms, latest_ms;
	struct seal *seal;   /* owned; NULL: the key cannot be had */
	struct store *store; /* owned, a reader; NULL: the state does not open */
	enum status seal_st, store_st;
};

/* --- saying what was found ------------------------------------------------------------------------------------------ */

__attribute__((format(printf, 4, 5))) static void
found(struct ready_row *row, enum ready_finding is, int64_t n, const char *format, ...)
{
	char text[2 * PATH_ROOM];
	va_list args;

	va_start(args, format);
	if (str_vformat(text, sizeof(text), format, args) != ST_OK)
		text[0] = '\0';
	va_end(args);
	*row = (struct ready_row){ .is = is, .n = n };
	str_clip(row->measured, sizeof(row->measured), text);
}

static const struct settings *
settings_of(const struct look *look)
{
	return look->subject->settings;
}

/* A file of data.dir; false: it cannot be read, and the row says so. */
static bool
read_data(const struct look *look, const char *name, struct buf *bytes, struct ready_row *row)
{
	char path[PATH_ROOM];
	enum status st =
		str_format(path, sizeof(path), "%s/%s", settings_of(look)->data.dir, name);

	buf_init(bytes, FILE_MAX);
	if (st == ST_OK)
		st = buf_add_file(bytes, path);
	if (st != ST_OK)
		found(row, FOUND_FILE_GONE, 0, "%s: %s", path, status_words(st));
	return st == ST_OK;
}

static int
zone_of(const struct look *look)
{
	const char *label;
	int offset_s = 0;

	if (zone_offset(settings_of(look)->site.timezone, &offset_s, &label) != ST_OK)
		offset_s = 0;
	return offset_s;
}

static struct date
today_of(const struct look *look)
{
	int second;

	return date_of_unix(look->now_ms / 1000, zone_of(look), &second);
}

/* None where the file cannot be had; its own row says so. */
static struct holidays
holidays_of(const struct look *look)
{
	struct holidays holidays = { .n = 0 };
	struct ready_row unsaid;
	struct buf bytes;
	int line = 0;

	if (read_data(look, "holidays.csv", &bytes, &unsaid) &&
		holidays_parse(bytes.data, &holidays, &line) != ST_OK)
		holidays.n = 0;
	buf_free(&bytes);
	return holidays;
}

/* --- settings and data ----------------------------------------------------------------------------------------------- */

static void
look_settings(const struct look *look, struct ready_row *row)
{
	const struct settings *s = settings_of(look);

	found(row, FOUND_SETTINGS_FINE, 0, "kiosk %s at %s", s->kiosk.id, s->site.name);
	str_clip(row->text, sizeof(row->text), s->kiosk.id);
}

static void
look_secret(const struct look *look, struct ready_row *row)
{
	const char *file = settings_of(look)->kiosk.secret_file;
	struct stat info;

	if (stat(file, &info) != 0)
		found(row, FOUND_SECRET_NONE, 0, "%s: %s", file,
			status_words(status_from_errno(errno)));
	else if (info.st_mode & (S_IRWXG | S_IRWXO))
		found(row, FOUND_SECRET_SHOWN, 0, "%s: others can read it (mode %03o)", file,
			(unsigned)info.st_mode & 0777);
	else
		found(row, FOUND_SECRET_FINE, 0, "%s", file);
}

static void
look_policy(const struct look *look, struct ready_row *row)
{
	struct policy policy;
	struct buf bytes;
	char why[96] = "";

	if (read_data(look, "policy.json", &bytes, row)) {
		if (policy_parse(bytes.data, bytes.len, &policy, why) == ST_OK) {
			found(row, FOUND_POLICY_FINE, 0, "version %s", policy.version);
			str_clip(row->text, sizeof(row->text), policy.version);
		} else {
			found(row, FOUND_POLICY_WRONG, 0, "policy.json: %s", why);
		}
	}
	buf_free(&bytes);
}

static void
judge_years(const struct holidays *holidays, struct date today, struct ready_row *row)
{
	int year = today.year;

	if (holidays_know_year(holidays, year) && today.month >= NEWS_MONTH)
		year++;
	if (holidays_know_year(holidays, year))
		found(row, FOUND_HOLIDAYS_FINE, (int64_t)holidays->n, "%zu days, %d known",
			holidays->n, year);
	else
		found(row, FOUND_HOLIDAYS_YEAR, year, "no day of %d", year);
}

static void
look_holidays(const struct look *look, struct ready_row *row)
{
	struct holidays holidays;
	struct buf bytes;
	int line = 0;

	if (read_data(look, "holidays.csv", &bytes, row)) {
		if (holidays_parse(bytes.data, &holidays, &line) == ST_OK)
			judge_years(&holidays, today_of(look), row);
		else
			found(row, FOUND_HOLIDAYS_WRONG, line, "holidays.csv: line %d", line);
	}
	buf_free(&bytes);
}

static void
look_banks(const struct look *look, struct ready_row *row)
{
	struct banks banks;
	struct buf bytes;
	int line = 0;

	if (read_data(look, "banks.csv", &bytes, row)) {
		if (banks_parse(bytes.data, &banks, &line) == ST_OK)
			found(row, FOUND_BANKS_FINE, (int64_t)banks.n, "%zu banks", banks.n);
		else
			found(row, FOUND_BANKS_WRONG, line, "banks.csv: line %d", line);
	}
	buf_free(&bytes);
}

/* --- key and state ---------------------------------------------------------------------------------------------------- */

static void
look_key(const struct look *look, struct ready_row *row)
{
	const char *file = settings_of(look)->kiosk.key_file;
	struct stat info;
	int64_t days;

	if (look->seal_st == ST_OK && stat(file, &info) == 0) {
		days = (look->now_ms / 1000 - (int64_t)info.st_mtime) / DAY_S;
		found(row, FOUND_KEY_FINE, days > 0 ? days : 0, "%s: for %" PRId64 " days",
			file, days > 0 ? days : 0);
	} else {
		found(row, look->seal_st == ST_NOT_FOUND ? FOUND_KEY_NONE : FOUND_KEY_WRONG, 0,
			"%s: %s", file, status_words(look->seal_st));
	}
}

static enum ready_finding
data_trouble(enum status st)
{
	switch (st) {
	case ST_NOT_FOUND:
		return FOUND_DATA_NONE;
	case ST_DENIED:
		return FOUND_DATA_DENIED;
	case ST_CORRUPT:
		return FOUND_DATA_DAMAGED;
	case ST_NEWER:
		return FOUND_DATA_NEWER;
	case ST_UNSUPPORTED:
		return FOUND_DATA_OLDER;
	default:
		return FOUND_DATA_TROUBLE;
	}
}

/* Of what stands in the state; true: it does not open, and the row says so. */
static bool
is_shut(const struct look *look, struct ready_row *row)
{
	const char *dir = settings_of(look)->state_dir;

	if (look->store)
		return false;
	if (look->seal == NULL)
		found(row, FOUND_DATA_LOCKED, 0, "%s: not opened", dir);
	else
		found(row, data_trouble(look->store_st), 0, "%s: not opened: %s", dir,
			status_words(look->store_st));
	return true;
}

static void
tell_trouble(enum status st, struct ready_row *row)
{
	found(row, data_trouble(st), 0, "%s", status_words(st));
}

static void
look_data(const struct look *look, struct ready_row *row)
{
	const char *dir = settings_of(look)->state_dir;
	enum status st;

	if (is_shut(look, row))
		return;
	st = store_check(look->store);
	if (st == ST_OK)
		found(row, FOUND_DATA_FINE, 0, "%s: every page read and whole", dir);
	else
		found(row, data_trouble(st), 0, "%s: %s", dir, status_words(st));
}

static void
judge_proof(const struct journal_proof *proof, int64_t took_ms, struct ready_row *row)
{
	int64_t pace = proof->rows * 1000 / (took_ms > 0 ? took_ms : 1);
	const struct journal_finding *first = &proof->finding[0];

	if (proof->n == 0 && proof->rows < PACE_ROWS)
		found(row, FOUND_JOURNAL_SHORT, proof->rows,
			"%" PRId64 " rows and %d heads, chain whole", proof->rows,
			proof->heads);
	else if (proof->n == 0)
		found(row, FOUND_JOURNAL_FINE, pace,
			"%" PRId64 " rows and %d heads, chain whole, %" PRId64 " rows/s",
			proof->rows, proof->heads, pace);
	else
		found(row, FOUND_JOURNAL_BROKEN, first->seq, "broken at row %" PRId64 ": it %s",
			first->seq, journal_fault_words(first->fault));
}

static void
look_journal(const struct look *look, struct ready_row *row)
{
	int64_t began_ms = loop_now_ms();
	struct journal_proof proof;
	enum status st;

	if (is_shut(look, row))
		return;
	st = journal_prove(look->store, NULL, 0, &proof);
	if (st == ST_OK)
		judge_proof(&proof, loop_now_ms() - began_ms, row);
	else
		tell_trouble(st, row);
}

static void
look_day(const struct look *look, struct ready_row *row)
{
	char today[DATE_ISO], left[DATE_LONG] = "";
	struct day_row day;
	struct date date;
	enum status st;

	if (is_shut(look, row))
		return;
	date_format_iso(today_of(look), today);
	st = store_day_left_open(look->store, today, &day);
	if (st == ST_NOT_FOUND) {
		found(row, FOUND_DAY_FINE, 0, "no day before was left open");
		return;
	}
	if (st == ST_OK)
		st = date_parse_iso(day.day, &date);
	if (st != ST_OK) {
		tell_trouble(st, row);
		return;
	}
	date_format_long(date, left);
	found(row, FOUND_DAY_LEFT, 0, "%s was not closed", day.day);
	str_clip(row->text, sizeof(row->text), left);
}

static void
look_disk(const struct look *look, struct ready_row *row)
{
	const char *dir = settings_of(look)->state_dir;
	struct statvfs disk;
	uint64_t mb;

	if (statvfs(dir, &disk) != 0) {
		found(row, FOUND_DISK_GONE, 0, "%s: %s", dir,
			status_words(status_from_errno(errno)));
		return;
	}
	mb = (uint64_t)disk.f_bavail * disk.f_frsize >> 20;
	if (disk.f_flag & ST_RDONLY)
		found(row, FOUND_DISK_LOCKED, 0, "%s: read-only", dir);
	else
		found(row,
			mb < DISK_BAD_MB   ? FOUND_DISK_FULL
			: mb < DISK_LOW_MB ? FOUND_DISK_LOW
					   : FOUND_DISK_FINE,
			(int64_t)mb, "%" PRIu64 " MB free", mb);
}

static void
judge_unsent(const struct look *look, const struct outbox_counts *counts, struct ready_row *row)
{
	const struct holidays holidays = holidays_of(look);
	int unsent = counts->waiting + counts->sending;
	int64_t oldest_ms = counts->oldest_waiting_ms;
	int64_t hours = oldest_ms > 0 ? (look->now_ms - oldest_ms) / HOUR_MS : 0;

	if (unsent_is_frozen(&holidays, zone_of(look), oldest_ms, look->now_ms))
		found(row, FOUND_OUTBOX_FROZEN, hours,
			"%d unsent, the oldest for %" PRId64 " h, over %d working days", unsent,
			hours, UNSENT_WORKING_DAYS);
	else if (unsent_is_late(oldest_ms, look->now_ms))
		found(row, FOUND_OUTBOX_LATE, hours, "%d unsent, the oldest for %" PRId64 " h",
			unsent, hours);
	else if (counts->parked > 0)
		found(row, FOUND_OUTBOX_STAFF, counts->parked, "%d for staff, %d unsent",
			counts->parked, unsent);
	else
		found(row, FOUND_OUTBOX_FINE, unsent, "%d unsent, %d sent", unsent,
			counts->done);
}

static void
look_outbox(const struct look *look, struct ready_row *row)
{
	struct outbox_counts counts;
	enum status st;

	if (is_shut(look, row))
		return;
	st = store_outbox_counts(look->store, &counts);
	if (st == ST_OK)
		judge_unsent(look, &counts, row);
	else
		tell_trouble(st, row);
}

static enum ready_finding
medium_trouble(enum status st)
{
	switch (st) {
	case ST_GONE: /* this folder is on the state's own disk */
	case ST_NOT_FOUND:
		return FOUND_COPY_GONE;
	case ST_READ_ONLY:
	case ST_DENIED:
		return FOUND_COPY_LOCKED;
	default:
		return FOUND_COPY_BROKEN;
	}
}

static void
count_copies(const struct look *look, const char *dir, struct ready_row *row)
{
	int waiting, missing;
	enum status st = second_copy_count(look->store, dir, &waiting, &missing);

	if (st != ST_OK)
		tell_trouble(st, row);
	else if (missing > 0)
		found(row, FOUND_COPY_BEHIND, missing, "%s: %d of %d not copied", dir, missing,
			waiting);
	else
		found(row, FOUND_COPY_FINE, waiting, "%s: all %d copied", dir, waiting);
}

static void
look_copy(const struct look *look, struct ready_row *row)
{
	const char *dir = settings_of(look)->outbox.second_copy;
	enum status st;

	if (dir[0] == '\0') {
		found(row, FOUND_COPY_NONE, 0, "none is set");
		return;
	}
	st = second_copy_medium(dir, settings_of(look)->state_dir);
	if (st != ST_OK)
		found(row, medium_trouble(st), 0, "%s: %s", dir, status_words(st));
	else if (!is_shut(look, row))
		count_copies(look, dir, row);
}

/* --- the centre ------------------------------------------------------------------------------------------------------- */

static void
judge_refusal(const char *url, enum status st, enum verdict verdict,
	const struct problem *problem, struct ready_row *row)
{
	if (verdict == VERDICT_NOT_ADMITTED)
		found(row, FOUND_CENTRE_REFUSES, 0, "%s: this kiosk is not admitted: %s", url,
			problem->code);
	else if (st == ST_TLS)
		found(row, FOUND_CENTRE_TLS, 0, "%s: %s", url, status_words(st));
	else if (st == ST_NOT_FOUND)
		found(row, FOUND_CENTRE_MODULE, 0,
			"%s: not asked, the network module is missing", url);
	else
		found(row, FOUND_CENTRE_AWAY, 0, "%s: %s", url, problem->code);
}

void
ready_look_centre(const struct ready_subject *subject, const struct http_answer *answer,
	int64_t took_ms, struct ready_row *row)
{
	const char *url = subject->settings->central.url;
	struct problem problem = { .code = "" };
	struct centre_state state;
	enum verdict verdict = central_verdict(answer, &problem);

	if (verdict != VERDICT_DONE)
		judge_refusal(url, answer->st, verdict, &problem, row);
	else if (central_read_status(answer, &state) != ST_OK)
		found(row, FOUND_CENTRE_OTHER, 0, "%s: no status of a centre", url);
	else if (!state.open)
		found(row, FOUND_CENTRE_CLOSED, 0, "maintenance until %s",
			state.until[0] ? state.until : "?");
	else
		found(row, FOUND_CENTRE_FINE, took_ms, "open, answered in %" PRId64 " ms",
			took_ms);
}

/* Without the centre only a clock that went back shows. */
static void
look_clock_alone(int64_t now_ms, int64_t latest_ms, struct ready_row *row)
{
	int64_t behind_s = (latest_ms - now_ms) / 1000;

	if (behind_s > CLOCK_WARN_S)
		found(row, FOUND_CLOCK_BACK, behind_s,
			"%" PRId64 " s behind the last row of the journal", behind_s);
	else
		found(row, FOUND_CLOCK_ALONE, 0, "not compared");
}

void
ready_look_clock(const struct http_answer *answer, int64_t now_ms, int64_t latest_ms,
	struct ready_row *row)
{
	struct problem problem = { .code = "" };
	int64_t centre_s = answer->date_s, apart_s;

	(void)central_verdict(answer, &problem);
	if (problem.centre_s > 0)
		centre_s = problem.centre_s;
	if (centre_s == 0) {
		look_clock_alone(now_ms, latest_ms, row);
		return;
	}
	apart_s = now_ms / 1000 - centre_s;
	found(row,
		llabs(apart_s) > CLOCK_BAD_S    ? FOUND_CLOCK_WRONG
		: llabs(apart_s) > CLOCK_WARN_S ? FOUND_CLOCK_OFF
						: FOUND_CLOCK_FINE,
		apart_s, "%+" PRId64 " s from the centre's", apart_s);
}

/* --- devices ---------------------------------------------------------------------------------------------------------- */

static enum ready_finding
printer_finding(enum status st)
{
	static const struct {
		enum status status;
		enum ready_finding is;
	} findings[] = {
		{ ST_OK, FOUND_PRINTER_FINE },
		{ ST_PAPER_OUT, FOUND_PRINTER_PAPER },
		{ ST_PAPER_LOW, FOUND_PRINTER_LOW },
		{ ST_COVER_OPEN, FOUND_PRINTER_COVER },
		{ ST_OFFLINE, FOUND_PRINTER_OFFLINE },
		{ ST_FAULT, FOUND_PRINTER_FAULT },
		{ ST_UNREACHABLE, FOUND_PRINTER_CUPS },
		{ ST_CONFIG, FOUND_PRINTER_QUEUE },
		{ ST_DENIED, FOUND_PRINTER_DENIED },
		{ ST_BUSY, FOUND_PRINTER_BUSY },
	};

	for (size_t i = 0; i < ARRAY_LEN(findings); i++)
		if (findings[i].status == st)
			return findings[i].is;
	return FOUND_PRINTER_GONE;
}

void
ready_look_printer(const struct ready_subject *subject, const struct printer_port *printer,
	enum status state, struct ready_row *row)
{
	const char *target = subject->settings->printer.target;

	if (printer->state == NULL)
		found(row, FOUND_PRINTER_TARGET, 0, "%s: not known", target);
	else if (!printer->present)
		found(row, FOUND_PRINTER_NONE, 0, "none is set");
	else
		found(row, printer_finding(state), 0, "%s: %s", target,
			state == ST_OK ? "ready" : status_words(state));
}

/* Whether it can be started at all. */
static void
look_camera_file(const struct ready_subject *subject, struct ready_row *row)
{
	const char *source = subject->settings->camera.source;
	const char *colon = strchr(source, ':'), *program = subject->camera_program;

	if (strcmp(source, "none") == 0)
		found(row, FOUND_CAMERA_NONE, 0, "none is set");
	else if (access(program, X_OK) != 0)
		found(row, FOUND_CAMERA_PROGRAM, 0, "%s: %s", program,
			status_words(status_from_errno(errno)));
	else if (colon && access(colon + 1, R_OK) != 0)
		found(row, FOUND_CAMERA_UNPLUGGED, 0, "%s: %s", source,
			status_words(status_from_errno(errno)));
	else
		found(row, FOUND_LOOKING, 0, "%s", source);
}

void
ready_see_camera(struct ready_camera *camera, const struct camera_event *event, int64_t now_ms)
{
	if (event->kind == CAMERA_STATE) {
		camera->frames = event->state == CAMERA_LIVE ? camera->frames : 0;
		camera->state = event->state;
	}
	if (event->kind == CAMERA_ABOUT)
		camera->about = event->about;
	if (event->kind != CAMERA_FRAME)
		return;
	camera->state = CAMERA_LIVE;
	if (camera->frames++ == 0)
		camera->first_ms = now_ms;
	camera->last_ms = now_ms;
}

/* ", 1920x1080 MJPG"; "" before it said so. */
static void
write_mode(const struct camera_about *about, char *ret_text, size_t room)
{
	if (about->format[0] == '\0' || str_format(ret_text, room, ", %dx%d %s", about->width,
						about->height, about->format) != ST_OK)
		ret_text[0] = '\0';
}

static void
judge_frames(const char *source, const struct ready_camera *camera, struct ready_row *row)
{
	int64_t took_ms = camera->last_ms - camera->first_ms, pace;
	char mode[READY_TEXT];

	if (took_ms < READY_FRAMES_MS)
		return;
	pace = ((camera->frames - 1) * INT64_C(1000) + took_ms / 2) / took_ms;
	write_mode(&camera->about, mode, sizeof(mode));
	found(row, FOUND_CAMERA_FINE, pace, "%s %s%s: %" PRId64 " frames/s", source,
		camera->about.card, mode, pace);
	str_clip(row->text, sizeof(row->text), mode);
}

void
ready_look_camera(const struct ready_subject *subject, const struct ready_camera *camera,
	struct ready_row *row)
{
	static const enum ready_finding findings[] = {
		[CAMERA_OFF] = FOUND_LOOKING,
		[CAMERA_OPENING] = FOUND_LOOKING,
		[CAMERA_LIVE] = FOUND_LOOKING,
		[CAMERA_BLACK] = FOUND_CAMERA_DARK,
		[CAMERA_FROZEN] = FOUND_CAMERA_STUCK,
		[CAMERA_GONE] = FOUND_CAMERA_SILENT,
		[CAMERA_NO_MODEL] = FOUND_CAMERA_MODEL,
		[CAMERA_GIVEN_UP] = FOUND_CAMERA_SILENT,
		[CAMERA_MISSING] = FOUND_CAMERA_UNPLUGGED,
		[CAMERA_BUSY] = FOUND_CAMERA_BUSY,
		[CAMERA_DENIED] = FOUND_CAMERA_DENIED,
		[CAMERA_WRONG] = FOUND_CAMERA_WRONG,
		[CAMERA_TORN] = FOUND_CAMERA_TORN,
	};
	const char *source = subject->settings->camera.source;

	found(row,
		camera->state < ARRAY_LEN(findings) ? findings[camera->state]
						    : FOUND_CAMERA_SILENT,
		0, "%s: %s", source, camera_state_words(camera->state));
	if (camera->state == CAMERA_LIVE)
		judge_frames(source, camera, row);
}

static void
look_scanner(const struct look *look, struct ready_row *row)
{
	const char *source = settings_of(look)->scanner.source;
	bool camera = strcmp(source, "camera") == 0;

	if (strcmp(source, "none") == 0)
		found(row, FOUND_SCANNER_MISSING, 0, "none is set");
	else if (camera && strcmp(settings_of(look)->camera.source, "none") == 0)
		found(row, FOUND_SCANNER_BLIND, 0, "camera, and no camera is set");
	else
		found(row, FOUND_SCANNER_FINE, 0, "%s", source);
	str_clip(row->text, sizeof(row->text),
		camera ? TR(N_("memakai kamera")) : TR(N_("seperti papan ketik")));
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
	struct ready_row *row)
{
	const char *name = strrchr(path, '/') + 1; /* main joins it of a folder and a name */
	uint8_t sum[crypto_hash_sha256_BYTES];

	(void)crypto_hash_sha256(sum, (const uint8_t *)model->data, model->len); /* always 0 */
	if (sum_is_listed(list->data, sum, name))
		found(row, FOUND_MODEL_FINE, (int64_t)model->len, "%s: %zu bytes, sum right",
			name, model->len);
	else
		found(row, FOUND_MODEL_OTHER, 0, "%s: not the file of SHA256SUMS", path);
}

static void
look_model(const struct look *look, struct ready_row *row)
{
	const char *path = look->subject->camera_model;
	char sums[PATH_ROOM];
	struct buf model, list;
	enum status st = str_format(
		sums, sizeof(sums), "%s/models/SHA256SUMS", settings_of(look)->data.assets_dir);

	buf_init(&model, FILE_MAX);
	buf_init(&list, FILE_MAX);
	if (st == ST_OK)
		st = buf_add_file(&model, path);
	if (st == ST_OK)
		st = buf_add_file(&list, sums);
	if (st == ST_OK)
		judge_model(path, &model, &list, row);
	else
		found(row, FOUND_MODEL_GONE, 0, "%s: %s", path, status_words(st));
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
look_voice(const struct look *look, struct ready_row *row)
{
	const char *command = settings_of(look)->speech.command;
	const char *word = command + strspn(command, " \t");
	size_t n = strcspn(word, " \t");

	if (n == 0 || strcmp(command, "none") == 0)
		found(row, FOUND_VOICE_NONE, 0, "none is set");
	else if (is_program(word, n, look->subject->path))
		found(row, FOUND_VOICE_FINE, 0, "%.*s", (int)n, word);
	else
		found(row, FOUND_VOICE_PROGRAM, 0, "%.*s: not found", (int)n, word);
}

static void
look_camera(const struct look *look, struct ready_row *row)
{
	look_camera_file(look->subject, row);
}

/* --- all of them -------------------------------------------------------------------------------------------------------- */

/* NULL: what it says is asked for elsewhere. */
static const struct {
	void (*look)(const struct look *look, struct ready_row *row);
	bool again; /* comes and goes while nobody touches the machine */
} rows[READY_ITEMS] = {
	[READY_PRINTER] = { NULL },
	[READY_CAMERA] = { look_camera, true },
	[READY_MODEL] = { look_model },
	[READY_SCANNER] = { look_scanner },
	[READY_VOICE] = { look_voice, true },
	[READY_CENTRE] = { NULL },
	[READY_CLOCK] = { NULL },
	[READY_DISK] = { look_disk, true },
	[READY_KEY] = { look_key },
	[READY_DATA] = { look_data },
	[READY_JOURNAL] = { look_journal },
	[READY_DAY] = { look_day },
	[READY_OUTBOX] = { look_outbox },
	[READY_COPY] = { look_copy },
	[READY_SETTINGS] = { look_settings },
	[READY_SECRET] = { look_secret },
	[READY_POLICY] = { look_policy },
	[READY_HOLIDAYS] = { look_holidays },
	[READY_BANKS] = { look_banks },
};

static void
open_state(struct look *look)
{
	const struct settings *s = settings_of(look);

	look->store_st = ST_NOT_FOUND;
	look->seal_st = seal_load(s->kiosk.key_file, &look->seal);
	if (look->seal_st == ST_OK)
		look->store_st =
			store_open_reader(s->state_dir, look->seal, NULL, &look->store);
	if (look->store && store_journal_latest(look->store, &look->latest_ms) != ST_OK)
		look->latest_ms = 0;
}

void
ready_look_files(const struct ready_subject *subject, int64_t now_ms,
	struct ready_row ret_rows[READY_ITEMS], int64_t *ret_latest_ms)
{
	struct look look = { .subject = subject, .now_ms = now_ms };

	open_state(&look);
	for (int i = 0; i < READY_ITEMS; i++)
		if (rows[i].look)
			rows[i].look(&look, &ret_rows[i]);
	*ret_latest_ms = look.latest_ms;
	store_close(look.store);
	seal_free(look.seal);
}

void
ready_look_again(const struct ready_subject *subject, struct ready_row ret_rows[READY_ITEMS])
{
	const struct look look = { .subject = subject };

	for (int i = 0; i < READY_ITEMS; i++)
		if (rows[i].again)
			rows[i].look(&look, &ret_rows[i]);
}
