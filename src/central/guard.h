/* SPDX-License-Identifier: Apache-2.0 */
/* Who may ask: the kiosks and their secrets, signatures, the clock window and nonces. */
#ifndef CENTRAL_GUARD_H
#define CENTRAL_GUARD_H

#include "central/exchange.h"

enum { CLOCK_WINDOW_S = 300 };

struct kiosks;

/** A file of lines `KIOSK_ID SECRET`; `#` starts a comment. *ret_line: the first bad one. path
 *  NULL: the one kiosk of the demonstration, DEMO_KIOSK with DEMO_SECRET. */
enum status kiosks_read(const char *path, struct kiosks **ret_kiosks, int *ret_line);
/** Wipes. Takes NULL. */
void kiosks_free(struct kiosks *kiosks);

#define DEMO_KIOSK  "HSU-01"
#define DEMO_SECRET "rahasia-demo-jangan-dipakai"

struct credentials {
	const char *kiosk, *timestamp, *nonce, *signature; /* headers; NULL: not sent */
};

/** true: admitted, x->kiosk is set. false: answered with 401 or 403. */
bool guard_admit(struct exchange *x, const struct credentials *credentials);
/** Remembers the nonce, and forgets those too old to be sent again. ST_EXISTS: it was used
 *  before. */
enum status guard_spend(struct exchange *x, const char *nonce);

#endif
