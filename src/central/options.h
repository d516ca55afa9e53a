/* SPDX-License-Identifier: Apache-2.0 */
/* The command line of anjungan-central. */
#ifndef CENTRAL_OPTIONS_H
#define CENTRAL_OPTIONS_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { FAULTS_MAX = 32 };

enum command { COMMAND_SERVE, COMMAND_ADVANCE, COMMAND_CAST, COMMAND_HELP, COMMAND_VERSION };

struct options {
	enum command command;
	const char *listen, *db, *seed, *secret_file,
		*port_file; /* borrowed; NULL: not given */
	const char *reference, *zone;
	const char *tls_cert, *tls_key, *client_ca;
	const char *fault[FAULTS_MAX];
	int faults_n;
	int people, visit_minutes, attempts, maintenance_minutes, days;
	int64_t clock_ahead_s;
	const char *claim, *to, *why; /* advance */
};

/** ST_INVALID: not understood; said on standard error. */
enum status options_read(int argc, char *const argv[], struct options *ret_options);
void options_help(FILE *out);

#endif
