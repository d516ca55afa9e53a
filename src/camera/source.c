/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the kind of a source by its prefix. */
#include "camera/source.h"

#include "base/array.h"

#include <string.h>

static const struct source_kind *const kinds[] = { &source_images, &source_v4l2 };

enum camera_state
source_trouble(enum status st)
{
	switch (st) {
	case ST_NOT_FOUND:
		return CAMERA_MISSING;
	case ST_DENIED:
		return CAMERA_DENIED;
	case ST_BUSY:
		return CAMERA_BUSY;
	case ST_CONFIG:
	case ST_UNSUPPORTED:
	case ST_INVALID:
	case ST_TOO_LONG:
	case ST_CORRUPT:
		return CAMERA_WRONG;
	default:
		return CAMERA_GONE;
	}
}

enum status
source_open(const char *spec, const char *avoid, struct source **ret_source)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		size_t n = strlen(kinds[i]->prefix);

		if (strncmp(spec, kinds[i]->prefix, n) == 0)
			return kinds[i]->open(spec + n, avoid, ret_source);
	}
	return ST_CONFIG;
}

void
source_close(struct source *source)
{
	if (source != NULL)
		source->kind->close(source);
}
