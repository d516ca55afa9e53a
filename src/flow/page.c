/* SPDX-License-Identifier: Apache-2.0 */
/* Filling a page. */
#include "flow/page.h"

#include "base/str.h"
#include "base/utf8.h"

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
