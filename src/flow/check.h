/* SPDX-License-Identifier: Apache-2.0 */
/* What "Periksa data saya" finds in the answers, for its screen and its sheet. */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "flow/answers.h"
#include "rules/check.h"

/** Returns how many there are. */
size_t check_findings(const struct answers *answers, struct date today,
	struct finding ret_finding[FINDINGS_MAX]);

#endif
