/* SPDX-License-Identifier: Apache-2.0 */
/* Codes and words of what a decision is made of, from the lists in the header. */
#include "rules/claim.h"

#include "base/array.h"
#include "base/str.h"

#include <assert.h>
#include <string.h>

struct row {
	const char *code, *words;
};

static const struct row reasons[] = {
#define REASON_ROW(name, code, words) [name] = { code, words },
	CLAIM_REASON_LIST(REASON_ROW)
#undef REASON_ROW
};

static const struct row whys[] = {
#define WHY_ROW(name, code, words) [name] = { code, words },
	CLAIM_WHY_LIST(WHY_ROW)
#undef WHY_ROW
};

static const struct row papers[] = {
#define PAPER_ROW(name, code, words) [name] = { code, words },
	PAPER_LIST(PAPER_ROW)
#undef PAPER_ROW
};

static const char *const routes[] = {
	[ROUTE_KIOSK] = "kiosk",
	[ROUTE_OFFICER] = "officer",
	[ROUTE_TICKET] = "ticket",
};

static const char *const segments[] = {
	[SEGMENT_PU] = "PU",
	[SEGMENT_BPU] = "BPU",
	[SEGMENT_PMI] = "PMI",
};

/* The index of the row with that code, n where there is none. */
static size_t
find_code(const struct row *rows, size_t n, const char *code)
{
	size_t i = 0;

	while (i < n && strcmp(rows[i].code, code) != 0)
		i++;
	return i;
}

const char *
claim_reason_code(enum claim_reason reason)
{
	assert((size_t)reason < ARRAY_LEN(reasons));
	return reasons[reason].code;
}

const char *
claim_reason_words(enum claim_reason reason)
{
	assert((size_t)reason < ARRAY_LEN(reasons));
	return reasons[reason].words;
}

enum status
claim_reason_from_code(const char *code, enum claim_reason *ret_reason)
{
	size_t i = find_code(reasons, ARRAY_LEN(reasons), code);

	if (i == ARRAY_LEN(reasons))
		return ST_NOT_FOUND;
	*ret_reason = (enum claim_reason)i;
	return ST_OK;
}

const char *
claim_why_code(enum claim_why why)
{
	assert((size_t)why < ARRAY_LEN(whys));
	return whys[why].code;
}

const char *
claim_why_words(enum claim_why why)
{
	assert((size_t)why < ARRAY_LEN(whys));
	return whys[why].words;
}

const char *
claim_route_code(enum claim_route route)
{
	assert((size_t)route < ARRAY_LEN(routes));
	return routes[route];
}

const char *
paper_code(enum paper paper)
{
	assert((size_t)paper < ARRAY_LEN(papers));
	return papers[paper].code;
}

const char *
paper_words(enum paper paper)
{
	assert((size_t)paper < ARRAY_LEN(papers));
	return papers[paper].words;
}

enum status
paper_from_code(const char *code, enum paper *ret_paper)
{
	size_t i = find_code(papers, ARRAY_LEN(papers), code);

	if (i == ARRAY_LEN(papers))
		return ST_NOT_FOUND;
	*ret_paper = (enum paper)i;
	return ST_OK;
}

const char *
segment_code(enum segment segment)
{
	assert((size_t)segment < ARRAY_LEN(segments));
	return segments[segment];
}
