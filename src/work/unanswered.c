/* SPDX-License-Identifier: Apache-2.0 */
/* Method, path and body as one hash. */
#include "work/unanswered.h"

#include "base/str.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static void
make_print(const struct wire_request *request, uint8_t ret_print[UNANSWERED_PRINT])
{
	crypto_generichash_state hash;

	/* the NULs part them; none of the three fails with these sizes */
	(void)crypto_generichash_init(&hash, NULL, 0, UNANSWERED_PRINT);
	(void)crypto_generichash_update(
		&hash, (const unsigned char *)request->method, strlen(request->method) + 1);
	(void)crypto_generichash_update(
		&hash, (const unsigned char *)request->path, strlen(request->path) + 1);
	(void)crypto_generichash_update(
		&hash, (const unsigned char *)request->body.data, request->body.len);
	(void)crypto_generichash_final(&hash, ret_print, UNANSWERED_PRINT);
	wipe(&hash, sizeof(hash));
}

void
unanswered_begin(struct unanswered *unanswered, struct wire_request *request)
{
	uint8_t print[UNANSWERED_PRINT];
	enum status st;

	if (request->idempotency_key[0] == '\0')
		return;
	make_print(request, print);
	if (unanswered->key[0] && memcmp(unanswered->print, print, sizeof(print)) == 0)
		st = str_copy(request->idempotency_key, sizeof(request->idempotency_key),
			unanswered->key);
	else
		st = str_copy(
			unanswered->key, sizeof(unanswered->key), request->idempotency_key);
	assert(st == ST_OK); /* rooms of one size */
	(void)st;
	memcpy(unanswered->print, print, sizeof(print));
}

void
unanswered_end(struct unanswered *unanswered, const struct wire_request *request)
{
	if (strcmp(unanswered->key, request->idempotency_key) == 0)
		wipe(unanswered, sizeof(*unanswered));
}
