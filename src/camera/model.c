/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the face model and hands it to the detector only when it is the right one. */
#include "camera/model.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MODEL_BYTES = 442005 };

/* assets/models/SHA256SUMS; tests/devices compares the two */
static const char model_sha256[] =
	"d388b1cf8a5f6f1af2b3f4c14f6d0f138bab970cd618cccd12dddb7484e82e51";

static enum status
check(const uint8_t *bytes, size_t len)
{
	uint8_t hash[crypto_hash_sha256_BYTES];
	char hex[sizeof(model_sha256)];

	if (len != MODEL_BYTES || crypto_hash_sha256(hash, bytes, len) != 0)
		return ST_TAMPERED;
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return memcmp(hex, model_sha256, sizeof(hex)) == 0 ? ST_OK : ST_TAMPERED;
}

enum status
model_load(const char *path, struct face_finder **ret_finder)
{
	uint8_t *bytes = malloc(MODEL_BYTES + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status st = ST_NO_MEMORY;
	ssize_t n;

	if (bytes == NULL)
		goto out;
	n = fd < 0 ? -1 : read(fd, bytes, MODEL_BYTES + 1);
	st = n < 0 ? status_from_errno(errno) : check(bytes, (size_t)n);
	if (st == ST_OK)
		st = face_finder_new(bytes, (size_t)n, ret_finder);
out:
	if (fd >= 0)
		(void)close(fd); /* read only */
	free(bytes);
	return st;
}
