/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of the device, one per purpose, and what is done with them. */
#include "base/seal.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	KEY_BYTES = crypto_kdf_KEYBYTES,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

/* Numbers of the derived keys; 1…15 are enum seal_purpose. Never renumber: what is sealed would not open. */
enum { SUBKEY_BOX_END = 16, SUBKEY_LOOKUP = 32, SUBKEY_CHAIN, SUBKEY_SIGN };

static const char kdf_context[crypto_kdf_CONTEXTBYTES] = "anjungan";

struct seal {
	uint8_t box[SUBKEY_BOX_END][KEY_BYTES];
	uint8_t lookup[KEY_BYTES], chain[KEY_BYTES];
	uint8_t secret[crypto_sign_SECRETKEYBYTES];
	uint8_t public[crypto_sign_PUBLICKEYBYTES];
};

_Static_assert(SEAL_OVERHEAD == NONCE_BYTES + TAG_BYTES, "overhead as promised");
_Static_assert((int)SEAL_PRINT < (int)SUBKEY_BOX_END, "a key for every purpose");
_Static_assert(SEAL_SIGNATURE == crypto_sign_BYTES && SEAL_PUBLIC == crypto_sign_PUBLICKEYBYTES,
	"signature as promised");
_Static_assert(KEY_BYTES == 32, "device key as promised");

static bool
derive(struct seal *seal, const uint8_t key[KEY_BYTES])
{
	uint8_t seed[crypto_sign_SEEDBYTES];
	int bad = 0;

	for (unsigned i = 1; i < SUBKEY_BOX_END; i++)
		bad |= crypto_kdf_derive_from_key(seal->box[i], KEY_BYTES, i, kdf_context, key);
	bad |= crypto_kdf_derive_from_key(
		seal->lookup, KEY_BYTES, SUBKEY_LOOKUP, kdf_context, key);
	bad |= crypto_kdf_derive_from_key(
		seal->chain, KEY_BYTES, SUBKEY_CHAIN, kdf_context, key);
	bad |= crypto_kdf_derive_from_key(seed, sizeof(seed), SUBKEY_SIGN, kdf_context, key);
	bad |= crypto_sign_seed_keypair(seal->public, seal->secret, seed);
	wipe(seed, sizeof(seed));
	return bad == 0;
}

enum status
seal_from_key(const uint8_t key[32], struct seal **ret_seal)
{
	struct seal *seal;

	if (sodium_init() < 0)
		return ST_UNSUPPORTED;
	seal = sodium_malloc(sizeof(*seal));
	if (seal == NULL)
		return ST_NO_MEMORY;
	wipe(seal, sizeof(*seal));
	if (!derive(seal, key) || sodium_mprotect_readonly(seal) != 0) {
		sodium_free(seal);
		return ST_UNSUPPORTED;
	}
	*ret_seal = seal;
	return ST_OK;
}

void
seal_free(struct seal *seal)
{
	sodium_free(seal);
}

/* --- the key file ------------------------------------------------------------------------------------------------ */

static enum status
sync_folder_of(const char *path)
{
	char copy[PATH_MAX];
	enum status st = str_copy(copy, sizeof(copy), path);
	int fd;

	if (st != ST_OK)
		return st;
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return status_from_errno(errno);
	if (fsync(fd) != 0)
		st = status_from_errno(errno);
	if (close(fd) != 0 && st == ST_OK)
		st = status_from_errno(errno);
	return st;
}

static enum status
write_new_key(const char *path)
{
	uint8_t key[KEY_BYTES];
	enum status st = ST_OK;
	ssize_t n;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return status_from_errno(errno);
	randombytes_buf(key, sizeof(key));
	n = write(fd, key, sizeof(key));
	wipe(key, sizeof(key));
	if (n != (ssize_t)sizeof(key))
		st = n < 0 ? status_from_errno(errno) : ST_DISK_FULL;
	else if (fsync(fd) != 0)
		st = status_from_errno(errno);
	if (close(fd) != 0 && st == ST_OK)
		st = status_from_errno(errno);
	return st;
}

/* Written beside and linked into place: a power cut leaves a whole key or none, and no key is ever overwritten. */
enum status
seal_create(const char *key_file)
{
	char beside[PATH_MAX];
	enum status st;

	if (sodium_init() < 0)
		return ST_UNSUPPORTED;
	st = str_format(beside, sizeof(beside), "%s.new", key_file);
	if (st != ST_OK)
		return st;
	if (unlink(beside) != 0 && errno != ENOENT)
		return status_from_errno(errno);
	st = write_new_key(beside);
	if (st == ST_OK && link(beside, key_file) != 0)
		st = status_from_errno(errno);
	if (unlink(beside) != 0 && errno != ENOENT && st == ST_OK)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = sync_folder_of(key_file);
	return st;
}

static enum status
read_key(int fd, uint8_t ret_key[KEY_BYTES])
{
	struct stat info;
	ssize_t n;

	if (fstat(fd, &info) != 0)
		return status_from_errno(errno);
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return ST_DENIED;
	if (!S_ISREG(info.st_mode) || info.st_size != KEY_BYTES)
		return ST_CORRUPT;
	n = read(fd, ret_key, KEY_BYTES);
	if (n < 0)
		return status_from_errno(errno);
	return n == KEY_BYTES ? ST_OK : ST_CORRUPT;
}

enum status
seal_load(const char *key_file, struct seal **ret_seal)
{
	uint8_t key[KEY_BYTES] = { 0 };
	enum status st;
	int fd = open(key_file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return status_from_errno(errno);
	st = read_key(fd, key);
	if (st == ST_OK)
		st = seal_from_key(key, ret_seal);
	wipe(key, sizeof(key));
	(void)close(fd); /* read only: nothing can be lost */
	return st;
}

/* --- sealing ----------------------------------------------------------------------------------------------------- */

static const uint8_t *
bytes_of(const void *bytes)
{
	return bytes != NULL ? bytes : (const uint8_t *)"";
}

enum status
seal_box(const struct seal *seal, enum seal_purpose purpose, const char *context,
	const void *bytes, size_t n, struct buf *ret_sealed)
{
	size_t room = SEAL_OVERHEAD + n;
	uint8_t *sealed;
	enum status st = ST_UNSUPPORTED;

	if (n > SIZE_MAX / 2)
		return ST_TOO_LONG;
	sealed = malloc(room);
	if (sealed == NULL)
		return ST_NO_MEMORY;
	randombytes_buf(sealed, NONCE_BYTES);
	if (crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, NULL,
		    bytes_of(bytes), n, (const uint8_t *)context, strlen(context), NULL, sealed,
		    seal->box[purpose]) == 0)
		st = buf_add(ret_sealed, sealed, room);
	free(sealed);
	return st;
}

enum status
seal_open(const struct seal *seal, enum seal_purpose purpose, const char *context,
	const void *sealed, size_t n, struct buf *ret_bytes)
{
	const uint8_t *nonce = sealed;
	size_t room;
	uint8_t *bytes;
	enum status st = ST_TAMPERED;

	if (sealed == NULL || n < SEAL_OVERHEAD)
		return ST_TAMPERED;
	room = n - SEAL_OVERHEAD;
	bytes = malloc(room + 1);
	if (bytes == NULL)
		return ST_NO_MEMORY;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes, NULL, NULL, nonce + NONCE_BYTES,
		    n - NONCE_BYTES, (const uint8_t *)context, strlen(context), nonce,
		    seal->box[purpose]) == 0)
		st = buf_add(ret_bytes, bytes, room);
	wipe(bytes, room + 1);
	free(bytes);
	return st;
}

void
seal_lookup(const struct seal *seal, const char *kind, const char *text,
	uint8_t ret_hash[SEAL_HASH])
{
	crypto_generichash_state hash;

	crypto_generichash_init(&hash, seal->lookup, KEY_BYTES, SEAL_HASH);
	crypto_generichash_update(&hash, (const uint8_t *)kind, strlen(kind) + 1);
	crypto_generichash_update(&hash, (const uint8_t *)text, strlen(text));
	crypto_generichash_final(&hash, ret_hash, SEAL_HASH);
	wipe(&hash, sizeof(hash));
}

void
seal_chain_key(const struct seal *seal, uint8_t ret_key[32])
{
	memcpy(ret_key, seal->chain, KEY_BYTES);
}

void
seal_sign(const struct seal *seal, const void *bytes, size_t n, uint8_t ret_sig[SEAL_SIGNATURE])
{
	crypto_sign_detached(ret_sig, NULL, bytes_of(bytes), n, seal->secret);
}

void
seal_public(const struct seal *seal, uint8_t ret_key[SEAL_PUBLIC])
{
	memcpy(ret_key, seal->public, SEAL_PUBLIC);
}

bool
seal_signed(const struct seal *seal, const void *bytes, size_t n,
	const uint8_t sig[SEAL_SIGNATURE])
{
	return crypto_sign_verify_detached(sig, bytes_of(bytes), n, seal->public) == 0;
}
