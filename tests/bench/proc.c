/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of "Name:   123 kB". */
#include "tests/bench/proc.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long
figure(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	size_t n = strlen(name);
	long kb = -1;
	FILE *from;

	if (str_format(path, sizeof(path), "/proc/%d/%s", pid, file) != ST_OK)
		return -1;
	from = fopen(path, "re");
	if (from == NULL)
		return -1;
	while (kb < 0 && fgets(line, sizeof(line), from) != NULL)
		if (strncmp(line, name, n) == 0 && line[n] == ':')
			kb = strtol(line + n + 1, NULL, 10);
	(void)fclose(from);
	return kb;
}

long
proc_status_kb(pid_t pid, const char *name)
{
	return figure(pid, "status", name);
}

long
proc_smaps_kb(pid_t pid, const char *name)
{
	return figure(pid, "smaps_rollup", name);
}
