/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel says of a process: figures of /proc/PID/status and smaps_rollup. */
#ifndef TESTS_BENCH_PROC_H
#define TESTS_BENCH_PROC_H

#include <sys/types.h>

/** kB after `name:` in /proc/PID/status ("VmHWM"); -1 where there is none. */
long proc_status_kb(pid_t pid, const char *name);
/** kB after `name:` in /proc/PID/smaps_rollup ("Pss", "Private_Dirty"); -1 where there is none. */
long proc_smaps_kb(pid_t pid, const char *name);

#endif
