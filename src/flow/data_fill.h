/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of "Perbarui data saya" show of the answers. */
#ifndef FLOW_DATA_FILL_H
#define FLOW_DATA_FILL_H

#include "flow/flow.h"

typedef void data_fill_fn(
	const struct answers *answers, const struct place *place, struct page *page);

data_fill_fn data_fill_record;

#endif
