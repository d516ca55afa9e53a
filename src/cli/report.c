/* SPDX-License-Identifier: Apache-2.0 */
/* A report of a day, a month or any days between two. */
#include "cli/cli.h"

#include "base/array.h"
#include "base/str.h"
#include "cli/report_write.h"
#include "work/report_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPORT_MAX = 4 << 20 };

static const char usage[] =
	"usage: anjungan report --day D | --month YYYY-MM | --from D --to D\n"
	"                       [--format text|csv|html] [-o FILE]\n"
	"D: YYYY-MM-DD, at the counter; the report is made from the journal of this kiosk.\n";

struct wish {
	const char *day, *month, *from, *to, *format, *file;
	struct date first, last;
	enum status (*write)(const struct report *report, const struct report_place *place,
		struct buf *to);
};

static const struct {
	const char *name;
	size_t at; /* of the member in struct wish */
} options[] = {
	{ "--day", offsetof(struct wish, day) },
	{ "--month", offsetof(struct wish, month) },
	{ "--from", offsetof(struct wish, from) },
	{ "--to", offsetof(struct wish, to) },
	{ "--format", offsetof(struct wish, format) },
	{ "-o", offsetof(struct wish, file) },
};

static const struct {
	const char *name;
	enum status (*write)(const struct report *report, const struct report_place *place,
		struct buf *to);
} formats[] = {
	{ "text", report_write_text },
	{ "csv", report_write_csv },
	{ "html", report_write_html },
};

/* --- what is asked ------------------------------------------------------------------------------------------------------ */

static bool
read_option(const struct cli *cli, int i, struct wish *wish)
{
	for (size_t o = 0; o < ARRAY_LEN(options); o++) {
		if (strcmp(cli->argv[i], options[o].name) != 0 || i + 1 >= cli->argc)
			continue;
		*(const char **)(void *)((char *)wish + options[o].at) = cli->argv[i + 1];
		return true;
	}
	return false;
}

static bool
read_month(const char *month, struct wish *wish)
{
	char day[DATE_ISO];

	if (strlen(month) != strlen("YYYY-MM") ||
		str_format(day, sizeof(day), "%s-01", month) != ST_OK ||
		date_parse_iso(day, &wish->first) != ST_OK)
		return false;
	wish->last = date_add_days(date_add_months(wish->first, 1), -1);
	return date_is_known(wish->last);
}

static bool
read_days(struct wish *wish)
{
	const char *from = wish->day ? wish->day : wish->from;
	const char *to = wish->day ? wish->day : wish->to;
	int asked = (wish->day != NULL) + (wish->month != NULL) + (wish->from || wish->to);

	if (asked != 1)
		return false;
	if (wish->month)
		return read_month(wish->month, wish);
	return from && to && date_parse_iso(from, &wish->first) == ST_OK &&
	       date_parse_iso(to, &wish->last) == ST_OK &&
	       date_compare(wish->first, wish->last) <= 0;
}

static bool
read_wish(const struct cli *cli, struct wish *wish)
{
	const char *format;

	for (int i = 0; i < cli->argc; i += 2)
		if (!read_option(cli, i, wish))
			return false;
	format = wish->format ? wish->format : formats[0].name;
	for (size_t f = 0; f < ARRAY_LEN(formats); f++)
		if (strcmp(format, formats[f].name) == 0)
			wish->write = formats[f].write;
	wish->format = format;
	return wish->write && read_days(wish);
}

/* --- the file ----------------------------------------------------------------------------------------------------------- */

static enum status
write_all(int fd, const struct buf *bytes)
{
	for (size_t done = 0; done < bytes->len;) {
		ssize_t n = write(fd, bytes->data + done, bytes->len - done);

		if (n < 0 && errno != EINTR)
			return status_from_errno(errno);
		done += n > 0 ? (size_t)n : 0;
	}
	return ST_OK;
}

/* Whole or not at all: what was there stays until the new one is on disk. */
static enum status
write_file(const char *path, const struct buf *bytes)
{
	char part[4096];
	enum status st = str_format(part, sizeof(part), "%s.part", path);
	int fd;

	if (st != ST_OK)
		return st;
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return status_from_errno(errno);
	st = write_all(fd, bytes);
	if (st == ST_OK && fsync(fd) != 0)
		st = status_from_errno(errno);
	if (close(fd) != 0 && st == ST_OK)
		st = status_from_errno(errno);
	if (st == ST_OK && rename(part, path) != 0)
		st = status_from_errno(errno);
	if (st != ST_OK)
		(void)unlink(part);
	return st;
}

static enum status
give(const struct wish *wish, const struct buf *bytes)
{
	enum status st;

	if (wish->file)
		return write_file(wish->file, bytes);
	st = write_all(STDOUT_FILENO, bytes);
	return st == ST_GONE ? ST_OK : st; /* who reads has read enough */
}

/* --- the command --------------------------------------------------------------------------------------------------------- */

/* Whoever makes a report stands in the journal. */
static void
note_reading(const struct cli *cli, const struct wish *wish)
{
	enum status st = cli_note(cli, EVENT_REPORT_READ, ST_OK, wish->format);

	if (st != ST_OK)
		fprintf(stderr, "anjungan: the report is not journalled: %s\n",
			status_words(st));
}

static enum status
make(const struct cli *cli, const struct wish *wish, struct report *report, const char *zone)
{
	const struct report_place place = { .site = cli->settings->site.name,
		.kiosk = cli->settings->kiosk.id,
		.zone = zone };
	struct buf bytes;
	enum status st = cli->beside ? ST_OK : store_let_go(cli->store);

	buf_init(&bytes, REPORT_MAX);
	if (st == ST_OK)
		st = report_read(cli->store, report);
	if (st == ST_OK)
		st = wish->write(report, &place, &bytes);
	if (st == ST_OK)
		st = give(wish, &bytes);
	buf_free(&bytes);
	return st;
}

int
cli_report(const struct cli *cli)
{
	struct wish wish = { .day = NULL };
	struct report *report;
	const char *zone;
	int offset_s = 0;
	enum status st = ST_NO_MEMORY;

	if (zone_offset(cli->settings->site.timezone, &offset_s, &zone) != ST_OK)
		return EXIT_CONFIG;
	if (!read_wish(cli, &wish)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	note_reading(cli, &wish);
	report = report_new(wish.first, wish.last, offset_s, cli->now_ms);
	if (report)
		st = make(cli, &wish, report, zone);
	free(report);
	if (st == ST_OK)
		return EXIT_DONE;
	fprintf(stderr, "anjungan: report%s%s: %s. No report was made.\n",
		wish.file ? " " : "", wish.file ? wish.file : "", status_words(st));
	return EXIT_FAILED;
}
