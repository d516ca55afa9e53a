/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as files and as lines. */
#include "tests/fault/report.h"

#include "base/str.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 256, NAME_ROOM = 128 };

FILE *
report_open(const char *name)
{
	const char *build = getenv("BUILD");
	char path[PATH_ROOM] = "";
	FILE *out = NULL;

	if (str_format(path, sizeof(path), "%s/report/%s", build ? build : "build", name) ==
		ST_OK)
		out = fopen(path, "we");
	if (out == NULL)
		(void)fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return out;
}

void
report_row(FILE *out, bool first, struct report_row row)
{
	(void)fprintf(out,
		"%s{\"name\": \"%s\", \"value\": %d, \"unit\": \"%s\", \"goal\": %d, "
		"\"peer\": null, \"ok\": %s}",
		first ? "[" : ",\n ", row.name, row.value, row.unit, row.goal,
		row.ok ? "true" : "false");
}

void
report_test(bool good, const char *group, const char *name)
{
	char text[NAME_ROOM];

	str_clip(text, sizeof(text), name);
	for (char *at = text; *at; at++)
		if (!isalnum((unsigned char)*at))
			*at = '_';
	printf("[  %s ] %s__%s\n", good ? "     OK" : "FAILED ", group, text);
}
