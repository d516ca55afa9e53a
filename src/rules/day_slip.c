/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a day's slip. */
#include "rules/day_slip.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/oversight.h"
#include "rules/receipt_lines.h"

static void
add_number(struct receipt *receipt, const char *label, int n)
{
	char text[12];

	if (str_format(text, sizeof(text), "%d", n) == ST_OK)
		receipt_add_pair(receipt, label, text);
}

static void
add_counts(struct receipt *receipt, const struct day_slip *slip)
{
	const struct {
		const char *label;
		int n;
	} rows[] = {
		{ N_("Kunjungan"), slip->visits },
		{ N_("Dibantu"), slip->assisted },
		{ N_("Klaim"), slip->claims },
		{ N_("Di pusat"), slip->received },
		{ N_("Tiket"), slip->tickets },
		{ N_("Menunggu"), slip->waiting },
		{ N_("Ke petugas"), slip->parked },
		{ N_("Pendapat"), slip->surveys },
		{ N_("Berhenti"), slip->gave_up },
	};
	char mean[16];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		add_number(receipt, TR(rows[i].label), rows[i].n);
	if (slip->surveys > 0 &&
		str_format(mean, sizeof(mean), "%d,%d dari 5",
			slip->survey_sum / slip->surveys,
			slip->survey_sum * 10 / slip->surveys % 10) == ST_OK)
		receipt_add_pair(receipt, TR("Rata-rata"), mean);
}

static void
add_unsent(struct receipt *receipt, const struct day_slip *slip)
{
	char shown[CODE_SHOWN_ROOM];

	if (slip->unsent_n == 0)
		return;
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Belum di pusat"));
	for (size_t i = 0; i < slip->unsent_n; i++) {
		code_show(slip->unsent[i].code, shown);
		receipt_add_pair(receipt, shown,
			slip->unsent[i].state == UNSENT_STAFF ? TR("petugas") : TR("menunggu"));
	}
}

static void
add_reviews(struct receipt *receipt, const struct day_slip *slip)
{
	char text[RECEIPT_TEXT], shown[CODE_SHOWN_ROOM];

	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Perlu ditinjau"));
	add_number(receipt, TR("Belum"), slip->reviews_open);
	for (size_t i = 0; i < slip->reviews_n; i++) {
		const struct day_review *review = &slip->review[i];

		code_show(review->code, shown);
		if (str_format(text, sizeof(text), "%s %s%s%s", TR(review_words(review->kind)),
			    review->initials, review->code[0] ? " " : "",
			    review->code[0] ? shown : "") == ST_OK)
			receipt_add(receipt, RECEIPT_ITEM, text);
	}
}

static void
add_flags(struct receipt *receipt, const struct day_slip *slip)
{
	static const enum oversight_flag flags[] = { FLAG_ATTESTS, FLAG_ACCOUNTS, FLAG_PHONES };

	for (size_t i = 0; i < slip->flags_n; i++)
		for (size_t f = 0; f < ARRAY_LEN(flags); f++)
			if (slip->flag[i].flags & flags[f])
				receipt_add_pair(receipt, slip->flag[i].initials,
					TR(oversight_words(flags[f])));
}

static void
add_head(struct receipt *receipt, const struct day_slip *slip)
{
	if (slip->head[0] == '\0')
		return;
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Kepala catatan, bertanda tangan"));
	receipt_add(receipt, RECEIPT_TEXT_LINE, slip->head);
	receipt_add(receipt, RECEIPT_QR, slip->head);
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Simpan. Dengan ini terlihat bila catatan diubah."));
}

void
receipt_of_day(const struct day_slip *slip, struct receipt *ret_receipt)
{
	char day[DATE_LONG], now[DATE_LONG], clock[RECEIPT_TIME];

	receipt_add_head(ret_receipt, slip->site, false);
	receipt_add(ret_receipt, RECEIPT_STATE,
		slip->closed ? TR("HARI DITUTUP") : TR("KEADAAN HARI INI"));
	date_format_long(slip->day, day);
	receipt_add(ret_receipt, RECEIPT_CENTRE, day);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	add_counts(ret_receipt, slip);
	add_unsent(ret_receipt, slip);
	add_reviews(ret_receipt, slip);
	add_flags(ret_receipt, slip);
	add_head(ret_receipt, slip);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	date_format_long(slip->on, now);
	receipt_time(slip->second_of_day, slip->zone, clock);
	receipt_add_pair(ret_receipt, TR("Dicetak"), now);
	receipt_add_pair(ret_receipt, TR("Jam"), clock);
	receipt_add_pair(ret_receipt, TR("Kios"), slip->kiosk);
	receipt_add(ret_receipt, RECEIPT_CUT, "");
}
