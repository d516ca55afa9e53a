/* SPDX-License-Identifier: Apache-2.0 */
/* The names and words of enum status, from the list in the header. */
#include "base/status.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *name, *words;
} rows[] = {
#define STATUS_ROW(name, words) { #name, words },
	STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

static const struct {
	int error;
	enum status status;
} errors[] = {
	{ ENOMEM,       ST_NO_MEMORY },
	{ ENOENT,       ST_NOT_FOUND },
	{ EEXIST,       ST_EXISTS    },
	{ EACCES,       ST_DENIED    },
	{ EPERM,        ST_DENIED    },
	{ EBUSY,        ST_BUSY      },
	{ ETIMEDOUT,    ST_TIMEOUT   },
	{ ENOSPC,       ST_DISK_FULL },
	{ EDQUOT,       ST_DISK_FULL },
	{ EROFS,        ST_READ_ONLY },
	{ ENODEV,       ST_GONE      },
	{ ENXIO,        ST_GONE      },
	{ EPIPE,        ST_GONE      },
	{ ECONNRESET,   ST_GONE      },
	{ EAGAIN,       ST_AGAIN     },
	{ EINVAL,       ST_INVALID   },
	{ ENAMETOOLONG, ST_TOO_LONG  },
};

const char *
status_name(enum status status)
{
	return (size_t)status < sizeof(rows) / sizeof(rows[0]) ? rows[status].name : "ST_?";
}

bool
status_from_name(const char *name, enum status *ret_status)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].name, name) != 0)
			continue;
		*ret_status = (enum status)i;
		return true;
	}
	return false;
}

const char *
status_words(enum status status)
{
	return (size_t)status < sizeof(rows) / sizeof(rows[0]) ? rows[status].words : "unknown";
}

enum status
status_from_errno(int error)
{
	if (error == 0)
		return ST_OK;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].error == error)
			return errors[i].status;
	return ST_IO;
}
