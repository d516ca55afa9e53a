/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures checked against the secrets of the kiosks. */
#include "central/guard.h"
#include "base/log.h"
#include "base/sign.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_ROOM = 129, KIOSKS_MAX = 1024, LINE_ROOM = 256 };

struct kiosk {
	char id[KIOSK_ROOM], secret[SECRET_ROOM];
};

struct kiosks {
	struct kiosk *kiosk; /* owned, n of them */
	size_t n;
};

static enum status
add_kiosk(struct kiosks *kiosks, const char *id, const char *secret)
{
	struct kiosk *more;
	enum status st;

	if (kiosks->n == KIOSKS_MAX)
		return ST_TOO_LONG;
	more = malloc((kiosks->n + 1) * sizeof(*more));
	if (more == NULL)
		return ST_NO_MEMORY;
	if (kiosks->n > 0) {
		memcpy(more, kiosks->kiosk, kiosks->n * sizeof(*more));
		wipe(kiosks->kiosk, kiosks->n * sizeof(*more));
	}
	free(kiosks->kiosk);
	kiosks->kiosk = more;
	st = str_copy(more[kiosks->n].id, KIOSK_ROOM, id);
	if (st == ST_OK)
		st = str_copy(more[kiosks->n].secret, SECRET_ROOM, secret);
	kiosks->n += st == ST_OK;
	return st;
}

static enum status
read_line(struct kiosks *kiosks, char *line)
{
	char *rest = NULL, *id, *secret;

	line[strcspn(line, "#\r\n")] = '\0';
	id = strtok_r(line, " \t", &rest);
	if (id == NULL)
		return ST_OK;
	secret = strtok_r(NULL, " \t", &rest);
	if (secret == NULL || strtok_r(NULL, " \t", &rest) != NULL)
		return ST_INVALID;
	return add_kiosk(kiosks, id, secret);
}

static enum status
read_lines(struct kiosks *kiosks, const char *path, int *ret_line)
{
	char line[LINE_ROOM];
	enum status st = ST_OK;
	FILE *file = fopen(path, "re");

	*ret_line = 0;
	if (file == NULL)
		return ST_NOT_FOUND;
	while (st == ST_OK && fgets(line, sizeof(line), file) != NULL) {
		++*ret_line;
		st = strlen(line) == sizeof(line) - 1 ? ST_TOO_LONG : read_line(kiosks, line);
	}
	if (st == ST_OK && ferror(file))
		st = ST_IO;
	(void)fclose(file);
	wipe(line, sizeof(line));
	return st == ST_OK && kiosks->n == 0 ? ST_INVALID : st;
}

enum status
kiosks_read(const char *path, struct kiosks **ret_kiosks, int *ret_line)
{
	struct kiosks *kiosks = calloc(1, sizeof(*kiosks));
	enum status st;

	if (kiosks == NULL)
		return ST_NO_MEMORY;
	st = path == NULL ? add_kiosk(kiosks, DEMO_KIOSK, DEMO_SECRET)
			  : read_lines(kiosks, path, ret_line);
	if (st == ST_OK)
		*ret_kiosks = kiosks;
	else
		kiosks_free(kiosks);
	return st;
}

void
kiosks_free(struct kiosks *kiosks)
{
	if (kiosks == NULL)
		return;
	if (kiosks->kiosk != NULL)
		wipe(kiosks->kiosk, kiosks->n * sizeof(*kiosks->kiosk));
	free(kiosks->kiosk);
	free(kiosks);
}

static const struct kiosk *
find_kiosk(const struct kiosks *kiosks, const char *id)
{
	for (size_t i = 0; id != NULL && i < kiosks->n; i++)
		if (strcmp(kiosks->kiosk[i].id, id) == 0)
			return &kiosks->kiosk[i];
	return NULL;
}

static bool
is_nonce(const char *nonce)
{
	return nonce != NULL && strlen(nonce) == NONCE_ROOM - 1 &&
	       strspn(nonce, "0123456789abcdef") == NONCE_ROOM - 1;
}

static bool
is_signed(const struct exchange *x, const struct kiosk *kiosk, const struct credentials *c,
	long long timestamp)
{
	char signature[SIGNATURE_ROOM];

	request_sign(kiosk->secret, x->method, x->target, timestamp, c->nonce, x->bytes, x->n,
		signature);
	return c->signature != NULL && signature_equal(signature, c->signature);
}

bool
guard_admit(struct exchange *x, const struct credentials *c)
{
	const struct kiosk *kiosk = find_kiosk(x->centre->kiosks, c->kiosk);
	long long timestamp = 0;
	enum status st;

	if (kiosk == NULL)
		st = refuse(x, PROBLEM_KIOSK);
	else if (c->timestamp == NULL ||
		 str_to_int64(c->timestamp, 0, INT64_C(1) << 40, &timestamp) != ST_OK ||
		 !is_nonce(c->nonce) || !is_signed(x, kiosk, c, timestamp))
		st = refuse(x, PROBLEM_SIGNATURE);
	else if (llabs(timestamp - x->now) > CLOCK_WINDOW_S)
		st = refuse_with(x, PROBLEM_CLOCK,
			json_pack("{s:o}", "time", time_json(x->centre, x->now)));
	else
		return str_copy(x->kiosk, sizeof(x->kiosk), kiosk->id) == ST_OK;
	if (st != ST_OK)
		log_error("guard: %s", status_name(st));
	return false;
}

enum status
guard_spend(struct exchange *x, const char *nonce)
{
	enum status st = ledger_run(x->centre->ledger, "DELETE FROM nonce WHERE at < ?", "i",
		x->now - 2 * CLOCK_WINDOW_S);

	if (st != ST_OK)
		return st;
	return ledger_run(x->centre->ledger,
		"INSERT INTO nonce (kiosk, nonce, at) VALUES (?, ?, ?)", "ssi", x->kiosk, nonce,
		x->now);
}
