/* SPDX-License-Identifier: Apache-2.0 */
/* What a thief of the disk finds of a person in the store's files: nothing, in no spelling of the bytes. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define VISIT   "0192aabb-ccdd-7f01-bf03-040506070809"
#define CLAIM   "0192aabb-ccdd-7f01-bf03-0405060708a1"
#define NIK     "6308055203600001"
#define KPJ     "12345678901"
#define NAME    "SITI AMINAH BINTI HASAN"
#define PHONE   "+6281298765432"
#define ACCOUNT "4455667788990011"
#define STAFF   "Rina Norliani"
#define PIN     "482916"
#define ANSWERS "{\"nik\":\"" NIK "\",\"name\":\"" NAME "\",\"account\":\"" ACCOUNT "\"}"

static const char *const secrets[] = { NIK, KPJ, NAME, ACCOUNT, PHONE, STAFF, PIN, "$argon2id$" };

/* --- searching the files ------------------------------------------------------------------------------------------------ */

enum { NEEDLE_ROOM = 128 };

struct needle {
	unsigned char bytes[NEEDLE_ROOM];
	size_t n;
};

static struct needle
plain(const char *text)
{
	struct needle needle = { .n = strlen(text) };

	memcpy(needle.bytes, text, needle.n);
	return needle;
}

static struct needle
utf16(const char *text, bool little)
{
	struct needle needle = { .n = 2 * strlen(text) };

	for (size_t i = 0; text[i] != '\0'; i++)
		needle.bytes[2 * i + (little ? 0 : 1)] = (unsigned char)text[i];
	return needle;
}

static struct needle
hex(const char *text, const char *digits)
{
	struct needle needle = { .n = 2 * strlen(text) };

	for (size_t i = 0; text[i] != '\0'; i++) {
		needle.bytes[2 * i] = (unsigned char)digits[(unsigned char)text[i] >> 4];
		needle.bytes[2 * i + 1] = (unsigned char)digits[text[i] & 15];
	}
	return needle;
}

/* The digits two to a byte, as some databases keep numbers. */
static struct needle
packed(const char *text)
{
	struct needle needle = { .n = strlen(text) / 2 };

	for (size_t i = 0; i < needle.n; i++)
		needle.bytes[i] =
			(unsigned char)((text[2 * i] & 15) << 4 | (text[2 * i + 1] & 15));
	return needle;
}

static int
hits_in_file(int dir, const char *name, const struct needle *needle)
{
	int fd = openat(dir, name, O_RDONLY), hits;
	struct stat info;
	void *bytes;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &info), 0);
	if (info.st_size == 0) {
		assert_int_equal(close(fd), 0);
		return 0;
	}
	bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	assert_true(bytes != MAP_FAILED);
	hits = memmem(bytes, (size_t)info.st_size, needle->bytes, needle->n) != NULL;
	assert_int_equal(munmap(bytes, (size_t)info.st_size), 0);
	assert_int_equal(close(fd), 0);
	return hits;
}

static int
hits(const struct state *st, struct needle needle)
{
	DIR *dir = opendir(st->dir);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			n += hits_in_file(dirfd(dir), entry->d_name, &needle);
	assert_int_equal(closedir(dir), 0);
	return n;
}

static void
assert_silent(const struct state *st)
{
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
		assert_int_equal(hits(st, plain(secrets[i])), 0);
		assert_int_equal(hits(st, utf16(secrets[i], true)), 0);
		assert_int_equal(hits(st, utf16(secrets[i], false)), 0);
		assert_int_equal(hits(st, hex(secrets[i], "0123456789abcdef")), 0);
		assert_int_equal(hits(st, hex(secrets[i], "0123456789ABCDEF")), 0);
	}
	assert_int_equal(hits(st, packed(NIK)), 0);
	assert_int_equal(hits(st, packed(ACCOUNT)), 0);
}

/* --- the life of one person's data ------------------------------------------------------------------------------------- */

static void
put_claim(struct state *st)
{
	const struct claim_put claim = { .code = "AAAABBBB2",
		.visit = VISIT,
		.nik = NIK,
		.reason = "USIA_56",
		.receipt = ANSWERS,
		.receipt_n = strlen(ANSWERS),
		.confirmed_ms = 100,
		.account = ACCOUNT,
		.phone = PHONE };
	const struct outbox_put request = { .key = CLAIM,
		.kind = "claim",
		.method = "POST",
		.path = "/v1/visits/7/claims",
		.content_type = "application/json",
		.body = ANSWERS,
		.n = strlen(ANSWERS) };
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.visit = VISIT,
		.actor = "participant",
		.subject = NIK };

	assert_int_equal(store_confirm(st->store, &claim, &request, 1, &entry), ST_OK);
}

static void
settle_claim(struct state *st)
{
	const struct outbox_settle done = { .key = CLAIM,
		.state = REQUEST_PARKED,
		.answer = ANSWERS,
		.answer_n = strlen(ANSWERS),
		.problem = "to-mend" };
	const struct journal_entry entry = {
		.event = EVENT_CARD_ADD, .visit = VISIT, .subject = KPJ
	};

	assert_int_equal(store_outbox_settle(st->store, &done, &entry, 200), ST_OK);
}

static void
put_the_rest(struct state *st)
{
	const struct handover_put handover = { .code = "H1",
		.visit = VISIT,
		.nik = NIK,
		.why = "over-limit",
		.blob = ANSWERS,
		.n = strlen(ANSWERS) };
	const struct staff rina = { "rn", STAFF, "RN", "officer" };
	struct staff found;

	assert_int_equal(store_handover_put(st->store, &handover, NULL), ST_OK);
	assert_int_equal(
		store_print_put(st->store, "p1", "C", ANSWERS, strlen(ANSWERS), 1), ST_OK);
	assert_int_equal(store_staff_add(st->store, &rina, PIN, 1), ST_OK);
	assert_int_equal(store_staff_check(st->store, PIN, &found), ST_OK);
}

static void
disk__shows_nothing_of_a_person(void **state)
{
	struct state st;

	(void)state;
	state_new(&st);
	assert_int_equal(
		store_draft_save(st.store, VISIT, NIK, ANSWERS, strlen(ANSWERS), NULL, 1), ST_OK);
	assert_silent(&st);
	put_claim(&st);
	settle_claim(&st);
	put_the_rest(&st);
	assert_silent(&st);
	state_close(&st);
	assert_silent(&st);
	state_free(&st);
}

static void
search__finds_what_is_there(void **state)
{
	struct state st;

	(void)state;
	state_new(&st);
	put_claim(&st);
	assert_true(hits(&st, plain("USIA_56")) > 0);
	state_tamper(&st, "CREATE TABLE leak(x); INSERT INTO leak VALUES('" NIK "'),"
			  "(hex('" NAME "')),(x'6308055203600001'),"
			  "(CAST('4'||x'00'||'4'||x'00' AS BLOB))");
	assert_true(hits(&st, plain(NIK)) > 0);
	assert_true(hits(&st, hex(NAME, "0123456789ABCDEF")) > 0);
	assert_true(hits(&st, packed(NIK)) > 0);
	assert_true(hits(&st, utf16("44", true)) > 0);
	state_free(&st);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(disk__shows_nothing_of_a_person),
		cmocka_unit_test(search__finds_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
