/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page as words for the voice, for somebody who cannot read: what went wrong, the question, what
 * stands there, every choice with its key, and what to do. Numbers are written out or hidden as
 * rules/spoken.h says.
 */
#ifndef FLOW_PAGE_VOICE_H
#define FLOW_PAGE_VOICE_H

#include "base/buf.h"
#include "base/status.h"
#include "flow/page.h"
#include "rules/spoken.h"

/** A full page takes less. */
enum { PAGE_VOICE_MAX = 32 * 1024 };

/** Appends the words of the page; where the step has words of its own to speak, these stand for
 *  question, lines and what to do. On failure what was there before remains. */
enum status page_voice(
	const struct page *page, enum spoken_amounts amounts, struct buf *ret_words);

#endif
