/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of recorded sentences. */
#include "device/recordings.h"

#include "base/recording.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_ROOM = 256, FILES_MAX = 8192, FILE_ROOM = RECORDING_NAME + 8 };

struct recordings {
	char folder[FOLDER_ROOM];
	char (*file)[FILE_ROOM]; /* sorted by name */
	size_t n;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static enum status
add(struct recordings *recordings, const char *name)
{
	char(*grown)[FILE_ROOM];

	if (name[0] == '.' || strchr(name, '.') == NULL || strlen(name) >= FILE_ROOM)
		return ST_OK; /* none of ours */
	if (recordings->n == FILES_MAX)
		return ST_TOO_LONG;
	if (recordings->n % 64 == 0) {
		grown = realloc(recordings->file, (recordings->n + 64) * sizeof(*grown));
		if (grown == NULL)
			return ST_NO_MEMORY;
		recordings->file = grown;
	}
	return str_copy(recordings->file[recordings->n++], FILE_ROOM, name);
}

static enum status
read_folder(struct recordings *recordings)
{
	DIR *dir = opendir(recordings->folder);
	const struct dirent *entry;
	enum status st = dir ? ST_OK : status_from_errno(errno);

	while (st == ST_OK && (entry = readdir(dir)) != NULL)
		st = add(recordings, entry->d_name);
	if (dir)
		(void)closedir(dir);
	if (recordings->n > 0)
		qsort(recordings->file, recordings->n, FILE_ROOM, compare);
	return st;
}

enum status
recordings_new(const char *folder, struct recordings **ret_recordings, enum status *ret_st)
{
	struct recordings *recordings = calloc(1, sizeof(*recordings));
	enum status st = ST_OK;

	if (recordings == NULL)
		return ST_NO_MEMORY;
	if (folder[0])
		st = str_copy(recordings->folder, sizeof(recordings->folder), folder);
	if (st == ST_OK && folder[0])
		st = read_folder(recordings);
	*ret_st = st;
	*ret_recordings = recordings;
	return ST_OK;
}

void
recordings_free(struct recordings *recordings)
{
	if (recordings == NULL)
		return;
	free(recordings->file);
	free(recordings);
}

bool
recordings_find(const struct recordings *recordings, const char *sentence, size_t n,
	char *ret_path, size_t room)
{
	char name[RECORDING_NAME];
	size_t length, low = 0, high = recordings->n;

	if (recordings->n == 0)
		return false;
	recording_name(sentence, n, name);
	length = strlen(name);
	while (low < high) {
		size_t at = low + (high - low) / 2;

		if (strncmp(recordings->file[at], name, length) < 0)
			low = at + 1;
		else
			high = at;
	}
	return low < recordings->n && strncmp(recordings->file[low], name, length) == 0 &&
	       recordings->file[low][length] == '.' &&
	       str_format(ret_path, room, "%s/%s", recordings->folder, recordings->file[low]) ==
		       ST_OK;
}
