/* SPDX-License-Identifier: Apache-2.0 */
/* Old rows of the journal into files, and those files read again. */
#include "store/journal_archive.h"

#include "base/str.h"
#include "store/journal_head.h"
#include "store/journal_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "archive"

enum {
	LEAVE_AT_ONCE = 2000, /* rows out of the database in one step */
	SIG_ROOM = 89,
	HEX_ROOM = 2 * SEAL_HASH + 1,
	CHUNK = 64 << 10,
};

static const int64_t month_ms = 31 * 24 * 60 * 60 * (int64_t)1000;

/* --- the signature ---------------------------------------------------------------------------------------------------- */

static enum status
hash_file(int fd, uint8_t ret_hash[SEAL_HASH])
{
	static _Thread_local char chunk[CHUNK];
	crypto_generichash_state hash;
	ssize_t n = 1;

	crypto_generichash_init(&hash, NULL, 0, SEAL_HASH);
	while (n > 0) {
		n = read(fd, chunk, sizeof(chunk));
		if (n > 0)
			crypto_generichash_update(&hash, (const uint8_t *)chunk, (size_t)n);
	}
	crypto_generichash_final(&hash, ret_hash, SEAL_HASH);
	return n < 0 ? status_from_errno(errno) : ST_OK;
}

/* What is signed of the file at fd. */
static enum status
write_message(int fd, const struct journal_archive *archive, char ret_text[128])
{
	uint8_t hash[SEAL_HASH];
	char hex[HEX_ROOM];
	enum status st = hash_file(fd, hash);

	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return st == ST_OK ? str_format(ret_text, 128,
				     "anjungan-journal-archive:%" PRId64 ":%" PRId64 ":%s",
				     archive->first, archive->last, hex)
			   : st;
}

static enum status
open_in(int folder, const char *name, const char *suffix, int flags, int *ret_fd)
{
	char path[ARCHIVE_NAME + 16];
	enum status st = str_format(path, sizeof(path), "%s%s", name, suffix);
	int fd = st == ST_OK ? openat(folder, path, flags | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;

	if (st == ST_OK && fd < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		*ret_fd = fd;
	return st;
}

static enum status
write_signature(
	const struct store *store, int folder, const struct journal_archive *archive, int fd)
{
	uint8_t signature[SEAL_SIGNATURE];
	char message[128], text[SIG_ROOM + 1];
	int to = -1;
	enum status st = write_message(fd, archive, message);

	if (st == ST_OK)
		st = open_in(folder, archive->file, ".sig", O_WRONLY | O_CREAT | O_TRUNC, &to);
	if (st != ST_OK)
		return st;
	seal_sign(store->seal, message, strlen(message), signature);
	sodium_bin2base64(
		text, SIG_ROOM, signature, sizeof(signature), sodium_base64_VARIANT_ORIGINAL);
	text[SIG_ROOM - 1] = '\n';
	if (write(to, text, SIG_ROOM) != SIG_ROOM || fsync(to) != 0)
		st = status_from_errno(errno);
	(void)close(to); /* synced */
	return st;
}

static enum status
check_signature(const struct store *store, int folder, const struct journal_archive *archive)
{
	uint8_t signature[SEAL_SIGNATURE];
	char message[128], text[SIG_ROOM + 1] = "";
	size_t n = 0;
	int fd = -1, sig = -1;
	enum status st = open_in(folder, archive->file, "", O_RDONLY, &fd);

	if (st == ST_OK)
		st = write_message(fd, archive, message);
	if (st == ST_OK)
		st = open_in(folder, archive->file, ".sig", O_RDONLY, &sig);
	if (st == ST_OK && read(sig, text, SIG_ROOM) < SIG_ROOM - 1)
		st = ST_TAMPERED;
	if (st == ST_OK &&
		(sodium_base642bin(signature, sizeof(signature), text, SIG_ROOM - 1, NULL, &n,
			 NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
			n != sizeof(signature) ||
			!seal_signed(store->seal, message, strlen(message), signature)))
		st = ST_TAMPERED;
	if (fd >= 0)
		(void)close(fd); /* read only, as the next */
	if (sig >= 0)
		(void)close(sig);
	return st;
}

/* --- the folder --------------------------------------------------------------------------------------------------------- */

static enum status
open_folder(const struct store *store, bool make, int *ret_folder)
{
	int fd;

	if (store->dir < 0)
		return ST_NOT_FOUND;
	if (make && mkdirat(store->dir, FOLDER, 0700) != 0 && errno != EEXIST)
		return status_from_errno(errno);
	fd = openat(store->dir, FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return status_from_errno(errno);
	*ret_folder = fd;
	return ST_OK;
}

/* As SQLite opens it: by a path. */
static enum status
path_of(int folder, const char *name, const char *suffix, char ret_path[PATH_MAX])
{
	return str_format(ret_path, PATH_MAX, "/proc/self/fd/%d/%s%s", folder, name, suffix);
}

static enum status
name_archive(struct journal_archive *archive)
{
	return str_format(archive->file, sizeof(archive->file),
		"journal-%010" PRId64 "-%010" PRId64 ".db", archive->first, archive->last);
}

static bool
read_name(const char *file, struct journal_archive *archive)
{
	char first[24], last[24];
	long long from, to;

	if (sscanf(file, "journal-%20[0-9]-%20[0-9].db", first, last) != 2 ||
		str_to_int64(first, 1, INT64_MAX, &from) != ST_OK ||
		str_to_int64(last, 1, INT64_MAX, &to) != ST_OK)
		return false;
	archive->first = from;
	archive->last = to;
	return name_archive(archive) == ST_OK && strcmp(archive->file, file) == 0;
}

/* --- filling one -------------------------------------------------------------------------------------------------------- */

static enum status
copy_row(sqlite3_stmt *from, struct store *to)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(to, SQL_JOURNAL_ADD, NULL, 0, &stmt);

	for (int i = 0; st == ST_OK && i < sqlite3_column_count(from); i++)
		st = db_status(
			to, sqlite3_bind_value(stmt, i + 1, sqlite3_column_value(from, i)));
	if (st == ST_OK)
		st = db_step(to, stmt);
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
copy_rows(struct store *store, const struct journal_archive *archive, struct store *to)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_begin(to);

	if (st != ST_OK)
		return st;
	st = db_query(store, SQL_JOURNAL_RANGE,
		VALUES(value_int(archive->first), value_int(archive->last)), &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = copy_row(stmt, to);
		if (st == ST_OK)
			st = db_step(store, stmt);
	}
	db_done(stmt);
	return db_end(to, st == ST_NOT_FOUND ? ST_OK : st);
}

static enum status
fill(struct store *store, int folder, const struct journal_archive *archive)
{
	char path[PATH_MAX];
	struct store *to = NULL;
	int fd = -1;
	enum status st = path_of(folder, archive->file, ".part", path);

	if (st == ST_OK)
		st = open_in(folder, archive->file, ".part", O_WRONLY | O_CREAT | O_TRUNC, &fd);
	if (st == ST_OK)
		(void)close(fd); /* empty; SQLite fills it by name */
	if (st == ST_OK)
		st = store_blank(store->seal, &to);
	if (st == ST_OK)
		st = db_open(to, path, NULL);
	if (st == ST_OK)
		st = copy_rows(store, archive, to);
	if (st == ST_OK)
		st = db_need_pragma(to, "PRAGMA journal_mode=DELETE", "delete", ST_IO);
	store_close(to);
	return st;
}

/* Synced, then signed, then by its name: a name is a whole archive. */
static enum status
finish(const struct store *store, int folder, const struct journal_archive *archive)
{
	char part[ARCHIVE_NAME + 16];
	int fd = -1;
	enum status st = open_in(folder, archive->file, ".part", O_RDWR, &fd);

	if (st == ST_OK && fsync(fd) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = write_signature(store, folder, archive, fd);
	if (fd >= 0)
		(void)close(fd); /* synced */
	if (st == ST_OK)
		st = str_format(part, sizeof(part), "%s.part", archive->file);
	if (st == ST_OK && renameat(folder, part, folder, archive->file) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK && (fsync(folder) != 0 || fsync(store->dir) != 0))
		st = status_from_errno(errno);
	return st;
}

/* From here on its rows may leave the database. */
static enum status
note_archive(struct store *store, const struct journal_archive *archive, int64_t now_ms)
{
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_JOURNAL_ARCHIVE,
		.at_ms = now_ms,
		.actor = "kiosk",
		.outcome = "ok",
		.detail = detail };
	enum status st = str_format(
		detail, sizeof(detail), "%" PRId64 " %" PRId64, archive->first, archive->last);

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = db_run(store, SQL_ARCHIVE_ADD,
		VALUES(value_int(archive->first), value_int(archive->last),
			value_text(archive->file), value_int(now_ms)));
	if (st == ST_OK)
		st = journal_append(store, &entry);
	return db_end(store, st);
}

static enum status
archive_rows(struct store *store, struct journal_archive *archive, int64_t now_ms)
{
	int folder = -1;
	enum status st = name_archive(archive);

	if (st == ST_OK) /* the one in the file must be of a row that stays */
		st = journal_head_update(store, now_ms);
	if (st == ST_OK)
		st = open_folder(store, true, &folder);
	if (st == ST_OK)
		st = fill(store, folder, archive);
	if (st == ST_OK)
		st = finish(store, folder, archive);
	if (st == ST_OK)
		st = note_archive(store, archive, now_ms);
	if (folder >= 0)
		(void)close(folder); /* synced */
	return st;
}

/* --- steps -------------------------------------------------------------------------------------------------------------- */

static enum status
find_old(struct store *store, int64_t before_ms, bool all, struct journal_archive *ret_archive)
{
	sqlite3_stmt *stmt = NULL;
	int64_t oldest_ms = 0;
	struct journal_archive archive = { .first = 0 };
	enum status st = db_query(store, SQL_ARCHIVE_OLD,
		VALUES(value_int(ARCHIVE_ROWS), value_int(before_ms)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK) {
		archive.first = sqlite3_column_int64(stmt, 0);
		archive.last = sqlite3_column_int64(stmt, 1);
		oldest_ms = sqlite3_column_int64(stmt, 2);
	}
	db_done(stmt);
	if (st == ST_OK && (archive.last < archive.first || archive.first < 1))
		st = ST_NOT_FOUND;
	if (st == ST_OK && !all && archive.last - archive.first + 1 < ARCHIVE_ROWS &&
		oldest_ms > before_ms - month_ms)
		st = ST_NOT_FOUND;
	if (st == ST_OK)
		*ret_archive = archive;
	return st;
}

enum status
journal_archive_step(struct store *store, int64_t before_ms, int64_t now_ms, bool all)
{
	struct journal_archive archive;
	enum status st = db_run_one(store, SQL_ARCHIVE_LEAVE, VALUES(value_int(LEAVE_AT_ONCE)));

	if (st != ST_NOT_FOUND)
		return st;
	st = find_old(store, before_ms, all, &archive);
	return st == ST_OK ? archive_rows(store, &archive, now_ms) : st;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum status
read_archive(
	struct store *store, enum sql sql, int64_t seq, struct journal_archive *ret_archive)
{
	struct journal_archive archive = { .first = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, sql, VALUES(value_int(seq)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK) {
		archive.first = sqlite3_column_int64(stmt, 0);
		archive.last = sqlite3_column_int64(stmt, 1);
		st = column_bytes(stmt, 2, archive.hash, SEAL_HASH);
	}
	if (st == ST_OK)
		st = column_text(stmt, 3, archive.file, sizeof(archive.file));
	db_done(stmt);
	if (st == ST_OK)
		*ret_archive = archive;
	return st;
}

enum status
journal_archive_next(
	struct store *store, int64_t after_seq, struct journal_archive *ret_archive)
{
	return read_archive(store, SQL_ARCHIVE_NEXT, after_seq, ret_archive);
}

enum status
journal_archive_before(
	struct store *store, int64_t before_seq, struct journal_archive *ret_archive)
{
	return read_archive(store, SQL_ARCHIVE_BEFORE, before_seq, ret_archive);
}

enum status
journal_edges(struct store *store, struct journal_edges *ret_edges)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_EDGES, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_edges = (struct journal_edges){ .oldest_ms = sqlite3_column_int64(stmt, 0),
			.newest_ms = sqlite3_column_int64(stmt, 1),
			.first_seq = sqlite3_column_int64(stmt, 2) };
	db_done(stmt);
	return st;
}

enum status
journal_archive_open(const struct store *store, const char *file, struct store **ret_archive)
{
	struct journal_archive archive;
	struct store *opened = NULL;
	char path[PATH_MAX];
	int folder = -1;
	enum status st = read_name(file, &archive) ? ST_OK : ST_INVALID;

	if (st == ST_OK)
		st = open_folder(store, false, &folder);
	if (st == ST_OK)
		st = check_signature(store, folder, &archive);
	if (st == ST_OK)
		st = path_of(folder, file, "", path);
	if (st == ST_OK)
		st = store_blank(store->seal, &opened);
	if (st == ST_OK)
		st = db_open_file(opened, path);
	if (folder >= 0)
		(void)close(folder); /* read only */
	if (st == ST_OK)
		*ret_archive = opened;
	else
		store_close(opened);
	return st;
}
