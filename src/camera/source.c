/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the kind of a source by its prefix. */
#include "camera/source.h"

#include "base/array.h"

#include <string.h>

static const struct source_kind *const kinds[] = { &source_images, &source_v4l2 };

enum status
source_open(const char *spec, struct source **ret_source)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		size_t n = strlen(kinds[i]->prefix);

		if (strncmp(spec, kinds[i]->prefix, n) == 0)
			return kinds[i]->open(spec + n, ret_source);
	}
	return ST_CONFIG;
}

void
source_close(struct source *source)
{
	if (source != NULL)
		source->kind->close(source);
}
