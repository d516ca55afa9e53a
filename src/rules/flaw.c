/* SPDX-License-Identifier: Apache-2.0 */
/* The sentences of the flaws, from the list in the header. */
#include "rules/flaw.h"

#include "base/array.h"
#include "base/str.h"

#include <assert.h>
#include <stddef.h>

static const struct {
	const char *words;
	bool only_warns;
} rows[] = {
#define FLAW_ROW(name, warns, words) [name] = { words, warns },
	FLAW_LIST(FLAW_ROW)
#undef FLAW_ROW
};

const char *
flaw_words(enum flaw flaw)
{
	assert((size_t)flaw < ARRAY_LEN(rows));
	return rows[flaw].words;
}

bool
flaw_only_warns(enum flaw flaw)
{
	assert((size_t)flaw < ARRAY_LEN(rows));
	return rows[flaw].only_warns;
}
