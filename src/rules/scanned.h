/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was held before the scanner where something else was asked: known by its form, named, and otherwise without
 * effect. Nothing scanned is ever opened, followed or kept.
 */
#ifndef RULES_SCANNED_H
#define RULES_SCANNED_H

enum scanned {
	SCANNED_UNKNOWN,
	SCANNED_RECEIPT_CODE, /* of our receipts, slips and tickets */
	SCANNED_NIK,
	SCANNED_KPJ,
	SCANNED_KESEHATAN,
	SCANNED_STAFF_CARD,
	SCANNED_PAYMENT, /* QRIS: EMV QR code of a merchant, begins with its version "000201" */
	SCANNED_ADDRESS, /* of the internet */
};

/** text: as read. */
enum scanned scanned_recognise(const char *text);
/** The sentence for it, or NULL for SCANNED_UNKNOWN: then the step's own says what is asked. */
const char *scanned_words(enum scanned scanned);

#endif
