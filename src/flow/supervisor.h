/* SPDX-License-Identifier: Apache-2.0 */
/* What of the supervisor's flow the work needs: the filters of the log, as answers->log says. */
#ifndef FLOW_SUPERVISOR_H
#define FLOW_SUPERVISOR_H

#include "flow/flow.h"

/** As in struct journal_filter; NULL any. */
const char *supervisor_log_event(const struct answers *answers);
/** Its room: ENDING_CODES. */
enum status supervisor_log_outcomes(const struct answers *answers, char *ret_codes, size_t room);

#endif
