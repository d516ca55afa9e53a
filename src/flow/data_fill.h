/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of "Perbarui data saya" show of the answers, and what their keys mean. */
#ifndef FLOW_DATA_FILL_H
#define FLOW_DATA_FILL_H

#include "flow/flow.h"

typedef void data_fill_fn(
	const struct answers *answers, const struct place *place, struct page *page);

data_fill_fn data_fill_birth, data_fill_record, data_fill_letters_now, data_fill_letters,
	data_fill_text, data_fill_review, data_fill_sent;

/** A field that is answered at the pad, and its step. */
struct data_row {
	enum record_field field;
	const char *step;
};

/** The field behind a key of the page being shown: the missing ones first. NULL: none. */
const struct data_row *data_row_of(
	const struct answers *answers, const struct place *place, char key);
/** Whether the key shows the next page of fields, and after the last one the first. */
bool data_turns_page(const struct place *place, char key);
/** The field with letters behind a key; false: none. */
bool data_letter_field(const struct answers *answers, char key, int *ret_field);

#endif
