/* SPDX-License-Identifier: Apache-2.0 */
/* The device key file, sealing, lookup hashes and signatures. */
#include "base/array.h"
#include "base/seal.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint8_t key_a[32] = "key a", key_b[32] = "key b";

struct folder {
	char dir[64], file[80];
};

static int
folder_new(void **state)
{
	static struct folder folder;

	folder = (struct folder){ .dir = "/tmp/anjungan-seal-XXXXXX" };
	if (mkdtemp(folder.dir) == NULL)
		return -1;
	*state = &folder;
	return str_format(folder.file, sizeof(folder.file), "%s/key", folder.dir) != ST_OK;
}

static int
folder_free(void **state)
{
	struct folder *folder = *state;

	(void)unlink(folder->file); /* some tests leave none */
	return rmdir(folder->dir);
}

static void
write_file(const char *path, const void *bytes, size_t n, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	assert_int_equal(close(fd), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void
seal_create__makes_a_private_key_once(void **state)
{
	struct folder *folder = *state;
	struct seal *seal = NULL, *again = NULL;
	uint8_t hash[SEAL_HASH], same[SEAL_HASH];
	struct stat info;

	assert_int_equal(seal_create(folder->file), ST_OK);
	assert_int_equal(stat(folder->file, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(info.st_size, 32);
	assert_int_equal(seal_load(folder->file, &seal), ST_OK);
	assert_int_equal(seal_create(folder->file), ST_EXISTS);
	assert_int_equal(seal_load(folder->file, &again), ST_OK);
	seal_lookup(seal, "x", "y", hash);
	seal_lookup(again, "x", "y", same);
	assert_memory_equal(hash, same, SEAL_HASH);
	seal_free(seal);
	seal_free(again);
}

static void
seal_create__starts_over_after_a_power_cut(void **state)
{
	struct folder *folder = *state;
	struct seal *seal = NULL;
	char beside[96];

	assert_int_equal(str_format(beside, sizeof(beside), "%s.new", folder->file), ST_OK);
	write_file(beside, "half", 4, 0600);
	assert_int_equal(seal_create(folder->file), ST_OK);
	assert_int_equal(seal_load(folder->file, &seal), ST_OK);
	assert_int_equal(access(beside, F_OK), -1);
	seal_free(seal);
}

static void
seal_load__refuses_what_is_no_private_key(void **state)
{
	struct folder *folder = *state;
	static const struct {
		size_t n;
		mode_t mode;
		enum status st;
	} cases[] = {
		{32,  0600, ST_OK     },
		{ 32, 0400, ST_OK     },
		{ 32, 0640, ST_DENIED },
		{ 32, 0604, ST_DENIED },
		{ 31, 0600, ST_CORRUPT},
		{ 33, 0600, ST_CORRUPT},
		{ 0,  0600, ST_CORRUPT},
	};
	char bytes[33] = "0123456789abcdef0123456789abcdef";

	assert_int_equal(seal_load(folder->file, NULL), ST_NOT_FOUND);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct seal *seal = NULL;

		(void)unlink(folder->file); /* none in the first round */
		write_file(folder->file, bytes, cases[i].n, cases[i].mode);
		assert_int_equal(seal_load(folder->file, &seal), cases[i].st);
		seal_free(seal);
	}
}

static void
seal_open__gives_back_what_was_sealed(void **state)
{
	static const char *const texts[] = { "", "a", "6308055203600001" };
	struct seal *seal = NULL;
	struct buf sealed, opened;

	(void)state;
	buf_init(&sealed, 1000);
	buf_init(&opened, 1000);
	assert_int_equal(seal_from_key(key_a, &seal), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		size_t n = strlen(texts[i]);

		buf_clear(&sealed);
		buf_clear(&opened);
		assert_int_equal(
			seal_box(seal, SEAL_CLAIM, "row", texts[i], n, &sealed), ST_OK);
		assert_int_equal(sealed.len, n + SEAL_OVERHEAD);
		assert_int_equal(
			seal_open(seal, SEAL_CLAIM, "row", sealed.data, sealed.len, &opened),
			ST_OK);
		assert_int_equal(opened.len, n);
		assert_string_equal(opened.data, texts[i]);
	}
	buf_free(&sealed);
	buf_free(&opened);
	seal_free(seal);
}

static void
seal_box__never_gives_the_same_bytes_twice(void **state)
{
	struct seal *seal = NULL;
	struct buf one, two;

	(void)state;
	buf_init(&one, 100);
	buf_init(&two, 100);
	assert_int_equal(seal_from_key(key_a, &seal), ST_OK);
	assert_int_equal(seal_box(seal, SEAL_CLAIM, "row", "text", 4, &one), ST_OK);
	assert_int_equal(seal_box(seal, SEAL_CLAIM, "row", "text", 4, &two), ST_OK);
	assert_int_equal(one.len, two.len);
	assert_memory_not_equal(one.data, two.data, one.len);
	assert_memory_not_equal(one.data + 24, two.data + 24, one.len - 24);
	buf_free(&one);
	buf_free(&two);
	seal_free(seal);
}

static void
seal_open__refuses_other_rows_purposes_keys_and_bytes(void **state)
{
	struct seal *a = NULL, *b = NULL;
	struct buf sealed, opened;

	(void)state;
	buf_init(&sealed, 100);
	buf_init(&opened, 100);
	assert_int_equal(seal_from_key(key_a, &a), ST_OK);
	assert_int_equal(seal_from_key(key_b, &b), ST_OK);
	assert_int_equal(seal_box(a, SEAL_CLAIM, "row", "text", 4, &sealed), ST_OK);
#define OPENS(seal, purpose, context, n)                                                       \
	seal_open(seal, purpose, context, sealed.data, n, &opened)
	assert_int_equal(OPENS(a, SEAL_CLAIM, "rox", sealed.len), ST_TAMPERED);
	assert_int_equal(OPENS(a, SEAL_OUTBOX, "row", sealed.len), ST_TAMPERED);
	assert_int_equal(OPENS(b, SEAL_CLAIM, "row", sealed.len), ST_TAMPERED);
	assert_int_equal(OPENS(a, SEAL_CLAIM, "row", sealed.len - 1), ST_TAMPERED);
	assert_int_equal(OPENS(a, SEAL_CLAIM, "row", 5), ST_TAMPERED);
	for (size_t i = 0; i < sealed.len; i++) {
		sealed.data[i] ^= 1;
		assert_int_equal(OPENS(a, SEAL_CLAIM, "row", sealed.len), ST_TAMPERED);
		sealed.data[i] ^= 1;
	}
	assert_int_equal(opened.len, 0);
	assert_int_equal(OPENS(a, SEAL_CLAIM, "row", sealed.len), ST_OK);
#undef OPENS
	buf_free(&sealed);
	buf_free(&opened);
	seal_free(a);
	seal_free(b);
}

static void
seal_box__stops_at_the_ceiling_of_the_buffer(void **state)
{
	struct seal *seal = NULL;
	struct buf small;

	(void)state;
	buf_init(&small, SEAL_OVERHEAD + 3);
	assert_int_equal(seal_from_key(key_a, &seal), ST_OK);
	assert_int_equal(seal_box(seal, SEAL_CLAIM, "row", "text", 4, &small), ST_TOO_LONG);
	assert_int_equal(small.len, 0);
	buf_free(&small);
	seal_free(seal);
}

static void
seal_lookup__keeps_kinds_and_devices_apart(void **state)
{
	struct seal *a = NULL, *b = NULL;
	uint8_t one[SEAL_HASH], two[SEAL_HASH];

	(void)state;
	assert_int_equal(seal_from_key(key_a, &a), ST_OK);
	assert_int_equal(seal_from_key(key_b, &b), ST_OK);
	seal_lookup(a, "nik", "1", one);
	seal_lookup(a, "nik", "1", two);
	assert_memory_equal(one, two, SEAL_HASH);
	seal_lookup(a, "nik", "2", two);
	assert_memory_not_equal(one, two, SEAL_HASH);
	seal_lookup(a, "ni", "k1", two);
	assert_memory_not_equal(one, two, SEAL_HASH);
	seal_lookup(b, "nik", "1", two);
	assert_memory_not_equal(one, two, SEAL_HASH);
	seal_free(a);
	seal_free(b);
}

static void
seal_sign__is_verified_by_the_public_key(void **state)
{
	struct seal *seal = NULL;
	uint8_t sig[SEAL_SIGNATURE], public[SEAL_PUBLIC];

	(void)state;
	assert_int_equal(seal_from_key(key_a, &seal), ST_OK);
	seal_sign(seal, "head", 4, sig);
	seal_public(seal, public);
	assert_int_equal(
		crypto_sign_verify_detached(sig, (const uint8_t *)"head", 4, public), 0);
	assert_int_not_equal(
		crypto_sign_verify_detached(sig, (const uint8_t *)"heaD", 4, public), 0);
	seal_free(seal);
}

/* What is sealed today must open after every update: the derived keys never change. */
static void
seal__derives_the_keys_it_always_did(void **state)
{
	struct seal *seal = NULL;
	uint8_t hash[SEAL_HASH], chain[32];
	char hex[65];

	(void)state;
	assert_int_equal(seal_from_key(key_a, &seal), ST_OK);
	seal_lookup(seal, "person", "6308055203600001", hash);
	assert_string_equal(sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash)),
		"c16b6f89322d5092bddb3cef67b6954a8f2e30630f55f3f678562c2b71114da2");
	seal_chain_key(seal, chain);
	assert_string_equal(sodium_bin2hex(hex, sizeof(hex), chain, sizeof(chain)),
		"da7d595fc9934c0df887a817c3eb7e489ac67d94174119b8f5d48f2a949d1a69");
	seal_free(seal);
}

#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, folder_new, folder_free)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		FOLDER_TEST(seal_create__makes_a_private_key_once),
		FOLDER_TEST(seal_create__starts_over_after_a_power_cut),
		FOLDER_TEST(seal_load__refuses_what_is_no_private_key),
		cmocka_unit_test(seal_open__gives_back_what_was_sealed),
		cmocka_unit_test(seal_box__never_gives_the_same_bytes_twice),
		cmocka_unit_test(seal_open__refuses_other_rows_purposes_keys_and_bytes),
		cmocka_unit_test(seal_box__stops_at_the_ceiling_of_the_buffer),
		cmocka_unit_test(seal_lookup__keeps_kinds_and_devices_apart),
		cmocka_unit_test(seal_sign__is_verified_by_the_public_key),
		cmocka_unit_test(seal__derives_the_keys_it_always_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
