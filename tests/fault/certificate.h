/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates of any date, name and authority as PEM files; for tests. */
#ifndef FAULT_CERTIFICATE_H
#define FAULT_CERTIFICATE_H

#include "base/status.h"

#include <stdint.h>

struct certificate {
	const char *name; /* NAME.crt and NAME.key in the directory */
	const char *
		signer; /* the name of an authority made before; NULL: it is one and signs itself */
	const char *host;        /* an IPv4 address or a DNS name; NULL none */
	int64_t from_s, until_s; /* Unix seconds */
};

/** ST_NOT_FOUND: no such signer; ST_TLS, ST_IO. */
enum status certificate_make(const char *dir, const struct certificate *certificate);

#endif
