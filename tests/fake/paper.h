/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Papers as text, to compare: "#" marks double height, "##" double width and height, "*" bold. Whole papers lie in
 * tests/data/receipt/NAME-COLUMNS.txt; after a wanted change UPDATE_PAPERS=1 writes them, then look at the difference. Each is
 * also made into printer bytes and read back; WRITE_PAPERS=FOLDER keeps them as NAME-COLUMNS.prn, to be made into pictures.
 */
#ifndef FAKE_PAPER_H
#define FAKE_PAPER_H

#include "base/buf.h"
#include "rules/receipt.h"

/** ret_text: initialised here, freed by the caller. */
void fake_paper_draw(const struct receipt *receipt, int columns, struct buf *ret_text);
/** Fails the test unless the paper looks as in its files, on 32, 42 and 48 columns. */
void fake_paper_is(const struct receipt *receipt, const char *name);

#endif
