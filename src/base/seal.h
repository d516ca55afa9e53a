/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys derived from the device key, one per purpose, kept in guarded memory; sealing (XChaCha20-Poly1305 with a fresh
 * random nonce), keyed hashes by which people are found, and the device's signature (Ed25519).
 */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { SEAL_OVERHEAD = 40, SEAL_HASH = 32, SEAL_SIGNATURE = 64, SEAL_PUBLIC = 32 };

struct seal;

enum seal_purpose { SEAL_DRAFT = 1, SEAL_CLAIM, SEAL_OUTBOX, SEAL_HANDOVER, SEAL_STAFF, SEAL_PRINT };

/** Makes a device key file (0600, 32 random bytes, fsynced). ST_EXISTS where there is one. */
enum status seal_create(const char *key_file);
/** ST_NOT_FOUND, ST_DENIED (others can read it), ST_CORRUPT (wrong length). */
enum status seal_load(const char *key_file, struct seal **ret_seal);
/** From 32 bytes already at hand; for tests. */
enum status seal_from_key(const uint8_t key[32], struct seal **ret_seal);
void seal_free(struct seal *seal);

/** Appends nonce and sealed bytes. context (the row's key) is authenticated, not stored: a sealed value moved to
 *  another row does not open. */
enum status seal_box(const struct seal *seal, enum seal_purpose purpose, const char *context,
	const void *bytes, size_t n, struct buf *ret_sealed);
/** ST_TAMPERED where it does not open. */
enum status seal_open(const struct seal *seal, enum seal_purpose purpose, const char *context,
	const void *sealed, size_t n, struct buf *ret_bytes);

/** Keyed hash of a NIK, KPJ … ; kind keeps namespaces apart. */
void seal_lookup(
	const struct seal *seal, const char *kind, const char *text, uint8_t ret_hash[SEAL_HASH]);
/** The key of the journal's chain. */
void seal_chain_key(const struct seal *seal, uint8_t ret_key[32]);
void seal_sign(const struct seal *seal, const void *bytes, size_t n, uint8_t ret_sig[SEAL_SIGNATURE]);
void seal_public(const struct seal *seal, uint8_t ret_key[SEAL_PUBLIC]);
/** Whether this device signed exactly these bytes. */
bool seal_signed(const struct seal *seal, const void *bytes, size_t n,
	const uint8_t sig[SEAL_SIGNATURE]);

#endif
