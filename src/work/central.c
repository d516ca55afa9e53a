/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to the centre. */
#include "work/central.h"

#include "base/array.h"

enum { BODY_MAX = 512 * 1024 };

void
wire_request_init(struct wire_request *request)
{
	*request = (struct wire_request){ .call = CALL_STATUS };
	buf_init(&request->body, BODY_MAX);
}

void
wire_request_free(struct wire_request *request)
{
	buf_free(&request->body);
}
