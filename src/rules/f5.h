/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paper form F5, Pengajuan Pembayaran Jaminan Hari Tua, filled in from what was handed over to staff, as one page
 * of A4. assets/f5.md says where each field comes from. What is not known stays an empty box, to be written by hand.
 */
#ifndef RULES_F5_H
#define RULES_F5_H

#include "base/buf.h"
#include "rules/claim.h"
#include "rules/code.h"
#include "rules/date.h"

enum { F5_CARDS = 5, F5_PAPERS = 4, F5_TEXT = 201 };

/** "" or not known: empty. */
struct f5 {
	char code[CODE_ROOM]; /* of the hand-over */
	char nik[NIK_ROOM], name[NAME_ROOM], birth_place[F5_TEXT], mother_name[NAME_ROOM];
	struct date birth;
	char address[F5_TEXT], phone[F5_TEXT], email[F5_TEXT];
	char card[F5_CARDS][KPJ_ROOM], employer[F5_CARDS][NAME_ROOM];
	size_t cards_n;
	int cards_more; /* that have no row */
	enum claim_reason reason;
	struct date event_date;
	struct {
		enum paper kind;
		char number[40];
		struct date date;
	} paper[F5_PAPERS];
	size_t papers_n;
	char bank[40], account[32], holder[NAME_ROOM];
	bool has_amounts;
	int64_t gross, tax, net; /* rupiah, as shown to the person */
	char officer[8];         /* initials of who prints it */
	char kiosk[40], site[64], zone[8];
	struct date on;
	int second_of_day;
};

/** Appends the PDF; on failure the buffer is of no use. Texts are Indonesian: the form is. */
enum status f5_write(const struct f5 *f5, struct buf *ret_pdf);

#endif
