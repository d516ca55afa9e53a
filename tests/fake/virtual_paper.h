/* SPDX-License-Identifier: Apache-2.0 */
/* What a job of ours puts on paper. */
#ifndef FAKE_VIRTUAL_PAPER_H
#define FAKE_VIRTUAL_PAPER_H

#include "base/buf.h"
#include "base/status.h"

/** As virtual_printer_text, of n bytes; a command that is cut off at the end prints nothing. */
enum status virtual_paper_text(const void *bytes, size_t n, struct buf *ret_text);

#endif
