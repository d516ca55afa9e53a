/* SPDX-License-Identifier: Apache-2.0 */
/* The lines that receipts and sheets are made of. */
#include "rules/receipt_lines.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rules/money.h"

#include <assert.h>

enum { DAY_ROOM = DATE_LONG + 16 };

struct receipt_line *
receipt_add(struct receipt *receipt, enum receipt_style style, const char *text)
{
	struct receipt_line *line = &receipt->line[receipt->n++];

	assert(receipt->n <= RECEIPT_LINES_MAX);
	*line = (struct receipt_line){ .style = style };
	utf8_harmless(line->text, sizeof(line->text), text);
	return line;
}

void
receipt_add_pair(struct receipt *receipt, const char *label, const char *text)
{
	struct receipt_line *line = receipt_add(receipt, RECEIPT_PAIR, text);

	utf8_harmless(line->label, sizeof(line->label), label);
}

void
receipt_fill(
	const char *text, const struct fill *fills, size_t n, char ret_sentence[RECEIPT_TEXT])
{
	enum status st = fill_text(ret_sentence, RECEIPT_TEXT, TR(text), fills, n);

	if (st != ST_OK)
		st = fill_text(ret_sentence, RECEIPT_TEXT, text, fills, n);
	assert(st == ST_OK);
	(void)st;
}

void
receipt_add_dated(struct receipt *receipt, const char *text, struct date date)
{
	char day[DATE_LONG], weekday_and_day[DAY_ROOM], sentence[RECEIPT_TEXT];
	const struct fill fill = { "date", weekday_and_day };
	enum status st;

	date_format_long(date, day);
	st = str_format(weekday_and_day, sizeof(weekday_and_day), "%s, %s",
		date_weekday_name(date_weekday(date)), day);
	assert(st == ST_OK);
	(void)st;
	receipt_fill(text, &fill, 1, sentence);
	receipt_add(receipt, RECEIPT_BOLD, sentence);
}

void
receipt_add_code(struct receipt *receipt, const char *what, const char *code)
{
	char shown[CODE_SHOWN_ROOM];

	code_show(code, shown);
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_CENTRE, what);
	receipt_add(receipt, RECEIPT_BIG, shown);
	receipt_add(receipt, RECEIPT_QR, code);
}

void
receipt_add_head(struct receipt *receipt, const char *site, bool copy)
{
	*receipt = (struct receipt){ 0 };
	receipt_add(receipt, RECEIPT_CENTRE, TR("BPJS Ketenagakerjaan"));
	if (site[0] != '\0')
		receipt_add(receipt, RECEIPT_CENTRE, site);
	if (copy)
		receipt_add(receipt, RECEIPT_STATE, TR("SALINAN"));
	receipt_add(receipt, RECEIPT_RULE, "");
}

void
receipt_time(int second_of_day, const char *zone, char ret_text[RECEIPT_TIME])
{
	int minutes = second_of_day / 60;
	enum status st = str_format(
		ret_text, RECEIPT_TIME, "%02d.%02d %s", minutes / 60 % 24, minutes % 60, zone);

	assert(st == ST_OK);
	(void)st;
}

void
receipt_add_foot(struct receipt *receipt, const struct receipt_foot *foot)
{
	char day[DATE_LONG], clock[RECEIPT_TIME];

	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Perlu bantuan? Telepon 175."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Atau datang ke kantor cabang BPJS Ketenagakerjaan."));
	if (foot->branch[0] != '\0')
		receipt_add(receipt, RECEIPT_TEXT_LINE, foot->branch);
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Atau lewat internet: Lapak Asik."));
	receipt_add(receipt, RECEIPT_RULE, "");
	date_format_long(foot->on, day);
	receipt_time(foot->second_of_day, foot->zone, clock);
	receipt_add_pair(receipt, TR("Tanggal"), day);
	receipt_add_pair(receipt, TR("Jam"), clock);
	receipt_add_pair(receipt, TR("Kios"), foot->kiosk);
	if (foot->officer[0] != '\0')
		receipt_add_pair(receipt, TR("Petugas"), foot->officer);
	receipt_add(receipt, RECEIPT_CENTRE, TR("Simpan kertas ini."));
	receipt_add(receipt, RECEIPT_CUT, "");
}

/* Whether one of the papers is enough; for the other reasons all of them are needed. */
static bool
any_paper_will_do(enum claim_reason reason)
{
	return reason == REASON_RESIGN || reason == REASON_PHK || reason == REASON_PKWT;
}

void
receipt_add_papers(struct receipt *receipt, const char *one, const char *any, const char *all,
	enum claim_reason reason, const enum paper *papers, size_t n)
{
	if (n == 0)
		return;
	receipt_add(receipt, RECEIPT_BOLD,
		TR(n == 1                       ? one
		   : any_paper_will_do(reason) ? any
					       : all));
	for (size_t i = 0; i < n; i++)
		receipt_add(receipt, RECEIPT_ITEM, TR(paper_words(papers[i])));
}

void
receipt_add_money(struct receipt *receipt, const char *label, int64_t rupiah)
{
	char text[MONEY_TEXT];

	money_format(rupiah, text);
	receipt_add_pair(receipt, label, text);
}
