/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue of texts. */
#include "base/texts.h"

#include "base/array.h"

const char *const texts[] = {
#include <texts.inc>
};

const size_t texts_n = ARRAY_LEN(texts);
