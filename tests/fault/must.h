/* SPDX-License-Identifier: Apache-2.0 */
/* What a trial in a process of its own cannot do without: says where it failed and ends the process. */
#ifndef FAULT_MUST_H
#define FAULT_MUST_H

#include <stdbool.h>

enum { MUST_EXIT = 70 };

#define MUST(holds) must_hold((holds), #holds, __FILE__, __LINE__)

void must_hold(bool holds, const char *what, const char *file, int line);

#endif
