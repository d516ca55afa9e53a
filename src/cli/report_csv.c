/* SPDX-License-Identifier: Apache-2.0 */
/* The report as comma-separated values: codes and numbers, as base/csv.h reads them; nothing needs quotes. */
#include "cli/report_write.h"

#include "base/str.h"

static const char head[] = "section,name,value,unit,numerator,denominator,missing\n";

static enum status
write_figure(const struct report *report, const struct report_figure *figure, struct buf *to)
{
	struct report_value value = report_value(report, figure);
	char number[REPORT_NUMBER] = "";

	if (value.known)
		report_number(&value, '.', number);
	return buf_printf(to, "%s,%s,%s,%s,%lld,%lld,%lld\n",
		report_heading_code(figure->heading), figure->name, number, figure->unit,
		(long long)value.of, (long long)value.in, (long long)value.missing);
}

struct list_writer {
	const struct report_list *list;
	struct buf *to;
	enum status st;
};

/* Of a timed list the median, then what 95 % do not exceed. */
static void
write_line(void *ctx, const struct report_line *line)
{
	struct list_writer *w = ctx;
	long long n = line->n;

	if (w->st == ST_OK && !w->list->timed)
		w->st = buf_printf(w->to, "%s,%s,%lld,%s,%lld,,\n", w->list->name, line->key, n,
			w->list->unit, n);
	if (w->st == ST_OK && w->list->timed)
		w->st = buf_printf(w->to, "%s,%s,%lld,%s,%lld,,\n%s-95,%s,%lld,%s,%lld,,\n",
			w->list->name, line->key, (long long)line->median, w->list->unit, n,
			w->list->name, line->key, (long long)line->most, w->list->unit, n);
}

enum status
report_write_csv(const struct report *report, const struct report_place *place, struct buf *to)
{
	char from[DATE_ISO], until[DATE_ISO];
	struct list_writer writer = { .to = to };

	date_format_iso(report->from, from);
	date_format_iso(report->to, until);
	writer.st = buf_printf(to, "%s# %s %s..%s %s\nall,visits,%lld,,%lld,,\n", head,
		place->kiosk, from, until, place->zone, (long long)report->visits,
		(long long)report->visits);
	for (size_t i = 0; writer.st == ST_OK && i < report_figures_n; i++)
		writer.st = write_figure(report, &report_figures[i], to);
	for (size_t i = 0; writer.st == ST_OK && i < report_lists_n; i++) {
		writer.list = &report_lists[i];
		report_lists[i].each(report, write_line, &writer);
	}
	return writer.st;
}
