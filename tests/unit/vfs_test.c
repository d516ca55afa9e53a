/* SPDX-License-Identifier: Apache-2.0 */
/* The file system of trouble does what it says: a fake that fails by mistake proves nothing. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file opened through the file system, below SQLite. */
struct fixture {
	char dir[64], path[80];
	sqlite3_vfs *vfs;
	sqlite3_file *file; /* NULL while closed */
};

static void
open_file(struct fixture *fx)
{
	int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	fx->file = calloc(1, (size_t)fx->vfs->szOsFile);
	assert_non_null(fx->file);
	assert_int_equal(fx->vfs->xOpen(fx->vfs, fx->path, fx->file, flags, NULL), SQLITE_OK);
}

static void
close_file(struct fixture *fx)
{
	if (fx->file == NULL)
		return;
	assert_int_equal(fx->file->pMethods->xClose(fx->file), SQLITE_OK);
	free(fx->file);
	fx->file = NULL;
}

static int
fixture_new(void **state)
{
	static struct fixture fx;

	fx = (struct fixture){ .dir = "/tmp/anjungan-vfs-XXXXXX" };
	assert_non_null(mkdtemp(fx.dir));
	assert_int_equal(str_format(fx.path, sizeof(fx.path), "%s/f", fx.dir), ST_OK);
	vfs_follow(NULL);
	fx.vfs = sqlite3_vfs_find(vfs_name());
	assert_non_null(fx.vfs);
	open_file(&fx);
	*state = &fx;
	return 0;
}

static int
fixture_free(void **state)
{
	struct fixture *fx = *state;

	vfs_follow(NULL);
	close_file(fx);
	vfs_power_cut(VFS_KEEP);
	assert_int_equal(unlink(fx->path), 0);
	return rmdir(fx->dir);
}

static int
put(struct fixture *fx, const char *text, int at)
{
	return fx->file->pMethods->xWrite(fx->file, text, (int)strlen(text), at);
}

static int
sync_file(struct fixture *fx)
{
	return fx->file->pMethods->xSync(fx->file, SQLITE_SYNC_NORMAL);
}

static void
assert_disk(struct fixture *fx, const char *want)
{
	char bytes[64] = "";
	int fd = open(fx->path, O_RDONLY);

	assert_true(fd >= 0);
	assert_true(read(fd, bytes, sizeof(bytes) - 1) >= 0);
	assert_int_equal(close(fd), 0);
	assert_string_equal(bytes, want);
}

static void
cut(struct fixture *fx, enum vfs_cut how)
{
	close_file(fx);
	vfs_power_cut(how);
}

static void
power_cut__takes_back_what_was_not_synced(void **state)
{
	static const struct {
		enum vfs_cut cut;
		const char *left;
	} cases[] = {
		{VFS_KEEP,  "aBBCDD"  },
		{ VFS_DROP, "aaaaaaaa"},
		{ VFS_HALF, "aBBaDDaa"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture *fx;
		void *fresh;

		assert_int_equal(fixture_new(&fresh), 0);
		fx = fresh;
		assert_int_equal(put(fx, "aaaaaaaa", 0), SQLITE_OK);
		assert_int_equal(sync_file(fx), SQLITE_OK);
		assert_int_equal(put(fx, "BB", 1), SQLITE_OK);
		assert_int_equal(put(fx, "C", 3), SQLITE_OK);
		assert_int_equal(put(fx, "DD", 4), SQLITE_OK);
		assert_int_equal(fx->file->pMethods->xTruncate(fx->file, 6), SQLITE_OK);
		cut(fx, cases[i].cut);
		assert_disk(fx, cases[i].left);
		assert_int_equal(fixture_free(&fresh), 0);
	}
}

static void
power_cut__takes_back_overlapping_writes_and_growth(void **state)
{
	struct fixture *fx = *state;

	assert_int_equal(put(fx, "1234", 0), SQLITE_OK);
	assert_int_equal(sync_file(fx), SQLITE_OK);
	assert_int_equal(put(fx, "xx", 1), SQLITE_OK);
	assert_int_equal(put(fx, "yyyyyy", 2), SQLITE_OK);
	cut(fx, VFS_DROP);
	assert_disk(fx, "1234");
}

static void
plan__strikes_the_nth_call_of_its_kinds(void **state)
{
	static const struct {
		enum vfs_trouble trouble;
		int write_3, sync_1;
	} cases[] = {
		{VFS_ONCE,   SQLITE_OK,          SQLITE_OK         },
		{ VFS_STAYS, SQLITE_IOERR_WRITE, SQLITE_OK         },
		{ VFS_DEAD,  SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC},
	};
	struct fixture *fx = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		vfs_follow(&(struct vfs_plan){ VFS_WRITE, 2, cases[i].trouble });
		assert_int_equal(put(fx, "a", 0), SQLITE_OK);
		assert_false(vfs_struck());
		assert_int_equal(put(fx, "b", 0), SQLITE_IOERR_WRITE);
		assert_true(vfs_struck());
		assert_int_equal(put(fx, "c", 0), cases[i].write_3);
		assert_int_equal(sync_file(fx), cases[i].sync_1);
		assert_int_equal(vfs_count(VFS_WRITE), 3);
		assert_int_equal(vfs_count(VFS_WRITE | VFS_SYNC), 4);
		vfs_follow(NULL);
	}
}

static void
plan__tears_a_write_and_names_the_errno(void **state)
{
	struct fixture *fx = *state;

	assert_int_equal(put(fx, "aaaa", 0), SQLITE_OK);
	vfs_follow(
		&(struct vfs_plan){ VFS_WRITE, 1, VFS_ONCE, SQLITE_FULL, ENOSPC, .torn = 2 });
	assert_int_equal(put(fx, "bbbb", 0), SQLITE_FULL);
	assert_int_equal(fx->vfs->xGetLastError(fx->vfs, 0, NULL), ENOSPC);
	vfs_follow(NULL);
	cut(fx, VFS_KEEP);
	assert_disk(fx, "bbaa");
}

static void
plan__opens_for_reading_only(void **state)
{
	struct fixture *fx = *state;
	int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, got = 0;

	close_file(fx);
	vfs_follow(&(struct vfs_plan){ .read_only = true });
	fx->file = calloc(1, (size_t)fx->vfs->szOsFile);
	assert_non_null(fx->file);
	assert_int_equal(fx->vfs->xOpen(fx->vfs, fx->path, fx->file, flags, &got), SQLITE_OK);
	assert_int_equal(got & SQLITE_OPEN_READONLY, SQLITE_OPEN_READONLY);
	assert_int_not_equal(put(fx, "a", 0), SQLITE_OK);
}

/* The sleep of the default file system stands in, so that the test waits for nothing. */
static int slept_us;

static int
note_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	slept_us += us;
	return us;
}

static void
plan__slows_each_sync(void **state)
{
	struct fixture *fx = *state;
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	int (*sleep_was)(sqlite3_vfs *, int) = real->xSleep;

	real->xSleep = note_sleep;
	slept_us = 0;
	vfs_follow(&(struct vfs_plan){ .sync_ms = 500 });
	assert_int_equal(put(fx, "a", 0), SQLITE_OK);
	assert_int_equal(sync_file(fx), SQLITE_OK);
	real->xSleep = sleep_was;
	assert_int_equal(slept_us, 500000);
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_new, fixture_free)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(power_cut__takes_back_what_was_not_synced),
		FILE_TEST(power_cut__takes_back_overlapping_writes_and_growth),
		FILE_TEST(plan__strikes_the_nth_call_of_its_kinds),
		FILE_TEST(plan__tears_a_write_and_names_the_errno),
		FILE_TEST(plan__opens_for_reading_only),
		FILE_TEST(plan__slows_each_sync),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
