/* SPDX-License-Identifier: Apache-2.0 */
/* The memory of a running program searched for what should no longer be there. */
#ifndef TESTS_E2E_MEMORY_H
#define TESTS_E2E_MEMORY_H

#include "base/status.h"

#include <sys/types.h>

/** How often the text stands in writable memory: as it is, as UTF-16 and as UTF-32. The process
 *  may be running. ST_DENIED where it may not be read. */
enum status memory_count(pid_t pid, const char *text, int *ret_hits);

#endif
