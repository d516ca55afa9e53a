/* SPDX-License-Identifier: Apache-2.0 */
/* The report as one HTML file that is XML as well: no script, nothing from elsewhere, each plot beside its table. */
#include "cli/report_write.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { BAR_HEIGHT = 22, BAR_ROOM = 260, PLOT_WIDTH = 640, LABEL_WIDTH = 310 };

static const char style[] =
	"@page{size:A4;margin:15mm}\n"
	"body{font:16px/1.4 sans-serif;color:#111;background:#fff;max-width:48em;margin:1.5em "
	"auto;"
	"padding:0 1em}\n"
	"h1{font-size:1.5em;margin:0}h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:2px "
	"solid "
	"#0b3d6b}\n"
	"p{margin:.2em 0}.how{color:#333;font-size:.85em}\n"
	"table{border-collapse:collapse;width:100%;margin:.4em 0}\n"
	"caption{text-align:left;font-size:.85em;color:#333}\n"
	"th,td{text-align:left;padding:.2em .5em;border-bottom:1px solid "
	"#999;vertical-align:top}\n"
	"th.n,td.n{text-align:right;white-space:nowrap}td.v{font-weight:bold}\n"
	"svg{width:100%;height:auto}svg text{font:13px sans-serif;fill:#111}\n"
	"section{break-inside:avoid}thead{display:table-header-group}tr{break-inside:avoid}\n"
	"section.list{break-inside:auto}\n"
	"@media print{body{font-size:11pt;margin:0;max-width:none}}\n";

static enum status
write_escaped(const char *text, struct buf *to)
{
	enum status st = ST_OK;

	for (; *text && st == ST_OK; text++)
		switch (*text) {
		case '&':
			st = buf_add_str(to, "&amp;");
			break;
		case '<':
			st = buf_add_str(to, "&lt;");
			break;
		case '>':
			st = buf_add_str(to, "&gt;");
			break;
		case '"':
			st = buf_add_str(to, "&quot;");
			break;
		default:
			st = buf_add(to, text, 1);
			break;
		}
	return st;
}

/* <tag>text</tag>; open: the tag with its attributes. */
static enum status
write_element(const char *open, const char *text, struct buf *to)
{
	enum status st = buf_printf(to, "<%s>", open);

	if (st == ST_OK)
		st = write_escaped(text, to);
	return st == ST_OK ? buf_printf(to, "</%.*s>", (int)strcspn(open, " "), open) : st;
}

static enum status
write_number(const char *open, int64_t number, struct buf *to)
{
	char text[REPORT_NUMBER];
	enum status st = str_format(text, sizeof(text), "%lld", (long long)number);

	return st == ST_OK ? write_element(open, text, to) : st;
}

static enum status
write_head(const struct report *report, const struct report_place *place, struct buf *to)
{
	char from[DATE_LONG], until[DATE_LONG], days[3 * DATE_LONG], place_words[192];
	enum status st;

	date_format_long(report->from, from);
	date_format_long(report->to, until);
	st = str_format(days, sizeof(days), "%s – %s (%s)", from, until, place->zone);
	if (st == ST_OK)
		st = str_format(
			place_words, sizeof(place_words), "%s, %s", place->site, place->kiosk);
	if (st == ST_OK)
		st = buf_printf(to,
			"<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta "
			"charset=\"utf-8\"/>\n"
			"<meta name=\"viewport\" content=\"width=device-width\"/>\n");
	if (st == ST_OK)
		st = write_element("title", TR(N_("Laporan kios")), to);
	if (st == ST_OK)
		st = buf_printf(to, "\n<style>\n%s</style>\n</head>\n<body>\n", style);
	if (st == ST_OK)
		st = write_element("h1", TR(N_("Laporan kios")), to);
	if (st == ST_OK)
		st = write_element("p", place_words, to);
	if (st == ST_OK)
		st = write_element("p", days, to);
	return st;
}

static enum status
write_summary(const struct report *report, struct buf *to)
{
	char words[160], first[DATE_LONG];
	struct date begins =
		date_of_unix(report->first_ms / 1000, report->offset_s, &(int){ 0 });
	enum status st = str_format(words, sizeof(words), "%s: %lld.", TR(N_("Kunjungan")),
		(long long)report->visits);

	if (st == ST_OK)
		st = write_element("p", words, to);
	if (st == ST_OK && report->archives_missing > 0)
		st = str_format(words, sizeof(words), "%s: %d.",
			TR(N_("Arsip catatan yang tidak terbaca")), report->archives_missing);
	if (st == ST_OK && report->archives_missing > 0)
		st = write_element("p", words, to);
	if (st != ST_OK || report->first_ms == 0 || date_compare(begins, report->from) <= 0)
		return st;
	date_format_long(begins, first);
	st = str_format(words, sizeof(words), "%s %s.",
		TR(N_("Catatan di kios ini baru ada sejak")), first);
	return st == ST_OK ? write_element("p", words, to) : st;
}

/* --- plots ---------------------------------------------------------------------------------------------------------- */

struct bars {
	struct buf *to;
	int64_t most; /* the longest bar */
	int at, rows;
	bool timed;
	enum status st;
};

static int64_t
length_of(const struct bars *bars, const struct report_line *line)
{
	return bars->timed ? line->median : line->n;
}

static void
look_at_line(void *ctx, const struct report_line *line)
{
	struct bars *bars = ctx;

	bars->rows++;
	if (length_of(bars, line) > bars->most)
		bars->most = length_of(bars, line);
}

static enum status
begin_plot(const char *words, int rows, struct buf *to)
{
	enum status st = buf_printf(to, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", PLOT_WIDTH,
		rows * BAR_HEIGHT + 4);

	return st == ST_OK ? write_element("title", words, to) : st;
}

static enum status
draw_bar(int at, const char *words, int64_t width, const char *value, struct buf *to)
{
	char open[96], label[48];
	int y = at * BAR_HEIGHT;
	enum status st = str_format(open, sizeof(open),
		"text x=\"%d\" y=\"%d\" text-anchor=\"end\"", LABEL_WIDTH - 8, y + 15);

	utf8_harmless(label, sizeof(label), words); /* cut: whole in the table below */
	if (st == ST_OK)
		st = write_element(open, label, to);
	if (st == ST_OK)
		st = buf_printf(to,
			"<rect x=\"%d\" y=\"%d\" width=\"%lld\" height=\"%d\" "
			"fill=\"#0b3d6b\"/>",
			LABEL_WIDTH, y + 3, (long long)width, BAR_HEIGHT - 6);
	if (st == ST_OK)
		st = str_format(open, sizeof(open), "text x=\"%lld\" y=\"%d\"",
			(long long)(LABEL_WIDTH + width + 6), y + 15);
	return st == ST_OK ? write_element(open, value, to) : st;
}

static void
draw_line(void *ctx, const struct report_line *line)
{
	struct bars *bars = ctx;
	int64_t n = length_of(bars, line);
	char value[REPORT_NUMBER];

	if (bars->st == ST_OK)
		bars->st = str_format(value, sizeof(value), "%lld", (long long)n);
	if (bars->st == ST_OK)
		bars->st = draw_bar(bars->at++, TR(line->words),
			bars->most > 0 ? n * BAR_ROOM / bars->most : 0, value, bars->to);
}

/* --- figures -------------------------------------------------------------------------------------------------------- */

static enum status
write_row(const struct report *report, const struct report_figure *figure, struct buf *to)
{
	struct report_value value = report_value(report, figure);
	char number[REPORT_NUMBER], text[2 * REPORT_NUMBER];
	enum status st;

	report_number(&value, ',', number);
	st = str_format(text, sizeof(text), "%s %s", number, figure->unit);
	if (st == ST_OK)
		st = buf_add_str(to, "<tr><td>");
	if (st == ST_OK)
		st = write_escaped(TR(figure->words), to);
	if (st == ST_OK)
		st = write_element("p class=\"how\"", TR(figure->how), to);
	if (st == ST_OK)
		st = buf_add_str(to, "</td>");
	if (st == ST_OK)
		st = write_element("td class=\"n v\"", text, to);
	if (st == ST_OK)
		st = write_number("td class=\"n\"", value.of, to);
	if (st == ST_OK)
		st = write_number("td class=\"n\"", value.in, to);
	if (st == ST_OK)
		st = write_number("td class=\"n\"", value.missing, to);
	return st == ST_OK ? buf_add_str(to, "</tr>\n") : st;
}

static bool
is_drawn(const struct report_figure *figure, enum report_heading heading)
{
	return figure->heading == heading && figure->kind == FIGURE_SHARE;
}

/* Shares of a heading as bars of a hundred; of other units there is nothing to compare. */
static enum status
plot_shares(const struct report *report, enum report_heading heading, struct buf *to)
{
	int rows = 0, at = 0;
	enum status st;

	for (size_t i = 0; i < report_figures_n; i++)
		rows += is_drawn(&report_figures[i], heading);
	if (rows == 0)
		return ST_OK;
	st = begin_plot(TR(report_heading_words(heading)), rows, to);
	for (size_t i = 0; st == ST_OK && i < report_figures_n; i++) {
		struct report_value value;
		char number[REPORT_NUMBER], text[2 * REPORT_NUMBER];

		if (!is_drawn(&report_figures[i], heading))
			continue;
		value = report_value(report, &report_figures[i]);
		report_number(&value, ',', number);
		st = str_format(text, sizeof(text), "%s %%", number);
		if (st == ST_OK)
			st = draw_bar(at++, TR(report_figures[i].words),
				value.tenths * BAR_ROOM / 1000, text, to);
	}
	return st == ST_OK ? buf_add_str(to, "</svg>\n") : st;
}

static enum status
write_table_head(const char *const *columns, size_t n, struct buf *to)
{
	enum status st = buf_add_str(to, "<table>\n<thead><tr>");

	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = write_element(i == 0 ? "th scope=\"col\"" : "th scope=\"col\" class=\"n\"",
			TR(columns[i]), to);
	return st == ST_OK ? buf_add_str(to, "</tr></thead>\n<tbody>\n") : st;
}

static enum status
write_heading(const struct report *report, enum report_heading heading, struct buf *to)
{
	static const char *const columns[] = { N_("Ukuran"), N_("Nilai"), N_("Pembilang"),
		N_("Penyebut"), N_("Tanpa data") };
	enum status st = buf_add_str(to, "<section>\n");

	if (st == ST_OK)
		st = write_element("h2", TR(report_heading_words(heading)), to);
	if (st == ST_OK)
		st = plot_shares(report, heading, to);
	if (st == ST_OK)
		st = write_table_head(columns, sizeof(columns) / sizeof(columns[0]), to);
	for (size_t i = 0; st == ST_OK && i < report_figures_n; i++)
		if (report_figures[i].heading == heading)
			st = write_row(report, &report_figures[i], to);
	return st == ST_OK ? buf_add_str(to, "</tbody></table>\n</section>\n") : st;
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */

static void
write_line(void *ctx, const struct report_line *line)
{
	struct bars *bars = ctx;

	if (bars->st == ST_OK)
		bars->st = buf_add_str(bars->to, "<tr>");
	if (bars->st == ST_OK)
		bars->st = write_element("td", TR(line->words), bars->to);
	if (bars->st == ST_OK)
		bars->st = write_number("td class=\"n\"", line->n, bars->to);
	if (bars->st == ST_OK && bars->timed)
		bars->st = write_number("td class=\"n\"", line->median, bars->to);
	if (bars->st == ST_OK && bars->timed)
		bars->st = write_number("td class=\"n\"", line->most, bars->to);
	if (bars->st == ST_OK)
		bars->st = buf_add_str(bars->to, "</tr>\n");
}

static enum status
write_rows(const struct report *report, const struct report_list *list, struct bars *bars)
{
	static const char *const columns[] = { N_("Apa"), N_("Banyaknya"), N_("Nilai tengah"),
		N_("95 dari 100") };

	bars->st = begin_plot(TR(list->words), bars->rows, bars->to);
	list->each(report, draw_line, bars);
	if (bars->st == ST_OK)
		bars->st = buf_add_str(bars->to, "</svg>\n");
	if (bars->st == ST_OK)
		bars->st = write_table_head(columns, list->timed ? 4 : 2, bars->to);
	list->each(report, write_line, bars);
	return bars->st == ST_OK ? buf_add_str(bars->to, "</tbody></table>\n") : bars->st;
}

static enum status
write_list(const struct report *report, const struct report_list *list, struct buf *to)
{
	struct bars bars = { .to = to, .timed = list->timed };
	char how[192];
	enum status st = str_format(how, sizeof(how), "%s (%s)", TR(list->how), TR(list->unit));

	if (st == ST_OK)
		st = buf_add_str(to, "<section class=\"list\">\n");
	if (st == ST_OK)
		st = write_element("h2", TR(list->words), to);
	if (st == ST_OK)
		st = write_element("p class=\"how\"", how, to);
	list->each(report, look_at_line, &bars);
	if (st == ST_OK)
		st = bars.rows > 0 ? write_rows(report, list, &bars)
				   : buf_add_str(to, "<p>–</p>\n");
	return st == ST_OK ? buf_add_str(to, "</section>\n") : st;
}

enum status
report_write_html(const struct report *report, const struct report_place *place, struct buf *to)
{
	enum status st = write_head(report, place, to);

	if (st == ST_OK)
		st = write_summary(report, to);
	for (int heading = 0; st == ST_OK && heading < REPORT_HEADINGS; heading++)
		st = write_heading(report, (enum report_heading)heading, to);
	for (size_t i = 0; st == ST_OK && i < report_lists_n; i++)
		st = write_list(report, &report_lists[i], to);
	return st == ST_OK ? buf_add_str(to, "</body>\n</html>\n") : st;
}
