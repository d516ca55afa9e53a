/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page as words for the voice, for somebody who cannot read: what went wrong, the question, what
 * stands there, every choice with its key, what to do with which key, and the help. Numbers are
 * written out or hidden as rules/spoken.h says.
 */
#ifndef FLOW_PAGE_VOICE_H
#define FLOW_PAGE_VOICE_H

#include "base/buf.h"
#include "base/status.h"
#include "flow/page.h"
#include "rules/spoken.h"

/** A full page takes less. */
enum { PAGE_VOICE_MAX = 64 * 1024 };

/** Appends the words of the page; where the step has words of its own to speak, these stand for
 *  question, lines and what to do; where "why" was asked, only that is said. how: bits of enum
 *  spoken. On failure what was there before remains. */
enum status page_voice(const struct page *page, unsigned how, struct buf *ret_words);
/** Likewise of where one is: the service, step n of m, what is asked, and the keys that are the
 *  same everywhere. */
enum status page_voice_where(const struct page *page, unsigned how, struct buf *ret_words);

#endif
