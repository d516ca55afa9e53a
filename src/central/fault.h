/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults on demand, so that kiosks can be tried against a bad line. A spec is
 *     METHOD PATH:ACTION[=VALUE][:OPTION=VALUE]…
 * METHOD may be *; in PATH * stands for one segment. Options: n=K or n=K-L (only these matching
 * requests, from 1), p=0.3 (probability; seed=N makes it another series), retry=S (seconds of
 * Retry-After, 2 unless told). The first spec that applies is used, after every delay that
 * applies. What the kiosk gets, and whether the request took effect before:
 *
 *	delay=MS        the answer, so much later                             as without it
 *	drop-before     nothing; the connection is closed                     no
 *	drop-after      nothing; the connection is closed                     yes
 *	reset           nothing; RST                                          no
 *	429, 503        that problem, with Retry-After                        no
 *	html            200 text/html, as from a captive portal               no
 *	html-after      the same, from a middle box that lost the answer      yes
 *	redirect        302 to a portal                                       no
 *	redirect-after  the same, from a middle box that lost the answer      yes
 *	truncated       the first half of the answer, then the end            yes
 *	garbage         its status and content type, bytes that are no JSON   yes
 *	wrong-type      its status and bytes, as text/plain                   yes
 *	slow=BYTES      the answer, its body at so many bytes a second        yes
 *	twice           the answer to the second of two deliveries            yes, both
 *
 * A second delivery has the same bytes, its nonce and key included. An answer without a body is
 * closed by truncated, becomes a 200 by garbage, and is left alone by wrong-type and slow.
 */
#ifndef CENTRAL_FAULT_H
#define CENTRAL_FAULT_H

#include "base/status.h"

#include <stdbool.h>

struct faults;

enum fault_action {
	FAULT_NONE,
	FAULT_DELAY,
	FAULT_DROP_BEFORE,
	FAULT_DROP_AFTER,
	FAULT_RESET,
	FAULT_429,
	FAULT_503,
	FAULT_HTML,
	FAULT_HTML_AFTER,
	FAULT_REDIRECT,
	FAULT_REDIRECT_AFTER,
	FAULT_TRUNCATED,
	FAULT_GARBAGE,
	FAULT_WRONG_TYPE,
	FAULT_SLOW,
	FAULT_TWICE,
};

struct fault {
	enum fault_action action;
	int delay_ms;
	int retry_s;
	int bytes_per_s; /* FAULT_SLOW */
};

enum status faults_new(struct faults **ret_faults);
void faults_free(struct faults *faults);
/** ST_INVALID: not a spec. */
enum status faults_add(struct faults *faults, const char *spec);
/** Counts this request and says what is to happen to it; from any thread. path without
 *  query. */
void faults_next(
	struct faults *faults, const char *method, const char *path, struct fault *ret_fault);

#endif
