/* SPDX-License-Identifier: Apache-2.0 */
/* A state directory for one test. */
#include "tests/fake/state.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <unistd.h>

static const uint8_t device_key[32] = "the device key of the unit test";

static void
make_directory(struct state *state)
{
	bool quick = access("/dev/shm", W_OK) == 0; /* there a sync takes no time */

	*state = (struct state){ .vfs = NULL };
	assert_int_equal(str_format(state->dir, sizeof(state->dir), "%s/anjungan-state-XXXXXX",
				 quick ? "/dev/shm" : "/tmp"),
		ST_OK);
	assert_non_null(mkdtemp(state->dir));
	assert_int_equal(seal_from_key(device_key, &state->seal), ST_OK);
}

void
state_new(struct state *state)
{
	make_directory(state);
	assert_int_equal(state_open(state), ST_OK);
}

static void
copy_file(int from_dir, int to_dir, const char *name)
{
	int from = openat(from_dir, name, O_RDONLY | O_CLOEXEC);
	int to = openat(to_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n;

	assert_true(from >= 0 && to >= 0);
	while ((n = sendfile(to, from, NULL, 1 << 20)) > 0)
		;
	assert_int_equal(n, 0);
	assert_int_equal(close(from), 0);
	assert_int_equal(close(to), 0);
}

void
state_copy(struct state *state, const struct state *from)
{
	DIR *dir = opendir(from->dir), *to;
	struct dirent *entry;

	assert_null(from->store);
	make_directory(state);
	to = opendir(state->dir);
	assert_true(dir != NULL && to != NULL);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			copy_file(dirfd(dir), dirfd(to), entry->d_name);
	assert_int_equal(closedir(dir), 0);
	assert_int_equal(closedir(to), 0);
}

enum status
state_on(struct state *state, const char *dir, const char *vfs)
{
	*state = (struct state){ .vfs = vfs };
	assert_int_equal(str_copy(state->dir, sizeof(state->dir), dir), ST_OK);
	assert_int_equal(seal_from_key(device_key, &state->seal), ST_OK);
	return state_open(state);
}

void
state_leave(struct state *state)
{
	state_close(state);
	seal_free(state->seal);
}

static void
empty_directory(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
	assert_int_equal(closedir(dir), 0);
}

void
state_free(struct state *state)
{
	state_close(state);
	seal_free(state->seal);
	empty_directory(state->dir);
	assert_int_equal(rmdir(state->dir), 0);
}

enum status
state_open(struct state *state)
{
	return store_open(state->dir, state->seal, state->vfs, &state->store);
}

void
state_close(struct state *state)
{
	store_close(state->store);
	state->store = NULL;
}

void
state_reopen(struct state *state)
{
	state_close(state);
	assert_int_equal(state_open(state), ST_OK);
}

void
state_clear(struct state *state)
{
	state_close(state);
	empty_directory(state->dir);
}

void
state_path(const struct state *state, const char *file, char ret_path[STATE_PATH])
{
	assert_int_equal(str_format(ret_path, STATE_PATH, "%s/%s", state->dir, file), ST_OK);
}

static sqlite3 *
connect_to(const struct state *state)
{
	char path[STATE_PATH];
	sqlite3 *db = NULL;

	state_path(state, "anjungan.db", path);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	return db;
}

void
state_tamper(const struct state *state, const char *sql)
{
	sqlite3 *db = connect_to(state);
	char *error = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", sql, error);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t
state_number(const struct state *state, const char *query)
{
	sqlite3 *db = connect_to(state);
	sqlite3_stmt *stmt = NULL;
	int64_t number = -1;

	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		number = sqlite3_column_int64(stmt, 0);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return number;
}
