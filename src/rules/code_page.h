/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text as the bytes of a printer's code page: one character, one byte, so that columns stay columns. What a page lacks
 * becomes the closest sign it has (Š as S, → as >); only what has none becomes '?'. Never a control byte: no name can
 * put a command into a job.
 */
#ifndef RULES_CODE_PAGE_H
#define RULES_CODE_PAGE_H

#include "base/buf.h"
#include "base/status.h"

#include <stdint.h>

enum code_page {
	CODE_PAGE_1252,  /* West European; also WinAnsi, as PDF calls it */
	CODE_PAGE_ASCII, /* for printers that make something else of every byte above 126 */
};

/** 0: leaves no mark of its own, as an accent that stands behind its letter. */
unsigned char code_page_byte(enum code_page page, uint32_t ch);

/** Appends the UTF-8 text so; as buf_add. */
enum status code_page_add(enum code_page page, const char *text, struct buf *ret_bytes);

#endif
