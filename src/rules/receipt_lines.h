/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines that receipts and sheets are made of, for the files src/rules/ that write paper. Texts come translated but
 * where it says "source"; a receipt has room for the longest paper (a test writes it), more is a mistake here.
 */
#ifndef RULES_RECEIPT_LINES_H
#define RULES_RECEIPT_LINES_H

#include "base/fill.h"
#include "rules/receipt.h"

enum { RECEIPT_TIME = 24 };

/** What a paper ends with. All borrowed. */
struct receipt_foot {
	const char *kiosk, *zone, *officer, *branch; /* officer, branch: "" none */
	struct date on;
	int second_of_day;
};

struct receipt_line *receipt_add(
	struct receipt *receipt, enum receipt_style style, const char *text);
void receipt_add_pair(struct receipt *receipt, const char *label, const char *text);
void receipt_add_money(struct receipt *receipt, const char *label, int64_t rupiah);
/** A sentence (source) with its holes filled; a translation that does not fill gives way to the source. */
void receipt_fill(
	const char *text, const struct fill *fills, size_t n, char ret_sentence[RECEIPT_TEXT]);
/** A sentence (source) with a {date}, as "Senin, 30 November 2026". */
void receipt_add_dated(struct receipt *receipt, const char *text, struct date date);
/** The code in large groups under what it is, and as a QR. */
void receipt_add_code(struct receipt *receipt, const char *what, const char *code);
/** Empties the receipt first. */
void receipt_add_head(struct receipt *receipt, const char *site, bool copy);
void receipt_add_foot(struct receipt *receipt, const struct receipt_foot *foot);
/** "14.05 WITA" */
void receipt_time(int second_of_day, const char *zone, char ret_text[RECEIPT_TIME]);
/** Under one of the three titles (source), as the reason takes any of them or wants all; nothing for none. */
void receipt_add_papers(struct receipt *receipt, const char *one, const char *any,
	const char *all, enum claim_reason reason, const enum paper *papers, size_t n);

#endif
