/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies by the kiosk's own hand, from answers made up. */
#include "tests/bench/queue.h"

#include "base/seal.h"
#include "base/sign.h"
#include "base/str.h"
#include "device/clock.h"
#include "rules/code.h"
#include "store/store.h"
#include "work/central.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 512, SECRET_ROOM = 256 };

struct claim {
	char code[CODE_ROOM], nik[NIK_ROOM], visit[UUID_TEXT], key[UUID_TEXT];
	struct wire_request request;
};

struct queue {
	size_t n;
	struct claim *claim; /* owned, n of them */
};

static int64_t
now_ms(void)
{
	struct clock_port clock = device_clock();

	return clock.wall_ms(clock.ctx);
}

static void
make_uuid(char ret_text[UUID_TEXT])
{
	uint8_t random[10];

	randombytes_buf(random, sizeof(random));
	uuid_v7(now_ms(), random, ret_text);
}

/* Whoever lost the line before the centre knew them: what the kiosk itself asked. */
static enum status
answer(const struct claim *claim, size_t i, struct answers *answers)
{
	enum status st = str_copy(answers->code, sizeof(answers->code), claim->code);

	answers->confirmed_at_ms = answers->consent_at_ms = now_ms();
	answers->consent = CONSENT_NO_FACE;
	answers->reason = REASON_USIA_56;
	answers->without_centre = true;
	if (st == ST_OK)
		st = str_copy(answers->nik, sizeof(answers->nik), claim->nik);
	if (st == ST_OK)
		st = str_copy(answers->bank, sizeof(answers->bank), "002");
	return st == ST_OK
		       ? str_format(answers->account, sizeof(answers->account), "0123%011zu", i)
		       : st;
}

static enum status
make(struct claim *claim, size_t i)
{
	const struct call_extra extra = { .idempotency_key = claim->key };
	struct answers *answers = calloc(1, sizeof(*answers));
	uint8_t random[8];
	enum status st = ST_NO_MEMORY;

	if (answers == NULL)
		return st;
	randombytes_buf(random, sizeof(random));
	code_make(random, claim->code);
	make_uuid(claim->visit);
	make_uuid(claim->key);
	/* born on 1 … 28 January 1960, by the running number */
	st = str_format(claim->nik, sizeof(claim->nik), "6308%02zu%02zu0160%04zu",
		5 + i / 9999 % 9, 1 + i / 9999 % 28, 1 + i % 9999);
	if (st == ST_OK)
		st = answer(claim, i, answers);
	if (st == ST_OK)
		st = central_build(CALL_OFFLINE_CLAIM, answers, &extra, &claim->request);
	free(answers);
	return st;
}

enum status
queue_new(size_t claims, struct queue **ret_queue)
{
	struct queue *queue = calloc(1, sizeof(*queue));
	enum status st = ST_NO_MEMORY;

	if (queue != NULL)
		queue->claim = calloc(claims, sizeof(*queue->claim));
	if (queue != NULL && queue->claim != NULL)
		st = sodium_init() < 0 ? ST_UNSUPPORTED : ST_OK;
	while (st == ST_OK && queue->n < claims) {
		wire_request_init(&queue->claim[queue->n].request);
		st = make(&queue->claim[queue->n], queue->n);
		queue->n++;
	}
	if (st == ST_OK)
		*ret_queue = queue;
	else
		queue_free(queue);
	return st;
}

void
queue_free(struct queue *queue)
{
	if (queue == NULL)
		return;
	for (size_t i = 0; i < queue->n; i++)
		wire_request_free(&queue->claim[i].request);
	free(queue->claim);
	free(queue);
}

/* --- into a kiosk ------------------------------------------------------------------------------------------------ */

static enum status
confirm(struct store *store, const struct claim *claim)
{
	const struct wire_request *request = &claim->request;
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.at_ms = now_ms(),
		.visit = claim->visit,
		.actor = "participant",
		.outcome = "ok" };
	const struct claim_put put = { .code = claim->code,
		.visit = claim->visit,
		.nik = claim->nik,
		.reason = "USIA_56",
		.receipt = "-",
		.receipt_n = 1,
		.confirmed_ms = entry.at_ms };
	const struct outbox_put out = { .key = claim->key,
		.kind = "offline-claim",
		.method = request->method,
		.path = request->path,
		.content_type = request->content_type,
		.body = request->body.data,
		.n = request->body.len };

	return store_confirm(store, &put, &out, 1, &entry);
}

enum status
queue_fill(const struct queue *queue, const char *state_dir)
{
	char key[PATH_ROOM];
	struct seal *seal = NULL;
	struct store *store = NULL;
	enum status st = str_format(key, sizeof(key), "%s/device.key", state_dir);

	if (st == ST_OK)
		st = seal_load(key, &seal);
	if (st == ST_OK)
		st = store_open(state_dir, seal, NULL, &store);
	for (size_t i = 0; st == ST_OK && i < queue->n; i++)
		st = confirm(store, &queue->claim[i]);
	store_close(store);
	seal_free(seal);
	return st;
}

/* --- onto the wire ----------------------------------------------------------------------------------------------- */

static bool
write_line(FILE *out, const struct claim *claim, const char *secret)
{
	const struct wire_request *request = &claim->request;
	char nonce[NONCE_ROOM], signature[SIGNATURE_ROOM];
	int64_t now_s = now_ms() / 1000;
	uint8_t random[16];

	randombytes_buf(random, sizeof(random));
	nonce_make(random, nonce);
	request_sign(secret, request->method, request->path, now_s, nonce, request->body.data,
		request->body.len, signature);
	return fprintf(out, "%s\t%lld\t%s\t%s\t%s\n", claim->key, (long long)now_s, nonce,
		       signature, request->body.data) > 0;
}

static enum status
read_secret(const char *path, char ret_secret[SECRET_ROOM])
{
	FILE *file = fopen(path, "re");
	bool there = file != NULL && fgets(ret_secret, SECRET_ROOM, file) != NULL;

	if (file != NULL)
		(void)fclose(file); /* read only: nothing can be lost */
	ret_secret[strcspn(ret_secret, "\n")] = '\0';
	return there ? ST_OK : ST_NOT_FOUND;
}

enum status
queue_write(
	const struct queue *queue, const char *kiosk, const char *secret_file, const char *path)
{
	char secret[SECRET_ROOM] = "";
	enum status st = read_secret(secret_file, secret);
	FILE *out = fopen(path, "we");
	bool whole = st == ST_OK && out != NULL && fprintf(out, "%s\n", kiosk) > 0;

	for (size_t i = 0; whole && i < queue->n; i++)
		whole = write_line(out, &queue->claim[i], secret);
	if (out != NULL && fclose(out) != 0)
		whole = false;
	return whole ? ST_OK : ST_IO;
}
