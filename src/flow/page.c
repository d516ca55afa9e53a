/* SPDX-License-Identifier: Apache-2.0 */
/* Filling a page. */
#include "flow/page.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "base/utf8.h"

#include <limits.h>
#include <stdarg.h>

void
page_init(struct page *page)
{
	wipe(page, sizeof(*page));
}

enum status
page_line(struct page *page, enum line_style style, const char *label, const char *text)
{
	struct page_line *line;

	if (page->lines == PAGE_LINES)
		return ST_TOO_LONG;
	line = &page->line[page->lines++];
	line->style = style;
	utf8_harmless(line->label, sizeof(line->label), label);
	utf8_harmless(line->text, sizeof(line->text), text);
	return ST_OK;
}

void
page_time(int seconds, char ret_text[PAGE_TIME])
{
	static const struct {
		int up_to_s, unit_s;
		const char *words;
	} units[] = {
		{ 90, 1, N_("{n} detik") },
		{ 90 * 60, 60, N_("{n} menit") },
		{ INT_MAX, 60 * 60, N_("{n} jam") },
	};
	size_t at = 0;
	char count[16];
	const struct fill n = { "n", count };

	while (seconds > units[at].up_to_s)
		at++;
	if (str_format(count, sizeof(count), "%d", (seconds - 1) / units[at].unit_s + 1) != ST_OK ||
		fill_text(ret_text, PAGE_TIME, TR(units[at].words), &n, 1) != ST_OK)
		ret_text[0] = '\0';
}

void
page_notice_wait(struct page *page, const char *words, int seconds)
{
	char time[PAGE_TIME];
	const struct fill holes[] = { { "words", TR(words) }, { "time", time } };

	page_time(seconds, time);
	if (fill_text(page->notice, sizeof(page->notice), TR(N_("{words} Tunggu {time}.")), holes,
		    ARRAY_LEN(holes)) != ST_OK)
		page->notice[0] = '\0';
}

enum status
page_linef(struct page *page, enum line_style style, const char *label, const char *format, ...)
{
	char text[2 * PAGE_TEXT];
	va_list args;
	enum status st;

	va_start(args, format);
	st = str_vformat(text, sizeof(text), format, args);
	va_end(args);
	if (st == ST_OK)
		st = page_line(page, style, label, text);
	wipe(text, sizeof(text));
	return st;
}

enum status
page_choice(struct page *page, char key, const char *text)
{
	struct page_choice *choice;

	if (page->choices == PAGE_CHOICES)
		return ST_TOO_LONG;
	choice = &page->choice[page->choices++];
	choice->key = key;
	utf8_harmless(choice->text, sizeof(choice->text), text);
	return ST_OK;
}
