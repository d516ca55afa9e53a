/* SPDX-License-Identifier: Apache-2.0 */
/* How an answer leaves over libmicrohttpd: as it is, or wrong on purpose. */
#ifndef CENTRAL_REPLY_H
#define CENTRAL_REPLY_H

#include "central/exchange.h"
#include "central/fault.h"

#include <microhttpd.h>

struct halt;

/** How often the request is processed before it is answered: 0, 1 or 2 times. */
int reply_deliveries(const struct fault *fault);
/** Queues what the kiosk gets of a request. x: answered where it was processed, else only begun. halt ends slow answers
 *  and outlives the daemon. MHD_NO closes the connection. */
enum MHD_Result reply_send(struct MHD_Connection *connection, struct exchange *x,
	const struct fault *fault, struct halt *halt);

#endif
