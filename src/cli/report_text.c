/* SPDX-License-Identifier: Apache-2.0 */
/* The report for a terminal of 80 columns. */
#include "cli/report_write.h"

#include "base/str.h"
#include "base/utf8.h"

enum { WORDS_COLUMNS = 42, VALUE_COLUMNS = 14 };

void
report_number(const struct report_value *value, char point, char ret_text[REPORT_NUMBER])
{
	if (!value->known)
		(void)str_copy(ret_text, REPORT_NUMBER, "–");
	else
		(void)str_format(ret_text, REPORT_NUMBER, "%lld%c%lld",
			(long long)(value->tenths / 10), point,
			(long long)(value->tenths % 10)); /* fits */
}

/* printf counts bytes, a terminal columns. */
static int
padding(const char *text, int columns)
{
	int wide = utf8_columns(text);

	return wide < columns ? columns - wide : 0;
}

static enum status
write_head(const struct report *report, const struct report_place *place, struct buf *to)
{
	char from[DATE_LONG], until[DATE_LONG], first[DATE_LONG];
	struct date begins =
		date_of_unix(report->first_ms / 1000, report->offset_s, &(int){ 0 });
	enum status st;

	date_format_long(report->from, from);
	date_format_long(report->to, until);
	st = buf_printf(to, "%s\n%s, %s\n%s – %s (%s)\n%s: %lld\n", TR(N_("Laporan kios")),
		place->site, place->kiosk, from, until, place->zone, TR(N_("Kunjungan")),
		(long long)report->visits);
	if (st == ST_OK && report->first_ms > 0 && date_compare(begins, report->from) > 0) {
		date_format_long(begins, first);
		st = buf_printf(
			to, "%s %s.\n", TR(N_("Catatan di kios ini baru ada sejak")), first);
	}
	if (st == ST_OK && report->archives_missing > 0)
		st = buf_printf(to, "%s: %d.\n", TR(N_("Arsip catatan yang tidak terbaca")),
			report->archives_missing);
	return st;
}

static enum status
write_figure(const struct report *report, const struct report_figure *figure, struct buf *to)
{
	struct report_value value = report_value(report, figure);
	const char *words = TR(figure->words);
	char number[REPORT_NUMBER], unit[2 * REPORT_NUMBER];
	enum status st;

	report_number(&value, ',', number);
	st = str_format(unit, sizeof(unit), "%s %s", number, figure->unit);
	if (st == ST_OK)
		st = buf_printf(to, "  %s%*s%*s%s  %lld %s %lld, %s %lld\n", words,
			padding(words, WORDS_COLUMNS), "", padding(unit, VALUE_COLUMNS), "",
			unit, (long long)value.of, TR(N_("dari")), (long long)value.in,
			TR(N_("tanpa data")), (long long)value.missing);
	return st;
}

static enum status
write_figures(const struct report *report, struct buf *to)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < report_figures_n; i++) {
		enum report_heading heading = report_figures[i].heading;

		if (i == 0 || report_figures[i - 1].heading != heading)
			st = buf_printf(to, "\n%s\n", TR(report_heading_words(heading)));
		if (st == ST_OK)
			st = write_figure(report, &report_figures[i], to);
	}
	return st;
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */

struct list_writer {
	const struct report_list *list;
	struct buf *to;
	enum status st;
	int rows;
};

/* The numbers first: the words may be long. */
static void
write_line(void *ctx, const struct report_line *line)
{
	struct list_writer *w = ctx;
	char times[64] = "";

	if (w->st == ST_OK && w->list->timed)
		w->st = str_format(times, sizeof(times), " ×%6lld %s, 95%%: %4lld",
			(long long)line->median, TR(w->list->unit), (long long)line->most);
	if (w->st == ST_OK)
		w->st = buf_printf(
			w->to, "%9lld%s  %s\n", (long long)line->n, times, TR(line->words));
	w->rows++;
}

static enum status
write_list(const struct report *report, const struct report_list *list, struct buf *to)
{
	struct list_writer writer = { .list = list, .to = to };

	writer.st = buf_printf(to, "\n%s (%s)\n", TR(list->words), TR(list->unit));
	list->each(report, write_line, &writer);
	if (writer.st == ST_OK && writer.rows == 0)
		writer.st = buf_add_str(to, "  –\n");
	return writer.st;
}

enum status
report_write_text(const struct report *report, const struct report_place *place, struct buf *to)
{
	enum status st = write_head(report, place, to);

	if (st == ST_OK)
		st = write_figures(report, to);
	for (size_t i = 0; st == ST_OK && i < report_lists_n; i++)
		st = write_list(report, &report_lists[i], to);
	return st;
}
