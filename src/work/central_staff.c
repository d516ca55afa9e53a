/* SPDX-License-Identifier: Apache-2.0 */
/* What two of staff do at the centre: an account of JMO is opened again. */
#include "rules/unblock.h"
#include "work/central_inside.h"
#include "work/central_object.h"

json_t *
central_unblock_body(const struct answers *answers, const struct call_extra *extra)
{
	const struct unblock *unblock = &answers->unblock;

	(void)extra;
	if (!answers->officer.joined || !answers->ktp_seen ||
		unblock->reason == UNBLOCK_NO_REASON)
		return NULL;
	return OBJECT({ "officer", json_string(answers->officer.name) },
		{ "supervisor", text_or_null(unblock->second.name) },
		{ "reason", json_string(unblock_reason_code(unblock->reason)) });
}

enum status
central_read_unblocked(const json_t *root, struct answers *answers)
{
	static const struct word states[] = {
		{ "unblocked",         true  },
		{ "awaiting_approval", false },
		{ NULL,                0     },
	};
	struct unblock *unblock = &answers->unblock;
	int opened;
	int64_t at_s = 0;
	enum status st = READ(root, { "state", WORD, false, PLACE(opened), states },
		{ "unblocked_at", TIME, OR_NULL, PLACE(at_s) },
		{ "reference", ID, false, AT(unblock->reference) });

	if (st == ST_OK && opened != (at_s != 0))
		st = ST_INVALID; /* says yes and no */
	if (st != ST_OK)
		return st;
	unblock->opened = opened;
	answers->jmo_blocked = !opened;
	return ST_OK;
}
