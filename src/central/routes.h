/* SPDX-License-Identifier: Apache-2.0 */
/* The table of everything the centre answers, and the way a request goes through it. */
#ifndef CENTRAL_ROUTES_H
#define CENTRAL_ROUTES_H

#include "central/exchange.h"

enum need {
	NEED_KIOSK, /* no visit in the path */
	NEED_VISIT, /* an open visit, also one that is only claimed */
	NEED_PROOF, /* an open visit, verified or attested */
	NEED_TRACE, /* a visit, open or over; the handler looks at x->visit */
};

enum body_kind { BODY_NONE, BODY_JSON, BODY_PHOTO };

typedef enum status handler_fn(struct exchange *x);

struct route {
	const char *method;
	const char *pattern; /* {}: any one segment; the first is the visit */
	enum need need;
	enum body_kind body_kind;
	const struct field *form; /* of a JSON body */
	handler_fn *handler;
};

/** Every route; *ret_n of them. The contract test holds them against assets/openapi.yaml. */
const struct route *routes(size_t *ret_n);

/** Finds the route of x->method and x->target and fills x->part, x->query. false: answered
 *  with 404 or 405. */
bool route_find(struct exchange *x);

/** Answers a request whose signature was checked: nonce, idempotency, visit, form, handler,
 *  one transaction. */
enum status route_answer(struct exchange *x, const char *nonce);

#endif
